import Emulation
public import Pipeline
import SiteModel

/// Plays cases in memory, at modelled fidelity.
public struct ScenarioRunner: Sendable {
    /// The quirks that there are.
    private let quirks: [Quirk]
    /// The words of the logs.
    private let logLines: LogLines
    /// The layout of PCMDUMP.
    private let dump: InstructionDump

    /// Makes a runner.
    ///
    /// - Parameters:
    ///   - quirks: The quirks that there are.
    ///   - logLines: What a component writes to its log about an entry of the trace; rows `log` see it.
    ///   - dump: What PCMDUMP prints of a client's instruction file; rows `pcmdump` see it.
    public init(
        quirks: [Quirk] = Quirk.all, logLines: @escaping LogLines = { _, _ in [] },
        dump: @escaping InstructionDump = { _, _, _ in [] }
    ) {
        self.dump = dump
        self.quirks = quirks
        self.logLines = logLines
    }

    /// Plays a case at every setting with every set of values.
    public func run(_ scenario: Scenario) -> ScenarioOutcome {
        let quirk = quirk(of: scenario)
        let settings = ScenarioSetting.all(of: scenario, quirk: quirk)
        var plays: [PlayOutcome] = []
        for variation in 0..<scenario.variations {
            let values = scenario.values(variation)
            if scenario.isQuirk, quirk == nil {
                let setting = ScenarioSetting(release: .sp4, byHand: nil, isAffected: nil)
                let finding = Finding(
                    .error, "unknown-quirk", "there is no quirk \(scenario.name)", at: scenario.location,
                    advice: "it is declared in Sources/Pipeline/Quirks")
                plays.append(PlayOutcome(setting: setting, values: values, rows: [], findings: [finding]))
                continue
            }
            for setting in settings { plays.append(play(scenario, setting, values, quirk)) }
        }
        return ScenarioOutcome(scenario: scenario, plays: plays)
    }

    /// The quirk that a case proves.
    public func quirk(of scenario: Scenario) -> Quirk? {
        guard scenario.isQuirk else { return nil }
        let entry = Catalogue.shared.entry(scenario.name)
        return quirks.first { $0.name == scenario.name || entry?.isNamed($0.name) == true }
    }

    /// Plays a case once; `ended` is shown the lab as it stands then.
    public func play(
        _ scenario: Scenario, _ setting: ScenarioSetting, _ values: RowValues, _ quirk: Quirk?,
        ended: (borrowing ScenarioPlay) -> Void = { _ in }
    ) -> PlayOutcome {
        let read = ScenarioReader.read(scenario, values: values)
        guard read.findings.isEmpty else {
            return PlayOutcome(setting: setting, values: values, rows: [], findings: read.findings)
        }
        var lab = read.lab
        lab.release = setting.release
        if let quirk, let byHand = setting.byHand { lab.quirks[quirk.name] = byHand }
        var play = ScenarioPlay(lab, world: read.world, logLines: logLines, dump: dump)
        var rows: [RowOutcome] = []
        for step in read.steps {
            guard let outcome = take(step, setting, &play) else { continue }
            rows.append(outcome)
            if case .command = step.action, !outcome.isRight { break }
        }
        ended(play)
        return PlayOutcome(setting: setting, values: values, rows: rows, findings: [])
    }

    /// Carries out a row; nil for one that this play does not look at.
    func take(_ step: ScenarioStep, _ setting: ScenarioSetting, _ play: inout ScenarioPlay)
        -> RowOutcome?
    {
        let isTurned = setting.isAffected == false && (step.kind == .affected || step.kind == .consequence)
        if step.kind == .fixed, setting.isAffected == true { return nil }
        var (isRight, found) = (true, "")
        do throws(RowError) {
            play.here = 0
            if let site = step.site {
                guard let code = SiteCode(site.text),
                    let place = play.lab.images.firstIndex(where: { $0.definition.code == code })
                else { throw RowError("there is no site \(site.text)", column: site.column) }
                play.here = place
            }
            switch step.action {
            case .command(let command):
                try command(&play)
                if step.kind == .refused { (isRight, found) = (false, "it was not refused") }
            case .expectation(let expectation):
                let check = try expectation(play)
                (isRight, found) = (check.holds != isTurned, check.found)
            }
        } catch {
            // A row that could not be looked at shows nothing, with the quirk or without.
            found = error.message
            isRight = step.kind == .refused && error.message.hasPrefix("refused:")
        }
        return RowOutcome(
            kind: step.kind, line: step.line, text: step.text, clock: play.clock, isRight: isRight,
            found: found, isTurned: isTurned)
    }
}
