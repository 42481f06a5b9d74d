/// Which commands of two journals correspond.
public enum CommandAlignment {
    /// Pairs the commands of two journals, in order of time.
    ///
    /// First equal ones at the same time, then equal ones at another time, then those of one verb about the same thing, those
    /// of the same time before others; what is left is only in one of them.
    ///
    /// - Parameters:
    ///   - a: The commands of A.
    ///   - b: The commands of B.
    ///   - shift: How much later B's lab begins, in milliseconds.
    /// - Returns: A pair for each command of A, and one for each of B that has no partner.
    public static func pairs(
        _ a: [InputCommand], _ b: [InputCommand], shift: Int64
    ) -> [CommandPair] {
        var partners = (a: [Int: (Int, CommandPair.Kind)](), b: Set<Int>())
        func match(_ kind: CommandPair.Kind, _ key: (InputCommand, Int64) -> String) {
            var waiting: [String: [Int]] = [:]
            for place in b.indices.reversed() where !partners.b.contains(place) {
                waiting[key(b[place], shift), default: []].append(place)
            }
            for place in a.indices where partners.a[place] == nil {
                guard let found = waiting[key(a[place], 0)]?.popLast() else { continue }
                partners.a[place] = (found, kind)
                partners.b.insert(found)
            }
        }
        match(.same) { "\($0.instant - $1)\n\($0.who)\n\($0.verb)\n\($0.likeness)" }
        match(.moved) { "\($0.instant - $1 < 0)\n\($0.who)\n\($0.verb)\n\($0.likeness)" }
        match(.edited) { "\($0.instant - $1)\n\($0.verb)\n\($0.subject)" }
        match(.edited) { command, _ in "\(command.verb)\n\(command.subject)" }
        var found: [(instant: Int64, order: Int, pair: CommandPair)] = []
        for (place, command) in a.enumerated() {
            let partner = partners.a[place]
            found.append(
                (
                    command.instant, command.step,
                    CommandPair(
                        a: command.step, b: partner.map { b[$0.0].step }, kind: partner?.1 ?? .onlyA)
                ))
        }
        for (place, command) in b.enumerated() where !partners.b.contains(place) {
            found.append(
                (command.instant - shift, command.step, CommandPair(a: nil, b: command.step, kind: .onlyB)))
        }
        found.sort {
            ($0.instant, $0.order, $0.pair.kind.rawValue) < ($1.instant, $1.order, $1.pair.kind.rawValue)
        }
        return found.map(\.pair)
    }
}
