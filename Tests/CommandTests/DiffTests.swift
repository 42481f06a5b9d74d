import Foundation
import SiteDatabase
import SiteModel
import TestKit
import Testing

@testable import Commands

/// `diff`: two labs laid side by side, and what their runs have in common by cause.
@Suite struct DiffTests {
    /// Two sites, a package and a job at A; the clients run the command at noon.
    private static func lab(
        release: String = "1.2SP4", clients: Int = 3, more: String = "", site: String = ""
    ) -> String {
        """
        { name: "t", start: "1997-04-21 09:00", fidelity: "modelled", release: "\(release)", \(more)
          sites: [
           { code: "BPC", name: "Bellevue", domains: ["D1"], response: "very-fast", addresses: [{ to: "NYC" }], \(site)
             servers: [{ name: "SRV1", roles: ["site", "logon", "distribution"] }],
             clients: [{ names: "PC#", count: \(clients) }] },
           { code: "NYC", parent: "BPC", domains: ["D2"], response: "very-fast", addresses: [{ to: "BPC" }],
             servers: [{ name: "NSRV", roles: ["site", "logon", "distribution"] }],
             clients: [{ names: "NPC#", count: 2 }] }],
          results: [{ durationSeconds: 60, mif: "success" }] }
        """
    }

    private func make(_ shell: Shell, _ name: String, _ text: String, hours: Int = 8) throws {
        try shell.scratch.write("\(name).json5", text)
        try shell.scratch.write("files/SETUP.EXE", "a program")
        let (code, _, err) = shell.run("lab", "create", name, "--from", "\(name).json5")
        #expect(code == 0 || code == 3, "\(err)")
        begin(shell, name)
        if hours > 0 { _ = shell.out("run", "--for", "\(hours)h", "--lab", name) }
    }

    private func begin(_ shell: Shell, _ name: String, mandatory: String = "1997-04-21 12:00") {
        _ = shell.out(
            "package", "create", "Ed", "--source", "files", "--command", "Install=SETUP.EXE", "--automated",
            "--lab", name)
        _ = shell.out(
            "job", "create", "Ed", "--on", "path:*|*|*", "--mandatory-after", mandatory, "--lab", name)
    }

    private func copy(_ shell: Shell, _ from: String, _ to: String) throws {
        try FileManager.default.copyItem(
            atPath: shell.scratch.path("\(from).lab"), toPath: shell.scratch.path("\(to).lab"))
    }

    /// What `diff` says as JSON, and its exit code.
    private func diff(
        _ shell: Shell, _ words: String..., sourceLocation: Testing.SourceLocation = #_sourceLocation
    ) throws -> (code: Int32, json: [String: Any]) {
        let (code, out, err) = shell.run(["diff"] + words + ["--format", "json"])
        #expect(code == 0 || code == 1, "\(err)", sourceLocation: sourceLocation)
        let json = try JSONSerialization.jsonObject(with: Data(out.utf8))
        return (code, try #require(json as? [String: Any], sourceLocation: sourceLocation))
    }

    private func sentences(_ json: [String: Any], _ key: String) -> [String] {
        (json[key] as? [[String: Any]] ?? []).compactMap { $0["sentence"] as? String }
    }

    private func presumed(_ json: [String: Any]) -> [String] {
        let inputs = json["inputs"] as? [[String: Any]] ?? []
        return (json["presumed"] as? [Int] ?? []).compactMap { inputs[$0]["subject"] as? String }
    }

    private func component(_ json: [String: Any]) -> String {
        (json["first"] as? [String: Any])?["component"] as? String ?? ""
    }

    // MARK: Nothing differs

    @Test func aCopyDoesNotDiffer() throws {
        let shell = try Shell()
        try make(shell, "a", Self.lab())
        try copy(shell, "a", "b")
        #expect(shell.run("diff", "a", "b").code == 0)
        // A lab and itself, by folder name, with a slash behind and as an absolute path.
        #expect(shell.run("diff", "a.lab", "a.lab/").code == 0)
        #expect(shell.run("diff", shell.scratch.path("a.lab"), "b").code == 0)
        // Going on alike they stay alike.
        for name in ["a", "b"] { _ = shell.out("run", "--for", "3h", "--lab", name) }
        #expect(shell.run("diff", "a", "b").code == 0)
        // The copy is only read: nobody has to let go of it.
        let session = try LabSession.open(shell.scratch.path("b.lab"), command: "test")
        #expect(shell.run("diff", "a", "b").code == 0)
        try session.close()
    }

    @Test func whatTheLongerDoesLaterIsNoDifference() throws {
        let shell = try Shell()
        try make(shell, "a", Self.lab())
        try copy(shell, "a", "b")
        _ = shell.out("client", "off", "PC1", "--lab", "b")
        _ = shell.out("run", "--for", "5h", "--lab", "b")
        for (first, second, longer) in [("a", "b", "B"), ("b", "a", "A")] {
            let (code, out, _) = shell.run("diff", first, second)
            #expect(code == 0, "\(out)")
            #expect(out.contains("\(longer) goes on until 1997-04-21 22:00"))
        }
    }

    // MARK: Several causes

    /// Of two commands the one is named without which nothing differs, whichever was given first.
    @Test(arguments: [false, true])
    func `of two commands the one that decides is named`(isLast: Bool) throws {
        let shell = try Shell()
        try make(shell, "a", Self.lab(), hours: 0)
        try copy(shell, "a", "b")
        let deciding = ["server", "set", "NSRV", "--offline", "--site", "NYC"]
        let other = ["package", "set", "Ed", "--comment", "of no account"]
        for words in isLast ? [other, deciding] : [deciding, other] {
            #expect(shell.run(words + ["--lab", "b", "--quiet"]).code == 0)
        }
        for name in ["a", "b"] { _ = shell.out("run", "--for", "5h", "--lab", name) }
        for (first, second) in [("a", "b"), ("b", "a")] {
            let (code, json) = try diff(shell, first, second)
            #expect(code == 1)
            #expect(presumed(json).first?.contains("NSRV") == true, "\(presumed(json))")
            #expect(presumed(json).count == 1)
        }
    }

    /// What happened in the same words at the same instants does not differ, however often it was tried again.
    @Test func `a job that is tried again and again is no difference beside another job`() throws {
        let shell = try Shell()
        try make(shell, "a", Self.lab(), hours: 0)
        // There is no such folder: the Scheduler raises event 313 and looks again at each poll.
        #expect(
            shell.run(
                "package", "create", "Gone", "--source", "nowhere", "--command", "Run=GO.EXE", "--lab", "a"
            ).code == 3)
        _ = shell.out("job", "create", "Gone", "--on", "site:BPC", "--lab", "a", "--quiet")
        _ = shell.out("run", "--for", "1h", "--lab", "a")
        try copy(shell, "a", "b")
        _ = shell.out("job", "create", "Ed", "--on", "site:NYC", "--lab", "b", "--quiet")
        for name in ["a", "b"] { _ = shell.out("run", "--for", "4h", "--lab", name) }
        let lines = { (lab: String) in
            shell.out("trace", "list", "--limit", "0", "--job", "BPC00002", "--lab", lab)
        }
        #expect(lines("a") == lines("b") && lines("a").contains("313"))
        let (_, json) = try diff(shell, "a", "b", "--job", "BPC00002")
        #expect(json["isSame"] as? Bool == true, "\(sentences(json, "followed"))")
    }

    /// A job is the one that the same command made, or the successor of the same job, whatever number it has.
    @Test func `a job more in one of them gives the others other numbers and no differences`() throws {
        let shell = try Shell()
        try make(shell, "a", Self.lab(), hours: 0)
        _ = shell.out(
            "job", "create", "Ed", "--on", "site:BPC", "--repeat", "daily", "--mandatory-after",
            "1997-04-21 09:00", "--lab", "a", "--quiet")
        _ = shell.out("run", "--for", "3h", "--lab", "a")
        try copy(shell, "a", "b")
        _ = shell.out("job", "create", "Ed", "--on", "computer:NPC1", "--lab", "b", "--quiet")
        for name in ["a", "b"] {
            _ = shell.out("run", "--for", "1h", "--lab", name)
            _ = shell.out("job", "create", "Ed", "--on", "computer:PC2", "--lab", name, "--quiet")
            _ = shell.out("run", "--for", "2d", "--lab", name)
        }
        let (_, json) = try diff(shell, "a", "b")
        let inputs = try #require(json["inputs"] as? [[String: Any]])
        #expect(inputs.count == 1, "\(inputs)")
        let phases = try #require(json["phases"] as? [[String: Any]])
        // Nothing of any job but the new one was done at another time of another day.
        for phase in phases where phase["a"] is [String: Any] && phase["b"] is [String: Any] {
            let ours = try #require((phase["a"] as? [String: Any])?["first"] as? String)
            let theirs = try #require((phase["b"] as? [String: Any])?["first"] as? String)
            #expect(ours.prefix(13) == theirs.prefix(13), "\(phase)")
        }
        let jobs = try #require(json["jobs"] as? [[String: Any]])
        #expect(jobs.filter { $0["a"] is NSNull }.count == 1, "\(jobs)")
        #expect(!jobs.contains { $0["b"] is NSNull }, "\(jobs)")
    }

    /// The table of phases goes as far as both do, like everything else that is told.
    @Test func whatTheLongerDoesLaterIsInNoPhase() throws {
        let shell = try Shell()
        try make(shell, "a", Self.lab(), hours: 2)
        try copy(shell, "a", "b")
        _ = shell.out("client", "off", "PC1", "--lab", "b")
        _ = shell.out("run", "--until", "1997-04-21 12:30", "--lab", "b")
        _ = shell.out("run", "--for", "12h", "--lab", "a")
        for (first, second) in [("a", "b"), ("b", "a")] {
            let (code, json) = try diff(shell, first, second)
            #expect(code == 1)
            let phases = try #require(json["phases"] as? [[String: Any]])
            #expect(!phases.isEmpty)
            for phase in phases {
                for side in ["a", "b"] {
                    guard let times = phase[side] as? [String: Any] else { continue }
                    let last = try #require(times["last"] as? String)
                    #expect(last <= "1997-04-21 12:30", "\(phase)")
                }
            }
        }
    }

    @Test(arguments: ["trace: 'full',", "trace: 'none',", "fidelity: 'real',"])
    func whatDecidesNothingIsNoDifference(_ member: String) throws {
        let shell = try Shell()
        try make(shell, "a", Self.lab())
        var text = Self.lab(more: member)
        if member.hasPrefix("fidelity") { text = text.replacing("fidelity: \"modelled\", ", with: "") }
        try make(shell, "b", text)
        let (code, json) = try diff(shell, "a", "b")
        #expect(code == 0)
        #expect(json["isSame"] as? Bool == true)
        #expect((json["inputs"] as? [[String: Any]])?.allSatisfy { $0["isIdle"] as? Bool == true } == true)
        #expect((json["inputs"] as? [Any])?.count == 1)
    }

    // MARK: The presumed cause

    @Test func aLinkNamesItsFault() throws {
        let shell = try Shell()
        try make(shell, "a", Self.lab(), hours: 0)
        try copy(shell, "a", "b")
        _ = shell.out("fault", "link", "BPC", "NYC", "--state", "down", "--lab", "b")
        for name in ["a", "b"] { _ = shell.out("run", "--for", "30h", "--lab", name) }
        let (code, json) = try diff(shell, "a", "b")
        #expect(code == 1)
        #expect(presumed(json) == ["fault.set link BPC-NYC down"])
        // The Sender is the first that notices; the clients of NYC never see the job in B.
        #expect(component(json) == "SMS_LAN_SENDER")
        #expect(
            sentences(json, "followed").contains("2 clients of site NYC started the command of job BPC00001"))
        #expect(!sentences(json, "followed").contains { $0.contains("clients of site BPC started") })
        let job = (json["jobs"] as? [[String: Any]])?.first { $0["job"] as? String == "BPC00001" }
        #expect((job?["a"] as? [String: Any])?["status"] as? String == "Complete")
        #expect((job?["b"] as? [String: Any])?["status"] as? String != "Complete")
    }

    @Test func anEditedJobNamesTheCommand() throws {
        let shell = try Shell()
        try make(shell, "a", Self.lab(), hours: 0)
        try copy(shell, "a", "b")
        _ = shell.out("job", "set", "BPC00001", "--mandatory-after", "1997-04-21 13:30", "--lab", "b")
        for name in ["a", "b"] { _ = shell.out("run", "--for", "8h", "--lab", name) }
        let (code, json) = try diff(shell, "a", "b")
        #expect(code == 1)
        #expect(presumed(json) == ["job.set BPC00001 at site BPC"])
        #expect(component(json) == "Package Command Manager")
        // From 12:00 to 13:30: an hour and a half later, nothing else.
        let followed = json["followed"] as? [[String: Any]] ?? []
        #expect(followed.first?["leastDelaySeconds"] as? Int == 5_400)
        #expect(followed.first?["mostDelaySeconds"] as? Int == 5_400)
        #expect(
            followed.allSatisfy { $0["kind"] as? String == "moved" || $0["kind"] as? String == "changed" })
    }

    @Test func whoeverMadeAnotherJobIsTold() throws {
        let shell = try Shell()
        try make(shell, "a", Self.lab())
        try shell.scratch.write("b.json5", Self.lab())
        _ = shell.out("lab", "create", "b", "--from", "b.json5")
        begin(shell, "b", mandatory: "1997-04-21 13:00")
        _ = shell.out("run", "--for", "8h", "--lab", "b")
        let (_, json) = try diff(shell, "a", "b")
        let inputs = sentences(json, "inputs")
        #expect(inputs.count == 1)
        #expect(inputs[0].contains("job Mandatory time is 1997-04-21 12:00 in A and 1997-04-21 13:00 in B"))
        #expect(inputs[0].contains("ADMINISTRATOR"))
    }

    @Test func aReleaseNamesTheQuirkThatBitFirst() throws {
        let shell = try Shell()
        try make(shell, "a", Self.lab(release: "1.2SP2"))
        try make(shell, "b", Self.lab(release: "1.2SP3"))
        // Between the two lie exactly the quirks that came or went with service pack 3.
        let (_, json) = try diff(shell, "a", "b")
        let kinds = (json["inputs"] as? [[String: Any]] ?? []).compactMap { $0["kind"] as? String }
        #expect(kinds.first == "release")
        #expect(kinds.filter { $0 == "quirk" }.count > 1)
        // Q168541: the window stays open until service pack 3; nothing else of SP3 concerns a plain job.
        let first = json["first"] as? [String: Any]
        if first != nil { #expect(presumed(json).count == 1) }
    }

    @Test func aReleaseThatWasPutOnNamesTheQuirk() throws {
        let shell = try Shell()
        try make(shell, "a", Self.lab(), hours: 0)
        try copy(shell, "a", "b")
        for name in ["a", "b"] { _ = shell.out("run", "--for", "1h", "--lab", name) }
        try shell.scratch.write("older.json5", Self.lab(release: "1.2SP2"))
        _ = shell.out("lab", "apply", "older.json5", "--lab", "b")
        for name in ["a", "b"] { _ = shell.out("run", "--for", "7h", "--lab", name) }
        for (first, second) in [("a", "b"), ("b", "a")] {
            let (code, json) = try diff(shell, first, second)
            #expect(code == 1)
            // Q168541: the window of Package Command Manager stays open until service pack 3.
            #expect(presumed(json) == ["pcm-stays-open"], "\(first) and \(second)")
            #expect(component(json) == "Package Command Manager")
        }
        let out = shell.run("diff", "a", "b").out
        #expect(
            out.contains("at 1997-04-21 10:00, ADMINISTRATOR put release 1.2SP2 on every site."), "\(out)")
        #expect(out.contains("From 1997-04-21 10:00 on quirk pcm-stays-open"), "\(out)")
        #expect(out.contains("other quirks differ with it"), "\(out)")
    }

    // MARK: The words

    @Test func theFirstDifferenceSaysWhatIsOtherwise() throws {
        let shell = try Shell()
        try shell.scratch.write("files/SETUP.EXE", "a program")
        for (name, sign) in [("a", "-"), ("b", "+")] {
            _ = shell.out("lab", "create", name, "--quirk=\(sign)pcm-server-random-32bit")
            _ = shell.out(
                "package", "create", "Ed", "--source", "files", "--command", "Install=SETUP.EXE",
                "--automated",
                "--lab", name)
            _ = shell.out(
                "job", "create", "Ed", "--on", "site:BPC", "--mandatory-after", "1997-04-21 08:00", "--lab",
                name)
            _ = shell.out("run", "--for", "4h", "--lab", name)
        }
        let first = try #require(try diff(shell, "a", "b").json["first"] as? [String: Any])
        let (ours, theirs) = (first["a"] as? [String] ?? [], first["b"] as? [String] ?? [])
        #expect(ours.count == 1 && theirs.count == 1)
        #expect(
            ours.first?.contains("started the command of job BPC00001, from server SRV") == true, "\(ours)")
        #expect(theirs.first?.contains("started the command of job BPC00001, from server SRV") == true)
        #expect(ours != theirs)
        #expect(shell.run("diff", "a", "b").out.contains("In A: \(ours.first ?? "?").\n"))
    }

    @Test func whatACommandDidIsToldInWords() throws {
        let shell = try Shell()
        try make(shell, "a", Self.lab(), hours: 0)
        try copy(shell, "a", "b")
        let commands: [([String], String)] = [
            (["client", "off", "PC2"], "switched PC2 of site BPC off"),
            (["client", "on", "PC2"], "switched PC2 of site BPC on"),
            (
                ["job", "set", "BPC00001", "--priority", "high"],
                "changed job BPC00001 of site BPC: Priority from Medium to High"
            ),
            (
                ["job", "set", "BPC00001", "--priority", "low"],
                "changed job BPC00001 of site BPC: Priority from High to Low"
            ),
            (["service", "stop", "SMS_EXECUTIVE", "--site", "BPC"], "stopped SMS_EXECUTIVE of site BPC"),
            (["service", "start", "SMS_EXECUTIVE", "--site", "BPC"], "started SMS_EXECUTIVE of site BPC"),
            (["service", "pause", "SMS_EXECUTIVE", "--site", "BPC"], "paused SMS_EXECUTIVE of site BPC"),
            (
                ["server", "set", "NSRV", "--site", "NYC", "--offline"],
                "changed server NSRV of site NYC: online from yes to no"
            ),
            (
                ["client", "set", "PC3", "--site", "BPC", "--set", "service=true"],
                "changed client PC3 of site BPC: service from no to yes"
            ),
            (["fault", "link", "BPC", "NYC", "--state", "down"], "took link BPC-NYC down"),
            (["fault", "link", "BPC", "NYC", "--state", "up"], "brought link BPC-NYC back"),
            (
                ["package", "set", "BPC00001", "--comment", "New"],
                "changed package BPC00001 of site BPC: comment from nothing to New"
            ),
        ]
        for (words, _) in commands {
            let (code, _, err) = shell.run(words + ["--lab", "b"])
            #expect(code == 0, "\(words): \(err)")
        }
        let told = sentences(try diff(shell, "a", "b").json, "inputs")
        for (_, deed) in commands {
            #expect(
                told.contains("Only in B, at 1997-04-21 09:00, ADMINISTRATOR \(deed)."), "\(deed): \(told)")
        }
        // What one did otherwise than the other is told of both.
        for (name, word) in [("e", "stop"), ("f", "pause")] {
            try copy(shell, "a", name)
            _ = shell.out("service", word, "SMS_EXECUTIVE", "--site", "BPC", "--lab", name)
        }
        #expect(
            shell.run("diff", "e", "f").out.contains(
                "At 1997-04-21 09:00, in A ADMINISTRATOR stopped SMS_EXECUTIVE of site BPC, in B ADMINISTRATOR "
                    + "paused SMS_EXECUTIVE of site BPC."))
        try copy(shell, "a", "d")
        _ = shell.out("client", "off", "PC1", "--lab", "d")
        for name in ["a", "d"] { _ = shell.out("run", "--for", "8h", "--lab", name) }
        #expect(
            shell.run("diff", "a", "d").out.contains(
                "The first difference, presumably because ADMINISTRATOR switched PC1 of site BPC off: "))
    }

    @Test func timesSayWhoseClockTheyAreOf() throws {
        let shell = try Shell()
        let zones = Self.lab().replacing(
            "code: \"NYC\",", with: "code: \"NYC\", zone: \"EST5EDT,M4.1.0,M10.5.0\",")
        try make(shell, "a", zones, hours: 0)
        try copy(shell, "a", "b")
        _ = shell.out("fault", "link", "BPC", "NYC", "--state", "down", "--lab", "b")
        for name in ["a", "b"] { _ = shell.out("run", "--for", "8h", "--lab", name) }
        let out = shell.run("diff", "a", "b").out
        #expect(out.contains("each time is by the clock of the site that stands behind it"), "\(out)")
        #expect(out.contains("compared from 1997-04-21 09:00 (BPC) until 1997-04-21 17:00 (BPC)."), "\(out)")
        let lines = out.split(separator: "\n").filter { $0.contains("- only in ") }
        #expect(!lines.isEmpty && lines.allSatisfy { $0.contains(" (BPC): ") || $0.contains(" (NYC): ") })
        #expect(lines.contains { $0.contains(" (NYC): ") && $0.contains("SMS_DESPOOLER of site NYC") })
        let followed = try diff(shell, "a", "b").json["followed"] as? [[String: Any]] ?? []
        let nyc = try #require(followed.first { $0["site"] as? String == "NYC" })
        #expect(nyc["first"] as? String != (nyc["firstUTC"] as? String)?.replacing("Z", with: ""))
        #expect((nyc["firstUTC"] as? String)?.hasSuffix("Z") == true)
    }

    @Test func anHourThatComesTwiceIsTold() throws {
        let zone = try #require(TimeZoneRule("EST5EDT,M4.1.0,M10.5.0"))
        let lab = try #require(SiteCode("BPC"))
        var site = SiteDefinition(code: lab, name: "Bellevue")
        site.zone = zone
        let clock = DiffClock([site], [site])
        let first = zone.utcSeconds(of: try #require(LocalTime("1997-10-26 01:30"))) * 1_000
        #expect(clock.told(first) == "1997-10-26 01:30 (daylight saving time)")
        #expect(clock.told(first + 3_600_000) == "1997-10-26 01:30 (standard time)")
        #expect(clock.told(first - 3_600_000) == "1997-10-26 00:30")
        #expect(clock.told(first + 7_200_000) == "1997-10-26 02:30")
        #expect(DiffClock.utc(first) == "1997-10-26 05:30Z")
    }

    // MARK: Other labs

    @Test func packagesAreTheSameByTheCommandThatMadeThem() throws {
        let shell = try Shell()
        try make(shell, "a", Self.lab())
        try shell.scratch.write("b.json5", Self.lab())
        _ = shell.out("lab", "create", "b", "--from", "b.json5")
        // In B Ed is BPC00002, since another package was there before.
        _ = shell.out(
            "package", "create", "Other", "--source", "files", "--command", "X=Y.EXE", "--lab", "b")
        begin(shell, "b")
        _ = shell.out("run", "--for", "8h", "--lab", "b")
        let (code, json) = try diff(shell, "a", "b")
        #expect(code == 1)
        #expect(presumed(json) == ["package.create Other at site BPC"])
        // What became of Ed and of its job is the same; only B tells NYC of the other package.
        let followed = json["followed"] as? [[String: Any]] ?? []
        #expect(!followed.isEmpty)
        #expect(followed.allSatisfy { ($0["clients"] as? Int) == 0 })
        #expect((json["jobs"] as? [Any])?.isEmpty == true)
    }

    @Test func anotherNumberOfClientsIsNoOtherClient() throws {
        let shell = try Shell()
        try make(shell, "a", Self.lab(clients: 3))
        try make(shell, "b", Self.lab(clients: 5))
        let (_, json) = try diff(shell, "a", "b")
        #expect(presumed(json) == ["sites BPC clients PC# count"])
        let started = (json["followed"] as? [[String: Any]] ?? []).filter {
            $0["code"] as? String == "pcmStarted" && $0["kind"] as? String == "only-b"
        }
        // PC4 and PC5 are in B alone; PC1 to PC3 are in both.
        #expect(started.count == 1)
        #expect(started.first?["clients"] as? Int == 2)
    }

    @Test func anotherBeginningIsTakenBack() throws {
        let shell = try Shell()
        try make(shell, "a", Self.lab())
        let text = Self.lab().replacing("04-21 09:00", with: "04-23 09:00")
        try shell.scratch.write("b.json5", text)
        _ = shell.out("lab", "create", "b", "--from", "b.json5")
        begin(shell, "b", mandatory: "1997-04-23 12:00")
        _ = shell.out("run", "--for", "8h", "--lab", "b")
        let (_, json) = try diff(shell, "a", "b")
        #expect(json["differences"] as? Int == 0)
    }

    // MARK: Both ways

    @Test func theOtherWayRoundIsTheMirror() throws {
        let shell = try Shell()
        try make(shell, "a", Self.lab(), hours: 0)
        try copy(shell, "a", "b")
        _ = shell.out("fault", "link", "BPC", "NYC", "--state", "down", "--lab", "b")
        _ = shell.out("run", "--for", "2h", "--lab", "b")
        _ = shell.out("fault", "link", "BPC", "NYC", "--state", "up", "--lab", "b")
        _ = shell.out("run", "--for", "6h", "--lab", "b")
        _ = shell.out("run", "--for", "8h", "--lab", "a")
        let there = try diff(shell, "a", "b").json["followed"] as? [[String: Any]] ?? []
        let back = try diff(shell, "b", "a").json["followed"] as? [[String: Any]] ?? []
        #expect(!there.isEmpty)
        func words(_ list: [[String: Any]], mirrored: Bool) -> [String] {
            list.map { group in
                var kind = group["kind"] as? String ?? ""
                if mirrored { kind = ["only-a": "only-b", "only-b": "only-a"][kind] ?? kind }
                let least = group["leastDelaySeconds"] as? Int ?? 0
                let most = group["mostDelaySeconds"] as? Int ?? 0
                let delays = mirrored ? [-most, -least] : [least, most]
                return "\(kind) \(group["code"] ?? "") \(group["site"] ?? "") \(group["count"] ?? 0) "
                    + "\(group["clients"] ?? 0) \(delays)"
            }.sorted()
        }
        #expect(words(there, mirrored: true) == words(back, mirrored: false))
    }

    // MARK: What is asked for

    @Test func filtersAndFormats() throws {
        let shell = try Shell()
        try make(shell, "a", Self.lab(), hours: 0)
        try copy(shell, "a", "b")
        _ = shell.out("fault", "link", "BPC", "NYC", "--state", "down", "--lab", "b")
        for name in ["a", "b"] { _ = shell.out("run", "--for", "8h", "--lab", name) }
        let sites = try diff(shell, "a", "b", "--site", "NYC").json["followed"] as? [[String: Any]] ?? []
        #expect(!sites.isEmpty && sites.allSatisfy { $0["site"] as? String == "NYC" })
        // Before the link is needed nothing differs, and what comes after noon is not all of it.
        #expect(shell.run("diff", "a", "b", "--to", "1997-04-21 09:00").code == 0)
        let late = try diff(shell, "a", "b", "--from", "1997-04-21 12:00").json
        #expect((late["differences"] as? Int ?? 0) > 0)
        #expect(
            shell.run("diff", "a", "b", "--job", "BPC00001", "--limit", "1").out.contains("more; --limit"))
        // As the labs stood before anything was sent.
        #expect(shell.run("diff", "a", "b", "--at", "1997-04-21 09:00").code == 1)
        let rows = shell.run("diff", "a", "b", "--format", "csv").out.split(separator: "\n")
        #expect(
            rows.first
                == "id,parent,kind,time,site,component,code,count,clients,leastDelaySeconds,mostDelaySeconds,sentence,utc"
        )
        #expect(rows.count > 3)
        shell.fails(66, "neither lab has a job", "diff", "a", "b", "--job", "BPC00009")
        shell.fails(66, "neither lab has a site", "diff", "a", "b", "--site", "XYZ")
        shell.fails(64, "is no job identifier", "diff", "a", "b", "--job", "the first")
        shell.fails(
            64, "--to is before --from", "diff", "a", "b", "--from", "1997-04-21 11:00", "--to",
            "1997-04-21 10:00")
    }

    @Test func whatIsNoLab() throws {
        let shell = try Shell()
        try make(shell, "a", Self.lab(), hours: 1)
        shell.fails(66, "no lab at nowhere", "diff", "a", "nowhere")
        shell.fails(66, "no lab at files", "diff", "files", "a")
        shell.fails(66, "is a file", "diff", "a.json5", "a")
        shell.fails(64, "is missing", "diff", "a")
        shell.fails(64, "is for two labs", "diff", "a", "a.json5", "--job", "BPC00001")
        // A damaged lab is named, and compared as its journal gives it.
        try copy(shell, "a", "b")
        let database = try LabReader(shell.scratch.path("b.lab")).database.path
        let handle = try #require(FileHandle(forUpdatingAtPath: database))
        let bytes = Array(try handle.readToEnd() ?? Data())
        let words = Array("package.create".utf8)
        let place = try #require(
            bytes.indices.first {
                $0 + words.count <= bytes.count && Array(bytes[$0..<$0 + words.count]) == words
            })
        try handle.seek(toOffset: UInt64(place))
        try handle.write(contentsOf: Data("packagE.create".utf8))
        try handle.close()
        let (code, _, err) = shell.run("diff", "a", "b")
        #expect(code == 0, "\(err)")
        #expect(err.contains("b.lab: lab.db is damaged") && err.contains("nothing is lost"), "\(err)")
    }

    @Test func anotherProgramsRules() throws {
        let shell = try Shell()
        let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/Labs/rules2"
        try FileManager.default.copyItem(atPath: source, toPath: shell.scratch.path("a.lab"))
        // A command that may write brings the database up to date; `diff` only reads.
        _ = shell.out("run", "--for", "1m", "--lab", "a")
        try copy(shell, "a", "b")
        // What happened cannot be done again, and the traces that are kept agree.
        let same = shell.run("diff", "a", "b")
        #expect(same.code == 0, "\(same.out)\(same.err)")
        #expect(same.err.contains("recorded under other rules"))
        _ = shell.out("client", "off", "PC1", "--lab", "b")
        for name in ["a", "b"] { _ = shell.out("run", "--for", "2h", "--lab", name) }
        let (code, json) = try diff(shell, "a", "b")
        #expect(code == 1)
        #expect(json["isReplayed"] as? Bool == false)
        #expect(sentences(json, "followed").contains("PC1 of site BPC started the command of job BPC00001"))
    }

    // MARK: Times, sites and words

    @Test func `a time that a lab never had is refused`() throws {
        let shell = try Shell()
        try make(shell, "a", Self.lab(), hours: 2)
        try copy(shell, "a", "b")
        for option in ["--at", "--from"] {
            shell.fails(64, "is before the lab a began", "diff", "a", "b", option, "1990-01-01")
            shell.fails(64, "has not come yet: the lab a stands at", "diff", "a", "b", option, "2001-01-01")
        }
        #expect(shell.run("diff", "a", "b", "--at", "1997-04-21 10:00").code == 0)
        // One lab may be the shorter.
        _ = shell.out("run", "--for", "3h", "--lab", "a")
        shell.fails(64, "the lab b stands at", "diff", "a", "b", "--at", "1997-04-21 13:00")
    }

    @Test func `a job is told with the time since when it has the status that is named`() throws {
        let shell = try Shell()
        try make(shell, "a", Self.lab(), hours: 1)
        try copy(shell, "a", "b")
        // With a client off the job stays Active in B, while its other statuses go on.
        _ = shell.out("client", "off", "NPC2", "--lab", "b")
        for lab in ["a", "b"] { _ = shell.out("run", "--for", "6h", "--lab", lab) }
        let changes = try shell.list("trace", "list", "--lab", "b", "--limit", "100000").filter {
            $0["what"] as? String == "jobStatusChanged" && $0["subject"] as? String == "BPC00001"
        }
        let first = try #require(
            changes.first { ($0["object"] as? String)?.hasPrefix("Pending -> Active") == true })
        #expect(changes.count > 2, "its other statuses changed later: \(changes)")
        let (_, json) = try diff(shell, "a", "b")
        let jobs = try #require(json["jobs"] as? [[String: Any]])
        let told = try #require(jobs.first { $0["job"] as? String == "BPC00001" }?["b"] as? [String: Any])
        let since = try #require(told["since"] as? String)
        #expect(told["status"] as? String == "Active")
        #expect((first["time"] as? String)?.hasPrefix(since) == true, "\(told) \(changes)")
    }

    @Test func `that every job is the same is said of those that people made where others differ`() throws {
        let shell = try Shell()
        let sample = checkoutRoot + "/samples"
        for lab in ["a", "b"] {
            _ = shell.out(
                "lab", "create", lab, "--from", sample + "/labs/three-tiers.json5", "--quiet", "--fidelity",
                "modelled")
            _ = shell.out(
                "package", "import", sample + "/first-job/quill.pdf", "--source",
                sample + "/first-job/quill", "--quiet", "--lab", lab)
            _ = shell.out(
                "job", "create", "Quill", "--on", "path:*|*|*", "--no-limit", "--mandatory-after",
                "1997-04-21 08:00", "--quiet", "--lab", lab)
            if lab == "b" { _ = shell.out("fault", "drop", "1", "--lab", lab, "--quiet") }
            _ = shell.out("run", "--for", "28h", "--quiet", "--lab", lab)
        }
        let out = shell.run("diff", "a", "b").out
        #expect(
            out.contains("Every job that a person made has the same statuses since the same time."), "\(out)")
        let (_, json) = try diff(shell, "a", "b")
        #expect((json["jobs"] as? [Any])?.isEmpty == true)
        #expect((json["phases"] as? [Any])?.isEmpty == false)
    }

    @Test func `a job that has another identifier in the other lab is told with both`() throws {
        let shell = try Shell()
        try make(shell, "a", Self.lab(), hours: 6)
        // In B another job was made first: what is BPC00001 in A is BPC00002 there.
        try shell.scratch.write("b.json5", Self.lab())
        _ = shell.run("lab", "create", "b", "--from", "b.json5")
        _ = shell.out(
            "package", "create", "First", "--source", "files", "--command", "Go=SETUP.EXE", "--lab", "b")
        _ = shell.out(
            "job", "create", "First", "--on", "site:BPC", "--run", "Go", "--priority", "high",
            "--start-after",
            "1997-04-21 09:30", "--send", "always", "--lab", "b")
        begin(shell, "b")
        _ = shell.out("client", "off", "NPC2", "--lab", "b")
        _ = shell.out("run", "--for", "6h", "--lab", "b")
        let out = shell.run("diff", "a", "b").out
        #expect(out.contains("Job BPC00001 (BPC00002 in B) is "), "\(out)")
        #expect(out.contains("Job BPC00001 of B is ") && out.contains("A has no such job"), "\(out)")
        let (_, json) = try diff(shell, "a", "b")
        let jobs = try #require(json["jobs"] as? [[String: Any]])
        #expect(
            jobs.map { $0["name"] as? String } == ["BPC00001 (BPC00002 in B)", "BPC00001 of B"], "\(jobs)")
    }

    @Test func `sites are paired by their codes alone`() throws {
        let shell = try Shell()
        try make(shell, "a", Self.lab(), hours: 4)
        try make(shell, "b", Self.lab().replacing("BPC", with: "CEN"), hours: 4)
        let (code, out, _) = shell.run("diff", "a", "b", "--limit", "1000")
        #expect(code == 1)
        #expect(out.contains("Only A has site BPC: sites are the same by their codes."), "\(out)")
        #expect(out.contains("Only B has site CEN"), "\(out)")
        // What happened at a site that only one has happened in that one alone.
        let (_, json) = try diff(shell, "a", "b")
        let followed = try #require(json["followed"] as? [[String: Any]])
        for group in followed {
            switch group["site"] as? String {
            case "BPC": #expect(group["kind"] as? String == "only-a", "\(group)")
            case "CEN": #expect(group["kind"] as? String == "only-b", "\(group)")
            default: continue
            }
        }
        #expect(followed.contains { $0["site"] as? String == "CEN" })
        #expect(followed.contains { $0["site"] as? String == "BPC" })
        for phase in try #require(json["phases"] as? [[String: Any]]) {
            let isB = phase["site"] as? String == "CEN"
            if isB { #expect(phase["a"] is NSNull, "\(phase)") }
        }
    }

    @Test func `sources of as many files and bytes are told apart by a file`() throws {
        let shell = try Shell()
        for (name, file) in [("a", "ONE.DAT"), ("b", "TWO.DAT")] {
            try shell.scratch.write("\(name)/files/SETUP.EXE", "a program")
            try shell.scratch.write("\(name)/files/\(file)", "12345")
            try shell.scratch.write("\(name).json5", Self.lab())
            _ = shell.run("lab", "create", name, "--from", "\(name).json5")
            _ = shell.out(
                "package", "create", "Ed", "--source", "\(name)/files", "--command", "Install=SETUP.EXE",
                "--automated", "--lab", name)
            _ = shell.out("job", "create", "Ed", "--on", "path:*|*|*", "--lab", name)
            _ = shell.out("run", "--for", "1h", "--lab", name)
        }
        let (_, json) = try diff(shell, "a", "b")
        let told = sentences(json, "inputs")
        #expect(told.contains { $0.contains("ONE.DAT is in A alone, TWO.DAT in B") }, "\(told)")
    }

    @Test func `of many quirks five are named, and JSON has all`() throws {
        let shell = try Shell()
        try make(shell, "a", Self.lab(), hours: 2)
        try make(shell, "b", Self.lab(release: "1.2"), hours: 2)
        let (_, out, _) = shell.run("diff", "a", "b")
        let line = try #require(out.split(separator: "\n").first { $0.contains("differ with it") })
        #expect(line.count < 300 && line.contains(" more; --format json has them all."), "\(line)")
        let (_, json) = try diff(shell, "a", "b")
        let quirks = (json["inputs"] as? [[String: Any]] ?? []).filter { $0["kind"] as? String == "quirk" }
        #expect(quirks.count > 20)
    }
}
