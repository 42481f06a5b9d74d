import CommandLineKit
import LegacyFormats
import SiteDatabase
import SiteModel
import Sweeps

/// A plan as it was found: what it says, and the digest of the files that it is made of.
struct SweepPlanFile {
    /// What a plan is run over.
    enum Ground {
        /// A lab file, or a lab inside the plan.
        case definition(LabDefinition)
        /// The folder of a lab with a journal.
        case lab(String)
    }

    /// The plan's path as typed.
    let name: String
    /// The folder of the plan: names inside it are looked for there.
    let folder: String
    /// What it says.
    let plan: SweepPlan
    /// The lab.
    let ground: Ground
    /// SHA-256 over the files that the base follows from, and over what this program is.
    let source: String
    /// Warnings about the plan and its lab.
    let findings: [Finding]

    /// Reads a plan and its lab.
    ///
    /// - Throws: `CommandFailure` (bad data) after the findings were reported.
    static func read(_ run: CommandRun, _ typed: String) throws -> SweepPlanFile {
        let path = HostFiles.absolute(typed, from: run.environment.folder)
        let bytes = try HostFiles.read(path)
        let (plan, found) = readSweepPlan(bytes, file: typed)
        guard let plan else { throw refused(run, typed, found) }
        let clashes = clashes(plan)
        guard clashes.isEmpty else { throw refused(run, typed, found + clashes) }
        var findings = found
        var digest = SHA256()
        digest.update(bytes)
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        let ground: Ground
        switch plan.lab {
        case .inline(let node):
            let (lab, problems) = readLabDefinition(node)
            findings += problems + LabCreate.quirkFindings(node)
            guard let lab, !hasErrors(findings) else { throw refused(run, typed, findings) }
            ground = .definition(lab)
        case .path(let named):
            ground = try readLab(named, folder, run, typed, plan, &findings, &digest)
        }
        addFiles(of: plan, folder, &digest)
        digest.update(
            Array("\n\(sms12Version) \(SweepBase.formatVersion) \(folderFree(plan.lab))".utf8))
        return SweepPlanFile(
            name: typed, folder: folder, plan: plan, ground: ground, source: digest.finish(),
            findings: findings)
    }

    /// Axes that would be one column of the results: to SQL, capital and small letters of ASCII are the same.
    private static func clashes(_ plan: SweepPlan) -> [Finding] {
        func column(_ name: String) -> [UInt8] {
            name.utf8.map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 }
        }
        var taken: [[UInt8]: String] = [:]
        for name in SweepResults.columns { taken[column(name)] = "the column \(name) of the results" }
        return plan.axes.compactMap { axis in
            if let other = taken[column(axis.name)] {
                return Finding(
                    .error, "axis-twice",
                    "the axis '\(axis.name)' and \(other) differ in capital letters at most",
                    at: axis.location,
                    advice: "the results have a column for each axis; give it another name")
            }
            taken[column(axis.name)] = "the axis '\(axis.name)'"
            return nil
        }
    }

    /// Takes in the files that command lines name, such as a package's definition.
    private static func addFiles(of plan: SweepPlan, _ folder: String, _ digest: inout SHA256) {
        for command in plan.commands {
            for word in SweepWords.split(command.line, [:]) ?? [] {
                let named = word.split(separator: "=", maxSplits: 1).last.map(String.init) ?? word
                let path = HostFiles.absolute(named, from: folder)
                guard HostFiles.exists(path), !HostFiles.isFolder(path), let bytes = try? HostFiles.read(path)
                else { continue }
                digest.update(Array("\n\(named)\n".utf8))
                digest.update(bytes)
            }
        }
    }

    /// Whether the folders of sources hold what they held when a base was worked out.
    func hasSameSources(as base: SweepBase) -> Bool {
        // A lab's own journal tells what its sources held.
        if case .lab = ground { return true }
        let declared = plan.sources.map { SweepSources.key(root: $0.root) }
        return base.sources.allSatisfy { source in
            guard source.key.hasPrefix("root:"), !declared.contains(source.key) else { return true }
            let place = HostFiles.absolute(String(source.key.dropFirst(5)), from: folder)
            return SweepRehearsal.scan(place, codePage: SourceMap.usualCodePage).map { [$0.json] }
                == source.manifests
        }
    }

    private static func folderFree(_ lab: SweepPlan.Lab) -> String {
        if case .path(let named) = lab { return named }
        return ""
    }

    private static func readLab(
        _ named: String, _ folder: String, _ run: CommandRun, _ typed: String, _ plan: SweepPlan,
        _ findings: inout [Finding], _ digest: inout SHA256
    ) throws -> Ground {
        let place = HostFiles.absolute(named, from: folder)
        guard HostFiles.exists(place) else {
            findings.append(
                Finding(
                    .error, "no-lab", "there is no '\(named)' beside the plan", at: plan.labLocation,
                    advice: "'lab' is a lab file, the folder of a lab, or a lab { ... } written here"))
            throw refused(run, typed, findings, code: ExitCode.noInput)
        }
        if HostFiles.isFolder(place) {
            guard HostFiles.exists(place + "/lab.db") else {
                findings.append(
                    Finding(
                        .error, "no-lab", "the folder '\(named)' is no lab: there is no lab.db in it",
                        at: plan.labLocation))
                throw refused(run, typed, findings, code: ExitCode.noInput)
            }
            let database = try LabDatabase.open(place + "/lab.db", readOnly: true)
            defer { try? database.close() }
            // Each record's checksum takes in that of the one before: the last stands for the whole journal.
            for record in try database.journal() {
                digest.update(Array("\n\(record.instant) \(record.who) \(record.verb) \(record.body)".utf8))
            }
            for seen in try database.observations() {
                digest.update(Array("\n\(seen.ordinal) \(seen.name) \(seen.body)".utf8))
            }
            return .lab(place)
        }
        let bytes = try HostFiles.read(place)
        digest.update(bytes)
        let (lab, problems) = readLabDefinition(bytes, file: named)
        findings += problems + LabCreate.quirkFindings(bytes, file: named)
        guard var lab, !hasErrors(findings) else { throw refused(run, typed, findings) }
        lab.quirks = QuirkNames.resolved(lab.quirks)
        return .definition(lab)
    }

    static func hasErrors(_ findings: [Finding]) -> Bool { findings.contains { $0.severity == .error } }

    /// Reports what is wrong; gives what to throw.
    static func refused(
        _ run: CommandRun, _ typed: String, _ findings: [Finding], code: Int32 = ExitCode.badData
    ) -> CommandFailure {
        run.report(findings)
        return CommandFailure(code, "\(typed) cannot be run; nothing was started")
    }
}
