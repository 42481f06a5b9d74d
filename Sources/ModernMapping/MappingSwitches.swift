/// The product generation whose objects are made.
public enum MappingEra: String, CaseIterable, Sendable {
    /// System Center 2012 up to current branch.
    case cb
    /// Configuration Manager 2007.
    case cm2007 = "2007"
    /// SMS 2003.
    case sms2003 = "2003"

    /// Whether clients of the era run from distribution points by default (SMS 2003 and 2007).
    var isLegacy: Bool { self != .cb }
}

/// What becomes of SMS 1.2 identifiers.
public enum IdentifierMode: String, CaseIterable, Sendable {
    /// The provider gives out new ones.
    case new
    /// The old one is asked for; only the emulator can honour that.
    case keep
}

/// How a target becomes a collection.
public enum TargetMode: String, CaseIterable, Sendable {
    /// Direct rules, frozen as at activation.
    case snapshot
    /// Query rules where the target can be said in WQL.
    case dynamic
}

/// How Force over slow link is read.
public enum SlowLinkMode: String, CaseIterable, Sendable {
    /// As the box was set.
    case intent
    /// As every Package Command Manager behaved: the link is never looked at (Q154931).
    case behaviour
}

/// What a repeated job becomes.
public enum RepeatTranslation: String, CaseIterable, Sendable {
    /// An advertisement of its own for each interval.
    case reissue
    /// One advertisement with a recurring schedule.
    case recur
}

/// Where clients run a program from.
public enum RunFromMode: String, CaseIterable, Sendable {
    /// Distribution point in 2003 and 2007, download in current branch.
    case auto
    /// The distribution point.
    case dp
    /// A downloaded copy.
    case download
}

/// How a client reaches the distribution point.
public enum DriveLetterMode: String, CaseIterable, Sendable {
    /// A letter in 2003 and 2007, UNC in current branch.
    case auto
    /// Any free drive letter.
    case letter
    /// UNC path.
    case unc
}

/// Who keeps Start After.
public enum SchedulerMode: String, CaseIterable, Sendable {
    /// Whoever applies the plan waits for `not_before`.
    case emulated
    /// Nobody: offer and mandatory times are raised instead.
    case none
}

/// What becomes of a command whose platforms all have no counterpart.
public enum UnknownPlatformMode: String, CaseIterable, Sendable {
    /// A disabled program.
    case warn
    /// No program.
    case drop
    /// A program for any platform.
    case any
}

/// What becomes of write access for users and guests.
public enum PermissionMode: String, CaseIterable, Sendable {
    /// `original` for a loose target, `readonly` for a strict one.
    case auto
    /// As in SMS 1.2.
    case original
    /// Reading only.
    case readonly
}

/// What becomes of the program items of a sharing set.
public enum ProgramItemMode: String, CaseIterable, Sendable {
    /// They stay in the carrier.
    case carrier
    /// Optional programs.
    case programs
}

/// The settings of a translation; the defaults are those of mapping 1.
public struct MappingSwitches: Equatable, Sendable {
    /// The generation.
    public var era = MappingEra.cb
    /// Identifiers.
    public var idMode = IdentifierMode.new
    /// Targets.
    public var targetMode = TargetMode.snapshot
    /// Slow links.
    public var slowLink = SlowLinkMode.intent
    /// Repetition.
    public var repeatMode = RepeatTranslation.reissue
    /// How many instances of a repeated job are planned with `reissue`, 1 or more.
    public var reissueCount = 2
    /// Run from.
    public var runFrom = RunFromMode.auto
    /// Drive letters.
    public var drive = DriveLetterMode.auto
    /// Start After.
    public var scheduler = SchedulerMode.emulated
    /// Platforms without counterpart.
    public var unknownPlatform = UnknownPlatformMode.warn
    /// Write access.
    public var permissions = PermissionMode.auto
    /// Program items.
    public var items = ProgramItemMode.carrier
    /// Whether the target is a real provider, which refuses more.
    public var strict = false
    /// Whether Duration becomes the console's 120 minutes instead of 0 (unknown) in current branch.
    public var durationDefault = false

    /// Makes the default switches.
    public init(era: MappingEra = .cb) { self.era = era }

    var runsFromDistributionPoint: Bool { runFrom == .dp || (runFrom == .auto && era.isLegacy) }
    var usesUNC: Bool { drive == .unc || (drive == .auto && !era.isLegacy) }
    var readOnlyAccess: Bool { permissions == .readonly || (permissions == .auto && strict) }
}
