import CommandLineKit
import Emulation
import Pipeline
import SiteDatabase
import SiteModel

/// Tells of the first difference of a replay: what, where, by which component, and what was so just before it.
struct DifferenceTeller {
    /// The lab just before the event that left the entry, told in lines.
    private struct Before {
        var entries: [TraceRecord] = []
        var states: [String] = []
        var event: Int64 = 0
        var entry: Int64 = 0
    }

    private let difference: TraceDifference
    private let database: LabDatabase
    private let names: LabNames
    private var before = Before()

    /// Finds out what was so before: the journal is done once more, up to the entry.
    init(_ difference: TraceDifference, _ database: LabDatabase, _ images: [SiteImage]) throws {
        self.difference = difference
        self.database = database
        names = LabNames(images: images)
        if let kept = difference.kept { before = try lookBack(kept) }
    }

    /// How many entries before it are shown.
    private static let shownEntries = 5

    // MARK: Words

    /// For people: lines for standard error.
    func lines() -> [String] {
        guard let kept = difference.kept, let record = difference.record else { return unkept() }
        var lines = [
            "sms12: the first difference is entry \(kept) of those kept"
                + " (entry:\(before.entry), in event:\(before.event)), at "
                + "\(StepNames.stamp(record.instant, record.site, names)), site \(names.site(record.site)), by "
                + "\(Breakpoint.actor(of: record).name):",
            "  was \(difference.was.map { TraceCommands.described($0, names) } ?? "nothing")",
            "  is  \(difference.isNow.map { TraceCommands.described($0, names) } ?? "nothing")",
        ]
        if !before.entries.isEmpty {
            lines.append("sms12: the entries before it, which agree:")
            lines += before.entries.map { "  \(TraceCommands.described($0, names))" }
        }
        if !before.states.isEmpty {
            lines.append("sms12: before that event, as it was done again:")
            lines += before.states.map { "  \($0)" }
        }
        let stored = storedStates()
        if !stored.isEmpty {
            lines.append("sms12: the lab has stored, as it stands now:")
            lines += stored.map { "  \($0)" }
        }
        return lines
    }

    /// All that is kept agrees, and the digest does not.
    private func unkept() -> [String] {
        let (since, until) = (difference.since, difference.until)
        return [
            "sms12: the kept entries agree; an entry that changed nothing differs, one of entry:\(since.entries) to "
                + "entry:\(until.entries), between \(StepNames.stamp(since.instant, 0, names)) and "
                + StepNames.stamp(until.instant, 0, names),
            "sms12: a lab with --trace full keeps every entry, and shows which one",
        ]
    }

    /// For programs: the cells behind the result.
    var cells: [Cell] {
        guard let kept = difference.kept, let record = difference.record else {
            return [
                .none, .none, .text(StepNames.stamp(difference.since.instant, 0, names)), .none, .none, .none,
                .none, .none,
            ]
        }
        return [
            .number(kept), .integer(before.entry),
            .text(StepNames.stamp(record.instant, record.site, names)), .text(names.site(record.site)),
            .text(Breakpoint.actor(of: record).name),
            .optional(difference.was.map { EffectWords.words($0, names) }),
            .optional(difference.isNow.map { EffectWords.words($0, names) }),
            .text(before.states.joined(separator: "; ")),
        ]
    }

    // MARK: Before

    /// Does the journal again up to the event that left the entry at a place among those kept.
    private func lookBack(_ kept: Int) throws -> Before {
        var again = Emulation(try Replay.beginning(database))
        let world = try Replay.world(database)
        let walk = LookBack(kept: kept, instant: difference.isNow?.instant)
        var found = Before()
        func note(_ again: borrowing Emulation) {
            found.states = states(again)
            found.event = again.handled + 1
            found.entry = again.trace.count
        }
        for record in try database.journal(from: 1) {
            guard record.verb == CommandJournal.runVerb else {
                note(again)
                let command = try CommandJournal.command(verb: record.verb, body: record.body)
                _ = try again.perform(command, who: record.who)
                if walk.isThere(again) { return closed(found, again, walk) }
                walk.keep(&again)
                continue
            }
            let (until, handled) = try CommandJournal.target(record.body)
            // What came out again at no instant is behind the end of the journal.
            let last = min(until, walk.instant ?? until)
            while again.now < last {
                try again.run(until: min(again.gridPoint(after: again.now), last), world: world)
                walk.keep(&again)
            }
            guard let instant = walk.instant, instant <= until else { continue }
            let limit = instant < until ? until : handled == nil ? until : until + 1
            while true {
                note(again)
                guard again.handled < handled ?? .max, try again.step(before: limit, world: world) else {
                    break
                }
                if walk.isThere(again) { return closed(found, again, walk) }
            }
        }
        note(again)
        return closed(found, again, walk)
    }

    /// What a look back remembers of the trace on its way: the last blocks.
    private final class LookBack {
        let kept: Int
        let instant: Int64?
        /// The last completed block that was let go of.
        private(set) var last: TraceBlock?

        init(kept: Int, instant: Int64?) {
            self.kept = kept
            self.instant = instant
        }

        /// Whether the entry is there.
        func isThere(_ again: borrowing Emulation) -> Bool {
            again.trace.open.number * TraceBlock.capacity + again.trace.open.count > kept
        }

        /// Lets go of what lies far back.
        func keep(_ again: inout Emulation) {
            if let block = again.trace.changed.last, !isThere(again) {
                last = block
                again.dropTraceBlocks()
            }
        }
    }

    /// Adds the entries before the one that differs.
    private func closed(_ found: Before, _ again: borrowing Emulation, _ walk: LookBack) -> Before {
        let kept = walk.kept
        var found = found
        var entries: [TraceRecord] = []
        var first = max(0, kept - Self.shownEntries)
        for block in [walk.last].compactMap({ $0 }) + again.trace.changed + [again.trace.open] {
            let begin = block.number * TraceBlock.capacity
            guard begin + block.count > first, begin < kept else { continue }
            first = max(first, begin)
            entries += block.records()[(first - begin)..<min(block.count, kept - begin)]
            first = begin + block.count
        }
        found.entries = entries
        return found
    }

    /// What an entry is about, as a lab has it.
    private func states(_ emulation: borrowing Emulation) -> [String] {
        var lines: [String] = []
        for record in [difference.isNow, difference.was].compactMap({ $0 }) {
            for line in SubjectState.lines(of: record, emulation.images, emulation.clients, names)
            where !lines.contains(line) { lines.append(line) }
        }
        return lines
    }

    /// The same of the stored lab, where it can be read.
    private func storedStates() -> [String] {
        guard let stored = try? LabReader.restore(database) else { return [] }
        return states(stored)
    }
}
