import CommandLineKit
import SiteDatabase
import SiteModel

/// Completion scripts and the pages made from the command table.
enum HelpCommands {
    /// In the order of the help.
    static var entries: [CommandEntry] { [completion, manPage, reference, hook] }

    static let shell = Operand<Shell>("SHELL", .words, help: "The shell.")

    private static let completion = CommandEntry(
        declaration: CommandDeclaration(
            ["completion"], "Print the completion script of a shell.", operands: [shell],
            example: CommandExample("sms12 completion bash"),
            moreExamples: [CommandExample("source <(sms12 completion bash)", "for this shell at once")]),
        run: { run in
            run.environment.out(Root.table.completionScript(for: try run.value(shell)))
            return ExitCode.done
        })

    private static let manPage = CommandEntry(
        declaration: CommandDeclaration(
            ["man-page"], "Print the manual page, for man.",
            example: CommandExample("sms12 man-page"),
            isHidden: true),
        run: { run in
            run.environment.out(Root.table.manPage(version: sms12Version))
            return ExitCode.done
        })

    private static let reference = CommandEntry(
        declaration: CommandDeclaration(
            ["reference-page"], "Print the reference page of the command line, Markdown.",
            example: CommandExample("sms12 reference-page"), isHidden: true),
        run: { run in
            run.environment.out(Root.table.referencePage)
            return ExitCode.done
        })

    /// Answers what the completion scripts ask for: names of things in the lab.
    private static let hook = CommandEntry(
        declaration: CompletionHook.command(program: "sms12"),
        run: { run in
            guard let reader = try? run.readLab() else { return ExitCode.done }
            let database = reader.database
            switch try run.value(CompletionHook.kind) {
            case "site":
                for row in try database.rows(of: SiteRow.self) { run.print("\(row.code)\t\(row.name)") }
            case "job":
                for row in try database.rows(of: JobRow.self) {
                    run.print("\(row.job.id)\t\(row.job.comment)")
                }
            case "package":
                for row in try database.rows(of: PackageRow.self) { run.print("\(row.id)\t\(row.name)") }
            case "server": for row in try database.rows(of: ServerRow.self) { run.print(row.name) }
            case "group": for row in try database.rows(of: MachineGroupRow.self) { run.print(row.name) }
            case "site-group":
                for group in try reader.definition().sites.flatMap(\.siteGroups) { run.print(group.name) }
            case "alert":
                for alert in try reader.definition().sites.flatMap(\.alerts) {
                    run.print("\(alert.name)\t\(alert.query)")
                }
            case "query":
                for row in try database.rows(of: QueryRow.self) { run.print("\(row.id)\t\(row.name)") }
            case "client":
                // A list of a million names helps nobody.
                try database.connection.withStatement(
                    "SELECT Name FROM Machines LIMIT 200", doing: "listing clients"
                ) {
                    row throws(DatabaseError) in
                    while try row.step() { run.print(row.text(0)) }
                }
            default: break
            }
            return ExitCode.done
        })
}
