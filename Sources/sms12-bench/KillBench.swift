import Commands
import Emulation
import Glibc
import SiteModel
import VirtualTime

/// P13: `kill -9` at many moments of a run; the lab opens within a second and ends with the same trace.
///
/// The moments are spread over the time that an undisturbed run takes; they are drawn from a seed, but where in the run
/// they fall is the host's doing.
enum KillBench {
    /// Virtual hours that one run covers.
    private static let hours: Int64 = 6

    static func run(_ words: [String]) throws {
        guard let program = words.first else { throw BenchFailure(Entry.usage, code: 64) }
        guard let times = words.count > 1 ? Int(words[1]) : 100, times > 0 else {
            throw BenchFailure(Entry.usage, code: 64)
        }
        let folder = try Measure.scratch()
        defer { Measure.remove(folder) }
        let start = try prepare(folder)
        let whole = folder + "/whole.lab"
        let clean = try Measure.spawn(command(program, whole))
        guard clean.status == 0 else { throw BenchFailure("the undisturbed run ended with \(clean.status)") }
        let expected = try state(whole)
        var killed = 0
        var done = 0
        var slowest = 0.0
        for number in 0..<times {
            let name = "\(folder)/\(number).lab"
            guard try Measure.spawn(["cp", "-r", start, name]).status == 0 else {
                throw BenchFailure("cannot copy \(start)")
            }
            let part = SeededGenerator.draw(
                seed: 13, stream: 0, index: UInt64(number), below: Int64(clean.wall * 1_000_000))
            if try Measure.spawn(command(program, name), killAfter: UInt32(part)).status == -SIGKILL {
                killed += 1
            }
            let opened = try Measure.time { try BenchLab.open(name) }
            slowest = max(slowest, opened.wall)
            var found = state(opened.result)
            try opened.result.close()
            // Killed behind its last commit, or not at all, it stands where it was to go: nothing is left to run.
            if found != expected {
                let again = try Measure.spawn(command(program, name))
                guard again.status == 0 else {
                    throw BenchFailure("carrying on after kill \(number) ended with \(again.status)")
                }
                found = try state(name)
            } else {
                done += 1
            }
            guard found == expected else {
                throw BenchFailure(
                    "after kill \(number) at \(part) us the lab ends with \(found), not \(expected)")
            }
            Measure.remove(name)
        }
        print(
            "P13_kills=\(killed) of=\(times) already_done=\(done) slowest_open_s=\(Measure.digits(slowest)) all_ended_alike=yes "
                + "undisturbed_wall_s=\(Measure.digits(clean.wall))")
    }

    private static func command(_ program: String, _ lab: String) -> [String] {
        [program, "run", "--until", "1997-04-21 0\(hours):00", "--lab", lab]
    }

    private static func state(_ name: String) throws -> String {
        let lab = try BenchLab.open(name)
        let text = state(lab)
        try lab.close()
        return text
    }

    private static func state(_ lab: BenchLab) -> String { "\(lab.now) \(lab.digest)" }

    /// A lab with a job, and a copy of it for the undisturbed run.
    private static func prepare(_ folder: String) throws -> String {
        let start = folder + "/start.lab"
        let files = folder + "/source"
        mkdir(files, 0o755)
        guard let file = fopen(files + "/SETUP.EXE", "w") else { throw BenchFailure("cannot write \(files)") }
        for _ in 0..<10_000 { fputs("a source of some size ", file) }
        fclose(file)
        var definition = try FleetDay.definition(clients: 200, trace: .full)
        definition.fidelity = .real
        let site = definition.sites[0].code
        let lab = try BenchLab.create(start, definition, sources: [("\\\\FLT1\\SOURCE1", files)])
        let made = try lab.perform(.createPackage(site: site, package: try FleetDay.package(1, site)))
        guard case .package(let id) = made else { throw BenchFailure("no package was made") }
        try lab.perform(.createJob(site: site, job: try FleetDay.job(1, site, id, start: definition.start)))
        try lab.close()
        guard try Measure.spawn(["cp", "-r", start, folder + "/whole.lab"]).status == 0 else {
            throw BenchFailure("cannot copy \(start)")
        }
        return start
    }
}
