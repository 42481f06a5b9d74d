import Foundation
import TestKit
import Testing

@testable import Commands

/// A folder of its own to run commands in, in this process, with what they print caught.
struct SweepShell {
    /// The current folder of the commands.
    let scratch: ScratchFolder

    init() throws { scratch = try ScratchFolder("sms12-sweeps") }

    /// Runs a command line; the words come without the program's name.
    @discardableResult
    func run(_ words: String...) -> (code: Int32, out: String, err: String) {
        var out = ""
        var err = ""
        let environment = Environment(
            out: { out += $0 }, error: { err += $0 }, variable: { _ in nil }, folder: scratch.path)
        return (Root.run(words, environment), out, err)
    }

    /// Checks that a command fails with a code and tells a text on standard error, nothing on standard output.
    func fails(
        _ code: Int32, _ text: String, _ words: String...,
        sourceLocation: Testing.SourceLocation = #_sourceLocation
    ) {
        var out = ""
        var err = ""
        let environment = Environment(
            out: { out += $0 }, error: { err += $0 }, variable: { _ in nil }, folder: scratch.path)
        #expect(Root.run(words, environment) == code, "\(err)", sourceLocation: sourceLocation)
        #expect(err.contains(text), "\(err)", sourceLocation: sourceLocation)
        #expect(out.isEmpty, sourceLocation: sourceLocation)
        #expect(!err.contains(scratch.path), "\(err)", sourceLocation: sourceLocation)
    }

    /// A shell beside a lab file of two sites and a plan over it.
    static func withPlan(_ axes: String = "seed: '1..6'", more: String = "") throws -> SweepShell {
        let shell = try SweepShell()
        try shell.scratch.write("tiny.json5", tinyLab)
        try shell.scratch.write("plan.json5", plan(axes, more: more))
        return shell
    }

    /// A central site with a child over a slow link.
    static let tinyLab = """
        { name: "tiny", start: "1997-04-21 08:00", sites: [
          { code: "BPC", response: "fast", servers: [{ name: "SRV1", roles: ["site", "logon", "distribution"] }],
            addresses: [{ to: "S01", bitsPerSecond: 64000 }], clients: [{ names: "PC#", count: 2 }] },
          { code: "S01", parent: "BPC", servers: [{ name: "S1A", roles: ["site", "logon", "distribution"] }],
            clients: [{ names: "SP#", count: 2 }], addresses: [{ to: "BPC", bitsPerSecond: 64000 }] },
        ] }
        """

    /// A plan of one mandatory job over it.
    static func plan(_ axes: String, more: String = "", job: String = "") -> String {
        """
        {
          name: "tiny", lab: "tiny.json5", sources: { editor: { size: "300KB", files: 3 } },
          commands: [
            "package create Editor --source editor --command 'Install=setup.exe /q' --automated",
            "job create Editor --on 'path:*|*|*' --mandatory-after '1997-04-21 08:00' \(job)",
          ],
          axes: { \(axes) }, \(more)
        }
        """
    }

    /// The bytes of every file of results in a folder, by name.
    func results(_ folder: String) throws -> [String: [UInt8]] {
        var found: [String: [UInt8]] = [:]
        for name in HostFiles.names(in: scratch.path(folder))
        where name.hasSuffix(".csv") || name.hasSuffix(".json") || name.hasSuffix(".db") {
            // The plan's head tells of its files, which differ where remarks do.
            if name != "plan.json" { found[name] = try HostFiles.read(scratch.path(folder) + "/" + name) }
        }
        return found
    }

    /// Checks that two folders hold the same results, and all of them.
    func expectSameResults(
        _ one: String, _ other: String, sourceLocation: Testing.SourceLocation = #_sourceLocation
    ) throws {
        let (left, right) = (try results(one), try results(other))
        let names = [
            "jobs.csv", "links-summary.csv", "links.csv", "results.db", "summary.csv", "summary.json",
            "variants.csv",
        ]
        #expect(left.keys.sorted() == names, sourceLocation: sourceLocation)
        for name in names { #expect(left[name] == right[name], "\(name)", sourceLocation: sourceLocation) }
    }

    /// The fields of a table in CSV, which have no commas in them, by row; the head first.
    func rows(_ file: String) throws -> [[String]] {
        String(decoding: try HostFiles.read(scratch.path(file)), as: UTF8.self).split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
    }
}
