import CommandLineKit
import Emulation
import LegacyFormats
import SiteDatabase
import SiteModel

/// `lab apply`: a lab made as a changed lab file says.
enum LabApply {
    private static let file = Operand("FILE", .file, help: "The changed lab file.")
    private static let dryRun = Option("dry-run", help: "Print the plan and do nothing.")

    static var entry: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["lab", "apply"], "Change a lab to what a lab file says; the difference enters the journal.",
                discussion: """
                    Sites, servers, clients and machine groups are added, changed and removed as needed. \
                    Another release, or a quirk switched, is so from now on at every site, as if a service pack were \
                    installed; what was done stays as it was done. Seed, start, phases, fidelity, trace level and \
                    rules belong to the lab's beginning and cannot be changed; a site cannot be removed. The plan is \
                    printed before it is done.
                    """, options: [dryRun], operands: [file],
                example: CommandExample("sms12 lab apply acme.json5 --dry-run"),
                moreExamples: [CommandExample("sms12 lab apply acme.json5")]), run: run)
    }

    private static func run(_ run: CommandRun) throws -> Int32 {
        let file = try run.value(file)
        let bytes = try HostFiles.read(HostFiles.absolute(file, from: run.environment.folder))
        let (asked, findings) = readLabDefinition(bytes, file: file)
        var lab = asked
        lab?.quirks = QuirkNames.resolved(asked?.quirks ?? [:])
        let worst = run.report(findings + LabCreate.quirkFindings(bytes, file: file))
        guard let lab, worst != .error else {
            throw CommandFailure(ExitCode.badData, "nothing was changed in the lab")
        }
        let losses = worst == .warning ? ExitCode.doneWithLosses : ExitCode.done
        if try run.value(dryRun) {
            let reader = try run.readLab()
            let plan = try plan(run, reader.database, lab, bytes, file)
            if !plan.steps.isEmpty { run.conclude("Nothing was done yet; without --dry-run it is.") }
            return losses
        }
        return try LabEdit.change(run) { edit in
            let plan = try plan(run, edit.lab.database, lab, bytes, file)
            let leaving = plan.steps.flatMap { users(of: $0, edit) }
            try edit.perform(plan.steps.map(\.command))
            if !plan.steps.isEmpty { run.conclude("Done: \(counted(plan.steps.count, "change")).") }
            return run.report(leaving) == nil ? losses : ExitCode.doneWithLosses
        }
    }

    /// Warnings about what a step takes out though it is used, as the command of its own gives them.
    private static func users(of step: LabPlan.Step, _ edit: LabEdit) -> [Finding] {
        switch step.command {
        case .removeServer(let site, let name): InUse.ofServer(name, edit, at: site)
        case .removeGroup(let site, let name): InUse.ofGroup(name, edit, at: site)
        default: []
        }
    }

    /// Makes the plan and prints it.
    private static func plan(
        _ run: CommandRun, _ database: LabDatabase, _ after: LabDefinition, _ bytes: [UInt8], _ file: String
    ) throws -> LabPlan {
        var places: [String: SourceLocation] = [:]
        if case .object(let members) = parseJSON5(bytes, file: file).0?.value {
            for member in members { places[member.name] = member.nameLocation }
        }
        let plan = LabPlan(
            try CurrentLab.definition(database), after, queries: try database.rows(of: QueryRow.self),
            file: file,
            places: places)
        if run.report(plan.refusals) == .error {
            throw CommandFailure(ExitCode.notPermitted, "nothing was changed in the lab")
        }
        if plan.steps.isEmpty, run.format == .table {
            run.print("The lab is as \(file) says.")
            return plan
        }
        var table = Table([
            Column("Change", key: "change"), Column("What", key: "kind"), Column("Name", key: "name"),
            Column("Site", key: "site"), Column("Details", key: "details"),
        ])
        for step in plan.steps {
            try table.add([
                .text(step.change), .text(step.kind), .text(step.name), .text(step.site.description),
                .text(step.details),
            ])
        }
        run.print(table)
        return plan
    }
}
