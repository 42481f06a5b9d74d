import Emulation
import LegacyFormats
import SiteModel

/// The difference between a lab and a lab file, as commands.
struct LabPlan {
    /// One change.
    struct Step {
        /// `add`, `change` or `remove`.
        let change: String
        /// What it is about: `site`, `server`, `client`, `group` or `query`.
        let kind: String
        /// Its name.
        let name: String
        /// Its site.
        let site: SiteCode
        /// What changes, in words.
        let details: String
        /// The command that does it.
        let command: LabCommand
    }

    /// The changes in the order in which they are done.
    private(set) var steps: [Step] = []
    /// What the file asks for and no command can do.
    private(set) var refusals: [Finding] = []
    private let queries: [QueryRow]
    private let file: String
    private let places: [String: SourceLocation]

    /// Compares.
    ///
    /// - Parameters:
    ///   - before: The lab as it is.
    ///   - after: What the file says.
    ///   - queries: The saved queries of all sites, with their identifiers.
    ///   - file: The file, as the user named it.
    ///   - places: Where the file's outermost members stand.
    init(
        _ before: LabDefinition, _ after: LabDefinition, queries: [QueryRow], file: String,
        places: [String: SourceLocation]
    ) {
        self.queries = queries
        self.file = file
        self.places = places
        compareTop(before, after)
        for site in before.sites where !after.sites.contains(where: { $0.code == site.code }) {
            refuse("sites", "site \(site.code) is not in the file, and a site cannot be removed")
        }
        if let first = before.sites.first, let other = after.sites.first, first.code != other.code,
            after.sites.contains(where: { $0.code == first.code })
        {
            refuse("sites", "the central site is \(first.code); it has to be the first of the file")
        }
        var removals: [Step] = []
        // Parents before their children.
        for (site, _) in SiteTree.ordered(after) {
            guard let old = before.sites.first(where: { $0.code == site.code }) else {
                steps.append(
                    Step(
                        change: "add", kind: "site", name: site.code.description, site: site.code,
                        details: "\(counted(site.servers.count, "server")), "
                            + counted(site.clients.reduce(0) { $0 + $1.count }, "client"),
                        command: .addSite(site)))
                continue
            }
            let isCentral = site.code == before.sites.first?.code
            compareSettings(old, site, isCentral: isCentral)
            compareServers(old, site, &removals)
            compareClients(old, site)
            compareGroups(old, site)
            compareQueries(old, site)
            steps += programGroupSteps(old, site) + alertSteps(old, site)
        }
        // Last, so that clients and groups have let go of a server before it goes.
        steps += removals
    }

    private mutating func refuse(_ member: String, _ message: String) {
        refusals.append(
            Finding(
                .error, "cannot-change", message, at: places[member] ?? SourceLocation(file: file),
                advice: "leave it as it is, or make a new lab from the file"))
    }

    private mutating func compareTop(_ before: LabDefinition, _ after: LabDefinition) {
        let old = before.json
        if before.release != after.release || before.quirks != after.quirks, let site = after.sites.first {
            var parts: [String] = []
            if before.release != after.release {
                parts.append("release \(before.release.rawValue) -> \(after.release.rawValue)")
            }
            for name in Set(before.quirks.keys).union(after.quirks.keys).sorted()
            where before.quirks[name] != after.quirks[name] {
                let word = after.quirks[name].map { $0 ? "on" : "off" } ?? "as the release has it"
                parts.append("quirk \(name) \(word)")
            }
            steps.append(
                Step(
                    change: "change", kind: "lab", name: after.name, site: site.code,
                    details: parts.joined(separator: ", ") + ", from now on",
                    command: .setRelease(after.release, quirks: after.quirks)))
        }
        for member in after.json.members ?? []
        where member.name != "sites" && member.name != "release" && member.name != "quirks" {
            guard let value = old[member.name], value != member.value else { continue }
            let isLong = member.name == "results" || member.name == "users"
            refuse(
                member.name,
                "'\(member.name)' cannot be changed later"
                    + (member.name == "faults"
                        ? " (`sms12 fault drop` takes one back that has not begun)" : "")
                    + (isLong ? "" : "; the lab has \(value.compact), the file \(member.value.compact)"))
        }
    }

    // MARK: Sites and servers

    /// What differs between two canonical forms, in words; lists of things with names of their own left out.
    private static func differences(_ old: JSONValue, _ new: JSONValue, without: [String] = []) -> [String] {
        (new.members ?? []).filter { !without.contains($0.name) && old[$0.name] != $0.value }.map {
            "\($0.name) \(old[$0.name]?.compact ?? "-") -> \($0.value.compact)"
        }
    }

    private mutating func compareSettings(
        _ old: SiteDefinition, _ new: SiteDefinition, isCentral: Bool
    ) {
        let found = Self.differences(
            old.json, new.json,
            without: ["servers", "clients", "groups", "queries", "programGroups", "userGroups", "alerts"])
        if found.isEmpty { return }
        compareParents(old, new)
        if found.allSatisfy({ $0.hasPrefix("parent ") }) { return }
        if old.smsDrive != new.smsDrive {
            refuse("sites", "'smsDrive' of site \(old.code) cannot be changed later")
        }
        if isCentral, old.zone != new.zone {
            refuse("sites", CurrentLab.zoneIsFixed(old.code).description)
        }
        if old.domains.first != new.domains.first {
            refuse("sites", CurrentLab.firstDomainStays(old).description)
        }
        steps.append(
            Step(
                change: "change", kind: "site", name: old.code.description, site: old.code,
                details: found.joined(separator: ", "), command: .setSite(new)))
    }

    /// A parent is changed by detaching and attaching.
    private mutating func compareParents(_ old: SiteDefinition, _ new: SiteDefinition) {
        if old.isSecondary != new.isSecondary {
            refuse(
                "sites",
                "site \(old.code) is a \(old.isSecondary ? "secondary" : "primary") site and stays one")
        }
        guard old.parent != new.parent else { return }
        func step(_ command: LabCommand, _ details: String) {
            steps.append(
                Step(
                    change: "change", kind: "site", name: old.code.description, site: old.code,
                    details: details,
                    command: command))
        }
        if let parent = old.parent { step(.detachSite(old.code), "detached from \(parent)") }
        if let parent = new.parent { step(.attachSite(old.code, to: parent), "attached to \(parent)") }
    }

    private mutating func compareServers(
        _ old: SiteDefinition, _ new: SiteDefinition, _ removals: inout [Step]
    ) {
        for server in new.servers {
            guard let before = old.servers.first(where: { $0.name == server.name }) else {
                steps.append(
                    Step(
                        change: "add", kind: "server", name: server.name, site: new.code,
                        details: ServerTable.words(server.roles),
                        command: .addServer(site: new.code, server: server)))
                continue
            }
            let found = Self.differences(before.json, server.json)
            if found.isEmpty { continue }
            steps.append(
                Step(
                    change: "change", kind: "server", name: server.name, site: new.code,
                    details: found.joined(separator: ", "),
                    command: .setServer(site: new.code, server: server)))
        }
        for server in old.servers where !new.servers.contains(where: { $0.name == server.name }) {
            if server.roles.contains(.site) {
                refuse("sites", "\(server.name) is the site server of \(old.code) and cannot be removed")
                continue
            }
            removals.append(
                Step(
                    change: "remove", kind: "server", name: server.name, site: old.code,
                    details: ServerTable.words(server.roles),
                    command: .removeServer(site: old.code, name: server.name)))
        }
    }

    // MARK: Clients

    /// Clients named one by one at most; equal ranges are not looked into.
    private static let mostNames = 200_000

    private mutating func compareClients(_ old: SiteDefinition, _ new: SiteDefinition) {
        let oldOnly = old.clients.filter { !new.clients.contains($0) }
        let newOnly = new.clients.filter { !old.clients.contains($0) }
        if oldOnly.reduce(0, { $0 + $1.count }) > Self.mostNames {
            refuse(
                "sites",
                "too many clients of site \(old.code) differ to be compared by name; "
                    + "keep its ranges as `lab export` writes them")
            return
        }
        compareNames(oldOnly, newOnly, old.code)
        for range in newOnly { addClients(range, beside: oldOnly, new.code) }
    }

    /// Removes what the file has no more, and refuses what it has otherwise.
    private mutating func compareNames(
        _ oldOnly: [ClientRange], _ newOnly: [ClientRange], _ site: SiteCode
    ) {
        for range in oldOnly {
            for place in 0..<range.count {
                let name = range.name(at: place)
                guard let now = newOnly.first(where: { $0.place(of: name) != nil }) else {
                    steps.append(
                        Step(
                            change: "remove", kind: "client", name: name, site: site, details: "",
                            command: .removeClient(site: site, name: name)))
                    continue
                }
                let found = Self.differences(range.json, now.json, without: ["names", "first", "count"])
                guard let first = found.first else { continue }
                refuse("sites", "client \(name) of site \(site) cannot be changed later: \(first)")
                // One message for a range is enough.
                break
            }
        }
    }

    /// Adds the members of a range that no other range had, in as few pieces as there are.
    private mutating func addClients(_ range: ClientRange, beside old: [ClientRange], _ site: SiteCode) {
        var pieces: [(first: Int, count: Int)] = []
        for place in 0..<range.count {
            let isKnown = !old.isEmpty && old.contains { $0.place(of: range.name(at: place)) != nil }
            if isKnown { continue }
            if let last = pieces.last, last.first + last.count == place {
                pieces[pieces.count - 1].count += 1
            } else {
                pieces.append((place, 1))
            }
        }
        for piece in pieces {
            let part = CurrentLab.part(of: range, from: piece.first, count: piece.count)
            let last = part.count > 1 ? " to \(part.name(at: part.count - 1))" : ""
            steps.append(
                Step(
                    change: "add", kind: "client", name: part.name(at: 0) + last, site: site,
                    details: counted(part.count, "client"), command: .addClients(site: site, range: part)))
        }
    }

    // MARK: Groups

    private mutating func compareGroups(_ old: SiteDefinition, _ new: SiteDefinition) {
        for group in new.groups {
            let before = old.groups.first { $0.name.uppercased() == group.name.uppercased() }
            if before == group { continue }
            let known = Set(before?.members ?? [])
            let wanted = Set(group.members)
            let joining = wanted.subtracting(known).count
            let leaving = known.subtracting(wanted).count
            steps.append(
                Step(
                    change: before == nil ? "add" : "change", kind: "group", name: group.name, site: new.code,
                    details: before == nil
                        ? counted(group.members.count, "member") : "\(joining) join, \(leaving) leave",
                    command: .setGroup(site: new.code, group: group)))
        }
        for group in old.groups
        where !new.groups.contains(where: { $0.name.uppercased() == group.name.uppercased() }) {
            steps.append(
                Step(
                    change: "remove", kind: "group", name: group.name, site: old.code,
                    details: counted(group.members.count, "member"),
                    command: .removeGroup(site: old.code, name: group.name)))
        }
    }

    // MARK: Queries

    /// Queries are the same by name: a lab file gives them no identifier.
    private mutating func compareQueries(_ old: SiteDefinition, _ new: SiteDefinition) {
        func step(_ change: String, _ query: QueryDefinition, _ command: LabCommand) {
            steps.append(
                Step(
                    change: change, kind: "query", name: query.name, site: new.code, details: query.text,
                    command: command))
        }
        let rows = queries.filter { $0.site == new.code }
        for row in rows where !new.queries.contains(where: { $0.name.uppercased() == row.name.uppercased() })
        {
            guard let query = row.definition else { continue }
            step("remove", query, .deleteQuery(site: new.code, id: row.id))
        }
        for query in new.queries {
            guard let row = rows.first(where: { $0.name.uppercased() == query.name.uppercased() }) else {
                step("add", query, .createQuery(site: new.code, query: query))
                continue
            }
            if row.definition != query {
                step("change", query, .updateQuery(site: new.code, id: row.id, query: query))
            }
        }
    }
}
