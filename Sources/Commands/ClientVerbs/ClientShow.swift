import CommandLineKit
import SiteDatabase
import SiteModel

/// `client show`: one client, as its Package Command Manager shows itself.
enum ClientShow {
    static let client = Operand(
        "CLIENT", .labObject("client"), help: "A client: its name, its SMSID, or a beginning only it has.")

    static var entry: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["client", "show"], "Show a client: who and where it is, its clock, and its commands.",
                discussion: """
                    Pending Commands, Executed Commands and Archived are the lists of its Package Command \
                    Manager. The number of a request is what `client run` and `client archive` take. PCMHIST.REG \
                    is its history (Q122202): New is what it has read, Executed what it has run.
                    """, options: [JobCommands.at, Naming.anySite], operands: [client],
                example: CommandExample("sms12 client show PC1")), run: run)
    }

    private static func run(_ run: CommandRun) throws -> Int32 {
        let reader = try run.readLabThen()
        let lookup = try ClientLookup(reader.database)
        let lab = try reader.definition()
        let found = try lookup.find(try run.value(client), at: try run.namedSite(in: lab))
        var sheet = Sheet()
        try addFacts(&sheet, found, lab, reader)
        let offers = try offers(run, reader, found.row)
        for list in OfferList.allCases {
            let rows = offers.filter { OfferList($0.state) == list }
            if rows.isEmpty, list == .other { continue }
            sheet.add(list.title, list.rawValue, try table(rows, reader))
        }
        let history = try ClientHistory.table(offers)
        if let history { sheet.add("PCMHIST.REG", "history", history) }
        try sheet.print(run)
        return ExitCode.done
    }

    /// The offers of a client, with whether it had read each.
    private static func offers(_ run: CommandRun, _ reader: LabReader, _ row: MachineRow) throws
        -> [ClientOfferRow]
    {
        let key: [FieldValue] = [.name(row.smsID)]
        var offers = try reader.database.rows(of: ClientOfferRow.self, site: row.site, prefix: key)
        let takenAway = offers.indices.filter { [.expired, .cancelled].contains(offers[$0].state) }
        guard run.parsed.isGiven(JobCommands.at), !takenAway.isEmpty else { return offers }
        // What was taken away may have been so unread, which the state of an earlier time does not tell.
        let now = try reader.now()
        let later = try run.readLab().database.rows(of: ClientOfferRow.self, site: row.site, prefix: key)
        for place in takenAway {
            let seenAt = later.first { $0.requestID == offers[place].requestID }?.seenAt
            offers[place].seenAt = seenAt.flatMap { $0 <= now ? $0 : nil }
        }
        return offers
    }

    private static func addFacts(
        _ sheet: inout Sheet, _ found: FoundClient, _ lab: LabDefinition, _ reader: LabReader
    ) throws {
        let row = found.row
        sheet.add("Client", "name", row.name)
        sheet.add("SMSID", "smsid", row.smsID.description)
        sheet.add("dwMachineID", "machineID", .integer(row.machineID))
        sheet.add("Site", "site", row.siteCode.description)
        sheet.add("Domain", "domain", row.domain)
        sheet.add("Platform", "platform", row.platform.description)
        sheet.add("Logon server", "logonServer", row.logonServer)
        let server = lab.sites[found.site].servers.first { $0.name == row.logonServer }
        if let server, !server.online {
            // Nothing else tells why such a client sees no offer: no event is raised for it.
            sheet.add(
                "Unreachable", "unreachable",
                "\(server.name) is offline; nothing comes or goes until `sms12 server set \(server.name) --online`"
            )
        }
        sheet.add("State", "state", ClientList.StateWord(row.state).rawValue)
        sheet.add("User", "user", row.user.isEmpty ? .none : .text(row.user))
        let clock = clock(found, lab)
        sheet.add(
            "Its clock", "clock",
            clock.localTime(at: try reader.now(), labStart: start(lab)).description)
        sheet.add("Zone", "zone", clock.zone.description)
        try ClientProgram.add(to: &sheet, found, lab, reader)
    }

    /// The clock of a client.
    static func clock(_ found: FoundClient, _ lab: LabDefinition) -> MachineClock {
        MachineClock(
            zone: found.range.zone ?? lab.sites[found.site].zone,
            offsetMilliseconds: found.range.clockOffsetMilliseconds,
            driftPartsPerMillion: found.range.clockDriftPartsPerMillion)
    }

    /// The lab's first instant, in milliseconds since 1970.
    static func start(_ lab: LabDefinition) -> Int64 {
        (lab.sites.first?.zone ?? .utc).utcSeconds(of: lab.start) * 1_000
    }

    private static func table(_ rows: [ClientOfferRow], _ reader: LabReader) throws -> Table {
        var table = Table([
            Column("Request", key: "request"), Column("Job", key: "job"), Column("Package", key: "package"),
            Column("Command", key: "command"), Column("State", key: "state"),
            Column("Runs", key: "attempts", .right), Column("Mandatory after", key: "mandatoryAfter"),
            Column("Expires after", key: "expiresAfter"),
        ])
        for row in rows {
            let found = try reader.database.rows(of: JobRow.self, site: row.site, prefix: [.name(row.jobID)])
                .first
            let job = found?.job
            // As in the record: the package may have another name by now.
            let package = found?.offer.packageName
            try table.add([
                .text(row.requestID.description), .text(row.jobID.description),
                .text(package ?? row.packageID.description), .text(row.commandName),
                .text(row.state.rawValue), .integer(row.attempts),
                job.flatMap { $0.useMandatoryTime ? Cell.text($0.mandatoryTime.description) : nil } ?? .none,
                job.flatMap { $0.useExpireTime ? Cell.text($0.expireTime.description) : nil } ?? .none,
            ])
        }
        return table
    }
}

/// The lists of Package Command Manager.
enum OfferList: String, CaseIterable {
    case pending
    case executed
    case archived
    case other

    init(_ state: OfferState) {
        switch state {
        case .offered, .running: self = .pending
        case .executed, .failed: self = .executed
        case .archived: self = .archived
        case .waiting, .expired, .cancelled: self = .other
        }
    }

    /// The heading; the last list is no part of the program.
    var title: String {
        switch self {
        case .pending: "Pending Commands"
        case .executed: "Executed Commands"
        case .archived: "Archived"
        case .other: "Not shown there"
        }
    }
}
