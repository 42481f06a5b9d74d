import CommandLineKit
import Emulation
import Pipeline
import SiteModel

/// `program-group list`, `program-group show` and `client items`.
enum ProgramGroupShow {
    static let name = Operand<String>("GROUP", .text, help: "The program group's name.")

    static var list: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["program-group", "list"], "List the program groups of all sites, or of one.",
                discussion:
                    "A site has those of the sites above as well, once Applications Manager brought them.",
                options: [JobCommands.at, Naming.eachSite],
                example: CommandExample("sms12 program-group list")), run: runList)
    }

    static var show: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["program-group", "show"], "Show the items of a program group and the servers they point to.",
                discussion: """
                    Servers are those of the site's network application database, which Applications Manager brings up to \
                    date at its polls. An item without a server starts nowhere: a Share job has to put its package there.
                    """, options: [JobCommands.at, Naming.site], operands: [name],
                example: CommandExample("sms12 program-group show Office")), run: runShow)
    }

    static var items: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["client", "items"], "Show the program items that Program Group Control offers at a client.",
                discussion: """
                    The items of every program group that one of the user's groups was given, for the client's platform. \
                    The group's title gets ` (SMS)` unless it ends in parentheses (Q140146).
                    """, options: [JobCommands.at, Naming.anySite], operands: [ClientShow.client],
                example: CommandExample("sms12 client items PC1")), run: runItems)
    }

    private static func runList(_ run: CommandRun) throws -> Int32 {
        let reader = try run.readLabThen()
        let only = try run.namedSite(in: try reader.definition())
        let lab = try LabReader.restore(reader.database)
        var table = Table([
            Column("Site", key: "site"), Column("Identifier", key: "id"),
            Column("Program group", key: "name"),
            Column("Items", key: "items", .right), Column("User groups", key: "userGroups"),
        ])
        for image in lab.images where !image.isRemoved && (only == nil || only == image.definition.code) {
            for (site, group) in image.programGroups {
                try table.add([
                    .text(image.definition.code.description),
                    .text(identifier(group, image.code(of: site))), .text(group.name),
                    .integer(Int64(group.items.count)), .text(group.userGroups.joined(separator: ", ")),
                ])
            }
        }
        run.print(table)
        return ExitCode.done
    }

    /// The identifier: site and five hexadecimal digits, as packages have (Q124083).
    static func identifier(_ group: ProgramGroupDefinition, _ site: SiteCode) -> String {
        PackageID(site: site, counter: UInt32(clamping: group.number))?.description ?? "?"
    }

    private static func runShow(_ run: CommandRun) throws -> Int32 {
        let reader = try run.readLabThen()
        let definition = try reader.definition()
        let code = definition.sites[try run.site(in: definition)].code
        let lab = try LabReader.restore(reader.database)
        let image = lab.images[try lab.siteNumber(code)]
        let groups = image.programGroups
        let place = try Pick.one(try run.value(name), among: groups.map(\.group.name), kind: "program group")
        let (site, group) = groups[place]
        var sheet = Sheet()
        sheet.add("Program group", "name", group.name)
        sheet.add("Identifier", "id", identifier(group, image.code(of: site)))
        sheet.add("User groups", "userGroups", group.userGroups.joined(separator: ", "))
        var table = Table([
            Column("Package", key: "package"), Column("Item", key: "item"), Column("Servers", key: "servers"),
        ])
        for reference in group.items {
            let servers = image.itemServers(of: reference.package).map {
                image.servers[Int($0)].definition.name
            }
            for item in image.publishedItems(of: reference) {
                try table.add([
                    .text(reference.package.description), .text(item.description),
                    .text(servers.isEmpty ? "none yet" : servers.joined(separator: ", ")),
                ])
            }
        }
        sheet.add("Items", "items", table)
        try sheet.print(run)
        return ExitCode.done
    }

    private static func runItems(_ run: CommandRun) throws -> Int32 {
        let reader = try run.readLabThen()
        let definition = try reader.definition()
        let found = try ClientLookup(reader.database).find(
            try run.value(ClientShow.client), at: try run.namedSite(in: definition))
        let lab = try LabReader.restore(reader.database)
        let image = lab.images[try lab.siteNumber(found.row.siteCode)]
        var table = Table([
            Column("Program group", key: "group"), Column("Item", key: "item"),
            Column("Command", key: "command"), Column("Starts", key: "starts"),
            Column("Servers", key: "servers"),
        ])
        guard let client = image.clients.index(found.row.name) else { return ExitCode.noInput }
        for item in image.sharedItems(ofClient: client) {
            try table.add([
                .text(item.group.hasSuffix(")") ? item.group : item.group + " (SMS)"), .text(item.title),
                .text(item.commandLine), .text(item.starts ? "yes" : "no"),
                .text(item.paths.isEmpty ? "none" : item.paths.joined(separator: ";")),
            ])
        }
        run.print(table)
        return ExitCode.done
    }
}
