import Pipeline
import SiteModel
import Testing

@testable import Emulation

/// Sites that are taken out or detached while a job is on its way to them (Q188055, reference sms12-server 3.3).
@Suite struct SiteRemovalTests {
    private func code(_ text: String) throws -> SiteCode { try #require(SiteCode(text)) }

    private func remove(_ site: String, _ lab: inout Emulation) throws {
        try lab.perform(.removeSite(try code(site)), who: "ADMIN")
    }

    /// A job that is on its way counts as one that goes on there.
    @Test func `a site that a job is on its way to stays until the job is cancelled`() throws {
        var lab = Emulation(try TreeKit.chain())
        try lab.perform(.setFault(.link(try code("PRI"), try code("SEC")), isDown: true), who: "ADMIN")
        let package = try TreeKit.makePackage(&lab)
        let job = try TreeKit.makeJob(&lab, package)
        try lab.pass(TreeKit.minutes(6))
        #expect(lab.images[0].jobs[0].job.status == .active)
        #expect(lab.images[2].jobs.isEmpty, "nothing has arrived there")
        #expect(throws: CommandRefusal.self) { try remove("SEC", &lab) }
        try lab.perform(.cancelJob(site: try code("CEN"), id: job), who: "ADMIN")
        try lab.pass(TreeKit.hours(8))
        #expect(lab.images[0].jobs[0].stage == .ended)
        try remove("SEC", &lab)
    }

    @Test func `a site that is done with a job can be taken out while the job goes on elsewhere`() throws {
        var definition = try TreeKit.chain()
        definition.sites[2] = try TreeKit.site(
            "SEC", parent: "CEN", clients: 1, addresses: [try TreeKit.address("CEN")])
        definition.sites[0].addresses = [try TreeKit.address("PRI"), try TreeKit.address("SEC")]
        definition.sites[1].addresses = [try TreeKit.address("CEN")]
        var lab = Emulation(definition)
        // PRI's computers are off, so that the job goes on there.
        for number in 1...2 {
            try lab.perform(
                .clientPower(site: try code("PRI"), name: "PRIPC\(number)", on: false), who: "ADMIN")
        }
        let package = try TreeKit.makePackage(&lab)
        try TreeKit.makeJob(&lab, package)
        try lab.pass(TreeKit.hours(8))
        #expect(lab.images[0].jobs[0].stage == .working)
        #expect(throws: CommandRefusal.self) { try remove("PRI", &lab) }
        try remove("SEC", &lab)
    }

    @Test func `an instruction that comes back to its own site waits there for an address`() throws {
        // TOP above MID above LEA above SEC; LEA is detached while MID has the instruction for SEC.
        var definition = LabDefinition(name: "line")
        definition.fidelity = .modelled
        definition.trace = .full
        definition.phases = .aligned
        let names = ["TOP", "MID", "LEA", "SEC"]
        for (place, name) in names.enumerated() {
            let beside = [place - 1, place + 1].filter { names.indices.contains($0) }
            definition.sites.append(
                try TreeKit.site(
                    name, parent: place == 0 ? nil : names[place - 1], clients: 1,
                    addresses: beside.map { try TreeKit.address(names[$0]) }))
        }
        var lab = Emulation(definition)
        let package = try TreeKit.makePackage(&lab)
        try TreeKit.makeJob(&lab, package)
        // At TOP's Scheduler after 5 minutes, at MID's Despooler after 10 or 15.
        while !(try lab.records().contains { $0.code == .sendEnded && $0.site == 0 && $0.b > 0 }),
            lab.now < lab.start + TreeKit.hours(1)
        {
            try lab.pass(TreeKit.minutes(1))
        }
        try lab.perform(.detachSite(try code("LEA")), who: "ADMIN")
        try lab.pass(TreeKit.hours(12))
        let there = try #require(lab.images[0].jobs[0].destinations.first { $0.site == 3 })
        #expect(there.state == .noAddress)
        #expect(lab.images[0].events.contains { $0.number == 332 })
        // What explain advises: attach it, and give both an address.
        try lab.perform(.attachSite(try code("LEA"), to: try code("TOP")), who: "ADMIN")
        for (one, other) in [(0, "LEA"), (2, "TOP")] {
            var settings = lab.images[one].definition
            settings.addresses.append(try TreeKit.address(other))
            try lab.perform(.setSite(settings), who: "ADMIN")
        }
        try lab.pass(TreeKit.hours(24))
        #expect(lab.images[3].jobs.count == 1, "it went on")
        #expect(lab.images[0].jobs[0].destinations.first { $0.site == 3 }?.state == .sent)
        // With its package: without it the Despooler would look in STORE in vain (event 11).
        #expect(!lab.images[3].events.contains { $0.number == 11 })
        #expect(lab.images[3].packages.contains { $0.storedVersion > 0 })
    }

    @Test func `a System job whose request a Sender connects for is not deleted`() throws {
        var lab = Emulation(try TreeKit.chain())
        try lab.perform(.setFault(.link(try code("CEN"), try code("PRI")), isDown: true), who: "ADMIN")
        let package = try TreeKit.makePackage(&lab)
        try TreeKit.makeJob(&lab, package)
        var refused = false
        for _ in 0..<1_200 where !refused {
            try lab.pass(10_000)
            for thread in lab.sendings(of: .lan, at: 0) {
                let request = lab.images[0].requests[Int(thread.request)]
                guard request.systemJob != 0, request.status == .none else { continue }
                let id = try #require(JobID(site: try code("CEN"), counter: request.systemJob))
                #expect(throws: CommandRefusal.self) {
                    try lab.perform(.deleteJob(site: try code("CEN"), id: id), who: "ADMIN")
                }
                refused = true
            }
        }
        #expect(refused, "it was met while it connected")
        try lab.pass(TreeKit.hours(24))
    }

    /// SDK sheapio_5gc3: while active, or when it has ended; Q183236: a Pending one cannot be deleted.
    @Test func `a System job is deleted while it is active, and not while it is Pending`() throws {
        var definition = try TreeKit.chain()
        definition.faults = []
        var lab = Emulation(definition)
        try lab.perform(.setFault(.link(try code("CEN"), try code("PRI")), isDown: true), who: "ADMIN")
        let package = try TreeKit.makePackage(&lab)
        try TreeKit.makeJob(&lab, package)
        var pending = false
        var id: JobID?
        for _ in 0..<120 where id == nil {
            try lab.pass(TreeKit.minutes(1))
            for live in lab.images[0].systemJobs.values.sorted(by: { $0.counter < $1.counter }) {
                let found = try #require(JobID(site: try code("CEN"), counter: live.counter))
                if live.status == .pending, !pending {
                    pending = true
                    #expect(throws: CommandRefusal.self) {
                        try lab.perform(.deleteJob(site: try code("CEN"), id: found), who: "ADMIN")
                    }
                } else if live.status == .retrying {
                    id = found
                }
            }
        }
        #expect(pending)
        let found = try #require(id)
        try lab.perform(.deleteJob(site: try code("CEN"), id: found), who: "ADMIN")
        #expect(lab.images[0].systemJobs[found.counter] == nil)
        #expect(!lab.images[0].requests.contains { $0.systemJob == found.counter && $0.isQueued })
        var shelf = SnapshotShelf()
        try shelf.reopen(&lab)
        try lab.pass(TreeKit.hours(24))
    }
}
