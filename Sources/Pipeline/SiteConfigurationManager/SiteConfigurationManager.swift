public import SiteModel

/// SMS_SITE_CONFIG_MANAGER: makes the site match its control file; its timer is the watchdog (Q130906, Q131010).
///
/// A pass has four stages: the timers and the control file with what it says of identity, domains, accounts, addresses
/// and outboxes; the servers of the domains; what is installed against what is registered; the report (Q130906).
public struct SiteConfigurationManager: Equatable, Sendable {
    /// Passes that an outbox needs until its change takes effect (Q126229).
    public static let outboxPasses: UInt8 = 3

    /// What began a pass.
    public enum Cause {
        /// The timer ran out.
        public static let timer: UInt32 = 0
        /// A `.CT1` lies in SITECFG.BOX.
        public static let controlFile: UInt32 = 1
        /// The first of the codes of SENDCODE; the others follow it (Q168682).
        public static let watchdog: UInt32 = 192
        /// Watchdog with a status `.CT2`.
        public static let watchdogWithStatus: UInt32 = 193
        /// Watchdog treated as an upgrade.
        public static let watchdogAsUpgrade: UInt32 = 194
        /// Watchdog with the user group MIF.
        public static let watchdogWithGroups: UInt32 = 195
        /// Watchdog with logon scripts.
        public static let watchdogWithScripts: UInt32 = 196
    }

    /// The timer that counts: an earlier one was made void by a change of Response.
    public package(set) var timer: UInt32 = 0
    /// When the watchdog runs next, in milliseconds since 1970; -1: only when it is asked to.
    public package(set) var watchdogAt: Int64 = -1
    /// When the last `.CT2` was written, in milliseconds since 1970.
    public package(set) var reportedAt: Int64 = 0
    /// The outboxes that are being changed, and how many passes have seen it.
    public package(set) var outboxes: [OutboxProperties] = []
    /// How many passes saw the change of outboxes; 0: none is being changed.
    public package(set) var passes: UInt8 = 0
    /// When the user groups were reported last, in milliseconds since 1970.
    public package(set) var groupsAt: Int64 = 0
    /// When logon scripts were configured last, in milliseconds since 1970.
    public package(set) var scriptsAt: Int64 = 0

    /// The servers that the last `.CT2` told of.
    public package(set) var reportedServers = KnownServers(names: [], defaults: [])

    /// Makes a Site Configuration Manager.
    public init() {}

    /// Decides what follows from a signal.
    public mutating func handle(
        _ signal: Signal, _ context: Context, _ image: SiteImage, into effects: inout EffectBuffer
    ) {
        switch signal.kind {
        case .siteConfigurationArrival:
            guard !image.controlFilesIn.isEmpty else { return }
            pass(Cause.controlFile, context, image, &effects)
        case .siteConfigurationWatchdog:
            if signal.b == Cause.timer {
                // One that a change of Response made void.
                guard signal.a == timer else { return }
                watchdogAt = context.now + image.watchdogMilliseconds
                effects.after(image.watchdogMilliseconds, .siteConfigurationWatchdog, timer)
            }
            pass(signal.b, context, image, &effects)
        case .executiveRestart:
            // Somebody else may have started it, and it may have ended again.
            guard image.executiveIsStopped, image.executiveEnds == signal.a,
                !image.isPaused(.siteConfigurationManager)
            else { return }
            effects.start(.executive)
        default: preconditionFailure("Site Configuration Manager was given \(signal.kind)")
        }
    }

    private mutating func pass(
        _ cause: UInt32, _ context: Context, _ image: SiteImage, _ effects: inout EffectBuffer
    ) {
        if image.isPaused(.siteConfigurationManager) { return }
        effects.trace(.watchdogRan, 0, 0, Int64(cause))
        if watchdogAt >= 0, image.executiveIsStopped { effects.start(.executive) }
        let isForced = cause == Cause.watchdogWithStatus || cause == Cause.watchdogAsUpgrade
        let hasFiles = readFiles(context, image, &effects)
        let pending = enumerateServers(image, &effects)
        takeBackServices(image, &effects)
        let isInstalled = reconcile(pending, image, &effects)
        configureRarely(cause, context, image, &effects)
        let minutes = min(
            image.definition.siteConfiguration.reportingMinutes,
            SiteConfigurationSettings.longestReportingMinutes)
        let isDue = watchdogAt >= 0 && context.now - reportedAt >= minutes * 60_000
        // Servers that were added or taken away since, of which the sites above know by this file only.
        let hasOtherServers = watchdogAt >= 0 && image.ownServers != reportedServers
        guard isForced || hasFiles || isInstalled || isDue || hasOtherServers else { return }
        reportedAt = context.now
        if image.parent != nil, image.lacksJobIdentifiers {
            effects.event(214, noHandle, UInt32(image.number), once: true, image)
        }
        effects.trace(.controlFileReported, 0, UInt32(image.parent ?? image.number))
        effects.add(Effect(.reportControlFile))
    }

    // MARK: Stage 1, timers and control files

    /// Reads every `.CT1`, each against what the one before it made of the site; tells whether there is news.
    private mutating func readFiles(
        _ context: Context, _ image: SiteImage, _ effects: inout EffectBuffer
    ) -> Bool {
        let wasChanging = passes > 0
        var isBegun = false
        var response = image.definition.response
        let actual = SiteProperties(image.definition).outboxes
        for file in image.controlFilesIn {
            if let note = image.refusal(of: file.properties) {
                // Refused whole: much may have happened since it was proposed.
                effects.trace(.configurationNoted, 0, UInt32(file.site), note.rawValue)
                effects.event(211, job: noHandle, UInt32(file.site))
                effects.add(Effect(.refuseControlFile, value: note.rawValue))
                continue
            }
            effects.trace(.controlFileAccepted, 0, UInt32(file.site), Int64(file.type.rawValue))
            if takeOutboxes(file.properties.outboxes, actual, &effects) { isBegun = true }
            response = file.properties.response
            effects.add(Effect(.installControlFile))
        }
        if response != image.definition.response { resetTimer(response, context, image, &effects) }
        let hasFiles = !image.controlFilesIn.isEmpty
        guard wasChanging, passes > 0, !isBegun else { return hasFiles }
        return countPass(image, &effects) || hasFiles
    }

    /// The interval is written anew on each change of Response, unless Service Response says to keep it (RG, CONF).
    private mutating func resetTimer(
        _ response: ServiceResponse, _ context: Context, _ image: SiteImage, _ effects: inout EffectBuffer
    ) {
        guard watchdogAt >= 0, !image.definition.siteConfiguration.keepsIntervals else { return }
        let interval = response.pollingMinutes * 24 * 60_000
        timer &+= 1
        watchdogAt = context.now + interval
        effects.after(interval, .siteConfigurationWatchdog, timer)
    }

    /// Everything but outboxes is so at the end of the pass; their change begins, or begins anew, or is given up.
    private mutating func takeOutboxes(
        _ wanted: [OutboxProperties], _ actual: [OutboxProperties], _ effects: inout EffectBuffer
    ) -> Bool {
        guard wanted != (passes > 0 ? outboxes : actual) else { return false }
        outboxes = wanted == actual ? [] : wanted
        passes = wanted == actual ? 0 : 1
        if passes > 0 { effects.trace(.outboxPassed, 0, 0, 1) }
        return true
    }

    /// Counts a pass that sees a change of outboxes; the last one makes it.
    private mutating func countPass(_ image: SiteImage, _ effects: inout EffectBuffer) -> Bool {
        passes += 1
        effects.trace(.outboxPassed, 0, 0, Int64(passes))
        guard passes >= Self.outboxPasses else { return false }
        effects.add(Effect(.installOutboxes))
        passes = 0
        return true
    }

    // MARK: Stages 2 and 3, servers

    /// Looks for the servers of the domains: those that do not answer, and new ones where all are used; gives the places
    /// of those that are to be logon servers from now on.
    private func enumerateServers(_ image: SiteImage, _ effects: inout EffectBuffer) -> [Int] {
        var found: [Int] = []
        for (place, server) in image.servers.enumerated() where !server.isRemoved {
            let key = JobLive.raisedKey(221, UInt32(place))
            if server.isReachable {
                if image.standing.contains(key) { effects.add(Effect(.clearSilence, UInt32(place))) }
            } else if server.definition.roles.contains(.logon), !image.standing.contains(key) {
                effects.trace(
                    .configurationNoted, 0, UInt32(place), ConfigurationNote.serverSilent.rawValue)
                effects.event(221, job: noHandle, UInt32(place))
            }
            guard image.definition.siteConfiguration.usesAllServers, server.isReachable,
                !server.definition.roles.contains(.logon), server.state == .active
            else { continue }
            effects.trace(.configurationNoted, 0, UInt32(place), ConfigurationNote.serverDetected.rawValue)
            effects.add(Effect(.detectServer, UInt32(place)))
            found.append(place)
        }
        return found
    }

    /// Components whose helper server is not found run on the site server from now on (event 215).
    private func takeBackServices(_ image: SiteImage, _ effects: inout EffectBuffer) {
        var told: [String] = []
        for helper in image.definition.helpers {
            guard let name = image.lostHelper(of: helper.service), let place = image.serverIndex(name) else {
                continue
            }
            if told.contains(name) { continue }
            told.append(name)
            effects.add(Effect(.takeBackService, UInt32(place)))
            effects.trace(.configurationNoted, 0, UInt32(place), ConfigurationNote.helperLost.rawValue)
            effects.event(215, job: noHandle, UInt32(place))
        }
    }

    /// Makes what is installed what is registered; tells whether something was.
    private func reconcile(_ found: [Int], _ image: SiteImage, _ effects: inout EffectBuffer) -> Bool {
        var isInstalled = false
        for (place, server) in image.servers.enumerated() where !server.isRemoved {
            let isNew = server.state == .pendingInstall || found.contains(place)
            // What does not answer waits for a later pass; what goes with its computer is gone.
            if isNew, server.isReachable {
                effects.trace(
                    .configurationNoted, 0, UInt32(place), ConfigurationNote.serverInstalled.rawValue)
                effects.add(Effect(.installServer, UInt32(place)))
            } else if server.state == .pendingUninstall {
                effects.trace(
                    .configurationNoted, 0, UInt32(place), ConfigurationNote.serverRemoved.rawValue)
                effects.add(Effect(.uninstallServer, UInt32(place)))
            } else {
                continue
            }
            isInstalled = true
        }
        return isInstalled
    }

    // MARK: What is done once a day

    /// User groups and logon scripts, at their intervals or because SENDCODE asks for them (RG S3CD3).
    private mutating func configureRarely(
        _ cause: UInt32, _ context: Context, _ image: SiteImage, _ effects: inout EffectBuffer
    ) {
        let settings = image.definition.siteConfiguration
        let runs = watchdogAt >= 0
        if cause == Cause.watchdogWithGroups
            || runs && context.now - groupsAt >= settings.userGroupMinutes * 60_000
        {
            groupsAt = context.now
            effects.trace(
                .configurationNoted, 0, UInt32(image.number), ConfigurationNote.groupsReported.rawValue)
            effects.add(Effect(.reportUserGroups))
            if !image.definition.isSecondary { effects.now(.dataLoaderArrival) }
        }
        let isAsked = cause == Cause.watchdogWithScripts
        guard settings.configuresScripts, settings.usesAllServers else {
            if isAsked {
                effects.trace(
                    .configurationNoted, 0, UInt32(image.number), ConfigurationNote.scriptsNotWanted.rawValue)
            }
            return
        }
        guard isAsked || runs && context.now - scriptsAt >= settings.scriptMinutes * 60_000 else { return }
        scriptsAt = context.now
        effects.trace(
            .configurationNoted, 0, UInt32(image.number), ConfigurationNote.scriptsConfigured.rawValue)
        effects.add(Effect(.configureScripts))
    }
}
