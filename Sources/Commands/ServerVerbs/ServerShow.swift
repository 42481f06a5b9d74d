import CommandLineKit
import SiteDatabase
import SiteModel

/// `server list` and `server show`.
enum ServerShow {
    static var list: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["server", "list"], "List the servers of all sites, or of one.",
                options: [JobCommands.at, Naming.eachSite],
                example: CommandExample("sms12 server list")), run: runList)
    }

    static var show: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["server", "show"], "Show a server: its drives, shares, packages and clients.",
                options: [JobCommands.at, Naming.site], operands: [ServerOptions.name],
                example: CommandExample("sms12 server show SRV1")), run: runShow)
    }

    private static func runList(_ run: CommandRun) throws -> Int32 {
        let reader = try run.readLabThen()
        let lab = try reader.definition()
        run.print(try ServerTable.servers(lab, reader, site: try run.namedSite(in: lab)))
        return ExitCode.done
    }

    private static func runShow(_ run: CommandRun) throws -> Int32 {
        let reader = try run.readLabThen()
        let site = try run.site(in: try reader.definition())
        let code = try reader.definition().sites[site].code
        let rows = try reader.database.rows(of: ServerRow.self, site: code)
        let word = try run.value(ServerOptions.name)
        let row = rows[
            try Pick.one(word, among: rows.map(\.name), kind: "server")]
        var sheet = Sheet()
        sheet.add("Server", "server", row.name)
        sheet.add("Site", "site", code.description)
        sheet.add("Domain", "domain", row.domain)
        sheet.add("Kind", "kind", row.kind.word)
        sheet.add("Roles", "roles", ServerTable.words(row.roles))
        sheet.add("Online", "online", .flag(row.online))
        let clients = try reader.database.connection.withStatement(
            "SELECT count(*) FROM Machines WHERE Site = ? AND LogonServer = ?", doing: "counting clients"
        ) { statement throws(DatabaseError) in
            try statement.bind([.name(code), .text(row.name)])
            return try statement.step() ? statement.integer(0) : 0
        }
        sheet.add("Clients that log on here", "clients", .integer(clients))
        sheet.add("Drives", "drives", try drives(reader, row))
        sheet.add("Shares", "shares", try shares(reader, row))
        let smsDrive = try reader.definition().sites[site].smsDrive
        sheet.add("Shares of SMS", "sharesOfSMS", try sharesOfSMS(reader, row, smsDrive))
        sheet.add("Packages", "packages", try packages(reader, row))
        try sheet.print(run)
        return ExitCode.done
    }

    private static func drives(_ reader: LabReader, _ row: ServerRow) throws -> Table {
        var table = Table([
            Column("Drive", key: "drive"), Column("File system", key: "fileSystem"),
            Column("Free", key: "free"), Column("Free bytes", key: "freeBytes", .right),
        ])
        let rows = try reader.database.rows(of: DriveRow.self, site: row.site, prefix: [.text(row.name)])
        for drive in rows.sorted(by: { $0.ordinal < $1.ordinal }) {
            try table.add([
                .text(drive.drive), .text(drive.fileSystem.rawValue), .text(shownBytes(drive.freeBytes)),
                .integer(drive.freeBytes),
            ])
        }
        return table
    }

    private static func shares(_ reader: LabReader, _ row: ServerRow) throws -> Table {
        var table = Table([
            Column("Share", key: "share"), Column("Drive", key: "drive"), Column("Path", key: "path"),
            Column("Comment", key: "comment"), Column("Made", key: "made"),
        ])
        for share in try reader.database.rows(
            of: ShareRow.self, site: row.site, prefix: [.text(row.name)])
        {
            let day = ShareComment.day(of: share.comment)
            try table.add([
                .text(share.share), .text(share.drive), .text(share.path), .text(share.comment),
                .text(day.map { String("\($0)".prefix(10)) } ?? ""),
            ])
        }
        return table
    }

    /// What SMS itself shares at a Windows NT or LAN Manager server (RG S3CEA, S3CEB): not in the database, since nothing
    /// makes or removes it but the server's role.
    private static func sharesOfSMS(_ reader: LabReader, _ row: ServerRow, _ smsDrive: String) throws -> Table
    {
        var table = Table([
            Column("Share", key: "share"), Column("Drive", key: "drive"), Column("Path", key: "path"),
        ])
        let drives = try reader.database.rows(of: DriveRow.self, site: row.site, prefix: [.text(row.name)])
            .sorted { $0.ordinal < $1.ordinal }.map(\.drive)
        let wanted = smsDrive.uppercased()
        guard let drive = drives.first(where: { $0.uppercased() == wanted }) ?? drives.first,
            !row.kind.isNetWare
        else { return table }
        var shares: [(name: String, path: String)] = []
        if row.roles.contains(.site) {
            shares.append(("SMS_SHR\(drive)", "SMS"))
            shares.append(("SMS_SITE", "SMS\\SITE.SRV\\DESPOOLR.BOX\\RECEIVE"))
        }
        if row.roles.contains(.logon) { shares.append(("SMS_SHR", "SMS\\LOGON.SRV")) }
        for share in shares { try table.add([.text(share.name), .text(drive), .text(share.path)]) }
        return table
    }

    private static func packages(_ reader: LabReader, _ row: ServerRow) throws -> Table {
        var table = Table([
            Column("Package", key: "package"), Column("Share", key: "share"), Column("Path", key: "path"),
        ])
        for place in try reader.database.rows(of: PackageLocationRow.self, site: row.site)
        where place.server == row.name {
            try table.add([.text(place.packageID.description), .text(place.share), .text(place.path)])
        }
        return table
    }
}
