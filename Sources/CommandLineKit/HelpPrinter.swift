/// Writes help for a terminal out of a table.
struct HelpPrinter {
    let table: CommandTable
    let width: Int
    let styled: Styled
    private(set) var text = ""

    init(table: CommandTable, width: Int, styled: Styled) {
        self.table = table
        // Narrower than this no two columns fit; wider than this lines are hard to read.
        self.width = min(max(width, 40), 100)
        self.styled = styled
    }

    // MARK: Topics

    mutating func root() {
        paragraph(table.abstract)
        usage("\(table.program) NOUN VERB [OPTIONS] [ARGUMENTS]")
        heading("First steps")
        examples(table.firstSteps)
        heading("Nouns and their verbs")
        let column = columnWidth(table.nouns.map(\.name) + table.shownSingles.map(CommandTable.lastWord))
        for noun in table.nouns {
            entry(noun.name, noun.abstract, column)
            let verbs = table.verbs(of: noun.name).map(CommandTable.lastWord).joined(separator: ", ")
            for line in wrapped(verbs, width: width - column - 4) {
                text += String(repeating: " ", count: column + 4) + styled.dim(line) + "\n"
            }
        }
        heading("Other commands")
        for command in table.shownSingles { entry(CommandTable.lastWord(command), command.abstract, column) }
        entry("help", "Explain a command: \(table.program) help NOUN VERB.", column)
        optionSection("Global options", table.globals)
        heading("Exit codes")
        entries(table.exitCodes.map { (String($0.code), $0.meaning) })
    }

    mutating func helpItself() {
        paragraph("Explain the program, a noun with its verbs, or a command.")
        usage("\(table.program) help [NOUN [VERB]]")
        text += "\n"
        paragraph(
            "--help or -h behind a command does the same, whatever else stands there. Without a word it lists all "
                + "nouns, verbs and global options, and every exit code.")
        heading("Examples")
        let command = table.shownCommands.first { $0.path.count == 2 }
        examples(
            [CommandExample("\(table.program) help", "all nouns and verbs")]
                + table.nouns.prefix(1).map {
                    CommandExample("\(table.program) help \($0.name)", "its verbs")
                }
                + (command.map { [CommandExample("\(table.program) help \($0.name)", "a command")] } ?? []))
    }

    mutating func noun(_ noun: NounDeclaration) {
        paragraph(noun.abstract)
        usage("\(table.program) \(noun.name) VERB [OPTIONS] [ARGUMENTS]")
        heading("Verbs")
        entries(table.verbs(of: noun.name).map { (CommandTable.lastWord($0), $0.abstract) })
        optionSection("Global options", table.globals)
        text += "\n"
        paragraph("'\(table.program) \(noun.name) VERB --help' explains a verb.")
    }

    mutating func command(_ command: CommandDeclaration) {
        paragraph(command.abstract)
        usage(table.usageLine(of: command))
        for part in paragraphs(of: command.discussion) {
            text += "\n"
            paragraph(part)
        }
        if !command.operands.isEmpty {
            heading("Arguments")
            entries(command.operands.map { ($0.name, $0.explanation) })
        }
        if !command.options.isEmpty {
            optionSection("Options", command.options)
            if !command.exclusive.isEmpty {
                text += "\n"
                let words = command.exclusions { "--\($0)" }
                for line in wrapped(words, width: width - 2) { text += "  \(line)\n" }
            }
        }
        optionSection("Global options", table.globals(of: command))
        heading(command.moreExamples.isEmpty ? "Example" : "Examples")
        examples([command.example] + command.moreExamples)
        heading("Exit codes")
        entries(table.exitCodes(of: command).map { (String($0.code), $0.meaning) })
        text += "\n"
        paragraph("'\(table.program) --help' has the codes that any command may give.")
    }

    // MARK: Parts

    private mutating func heading(_ title: String) { text += "\n" + styled.bold(title + ":") + "\n" }

    private mutating func paragraph(_ words: String) {
        for line in wrapped(words, width: width) { text += line + "\n" }
    }

    private mutating func usage(_ line: String) {
        text += "\n"
        let title = "Usage: "
        for (place, part) in wrapped(line, width: width - title.utf8.count).enumerated() {
            text += place == 0 ? styled.bold("Usage:") + " " : String(repeating: " ", count: title.utf8.count)
            text += part + "\n"
        }
    }

    /// Examples are never wrapped: they are there to be copied.
    private mutating func examples(_ examples: [CommandExample]) {
        for example in examples {
            text += "  \(example.line)\n"
            for line in wrapped(example.note, width: width - 6) { text += "      " + styled.dim(line) + "\n" }
        }
    }

    private mutating func optionSection(_ title: String, _ options: [OptionSpec]) {
        heading(title)
        let column = columnWidth(options.map(\.usage))
        for option in options { entry(option.usage, option.explanation, column) }
    }

    private mutating func entries(_ entries: [(String, String)]) {
        let column = columnWidth(entries.map(\.0))
        for (name, words) in entries { entry(name, words, column) }
    }

    private func columnWidth(_ names: [String]) -> Int {
        min(names.map(displayWidth).max() ?? 0, width * 2 / 5)
    }

    private mutating func entry(_ name: String, _ words: String, _ column: Int) {
        let used = displayWidth(name)
        var lines = wrapped(words, width: width - column - 4)
        text += "  " + name
        if used <= column, !lines.isEmpty {
            text += String(repeating: " ", count: column - used + 2) + lines.removeFirst()
        }
        text += "\n"
        for line in lines { text += String(repeating: " ", count: column + 4) + line + "\n" }
    }
}

extension CommandTable {
    /// The help about a topic, for standard output.
    ///
    /// - Parameters:
    ///   - topic: what it is about; the program if there is no such noun or command.
    ///   - width: the columns of the terminal; 80 where there is none. Kept within 40 and 100.
    ///   - styled: whether headings stand out.
    /// - Returns: the text, with a line feed at its end.
    public func help(_ topic: HelpTopic, width: Int = 80, styled: Styled = .plain) -> String {
        var printer = HelpPrinter(table: self, width: width, styled: styled)
        switch topic {
        case .root: printer.root()
        case .help: printer.helpItself()
        case .noun(let name):
            if let noun = noun(name) { printer.noun(noun) } else { printer.root() }
        case .command(let path):
            if let command = command(path) { printer.command(command) } else { printer.root() }
        }
        return printer.text
    }

    /// How a command is written: its words, required options and operands.
    func usageLine(of command: CommandDeclaration) -> String {
        var parts = [program] + command.path
        for option in command.options where option.presence == .required {
            parts.append("\(option.dashedName) \(option.valueName ?? "")")
        }
        if command.options.contains(where: { $0.presence != .required }) { parts.append("[OPTIONS]") }
        return (parts + command.operands.map(\.usage)).joined(separator: " ")
    }

    /// What a command's exit codes say: its own notes, and done, failed and usage from the table.
    func exitCodes(of command: CommandDeclaration) -> [ExitCodeNote] {
        let always: [Int32] = [ExitCode.done, ExitCode.failed, ExitCode.usage]
        let general = exitCodes.filter { note in
            always.contains(note.code) && !command.exitCodes.contains { $0.code == note.code }
        }
        return (general + command.exitCodes).sorted { $0.code < $1.code }
    }
}

extension CommandDeclaration {
    /// Which options exclude each other, in as few words as they take; empty: none.
    ///
    /// Of pairs that have an option in common that option is named once: what goes with one of them and not with the others
    /// is no group.
    func exclusions(_ word: (String) -> String) -> String {
        func list(_ names: [String]) -> String { names.map(word).joined(separator: ", ") }
        var pairs = exclusive.filter { $0.count == 2 }
        var hubs: [(name: String, others: [String])] = []
        let names = pairs.flatMap { $0 }
        var left = names.enumerated().filter { names.firstIndex(of: $0.element) == $0.offset }.map(\.element)
        while true {
            let counts = left.map { name in pairs.count { $0.contains(name) } }
            guard let most = counts.max(), most > 1, let place = counts.firstIndex(of: most) else { break }
            let name = left.remove(at: place)
            hubs.append((name, pairs.filter { $0.contains(name) }.map { $0[0] == name ? $0[1] : $0[0] }))
            pairs.removeAll { $0.contains(name) }
        }
        let groups = exclusive.filter { $0.count != 2 || pairs.contains($0) }
        var parts: [String] = []
        if !groups.isEmpty {
            parts.append("At most one of " + groups.map(list).joined(separator: "; of ") + ".")
        }
        parts += hubs.map { "Not with \(word($0.name)): \(list($0.others))." }
        return parts.joined(separator: " ")
    }
}

extension OptionSpec {
    /// How it is written: `-q, --quiet` or `--lab DIR`.
    var usage: String {
        let names = (letter.map { "-\($0), " } ?? "") + dashedName
        return valueName.map { "\(names) \($0)" } ?? names
    }

    /// Its help with the allowed words, the default and how often it may be given.
    var explanation: String {
        var parts = [help]
        if !allowedWords.isEmpty { parts.append("One of: \(allowedWords.joined(separator: ", ")).") }
        if let defaultText { parts.append("Default: \(defaultText.isEmpty ? "empty" : defaultText).") }
        if presence == .required { parts.append("Required.") }
        if presence == .repeated { parts.append("May be repeated.") }
        return parts.joined(separator: " ")
    }

    /// The first sentence of its help, for completions.
    var hint: String { firstSentence(help) }
}

extension OperandSpec {
    /// Its help with the allowed words.
    var explanation: String {
        allowedWords.isEmpty ? help : "\(help) One of: \(allowedWords.joined(separator: ", "))."
    }
}

/// The text up to its first full stop before a blank, without it.
func firstSentence(_ text: String) -> String {
    var out = ""
    var rest = Substring(text)
    while let character = rest.popFirst() {
        if character == ".", rest.isEmpty || rest.first == " " { break }
        out.append(character)
    }
    return out
}
