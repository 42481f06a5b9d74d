import CommandLineKit
import Pipeline
import SiteModel

/// The places of a lab that a job can name.
struct LabPlaces {
    let lab: LabDefinition
    let site: SiteDefinition
    /// The site's saved queries.
    var queries: [QueryLive] = []

    /// A target in the words of the draft, its name checked against the lab.
    func target(_ word: String) throws -> String {
        let parts = word.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(
            String.init)
        guard parts.count == 2, !parts[1].isEmpty else { return word }
        switch parts[0].lowercased() {
        case "site": return "site:\(try self.site(parts[1]).code)"
        case "group": return "group:\(try group(parts[1]))"
        case "query": return "query:\(try query(parts[1]))"
        case "computer": return "computer:\(try computer(parts[1]))"
        case "domain": return "path:*|\(try domain(parts[1]))|*"
        default: return word
        }
    }

    /// The site a word names.
    func site(_ word: String) throws -> SiteDefinition {
        try Naming.find(
            word, kind: "site",
            in: lab.sites.map { NamedThing(id: $0.code.description, name: $0.name, $0) }, list: "lab show")
    }

    /// The site group a word names, of the site whose database the job is in.
    func siteGroup(_ word: String) throws -> String {
        try Naming.find(
            word, kind: "site group", in: site.siteGroups.map { NamedThing(name: $0.name, $0.name) },
            list: "site group")
    }

    /// The machine group a word names.
    func group(_ word: String) throws -> String {
        try Naming.find(
            word, kind: "machine group", in: site.groups.map { NamedThing(name: $0.name, $0.name) },
            list: "group list")
    }

    /// The saved query a word names.
    func query(_ word: String) throws -> QueryID {
        try Naming.find(
            word, kind: "query",
            in: queries.map { NamedThing(id: $0.id.description, name: $0.definition.name, $0.id) },
            list: "query list")
    }

    /// The server a word names.
    func server(_ word: String) throws -> String {
        let names = lab.sites.flatMap(\.servers).map(\.name)
        return try Naming.find(
            word, kind: "server", in: names.map { NamedThing(name: $0, $0) }, list: "server list")
    }

    private func domain(_ word: String) throws -> String {
        var names: [String] = []
        for site in lab.sites {
            let all = site.domains + site.servers.map(\.domain) + site.clients.map(\.domain)
            for name in all where !name.isEmpty && !names.contains(name) { names.append(name) }
        }
        return try Naming.find(
            word, kind: "domain", in: names.map { NamedThing(name: $0, $0) }, list: "lab show")
    }

    /// The computer of a whole name: a million clients are not listed to find a beginning.
    private func computer(_ word: String) throws -> String {
        for site in lab.sites {
            if let server = site.servers.first(where: { $0.name.uppercased() == word.uppercased() }) {
                return server.name
            }
            for range in site.clients {
                if let place = range.place(of: word) { return range.name(at: place) }
            }
        }
        // The nearest are sought at both ends of each range: enough to show the pattern of the names.
        var names = lab.sites.flatMap(\.servers).map(\.name)
        for range in lab.sites.flatMap(\.clients) where range.count > 0 {
            for place in 0..<min(range.count, 50) { names.append(range.name(at: place)) }
            names.append(range.name(at: range.count - 1))
        }
        throw Naming.unknown(word, "computer", names, "client list")
    }
}
