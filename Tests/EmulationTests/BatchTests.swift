import Pipeline
import SiteModel
import Testing
import VirtualTime

@testable import Emulation

/// The Despooler's batch: RECEIVE is listed, what was listed is executed, and only then it is listed again (Q168130).
@Suite struct BatchTests {
    /// A lab whose 120 clients were offered something that nobody runs; a status takes a minute.
    private func offered(_ release: Release, batch: Int64 = 50, quirks: [String: Bool] = [:]) throws
        -> Emulation
    {
        var definition = try JobTypeKit.definition(release, quirks: quirks, clients: 120) {
            $0.statusMilliseconds = 60_000
            $0.maximumFilesListed = batch
        }
        definition.sites[0].pcmPollingMinutes = 1_440
        var lab = Emulation(definition)
        let package = try JobTypeKit.makePackage(&lab)
        try JobTypeKit.make(.workstationScript, &lab, package) {
            $0.runWorkstationCommand = true
            $0.commandName = "Install"
        }
        try #require(try LabKit.pass(&lab, limit: 50) { $0.jobs[0].hasOffers && $0.received.isEmpty })
        return lab
    }

    /// Statuses of the first job arrive all at once, and a second job is made behind them.
    private func flooded(_ lab: inout Emulation, statuses: UInt32 = 120) throws {
        for detail in 0..<statuses { lab.images[0].receive(.status, subject: detail, info: 0) }
        // The statuses are being worked off before the instruction arrives.
        try LabKit.pass(&lab, cycles: 1)
        let package = lab.images[0].packages[0].package.id
        try JobTypeKit.make(.workstationScript, &lab, package)
    }

    /// How many statuses were executed before the second job's instruction.
    private func statusesBefore(_ lab: borrowing Emulation) throws -> Int {
        let records = LabKit.records(lab, .statusExecuted, .instructionStarted)
        let number = lab.images[0].jobNumber(1)
        let place = try #require(
            records.firstIndex { $0.code == .instructionStarted && $0.a == number })
        return records[..<place].count { $0.code == .statusExecuted }
    }

    @Test(arguments: [
        // The hotfix lists instructions first: behind the batch at hand, however large MaxFileEnum makes it.
        (Release.sp4Hotfixes, Int64(50), 50), (.sp4Hotfixes, 30, 30), (.sp4Hotfixes, 1_000, 120),
        // Up to SP4 statuses come first in each listing, and MaxFileEnum is not read.
        (.sp4, 50, 120), (.sp4, 30, 120),
    ])
    func `a new instruction waits for the next listing`(release: Release, batch: Int64, wanted: Int) throws {
        var lab = try offered(release, batch: batch)
        try flooded(&lab)
        try LabKit.pass(&lab, limit: 60) { $0.received.isEmpty }
        try LabKit.pass(&lab, cycles: 1)
        #expect(try statusesBefore(lab) == wanted)
        #expect(LabKit.records(lab, .statusExecuted).count == 120)
    }

    @Test func `of 60 files that lie there, 50 are listed, and the order is that of the extensions`() throws {
        let image = SiteImage(
            number: 0, definition: SiteDefinition(code: try LabKit.site(), name: "Test"), labStart: 0,
            seed: 1,
            quirks: QuirkSet(release: .sp4, overrides: [:]))
        let hotfix = SiteImage(
            number: 0, definition: image.definition, labStart: 0, seed: 1,
            quirks: QuirkSet(release: .sp4Hotfixes, overrides: [:]))
        for image in [image, hotfix] {
            // 0 .INS, 1 .SNI of a client, 2 .SNI a retry, 3 one that is not due, 4 .NIL, 5 .IST.
            image.receive(.cancel, subject: 0, info: 0)
            image.receive(.status, subject: 0, info: 0)
            image.receive(.instruction, subject: 0, info: 0, retries: 1, notBefore: 100)
            image.receive(.instruction, subject: 0, info: 0, retries: 1, notBefore: 101)
            var entry = image.received[1]
            image.putBack(entry)
            entry = image.received[0]
            image.putBack(entry)
        }
        var batch: [UInt32] = []
        image.listReady(into: &batch, 50, at: 100, without: noHandle)
        #expect(batch == [5, 4, 1, 2, 0], ".IST .NIL .SNI .INS (Q168130)")
        hotfix.listReady(into: &batch, 50, at: 100, without: noHandle)
        #expect(batch == [5, 4, 0, 1, 2], ".IST .NIL .INS .SNI with the hotfix (Q168130)")
        for detail in 0..<60 { hotfix.receive(.status, subject: UInt32(detail), info: 0) }
        hotfix.listReady(into: &batch, 50, at: 100, without: noHandle)
        #expect(batch.count == 50)
        #expect(batch.prefix(3) == [5, 4, 0])
        #expect(batch[49] == 50, "the newest statuses are left out")
    }

    @Test func `a cancel takes its job's instruction out of the batch that holds it`() throws {
        var lab = try offered(.sp4Hotfixes)
        let image = lab.images[0]
        image.receive(.cancel, subject: 0, info: 0)
        image.receive(.instruction, subject: 0, info: 0)
        let before = LabKit.records(lab, .instructionStarted).count
        try LabKit.pass(&lab, cycles: 3)
        #expect(lab.images[0].received.isEmpty)
        #expect(LabKit.records(lab, .instructionStarted).count == before, "refused (event code 6)")
    }

    @Test func `a pause ends the batch, and what came meanwhile is listed anew`() throws {
        var lab = try offered(.sp4Hotfixes)
        try flooded(&lab)
        let code = lab.images[0].definition.code
        try lab.perform(.service(site: code, service: .despooler, action: .pause), who: "A")
        try #require(try LabKit.pass(&lab, limit: 20) { $0.received.contains { $0.kind == .instruction } })
        #expect(lab.despoolers[0].batch.isEmpty)
        let done = LabKit.records(lab, .statusExecuted).count
        #expect(done < 50)
        try lab.perform(.service(site: code, service: .despooler, action: .resume), who: "A")
        try LabKit.pass(&lab, limit: 60) { $0.received.isEmpty }
        #expect(try statusesBefore(lab) == done)
    }

    @Test func `a lab that is cut in the middle of a batch goes on as if it had not been`() throws {
        var whole = try offered(.sp4Hotfixes)
        var cut = try offered(.sp4Hotfixes)
        try flooded(&whole)
        try flooded(&cut)
        var shelf = SnapshotShelf()
        // Each cut lies in a batch: a status takes a minute and a cycle five.
        for _ in 0..<30 {
            try LabKit.pass(&whole, cycles: 1)
            try LabKit.pass(&cut, cycles: 1)
            try shelf.reopen(&cut)
            #expect(cut.despoolers[0].batch == whole.despoolers[0].batch)
        }
        #expect(cut.trace.digest == whole.trace.digest)
        #expect(try statusesBefore(whole) == 50)
    }

    @Test func `an access violation forgets the batch, not the files`() throws {
        var lab = try offered(.sp4Hotfixes)
        try flooded(&lab)
        #expect(!lab.despoolers[0].batch.isEmpty)
        let left = lab.images[0].received.count
        lab.endExecutive(site: 0, job: noHandle, .despooler)
        #expect(lab.despoolers[0].batch.isEmpty)
        // What was being executed lies there again, as a .NIL.
        #expect(lab.images[0].received.count == left + 1)
        #expect(lab.images[0].received.filter(\.isBegun).count == 1)
    }

    /// What is asked at every step is found by index; here against a look at all rows.
    @Test(arguments: [1, 2, 3] as [UInt64]) func `places are those that a look at all rows finds`(
        seed: UInt64
    ) throws {
        var definition = try LabKit.definition(clients: 0)
        for number in 4..<12 { definition.sites[0].servers.append(ServerDefinition(name: "SRV\(number)")) }
        var lab = Emulation(definition)
        var random = SeededGenerator(seed: seed)
        for number in 0..<6 {
            let package = try JobTypeKit.makePackage(&lab, name: "P\(number)")
            try JobTypeKit.make(.workstationScript, &lab, package) {
                if random.next(below: 2) == 0 { $0.type = .serverScript }
                $0.distributePhase = [.existing, .specified]
            }
            if number == 3 { try LabKit.pass(&lab, cycles: 4) }
            if random.next(below: 3) == 0 {
                _ = try? lab.perform(.deletePackage(site: definition.sites[0].code, id: package), who: "A")
            }
        }
        try LabKit.pass(&lab, cycles: 20)
        let image = lab.images[0]
        #expect(!image.locations.isEmpty)
        for package in image.packages.indices {
            let live = image.packages[package]
            #expect(
                image.packageIndex(live.package.id, live.kind)
                    == image.packages.firstIndex {
                        $0.package.id == live.package.id && !$0.isDeleted && $0.kind == live.kind
                    })
            let there = image.locations.filter { $0.package == UInt32(package) && !$0.isRemoved }
            #expect(image.holders(of: UInt32(package)) == there.map(\.server))
            for server in image.servers.indices {
                #expect(
                    image.locationIndex(package: UInt32(package), server: UInt32(server))
                        == image.locations.firstIndex {
                            $0.package == UInt32(package) && $0.server == UInt32(server) && !$0.isRemoved
                        })
            }
        }
    }
}
