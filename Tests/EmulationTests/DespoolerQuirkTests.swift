import Pipeline
import SiteModel
import TestKit
import Testing

@testable import Emulation

/// The Despooler's quirks (reference sms12-server 11.3): at the last release that shows each, and the first without.
@Suite struct DespoolerQuirkTests {
    /// A lab in which a package lies on SRV1 and SRV2, with a job that ended.
    private func distributed(_ definition: LabDefinition, _ world: TableWorld = TableWorld()) throws
        -> Emulation
    {
        var lab = Emulation(definition)
        let package = try JobTypeKit.makePackage(&lab)
        try JobTypeKit.make(.workstationScript, &lab, package)
        try LabKit.pass(&lab, limit: 100, world) { $0.locations.count == 2 }
        try LabKit.pass(&lab, cycles: 3, world)
        return lab
    }

    private func hold(_ lab: inout Emulation, hours: Int64) throws {
        let image = lab.images[0]
        try lab.perform(
            .holdFile(
                site: image.definition.code, server: "SRV2",
                package: PackageSetID(image.packages[0].package.id), until: lab.now + TreeKit.hours(hours)),
            who: "A")
    }

    /// Sends the package anew to whoever holds it.
    private func refresh(_ lab: inout Emulation, change: (inout Job) -> Void = { _ in }) throws {
        try JobTypeKit.make(.workstationScript, &lab, lab.images[0].packages[0].package.id) {
            $0.sendPhase = .always
            change(&$0)
        }
    }

    // MARK: Forced delivery

    @Test(arguments: [
        // Q128458 prints 1,325 minutes for Fast with 10 retries and 5 minutes; 5.3 derives 1,565 from the defaults.
        (Int64(10), Int64(1_325)), (12, 1_565),
    ])
    func `forced delivery comes after retry interval x (retries + 1) + delay`(y: Int64, minutes: Int64) throws
    {
        var lab = try distributed(
            try JobTypeKit.definition {
                $0.useForcedDisconnect = true
                $0.retriesBeforeForcedDisconnection = y
            })
        try hold(&lab, hours: 1_000)
        try refresh(&lab)
        try LabKit.pass(&lab, limit: 500, job: 1, until: .complete)
        let starts = LabKit.records(lab, .instructionStarted).dropFirst().map(\.instant)
        let warned = try #require(LabKit.records(lab, .usersWarned).first).instant
        let closed = try #require(LabKit.records(lab, .filesClosed).first).instant
        let (first, last) = (try #require(starts.first), try #require(starts.last))
        // The work of the try itself, up to the open file, is no part of the formula.
        #expect(closed - first - (warned - last) == TreeKit.minutes(minutes))
        #expect(starts.count == Int(y) + 2)
        #expect(LabKit.holding(lab) == ["SRV1": 2, "SRV2": 2])
    }

    @Test func `without forced delivery, on other servers and for Macintosh nothing is closed`() throws {
        // Q202063: NT servers only; Q184489: no Macintosh.
        for change in 0..<3 {
            var lab = try distributed(
                try JobTypeKit.definition {
                    $0.useForcedDisconnect = change != 0
                    $0.retriesBeforeForcedDisconnection = 1
                    if change == 1 { $0.servers[1].kind = .lanManager2 }
                    if change == 2 { $0.servers[1].macintosh = true }
                })
            try hold(&lab, hours: 30)
            try refresh(&lab)
            try LabKit.pass(&lab, limit: 500, job: 1, until: .complete)
            #expect(LabKit.records(lab, .filesClosed).isEmpty, "case \(change)")
            #expect(LabKit.holding(lab)["SRV2"] == 2, "tried again until the file was free")
        }
    }

    @Test(arguments: [(Release.v11, false), (.v12, true)])
    func `in-use-blocks: before 1.2 nothing closes a file`(release: Release, closes: Bool) throws {
        #expect(QuirkSet(release: release, overrides: [:]).contains(.inUseBlocks) != closes)
        var lab = try distributed(
            try JobTypeKit.definition(
                release, quirks: [Quirk.noRetryServerList.name: false, Quirk.earlyComplete.name: false]
            ) {
                $0.useForcedDisconnect = true
                $0.retriesBeforeForcedDisconnection = 1
            })
        try hold(&lab, hours: 40)
        try refresh(&lab)
        try lab.pass(TreeKit.hours(20))
        #expect(LabKit.records(lab, .filesClosed).isEmpty != closes)
        #expect(LabKit.holding(lab)["SRV2"] == (closes ? 2 : 1))
    }

    @Test(arguments: [(Release.sp3, true), (.sp4, false)])
    func `force-strips-rights`(release: Release, strips: Bool) throws {
        #expect(QuirkSet(release: release, overrides: [:]).contains(.forceStripsRights) == strips)
        var lab = try distributed(
            try JobTypeKit.definition(release, quirks: ["early-complete": false]) {
                $0.useForcedDisconnect = true
                $0.retriesBeforeForcedDisconnection = 1
            })
        try hold(&lab, hours: 1_000)
        try refresh(&lab)
        try LabKit.pass(&lab, limit: 200) { $0.locations.allSatisfy { $0.version == 2 } }
        #expect(lab.images[0].locations.map(\.isServiceOnly) == [false, strips])
    }

    @Test(arguments: [(Release.sp3, [Int64(0), 2, 4, 6]), (.sp4, [0, 1, 2, 3, 4, 5])])
    func `retry-step-2`(release: Release, tries: [Int64]) throws {
        #expect(QuirkSet(release: release, overrides: [:]).contains(.retryStep2) == (tries[1] == 2))
        var lab = try distributed(
            try JobTypeKit.definition(release) {
                $0.useForcedDisconnect = true
                $0.retriesBeforeForcedDisconnection = 4
            })
        try hold(&lab, hours: 1_000)
        try refresh(&lab)
        try LabKit.pass(&lab, limit: 400) { $0.locations.allSatisfy { $0.version == 2 } }
        #expect(LabKit.records(lab, .instructionStarted).dropFirst().map(\.value) == tries)
    }

    // MARK: Files in use

    @Test(arguments: [(Release.sp3, Int64(0)), (.sp4, 1)])
    func `delete-before-copy: the directory is empty until the file is free`(
        release: Release, version: Int64
    ) throws {
        #expect(QuirkSet(release: release, overrides: [:]).contains(.deleteBeforeCopy) == (version == 0))
        var lab = try distributed(try JobTypeKit.definition(release))
        let before = lab.images[0].servers[1].drives[0].freeBytes
        try hold(&lab, hours: 3)
        try refresh(&lab)
        try LabKit.pass(&lab, limit: 60) { $0.received.contains { $0.retries == 1 } }
        #expect(LabKit.holding(lab) == ["SRV1": 2, "SRV2": version])
        // Consequence: the drive has the room of the files that went.
        let freed = lab.images[0].servers[1].drives[0].freeBytes - before
        #expect(freed == (version == 0 ? 300_000 : 0))
        try lab.pass(TreeKit.hours(6))
        #expect(LabKit.holding(lab)["SRV2"] == 2)
        #expect(lab.images[0].servers[1].drives[0].freeBytes == before)
    }

    @Test(arguments: [(true, Int64(109)), (false, 16)])
    func `disk-space-lie`(isAlive: Bool, event: Int64) throws {
        var lab = try distributed(try JobTypeKit.definition(quirks: ["disk-space-lie": isAlive]))
        try hold(&lab, hours: 3)
        try refresh(&lab)
        try LabKit.pass(&lab, job: 1, until: .retrying)
        #expect(LabKit.events(lab) == [event])
        // Blank figures: the event knows that it is about an open file (Win32 32).
        #expect(lab.images[0].events.last?.attempt == 32)
        #expect(Quirk.diskSpaceLie.fixedIn == nil)
    }

    // MARK: Retries

    @Test(arguments: [(Release.sp3, Int64(0)), (.sp4, 3)])
    func `restart-resets-retries`(release: Release, next: Int64) throws {
        #expect(QuirkSet(release: release, overrides: [:]).contains(.restartResetsRetries) == (next == 0))
        var definition = try JobTypeKit.definition(release)
        definition.sites[0].servers[1].drives = DistributionTests.full()
        var lab = Emulation(definition)
        let package = try JobTypeKit.makePackage(&lab)
        try JobTypeKit.make(.workstationScript, &lab, package)
        try LabKit.pass(&lab, limit: 200) { $0.received.contains { $0.retries == 3 } }
        let site = lab.images[0].definition.code
        try lab.perform(.service(site: site, service: .despooler, action: .restart), who: "ADMIN")
        try LabKit.pass(&lab, cycles: 30)
        #expect(LabKit.records(lab, .instructionStarted).last?.value == next)
    }

    @Test(arguments: [(Release.v11, true), (.v12, false)])
    func `no-retry-server-list`(release: Release, isDropped: Bool) throws {
        #expect(QuirkSet(release: release, overrides: [:]).contains(.noRetryServerList) == isDropped)
        var lab = Emulation(try JobTypeKit.definition(release) { $0.servers[1].online = false })
        let package = try JobTypeKit.makePackage(&lab)
        try JobTypeKit.make(.workstationScript, &lab, package)
        try lab.pass(TreeKit.hours(6))
        #expect(lab.images[0].jobs[0].job.status == (isDropped ? .complete : .retrying))
        #expect(LabKit.holding(lab) == ["SRV1": 1])
        try LabKit.setServer(&lab, "SRV2") { $0.online = true }
        try lab.pass(TreeKit.hours(6))
        #expect((LabKit.holding(lab)["SRV2"] == nil) == isDropped)
    }

    @Test(arguments: [(Release.sp4, Int64(1)), (.sp4Hotfixes, 2)])
    func `master-copy-retry-drops-refresh`(release: Release, version: Int64) throws {
        #expect(
            QuirkSet(release: release, overrides: [:]).contains(.masterCopyRetryDropsRefresh)
                == (version == 1))
        let larger = SourceManifest(files: [SourceFile(path: "SETUP.EXE", size: 1_000_000)])
        let world = TableWorld([TableWorld.smallSource, larger])
        var lab = try distributed(try JobTypeKit.definition(release), world)
        // Room for the compressed file of 600,000 bytes in TOSEND, not for another in STORE.
        try LabKit.setServer(&lab, "SRV1") { $0.drives[1].freeBytes = 500_000 }
        try refresh(&lab)
        try LabKit.pass(&lab, limit: 100, world) { image in image.events.contains { $0.number == 115 } }
        #expect(lab.images[0].packages[0].storedVersion == 1)
        try LabKit.setServer(&lab, "SRV1") { $0.drives[1].freeBytes = 50_000_000 }
        try lab.run(until: lab.now + TreeKit.hours(6), world: world)
        #expect(lab.images[0].packages[0].storedVersion == 2)
        #expect(LabKit.holding(lab) == ["SRV1": version, "SRV2": version])
    }

    // MARK: What is copied where

    @Test(arguments: [(Release.sp3, [Int64(320_000), 320_000]), (.sp4, [120_000, 120_000])])
    func `refresh-all-files: changed files only from service pack 4`(release: Release, bytes: [Int64]) throws
    {
        let changed = SourceManifest(files: [
            SourceFile(path: "SETUP.EXE", size: 200_000), SourceFile(path: "DATA/README.TXT", size: 120_000),
        ])
        let world = TableWorld([TableWorld.smallSource, changed])
        var lab = try distributed(try JobTypeKit.definition(release), world)
        try refresh(&lab)
        try lab.run(until: lab.now + TreeKit.hours(2), world: world)
        let copies = LabKit.records(lab, .packageCopied)
        #expect(copies.map(\.value) == [300_000, 300_000] + bytes)
        // Consequence: the copy over the network takes as long as its bytes do, at 1,000,000 a second.
        let seconds = (copies[3].instant - copies[2].instant) / 1_000
        #expect(
            seconds == 1 + bytes[0] / 1_000_000
                && QuirkSet(release: release, overrides: [:])
                    .contains(.refreshAllFiles) == (bytes[0] == 320_000)
        )
        #expect(lab.images[0].locations.map(\.bytes) == [320_000, 320_000])
    }

    @Test(arguments: [(true, ["SRV1", "SRV2"]), (false, ["SRV2"])])
    func `refresh-touches-all`(isAlive: Bool, refreshed: [String]) throws {
        var definition = try JobTypeKit.definition(quirks: [Quirk.refreshTouchesAll.name: isAlive])
        definition.sites[0].groups.append(MachineGroupDefinition(name: "Two", members: ["SRV2"]))
        var lab = try distributed(definition)
        try refresh(&lab) { $0.distributionServers = "Two" }
        try lab.pass(TreeKit.hours(2))
        #expect(LabKit.holding(lab).filter { $0.value == 2 }.keys.sorted() == refreshed)
    }

    @Test(arguments: [
        (JobType.workstationScript, true, Int64(1)), (.workstationScript, false, 2), (.serverScript, true, 2),
    ])
    func `specified-skips-existing, of Run Command jobs only`(
        type: JobType, isAlive: Bool, version: Int64
    ) throws {
        var lab = Emulation(
            try JobTypeKit.definition(quirks: [Quirk.specifiedSkipsExisting.name: isAlive]))
        let package = try JobTypeKit.makePackage(&lab)
        for _ in 0..<2 {
            try JobTypeKit.make(type, &lab, package) {
                $0.sendPhase = .always
                $0.distributePhase = .specified
            }
            try lab.pass(TreeKit.hours(2))
        }
        #expect(lab.images[0].locations.map(\.version) == [version, version])
    }

    @Test(arguments: [(Release.sp3, true), (.sp4, false)])
    func `preferred-drive-broken`(release: Release, isBroken: Bool) throws {
        #expect(QuirkSet(release: release, overrides: [:]).contains(.preferredDriveBroken) == isBroken)
        var lab = Emulation(try JobTypeKit.definition(release) { $0.preferredDrive = "D" })
        let package = try JobTypeKit.makePackage(&lab)
        try JobTypeKit.make(.workstationScript, &lab, package)
        try lab.pass(TreeKit.hours(1))
        #expect(LabKit.events(lab) == (isBroken ? [114] : []))
        let letters = LabKit.records(lab, .decompressionStarted).map(\.b)
        #expect(letters == (isBroken ? [] : [68]), "D, although C has as much room and the lower letter")
    }

    @Test(arguments: [true, false])
    func `lfn-needs-ntfs`(isAlive: Bool) throws {
        var lab = Emulation(
            try JobTypeKit.definition(quirks: [Quirk.lfnNeedsNTFS.name: isAlive]) {
                $0.servers[1].drives[0].fileSystem = .fat
            })
        let package = try JobTypeKit.makePackage(&lab)
        try JobTypeKit.make(.workstationScript, &lab, package)
        let world = TableWorld([SourceManifest(files: [SourceFile(path: "A long name.txt", size: 10)])])
        try lab.run(until: lab.now + TreeKit.hours(1), world: world)
        #expect(LabKit.events(lab) == (isAlive ? [113] : []))
        #expect((LabKit.holding(lab)["SRV2"] == nil) == isAlive)
    }

    @Test(arguments: [true, false])
    func `netware-everyone`(isAlive: Bool) throws {
        var lab = Emulation(
            try JobTypeKit.definition(quirks: [Quirk.netwareEveryone.name: isAlive]) {
                $0.servers[1].kind = .netWare3
                $0.servers[1].hasEveryone = false
                $0.servers[1].drives = [DriveDefinition(letter: "S", fileSystem: .netware)]
            })
        let package = try JobTypeKit.makePackage(&lab)
        try JobTypeKit.make(.workstationScript, &lab, package)
        try lab.pass(TreeKit.hours(1))
        #expect(LabKit.events(lab) == (isAlive ? [108] : []))
    }

    @Test(arguments: [(true, JobStatus.failed, [Int64(13)]), (false, .complete, [])])
    func `group-mismatch-failed`(isAlive: Bool, status: JobStatus, events: [Int64]) throws {
        var definition = try JobTypeKit.definition(quirks: [Quirk.groupMismatchFailed.name: isAlive])
        definition.sites[0].groups.append(MachineGroupDefinition(name: "Elsewhere", members: ["OTHER"]))
        definition.sites[0].servers[0].roles.remove(.distribution)
        definition.sites[0].servers[1].roles = []
        var lab = Emulation(definition)
        let package = try JobTypeKit.makePackage(&lab)
        try JobTypeKit.make(.serverScript, &lab, package) { $0.distributionServers = "Elsewhere" }
        try lab.pass(TreeKit.hours(1))
        #expect(lab.images[0].jobs[0].job.status == status)
        #expect(LabKit.events(lab) == events)
    }

    @Test(arguments: [(Release.sp2, AccessPermissions.userRead), (.sp3, .all)])
    func `rights-reset: a redistribution writes rights until service pack 2`(
        release: Release, rights: AccessPermissions
    ) throws {
        #expect(QuirkSet(release: release, overrides: [:]).contains(.rightsReset) == (rights != .all))
        var lab = try distributed(try JobTypeKit.definition(release))
        var package = lab.images[0].packages[0].package
        package.workstation?.permissions = .userRead
        try lab.perform(.updatePackage(site: package.id.site, package: package), who: "A")
        try refresh(&lab)
        try lab.pass(TreeKit.hours(2))
        #expect(lab.images[0].locations.allSatisfy { $0.permissions == rights && $0.version == 2 })
    }

    // MARK: Remove jobs, and what they leave

    @Test(arguments: [(true, 0), (false, 1)])
    func `share-remove-all`(isAlive: Bool, left: Int) throws {
        for names in [("APPS\\ONE", "APPS\\TWO"), ("APPS", "APPS")] {
            var lab = Emulation(try JobTypeKit.definition(quirks: [Quirk.shareRemoveAll.name: isAlive]))
            let first = try JobTypeKit.makePackage(&lab, share: names.0)
            let second = try JobTypeKit.makePackage(&lab, share: names.1, name: "Second")
            for package in [first, second] {
                try JobTypeKit.make(.serverScript, &lab, package) { $0.distributionServers = nil }
            }
            try lab.pass(TreeKit.hours(2))
            try JobTypeKit.make(.removePackage, &lab, first)
            try lab.pass(TreeKit.hours(2))
            #expect(lab.images[0].locations.filter { !$0.isRemoved && $0.server == 1 }.count == left)
            let shares = try JobTypeKit.shares(lab, "SRV2")
            #expect(shares.isEmpty == isAlive, "\(names)")
        }
    }

    @Test(arguments: [(true, 2), (false, 0)])
    func `remove-leaves-registry: a later refresh puts the package back`(isAlive: Bool, count: Int) throws {
        var lab = try distributed(
            try JobTypeKit.definition(quirks: [Quirk.removeLeavesRegistry.name: isAlive]))
        try JobTypeKit.make(.removePackage, &lab, lab.images[0].packages[0].package.id)
        try lab.pass(TreeKit.hours(1))
        #expect(JobTypeKit.places(lab).isEmpty)
        try refresh(&lab) { $0.distributePhase = .existing }
        try lab.pass(TreeKit.hours(1))
        #expect(JobTypeKit.places(lab).count == count)
    }

    @Test(arguments: [(true, JobStatus.retrying), (false, .complete)])
    func `stale-dp: a server that left the site is still tried`(isAlive: Bool, status: JobStatus) throws {
        var lab = try distributed(try JobTypeKit.definition(quirks: [Quirk.staleDP.name: isAlive]))
        try lab.perform(.removeServer(site: lab.images[0].definition.code, name: "SRV2"), who: "A")
        try refresh(&lab)
        try lab.pass(TreeKit.hours(1))
        #expect(lab.images[0].jobs[1].job.status == status)
    }

    @Test(arguments: [true, false])
    func `packagelocations-stale`(isAlive: Bool) throws {
        var lab = try distributed(
            try JobTypeKit.definition(quirks: [Quirk.packagelocationsStale.name: isAlive]))
        try JobTypeKit.make(.removePackage, &lab, lab.images[0].packages[0].package.id)
        try lab.pass(TreeKit.hours(1))
        #expect(lab.images[0].locations.map(\.isReported) == [isAlive, isAlive])
        #expect(JobTypeKit.places(lab).isEmpty)
    }

    @Test(arguments: [(Release.sp4, false), (.sp4Hotfixes, true)])
    func `no-remove-resend`(release: Release, resends: Bool) throws {
        #expect(QuirkSet(release: release, overrides: [:]).contains(.noRemoveResend) != resends)
        var definition = try TreeKit.chain()
        definition.release = release
        var lab = Emulation(definition)
        let package = try JobTypeKit.makePackage(&lab)
        try JobTypeKit.make(.serverScript, &lab, package)
        try lab.pass(TreeKit.hours(4))
        let (one, other) = (lab.images[0].definition.code, lab.images[1].definition.code)
        lab.setFault(.link(one, other), isDown: true)
        try JobTypeKit.make(.removePackage, &lab, package)
        // Long enough for the Sender to give the requests back.
        try lab.pass(TreeKit.hours(4))
        #expect(lab.images[0].jobs[1].job.sendingStatus == .retrying)
        lab.setFault(.link(one, other), isDown: false)
        try lab.pass(TreeKit.hours(12))
        #expect(JobTypeKit.places(lab, site: 1).isEmpty == resends)
        #expect(lab.images[0].jobs[1].job.status == (resends ? .complete : .retrying))
    }

    // MARK: Macintosh

    @Test(arguments: [(true, FileSystem.ntfs, [Int64]()), (true, .fat, [112]), (false, .ntfs, [391])])
    func `packages for Macintosh get a volume on a server that can have one`(
        isMacintosh: Bool, system: FileSystem, events: [Int64]
    ) throws {
        var lab = Emulation(
            try JobTypeKit.definition {
                $0.servers[1].macintosh = isMacintosh
                $0.clients.append(ClientRange(pattern: "MAC#", platform: .macintosh))
                $0.servers[1].drives[0].fileSystem = system
            })
        var package = try LabKit.package()
        package.workstation?.commands[0].platforms = [.ntX86, .macintosh]
        guard
            case .package(let id) = try lab.perform(
                .createPackage(site: package.id.site, package: package), who: "A")
        else { return }
        try JobTypeKit.make(.workstationScript, &lab, id)
        try lab.pass(TreeKit.hours(1))
        #expect(LabKit.events(lab) == events)
        #expect(lab.images[0].locations.map(\.hasVolume) == [false, isMacintosh && system == .ntfs])
    }
}
