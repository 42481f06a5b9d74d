import Pipeline
import SiteModel
import Testing

@testable import KnowledgeBase

/// A row that must not hold without the quirk has to be looked at for that: an error of the row is no "does not hold".
@Suite struct TurnedRowTests {
    private static let head = """
        article Q100000
        quirk sni-first
        title A title.
        where It.
        look At something.
        vary site BPC CTR

        """

    private func plays(_ rows: String) throws -> [PlayOutcome] {
        let (scenarios, findings) = Scenario.read(Self.head + rows, file: "t.scn")
        #expect(findings.map(\.description) == [])
        return ScenarioRunner().run(try #require(scenarios.first)).plays
    }

    @Test(arguments: ["job 1 status Pending", "package Editor on SRV1", "offer PC9 pending"])
    func `a row about what is not there is wrong in every play`(row: String) throws {
        let found = try plays("affected: \(row)\nconsequence: \(row)\nfixed: jobs 0")
        #expect(found.contains { $0.setting.isAffected == false })
        for play in found {
            #expect(!play.passed, "\(play.setting.name)")
            #expect(play.rows.prefix(2).allSatisfy { !$0.isRight }, "\(play.setting.name)")
        }
    }

    @Test func `a row that could be looked at and does not hold is right without the quirk`() throws {
        for play in try plays("affected: jobs 1\nconsequence: requests 1\nfixed: jobs 0")
        where play.setting.isAffected == false {
            #expect(play.passed, "\(play.setting.name)")
        }
    }
}
