public import Pipeline
import VirtualTime

/// When each signal will be given next, but for those of clients: for whoever asks many times while nothing happens.
public struct UpcomingSignals: Sendable {
    private struct Key: Hashable {
        var kind: SignalKind
        var site: UInt16
        var subject: UInt32?
    }

    private var instants: [Key: Int64] = [:]

    /// When a signal will be given, as it stands; nil: none waits.
    ///
    /// - Parameters:
    ///   - kind: Which signal, none of a client's.
    ///   - site: The site by number.
    ///   - subject: What it is about, or nil: anything.
    /// - Returns: The instant of the first, in milliseconds since 1970.
    public func first(_ kind: SignalKind, site: UInt16, about subject: UInt32? = nil) -> Int64? {
        instants[Key(kind: kind, site: site, subject: subject)]
    }

    /// Takes a signal behind all earlier ones.
    fileprivate mutating func add(_ signal: Signal, at instant: Int64) {
        for subject in [nil, signal.a] {
            let key = Key(kind: signal.kind, site: signal.site, subject: subject)
            if instants[key] == nil { instants[key] = instant }
        }
    }
}

extension Emulation {
    /// When a signal will be given, as it stands; nil: none waits.
    ///
    /// - Parameters:
    ///   - kind: Which signal, no poll of a client.
    ///   - site: The site by number.
    ///   - subject: What it is about, or nil: anything.
    /// - Returns: The instant of the first, in milliseconds since 1970.
    public func upcoming(_ kind: SignalKind, site: UInt16, about subject: UInt32? = nil) -> Int64? {
        let image = images[Int(site)]
        return queue.ordered {
            $0.kind == kind && $0.site == site && (subject == nil || subject == $0.a) && isUnderWay($0, image)
        }.first?.instant
    }

    /// When each signal will be given next, worked out in one walk through what waits.
    public func upcomingSignals() -> UpcomingSignals {
        var found = UpcomingSignals()
        for entry in queue.ordered(where: { !$0.kind.isOfClient && isUnderWay($0, images[Int($0.site)]) }) {
            found.add(entry.payload, at: entry.instant)
        }
        return found
    }
}

extension SignalKind {
    /// Whether one of a hundred thousand clients gave it.
    fileprivate var isOfClient: Bool {
        switch self {
        case .pcmPoll, .pcmEvaluate, .pcmCountdownEnded, .pcmRunEnded, .pcmUserRuns: true
        default: false
        }
    }
}
