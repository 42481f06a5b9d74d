import CommandLineKit
import Foundation
import Testing
import TestKit

/// Runs a program and gives its standard output and both outputs' end.
private func runProgram(_ path: String, _ arguments: [String]) throws -> (status: Int32, out: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.environment = ["PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "LC_ALL": "C.UTF-8"]
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
}

/// The path of an installed program, or nil after a line that says so.
private func installed(_ name: String) -> String? {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    for folder in path.split(separator: ":")
    where FileManager.default.isExecutableFile(atPath: "\(folder)/\(name)") {
        return "\(folder)/\(name)"
    }
    print("skipped: no \(name) on this machine")
    return nil
}

struct CompletionTests {
    @Test(arguments: Shell.allCases)
    func `every command, option, word and operand of the table is in the script`(shell: Shell) {
        let script = Fixture.table.completionScript(for: shell)
        for command in Fixture.table.commands where !command.isHidden {
            #expect(script.contains(command.name) || shell == .zsh)
            for word in command.path { #expect(script.contains(word), "\(word)") }
            for operand in command.operands { #expect(script.contains(operand.name), "\(operand.name)") }
            for word in command.operands.flatMap(\.allowedWords) { #expect(script.contains(word), "\(word)") }
        }
        for option in Fixture.table.globals + Fixture.table.commands.flatMap(\.options) {
            let name = shell == .fish ? "-l \(option.name)" : "--\(option.name)"
            #expect(script.contains(name), "\(name)")
            if let letter = option.letter {
                let word = shell == .fish ? "-s \(letter)" : "-\(letter)"
                #expect(script.contains(word), "\(word)")
            }
            if !option.allowedWords.isEmpty {
                #expect(script.contains(option.allowedWords.joined(separator: " ")), "\(option.name)")
            }
        }
    }

    @Test(arguments: Shell.allCases)
    func `the shell itself accepts the script`(shell: Shell) throws {
        guard let program = installed(shell.rawValue) else { return }
        let scratch = try ScratchFolder()
        let script = try scratch.write("script", Fixture.table.completionScript(for: shell))
        let result = try runProgram(program, ["-n", script])
        #expect(result.status == 0 && result.out.isEmpty, "\(result.out)")
    }

    /// A program in place of sms12 that answers `__complete` and shows what it was given.
    private static let hook = """
        #!/bin/bash
        while [[ $1 == --* ]]; do echo "seen$1"; shift; done
        case "$1 $2" in
            "__complete package") printf 'BPC00001\\tWord 6.0\\nBPC00002\\nwith blank\\n$(touch HACKED)\\n' ;;
            "__complete target") printf 'site:BPC\\nsite:AAA\\ncomputer:PC7\\n' ;;
        esac
        """

    /// What bash answers for a line; words are split as readline splits them, at = and : too.
    private func answers(_ words: [String], in scratch: ScratchFolder) throws -> [String] {
        let script = try scratch.write("completion", Fixture.table.completionScript(for: .bash))
        let hook = try scratch.write("sms12", Self.hook)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: hook)
        let program = """
            cd "$1"; source "$2"; hook=$3; shift 3
            COMP_WORDS=("$hook" "$@"); COMP_CWORD=$#; COMP_WORDBREAKS=$' \\t\\n"\\'><=;|&(:'
            _sms12 "$hook"
            printf '%s\\n' "${COMPREPLY[@]}"
            """
        let bash = try #require(installed("bash"))
        let result = try runProgram(bash, ["-c", program, "bash", scratch.path, script, hook] + words)
        #expect(result.status == 0)
        return result.out.split(separator: "\n").map(String.init)
    }

    @Test(
        arguments: [
            ([""], ["job", "package", "run", "at", "grade", "help"]),
            (["j"], ["job"]), (["x"], []),
            (["job", ""], ["create", "list"]), (["job", "c"], ["create"]),
            (["help", ""], ["job", "package", "run", "at", "grade", "help"]),
            (["help", "job", ""], ["create", "list"]), (["help", "job", "create", ""], []),
            (["run", "--c"], ["--cycles", "--color"]), (["run", "-q"], ["-q"]),
            (["--lab", "x", "job", "l"], ["list"]), (["--lab", "=", "x", "job", "l"], ["list"]),
            (["job", "list", "--format", ""], ["table", "json", "csv"]),
            (["job", "list", "--format", "j"], ["json"]),
            (["job", "list", "--format", "=", "j"], ["json"]),
            (["job", "list", "--format", "="], ["table", "json", "csv"]),
            (["job", "create", "-p", "h"], ["high"]), (["grade", ""], ["low", "normal", "high"]),
            (["grade", "high", ""], []),
            (["job", "create", "BPC"], ["BPC00001", "BPC00002"]),
            (["job", "create", "w"], ["with\\ blank"]),
            (["job", "create", "$"], ["\\$\\(touch\\ HACKED\\)"]),
            (["job", "create", "BPC00001", "--on", "site", ":"], ["BPC", "AAA"]),
            (["job", "create", "BPC00001", "--on", "site", ":", "A"], ["AAA"]),
            (
                ["--lab", "a.lab", "job", "create", "--as", "=", "ME", "seen"],
                ["seen--lab=a.lab", "seen--as=ME"]
            ),
            (["package", "import", "--source", ""], ["folder"]),
            (["package", "import", "f"], ["file one.pdf", "folder"]),
            (["package", "import", "a", "b", "--", "fi"], ["file one.pdf"]),
            (["at", "9", ":", "00", "--", ""], []),
        ] as [([String], [String])])
    func `bash answers what the table says`(words: [String], wanted: [String]) throws {
        let scratch = try ScratchFolder()
        try scratch.write("folder/keep", "")
        try scratch.write("file one.pdf", "")
        #expect(try answers(words, in: scratch).sorted() == wanted.sorted())
        #expect(!FileManager.default.fileExists(atPath: scratch.path("HACKED")))
    }

    @Test(
        arguments: [
            ("j", ["job"]), ("job ", ["create", "list"]), ("help job c", ["create"]),
            ("--lab x job l", ["list"]),
            ("job list --format ", ["csv", "json", "table"]), ("job create -p h", ["high"]),
            ("run --cy", ["--cycles"]),
            ("grade ", ["high", "low", "normal"]), ("job create BPC", ["BPC00001", "BPC00002"]),
            ("job create X --on site:A", ["site:AAA"]),
            ("--lab=a.lab job create --as ME s", ["seen--as=ME", "seen--lab=a.lab"]),
            ("package import f", ["file one.pdf", "folder/"]),
        ] as [(String, [String])])
    func `fish answers what the table says`(line: String, wanted: [String]) throws {
        guard let fish = installed("fish") else { return }
        let scratch = try ScratchFolder()
        try scratch.write("folder/keep", "")
        try scratch.write("file one.pdf", "")
        let script = try scratch.write("completion", Fixture.table.completionScript(for: .fish))
        let hook = try scratch.write("bin/sms12", Self.hook)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: hook)
        let program = "cd '\(scratch.path)'; set PATH '\(scratch.path)/bin' $PATH; source '\(script)'; "
        let result = try runProgram(fish, ["--no-config", "-c", program + "complete -C 'sms12 \(line)'"])
        // What stands behind the tab describes the word.
        let words = result.out.split(separator: "\n").map { String($0.prefix { $0 != "\t" }) }
        #expect(words.sorted() == wanted.sorted())
    }
}
