import Emulation
public import Pipeline

/// The first effect in which two runs differ.
public struct FirstEffect: Sendable {
    /// When, by A's clock, in milliseconds since 1970.
    public let instant: Int64
    /// The site by its number in A.
    public let site: Int64
    /// Who did otherwise.
    public let component: Component
    /// The signal that was handled otherwise, where one is known.
    public let signal: Signal?
    /// The entries of A that differ there.
    public let a: [TraceRecord]
    /// The entries of B that differ there.
    public let b: [TraceRecord]
    /// Whether the trace shows it there.
    public var isVisible: Bool { !a.isEmpty || !b.isEmpty }

    /// The first effect of all; nil where nothing differs.
    static func first(of comparison: TraceComparison) -> FirstEffect? {
        let first = comparison.differences.first
        if let divergence = comparison.divergence, let handling = divergence.earlier,
            let signal = handling.signal, signal.kind != .faultChanged,
            handling.instant <= first?.instant ?? .max
        {
            let differing = comparison.differences.prefix { $0.instant == handling.instant }
            let places = (a: Set(differing.compactMap(\.a)), b: Set(differing.compactMap(\.b)))
            func shown(_ side: RunSide, _ places: Set<Int>, _ ordinal: Int64) -> [Int] {
                side.entries.indices.prefix { side.entries[$0].record.instant <= handling.instant }
                    .filter { side.entries[$0].handling == ordinal && places.contains($0) }
            }
            var (ours, theirs) = (
                shown(comparison.a, places.a, divergence.ordinal),
                shown(comparison.b, places.b, divergence.ordinalOfB)
            )
            // What the other did as well, only later.
            for difference in differing {
                guard let left = difference.a, let right = difference.b,
                    ours.contains(left) != theirs.contains(right)
                else { continue }
                if ours.contains(left) { theirs.append(right) } else { ours.append(left) }
            }
            return FirstEffect(
                instant: handling.instant, site: Int64(signal.site), component: handling.component,
                signal: signal, a: ours.map { comparison.a.entries[$0].record },
                b: theirs.map { comparison.b.entries[$0].record })
        }
        return first.map { FirstEffect($0, comparison) }
    }

    init(_ hidden: HiddenDifference) {
        // Of several that were at work in one instant a component of the site is likelier than a client.
        let handling =
            hidden.handlings.first { $0.signal != nil && $0.component != .packageCommandManager }
            ?? hidden.handlings.first
        self.init(
            instant: hidden.instant, site: Int64(handling?.signal?.site ?? 0),
            component: handling?.component ?? .administrator, signal: handling?.signal, a: [], b: [])
    }

    private init(
        instant: Int64, site: Int64, component: Component, signal: Signal?, a: [TraceRecord], b: [TraceRecord]
    ) {
        self.instant = instant
        self.site = site
        self.component = component
        self.signal = signal
        self.a = a
        self.b = b
    }

    init(_ difference: Difference, _ comparison: TraceComparison) {
        // What one of them did instead is of the same component in the same instant.
        let isOneSided = difference.kind == .onlyA || difference.kind == .onlyB
        let beside = comparison.differences.filter {
            isOneSided && ($0.kind == .onlyA || $0.kind == .onlyB) && $0.instant == difference.instant
                && $0.matter.site == difference.matter.site
                && $0.matter.component == difference.matter.component
        }
        let shown = beside.isEmpty ? [difference] : beside
        instant = difference.instant
        site = difference.matter.site
        component = difference.matter.component
        signal = nil
        a = shown.compactMap(\.a).map { comparison.a.entries[$0].record }
        b = shown.compactMap(\.b).map { comparison.b.entries[$0].record }
    }
}
