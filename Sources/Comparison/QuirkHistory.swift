import Emulation
public import Pipeline
public import SiteModel

/// Which quirks a lab shows from when on: those of the lab file, and those of each release that was put on it since.
public struct QuirkHistory: Sendable {
    /// A quirk that two labs have switched differently.
    public struct Contrast: Sendable {
        /// The quirk.
        public let quirk: Quirk
        /// From when on, in milliseconds since 1970; nil: from the beginning.
        public let instant: Int64?
        /// Whether A shows it then; B does the opposite.
        public let isOnInA: Bool
    }

    private var periods: [(instant: Int64, switched: Switched)] = []
    private let start: Int64

    /// A release with the quirks that are switched by hand.
    struct Switched {
        var release: Release
        var overrides: [String: Bool]

        init(_ release: Release, _ overrides: [String: Bool]) {
            self.release = release
            self.overrides = overrides
        }

        var set: QuirkSet { QuirkSet(release: release, overrides: overrides) }
    }

    /// Makes the history of a lab.
    ///
    /// - Parameters:
    ///   - start: Its first instant, in milliseconds since 1970.
    ///   - definition: What it begins with.
    ///   - changes: The releases that were put on it by commands, in order.
    public init(
        start: Int64, _ definition: LabDefinition,
        changes: [(instant: Int64, release: Release, quirks: [String: Bool])]
    ) {
        self.start = start
        periods.append((start, Switched(definition.release, definition.quirks)))
        for change in changes { periods.append((change.instant, Switched(change.release, change.quirks))) }
    }

    /// Reads a play.
    init(_ play: Play) {
        var changes: [(instant: Int64, release: Release, quirks: [String: Bool])] = []
        var now = play.start
        for step in play.steps {
            switch step {
            case .run(let until, _): now = until
            case .command(.setRelease(let release, let quirks), _, _):
                changes.append((now, release, quirks))
            case .command: continue
            }
        }
        self.init(start: play.start, play.definition, changes: changes)
    }

    /// When releases were put on it.
    var changes: Set<Int64> { Set(periods.dropFirst().map(\.instant)) }

    /// What is in force behind an instant: milliseconds since 1970 by the lab's own clock.
    func inForce(at instant: Int64) -> Switched {
        (periods.last { $0.instant <= instant } ?? periods[0]).switched
    }

    /// Every quirk that two labs show differently at some time, with the first such time.
    ///
    /// Times are those of A; B's are taken back by as much as it begins later.
    public static func contrasts(_ a: QuirkHistory, _ b: QuirkHistory) -> [Contrast] {
        let shift = b.start - a.start
        let instants = Set(a.periods.map(\.instant)).union(b.periods.map { $0.instant - shift }).sorted()
        var seen: Set<String> = []
        var found: [Contrast] = []
        for instant in instants {
            let (ours, theirs) = (a.inForce(at: instant).set, b.inForce(at: instant + shift).set)
            for quirk in Quirk.all where ours.contains(quirk) != theirs.contains(quirk) {
                guard seen.insert(quirk.name).inserted else { continue }
                let isOnInA = ours.contains(quirk)
                // A release that is put on a lab at its first instant is one of the beginning.
                found.append(
                    Contrast(quirk: quirk, instant: instant == a.start ? nil : instant, isOnInA: isOnInA))
            }
        }
        return found
    }
}
