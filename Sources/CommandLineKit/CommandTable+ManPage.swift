extension CommandTable {
    /// The manual page of section 1, in troff with the `man` macros; without a date, so that it is reproducible.
    ///
    /// - Parameter version: the version shown at the foot.
    /// - Returns: the text of the page.
    public func manPage(version: String) -> String {
        var out = ".TH \(program.uppercased()) 1 \"\" \"\(Self.escaped(program)) \(Self.escaped(version))\"\n"
        out += ".SH NAME\n\(Self.escaped(program)) \\- \(Self.escaped(firstSentence(abstract)))\n"
        out += ".SH SYNOPSIS\n.B \(Self.escaped(program))\nNOUN VERB [OPTIONS] [ARGUMENTS]\n"
        out += ".SH DESCRIPTION\n" + Self.line(abstract)
        out += ".PP\nFirst steps:\n" + firstSteps.map { Self.example($0.line) }.joined()
        out += ".SH GLOBAL OPTIONS\n" + globals.map(Self.entry).joined()
        out += ".SH COMMANDS\n"
        for noun in nouns {
            out += ".SS \(Self.escaped(program)) \(Self.escaped(noun.name))\n" + Self.line(noun.abstract)
            for command in verbs(of: noun.name) { out += section(command) }
        }
        if !shownSingles.isEmpty { out += ".SS Other commands\n" }
        for command in shownSingles { out += section(command) }
        out += ".SH EXIT STATUS\n"
        for note in exitCodes { out += Self.tagged(String(note.code), note.meaning) }
        return out
    }

    private func section(_ command: CommandDeclaration) -> String {
        var out = ".PP\n.B \(Self.escaped(usageLine(of: command)))\n.RS\n" + Self.line(command.abstract)
        for part in paragraphs(of: command.discussion) { out += ".PP\n" + Self.line(part) }
        for operand in command.operands { out += Self.tagged(operand.name, operand.explanation) }
        for option in command.options { out += Self.entry(option) }
        if !command.exclusive.isEmpty { out += ".PP\n" + Self.line(command.exclusions { "--\($0)" }) }
        out += ".PP\nExample:\n"
        for example in [command.example] + command.moreExamples {
            out += Self.example(example.line)
            if !example.note.isEmpty { out += Self.line(example.note) }
        }
        for note in command.exitCodes { out += Self.tagged("exit \(note.code)", note.meaning) }
        return out + ".RE\n"
    }

    private static func entry(_ option: OptionSpec) -> String { tagged(option.usage, option.explanation) }

    private static func tagged(_ tag: String, _ text: String) -> String {
        ".TP\n.B \(escaped(tag))\n" + line(text)
    }

    private static func example(_ text: String) -> String { ".PP\n.EX\n    " + line(text) + ".EE\n.PP\n" }

    /// One line of running text; what would be a request at its start is protected.
    private static func line(_ text: String) -> String {
        let isRequest = text.utf8.first == UInt8(ascii: ".") || text.utf8.first == UInt8(ascii: "'")
        return (isRequest ? "\\&" : "") + escaped(text) + "\n"
    }

    /// Backslashes, dashes and quotes as troff wants them, so that examples can be copied from the page.
    private static func escaped(_ text: String) -> String {
        var out = ""
        for character in text {
            switch character {
            case "\\": out += "\\e"
            case "-": out += "\\-"
            case "'": out += "\\(aq"
            case "\"": out += "\\(dq"
            case "`": out += "\\(ga"
            case "^": out += "\\(ha"
            case "~": out += "\\(ti"
            case "\n": out += " "
            default: out.append(character)
            }
        }
        return out
    }
}
