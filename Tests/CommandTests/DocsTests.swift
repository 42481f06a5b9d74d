import Foundation
import TestKit
import Testing

/// Every command that a page shows is run, and prints what the page says.
@Suite struct DocsTests {
    @Test(arguments: DocPage.paths())
    func `the commands of a page do what the page says`(_ path: String) throws {
        let page = try DocPage(path)
        let steps = page.steps.filter(\.isRun)
        guard !steps.isEmpty else { return }
        let scratch = try ScratchFolder("sms12-docs")
        try FileManager.default.createSymbolicLink(
            atPath: scratch.path("samples"), withDestinationPath: checkoutRoot + "/samples")
        let program = (try builtProgram() as NSString).deletingLastPathComponent
        let before = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        try scratch.write(".page.sh", DocPage.script(steps))
        let ran = try runProgram(
            "/bin/bash", [".page.sh"], folder: scratch.path,
            variables: ["PATH": "\(program):\(before)", "SMS12_LAB": "", "NO_COLOR": "1"])
        let results = DocPage.results(ran.output)
        #expect(results.count == steps.count, "\(path): the shell ended early\n\(ran.output.suffix(2000))")
        var lines = page.lines
        // From the last to the first, so that places stay while lines are replaced.
        for (step, result) in zip(steps, results).reversed() {
            #expect(
                step.exitCodes.contains(result.code),
                "\(path):\(step.line): `\(step.command)` ended with \(result.code)\n\(text(result.lines))")
            if DocPage.matches(step.shown, result.lines) { continue }
            let isWhole = !step.shown.contains { $0.contains("...") }
            if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1", isWhole {
                lines.replaceSubrange(step.places, with: result.lines.filter { !$0.isEmpty })
            } else {
                Issue.record("\(path):\(step.line): `\(step.command)` printed\n\(text(result.lines))")
            }
        }
        if lines != page.lines {
            let whole = Data(lines.joined(separator: "\n").utf8)
            try whole.write(to: URL(fileURLWithPath: checkoutRoot + "/" + path))
        }
    }

    private func text(_ lines: [String]) -> String { lines.joined(separator: "\n") }

    @Test func `tutorials and how-to pages have commands`() throws {
        let pages = DocPage.paths().filter { $0.hasPrefix("docs/tutorial/") || $0.hasPrefix("docs/how-to/") }
        #expect(!pages.isEmpty)
        for path in pages { #expect(try !DocPage(path).steps.isEmpty, "\(path) shows no command") }
    }

    @Test func `commands are found with their lines, here-documents and exit codes`() throws {
        let page = DocPage(
            "page.md",
            text: """
                ```text
                $ not run
                ```
                ```sh
                $ one \\
                  two
                out
                $ cat > file <<'END'
                $ inside
                END
                $ three   # exit 65
                ```
                """)
        let steps = page.steps
        #expect(
            steps.map(\.command) == [
                "one \\\n  two", "cat > file <<'END'\n$ inside\nEND", "three   # exit 65",
            ])
        #expect(steps.map(\.shown) == [["out"], [], []])
        #expect(steps.map(\.exitCodes) == [[0], [0], [65]])
        #expect(steps.map(\.line) == [5, 8, 11])
    }

    @Test func `what a page shows is compared line by line`() {
        let printed = ["  a  ", "", "b 12 c", "d", ""]
        #expect(DocPage.matches([], printed))
        #expect(DocPage.matches(["a", "b 12 c", "d"], printed))
        #expect(DocPage.matches(["a", "...", "d"], printed))
        #expect(DocPage.matches(["...", "b ... c", "..."], printed))
        #expect(DocPage.matches(["a", "b 12 c", "d", "..."], printed))
        #expect(!DocPage.matches(["a", "b 12 c"], printed), "a line is missing at the end")
        #expect(!DocPage.matches(["a", "d"], printed), "a line is missing within")
        #expect(!DocPage.matches(["...", "d", "...", "a"], printed), "the order is another")
        #expect(!DocPage.matches(["a", "b ... d", "d"], printed))
    }
}
