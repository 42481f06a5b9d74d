import Commands
import Emulation
import Glibc
import SiteModel

/// A lab of a million clients: made, opened, and an empty cycle run, each held against reading its snapshot.
enum MillionBench {
    static func run(_ words: [String]) throws {
        let clients = try words.first.map { word in
            guard let number = Int(word), number > 0 else { throw BenchFailure(Entry.usage, code: 64) }
            return number
        }
        try measure(clients ?? 1_000_000)
    }

    private static func measure(_ clients: Int) throws {
        let folder = try Measure.scratch()
        defer { Measure.remove(folder) }
        let name = folder + "/million.lab"
        let definition = try FleetDay.definition(clients: clients, trace: .changes)
        let made = try Measure.time { try BenchLab.create(name, definition).close() }
        report("create", made.cpu, made.wall, "bytes=\(Measure.size(name + "/lab.db"))")
        var reads: [Double] = []
        var opens: [Double] = []
        var cycles: [Double] = []
        for _ in 0..<5 {
            let read = try Measure.time { try BenchLab.readSnapshot(name) }
            reads.append(read.cpu)
            let opened = try Measure.time { try BenchLab.open(name) }
            opens.append(opened.cpu)
            let lab = opened.result
            let cycle = try Measure.time { try lab.advance(to: lab.now + lab.pollMilliseconds) }
            cycles.append(cycle.cpu)
            try lab.close()
            report("snapshot", read.cpu, read.wall, "bytes=\(read.result)")
            report("open", opened.cpu, opened.wall, "")
            report("cycle", cycle.cpu, cycle.wall, "")
        }
        print(
            "read_snapshot_cpu_s=\(Measure.spread(reads)) open_cpu_s=\(Measure.spread(opens)) "
                + "empty_cycle_cpu_s=\(Measure.spread(cycles)) peak_kib=\(Measure.peakKiB()) "
                + "bytes_a_client=\(Measure.peakKiB() * 1_024 / clients)")
        let ratio = (Measure.median(cycles) + Measure.median(opens)) / Measure.median(opens)
        print("open_and_cycle_over_open=\(Measure.digits(ratio))")
    }

    private static func report(_ what: String, _ cpu: Double, _ wall: Double, _ more: String) {
        print("\(what) cpu_s=\(Measure.digits(cpu)) wall_s=\(Measure.digits(wall)) \(more)")
    }
}
