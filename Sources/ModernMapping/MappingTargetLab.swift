public import SiteModel

extension MappingTarget {
    /// Makes the target that mirrors a lab: the same sites, servers and computers, seen from one site.
    ///
    /// Every Windows NT server counts as a distribution point and those of role `distribution` are the Default
    /// Servers; a lab names no parents, so every site reports to the first, the central site. Resources are
    /// numbered from 16777217 in the order of the lab. Targets frozen at activation, rows and objects that
    /// exist already are the caller's to add.
    public init(lab: LabDefinition, at site: SiteCode) {
        let own = lab.sites.first { $0.code == site }
        self.init(siteCode: site, siteServer: own?.siteServer?.name ?? "")
        let central = lab.sites.first?.code
        var number: UInt32 = 0x0100_0000
        for definition in lab.sites {
            let servers = definition.servers
            sites.append(
                TargetSite(
                    definition.code, parent: definition.code == central ? nil : central,
                    defaultServers: servers.filter { $0.roles.contains(.distribution) }.map(\.name),
                    otherServers: servers.filter { $0.kind != .windowsNT }.map(\.name)))
            for server in servers where server.kind == .windowsNT {
                distributionPoints.append(TargetDistributionPoint(server: server.name, site: definition.code))
            }
            machineGroups += definition.groups
            for range in definition.clients {
                let domain = range.domain.isEmpty ? definition.domains.first ?? "" : range.domain
                for place in 0..<max(0, range.count) {
                    number += 1
                    resources.append(
                        TargetResource(
                            name: range.name(at: place), domain: domain, site: definition.code,
                            resourceID: number, platform: range.platform))
                }
            }
        }
    }
}
