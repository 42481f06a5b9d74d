import Pipeline
import SiteModel
import Testing

@testable import KnowledgeBase

/// Mistakes in a case are named with line and column, and a case that proves nothing does not come out.
@Suite struct ScenarioLanguageTests {
    private static let head = """
        article Q100000
        always some-name
        title A title.
        look At something.
        vary site BPC CTR

        """

    /// What is wrong with rows behind a good head, as `line:column message`.
    private func mistakes(_ rows: String, head: String = Self.head) -> [String] {
        Scenario.read(head + rows, file: "t.scn").findings.map {
            "\($0.location?.line ?? 0):\($0.location?.column ?? 0) \($0.message)"
        }
    }

    @Test(
        arguments: [
            (
                "package crate Editor\nexpect: jobs 0",
                "6:1 'package crate' is no row of a case; did you mean `package create`?"
            ),
            ("expect: jobs many", "6:14 'many' is no number from 0 to 2147483647"),
            ("expect: jbos 0", "6:9 nothing is known of 'jbos'; did you mean jobs?"),
            ("expect: jobs 0 twice", "6:16 'twice' has no meaning here"),
            (
                "expect: job 1 status Retryng",
                "6:22 'Retryng' is none of None, Pending, Active, Canceled, Complete, Failed, Retrying; did you mean retrying?"
            ),
            (
                "expect: jobs $count",
                "6:14 there is no parameter $count; this case has $site, $clients, $response, $poll, $retry"
            ),
            ("expect: jobs $(clients/2)", "6:14 $(clients/2): only + - * can stand there"),
            ("package create \"Editor\nexpect: jobs 0", "6:16 the quotation mark is not closed"),
            ("run 3 weeks\nexpect: jobs 0", "6:5 '3' is no duration such as 90s, 5m, 2h30m, 1d"),
            ("run 999999999d\nexpect: jobs 0", "6:5 '999999999d' is longer than a hundred years"),
            (
                "server SRV2 drive=C:ntfs:9223372036854775807\nexpect: jobs 0",
                "6:13 '9223372036854775807' is more than 1000000000000000 bytes"
            ),
            (
                "expect: jobs 0\nserver SRV2",
                "7:1 `server` is a row of the lab, and those come before all others"
            ),
            ("affected: jobs 0\nexpect: jobs 0", "6:1 a case that always holds has `expect:` rows only"),
            ("job create\nexpect: jobs 0", "6:1 --on: the list of targets is empty"),
            (
                "server SRV2 drive=C:ntsf\nexpect: jobs 0",
                "6:13 'ntsf' is none of fat, ntfs, hpfs, netware; did you mean ntfs?"
            ),
            ("run until jobs 1\nexpect: jobs 0", "6:1 `run until` wants `within` and how long to wait"),
        ])
    func `a mistake has its place`(rows: String, message: String) {
        #expect(mistakes(rows) == [message])
    }

    @Test func `a case must say what it is about, and run with more than one set of values`() {
        let text = "article Q100000\nalways some-name\njob delete 1\n"
        let messages = mistakes("", head: text)
        #expect(messages.count == 4, "\(messages)")
        #expect(messages.allSatisfy { $0.hasPrefix("2:1 case some-name has not a row") })
        #expect(
            mistakes("", head: "title A title.\n") == ["1:1 a case begins with `quirk NAME` or `always NAME`"]
        )
        #expect(mistakes("", head: "quirk a\n") == ["1:1 the row `article` comes first"])
    }

    @Test func `a quirk's case needs a row of each kind`() {
        let text = Self.head.replacing("always", with: "quirk")
        let messages = mistakes("expect: jobs 0", head: text)
        #expect(messages.filter { $0.contains("`affected:`") }.count == 1)
        #expect(messages.filter { $0.contains("`fixed:`") }.count == 1)
        #expect(messages.filter { $0.contains("`consequence:`") }.count == 1)
    }

    /// A case of a quirk with rows that hold whether it is alive or not.
    private func outcome(_ rows: String) throws -> ScenarioOutcome {
        let head =
            Self.head.replacing("always some-name", with: "quirk sni-first").replacing(
                "look", with: "where It.\nlook")
        let (scenarios, findings) = Scenario.read(head + rows, file: "t.scn")
        #expect(findings.map(\.description) == [])
        return ScenarioRunner().run(try #require(scenarios.first))
    }

    @Test func `an affected row that holds without the quirk as well proves nothing`() throws {
        let rows = "affected: jobs 0\nfixed: jobs 0\nconsequence: jobs 0"
        let found = try outcome(rows)
        #expect(!found.passed)
        for play in found.plays {
            #expect(play.passed == (play.setting.isAffected == true), "\(play.setting.name)")
        }
    }

    @Test func `settings are the last release with a quirk, the first without, the last before, and by hand`()
    {
        let scenario = Scenario(
            article: "Q168130", name: "sni-first", isQuirk: true, location: SourceLocation(file: "t.scn"))
        // Q168130: 1.2 as shipped up to the hotfix of 24 February 1999.
        #expect(
            ScenarioSetting.all(of: scenario, quirk: .sniFirst).map(\.name) == [
                "1.2SP4", "1.2SP4+hotfixes", "1.1", "1.2SP4+hotfixes with the quirk on",
                "1.2SP4+hotfixes with the quirk off",
            ])
        // Q150026 was never mended.
        #expect(
            ScenarioSetting.all(of: scenario, quirk: .retryingSticks).map(\.name) == [
                "1.2SP4+hotfixes", "1.2SP4+hotfixes with the quirk on", "1.2SP4+hotfixes with the quirk off",
            ])
    }

    @Test func `a command that is refused ends the play, unless the row wants that`() throws {
        func rows(_ text: String) throws -> [RowOutcome] {
            let scenario = try #require(Scenario.read(Self.head + text, file: "t.scn").scenarios.first)
            let setting = ScenarioSetting(release: .sp4, byHand: nil, isAffected: nil)
            return ScenarioRunner().play(scenario, setting, scenario.values(0), nil).rows
        }
        let stopped = try rows("server remove SRV1\nexpect: jobs 0")
        #expect(stopped.map(\.isRight) == [false])
        #expect(stopped.first?.found.hasPrefix("refused: SRV1 is the site server") == true)
        #expect(try rows("refused: server remove SRV1\nexpect: jobs 0").map(\.isRight) == [true, true])
        #expect(try rows("refused: server set SRV1 --offline\nexpect: jobs 0").map(\.isRight) == [false])
        #expect(try rows("expect: no jobs 0").map(\.isRight) == [false])
        #expect(try rows("expect: job 7 status Active").first?.found == "there is no job 7: site BPC has 0")
    }

    @Test func `plays use the values together, and a list that is shorter keeps its last`() throws {
        let text = Self.head + "vary response very-fast medium slow\nexpect: jobs 0"
        let scenario = try #require(Scenario.read(text, file: "t.scn").scenarios.first)
        let plays = (0..<scenario.variations).map { scenario.values($0) }
        #expect(plays.map { $0["site"] } == ["BPC", "CTR", "CTR"])
        // Q128458: 24 polls of 1, 15 and 30 minutes.
        #expect(plays.map { $0["retry"] } == ["24", "360", "720"])
    }
}
