import Emulation
import SiteDatabase
import SiteModel
import TestKit
import Testing
import VirtualTime

@testable import Commands

/// Earlier instants whose whole state is kept, so that `--at` need not do everything again.
@Suite struct CheckpointTests {
    /// A lab whose polls fill some checkpoints: 600 clients that poll each hour, for days.
    private func lab(_ pieces: [String]) throws -> Shell {
        let shell = try Shell()
        try shell.scratch.write(
            "lab.json5",
            """
            { name: "cp", start: "1997-04-21 08:00", fidelity: "modelled",
              sites: [{ code: "BPC", domains: ["DOM1"], response: "fast",
                servers: [{ name: "SRV1", roles: ["site", "logon", "distribution"] }],
                clients: [{ names: "PC#", count: 600 }] }],
              results: [{ durationSeconds: 60, mif: "success" }] }
            """)
        try shell.scratch.write("src/SETUP.EXE", "x")
        _ = shell.out("lab", "create", "t", "--from", "lab.json5")
        _ = shell.out("package", "create", "Ed", "--source", "src", "--command", "Install=SETUP.EXE")
        for (place, piece) in pieces.enumerated() {
            if place == 2 { _ = shell.out("job", "create", "Ed", "--on", "site:BPC") }
            #expect(shell.run("run", "--quiet", "--summary", "--for", piece).code == 0)
        }
        return shell
    }

    private func checkpoints(_ shell: Shell) throws -> [Checkpoint] {
        try LabReader(shell.lab).database.checkpoints()
    }

    @Test func `a run in pieces keeps the same checkpoints as a run in one`() throws {
        let one = try lab(["20h", "28h", "3d"])
        let other = try lab(["20h", "28h", "7h", "13m", "52m", "64h"])
        let kept = try checkpoints(one)
        // Four days of 600 polls an hour are about 70,000 events; each 20,000 make one.
        #expect(kept.count >= 3)
        #expect(try checkpoints(other) == kept)
        for (before, after) in zip(kept, kept.dropFirst()) {
            #expect(after.handled - before.handled >= 20_000)
            #expect((after.instant - before.instant) % 1_800_000 == 0)
        }
    }

    @Test func `the state at any instant is the one that the journal gives from the beginning`() throws {
        let shell = try lab(["20h", "28h", "3d"])
        let database = try LabReader(shell.lab).database
        let kept = try checkpoints(shell)
        let first = try #require(kept.first)
        var instants = kept.map(\.instant)
        instants += [first.instant - 1, first.instant + 1, first.instant + 12_345_678]
        for instant in instants {
            var quick = try Replay.state(database, at: instant)
            var slow = try Replay.run(database, until: instant)
            #expect(quick.trace.digest == slow.trace.digest)
            quick.forgetStoredPages()
            slow.forgetStoredPages()
            // As a commit takes it: what was noted as changed until then is part of the pages.
            let (one, other) = (try quick.takeCommit().snapshot, try slow.takeCommit().snapshot)
            #expect(one.core == other.core)
            #expect(one.pages == other.pages)
            #expect(quick.definition == slow.definition)
            #expect(quick.trace.open == slow.trace.open)
        }
        #expect(shell.run("lab", "check").code == 0)
        #expect(shell.run("replay").code == 0)
    }

    @Test func `old checkpoints get fewer as a run gets long, and none loses its pages`() throws {
        let database = try LabDatabase.create("")
        // What page 0 and 1 held at checkpoint n: the first changes each time, the second once in ten.
        func expected(_ number: Int64) -> [[UInt8]] { [[UInt8(number % 251)], [UInt8(number / 10)]] }
        for number in 0..<Int64(80) {
            try database.transaction("a commit") {
                try database.putSnapshotPage("core", page: 0, expected(number)[0])
                try database.putSnapshotPage("core", page: 1, expected(number)[1])
                try database.setMeta("definition", "lab \(number / 7)")
                try database.keepCheckpoint(
                    Checkpoint(
                        number: number, sequence: 1, instant: number * 1_000, handled: number, traceCount: 0,
                        traceDigest: "", segment: 0, segmentCount: 0))
            }
            let all = try database.checkpoints()
            #expect(all.count < Int(Checkpoint.limit))
            #expect(all.last?.number == number)
            for kept in all {
                #expect(
                    try database.checkpointPages("core", at: kept.number).map(\.bytes)
                        == expected(kept.number))
                #expect(
                    try database.checkpointPages(LabDatabase.definitionPage, at: kept.number).map(\.bytes)
                        == [Array("lab \(kept.number / 7)".utf8)])
            }
        }
        // Sixteen are left each time that there are 32, and the next ones are to be twice as far apart.
        #expect([0, 31, 32, 47, 48, 64].map { Checkpoint.stretch(made: $0) } == [1, 1, 2, 2, 4, 8])
        try database.dropCheckpoints(after: 50_000)
        #expect(try database.checkpoints().allSatisfy { $0.instant <= 50_000 })
        #expect(try database.check().isEmpty)
    }

    /// Checkpoints that are damaged cost time, and repairing makes them anew as they were.
    @Test func `damaged checkpoints keep nothing from going on, and are mended`() throws {
        let shell = try lab(["20h", "28h", "1h"])
        let kept = try checkpoints(shell)
        let instant = try #require(kept.last).instant + 1
        let reader = try LabReader(shell.lab)
        let wanted = try reader.state(at: instant).trace.digest
        let pages = try kept.map { try reader.database.checkpointPages("core", at: $0.number).map(\.bytes) }
        try reader.database.close()
        func damage(_ condition: String) throws {
            let database = try LabDatabase.open(shell.lab + "/lab.db")
            try database.connection.runScript(
                "UPDATE CheckpointPages SET Data = x'00' WHERE \(condition)", doing: "damaging")
            try database.close()
        }
        try damage("Name = 'core'")
        #expect(try LabReader(shell.lab).state(at: instant).trace.digest == wanted)
        #expect(shell.run("replay", "--repair").code == 0)
        let mended = try LabReader(shell.lab).database
        #expect(try mended.checkpoints() == kept)
        #expect(
            try kept.map { try mended.checkpointPages("core", at: $0.number).map(\.bytes) } == pages)
        #expect(shell.run("lab", "check").code == 0)
        try mended.close()
        // Where the next one is due, those before go.
        try damage("Name = 'definition'")
        let on = shell.run("run", "--quiet", "--summary", "--for", "60h")
        #expect(on.code == 0, "\(on)")
        #expect(shell.run("lab", "check").code == 0)
        #expect(try !checkpoints(shell).isEmpty)
    }

    @Test func `a page that went away is not there at the checkpoint after`() throws {
        let database = try LabDatabase.create("")
        func keep(_ number: Int64) throws {
            try database.keepCheckpoint(
                Checkpoint(
                    number: number, sequence: 1, instant: number, handled: 0, traceCount: 0, traceDigest: "",
                    segment: 0, segmentCount: 0))
        }
        try database.transaction("commits") {
            try database.putSnapshotPage("a", page: 0, [1])
            try keep(0)
            try database.dropSnapshotPage("a", page: 0)
            try keep(1)
            try database.putSnapshotPage("a", page: 0, [1])
            try keep(2)
        }
        #expect(try (0..<3).map { try database.checkpointPages("a", at: $0).count } == [1, 0, 1])
    }
}
