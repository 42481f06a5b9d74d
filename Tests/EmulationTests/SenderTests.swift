import Pipeline
import SiteModel
import TestKit
import Testing

@testable import Emulation

/// Senders and their outboxes: capacity, schedules, priorities, lost links, retries (Q163379, Q214485, Q123221).
@Suite struct SenderTests {
    /// CEN with a child for each code, over links of some speed.
    private func star(
        _ codes: [String], _ sender: SenderKind = .lan, bitsPerSecond: Int64? = nil
    ) throws -> LabDefinition {
        var lab = LabDefinition(name: "star")
        lab.fidelity = .modelled
        lab.trace = .full
        lab.phases = .aligned
        lab.sites = [
            try TreeKit.site(
                "CEN", clients: 0,
                addresses: codes.map { try TreeKit.address($0, sender, bitsPerSecond: bitsPerSecond) })
        ]
        for code in codes {
            lab.sites.append(
                try TreeKit.site(
                    code, parent: "CEN", clients: 1,
                    addresses: [try TreeKit.address("CEN", sender, bitsPerSecond: bitsPerSecond)]))
        }
        return lab
    }

    private func startedAt(_ lab: borrowing Emulation) throws -> [Int64] {
        try lab.records().filter { $0.code == .sendStarted && $0.site == 0 }.map { $0.instant }
    }

    @Test func `a LAN Sender has five threads over all sites and three to one`() throws {
        // 180,000 declared bytes at 64,000 bit/s take 22 s: all requests are there before the first ends.
        var lab = Emulation(
            try star(["S01", "S02", "S03", "S04", "S05", "S06", "S07"], .lan, bitsPerSecond: 64_000))
        let package = try TreeKit.makePackage(&lab)
        try TreeKit.makeJob(&lab, package)
        try lab.pass(TreeKit.hours(1))
        let first = try startedAt(lab)
        #expect(first.filter { $0 == first[0] }.count == 5, "Maximum Concurrent Sendings (Q163379)")

        var one = Emulation(try star(["S01"], .lan, bitsPerSecond: 64_000))
        for _ in 0..<4 {
            let package = try TreeKit.makePackage(&one)
            try TreeKit.makeJob(&one, package)
        }
        try one.pass(TreeKit.hours(1))
        let records = try one.records()
        var running = 0
        var most = 0
        for record in records where record.site == 0 {
            if record.code == .sendStarted { running += 1 }
            if record.code == .sendEnded { running -= 1 }
            most = max(most, running)
        }
        #expect(most == 3, "Maximum Concurrent Site Sendings (Q163379)")
    }

    @Test func `with a maximum of 0 nothing is sent`() throws {
        var definition = try star(["S01"])
        var sender = SenderDefinition(kind: .lan)
        sender.maximumSendings = 0
        definition.sites[0].senders = [sender]
        var lab = Emulation(definition)
        let package = try TreeKit.makePackage(&lab)
        try TreeKit.makeJob(&lab, package)
        try lab.pass(TreeKit.hours(24))
        #expect(try startedAt(lab).isEmpty)
        #expect(lab.images[0].jobs[0].job.sendingStatus == .pending)
    }

    @Test(arguments: [
        // Q214485: now + 15 min heartbeat + retry delay x retries x 2; the printed result has a heartbeat of 45.
        (SenderKind.rasISDN, RescheduleRule.formula, 5, 25), (.rasISDN, .printed, 5, 55),
        (.lan, .formula, 2, 19),
    ])
    func `a dead site is tried by the Sender, given back, and tried for seven days`(
        kind: SenderKind, rule: RescheduleRule, tries: Int, wait: Int64
    ) throws {
        var definition = try star(["S01"], kind)
        definition.reschedule = rule
        definition.sites[1].servers[0].online = false
        var lab = Emulation(definition)
        let package = try TreeKit.makePackage(&lab)
        try TreeKit.makeJob(&lab, package)
        try lab.pass(TreeKit.hours(2))
        let failed = try lab.records().filter { $0.code == .sendFailed && $0.site == 0 && $0.b == 1 }
        let back = try #require(
            try lab.records().first { $0.code == .sendGivenBack && $0.site == 0 && $0.b == 1 })
        #expect(failed.prefix { $0.instant <= back.instant }.count == tries)
        #expect(back.value - back.instant == TreeKit.minutes(wait))
        #expect(lab.images[0].jobs[0].job.status == .retrying)
        // Event 251 or 252 stands as long as the site is away: once, not at each try.
        let number: Int64 = kind == .lan ? 251 : 252
        #expect(lab.images[0].events.filter { $0.number == number }.count == 1)
        try lab.pass(7 * TreeKit.hours(24))
        #expect(lab.images[0].jobs[0].job.status == .failed)
        #expect(lab.images[0].events.contains { $0.number == 21 && $0.job == 0 })
    }

    @Test func `a lost link keeps whole packets, and sending goes on behind them`() throws {
        // 10 Mbit/s: packets of 262,144 bytes (Q136032). 180,000 x 100 bytes take 14.4 s.
        var definition = try star(["S01"])
        definition.sites[0].compression.ratioPercent = 100
        var lab = Emulation(definition)
        let package = try TreeKit.makePackage(&lab)
        try TreeKit.makeJob(&lab, package)
        let world = TableWorld([SourceManifest(files: [SourceFile(path: "A.EXE", size: 18_000_000)])])
        while try startedAt(lab).isEmpty { try lab.run(until: lab.now + 1_000, world: world) }
        let begin = try startedAt(lab)[0]
        // A second of overhead, then five seconds of 1,250,000 bytes.
        try lab.run(until: begin + 6_000, world: world)
        lab.setFault(.link(definition.sites[0].code, definition.sites[1].code), isDown: true)
        try lab.run(until: lab.now + 1_000, world: world)
        let request = lab.images[0].requests[0]
        let confirmed = request.bytes - request.bytesLeft
        #expect(confirmed == 6_250_000 / 262_144 * 262_144)
        #expect(request.status == .error)
        lab.setFault(.link(definition.sites[0].code, definition.sites[1].code), isDown: false)
        try lab.run(until: lab.now + TreeKit.hours(1), world: world)
        #expect(lab.images[0].requests[0].status == .ok)
        let second = try lab.records().filter { $0.code == .sendStarted && $0.site == 0 && $0.a == 0 }
        #expect(second.count == 2 && second[1].value == request.bytesLeft, "from the sync point on (Q123221)")
    }

    @Test(arguments: [
        (Release.v11, [String: Bool](), Int64(262_144)), (Release.v12, [:], Int64(36_000)),
        (Release.sp4, ["packet-too-big": true], Int64(262_144)),
    ])
    func `before 1 2 a slow line got the largest packet, so that a lost link lost more`(
        release: Release, quirks: [String: Bool], packet: Int64
    ) throws {
        // packet-too-big, Q136032: 300 s of 28,800 bit/s would be 1,080,000 bytes, above the cap.
        var definition = try star(["S01"], .rasAsync)
        definition.release = release
        definition.quirks = quirks
        definition.sites[0].compression.ratioPercent = 100
        var lab = Emulation(definition)
        let package = try TreeKit.makePackage(&lab)
        try TreeKit.makeJob(&lab, package)
        let world = TableWorld([SourceManifest(files: [SourceFile(path: "A.EXE", size: 9_000_000)])])
        while try startedAt(lab).isEmpty { try lab.run(until: lab.now + 1_000, world: world) }
        // 3,600 bytes a second for 100 seconds.
        try lab.run(until: try startedAt(lab)[0] + 101_000, world: world)
        lab.setFault(.link(definition.sites[0].code, definition.sites[1].code), isDown: true)
        try lab.run(until: lab.now + 1_000, world: world)
        let request = lab.images[0].requests[0]
        #expect(request.bytes - request.bytesLeft == 360_000 / packet * packet)
    }

    @Test func `an outbox lets jobs go when its schedule does`() throws {
        var definition = try star(["S01"])
        // Monday 1997-04-21; open from 18 to 24 for all, from 0 to 18 for High only.
        var sender = SenderDefinition(kind: .lan)
        for day in 0...6 { sender.schedule.set(day: day, 0..<18, to: .high) }
        definition.sites[0].senders = [sender]
        var lab = Emulation(definition)
        let package = try TreeKit.makePackage(&lab)
        try TreeKit.makeJob(&lab, package)
        try lab.pass(TreeKit.hours(9))
        #expect(try startedAt(lab).isEmpty)
        try TreeKit.makeJob(&lab, package) { $0.priority = .high }
        try lab.pass(TreeKit.minutes(30))
        #expect(try startedAt(lab).count == 1, "the High one")
        try lab.pass(TreeKit.hours(1))
        // 08:00 + 10 h: the very second at which it opens.
        let second = try #require(try startedAt(lab).dropFirst().first)
        #expect(second == lab.start + TreeKit.hours(10))
    }

    @Test func `of two outboxes the one that opens first is taken`() throws {
        var definition = try star(["S01"])
        definition.sites[0].addresses.append(try TreeKit.address("S01", .rasISDN))
        var sender = SenderDefinition(kind: .lan)
        for day in 0...6 { sender.schedule.set(day: day, 0..<24, to: .none) }
        definition.sites[0].senders = [sender]
        var lab = Emulation(definition)
        let package = try TreeKit.makePackage(&lab)
        try TreeKit.makeJob(&lab, package)
        try lab.pass(TreeKit.hours(1))
        #expect(lab.images[0].requests[0].sender == .rasISDN)
        #expect(lab.images[0].requests[0].status == .ok)
    }

    @Test func `a High request suspends a lower one, which resumes behind its sync point`() throws {
        // One line: the second has to wait or to take it over.
        var definition = try star(["S01", "S02"], .rasISDN, bitsPerSecond: 64_000)
        definition.sites[0].compression.ratioPercent = 100
        var lab = Emulation(definition)
        let world = TableWorld([SourceManifest(files: [SourceFile(path: "A.EXE", size: 40_000_000)])])
        let low = try TreeKit.makePackage(&lab)
        try TreeKit.makeJob(&lab, low) {
            $0.priority = .low
            $0.machinePath = "S01|*|*"
        }
        try lab.run(until: lab.now + TreeKit.minutes(30), world: world)
        #expect(lab.images[0].requests[0].status == .sending)
        let high = try TreeKit.makePackage(&lab)
        try TreeKit.makeJob(&lab, high) {
            $0.priority = .high
            $0.machinePath = "S02|*|*"
        }
        while lab.images[0].requests[0].status == .sending {
            try lab.run(until: lab.now + 1_000, world: TableWorld())
        }
        #expect(lab.images[0].requests[0].status == .suspended)
        let left = lab.images[0].requests[0].bytesLeft
        let packet: Int64 = 80_000
        #expect(
            left > 0 && (40_002_048 - left) % packet == 0, "whole packets of ten seconds of 64,000 bit/s")
        #expect(lab.images[0].events.contains { $0.number == 304 })
        try lab.run(until: lab.now + TreeKit.hours(4), world: world)
        #expect(lab.images[0].requests.filter { $0.systemJob == 0 }.allSatisfy { $0.status == .ok })
    }

    /// RG: a High request suspends a lower one; what is full is the site, not the Sender.
    @Test func `a High request takes over from one to the same site where that site is full`() throws {
        var definition = try star(["S01", "S02"], .lan, bitsPerSecond: 64_000)
        definition.sites[0].compression.ratioPercent = 100
        var sender = SenderDefinition(kind: .lan)
        sender.maximumSendings = 5
        sender.maximumSiteSendings = 1
        definition.sites[0].senders = [sender]
        var lab = Emulation(definition)
        let world = TableWorld([SourceManifest(files: [SourceFile(path: "A.EXE", size: 40_000_000)])])
        let big = try TreeKit.makePackage(&lab)
        for path in ["S01|*|*", "S02|*|*"] {
            try TreeKit.makeJob(&lab, big) { $0.machinePath = path }
        }
        try lab.run(until: lab.now + TreeKit.minutes(30), world: world)
        #expect(lab.images[0].requests.prefix(2).allSatisfy { $0.status == .sending })
        try TreeKit.makeJob(&lab, big) {
            $0.priority = .high
            $0.machinePath = "S02|*|*"
        }
        try lab.run(until: lab.now + TreeKit.minutes(15), world: world)
        // The one to the other site has nothing to do with it.
        #expect(lab.images[0].requests.prefix(2).map(\.status) == [.sending, .suspended])
        #expect(lab.images[0].requests.filter { $0.priority == .high }.map(\.status) == [.sending])
        #expect(lab.images[0].events.filter { $0.number == 304 }.count == 1)
    }

    @Test func `a percentage makes a link slower by as much`() throws {
        func duration(_ percent: Int) throws -> Int64 {
            var definition = try star(["S01"], .lan, bitsPerSecond: 80_000)
            definition.sites[0].addresses[0].percent = percent
            var lab = Emulation(definition)
            let package = try TreeKit.makePackage(&lab)
            try TreeKit.makeJob(&lab, package)
            try lab.pass(TreeKit.hours(2))
            let begin = try #require(try lab.records().first { $0.code == .sendStarted && $0.site == 0 })
            let end = try #require(try lab.records().first { $0.code == .sendEnded && $0.site == 0 })
            return end.instant - begin.instant - 1_000
        }
        // 180,000 + 2,048 bytes at 10,000 bytes a second.
        #expect(try duration(100) == 18_205)
        #expect(try duration(50) == 36_410)
    }

    @Test func `hourly limits stop a transfer and let it go on`() throws {
        var definition = try star(["S01"], .lan, bitsPerSecond: 8_000)
        var sender = SenderDefinition(kind: .lan)
        // 1,000 bytes a second until nine, nothing until noon, then all again: 182,048 bytes from 08:00 are through.
        sender.hourlyPercent = (0..<24).map { (9..<12).contains($0) ? 0 : 100 }
        definition.sites[0].senders = [sender]
        definition.sites[0].compression.ratioPercent = 100
        var lab = Emulation(definition)
        let package = try TreeKit.makePackage(&lab)
        try TreeKit.makeJob(&lab, package)
        // 4,500,000 + 2,048 bytes: an hour's worth is 3,600,000.
        let world = TableWorld([SourceManifest(files: [SourceFile(path: "A.EXE", size: 4_500_000)])])
        try lab.run(until: lab.now + TreeKit.hours(8), world: world)
        let begin = try #require(try lab.records().first { $0.code == .sendStarted && $0.site == 0 })
        let end = try #require(try lab.records().first { $0.code == .sendEnded && $0.site == 0 && $0.a == 0 })
        let beforeNine = lab.start + TreeKit.hours(1) - begin.instant - 1_000
        #expect(end.instant == lab.start + TreeKit.hours(4) + 4_502_048 - beforeNine)
    }
}
