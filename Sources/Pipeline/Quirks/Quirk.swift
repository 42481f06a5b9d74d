public import SiteModel

/// A behaviour of the product that a release shows or does not show.
///
/// A quirk alters a cause, never sets its symptom. Each has a file of its own in this folder.
public struct Quirk: Sendable {
    /// The name on the command line.
    public let name: String
    /// The articles that tell of it.
    public let article: String
    /// The first release that shows it, or nil: all.
    public let since: Release?
    /// The first release that does not show it any more, or nil: never mended.
    public let fixedIn: Release?
    /// One sentence.
    public let sentence: String
    /// Its place in `all`, looked up once: what a `QuirkSet` is asked by.
    public let number: UInt8

    /// Makes a quirk; its name has to stand in `names`.
    init(name: String, article: String, since: Release?, fixedIn: Release?, sentence: String) {
        guard let place = Self.names.firstIndex(of: name), let number = UInt8(exactly: place) else {
            preconditionFailure("the quirk \(name) has no line in Quirk.names, or is the 257th there")
        }
        self.name = name
        self.article = article
        self.since = since
        self.fixedIn = fixedIn
        self.sentence = sentence
        self.number = number
    }

    /// Whether a release shows it.
    public func isAlive(at release: Release) -> Bool {
        if let since, release < since { return false }
        if let fixedIn, release >= fixedIn { return false }
        return true
    }

    /// Every quirk that is emulated, by name; the same order as `names`, at most 256.
    public static let all: [Quirk] = [
        .accountLockout,
        .badDataSRQ,
        .bandwidthHang,
        .cancelCorruptsSNI,
        .cancelScansDomain,
        .centralMIFFlood,
        .controlImageCap,
        .ct2Backlog,
        .deleteBeforeCopy,
        .diskSpaceLie,
        .driveLeftMapped,
        .duplicateLANSender,
        .earlyComplete,
        .emptyDescriptionCb,
        .emptyDistGPF,
        .event360Storm,
        .expiredChangesStatus,
        .expiredIsRetrying,
        .expirySNIFlood,
        .forceStripsRights,
        .futureDateLock,
        .futureSNI,
        .ghostSiteRetrying,
        .groupMismatchFailed,
        .handleLeak32,
        .historyGrows,
        .inUseBlocks,
        .inactiveServerAV,
        .insLock32,
        .insOnlyIfTouched,
        .insResurrectsCancelled,
        .insUnreadableNT351,
        .insZeroBasedMonth,
        .invalidJobIDs,
        .lfnNeedsNTFS,
        .lockoutStorm,
        .longPathAV,
        .mac83,
        .macNoPopup,
        .macParallelError,
        .macTickleErrors,
        .malformedMIFComplete,
        .masterCopyRetryDropsRefresh,
        .mifYear2030,
        .missingInsResend,
        .nadCorruption,
        .netwareEveryone,
        .netwareRights,
        .netwareSpaceAV,
        .noDiskCheck,
        .noRemoveResend,
        .noRetryServerList,
        .noRunStuckActive,
        .noRunStuckPending,
        .outboxImmovable,
        .packageOverwrite,
        .packagelocationsStale,
        .packetTooBig,
        .pauseDoesNothing,
        .pcmArchiveDefeats,
        .pcmAVNoCurrentServer,
        .pcmBlankWindow,
        .pcmBusyDialog,
        .pcmCountdown300,
        .pcmDetailsBlocks,
        .pcmDSTHour,
        .pcmExecuteDimmed,
        .pcmExitsNoServer,
        .pcmFirstProcessOnly,
        .pcmForceRebootStaysPending,
        .pcmHangForever,
        .pcmHistoryLossReruns,
        .pcmNetWarePath,
        .pcmNoReminder,
        .pcmPathInPackage,
        .pcmPreferred,
        .pcmRandomOrder,
        .pcmRunsExpiredNew,
        .pcmServerChoiceSwitch,
        .pcmServerRandom32bit,
        .pcmSlowLinkIgnored,
        .pcmStaysOpen,
        .pcmW95PlusHour,
        .pcm16OneMandatory,
        .pcm32BlocksSvc,
        .pcm32RunsBackground,
        .pcmdumpYear100,
        .pendingSystemJobs,
        .preferredDriveBroken,
        .queryEightClauses,
        .rebootPromptLeftover,
        .redirectorBlank,
        .refreshAllFiles,
        .refreshTouchesAll,
        .removeInUseNetware,
        .removeLeavesRegistry,
        .repeatBlocks,
        .repeatMandatoryStale,
        .restartResetsRetries,
        .retryAV,
        .retryShareNT31,
        .retryStep2,
        .retryingSticks,
        .rightsReset,
        .schedRowAtATime,
        .scheduler1sPerPC,
        .secondaryUpgradeAllActive,
        .selfAddressRights,
        .sendOnlyNeverComplete,
        .shareComment100,
        .shareRemoveAll,
        .sitegroupIgnoresNosub,
        .sitesFullNeeded,
        .slowJobDetails,
        .slowLink313,
        .smsINIEightServers,
        .smsexecNil,
        .sniBeforePCK,
        .sniFirst,
        .sourceBlanked,
        .specifiedSkipsExisting,
        .sqlUpgradeSubsites,
        .srqZeroLengthLoop,
        .staleAccountAfterChange,
        .staleDP,
        .statusDOSLost,
        .statusHandleBelow32,
        .statusNetxNone,
        .statusQuoteRefused,
        .statusSvcNone,
        .svcDriveLetterAV,
        .svcNoFailover,
        .svcNoMSTest,
        .svcOSUpgradeLoops,
        .svcRunsExpired,
        .svcShortPollReruns,
        .svcSilentIfNotMandatory,
        .svcUNCFails,
        .tempdb320,
        .twoIdentificationGroups,
        .usEnglish323,
        .w95UNCIgnored,
        .wclLoss,
        .wclName34,
        .wrongSite316,
        .y2037,
    ]

    /// The names of `all` in its order: a quirk learns its number here, since `all` is made of the quirks.
    static let names: [String] = [
        "account-lockout",
        "bad-data-srq",
        "bandwidth-hang",
        "cancel-corrupts-sni",
        "cancel-scans-domain",
        "central-mif-flood",
        "control-image-cap",
        "ct2-backlog",
        "delete-before-copy",
        "disk-space-lie",
        "drive-left-mapped",
        "duplicate-lan-sender",
        "early-complete",
        "empty-description-cb",
        "empty-dist-gpf",
        "event-360-storm",
        "expired-changes-status",
        "expired-is-retrying",
        "expiry-sni-flood",
        "force-strips-rights",
        "future-date-lock",
        "future-sni",
        "ghost-site-retrying",
        "group-mismatch-failed",
        "handle-leak-32",
        "history-grows",
        "in-use-blocks",
        "inactive-server-av",
        "ins-lock-32",
        "ins-only-if-touched",
        "ins-resurrects-cancelled",
        "ins-unreadable-nt351",
        "ins-zero-based-month",
        "invalid-jobids",
        "lfn-needs-ntfs",
        "lockout-storm",
        "long-path-av",
        "mac-8-3",
        "mac-no-popup",
        "mac-parallel-error",
        "mac-tickle-errors",
        "malformed-mif-complete",
        "master-copy-retry-drops-refresh",
        "mif-year-2030",
        "missing-ins-resend",
        "nad-corruption",
        "netware-everyone",
        "netware-rights",
        "netware-space-av",
        "no-disk-check",
        "no-remove-resend",
        "no-retry-server-list",
        "no-run-stuck-active",
        "no-run-stuck-pending",
        "outbox-immovable",
        "package-overwrite",
        "packagelocations-stale",
        "packet-too-big",
        "pause-does-nothing",
        "pcm-archive-defeats",
        "pcm-av-no-current-server",
        "pcm-blank-window",
        "pcm-busy-dialog",
        "pcm-countdown-300",
        "pcm-details-blocks",
        "pcm-dst-hour",
        "pcm-execute-dimmed",
        "pcm-exits-no-server",
        "pcm-first-process-only",
        "pcm-force-reboot-stays-pending",
        "pcm-hang-forever",
        "pcm-history-loss-reruns",
        "pcm-netware-path",
        "pcm-no-reminder",
        "pcm-path-in-package",
        "pcm-preferred",
        "pcm-random-order",
        "pcm-runs-expired-new",
        "pcm-server-choice-switch",
        "pcm-server-random-32bit",
        "pcm-slowlink-ignored",
        "pcm-stays-open",
        "pcm-w95-plus-hour",
        "pcm16-one-mandatory",
        "pcm32-blocks-svc",
        "pcm32-runs-background",
        "pcmdump-year-100",
        "pending-system-jobs",
        "preferred-drive-broken",
        "query-eight-clauses",
        "reboot-prompt-leftover",
        "redirector-blank",
        "refresh-all-files",
        "refresh-touches-all",
        "remove-in-use-netware",
        "remove-leaves-registry",
        "repeat-blocks",
        "repeat-mandatory-stale",
        "restart-resets-retries",
        "retry-av",
        "retry-share-nt31",
        "retry-step-2",
        "retrying-sticks",
        "rights-reset",
        "sched-row-at-a-time",
        "scheduler-1s-per-pc",
        "secondary-upgrade-all-active",
        "self-address-rights",
        "send-only-never-complete",
        "share-comment-100",
        "share-remove-all",
        "sitegroup-ignores-nosub",
        "sites-full-needed",
        "slow-jobdetails",
        "slow-link-313",
        "sms-ini-eight-servers",
        "smsexec-nil",
        "sni-before-pck",
        "sni-first",
        "source-blanked",
        "specified-skips-existing",
        "sql-upgrade-subsites",
        "srq-zero-length-loop",
        "stale-account-after-change",
        "stale-dp",
        "status-dos-lost",
        "status-handle-below-32",
        "status-netx-none",
        "status-quote-refused",
        "status-svc-none",
        "svc-drive-letter-av",
        "svc-no-failover",
        "svc-no-mstest",
        "svc-os-upgrade-loops",
        "svc-runs-expired",
        "svc-short-poll-reruns",
        "svc-silent-if-not-mandatory",
        "svc-unc-fails",
        "tempdb-320",
        "two-identification-groups",
        "us-english-323",
        "w95-unc-ignored",
        "wcl-loss",
        "wcl-name-34",
        "wrong-site-316",
        "y2037",
    ]
}

/// Which quirks are alive in a lab: 256 bits in the order of `Quirk.all`.
public struct QuirkSet: Equatable, Sendable {
    /// The release that the lab runs at.
    public let release: Release
    /// The bits, lowest word first.
    private var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

    /// What a release shows, with some switched by hand; unknown names are ignored here and refused by the reader.
    public init(release: Release, overrides: [String: Bool]) {
        self.release = release
        for quirk in Quirk.all where overrides[quirk.name] ?? quirk.isAlive(at: release) {
            let bit: UInt64 = 1 << UInt64(quirk.number & 63)
            switch quirk.number >> 6 {
            case 0: words.0 |= bit
            case 1: words.1 |= bit
            case 2: words.2 |= bit
            default: words.3 |= bit
            }
        }
    }

    /// Whether a quirk is alive.
    public func contains(_ quirk: Quirk) -> Bool {
        let word =
            switch quirk.number >> 6 {
            case 0: words.0
            case 1: words.1
            case 2: words.2
            default: words.3
            }
        return word & (1 << UInt64(quirk.number & 63)) != 0
    }

    /// Sets are equal if the same quirks are alive at the same release.
    public static func == (left: QuirkSet, right: QuirkSet) -> Bool {
        left.release == right.release && left.words == right.words
    }
}
