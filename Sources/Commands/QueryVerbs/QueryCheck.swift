import CommandLineKit
import SiteModel

/// `query check`.
enum QueryCheck {
    private static let text = Operand("TEXT", .text, help: "The text of a query.")

    static var entry: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["query", "check"], "Say whether a query text can be understood, and print it as it is kept.",
                discussion: """
                    Needs no lab. What is wrong is told with line and column, and with the nearest name of a group or \
                    attribute. More tables than SQL Server joins is a warning (Q121384).
                    """,
                options: [QueryCommands.architecture], operands: [text],
                example: CommandExample("sms12 query check '\"Operating System\".Version is \"4.0\"'"),
                exitCodes: [
                    ExitCodeNote(ExitCode.doneWithLosses, "it joins more tables than SQL Server can"),
                    ExitCodeNote(ExitCode.badData, "it cannot be understood"),
                ]), run: run)
    }

    private static func run(_ run: CommandRun) throws -> Int32 {
        let architecture = try run.value(QueryCommands.architecture)
        let query = try QueryCommands.parse(try run.value(text), architecture, as: "TEXT", run)
        var sheet = Sheet()
        sheet.add("Text", "text", query.text)
        sheet.add("Architecture", "architecture", architecture.rawValue)
        sheet.add("Clauses", "clauses", .integer(Int64(query.expression?.clauseCount ?? 0)))
        sheet.add("Tables joined", "tables", .integer(Int64(query.tableCount)))
        try sheet.print(run)
        guard query.tableCount > InventoryQuery.mostTables else { return ExitCode.done }
        run.report([
            Finding(
                .warning, "too-many-tables",
                "the query joins \(query.tableCount) tables, but SQL Server joins \(InventoryQuery.mostTables): it "
                    + "cannot be run, and a job that uses it raises event 320 (Q121384)",
                advice: "seven clauses are the most")
        ])
        return ExitCode.doneWithLosses
    }
}
