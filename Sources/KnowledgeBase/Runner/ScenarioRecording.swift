package import Emulation
package import Pipeline
package import SiteModel

/// A play of a case as it can be done again: the lab, what was done to it, and what its packages' sources held.
package struct ScenarioRecording {
    /// The lab.
    package let definition: LabDefinition
    /// What was done.
    package let steps: [RecordedStep]
    /// What packages' sources held at each time; stored files are as the case left them.
    package let world: any OutsideWorld
}

/// The outside world of a case as it changed in the course of it.
private final class RecordedCaseWorld: OutsideWorld {
    private var sources: [(instant: Int64, manifests: [String: SourceManifest])] = []
    private var stored: [String: StoredFile] = [:]

    /// Notes how the world is at an instant, in milliseconds since 1970.
    func note(_ world: ScenarioWorld, at instant: Int64) {
        stored = world.stored
        if sources.last?.manifests != world.sources { sources.append((instant, world.sources)) }
    }

    func inspectSource(site: SiteCode, package: Package, ordinal: Int64, instant: Int64) -> SourceManifest {
        let then = sources.last { $0.instant <= instant } ?? sources.first
        return then?.manifests[package.name.uppercased()] ?? ScenarioWorld.usual
    }

    func inspectStored(_ image: SiteImage, package: Int, ordinal: Int64) -> StoredFile {
        stored[image.packages[package].package.name.uppercased()] ?? .intact
    }
}

extension ScenarioRunner {
    /// Plays a case and records what it does to its lab.
    ///
    /// - Returns: The recording; nil for a case with mistakes.
    package func record(
        _ scenario: Scenario, _ setting: ScenarioSetting, _ values: RowValues, _ quirk: Quirk?
    ) -> ScenarioRecording? {
        let read = ScenarioReader.read(scenario, values: values)
        guard read.findings.isEmpty else { return nil }
        var lab = read.lab
        lab.release = setting.release
        if let quirk, let byHand = setting.byHand { lab.quirks[quirk.name] = byHand }
        var play = ScenarioPlay(lab, world: read.world, logLines: { _, _ in [] }, dump: { _, _, _ in [] })
        let world = RecordedCaseWorld()
        world.note(read.world, at: play.lab.now)
        for step in read.steps {
            defer { world.note(read.world, at: play.lab.now) }
            guard let outcome = take(step, setting, &play) else { continue }
            if case .command = step.action, !outcome.isRight { break }
        }
        return ScenarioRecording(definition: lab, steps: play.steps, world: world)
    }
}
