import CommandLineKit
import SiteDatabase
import SiteModel

/// Servers as tables.
enum ServerTable {
    /// The servers of a site, or of all, with their drives and shares.
    static func servers(_ lab: LabDefinition, _ reader: LabReader, site: SiteCode?) throws -> Table {
        var table = Table([
            Column("Site", key: "site"), Column("Server", key: "server"), Column("Roles", key: "roles"),
            Column("Kind", key: "kind"), Column("Domain", key: "domain"), Column("Online", key: "online"),
            Column("Drives (free)", key: "drives"), Column("Shares", key: "shares"),
        ])
        let drives = try reader.database.rows(of: DriveRow.self, site: site)
        let shares = try reader.database.rows(of: ShareRow.self, site: site)
        for row in try reader.database.rows(of: ServerRow.self, site: site) {
            let here = drives.filter { $0.site == row.site && $0.server == row.name }
                .sorted { $0.ordinal < $1.ordinal }
            let shared = shares.filter { $0.site == row.site && $0.server == row.name }
            try table.add([
                .text(row.site.description), .text(row.name), .text(words(row.roles)), .text(row.kind.word),
                .text(row.domain),
                .flag(row.online),
                .text(
                    here.map { "\($0.drive): \($0.fileSystem.rawValue) \(shownBytes($0.freeBytes))" }
                        .joined(separator: ", ")), .text(shared.map(\.share).joined(separator: ", ")),
            ])
        }
        return table
    }

    /// The roles in the words of lab files.
    static func words(_ roles: ServerRoles) -> String {
        ServerRoles.words.filter { roles.contains($0.bit) }.map(\.word).joined(separator: ", ")
    }
}
