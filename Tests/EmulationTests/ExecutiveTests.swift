import Pipeline
import SiteModel
import Testing

@testable import Emulation

/// SMS_EXECUTIVE and its threads (RG S3CD3, Q138347): stopping, starting, and what an access violation leaves.
@Suite struct ExecutiveTests {
    /// A lab whose package takes minutes to compress, to send and to copy.
    private func slow() throws -> (definition: LabDefinition, world: TableWorld) {
        let source = SourceManifest(files: [SourceFile(path: "SETUP.EXE", size: 300_000_000)])
        return (try JobTypeKit.definition(), TableWorld([source]))
    }

    private func pass(
        _ lab: inout Emulation, _ world: TableWorld, limit: Int = 2_000,
        until holds: (SiteImage, borrowing Emulation) -> Bool
    ) throws {
        for _ in 0..<limit {
            if holds(lab.images[0], lab) { return }
            try lab.run(until: lab.now + 10_000, world: world)
        }
        Issue.record("it did not come to that")
    }

    private func service(_ lab: inout Emulation, _ service: ServiceName, _ action: ServiceAction) throws {
        try lab.perform(.service(site: try LabKit.site(), service: service, action: action), who: "A")
    }

    /// What a violation meets a thread at.
    enum Moment: CaseIterable { case compressing, sending, storing, decompressing, copying, waiting }

    private func reaches(_ moment: Moment, _ image: SiteImage, _ lab: borrowing Emulation) -> Bool {
        switch moment {
        case .compressing: image.jobs[0].stage == .compressing
        case .sending: image.requests.contains { $0.status == .sending }
        case .storing: lab.despoolers[0].step == .storing
        case .decompressing: lab.despoolers[0].step == .decompressing
        case .copying: lab.despoolers[0].step == .copying
        case .waiting: image.jobs[0].stage == .pending
        }
    }

    @Test(arguments: Moment.allCases, [false, true])
    func `an end of the Executive loses the task at hand, and a start takes it up`(
        moment: Moment, reopens: Bool
    ) throws {
        var (definition, world) = try slow()
        definition.sites[0].clients = [ClientRange(pattern: "PC#", count: 2)]
        var lab = Emulation(definition)
        let package = try JobTypeKit.makePackage(&lab)
        try JobTypeKit.make(.workstationScript, &lab, package)
        try pass(&lab, world) { reaches(moment, $0, $1) }
        lab.endExecutive(site: 0, job: 0, .despooler)
        #expect(lab.images[0].events.map(\.number) == [376])
        #expect(lab.images[0].events[0].component == .executive)
        let before = lab.images[0].jobs[0].job.status
        let looks = world.asked
        var shelf = SnapshotShelf()
        if reopens { try shelf.reopen(&lab) }
        try lab.run(until: lab.now + 86_400_000, world: world)
        // Nothing goes on meanwhile: every thread is gone, whatever it had begun.
        #expect(lab.images[0].executiveIsStopped)
        #expect(lab.images[0].jobs[0].job.status == before)
        #expect(lab.images[0].locations.isEmpty)
        #expect(world.asked == looks)
        if reopens { try shelf.reopen(&lab) }
        try service(&lab, .executive, .start)
        #expect(lab.images[0].stopped.isEmpty)
        try pass(&lab, world) { image, _ in image.jobs[0].job.status == .complete }
        #expect(LabKit.holding(lab) == ["SRV1": 1, "SRV2": 1])
        #expect(lab.images[0].received.isEmpty)
        #expect(lab.images[0].events.map(\.number) == [376])
    }

    @Test func `a transfer goes on from its sync point after an end of the Executive`() throws {
        var (definition, world) = try slow()
        definition.sites[0].clients = []
        definition.sites[0].addresses = [try TreeKit.address("S01", .lan, bitsPerSecond: 64_000)]
        definition.sites.append(
            try TreeKit.site(
                "S01", parent: "BPC", clients: 1, addresses: [try TreeKit.address("BPC", .lan)]))
        var lab = Emulation(definition)
        let package = try JobTypeKit.makePackage(&lab)
        try JobTypeKit.make(.workstationScript, &lab, package)
        try pass(&lab, world) { image, _ in image.requests.contains { $0.status == .sending } }
        try lab.run(until: lab.now + 3_600_000, world: world)
        lab.endExecutive(site: 0, job: noHandle, .scheduler)
        let request = try #require(lab.images[0].requests.first)
        // An hour at 64,000 bit/s are 28.8 MB of it.
        #expect(request.bytes - request.bytesLeft > 20_000_000)
        #expect(request.hasSyncPoint)
        try lab.run(until: lab.now + 3_600_000, world: world)
        #expect(lab.images[0].requests[0].bytesLeft == request.bytesLeft)
        try service(&lab, .executive, .start)
        try lab.run(until: lab.now + 60_000, world: world)
        #expect(lab.images[0].requests[0].status == .sending)
        #expect(lab.images[0].requests[0].connects == 2)
        let sent = try lab.records().filter { $0.code == .sendStarted && $0.b == 1 && $0.value > 10_000 }
        #expect(sent.map(\.value) == [request.bytes, request.bytesLeft])
    }

    @Test func `a thread that is stopped ends its task first, and is not there afterwards`() throws {
        var (definition, world) = try slow()
        definition.sites[0].clients = [ClientRange(pattern: "PC#", count: 2)]
        var lab = Emulation(definition)
        let package = try JobTypeKit.makePackage(&lab)
        try JobTypeKit.make(.workstationScript, &lab, package)
        try pass(&lab, world) { reaches(.copying, $0, $1) }
        try service(&lab, .despooler, .stop)
        try JobTypeKit.make(.workstationScript, &lab, package) { $0.sendPhase = .always }
        try lab.run(until: lab.now + 86_400_000, world: world)
        #expect(LabKit.holding(lab) == ["SRV1": 1, "SRV2": 1], "the instruction at hand")
        #expect(lab.images[0].received.count { $0.kind == .instruction } == 1, "the one that came later")
        try service(&lab, .despooler, .start)
        try pass(&lab, world) { _, lab in LabKit.holding(lab) == ["SRV1": 2, "SRV2": 2] }
    }

    @Test func `what is there is not started, and what is not is neither paused nor stopped`() throws {
        var lab = Emulation(try JobTypeKit.definition())
        let site = try LabKit.site()
        func refused(_ lab: inout Emulation, _ service: ServiceName, _ action: ServiceAction) {
            #expect(throws: CommandRefusal.self, "\(service) \(action)") {
                try lab.perform(.service(site: site, service: service, action: action), who: "A")
            }
        }
        refused(&lab, .executive, .start)
        refused(&lab, .despooler, .start)
        lab.endExecutive(site: 0, job: noHandle, .despooler)
        for action in [ServiceAction.pause, .resume, .stop] { refused(&lab, .scheduler, action) }
        // A thread without its process.
        refused(&lab, .scheduler, .start)
        refused(&lab, .scheduler, .restart)
        try service(&lab, .executive, .restart)
        #expect(lab.images[0].stopped.isEmpty)
    }
}
