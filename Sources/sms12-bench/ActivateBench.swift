import Commands
import Emulation
import Glibc
import SiteModel

/// P4: a job of N computers becomes active, durably, through the same path as `sms12 run`; beside it the same rows by
/// one statement of SQLite on the same schema.
enum ActivateBench {
    static func run(_ words: [String]) throws {
        if words.isEmpty {
            try measure("one job of 50,000 computers", jobs: 1, clients: 50_000, rounds: 5)
            try measure("100 jobs of 10,000 computers", jobs: 100, clients: 10_000, rounds: 3)
            return
        }
        for word in words {
            guard let clients = Int(word), clients > 0 else { throw BenchFailure(Entry.usage, code: 64) }
            try measure("one job of \(clients) computers", jobs: 1, clients: clients, rounds: 3)
        }
    }

    private static func measure(_ what: String, jobs: Int, clients: Int, rounds: Int) throws {
        let folder = try Measure.scratch()
        defer { Measure.remove(folder) }
        var ours: [Double] = []
        var ourCPU: [Double] = []
        var theirs: [Double] = []
        var theirCPU: [Double] = []
        for round in 0..<rounds {
            let name = "\(folder)/\(round).lab"
            let lab = try prepare(name, jobs: jobs, clients: clients, source: folder)
            // The same rows by SQL alone, in a transaction of its own. Who comes second finds pages that are made
            // already, so that they take turns.
            func bySQL() throws -> (wall: Double, cpu: Double) {
                let one = try Measure.time { try lab.runSQL(statement(jobs: jobs)) }
                try check(lab, jobs * clients, "the statement did not make them")
                return (one.wall, one.cpu)
            }
            func byUs() throws -> (wall: Double, cpu: Double) {
                let one = try Measure.time { try lab.advance(to: lab.now + 1) }
                try check(lab, jobs * clients, "the jobs did not become active")
                return (one.wall, one.cpu)
            }
            let isOursFirst = round % 2 == 1
            let first = try isOursFirst ? byUs() : bySQL()
            try lab.runSQL("DELETE FROM JobDetails")
            let second = try isOursFirst ? bySQL() : byUs()
            let (own, sql) = isOursFirst ? (first, second) : (second, first)
            try lab.close()
            ours.append(own.wall)
            ourCPU.append(own.cpu)
            theirs.append(sql.wall)
            theirCPU.append(sql.cpu)
        }
        let pairs = Double(jobs * clients)
        print(
            "# \(what)\nactivate jobs=\(jobs) clients=\(clients) wall_s=\(Measure.spread(ours)) "
                + "cpu_s=\(Measure.spread(ourCPU)) pairs_per_s=\(Int(pairs / Measure.median(ours)))\n"
                + "sqlite one statement: wall_s=\(Measure.spread(theirs)) cpu_s=\(Measure.spread(theirCPU)) "
                + "pairs_per_s=\(Int(pairs / Measure.median(theirs)))")
        let ratios = zip(theirs, ours).map { $0 / $1 }
        let ratiosCPU = zip(theirCPU, ourCPU).map { $0 / $1 }
        print(
            "P4_speed_over_sqlite=\(Measure.spread(ratios)) P4_speed_over_sqlite_cpu=\(Measure.spread(ratiosCPU))"
        )
    }

    /// Whether a lab has so many rows of workstations.
    private static func check(_ lab: BenchLab, _ expected: Int, _ why: String) throws {
        let rows = try lab.number("SELECT count(*) FROM JobDetails WHERE DetailKind = 4")
        guard rows == Int64(expected) else {
            throw BenchFailure("\(rows) rows instead of \(expected): \(why)")
        }
    }

    /// A lab whose jobs are all due at the Scheduler's next poll, which is at its first instant.
    private static func prepare(_ name: String, jobs: Int, clients: Int, source: String) throws -> BenchLab {
        let definition = try FleetDay.definition(clients: clients, trace: .changes)
        let site = definition.sites[0].code
        let root = "\\\\FLT1\\SOURCE1"
        let files = source + "/source"
        mkdir(files, 0o755)
        guard let file = fopen(files + "/SETUP.EXE", "w") else {
            throw BenchFailure("cannot write \(files)/SETUP.EXE")
        }
        fputs("a small source", file)
        fclose(file)
        let lab = try BenchLab.create(name, definition, sources: [(root, files)])
        let made = try lab.perform(.createPackage(site: site, package: try FleetDay.package(1, site)))
        guard case .package(let id) = made else { throw BenchFailure("no package was made") }
        for _ in 0..<jobs {
            try lab.perform(
                .createJob(site: site, job: try FleetDay.job(1, site, id, start: definition.start)))
        }
        return lab
    }

    /// One statement for all: every machine for every job, in the order of the key.
    private static func statement(jobs: Int) -> String {
        """
        INSERT INTO JobDetails
        SELECT j.Site, j.JobID, 4, m.dwMachineID - 1, j.Site, m.SMSID, NULL, 0, NULL, 0, ''
        FROM (SELECT Site, JobID FROM Jobs LIMIT \(jobs)) AS j CROSS JOIN Machines AS m ON m.Site = j.Site
        ORDER BY j.Site, j.JobID, m.dwMachineID
        """
    }
}
