/// What Senders carried from site to site, for whoever measures a run; no part of a lab's state.
package struct LinkTally: Sendable {
    /// One way of a link, by the numbers of its sites.
    package struct Way: Hashable, Sendable {
        /// The site that sends.
        package var from: UInt16
        /// The next site on the way.
        package var to: UInt16
    }

    /// What went one way.
    package struct Load: Sendable {
        /// Bytes of requests that arrived.
        package var bytes: Int64 = 0
        /// How many requests arrived.
        package var requests: Int64 = 0
    }

    private var loads: [Way: Load] = [:]

    /// Nothing was carried yet.
    package init() {}

    /// Notes a request that arrived.
    mutating func add(from: UInt16, to: UInt16, bytes: Int64) {
        var load = loads[Way(from: from, to: to)] ?? Load()
        load.bytes = load.bytes.addingReportingOverflow(bytes).partialValue
        load.requests += 1
        loads[Way(from: from, to: to)] = load
    }

    /// Each way that something went, by the numbers of its sites.
    package var ways: [(way: Way, load: Load)] {
        loads.sorted { ($0.key.from, $0.key.to) < ($1.key.from, $1.key.to) }.map {
            (way: $0.key, load: $0.value)
        }
    }
}
