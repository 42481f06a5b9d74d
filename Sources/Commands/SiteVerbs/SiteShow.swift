import CommandLineKit
import SiteDatabase
import SiteModel

/// `site list` and `site show`.
enum SiteShow {
    static var list: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["site", "list"], "List the sites of a lab.", options: [JobCommands.at],
                example: CommandExample("sms12 site list")),
            run: runList)
    }

    static var show: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["site", "show"], "Show a site: its settings, servers and addresses.",
                options: [JobCommands.at], operands: [SiteEdit.code],
                example: CommandExample("sms12 site show BPC")), run: runShow)
    }

    private static func runList(_ run: CommandRun) throws -> Int32 {
        let reader = try run.readLabThen()
        run.print(try sites(try reader.definition(), reader))
        return ExitCode.done
    }

    /// The sites with what they hold.
    static func sites(_ lab: LabDefinition, _ reader: LabReader) throws -> Table {
        var table = Table([
            Column("Site", key: "site"), Column("Name", key: "name"), Column("Response", key: "response"),
            Column("Site server", key: "server"), Column("Domains", key: "domains"),
            Column("Servers", key: "servers", .right), Column("Clients", key: "clients", .right),
            Column("Packages", key: "packages", .right), Column("Jobs", key: "jobs", .right),
        ])
        for site in lab.sites {
            try table.add([
                .text(site.code.description), .text(site.name), .text(site.response.rawValue),
                .optional(site.siteServer?.name), .text(site.domains.joined(separator: ", ")),
                .integer(try reader.database.count(of: ServerRow.self, site: site.code)),
                .integer(try reader.database.count(of: MachineRow.self, site: site.code)),
                .integer(try reader.database.count(of: PackageRow.self, site: site.code)),
                .integer(try reader.database.count(of: JobRow.self, site: site.code)),
            ])
        }
        return table
    }

    private static func runShow(_ run: CommandRun) throws -> Int32 {
        let reader = try run.readLabThen()
        let lab = try reader.definition()
        let site = lab.sites[try SiteEdit.place(try run.value(SiteEdit.code), in: lab)]
        var sheet = Sheet()
        try addFacts(&sheet, site, reader)
        try SiteProposal.addChanges(&sheet, site, reader)
        sheet.add("Servers", "servers", try ServerTable.servers(lab, reader, site: site.code))
        var addresses = Table([
            Column("To site", key: "to"), Column("Bits a second", key: "bitsPerSecond", .right),
            Column("Sender", key: "sender"),
        ])
        for row in try reader.database.rows(of: AddressRow.self, site: site.code) {
            try addresses.add([
                .text(row.destination.description), .integer(row.bitsPerSecond),
                .text(row.sender.displayName),
            ])
        }
        sheet.add("Addresses", "addresses", addresses)
        try sheet.print(run)
        return ExitCode.done
    }

    private static func addFacts(
        _ sheet: inout Sheet, _ site: SiteDefinition, _ reader: LabReader
    ) throws {
        let seconds = try reader.now().flooredQuotient(by: 1_000)
        sheet.add("Site", "site", site.code.description)
        sheet.add("Name", "name", site.name)
        sheet.add("Time", "time", site.zone.localTime(atUTC: seconds).description)
        sheet.add("Zone", "zone", site.zone.description)
        sheet.add(
            "SQL Server's clock runs ahead by ms", "sqlClockOffsetMilliseconds",
            .integer(site.sqlClockOffsetMilliseconds))
        sheet.add("Response", "response", site.response.rawValue)
        sheet.add("Minutes between polls", "pollingMinutes", .integer(site.response.pollingMinutes))
        sheet.add("SMS directory on drive", "smsDrive", site.smsDrive)
        sheet.add("Domains", "domains", site.domains.joined(separator: ", "))
        sheet.add("Compression", "compression", .flag(site.compression.enabled))
        sheet.add("Compression Level", "compressionLevel", .number(site.compression.level))
        sheet.add("Yield Time in ms", "yieldMilliseconds", .integer(site.compression.yieldMilliseconds))
        sheet.add("Compressed to percent", "ratioPercent", .integer(site.compression.ratioPercent))
        sheet.add("PCM polls after minutes", "pcmPollingMinutes", .integer(site.pcmPollingMinutes))
        sheet.add("One status takes ms", "statusMilliseconds", .integer(site.statusMilliseconds))
        sheet.add(
            "Helper servers", "helpers",
            site.helpers.map { "\($0.service.rawValue) on \($0.server)" }.joined(separator: ", "))
        sheet.add(
            "Clients", "clients", .integer(try reader.database.count(of: MachineRow.self, site: site.code)))
    }
}
