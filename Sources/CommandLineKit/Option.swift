/// What the help, the completions and the parser need to know of an option, without the type of its value.
public struct OptionSpec: Sendable {
    /// How often an option may, or must, be given.
    public enum Presence: Equatable, Sendable {
        /// At most once.
        case optional
        /// Exactly once.
        case required
        /// Any number of times.
        case repeated
    }

    /// The long name without its dashes, such as `format`.
    public let name: String
    /// The one-letter name, or nil.
    public let letter: Character?
    /// The word that stands for the value in the help, such as `DIR`; nil for a flag, which takes no value.
    public let valueName: String?
    /// What it does: sentences.
    public let help: String
    /// What holds when it is not given, in words; nil when there is nothing to say.
    public let defaultText: String?
    /// The only words that are taken, empty if any word may do.
    public let allowedWords: [String]
    /// What a shell offers as its value.
    public let completion: Completion
    /// How often it may be given.
    public let presence: Presence
    let check: @Sendable (String) throws(ValueProblem) -> Void

    /// The long name with its dashes.
    public var dashedName: String { "--\(name)" }
    /// Whether a value follows it.
    public var takesValue: Bool { valueName != nil }
}

/// An option as it stands in the list of a command: any `Option<Value>`.
public protocol DeclaredOption: Sendable {
    /// The option without the type of its value.
    var spec: OptionSpec { get }
}

/// The key of an option; its type is the type that `Parsed.value(of:)` gives back.
///
/// `Option<Bool>` is a flag; `Option<Int?>` may be missing; `Option<Int>` has a default or is required;
/// `Option<[Int]>` may be repeated.
///
///     static let cycles = Option<Int?>("cycles", value: "N", .integer(in: 1...1_000_000), help: "…")
///     static let priority = Option("priority", value: "WORD", .words, default: Priority.normal, help: "…")
///     static let quiet = Option("quiet", letter: "q", help: "Print no progress.")
public struct Option<Value: Sendable>: DeclaredOption {
    /// The option without the type of its value.
    public let spec: OptionSpec
    /// The value of the words that were given, none or more.
    let read: @Sendable ([String]) throws(ValueProblem) -> Value
}

extension Option {
    /// Makes a flag: given or not, without a value.
    public init(_ name: String, letter: Character? = nil, help: String) where Value == Bool {
        spec = OptionSpec(
            name: name, letter: letter, valueName: nil, help: help, defaultText: nil, allowedWords: [],
            completion: .nothing, presence: .optional, check: { (_: String) throws(ValueProblem) in })
        read = { (words: [String]) throws(ValueProblem) -> Bool in !words.isEmpty }
    }

    /// Makes an option that may be missing.
    ///
    /// - Parameters:
    ///   - name: the long name without dashes.
    ///   - letter: the one-letter name.
    ///   - valueName: the word for the value in the help.
    ///   - reader: how its word is read.
    ///   - defaultText: what holds without it, in words, such as `$SMS12_LAB`.
    ///   - help: what it does.
    public init<Element>(
        _ name: String, letter: Character? = nil, value valueName: String, _ reader: WordReader<Element>,
        defaultText: String? = nil, help: String
    ) where Value == Element? {
        spec = Self.spec(name, letter, valueName, reader, defaultText, .optional, help)
        read = { (words: [String]) throws(ValueProblem) -> Element? in
            guard let word = words.first else { return nil }
            return try reader.read(word)
        }
    }

    /// Makes an option with a default.
    public init(
        _ name: String, letter: Character? = nil, value valueName: String, _ reader: WordReader<Value>,
        default standard: Value, help: String
    ) {
        spec = Self.spec(name, letter, valueName, reader, reader.write(standard), .optional, help)
        read = { (words: [String]) throws(ValueProblem) -> Value in
            guard let word = words.first else { return standard }
            return try reader.read(word)
        }
    }

    /// Makes an option that must be given.
    public init(
        required name: String, letter: Character? = nil, value valueName: String,
        _ reader: WordReader<Value>, help: String
    ) {
        spec = Self.spec(name, letter, valueName, reader, nil, .required, help)
        read = { (words: [String]) throws(ValueProblem) -> Value in
            guard let word = words.first else { throw ValueProblem("is missing") }
            return try reader.read(word)
        }
    }

    /// Makes an option that may be given any number of times; its values keep their order.
    public init<Element>(
        _ name: String, letter: Character? = nil, value valueName: String, _ reader: WordReader<Element>,
        defaultText: String? = nil, help: String
    ) where Value == [Element] {
        spec = Self.spec(name, letter, valueName, reader, defaultText, .repeated, help)
        read = { (words: [String]) throws(ValueProblem) -> [Element] in
            var values: [Element] = []
            for word in words { values.append(try reader.read(word)) }
            return values
        }
    }

    private static func spec<Element>(
        _ name: String, _ letter: Character?, _ valueName: String, _ reader: WordReader<Element>,
        _ defaultText: String?, _ presence: OptionSpec.Presence, _ help: String
    ) -> OptionSpec {
        OptionSpec(
            name: name, letter: letter, valueName: valueName, help: help, defaultText: defaultText,
            allowedWords: reader.allowedWords, completion: reader.completion, presence: presence,
            check: { (word: String) throws(ValueProblem) in _ = try reader.read(word) })
    }
}
