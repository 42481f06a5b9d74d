import Foundation
import TestKit
import Testing

@testable import Commands

/// What somebody stumbles over who meets the program for the first time.
@Suite struct NewcomerTests {
    @Test func `a limit of 0 is no limit, in every list that has one`() throws {
        let shell = try Shell.withPackage()
        _ = shell.out("job", "create", "Editor", "--on", "site:BPC", "--quiet")
        _ = shell.out("job", "create", "Editor", "--on", "site:BPC", "--quiet")
        for server in ["SRV2", "SRV3"] { _ = shell.out("fault", "server", "BPC", server) }
        _ = shell.out("run", "--for", "3h", "--quiet")
        let lists = [
            ["event", "list"], ["trace", "list"], ["log", "show", "despooler"], ["client", "list"],
        ]
        for words in lists {
            let all = shell.run(words + ["--format", "csv"])
            #expect(all.code == 0 && all.out.split(separator: "\n").count > 2, "\(words): \(all)")
            #expect(shell.run(words + ["--format", "csv", "--limit", "0"]).out == all.out, "\(words)")
            #expect(shell.run(words + ["--format", "csv", "--limit", "1"]).out != all.out, "\(words)")
        }
        _ = shell.out("branch", "t.lab", "b.lab", "--at", "1997-04-21 09:00")
        let all = shell.run("diff", "t.lab", "b.lab", "--limit", "0")
        #expect([0, 1].contains(all.code), "\(all)")
    }

    @Test func `warnings about the files of a source end after twenty, with how many more there are`() throws
    {
        let shell = try Shell.withLab()
        let folder = shell.scratch.path("many")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        for number in 1...30 {
            try FileManager.default.createSymbolicLink(
                atPath: folder + "/link\(number)", withDestinationPath: "nowhere")
        }
        let made = shell.run("package", "create", "E", "--source", "many", "--quiet")
        #expect(made.code == 3, "\(made)")
        let lines = made.err.split(separator: "\n").filter { $0.contains("warning") }
        #expect(lines.count { $0.contains("many/link") } == 20, "\(made.err)")
        #expect(lines.contains { $0.contains("and 10 more like these in the source many") }, "\(made.err)")
    }

    @Test func `lab show takes the lab as lab create does`() throws {
        let shell = try Shell()
        for name in ["one", "two"] { _ = shell.out("lab", "create", name) }
        for name in ["two", "two.lab"] {
            #expect(shell.out("lab", "show", name).contains("two"))
            #expect(shell.out("lab", "show", name) == shell.out("lab", "show", "--lab", "two"))
        }
        #expect(shell.out("lab", "show", "two", "--at", "1997-04-21 08:00").contains("two"))
        shell.fails(66, "no lab at three", "lab", "show", "three")
        shell.fails(64, "named twice", "lab", "show", "two", "--lab", "one")
    }

    @Test func `explain without the kind says what to type`() throws {
        let shell = try Shell.withPackage()
        _ = shell.out("job", "create", "Editor", "--on", "site:BPC", "--quiet")
        _ = shell.out("run", "--for", "10m", "--quiet")
        let request = try #require(shell.list("tool", "dumpsend").first?["request"] as? String? ?? nil)
        for (word, kind) in [
            ("PC1", "client"), ("pc1", "client"), ("BPC00001", "job"), ("bpc", "site"), ("374", "event"),
            (request, "request"),
        ] {
            shell.fails(64, "did you mean `sms12 explain \(kind) \(word)`?", "explain", word)
            #expect(shell.run("explain", kind, word).code == 0, "\(kind) \(word)")
        }
        #expect(!shell.run("explain", "PC999").err.contains("did you mean"))
    }

    @Test func `help explains itself`() throws {
        let shell = try Shell()
        let help = shell.out("help", "help")
        #expect(help.contains("sms12 help [NOUN [VERB]]") && !help.contains("Exit codes:"), "\(help)")
        for line in help.split(separator: "\n") where line.hasPrefix("  sms12 help ") {
            let words = line.split(separator: "#")[0].split(separator: " ").dropFirst().prefix { $0 != "#" }
            #expect(
                shell.run(words.map(String.init).prefix(3).filter { $0.first?.isLowercase == true }).code == 0
            )
        }
        shell.fails(64, "unknown command", "help", "hlep")
    }

    @Test func `the script of a proposed lab says nothing in between, and how to begin again`() throws {
        let shell = try Shell()
        try shell.scratch.write(
            "sched.log",
            "Creation of compressed package file failed!~   $$<SMS_SCHEDULER><Mon Apr 21 09:02:14 1997~><thread=168>\n"
        )
        _ = shell.run("log", "import", "sched.log", "--propose", "it's old.json5")
        let program = (try builtProgram() as NSString).deletingLastPathComponent
        let path = "\(program):\(ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")"
        func run() throws -> (code: Int32, output: String) {
            let ran = try runProgram(
                "/bin/sh", ["it's old.sh"], folder: shell.scratch.path,
                variables: ["PATH": path, "SMS12_LAB": "", "NO_COLOR": "1"])
            return (ran.code, ran.output)
        }
        let first = try run()
        #expect(first.code == 0 && !first.output.contains("Next: sms12 run"), "\(first)")
        let second = try run()
        #expect(second.code == 73, "\(second)")
        #expect(
            second.output.contains("it's old.lab is there already; to begin again: rm -r 'it'\\''s old.lab'"))
    }
}
