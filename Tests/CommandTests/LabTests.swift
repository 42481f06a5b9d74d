import CommandLineKit
import Emulation
import Foundation
import SiteDatabase
import SiteModel
import TestKit
import Testing
import VirtualTime

@testable import Commands

/// What every command of this family has to bear.
@Suite struct VerbTests {
    static let verbs: [(noun: String, verbs: [String])] = [
        ("lab", ["create", "list", "show", "check", "apply", "export"]),
        ("site", ["list", "show", "add", "set"]),
        ("server", ["list", "show", "add", "set", "remove"]),
        (
            "client",
            [
                "list", "show", "add", "remove", "run", "archive", "on", "off", "logon", "logoff", "log",
            ]
        ),
        ("group", ["list", "show", "add", "set", "remove"]),
    ]

    @Test func everyVerbExplainsItself() throws {
        let shell = try Shell()
        for (noun, verbs) in Self.verbs {
            for verb in verbs {
                let (code, out, err) = shell.run(noun, verb, "--help")
                #expect(code == 0 && err.isEmpty, "\(noun) \(verb)")
                #expect(out.contains("sms12 \(noun) \(verb)"), "the example is there: \(out)")
            }
            let (code, _, err) = shell.run(noun, "lsit")
            #expect(code == 64)
            #expect(err.contains("list") || noun == "lab", "\(err)")
        }
        let ours = Root.table.mistakes().filter { mistake in
            Self.verbs.contains { "\(mistake)".contains("'\($0.noun) ") }
        }
        #expect(ours == [])
    }

    @Test func withoutALabEveryCommandSaysHowToMakeOne() throws {
        let shell = try Shell()
        for words in [
            ["lab", "show"], ["lab", "check"], ["lab", "export"], ["site", "list"], ["server", "list"],
            ["client", "list"], ["client", "off", "PC1"], ["group", "list"], ["group", "add", "G"],
        ] {
            let (code, out, err) = shell.run(words)
            #expect(code == 66, "\(words)")
            #expect(out.isEmpty)
            #expect(err.contains("sms12 lab create"), "\(err)")
        }
        let (code, _, err) = shell.run("client", "list", "--lab", "no.lab")
        #expect(code == 66 && err.contains("no.lab"))
        #expect(!err.contains(shell.scratch.path), "only what the user typed: \(err)")
    }
}

/// `lab create`, `list`, `show` and `export`.
@Suite struct LabTests {
    static func shell(_ options: String...) throws -> Shell {
        let shell = try Shell()
        let (code, _, err) = shell.run(["lab", "create", "t"] + options)
        try #require(code == 0, "\(err)")
        return shell
    }

    @Test func aLabIsMadeWithWhatTheFirstStepsNeed() throws {
        let shell = try Shell()
        let (code, out, err) = shell.run("lab", "create", "first")
        #expect(code == 0)
        #expect(out.contains("Made first.lab: SMS 1.2SP4, real fidelity, seed 1, begins 1997-04-21 08:00."))
        #expect(out.contains("site server SRV1, 3 distribution servers, 5 clients, 1 machine group"))
        #expect(err.contains("Next:\n  sms12 lab show\n"), "it is the only lab here, so nothing is exported")
        let names = try FileManager.default.contentsOfDirectory(atPath: shell.scratch.path)
        #expect(names == ["first.lab"], "nothing else is left: \(names)")
        let drive = shell.scratch.path("first.lab/servers/SRV1/D/SMS/SITE.SRV/DESPOOLR.BOX")
        #expect(FileManager.default.fileExists(atPath: drive))
        // Sms12-server 3.1.
        for folder in [
            "SITE.SRV/MAINCFG.BOX/APPCTL.SRC/DATABASE", "SITE.SRV/MAINCFG.BOX/APPCTL.SRC/INIFILES",
            "SITE.SRV/MAINCFG.BOX/APPCTL.SRC/SCRIPTS", "SITE.SRV/MAINCFG.BOX/CLIENT.SRC",
            "LOGON.SRV/APPCTRL.BOX/DATABASE",
        ] {
            let path = shell.scratch.path("first.lab/servers/SRV1/D/SMS/\(folder)")
            #expect(FileManager.default.fileExists(atPath: path), "\(folder)")
        }
        let lab = try shell.object("lab", "show")
        #expect(lab["release"] as? String == "1.2SP4")
        #expect((lab["servers"] as? [[String: Any]])?.count == 3)
        #expect((lab["clients"] as? [[String: Any]])?.first?["names"] as? String == "PC1 to PC5")
        #expect(lab["journalRecords"] as? Int == 1)
        #expect(shell.out("lab", "show", "--format", "csv").hasPrefix("property,value\nname,first\n"))
        #expect(shell.out("lab", "check") == "The lab is whole.\n")
    }

    @Test func optionsChangeTheSmallLab() throws {
        let shell = try Shell()
        _ = shell.out(
            "lab", "create", "a.lab", "--site-code", "S01", "--servers", "0", "--clients", "12", "--release",
            "1.2", "--fidelity", "modelled", "--trace", "full", "--phases", "aligned", "--seed", "99",
            "--start",
            "1996-02-29 12:30", "--response", "very-fast", "--name", "A lab", "--quirk=-sni-first")
        let lab = try shell.object("lab", "show")
        #expect(lab["name"] as? String == "A lab")
        #expect(lab["release"] as? String == "1.2")
        #expect(lab["fidelity"] as? String == "modelled")
        #expect(lab["traceLevel"] as? String == "full")
        #expect(lab["phases"] as? String == "aligned")
        #expect(lab["seed"] as? Int == 99)
        #expect(lab["start"] as? String == "1996-02-29 12:30")
        #expect((lab["quirks"] as? String)?.contains("sni-first") == false)
        let sites = try shell.list("site", "list")
        #expect(sites.count == 1 && sites[0]["site"] as? String == "S01")
        #expect(sites[0]["response"] as? String == "very-fast")
        #expect(try shell.list("client", "list").count == 12)
        #expect(try shell.list("server", "list").count == 1)
        let tree = shell.scratch.path("a.lab/servers")
        #expect(!FileManager.default.fileExists(atPath: tree), "modelled fidelity has no files")
    }

    @Test func aLabFileIsKeptAsItWasWritten() throws {
        let shell = try Shell()
        let text = """
            // mine
            { name: "mine", sites: [{ code: "BPC", servers: [{ name: "S1", roles: ["site", "logon"] }] }] }
            """
        try shell.scratch.write("mine.json5", text)
        _ = shell.out("lab", "create", "m", "--from", "mine.json5")
        #expect(try shell.scratch.read("m.lab/lab.json5") == Array(text.utf8))
        _ = shell.out("lab", "create", "n", "--from", "mine.json5", "--seed", "2")
        let changed = String(decoding: try shell.scratch.read("n.lab/lab.json5"), as: UTF8.self)
        #expect(changed.contains("seed: 2"), "what was asked for is what the file says: \(changed)")
    }

    @Test func twiceTheSameGivesTheSameBytes() throws {
        let shell = try Shell()
        try FileManager.default.createDirectory(
            atPath: shell.scratch.path("x"), withIntermediateDirectories: true)
        _ = shell.out("lab", "create", "x/t.lab")
        _ = shell.out("lab", "create", "t.lab")
        for file in ["lab.db", "lab.json5"] {
            #expect(
                try shell.scratch.read("x/t.lab/\(file)") == shell.scratch.read("t.lab/\(file)"), "\(file)")
        }
    }

    @Test func badInputMakesNothingAndSaysWhere() throws {
        let shell = try Shell()
        try shell.scratch.write("broken.json5", "{ name: \"x\",\n  sites: [ }")
        try shell.scratch.write("empty.json5", "")
        try shell.scratch.write(
            "quirk.json5", "{ name: \"x\",\n  quirks: { \"sni-frist\": true }, sites: [] }")
        try shell.scratch.write("folder/file", "")
        let cases: [(words: [String], code: Int32, tells: String)] = [
            (["a", "--from", "broken.json5"], 65, "broken.json5:2:"),
            (["a", "--from", "empty.json5"], 65, "empty.json5:1:1: error"),
            (["a", "--from", "quirk.json5"], 65, "quirk.json5:2:13: error: there is no quirk 'sni-frist'"),
            (["a", "--from", "nothing.json5"], 66, "nothing.json5"),
            (["a", "--from", "folder"], 66, "it is a folder"),
            (["a", "--from", "empty.json5", "--clients", "3"], 64, "exclude each other"),
            (["a", "--seed", "-1"], 64, "--seed"), (["a", "--start", "soon"], 64, "1997-04-21 09:00"),
            (["a", "--release", "1.2SP5"], 64, "1.2SP4"), (["a", "--quirk", "+sni-frist"], 64, "+sni-first"),
            (["a", "--site-code", "CON"], 64, "no site code"), (["."], 64, "names no new folder"),
            (["folder/file/a"], 73, "folder/file/a.lab"), (["/proc/a"], 73, "/proc/a.lab"),
            (["missing/a"], 73, "there is no folder missing"), ([""], 64, "DIR is empty"),
        ]
        for (words, code, tells) in cases {
            let result = shell.run(["lab", "create"] + words)
            #expect(result.code == code, "\(words): \(result)")
            #expect(result.err.contains(tells), "\(words): \(result.err)")
            #expect(result.out.isEmpty, "\(words)")
            #expect(!result.err.contains(shell.scratch.path), "no path of the host: \(result.err)")
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: shell.scratch.path).sorted()
        #expect(names == ["broken.json5", "empty.json5", "folder", "quirk.json5"], "nothing was made")
    }

    @Test func whatIsThereStays() throws {
        let shell = try Self.shell()
        let before = try shell.scratch.read("t.lab/lab.db")
        let again = shell.run("lab", "create", "t.lab")
        #expect(again.code == 73 && again.err.contains("t.lab is a lab already"))
        #expect(try shell.scratch.read("t.lab/lab.db") == before)
        try shell.scratch.write("full.lab/keep", "mine")
        #expect(shell.run("lab", "create", "full").code == 73)
        #expect(try shell.scratch.read("full.lab/keep") == Array("mine".utf8))
        try shell.scratch.write("file.lab", "mine")
        #expect(shell.run("lab", "create", "file").code == 73)
        try FileManager.default.createDirectory(
            atPath: shell.scratch.path("empty.lab"), withIntermediateDirectories: true)
        #expect(shell.run("lab", "create", "empty").code == 0, "an empty folder may become a lab")
    }

    @Test func whatAKilledCreateLeftGoesWithTheNext() throws {
        let shell = try Shell()
        // No process has the largest number there can be; 2^22 is Linux's limit.
        try shell.scratch.write(".t.lab.new-4194999/lab.db", "half")
        try shell.scratch.write(".other.lab.new-4194999/lab.db", "half")
        try shell.scratch.write(".t.lab.new-mine/keep", "mine")
        #expect(shell.out("lab", "list") == "(none)\n", "half a lab is no lab")
        _ = shell.out("lab", "create", "t")
        let names = try FileManager.default.contentsOfDirectory(atPath: shell.scratch.path).sorted()
        #expect(names == [".other.lab.new-4194999", ".t.lab.new-mine", "t.lab"])
    }

    @Test func aWarningIsToldAndTheLabMade() throws {
        let shell = try Shell()
        try shell.scratch.write(
            "w.json5",
            """
            { name: "w", sites: [{ code: "BPC", servers: [{ name: "S1", roles: ["site"] }],
              clients: [{ names: "PC#", count: 2 }] }] }
            """)
        let (code, out, err) = shell.run("lab", "create", "w", "--from", "w.json5")
        #expect(code == 3)
        #expect(out.contains("Made w.lab"))
        #expect(err.contains("w.json5:1:") && err.contains("[no-logon-server]"), "\(err)")
    }

    @Test func labsAreListedAndExported() throws {
        let shell = try Self.shell()
        _ = shell.run("lab", "create", "u", "--clients", "1")
        try shell.scratch.write("v.lab/lab.db", "no database at all, though it has the name of one")
        let labs = try shell.list("lab", "list")
        #expect(labs.map { $0["lab"] as? String } == ["t.lab", "u.lab", "v.lab"])
        #expect(labs[1]["clients"] as? Int == 1 && labs[1]["trouble"] is NSNull)
        #expect(labs[2]["trouble"] is String, "a damaged lab is told, and stops nothing")
        #expect(shell.run("lab", "list", "nowhere").code == 66)
        #expect(shell.run("lab", "list", "v.lab/lab.db").code == 66)
        #expect(shell.run("lab", "show").code == 64, "more than one lab here")
        _ = shell.out("lab", "export", "--lab", "t.lab", "--to", "e.json5")
        _ = shell.out("lab", "create", "again", "--from", "e.json5")
        #expect(
            shell.out("lab", "export", "--lab", "t.lab") == shell.out("lab", "export", "--lab", "again.lab"))
        #expect(shell.run("lab", "export", "--lab", "t.lab", "--to", "v.lab/lab.db/x").code == 73)
        let (code, out, _) = shell.run(["lab", "show"], variables: ["SMS12_LAB": "u.lab"])
        #expect(code == 0 && out.contains("PC1"))
    }

    @Test func damageIsFound() throws {
        let shell = try Self.shell()
        _ = shell.out("client", "off", "PC1")
        let stranger = "t.lab/servers/SRV1/D/SMS/SITE.SRV/SCHEDULE.BOX/strange"
        try shell.scratch.write(stranger, "x")
        try FileManager.default.removeItem(atPath: shell.scratch.path("t.lab/servers/SRV2"))
        let (code, out, err) = shell.run("lab", "check")
        #expect(code == 1 && out.isEmpty)
        #expect(err.contains("\(stranger): error:") && err.contains("[file-extra]"), "\(err)")
        #expect(err.contains("t.lab/servers/SRV2/C: error:") && err.contains("[folder-missing]"), "\(err)")
        #expect(!err.contains(shell.scratch.path))
        try FileManager.default.removeItem(atPath: shell.scratch.path(stranger))
        // Half of the database gone.
        var bytes = try shell.scratch.read("t.lab/lab.db")
        for place in (bytes.count / 2)..<bytes.count { bytes[place] = 0x55 }
        try shell.scratch.write("t.lab/lab.db", bytes: bytes)
        let damaged = shell.run("lab", "check")
        #expect(damaged.code != 0 && damaged.code != 70, "\(damaged)")
    }
}

/// `lab apply`.
@Suite struct LabApplyTests {
    /// A lab, and its file with some texts replaced by others.
    private func lab(_ changes: [(String, String)]) throws -> Shell {
        let shell = try LabTests.shell()
        var text = shell.out("lab", "export")
        for (old, new) in changes {
            try #require(text.contains(old), "\(text)")
            text = text.replacingOccurrences(of: old, with: new)
        }
        try shell.scratch.write("new.json5", text)
        return shell
    }

    @Test func theDifferenceIsPlannedDoneAndGone() throws {
        let shell = try lab([
            ("SRV3", "SRV9"), ("count: 5", "count: 7"), ("response: \"fast\"", "response: \"slow\""),
            ("name: \"All\"", "name: \"Everybody\""),
        ])
        let before = try shell.object("lab", "show")["journalRecords"] as? Int
        let planned = try shell.list("lab", "apply", "new.json5", "--dry-run").map {
            "\($0["change"] ?? "") \($0["kind"] ?? "") \($0["name"] ?? "")"
        }
        #expect(
            planned == [
                "change site BPC", "add server SRV9", "add client PC6 to PC7", "add group Everybody",
                "remove group All", "remove server SRV3",
            ])
        #expect(try shell.object("lab", "show")["journalRecords"] as? Int == before, "nothing was done")
        #expect(shell.out("lab", "apply", "new.json5").contains("Done: 6 changes."))
        #expect(shell.out("lab", "apply", "new.json5") == "The lab is as new.json5 says.\n")
        #expect(try shell.list("server", "list").map { $0["server"] as? String } == ["SRV1", "SRV2", "SRV9"])
        #expect(try shell.list("client", "list").count == 7)
        #expect(try shell.list("site", "list")[0]["response"] as? String == "slow")
        #expect(shell.out("lab", "check") == "The lab is whole.\n")
        try expectReplays(shell.scratch.path("t.lab"))
    }

    @Test func whatBelongsToTheBeginningIsRefusedByName() throws {
        let shell = try lab([
            ("release: \"1.2SP4\"", "release: \"1.2SP4\", fidelity: \"modelled\", phases: \"aligned\""),
            ("seed: 1", "seed: 2"), ("08:00", "09:00"), ("zone: \"UTC0\"", "zone: \"CET-1\""),
            ("smsDrive: \"D\"", "smsDrive: \"C\""),
        ])
        let (code, _, err) = shell.run("lab", "apply", "new.json5")
        #expect(code == 77)
        for member in ["seed", "phases", "fidelity", "start", "smsDrive"] {
            #expect(err.contains("'\(member)'"), "\(member) is named: \(err)")
        }
        #expect(err.contains("the zone of site BPC cannot be changed"))
        #expect(err.contains("new.json5:"), "with places: \(err)")
        #expect(try shell.object("lab", "show")["journalRecords"] as? Int == 1)
    }

    @Test func changedClientsAndRemovedSitesAreRefused() throws {
        let shell = try lab([("platform: \"nt-x86\"", "platform: \"win95\"")])
        let (code, _, err) = shell.run("lab", "apply", "new.json5")
        #expect(
            code == 77 && err.contains("client PC1 of site BPC cannot be changed later: platform"), "\(err)")
        _ = shell.out("site", "add", "S01")
        let (second, _, why) = shell.run("lab", "apply", "new.json5")
        #expect(second == 77 && why.contains("S01"), "\(why)")
        #expect(shell.run("lab", "apply", "missing.json5").code == 66)
        try shell.scratch.write("empty.json5", "")
        #expect(shell.run("lab", "apply", "empty.json5").code == 65)
    }
}

/// Expects that the journal of a lab gives its trace digest again.
func expectReplays(_ folder: String, sourceLocation: Testing.SourceLocation = #_sourceLocation) throws {
    let reader = try LabReader(folder)
    let again = try Replay.run(reader.database)
    #expect(
        try reader.database.meta("traceDigest") == again.trace.digest.text, sourceLocation: sourceLocation)
    #expect(try reader.database.meta("now") == String(again.now), sourceLocation: sourceLocation)
}
