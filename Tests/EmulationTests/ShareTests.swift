import Pipeline
import SiteModel
import TestKit
import Testing

@testable import Emulation

/// Share Package On Server (reference sms12-server 2.6, 3.4, 8.4).
@Suite struct ShareTests {
    @Test func `a Share job is Complete when the package is on every specified server, and nothing runs`()
        throws
    {
        var lab = Emulation(try JobTypeKit.definition())
        let package = try JobTypeKit.makePackage(&lab)
        try JobTypeKit.make(.serverScript, &lab, package)
        try LabKit.pass(&lab, until: .complete)
        #expect(LabKit.line(lab) == "Complete/Complete/Complete")
        // A directory named as the share at the root of the drive with most free space (RG S3D3F); both drives of SRV1
        // have the same, so that the lower letter counts.
        #expect(JobTypeKit.places(lab) == ["SRV1: C\\OFFICE", "SRV2: C\\OFFICE"])
        let shares = try JobTypeKit.shares(lab, "SRV2")
        #expect(shares == ["OFFICE=OFFICE"])
        #expect(lab.images[0].jobs[0].details == 0, "no workstation rows")
        #expect(lab.images[0].jobs[0].requestID == nil, "no client instruction")
        // The sharing set has a compressed file of its own: `.S00`.
        let set = lab.images[0].packages[Int(lab.images[0].jobs[0].package)]
        #expect(set.setID.transferFile == "\(package).S00" && set.version == 1 && set.storedVersion == 1)
        let whole = try #require(lab.images[0].packageIndex(package))
        #expect(lab.images[0].packages[whole].version == 0, "the workstation set was not compressed")
        #expect(
            lab.images[0].packages[whole].package.sharing?.transferFile?.hasSuffix("\(package).S00") == true)
    }

    @Test func `without a limit it goes to this site and everything below, with one to that site`() throws {
        for (limit, sites) in [("", [0, 1, 2]), ("PRI", [1])] {
            var definition = try TreeKit.chain()
            definition.release = .sp4Hotfixes
            var lab = Emulation(definition)
            let package = try JobTypeKit.makePackage(&lab)
            try JobTypeKit.make(.serverScript, &lab, package) {
                if limit.isEmpty { return }
                $0.limitToSites = .site
                $0.siteLimitName = limit
            }
            try lab.pass(TreeKit.hours(6))
            #expect(lab.images[0].jobs[0].job.status == .complete, "limit \(limit)")
            let holding = lab.images.indices.filter { !lab.images[$0].locations.isEmpty }
            #expect(holding == sites, "limit \(limit)")
            // The rows of sites below came back to the site that made the job.
            #expect(
                lab.images[0].siteDetails.filter { $0.kind == .completion }.allSatisfy {
                    $0.status == .complete
                })
        }
    }

    @Test func `a source that is missing is event 313, and the job goes on when it is there`() throws {
        var lab = Emulation(try JobTypeKit.definition())
        let package = try JobTypeKit.makePackage(&lab)
        try JobTypeKit.make(.serverScript, &lab, package)
        let world = TableWorld([SourceManifest(files: [], win32Error: 3), TableWorld.smallSource])
        try LabKit.pass(&lab, world, until: .retrying)
        #expect(LabKit.events(lab) == [313])
        let isComplete = try LabKit.pass(&lab, world, until: .complete)
        #expect(isComplete)
    }

    @Test func `nested shares: the first element, and an administrative share of the last`() throws {
        // Q107245: A\B\C is share A with the directory A\B\C, and C$.
        var lab = Emulation(try JobTypeKit.definition())
        let package = try JobTypeKit.makePackage(&lab, share: "A\\B\\TOOLS")
        try JobTypeKit.make(.serverScript, &lab, package)
        try LabKit.pass(&lab, until: .complete)
        #expect(JobTypeKit.places(lab) == ["SRV1: C\\A\\B\\TOOLS", "SRV2: C\\A\\B\\TOOLS"])
        let shares = try JobTypeKit.shares(lab, "SRV2")
        #expect(shares == ["A=A", "TOOLS$=A\\B\\TOOLS"])
    }

    @Test func `a share that is there is used again; a nested name meets another's with a number`() throws {
        // RG S3D3F, and SDK: FRISBEE\TESTGROUP becomes FRISBEE00\TESTGROUP.
        for (share, place) in [
            ("FRISBEE", "SRV2: C\\FRISBEE"), ("FRISBEE\\TESTGROUP", "SRV2: C\\FRISBEE00\\TESTGROUP"),
        ] {
            var lab = Emulation(
                try JobTypeKit.definition { site in
                    site.servers[1].shares = [ShareDefinition(name: "FRISBEE", drive: "C")]
                    site.servers[1].drives.append(DriveDefinition(letter: "E", freeBytes: 9_000_000_000))
                    site.servers[0].roles.remove(.distribution)
                })
            let package = try JobTypeKit.makePackage(&lab, share: share)
            try JobTypeKit.make(.serverScript, &lab, package)
            try LabKit.pass(&lab, until: .complete)
            let isReused = share == "FRISBEE"
            // A new share goes to the drive with most free space.
            #expect(
                JobTypeKit.places(lab) == [isReused ? place : place.replacing("C\\", with: "E\\")], "\(share)"
            )
        }
    }

    @Test func `names of administrative shares are event 8, hidden shares are allowed`() throws {
        for (share, event) in [("ADMIN$", 8), ("c$", 8), ("HIDDEN$", nil)] as [(String, Int64?)] {
            var lab = Emulation(try JobTypeKit.definition())
            let package = try JobTypeKit.makePackage(&lab, share: share)
            try JobTypeKit.make(.serverScript, &lab, package)
            try LabKit.pass(&lab, limit: 10, until: .complete)
            #expect(LabKit.events(lab).first == event, "\(share)")
        }
    }

    @Test func `NetWare: a volume of the name, else the default volume`() throws {
        // Q121383: TEST\ONE lies in ONE of volume TEST; TEST alone in a directory named as the package.
        let cases = [
            ("T\\ONE", "NW: T\\ONE"), ("T", "NW: T\\BPC00001"), ("APPS\\ONE", "NW: D\\APPS\\ONE"),
        ]
        for (share, place) in cases {
            var lab = Emulation(
                try JobTypeKit.definition { site in
                    var server = ServerDefinition(name: "NW", kind: .netWare3, roles: .distribution)
                    server.drives = ["S", "D", "T"].map { DriveDefinition(letter: $0, fileSystem: .netware) }
                    site.servers.append(server)
                    site.servers[0].roles.remove(.distribution)
                    site.servers[1].roles = []
                })
            let package = try JobTypeKit.makePackage(&lab, share: share)
            try JobTypeKit.make(.serverScript, &lab, package)
            try LabKit.pass(&lab, until: .complete)
            #expect(JobTypeKit.places(lab) == [place], "\(share)")
            let shares = try JobTypeKit.shares(lab, "NW")
            #expect(shares.isEmpty, "a volume is there without being shared")
        }
    }

    @Test func `a cancelled Share job is Canceled, and what was copied stays`() throws {
        var lab = Emulation(try JobTypeKit.definition { $0.servers[1].online = false })
        let package = try JobTypeKit.makePackage(&lab)
        let id = try JobTypeKit.make(.serverScript, &lab, package)
        try LabKit.pass(&lab, until: .retrying)
        try lab.perform(.cancelJob(site: id.site, id: id), who: "A")
        try LabKit.pass(&lab, until: .cancelled)
        #expect(LabKit.line(lab).hasPrefix("Canceled/"))
        #expect(JobTypeKit.places(lab) == ["SRV1: C\\OFFICE"])
    }

    @Test func `both sets of a package lie side by side, each with its own version`() throws {
        var lab = Emulation(try JobTypeKit.definition())
        let package = try JobTypeKit.makePackage(&lab)
        try JobTypeKit.make(.workstationScript, &lab, package)
        try LabKit.pass(&lab, until: .complete)
        try JobTypeKit.make(.serverScript, &lab, package)
        try JobTypeKit.make(.serverScript, &lab, package) { $0.sendPhase = .always }
        try LabKit.pass(&lab, job: 2, until: .complete)
        let versions = lab.images[0].packages.map { "\($0.setID) \($0.version)" }
        #expect(versions == ["\(package) 1", "\(package).S00 2"])
        #expect(Set(lab.images[0].locations.map(\.package)) == [0, 1])
    }

    @Test func `a snapshot keeps shares, directories and versions`() throws {
        var lab = Emulation(try JobTypeKit.definition())
        let package = try JobTypeKit.makePackage(&lab, share: "A\\B")
        try JobTypeKit.make(.serverScript, &lab, package)
        try LabKit.pass(&lab, until: .complete)
        let snapshot = try lab.takeSnapshot()
        let copy = try Emulation.restore(
            core: snapshot.core, definition: lab.definition, openSegment: nil
        ) { name in snapshot.pages.filter { $0.name == name }.map { ($0.page, $0.bytes ?? []) } }
        #expect(JobTypeKit.places(copy) == JobTypeKit.places(lab))
        #expect(copy.images[0].servers == lab.images[0].servers)
        #expect(copy.images[0].packages == lab.images[0].packages)
        #expect(copy.images[0].locations == lab.images[0].locations)
    }
}
