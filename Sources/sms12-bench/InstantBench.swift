import Commands
import Emulation
import SiteModel

/// P5 and S5 of anchors.md: any instant of a long run, and a branch of a large lab.
///
/// A fleet polls for so many days that the run has some 36 million events; then its state at instants spread over the
/// run is asked for, each time as a command of its own would: the database opened anew.
enum InstantBench {
    static func run(_ words: [String]) throws {
        var clients = 100_000
        var days = 14
        var place = 0
        while place + 1 < words.count {
            guard let number = Int(words[place + 1]), number > 0 else {
                throw BenchFailure(Entry.usage, code: 64)
            }
            switch words[place] {
            case "--clients": clients = number
            case "--days": days = number
            default: throw BenchFailure(Entry.usage, code: 64)
            }
            place += 2
        }
        guard place == words.count else { throw BenchFailure(Entry.usage, code: 64) }
        try measure(clients, days)
    }

    private static func measure(_ clients: Int, _ days: Int) throws {
        let folder = try Measure.scratch()
        defer { Measure.remove(folder) }
        let name = folder + "/fleet.lab"
        let definition = try FleetDay.definition(clients: clients, trace: .changes)
        guard let site = definition.sites.first?.code else { throw BenchFailure("the lab has no site") }
        let packages = try (1...4).map { try FleetDay.package($0, site) }
        let source = folder + "/source"
        try Measure.makeFile(source, "SETUP.EXE", bytes: 3_000_000)
        let sources = packages.map { (root: $0.workstation?.root ?? "", folder: source) }
        let lab = try BenchLab.create(name, definition, sources: sources)
        for (place, package) in packages.enumerated() {
            guard case .package(let id) = try lab.perform(.createPackage(site: site, package: package)) else {
                throw BenchFailure("no package was made")
            }
            try lab.perform(
                .createJob(
                    site: site, job: try FleetDay.job(place + 1, site, id, start: definition.start)))
        }
        let start = lab.now
        let end = start + Int64(days) * 86_400_000
        let ran = try Measure.time { try lab.run(to: end) }
        let events = lab.look { $0.handled }
        let kept = try lab.number("SELECT count(*) FROM Checkpoints")
        let bytes = try lab.number("SELECT total(length(Data)) FROM CheckpointPages")
        try lab.close()
        print(
            "run clients=\(clients) days=\(days) events=\(events) cpu_s=\(Measure.digits(ran.cpu)) "
                + "wall_s=\(Measure.digits(ran.wall)) lab_bytes=\(Measure.size(name + "/lab.db")) checkpoints=\(kept) "
                + "checkpoint_bytes=\(bytes)")
        var walls: [Double] = []
        // Instants that lie nowhere in particular: multiples of a golden section of the run.
        for number in 1...10 {
            let share = Int64(number) * 618_034 % 1_000_000
            let instant = start + (end - start) / 1_000_000 * share
            let found = try Measure.time { try BenchLab.state(name, at: instant) }
            walls.append(found.wall)
            print(
                "instant share=\(share) wall_s=\(Measure.digits(found.wall)) cpu_s=\(Measure.digits(found.cpu)) "
                    + "handled=\(found.result)")
        }
        let branch = try Measure.time { try BenchLab.copy(name, to: folder + "/branch.lab") }
        // An instant in the middle, where a lab made from the beginning would do half the run again.
        let middle = start + (end - start) / 1_000_000 * 618_034
        let then = try Measure.time { try BenchLab.branch(name, to: folder + "/then.lab", at: middle) }
        print("branch_at_wall_s=\(Measure.digits(then.wall)) cpu_s=\(Measure.digits(then.cpu))")
        print(
            "instant_wall_s=\(Measure.spread(walls)) branch_wall_s=\(Measure.digits(branch.wall)) "
                + "peak_kib=\(Measure.peakKiB())")
    }
}
