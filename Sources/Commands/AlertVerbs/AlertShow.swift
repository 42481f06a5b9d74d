import CommandLineKit
import Emulation
import Pipeline
import SiteModel

/// `alert list`.
enum AlertShow {
    static var list: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["alert", "list"], "List the alerts of all sites, or of one, and how they stand.",
                discussion:
                    "Found is what the query finds now; whether the alert is raised was decided at its last look.",
                options: [JobCommands.at, Naming.eachSite], example: CommandExample("sms12 alert list")),
            run: runList)
    }

    private static func runList(_ run: CommandRun) throws -> Int32 {
        let reader = try run.readLabThen()
        let only = try run.namedSite(in: try reader.definition())
        let lab = try LabReader.restore(reader.database)
        var table = Table([
            Column("Site", key: "site"), Column("Alert", key: "name"), Column("Query", key: "query"),
            Column("At least", key: "atLeast", .right), Column("Found", key: "found", .right),
            Column("Every", key: "minutes", .right), Column("Tells", key: "tells"),
            Column("State", key: "state"), Column("Next look", key: "nextLook"),
        ])
        for image in lab.images where !image.isRemoved && (only == nil || only == image.definition.code) {
            for (place, live) in image.alerts.enumerated() where !live.isRemoved {
                let alert = live.definition
                let count = image.isSQLDown ? nil : image.count(of: alert)
                let raised = lab.alertStands(place, site: Int(image.number))
                let next = lab.upcoming(.alerterPoll, site: image.number, about: UInt32(place))
                try table.add([
                    .text(image.definition.code.description), .text(alert.name), .text(alert.query),
                    .integer(alert.atLeast), count.map { .integer($0) } ?? .none,
                    .integer(alert.minutes), .text(alert.tells),
                    .text(
                        image.isSQLDown
                            ? "no SQL Server" : count == nil ? "cannot be run" : raised ? "raised" : "quiet"),
                    .optional(next.map { image.definition.clock(at: $0).description }),
                ])
            }
        }
        run.print(table)
        return ExitCode.done
    }
}
