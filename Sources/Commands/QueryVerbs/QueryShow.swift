import CommandLineKit
import SiteDatabase
import SiteModel

/// `query list` and `query show`.
enum QueryShow {
    static var list: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["query", "list"], "List the saved queries of all sites, or of one.",
                options: [JobCommands.at, Naming.eachSite],
                example: CommandExample("sms12 query list")), run: runList)
    }

    static var show: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["query", "show"], "Show a saved query.", options: [JobCommands.at, Naming.site],
                operands: [QueryCommands.query],
                example: CommandExample("sms12 query show BPC00001", "by its identifier"),
                moreExamples: [CommandExample("sms12 query show \"Small disks\" --format json")]),
            run: runShow)
    }

    private static func runList(_ run: CommandRun) throws -> Int32 {
        let reader = try run.readLabThen()
        let only = try run.namedSite(in: try reader.definition())
        var table = Table([
            Column("Query", key: "id"), Column("Name", key: "name"), Column("Site", key: "site"),
            Column("Architecture", key: "architecture"), Column("Text", key: "text"),
        ])
        for row in try reader.database.rows(of: QueryRow.self) where only == nil || row.site == only {
            try table.add([
                .text(row.id.description), .text(row.name), .text(row.site.description),
                .text(row.architecture), .text(row.text),
            ])
        }
        run.print(table)
        return ExitCode.done
    }

    private static func runShow(_ run: CommandRun) throws -> Int32 {
        let reader = try run.readLabThen()
        let lab = try reader.definition()
        let site = try Naming.site(run, lab)
        let row = try QueryCommands.find(try run.value(QueryCommands.query), reader.database, site.code)
        var sheet = Sheet()
        sheet.add("Query", "id", row.id.description)
        sheet.add("Name", "name", row.name)
        sheet.add("Site", "site", row.site.description)
        sheet.add("Architecture", "architecture", row.architecture)
        sheet.add("Text", "text", row.text)
        if let definition = row.definition {
            let query = try QueryCommands.parse(row.text, definition.architecture, as: row.name, run)
            sheet.add("Clauses", "clauses", .integer(Int64(query.expression?.clauseCount ?? 0)))
            sheet.add("Tables joined", "tables", .integer(Int64(query.tableCount)))
        }
        let jobs = try reader.database.rows(of: JobRow.self, site: site.code).map(\.job)
            .filter { $0.target == .query && $0.queryID == row.id.description }
        sheet.add(
            "Jobs", "jobs",
            jobs.isEmpty ? .none : .text(jobs.map(\.id.description).joined(separator: ", ")))
        try sheet.print(run)
        return ExitCode.done
    }
}
