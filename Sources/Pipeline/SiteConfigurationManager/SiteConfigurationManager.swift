public import SiteModel

/// SMS_SITE_CONFIG_MANAGER: makes the site match its control file; its timer is the watchdog (Q130906, Q131010).
///
/// A pass has four stages: the timers and the control file with what it says of identity, domains, accounts, addresses
/// and outboxes; the servers of the domains; what is installed against what is registered; the report (Q130906).
public struct SiteConfigurationManager: Equatable, Sendable {
    /// `Site Configuration Reporting Interval`: 1440 minutes (RG).
    public static let reportMilliseconds: Int64 = 86_400_000
    /// `Restart After Shutdown Delay`: 5 minutes (RG).
    public static let restartMilliseconds: Int64 = 300_000
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
        var changed = cause == Cause.watchdogWithStatus || cause == Cause.watchdogAsUpgrade
        if passes > 0 { changed = countPass(image, &effects) || changed }
        for file in image.controlFilesIn {
            take(file, context, image, &effects)
            changed = true
        }
        let isDue =
            watchdogAt >= 0 && context.now - reportedAt >= Self.reportMilliseconds
        guard changed || isDue else { return }
        reportedAt = context.now
        effects.trace(.controlFileReported, 0, UInt32(image.parent ?? image.number))
        effects.add(Effect(.reportControlFile))
    }

    /// Takes a control file: everything but outboxes is so at the end of the pass.
    private mutating func take(
        _ file: SiteControlFile, _ context: Context, _ image: SiteImage, _ effects: inout EffectBuffer
    ) {
        effects.trace(.controlFileAccepted, 0, UInt32(file.site), Int64(file.type.rawValue))
        if file.properties.outboxes != SiteProperties(image.definition).outboxes {
            outboxes = file.properties.outboxes
            passes = 1
            effects.trace(.outboxPassed, 0, 0, 1)
        }
        effects.add(Effect(.installControlFile))
        guard file.properties.response != image.definition.response, watchdogAt >= 0 else { return }
        // The interval is written anew on each change of Response (RG, CONF).
        let interval = file.properties.response.pollingMinutes * 24 * 60_000
        timer &+= 1
        watchdogAt = context.now + interval
        effects.after(interval, .siteConfigurationWatchdog, timer)
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
}
