import SiteModel

/// How a client's last run of a command ended, where that is why its row is not Complete.
public enum ClientPast: Equatable, Sendable {
    /// The program was not found.
    case programNotFound
    /// The file of a Macintosh program has no resource fork: error -39 (Q156278).
    case noResourceFork
    /// What Windows gave as the program's handle was taken for an error (Q149672).
    case processHandle
    /// Its status MIF says Failed.
    case failedMIF
    /// It ended with an exit code other than 0, without a status MIF.
    case exitCode(Int64)
    /// It took Windows down before its end could be recorded (Q175652, Q158644).
    case restarted
    /// Its status could not be written (Q164877, Q160775, Q191299).
    case noStatus
    /// Its status MIF cannot be loaded (Q140810, Q239534).
    case refusedMIF
    /// Its status MIF cannot be parsed, and counts as Failed (Q190135).
    case malformedMIF
}

extension PackageCommandManager {
    /// How the last run of an offer ended, and the quirk behind it; nil: well, or it never ran.
    public func past(_ client: Int, _ offer: UInt32, now: Int64, _ image: SiteImage) -> (
        how: ClientPast, quirk: Quirk?
    )? {
        let attempts = Int(image.details[Int(offer)].attempts)
        guard attempts > 0 else { return nil }
        let range = range(of: client, image)
        let command = image.jobs[Int(image.details[Int(offer)].job)].job.commandName ?? ""
        let rule = rules.result(
            client: { image.clients.name(client) }, command: command, attempt: attempts)
        let byService = isForService(client, offer, image)
        func alive(_ quirk: Quirk) -> Quirk? { image.quirks.contains(quirk) ? quirk : nil }
        switch stage(Int(offer)) {
        case .failed, .pending, .waiting, .archived, .countdown: break
        case .executed, .unconfirmed, .expired, .expiring:
            if let quirk = unwritten(client, offer, byService, image) { return (.noStatus, quirk) }
            if blocks[range].variant == .dos, rule.endsElsewhere, let quirk = alive(.statusDOSLost) {
                return (.noStatus, quirk)
            }
            if rule.mif == .malformed || rule.mif == .oversized { return (.malformedMIF, nil) }
            return refusedMIF(rule, client, now, image).map { (.refusedMIF, $0) }
        default: return nil
        }
        if launch(offer, rule, range, byService, image) == .notFound {
            return (.programNotFound, launchQuirk(offer, rule, byService, image))
        }
        let server = logonServer(of: client, image)
        if server != noHandle, lacksFork(offer, range, server, image) { return (.noResourceFork, nil) }
        if byService, rule.handle < 32, let quirk = alive(.statusHandleBelow32) {
            return (.processHandle, quirk)
        }
        if !recordsAtStart(offer, image) {
            if rule.reboot == .forced { return (.restarted, alive(.pcmForceRebootStaysPending)) }
            if rule.reboot == .upgrade, byService, let quirk = alive(.svcOSUpgradeLoops) {
                return (.restarted, quirk)
            }
        }
        if rule.mif == .failed { return (.failedMIF, nil) }
        if rule.mif == .malformed || rule.mif == .oversized { return (.malformedMIF, nil) }
        let code = exitCode(rule, image)
        return code != 0 && !rule.mif.isTaken ? (.exitCode(code), nil) : nil
    }

    /// The quirk that lets no status of a client be written; nil: it is written.
    public func unwritten(
        _ client: Int, _ offer: UInt32, _ image: SiteImage
    ) -> Quirk? {
        unwritten(client, offer, isForService(client, offer, image), image)
    }

    private func unwritten(
        _ client: Int, _ offer: UInt32, _ byService: Bool, _ image: SiteImage
    ) -> Quirk? {
        guard isUnwritten(range(of: client, image), byService, .success, image) else { return nil }
        return byService && image.quirks.contains(.statusSvcNone) ? .statusSvcNone : .statusNetxNone
    }

    /// The quirk for which the Data Loader cannot read the status MIF of a run.
    private func refusedMIF(_ rule: ResultRule, _ client: Int, _ now: Int64, _ image: SiteImage) -> Quirk? {
        let marks = marks(rule, client, Context(now: now, site: image.number), image)
        if marks & StatusBits.quoted != 0, image.quirks.contains(.statusQuoteRefused) {
            return .statusQuoteRefused
        }
        return marks & StatusBits.late != 0 && image.quirks.contains(.mifYear2030) ? .mifYear2030 : nil
    }

    /// The quirk for which a program is not found that is there.
    private func launchQuirk(
        _ offer: UInt32, _ rule: ResultRule, _ byService: Bool, _ image: SiteImage
    ) -> Quirk? {
        let job = Int(image.details[Int(offer)].job)
        let suspect: Quirk
        switch CommandForm(image.jobs[job].offer.command ?? "") {
        case .absolute: suspect = .pcmPathInPackage
        case .unc: suspect = byService ? .svcUNCFails : .w95UNCIgnored
        case .variable: return nil
        case .relative where rule.program == .msTest: suspect = .svcNoMSTest
        case .relative: return nil
        }
        return image.quirks.contains(suspect) ? suspect : nil
    }

    /// Whether what a client is busy with never ends: a process without end, or one whose end nobody sees.
    public func isBusyForEver(_ client: Int, now: Int64) -> Bool {
        busy[client].offer != noHandle && busy[client].until >= now + Self.longestMilliseconds / 2
    }

    /// The quirk for which a client is busy for ever; nil: it is not.
    public func endlessQuirk(_ client: Int, now: Int64) -> Quirk? {
        guard isBusyForEver(client, now: now) else { return nil }
        return stage(Int(busy[client].offer)) == .executed ? .pcmExecuteDimmed : .pcmHangForever
    }

    /// The quirk for which the user's program of a client has ended, as far as its settings tell; nil: unknown.
    public func exitQuirk(_ client: Int, _ image: SiteImage) -> Quirk? {
        let range = range(of: client, image)
        if blocks[range].variant == .dos, image.quirks.contains(.statusDOSLost) { return .statusDOSLost }
        if image.quirks.contains(.pcmAVNoCurrentServer) { return .pcmAVNoCurrentServer }
        let hasService = blocks[range].traits.contains(.service)
        let server = logonServer(of: client, image)
        let isAway = server != noHandle && !image.servers[Int(server)].isReachable
        if image.quirks.contains(.pcmExitsNoServer), isAway || !hasService { return .pcmExitsNoServer }
        return hasService && image.quirks.contains(.pcmBusyDialog) ? .pcmBusyDialog : nil
    }
}
