import Emulation
import Pipeline
import SiteModel
import Testing

/// How tests read what happened, and act between cycles.
extension LabKit {
    /// Every entry of the trace so far; needs trace level `full` or only looks at changes.
    static func records(_ lab: borrowing Emulation, _ codes: TraceCode...) -> [TraceRecord] {
        var segments = lab.trace.changed
        segments.append(lab.trace.open)
        return segments.flatMap { $0.records() }.filter { codes.isEmpty || codes.contains($0.code) }
    }

    /// The numbers of the events raised so far, in order.
    static func events(_ lab: borrowing Emulation) -> [Int64] { lab.images[0].events.map(\.number) }

    /// Lets some cycles of the first site pass.
    static func pass(_ lab: inout Emulation, cycles: Int, _ world: any OutsideWorld = TableWorld()) throws {
        for _ in 0..<cycles {
            try lab.run(until: lab.now + lab.images[0].pollMilliseconds, world: world)
        }
    }

    /// Lets cycles pass until something holds; false when it does not within `limit` cycles.
    @discardableResult
    static func pass(
        _ lab: inout Emulation, limit: Int, _ world: any OutsideWorld = TableWorld(),
        until holds: (SiteImage) -> Bool
    ) throws -> Bool {
        for _ in 0..<limit {
            if holds(lab.images[0]) { return true }
            try pass(&lab, cycles: 1, world)
        }
        return holds(lab.images[0])
    }

    /// Lets cycles pass until a job is in a status.
    @discardableResult
    static func pass(
        _ lab: inout Emulation, limit: Int = 400, _ world: any OutsideWorld = TableWorld(), job: Int = 0,
        until status: JobStatus
    ) throws -> Bool {
        try pass(&lab, limit: limit, world) { $0.jobs[job].job.status == status }
    }

    /// `Active/Complete/Active` and the like.
    static func line(_ lab: borrowing Emulation, _ job: Int = 0) -> String {
        let job = lab.images[0].jobs[job].job
        return "\(job.status.word)/\(job.sendingStatus.word)/\(job.workingStatus.word)"
    }

    /// The statuses of a job's workstations, in order of place.
    static func rows(_ lab: borrowing Emulation, _ job: Int = 0) -> [JobStatus] {
        let image = lab.images[0]
        let live = image.jobs[job]
        return (Int(live.firstDetail)..<(Int(live.firstDetail) + Int(live.details))).map {
            JobStatus(rawValue: Int(image.details[$0].status)) ?? .none
        }
    }

    /// How far a job's offers have come, in order of place.
    static func stages(_ lab: borrowing Emulation, _ job: Int = 0) -> [OfferStage] {
        let live = lab.images[0].jobs[job]
        return (Int(live.firstDetail)..<(Int(live.firstDetail) + Int(live.details))).map {
            lab.clients[0].stage($0)
        }
    }

    /// Servers that hold a package, with the version.
    static func holding(_ lab: borrowing Emulation, _ package: UInt32 = 0) -> [String: Int64] {
        let image = lab.images[0]
        var found: [String: Int64] = [:]
        for location in image.locations where location.package == package {
            found[image.servers[Int(location.server)].definition.name] = location.version
        }
        return found
    }

    /// Makes another job for the first package, or for another.
    @discardableResult
    static func addJob(
        _ lab: inout Emulation, package: Int = 0, change: (inout Job) -> Void = { _ in }
    ) throws -> JobID {
        var job = try self.job(lab, package: lab.images[0].packages[package].package.id)
        change(&job)
        guard case .job(let id) = try lab.perform(.createJob(site: try site(), job: job), who: "ADMIN") else {
            throw CommandRefusal(.unknown, "a created job has an identifier")
        }
        return id
    }

    /// Makes another package.
    static func addPackage(_ lab: inout Emulation, _ name: String) throws {
        var package = try self.package()
        package.name = name
        try lab.perform(.createPackage(site: try site(), package: package), who: "ADMIN")
    }

    /// Changes a server by name.
    static func setServer(
        _ lab: inout Emulation, _ name: String, change: (inout ServerDefinition) -> Void
    ) throws {
        let place = try #require(lab.images[0].serverIndex(name))
        var server = lab.images[0].servers[place].definition
        change(&server)
        try lab.perform(.setServer(site: try site(), server: server), who: "ADMIN")
    }

    /// The instant at which something was noted about a client, in milliseconds since 1970.
    static func instant(
        _ lab: borrowing Emulation, _ code: TraceCode, client: Int = 1, job: UInt32? = nil
    ) -> Int64? {
        records(lab, code).first { $0.a == UInt32(client) && (job == nil || $0.b == job) }?.instant
    }

    /// As `instant`, of something that must have been noted.
    static func time(
        _ lab: borrowing Emulation, _ code: TraceCode, client: Int = 1, job: UInt32? = nil
    ) throws -> Int64 {
        let found = instant(lab, code, client: client, job: job)
        return try #require(found, "nothing of \(code) at client \(client)")
    }

    /// Whether a command is refused; it must change nothing then.
    static func isRefused(_ lab: inout Emulation, _ command: LabCommand) -> Bool {
        let (digest, count) = (lab.trace.digest, lab.trace.count)
        do {
            try lab.perform(command, who: "ADMIN")
            return false
        } catch {
            return lab.trace.digest == digest && lab.trace.count == count && !error.description.isEmpty
        }
    }
}
