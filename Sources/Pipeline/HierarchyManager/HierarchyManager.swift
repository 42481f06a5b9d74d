import SiteModel

/// SMS_HIERARCHY_MANAGER: carries proposed site properties out of the database of a primary site, brings actual ones in,
/// and drives the installation of secondary sites (Q131010, Q133113, Q137376).
///
/// It polls the database once in each Response interval. A poll that could find nothing is not an event: the driver
/// asks for the next one when there is something to find.
public struct HierarchyManager: Equatable, Sendable {
    /// How often the phase of an installation is looked at: 30 minutes (Q183347).
    public static let phaseMilliseconds: Int64 = 1_800_000
    /// How often the failure of an installation is told again: every 12 hours; hourly before 1.2 (Q153532).
    public static let failureMilliseconds: Int64 = 43_200_000
    /// `.CT2` files that a cycle takes where more pile up: what 10,000 sites send in one of the cycles of a day (Q240786).
    public static func backlogFiles(pollMilliseconds: Int64) -> Int {
        max(1, Int(10_000 * pollMilliseconds / 86_400_000))
    }

    /// When it polls next, in milliseconds since 1970; -1: there is nothing to find.
    public package(set) var pollsAt: Int64 = -1

    /// Makes an idle Hierarchy Manager.
    public init() {}

    /// Decides what follows from a signal.
    public mutating func handle(
        _ signal: Signal, _ context: Context, _ image: SiteImage, into effects: inout EffectBuffer
    ) {
        guard signal.kind == .hierarchyPoll else {
            preconditionFailure("Hierarchy Manager was given \(signal.kind)")
        }
        // After a restart it looks besides its row of polls (Q131010).
        let isExtra = signal.b == 1
        if !isExtra { pollsAt = -1 }
        if image.isPaused(.hierarchyManager) || image.isSQLDown { return again(context, image, &effects) }
        let takes =
            image.quirks.contains(.ct2Backlog)
            ? Self.backlogFiles(pollMilliseconds: image.pollMilliseconds) : Int.max
        for file in image.controlFilesOut.prefix(takes) {
            effects.trace(.controlFileLoaded, 0, UInt32(file.site), Int64(file.type.rawValue))
            if file.site != image.number {
                effects.event(358, job: noHandle, UInt32(file.site))
                tellOfForwarding(file, image, &effects)
            }
            effects.add(Effect(.loadControlFile))
        }
        for site in image.siteControls.keys.sorted() {
            guard let live = image.siteControls[site] else { continue }
            // What is proposed for a site that is being installed waits until it is.
            if live.isWaiting, live.phase == .none || live.phase == .control { hand(live, image, &effects) }
            if live.phase != .none { look(live, context, image, &effects) }
        }
        effects.trace(.hierarchyCycled, 0, 0, image.pollMilliseconds)
        again(context, image, &effects)
    }

    /// What keeps a report of a site below from the parent: no identifier for a system job, or no address for it.
    private func tellOfForwarding(
        _ file: SiteControlFile, _ image: SiteImage, _ effects: inout EffectBuffer
    ) {
        guard let parent = image.parent else { return }
        if image.lacksJobIdentifiers {
            effects.event(362, noHandle, UInt32(file.site), once: true, image)
        } else if image.hop(to: parent) == nil {
            // Its job is made all the same, and waits for an address (332).
            effects.event(364, noHandle, UInt32(file.site), once: true, image)
        }
    }

    /// Polls again while there is something to wait for.
    private mutating func again(_ context: Context, _ image: SiteImage, _ effects: inout EffectBuffer) {
        guard pollsAt < 0, image.hasHierarchyWork else { return }
        pollsAt = context.now + image.pollMilliseconds
        effects.after(image.pollMilliseconds, .hierarchyPoll)
    }

    /// Makes a control file of a proposal.
    private func hand(_ live: SiteControlLive, _ image: SiteImage, _ effects: inout EffectBuffer) {
        let site = UInt32(live.site)
        if image.quirks.contains(.futureDateLock), live.proposedAt < live.actualAt {
            // The words of Q154577: an image with a later date wins, whatever made the date.
            effects.trace(.controlImageReused, 0, site)
            effects.add(Effect(.dropProposal, site))
            return
        }
        if live.proposed.imageBytes > image.controlImageLimit {
            effects.trace(.controlImageTooLarge, 0, site, live.proposed.imageBytes)
            effects.event(338, noHandle, site, once: true, image)
            return
        }
        if live.site != image.number, cannotSend(about: site, image, &effects) { return }
        effects.trace(.controlFileWritten, 0, site, Int64(ControlFileType.proposed.rawValue))
        effects.add(Effect(.writeControlFile, site))
    }

    /// Looks how far an installation, a change or a deletion is.
    private func look(
        _ live: SiteControlLive, _ context: Context, _ image: SiteImage, _ effects: inout EffectBuffer
    ) {
        let site = UInt32(live.site)
        let job = image.systemJobs[live.job]
        if job?.status == .failed, live.phase != .none, live.phase != .newSite {
            let interval = image.quirks.contains(.event360Storm) ? 3_600_000 : Self.failureMilliseconds
            guard live.status != .failed || context.now - live.lookedAt >= interval else { return }
            if let event = live.phase.failure { effects.event(event, job: noHandle, site) }
            effects.add(
                Effect(
                    .setSitePhase, site, UInt32(live.phase.rawValue), value: Int64(SiteStatus.failed.rawValue)
                ))
            return
        }
        guard live.phase != .control, context.now - live.lookedAt >= Self.phaseMilliseconds else { return }
        let isDone = job?.status == .complete
        let next: SitePhase? =
            switch live.phase {
            case .newSite: .preinstall
            case .preinstall: isDone ? .install : nil
            case .install: isDone ? .firstControl : nil
            case .delete: live.job == 0 ? .delete : isDone ? SitePhase.none : nil
            case .upgrade: live.job == 0 && mayUpgrade(live, image) ? .upgrade : nil
            case .none, .firstControl, .control: nil
            }
        guard let next else { return }
        if next.job != nil, cannotSend(about: site, image, &effects) { return }
        if next == .firstControl {
            effects.trace(.controlFileWritten, 0, site, Int64(ControlFileType.newSite.rawValue))
            effects.event(335, job: noHandle, site)
        }
        effects.trace(.sitePhaseBegun, 0, site, Int64(next.rawValue))
        effects.add(Effect(.beginSitePhase, site, UInt32(next.rawValue)))
    }

    /// Whether a system job for a site below could not be made; it is tried again at a later poll.
    private func cannotSend(about site: UInt32, _ image: SiteImage, _ effects: inout EffectBuffer) -> Bool {
        guard image.lacksJobIdentifiers else { return false }
        effects.event(348, noHandle, site, once: true, image)
        return true
    }

    /// Whether an upgrade may begin: until every secondary site of the parent is ACTIVE it stays PENDING (Q134716).
    private func mayUpgrade(_ live: SiteControlLive, _ image: SiteImage) -> Bool {
        guard image.quirks.contains(.secondaryUpgradeAllActive) else { return true }
        return image.hierarchy.children(of: image.number).allSatisfy { child in
            guard image.hierarchy.isSecondary[Int(child)], child != live.site else { return true }
            return image.siteControls[child].map { $0.status == .active || $0.status == .upgrade } ?? true
        }
    }
}
