import CommandLineKit
import Emulation
import KnowledgeBase
import LegacyFormats
import Pipeline
import SiteModel

/// The logs that cases of the Knowledge Base leave behind.
enum CaseLogs {
    /// What the components of each case of an article wrote, played where the case shows what it tells of.
    ///
    /// - Parameters:
    ///   - word: An article such as Q168510, or the name of a behaviour.
    ///   - components: Whose lines are wanted.
    /// - Returns: the lines of each case.
    /// - Throws: `CommandFailure` (66) for what has no case.
    static func lines(_ word: String, components: Set<String>) throws -> [[LabLogLine]] {
        let (entries, found) = Catalogue.shared.find(word)
        var scenarios = found
        for scenario in entries.flatMap({ Catalogue.shared.scenarios(of: $0) })
        where !scenarios.contains(scenario) {
            scenarios.append(scenario)
        }
        guard !scenarios.isEmpty else {
            throw CommandFailure(
                ExitCode.noInput,
                "'\(word)' has no case that could be played; `sms12 kb list` shows what has one")
        }
        return scenarios.map { lines($0, components) }
    }

    private static func lines(_ scenario: Scenario, _ components: Set<String>) -> [LabLogLine] {
        let runner = ScenarioRunner(
            logLines: { LogText.lines($0, LabNames(images: $1)) }, dump: ToolCommands.dumpLines)
        let quirk = runner.quirk(of: scenario)
        let settings = ScenarioSetting.all(of: scenario, quirk: quirk)
        guard let setting = settings.first(where: { $0.isAffected != false }) else { return [] }
        var lines: [LabLogLine] = []
        _ = runner.play(scenario, setting, scenario.values(0), quirk) { play in
            let names = LabNames(images: play.lab.images)
            for record in play.allRecords()
            where record.code.isChange && components.contains(record.component.name) {
                for text in LogText.lines(record, names) {
                    lines.append(
                        LabLogLine(
                            component: record.component.name, time: names.time(record.instant, record.site),
                            site: names.site(record.site), text: text))
                }
            }
        }
        return lines
    }
}
