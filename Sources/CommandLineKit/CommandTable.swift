/// All commands of a program: the one table behind parsing, help, pages and completions.
public struct CommandTable: Sendable {
    /// The name of the program, such as `sms12`.
    public let program: String
    /// One sentence about the program.
    public let abstract: String
    /// What a newcomer types first: command lines, shown at the top of the help.
    public let firstSteps: [CommandExample]
    /// The nouns, in the order of the help.
    public let nouns: [NounDeclaration]
    /// The commands, in the order of the help.
    public let commands: [CommandDeclaration]
    /// The options that every command takes, before or after the verb.
    public let globals: [OptionSpec]
    /// What the exit codes of all commands say.
    public let exitCodes: [ExitCodeNote]

    /// Makes a table; `mistakes()` tells whether it is sound, and a test calls that.
    public init(
        program: String, abstract: String, firstSteps: [CommandExample], nouns: [NounDeclaration],
        commands: [CommandDeclaration], globals: [any DeclaredOption] = GlobalOptions.all,
        exitCodes: [ExitCodeNote] = ExitCode.notes
    ) {
        self.program = program
        self.abstract = abstract
        self.firstSteps = firstSteps
        self.nouns = nouns
        self.commands = commands
        self.globals = globals.map(\.spec)
        self.exitCodes = exitCodes
    }

    /// The command of that path, hidden ones too, or nil.
    public func command(_ path: [String]) -> CommandDeclaration? { commands.first { $0.path == path } }

    /// The noun of that name, or nil.
    public func noun(_ name: String) -> NounDeclaration? { nouns.first { $0.name == name } }

    /// The commands that are shown.
    var shownCommands: [CommandDeclaration] { commands.filter { !$0.isHidden } }
    /// The shown commands of one word.
    var shownSingles: [CommandDeclaration] { shownCommands.filter { $0.path.count == 1 } }

    /// The shown commands of a noun.
    func verbs(of noun: String) -> [CommandDeclaration] {
        shownCommands.filter { $0.path.count == 2 && $0.path.first == noun }
    }

    /// The verb of a command of two words, else its only word.
    static func lastWord(_ command: CommandDeclaration) -> String { command.path.last ?? "" }

    /// All words that may stand first, `help` too.
    var firstWords: [String] {
        nouns.map(\.name) + shownSingles.map(Self.lastWord) + ["help"]
    }

    /// Every long or short option, of any command, that a value follows; each once, in table order.
    var valueOptionWords: [String] {
        var words: [String] = []
        for option in globals + shownCommands.flatMap(\.options) where option.takesValue {
            for word in option.words where !words.contains(word) { words.append(word) }
        }
        return words
    }

    /// The global options that hold for a command: those that it does not declare itself.
    func globals(of command: CommandDeclaration) -> [OptionSpec] {
        globals.filter { !command.replaced.contains($0.name) }
    }
}

extension OptionSpec {
    /// The long name and, if there is one, the short one, with dashes.
    var words: [String] { [dashedName] + (letter.map { ["-\($0)"] } ?? []) }
}
