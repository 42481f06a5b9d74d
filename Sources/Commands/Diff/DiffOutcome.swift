import Comparison
import Emulation
import Pipeline
import SiteModel

/// In what two runs ended: jobs, their phases, events.
struct DiffOutcome {
    /// A job as it stands at the end of both.
    struct JobEnd {
        /// Its identifier in A; that in B where only B has it.
        let id: String
        /// The same for a reader: with that in B where it is another one, and whose it is where the other has another job of
        /// that identifier.
        let name: String
        let number: Int64
        let site: Int64
        let a: Status?
        let b: Status?
    }

    /// A job's status with its time.
    struct Status {
        let word: String
        /// Since when it has that word.
        let instant: Int64
        /// Since when it has that detail as well.
        let changedAt: Int64
        /// The part that tells where two have one overall status.
        let detail: String
        /// Packed.
        let number: UInt32
    }

    /// A phase of a job at a site.
    struct PhaseTimes {
        let job: String
        /// The job for a reader, as ``JobEnd/name``.
        let name: String
        let number: Int64
        let site: Int64
        let phase: JobPhase
        let a: RunTally.Times?
        let b: RunTally.Times?
    }

    /// An event with how often it came.
    struct EventCount {
        let number: Int64
        let component: Component
        let site: Int64
        let a: Int
        let b: Int
    }

    let comparison: TraceComparison
    let names: (a: LabNames, b: LabNames)

    private struct Key: Hashable {
        let job: Int64
        let site: Int64
        let phase: JobPhase
    }

    /// The jobs that end otherwise, or at another time.
    func jobs() -> [JobEnd] {
        let (ours, theirs) = (statuses(.a), statuses(.b))
        let known = (Set(ours.values.map(\.id)), Set(theirs.values.map(\.id)))
        return Set(ours.keys).union(theirs.keys).sorted().compactMap { number in
            let (left, right) = (ours[number], theirs[number])
            if left?.status.number == right?.status.number, left?.status.instant == right?.status.instant,
                left?.status.changedAt == right?.status.changedAt
            {
                return nil
            }
            return JobEnd(
                id: left?.id ?? right?.id ?? "?", name: Self.name(left?.id, right?.id, known), number: number,
                site: left?.site ?? right?.site ?? 0,
                a: left?.status, b: right?.status)
        }
    }

    /// A job in words that name one job only.
    private static func name(_ a: String?, _ b: String?, _ known: (a: Set<String>, b: Set<String>)) -> String
    {
        switch (a, b) {
        case (let a?, let b?): a == b ? a : "\(a) (\(b) in B)"
        case (let a?, nil): known.b.contains(a) ? "\(a) of A" : a
        case (nil, let b?): known.a.contains(b) ? "\(b) of B" : b
        case (nil, nil): "?"
        }
    }

    private func statuses(
        _ side: TraceComparison.Side
    ) -> [Int64: (id: String, site: Int64, status: Status)] {
        let (run, names) = side == .a ? (comparison.a, names.a) : (comparison.b, names.b)
        let shift = side == .a ? 0 : comparison.shift
        var found: [Int64: (id: String, site: Int64, status: Status)] = [:]
        for (key, list) in run.tally.statuses {
            guard TraceReference(key.job).site == nil || TraceReference(key.job).site == key.site,
                let place = list.lastIndex(where: { $0.instant - shift <= comparison.comparedUntil })
            else { continue }
            let last = list[place]
            let status = unpackStatus(last.status)
            let word = Self.word(last.status)
            // What is told with a word is since when the job has that word, whatever else changed in between.
            let first = list[...place].lastIndex { Self.word($0.status) != word }.map { $0 + 1 } ?? 0
            let detail = "sending \(status.sending.word), working \(status.working.word)"
            found[comparison.job(key.job, at: key.site, of: side)] = (
                names.job(key.job, key.site), comparison.site(key.site, of: side),
                Status(
                    word: word, instant: list[first].instant - shift, changedAt: last.instant - shift,
                    detail: detail, number: last.status)
            )
        }
        return found
    }

    /// The word of a packed status.
    private static func word(_ packed: UInt32) -> String {
        let status = unpackStatus(packed)
        return status.overall.overallWord(cancel: status.cancel)
    }

    /// Whether a job of that identifier was made by a person, in either run.
    func isMade(_ id: String) -> Bool {
        (names.a.images + names.b.images).contains { image in
            image.jobs.contains { $0.job.id.description == id }
        }
    }

    /// The phases that differ in when or how often they were seen.
    func phases() -> [PhaseTimes] {
        let (ours, theirs) = (phases(.a), phases(.b))
        let known = (Set(ours.values.map(\.id)), Set(theirs.values.map(\.id)))
        return Set(ours.keys).union(theirs.keys).sorted { one, other in
            if one.job != other.job { return one.job < other.job }
            let (left, right) = (Self.order(one.phase), Self.order(other.phase))
            return left == right ? one.site < other.site : left < right
        }.compactMap { key in
            let (left, right) = (ours[key], theirs[key])
            if left?.times == right?.times { return nil }
            return PhaseTimes(
                job: left?.id ?? right?.id ?? "?", name: Self.name(left?.id, right?.id, known),
                number: key.job, site: key.site, phase: key.phase,
                a: left?.times, b: right?.times)
        }
    }

    private static func order(_ phase: JobPhase) -> Int { JobPhase.allCases.firstIndex(of: phase) ?? 0 }

    private func phases(_ side: TraceComparison.Side) -> [Key: (id: String, times: RunTally.Times)] {
        let (run, names) = side == .a ? (comparison.a, names.a) : (comparison.b, names.b)
        let shift = side == .a ? 0 : comparison.shift
        var found: [Key: (id: String, times: RunTally.Times)] = [:]
        for (key, times) in run.tally.phases {
            var times = times
            times.first -= shift
            times.last -= shift
            let place = Key(
                job: comparison.job(key.job, at: key.site, of: side),
                site: comparison.site(key.site, of: side), phase: key.phase)
            found[place] = (names.job(key.job, key.site), times)
        }
        return found
    }

    /// The events that came more often in one of them, as far as both go.
    func events() -> [EventCount] {
        struct Event: Hashable {
            let number: Int64
            let component: UInt32
            let site: Int64
        }
        var counts: [Event: (a: Int, b: Int)] = [:]
        for (key, instants) in comparison.a.tally.events {
            let event = Event(
                number: key.number, component: key.component, site: comparison.site(key.site, of: .a))
            counts[event, default: (0, 0)].a += instants.filter { $0 <= comparison.comparedUntil }.count
        }
        for (key, instants) in comparison.b.tally.events {
            let event = Event(
                number: key.number, component: key.component, site: comparison.site(key.site, of: .b))
            counts[event, default: (0, 0)].b +=
                instants.filter { $0 - comparison.shift <= comparison.comparedUntil }.count
        }
        return counts.filter { $0.value.a != $0.value.b }.sorted { one, other in
            (one.key.site, one.key.number, one.key.component) < (
                other.key.site, other.key.number, other.key.component
            )
        }.map { event, count in
            EventCount(
                number: event.number,
                component: Component(rawValue: UInt8(truncatingIfNeeded: event.component)) ?? .administrator,
                site: event.site, a: count.a, b: count.b)
        }
    }
}
