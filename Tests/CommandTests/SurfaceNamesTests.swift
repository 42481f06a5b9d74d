import Foundation
import TestKit
import Testing

@testable import Commands

/// What commands print about things that go by several names, are known at several sites, or have gone by.
@Suite struct SurfaceNamesTests {
    /// Q140374: SNIRDR prints execution time and number of retries of the Despooler's retry instruction.
    @Test func `snirdr reads the retry instruction of the Despooler`() throws {
        let shell = try Shell.withPackage()
        _ = shell.out("server", "set", "SRV2", "--offline")
        _ = shell.out("job", "create", "Editor", "--on", "site:BPC", "--quiet")
        // Very Fast: a retry each 24 minutes (Q128458). After the first try two retries are over within the hour, and the
        // file is the third: the count that the Despooler's log tells when it takes it.
        _ = shell.out("run", "--for", "1h", "--quiet")
        let box = shell.lab + "/servers/SRV1/D/SMS/SITE.SRV/DESPOOLR.BOX/RECEIVE"
        let names = try FileManager.default.contentsOfDirectory(atPath: box).filter { $0.hasSuffix(".SNI") }
        let file = try #require(names.first)
        let lines = shell.out("tool", "snirdr", box + "/" + file).split(separator: "\n").map { String($0) }
        #expect(lines[0] == "The execution time is M/D/Y 4-21-1997")
        #expect(lines[1] == "The number of retries is 3")
        #expect(lines.contains("Still to serve: SRV2"))
        #expect(lines.contains("Job:        BPC00001"))
        let date = try #require(
            lines.first { $0.hasPrefix("Not before: ") }?.split(separator: " ").dropFirst(2).joined(
                separator: " "))
        // The line that the Despooler wrote when it put it there tells the same time.
        let log = shell.out("log", "show", "despooler", "--grammar", "plain")
        #expect(
            log.contains("04/21/97 " + date.split(separator: " ").dropFirst().joined()), "\(date)\n\(log)")
        #expect(shell.out("lab", "check") == "The lab is whole.\n")
        #expect(shell.run("replay").code == 0)
        try shell.scratch.write("cut.sni", bytes: Array(try readFile(box + "/" + file).dropLast(9)))
        let cut = shell.run("tool", "snirdr", "cut.sni")
        #expect(cut.code == 65 && cut.err.contains("cut"), "\(cut)")
    }

    @Test func `a quirk goes by every name of the catalogue, and a near name is offered`() throws {
        let shell = try Shell()
        _ = shell.out("lab", "create", "a", "--quirk", "+dst-shift", "--quiet")
        _ = shell.out("lab", "create", "b", "--quirk", "+pcm-dst-hour", "--quiet")
        for lab in ["a", "b"] {
            #expect(shell.out("lab", "show", "--lab", lab).contains("+pcm-dst-hour"))
        }
        try shell.scratch.write(
            "c.json5",
            "{name:'c',quirks:{'dst-shift':true},sites:[{code:'AAA',servers:[{name:'S',roles:['site']}]}]}")
        _ = shell.run(["lab", "create", "c", "--from", "c.json5", "--quiet"])
        #expect(shell.out("lab", "show", "--lab", "c").contains("+pcm-dst-hour"))
        // The same file again changes nothing, though it uses the other name.
        #expect(shell.run(["lab", "apply", "c.json5", "--lab", "c"]).code != 77)
        let near = shell.run("lab", "create", "d", "--quirk", "+pcm-dst-our")
        #expect(near.code == 64 && near.err.contains("did you mean +pcm-dst-hour?"), "\(near.err)")
        #expect(near.err.count < 300, "no list of all: \(near.err)")
        let far = shell.run("lab", "create", "d", "--quirk", "+lockout-of-accounts")
        #expect(far.code == 64 && far.err.contains("account-lockout"), "\(far.err)")
        // A design that no release is without is no switch (Q197016).
        let fixed = shell.run("lab", "create", "d", "--quirk=-cycle-wait")
        #expect(fixed.code == 64 && fixed.err.contains("no release is without it"), "\(fixed.err)")
    }

    @Test(arguments: [
        ["--quirk=+dst-shift", "--quirk=-pcm-dst-hour"], ["--quirk=+sni-first", "--quirk=-sni-first"],
    ])
    func `a quirk that is switched both ways by two of its names is refused`(words: [String]) throws {
        let shell = try Shell()
        let both = shell.run(["lab", "create", "a"] + words)
        #expect(both.code == 64 && both.err.contains("on and off"), "\(both.err)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: shell.scratch.path("")).isEmpty)
    }

    @Test func `a lab file that names a quirk twice is refused where the second stands`() throws {
        let shell = try Shell()
        for (first, second) in [("dst-shift", "pcm-dst-hour"), ("sni-first", "sni-first")] {
            try shell.scratch.write(
                "c.json5",
                "{name:'c',quirks:{'\(first)':true,'\(second)':false},"
                    + "sites:[{code:'AAA',servers:[{name:'S',roles:['site']}]}]}")
            let (code, _, err) = shell.run("lab", "create", "c", "--from", "c.json5")
            #expect(code == 65 && err.contains("c.json5:1:\(27 + first.count)"), "\(err)")
        }
    }

    @Test func `pcmdump lists the box whatever the files hold, and introduces itself as the specimen does`()
        throws
    {
        let shell = try Shell.withPackage()
        _ = shell.out("job", "create", "Editor", "--on", "site:BPC", "--mandatory-after", "1997-04-21 09:00")
        _ = shell.out("run", "--for", "1d", "--quiet")
        let box = shell.lab + "/servers/SRV1/D/SMS/LOGON.SRV/PCMINS.BOX"
        let files = try FileManager.default.contentsOfDirectory(atPath: box).sorted()
        #expect(files.count == 5)
        #expect(shell.out("tool", "pcmdump", "--list").split(separator: "\n").map { String($0) } == files)
        // Q123499: two lines and an empty one stand above the name of the file.
        let head =
            "PCM Instruction File Dump Utility v1.0\nCopyright 1993, 1994 Microsoft Corporation\n\nFile Name "
        #expect(shell.out("tool", "pcmdump", "PC1").hasPrefix(head))
        #expect(shell.out("tool", "pcmdump", box + "/" + files[0]).hasPrefix(head))
        let all = shell.out("tool", "pcmdump", "--all")
        #expect(all.components(separatedBy: "Copyright 1993").count == 2)
        #expect(all.components(separatedBy: "File Name ").count == 6)
    }

    @Test func `lists of all sites tell each thing once and whose it is`() throws {
        let shell = try LogHistoryTests.tree(fidelity: "modelled")
        _ = shell.out("fault", "link", "MID", "LOW")
        _ = shell.out("job", "create", "One", "--on", "path:*|*|*", "--quiet")
        _ = shell.out("run", "--for", "4h", "--quiet")
        let clients = try shell.list("client", "list").compactMap { $0["name"] as? String }
        #expect(clients.sorted() == ["CP1", "CP2", "LP1", "LP2", "MP1", "MP2"])
        // The parent's own database has the clients of the sites below as well.
        let known = try shell.list("client", "list", "--site", "CEN").compactMap { $0["site"] as? String }
        #expect(known.sorted() == ["CEN", "CEN", "LOW", "LOW", "MID", "MID"])
        let events = try shell.list("event", "list")
        let numbers = events.compactMap { row in
            (row["site"] as? String).flatMap { site in (row["no"] as? Int).map { "\(site) \($0)" } }
        }
        #expect(numbers.count == events.count && Set(numbers).count == numbers.count)
        #expect(numbers.contains("CEN 1") && numbers.contains("MID 1"))
    }

    /// What the head of `explain event` prints names what stands there, and says nothing with a hole in it.
    @Test(arguments: [332, 323, 109, 251])
    func `explain event has no blank where a name belongs`(number: Int) throws {
        let shell = try Shell.withLab(fidelity: "modelled")
        let out = shell.out("explain", "event", String(number))
        #expect(
            out.contains("(") && !out.contains("  ,") && !out.contains(" ,") && !out.contains(" :"), "\(out)")
    }

    /// Event 313 is about a package; that its number is also one of a server means nothing.
    @Test func `event 313 names the source that is missing`() throws {
        let shell = try Shell.withPackage()
        _ = shell.out("package", "create", "Gone", "--source", "files", "--command", "Install=setup.exe")
        try FileManager.default.removeItem(atPath: shell.scratch.path("files"))
        _ = shell.out("job", "create", "Gone", "--on", "site:BPC", "--quiet")
        _ = shell.run("run", "--for", "30m", "--quiet")
        let event = try #require(try shell.list("event", "list", "--number", "313").first)
        let text = try #require(event["text"] as? String)
        #expect(text.contains("files") && !text.contains("SRV"), "\(text)")
    }

    @Test func `lists show the lab as it stood at an earlier time`() throws {
        let shell = try Shell.withPackage()
        _ = shell.out("run", "--for", "1h", "--quiet")
        _ = shell.out("package", "set", "Editor", "--comment", "newer")
        _ = shell.out("client", "add", "NEW1", "--quiet")
        _ = shell.out("server", "set", "SRV2", "--offline")
        _ = shell.out("job", "create", "Editor", "--on", "site:BPC", "--quiet")
        _ = shell.out("run", "--for", "2h", "--quiet")
        let then = ["--at", "1997-04-21 09:30", "--format", "json"]
        func past(_ words: String...) -> String {
            let (code, out, err) = shell.run(words + then)
            #expect(code == 0, "\(words): \(err)")
            return out
        }
        #expect(past("package", "list").contains("A text editor"))
        #expect(!past("package", "show", "Editor").contains("newer"))
        #expect(!past("client", "list").contains("NEW1") && shell.out("client", "list").contains("NEW1"))
        #expect(past("client", "show", "PC1").contains("SRV1"))
        #expect(past("server", "show", "SRV2").contains("\"online\": true"))
        #expect(shell.out("server", "show", "SRV2", "--format", "json").contains("\"online\": false"))
        #expect(past("site", "list").contains("BPC") && past("site", "show", "BPC").contains("09:30"))
        #expect(past("event", "list") == "[]\n" && !shell.out("event", "list").contains("(none)"))
        #expect(past("tool", "dumpsend") == "[]\n")
        #expect(shell.out("tool", "dumpsend").contains("_001BPC"))
        shell.fails(64, "has not come yet", "event", "list", "--at", "1998-01-01 00:00")
    }
}
