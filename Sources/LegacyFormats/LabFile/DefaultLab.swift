public import SiteModel

/// The small lab that `sms12 lab create` makes from its options.
///
/// One site with the domain DOMAIN1; the site server SRV1 is also logon server and distribution server; `servers`
/// more distribution servers SRV2, SRV3, ...; clients PC1, PC2, ... on Windows NT 4.0 for Intel; and, while they
/// are at most `largestDefaultGroup`, a machine group `All` of them. Options out of range show in `validate()`.
public func defaultLab(name: String, siteCode: SiteCode, servers: Int, clients: Int) -> LabDefinition {
    var lab = LabDefinition(name: name)
    var site = SiteDefinition(code: siteCode, name: "Site \(siteCode)")
    let drives = [
        DriveDefinition(letter: "C", freeBytes: 1 << 31), DriveDefinition(letter: "D", freeBytes: 1 << 32),
    ]
    site.servers = [ServerDefinition(name: "SRV1", roles: [.site, .logon, .distribution], drives: drives)]
    // The bounds only keep absurd options from eating the memory before `validate()` sees them.
    for number in 0..<max(0, min(servers, 10_000)) {
        site.servers.append(
            ServerDefinition(name: "SRV\(number + 2)", roles: [.distribution], drives: drives))
    }
    if clients != 0 { site.clients = [ClientRange(pattern: "PC#", count: clients)] }
    if (1...largestDefaultGroup).contains(clients) {
        site.groups = [MachineGroupDefinition(name: "All", members: (1...clients).map { "PC\($0)" })]
    }
    lab.sites = [site]
    return lab
}

/// How many clients the group `All` of `defaultLab` has at most, since a group lists its members by name.
public let largestDefaultGroup = 10_000
