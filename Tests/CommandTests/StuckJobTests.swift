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
}
