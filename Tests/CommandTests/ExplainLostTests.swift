import Foundation
import TestKit
import Testing

/// What nothing moves any more, and decoys that look as if they did: nothing is said to move that does not.
@Suite struct ExplainLostTests {
    static let all = "--on 'path:*|*|*'"
    static let low = "--on site:LOW"
    static let due = "--mandatory-after '1997-04-21 08:01'"

    /// A parent that was taken from a site in the middle (RG S3D2B: its Site Reporter has nobody to tell).
    static let apart: [BlockerScene] = [
        .init(
            title: "the site between has no parent now", sites: BlockerScene.three(),
            done: ["job create Quill \(low) \(due)", "run 30m", "site detach MID", "run 6h"],
            blocker: "status-lost", says: ["Site MID has no parent now", "sms12 site attach MID --to CEN"],
            never: ["looks again", "until Site Reporter"], until: "no", source: "RG S3D2B"),
        .init(
            title: "what it deleted never comes, though it has its parent again",
            sites: BlockerScene.three(),
            done: [
                "job create Quill \(low) \(due)", "run 30m", "site detach MID", "run 6h",
                "site attach MID --to CEN", "run 3d",
            ], blocker: "status-lost", says: ["never came to site CEN", "1 client"],
            never: ["looks again"], until: "no", source: "RG S3D2B"),
        .init(
            title: "a site that was taken away is no link that is down", sites: BlockerScene.three(),
            done: ["site remove LOW", "job create Quill \(all)", "run 3h"], blocker: "removed",
            says: ["Site LOW was taken out of the lab", "--delsite LOW,MID"],
            never: ["fault link", "The link between"], quirk: "ghost-site-retrying", source: "Q188055"),
    ]

    /// Two things hold it, and both have to go.
    static let pairs: [BlockerScene] = [
        .init(
            title: "the neighbour's site server and the link to it are down", sites: BlockerScene.two(),
            done: ["fault link CEN LOW", "fault server LOW SLOW", "job create Quill \(low)", "run 1h"],
            blocker: "site-server-down",
            says: ["The site server SLOW of site LOW is down", "The link between CEN and LOW is down"]),
        .init(
            title: "the database is away, and the job is not due either", sites: BlockerScene.two(),
            done: [
                "job create Quill \(all) --start-after '1997-04-23 10:00'", "fault sql CEN", "run 1h",
            ],
            blocker: "sql-down", says: ["Its Start After is 1997-04-23 10:00"]),
        .init(
            title: "the Scheduler is paused, and the job is not due either", sites: BlockerScene.two(),
            done: [
                "job create Quill \(all) --start-after '1997-04-23 10:00'", "service pause SMS_SCHEDULER",
                "run 1h",
            ],
            blocker: "service-paused", says: ["Its Start After is 1997-04-23 10:00"]),
        .init(
            title: "a platform that is not supported, and switched off",
            sites: BlockerScene.one(#"clients: [{names: "P", platform: "dos6"}]"#),
            done: [
                "package create NT --source src --command Install=SETUP.EXE --platform nt-x86",
                "client off P", "job create NT \(all)", "run 3h",
            ], blocker: "platform", never: ["client on"], until: "no", source: "Q156250"),
        .init(
            title: "a platform that is not supported, and nobody is logged on",
            sites: BlockerScene.one(#"clients: [{names: "P", platform: "dos6"}]"#),
            done: [
                "package create NT --source src --command Install=SETUP.EXE --platform nt-x86",
                "client logoff P", "job create NT \(all)", "run 3h",
            ], blocker: "platform", never: ["client logon"], until: "no"),
        .init(
            title: "a platform that is not supported, and the logon server is down",
            sites: BlockerScene.one(
                #"clients: [{names: "P", platform: "win16"}], servers: [{name: "S", roles: ["site", "distribution"]}, "#
                    + #"{name: "LOG", roles: ["logon"]}]"#),
            done: [
                "package create NT --source src --command Install=SETUP.EXE --platform nt-x86",
                "fault server CEN LOG", "job create NT \(all)", "run 3h",
            ], blocker: "platform", never: ["fault server"], until: "no"),
        .init(
            title: "a background command without a service, and switched off", sites: BlockerScene.one(),
            done: [
                "package create Bg --source src --command Install=SETUP.EXE --background",
                "client off CENPC1", "job create Bg \(all)", "run 3h",
            ], blocker: "service-only", never: ["client on"], until: "no", source: "Q165147"),
        .init(
            title: "the destination's drive is full (Win32 error 112)",
            sites: BlockerScene.two(
                "",
                #"servers: [{name: "SLOW", roles: ["site", "logon", "distribution"], drives: [{letter: "C", free: "1KB"}]}]"#
            ),
            done: ["job create Quill \(low)", "run 5h"], blocker: "no-disk",
            says: ["Win32 error 112", "seven days"], quirk: "no-disk-check", source: "Q137610"),
    ]

    @Test(arguments: apart) func `what is lost for good`(scene: BlockerScene) throws { try scene.check() }
    @Test(arguments: pairs) func `two things at once`(scene: BlockerScene) throws { try scene.check() }

    /// The first of its reasons, and its line of the overview.
    private func reason(_ shell: Shell, _ words: String...) throws -> [String: Any] {
        let (code, out, err) = shell.run(["explain"] + words + ["--format", "json"])
        #expect(code == 0, "\(err)")
        let json = try JSONSerialization.jsonObject(with: Data(out.utf8)) as? [String: Any]
        return try #require((json?["reasons"] as? [[String: Any]])?.first, "\(out)")
    }

    private func scene(
        _ sites: [(code: String, settings: String)], _ done: [String], _ release: String = "1.2SP4",
        results: String = ""
    ) throws -> Shell {
        try BlockerScene(
            title: "", sites: sites, head: #"release: "\#(release)", results: [\#(results)]"#, done: done,
            blocker: ""
        ).play()
    }

    // MARK: Requests that are given up

    /// A job whose only request is gone has failed at its target (server 4.5: Retrying, give up, Failed).
    @Test(arguments: [
        ("zero-length", "1.2SP3", "37"), ("deleted", "1.2SP3", "43"), ("deleted", "1.2SP4", "43"),
        ("deleted", "1.2SP4+hotfixes", "43"),
    ])
    func `a request that is given up fails its job, and is named`(
        damage: String, release: String, event: String
    ) throws {
        let shell = try scene(
            BlockerScene.two(),
            [
                "fault link CEN LOW", "job create Quill \(Self.low)", "run 30m",
                "fault request CEN _001CEN \(damage)", "run 2h",
            ], release)
        let job = try #require(try shell.list("job", "list").first)
        #expect(job["status"] as? String == "Failed" && job["sending"] as? String == "Failed", "\(job)")
        let told = shell.out("explain", "job", "CEN00001")
        #expect(told.contains("event \(event)") && !told.contains("looks again"), "\(told)")
        #expect(!(try shell.list("explain").contains { $0["id"] as? String == "CEN00001" }), "it is final")
        #expect(shell.run("replay").code == 0 && shell.run("lab", "check").code == 0)
    }

    /// As long as other sites work on a job that Failed at one, what was given up is named first; then it is final.
    @Test func `a job that failed at one site ends when the others have done`() throws {
        let shell = try scene(
            BlockerScene.two(),
            [
                "fault link CEN LOW",
                "job create Quill \(Self.all) --mandatory-after '1997-04-21 12:00'", "run 30m",
            ])
        let place = try shell.list("tool", "dumpsend").first {
            $0.values.contains { $0 as? String == "LOW" }
        }
        let name = try #require(place?["request"] as? String)
        _ = shell.out("fault", "request", "CEN", name, "deleted")
        _ = shell.out("run", "--for", "2h", "--quiet")
        #expect(try shell.list("job", "list").first?["status"] as? String == "Failed")
        let first = try reason(shell, "job", "CEN00001")
        #expect(first["blocker"] as? String == "given-up")
        #expect((first["sentence"] as? String)?.contains("event 43") ?? false, "\(first)")
        #expect(shell.out("explain", "job", "CEN00001").contains("Mandatory After"))
        _ = shell.out("run", "--for", "1d", "--quiet")
        #expect(!(try shell.list("explain").contains { $0["id"] as? String == "CEN00001" }), "it is final")
    }

    /// Q214485: seven days; the Scheduler looks at its polls, and at what the Sender gave back only.
    @Test func `a request is not said to be given up before it is`() throws {
        let shell = try scene(
            BlockerScene.two(), ["fault link CEN LOW", "job create Quill \(Self.low)", "run 3h"])
        let causes = try #require(try reason(shell, "job", "CEN00001")["causes"] as? [[String: Any]])
        let end = try #require(
            causes.first { ($0["sentence"] as? String)?.contains("event 21") ?? false }?["until"] as? String)
        _ = shell.out("run", "--for", "8d", "--quiet")
        let given = try #require(
            try shell.list("event", "list", "--number", "21").first?["time"] as? String)
        #expect(given > "1997-04-28 08:00" && given <= end && end < "1997-04-28 10:00", "\(given) \(end)")
    }

    // MARK: Since and until

    @Test func `a request that was suspended goes on when the other one ends`() throws {
        let slow =
            #"addresses: [{to: "LOW", bitsPerSecond: 100}], senders: [{kind: "lan", maximumSendings: 1}]"#
        let shell = try scene(
            BlockerScene.two(slow),
            [
                "package create Hi --source src --command Install=SETUP.EXE",
                "job create Quill \(Self.low) --priority low", "run 12m",
                "job create Hi \(Self.low) --priority high", "run 6m",
            ])
        let held = try reason(shell, "job", "CEN00001")
        #expect(held["blocker"] as? String == "suspended", "\(held)")
        #expect(held["until"] as? String != nil, "it goes on when a transfer ends: \(held)")
    }

    @Test func `since when a client is without user, or a command put aside`() throws {
        let shell = try scene(
            BlockerScene.one(), ["job create Quill \(Self.all)", "run 3h", "client archive CENPC1 CEN00001"])
        let archived = try reason(shell, "job", "CEN00001")
        #expect(archived["blocker"] as? String == "archived")
        #expect((archived["since"] as? String)?.hasPrefix("1997-04-21 11:00") ?? false, "\(archived)")
        _ = shell.out("run", "--for", "1h", "--quiet")
        _ = shell.out("client", "logoff", "CENPC1")
        _ = shell.out("run", "--for", "1h", "--quiet")
        let alone = try reason(shell, "job", "CEN00001")
        #expect(alone["blocker"] as? String == "nobody-logged-on")
        #expect((alone["since"] as? String)?.hasPrefix("1997-04-21 12:00") ?? false, "\(alone)")
        #expect(shell.run("replay").code == 0)
    }

    @Test func `since when a service holds what a client reads`() throws {
        let shell = try scene(
            BlockerScene.one(),
            ["run 10m", "service pause SMS_MAINTENANCE_MANAGER", "job create Quill \(Self.all)", "run 3h"])
        let held = try reason(shell, "job", "CEN00001")
        #expect(held["blocker"] as? String == "service-paused")
        #expect((held["since"] as? String)?.hasPrefix("1997-04-21 08:10") ?? false, "\(held)")
    }

    @Test func `since when an instruction file that is open holds a cancel`() throws {
        let shell = try scene(
            BlockerScene.one(),
            [
                "job create Quill \(Self.all)", "run 2h", "client lock CENPC1 --until '1997-04-23 08:00'",
                "job cancel CEN00001", "run 2h",
            ])
        let held = try reason(shell, "job", "CEN00001")
        #expect(held["blocker"] as? String == "file-in-use" && held["since"] as? String != nil, "\(held)")
    }

    // MARK: The Executive

    /// Q152468: the file is read first at each start, and ends the Executive again.
    @Test func `a damaged file that ends the Executive is named`() throws {
        let shell = try scene(
            BlockerScene.one(), ["fault file CEN corrupt-nil", "job create Quill \(Self.all)", "run 2h"])
        let held = try reason(shell, "job", "CEN00001")
        #expect(held["blocker"] as? String == "service-stopped" && held["quirk"] as? String == "smsexec-nil")
        let advice = try #require(held["advice"] as? String)
        #expect(advice.contains("fault file CEN corrupt-nil --clear"), "\(advice)")
        // What is advised helps.
        _ = shell.out("fault", "file", "CEN", "corrupt-nil", "--clear")
        _ = shell.out("service", "start", "SMS_EXECUTIVE", "--site", "CEN")
        _ = shell.out("run", "--for", "2h", "--quiet")
        #expect(try reason(shell, "job", "CEN00001")["blocker"] as? String == "user-has-to-run")
    }

    // MARK: Clients

    /// Client 1.6: eligible is what is automated, in the background and due; when the service came does not matter.
    @Test func `a service that comes later runs what waited for one`() throws {
        let shell = try scene(
            BlockerScene.one(),
            [
                "package create Bg --source src --command Install=SETUP.EXE --background",
                "job create Bg \(Self.all) --mandatory-after '1997-04-21 08:10'", "run 3h",
            ])
        #expect(try reason(shell, "job", "CEN00001")["blocker"] as? String == "service-only")
        _ = shell.out("client", "set", "CENPC1", "--set", "service=true")
        _ = shell.out("run", "--for", "3h", "--quiet")
        #expect(try shell.list("job", "list").first?["status"] as? String == "Complete")
        #expect(shell.run("replay").code == 0 && shell.run("lab", "check").code == 0)
    }

    /// After the hotfix of Q190135 a malformed status MIF is no success: as with one that says Failed, the record stays and
    /// the client runs the command again (Q166833).
    @Test(arguments: ["malformed", "oversized", "failed"])
    func `a client runs again what failed`(mif: String) throws {
        let shell = try scene(
            BlockerScene.one(),
            ["job create Quill \(Self.all) --mandatory-after '1997-04-21 08:10'", "run 1d"],
            "1.2SP4+hotfixes", results: #"{mif: "\#(mif)", attempt: 1}"#)
        #expect(try shell.list("job", "list").first?["status"] as? String == "Complete")
    }

    // MARK: System jobs

    /// Server 2.3: they stand in the Jobs window, where a filter can exclude them.
    @Test func `system jobs are listed and explained`() throws {
        let shell = try scene(
            BlockerScene.two("", "addresses: []"),
            ["job create Quill \(Self.low) --mandatory-after '1997-04-21 08:30'", "run 1d"])
        let plain = try shell.list("job", "list", "--site", "LOW")
        #expect(!plain.contains { $0["type"] as? String == "System Job" })
        let rows = try shell.list("job", "list", "--system", "--site", "LOW")
        let row = try #require(rows.first { $0["type"] as? String == "System Job" })
        let id = try #require(row["id"] as? String)
        #expect(row["status"] as? String == "Retrying", "\(row)")
        let held = try reason(shell, "job", id)
        #expect(held["blocker"] as? String == "no-address", "\(held)")
        #expect((held["sentence"] as? String)?.contains("event 332") ?? false)
        let line = try shell.list("explain").first { $0["type"] as? String == "System Job" }
        #expect(line?["blocker"] as? String == "no-address", "\(line ?? [:])")
    }

    // MARK: Events and sites

    @Test func `an event names what stands behind it`() throws {
        let shell = try scene(
            BlockerScene.two(), ["fault link CEN LOW", "job create Quill \(Self.low)", "run 1h"])
        for number in ["251", "316"] {
            let held = try reason(shell, "event", number)
            #expect(held["blocker"] as? String == "link-down", "\(held)")
            #expect((held["advice"] as? String) == "sms12 fault link CEN LOW --state up")
        }
        _ = shell.out("fault", "link", "CEN", "LOW", "--state", "up")
        #expect(shell.out("explain", "event", "251").contains("can be reached now"))
    }

    @Test func `an event of a site below is found where it is listed`() throws {
        let full =
            #"servers: [{name: "SLOW", roles: ["site", "logon"]}, {name: "V", roles: ["distribution"], drives: [{letter: "C", free: "1KB"}]}]"#
        let shell = try scene(BlockerScene.two("", full), ["job create Quill \(Self.low)", "run 5h"])
        #expect(try shell.list("event", "list", "--number", "109").count == 2, "both sites have it")
        let held = try reason(shell, "event", "109", "--site", "CEN")
        #expect((held["sentence"] as? String)?.contains("Told by site LOW") ?? false, "\(held)")
        #expect(held["blocker"] as? String == "no-disk" && held["until"] as? String != nil, "\(held)")
        // The status of the job is what its own site shows.
        let status = try #require(try shell.list("job", "list").first?["status"] as? String)
        #expect((held["sentence"] as? String)?.contains("Job CEN00001, \(status)") ?? false, "\(held)")
    }

    @Test func `the overview of a site has the jobs that go there`() throws {
        let shell = try scene(
            BlockerScene.two(), ["job create Quill \(Self.low)", "job create Quill --on site:CEN", "run 3h"])
        let ids = try shell.list("explain", "--site", "LOW").compactMap { $0["id"] as? String }
        #expect(ids.contains("CEN00001") && !ids.contains("CEN00002"), "\(ids)")
    }
}
