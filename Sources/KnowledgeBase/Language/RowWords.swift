import CommandLineKit
import LegacyFormats
import SiteModel

/// The words of a row while a handler reads them: operands in order, options by name wherever they stand.
///
/// An option is `--name value`, `--name=value` or `name=value`; a switch is `--name` or `name`. What nobody asked for
/// is an error at its column.
public struct RowWords: Sendable {
    private var words: [RowWord]
    /// The column of the first word.
    public let column: Int

    /// Takes the words of a row.
    public init(_ words: [RowWord], column: Int) {
        self.words = words
        self.column = column
    }

    /// Whether every word was read.
    public var isEmpty: Bool { words.isEmpty }

    /// The words that were not read yet.
    var rest: [RowWord] { words }

    /// Takes the next word, whatever it is.
    mutating func drop() { if !words.isEmpty { words.removeFirst() } }

    /// Takes everything before a word, and the word itself; nil when it is not there.
    mutating func take(before word: String) -> RowWords? {
        guard let place = words.firstIndex(where: { !$0.isQuoted && $0.text == word }) else { return nil }
        let taken = RowWords(Array(words[..<place]), column: words[0].column)
        words.removeFirst(place + 1)
        return taken
    }

    /// The next word without taking it.
    public var next: String? { words.first?.text }

    /// Takes the next word if it is one of some.
    public mutating func take(_ choices: String...) -> String? {
        guard let word = words.first, choices.contains(word.text.lowercased()) else { return nil }
        words.removeFirst()
        return word.text.lowercased()
    }

    /// Takes the next operand.
    ///
    /// - Throws: `RowError` that says what is missing.
    public mutating func operand(_ what: String) throws(RowError) -> RowWord {
        guard let place = words.firstIndex(where: { $0.isQuoted || !$0.text.hasPrefix("--") }) else {
            throw RowError("\(what) is missing", column: words.last?.column ?? column)
        }
        return words.remove(at: place)
    }

    /// Takes the next operand if there is one.
    public mutating func optional() -> RowWord? {
        guard let place = words.firstIndex(where: { $0.isQuoted || !$0.text.hasPrefix("--") }) else {
            return nil
        }
        return words.remove(at: place)
    }

    /// Takes every value of an option.
    public mutating func options(_ name: String) throws(RowError) -> [RowWord] {
        var found: [RowWord] = []
        while let value = try option(name) { found.append(value) }
        return found
    }

    /// Takes the value of an option, or nil when it is not there.
    public mutating func option(_ name: String) throws(RowError) -> RowWord? {
        for (place, word) in words.enumerated() {
            for start in ["--\(name)=", "\(name)="] where word.text.hasPrefix(start) {
                words.remove(at: place)
                return RowWord(
                    text: String(word.text.dropFirst(start.count)), column: word.column, isQuoted: true)
            }
            guard word.text == "--\(name)", !word.isQuoted else { continue }
            guard place + 1 < words.count else {
                throw RowError("--\(name) wants a value", column: word.column)
            }
            let value = words.remove(at: place + 1)
            words.remove(at: place)
            return value
        }
        return nil
    }

    /// Takes a switch; whether it was there.
    public mutating func flag(_ name: String) -> Bool {
        guard
            let place = words.firstIndex(where: {
                !$0.isQuoted && ($0.text == "--\(name)" || $0.text == name)
            })
        else { return false }
        words.remove(at: place)
        return true
    }

    /// Ends the row.
    ///
    /// - Throws: `RowError` at the first word that nobody asked for.
    public func end() throws(RowError) {
        if let word = words.first {
            throw RowError("'\(word.text)' has no meaning here", column: word.column)
        }
    }

    // MARK: Values

    /// A whole number.
    public static func number(_ word: RowWord, _ range: ClosedRange<Int64> = 0...Int64(Int32.max))
        throws(RowError) -> Int64
    {
        guard let number = Int64(word.text), range.contains(number) else {
            throw RowError(
                "'\(word.text)' is no number from \(range.lowerBound) to \(range.upperBound)",
                column: word.column)
        }
        return number
    }

    /// One of some words.
    public static func choice<Value>(
        _ word: RowWord, _ choices: [(word: String, value: Value)]
    ) throws(RowError) -> Value {
        let lower = word.text.lowercased()
        for choice in choices where choice.word.lowercased() == lower { return choice.value }
        let names = choices.map(\.word)
        let near = nearestNames(to: lower, among: names.map { $0.lowercased() }).first
        throw RowError(
            "'\(word.text)' is none of \(names.joined(separator: ", "))"
                + (near.map { "; did you mean \($0)?" } ?? ""), column: word.column)
    }

    /// A duration in milliseconds: `90s`, `5m`, `2h`, `1d`, or several after each other.
    public static func duration(_ word: RowWord) throws(RowError) -> Int64 {
        let problem = RowError(
            "'\(word.text)' is no duration such as 90s, 5m, 2h30m, 1d", column: word.column)
        var total: Int64 = 0
        var rest = Substring(word.text)
        guard !rest.isEmpty else { throw problem }
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            rest = rest.dropFirst(digits.count)
            let unit = rest.prefix { $0.isLetter }
            rest = rest.dropFirst(unit.count)
            let factors: [Substring: Int64] = [
                "ms": 1, "s": 1_000, "m": 60_000, "min": 60_000, "h": 3_600_000, "d": 86_400_000,
            ]
            guard let number = Int64(digits), number < 1_000_000_000, let factor = factors[unit] else {
                throw problem
            }
            total += number * factor
            // As for clocks: a hundred years, which also keeps the sum within its bounds.
            guard LabLimits.clockOffset.contains(total) else {
                throw RowError("'\(word.text)' is longer than a hundred years", column: word.column)
            }
        }
        return total
    }

    /// A size in bytes: `300000`, `300KB`, `2GB`.
    public static func bytes(_ word: RowWord) throws(RowError) -> Int64 {
        guard let bytes = Int64(word.text) ?? ByteSize.parse(word.text), bytes >= 0 else {
            throw RowError("'\(word.text)' is no size such as 300000, 500MB, 2GB", column: word.column)
        }
        guard LabLimits.freeBytes.contains(bytes) else {
            throw RowError(
                "'\(word.text)' is more than \(LabLimits.freeBytes.upperBound) bytes", column: word.column)
        }
        return bytes
    }
}
