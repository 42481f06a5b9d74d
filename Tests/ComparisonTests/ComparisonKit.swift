import Comparison
import Emulation
import KnowledgeBase
import Pipeline
import SiteModel

/// Plays of the cases of the Knowledge Base, for comparing them.
enum CasePlays {
    /// The play of a quirk's case with the quirk on, and the same with it off; nil for a case with mistakes.
    ///
    /// A command that only the play with the quirk allows is passed over in the other.
    static func pair(_ scenario: Scenario, _ quirk: Quirk) -> (on: Play, off: Play)? {
        let settings = ScenarioSetting.all(of: scenario, quirk: quirk)
        guard let setting = settings.first(where: { $0.byHand == true }),
            let found = ScenarioRunner().record(scenario, setting, scenario.values(0), quirk)
        else { return nil }
        let steps = found.steps.map { step -> PlayStep in
            switch step {
            case .command(let command, let who):
                .command(command, who: who, digest: InputCommand.digest("\(command)", who))
            case .run(let until): .run(until: until, handled: nil)
            }
        }
        var on = Play(definition: found.definition, steps: steps, world: found.world)
        on.toleratesRefusals = true
        var off = on
        off.definition.quirks[quirk.name] = false
        return (on, off)
    }

    /// The commands of two plays that were given the same.
    static func commands(_ play: Play) -> [CommandPair] {
        play.steps.indices.compactMap { place in
            if case .run = play.steps[place] { return nil }
            return CommandPair(a: place, b: place, kind: .same)
        }
    }

    /// Compares two plays that were given the same commands.
    static func compared(_ a: Play, _ b: Play) throws -> TraceComparison {
        try TraceComparison(try Lockstep(a, b), commands(a))
    }

    /// Compares a play with what it becomes when its first command gives it the quirks of another.
    static func comparedSwitched(_ a: Play, _ other: Play) throws -> TraceComparison {
        var b = a
        let switched = LabCommand.setRelease(other.definition.release, quirks: other.definition.quirks)
        b.steps.insert(
            .command(
                switched, who: "ADMINISTRATOR", digest: InputCommand.digest("\(switched)", "ADMINISTRATOR")),
            at: 0)
        let pairs = commands(a).map { CommandPair(a: $0.a, b: $0.b.map { $0 + 1 }, kind: .same) }
        return try TraceComparison(
            try Lockstep(a, b), [CommandPair(a: nil, b: 0, kind: .onlyB)] + pairs)
    }
}
