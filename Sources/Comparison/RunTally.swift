public import Pipeline

/// What happened in a run, counted: the phases of each job with their times, and events.
///
/// It is kept for what both runs begin with as well, of which the entries are not.
public struct RunTally: Sendable {
    /// A phase of a job at a site.
    public struct PhaseKey: Hashable, Sendable {
        /// The job as the trace numbers it.
        public let job: UInt32
        /// The site by its number.
        public let site: UInt16
        /// The phase.
        public let phase: JobPhase
    }

    /// When a phase was seen.
    public struct Times: Equatable, Sendable {
        /// The first time, in milliseconds since 1970.
        public var first: Int64
        /// The last time.
        public var last: Int64
        /// How often.
        public var count: Int
    }

    /// An event of a component at a site.
    public struct EventKey: Hashable, Sendable {
        /// Its number.
        public let number: Int64
        /// The component by its number.
        public let component: UInt32
        /// The site by its number.
        public let site: UInt16
    }

    /// The phases, as far as both runs go.
    public private(set) var phases: [PhaseKey: Times] = [:]
    /// The instants of events, up to the end of the run.
    public private(set) var events: [EventKey: [Int64]] = [:]
    /// The statuses of each job at the site that made it: when, and packed; by site and number.
    public private(set) var statuses: [PhaseKey: [(instant: Int64, status: UInt32)]] = [:]

    /// Behind this instant no phase is counted: there is nothing to compare it with.
    private let end: Int64

    /// Counts nothing yet.
    ///
    /// - Parameter end: Up to when phases are counted, in milliseconds since 1970.
    public init(until end: Int64) { self.end = end }

    /// Counts an entry.
    public mutating func add(_ record: TraceRecord) {
        if record.code == .eventRaised {
            let key = EventKey(number: record.value, component: record.b, site: record.site)
            events[key, default: []].append(record.instant)
            return
        }
        let job = record.code.aIsJob ? record.a : record.code.bIsJob ? record.b : 0
        guard job != 0, let phase = JobPhase(record) else { return }
        if phase == .status {
            let key = PhaseKey(job: job, site: record.site, phase: phase)
            statuses[key, default: []].append((record.instant, record.b))
            return
        }
        guard record.instant <= end else { return }
        let key = PhaseKey(job: job, site: record.site, phase: phase)
        var times = phases[key] ?? Times(first: record.instant, last: record.instant, count: 0)
        times.last = record.instant
        times.count += 1
        phases[key] = times
    }
}
