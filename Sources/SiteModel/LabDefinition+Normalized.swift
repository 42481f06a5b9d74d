extension LabDefinition {
    /// The definition with computer names, domains and drive letters in capitals, as Windows shows them.
    public var normalized: LabDefinition {
        var lab = self
        lab.sites = sites.map(\.normalized)
        return lab
    }
}

extension SiteDefinition {
    /// The site with computer names, domains and drive letters in capitals.
    public var normalized: SiteDefinition {
        var site = self
        site.domains = domains.map { $0.uppercased() }
        site.servers = servers.map(\.normalized)
        site.clients = clients.map(\.normalized)
        site.groups = groups.map(\.normalized)
        site.smsDrive = smsDrive.uppercased()
        // The site server as a helper is no helper.
        site.helpers = []
        for helper in helpers { site.move(helper.service, to: helper.server) }
        return site
    }
}

extension ServerDefinition {
    /// The server with its name, domain and drive letters in capitals.
    public var normalized: ServerDefinition {
        var server = self
        server.name = name.uppercased()
        server.domain = domain.uppercased()
        server.drives = drives.map {
            DriveDefinition(
                letter: $0.letter.uppercased(), fileSystem: $0.fileSystem, freeBytes: $0.freeBytes)
        }
        server.shares = shares.map {
            ShareDefinition(name: $0.name.uppercased(), drive: $0.drive.uppercased())
        }
        return server
    }
}

extension ClientRange {
    /// The range with its names, domain and logon servers in capitals.
    public var normalized: ClientRange {
        var range = self
        range.pattern = pattern.uppercased()
        range.domain = domain.uppercased()
        range.logonServers = logonServers.map { $0.uppercased() }
        range.settings.preferredServers = settings.preferredServers.map { $0.uppercased() }
        range.settings.localDrives = settings.localDrives.uppercased()
        return range
    }
}

extension MachineGroupDefinition {
    /// The group with its members in capitals; its own name stays as written.
    public var normalized: MachineGroupDefinition {
        MachineGroupDefinition(name: name, members: members.map { $0.uppercased() })
    }
}
