import Foundation
import TestKit
import Testing

@testable import Commands

/// What a review found: labs that replayed as different, or that a check took for damaged.
@Suite struct ReviewTests {
    private func isWhole(_ shell: Shell, sourceLocation: Testing.SourceLocation = #_sourceLocation) {
        let check = shell.run("lab", "check")
        #expect(check.code == 0, "\(check.err)", sourceLocation: sourceLocation)
        let replay = shell.run("replay")
        #expect(replay.code == 0, "\(replay.err)", sourceLocation: sourceLocation)
    }

    @Test func `a source that changes at one of two sites that pack at once is that site's`() throws {
        let shell = try Shell()
        let site = { (code: String) in
            "{ code: '\(code)', name: '\(code)', domains: ['D'], servers: [{ name: 'S\(code)', roles: ['site', "
                + "'logon', 'distribution'], drives: [{ letter: 'C', free: '1GB' }] }], "
                + "compression: { yieldMilliseconds: 60000 }, clients: [{ names: 'P\(code)#', count: 1 }] }"
        }
        try shell.scratch.write(
            "two.json5", "{ name: 't', phases: 'aligned', sites: [\(site("AAA")), \(site("BBB"))] }")
        let made = shell.run("lab", "create", "t.lab", "--from", "two.json5")
        #expect(made.code == 0, "\(made.err)")
        for code in ["AAA", "BBB"] {
            try shell.scratch.write("src\(code)/a.txt", String(repeating: "a", count: 5_000))
            _ = shell.run(
                "package", "create", code, "--source", "src\(code)", "--command", "Go=a.exe", "--site", code)
            let job = shell.run("job", "create", code, "--on", "site:\(code)", "--site", code)
            #expect(job.code == 0 || job.code == 3, "\(job.err)")
        }
        // Until both are being packed.
        for _ in 0..<30 {
            let text = shell.out("trace", "list", "--format", "csv")
            if text.split(separator: "\n").count(where: { $0.contains("compressionStarted") }) == 2 { break }
            _ = shell.run("run", "--for", "10s")
        }
        try shell.scratch.write("srcBBB/a.txt", String(repeating: "b", count: 6_000))
        _ = shell.run("run", "--for", "2h")
        let events = try shell.list("event", "list", "--number", "329")
        #expect(events.compactMap { $0["job"] as? String } == ["BBB00001"])
        isWhole(shell)
    }

    @Test(arguments: [1, 40]) func `a command for another platform leaves no offer behind`(cycles: Int) throws
    {
        let shell = try Shell.withPackage(fidelity: "modelled")
        _ = shell.run("client", "add", "OLD#", "--count", "2", "--platform", "win95")
        _ = shell.run("job", "create", "Editor", "--on", "site:BPC")
        for _ in 0..<(40 / cycles) { _ = shell.run("run", "--cycles", "\(cycles)") }
        isWhole(shell)
    }

    @Test func `changing one client leaves the others at their logon servers`() throws {
        let shell = try Shell.withLab(fidelity: "modelled")
        _ = shell.run("server", "set", "SRV2", "--add-role", "logon")
        func servers() throws -> [String] {
            try shell.list("client", "list").compactMap { $0["logonServer"] as? String }
        }
        let before = try servers()
        #expect(Set(before).count == 2, "\(before)")
        #expect(shell.run("client", "set", "PC1", "--user", "ann").code == 0)
        #expect(shell.run("client", "set", "PC3", "--user", "bob").code == 0)
        #expect(try servers() == before)
        isWhole(shell)
    }

    @Test func `a span that is longer than time is refused`() throws {
        let shell = try Shell.withLab(fidelity: "modelled")
        let endless = String(repeating: "999999999d", count: 120)
        for words in [
            ["run", "--for", endless], ["run", "--for", "36526d"], ["at", "+" + endless, "job", "list"],
        ] {
            let (code, _, err) = shell.run(words)
            #expect(code == 64 && !err.isEmpty)
        }
    }

    @Test func `until-job takes the names that other commands take`() throws {
        let shell = try Shell.withPackage(fidelity: "modelled")
        _ = shell.run("job", "create", "Editor", "--on", "site:BPC", "--comment", "Spring", "--no-run")
        let (code, _, err) = shell.run("run", "--until-job", "Spr=Complete")
        #expect(code == 0, "\(err)")
        shell.fails(66, "no job 'Autumn'", "run", "--until-job", "Autumn=Complete")
    }

    @Test func `a client that was removed is not suggested for itself`() throws {
        let shell = try Shell.withLab(fidelity: "modelled")
        _ = shell.run("client", "remove", "PC4")
        let (code, _, err) = shell.run("client", "show", "PC4")
        #expect(code == 66 && err.contains("no client 'PC4'") && !err.contains("did you mean PC4"), "\(err)")
    }

    @Test func `a client whose logon server is offline says so`() throws {
        let shell = try Shell.withLab(fidelity: "modelled")
        #expect(!shell.out("client", "show", "PC1").contains("Unreachable"))
        _ = shell.run("server", "set", "SRV1", "--offline")
        #expect(shell.out("client", "show", "PC1").contains("SRV1 is offline"))
    }
}
