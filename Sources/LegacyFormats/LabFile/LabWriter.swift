public import SiteModel

/// Writes a lab file that reads back as the same definition.
///
/// What is as it would be without being written is left out, except for what a reader looks for first. Sizes are
/// in the largest unit without a rest.
public func writeLabDefinition(_ lab: LabDefinition) -> String {
    let heading = """
        // A lab of sms12, in JSON5: comments, bare names and trailing commas are allowed.
        // Sizes: "2GB", "500MB" or bytes (1KB = 1024 bytes). Times: "1997-04-21 09:00", the first site's clock.
        // Zones: POSIX rules such as "EST5EDT,M4.1.0,M10.5.0". Members left out have their defaults.

        """
    var top = LabSparse.strip(
        lab.json, LabDefinition(name: "").json, keep: ["name", "release", "seed", "start", "sites"])
    top = LabSparse.replace(top, "sites", lab.sites.map(LabSparse.site))
    let rule = ResultRule().json
    top = LabSparse.replace(
        top, "results", lab.results.map { LabSparse.strip($0.json, rule, keep: ["clients", "command"]) })
    return heading + JSON5Writer.text(top)
}

/// Leaves out of a canonical form what is the default.
private enum LabSparse {
    static func strip(_ value: JSONValue, _ standard: JSONValue, keep: [String]) -> JSONValue {
        .object((value.members ?? []).filter { keep.contains($0.name) || standard[$0.name] != $0.value })
    }

    /// Puts another list in the place of a member, if it is there.
    static func replace(_ value: JSONValue, _ name: String, _ items: [JSONValue]) -> JSONValue {
        .object((value.members ?? []).map { $0.name == name ? .init(name, .array(items)) : $0 })
    }

    static func site(_ site: SiteDefinition) -> JSONValue {
        let plain = SiteDefinition(code: site.code).json
        var value = strip(
            site.json, plain, keep: ["code", "name", "response", "zone", "domains", "servers", "smsDrive"])
        value = replace(value, "servers", site.servers.map(server))
        let range = ClientRange(pattern: "").json
        value = replace(
            value, "clients",
            site.clients.map { strip($0.json, range, keep: ["names", "count", "platform"]) })
        return .object(
            (value.members ?? []).map { member in
                guard member.name == "compression", let standard = plain["compression"] else { return member }
                return .init(member.name, strip(member.value, standard, keep: []))
            })
    }

    static func server(_ server: ServerDefinition) -> JSONValue {
        let plain = ServerDefinition(name: "").json
        let value = strip(server.json, plain, keep: ["name", "roles", "drives"])
        return replace(value, "drives", server.drives.map(drive))
    }

    static func drive(_ drive: DriveDefinition) -> JSONValue {
        .object(
            (drive.json.members ?? []).map { member in
                guard member.name == "free", let word = ByteSize.word(drive.freeBytes) else { return member }
                return .init("free", .string(word))
            })
    }
}
