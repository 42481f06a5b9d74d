import Emulation
import Pipeline

/// Keeps in words what components decide within one event.
final class StepWatcher: EventWatcher {
    /// One component that woke.
    struct Waking {
        /// Who.
        let component: Component
        /// At which site.
        let site: UInt16
        /// Why.
        let why: String
        /// What it wants.
        let effects: [String]
    }

    private let names: LabNames
    /// Whether events that change nothing are passed over, so that nobody asks for their words.
    private let isSparse: Bool
    /// What woke since the last `begin`.
    private(set) var wakings: [Waking] = []

    init(_ names: LabNames, isSparse: Bool) {
        self.names = names
        self.isSparse = isSparse
    }

    /// Forgets the event before.
    func begin() { wakings.removeAll(keepingCapacity: true) }

    func decided(
        _ signal: Signal, _ component: Component, _ effects: [Effect], _ image: SiteImage, at instant: Int64
    ) {
        if isSparse, effects.allSatisfy(Self.isIdle) { return }
        let here = StepNames(image: image, names: names)
        let words = EffectWords(names: here, now: instant)
        wakings.append(
            Waking(
                component: component, site: image.number, why: SignalWords(names: here).why(signal),
                effects: effects.map { words.words($0) }))
    }

    /// Whether an effect is one of a poll that finds nothing.
    private static func isIdle(_ effect: Effect) -> Bool {
        switch effect.kind {
        case .trace: TraceCode(rawValue: effect.code)?.isChange == false
        case .after: true
        default: false
        }
    }
}
