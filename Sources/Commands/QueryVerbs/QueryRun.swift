import CommandLineKit
import Pipeline
import SiteDatabase
import SiteModel

/// `query run`.
enum QueryRun {
    private static let show = Option<[String]>(
        "show", value: "ATTRIBUTE", .text,
        help: "A column more, such as '\"PC Memory\".\"Total Physical Memory (KB)\"'.")

    static var entry: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["query", "run"], "Run a saved query now.",
                discussion: """
                    Of machines the name, domain, site and SMSID are listed. A column of a group with several rows shows \
                    the first row, as in SMS 1.2 by design (Q134717), whichever row made the machine fit.
                    """,
                options: [JobCommands.at, show, Naming.site], operands: [QueryCommands.query],
                example: CommandExample("sms12 query run \"Small disks\""),
                moreExamples: [
                    CommandExample(
                        "sms12 query run \"Small disks\" --show 'Disk.\"Free Storage (MByte)\"' --format csv")
                ],
                exitCodes: [
                    ExitCodeNote(
                        ExitCode.failed, "SQL Server cannot run it: it joins more than 16 tables (Q121384)")
                ]), run: run)
    }

    private static func run(_ run: CommandRun) throws -> Int32 {
        let reader = try run.readLabThen()
        let site = try Naming.site(run, try reader.definition())
        let row = try QueryCommands.find(try run.value(QueryCommands.query), reader.database, site.code)
        guard let definition = row.definition else {
            throw CommandFailure(ExitCode.badData, "query \(row.id) has an unknown architecture")
        }
        let query = try QueryCommands.parse(row.text, definition.architecture, as: row.name, run)
        let columns = try run.value(show).map { try column($0, definition.architecture) }
        if definition.architecture.isDirect {
            let rows = try DirectInventory(definition.architecture, reader.database, site)
            return try print(query, rows, columns, run)
        }
        let names = try reader.names()
        guard let image = names.images.first(where: { $0.definition.code == site.code }) else {
            throw CommandFailure(ExitCode.ourBug, "site \(site.code) is not in the lab's state")
        }
        guard !image.isTooWide(query) else {
            throw CommandFailure(
                ExitCode.failed,
                "query \(row.id) joins \(query.tableCount) tables, but SQL Server joins \(InventoryQuery.mostTables) "
                    + "(Q121384); seven clauses are the most")
        }
        return try print(query, image, columns, run)
    }

    /// A column to show: the places of its group and attribute, and its title.
    private static func column(
        _ word: String, _ architecture: InventoryArchitecture
    ) throws -> (group: Int, attribute: Int, title: String) {
        do throws(InventoryQueryError) {
            let found = try InventoryQuery.attribute(word, of: architecture)
            let group = architecture.groups[found.group]
            return (
                found.group, found.attribute, "\(group.name).\(group.attributes[found.attribute].name)"
            )
        } catch {
            throw CommandFailure(ExitCode.usage, "--show, at \(error)")
        }
    }

    private static func print(
        _ query: InventoryQuery, _ image: SiteImage,
        _ columns: [(group: Int, attribute: Int, title: String)], _ run: CommandRun
    ) throws -> Int32 {
        let printer = PagedTable(
            [
                Column("Name", key: "name"), Column("Domain", key: "domain"), Column("Site", key: "site"),
                Column("SMSID", key: "smsid"),
            ] + columns.map { Column($0.title, key: $0.title) }, run)
        let inventory = SiteInventory(image)
        let identification = query.architecture.groups[0]
        for machine in image.machines(fitting: query) {
            let fixed = ["Name", "Domain", "Site", "SMSID"].map { name in
                cell(inventory, machine, 0, identification.place(of: name) ?? 0)
            }
            printer.add(fixed + columns.map { cell(inventory, machine, $0.group, $0.attribute) })
        }
        try printer.finish()
        if run.format == .table { run.conclude("\(counted(printer.count, "machine")) found.") }
        return ExitCode.done
    }

    private static func print(
        _ query: InventoryQuery, _ rows: DirectInventory,
        _ columns: [(group: Int, attribute: Int, title: String)], _ run: CommandRun
    ) throws -> Int32 {
        let all = query.architecture.groups[0].attributes
        let shown = columns.isEmpty ? Array(all.indices) : columns.map(\.attribute)
        let printer = PagedTable(shown.map { Column(all[$0].name, key: all[$0].name) }, run)
        for place in rows.rows.indices where query.holds(place, in: rows) {
            printer.add(shown.map { cell(rows, place, 0, $0) })
        }
        try printer.finish()
        if run.format == .table { run.conclude("\(counted(printer.count, "row")) found.") }
        return ExitCode.done
    }

    private static func cell<Source: InventorySource>(
        _ source: Source, _ machine: Source.Machine, _ group: Int, _ attribute: Int
    ) -> Cell {
        guard source.rowCount(of: machine, group: group) > 0,
            let value = source.value(of: machine, group: group, row: 0, attribute: attribute)
        else { return .none }
        if case .number(let number) = value { return .integer(number) }
        return .text(value.word)
    }
}
