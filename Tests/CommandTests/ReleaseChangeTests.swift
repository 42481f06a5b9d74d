import TestKit
import Testing

@testable import Commands

/// Another release or a quirk on a lab that goes on, as when a service pack is installed.
@Suite struct ReleaseChangeTests {
    private func file(_ release: String, _ quirks: String = "") -> String {
        """
        { name: "r", start: "1997-04-21 09:00", fidelity: "modelled", release: "\(release)", \(quirks)
          sites: [{ code: "BPC", domains: ["D1"], response: "very-fast",
            servers: [{ name: "SRV1", roles: ["site", "logon", "distribution"] }, { name: "SRV2", roles: ["distribution"] }],
            clients: [{ names: "PC#", count: 6 }] }],
          results: [{ clients: "PC1", durationSeconds: 60, mif: "failed", exitCode: 1 }, { durationSeconds: 60, mif: "success" }] }
        """
    }

    private func lab(_ shell: Shell, _ name: String, _ text: String) throws {
        try shell.scratch.write("\(name).json5", text)
        try shell.scratch.write("files/SETUP.EXE", "a program")
        _ = shell.out("lab", "create", name, "--from", "\(name).json5")
    }

    private func work(_ shell: Shell, _ name: String) {
        _ = shell.out(
            "package", "create", "Ed", "--source", "files", "--command", "Install=SETUP.EXE", "--automated",
            "--lab",
            name)
        _ = shell.out(
            "job", "create", "Ed", "--on", "site:BPC", "--mandatory-after", "1997-04-21 10:00", "--lab", name)
        _ = shell.out("run", "--for", "6h", "--summary", "--lab", name)
    }

    @Test(arguments: ["1.0", "1.1", "1.2", "1.2SP2", "1.2SP4+hotfixes"])
    func `a lab that changes its release at its first instant does what one of that release does`(
        release: String
    ) throws {
        let shell = try Shell()
        try lab(shell, "a", file(release))
        try lab(shell, "b", file("1.2SP4"))
        _ = shell.out("lab", "apply", "a.json5", "--lab", "b")
        for name in ["a", "b"] { work(shell, name) }
        for words in [
            ["job", "list"], ["job", "details", "BPC00001"], ["event", "list"], ["client", "list"],
            ["log", "show", "despool"],
        ] {
            let (one, other) = (shell.run(words + ["--lab", "a"]), shell.run(words + ["--lab", "b"]))
            #expect(one.out == other.out && one.code == other.code, "\(words) at \(release)")
        }
        #expect(shell.run("lab", "check", "--lab", "b").code == 0)
        #expect(shell.run("replay", "--lab", "b").code == 0)
    }

    @Test func `a quirk is switched from now on, and what lists tell of earlier stays`() throws {
        let shell = try Shell()
        try lab(shell, "a", file("1.2SP4"))
        work(shell, "a")
        try shell.scratch.write("off.json5", file("1.2SP2", "quirks: { \"retrying-sticks\": false },"))
        let dry = shell.out("lab", "apply", "off.json5", "--dry-run", "--lab", "a")
        #expect(dry.contains("release 1.2SP4 -> 1.2SP2, quirk retrying-sticks off, from now on"), "\(dry)")
        _ = shell.out("lab", "apply", "off.json5", "--lab", "a")
        #expect(shell.out("lab", "show", "--lab", "a").contains("1.2SP2"))
        #expect(shell.out("lab", "show", "--at", "1997-04-21 12:00", "--lab", "a").contains("1.2SP4"))
        _ = shell.out("rewind", "--commands", "1", "--lab", "a")
        #expect(shell.out("lab", "show", "--lab", "a").contains("1.2SP4"))
        _ = shell.out("rewind", "--undo", "--lab", "a")
        _ = shell.out("run", "--for", "1h", "--summary", "--lab", "a")
        #expect(shell.run("lab", "check", "--lab", "a").code == 0)
        #expect(shell.run("replay", "--lab", "a").code == 0)
    }

    @Test func `what belongs to the beginning of a lab still cannot be changed`() throws {
        let shell = try Shell()
        try lab(shell, "a", file("1.2SP4"))
        for (old, new) in [("09:00", "10:00"), ("modelled", "real"), ("name: \"r\"", "seed: 7, name: \"r\"")]
        {
            try shell.scratch.write("x.json5", file("1.2SP4").replacing(old, with: new))
            let result = shell.run("lab", "apply", "x.json5", "--lab", "a")
            #expect(result.code == 77 && result.err.contains("cannot be changed later"), "\(result)")
        }
    }
}
