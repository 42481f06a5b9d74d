import TestKit
import Testing

@testable import Commands

/// What a person sees who asks why a job does not go on.
@Suite struct StuckJobTests {
    private func started(_ options: String...) throws -> Shell {
        let shell = try Shell()
        try shell.scratch.write("files/setup.bat", "echo\r\n")
        _ = shell.out("lab", "create", "a")
        _ = shell.out("package", "create", "Tool", "--source", "files", "--command", "Install=setup.bat")
        let made = shell.run(["job", "create", "Tool", "--on", "site:BPC"] + options)
        #expect(made.code == 0, "\(made.err)")
        return shell
    }

    @Test func `idleness ends a run although an optional offer is never taken`() throws {
        let shell = try started()
        let out = shell.out("run", "--until-idle")
        // The last thing that changes is the last client's first poll, within two hours; a day later it stops.
        #expect(out.contains("The lab stands at 1997-04-22"), "\(out.suffix(80))")
    }

    @Test func `a command with a mistake costs no time`() throws {
        let shell = try started()
        let (code, out, err) = shell.run("at", "1997-04-24 09:00", "--", "job", "cancle", "BPC00001")
        #expect(code == 64 && out.isEmpty && err.contains("did you mean cancel?"), "\(err)")
        #expect(shell.out("lab", "show").contains("1997-04-21 08:00"))
        #expect(shell.out("job", "list").contains("Pending"))
    }

    @Test func `nobody waits for a job that has ended`() throws {
        let shell = try started()
        _ = shell.out("job", "cancel", "BPC00001")
        _ = shell.out("run", "--until-job", "BPC00001=Canceled")
        let before = try LabReader(shell.scratch.path("a.lab")).now()
        let (code, _, err) = shell.run("run", "--until-job", "BPC00001=Complete")
        #expect(code == 1 && err.contains("it has ended"), "\(err)")
        #expect(try LabReader(shell.scratch.path("a.lab")).now() == before)
    }

    @Test func `event show prints the event that event list numbers`() throws {
        let shell = try started()
        _ = shell.out("server", "set", "SRV3", "--offline")
        _ = shell.out("run", "--cycles", "6")
        let shown = shell.out("event", "show", "1")
        #expect(shown.contains("could not be put on server SRV3"), "\(shown)")
        let (code, _, err) = shell.run("event", "show", "99")
        #expect(code == 66 && err.contains("no event 99"), "\(err)")
    }

    @Test func `a server that cannot be reached is named in event 108, with the package`() throws {
        let shell = try started()
        _ = shell.out("server", "set", "SRV3", "--offline")
        _ = shell.out("run", "--cycles", "6")
        let events = shell.out("event", "list")
        #expect(events.contains("Package BPC00001 could not be put on server SRV3"), "\(events)")
    }

    @Test func `the trace of a job tells of its package on each server`() throws {
        let shell = try started()
        _ = shell.out("run", "--cycles", "6")
        let trace = try shell.list("trace", "list", "--job", "BPC00001")
        let copied = trace.filter { $0["what"] as? String == "packageCopied" }
        #expect(copied.compactMap { $0["object"] as? String }.sorted() == ["SRV1", "SRV2", "SRV3"])
    }

    @Test func `the rows of many neighbouring targets are written as one set, in order`() throws {
        // 200 neighbours go in as one set.
        let shell = try Shell()
        try shell.scratch.write("files/setup.bat", "echo\r\n")
        _ = shell.out("lab", "create", "a", "--clients", "200", "--fidelity", "modelled")
        _ = shell.out("package", "create", "Tool", "--source", "files", "--command", "Install=setup.bat")
        _ = shell.out("job", "create", "Tool", "--on", "site:BPC")
        _ = shell.out("run")
        let rows = try shell.list("job", "details", "BPC00001", "--kind", "workstation")
        #expect(rows.count == 200)
        #expect(rows.compactMap { $0["target"] as? String } == (1...200).map { "PC\($0)" })
        #expect(shell.run("lab", "check").code == 0)
    }

    @Test func `a run tells an event with what it is about, and an empty list of details says where to look`()
        throws
    {
        let shell = try started()
        // A machine path needs three parts; the warning at creation says so.
        _ = shell.run(["job", "create", "Tool", "--on", "path:no.path"])
        let story = shell.out("run")
        #expect(
            story.contains("event 319 SMS_SCHEDULER: The machine path no.path of the job is not valid"),
            "\(story)")
        #expect(!story.contains("{"), "\(story)")
        let details = shell.run(["job", "details", "BPC00002"])
        #expect((details.out + details.err).contains("sms12 event list"), "\(details)")
    }

    @Test func `a lab is found by the name it was made with`() throws {
        let shell = try started()
        #expect(shell.run(["job", "list", "--lab", "a"]).code == 0)
        shell.fails(66, "no lab at b", "job", "list", "--lab", "b")
    }
}
