import TestKit
import Testing

/// The rules of the house, held against the project itself.
@Suite struct TreeTests {
    let files: [TreeFile]
    let manifest: [ManifestTarget]

    init() throws {
        files = try Checkout.files()
        manifest = try manifestTargets(try #require(files.first { $0.path == "Package.swift" }).text)
    }

    /// Records every finding as a failure of its own line.
    private func expectNone(
        _ findings: [TidyFinding], sourceLocation: Testing.SourceLocation = #_sourceLocation
    ) {
        #expect(
            findings.isEmpty, "\(findings.map(\.description).joined(separator: "\n"))",
            sourceLocation: sourceLocation)
    }

    @Test func `the walk finds the project`() {
        #expect(files.filter(\.isSource).count > 100)
        #expect(files.filter(\.isTest).count > 10)
        #expect(files.contains { $0.path == "Tests/TidyTests/TreeTests.swift" })
    }

    @Test func `every import is in the table`() throws {
        expectNone(try ImportTable.findings(files, manifest: manifest))
    }

    @Test func `the table and Package.swift say the same`() {
        for row in ImportTable.rows {
            let target = manifest.first { $0.name == row.target }
            #expect(target?.dependencies == row.ours, "\(row.target)")
            #expect(target?.isPure == ImportTable.pure.contains(row.target), "\(row.target)")
        }
        let held = Set(ImportTable.rows.map(\.target))
        for target in manifest where target.kind == "target" || target.kind == "executableTarget" {
            #expect(held.contains(target.name) || target.name == "TestKit", "\(target.name)")
        }
    }

    @Test func `the table has no cycle and points one way`() {
        // A row names only rows above it; C libraries have no row.
        var above: Set<String> = ["CArchive", "CSQLite"]
        for row in ImportTable.rows {
            #expect(row.ours.isSubset(of: above), "\(row.target) points down or round")
            above.insert(row.target)
        }
    }

    @Test func `nothing banned is said`() throws { expectNone(try Ban.findings(files)) }

    @Test func `every exemption from a ban is still needed`() throws {
        for exemption in Ban.exemptions {
            let file = try #require(files.first { $0.path == exemption.path }, "\(exemption.path) is gone")
            let said = Set(try Ban.words(Ban.bans(on: file), in: file).map(\.word))
            #expect(exemption.words.isSubset(of: said), "\(exemption.path) does not say it any more")
            #expect(!exemption.why.isEmpty)
        }
    }

    @Test func `lines end in time`() { expectNone(FileRules.longLines(files)) }

    @Test func `functions end in time`() throws { expectNone(try FileRules.longFunctions(files)) }

    @Test func `the runner knows every reason to skip`() throws { expectNone(try SkipRules.findings(files)) }

    @Test func `no path of one machine stands anywhere`() throws {
        expectNone(try FileRules.machinePaths(files))
    }

    @Test func `no two files of a target or pages share a name`() { expectNone(FileRules.sameNames(files)) }

    @Test(arguments: ["artefacts", "pdf-corpus", "seeds", "reference"])
    func `nothing is a copy of what is not ours`(folder: String) throws {
        guard let foreign = sharedFolder(folder) else { return }
        expectNone(try FileRules.copies(files.map(\.path), root: checkoutRoot, of: foreign))
    }

    @Test func `every quirk acts, is tested and has a heading`() throws {
        #expect(try QuirkRules.quirks(files).quirks.count >= 4)
        expectNone(try QuirkRules.findings(files))
    }

    @Test func `every page has one title`() { expectNone(PageRules.titles(files)) }

    @Test func `every link leads somewhere and every page is led to`() throws {
        expectNone(try PageRules.findings(files))
    }

    @Test func `pages name only rules that the Makefile has`() throws {
        expectNone(try PageRules.unknownTargets(files))
    }
}
