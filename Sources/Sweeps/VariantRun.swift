import Emulation
import Pipeline
import SiteModel
import VirtualTime

/// One variant in motion, and what is measured of it.
struct VariantRun: ~Copyable {
    private var lab: Emulation
    private var jobs: [VariantResult.JobResult] = []
    /// Since when each job is Retrying, in milliseconds since 1970; -1: it is not.
    private var retryingSince: [Int64] = []
    /// Whether the jobs that commands make are measured.
    private let takesMade: Bool
    private var refused: Int64 = 0
    private var refusal = ""

    init(_ definition: LabDefinition, jobs named: [JobID]) {
        lab = Emulation(definition)
        lab.setGathers(true)
        lab.carried = LinkTally()
        takesMade = named.isEmpty
        for id in named { add(id, made: -1) }
    }

    private mutating func add(_ id: JobID, made: Int64) {
        jobs.append(VariantResult.JobResult(id: id, made: made))
        retryingSince.append(-1)
    }

    /// The first instant.
    var start: Int64 { lab.start }
    /// The instant that was reached.
    var now: Int64 { lab.now }
    private var cycle: Int64 { max(lab.images.first?.pollMilliseconds ?? 60_000, 1) }
    /// The end of the central site's cycle.
    var boundary: Int64 { lab.start + ((lab.now - lab.start) / cycle + 1) * cycle }
    /// Whether a cycle of the central site ends here.
    var isAtBoundary: Bool { (lab.now - lab.start) % cycle == 0 }

    /// Whether every measured job has ended; without jobs there is no end.
    var allEnded: Bool {
        !jobs.isEmpty
            && jobs.allSatisfy { job in
                guard let image = image(of: job.id) else { return true }
                guard let place = image.jobIndex(job.id) else { return job.made >= 0 }
                return image.jobs[place].job.status.isFinal
            }
    }

    private func image(of id: JobID) -> SiteImage? {
        lab.images.first { $0.definition.code == id.site && !$0.isRemoved }
    }

    /// Gives a command; what is refused is counted, and the variant goes on.
    mutating func perform(_ step: SweepStep) {
        do throws(CommandRefusal) {
            let outcome = try lab.perform(step.command, who: step.who)
            if case .job(let id) = outcome { note(made: id) }
        } catch {
            refused += 1
            if refusal.isEmpty { refusal = error.description }
        }
        noteDeleted()
    }

    /// Notes which jobs are gone that had not ended.
    private mutating func noteDeleted() {
        for place in jobs.indices where jobs[place].made >= 0 && !jobs[place].isDeleted {
            guard !jobs[place].status.isFinal, image(of: jobs[place].id)?.jobIndex(jobs[place].id) == nil
            else { continue }
            jobs[place].isDeleted = true
            guard retryingSince[place] >= 0 else { continue }
            jobs[place].retryingMilliseconds += lab.now - retryingSince[place]
            retryingSince[place] = -1
        }
    }

    private mutating func note(made id: JobID) {
        if let place = jobs.firstIndex(where: { $0.id == id }) {
            jobs[place].made = lab.now - lab.start
        } else if takesMade {
            add(id, made: lab.now - lab.start)
        }
    }

    /// Lets time pass.
    mutating func advance(to instant: Int64, world: any OutsideWorld) throws {
        try lab.run(until: instant, world: world)
        for record in lab.trace.takeGathered() {
            switch record.code {
            case .jobStatusChanged: note(record)
            case .jobRepeated: noteRepeated(record)
            default: break
            }
        }
    }

    /// The measured job that an entry is about.
    private func place(_ number: UInt32, of record: TraceRecord) -> Int? {
        let reference = TraceReference(number)
        let site = reference.site ?? record.site
        // What another site did with a job is told by that site as well.
        guard site == record.site, lab.images.indices.contains(Int(site)) else { return nil }
        let code = lab.images[Int(site)].definition.code
        return jobs.firstIndex { $0.id.site == code && $0.id.counter == reference.counter }
    }

    private mutating func noteRepeated(_ record: TraceRecord) {
        if let place = place(record.b, of: record), jobs[place].made < 0 {
            jobs[place].made = record.instant - lab.start
        }
    }

    private mutating func note(_ record: TraceRecord) {
        guard let place = place(record.a, of: record), !jobs[place].isDeleted else { return }
        let status = unpackStatus(record.b).overall
        let since = record.instant - lab.start - max(jobs[place].made, 0)
        if retryingSince[place] >= 0, status != .retrying {
            jobs[place].retryingMilliseconds += record.instant - retryingSince[place]
            retryingSince[place] = -1
        } else if retryingSince[place] < 0, status == .retrying {
            jobs[place].retryings += 1
            retryingSince[place] = record.instant
        }
        if status == .active, jobs[place].active < 0 { jobs[place].active = since }
        // A status may be taken back: a job that was Complete can be Retrying again.
        jobs[place].complete = status == .complete ? since : -1
        jobs[place].ended = status.isFinal ? since : -1
        jobs[place].status = status
    }

    /// What it came to.
    mutating func result(_ variant: Int64, isEnded: Bool) -> VariantResult {
        noteDeleted()
        var result = VariantResult(
            variant: variant, isEnded: isEnded, stopped: lab.now - lab.start, events: lab.handled,
            entries: lab.trace.count, digest: lab.trace.digest.text, refused: refused, refusal: refusal)
        for (place, job) in jobs.enumerated() {
            var job = job
            if retryingSince[place] >= 0 { job.retryingMilliseconds += lab.now - retryingSince[place] }
            if let image = image(of: job.id), let live = image.jobIndex(job.id) {
                job.status = image.jobs[live].job.status
            }
            result.jobs.append(job)
        }
        for (way, load) in lab.carried?.ways ?? [] {
            result.links.append(
                VariantResult.LinkResult(
                    from: lab.images[Int(way.from)].definition.code,
                    to: lab.images[Int(way.to)].definition.code, bytes: load.bytes, requests: load.requests))
        }
        return result
    }
}
