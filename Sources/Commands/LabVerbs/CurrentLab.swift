import SiteDatabase
import SiteModel

/// A lab's definition as it is now.
enum CurrentLab {
    /// The definition without the clients that were taken out.
    ///
    /// The engine keeps a removed client's place, so that numbers stay; its range then is cut in pieces here.
    static func definition(_ database: LabDatabase) throws -> LabDefinition {
        var lab = try LabReader.presentSites(of: LabReader.definition(database), database)
        for site in lab.sites.indices {
            let code = lab.sites[site].code
            let declared = lab.sites[site].clients.reduce(0) { $0 + $1.count }
            let present = try database.count(of: MachineRow.self, site: code)
            if Int64(declared) == present { continue }
            let numbers = try machineNumbers(database, code)
            lab.sites[site].clients = carved(lab.sites[site].clients, present: numbers)
        }
        return withoutLostFaults(lab)
    }

    /// A lab without the faults that were taken back, and those of sites and servers that it has not (any more): they
    /// find nothing to take down.
    static func withoutLostFaults(_ lab: LabDefinition) -> LabDefinition {
        func site(_ code: SiteCode) -> SiteDefinition? { lab.sites.first { $0.code == code } }
        var kept = lab
        kept.faults.removeAll { fault in
            if fault.isDropped { return true }
            return switch fault.subject {
            case .link(let one, let other): site(one) == nil || site(other) == nil
            case .server(let code, let name):
                site(code)?.servers.contains { $0.name.uppercased() == name.uppercased() } != true
            case .client(let code, _), .site(let code, _), .sql(let code), .request(let code, _, _):
                site(code) == nil
            }
        }
        return kept
    }

    private static func machineNumbers(_ database: LabDatabase, _ site: SiteCode) throws -> [Int64] {
        try database.connection.withStatement(
            "SELECT dwMachineID FROM Machines WHERE Site = ? ORDER BY dwMachineID",
            doing: "reading rows of Machines"
        ) { row throws(DatabaseError) in
            try row.bind([.name(site)])
            var numbers: [Int64] = []
            while try row.step() { numbers.append(row.integer(0)) }
            return numbers
        }
    }

    /// The ranges with only those members whose dwMachineID is present.
    static func carved(_ ranges: [ClientRange], present: [Int64]) -> [ClientRange] {
        var result: [ClientRange] = []
        var base: Int64 = 1
        var next = 0
        for range in ranges {
            let end = base + Int64(range.count)
            var runs: [(first: Int64, count: Int)] = []
            while next < present.count, present[next] < end {
                if let last = runs.last, last.first + Int64(last.count) == present[next] {
                    runs[runs.count - 1].count += 1
                } else {
                    runs.append((present[next], 1))
                }
                next += 1
            }
            result += runs.map { part(of: range, from: Int($0.first - base), count: $0.count) }
            base = end
        }
        return result
    }

    /// Some members of a range, one behind the other.
    static func part(of range: ClientRange, from place: Int, count: Int) -> ClientRange {
        guard place != 0 || count != range.count else { return range }
        var part = range
        // Without # a single name would stand for itself, without its number.
        if !part.pattern.contains("#") { part.pattern += "#" }
        part.first += place
        part.count = count
        return part
    }
}
