import CommandLineKit
import Comparison
import Emulation
import Pipeline
import SiteModel

// In what it ended.

extension DiffReport {
    /// The outcome, as far as it is wanted.
    var outcome:
        (jobs: [DiffOutcome.JobEnd], phases: [DiffOutcome.PhaseTimes], events: [DiffOutcome.EventCount])
    {
        let outcome = DiffOutcome(comparison: comparison, names: names)
        return (
            outcome.jobs().filter { filter.takes(job: $0.number) && filter.takes(site: $0.site) },
            outcome.phases().filter { filter.takes(job: $0.number) && filter.takes(site: $0.site) },
            outcome.events().filter { filter.takes(site: $0.site) }
        )
    }

    func tellEnd() throws {
        let outcome = outcome
        if outcome.jobs.isEmpty, outcome.phases.isEmpty, outcome.events.isEmpty {
            run.print()
            return run.print(
                "In the end every job has the same statuses since the same time, and the same events came.")
        }
        run.print()
        run.print("In the end:")
        for job in outcome.jobs { run.print("  - " + sentence(job)) }
        if outcome.jobs.isEmpty {
            // The table below may have the jobs of components.
            let ends = DiffOutcome(comparison: comparison, names: names)
            let isOther = outcome.phases.contains { !ends.isMade($0.job) }
            run.print(
                "  - Every job\(isOther ? " that a person made" : "") has the same statuses since the same time."
            )
        }
        for event in outcome.events {
            run.print(
                "  - Event \(event.number) of \(event.component.name) at site \(siteCode(event.site)): "
                    + "\(event.a) in A, \(event.b) in B.")
        }
        if !outcome.phases.isEmpty {
            run.print()
            run.print(try phaseTable(outcome.phases))
        }
    }

    /// What became of a job, in a sentence.
    func sentence(_ job: DiffOutcome.JobEnd) -> String {
        func since(_ status: DiffOutcome.Status) -> String {
            "\(status.word) since \(clock.told(status.instant, job.site))"
        }
        guard let left = job.a else {
            return "Job \(job.name) is \(job.b.map(since) ?? "without status") in B; A has no such job."
        }
        guard let right = job.b else { return "Job \(job.name) is \(since(left)) in A; B has no such job." }
        guard left.word == right.word else {
            return "Job \(job.name) is \(since(left)) in A, \(since(right)) in B."
        }
        if left.number != right.number {
            return "Job \(job.name) is \(left.word) in both, in A \(left.detail), in B \(right.detail)."
        }
        let delay = right.instant - left.instant
        if delay == 0 {
            let later = right.changedAt - left.changedAt
            return
                "Job \(job.name) is \(left.word) in both since \(clock.told(left.instant, job.site)), \(left.detail) in A since "
                + "\(clock.told(left.changedAt, job.site)), in B since \(clock.told(right.changedAt, job.site)): "
                + "\(DiffWords.span(later)) \(later < 0 ? "earlier" : "later")."
        }
        return
            "Job \(job.name) is \(left.word) in both, in A since \(clock.told(left.instant, job.site)), in B since "
            + "\(clock.told(right.instant, job.site)): \(DiffWords.span(delay)) \(delay < 0 ? "earlier" : "later")."
    }

    private func phaseTable(_ phases: [DiffOutcome.PhaseTimes]) throws -> Table {
        var table = Table([
            Column("Job ID", key: "job"), Column("Phase", key: "phase"), Column("Site", key: "site"),
            Column("A first", key: "aFirst"), Column("A last", key: "aLast"),
            Column("A", key: "aCount", .right), Column("B first", key: "bFirst"),
            Column("B last", key: "bLast"), Column("B", key: "bCount", .right),
        ])
        for phase in phases {
            func cells(_ times: RunTally.Times?) -> [Cell] {
                guard let times else { return [.text(""), .text(""), .number(0)] }
                return [
                    .text(clock.inRow(times.first, phase.site)), .text(clock.inRow(times.last, phase.site)),
                    .number(times.count),
                ]
            }
            try table.add(
                [.text(phase.name), .text(phase.phase.rawValue), .text(siteCode(phase.site))]
                    + cells(phase.a) + cells(phase.b))
        }
        return table
    }
}
