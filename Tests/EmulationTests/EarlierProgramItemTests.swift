import Pipeline
import SiteModel
import Testing

@testable import Emulation

/// A lab of the first release (rules 2) kept no count of program items in the network application database.
@Suite struct EarlierProgramItemTests {
    @Test func `program items of packages are there as soon as such a lab is opened`() throws {
        var lab = Emulation(try LabKit.definition(clients: 1))
        let site = try LabKit.site()
        var package = Package(id: try #require(PackageID(site: site, counter: 0)), name: "Office")
        package.sharing = SharingProperties(
            root: "\\\\SRV1\\OFFICE", shareName: "OFFICE",
            programItems: [
                ProgramItem(commandLine: "excel.exe", description: "Excel", platforms: .ntX86),
                ProgramItem(commandLine: "word.exe", description: "Word", platforms: .ntX86),
            ])
        guard case .package(let id) = try lab.perform(.createPackage(site: site, package: package), who: "A")
        else {
            Issue.record("a package has an identifier")
            return
        }
        // As the first release wrote it: without everything that came later.
        var coder = SnapshotCoder()
        coder.rules = Emulation.oldestRulesVersion
        try lab.codeCore(&coder)
        let again = try Emulation.restore(
            core: coder.bytes, definition: lab.definition, openSegment: nil, pages: { _ in [] })
        let place = try #require(again.images[0].packageIndex(id))
        #expect(again.images[0].publishedItems(place) == 2)
        // In a lab of this release Applications Manager sets them ten minutes later, and nobody before.
        #expect(lab.images[0].publishedItems(place) == 0)
    }
}
