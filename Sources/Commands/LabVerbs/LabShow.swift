import CommandLineKit
import Pipeline
import SiteDatabase
import SiteModel

/// `lab show`: a lab on one screen.
enum LabShow {
    private static let folder = Operand<String?>(
        "LAB", .directory, help: "The lab. Default: as for every command, --lab or the one that is found.")

    static var entry: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["lab", "show"],
                "Show a lab: its sites, servers, groups and clients, its clock and its trace.",
                options: [JobCommands.at], operands: [folder],
                example: CommandExample("sms12 lab show"),
                moreExamples: [CommandExample("sms12 lab show first.lab", "another one")]), run: run)
    }

    private static func run(_ run: CommandRun) throws -> Int32 {
        if let named = try run.value(folder) {
            guard !run.parsed.isGiven(GlobalOptions.lab) else {
                throw run.usage("the lab is named twice, as \(named) and by --lab; leave one of them out")
            }
            run.namedLab = named
        }
        let reader = try run.readLabThen()
        let lab = try CurrentLab.definition(reader.database)
        var sheet = Sheet()
        try addFacts(&sheet, lab, reader, run)
        sheet.add("Sites", "sites", try SiteShow.sites(lab, reader))
        sheet.add("Servers", "servers", try ServerTable.servers(lab, reader, site: nil))
        sheet.add("Clients", "clients", try clients(lab))
        sheet.add("Machine groups", "groups", try GroupShow.groups(reader, site: nil))
        try sheet.print(run)
        return ExitCode.done
    }

    private static func addFacts(
        _ sheet: inout Sheet, _ lab: LabDefinition, _ reader: LabReader, _ run: CommandRun
    ) throws {
        let database = reader.database
        let now = try reader.now()
        let zone = lab.sites.first?.zone ?? .utc
        sheet.add("Lab", "name", lab.name)
        sheet.add("Release", "release", lab.release.rawValue)
        addQuirks(&sheet, lab, run)
        sheet.add("Time", "time", zone.localTime(atUTC: now.flooredQuotient(by: 1_000)).description)
        sheet.add("Began", "start", lab.start.description)
        sheet.add("Fidelity", "fidelity", lab.fidelity.rawValue)
        sheet.add("Phases", "phases", lab.phases.rawValue)
        sheet.add("Seed", "seed", .unsigned(lab.seed))
        // An earlier state is made of the journal anew, and has none of its own.
        let journal =
            try reader.journalCount.map { Int64($0) }
            ?? database.connection.integer("SELECT count(*) FROM Journal", doing: "reading the journal")
        sheet.add("Journal", "journalRecords", .integer(journal))
        sheet.add("Trace level", "traceLevel", lab.trace.rawValue)
        let events = Int64(try database.meta("traceCount") ?? "") ?? 0
        sheet.add("Trace entries", "traceCount", .integer(events))
        sheet.add("Trace digest", "traceDigest", .optional(try database.meta("traceDigest")))
    }

    /// The quirks: people are told what was set by hand, programs get all that are alive.
    private static func addQuirks(_ sheet: inout Sheet, _ lab: LabDefinition, _ run: CommandRun) {
        let here = QuirkSet(release: lab.release, overrides: lab.quirks)
        let asReleased = QuirkSet(release: lab.release, overrides: [:])
        let alive = Quirk.all.filter { here.contains($0) }
        let differing = Quirk.all.filter { here.contains($0) != asReleased.contains($0) }.map {
            (here.contains($0) ? "+" : "-") + $0.name
        }
        let names = alive.map(\.name).joined(separator: ", ")
        let count = "\(alive.count) of \(Quirk.all.count) are alive"
        let rule = differing.isEmpty ? ", as in this release" : ""
        sheet.add("Quirks", "quirks", run.format == .table ? count + rule : names)
        guard run.format == .table else {
            return sheet.add("Unlike the release", "quirksUnlikeRelease", differing.joined(separator: ", "))
        }
        let switched = lab.quirks.sorted { $0.key < $1.key }.map { name, isOn in
            let word = (isOn ? "+" : "-") + name
            return differing.contains(word) ? word : word + " (as in this release)"
        }
        if !switched.isEmpty { sheet.add("Set by hand", "quirksSet", switched.joined(separator: ", ")) }
    }

    private static func clients(_ lab: LabDefinition) throws -> Table {
        var table = Table([
            Column("Site", key: "site"), Column("Clients", key: "names"),
            Column("Count", key: "count", .right),
            Column("Platform", key: "platform"), Column("Domain", key: "domain"),
            Column("Logon servers", key: "logonServers"), Column("User", key: "user"),
        ])
        for site in lab.sites {
            for range in site.clients where range.count > 0 {
                let first = range.name(at: 0)
                let names = range.count == 1 ? first : "\(first) to \(range.name(at: range.count - 1))"
                try table.add([
                    .text(site.code.description), .text(names), .number(range.count),
                    .text(range.platform.description),
                    .text(range.domain.isEmpty ? site.domains.first ?? "" : range.domain),
                    .text(range.logonServers.isEmpty ? "all" : range.logonServers.joined(separator: ", ")),
                    range.user.isEmpty ? .none : .text(range.user),
                ])
            }
        }
        return table
    }
}
