public import Pipeline
import VirtualTime

/// That a component handled a signal, or that a command took effect: what two runs of one lab have in common, one by one,
/// until something differs.
public struct Handling: Equatable, Sendable {
    /// When, in milliseconds since 1970.
    public let instant: Int64
    /// The signal; nil for a command.
    public let signal: Signal?
    /// Who handled it.
    public let component: Component
    /// A digest of everything that was asked for, seen in the trace or not.
    public let digest: UInt64
    /// How many entries of the trace that change something came of it.
    public private(set) var entries = 0

    init(_ signal: Signal, _ component: Component, at instant: Int64, _ effects: borrowing EffectBuffer) {
        var digest = RollingDigest()
        for place in 0..<effects.count {
            let effect = effects[place]
            digest.add(UInt64(effect.kind.rawValue) << 8 | UInt64(effect.code))
            digest.add(UInt64(effect.a) << 32 | UInt64(effect.b))
            digest.add(UInt64(bitPattern: effect.value))
        }
        self.instant = instant
        self.signal = signal
        self.component = component
        self.digest = digest.high
    }

    /// A command, known by the digest of what it says.
    init(command digest: UInt64, at instant: Int64) {
        self.instant = instant
        signal = nil
        component = .administrator
        self.digest = digest
    }

    /// The same with the number of its entries.
    func with(entries: Int) -> Handling {
        var copy = self
        copy.entries = entries
        return copy
    }
}
