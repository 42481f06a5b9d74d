import Foundation
import TestKit
import Testing

@testable import Commands

/// `log import --propose`: anybody can write a log and name a file, and the script that comes of it is run.
@Suite struct LogProposalSafetyTests {
    /// Words that a shell would run, end a text or end a line with.
    private static let words = [
        "A;touch pwned;B", "$(touch${IFS}pwned)", "`touch${IFS}pwned`", "A'B", "A\"B", "A|touch", "A&B", "-A",
        "A>B",
        "A B", "ﬃ", "A\u{2028}B",
    ]

    /// A shell with an `sms12` that writes its arguments into a file, a line a command.
    private func shell() throws -> Shell {
        let shell = try Shell()
        try shell.scratch.write(
            "sms12",
            "#!/bin/sh\nfor word; do printf '<%s>' \"$word\"; done >> arguments.txt\necho >> arguments.txt\n")
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755], ofItemAtPath: shell.scratch.path("sms12"))
        return shell
    }

    /// Proposes a lab, makes it, and runs the script with the `sms12` of the folder.
    ///
    /// - Returns: The lab file, the script, and what the script gave to `sms12`.
    private func propose(
        _ shell: Shell, _ log: String, _ file: String = "x.log", as name: String = "old.json5"
    ) throws -> (lab: String, script: String, given: String) {
        try Data(log.utf8).write(to: URL(fileURLWithPath: shell.scratch.path(file)))
        let proposed = shell.run("log", "import", "--propose", name, "--", file)
        #expect([0, 3].contains(proposed.code), "\(file.debugDescription): \(proposed)")
        let made = shell.run("lab", "create", "made", "--from", name)
        let text = String(decoding: try readFile(shell.scratch.path(name)), as: UTF8.self)
        #expect([0, 3].contains(made.code), "\(made.err)\n\(text)")
        let path = shell.scratch.path(name.replacing(".json5", with: ".sh"))
        let ran = try runProgram(
            "/bin/sh", [path], folder: shell.scratch.path,
            variables: ["PATH": shell.scratch.path + ":/usr/bin:/bin"])
        let script = String(decoding: try readFile(path), as: UTF8.self)
        #expect(ran.code == 0, "\(ran.output)\n\(script)")
        let files = try FileManager.default.contentsOfDirectory(atPath: shell.scratch.path)
        #expect(!files.contains { $0.lowercased().hasPrefix("pwned") }, "\(script)")
        let given = String(decoding: try readFile(shell.scratch.path("arguments.txt")), as: UTF8.self)
        return (text, script, given)
    }

    @Test(arguments: words) func `a server's name that is none is not taken from a log`(word: String) throws {
        let server = try propose(
            shell(),
            """
            [04/21/97 10:00:00] Package Command Manager ==> Failed to connect to SMS Logon Server.
            [04/21/97 10:00:00] Package Command Manager ==> Creating package file '\\\\\(word)\\SMS_SHR\\x'.

            """)
        #expect(server.given.contains("<server><set><LOGON1><--offline>"), "\(server.given)")
        for share in ["SMS_SHR\\a", "SMS_SHRD\\a", "SMS_PKGD\\a", "SMS_SHR;\\a", "SMS_SHR'\\a"] {
            let source = try propose(
                shell(),
                "Package source \\\\\(word)\\\(share) doesn't exist or we failed to access it, Win32 Error = 3"
                    + "   $$<SMS_SCHEDULER><Mon Apr 21 10:01:00 1997~><thread=4C>\n")
            #expect(
                !source.script.contains("\ntouch") && source.lab.contains("name: \"SRV1\""), "\(source.lab)")
        }
    }

    @Test func `a server's name that is one is taken`() throws {
        let found = try propose(
            shell(),
            """
            [04/21/97 10:00:00] Package Command Manager ==> Failed to connect to SMS Logon Server.
            [04/21/97 10:00:00] Package Command Manager ==> Creating package file '\\\\log_on-2\\SMS_SHR\\x'.

            """)
        #expect(found.given.contains("<server><set><LOG_ON-2><--offline>"), "\(found.given)")
    }

    @Test func `the time is one word`() throws {
        let found = try propose(
            shell(),
            "Changing status of command to Failed   $$<SMS_DESPOOLER><Mon Apr 21 10:01:00 1997~><thread=4C>\n"
                + "~Malformed status MIF file   $$<SMS_DESPOOLER><Mon Apr 21 10:01:00 1997~><thread=4C>\n"
                + "~Found ready instruction x.sni   $$<SMS_DESPOOLER><Mon Apr 21 10:01:00 1997~><thread=4C>\n"
        )
        #expect(found.given.contains("<--mandatory-after><1997-04-21 08:00>"), "\(found.given)")
    }

    /// Names of files that would end a comment, a quoted word or a command.
    static let names = [
        "a;touch pwned;.log", "$(touch pwned).log", "`touch pwned`.log", "it's\" x.log",
        "a\ntouch pwned\n.log",
        "a\rb\u{2028}c\u{2029}d\u{85}e.log", "-x.log", "a b *{ c.log", "\u{1B}[31m.log",
    ]

    @Test(arguments: names) func `a file's name stays a name`(name: String) throws {
        let log =
            "Package source \\\\SRV\\SMS_SHRD\\a doesn't exist or we failed to access it, Win32 Error = 3"
            + "   $$<SMS_SCHEDULER><Mon Apr 21 10:01:00 1997~><thread=4C>\n"
        let found = try propose(shell(), log, name)
        let shown = name.first == "-" ? "./" + name : name
        #expect(found.given.contains("<log><diff><\(shown)>"), "\(found.given)")
        #expect(found.given.contains("<lab><create><old.lab><--from><old.json5><--quiet>"), "\(found.given)")
        let proposal = name.replacing(".log", with: ".json5")
        let other = try propose(shell(), log, as: proposal.first == "-" ? "./" + proposal : proposal)
        let lab = shown.replacing(".log", with: ".lab")
        #expect(
            other.given.contains("<lab><create><\(lab)><--from><\(shown.replacing(".log", with: ".json5"))>"),
            "\(other.given)")
    }

    @Test func `a proposal that somebody mended is not written over`() throws {
        let shell = try Shell()
        try shell.scratch.write(
            "a.log",
            "Sending completed [OK]  $$<SMS_LAN_SENDER><Mon Apr 21 09:12:05 1997~><thread=9C>\n")
        let first = shell.run("log", "import", "a.log", "--propose", "a.json5")
        guard first.code == 0 else { return #expect(first.code == 65, "\(first)") }
        #expect(shell.run("log", "import", "a.log", "--propose", "a.json5").code == 0)
        try shell.scratch.write("a.json5", "// mended\n")
        #expect(shell.run("log", "import", "a.log", "--propose", "a.json5").code == 73)
        #expect(String(decoding: try readFile(shell.scratch.path("a.json5")), as: UTF8.self) == "// mended\n")
    }
}
