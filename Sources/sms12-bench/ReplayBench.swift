import Commands
import Emulation
import SiteModel
import VirtualTime

/// P5 and S5: doing a journal again with everything compared, against the engine alone; and how its cost grows.
///
/// The lab is that of FLEETDAY-SMS on disk. Each length is measured in rounds, the two ways in turn.
enum ReplayBench {
    static func run(_ words: [String]) throws {
        var clients = 100_000
        var lengths: [Int64] = [6, 12, 24]
        var level = TraceLevel.full
        var rounds = 5
        var rest = words[...]
        while let word = rest.popFirst() {
            switch word {
            case "--clients": clients = Int(rest.popFirst() ?? "") ?? 0
            case "--hours":
                lengths = (rest.popFirst() ?? "").split(separator: ",").compactMap { Int64($0) }
            case "--trace": level = TraceLevel(rawValue: rest.popFirst() ?? "") ?? .none
            case "--rounds": rounds = Int(rest.popFirst() ?? "") ?? 0
            default: throw BenchFailure("unknown word \(word)\n\(Entry.usage)", code: 64)
            }
        }
        guard clients > 0, rounds > 0, !lengths.isEmpty, lengths.allSatisfy({ $0 > 0 }) else {
            throw BenchFailure(Entry.usage, code: 64)
        }
        let folder = try Measure.scratch()
        defer { Measure.remove(folder) }
        var first: Double?
        for hours in lengths {
            let lab = try make(folder, clients: clients, hours: hours, level: level)
            let entry = try measure(
                lab, rounds: rounds, "clients=\(clients) hours=\(hours) trace=\(level.rawValue)")
            first = first ?? entry
            print("S5 hours=\(hours) S5_over_first=\(Measure.digits(entry / (first ?? entry)))")
        }
    }

    /// A lab that has gone through so many hours.
    private static func make(_ folder: String, clients: Int, hours: Int64, level: TraceLevel) throws -> String
    {
        let name = "\(folder)/\(hours).lab"
        try Measure.makeFile(folder + "/source", "SETUP.EXE", bytes: Int(FleetDay.packageBytes))
        let definition = try FleetDay.definition(clients: clients, trace: level)
        let numbers = Array(1...FleetDay.standardJobs)
        let lab = try BenchLab.create(
            name, definition, sources: numbers.map { ("\\\\FLT1\\SOURCE\($0)", folder + "/source") })
        let site = definition.sites[0].code
        for number in numbers {
            guard
                case .package(let id) = try lab.perform(
                    .createPackage(site: site, package: try FleetDay.package(number, site)))
            else { throw BenchFailure("no package was made") }
            try lab.perform(
                .createJob(site: site, job: try FleetDay.job(number, site, id, start: definition.start)))
        }
        _ = try lab.run(to: lab.now + hours * 3_600_000)
        try lab.close()
        return name
    }

    /// Nanoseconds of CPU an entry of the trace takes with everything compared.
    private static func measure(_ lab: String, rounds: Int, _ what: String) throws -> Double {
        var (alone, compared): ([Double], [Double]) = ([], [])
        var count = ReplayCount()
        for _ in 0..<rounds {
            alone.append(try Measure.time { try BenchLab.engineAlone(lab) }.cpu)
            let used = try Measure.time { try BenchLab.replay(lab) }
            compared.append(used.cpu)
            count = used.result
            guard count.isSame else { throw BenchFailure("the replay of \(lab) found a difference") }
        }
        let entries = Double(count.entries)
        print(
            "P5 \(what) events=\(count.events) entries=\(count.entries) bytes=\(count.bytes) "
                + "engine_alone_s=\(Measure.spread(alone)) replay_s=\(Measure.spread(compared)) "
                + "entries_per_s=\(Int(entries / Measure.median(compared))) "
                + "P5_replay_over_engine=\(Measure.digits(Measure.median(alone) / Measure.median(compared))) "
                + "peak_kib=\(Measure.peakKiB())")
        return Measure.median(compared) * 1e9 / entries
    }
}
