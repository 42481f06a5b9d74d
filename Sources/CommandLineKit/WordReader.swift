/// Why a word of the command line is no value of the wanted kind.
public struct ValueProblem: Error, Equatable, Sendable {
    /// What is wrong, to be read after the word: `is not a whole number`.
    public var reason: String
    /// Words that were perhaps meant.
    public var suggestions: [String]

    /// Makes a problem out of words that can be read after the refused word.
    public init(_ reason: String, suggestions: [String] = []) {
        self.reason = reason
        self.suggestions = suggestions
    }
}

/// How one word of the command line becomes a value, and how the value is written back.
///
/// Ready ones are `.text`, `.file`, `.directory`, `.labObject`, `.integer`, `.unsigned` and `.words`; a command
/// makes its own (a site code, a time) with `init(completion:write:read:)`, so that a bad word is a usage error
/// found before anything is done.
public struct WordReader<Value: Sendable>: Sendable {
    /// The only words that are taken, in the order of the help; empty if any word may do.
    public let allowedWords: [String]
    /// What a shell offers.
    public let completion: Completion
    let read: @Sendable (String) throws(ValueProblem) -> Value
    let write: @Sendable (Value) -> String

    /// Makes a reader of one's own.
    ///
    /// - Parameters:
    ///   - completion: what a shell offers.
    ///   - write: the word for a value, shown as the default in the help.
    ///   - read: the value of a word; throws what is wrong with it.
    public init(
        completion: Completion = .nothing, write: @escaping @Sendable (Value) -> String,
        read: @escaping @Sendable (String) throws(ValueProblem) -> Value
    ) {
        self.init(allowedWords: [], completion: completion, write: write, read: read)
    }

    init(
        allowedWords: [String], completion: Completion, write: @escaping @Sendable (Value) -> String,
        read: @escaping @Sendable (String) throws(ValueProblem) -> Value
    ) {
        self.allowedWords = allowedWords
        self.completion = completion
        self.write = write
        self.read = read
    }
}

extension WordReader where Value == String {
    /// Any text, the empty one too.
    public static var text: WordReader<String> { text(completion: .nothing) }
    /// The path of a file; whether it exists is the command's business.
    public static var file: WordReader<String> { text(completion: .file) }
    /// The path of a folder; whether it exists is the command's business.
    public static var directory: WordReader<String> { text(completion: .directory) }
    /// The id, name or unique prefix of a thing of the lab; whether it exists is the command's business.
    public static func labObject(_ kind: String) -> WordReader<String> { text(completion: .labObject(kind)) }

    private static func text(completion: Completion) -> WordReader<String> {
        WordReader(
            completion: completion, write: { value in value },
            read: { (word: String) throws(ValueProblem) -> String in word })
    }
}

extension WordReader where Value: FixedWidthInteger {
    /// A whole number in decimal digits, within the given bounds (both allowed).
    public static func integer(in bounds: ClosedRange<Value>) -> WordReader<Value> {
        WordReader(
            completion: .nothing, write: { value in String(value) },
            read: { (word: String) throws(ValueProblem) -> Value in
                guard isWholeNumber(word) else { throw ValueProblem("is not a whole number") }
                // A number of many digits is refused by its size, not as "no number".
                guard let value = Value(word), bounds.contains(value) else {
                    throw ValueProblem("is not between \(bounds.lowerBound) and \(bounds.upperBound)")
                }
                return value
            })
    }

    /// A whole number in decimal digits, of any size that the type holds.
    public static var integer: WordReader<Value> { integer(in: Value.min...Value.max) }
}

extension WordReader where Value: CaseIterable & RawRepresentable, Value.RawValue == String {
    /// One of the raw values of an enum, in the order of its cases.
    public static var words: WordReader<Value> { words(Array(Value.allCases)) }

    /// One of the raw values of some cases of an enum.
    public static func words(_ cases: [Value]) -> WordReader<Value> {
        let allowed = cases.map(\.rawValue)
        return WordReader(
            allowedWords: allowed, completion: .words(allowed), write: { value in value.rawValue },
            read: { (word: String) throws(ValueProblem) -> Value in
                guard let place = allowed.firstIndex(of: word), place < cases.count else {
                    throw ValueProblem(
                        "is none of \(allowed.joined(separator: ", "))",
                        suggestions: nearestNames(to: word, among: allowed))
                }
                return cases[place]
            })
    }
}

/// Whether a word is an optional sign and at least one ASCII digit.
func isWholeNumber(_ word: String) -> Bool {
    var bytes = Substring(word).utf8
    if let first = bytes.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
        bytes = bytes.dropFirst()
    }
    return !bytes.isEmpty && bytes.allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
}
