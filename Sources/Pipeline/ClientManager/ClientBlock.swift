import SiteModel

/// What a poll or a look at the clock has to know of a range, out of its settings and the quirks.
struct ClientTraits: OptionSet, Sendable {
    let rawValue: UInt32

    /// The service is installed.
    static let service = ClientTraits(rawValue: 1)
    /// The account and the logon server let the service read instruction files.
    static let serviceReads = ClientTraits(rawValue: 1 << 1)
    /// The logon of the service is refused at each poll.
    static let serviceRefused = ClientTraits(rawValue: 1 << 2)
    /// The user's program leaves background commands to the service (Q165147).
    static let skipsBackground = ClientTraits(rawValue: 1 << 3)
    /// A resident user's program keeps the service from running anything (Q164657).
    static let blocksService = ClientTraits(rawValue: 1 << 4)
    /// The service takes commands that are not mandatory (Q174933).
    static let servesOptional = ClientTraits(rawValue: 1 << 5)
    /// The service does not look at Expires After (Q225056).
    static let servesExpired = ClientTraits(rawValue: 1 << 6)
    /// The file is parsed only when it was touched (Q163488).
    static let onlyIfTouched = ClientTraits(rawValue: 1 << 7)
    /// What is due is taken in the order of the file (Q173388).
    static let fileOrder = ClientTraits(rawValue: 1 << 8)
    /// An hour is added to Mandatory After (Q186132).
    static let plusHour = ClientTraits(rawValue: 1 << 9)
    /// Times are corrected by the client's own daylight saving, which may not be the site's (Q189305).
    static let correctsTimes = ClientTraits(rawValue: 1 << 10)
    /// What had expired before it was found runs (Q255284).
    static let runsExpiredNew = ClientTraits(rawValue: 1 << 11)
    /// An open Details window stops what is mandatory (Q160853).
    static let detailsBlock = ClientTraits(rawValue: 1 << 12)
    /// What is archived is not looked through for what is mandatory (Q122202).
    static let archiveDefeats = ClientTraits(rawValue: 1 << 13)
    /// Not Mandatory Over Slow Link is heeded, and the link is slow (Q154931).
    static let heedsSlowLink = ClientTraits(rawValue: 1 << 14)
    /// A mandatory command starts without countdown (Q185805).
    static let noCountdown = ClientTraits(rawValue: 1 << 15)
    /// Pending commands are shown again at a poll (Q187287).
    static let reminds = ClientTraits(rawValue: 1 << 16)
    /// The 16-bit program closes after a mandatory command (Q122320).
    static let closesWindow = ClientTraits(rawValue: 1 << 17)
    /// An expiry is reported at every poll (Q188042).
    static let reportsExpiryAgain = ClientTraits(rawValue: 1 << 18)
    /// The connection to the logon server is not closed after a poll (Q160611).
    static let keepsConnection = ClientTraits(rawValue: 1 << 19)

    /// The traits with which a poll that finds nothing does nothing but that; whoever adds one that matters then leaves it out.
    static let quiet: ClientTraits = [
        .service, .serviceReads, .skipsBackground, .blocksService, .servesOptional, .servesExpired,
        .onlyIfTouched,
        .fileOrder, .plusHour, .correctsTimes, .runsExpiredNew, .detailsBlock, .archiveDefeats,
        .heedsSlowLink,
        .noCountdown, .reminds, .closesWindow, .reportsExpiryAgain,
    ]

    /// The traits of a range, whose logon servers are given by place.
    init(_ range: ClientRange, _ variant: ClientVariant, _ logonServers: [UInt32], _ image: SiteImage) {
        let (settings, quirks) = (range.settings, image.quirks)
        var traits: ClientTraits = []
        func add(_ trait: ClientTraits, _ holds: Bool) { if holds { traits.insert(trait) } }
        let isNT = variant == .win32
        add(.service, range.hasService(at: quirks.release))
        let isOldNT = settings.osVersion == .v35 || settings.osVersion == .v351
        let asksNT = logonServers.contains { image.servers[Int($0)].definition.kind == .windowsNT }
        add(
            .serviceReads,
            settings.account == .administrator
                && !(isOldNT && asksNT && quirks.contains(.insUnreadableNT351)))
        add(.serviceRefused, settings.account == .expired)
        add(.skipsBackground, isNT && !quirks.contains(.pcm32RunsBackground))
        add(.blocksService, quirks.contains(.pcm32BlocksSvc))
        add(.servesOptional, !quirks.contains(.svcSilentIfNotMandatory))
        add(.servesExpired, quirks.contains(.svcRunsExpired))
        add(.onlyIfTouched, quirks.contains(.insOnlyIfTouched))
        add(.fileOrder, quirks.contains(.pcmRandomOrder))
        add(.plusHour, range.platform == .windows95 && quirks.contains(.pcmW95PlusHour))
        let isElsewhere = range.zone.map { $0 != image.definition.zone } ?? false
        add(.correctsTimes, isElsewhere && quirks.contains(.pcmDSTHour))
        add(.runsExpiredNew, quirks.contains(.pcmRunsExpiredNew))
        add(.detailsBlock, quirks.contains(.pcmDetailsBlocks))
        add(.archiveDefeats, quirks.contains(.pcmArchiveDefeats))
        add(.heedsSlowLink, settings.slowLink && !quirks.contains(.pcmSlowLinkIgnored))
        add(
            .noCountdown,
            settings.disableCountdown && (isNT || variant == .win16) && !quirks.contains(.pcmCountdown300))
        add(.reminds, isNT && settings.reminderMinutes > 0 && !quirks.contains(.pcmNoReminder))
        add(.closesWindow, variant == .win16 && quirks.contains(.pcm16OneMandatory))
        add(.reportsExpiryAgain, quirks.contains(.expirySNIFlood))
        add(.keepsConnection, variant == .mac && quirks.contains(.macTickleErrors))
        self = traits
    }

    init(rawValue: UInt32) { self.rawValue = rawValue }
}

/// What follows from a client's range.
struct ClientBlock: Sendable {
    /// The clock of each client.
    var clock: MachineClock
    /// Milliseconds of true time between two polls.
    var interval: Int64
    /// The logon servers that are dealt out, by place.
    var logonServers: [UInt32]
    /// `[Servers]` of SMS.INI: the logon servers tried when the current one is down, by place.
    var otherServers: [UInt32]
    /// The platform.
    var platform: PlatformMask
    /// The user's program.
    var variant: ClientVariant
    /// What polls and looks at the clock have to know.
    var traits: ClientTraits
    /// Whether the first step of choosing a server is the usual one.
    var takesLogonServer: Bool
    /// The network software.
    var redirector: Redirector
    /// Drive letters that nothing of the client's own takes; bit 0 is `A`.
    var freeLetters: UInt32

    /// Makes what follows from a range.
    init(_ block: ClientPopulation.Block, _ image: SiteImage) {
        let longest = PackageCommandManager.longestMilliseconds
        let range = block.range
        clock = MachineClock(
            zone: range.zone ?? image.definition.zone,
            offsetMilliseconds: min(max(range.clockOffsetMilliseconds, -longest), longest),
            driftPartsPerMillion: min(
                max(range.clockDriftPartsPerMillion, -MachineClock.driftLimit), MachineClock.driftLimit))
        // A fast clock polls sooner; rounded to a millisecond, so that every poll can be worked out again.
        let minutes = min(max(image.definition.pcmPollingMinutes, 1), 5_256_000)
        interval = max(1_000, minutes * 60_000 * 1_000_000 / (1_000_000 + clock.driftPartsPerMillion))
        let named = range.logonServers.compactMap { image.serverIndex($0) }.map { UInt32($0) }
        let ofDomain = image.logonServers(ofDomain: block.domain)
        logonServers = named.isEmpty ? ofDomain : named
        // Copied from DOMAIN.INI: the first eight (Q140145), and of these as many as are searched (Q192462).
        var others = image.quirks.contains(.smsINIEightServers) ? Array(ofDomain.prefix(8)) : ofDomain
        if range.settings.maximumLogonServers > 0 {
            others = Array(others.prefix(range.settings.maximumLogonServers))
        }
        otherServers = others
        platform = range.platform
        variant = ClientVariant(range.platform)
        traits = ClientTraits(range, variant, logonServers, image)
        freeLetters = range.settings.freeLetters
        let isBlind = variant == .win32 && image.quirks.contains(.pcmServerRandom32bit)
        takesLogonServer = !isBlind && range.settings.serverChoice == .random && freeLetters != 0
        redirector = range.settings.redirector
    }
}
