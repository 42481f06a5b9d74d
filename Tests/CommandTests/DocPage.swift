import Foundation
import TestKit

/// A page of Markdown whose shell blocks are run: lines that begin with `$ ` are commands, the others what they print.
struct DocPage: CustomStringConvertible, Sendable {
    /// A command of a page and what the page says that it prints.
    struct Step: Sendable {
        /// The number of the command's first line, from 1.
        var line: Int
        /// The command with its continued lines and its here-document.
        var command: String
        /// The lines that the page shows below it; empty where it shows nothing, and then anything may be printed.
        var shown: [String]
        /// The places of those lines in the page, from 0.
        var places: Range<Int>

        /// The exit codes that are right: that of a comment `# exit 65`, else done.
        var exitCodes: [Int32] {
            guard let mark = command.range(of: #"# exit [0-9]+\s*$"#, options: .regularExpression) else {
                return [0]
            }
            return [Int32(command[mark].dropFirst(7).trimmingCharacters(in: .whitespaces)) ?? -1]
        }

        /// Whether a machine runs it here: `make` builds the project, which these tests are part of.
        var isRun: Bool { !command.hasPrefix("make ") && !command.hasPrefix("git ") }
    }

    /// The path below the checkout.
    let path: String
    /// The page line by line.
    let lines: [String]

    var description: String { path }

    /// Reads a page of the checkout.
    init(_ path: String) throws {
        let text = String(decoding: try readFile(checkoutRoot + "/" + path), as: UTF8.self)
        self.init(path, text: text)
    }

    /// Takes a text as a page.
    init(_ path: String, text: String) {
        self.path = path
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
    }

    /// README and every page below docs, in the order of their names.
    static func paths() -> [String] {
        let found = FileManager.default.enumerator(atPath: checkoutRoot + "/docs")
        let docs = (found?.allObjects ?? []).compactMap { $0 as? String }.filter { $0.hasSuffix(".md") }
        return ["README.md"] + docs.map { "docs/" + $0 }.sorted()
    }

    /// The commands of the page's `sh` blocks, in order.
    var steps: [Step] {
        var found: [Step] = []
        var place = 0
        var isShell = false
        while place < lines.count {
            let line = lines[place]
            if line.hasPrefix("```") {
                isShell = line == "```sh"
                place += 1
            } else if isShell, line.hasPrefix("$ ") {
                found.append(step(&place))
            } else {
                place += 1
            }
        }
        return found
    }

    /// The step whose command begins at a line; moves to the line behind what it prints.
    private func step(_ place: inout Int) -> Step {
        let first = place
        var command = String(lines[place].dropFirst(2))
        place += 1
        while command.hasSuffix("\\"), place < lines.count {
            command += "\n" + lines[place]
            place += 1
        }
        if command.contains("<<'END'") {
            while place < lines.count {
                command += "\n" + lines[place]
                place += 1
                if lines[place - 1] == "END" { break }
            }
        }
        let start = place
        while place < lines.count, !lines[place].hasPrefix("$ "), !lines[place].hasPrefix("```") {
            place += 1
        }
        return Step(
            line: first + 1, command: command, shown: Array(lines[start..<place]), places: start..<place)
    }

    /// One script of the steps, in one shell, so that variables and the folder stay; a mark ends each.
    static func script(_ steps: [Step]) -> String {
        steps.map { "{ \($0.command)\n} 2>&1 < /dev/null\nprintf '\\n\(mark) %d\\n' $?\n" }.joined()
    }

    /// What stands before the exit code of a step.
    static let mark = "@@ end of step, exit"

    /// Takes apart what the script printed: one pair a step that was begun and ended.
    static func results(_ output: String) -> [(lines: [String], code: Int32)] {
        var found: [(lines: [String], code: Int32)] = []
        var lines: [String] = []
        for line in output.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix(mark) {
                let code = Int32(line.dropFirst(mark.count).trimmingCharacters(in: .whitespaces)) ?? -1
                found.append((lines, code))
                lines = []
            } else {
                lines.append(String(line))
            }
        }
        return found
    }

    /// Whether printed lines are those that a page shows.
    ///
    /// Blanks at both ends of a line and empty lines do not count. A line `...` stands for any number of lines, and
    /// `...` within a line for anything.
    static func matches(_ shown: [String], _ printed: [String]) -> Bool {
        let wanted = trimmed(shown)
        let real = trimmed(printed)
        if wanted.isEmpty { return true }
        // The printed lines that may come next; one for each way in which `...` was read.
        var next: Set<Int> = [0]
        for line in wanted {
            if line == "..." {
                next = Set((next.min() ?? 0)...real.count)
            } else {
                next = Set(next.filter { $0 < real.count && fits(line, real[$0]) }.map { $0 + 1 })
            }
            if next.isEmpty { return false }
        }
        return next.contains(real.count)
    }

    private static func trimmed(_ lines: [String]) -> [String] {
        lines.map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }

    private static func fits(_ shown: String, _ printed: String) -> Bool {
        guard shown.contains("...") else { return shown == printed }
        let pattern = shown.components(separatedBy: "...")
            .map { NSRegularExpression.escapedPattern(for: $0) }.joined(separator: ".*")
        return printed.range(of: "^" + pattern + "$", options: .regularExpression) != nil
    }
}
