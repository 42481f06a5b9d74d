/// A pattern of `is like`: SQL Server's `LIKE`, without case.
///
/// `%` stands for any text, `_` for one character, `[a-f]` and `[abc]` for one of those, `[^a]` for any other. A `[`
/// that is not closed stands for nothing, so that the pattern fits no text, as in SQL Server.
struct LikePattern {
    private enum Part: Equatable {
        case any
        case one
        case character(Unicode.Scalar)
        case set([ClosedRange<Unicode.Scalar>], isInverted: Bool)
        case nothing
    }

    private let parts: [Part]

    init(_ text: String) {
        let scalars = SQLText.folded(text)
        var parts: [Part] = []
        var place = 0
        while place < scalars.count {
            switch scalars[place] {
            case "%":
                if parts.last != .any { parts.append(.any) }
                place += 1
            case "_":
                parts.append(.one)
                place += 1
            case "[":
                parts.append(Self.set(scalars, &place))
            default:
                parts.append(.character(scalars[place]))
                place += 1
            }
        }
        self.parts = parts
    }

    /// Reads `[...]` from its bracket on; the place is behind it then.
    private static func set(_ scalars: [Unicode.Scalar], _ place: inout Int) -> Part {
        guard let end = scalars[(place + 1)...].firstIndex(of: "]") else {
            place = scalars.count
            return .nothing
        }
        var inner = scalars[(place + 1)..<end]
        place = end + 1
        let isInverted = inner.first == "^"
        if isInverted { inner = inner.dropFirst() }
        var ranges: [ClosedRange<Unicode.Scalar>] = []
        while let first = inner.first {
            inner = inner.dropFirst()
            if inner.count >= 2, inner.first == "-", let last = inner.dropFirst().first {
                inner = inner.dropFirst(2)
                // `[f-a]` holds nothing.
                if first <= last { ranges.append(first...last) }
            } else {
                ranges.append(first...first)
            }
        }
        return .set(ranges, isInverted: isInverted)
    }

    /// Whether a whole text fits.
    func matches(_ text: String) -> Bool {
        let scalars = SQLText.folded(text)
        // Only the last `%` is ever gone back to, so that the work is bounded by the product of the lengths.
        var (place, part) = (0, 0)
        var retry: (place: Int, part: Int)?
        while place < scalars.count || part < parts.count {
            if part < parts.count {
                if parts[part] == .any {
                    retry = (place, part)
                    part += 1
                    continue
                }
                if place < scalars.count, fits(scalars[place], parts[part]) {
                    place += 1
                    part += 1
                    continue
                }
            }
            guard let last = retry, last.place < scalars.count else { return false }
            retry = (last.place + 1, last.part)
            (place, part) = (last.place + 1, last.part + 1)
        }
        return true
    }

    private func fits(_ scalar: Unicode.Scalar, _ part: Part) -> Bool {
        switch part {
        case .any, .nothing: false
        case .one: true
        case .character(let wanted): scalar == wanted
        case .set(let ranges, let isInverted): ranges.contains { $0.contains(scalar) } != isInverted
        }
    }
}
