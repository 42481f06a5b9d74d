import LegacyFormats
import SiteModel

/// What the things of a lab are set to, as its lab file and the commands so far tell of it.
struct KnownSettings {
    private var settings: [String: JSONValue] = [:]
    /// The clients of each site in ranges, the newest last.
    private var ranges: [String: [JSONValue]] = [:]

    /// What a lab begins with.
    init(_ lab: LabDefinition) {
        for site in lab.sites {
            let json = site.json
            let code = site.code.description
            settings[Self.key("site", code)] = Self.own(json)
            for (kind, member) in [
                ("server", "servers"), ("group", "groups"), ("program-group", "programGroups"),
                ("user-group", "userGroups"), ("alert", "alerts"),
            ] {
                for thing in json[member]?.list ?? [] {
                    settings[Self.key(kind, code, thing["name"]?.text ?? "")] = thing
                }
            }
            for query in json["queries"]?.list ?? [] {
                guard let id = query["id"]?.text else { continue }
                settings[Self.key("query", id)] = query
            }
            ranges[code] = json["clients"]?.list ?? []
        }
    }

    /// Takes a command.
    ///
    /// - Parameters:
    ///   - verb: The verb in the journal.
    ///   - body: The arguments.
    ///   - made: The identifier that was given out.
    /// - Returns: What the thing it is about was set to before; nil where that is not known.
    mutating func take(_ verb: String, _ body: JSONValue, made: String?) -> JSONValue? {
        let site = body["site"]?.text ?? ""
        switch verb {
        case "package.create", "package.set":
            return replace("package", made ?? body["package"]?["id"]?.text, with: body["package"], id: made)
        case "job.create", "job.set":
            return replace("job", made ?? body["job"]?["Job ID"]?.text, with: body["job"], id: nil)
        case "query.create", "query.set":
            return replace("query", made ?? body["id"]?.text, with: body["query"], id: nil)
        case "site.add", "site.set", "site.install", "site.propose":
            let definition = body["definition"] ?? .null
            if verb == "site.add" || verb == "site.install" {
                ranges[definition["code"]?.text ?? ""] = definition["clients"]?.list ?? []
            }
            return replace("site", definition["code"]?.text, with: Self.own(definition), id: nil)
        case "site.attach": return move(site, below: body["parent"])
        case "site.detach": return move(site, below: nil)
        case "server.add", "server.set":
            return replace(
                "server", "\(site) \(body["server"]?["name"]?.text ?? "")", with: body["server"], id: nil)
        case "group.set", "program-group.set", "user-group.set", "alert.set":
            let thing = body["group"] ?? body["alert"]
            let kind = verb.dropLast(".set".count)
            return replace(String(kind), "\(site) \(thing?["name"]?.text ?? "")", with: thing, id: nil)
        case "group.remove", "program-group.remove", "user-group.remove", "alert.remove", "server.remove":
            let kind = verb.dropLast(".remove".count)
            settings[Self.key(String(kind), site, body["name"]?.text ?? "")] = nil
            return nil
        case "client.add":
            if let range = body["range"] { ranges[site, default: []].append(range) }
            return nil
        case "client.set":
            let name = body["name"]?.text ?? ""
            let range = range(of: name, at: site)
            return replace("client", "\(site) \(name)", with: body["range"], id: nil) ?? range
        default: return nil
        }
    }

    /// A site has another parent from now on, which is no setting that anybody changes.
    private mutating func move(_ site: String, below parent: JSONValue?) -> JSONValue? {
        guard let members = settings[Self.key("site", site)]?.members else { return nil }
        settings[Self.key("site", site)] = .object(
            members.map { $0.name == "parent" ? .init("parent", parent ?? .null) : $0 })
        return nil
    }

    private mutating func replace(
        _ kind: String, _ name: String?, with value: JSONValue?, id: String?
    ) -> JSONValue? {
        guard let name, var value else { return nil }
        // What was made had no identifier yet.
        if let id, let members = value.members {
            value = .object(members.map { $0.name == "id" ? .init("id", .string(id)) : $0 })
        }
        return settings.updateValue(value, forKey: Self.key(kind, name))
    }

    /// The range that a client is of.
    private func range(of client: String, at site: String) -> JSONValue? {
        ranges[site]?.last { json in
            guard let range = try? ClientRange(json: json), let place = range.place(of: client) else {
                return false
            }
            return place >= 0 && place < range.count
        }
    }

    /// The settings of a site itself, without what it has.
    static func own(_ site: JSONValue) -> JSONValue {
        let others = ["servers", "clients", "groups", "programGroups", "userGroups", "queries", "alerts"]
        return .object((site.members ?? []).filter { !others.contains($0.name) })
    }

    private static func key(_ words: String...) -> String { words.joined(separator: " ").uppercased() }
}
