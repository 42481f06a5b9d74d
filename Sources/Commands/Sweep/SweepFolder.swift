import CommandLineKit
import LegacyFormats
import SiteModel
import Sweeps

/// The folder of a sweep: the plan as it was worked out, shards, and results.
struct SweepFolder {
    /// The folder.
    let path: String
    /// The folder as it was typed, for messages.
    let name: String

    private static let planFile = "plan.json"

    /// The plan in a folder.
    struct Kept {
        /// The digest of the files that it was made of.
        var source: String
        /// The digest of the plan.
        var digest: String
        /// The canonical form.
        var text: String
        /// The plan.
        var base: SweepBase

        /// Whether it was worked out of the same files by the same program.
        func isOf(_ file: SweepPlanFile) -> Bool {
            source == file.source && base.rules == SweepBase.currentRules && file.hasSameSources(as: base)
        }
    }

    private var planPath: String { path + "/" + Self.planFile }

    /// The path of something in the folder.
    func file(_ name: String) -> String { path + "/" + name }

    /// Makes the folder where it is missing.
    func make() throws {
        if HostFiles.exists(path + "/lab.db") {
            throw CommandFailure(
                ExitCode.cannotCreate, "\(name) is a lab; name a folder for the results elsewhere with --out")
        }
        if !HostFiles.isFolder(path) {
            do throws(FileError) { try HostFiles.makeFolder(path) } catch {
                // Another program may have made it meanwhile.
                guard HostFiles.isFolder(path) else { throw error }
            }
        }
    }

    /// The plan that lies in the folder; nil: none does.
    ///
    /// - Throws: `CommandFailure` (bad data) where it is damaged.
    func kept() throws -> Kept? {
        guard HostFiles.exists(planPath) else { return nil }
        let text = String(decoding: try HostFiles.read(planPath), as: UTF8.self)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let damaged = CommandFailure(
            ExitCode.badData,
            "\(name)/\(Self.planFile) is damaged; copy it from where a shard was made, or remove it and run the sweep again"
        )
        guard lines.count == 3, let head = try? parseJSON(String(lines[0])),
            let source = head["source"]?.text,
            let digest = head["digest"]?.text, SHA256.digest(of: Array(lines[1].utf8)) == digest,
            let json = try? parseJSON(String(lines[1]))
        else { throw damaged }
        do throws(SweepBase.Damage) {
            return Kept(
                source: source, digest: digest, text: String(lines[1]), base: try SweepBase(json: json))
        } catch {
            throw CommandFailure(
                ExitCode.badData,
                "\(name)/\(Self.planFile) cannot be used: \(error); use another folder with --out")
        }
    }

    /// Keeps a plan in the folder.
    func keep(_ base: SweepBase, source: String) throws -> Kept {
        let text = base.json.compact
        let digest = SHA256.digest(of: Array(text.utf8))
        let head = JSONValue.object([.init("source", .string(source)), .init("digest", .string(digest))])
        let writer = try PieceWriter(planPath)
        try writer.write(line: head.compact)
        try writer.write(line: text)
        try writer.finish()
        return Kept(source: source, digest: digest, text: text, base: base)
    }

    /// The plan to be run here: the one that lies here where it is the same, else a new one.
    ///
    /// - Throws: `CommandFailure` (bad data) where another one lies here.
    func plan(_ run: CommandRun, _ file: SweepPlanFile) throws -> Kept {
        let there = try kept()
        if let there, there.isOf(file) {
            run.report(file.findings)
            return there
        }
        let base = try SweepBaseMaker.make(run, file)
        guard let there else {
            try make()
            return try keep(base, source: file.source)
        }
        guard base.digest == there.digest else {
            throw CommandFailure(
                ExitCode.badData,
                "\(name) holds work on another plan (\(there.base.name), digest \(there.digest.prefix(16))); "
                    + "\(file.name) has digest \(base.digest.prefix(16)): use another folder with --out, or remove \(name)"
            )
        }
        // Remarks and blanks were changed, which are no part of the plan.
        return try keep(base, source: file.source)
    }

    /// Removes what programs that were killed left half written; what others are writing stays.
    func clear() {
        let tables = [
            Self.planFile, "variants.csv", "jobs.csv", "links.csv", "summary.csv", "links-summary.csv",
            "summary.json",
        ]
        for name in HostFiles.names(in: path) {
            PieceWriter.removeLeft(name, in: path) { tables.contains($0) || $0.hasSuffix(".shard") }
        }
    }

    /// The names of the shards in the folder, in order.
    var shards: [String] { HostFiles.names(in: path).filter { $0.hasSuffix(".shard") } }
}
