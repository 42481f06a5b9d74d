/// What the help, the completions and the parser need to know of an operand, without the type of its value.
public struct OperandSpec: Sendable {
    /// How many words an operand takes.
    public enum Presence: Equatable, Sendable {
        /// Exactly one.
        case required
        /// One or none.
        case optional
        /// All that are left, at least the given number (0 or 1).
        case variadic(atLeast: Int)
        /// All words after `--`, untouched, at least one: another command line.
        case rest
    }

    /// The name in the help, such as `PACKAGE`.
    public let name: String
    /// What it is: sentences.
    public let help: String
    /// The only words that are taken, empty if any word may do.
    public let allowedWords: [String]
    /// What a shell offers.
    public let completion: Completion
    /// How many words it takes.
    public let presence: Presence
    let check: @Sendable (String) throws(ValueProblem) -> Void

    /// How it stands in a usage line.
    public var usage: String {
        switch presence {
        case .required: name
        case .optional: "[\(name)]"
        case .variadic(let least): least > 0 ? "\(name)..." : "[\(name)...]"
        case .rest: "-- \(name)..."
        }
    }
}

/// An operand as it stands in the list of a command: any `Operand<Value>`.
public protocol DeclaredOperand: Sendable {
    /// The operand without the type of its value.
    var spec: OperandSpec { get }
}

/// The key of a word that stands without an option; its type is what `Parsed.value(of:)` gives back.
///
/// `Operand<String>` must be there, `Operand<String?>` may be missing, `Operand<[String]>` takes what is left.
/// The required ones come first, then the optional ones, then at most one that takes several words.
public struct Operand<Value: Sendable>: DeclaredOperand {
    /// The operand without the type of its value.
    public let spec: OperandSpec
    let read: @Sendable ([String]) throws(ValueProblem) -> Value

    /// Makes an operand that must be there.
    public init(_ name: String, _ reader: WordReader<Value>, help: String) {
        spec = Self.spec(name, reader, .required, help)
        read = { (words: [String]) throws(ValueProblem) -> Value in
            guard let word = words.first else { throw ValueProblem("is missing") }
            return try reader.read(word)
        }
    }

    /// Makes an operand that may be missing.
    public init<Element>(_ name: String, _ reader: WordReader<Element>, help: String)
    where Value == Element? {
        spec = Self.spec(name, reader, .optional, help)
        read = { (words: [String]) throws(ValueProblem) -> Element? in
            guard let word = words.first else { return nil }
            return try reader.read(word)
        }
    }

    /// Makes an operand that takes all words that are left.
    ///
    /// - Parameters:
    ///   - name: the name in the help.
    ///   - reader: how each word is read.
    ///   - least: how many words there must be, 0 or 1.
    ///   - help: what it is.
    public init<Element>(_ name: String, _ reader: WordReader<Element>, atLeast least: Int, help: String)
    where Value == [Element] {
        spec = Self.spec(name, reader, .variadic(atLeast: least), help)
        read = { (words: [String]) throws(ValueProblem) -> [Element] in
            var values: [Element] = []
            for word in words { values.append(try reader.read(word)) }
            return values
        }
    }

    /// Makes an operand that takes all words after `--` as they are.
    public init(rest name: String, help: String) where Value == [String] {
        spec = Self.spec(name, .text, .rest, help)
        read = { (words: [String]) throws(ValueProblem) -> [String] in words }
    }

    private static func spec<Element>(
        _ name: String, _ reader: WordReader<Element>, _ presence: OperandSpec.Presence, _ help: String
    ) -> OperandSpec {
        OperandSpec(
            name: name, help: help, allowedWords: reader.allowedWords, completion: reader.completion,
            presence: presence, check: { (word: String) throws(ValueProblem) in _ = try reader.read(word) })
    }
}
