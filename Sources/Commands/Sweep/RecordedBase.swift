import Emulation
import Pipeline
import SiteDatabase
import SiteModel
import Sweeps

/// What a lab's journal gives as the base of a sweep: the lab as it began, its commands, and what it saw of sources.
struct RecordedBase {
    /// The lab of record 0.
    let definition: LabDefinition
    /// The commands with their times.
    let steps: [SweepStep]
    /// What looks at the sources of its packages found, look by look.
    let sources: [SweepBase.Source]

    /// Reads a lab; nobody is disturbed who has it open.
    static func read(_ folder: String) throws -> RecordedBase {
        let database = try LabDatabase.open(folder + "/lab.db", readOnly: true)
        defer { try? database.close() }
        let definition = try Replay.beginning(database)
        var steps: [SweepStep] = []
        var packages: [(set: PackageSetID, root: String)] = []
        for record in try database.journal(from: 1) where record.verb != CommandJournal.runVerb {
            let command = try CommandJournal.command(verb: record.verb, body: record.body)
            steps.append(SweepStep(instant: record.instant, who: record.who, command: command))
            guard case .createPackage(_, let package) = command else { continue }
            if let root = package.workstation?.root {
                packages.append((PackageSetID(package.id, .workstation), root))
            }
            if let root = package.sharing?.root {
                packages.append((PackageSetID(package.id, .sharing), root))
            }
        }
        var looks: [String: [JSONValue]] = [:]
        for observation in try database.observations() where !StoredFile.isObservation(observation.name) {
            let seen = try SeenSource(observation)
            // What changed while it was packed happened at a moment of that run alone.
            if seen.isWhilePacked { continue }
            looks[SweepSources.key(package: seen.package), default: []].append(seen.manifest.json)
        }
        // What was not looked at yet is looked at now.
        let map = try SourceMap(lab: folder)
        for package in packages where looks[SweepSources.key(package: package.set)] == nil {
            guard let manifest = SweepRehearsal.scan(package.root, map) else { continue }
            looks[SweepSources.key(root: package.root)] = [manifest.json]
        }
        let sources = looks.sorted { $0.key < $1.key }.map {
            SweepBase.Source(key: $0.key, manifests: $0.value)
        }
        return RecordedBase(definition: definition, steps: steps, sources: sources)
    }
}
