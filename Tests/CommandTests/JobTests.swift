import Foundation
import SiteModel
import TestKit
import Testing

@testable import Commands

@Suite struct JobTests {
    @Test func helpExplainsEveryVerb() throws {
        try Shell().explains(
            "job", ["create", "list", "show", "details", "set", "cancel", "delete", "export"])
    }

    // MARK: Create

    @Test func aDropPrintsTheFourBlocksAndWhatToDoNext() throws {
        let shell = try Shell.withPackage()
        let (code, out, err) = shell.run("job", "create", "Editor", "--on", "site:BPC")
        #expect(code == 0, "\(err)")
        #expect(out.hasPrefix("Job BPC00001: Run Command On Workstation, package BPC00001 \"Editor 1.0\"\n"))
        let blocks = ["\nTarget\n", "\nSend\n", "\nDistribute\n", "\nRun\n", "\nSchedule\n"]
        let places = blocks.compactMap { out.range(of: $0)?.lowerBound }
        #expect(places.count == 5 && places == places.sorted())
        #expect(out.contains("machine path BPC|*|*"))
        #expect(out.contains("Install  (default: the package's first command; our choice)"))
        #expect(out.contains("no: optional"))
        #expect(err == "Next: sms12 run\n")
        let scalars = shell.out("job", "show", "BPC00001", "--scalars")
        #expect(scalars.contains("Distribute phase: 3\n"))
        #expect(scalars.contains("Distribution servers:\n"))
        #expect(scalars.contains("Job status: 1\n"))
        #expect(scalars.contains("Activate time: Mon Apr 21 09:00:00 1997\n"))
    }

    @Test func everyOptionReachesItsScalar() throws {
        let shell = try Shell.withPackage()
        let (code, out, err) = shell.run(
            "job", "create", "Editor", "--on", "group:sales", "--comment", "Roll-out", "--send", "always",
            "--no-refresh", "--put-on", "Far", "--run", "remo", "--offer-after", "1997-04-22 08:00",
            "--mandatory-after", "1997-04-23T12:00Z", "--expires-after", "default",
            "--not-mandatory-over-slow-link", "--start-after", "1997-04-21 18:00", "--priority", "high",
            "--repeat", "weekly", "--limit-to", "bpc", "--include-subsites")
        #expect(code == 0, "\(err)")
        #expect(out.contains("site BPC and subsites"))
        let text = shell.out("job", "show", "Roll", "--scalars")
        for line in [
            "Job comment: Roll-out", "Send phase: 2", "Distribute phase: 2", "Distribution servers: Far",
            "WCL name: Remove", "Offer time: Tue Apr 22 08:00:00 1997",
            // Noon UTC is eight in the morning of New York's summer.
            "Mandatory time: Wed Apr 23 08:00:00 1997", "Use mandatory time: 1", "Use expire time: 1",
            // 24 weeks after the offer (Q123499).
            "Expire time: Tue Oct 07 08:00:00 1997", "Force over slow link: 0",
            "Activate time: Mon Apr 21 18:00:00 1997", "Priority: 1", "Repeat mode: 3", "Limit to sites: 2",
            "Include subsites: 1", "Site limit name: BPC", "Job target: 2", "Machine group name: Sales",
            "Run workstation command: 1",
        ] {
            #expect(text.contains(" \(line)\n"), "\(line) in:\n\(text)")
        }
    }

    @Test func mandatoryAloneIsAWeekAhead() throws {
        let shell = try Shell.withPackage()
        let out = shell.out("job", "create", "Editor", "--on", "path:*|DOM1|*", "--mandatory")
        // Q238315.
        #expect(out.contains("1997-04-28 09:00  (default: one week ahead (Q238315))"))
    }

    @Test func whatAnOptionSaysIsNoDefault() throws {
        let shell = try Shell.withPackage()
        let out = shell.out("job", "create", "Editor", "--on", "site:BPC", "--put-on", "none")
        let lines = out.split(separator: "\n")
        let refresh = try #require(lines.first { $0.contains("Refresh existing") })
        let puts = try #require(lines.first { $0.contains("Put on specified") })
        #expect(refresh.contains("(default: "))
        #expect(!puts.contains("(default: "), "\(puts)")
    }

    @Test func severalComputersAndServersBecomeGroups() throws {
        let shell = try Shell.withPackage()
        let out = shell.out(
            "job", "create", "Editor", "--on", "computer:pc2", "--on", "computer:PC4", "--put-on",
            "SRV2,srv3")
        #expect(out.contains("Machine group \"BPC00001 computers\": PC2, PC4\n"))
        #expect(out.contains("Machine group \"BPC00001 servers\": SRV2, SRV3\n"))
        #expect(out.contains("machine group BPC00001 computers"))
        shell.fails(
            64, "only computers can be several", "job", "create", "Editor", "--on", "computer:pc5", "--on",
            "domain:dom")
    }

    @Test func targetsThatDoNotExistAreRefusedWithTheNearest() throws {
        let shell = try Shell.withPackage()
        shell.fails(
            66, "no machine group 'Salse'; did you mean Sales?", "job", "create", "Editor", "--on",
            "group:Salse")
        shell.fails(66, "no computer 'PC9'; did you mean", "job", "create", "Editor", "--on", "computer:PC9")
        shell.fails(66, "no site 'XYZ'", "job", "create", "Editor", "--on", "site:XYZ")
        shell.fails(
            66, "no domain 'DOM9'; did you mean DOM1?", "job", "create", "Editor", "--on", "domain:DOM9")
        shell.fails(64, "is no target", "job", "create", "Editor", "--on", "compter:PC1")
        shell.fails(64, "--on TARGET is missing", "job", "create", "Editor")
        shell.fails(66, "no package 'Edtor'; did you mean", "job", "create", "Edtor", "--on", "site:BPC")
        shell.fails(
            66, "no command 'Instal2'; did you mean Install?", "job", "create", "Editor", "--on", "site:BPC",
            "--run", "Instal2")
        shell.fails(
            66, "no server 'SRV9'", "job", "create", "Editor", "--on", "site:BPC", "--put-on", "SRV1,SRV9")
        #expect(try shell.list("job", "list").isEmpty)
    }

    @Test func timesOutOfOrderAreRefused() throws {
        let shell = try Shell.withPackage()
        shell.fails(
            65, "Mandatory After (1997-04-21 10:00) is before Offer After (1997-04-22 10:00)", "job",
            "create",
            "Editor", "--on", "site:BPC", "--offer-after", "1997-04-22 10:00", "--mandatory-after",
            "1997-04-21 10:00")
        shell.fails(
            64, "is no time", "job", "create", "Editor", "--on", "site:BPC", "--start-after", "tomorrow")
        shell.fails(
            64, "exclude each other", "job", "create", "Editor", "--on", "site:BPC", "--run", "Install",
            "--no-run")
    }

    @Test func apathThatTheSchedulerWillFailIsAWarning() throws {
        let shell = try Shell.withPackage()
        let (code, out, err) = shell.run("job", "create", "Editor", "--on", "path:BPC:DOM1:PC1")
        #expect(code == 3)
        #expect(err.contains("event 319"))
        #expect(out.contains("Job BPC00001"))
    }

    @Test func aPackageWithoutAWorkstationSetHasNoJob() throws {
        let shell = try Shell.withPackage()
        shell.run("package", "create", "Shared", "--share-source", "files", "--share-name", "S")
        shell.fails(65, "has no workstation set", "job", "create", "Shared", "--on", "site:BPC")
    }

    // MARK: Files

    @Test func anOldJobGoesInWithItsPackageMapped() throws {
        guard let folder = sharedFolder("artefacts") else { return }
        let shell = try Shell.withPackage()
        try shell.scratch.write("old.txt", bytes: try readFile(folder + "/SDK-newjob-scalars.txt"))
        shell.fails(66, "no package JS200049", "job", "create", "--from", "old.txt")
        let missing = shell.run("job", "create", "Editor", "--from", "old.txt", "--run", "Install")
        #expect(missing.code == 65)
        #expect(
            missing.err.contains(
                "old.txt:26:36: error: site BPC has no machine group 'My machine group' [unknown-group]"))
        let (code, out, err) = shell.run(
            "job", "create", "--from", "old.txt", "--package", "Editor", "--run", "Install", "--on",
            "group:Sales", "--put-on", "default", "--limit-to", "BPC")
        #expect(code == 0 || code == 3, "\(err)")
        #expect(out.contains("Job BPC00001"))
        #expect(err.contains("[new-job-id]"))
        // Its servers are not used, so that nobody misses them; the scalar is NULL then.
        #expect(missing.err.contains("[servers-left-out]"))
        let text = shell.out("job", "show", "BPC00001", "--scalars")
        #expect(text.contains("Job comment: a descriptive comment\n"))
        #expect(text.contains("Priority: 1\n"))
        #expect(text.contains("Offer time: Thu Jun 22 15:15:00 1995\n"))
    }

    @Test func anExportedJobCanBeMadeAgain() throws {
        let shell = try Shell.withPackage()
        shell.run(
            "job", "create", "Editor", "--on", "group:Sales", "--comment", "first", "--mandatory",
            "--repeat", "monthly")
        let dump = shell.out("job", "export", "first")
        #expect(dump.hasPrefix("BPC00001 (Workstation install job) contains 33 scalars\n"))
        #expect(shell.run("job", "export", "first", "--to", "dump.txt").code == 0)
        #expect(shell.run("job", "create", "--from", "dump.txt").code == 0)
        try shell.scratch.write("job.json", shell.out("job", "export", "BPC00001", "--format", "json"))
        #expect(shell.run("job", "create", "--from", "job.json").code == 0)
        for id in ["BPC00002", "BPC00003"] {
            #expect(
                shell.out("job", "export", id)
                    == dump.replacing("BPC00001 ", with: "\(id) ").replacing(
                        "Job ID: BPC00001", with: "Job ID: \(id)"))
        }
    }

    @Test func aJobFileMakesSeveralJobsOrNone() throws {
        let shell = try Shell.withPackage()
        try shell.scratch.write(
            "jobs.json5",
            """
            [
              { package: "Editor", on: "site:BPC", comment: "one" },
              { package: "Editor", on: ["computer:PC1", "computer:PC2"], comment: "two",
                run: { command: "Remove", mandatoryAfter: "1997-05-01 12:00" } },
            ]
            """)
        #expect(shell.run("job", "create", "--from", "jobs.json5").code == 0)
        #expect(try shell.list("job", "list").map { $0["comment"] as? String } == ["one", "two"])
        try shell.scratch.write(
            "bad.json5",
            """
            [ { package: "Editor", on: "site:BPC" },
              { package: "Editor", on: "site:BPC", run: { command: "Nothing" } } ]
            """)
        let (code, _, err) = shell.run("job", "create", "--from", "bad.json5")
        #expect(code == 65)
        #expect(err.contains("bad.json5:2:") && err.contains("[unknown-command]"))
        #expect(try shell.list("job", "list").count == 2)
    }

    @Test func brokenFilesAreSaidWithTheirPlace() throws {
        let shell = try Shell.withPackage()
        try shell.scratch.write("empty.json5", "")
        try shell.scratch.write("broken.json5", "{ package: \"Editor\",\n on }")
        try shell.scratch.write("typo.json5", "{ packge: \"Editor\" }")
        try shell.scratch.write("none.json5", "[]")
        #expect(shell.run("job", "create", "--from", "empty.json5").code == 65)
        shell.fails(65, "broken.json5:2:", "job", "create", "--from", "broken.json5")
        shell.fails(65, "typo.json5:1:3", "job", "create", "--from", "typo.json5")
        shell.fails(65, "none.json5", "job", "create", "--from", "none.json5")
        shell.fails(66, "missing.json5", "job", "create", "--from", "missing.json5")
        shell.fails(64, "PACKAGE is missing", "job", "create", "--on", "site:BPC")
        let folder = shell.run("job", "create", "--from", "files")
        #expect(folder.code != 0 && folder.err.contains("files: it is a folder"))
    }

    // MARK: Life

    @Test func listDetailsAndThePastAgree() throws {
        let shell = try Shell.withPackage()
        shell.run(
            "job", "create", "Editor", "--on", "site:BPC", "--mandatory-after", "1997-04-21 09:00")
        let before = shell.out("job", "list")
        #expect(before.contains("Pending"))
        #expect(shell.out("job", "details", "BPC00001").contains("(none)"))
        try shell.pass(minutes: 20)
        let active = try shell.list("job", "list")
        #expect(active.first?["status"] as? String == "Active")
        #expect(active.first?["targets"] as? Int == 5)
        let at20 = shell.out("job", "list", "--format", "csv")
        let details20 = shell.out("job", "details", "BPC00001", "--format", "csv")
        try shell.pass(minutes: 300)
        let done = try shell.list("job", "list")
        #expect(done.first?["status"] as? String == "Complete")
        #expect(done.first?["complete"] as? Int == 5)
        // The engine's own state at the earlier instant gives the same cells as the database did then.
        #expect(shell.out("job", "list", "--at", "1997-04-21 09:20", "--format", "csv") == at20)
        #expect(
            shell.out("job", "details", "BPC00001", "--at", "1997-04-21 13:20Z", "--format", "csv")
                == details20)
        #expect(shell.out("job", "list", "--at", "1997-04-21 09:00").contains("Pending"))
        let now = shell.out("job", "details", "BPC00001", "--format", "csv")
        #expect(shell.out("job", "details", "BPC00001", "--at", "1997-04-21 14:20", "--format", "csv") == now)
        #expect(now.contains("Workstation,BPC,PC3,Complete,"))
        #expect(now.contains("Server,BPC,SRV1,Complete,"))
        let servers = try shell.list("job", "details", "BPC00001", "--kind", "server")
        #expect(servers.compactMap { $0["target"] as? String } == ["SRV1", "SRV2"])
        shell.fails(64, "has not come yet", "job", "list", "--at", "1998-01-01")
        shell.fails(64, "before the lab began", "job", "list", "--at", "1997-04-21 08:59")
        #expect(try shell.list("job", "list", "--status", "pending").isEmpty)
        #expect(try shell.list("job", "list", "--status", "complete").count == 1)
        shell.fails(64, "did you mean Complete", "job", "list", "--status", "complet")
        #expect(shell.out("package", "show", "Editor").contains("\\\\SRV2\\SMS_PKG"))
    }

    @Test func onlyAPendingJobIsChanged() throws {
        let shell = try Shell.withPackage()
        shell.run("job", "create", "Editor", "--on", "site:BPC", "--comment", "mine")
        let out = shell.out(
            "job", "set", "mine", "--priority", "low", "--on", "group:Sales", "--mandatory", "--comment",
            "yours")
        #expect(out.contains("machine group Sales"))
        let text = shell.out("job", "show", "yours", "--scalars")
        #expect(text.contains("Priority: 3\n") && text.contains("Center icon: Machinegroup\n"))
        #expect(text.contains("Machine path:\n") && text.contains("Use mandatory time: 1\n"))
        #expect(shell.out("job", "set", "yours", "--priority", "low").contains("so already"))
        #expect(shell.run("job", "set", "yours", "--no-run").code == 0)
        #expect(shell.out("job", "show", "yours").contains("Run workstation command                no"))
        try shell.pass(minutes: 20)
        shell.fails(77, "only a Pending job can be changed", "job", "set", "yours", "--priority", "high")
    }

    @Test func anActiveJobIsDeletedByForceOnly() throws {
        let shell = try Shell.withPackage()
        shell.run("job", "create", "Editor", "--on", "site:BPC")
        try shell.pass(minutes: 20)
        shell.fails(77, "Q168130", "job", "delete", "BPC00001")
        let (code, out, err) = shell.run("job", "delete", "BPC00001", "--force")
        #expect(code == 3)
        #expect(out.contains("Job BPC00001 was deleted."))
        #expect(err.contains("[active-job-deleted]"))
        shell.fails(66, "no job 'BPC00001'", "job", "show", "BPC00001")
        shell.run("job", "create", "Editor", "--on", "site:BPC")
        #expect(shell.out("job", "delete", "BPC00002").contains("will never start"))
    }

    @Test func cancellingSaysWhatHappensNext() throws {
        let shell = try Shell.withPackage()
        shell.run("job", "create", "Editor", "--on", "site:BPC", "--comment", "first")
        try shell.pass(minutes: 20)
        let (code, out, err) = shell.run("job", "cancel", "first")
        #expect(code == 0 && out.contains("Cancel Pending") && out.contains("48 hours"))
        #expect(err.contains("Next: sms12 run"))
        shell.fails(77, "being cancelled already", "job", "cancel", "first")
        try shell.pass(minutes: 60)
        let list = try shell.list("job", "list")
        #expect(list.first?["status"] as? String == "Canceled")
        shell.fails(77, "nothing to cancel", "job", "cancel", "first")
        shell.fails(66, "no job 'second'", "job", "cancel", "second")
    }
}

@Suite struct JobFilePageTests {
    /// The example of `docs/reference/job-file.md` makes the job it shows, and the page has every scalar.
    @Test func theExampleOfThePageWorks() throws {
        let shell = try Shell.withPackage()
        let page = String(decoding: try readFile(checkoutRoot + "/docs/reference/job-file.md"), as: UTF8.self)
        let parts = page.components(separatedBy: "```json5\n")
        let example = try #require(parts.last?.components(separatedBy: "```").first)
        try shell.scratch.write("job.json5", example)
        let (code, out, err) = shell.run("job", "create", "--from", "job.json5")
        #expect(code == 0, "\(err)")
        #expect(out.contains("1997-04-25 12:00"))
        for scalar in JobScalar.allCases { #expect(page.contains(scalar.label), "\(scalar.label)") }
    }
}
