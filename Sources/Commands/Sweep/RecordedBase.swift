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
        var numbers = PackageNumbers()
        for record in try database.journal(from: 1) where record.verb != CommandJournal.runVerb {
            let command = try CommandJournal.command(verb: record.verb, body: record.body)
            steps.append(SweepStep(instant: record.instant, who: record.who, command: command))
            var made: (id: PackageID, package: Package)?
            switch command {
            case .createPackage(let site, let package): made = numbers.next(at: site).map { ($0, package) }
            case .updatePackage(_, let package): made = (package.id, package)
            default: break
            }
            guard let made else { continue }
            for (kind, root) in made.package.roots {
                packages.append((PackageSetID(made.id, kind), root))
            }
        }
        var looks: [String: [JSONValue]] = [:]
        for observation in try database.observations() where !StoredFile.isObservation(observation.name) {
            let seen = try SeenSource(observation)
            // What changed while it was packed happened at a moment of that run alone.
            if seen.isWhilePacked { continue }
            looks[SweepSources.key(package: seen.package), default: []].append(seen.manifest.json)
        }
        // What was not looked at yet is looked at now; else a further look finds what the last one found.
        let map = try SourceMap(lab: folder)
        for package in packages {
            let root = SweepSources.key(root: package.root)
            if let last = looks[SweepSources.key(package: package.set)]?.last {
                looks[root] = [last]
            } else if looks[root] == nil, let manifest = SweepRehearsal.scan(package.root, map) {
                looks[root] = [manifest.json]
            }
        }
        let sources = looks.sorted { $0.key < $1.key }.map {
            SweepBase.Source(key: $0.key, manifests: $0.value)
        }
        return RecordedBase(definition: definition, steps: steps, sources: sources)
    }
}

/// The identifiers that packages get: a command does not carry that of the package it makes.
struct PackageNumbers {
    private var last: [SiteCode: UInt32] = [:]

    /// The identifier of the next package that a site makes.
    mutating func next(at site: SiteCode) -> PackageID? {
        last[site, default: 0] += 1
        return last[site].flatMap { PackageID(site: site, counter: $0) }
    }
}

extension Package {
    /// The folders of its sources, each with the set that is made of it.
    var roots: [(kind: PackageLocationKind, root: String)] {
        [(PackageLocationKind.workstation, workstation?.root), (.sharing, sharing?.root)].compactMap {
            kind, root in
            root.flatMap { $0.isEmpty ? nil : (kind, $0) }
        }
    }
}
