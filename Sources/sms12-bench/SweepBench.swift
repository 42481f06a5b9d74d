import Commands
import Glibc

/// P14: many variants on two cores in one process, and one process each under `xargs -P2`.
///
/// Two figures. `threads` is the wall time of a sweep on one thread over that on two, in turn, the median of the rounds.
/// `overhead` is what a variant costs more as a process of its own: the wall time of N shards of one variant each under
/// `xargs -P2`, less that of the same N variants on two threads in one process, divided by N.
enum SweepBench {
    static func run(_ words: [String]) throws {
        guard let program = words.first else { throw BenchFailure(Entry.usage, code: 64) }
        guard let rounds = words.count > 1 ? Int(words[1]) : 5, rounds > 0 else {
            throw BenchFailure(Entry.usage, code: 64)
        }
        let folder = try Measure.scratch()
        defer { Measure.remove(folder) }
        try threads(folder, rounds)
        try overhead(program, folder, rounds)
    }

    /// A plan over one site: as many clients, and as many seeds.
    private static func plan(clients: Int, seeds: Int, _ path: String) throws {
        let text = """
            { name: "bench", sources: { editor: { size: "5MB", files: 10 } },
              lab: { name: "bench", start: "1997-04-21 08:00", sites: [{ code: "BPC", response: "fast",
                servers: [{ name: "SRV1", roles: ["site", "logon", "distribution"] }],
                clients: [{ names: "PC#", count: \(clients) }] }] },
              commands: ["package create Editor --source editor --command 'Install=setup.exe /q' --automated",
                "job create Editor --on site:BPC --mandatory-after '1997-04-21 08:00'"],
              axes: { seed: "1..\(seeds)" }, until: "+1d" }

            """
        guard let file = fopen(path, "w") else { throw BenchFailure("cannot write \(path)") }
        defer { fclose(file) }
        fputs(text, file)
    }

    private static func sweep(_ folder: String, _ words: [String]) throws {
        var told = ""
        let environment = Environment(
            out: { _ in }, error: { told += $0 }, variable: { _ in nil }, folder: folder)
        guard Root.run(["sweep"] + words + ["--quiet"], environment) == 0 else {
            throw BenchFailure("sweep \(words.joined(separator: " ")): \(told)")
        }
    }

    /// Wall seconds of a sweep from nothing.
    private static func wall(_ folder: String, _ plan: String, threads: Int) throws -> Double {
        Measure.remove(folder + "/out")
        return try Measure.time {
            try sweep(folder, [plan, "--out", "out", "--threads", String(threads)])
        }.wall
    }

    private static func threads(_ folder: String, _ rounds: Int) throws {
        try plan(clients: 4_000, seeds: 96, folder + "/heavy.json5")
        var ratios: [Double] = []
        var seconds: [Double] = []
        for _ in 0..<rounds {
            let one = try wall(folder, "heavy.json5", threads: 1)
            let two = try wall(folder, "heavy.json5", threads: 2)
            ratios.append(one / two)
            seconds.append(two)
        }
        print(
            "P14_threads=\(Measure.spread(ratios)) wanted=1.9 variants=96 clients=4000 two_threads_s=\(Measure.spread(seconds))"
        )
    }

    private static func overhead(_ program: String, _ folder: String, _ rounds: Int) throws {
        let count = 400
        try plan(clients: 10, seeds: count, folder + "/light.json5")
        var extra: [Double] = []
        var processes: [Double] = []
        for _ in 0..<rounds {
            let inside = try wall(folder, "light.json5", threads: 2)
            Measure.remove(folder + "/shards")
            // The plan is worked out once, by whoever comes first.
            try sweep(folder, ["light.json5", "--shard", "1..1", "--out", "shards"])
            let line =
                "cd '\(folder)' && seq 1 \(count) | xargs -P2 -I{} '\(program)' sweep light.json5 --shard {}..{} --out shards --quiet"
            let outside = try Measure.time { try Measure.spawn(["sh", "-c", line]) }
            guard outside.result.status == 0 else {
                throw BenchFailure("xargs ended with \(outside.result.status)")
            }
            try sweep(folder, ["gather", "shards"])
            processes.append(outside.wall / Double(count) * 1_000)
            extra.append((outside.wall - inside) / Double(count) * 1_000)
        }
        print(
            "P14_overhead_ms=\(Measure.spread(extra)) wanted_at_most=5 runs=\(count) ms_a_run=\(Measure.spread(processes))"
        )
    }
}
