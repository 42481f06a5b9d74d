import CommandLineKit
import Emulation
import LegacyFormats
import SiteDatabase
import SiteModel
import TestKit
import Testing

@testable import Commands

/// Labs that are cut at a checkpoint: they hold what a lab made from the beginning holds.
@Suite struct LabCutTests {
    /// A lab of four days with some checkpoints, two jobs behind the first, programs that are run, and a job that is deleted.
    private func lab() throws -> Shell {
        let shell = try Shell()
        try shell.scratch.write(
            "lab.json5",
            """
            { name: "cut", start: "1997-04-21 08:00", fidelity: "modelled",
              sites: [{ code: "BPC", domains: ["DOM1"], response: "fast",
                servers: [{ name: "SRV1", roles: ["site", "logon", "distribution"] }],
                clients: [{ names: "PC#", count: 600 }] }],
              results: [{ durationSeconds: 60, mif: "success" }] }
            """)
        try shell.scratch.write("src/SETUP.EXE", "x")
        _ = shell.out("lab", "create", "t", "--from", "lab.json5")
        _ = shell.out("package", "create", "Ed", "--source", "src", "--command", "Install=SETUP.EXE")
        func run(_ time: String) {
            #expect(shell.run("run", "--quiet", "--summary", "--for", time).code == 0)
        }
        run("47h")
        _ = shell.out("job", "create", "Ed", "--on", "site:BPC")
        run("3h")
        _ = shell.out("client", "run", "PC2")
        run("2h")
        _ = shell.out("client", "run", "PC3")
        run("10m")
        _ = shell.out("job", "create", "Ed", "--on", "site:BPC", "--send", "always")
        run("20h")
        let gone = shell.run("job", "delete", "BPC00001", "--force")
        // 3: done, with a warning.
        #expect(gone.code == 3, "\(gone)")
        run("24h")
        return shell
    }

    private func expectSame(_ one: LabDatabase, _ other: LabDatabase, _ what: String) throws {
        for table in SiteTables.all {
            let difference = try one.firstDifference(in: table, from: other, ignoring: [])
            #expect(difference == nil, "\(what): \(difference.map { "\($0)" } ?? "")")
        }
        #expect(try one.journal() == other.journal(), "\(what)")
        #expect(try one.observations() == other.observations(), "\(what)")
        #expect(try one.traceSegments() == other.traceSegments(), "\(what)")
        for name in ["now", "definition", "traceDigest", "traceCount"] {
            #expect(try one.meta(name) == other.meta(name), "\(what): \(name)")
        }
        #expect(try one.logTexts() == other.logTexts(), "\(what)")
        #expect(try one.check().isEmpty, "\(what)")
    }

    @Test func `a cut lab holds what one made from the beginning holds, and goes on as it did`() throws {
        let shell = try lab()
        let reader = try LabReader(shell.lab)
        let whole = try RecordedJournal(reader)
        let first = try #require(try reader.database.checkpoints().first).instant
        let end = try reader.now()
        var cuts = try [first, first + 1, end - 3_600_000, end - 1].map { try whole.prefix(to: $0) }
        // Around both jobs: offers that were not seen yet, run already, and rows that went later.
        let start = whole.records[0].instant
        for hours in [47, 48, 49, 51, 52, 53, 60, 71, 72] as [Int64] {
            cuts.append(try whole.prefix(to: start + hours * 3_600_000 + 61_000))
        }
        for count in 3...whole.records.count { cuts.append(whole.prefix(count: count)) }
        var made = 0
        for (place, wanted) in cuts.enumerated() {
            let what = "cut \(place)"
            let cut = try LabCut(
                shell.lab, reader.database, whole, wanted, command: "test", leastEvents: 0)
            guard let cut else {
                #expect((wanted.records.last?.instant ?? 0) <= first, "\(what)")
                continue
            }
            made += 1
            let (quick, slow) = (shell.scratch.path("q\(place).lab"), shell.scratch.path("s\(place).lab"))
            try cut.make(quick, contents: { try LabCopy.contents(of: shell.lab, in: $0) })
            try LabRebuild(journal: wanted, name: "test", command: "test").make(
                slow, contents: { try LabCopy.contents(of: shell.lab, in: $0) })
            let then = try LabReader(quick)
            try expectSame(then.database, try LabReader(slow).database, what)
            // Forward again, to where the whole lab stands.
            guard place % 4 == 0 else { continue }
            let again = shell.scratch.path("u\(place).lab")
            let forth = try #require(
                try LabCut(
                    quick, then.database, try RecordedJournal(then), whole, command: "test", leastEvents: 0))
            try forth.make(again, contents: { try LabCopy.contents(of: quick, in: $0) })
            try expectSame(try LabReader(again).database, reader.database, "forth from \(what)")
        }
        #expect(made >= 12)
    }

    @Test func `a damaged checkpoint keeps no lab from being made`() throws {
        let shell = try lab()
        let reader = try LabReader(shell.lab)
        let whole = try RecordedJournal(reader)
        let wanted = try whole.prefix(to: try reader.now() - 3_600_000)
        try reader.database.close()
        let database = try LabDatabase.open(shell.lab + "/lab.db")
        try database.connection.runScript("UPDATE CheckpointPages SET Data = x'00'", doing: "damaging")
        try database.close()
        let target = shell.scratch.path("new.lab")
        var making = LabMaking(folder: shell.lab, current: whole, wanted: wanted, command: "test")
        making.leastEvents = 0
        try making.make(target, contents: { try LabCopy.contents(of: shell.lab, in: $0) })
        #expect(shell.run("replay", "--lab", "new.lab").code == 0)
    }

    @Test func `small labs, labs of real files and labs without a trace are made from the beginning`() throws
    {
        let shell = try Shell.withLab(fidelity: "real")
        _ = shell.out("run", "--cycles", "30", "--summary")
        let reader = try LabReader(shell.lab)
        let journal = try RecordedJournal(reader)
        let wanted = journal.prefix(count: 1)
        #expect(
            try LabCut(shell.lab, reader.database, journal, wanted, command: "test", leastEvents: 0) == nil)
    }
}
