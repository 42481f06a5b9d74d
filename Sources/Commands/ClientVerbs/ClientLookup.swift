import CommandLineKit
import SiteDatabase
import SiteModel

/// A client found by what the user typed.
struct FoundClient {
    /// Its row.
    let row: MachineRow
    /// The place of its site in the lab.
    let site: Int
    /// The range it comes from.
    let range: ClientRange
    /// Its place in the range.
    let place: Int
}

/// Finding clients by name, SMSID or a beginning of the name that only one has; without reading all of them.
struct ClientLookup {
    private let database: LabDatabase
    private let lab: LabDefinition

    /// Looks in a lab's database.
    init(_ database: LabDatabase) throws {
        self.database = database
        // With removed clients in it: places count from the ranges as they were added.
        lab = try LabReader.definition(database)
    }

    /// Finds a client at a site, or at any.
    ///
    /// - Throws: `CommandFailure`: ambiguous (64) or unknown (66).
    func find(_ word: String, at site: SiteCode?) throws -> FoundClient {
        let only = site.flatMap { code in lab.sites.firstIndex { $0.code == code } }
        let sites = only.map { [$0] } ?? Array(lab.sites.indices)
        var found: [FoundClient] = []
        for site in sites { found += try exact(word, site) }
        if found.isEmpty, let id = SMSID(word) {
            for site in sites where lab.sites[site].code == id.site {
                if let row = try machine(Int64(id.counter), site) { found += [try client(row, site)] }
            }
        }
        if found.isEmpty {
            for site in sites { found += try beginning(word, site) }
        }
        if found.count == 1 { return found[0] }
        if found.isEmpty { throw try unknown(word, only) }
        let names = found.prefix(8).map { client in
            found.contains { $0.row.name == client.row.name && $0.site != client.site }
                ? "\(client.row.name) at \(lab.sites[client.site].code)" : client.row.name
        }
        throw CommandFailure(
            ExitCode.usage,
            "'\(word)' could be any of several clients: \(names.joined(separator: ", "))"
                + "\(found.count > 8 ? ", …" : ""); write it out, with --site where sites have the same name")
    }

    /// The client of exactly this name at a site, or nil.
    func named(_ name: String, at site: SiteCode) throws -> MachineRow? {
        guard let place = lab.sites.firstIndex(where: { $0.code == site }) else { return nil }
        return try exact(name, place).first?.row
    }

    private func exact(_ word: String, _ site: Int) throws -> [FoundClient] {
        var base: Int64 = 1
        for range in lab.sites[site].clients {
            if let place = range.place(of: word), let row = try machine(base + Int64(place), site) {
                return [FoundClient(row: row, site: site, range: range, place: place)]
            }
            base += Int64(range.count)
        }
        return []
    }

    private func beginning(_ word: String, _ site: Int) throws -> [FoundClient] {
        let wanted = word.uppercased()
        guard !wanted.isEmpty else { return [] }
        let numbers = try database.connection.withStatement(
            // A parent has rows of the computers below as well; they are found at their own site.
            "SELECT dwMachineID FROM Machines WHERE Site = ? AND SiteCode = Site AND substr(Name, 1, ?) = ? LIMIT 9",
            doing: "reading rows of Machines"
        ) { row throws(DatabaseError) in
            try row.bind([
                .name(lab.sites[site].code), .integer(Int64(wanted.unicodeScalars.count)), .text(wanted),
            ])
            var numbers: [Int64] = []
            while try row.step() { numbers.append(row.integer(0)) }
            return numbers
        }
        return try numbers.compactMap { try machine($0, site) }.map { try client($0, site) }
    }

    private func machine(_ number: Int64, _ site: Int) throws -> MachineRow? {
        try database.rows(of: MachineRow.self, site: lab.sites[site].code, prefix: [.integer(number)]).first
    }

    private func client(_ row: MachineRow, _ site: Int) throws -> FoundClient {
        var place = Int(row.machineID) - 1
        for range in lab.sites[site].clients {
            if place < range.count { return FoundClient(row: row, site: site, range: range, place: place) }
            place -= range.count
        }
        throw CommandFailure(ExitCode.badData, "client \(row.name) belongs to no range of the lab")
    }

    private func unknown(_ word: String, _ site: Int?) throws -> CommandFailure {
        // Names near to it are looked for only where that is quick.
        let ranges = site.map { lab.sites[$0].clients } ?? lab.sites.flatMap(\.clients)
        let total = ranges.reduce(0) { $0 + $1.count }
        let all = total > 20_000 ? [] : ranges.flatMap { range in (0..<range.count).map(range.name(at:)) }
        // One that was removed still has its place in the range, and is nobody's suggestion.
        let names = all.filter { $0 != word.uppercased() }
        return Naming.unknown(word, "client", names, "client list")
    }
}
