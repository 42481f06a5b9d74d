/// The names of a client range that have one length: fixed text, digits, fixed text.
///
/// Two ranges of a million names each are compared through these, without making the names.
struct NameFamily: Equatable {
    /// What stands before the digits, in capitals.
    var prefix: [Unicode.Scalar]
    /// How many digits there are; 0 when the name is fixed.
    var digits: Int
    /// What stands behind the digits, in capitals.
    var suffix: [Unicode.Scalar]
    /// The smallest number.
    var low: Int
    /// The largest number.
    var high: Int

    /// How many characters each name has.
    var length: Int { prefix.count + digits + suffix.count }

    /// The fixed character at a place, or nil where a digit stands.
    private func fixed(_ place: Int) -> Unicode.Scalar? {
        if place < prefix.count { return prefix[place] }
        let rest = place - prefix.count - digits
        return rest < 0 ? nil : suffix[rest]
    }

    /// A name both families have, if there is one; the one with the smallest number.
    func commonName(with other: NameFamily) -> String? {
        guard length == other.length else { return nil }
        // The places where both have a digit are one run; everything else is settled character by character.
        let begin = max(prefix.count, other.prefix.count)
        let end = max(begin, min(prefix.count + digits, other.prefix.count + other.digits))
        var mine = DigitFrame()
        var theirs = DigitFrame()
        for place in 0..<length where !(begin..<end).contains(place) {
            switch (fixed(place), other.fixed(place)) {
            case (let left?, let right?): if left != right { return nil }
            case (nil, let right?): if !mine.add(right, isHead: place < begin) { return nil }
            case (let left?, nil): if !theirs.add(left, isHead: place < begin) { return nil }
            case (nil, nil): return nil
            }
        }
        guard let left = mine.middle(low...high, digits: end - begin),
            let right = theirs.middle(other.low...other.high, digits: end - begin)
        else { return nil }
        let middle = max(left.lowerBound, right.lowerBound)
        guard middle <= min(left.upperBound, right.upperBound) else { return nil }
        return name(mine.number(middle: middle, digits: end - begin))
    }

    /// The name with a number.
    func name(_ number: Int) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: prefix)
        if digits > 0 { text.append(contentsOf: pad(number, digits).unicodeScalars) }
        text.append(contentsOf: suffix)
        return String(text)
    }

    /// The number of a name in capitals, or nil when it does not belong here.
    func number(of name: [Unicode.Scalar]) -> Int? {
        guard name.count == length, name.starts(with: prefix), name.suffix(suffix.count).elementsEqual(suffix)
        else { return nil }
        var number = 0
        for scalar in name[prefix.count..<(prefix.count + digits)] {
            guard let digit = DigitFrame.value(scalar) else { return nil }
            number = number * 10 + digit
            // Stops here, so that a long run of digits cannot overflow.
            if number > high { return nil }
        }
        return number >= low ? number : nil
    }
}

/// The digits of a number that are settled before and behind a free run of digits.
private struct DigitFrame {
    private var head = 0
    private var tail = 0
    private var tailScale = 1

    static func value(_ scalar: Unicode.Scalar) -> Int? {
        ("0"..."9").contains(scalar) ? Int(scalar.value) - 0x30 : nil
    }

    private static func power(_ digits: Int) -> Int { (0..<digits).reduce(1) { scale, _ in scale * 10 } }

    /// Settles the next digit; false when the character is none.
    mutating func add(_ scalar: Unicode.Scalar, isHead: Bool) -> Bool {
        guard let digit = Self.value(scalar) else { return false }
        if isHead {
            head = head * 10 + digit
        } else {
            tail = tail * 10 + digit
            tailScale *= 10
        }
        return true
    }

    func number(middle: Int, digits: Int) -> Int {
        (head * Self.power(digits) + middle) * tailScale + tail
    }

    /// What the free digits may be so that the number lies in a range, or nil.
    func middle(_ range: ClosedRange<Int>, digits: Int) -> ClosedRange<Int>? {
        let base = number(middle: 0, digits: digits)
        let low = max(
            0,
            Int((Int64(range.lowerBound - base) + Int64(tailScale) - 1).flooredQuotient(by: Int64(tailScale)))
        )
        let high = min(
            Self.power(digits) - 1, Int(Int64(range.upperBound - base).flooredQuotient(by: Int64(tailScale))))
        return low <= high ? low...high : nil
    }
}

extension ClientRange {
    /// The largest number a name may carry, so that arithmetic on names stays far from overflow.
    public static let largestNumber = 999_999_999

    /// Whether the numbers are usable: at least one client, none below 0 or over `largestNumber`.
    public var hasUsableNumbers: Bool {
        count >= 1 && first >= 0 && first <= Self.largestNumber && count - 1 <= Self.largestNumber - first
    }

    /// The place, from 0, of the member with a name in any case; nil when no member has it.
    public func place(of name: some StringProtocol) -> Int? {
        let wanted = Array(name.uppercased().unicodeScalars)
        guard let number = families.firstNumber(of: wanted) else { return nil }
        return families.first?.digits == 0 ? 0 : number - first
    }

    /// A name that two ranges share, in capitals; nil when they have none in common.
    public func commonName(with other: ClientRange) -> String? {
        families.commonName(with: other.families)
    }

    /// The names by their number of digits; empty when the numbers are not usable or names far too long.
    var families: [NameFamily] {
        guard hasUsableNumbers, pattern.utf8.count <= 64 else { return [] }
        let begin = pattern.firstIndex(of: "#")
        if begin == nil, count == 1 {
            let whole = Array(pattern.uppercased().unicodeScalars)
            return [NameFamily(prefix: whole, digits: 0, suffix: [], low: 0, high: 0)]
        }
        let start = begin ?? pattern.endIndex
        let end = pattern[start...].firstIndex { $0 != "#" } ?? pattern.endIndex
        let width = max(1, pattern.distance(from: start, to: end))
        guard width <= LabLimits.computerNameLength else { return [] }
        let prefix = Array(pattern[..<start].uppercased().unicodeScalars)
        let suffix = Array(pattern[end...].uppercased().unicodeScalars)
        let last = first + count - 1
        var result: [NameFamily] = []
        // Numbers with as many digits as the pattern or fewer are padded to its width.
        var low = first
        for digits in width...max(width, 9) where low <= last {
            let largest =
                digits >= 9 ? last : min(last, (0..<digits).reduce(1) { scale, _ in scale * 10 } - 1)
            if low <= largest {
                result.append(
                    NameFamily(prefix: prefix, digits: digits, suffix: suffix, low: low, high: largest))
                low = largest + 1
            }
        }
        return result
    }
}

extension [NameFamily] {
    /// The number of a name in capitals in the family it belongs to, or nil.
    func firstNumber(of name: [Unicode.Scalar]) -> Int? {
        for family in self {
            if let number = family.number(of: name) { return number }
        }
        return nil
    }

    /// A name that is in both, or nil.
    func commonName(with others: [NameFamily]) -> String? {
        for family in self {
            for other in others where other.length == family.length {
                if let name = family.commonName(with: other) { return name }
            }
        }
        return nil
    }
}
