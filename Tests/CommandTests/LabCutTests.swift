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
    func lab(trace: String = "changes") throws -> Shell {
        let shell = try Shell()
        try shell.scratch.write(
            "lab.json5",
            """
            { name: "cut", start: "1997-04-21 08:00", fidelity: "modelled", trace: "\(trace)",
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
        // A line that was set aside is the lab's own; what is made of the lab has none of it.
        _ = shell.out("rewind", "--to", "1997-04-24 10:00")
        let reader = try LabReader(shell.lab)
        let whole = try RecordedJournal(reader)
        #expect(try !reader.database.setAside().isEmpty)
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
            #expect(try LabReader(quick).database.setAside().isEmpty, "\(what)")
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

    /// Events of a site that came later go with it, and a secondary site has none of its own.
    @Test func `a site that was added behind the cut is not there, nor are its events`() throws {
        let shell = try Shell()
        try shell.scratch.write(
            "lab.json5",
            """
            { name: "two", start: "1997-04-21 08:00", fidelity: "modelled",
              sites: [
                { code: "BPC", domains: ["DOM1"], response: "fast", addresses: [{ to: "SEC" }],
                  servers: [{ name: "SRV1", roles: ["site", "logon", "distribution"] }],
                  clients: [{ names: "PC#", count: 600 }] },
                { code: "SEC", parent: "BPC", secondary: true,
                  servers: [{ name: "SRV9", roles: ["site", "logon", "distribution"] }] }],
              results: [{ durationSeconds: 60, mif: "success" }] }
            """)
        try shell.scratch.write("src/SETUP.EXE", "x")
        _ = shell.run("lab", "create", "t", "--from", "lab.json5")
        _ = shell.out("package", "create", "Ed", "--source", "src", "--command", "Install=SETUP.EXE")
        _ = shell.run("job", "create", "Ed", "--on", "site:SEC", "--quiet")
        func run(_ time: String) {
            #expect(shell.run("run", "--quiet", "--summary", "--for", time).code == 0)
        }
        run("47h")
        let cut = try LabReader(shell.lab).now()
        run("1h")
        #expect(shell.run("site", "add", "NEW", "--server", "SRVN", "--parent", "BPC").code != 64)
        _ = shell.run(
            "package", "create", "Own", "--site", "NEW", "--source", "src", "--command", "Go=SETUP.EXE")
        run("20h")
        let reader = try LabReader(shell.lab)
        let whole = try RecordedJournal(reader)
        // As the lab stood after a rewind, with a line that only the copy has.
        let wanted = try whole.prefix(to: cut)
        let (quick, slow) = (shell.scratch.path("q.lab"), shell.scratch.path("s.lab"))
        let first = try #require(
            try LabCut(shell.lab, reader.database, whole, wanted, command: "test", leastEvents: 0))
        try first.make(quick, contents: { try LabCopy.contents(of: shell.lab, in: $0) })
        try LabRebuild(journal: wanted, name: "test", command: "test").make(
            slow, contents: { try LabCopy.contents(of: shell.lab, in: $0) })
        let then = try LabReader(quick)
        try expectSame(then.database, try LabReader(slow).database, "before the site")
        let again = shell.scratch.path("u.lab")
        let forth = try #require(
            try LabCut(
                quick, then.database, try RecordedJournal(then), whole, command: "test", leastEvents: 0))
        try forth.make(again, contents: { try LabCopy.contents(of: quick, in: $0) })
        try expectSame(try LabReader(again).database, reader.database, "with the site again")
        // Mending gives a secondary site no events either.
        #expect(shell.run("replay", "--repair", "--lab", "t").code == 0)
        #expect(shell.run("lab", "check", "--lab", "t").code == 0)
    }

    @Test func `small labs and labs without a trace are made from the beginning`() throws {
        let shell = try lab()
        let reader = try LabReader(shell.lab)
        let journal = try RecordedJournal(reader)
        let wanted = try journal.prefix(to: try reader.now() - 3_600_000)
        let handled = try #require(
            try reader.database.checkpoints().last { $0.instant <= wanted.records.last?.instant ?? 0 }
        ).handled
        func cut(_ least: Int64) throws -> LabCut? {
            try LabCut(shell.lab, reader.database, journal, wanted, command: "test", leastEvents: least)
        }
        #expect(try cut(handled) != nil)
        #expect(try cut(handled + 1) == nil)
        let silent = try lab(trace: "none")
        let other = try LabReader(silent.lab)
        let whole = try RecordedJournal(other)
        #expect(try other.database.checkpoints().isEmpty == false)
        #expect(
            try LabCut(
                silent.lab, other.database, whole, whole.prefix(to: try other.now() - 1), command: "test",
                leastEvents: 0) == nil)
    }
}
