import Pipeline
import SiteModel
import Testing

@testable import Emulation

/// The way from outbox to site where things go wrong (reference sms12-server 3.3, 3.8, 5.4).
@Suite struct SendPathTests {
    /// CEN with children, over links of some speed; no compression of sizes.
    private func star(
        _ codes: [String], _ sender: SenderKind = .lan, bitsPerSecond: Int64? = nil,
        change: (inout LabDefinition) -> Void = { _ in }
    ) throws -> LabDefinition {
        var lab = LabDefinition(name: "star")
        lab.fidelity = .modelled
        lab.trace = .full
        lab.phases = .aligned
        lab.release = .sp4Hotfixes
        lab.sites = [
            try TreeKit.site(
                "CEN", clients: 1,
                addresses: codes.map { try TreeKit.address($0, sender, bitsPerSecond: bitsPerSecond) })
        ]
        lab.sites[0].compression.ratioPercent = 100
        for code in codes {
            lab.sites.append(
                try TreeKit.site(
                    code, parent: "CEN", clients: 1,
                    addresses: [try TreeKit.address("CEN", sender, bitsPerSecond: bitsPerSecond)]))
        }
        change(&lab)
        return lab
    }

    private func world(_ bytes: Int64) -> TableWorld {
        TableWorld([SourceManifest(files: [SourceFile(path: "A.EXE", size: bytes)])])
    }

    private func records(_ lab: borrowing Emulation, _ code: TraceCode) throws -> [TraceRecord] {
        try lab.records().filter { $0.code == code && $0.site == 0 }
    }

    private func link(_ lab: inout Emulation, _ isDown: Bool) {
        lab.setFault(
            .link(lab.images[0].definition.code, lab.images[1].definition.code), isDown: isDown)
    }

    @Test func `two Senders with an address to one site carry each request once`() throws {
        let definition = try star(["S01"], bitsPerSecond: 64_000) {
            if let address = try? TreeKit.address("S01", .rasISDN, bitsPerSecond: 64_000) {
                $0.sites[0].addresses.append(address)
            }
            // Low goes over the LAN at night only (Q214485: the outbox that can start earliest).
            var sender = SenderDefinition(kind: .lan)
            for day in 0...6 { sender.schedule.set(day: day, 0..<24, to: .high) }
            $0.sites[0].senders = [sender, SenderDefinition(kind: .rasISDN)]
        }
        var lab = Emulation(definition)
        for priority in [JobPriority.high, .low, .high, .low] {
            let package = try TreeKit.makePackage(&lab)
            try TreeKit.makeJob(&lab, package) {
                $0.machinePath = "S01|*|*"
                $0.priority = priority
            }
        }
        try lab.pass(TreeKit.hours(3))
        let image = lab.images[0]
        let sent = image.requests.filter { $0.systemJob == 0 }
        #expect(sent.map(\.status) == [.ok, .ok, .ok, .ok])
        for request in sent { #expect(request.sender == (request.priority == .high ? .lan : .rasISDN)) }
        #expect(lab.images[1].jobs.count { $0.origin == 0 } == 4, "each came once")
        #expect(try records(lab, .sendEnded).filter { $0.value > 100_000 }.count == 4)
    }

    @Test func `a package whose link drops three times is sent once in all, but for packets that were cut`()
        throws
    {
        // 80,000 bytes a second; packets of ten seconds: 262,144 bytes at most.
        var lab = Emulation(try star(["S01"], bitsPerSecond: 640_000))
        let world = world(40_000_000)
        let package = try TreeKit.makePackage(&lab)
        try TreeKit.makeJob(&lab, package) { $0.machinePath = "S01|*|*" }
        while try records(lab, .sendStarted).isEmpty { try lab.run(until: lab.now + 1_000, world: world) }
        for _ in 0..<3 {
            while lab.images[0].requests[0].status != .sending {
                try lab.run(until: lab.now + 1_000, world: world)
            }
            try lab.run(until: lab.now + 60_500, world: world)
            link(&lab, true)
            try lab.run(until: lab.now + 1_000, world: world)
            link(&lab, false)
        }
        try lab.run(until: lab.now + TreeKit.hours(2), world: world)
        let request = lab.images[0].requests[0]
        #expect(request.status == .ok && request.bytesLeft == 0)
        let starts = try records(lab, .sendStarted).filter { $0.a == 0 }.map(\.value)
        #expect(starts.count == 4)
        #expect(starts[0] == 40_002_048)
        for (before, after) in zip(starts, starts.dropFirst()) {
            // A minute less the second of overhead: 4.7 million bytes, in whole packets.
            #expect((before - after) % 262_144 == 0)
            #expect((4_300_000...4_900_000).contains(before - after), "\(before - after)")
        }
    }

    @Test func `when an outbox opens, High goes before what is older`() throws {
        var lab = Emulation(
            try star(["S01"], bitsPerSecond: 64_000) {
                var sender = SenderDefinition(kind: .lan)
                sender.maximumSendings = 1
                // Nothing until noon.
                for day in 0...6 { sender.schedule.set(day: day, 0..<12, to: .none) }
                $0.sites[0].senders = [sender]
            })
        var made: [UInt32] = []
        for priority in [JobPriority.low, .medium, .high] {
            let package = try TreeKit.makePackage(&lab)
            let id = try TreeKit.makeJob(&lab, package) {
                $0.machinePath = "S01|*|*"
                $0.priority = priority
            }
            made.append(id.counter)
            try lab.pass(TreeKit.minutes(30))
        }
        #expect(try records(lab, .sendStarted).isEmpty)
        try lab.pass(TreeKit.hours(4))
        let started = try records(lab, .sendStarted).filter { $0.value > 100_000 }
        #expect(started.map(\.b) == made.reversed())
        #expect(started.first?.instant == lab.start + TreeKit.hours(4), "08:00 and four hours")
    }

    @Test func `the own site's copy waits for a thread like any other`() throws {
        // One thread: the site's address to itself is one of the LAN Sender's (RG; sms12-server 3.3).
        var lab = Emulation(
            try star(["S01"], bitsPerSecond: 64_000) {
                var sender = SenderDefinition(kind: .lan)
                sender.maximumSendings = 1
                $0.sites[0].senders = [sender]
            })
        let far = try TreeKit.makePackage(&lab)
        try TreeKit.makeJob(&lab, far) { $0.machinePath = "S01|*|*" }
        while try records(lab, .sendStarted).isEmpty {
            try lab.run(until: lab.now + 1_000, world: world(4_000_000))
        }
        let own = try TreeKit.makePackage(&lab)
        try TreeKit.makeJob(&lab, own) { $0.machinePath = "CEN|*|*" }
        try lab.run(until: lab.now + TreeKit.minutes(7), world: TableWorld())
        #expect(lab.images[0].requests.contains { $0.destination == 0 && $0.status == .none })
        #expect(lab.images[0].packages[1].storedVersion == 0)
        try lab.run(until: lab.now + TreeKit.minutes(20), world: TableWorld())
        #expect(lab.images[0].packages[1].storedVersion == 1)
        let ends = try records(lab, .sendEnded).filter { $0.value > 100_000 }.map(\.instant)
        let starts = try records(lab, .sendStarted).filter { $0.value > 100_000 }.map(\.instant)
        #expect(starts.count == 2 && starts[1] == ends[0], "at the very end of the first")
    }

    @Test func `what is being sent when its job is cancelled arrives, and the cancel behind it`() throws {
        // Q191338: the current task runs to its end; then a remote cancel instruction is sent.
        var lab = Emulation(
            try star(["S01", "S02"], bitsPerSecond: 64_000) { $0.sites[0].senders = [one(.lan)] })
        let world = world(8_000_000)
        let package = try TreeKit.makePackage(&lab)
        let id = try TreeKit.makeJob(&lab, package) { $0.limitToSites = .none }
        while lab.images[0].requests.first(where: { $0.destination == 1 })?.status != .sending {
            try lab.run(until: lab.now + 1_000, world: world)
        }
        #expect(lab.images[0].requests.contains { $0.destination == 2 && $0.status == .none }, "one thread")
        try lab.perform(.cancelJob(site: id.site, id: id), who: "ADMIN")
        try lab.run(until: lab.now + TreeKit.hours(6), world: world)
        let image = lab.images[0]
        #expect(image.jobs[0].job.status == .cancelled)
        let toFirst = image.requests.filter { $0.destination == 1 && $0.job == 0 }
        #expect(toFirst.map(\.isCancel) == [false, true] && toFirst.allSatisfy { $0.status == .ok })
        // What was not begun is taken back, and nobody has to be told there.
        let toSecond = image.requests.filter { $0.destination == 2 && $0.job == 0 }
        #expect(toSecond.map(\.status) == [.cancelled])
        #expect(lab.images[2].jobs.isEmpty)
        #expect(lab.images[1].jobs[0].job.cancelStatus == .complete)
    }

    /// A Sender with one thread.
    private func one(_ kind: SenderKind) -> SenderDefinition {
        var sender = SenderDefinition(kind: kind)
        sender.maximumSendings = 1
        return sender
    }

    @Test func `what a Sender gave back is queued still, and a cancel takes it back`() throws {
        // 3.8: the cancel record goes into send requests that are still queued; the site that is away is not waited for.
        var lab = Emulation(
            try star(["S01"]) { $0.sites[1].servers[0].online = false })
        let package = try TreeKit.makePackage(&lab)
        let id = try TreeKit.makeJob(&lab, package) { $0.machinePath = "S01|*|*" }
        while lab.images[0].requests.first?.sender != nil || lab.images[0].requests.isEmpty {
            try lab.run(until: lab.now + 1_000, world: TableWorld())
        }
        #expect(lab.images[0].requests[0].status == .error)
        try lab.perform(.cancelJob(site: id.site, id: id), who: "ADMIN")
        try lab.pass(TreeKit.minutes(12))
        #expect(lab.images[0].jobs[0].job.status == .cancelled)
        #expect(lab.images[0].requests.filter { $0.systemJob == 0 }.map(\.status) == [.cancelled])
        #expect(lab.images[0].openRequests.allSatisfy { lab.images[0].requests[Int($0)].job == noHandle })
        // It comes back, and gets nothing.
        lab.definition.sites[1].servers[0].online = true
        try lab.pass(TreeKit.hours(24))
        #expect(lab.images[1].jobs.allSatisfy { $0.origin != 0 })
    }

    @Test func `a job that expired on its way is written, and nobody runs it`() throws {
        // 3.9 and Q152229: 1.2 keeps the last status of the row, so that the job stays Active.
        var lab = Emulation(try star(["S01"]))
        link(&lab, true)
        let package = try TreeKit.makePackage(&lab)
        try TreeKit.makeJob(&lab, package) {
            $0.machinePath = "S01|*|*"
            $0.useExpireTime = true
            $0.expireTime = LocalTime(seconds: $0.activateTime.seconds + 86_400)
        }
        try lab.pass(TreeKit.hours(48))
        link(&lab, false)
        try lab.pass(TreeKit.hours(72))
        #expect(lab.images[0].requests[0].status == .ok)
        #expect(lab.images[1].jobs[0].hasOffers)
        #expect(try lab.records().allSatisfy { $0.code != .pcmStarted })
        #expect(LabKit.rows(lab) == [.none])
        #expect(lab.images[0].jobs[0].job.status == .active)
        #expect(lab.images[0].jobs[0].job.sendingStatus == .complete)
    }

    @Test func `the hundredth try at a site below is the last, and the site above hears of it`() throws {
        // RG S3D3C, Q140374: 100 tries, 120 minutes apart at Fast (5.1), so 198 hours between the first and the last.
        var lab = Emulation(
            try star(["S01"]) {
                $0.sites[1].servers.append(ServerDefinition(name: "FULL", roles: [.distribution]))
            })
        let full = try #require(lab.images[1].serverIndex("FULL"))
        var server = lab.images[1].servers[full].definition
        server.online = false
        let code = lab.images[1].definition.code
        try lab.perform(.setServer(site: code, server: server), who: "A")
        let package = try TreeKit.makePackage(&lab)
        try TreeKit.makeJob(&lab, package) { $0.machinePath = "S01|*|*" }
        try lab.pass(TreeKit.hours(9 * 24))
        let tries = try lab.records().filter { $0.code == .instructionStarted && $0.site == 1 }
        #expect(tries.count == 100)
        let (first, last) = (try #require(tries.first), try #require(tries.last))
        #expect(last.instant - first.instant == TreeKit.hours(198))
        #expect(lab.images[1].events.filter { $0.number == 14 }.count == 1)
        #expect(lab.images[1].received.isEmpty, "nothing is tried again")
        #expect(lab.images[0].jobs[0].job.workingStatus == .failed)
        #expect(lab.images[0].jobs[0].job.status == .failed)
        // The server that could be served was: its clients have the offer.
        #expect(lab.images[1].jobs[0].hasOffers)
    }

    @Test func `a Sender's tries begin anew with each round, and a round ends with its number of retries`()
        throws
    {
        // Q214485: 5 tries a minute apart, back to the Scheduler, the next round 25 minutes after the last failure.
        var lab = Emulation(try star(["S01"], .rasAsync) { $0.sites[1].servers[0].online = false })
        let package = try TreeKit.makePackage(&lab)
        try TreeKit.makeJob(&lab, package) { $0.machinePath = "S01|*|*" }
        try lab.pass(TreeKit.hours(24))
        let failed = try records(lab, .sendFailed).filter { $0.b == 1 }
        #expect(failed.count > 100)
        for (place, record) in failed.enumerated() { #expect(record.value == Int64(place % 5) + 1) }
        let back = try records(lab, .sendGivenBack).filter { $0.b == 1 }
        #expect(back.count == failed.count / 5)
        for (round, record) in back.enumerated() where round * 5 + 5 < failed.count {
            #expect(record.value - record.instant == TreeKit.minutes(25))
            // At the Scheduler's next poll, five minutes at most, and 30 seconds to find out that nobody is there.
            let next = failed[round * 5 + 5].instant
            #expect(next - record.value <= TreeKit.minutes(5) + Sender.connectMilliseconds)
            #expect(next - record.value >= Sender.connectMilliseconds)
        }
    }

    @Test func `a request that is lost for seven days is not, when it got through an hour before`() throws {
        var lab = Emulation(try star(["S01"]))
        link(&lab, true)
        let package = try TreeKit.makePackage(&lab)
        try TreeKit.makeJob(&lab, package) { $0.machinePath = "S01|*|*" }
        try lab.pass(TreeKit.hours(7 * 24 - 1))
        #expect(lab.images[0].jobs[0].job.status == .retrying)
        link(&lab, false)
        try lab.pass(TreeKit.hours(1))
        #expect(lab.images[0].requests[0].status == .ok)
        try lab.pass(TreeKit.hours(24))
        #expect(lab.images[0].jobs[0].job.status == .complete)
        #expect(!lab.images[0].events.contains { $0.number == 21 })
    }

    @Test(arguments: [false, true])
    func
        `what Applications Manager sends to a site that is away is made anew each week, until it is forgotten`(
            isForgotten: Bool
        ) throws
    {
        // Q188055: Retrying for ever. A job of a user is given up after seven days all the same (Q214485).
        var lab = Emulation(try star(["S01"]))
        let package = try TreeKit.makePackage(&lab)
        try lab.pass(TreeKit.hours(1))
        let child = lab.images[1].definition.code
        let above = lab.images[0].definition.code
        try lab.perform(.removeSite(child), who: "A")
        var changed = lab.images[0].packages[0].package
        changed.comment = "another"
        try lab.perform(.updatePackage(site: above, package: changed), who: "A")
        try lab.pass(TreeKit.hours(24))
        #expect(lab.images[0].openSystemJobs.count == 1)
        if isForgotten { try lab.perform(.forgetSite(site: above, child: child), who: "A") }
        try lab.pass(TreeKit.hours(21 * 24))
        #expect(lab.images[0].openSystemJobs.count == (isForgotten ? 0 : 1))
        let given = lab.images[0].events.filter { $0.number == 21 }.map(\.instant)
        #expect(given.count == (isForgotten ? 1 : 3))
        for (one, next) in zip(given, given.dropFirst()) {
            #expect(next - one >= TreeKit.hours(7 * 24) && next - one < TreeKit.hours(7 * 24 + 1))
        }
        _ = package
    }
}
