extension CommandTable {
    /// A script for fish: one `complete` line for each word, option and operand.
    var fishCompletion: String {
        let name = functionName
        var out = "# fish completion of \(program), made from its command table. Do not edit.\n"
        out += fishHelpers.replacing([
            "_NAME": "_\(name)", "VALUEOPTIONS": valueOptionWords.joined(separator: " "),
            "GLOBALS": globals.filter(\.takesValue).map(\.dashedName).joined(separator: " "),
            "GLOBALS_EQUAL": globals.filter(\.takesValue).map { "'\($0.dashedName)=*'" }.joined(
                separator: " "),
        ])
        out += "\ncomplete -c \(program) -f\n"
        let first = "-n __\(name)_at_start"
        for noun in nouns { out += fishWord(noun.name, noun.abstract, first) }
        for command in shownSingles { out += fishWord(Self.lastWord(command), command.abstract, first) }
        out += fishWord("help", "Explain a command", "-n '__\(name)_at'")
        for noun in nouns {
            for command in verbs(of: noun.name) {
                let condition = "-n '__\(name)_at_noun \(noun.name)'"
                out += fishWord(Self.lastWord(command), command.abstract, condition)
            }
        }
        for option in globals {
            let owners = shownCommands.filter { $0.replaced.contains(option.name) }
            let tests = owners.map { "not __\(name)_in \($0.name)" }.joined(separator: "; and ")
            out += fishOption(option, tests.isEmpty ? "" : "-n '\(tests)' ")
        }
        for command in shownCommands {
            let condition = "-n '__\(name)_in \(command.name)' "
            for option in command.options { out += fishOption(option, condition) }
            for (place, operand) in command.operands.enumerated() {
                let several = operand.presence != .required && operand.presence != .optional
                let test = "-n '__\(name)_operand \(several ? "-ge" : "-eq") \(place) \(command.name)'"
                out += "# \(command.name): \(operand.name)\n"
                if case .nothing = operand.completion { continue }
                out += "complete -c \(program) \(test)\(fishAnswer(operand.completion))\n"
            }
        }
        return out
    }

    private var fishHelpers: String {
        #"""
        # The words before the current one that are no options.
        function __NAME_words
            set -l skip 0
            for word in (commandline -opc)[2..-1]
                if test $skip -eq 1
                    set skip 0
                    continue
                end
                switch $word
                    case VALUEOPTIONS
                        set skip 1
                    case '-*'
                    case '*'
                        echo $word
                end
            end
        end
        # Whether exactly these words were typed.
        function __NAME_at
            set -l words (__NAME_words)
            test "$words" = "$argv"
        end
        # Whether a noun is to come, for itself or behind help.
        function __NAME_at_start
            __NAME_at; or __NAME_at help
        end
        # Whether a verb of this noun is to come.
        function __NAME_at_noun
            __NAME_at $argv; or __NAME_at help $argv
        end
        # Whether the words begin with this command.
        function __NAME_in
            set -l words (__NAME_words)
            set -l length (count $argv)
            test "$words[1..$length]" = "$argv"
        end
        # Whether so many operands of this command were typed: -eq or -ge, a number, the command.
        function __NAME_operand
            __NAME_in $argv[3..-1]; or return 1
            set -l words (__NAME_words)
            test (math (count $words) - (count $argv[3..-1])) $argv[1] $argv[2]
        end
        # The things of a kind that the lab has.
        function __NAME_lab
            set -l words (commandline -opc)
            set -l passed
            for place in (seq (count $words))
                switch $words[$place]
                    case GLOBALS_EQUAL
                        set -a passed $words[$place]
                    case GLOBALS
                        set -l next (math $place + 1)
                        test $next -le (count $words); and set -a passed $words[$place]=$words[$next]
                end
            end
            $words[1] $passed __complete $argv[1] 2>/dev/null
        end
        """#
    }

    private func fishWord(_ word: String, _ abstract: String, _ condition: String) -> String {
        "complete -c \(program) \(condition) -a \(word) -d \(Self.fishQuoted(firstSentence(abstract)))\n"
    }

    private func fishOption(_ option: OptionSpec, _ condition: String) -> String {
        let letter = option.letter.map { " -s \($0)" } ?? ""
        let answer =
            option.takesValue ? (option.completion == .nothing ? " -x" : fishAnswer(option.completion)) : ""
        return "complete -c \(program) \(condition)-l \(option.name)\(letter)\(answer)"
            + " -d \(Self.fishQuoted(option.hint))\n"
    }

    private func fishAnswer(_ completion: Completion) -> String {
        switch completion {
        case .nothing: ""
        case .file: " -r -F"
        case .directory: " -x -a '(__fish_complete_directories)'"
        case .words(let words): " -x -a '\(words.joined(separator: " "))'"
        case .labObject(let kind): " -x -a '(__\(functionName)_lab \(kind))'"
        }
    }

    /// A text in single quotes for fish, where only a backslash and the quote itself need a backslash.
    private static func fishQuoted(_ text: String) -> String {
        var out = "'"
        for character in text {
            if character == "'" || character == "\\" { out += "\\" }
            out.append(character == "\n" ? " " : character)
        }
        return out + "'"
    }
}
