extension CommandTable {
    /// The reference page `docs/reference/cli.md` in Markdown, made from the table.
    public var referencePage: String {
        var out = "# The command line of \(program)\n\n"
        out += "<!-- Made from the command table; a test compares it. Do not edit. -->\n\n"
        out += "\(abstract)\n\n"
        out += Self.fenced("\(program) NOUN VERB [OPTIONS] [ARGUMENTS]")
        out += "\n## First steps\n\n" + Self.fenced(firstSteps.map(\.line).joined(separator: "\n"))
        out += "\n## Global options\n\nThey may stand before or after the verb.\n\n"
        out += Self.optionTable(globals)
        out += "\n## Exit codes\n\n| code | meaning |\n|---|---|\n"
        for note in exitCodes { out += "| \(note.code) | \(Self.cell(note.meaning)) |\n" }
        for noun in nouns {
            out += "\n## \(program) \(noun.name)\n\n\(noun.abstract)\n"
            for command in verbs(of: noun.name) { out += section(command) }
        }
        out += "\n## Other commands\n"
        for command in shownSingles { out += section(command) }
        return out
    }

    private func section(_ command: CommandDeclaration) -> String {
        var out = "\n### \(program) \(command.name)\n\n\(command.abstract)\n\n"
        out += Self.fenced(usageLine(of: command))
        for part in paragraphs(of: command.discussion) { out += "\n\(part)\n" }
        if !command.operands.isEmpty {
            out += "\n| argument | meaning |\n|---|---|\n"
            for operand in command.operands {
                out += "| `\(operand.name)` | \(Self.cell(operand.explanation)) |\n"
            }
        }
        if !command.options.isEmpty { out += "\n" + Self.optionTable(command.options) }
        if !command.exclusive.isEmpty { out += "\n\(command.exclusions { "`--\($0)`" })\n" }
        out += "\n\(command.moreExamples.isEmpty ? "Example" : "Examples"):\n\n"
        for example in [command.example] + command.moreExamples {
            if !example.note.isEmpty { out += "\(example.note)\n\n" }
            out += Self.fenced(example.line) + "\n"
        }
        guard !command.exitCodes.isEmpty else { return String(out.dropLast()) }
        out += "| exit code | meaning |\n|---|---|\n"
        for note in command.exitCodes { out += "| \(note.code) | \(Self.cell(note.meaning)) |\n" }
        return out
    }

    private static func fenced(_ text: String) -> String { "```sh\n\(text)\n```\n" }

    private static func optionTable(_ options: [OptionSpec]) -> String {
        var out = "| option | meaning |\n|---|---|\n"
        for option in options { out += "| `\(cell(option.usage))` | \(cell(option.explanation)) |\n" }
        return out
    }

    /// A text that cannot end its cell or become markup.
    private static func cell(_ text: String) -> String {
        var out = ""
        for character in text {
            switch character {
            case "|", "*", "<", "_": out += "\\\(character)"
            case "\n": out += " "
            default: out.append(character)
            }
        }
        return out
    }
}
