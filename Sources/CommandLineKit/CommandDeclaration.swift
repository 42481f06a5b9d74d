/// A command line that shows how a command is used.
public struct CommandExample: Equatable, Sendable {
    /// One line that can be run as it stands.
    public var line: String
    /// What it does, a sentence, or empty.
    public var note: String

    /// Makes an example.
    public init(_ line: String, _ note: String = "") {
        self.line = line
        self.note = note
    }
}

/// What an exit code says.
public struct ExitCodeNote: Equatable, Sendable {
    /// The code, 0 to 255.
    public var code: Int32
    /// What it says: some words without a full stop.
    public var meaning: String

    /// Makes a note.
    public init(_ code: Int32, _ meaning: String) {
        self.code = code
        self.meaning = meaning
    }
}

/// A noun that has verbs, such as `job`.
public struct NounDeclaration: Equatable, Sendable {
    /// The noun as it is typed.
    public var name: String
    /// One sentence about it.
    public var abstract: String

    /// Makes a noun.
    public init(_ name: String, _ abstract: String) {
        self.name = name
        self.abstract = abstract
    }
}

/// One command: where it stands, what it takes and how it is explained.
///
/// The parser, the help, the reference page, the man page and the completions are all made from this value.
public struct CommandDeclaration: Sendable {
    /// The words that call it: a noun and a verb, or one word.
    public let path: [String]
    /// One sentence.
    public let abstract: String
    /// More, in paragraphs divided by an empty line; may be empty.
    public let discussion: String
    /// The options in the order of the help.
    public let options: [OptionSpec]
    /// The operands in the order of the command line.
    public let operands: [OperandSpec]
    /// Groups of long names of which at most one may be given.
    public let exclusive: [[String]]
    /// One line that can be run; checked against the table by `CommandTable.mistakes()`.
    public let example: CommandExample
    /// Further examples.
    public let moreExamples: [CommandExample]
    /// What its exit codes say, where more is to be said than in the list of the table.
    public let exitCodes: [ExitCodeNote]
    /// Whether it is left out of help, pages and completions (a hook for scripts).
    public let isHidden: Bool
    /// Long names of global options that it declares itself, with words of its own.
    public let replaced: [String]

    /// Makes a command.
    ///
    /// - Parameters:
    ///   - path: noun and verb, or one word.
    ///   - abstract: one sentence.
    ///   - discussion: paragraphs divided by an empty line.
    ///   - options: its options, the global ones not repeated.
    ///   - operands: its operands.
    ///   - atMostOne: groups of options that exclude each other.
    ///   - example: one line that can be run.
    ///   - moreExamples: further examples.
    ///   - exitCodes: what its own exit codes say.
    ///   - isHidden: whether it is left out of help, pages and completions.
    ///   - replacing: global options that stand among `options` because this command takes other words for them.
    public init(
        _ path: [String], _ abstract: String, discussion: String = "", options: [any DeclaredOption] = [],
        operands: [any DeclaredOperand] = [], atMostOne: [[any DeclaredOption]] = [], example: CommandExample,
        moreExamples: [CommandExample] = [], exitCodes: [ExitCodeNote] = [], isHidden: Bool = false,
        replacing: [any DeclaredOption] = []
    ) {
        self.path = path
        self.abstract = abstract
        self.discussion = discussion
        self.options = options.map(\.spec)
        self.operands = operands.map(\.spec)
        exclusive = atMostOne.map { group in group.map(\.spec.name) }
        self.example = example
        self.moreExamples = moreExamples
        self.exitCodes = exitCodes
        self.isHidden = isHidden
        replaced = replacing.map(\.spec.name)
    }

    /// The words that call it, with blanks between.
    public var name: String { path.joined(separator: " ") }
}
