import Foundation
import SiteModel
import TestKit
import Testing

@testable import KnowledgeBase

/// The cases in the program are the files of the checkout, and every one comes out.
@Suite struct ScenarioFileTests {
    @Test func `the constants are made of the files`() throws {
        let head = """
            // Generated from Sources/KnowledgeBase/Scenarios by ScenarioFileTests (UPDATE_GOLDEN=1); do not edit.
            // swift-format-ignore-file

            /// The files of cases as they are written: name and text, by name.
            let shippedScenarioTexts: [(file: String, text: String)] = [

            """
        try expectGenerated(
            try constantOfFiles(in: "Sources/KnowledgeBase/Scenarios", ending: ".scn", head: head),
            at: "Sources/KnowledgeBase/ShippedScenarios.swift")
    }

    @Test func `the files have no mistake, and a file is named as its article`() {
        #expect(Scenario.shipped.findings.map(\.description) == [])
        for scenario in Scenario.shipped.scenarios {
            #expect(scenario.location.file == scenario.article + ".scn")
        }
        let names = Scenario.shipped.scenarios.map(\.name)
        #expect(Set(names).count == names.count, "two cases have one name")
    }

    @Test(arguments: Scenario.shipped.scenarios.map(\.name))
    func `every case comes out at every setting`(name: String) throws {
        let scenario = try #require(Scenario.shipped.scenarios.first { $0.name == name })
        // Rows of logs and of PCMDUMP are looked at with the program's words: CommandTests plays them.
        let logs = scenario.rows.contains { $0.words.contains { ["log", "pcmdump"].contains($0.text) } }
        let outcome = ScenarioRunner(logLines: { _, _ in [] }).run(scenario)
        for play in outcome.plays {
            #expect(play.findings.map(\.description) == [])
            for row in play.rows
            where !row.isRight && !(logs && (row.text.contains("log ") || row.text.contains("pcmdump "))) {
                Issue.record(
                    """
                    \(scenario.location.file):\(row.line) at \(play.setting.name): \(row.text)
                      \(row.clock): \(row.isTurned ? "must not hold, " : "")found \(row.found)
                    """)
            }
        }
    }
}
