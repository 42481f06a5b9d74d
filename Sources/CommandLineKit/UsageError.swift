/// What the user typed that cannot be understood, where, and what to type instead.
///
/// Whoever types a command line can cause these; `DeclarationMistake` is for those who write the program.
/// The words stand in `description` alone.
public struct UsageError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What is wrong.
    public enum Problem: Equatable, Sendable {
        /// No such noun, verb or one-word command.
        case unknownWord(String, suggestions: [String])
        /// A beginning of several nouns or verbs.
        case ambiguousWord(String, candidates: [String])
        /// No such option; `elsewhere` are commands that have it.
        case unknownOption(String, suggestions: [String], elsewhere: [String])
        /// A beginning of several options.
        case ambiguousOption(String, candidates: [String])
        /// An option of a command stands before the command.
        case optionBeforeCommand(String, commands: [String])
        /// Nothing that can be its value follows the option.
        case missingValue(option: String, valueName: String, next: String?)
        /// A flag was given a value.
        case unwantedValue(option: String, value: String)
        /// An option that may be given once was given again; empty texts for a flag.
        case givenTwice(option: String, first: String, second: String)
        /// The value of an option, or an operand, is not of its kind.
        case badValue(of: String, word: String, ValueProblem)
        /// A required option is not there.
        case missingOption(String, valueName: String)
        /// A required operand is not there.
        case missingOperand(String)
        /// A word too many.
        case unexpectedOperand(String)
        /// The words of another command line must stand behind `--`.
        case missingDashes(before: String)
        /// Options that exclude each other.
        case exclusive([String])
        /// Something that a command found out later: a sentence without a full stop.
        case other(String)
    }

    /// What is wrong.
    public var problem: Problem
    /// The program.
    public var program: String
    /// The noun and verb, as far as they were understood.
    public var path: [String]

    /// Makes an error; commands use it for what only they can judge, with `.other` or `.exclusive`.
    public init(_ problem: Problem, program: String, path: [String]) {
        self.problem = problem
        self.program = program
        self.path = path
    }

    /// The exit code of every usage error.
    public var exitCode: Int32 { ExitCode.usage }

    /// Two lines for standard error, without a line feed at the end: what is wrong, and where help is.
    public var description: String {
        let command = ([program] + path).joined(separator: " ")
        return "\(program): \(sentence)\nSee '\(command) --help'."
    }

    /// What is wrong and what was perhaps meant, without program and advice.
    public var sentence: String {
        switch problem {
        case .unknownWord(let word, let suggestions):
            let kind = path.isEmpty ? "command" : "verb of '\(path.joined(separator: " "))'"
            return "unknown \(kind) \(Self.quoted(word))" + Self.didYouMean(suggestions)
        case .ambiguousWord(let word, let candidates), .ambiguousOption(let word, let candidates):
            return "\(Self.quoted(word)) could be \(Self.either(candidates)); write it out"
        case .unknownOption(let option, let suggestions, let elsewhere):
            let hint =
                suggestions.isEmpty && !elsewhere.isEmpty
                ? "; it is an option of \(Self.list(elsewhere, joint: "and"))" : Self.didYouMean(suggestions)
            return "unknown option \(Self.quoted(option))" + hint
        case .optionBeforeCommand(let option, let commands):
            return "the option \(option) belongs behind its command (\(Self.either(commands)))"
        case .missingValue(let option, let valueName, let next):
            guard let next else { return "\(option) needs a value: \(option) \(valueName)" }
            return "\(option) needs a value before \(Self.quoted(next)); "
                + "a value that begins with a dash is written \(option)=\(valueName)"
        case .unwantedValue(let option, let value):
            return "\(option) takes no value, but was given \(Self.quoted(value))"
        case .givenTwice(let option, let first, let second):
            guard first != second else { return "\(option) was given twice" }
            return "\(option) was given twice: \(Self.quoted(first)) and \(Self.quoted(second))"
        case .badValue(let what, let word, let problem):
            return "\(what): \(Self.quoted(word)) \(escapedForTerminal(problem.reason))"
                + Self.didYouMean(problem.suggestions)
        case .missingOption(let option, let valueName):
            return "the option \(option) \(valueName) is missing"
        case .missingOperand(let name): return "\(name) is missing"
        case .unexpectedOperand(let word): return "unexpected word \(Self.quoted(word))"
        case .missingDashes(let name): return "-- is missing before \(name)"
        case .exclusive(let options): return "\(Self.list(options, joint: "and")) exclude each other"
        case .other(let text): return escapedForTerminal(text)
        }
    }

    /// A word of the user in quotes, harmless to a terminal and not longer than a line.
    private static func quoted(_ word: String) -> String {
        let limit = 60
        let start = String(word.unicodeScalars.prefix(limit))
        let more = word.unicodeScalars.dropFirst(limit).isEmpty ? "" : "…"
        return "'\(escapedForTerminal(start))\(more)'"
    }

    private static func didYouMean(_ words: [String]) -> String {
        words.isEmpty ? "" : "; did you mean \(either(words))?"
    }

    private static func either(_ words: [String]) -> String { list(words, joint: "or") }

    private static func list(_ words: [String], joint: String) -> String {
        guard let last = words.last, words.count > 1 else { return words.first ?? "" }
        return "\(words.dropLast().joined(separator: ", ")) \(joint) \(last)"
    }
}
