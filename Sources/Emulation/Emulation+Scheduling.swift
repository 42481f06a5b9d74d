import Pipeline
import SiteModel
import VirtualTime

// What is put into the queue, and when components and clients poll first.

extension Emulation {
    /// The components that poll once in each cycle.
    static let pollingSignals: [SignalKind] = [
        .schedulerPoll, .despoolerPoll, .maintenancePoll, .siteReporterPoll, .applicationsPoll,
    ]

    /// A component's first poll: its own moment of the cycle, in whole seconds.
    func firstPoll(_ kind: SignalKind, site: UInt16) -> Int64 {
        let interval = images[Int(site)].pollMilliseconds
        if definition.phases == .aligned { return now }
        let seconds = SeededGenerator.draw(
            seed: definition.seed, stream: UInt64(kind.rawValue) << 16 | UInt64(site), index: 0,
            below: interval / 1_000)
        return now + seconds * 1_000
    }

    /// Schedules the polls of a site's clients from a place on.
    mutating func pushPolls(site: Int, from first: Int) {
        for client in first..<clients[site].nextPoll.count {
            var instant = clients[site].nextPoll[client]
            if instant < 0 { continue }
            if instant < now {
                // A client that is added later begins at its next poll.
                let interval = clients[site].interval(of: client, images[site])
                instant += (now - instant + interval - 1) / interval * interval
                clients[site].nextPoll[client] = instant
            }
            pushPoll(site: site, client: client, at: instant)
        }
    }

    /// A queue in which clients' polls are the ticks.
    static func emptyQueue(_ start: Int64) -> EventQueue<Signal> {
        EventQueue(start: start, tickOrder: Signal(.pcmPoll, site: 0).priority << 56)
    }

    /// A client's poll has the client as its sequence, so that it needs no place in a snapshot, and eight bytes are enough.
    @inline(__always)
    mutating func pushPoll(site: Int, client: Int, at instant: Int64) {
        queue.pushTick(
            at: instant, tag: UInt64(truncatingIfNeeded: site) << 32 | UInt64(truncatingIfNeeded: client),
            Signal(.pcmPoll, site: UInt16(truncatingIfNeeded: site), UInt32(truncatingIfNeeded: client)))
    }

    @inline(__always)
    mutating func push(_ signal: Signal, at instant: Int64) {
        assert(instant >= now, "nothing may happen in the past: \(signal) at \(instant), now \(now)")
        queue.push(
            EventQueue.Entry(instant: instant, order: signal.priority << 56 | sequence, payload: signal))
        if let causes { causes.pushed(sequence, signal.kind, trace.gathered.count) }
        sequence &+= 1
    }
}
