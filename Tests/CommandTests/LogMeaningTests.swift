import Emulation
import Foundation
import LegacyFormats
import Pipeline
import SiteModel
import Testing

@testable import Commands

/// The catalogue of messages knows every line that the emulation writes.
@Suite struct LogMeaningTests {
    @Test func `every line of every component has a meaning`() throws {
        var definition = defaultLab(
            name: "log", siteCode: try #require(SiteCode("BPC")), servers: 3, clients: 3)
        definition.fidelity = .modelled
        definition.sites[0].alerts = [AlertDefinition(name: "Full", query: "Disks", atLeast: 1, minutes: 60)]
        var lab = Emulation(definition)
        let site = try #require(SiteCode("BPC"))
        for name in ["One", "Two", "Three"] {
            var package = Package(id: try #require(PackageID("BPC00000")), name: name)
            package.workstation = WorkstationProperties(
                root: "\\\\SRV1\\SOURCE",
                commands: [
                    CommandLineProgram(
                        name: "Install", command: "setup.exe", flags: .automated, platforms: .ntX86)
                ])
            try lab.perform(.createPackage(site: site, package: package), who: "A")
        }
        let names = LabNames(images: lab.images)
        var lines = 0
        for code in TraceCode.allCases {
            for value in Int64(-1)...260 {
                for (a, b) in [(UInt32(1), UInt32(0)), (1, 1), (2, 67)] {
                    let record = TraceRecord(instant: lab.now, code: code, site: 0, a: a, b: b, value: value)
                    // Numbers that no lab has leave the place of a name empty.
                    for text in LogText.lines(record, names)
                    where !text.hasSuffix(" now .") && !text.hasSuffix("= )") {
                        lines += 1
                        let meaning = LogCatalogue.shared.meaning(of: text, component: record.component.name)
                        #expect(meaning != nil, "\(code): \(text)")
                        #expect(
                            meaning?.components.contains(record.component.name) == true, "\(code): \(text)")
                    }
                }
            }
        }
        #expect(lines > 10_000)
    }
}
