import CommandLineKit
import Foundation
import KnowledgeBase
import Pipeline
import TestKit
import Testing

@testable import Commands

/// Pages that are made of tables in the program say what the tables say.
@Suite struct ReferencePageTests {
    /// Compares a page of the docs; `UPDATE_GOLDEN=1` rewrites it.
    private func expectPage(_ path: String, _ text: String) throws {
        let file = checkoutRoot + "/" + path
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            try Data(text.utf8).write(to: URL(fileURLWithPath: file))
        }
        let page = String(decoding: FileManager.default.contents(atPath: file) ?? Data(), as: UTF8.self)
        let shown = page.split(separator: "\n", omittingEmptySubsequences: false)
        let made = text.split(separator: "\n", omittingEmptySubsequences: false)
        let place = (0..<max(shown.count, made.count)).first {
            $0 >= shown.count || $0 >= made.count || shown[$0] != made[$0]
        }
        guard let place else { return }
        Issue.record(
            """
            \(path):\(place + 1) is not what the program makes; UPDATE_GOLDEN=1 rewrites the page
              - \(place < shown.count ? shown[place] : "(end)")
              + \(place < made.count ? made[place] : "(end)")
            """)
    }

    private func page(_ path: String) throws -> String {
        String(decoding: try readFile(checkoutRoot + "/" + path), as: UTF8.self)
    }

    @Test func `the page of the command line is made of the command table`() throws {
        try expectPage("docs/reference/cli.md", Root.table.referencePage)
    }

    @Test func `the command table has no mistake, and every command an example that it understands`() {
        #expect(Root.table.mistakes().map { "\($0)" } == [])
        for command in Root.table.commands {
            #expect(!command.example.line.isEmpty, "\(command.name) has no example")
        }
    }

    @Test func `bash can read the completion script`() throws {
        let scratch = try ScratchFolder()
        let script = Root.table.completionScript(for: .bash)
        try scratch.write("whole", script)
        try scratch.write("broken", script + "\nif\n")
        #expect(try runProgram("/bin/bash", ["-n", scratch.path("whole")]).code == 0)
        #expect(try runProgram("/bin/bash", ["-n", scratch.path("broken")]).code != 0, "so that it can fail")
    }

    @Test func `every exit code stands on its page with its meaning`() throws {
        let text = try page("docs/reference/exit-codes.md")
        for note in ExitCode.notes {
            #expect(text.contains("\n| \(note.code) |"), "exit code \(note.code): \(note.meaning)")
        }
    }

    @Test func `every code of the trace stands on its page`() throws {
        let text = try page("docs/reference/trace.md")
        for code in TraceCode.allCases {
            #expect(
                text.contains("\n| \(code.rawValue) | `\(code.word)` |"),
                "\(code.rawValue) \(code.word) is missing in docs/reference/trace.md")
        }
        let rows = text.split(separator: "\n").filter { $0.hasPrefix("| ") && $0.contains(" | `") }
        #expect(rows.count >= TraceCode.allCases.count)
    }

    @Test func `the page of quirks is made of the catalogue`() throws {
        try expectPage("docs/reference/quirks.md", QuirkPage.text())
    }
}
