import Emulation
import Pipeline
import SiteModel
import Testing

/// Events one at a time: whichever way a lab goes, it comes to the same.
@Suite struct StepTests {
    /// A lab in which many clients poll within one second, which is one instant.
    static func crowd() throws -> Emulation {
        var definition = try LabKit.definition(clients: 900)
        definition.sites[0].pcmPollingMinutes = 5
        return try LabKit.started(definition)
    }

    /// Goes on from a snapshot, as another process would.
    static func reopened(_ lab: consuming Emulation, _ kept: inout [String: [UInt8]]) throws -> Emulation {
        let open = lab.trace.open
        let snapshot = try lab.takeSnapshot()
        for page in snapshot.pages { kept["\(page.name) \(page.page)"] = page.bytes }
        let pages = kept
        return try Emulation.restore(
            core: snapshot.core, definition: lab.definition, openSegment: open
        ) { name in
            pages.filter { $0.key.hasPrefix(name + " ") }.map { key, bytes in
                (Int(key.dropFirst(name.count + 1)) ?? 0, bytes)
            }.sorted { $0.0 < $1.0 }
        }
    }

    @Test func `stepping through a run is the run`() throws {
        var one = try Self.crowd()
        var other = try Self.crowd()
        let end = one.start + 2 * 3_600_000
        try one.run(until: end, world: TableWorld())
        var steps = 0
        let world = TableWorld()
        while try other.step(before: end, world: world) { steps += 1 }
        let isWithin = other.isWithinInstant
        #expect(isWithin && other.now < end)
        try other.run(until: end, world: world)
        let isStillWithin = other.isWithinInstant
        #expect(!isStillWithin && other.now == end)
        // What follows at once belongs to an event, so that there are fewer steps than signals.
        #expect(steps > 20_000 && Int64(steps) < other.handled)
        #expect(one.handled == other.handled && one.trace.digest == other.trace.digest)
        let (first, second) = (try one.takeSnapshot(), try other.takeSnapshot())
        #expect(first.core == second.core && first.pages == second.pages)
    }

    @Test func `a lab that is reopened between two events of an instant goes on there`() throws {
        var one = try Self.crowd()
        let end = one.start + 20 * 60_000
        try one.run(until: end, world: TableWorld())
        for stride in [1, 2, 3, 7] {
            var other = try Self.crowd()
            let world = TableWorld()
            var kept: [String: [UInt8]] = [:]
            var within = 0
            // Every event of two minutes of polls, of which many have a second in common.
            for number in 0..<360 {
                let before = other.now
                guard try other.step(before: end, world: world) else { break }
                if other.now == before { within += 1 }
                guard number % stride == 0 else { continue }
                let next = other.nextSignal()
                other = try Self.reopened(other, &kept)
                let isWithin = other.isWithinInstant
                let still = other.nextSignal()
                #expect(isWithin && still?.signal == next?.signal)
            }
            #expect(within > 50, "several events share an instant")
            try other.run(until: end, world: world)
            #expect(other.trace.digest == one.trace.digest && other.trace.count == one.trace.count)
            #expect(other.handled == one.handled)
        }
    }

    @Test func `an exact place is reached by its instant and the number of events`() throws {
        var steps = try Self.crowd()
        for _ in 0..<200 { try steps.step(world: TableWorld()) }
        var again = try Self.crowd()
        try again.run(until: steps.now, handled: steps.handled, world: TableWorld())
        #expect(again.handled == steps.handled && again.trace.digest == steps.trace.digest)
        let isWithin = again.isWithinInstant
        #expect(isWithin)
        let (first, second) = (try steps.takeSnapshot(), try again.takeSnapshot())
        #expect(first.core == second.core)
        // Further than the instant has events it does not go.
        var far = try Self.crowd()
        try far.run(until: steps.now, handled: .max, world: TableWorld())
        #expect(far.now == steps.now)
    }

    @Test func `waiting for an entry stops right behind its event`() throws {
        var whole = try Self.crowd()
        whole.setGathers(true)
        let end = whole.start + 3_600_000
        try whole.run(until: end, world: TableWorld())
        let wanted = try #require(whole.trace.gathered.first { $0.code == .pcmStarted })
        var lab = try Self.crowd()
        lab.setGathers(true)
        let world = TableWorld()
        let isMet = try lab.run(until: end, world: world) { records in
            records.contains { $0.code == .pcmStarted }
        }
        let isWithin = lab.isWithinInstant
        #expect(isMet && isWithin && lab.now == wanted.instant)
        #expect(lab.trace.gathered.last { $0.code == .pcmStarted } == wanted)
        // Nothing of a later event is there yet.
        let count = lab.trace.gathered.count
        #expect(Array(whole.trace.gathered.prefix(count)) == lab.trace.gathered)
        let isMetAgain = try lab.run(until: end, world: world) { _ in false }
        #expect(!isMetAgain)
        #expect(lab.trace.digest == whole.trace.digest)
    }

    @Test func `a watcher sees each component and all that it decides`() throws {
        final class Watcher: EventWatcher {
            var seen: [(Component, SignalKind, [EffectKind])] = []
            func decided(
                _ signal: Signal, _ component: Component, _ effects: [Effect], _ image: SiteImage,
                at instant: Int64
            ) { seen.append((component, signal.kind, effects.map(\.kind))) }
        }
        var lab = try LabKit.started(try LabKit.definition())
        let watcher = Watcher()
        while !watcher.seen.contains(where: { $0.1 == .schedulerPoll }) {
            watcher.seen = []
            try lab.step(world: TableWorld(), watcher: watcher)
        }
        // RG S3D3C: the job becomes due, its lists are built, its source is looked at.
        #expect(watcher.seen.map(\.1) == [.schedulerPoll, .listsBuilt, .sourceInspected])
        #expect(watcher.seen.allSatisfy { $0.0 == .scheduler })
        #expect(watcher.seen[0].2.contains(.buildLists) && watcher.seen[1].2.contains(.setJobStatus))
    }
}
