import CommandLineKit
import SiteDatabase
import SiteModel

/// `group list` and `group show`.
enum GroupShow {
    static let name = Operand("GROUP", .labObject("group"), help: "The machine group's name.")

    static var list: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["group", "list"], "List the machine groups of all sites, or of one.",
                options: [JobCommands.at, Naming.eachSite],
                example: CommandExample("sms12 group list")), run: runList)
    }

    static var show: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["group", "show"], "Show the members of a machine group.",
                discussion: "A member that is no computer of the site is a blank row in SMS (Q160901).",
                options: [JobCommands.at, Naming.site], operands: [name],
                example: CommandExample("sms12 group show All")),
            run: runShow)
    }

    private static func runList(_ run: CommandRun) throws -> Int32 {
        let reader = try run.readLabThen()
        let only = try run.namedSite(in: try reader.definition())
        run.print(try groups(reader, site: only))
        return ExitCode.done
    }

    /// The groups of a site, or of all, with how many members they have.
    static func groups(_ reader: LabReader, site: SiteCode?) throws -> Table {
        var table = Table([
            Column("Site", key: "site"), Column("Group", key: "name"),
            Column("Members", key: "members", .right),
        ])
        let rows = try reader.database.connection.withStatement(
            "SELECT Site, GroupName, (SELECT count(*) FROM MachineGroupMembers M WHERE M.Site = G.Site "
                + "AND M.GroupName = G.GroupName) FROM MachineGroups G WHERE Site = ?1 OR ?1 IS NULL "
                + "ORDER BY Site, GroupName", doing: "listing machine groups"
        ) { row throws(DatabaseError) in
            try row.bind([.optionalName(site)])
            var rows: [[Cell]] = []
            while try row.step() {
                rows.append([.text(row.text(0)), .text(row.text(1)), .integer(row.integer(2))])
            }
            return rows
        }
        for row in rows { try table.add(row) }
        return table
    }

    private static func runShow(_ run: CommandRun) throws -> Int32 {
        let reader = try run.readLabThen()
        let lab = try reader.definition()
        let code = lab.sites[try run.site(in: lab)].code
        let groups = try reader.database.rows(of: MachineGroupRow.self, site: code).map(\.name)
        let name = groups[
            try Pick.one(try run.value(name), among: groups, kind: "group")]
        let printer = PagedTable(
            [
                Column("Member", key: "member"), Column("Is", key: "kind"), Column("Domain", key: "domain"),
                Column("Platform", key: "platform"),
            ], run)
        let servers = try reader.database.rows(of: ServerRow.self, site: code)
        let lookup = try ClientLookup(reader.database)
        for row in try reader.database.rows(
            of: MachineGroupMemberRow.self, site: code, prefix: [.text(name)])
        {
            if let server = servers.first(where: { $0.name == row.member.uppercased() }) {
                printer.add([.text(row.member), .text("server"), .text(server.domain), .none])
            } else if let client = try lookup.named(row.member, at: code) {
                printer.add([
                    .text(row.member), .text("client"), .text(client.domain),
                    .text(client.platform.description),
                ])
            } else {
                printer.add([.text(row.member), .styled("nothing", .yellow), .none, .none])
            }
        }
        try printer.finish()
        return ExitCode.done
    }
}
