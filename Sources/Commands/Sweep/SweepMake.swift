import CommandLineKit
import Emulation
import Glibc
import LegacyFormats
import SiteModel
import Sweeps
import VirtualTime

/// `sweep --variant`: one variant again, in memory or as a lab.
enum SweepMake {
    /// Runs a variant in memory and prints what it came to.
    static func show(_ run: CommandRun, _ plan: SweepFolder.Kept, _ variant: Int64, advice: String?) throws
        -> Int32
    {
        var engine = try SweepEngine.make(plan.text)
        guard let result = try engine.run(variant, isStopped: { Interrupt.wasPressed }) else {
            return ExitCode.interrupted
        }
        var table = Table([Column("What", key: "what"), Column("Value", key: "value")])
        try table.add([.text("variant"), .text(String(variant))])
        for (axis, label) in zip(plan.base.axes, plan.base.space.labels(of: variant)) {
            try table.add([.text(axis.name), .text(label)])
        }
        try table.add([.text("ended after"), .text(SweepTables.span(result.stopped))])
        for job in result.jobs {
            let times =
                (job.ended >= 0 ? " after \(SweepTables.span(job.ended))" : "")
                + (job.retryings > 0 ? ", Retrying for \(SweepTables.span(job.retryingMilliseconds))" : "")
            try table.add([.text("job \(job.id)"), .text(job.word + times)])
        }
        for link in result.links {
            try table.add([
                .text("link \(link.from) to \(link.to)"),
                .text("\(link.bytes) bytes in \(counted(Int(link.requests), "request"))"),
            ])
        }
        if result.refused > 0 {
            try table.add([.text("refused"), .text("\(result.refused): \(result.refusal)")])
        }
        try table.add([.text("digest"), .text(result.digest)])
        run.print(table)
        if let advice { run.advise(advice) }
        return ExitCode.done
    }

    /// Makes a lab of a variant and lets it run as far as the variant did; its trace must have the same digest.
    static func make(_ run: CommandRun, _ plan: SweepFolder.Kept, _ variant: Int64, _ typed: String) throws
        -> Int32
    {
        let name = typed.hasSuffix(".lab") ? typed : typed + ".lab"
        let folder = HostFiles.absolute(name, from: run.environment.folder)
        _ = try LabPlace(folder)
        run.watchInterrupt("stopping at the end of this cycle")
        var engine = try SweepEngine.make(plan.text)
        guard let result = try engine.run(variant, isStopped: { Interrupt.wasPressed }) else {
            return ExitCode.interrupted
        }
        var lab = try engine.definition(of: variant)
        lab.trace = .changes
        try LabSession.make(
            folder, lab, text: writeLabDefinition(lab), who: "ADMINISTRATOR",
            command: run.environment.commandLine)
        let session = try LabSession.open(folder, command: run.environment.commandLine)
        defer { try? session.close() }
        try session.look()
        try putSources(session, plan.base, folder)
        let isWhole = try play(session, engine.steps(of: variant), try SweepSources(base: plan.base), result)
        let digest = session.emulation.trace.digest.text
        try session.close()
        guard isWhole else {
            run.complain("sms12: interrupted; \(name) holds what was done")
            return ExitCode.interrupted
        }
        guard digest == result.digest else {
            throw CommandFailure(
                ExitCode.ourBug,
                "the lab \(name) has the digest \(digest), but variant \(variant) has \(result.digest); please report it"
            )
        }
        run.done(
            .made, "lab", name,
            "Made \(name) of variant \(variant): it stands \(SweepTables.span(result.stopped)) after its beginning, digest "
                + "\(digest).")
        run.advise("Next: sms12 job list --lab \(shellWord(name))")
        return ExitCode.done
    }

    /// Lays the sources of packages beside the lab's files, all holes, so that jobs made later in the lab find them.
    private static func putSources(_ session: LabSession, _ base: SweepBase, _ folder: String) throws {
        for (number, source) in base.sources.enumerated() where source.key.hasPrefix("root:") {
            guard let manifest = try source.manifests.first.map({ try SourceManifest(json: $0.compact) }),
                manifest.win32Error == 0, manifest.files.count <= mostFiles
            else { continue }
            let place = "\(folder)/sources/\(number + 1)"
            for file in manifest.files {
                let path = "\(place)/\(file.path)"
                try makeFolders(
                    file.isFolder ? path : String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)]))
                if !file.isFolder { try makeHole(path, file.size) }
            }
            try session.sources.set(String(source.key.dropFirst(5)), place)
        }
    }

    /// Files of a source that are laid out, at most.
    private static let mostFiles = 2_000

    private static func makeFolders(_ path: String) throws {
        if HostFiles.isFolder(path) { return }
        if let slash = path.lastIndex(of: "/"), slash != path.startIndex {
            try makeFolders(String(path[..<slash]))
        }
        try HostFiles.makeFolder(path)
    }

    private static func makeHole(_ path: String, _ size: Int64) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw HostFiles.failure("write the file", path) }
        defer { close(descriptor) }
        guard ftruncate(descriptor, Int(size)) == 0 else { throw HostFiles.failure("write the file", path) }
    }

    /// Gives the commands at their times and lets time pass up to the end; false where Ctrl-C was pressed.
    private static func play(
        _ session: LabSession, _ steps: [SweepStep], _ sources: SweepSources, _ result: VariantResult
    ) throws -> Bool {
        let world = SweepLooks(sources)
        session.world.given = { world.look($0) }
        let end = session.emulation.start + result.stopped
        let stepper = Stepper(session, who: "ADMINISTRATOR", site: 0) { _, _ in }
        for step in steps where step.instant <= end {
            if try stepper.run(to: step.instant, { _, _ in }) == .interrupted { return false }
            do {
                try session.perform(step.command, who: step.who)
            } catch is CommandRefusal {
                // Refused in the variant as well, and counted there.
                continue
            }
        }
        return try stepper.run(to: end, { _, _ in }) == .reached
    }
}

/// What looks at sources find, one after the other.
private final class SweepLooks {
    private let sources: SweepSources
    private var looks: [String: Int] = [:]

    init(_ sources: SweepSources) { self.sources = sources }

    func look(_ package: Package) -> SourceManifest {
        let key = sources.key(package)
        let number = looks[key, default: 0]
        looks[key] = number + 1
        return sources.manifest(key, look: number)
    }
}
