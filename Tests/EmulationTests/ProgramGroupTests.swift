import Emulation
import Pipeline
import SiteModel
import Testing

/// Program groups: who sees which item, and how they go down the tree (RG S3D39, Q124083, Q129232).
@Suite struct ProgramGroupTests {
    private func shared(_ lab: inout Emulation, site: Int = 0) throws -> PackageID {
        let code = lab.images[site].definition.code
        var package = Package(id: try #require(PackageID(site: code, counter: 0)), name: "Office")
        package.sharing = SharingProperties(
            root: "\\\\SRV1\\OFFICE", shareName: "OFFICE",
            programItems: [
                ProgramItem(commandLine: "excel.exe", description: "Excel", platforms: .ntX86),
                ProgramItem(commandLine: "word.exe", description: "Word", platforms: .windows16),
            ])
        guard case .package(let id) = try lab.perform(.createPackage(site: code, package: package), who: "A")
        else { throw CommandRefusal(.unknown, "a package has an identifier") }
        return id
    }

    private func titles(_ lab: borrowing Emulation, _ client: Int, site: Int = 0) -> [String] {
        lab.images[site].sharedItems(ofClient: client).map { "\($0.group): \($0.title)" }
    }

    @Test func `a user sees the items of the groups that are given to the user's groups, for the platform`()
        throws
    {
        var definition = try LabKit.definition(clients: 2)
        definition.sites[0].clients = [
            ClientRange(pattern: "PC#", count: 2, user: "SMITH"),
            ClientRange(pattern: "OLD#", count: 1, platform: .windows16, user: "JONES"),
        ]
        definition.sites[0].userGroups = [UserGroupDefinition(name: "Sales", users: ["SMI*"])]
        var lab = Emulation(definition)
        let site = try LabKit.site()
        let id = try shared(&lab)
        for (name, number, user) in [("All", 1, "Everyone"), ("Sales only", 2, "sales")] {
            try lab.perform(
                .setProgramGroup(
                    site: site,
                    group: ProgramGroupDefinition(
                        name: name, number: Int64(number), items: [ProgramItemReference(package: id)],
                        userGroups: [user])), who: "A")
        }
        // Nothing is in the network application database before Applications Manager's quiet ten minutes.
        #expect(titles(lab, 0).isEmpty)
        try LabKit.pass(&lab, cycles: 6)
        #expect(titles(lab, 0) == ["All: Excel", "Sales only: Excel"])
        #expect(titles(lab, 2) == ["All: Word"])
        try lab.perform(.removeUserGroup(site: site, name: "SALES"), who: "A")
        #expect(titles(lab, 0) == ["All: Excel"])
    }

    @Test func `a program group names items that are there`() throws {
        var lab = Emulation(try LabKit.definition(clients: 1))
        let site = try LabKit.site()
        let id = try shared(&lab)
        for (package, title) in [(id, "Excell"), (try #require(PackageID("BPC00009")), "")] {
            let group = ProgramGroupDefinition(
                name: "G", number: 1, items: [ProgramItemReference(package: package, title: title)])
            #expect(throws: CommandRefusal.self) {
                try lab.perform(.setProgramGroup(site: site, group: group), who: "A")
            }
        }
        #expect(lab.images[0].definition.programGroups.isEmpty)
    }

    @Test func `sites below have the program groups of those above, and lose them with them`() throws {
        var lab = Emulation(try TreeKit.chain())
        let id = try shared(&lab)
        let top = lab.images[0].definition.code
        let group = ProgramGroupDefinition(
            name: "Office", number: 1, items: [ProgramItemReference(package: id)], userGroups: ["Everyone"])
        try lab.perform(.setProgramGroup(site: top, group: group), who: "A")
        try lab.pass(TreeKit.hours(4))
        for image in lab.images { #expect(image.programGroups.map(\.group) == [group]) }
        #expect(LabKit.records(lab, .groupsSent).allSatisfy { $0.component == .applicationsManager })
        #expect(lab.images[1].publishedItems(of: ProgramItemReference(package: id)).count == 2)
        try lab.perform(.removeProgramGroup(site: top, name: "OFFICE"), who: "A")
        try lab.pass(TreeKit.hours(4))
        for image in lab.images { #expect(image.programGroups.isEmpty) }
    }

    @Test func `a snapshot holds them`() throws {
        var lab = Emulation(try TreeKit.chain())
        let id = try shared(&lab)
        let group = ProgramGroupDefinition(
            name: "Office", number: 1, items: [ProgramItemReference(package: id)], userGroups: ["Everyone"])
        try lab.perform(.setProgramGroup(site: lab.images[0].definition.code, group: group), who: "A")
        try lab.pass(TreeKit.hours(4))
        let before = lab.images.map { ($0.foreignGroups, $0.itemServers, $0.groupsChangedAt) }
        var shelf = SnapshotShelf()
        try shelf.reopen(&lab)
        for (image, old) in zip(lab.images, before) {
            #expect(image.foreignGroups == old.0)
            #expect(image.itemServers == old.1)
            #expect(image.groupsChangedAt == old.2)
            #expect(image.programGroups.map(\.group) == [group])
        }
    }
}
