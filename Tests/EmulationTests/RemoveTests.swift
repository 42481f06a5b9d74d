import Pipeline
import SiteModel
import TestKit
import Testing

@testable import Emulation

/// Remove Package From Server (reference sms12-server 2.7, 3.5; RG S3D40).
@Suite struct RemoveTests {
    /// A lab in which both sets of a package lie on both distribution servers, and were reported.
    private func distributed(_ definition: LabDefinition) throws -> Emulation {
        var lab = Emulation(definition)
        let package = try JobTypeKit.makePackage(&lab)
        try JobTypeKit.make(.workstationScript, &lab, package) {
            $0.runWorkstationCommand = true
            $0.commandName = "Install"
            $0.useMandatoryTime = false
        }
        try JobTypeKit.make(.serverScript, &lab, package)
        try lab.pass(TreeKit.hours(6))
        return lab
    }

    private func free(_ lab: borrowing Emulation) -> [Int64] {
        lab.images[0].servers.flatMap { $0.drives.map(\.freeBytes) }
    }

    @Test func `all: directories, shares that are empty, stored copies and commands of clients`() throws {
        var lab = try distributed(try JobTypeKit.definition())
        let package = lab.images[0].packages[0].package.id
        #expect(lab.images[0].locations.count == 4)
        #expect(LabKit.stages(lab).allSatisfy { $0 == .pending })
        try JobTypeKit.make(.removePackage, &lab, package)
        try LabKit.pass(&lab, job: 2, until: .complete)
        #expect(LabKit.line(lab, 2) == "Complete/Complete/Complete")
        #expect(JobTypeKit.places(lab).isEmpty)
        for server in ["SRV1", "SRV2"] {
            let shares = try JobTypeKit.shares(lab, server)
            #expect(shares.isEmpty)
        }
        #expect(lab.images[0].packages.allSatisfy { $0.storedVersion == 0 && $0.storedBytes == 0 })
        // The compressed files in TOSEND stay: 60 % of 300,000 bytes, twice.
        #expect(lab.images[0].packages.map(\.transferBytes) == [180_000, 180_000])
        #expect(free(lab) == [2_000_000_000, 2_000_000_000 - 360_000, 2_000_000_000, 2_000_000_000])
        // The offer is withdrawn; nobody tells its job.
        #expect(LabKit.stages(lab).allSatisfy { $0 == .withdrawn })
        #expect(LabKit.rows(lab).allSatisfy { $0 == JobStatus.none })
    }

    @Test func `selected: the members of the group only, and neither stored copies nor commands`() throws {
        var definition = try JobTypeKit.definition()
        definition.sites[0].groups.append(MachineGroupDefinition(name: "Two", members: ["SRV2", "PC1"]))
        var lab = try distributed(definition)
        let package = lab.images[0].packages[0].package.id
        try JobTypeKit.make(.removePackage, &lab, package) {
            $0.removeTask = .selected
            $0.distributionServers = "Two"
        }
        try LabKit.pass(&lab, job: 2, until: .complete)
        #expect(JobTypeKit.places(lab).allSatisfy { $0.hasPrefix("SRV1:") })
        #expect(JobTypeKit.places(lab).count == 2)
        #expect(lab.images[0].packages.allSatisfy { $0.storedVersion == 1 })
        #expect(LabKit.stages(lab).allSatisfy { $0 == .pending })
    }

    @Test(arguments: [
        (RemovePackageType.workstation, ["SRV1: C\\OFFICE", "SRV2: C\\OFFICE"]),
        (.server, ["SRV1: D\\SMS_PKGD\\BPC00001", "SRV2: C\\SMS_PKGC\\BPC00001"]),
    ])
    func `one set of a package`(type: RemovePackageType, left: [String]) throws {
        var lab = try distributed(try JobTypeKit.definition())
        let package = lab.images[0].packages[0].package.id
        try JobTypeKit.make(.removePackage, &lab, package) { $0.removeType = type }
        try LabKit.pass(&lab, job: 2, until: .complete)
        #expect(JobTypeKit.places(lab) == left)
        #expect(LabKit.stages(lab).allSatisfy { $0 == (type == .server ? .pending : .withdrawn) })
    }

    @Test func `only servers that were told of in a Package Location MIF are emptied`() throws {
        // RG S3D40. A server is told of by Maintenance Manager's next poll.
        var lab = Emulation(try JobTypeKit.definition())
        let package = try JobTypeKit.makePackage(&lab)
        try JobTypeKit.make(.serverScript, &lab, package)
        while lab.images[0].locations.isEmpty { try lab.pass(1_000) }
        #expect(lab.images[0].locations.allSatisfy { !$0.isReported })
        #expect(lab.images[0].serversToRemove(job: 0).isEmpty)
        try LabKit.pass(&lab, cycles: 2)
        #expect(lab.images[0].locations.allSatisfy { $0.isReported })
    }

    @Test func `a server that is down is event 106 and tried again; what is in use is event 107`() throws {
        for isDown in [true, false] {
            var lab = try distributed(try JobTypeKit.definition())
            let package = lab.images[0].packages[0].package.id
            let site = lab.images[0].definition.code
            if isDown {
                try LabKit.setServer(&lab, "SRV2") { $0.online = false }
            } else {
                try lab.perform(
                    .holdFile(
                        site: site, server: "SRV2", package: PackageSetID(package),
                        until: lab.now + TreeKit.hours(5)), who: "A")
            }
            try JobTypeKit.make(.removePackage, &lab, package)
            try LabKit.pass(&lab, job: 2, until: .retrying)
            #expect(LabKit.events(lab).last == (isDown ? 106 : 107))
            // Event 9 names the file that could not be removed.
            #expect(LabKit.events(lab).contains(9) == !isDown)
            #expect(JobTypeKit.places(lab).allSatisfy { $0.hasPrefix("SRV2:") }, "SRV1 was emptied")
            if isDown { try LabKit.setServer(&lab, "SRV2") { $0.online = true } }
            let isComplete = try LabKit.pass(&lab, job: 2, until: .complete)
            #expect(isComplete)
            #expect(JobTypeKit.places(lab).isEmpty)
        }
    }

    @Test func `an open file below a share keeps its tree: event 10 beside 107`() throws {
        var lab = try distributed(try JobTypeKit.definition())
        let package = lab.images[0].packages[0].package.id
        try lab.perform(
            .holdFile(
                site: lab.images[0].definition.code, server: "SRV2", package: PackageSetID(package, .sharing),
                until: lab.now + TreeKit.hours(5)), who: "A")
        try JobTypeKit.make(.removePackage, &lab, package)
        try LabKit.pass(&lab, job: 2, until: .retrying)
        #expect(LabKit.events(lab).suffix(2) == [10, 107])
        // Told once for as long as it is open (RG S3D43).
        try lab.pass(TreeKit.hours(12))
        #expect(LabKit.events(lab).filter { $0 == 10 }.count == 1)
    }

    @Test func `a server that has left the site cannot be emptied: event 177`() throws {
        var lab = try distributed(try JobTypeKit.definition())
        let package = lab.images[0].packages[0].package.id
        let site = lab.images[0].definition.code
        try lab.perform(.removeServer(site: site, name: "SRV2"), who: "A")
        try JobTypeKit.make(.removePackage, &lab, package)
        try LabKit.pass(&lab, job: 2, until: .retrying)
        #expect(LabKit.events(lab).last == 177)
    }

    @Test func `sites below empty their servers, and a limit leaves the others alone`() throws {
        for (limit, emptied) in [("", [0, 1, 2]), ("SEC", [2])] {
            var definition = try TreeKit.chain()
            definition.release = .sp4Hotfixes
            var lab = try distributed(definition)
            let package = lab.images[0].packages[0].package.id
            for image in lab.images { #expect(image.locations.count == 2) }
            try JobTypeKit.make(.removePackage, &lab, package) {
                if limit.isEmpty { return }
                $0.limitToSites = .site
                $0.siteLimitName = limit
            }
            try lab.pass(TreeKit.hours(6))
            #expect(lab.images[0].jobs[2].job.status == .complete, "limit \(limit)")
            for site in lab.images.indices {
                let left = JobTypeKit.places(lab, site: site).count
                #expect(left == (emptied.contains(site) ? 0 : 2), "limit \(limit), site \(site)")
            }
        }
    }

    @Test func `a job that sends only once finds no stored package at the site below: event 11`() throws {
        // Event 11: package file missing, removed by a Remove job; send it again.
        var definition = try TreeKit.chain()
        definition.release = .sp4Hotfixes
        var lab = try distributed(definition)
        let package = lab.images[0].packages[0].package.id
        try JobTypeKit.make(.removePackage, &lab, package)
        try lab.pass(TreeKit.hours(4))
        try JobTypeKit.make(.serverScript, &lab, package)
        try lab.pass(TreeKit.hours(4))
        #expect(lab.images[1].events.contains { $0.number == 11 })
        #expect(JobTypeKit.places(lab, site: 1).isEmpty)
        try JobTypeKit.make(.serverScript, &lab, package) { $0.sendPhase = .always }
        try lab.pass(TreeKit.hours(6))
        #expect(JobTypeKit.places(lab, site: 1) == ["PRISRV: C\\OFFICE"])
    }

    @Test func `event 189 where no client has the command any more`() throws {
        var lab = Emulation(try JobTypeKit.definition())
        let package = try JobTypeKit.makePackage(&lab)
        try LabKit.addJob(&lab)
        try LabKit.pass(&lab, until: .complete)
        try lab.pass(TreeKit.hours(1))
        try JobTypeKit.make(.removePackage, &lab, package)
        try LabKit.pass(&lab, job: 1, until: .complete)
        #expect(LabKit.events(lab) == [189])
    }
}
