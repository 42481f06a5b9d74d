import CommandLineKit
import Comparison
import Emulation
import Pipeline
import SiteModel

// What `diff` gives to programs; `docs/reference/diff.md` tells of it.

extension DiffReport {
    /// Everything as JSON.
    func json() throws -> JSONValue {
        let outcome = outcome
        let limit = try DiffCommand.lines(run) ?? .max
        let shown = groups.prefix(limit)
        return .object([
            .init("a", side(a, comparison.a, 0)), .init("b", side(b, comparison.b, comparison.shift)),
            .init("comparedUntil", .string(clock.plain(comparison.comparedUntil))),
            .init("isSame", .bool(isSame)), .init("isReplayed", .bool(isReplayed)),
            .init("inputs", .array(inputs.map { $0.json { clock.plain($0) } })),
            .init("presumed", .array(presumed.map { .integer(Int64($0)) })),
            .init("presumedHidden", .array(presumedHidden.map { .integer(Int64($0)) })),
            .init("hidden", hidden.map(effect) ?? .null), .init("first", first.map(effect) ?? .null),
            .init("differences", .integer(Int64(differences.count))),
            .init("followed", .array(shown.enumerated().map { json($0.offset, $0.element) })),
            .init("jobs", .array(outcome.jobs.map(json))),
            .init("events", .array(outcome.events.map(json))),
            .init("phases", .array(outcome.phases.map(json))),
        ])
    }

    private func side(_ lab: DiffLab, _ side: RunSide, _ shift: Int64) -> JSONValue {
        .object([
            .init("lab", .string(lab.named)), .init("release", .string(lab.definition.release.rawValue)),
            .init("start", .string(clock.plain(side.start))), .init("end", .string(clock.plain(side.end))),
            .init("entries", .integer(side.traceCount)), .init("digest", .string(side.traceDigest)),
        ])
    }

    private func effect(_ first: FirstEffect) -> JSONValue {
        let (ours, theirs) = sentences(of: first)
        return .object([
            .init("time", .string(clock.plain(first.instant, first.site))),
            .init("utc", .string(DiffClock.utc(first.instant))),
            .init("site", .string(siteCode(first.site))), .init("component", .string(first.component.name)),
            .init("signal", first.signal.map { .string("\($0.kind)") } ?? .null),
            .init("a", .array(ours.map { .string($0) })), .init("b", .array(theirs.map { .string($0) })),
        ])
    }

    private func json(_ place: Int, _ group: DifferenceGroup) -> JSONValue {
        let (sentence, record) = words(group)
        func number(_ value: Int64) -> JSONValue { .integer(value) }
        let site = group.matter.site
        let isTimed = group.kind == .moved || group.kind == .changed
        return .object([
            .init("id", number(Int64(place))),
            .init("parent", group.parent.map { number(Int64($0)) } ?? .null),
            .init("kind", .string(group.kind.word)), .init("code", .string(record.code.word)),
            .init("component", .string(group.matter.component.name)),
            .init("site", site < 0 ? .null : .string(siteCode(site))),
            .init("sites", number(Int64(group.sites))), .init("clients", number(Int64(group.clients))),
            .init("count", number(Int64(group.count))),
            .init("first", .string(clock.plain(group.firstInstant, max(0, site)))),
            .init("last", .string(clock.plain(group.lastInstant, max(0, site)))),
            .init("firstUTC", .string(DiffClock.utc(group.firstInstant))),
            .init("lastUTC", .string(DiffClock.utc(group.lastInstant))),
            .init("leastDelaySeconds", isTimed ? number(group.leastDelay / 1_000) : .null),
            .init("mostDelaySeconds", isTimed ? number(group.mostDelay / 1_000) : .null),
            .init("sentence", .string(sentence)), .init("line", .string(line(group))),
        ])
    }

    private func json(_ job: DiffOutcome.JobEnd) -> JSONValue {
        func status(_ status: DiffOutcome.Status?) -> JSONValue {
            guard let status else { return .null }
            return .object([
                .init("status", .string(status.word)),
                .init("since", .string(clock.plain(status.instant, job.site))),
            ])
        }
        return .object([
            .init("job", .string(job.id)), .init("name", .string(job.name)), .init("a", status(job.a)),
            .init("b", status(job.b)),
            .init("sentence", .string(sentence(job))),
        ])
    }

    private func json(_ event: DiffOutcome.EventCount) -> JSONValue {
        .object([
            .init("event", .integer(event.number)), .init("component", .string(event.component.name)),
            .init("site", .string(siteCode(event.site))), .init("a", .integer(Int64(event.a))),
            .init("b", .integer(Int64(event.b))),
        ])
    }

    private func json(_ phase: DiffOutcome.PhaseTimes) -> JSONValue {
        func times(_ times: RunTally.Times?) -> JSONValue {
            guard let times else { return .null }
            return .object([
                .init("first", .string(clock.plain(times.first, phase.site))),
                .init("last", .string(clock.plain(times.last, phase.site))),
                .init("count", .integer(Int64(times.count))),
            ])
        }
        return .object([
            .init("job", .string(phase.job)), .init("name", .string(phase.name)),
            .init("phase", .string(phase.phase.rawValue)),
            .init("site", .string(siteCode(phase.site))), .init("a", times(phase.a)),
            .init("b", times(phase.b)),
        ])
    }

    /// The groups as rows, what was put in before them.
    func table() throws -> Table {
        var table = Table([
            Column("ID", key: "id", .right), Column("Parent", key: "parent", .right),
            Column("Kind", key: "kind"), Column("Time", key: "time"), Column("Site", key: "site"),
            Column("Component", key: "component"), Column("Code", key: "code"),
            Column("Count", key: "count", .right), Column("Clients", key: "clients", .right),
            Column("Least delay", key: "leastDelaySeconds", .right),
            Column("Most delay", key: "mostDelaySeconds", .right), Column("What", key: "sentence"),
            Column("UTC", key: "utc"),
        ])
        for input in inputs {
            try table.add([
                .text(""), .text(""), .text("input"), .text(input.instant.map { clock.plain($0) } ?? ""),
                .text(""),
                .text(""), .text(input.kind), .text(""), .text(""), .text(""), .text(""),
                .text(input.sentence), .text(input.instant.map { DiffClock.utc($0) } ?? ""),
            ])
        }
        let limit = try DiffCommand.lines(run) ?? .max
        for (place, group) in groups.prefix(limit).enumerated() {
            let (sentence, record) = words(group)
            let isTimed = group.kind == .moved || group.kind == .changed
            try table.add([
                .number(place), group.parent.map { .number($0) } ?? .text(""), .text(group.kind.word),
                .text(clock.plain(group.firstInstant, max(0, group.matter.site))),
                .text(group.matter.site < 0 ? "" : siteCode(group.matter.site)),
                .text(group.matter.component.name), .text(record.code.word), .number(group.count),
                .number(group.clients), isTimed ? .integer(group.leastDelay / 1_000) : .text(""),
                isTimed ? .integer(group.mostDelay / 1_000) : .text(""), .text(sentence),
                .text(DiffClock.utc(group.firstInstant)),
            ])
        }
        return table
    }
}

extension Difference.Kind {
    /// The word for programs.
    var word: String {
        switch self {
        case .onlyA: "only-a"
        case .onlyB: "only-b"
        case .changed: "changed"
        case .moved: "moved"
        }
    }
}
