import Emulation
import SiteModel
import Testing

@testable import Pipeline

/// What follows from the causes of quirks where the symptom is not what their articles describe.
@Suite struct QuirkCauseTests {
    /// A lab at a release in which a job goes to both servers of a group, some of them down.
    private func sent(_ release: Release, down: [Int], to group: [String]) throws -> Emulation {
        var definition = try LabKit.definition(clients: 1)
        definition.release = release
        for place in down { definition.sites[0].servers[place].online = false }
        definition.sites[0].groups.append(MachineGroupDefinition(name: "Both", members: group))
        return try LabKit.started(definition) {
            $0.runWorkstationCommand = false
            $0.distributionServers = "Both"
        }
    }

    // MARK: The list of a retry

    /// Q153576 tells of one of two servers; Q140374 of jobs of 1.1 that are tried a hundred times.
    @Test func `a try of 1.1 that served nobody is repeated with the servers that it had`() throws {
        var lab = try sent(.v11, down: [1, 2], to: ["SRV2", "SRV3"])
        try LabKit.pass(&lab, cycles: 60)
        #expect(lab.images[0].jobs[0].job.status == .retrying)
        #expect(lab.images[0].received.map(\.servers) == [[1, 2]])
        #expect(LabKit.records(lab, .instructionStarted).count >= 2)
        // Both come back: the list is whole.
        try LabKit.setServer(&lab, "SRV2") { $0.online = true }
        try LabKit.setServer(&lab, "SRV3") { $0.online = true }
        try LabKit.pass(&lab, cycles: 30)
        #expect(LabKit.holding(lab) == ["SRV2": 1, "SRV3": 1])
    }

    @Test func `the other server is forgotten by the try that serves the first one`() throws {
        var lab = try sent(.v11, down: [1, 2], to: ["SRV2", "SRV3"])
        try LabKit.pass(&lab, cycles: 30)
        try LabKit.setServer(&lab, "SRV2") { $0.online = true }
        try LabKit.pass(&lab, cycles: 60)
        #expect(lab.images[0].jobs[0].job.status == .complete)
        try LabKit.setServer(&lab, "SRV3") { $0.online = true }
        try LabKit.pass(&lab, cycles: 60)
        #expect(LabKit.holding(lab) == ["SRV2": 1])
    }

    /// An empty list is a list: what was written stays so over a snapshot, and no later version of the package fills it.
    @Test func `a lost list stays lost in a lab that is opened again`() throws {
        var lab = try sent(.v11, down: [2], to: ["SRV2", "SRV3"])
        try LabKit.pass(&lab, limit: 30) { $0.received.contains { $0.retries == 1 } }
        #expect(lab.images[0].received.map(\.isListed) == [true])
        var shelf = SnapshotShelf()
        try shelf.reopen(&lab)
        try LabKit.setServer(&lab, "SRV3") { $0.online = true }
        try LabKit.pass(&lab, cycles: 60)
        #expect(lab.images[0].jobs[0].job.status == .complete)
        #expect(LabKit.holding(lab) == ["SRV2": 1])
    }

    // MARK: The event of a copy

    /// Q193766: the event that is wrong stands, and tells of nothing new when it becomes right (ERRORHIS, RG S3D43).
    @Test(arguments: [(true, [Int64(109)]), (false, [16, 109])])
    func `a drive that is full behind a file in use is no news`(isAlive: Bool, events: [Int64]) throws {
        var definition = try LabKit.definition(clients: 1)
        definition.quirks["disk-space-lie"] = isAlive
        var lab = try LabKit.started(definition) { $0.runWorkstationCommand = false }
        try LabKit.pass(&lab, limit: 40, until: .complete)
        let image = lab.images[0]
        try lab.perform(
            .holdFile(
                site: image.definition.code, server: "SRV2",
                package: PackageSetID(image.packages[0].package.id), until: lab.now + 3_600_000), who: "A")
        let larger = TableWorld([SourceManifest(files: [SourceFile(path: "A", size: 900_000)])])
        try LabKit.addJob(&lab) {
            $0.runWorkstationCommand = false
            $0.sendPhase = .always
        }
        try LabKit.pass(&lab, limit: 20, larger, job: 1, until: .retrying)
        try LabKit.setServer(&lab, "SRV2") { $0.drives[0].freeBytes = 1_000 }
        try LabKit.pass(&lab, cycles: 30, larger)
        #expect(LabKit.events(lab) == events)
    }

    // MARK: The wait behind a buffer

    /// 262,144 bytes take a millisecond at 2,097,152,000 bits a second; `percent` counts, as in Q140396.
    @Test(arguments: [
        (Int64(4_294_967_295), 100, true), (4_294_967_295, 49, true), (4_294_967_295, 48, false),
        (2_200_000_000, 100, true), (2_000_000_000, 100, false), (28_800, 100, false), (28_800, 10, false),
    ])
    func `a buffer that takes no time makes a wait of 49 days`(bits: Int64, percent: Int, hangs: Bool) throws
    {
        let lab = Emulation(try LabKit.definition())
        let image = lab.images[0]
        var address = AddressDefinition(
            destination: try LabKit.site(), sender: .rasAsync, bitsPerSecond: bits)
        address.percent = percent
        let rate = LinkRate(address, SenderDefinition(kind: .rasAsync), image)
        let packet = rate.packetBytes(isTooBig: true)
        let right = rate.waitBehind(packet, at: 0, isUnsigned: false)
        #expect(right >= 0)
        #expect(rate.waitBehind(packet, at: 0, isUnsigned: true) == (hangs ? 4_294_967_295 : right))
    }

    // MARK: The MIF of an expiry

    /// Q152229: at every site, also one without a database, an expiry of 1.1 is Canceled.
    @Test func `an expiry at a secondary site of 1.1 is Canceled above`() throws {
        var definition = try TreeKit.chain(clients: 1)
        definition.release = .v11
        definition.quirks["ins-only-if-touched"] = false
        definition.users = [UserRule(clients: "*", runsAfterMinutes: 100_000)]
        var lab = Emulation(definition)
        let package = try TreeKit.makePackage(&lab)
        try TreeKit.makeJob(&lab, package) {
            $0.useMandatoryTime = false
            $0.useExpireTime = true
            $0.expireTime = $0.offerTime.adding(days: 1)
        }
        try lab.run(until: lab.now + TreeKit.hours(60), world: TableWorld())
        #expect(LabKit.rows(lab) == [.cancelled, .cancelled, .cancelled])
    }

    // MARK: Rights

    @Test(arguments: [
        (AccessPermissions.userRead, 2), (AccessPermissions([.guestRead, .userWrite]), 2),
        (AccessPermissions.userWrite, 0), (AccessPermissions(), 0),
    ])
    func `nobody runs from a directory that neither users nor guests may read`(
        access: AccessPermissions, runs: Int
    ) throws {
        var lab = Emulation(try LabKit.definition(clients: 2))
        var package = try LabKit.package()
        package.workstation?.permissions = access
        let site = try LabKit.site()
        guard case .package(let id) = try lab.perform(.createPackage(site: site, package: package), who: "A")
        else { return }
        try lab.perform(.createJob(site: site, job: try LabKit.job(lab, package: id)), who: "A")
        try LabKit.pass(&lab, cycles: 60)
        #expect(LabKit.records(lab, .pcmStarted).count == runs)
    }

    /// Q167656: what an administrator set himself is gone after a forced disconnection too.
    @Test func `a forced disconnection gives back the rights of the boxes`() throws {
        var lab = try LabKit.started(try LabKit.definition(clients: 1)) { $0.runWorkstationCommand = false }
        try LabKit.pass(&lab, limit: 40, until: .complete)
        let image = lab.images[0]
        image.packages[0].package.workstation?.permissions = .userRead
        image.closeFiles(0, server: 1)
        #expect(image.locations.map(\.permissions) == [.all, .userRead])
    }
}
