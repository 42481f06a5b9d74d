import Pipeline

/// Notes for each entry of the trace that changes something from which earlier entry it follows.
///
/// A signal was put into the queue while another one was handled, or by a command; whatever comes of it follows from the
/// last entry that was made there. Polls are put into the queue by polls and follow from nothing: what a poll finds is
/// told apart by what it is about. Entries are counted from the beginning of the run, whether they are kept or not.
final class CauseRecorder {
    /// Of an entry that follows from nothing that is known.
    static let none: Int64 = -1

    /// What was handled since it was taken last.
    private(set) var handlings: [Handling] = []
    /// The cause of each entry that was gathered since it was taken last.
    private(set) var causes: [Int64] = []
    /// How many entries were taken before.
    private var taken: Int64 = 0
    /// The cause of each signal that waits, by its sequence.
    private var waiting: [UInt64: Int64] = [:]
    /// What the signal at hand follows from.
    private var current = none
    /// How many entries there were when it began.
    private var first = 0

    /// The cause that a command is: they are counted from 0.
    static func command(_ number: Int) -> Int64 { -2 - Int64(number) }

    /// A signal is put into the queue.
    func pushed(_ sequence: UInt64, _ kind: SignalKind, _ count: Int) {
        let cause = count > first ? taken + Int64(count) - 1 : current
        if cause != Self.none, !kind.isPoll { waiting[sequence] = cause }
    }

    /// A signal is taken from the queue.
    func taken(_ order: UInt64) {
        current = waiting.removeValue(forKey: order & 0xFF_FFFF_FFFF_FFFF) ?? Self.none
    }

    /// A client's poll is taken.
    func takenPoll() { current = Self.none }

    /// A signal is given at once: it follows from the last entry that was made in this turn.
    func takenAtOnce(_ count: Int) {
        if count > first { current = taken + Int64(count) - 1 }
    }

    /// A signal is going to be handled.
    func begin(_ count: Int) { first = count }

    /// A signal was handled.
    func end(_ handling: Handling, _ count: Int) {
        settle(count)
        handlings.append(handling.with(entries: count - first))
    }

    /// A command is going to be carried out.
    func begin(command number: Int, _ count: Int) {
        current = Self.command(number)
        first = count
    }

    private func settle(_ count: Int) {
        while causes.count < count { causes.append(current) }
    }

    /// Gives what was noted, and forgets it.
    func take() -> (handlings: [Handling], causes: [Int64]) {
        defer {
            taken += Int64(causes.count)
            first = 0
            handlings.removeAll(keepingCapacity: true)
            causes.removeAll(keepingCapacity: true)
        }
        return (handlings, causes)
    }
}

extension SignalKind {
    /// Whether it comes back again and again by itself, so that it follows from nothing.
    var isPoll: Bool {
        switch self {
        case .schedulerPoll, .senderPoll, .despoolerPoll, .maintenancePoll, .siteReporterPoll,
            .applicationsPoll, .hierarchyPoll, .siteConfigurationWatchdog, .alerterPoll, .pcmPoll:
            true
        default: false
        }
    }
}
