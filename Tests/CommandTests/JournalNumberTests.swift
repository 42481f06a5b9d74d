import Foundation
import TestKit
import Testing

@testable import Commands

/// `journal import` takes a text that somebody may have edited: no number in it ends the program.
@Suite struct JournalNumberTests {
    @Test func `a text with the mark of UTF-8 and ends of lines of DOS gives the same lab`() throws {
        let shell = try Shell.withPackage(fidelity: "modelled")
        _ = shell.out("run", "--for", "20m", "--quiet")
        let text = shell.out("journal", "export")
        let dos = text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
        for (name, text) in [("mark", "\u{FEFF}" + text), ("dos", dos), ("both", "\u{FEFF}" + dos)] {
            try shell.scratch.write("\(name).journal", text)
            let made = shell.run("journal", "import", "\(name).journal", name)
            #expect(made.code == 0, "\(name): \(made.err)")
            #expect(
                shell.out("journal", "export", "--lab", "\(name).lab")
                    == shell.out("journal", "export", "--lab", "t.lab"))
        }
        // A mistake in the first line is still named by its place.
        try shell.scratch.write("wrong.journal", "\u{FEFF}sms13 journal 1\r\n")
        #expect(shell.run("journal", "import", "wrong.journal", "w").err.contains("wrong.journal:1"))
    }

    /// A lab with commands of many kinds, each with numbers, and its journal's text.
    private static func text() throws -> (shell: Shell, text: String) {
        let shell = try Shell.withPackage(fidelity: "modelled")
        let commands: [[String]] = [
            [
                "package", "create", "Tool", "--source", "files", "--command", "Run=setup.exe", "--automated",
                "--item", "Excel=EXCEL.EXE",
            ],
            ["job", "create", "Editor", "--on", "site:BPC", "--mandatory-after", "1997-04-21 09:10"],
            ["job", "create", "Tool", "--on", "computer:PC1", "--no-run"],
            ["run", "--for", "20m"],
            ["fault", "file", "BPC", "mif", "--count", "2"],
            ["client", "lock", "PC1", "--until", "1997-04-21 11:00"],
            ["server", "lock", "SRV1", "Editor", "--until", "1997-04-21 11:00"],
            ["client", "add", "LAP#", "--count", "2"],
            ["client", "set", "PC5", "--set", "service=true"],
            ["server", "add", "SRV4", "--role", "distribution", "--drive", "C:ntfs:2GB"],
            ["site", "set", "BPC", "--response", "fast"],
            ["site", "add", "S01", "--name", "Branch", "--address", "BPC:56000"],
            ["tool", "sendcode", "SMS_SCHEDULER", "132"],
            ["program-group", "create", "Office", "--item", "BPC00002:Excel"],
            ["query", "create", "NT", "\"Operating System\".Version is \"4.0\""],
            ["alert", "add", "Many", "--query", "NT", "--at-least", "3"],
            ["fault", "server", "BPC", "SRV2"],
            ["run", "--for", "5m"],
        ]
        for words in commands {
            let result = shell.run(words + ["--quiet"])
            #expect([0, 3].contains(result.code), "\(words): \(result)")
        }
        return (shell, Self.undigested(shell.out("journal", "export")))
    }

    /// A text without its digest, as somebody makes it who edits it.
    private static func undigested(_ text: String) -> String {
        text.replacing(#/ text [0-9a-f]{32}/#, with: "")
    }

    /// What is put in the place of each number.
    static let numbers = [Int64.min, -1, 0, Int64.max].map(String.init)

    /// The places of all whole numbers that stand alone or in JSON.
    private static func places(_ text: String) -> [Range<String.Index>] {
        text.matches(of: /(?:[:\[,]|saw |end )(-?[0-9]+)(?=[,}\] ])/).map { $0.1.startIndex..<$0.1.endIndex }
    }

    @Test(arguments: numbers) func `a number of another size is refused or gives another lab`(number: String)
        throws
    {
        let (shell, text) = try Self.text()
        let places = Self.places(text)
        #expect(places.count > 150)
        // A part of all pairs is enough for every day.
        let (part, turn) = isLongRun ? (1, 0) : (16, 4 * (Self.numbers.firstIndex(of: number) ?? 0))
        for (count, place) in places.enumerated() where (count + turn) % part == 0 {
            try shell.scratch.write("j.txt", text.replacingCharacters(in: place, with: number))
            let result = shell.run("journal", "import", "j.txt", "new\(count)")
            let line = text[..<place.lowerBound].split(separator: "\n").last ?? ""
            #expect([0, 1, 65].contains(result.code), "\(line.suffix(120))\(number): \(result)")
            // One that was taken has to be a lab that goes on.
            if result.code == 0 {
                let lab = shell.run("run", "--cycles", "1", "--summary", "--lab", "new\(count).lab")
                #expect([0, 3].contains(lab.code), "\(line.suffix(120))\(number): \(lab)")
            }
            try? FileManager.default.removeItem(atPath: shell.scratch.path("new\(count).lab"))
        }
    }

    @Test func `an instant outside of the years 1970 to 9999 is refused with its line`() throws {
        let shell = try Shell.withLab(fidelity: "modelled")
        _ = shell.out("run", "--for", "1h", "--quiet")
        let lines = Self.undigested(shell.out("journal", "export")).split(separator: "\n").map(String.init)
        let run = try #require(lines.firstIndex { $0.contains(" run {") })
        for until in ["-9223372036854775808", "-1", "253402300800000", "9223372036854775807"] {
            var edited = lines
            edited[run].replace(/"until":[0-9]+/, with: "\"until\":\(until)")
            try shell.scratch.write("j.txt", edited.joined(separator: "\n"))
            let result = shell.run("journal", "import", "j.txt", "x")
            #expect(result.code == 65 && result.err.contains("j.txt:\(run + 1)"), "\(result)")
            #expect(result.err.contains("years 1970 to 9999"), "\(result.err)")
        }
        // Any other is not what the line says.
        var edited = lines
        edited[run].replace(/"until":[0-9]+/, with: "\"until\":253402300799999")
        try shell.scratch.write("j.txt", edited.joined(separator: "\n"))
        let result = shell.run("journal", "import", "j.txt", "x")
        #expect(result.code == 65 && result.err.contains("9999-12-31T23:59:59.999Z"), "\(result)")
    }

    /// A line that is well written can still be refused when its command is given, or lack what it saw.
    @Test func `a command that cannot be done again is refused with its line`() throws {
        let shell = try Shell.withPackage(fidelity: "modelled")
        _ = shell.out("job", "create", "Editor", "--on", "site:BPC", "--quiet")
        _ = shell.out("run", "--for", "20m", "--quiet")
        let lines = Self.undigested(shell.out("journal", "export")).split(separator: "\n").map(String.init)
        let run = try #require(lines.firstIndex { $0.contains(" run {") })
        try shell.scratch.write(
            "blind.txt", lines.filter { !$0.hasPrefix("  saw ") }.joined(separator: "\n"))
        shell.fails(65, "blind.txt:\(run + 1):1: error: ", "journal", "import", "blind.txt", "x")
        shell.fails(65, "a line `saw 0 BPC00001 ", "journal", "import", "blind.txt", "x")
        // The package is gone that the job is of.
        let job = try #require(lines.firstIndex { $0.contains(" job.create {") })
        try shell.scratch.write(
            "orphan.txt", lines.filter { !$0.contains(" package.create {") }.joined(separator: "\n"))
        shell.fails(65, "orphan.txt:\(job):1: error: ", "journal", "import", "orphan.txt", "x")
        #expect(!FileManager.default.fileExists(atPath: shell.scratch.path("x.lab")))
    }

    @Test(arguments: [
        ("\"seed\":1", "\"seed\":-1"), ("\"seed\":1", "\"sead\":1"), ("\"seed\":1", "\"seed\":\"x\""),
        ("\"count\":5", "\"count\":-5"), ("\"count\":5", "\"count\":null"),
        ("\"code\":\"BPC\"", "\"code\":\"BP\""),
        ("\"code\":\"BPC\"", "\"code\":[]"), ("\"lab\":{", "\"lab\":{{"), ("\"lab\":{", "\"bal\":{"),
        ("\"lab\":{", "\"lab\":7,\"x\":{"), ("\"free\":2147483648", "\"free\":1e400"),
    ])
    func `a wrong lab in record 0 is refused with its line`(old: String, new: String) throws {
        let shell = try Shell.withLab(fidelity: "modelled")
        let text = shell.out("journal", "export")
        let place = try #require(text.firstRange(of: old), "\(text)")
        try shell.scratch.write("j.txt", text.replacingCharacters(in: place, with: new))
        let result = shell.run("journal", "import", "j.txt", "x")
        #expect(result.code == 65 && result.err.contains("j.txt:2:"), "\(result)")
        #expect(!result.err.contains("ModelJSONError"), "\(result.err)")
    }
}
