import CommandLineKit
import Emulation
import SiteModel

/// How far a journal is done again.
enum ReplayTarget: Equatable {
    /// To its end.
    case end
    /// Up to an instant, in milliseconds since 1970: everything before it.
    case instant(Int64)
    /// Through a record of the journal.
    case record(Int64)
    /// Through the event that left an entry of the trace, counted from 0 over all entries, kept or not.
    case entry(Int64)
    /// Through an event, counted from 1.
    case event(Int64)

    /// The option.
    static let option = Option<String?>(
        "to", value: "WHERE", .text,
        help:
            "Stop there: 12 or cycle:12, the end of a watchdog cycle of the central site; a time; record:3 of the "
            + "journal; entry:412 of the trace; or event:93, as `sms12 step` numbers them.")

    /// The target that a command line gives, within what the lab went through.
    static func read(_ run: CommandRun, _ lab: Limits) throws -> ReplayTarget {
        guard let text = try run.value(option) else { return .end }
        let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
        guard parts.count == 2, let key = parts.first?.lowercased(), key.allSatisfy(\.isLetter) else {
            if let number = Int64(text) { return try cycle(number, text, run, lab) }
            return try time(text, run, lab)
        }
        guard keys.contains(key) else {
            let near = nearestNames(to: key, among: keys).first.map { "; did you mean \($0):?" } ?? ""
            throw run.parsed.usageError(
                .other("--to: '\(text)' begins with none of \(keys.joined(separator: ":, ")):\(near)"))
        }
        guard let number = Int64(parts[1]), number >= 0 else {
            throw run.parsed.usageError(.other("--to: '\(parts[1])' in '\(text)' is no number"))
        }
        let (most, what): (Int64, String)
        let target: ReplayTarget
        switch key {
        case "cycle": return try cycle(number, text, run, lab)
        case "record": (target, most, what) = (.record(number), lab.lastRecord, "records 0 to")
        case "entry": (target, most, what) = (.entry(number), lab.entries - 1, "entries 0 to")
        default: (target, most, what) = (.event(number), lab.events, "events 1 to")
        }
        guard number > 0 || key != "event" else {
            throw CommandFailure(ExitCode.usage, "--to \(text) is no event: the lab has \(what) \(most)")
        }
        guard number <= most else {
            throw CommandFailure(ExitCode.usage, "--to \(text) has not come yet: the lab has \(what) \(most)")
        }
        return target
    }

    /// How far a lab has come.
    struct Limits {
        /// The site whose cycles and clock are meant.
        var site: SiteDefinition
        /// The cycles of that site.
        var cycles: WatchdogCycles
        /// Its first instant.
        var start: Int64
        /// Where it stands.
        var now: Int64
        /// The last record of its journal.
        var lastRecord: Int64
        /// How many entries its trace has.
        var entries: Int64
        /// How many events it has handled.
        var events: Int64
    }

    private static let keys = ["cycle", "record", "entry", "event"]

    private static func cycle(_ number: Int64, _ text: String, _ run: CommandRun, _ lab: Limits) throws
        -> ReplayTarget
    {
        guard number >= 0 else { throw isNone(text, run) }
        guard let end = lab.cycles.end(of: number), end <= lab.now else {
            throw CommandFailure(
                ExitCode.usage,
                "--to \(text) has not come yet: the lab stands in cycle \(lab.cycles.passed(at: lab.now) + 1) of site "
                    + "\(lab.site.code), at \(lab.site.clock(at: lab.now))")
        }
        return .instant(end)
    }

    private static func isNone(_ text: String, _ run: CommandRun) -> UsageError {
        run.parsed.usageError(
            .other(
                "--to: '\(text)' is no cycle, time, record:N, entry:N or event:N; a cycle is a number from 0 on, a time "
                    + "is \"1997-04-21 09:00\""))
    }

    private static func time(_ text: String, _ run: CommandRun, _ lab: Limits) throws -> ReplayTarget {
        guard let instant = Moment.instant(text, zone: lab.site.zone) else {
            throw isNone(text, run)
        }
        guard instant <= lab.now else {
            throw CommandFailure(
                ExitCode.usage,
                "--to \(text) has not come yet: the lab stands at \(lab.site.clock(at: lab.now))")
        }
        guard instant >= lab.start else {
            throw CommandFailure(
                ExitCode.usage,
                "--to \(text) is before the lab began at \(lab.site.clock(at: lab.start))")
        }
        return .instant(instant)
    }
}
