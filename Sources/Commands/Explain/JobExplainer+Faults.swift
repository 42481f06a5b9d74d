import Emulation
import Pipeline
import SiteModel

/// What is wrong at a site or with a request, where it is that which holds a job.
extension JobExplainer {
    func fault(
        _ fault: SiteFault, _ sentence: String, _ quirk: Quirk?, _ image: SiteImage
    ) -> Reason {
        let code = image.definition.code
        let subject = FaultDefinition.Subject.site(code, fault)
        let reason = Reason(.siteFault, sentence)
            .at(code, since: lab.downSince(subject), until: lab.plannedEnd(of: subject))
            .advising("sms12 fault site \(code) \(fault.rawValue) --state up")
        guard let quirk else { return reason }
        return reason.because(quirk, image.quirks)
    }

    /// A query that SQL Server cannot run now (event 320).
    func unrunnable(_ live: JobLive, _ place: Int, _ image: SiteImage) -> Reason {
        let code = image.definition.code
        let since = image.events.last { $0.number == 320 && $0.job == UInt32(place) }?.instant
        let query = QueryID(live.job.queryID).flatMap { image.queryIndex($0) }
            .flatMap { try? image.queries[$0].definition.query() }
        if let query, image.isTooWide(query) {
            return Reason(
                .query,
                "The query that names its targets takes \(query.tableCount) tables, and SQL Server joins "
                    + "\(InventoryQuery.mostTables) at most (event 320): it never runs."
            ).at(code, since: since).because(.queryEightClauses, image.quirks).advising(
                "take clauses out of the query (seven fit, each takes two tables)")
        }
        return Reason(
            .query,
            "The query that names its targets cannot run (event 320), as tempdb of site \(code) lacks the option for SELECT "
                + "INTO, and is tried at each poll."
        ).at(code, since: since).because(.tempdb320, image.quirks).advising(
            "sms12 site set \(code) --tempdb-select-into on")
    }

    /// What keeps the Scheduler from taking up a job that is due, or nil.
    func unstarted(_ live: JobLive, _ place: Int, _ image: SiteImage) -> Reason? {
        let code = image.definition.code
        if image.quirks.contains(.srqZeroLengthLoop),
            let bad = image.openRequests.first(where: { image.requests[Int($0)].fault == .zeroLength })
        {
            return Reason(
                .requestFile,
                "The Scheduler of site \(code) reads send request \(image.requests[Int(bad)].id) for ever: a record of it "
                    + "has length zero."
            ).at(code).from("Q159201").advising(
                "sms12 fault request \(code) \(image.requests[Int(bad)].id) deleted"
            ).because(.srqZeroLengthLoop, image.quirks)
        }
        if image.has(.selfRights), image.quirks.contains(.selfAddressRights) {
            return fault(
                .selfRights,
                "The Scheduler of site \(code) cannot reach SCHEDULE.BOX: the account of the site's address to itself has no "
                    + "rights on SMS_SITE.", .selfAddressRights, image)
        }
        if image.invalidJobFiles > 0 {
            return fault(
                .jobIdentifiers,
                "The Scheduler of site \(code) stops at a job file in SCHEDULE.BOX whose identifier is none: the counter is "
                    + "at its end.", .invalidJobIDs, image)
        }
        if image.lacksProcedure(live.job) {
            return fault(
                .sqlProcedures,
                "The stored procedure sp_GetSubSites of site \(code) is gone, which Include Subsites needs.",
                .sqlUpgradeSubsites, image)
        }
        if image.isNotFound(live.job) {
            return Reason(
                .quirk,
                "A job without run phase that goes to a site below is not found when it is due; one with a run phase is."
            ).at(code).from("Q174462").because(.noRunStuckPending, image.quirks)
        }
        guard image.quirks.contains(.repeatBlocks), live.job.repeatMode != .never else { return nil }
        if live.hasRepeated || image.pendingPredecessor(of: UInt32(place)) != nil {
            return Reason(
                .quirk,
                "The next job of the repetition cancels the one before first, and one of them is Pending: that cannot be "
                    + "cancelled."
            ).at(code).from("Q153533").advising("sms12 job delete the one that is late").because(
                .repeatBlocks, image.quirks)
        }
        return nil
    }

    /// Why a job went to no site at all, or nil.
    func nowhere(_ live: JobLive, _ image: SiteImage) -> Reason? {
        guard live.destinations.isEmpty else { return nil }
        let code = image.definition.code
        if image.has(.secondIdentification), image.quirks.contains(.twoIdentificationGroups) {
            return fault(
                .secondIdentification,
                "The sites of a job without run phase are asked of the Identification group, and the database of site "
                    + "\(code) holds two: nothing was made.", .twoIdentificationGroups, image)
        }
        return Reason(
            .quirk,
            "A job without run phase that is limited to a site below loses its destinations: nothing was made, and its "
                + "cancel waits for nobody's answer."
        ).at(code).from("Q186414").advising("send it to the site itself, without a site limit").because(
            .noRunStuckActive, image.quirks)
    }

    /// What is wrong with a request or with its Sender, or nil.
    func unsent(_ request: RequestLive, _ image: SiteImage) -> Reason? {
        let code = image.definition.code
        switch request.fault {
        case .none: break
        case .zeroLength:
            return Reason(
                .requestFile,
                "Send request \(request.id) of site \(code) cannot be read: a record of it has length zero."
            ).at(code).from("Q159201")
        case .noInstruction:
            return Reason(
                .requestFile,
                "The instruction file of send request \(request.id) is gone from TOSEND; the package is sent in vain."
            ).at(code).from("Q235837")
        case .deleted:
            return Reason(.requestFile, "Send request \(request.id) of site \(code) was deleted.").at(code)
                .from(
                    "Q181042")
        case .handleOpen:
            return Reason(
                .requestFile,
                "A file of send request \(request.id) is still open at the destination since the link dropped: Win32 error 32."
            ).at(code).from("Q153260").advising("sms12 service restart SMS_EXECUTIVE --site \(code)")
        }
        if image.has(.selfRights), request.hop == image.number {
            return fault(
                .selfRights, "The account of site \(code)'s address to itself has no rights on SMS_SITE.",
                nil, image)
        }
        for locked in [image, lab.images[Int(request.hop)]] where locked.has(.accountLocked) {
            return fault(
                .accountLocked,
                "The service account of site \(locked.definition.code) is locked out, and nobody gets in or out under it.",
                .accountLockout, locked)
        }
        if request.sender == .lan || request.sender == nil, image.has(.outboxMoved),
            image.quirks.contains(.outboxImmovable)
        {
            return fault(
                .outboxMoved,
                "The LAN Sender of site \(code) looks for its outbox where the registry has it, and it was moved.",
                .outboxImmovable, image)
        }
        return hanging(request, image)
    }

    private func hanging(_ request: RequestLive, _ image: SiteImage) -> Reason? {
        guard let sender = request.sender, lab.isHung(sender, at: image.number) else { return nil }
        return Reason(
            .sending,
            "The wait behind a buffer was worked out as 49 days, from an estimated bandwidth that is too high: the Sender waits."
        ).at(image.definition.code).from("Q140924").advising(
            "give the address its true speed, and restart the Executive"
        ).because(
            .bandwidthHang, image.quirks)
    }

    /// A destination whose SMS drive cannot take a request, whether that was tried or not.
    func full(_ request: RequestLive, _ image: SiteImage) -> Reason? {
        guard request.carriesPackage, request.hop != image.number, request.status != .sending else {
            return nil
        }
        let other = lab.images[Int(request.hop)]
        guard let server = other.siteServer, let drive = other.smsDrive,
            other.servers[server].drives.indices.contains(drive),
            other.servers[server].drives[drive].freeBytes < request.bytes
        else { return nil }
        return Reason(
            .noDisk,
            "The SMS drive of site \(other.definition.code) has \(other.servers[server].drives[drive].freeBytes) bytes free, "
                + "and \(request.bytes) are to be sent: Win32 error 112."
        ).at(
            other.definition.code, since: request.firstFailedAt,
            until: request.firstFailedAt == nil ? nil : max(request.restartAt, lab.now)
        ).from("Q137610").because(.noDiskCheck, image.quirks).advising(
            "make room on the SMS drive of \(other.definition.code): sms12 server set "
                + "\(other.serverName(UInt32(server))) --site \(other.definition.code) --drive LETTER:FILESYSTEM:FREE"
        ).after(request.firstFailedAt.map { [end(of: request, $0, image)] } ?? [])
    }
}

/// The order of what holds a job.
extension JobExplainer {
    /// One of each, and first what somebody has to mend; last what only takes its time.
    func ranked(_ reasons: [Reason]) -> [Reason] {
        var found: [Reason] = []
        var places: [String: Int] = [:]
        for reason in reasons {
            let key = "\(reason.blocker.rawValue) \(reason.site?.description ?? "")\n\(reason.sentence)"
            if let same = places[key] {
                if let since = reason.since { found[same].since = min(found[same].since ?? since, since) }
                let told = found[same].causes.map(\.sentence)
                found[same].causes += reason.causes.filter { !told.contains($0.sentence) }
                continue
            }
            places[key] = found.count
            found.append(reason)
        }
        return found.enumerated().sorted {
            (Self.rank($0.element), $0.offset) < (Self.rank($1.element), $1.offset)
        }.map(\.element)
    }

    private static func rank(_ reason: Reason) -> Int {
        switch reason.blocker {
        case .pollNotReached, .statusOnItsWay, .sending, .despooler, .compressor, .countdown, .running,
            .targetList, .retryDelay:
            3
        case .userHasToRun, .offerTime, .mandatoryTime, .archived, .nothing: 2
        default: reason.count > 0 ? 1 : 0
        }
    }
}
