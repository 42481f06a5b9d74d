import Foundation
import LegacyFormats
import SiteModel
import TestKit
import Testing

@testable import Commands

/// Every published log is explained, or listed with the reason: docs/reference/log-samples.md against the files.
@Suite(.serialized) struct LogSampleTests {
    private static let page = checkoutRoot + "/docs/reference/log-samples.md"

    /// The rows of the table: the file, and the figures behind it.
    private static func rows() -> [(file: String, figures: [String])] {
        let text = String(decoding: FileManager.default.contents(atPath: page) ?? Data(), as: UTF8.self)
        return text.split(separator: "\n").filter { $0.hasPrefix("| `Q") }.map { line in
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            return (cells[0].trimmingCharacters(in: ["`"]), Array(cells.dropFirst().dropLast()))
        }.filter { $0.1.count == 10 }
    }

    static let files = rows().map(\.file)

    @Test func `every sample that could be a log stands in the table or in the list of others`() throws {
        guard let folder = sharedFolder("artefacts") else { return }
        let text = String(decoding: try readFile(Self.page), as: UTF8.self)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        for name in names where name.hasSuffix(".log") || name.hasSuffix(".txt") {
            #expect(text.contains("`\(name)`"), "\(name) is not listed")
        }
        #expect(Self.files.count >= 35)
        #expect(Set(Self.files).isSubset(of: names))
    }

    @Test(arguments: files)
    func `a sample is understood and compared as its row says`(_ file: String) throws {
        guard let folder = sharedFolder("artefacts") else { return }
        let shell = try Shell()
        try FileManager.default.copyItem(atPath: "\(folder)/\(file)", toPath: shell.scratch.path(file))
        let (_, json, _) = shell.run("log", "import", file, "--format", "json")
        let records = try #require(
            try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]])
        var found = [String(records.count), String(records.count { $0["message"] is String })]
        let article = String(file.prefix { $0 != "-" })
        found += try figures(shell, "log", "diff", file, "--case", article) ?? Array(repeating: "-", count: 4)
        found += try lab(shell, file) ?? Array(repeating: "-", count: 4)
        let row = try #require(Self.rows().first { $0.file == file })
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" { return try write(file, found) }
        #expect(row.figures == found, "\(file)")
        // At most two lines of a sample mean nothing, and those are an author's words (Q140920).
        #expect(records.filter { !($0["message"] is String) }.count <= (file.hasPrefix("Q140920") ? 2 : 0))
    }

    /// How many lines are equal, equal but for values, only real, and of the lab between them; nil where there is nothing
    /// to compare with.
    private func figures(_ shell: Shell, _ words: String...) throws -> [String]? {
        let (code, out, _) = shell.run(words + ["--format", "json"])
        guard code == 0 || code == 1 else { return nil }
        let rows = try #require(try JSONSerialization.jsonObject(with: Data(out.utf8)) as? [[String: Any]])
        return ["equal", "values", "real", "lab"].map { word in
            String(rows.count { $0["relation"] as? String == word })
        }
    }

    /// Makes the proposed lab with its script, and compares.
    private func lab(_ shell: Shell, _ file: String) throws -> [String]? {
        let (code, _, err) = shell.run("log", "import", file, "--propose", "old.json5")
        if code == 65 {
            #expect(err.contains("no lab is proposed"))
            return nil
        }
        let text = String(decoding: try readFile(shell.scratch.path("old.json5")), as: UTF8.self)
        #expect(text.contains("// guess: "))
        let program = (try builtProgram() as NSString).deletingLastPathComponent
        let before = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        let ran = try runProgram(
            "/bin/sh", ["old.sh"], folder: shell.scratch.path,
            variables: ["PATH": "\(program):\(before)", "SMS12_LAB": "", "NO_COLOR": "1"])
        #expect(ran.code == 0, "\(ran.output)")
        return try figures(shell, "log", "diff", file, "--lab", "old.lab")
    }

    private func write(_ file: String, _ figures: [String]) throws {
        let text = String(decoding: try readFile(Self.page), as: UTF8.self)
        let lines = text.components(separatedBy: "\n").map { line -> String in
            guard line.hasPrefix("| `\(file)` |") else { return line }
            let reason = line.split(separator: "|").dropLast(0).last.map(String.init) ?? ""
            return "| `\(file)` | \(figures.joined(separator: " | ")) |\(reason)|"
        }
        try Data(lines.joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: Self.page))
    }
}
