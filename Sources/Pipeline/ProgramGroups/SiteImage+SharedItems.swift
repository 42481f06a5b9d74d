public import SiteModel

// Program groups, the network application database, and what Program Group Control shows of both.

extension SiteImage {
    /// The program groups that the site has: its own, and those of the sites above.
    public var programGroups: [(site: UInt16, group: ProgramGroupDefinition)] {
        definition.programGroups.map { (number, $0) }
            + foreignGroups.flatMap { entry in entry.groups.map { (entry.site, $0) } }
    }

    /// The servers that hold the sharing set of each package whose program items were set, as Applications Manager counts
    /// them ("Checking the server lists for all program items in NAD", Q123616).
    func currentItemServers() -> [ItemServers] {
        if programItems.isEmpty { return [] }
        return programItems.keys.sorted().map { package in
            let set = packages[Int(package)].isDeleted ? nil : otherSet(of: Int(package))
            return ItemServers(
                package: package, servers: (set.map { holders(of: UInt32($0)) } ?? []).sorted())
        }
    }

    /// Takes the servers of program items into the network application database.
    func updateServers() {
        itemServers = currentItemServers()
        changes.site = true
    }

    /// Notes that own program groups changed, for the sites below.
    package func noteGroups(now: Int64) {
        if !hierarchy.children(of: number).isEmpty { groupsChangedAt = now }
    }

    /// Makes the system jobs that carry program groups to the sites right below (`.GRP`, `.DPG`; RG S3D39).
    func sendGroups(now: Int64) {
        groupsChangedAt = -1
        let own = ForeignProgramGroups(site: number, groups: definition.programGroups)
        for child in hierarchy.children(of: number) {
            for entry in [own] + foreignGroups {
                var file = Instruction(kind: .programGroups, origin: number, destination: child)
                file.programGroups = entry.groups
                file.groupsOf = entry.site
                createSystemJob(.applications, file, now: now)
            }
        }
    }

    /// Takes the program groups of a site above in the place of those that it had, and tells the sites below in turn.
    func takeGroups(_ file: Instruction, now: Int64) {
        let before = foreignGroups
        foreignGroups.removeAll { $0.site == file.groupsOf }
        // Also where there are none any more: the sites below have to be told.
        foreignGroups.append(ForeignProgramGroups(site: file.groupsOf, groups: file.programGroups))
        foreignGroups.sort { $0.site < $1.site }
        guard foreignGroups != before else { return }
        changes.site = true
        noteGroups(now: now)
    }

    /// The names of the user groups that a user belongs to.
    public func userGroups(of user: String) -> [String] {
        if user.isEmpty { return [] }
        return [ProgramGroupDefinition.everyone]
            + definition.userGroups.filter { group in
                group.users.contains { wildcardMatches($0, user) }
            }.map(\.name)
    }

    /// What Program Group Control shows a client's user: the items of the program groups that one of the user's groups
    /// was given, as far as they stand in the network application database and run on the client's platform.
    public func sharedItems(ofClient client: Int) -> [SharedItem] {
        let range = clients.block(of: client).range
        let mine = userGroups(of: range.user).map { $0.uppercased() }
        var found: [SharedItem] = []
        for (_, group) in programGroups
        where group.userGroups.contains(where: { mine.contains($0.uppercased()) }) {
            for reference in group.items {
                for item in publishedItems(of: reference)
                where item.platforms.isEmpty || !item.platforms.isDisjoint(with: range.platform) {
                    found.append(shown(item, reference.package, group.name))
                }
            }
        }
        return found
    }

    /// The items of a reference that stand in the network application database and are to be shown.
    public func publishedItems(of reference: ProgramItemReference) -> [ProgramItem] {
        guard let place = packageIndex(reference.package), publishedItems(place) > 0 else { return [] }
        let items = packages[place].package.sharing?.programItems ?? []
        return items.filter { item in
            item.displayIconInProgramGroup
                && item.description.unicodeScalars.count <= Self.longestItemTitle
                && (reference.title.isEmpty || reference.title.lowercased() == item.description.lowercased())
        }
    }

    /// The servers that a package's items point to, by place.
    public func itemServers(of package: PackageID) -> [UInt32] {
        guard let place = packageIndex(package) else { return [] }
        return itemServers.first { $0.package == UInt32(place) }?.servers ?? []
    }

    /// UNC of a package's directory on each server that its items point to.
    public func itemPaths(of package: PackageID) -> [String] { directories(of: package).paths }

    private func shown(_ item: ProgramItem, _ package: PackageID, _ group: String) -> SharedItem {
        let (paths, starts) = directories(of: package)
        return SharedItem(
            group: group, title: item.description, commandLine: item.commandLine, paths: paths, starts: starts
        )
    }

    /// The directories of a package on the servers that its items point to, and whether one of them can be used.
    private func directories(of package: PackageID) -> (paths: [String], starts: Bool) {
        let set = packageIndex(package, .sharing).map { UInt32($0) }
        var paths: [String] = []
        var starts = false
        for server in itemServers(of: package) where servers.indices.contains(Int(server)) {
            guard let place = locations.lastIndex(where: { $0.package == set && $0.server == server }) else {
                continue
            }
            let location = locations[place]
            let folder = packageFolder(of: location)
            paths.append(
                "\\\\\(servers[Int(server)].definition.name)\\\(location.share)"
                    + (folder.isEmpty ? "\\" : "\\\(folder)\\"))
            let isOpen = !location.isRemoved && !location.isServiceOnly
            if isOpen, servers[Int(server)].isReachable { starts = true }
        }
        return (paths, starts)
    }
}

// What an administrator does.
extension SiteImage {
    /// Makes a program group, or replaces one of the same name.
    package func setProgramGroup(_ group: ProgramGroupDefinition, now: Int64) {
        let upper = group.name.uppercased()
        if let place = definition.programGroups.firstIndex(where: { $0.name.uppercased() == upper }) {
            definition.programGroups[place] = group
        } else {
            definition.programGroups.append(group)
        }
        changes.site = true
        noteGroups(now: now)
    }

    /// Removes a program group; false where there is none.
    package func removeProgramGroup(_ name: String, now: Int64) -> Bool {
        let upper = name.uppercased()
        guard let place = definition.programGroups.firstIndex(where: { $0.name.uppercased() == upper }) else {
            return false
        }
        definition.programGroups.remove(at: place)
        changes.site = true
        noteGroups(now: now)
        return true
    }

    /// Makes a user group, or replaces one of the same name.
    package func setUserGroup(_ group: UserGroupDefinition) {
        let upper = group.name.uppercased()
        if let place = definition.userGroups.firstIndex(where: { $0.name.uppercased() == upper }) {
            definition.userGroups[place] = group
        } else {
            definition.userGroups.append(group)
        }
        changes.site = true
    }

    /// Removes a user group; false where there is none.
    package func removeUserGroup(_ name: String) -> Bool {
        let upper = name.uppercased()
        guard let place = definition.userGroups.firstIndex(where: { $0.name.uppercased() == upper }) else {
            return false
        }
        definition.userGroups.remove(at: place)
        changes.site = true
        return true
    }
}
