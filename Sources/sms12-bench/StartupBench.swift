import Commands
import Emulation
import SiteModel

/// P10: how long the program takes to start, against sqlite3; and `job list` on a lab of 100,000 clients.
enum StartupBench {
    static func run(_ words: [String]) throws {
        guard let program = words.first else { throw BenchFailure(Entry.usage, code: 64) }
        guard let rounds = words.count > 1 ? Int(words[1]) : 40, rounds > 0 else {
            throw BenchFailure(Entry.usage, code: 64)
        }
        let folder = try Measure.scratch()
        defer { Measure.remove(folder) }
        let name = folder + "/fleet.lab"
        let lab = try BenchLab.create(name, try FleetDay.definition(clients: 100_000, trace: .changes))
        let site = try FleetDay.definition(clients: 1, trace: .none).sites[0].code
        for number in 1...FleetDay.standardJobs {
            let made = try lab.perform(
                .createPackage(site: site, package: try FleetDay.package(number, site)))
            guard case .package(let id) = made else { throw BenchFailure("no package was made") }
            let start = try FleetDay.definition(clients: 1, trace: .none).start
            try lab.perform(.createJob(site: site, job: try FleetDay.job(number, site, id, start: start)))
        }
        try lab.close()
        let all: [(name: String, words: [String])] = [
            ("sms12 --version", [program, "--version"]),
            ("sms12 --help", [program, "--help"]),
            ("sms12 job list", [program, "job", "list", "--lab", name]),
            ("sqlite3 select 1", ["sqlite3", ":memory:", "select 1"]),
        ]
        let cases = try all.filter { one in
            let status = try Measure.spawn(one.words).status
            if status != 0 { print("# left out: \(one.name) ended with \(status)") }
            return status == 0
        }
        guard cases.first?.name == all[0].name, cases.last?.name == all[all.count - 1].name else {
            throw BenchFailure("\(program) --version or sqlite3 does not run")
        }
        var walls = [[Double]](repeating: [], count: cases.count)
        var cpus = [[Double]](repeating: [], count: cases.count)
        for _ in 0..<rounds {
            for (place, one) in cases.enumerated() {
                let run = try Measure.spawn(one.words)
                walls[place].append(run.wall * 1_000)
                cpus[place].append(run.cpu * 1_000)
            }
        }
        for (place, one) in cases.enumerated() {
            print(
                "\(one.name): wall_ms=\(Measure.spread(walls[place])) cpu_ms=\(Measure.spread(cpus[place]))")
        }
        let last = cases.count - 1
        print(
            "P10_version_over_sqlite3_wall=\(Measure.spread(zip(walls[0], walls[last]).map { $0 / $1 })) "
                + "cpu=\(Measure.spread(zip(cpus[0], cpus[last]).map { $0 / $1 }))")
        for (place, one) in cases.enumerated() where one.name == "sms12 job list" {
            print("P10_job_list_wall_ms=\(Measure.spread(walls[place]))")
        }
    }
}
