import SiteDatabase
import SiteModel

/// The rows of a direct architecture (Q137679); a machine is the number of a row.
struct DirectInventory: InventorySource {
    /// The rows, each with the values of the architecture's attributes in order.
    let rows: [[InventoryValue?]]

    /// Reads the rows of a site's database.
    init(_ architecture: InventoryArchitecture, _ database: LabDatabase, _ site: SiteDefinition) throws {
        func time(_ instant: Int64?) -> InventoryValue? { instant.map { .date(site.clock(at: $0)) } }
        func text(_ value: (some CustomStringConvertible)?) -> InventoryValue? {
            value.map { .text($0.description) }
        }
        let code = site.code
        switch architecture {
        case .personalComputer, .userGroups:
            // Nothing in a lab has groups of users.
            rows = []
        case .jobDetails:
            rows = try database.rows(of: JobDetailRow.self, site: code).map { row in
                [
                    text(row.jobID), .text(row.kind.word), text(row.targetSite), text(row.machineID),
                    text(row.server), .text(row.status.word), time(row.changed), .number(row.attempts),
                ]
            }
        case .events:
            rows = try database.rows(of: EventRow.self, site: code).map { row in
                [
                    .number(row.eventID), text(row.jobID), .text("\(row.severity)"), .text(row.component),
                    .text(row.machine), time(row.instant),
                ]
            }
        case .packageLocation:
            rows = try database.rows(of: PackageLocationRow.self, site: code).map { row in
                [
                    text(row.packageID), text(row.siteCode), .text(row.server), .text(row.share),
                    .text(row.path),
                ]
            }
        }
    }

    func rowCount(of machine: Int, group: Int) -> Int { 1 }

    func value(of machine: Int, group: Int, row: Int, attribute: Int) -> InventoryValue? {
        rows[machine][attribute]
    }
}
