import CommandLineKit
import Foundation
import TestKit
import Testing

struct PageTests {
    /// All help there is, joined.
    private static func allHelp(width: Int, styled: Styled = .plain) -> String {
        let topics: [HelpTopic] =
            [.root] + Fixture.table.nouns.map { .noun($0.name) }
            + Fixture.table.commands.filter { !$0.isHidden }.map { .command($0.path) }
        return topics.map { Fixture.table.help($0, width: width, styled: styled) }.joined()
    }

    @Test(arguments: ["help", "reference page", "man page"])
    func `every command, option, word, operand and example is explained`(page: String) {
        // The man page writes every dash as \\- and every quote as \\(aq.
        let text =
            switch page {
            case "help": Self.allHelp(width: 80)
            case "man page":
                Fixture.table.manPage(version: "1").replacingOccurrences(of: "\\-", with: "-")
                    .replacingOccurrences(of: "\\(aq", with: "'")
            default: Fixture.table.referencePage.replacingOccurrences(of: "\\_", with: "_")
            }
        // Help is wrapped: blanks and line feeds count the same.
        let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        for noun in Fixture.table.nouns { #expect(words.contains(noun.abstract)) }
        for command in Fixture.table.commands where !command.isHidden {
            #expect(words.contains("sms12 \(command.name)"), "\(command.name)")
            #expect(words.contains(command.abstract))
            for example in [command.example] + command.moreExamples {
                #expect(words.contains(example.line), "\(example.line)")
                #expect(example.note.isEmpty || words.contains(example.note))
            }
            for operand in command.operands {
                #expect(words.contains(operand.usage) && words.contains(operand.help), "\(operand.name)")
                for word in operand.allowedWords { #expect(words.contains(word)) }
            }
            for note in command.exitCodes { #expect(words.contains(note.meaning)) }
        }
        for option in Fixture.table.globals + Fixture.table.commands.flatMap(\.options) {
            let letter = option.letter.map { "-\($0), " } ?? ""
            let value = option.valueName.map { " \($0)" } ?? ""
            #expect(words.contains("\(letter)--\(option.name)\(value)"), "\(option.name)")
            #expect(words.contains(option.help))
            if !option.allowedWords.isEmpty {
                #expect(words.contains("One of: \(option.allowedWords.joined(separator: ", "))."))
            }
        }
        for note in Fixture.table.exitCodes { #expect(words.contains(note.meaning)) }
        #expect(!words.contains("__complete"))
    }

    @Test(arguments: [40, 57, 80, 100])
    func `help keeps its words and its width`(width: Int) {
        func words(_ text: String) -> [String] { text.split(whereSeparator: \.isWhitespace).map(String.init) }
        let text = Self.allHelp(width: width)
        #expect(words(text) == words(Self.allHelp(width: 80)))
        let examples = Fixture.table.commands.flatMap { [$0.example] + $0.moreExamples }.map {
            "  " + $0.line
        }
        for line in text.split(separator: "\n").map(String.init) where !examples.contains(line) {
            #expect(displayWidth(line) <= width, "\(line)")
            #expect(line.last != " ")
        }
    }

    @Test(arguments: [Int.min, -1, 0, 1, Int.max])
    func `help bears any width`(width: Int) {
        #expect(!Self.allHelp(width: width).isEmpty)
    }

    @Test func `help for a command at 80 columns`() {
        // Written by hand after the order of sections that the issue asks for.
        let wanted = """
            Import package definition files.

            Usage: sms12 package import --source DIR [OPTIONS] FILE...

            Arguments:
              FILE  Definition files.

            Options:
              --source DIR  Its files. Required.
              --site CODE   The site.

            Global options:
              --lab DIR        The lab to work on. Default: $SMS12_LAB, else the nearest
                               *.lab here or above.
              --as ACCOUNT     The SMS account that gives the command. Default: the lab's
                               first administrator.
              --format FORMAT  How lists are written. One of: table, json, csv. Default:
                               table.
              --color WHEN     When to use colour; auto means on a terminal, minding
                               NO_COLOR and CLICOLOR_FORCE. One of: auto, always, never.
                               Default: auto.
              -q, --quiet      Print results only, no progress and no advice.
              -h, --help       Explain the command and stop.
              --version        Print the version and stop.

            Example:
              sms12 package import winword.pdf --source files

            Exit codes:
              0   done
              1   failed, or a difference was found
              64  the command line is wrong

            'sms12 --help' has the codes that any command may give.

            """
        #expect(Fixture.table.help(.command(["package", "import"])) == wanted)
    }

    @Test func `a noun lists its verbs, the program its nouns`() {
        let job = Fixture.table.help(.noun("job"))
        #expect(job.contains("Verbs:\n  create  Create a job for a package.\n  list    List the jobs.\n"))
        let root = Fixture.table.help(.root)
        #expect(root.contains("First steps:\n  sms12 run --cycles 1\n"))
        #expect(root.contains("  job      Jobs: what is sent and run.\n           create, list\n"))
    }

    @Test func `colour changes nothing but colour`() {
        let styled = Self.allHelp(width: 80, styled: Styled(isOn: true))
        #expect(styled.contains("\u{1B}[1mUsage:\u{1B}[0m"))
        var plain = styled
        for code in 0...40 { plain = plain.replacingOccurrences(of: "\u{1B}[\(code)m", with: "") }
        #expect(plain == Self.allHelp(width: 80))
    }

    @Test func `a table cell of the page cannot be broken by a bar`() {
        let bar = Option("bar", help: "One | two.")
        let table = CommandTable(
            program: "p", abstract: "P.", firstSteps: [], nouns: [],
            commands: [CommandDeclaration(["x"], "X.", options: [bar], example: CommandExample("p x"))])
        #expect(table.referencePage.contains("| `--bar` | One \\| two. |\n"))
    }

    @Test func `groff finds nothing to warn of in the man page`() throws {
        let groff = "/usr/bin/groff"
        guard FileManager.default.isExecutableFile(atPath: groff) else {
            print("skipped: no groff on this machine")
            return
        }
        let scratch = try ScratchFolder()
        let page = try scratch.write("sms12.1", Fixture.table.manPage(version: "1.0"))
        let process = Process()
        process.executableURL = URL(fileURLWithPath: groff)
        process.arguments = ["-man", "-Tutf8", "-ww", "-z", page]
        let pipe = Pipe()
        process.standardError = pipe
        try process.run()
        let said = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        #expect(String(decoding: said, as: UTF8.self) == "")
    }
}

struct MistakeTests {
    private func mistakes(
        _ commands: [CommandDeclaration], nouns: [NounDeclaration] = []
    ) -> [String] {
        CommandTable(program: "p", abstract: "P.", firstSteps: [], nouns: nouns, commands: commands)
            .mistakes().map(\.description)
    }

    private func command(
        _ path: [String] = ["x"], options: [any DeclaredOption] = [], operands: [any DeclaredOperand] = [],
        example: String = "p x"
    ) -> CommandDeclaration {
        CommandDeclaration(
            path, "A command.", options: options, operands: operands, example: CommandExample(example))
    }

    @Test func `an example must be a line that the table takes`() {
        #expect(mistakes([command()]) == [])
        #expect(mistakes([command(example: "")]).count == 1)
        #expect(
            mistakes([command(example: "p x | less")]) == [
                "the example 'p x | less' of 'x' needs a shell to be understood"
            ])
        #expect(mistakes([command(example: "q x")]) == ["the example 'q x' of 'x' does not begin with p"])
        #expect(
            mistakes([command(example: "p x y")]) == [
                "the example 'p x y' of 'x' is refused: unexpected word 'y'"
            ])
        #expect(
            mistakes([command(example: "p help x")]) == [
                "the example 'p help x' of 'x' is about another command"
            ])
    }

    @Test func `names that clash or cannot be typed are found`() {
        #expect(mistakes([command(), command()]) == ["the command 'x' stands twice"])
        #expect(
            mistakes([command(["x", "y"], example: "p x y")]).contains(
                "the command 'x y' has no declared noun"))
        #expect(
            mistakes([command(["help"], example: "p help")]).contains(
                "the command 'help' is also a noun, or help"))
        #expect(
            mistakes([command(options: [Option("lab", help: "H.")])]).contains(
                "--lab of 'x': --lab stands twice"))
        #expect(
            mistakes([command(options: [Option("a b", help: "H.")])])
                == ["--a b of 'x' is not made of a-z, 0-9 and -"])
        #expect(
            mistakes([command(options: [Option("a", letter: "1", help: "H.")])])
                == ["--a of 'x' has '1' for its letter"])
        #expect(mistakes([command()], nouns: [NounDeclaration("n", "N.")]) == ["the noun n has no verb"])
    }

    @Test func `operands that could not be told apart are found`() {
        let optional = Operand<String?>("A", .text, help: "H.")
        let many = Operand<[String]>("B", .text, atLeast: 0, help: "H.")
        let one = Operand<String>("C", .text, help: "H.")
        #expect(mistakes([command(operands: [optional, many])]) == [])
        #expect(
            mistakes([command(operands: [optional, one], example: "p x a b")])
                == ["C of 'x' is required but stands behind an optional operand"])
        #expect(
            mistakes([command(operands: [many, optional])])
                == ["A of 'x' stands behind an operand that takes all words"])
    }
}

struct ShellWordsTests {
    // After POSIX.1-2017, Shell Command Language, 2.2 Quoting.
    @Test(
        arguments: [
            ("a b  c", ["a", "b", "c"]), ("", []), ("''", [""]), ("a'b c'd", ["ab cd"]),
            ("\"a 'b'\"", ["a 'b'"]),
            ("a\\ b", ["a b"]), ("'$x|'", ["$x|"]), ("a#b a~b", ["a#b", "a~b"]),
            ("'open", nil), ("a | b", nil), ("a > b", nil), ("$x", nil), ("\"$x\"", nil), ("*.pdf", nil),
            ("~/x", nil),
            ("a\\", nil), ("# a", nil),
        ] as [(String, [String]?)])
    func `a plain line is split as a shell does`(line: String, wanted: [String]?) {
        #expect(plainShellWords(line) == wanted)
    }
}
