import CommandLineKit
import Emulation
import Pipeline
import SiteModel

/// Tells of single events: effect by effect for people, row by row for programs.
final class StepTeller {
    /// One row of what is told.
    private struct Row {
        let event: Int64
        let instant: Int64
        let site: UInt16
        let component: String
        let kind: String
        let subject: String
        let text: String
    }

    private let run: CommandRun
    private let lab: LabSession
    private let stepper: Stepper
    private let names: LabNames
    private let story: Story
    private let hasSites: Bool
    private var waiting: [Row] = []
    private var table = Table([
        Column("Event", key: "event", .right), Column("Cycle", key: "cycle", .right),
        Column("Time", key: "time"), Column("Site", key: "site"), Column("Component", key: "component"),
        Column("Kind", key: "kind"), Column("Subject", key: "subject"), Column("What", key: "what"),
    ])
    private var toldFindings: Set<String> = []

    init(_ run: CommandRun, _ lab: LabSession, _ stepper: Stepper, _ names: LabNames) {
        self.run = run
        self.lab = lab
        self.stepper = stepper
        self.names = names
        story = Story(names: names, rules: lab.emulation.clients.map(\.rules))
        hasSites = lab.emulation.images.count { !$0.isRemoved } > 1
    }

    /// How many rows wait for their commit.
    var waitingCount: Int { waiting.count }

    /// Takes an event that was handled; it is printed with its commit.
    ///
    /// - Parameters:
    ///   - event: Its number in the lab, from 1.
    ///   - first: How many entries the trace had before it.
    ///   - wakings: Who woke, and what was decided.
    ///   - records: The entries it left.
    func add(event: Int64, after first: Int64, _ wakings: [StepWatcher.Waking], _ records: [TraceRecord]) {
        let (instant, site) = (lab.emulation.now, wakings.first?.site ?? records.first?.site ?? 0)
        func row(_ component: String, _ kind: String, _ subject: String, _ text: String) {
            waiting.append(
                Row(
                    event: event, instant: instant, site: site, component: component, kind: kind,
                    subject: subject, text: text))
        }
        for waking in wakings {
            // No component decides over a fault: the lab's own plan does.
            let name = waking.component == .administrator ? "the lab" : waking.component.name
            row(name, "wakes", "", waking.why)
            for (place, effect) in waking.effects.enumerated() {
                row(name, "effect", String(place + 1), effect)
            }
        }
        for (place, record) in records.enumerated() {
            row(
                Breakpoint.actor(of: record).name, "trace", String(first + Int64(place)),
                EffectWords.words(record, names))
        }
        for record in records where record.code.isChange {
            for line in names.lines(record) {
                row(
                    record.component.name, "log", record.component.logFile ?? "",
                    String(line.drop { $0 == "~" }))
            }
        }
        for record in records {
            guard let line = story.line(record) else { continue }
            row(Breakpoint.actor(of: record).name, line.kind, line.subject, line.text)
        }
    }

    /// Prints what waited for a commit, with the files that the commit made.
    func tell(_ commit: CommitStory) throws {
        run.report(lab.takeFindings().filter { toldFindings.insert($0.description).inserted })
        // What came of events that are passed over is passed over too.
        guard let last = waiting.last else { return }
        for file in story.lines(CommitStory(newFiles: commit.newFiles), at: lab.emulation.now) {
            waiting.append(
                Row(
                    event: last.event, instant: last.instant, site: last.site, component: "", kind: "file",
                    subject: file.subject, text: file.text))
        }
        let rows = waiting
        waiting = []
        if run.format == .table { return print(rows) }
        for row in rows {
            try table.add([
                .integer(row.event), .integer(stepper.cycleNumber(row.instant)),
                .text(StepNames.stamp(row.instant, row.site, names)), .text(names.site(row.site)),
                .text(row.component), .text(row.kind), .text(row.subject), .text(row.text),
            ])
        }
    }

    private func print(_ rows: [Row]) {
        var shown: (event: Int64, kind: String, subject: String) = (0, "", "")
        for row in rows {
            if row.event != shown.event {
                let site = hasSites ? ", site \(names.site(row.site))" : ""
                run.print(
                    run.styled.bold("event \(row.event)") + ", cycle \(stepper.cycleNumber(row.instant)), "
                        + StepNames.stamp(row.instant, row.site, names) + site)
                shown = (row.event, "", "")
            }
            let isFirstWaking = shown.kind.isEmpty
            switch row.kind {
            case "wakes":
                run.print(
                    "  \(isFirstWaking ? "" : "at once ")\(run.styled.bold(row.component)) wakes: \(row.text)"
                )
            case "effect": run.print("    \(row.subject). \(row.text)")
            case "trace":
                if shown.kind != "trace" { run.print("  trace") }
                run.print("    \(row.subject)  \(row.text)")
            case "log":
                let file = row.subject.isEmpty ? "log of \(row.component)" : row.subject
                if shown.kind != "log" || shown.subject != file { run.print("  \(file)") }
                run.print("    \(row.text)")
                shown.subject = file
            case "file": run.print("  \(run.styled.dim("new file"))  \(row.subject)\\ \(row.text)")
            default: run.print("  \(row.kind) \(row.subject) \(row.text)")
            }
            shown.kind = row.kind
        }
    }

    /// Tells of the breakpoint that was met.
    func tell(_ hit: Breakpoints.Hit) throws {
        let words = BreakpointTeller(hit, lab, cycle: stepper.cycleNumber(hit.record.instant))
        if run.format == .table {
            for line in words.lines(run.styled, hasSites: hasSites) { run.print(line) }
            return
        }
        let cells = words.cells
        try table.add([
            .integer(lab.emulation.handled), cells[0], cells[1], cells[5],
            .text(Breakpoint.actor(of: hit.record).name), cells[2], cells[3], cells[4],
        ])
    }

    /// Prints what comes next, and where the lab stands.
    func finish(passed: Int) throws {
        let next = lab.emulation.nextSignal()
        if run.format != .table {
            if let next {
                let words = words(of: next.signal)
                try table.add([
                    .integer(lab.emulation.handled + 1), .integer(stepper.cycleNumber(next.instant)),
                    .text(StepNames.stamp(next.instant, next.signal.site, names)),
                    .text(names.site(next.signal.site)), .text(words.component), .text("next"), .text(""),
                    .text(words.why),
                ])
            }
            return run.print(table)
        }
        if passed > 0 {
            run.print(run.styled.dim("passed over \(counted(passed, "event")) that changed nothing"))
        }
        if let next {
            let words = words(of: next.signal)
            let site = hasSites ? ", site \(names.site(next.signal.site))" : ""
            run.print(
                "next: \(StepNames.stamp(next.instant, next.signal.site, names))\(site), \(words.component): \(words.why)"
            )
        } else {
            run.print("next: nothing waits")
        }
        let stand = RunCommands.shown(lab.emulation.now, lab, stepper.site)
        run.conclude(
            lab.emulation.isWithinInstant
                ? "The lab stands at \(stand), behind event \(lab.emulation.handled)."
                : "The lab stands at \(stand).")
    }

    private func words(of signal: Signal) -> (component: String, why: String) {
        guard names.images.indices.contains(Int(signal.site)) else { return ("", "") }
        let here = StepNames(image: names.images[Int(signal.site)], names: names)
        let component = SignalWords.component(signal)
        return (
            component == .administrator ? "the lab" : component.name, SignalWords(names: here).why(signal)
        )
    }
}
