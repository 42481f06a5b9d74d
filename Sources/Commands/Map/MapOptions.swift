import CommandLineKit
import ModernMapping
import SiteModel

/// The options of `map` that are switches of the mapping (mapping 1).
enum MapOptions {
    static let era = Option(
        "era", value: "ERA", .words, default: MappingEra.cb,
        help: "The generation whose objects are made: current branch, Configuration Manager 2007 or SMS 2003."
    )
    static let ids = Option(
        "id-mode", value: "MODE", .words, default: IdentifierMode.new,
        help: "New identifiers, or the old ones where the provider can.")
    static let targets = Option(
        "target-mode", value: "MODE", .words, default: TargetMode.snapshot,
        help: "Direct rules frozen as at activation, or query rules.")
    static let slowLink = Option(
        "slow-link", value: "MODE", .words, default: SlowLinkMode.intent,
        help: "The box as it was set, or what every client did with it.")
    static let repeats = Option(
        "repeat-mode", value: "MODE", .words, default: RepeatTranslation.reissue,
        help: "A repeated job as one advertisement for each interval, or one with a recurring schedule.")
    static let reissues = Option(
        "reissue-count", value: "N", .integer(in: 1...366), default: 2,
        help: "How many instances of a repeated job are planned.")
    static let runFrom = Option(
        "run-from", value: "PLACE", .words, default: RunFromMode.auto,
        help: "Where clients run from; auto follows the era.")
    static let drive = Option(
        "drive", value: "MODE", .words, default: DriveLetterMode.auto,
        help: "How clients reach the distribution point; auto follows the era.")
    static let scheduler = Option(
        "scheduler", value: "WHO", .words, default: SchedulerMode.emulated,
        help: "Who keeps Start After: whoever applies the plan, or the raised times of the advertisement.")
    static let unknownPlatform = Option(
        "unknown-platform", value: "MODE", .words, default: UnknownPlatformMode.warn,
        help: "A command without a platform of today: a disabled program, none, or one for any platform.")
    static let permissions = Option(
        "permissions", value: "MODE", .words, default: PermissionMode.auto,
        help: "Write access as in SMS 1.2, or reading only.")
    static let items = Option(
        "items", value: "MODE", .words, default: ProgramItemMode.carrier,
        help: "Program items stay in the carrier or become optional programs.")
    static let strict = Option("strict", help: "The target is a real provider, which refuses more.")
    static let duration = Option(
        "duration-default", help: "Duration becomes the console's 120 minutes instead of unknown.")

    static let all: [any DeclaredOption] = [
        era, ids, targets, slowLink, repeats, reissues, runFrom, drive, scheduler, unknownPlatform,
        permissions, items, strict, duration,
    ]

    /// The switches of a command line.
    static func switches(_ run: CommandRun) throws -> MappingSwitches {
        var switches = MappingSwitches(era: try run.value(era))
        switches.idMode = try run.value(ids)
        switches.targetMode = try run.value(targets)
        switches.slowLink = try run.value(slowLink)
        switches.repeatMode = try run.value(repeats)
        switches.reissueCount = try run.value(reissues)
        switches.runFrom = try run.value(runFrom)
        switches.drive = try run.value(drive)
        switches.scheduler = try run.value(scheduler)
        switches.unknownPlatform = try run.value(unknownPlatform)
        switches.permissions = try run.value(permissions)
        switches.items = try run.value(items)
        switches.strict = try run.value(strict)
        switches.durationDefault = try run.value(duration)
        return switches
    }
}
