import CommandLineKit
import Emulation
import Pipeline
import SiteModel

/// `step`: one event of the queue, effect by effect.
enum StepCommand {
    static let count = Operand<Int?>(
        "N", .integer(in: 1...1_000_000_000), help: "How many events; one where nothing is said.")
    static let events = Option<Int?>(
        "events", value: "N", .integer(in: 1...1_000_000_000), defaultText: "1",
        help: "How many events: the same as the operand.")
    static let changes = Option(
        "changes",
        help: "Pass over events that change nothing, such as polls that find nothing; N counts the others.")

    static let entry = CommandEntry(
        declaration: CommandDeclaration(
            ["step"], "Handle one event of the queue, and tell effect by effect what it does.",
            discussion: """
                An event is one thing that waits in the lab's queue, such as the poll of a component or the end of a \
                transfer, and what follows from it at once. Told are the component that woke and why, each thing it decided, \
                the entries of the trace that came of it with their numbers, log lines, events, new files, and what comes \
                next. It is stored as a run is, and the lab may then stand between two events of one instant: commands take \
                effect there, and `sms12 run` goes on from there.

                \(Breakpoints.discussion) With --break and without N, only the event that met it is told.

                With --break or --changes time passes until something is met, up to --at-most: where nothing waits, the lab then \
                stands as much later. How far time moved is said, and `sms12 rewind` goes back.
                """, options: [events, changes, Breakpoints.option, RunCommands.atMost],
            operands: [count], atMostOne: [],
            example: CommandExample("sms12 step"),
            moreExamples: [
                CommandExample("sms12 step 5 --changes", "the next five events that change something"),
                CommandExample("sms12 step --break job=Active", "how a job becomes Active"),
            ],
            exitCodes: [
                ExitCodeNote(
                    ExitCode.failed,
                    "fewer events than that: nothing waits, or nothing was met up to --at-most"),
                ExitCodeNote(ExitCode.interrupted, "interrupted, with everything up to there kept"),
            ]), run: { try runSteps($0) })

    /// What the first Ctrl-C says.
    private static let stopping = "stopping behind this event, and keeping everything up to there"

    /// What is asked for.
    private struct Wish {
        /// How many events are told.
        var count: Int
        /// Whether only what changes something is told and counted.
        var isSparse: Bool
        /// Whether only what met a breakpoint is told.
        var isOnlyHit: Bool
        /// Nothing at or behind this instant.
        var limit: Int64
        var breakpoints: Breakpoints?
    }

    private static func wish(_ run: CommandRun, _ lab: LabSession) throws -> Wish {
        let (operand, option) = (try run.value(count), try run.value(events))
        if let operand, let option, operand != option {
            throw run.parsed.usageError(.other("'\(operand)' and --events \(option): give one of them"))
        }
        let breakpoints = try Breakpoints.read(run, lab)
        let isGiven = operand != nil || option != nil
        let isSparse = try run.value(changes)
        // What is waited for may never come; what only is next comes sooner or later.
        let waits = isSparse || breakpoints != nil || run.parsed.isGiven(RunCommands.atMost)
        let span = try run.value(RunCommands.atMost) ?? 60 * 86_400_000
        return Wish(
            count: operand ?? option ?? 1, isSparse: isSparse || breakpoints != nil && !isGiven,
            isOnlyHit: breakpoints != nil && !isGiven,
            limit: waits ? lab.emulation.now + span : .max, breakpoints: breakpoints)
    }

    private static func runSteps(_ run: CommandRun) throws -> Int32 {
        let lab = try run.openLab()
        let wish = try wish(run, lab)
        if let breakpoints = wish.breakpoints, breakpoints.hopeless(lab).count == breakpoints.list.count {
            BreakpointTeller.tellHopeless(breakpoints, run)
            try lab.close()
            return ExitCode.failed
        }
        run.watchInterrupt(stopping)
        let stepper = Stepper(lab, who: try run.account, site: 0) { _, _ in }
        let teller = StepTeller(run, lab, stepper, LabNames(images: lab.emulation.images))
        var walk = Walk(
            run: run, lab: lab, wish: wish, teller: teller, who: try run.account, begin: lab.emulation.now)
        let code: Int32
        do {
            code = try walk.go()
        } catch {
            run.endProgress()
            throw error
        }
        try teller.finish(passed: walk.passed)
        try lab.close()
        return code
    }

    /// A walk from event to event.
    private struct Walk {
        let run: CommandRun
        let lab: LabSession
        let wish: Wish
        let teller: StepTeller
        let who: String
        /// The instant it began at.
        let begin: Int64
        /// How many events were passed over.
        var passed = 0

        /// How many rows wait for their commit at most: what is told of many events at once is bounded.
        private static let mostWaiting = 4_096

        mutating func go() throws -> Int32 {
            let watcher = StepWatcher(LabNames(images: lab.emulation.images), isSparse: wish.isSparse)
            let progress = run.progressLine("running")
            let first = lab.emulation.handled
            var told = 0
            while told < wish.count, !Interrupt.wasPressed {
                let isTold = try step(watcher)
                guard let isTold else { break }
                if isTold { told += 1 } else { passed += 1 }
                if wish.breakpoints?.hit != nil { break }
                if wish.isSparse {
                    progress(lab.emulation.now - begin, wish.limit - begin)
                } else {
                    progress(Int64(told), Int64(wish.count))
                }
                if lab.isCommitDue || teller.waitingCount >= Self.mostWaiting { try commit() }
            }
            run.endProgress()
            if lab.emulation.handled != first { try commit() }
            if let breakpoints = wish.breakpoints { return try ended(breakpoints) }
            if told == wish.count { return ExitCode.done }
            return try stopped(told)
        }

        private func commit() throws { try teller.tell(try lab.commitTime(who: who)) }

        /// Goes to the last instant before the next event at which the state may have to be kept, as a run does.
        private func passGrid() throws {
            let next = min(lab.emulation.nextSignal()?.instant ?? wish.limit, wish.limit)
            while next < .max, lab.emulation.gridPoint(after: lab.emulation.now) <= next {
                let grid = lab.emulation.gridPoint(after: lab.emulation.now)
                try lab.emulation.run(until: grid, world: lab.world)
                if lab.isCheckpointDue { try commit() }
            }
        }

        /// Handles an event; says whether it is told, nil: there is none.
        private func step(_ watcher: StepWatcher) throws -> Bool? {
            try passGrid()
            let (event, entry) = (lab.emulation.handled + 1, lab.emulation.trace.count)
            watcher.begin()
            lab.emulation.beginStep()
            let isThere = try lab.emulation.step(before: wish.limit, world: lab.world, watcher: watcher)
            let records = lab.emulation.takeStep()
            guard isThere else { return nil }
            let isMet = wish.breakpoints?.take(records.lazy.filter(\.code.isChange)) ?? false
            // What leaves no entry may change something all the same.
            if wish.isOnlyHit ? !isMet : wish.isSparse && watcher.wakings.isEmpty { return false }
            teller.add(event: event, after: entry, watcher.wakings, records)
            return true
        }

        private func ended(_ breakpoints: Breakpoints) throws -> Int32 {
            if let hit = breakpoints.hit {
                try teller.tell(hit)
                return ExitCode.done
            }
            if Interrupt.wasPressed { return try stopped(0) }
            run.complain(
                "sms12: no breakpoint was met until \(RunCommands.shown(lab.emulation.now, lab, 0)) (\(breakpoints.text))"
                    + moved)
            adviseBack()
            return ExitCode.failed
        }

        /// How far time moved while nothing was told; a walk passes over weeks as quickly as over a minute.
        private var moved: String {
            let span = lab.emulation.now - begin
            guard span > 0 else { return "" }
            return "; time moved by \(DiffWords.span(span)), from \(RunCommands.shown(begin, lab, 0))"
        }

        /// How that time is taken back.
        private func adviseBack() {
            guard lab.emulation.now > begin, let site = lab.emulation.definition.sites.first else { return }
            run.advise(
                "Next: sms12 rewind --to \"\(site.clock(at: begin))\" goes back there, sms12 rewind --cycles N by so many "
                    + "cycles; --at-most SPAN goes less far")
        }

        /// Says why there were fewer events than wanted.
        private func stopped(_ told: Int) throws -> Int32 {
            let stand = RunCommands.shown(lab.emulation.now, lab, 0)
            if Interrupt.wasPressed {
                run.complain("sms12: interrupted at \(stand); what was done is kept")
                return ExitCode.interrupted
            }
            let what = told == 0 ? "no event" : "only \(counted(told, "event"))"
            run.complain(
                wish.limit == .max
                    ? "sms12: \(what): nothing waits any more, and nothing will happen by itself"
                    : "sms12: \(what) that \(wish.isSparse ? "changed something" : "was due") up to "
                        + "\(RunCommands.shown(lab.emulation.now, lab, 0)), \(DiffWords.span(wish.limit - begin)) on "
                        + "(--at-most)\(moved)"
            )
            adviseBack()
            return ExitCode.failed
        }
    }
}
