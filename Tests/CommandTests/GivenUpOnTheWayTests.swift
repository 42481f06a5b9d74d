import Foundation
import TestKit
import Testing

@testable import Commands

/// What travels up and down the hierarchy and is given up after seven days (Q214485).
@Suite struct GivenUpOnTheWayTests {
    private func scene(
        _ sites: [(code: String, settings: String)], _ done: [String],
        head: String = #"release: "1.2SP4""#
    ) throws -> Shell {
        try BlockerScene(title: "", sites: sites, head: head, done: done, blocker: "").play()
    }

    /// Reference 3.7: Site Reporter forwards until the originating site has it; Q188055: system jobs are Retrying for ever.
    @Test func `a bundle of statuses that could not be sent for seven days is not lost`() throws {
        let shell = try scene(
            BlockerScene.two(),
            [
                "job create Quill --on site:LOW --mandatory-after '1997-04-21 08:01'", "run 20m",
                "fault link LOW CEN", "run 9d",
            ])
        let held = shell.out("explain", "job", "CEN00001")
        #expect(held.contains("The link between") && held.contains("is down"), "\(held)")
        #expect(!held.contains("never came"), "\(held)")
        // It was given up once, and the log says so.
        #expect(shell.out("event", "list", "--number", "21").contains("LOW"), "event 21 at LOW")
        _ = shell.out("fault", "link", "LOW", "CEN", "--state", "up")
        _ = shell.out("run", "--for", "2d", "--quiet")
        let job = try #require(try shell.list("job", "list").first)
        #expect(job["status"] as? String == "Complete", "\(job) \(shell.out("explain", "job", "CEN00001"))")
        #expect(shell.run("replay").code == 0 && shell.run("lab", "check").code == 0)
    }

    /// Q131010: the proposal stays PENDING; what a site between gave up nobody tells, and it is proposed again as it is.
    @Test func `a control file that a site between gave up is explained, and proposed again`() throws {
        let shell = try scene(
            BlockerScene.three(),
            [
                "fault link MID LOW", "site set LOW --response very-fast --at CEN", "run 3h",
            ], head: #"release: "1.2SP4", siteProperties: "components""#)
        let onItsWay = shell.out("explain", "site", "LOW")
        #expect(onItsWay.contains("has left site CEN") && onItsWay.contains("MID"), "\(onItsWay)")
        #expect(!onItsWay.contains("brought it to site LOW"), "\(onItsWay)")
        _ = shell.out("run", "--for", "8d", "--quiet")
        let lost = shell.out("explain", "site", "LOW")
        #expect(
            lost.contains("Site MID gave up sending the control file") && lost.contains("event 21"), "\(lost)"
        )
        #expect(lost.contains("sms12 site set LOW --at CEN"), "\(lost)")
        _ = shell.out("fault", "link", "MID", "LOW", "--state", "up")
        let (code, _, err) = shell.run("site", "set", "LOW", "--at", "CEN", "--quiet")
        #expect(code == 0, "\(err)")
        _ = shell.out("run", "--for", "1d", "--quiet")
        #expect(shell.out("explain", "site", "LOW").contains("is what its administrator wants"))
        // Where nothing is out there is nothing to propose again.
        #expect(shell.run("site", "set", "LOW", "--at", "CEN", "--quiet").code == 64)
    }

    /// Q133111: a secondary site has no database; what its parent does not know yet is told at least.
    @Test func `events of a secondary site that wait for their way up are told`() throws {
        let shell = try scene(
            BlockerScene.two("", "secondary: true"),
            [
                "job create Quill --on site:LOW --mandatory-after '1997-04-21 08:01'", "run 20m",
                "fault link LOW CEN", "run 1d",
            ])
        let (code, out, err) = shell.run("event", "list", "--site", "LOW")
        #expect(code == 0)
        #expect(!out.contains("251"), "\(out)")
        #expect(err.contains("of site LOW") && err.contains("not been reported to site CEN yet"), "\(err)")
        #expect(err.contains("251"), "\(err)")
        _ = shell.out("fault", "link", "LOW", "CEN", "--state", "up")
        _ = shell.out("run", "--for", "1d", "--quiet")
        let after = shell.run("event", "list", "--site", "LOW")
        #expect(after.out.contains("251") && !after.err.contains("not been reported"), "\(after)")
    }

    /// Sheet 9.4: 262 to 265 are request file open, read, no addresses, no more addresses after retries.
    @Test func `event 265 is raised when the retries are used up, once until something gets through`() throws
    {
        let shell = try scene(
            BlockerScene.two(), ["fault link CEN LOW", "job create Quill --on site:LOW", "run 1d"])
        func count() throws -> Int {
            try shell.list("event", "list", "--site", "CEN", "--number", "265").count
        }
        #expect(try count() == 1)
        for line in [
            "fault link CEN LOW --state up", "run --for 2d", "fault link CEN LOW",
            "job create Quill --on site:LOW", "run --for 1d",
        ] {
            _ = shell.run(line.split(separator: " ").map { String($0) } + ["--quiet"])
        }
        #expect(try count() == 2)
    }
}

/// Names that the specimens of the articles have.
@Suite struct StatusNameTests {
    @Test func `the logs of a client's status name its files`() throws {
        let shell = try BlockerScene(
            title: "", sites: BlockerScene.one(),
            head: #"release: "1.2SP4", results: [{mif: "success"}]"#,
            done: ["job create Quill --on site:CEN --mandatory-after '1997-04-21 08:01'", "run 1d"],
            blocker: ""
        ).play()
        // The shape of the lines in Q169491.
        let despooler = shell.out("log", "show", "despooler", "--grammar", "plain")
        #expect(despooler.contains("Found ready instruction sni0"), "\(despooler)")
        let client = shell.out("client", "log", "CENPC1")
        #expect(client.contains("Need to report with DMTF MIF: C:\\WINNT\\CEN00001.MIF"), "\(client)")
        #expect(client.contains("Writing status information to \\\\SCEN\\SMS_SHR\\despoolr.box"), "\(client)")
    }

    @Test func `the trace names the command that was performed, and what it was about`() throws {
        let shell = try BlockerScene(
            title: "", sites: BlockerScene.one(),
            done: ["job create Quill --on site:CEN", "client off CENPC1", "run 10m"], blocker: ""
        ).play()
        let rows = try shell.list("trace", "list").filter { $0["what"] as? String == "commandPerformed" }
        let told = rows.map { "\($0["subject"] as? String ?? "") \($0["object"] as? String ?? "")" }
        #expect(told == ["package.create CEN00001", "job.create CEN00001", "client.power CENPC1"], "\(told)")
    }

    /// What only reads a lab can look at an earlier time of it.
    @Test func `exports, map and rights take --at`() throws {
        let shell = try BlockerScene(
            title: "", sites: BlockerScene.one(),
            done: ["run 1h", "job create Quill --on site:CEN", "run 3h"], blocker: ""
        ).play()
        let early = "1997-04-21 08:30"
        let late = "1997-04-21 10:30"
        #expect(shell.run("job", "export", "CEN00001", "--at", early).code == 66)
        #expect(shell.run("job", "export", "CEN00001", "--at", late).code == 0)
        #expect(!shell.out("server", "rights", "SCEN", "--at", early).contains("CEN00001"))
        #expect(shell.out("server", "rights", "SCEN", "--at", late).contains("CEN00001"))
        #expect(shell.run("lab", "export", "--at", early).code == 0)
        #expect(shell.run("package", "export", "Quill", "--at", late).code == 0)
        #expect(shell.run("tool", "preinst", "--dump", "--at", early).code == 0)
        #expect(shell.run("tool", "preinst", "--syncparent", "--at", early).code == 64)
    }
}

/// A bundle whose instruction file is gone: what it carried is lost, and that is said.
@Suite struct LostBundleTests {
    @Test func `a bundle whose instruction is gone says what is lost`() throws {
        let shell = try BlockerScene(
            title: "", sites: BlockerScene.two(), head: #"release: "1.2SP4+hotfixes""#,
            done: [
                "job create Quill --on site:LOW --mandatory-after '1997-04-21 08:01'", "run 20m",
                "fault link LOW CEN", "run 4h",
            ], blocker: ""
        ).play()
        let bundle = try #require(
            try shell.list("job", "list", "--system", "--site", "LOW").last?["id"] as? String)
        let requests = try shell.list("tool", "dumpsend")
        let request = try #require(
            requests.last { ($0["job"] as? String) == bundle || ($0["jobID"] as? String) == bundle },
            "\(requests)")
        let name = try #require(request["request"] as? String ?? request["id"] as? String, "\(request)")
        _ = shell.out("fault", "request", "LOW", name, "deleted")
        _ = shell.out("fault", "link", "LOW", "CEN", "--state", "up")
        _ = shell.out("run", "--for", "1d", "--quiet")
        let told = shell.out("explain", "job", bundle)
        #expect(told.contains("could not be used (event 43)"), "\(told)")
        #expect(told.contains("statuses and events that it carried are lost"), "\(told)")
        #expect(!told.contains("seven days"), "\(told)")
    }
}
