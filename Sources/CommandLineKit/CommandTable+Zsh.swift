extension CommandTable {
    /// A script for zsh that hands the words to `_arguments`.
    var zshCompletion: String {
        let name = functionName
        var out =
            "#compdef \(program)\n# zsh completion of \(program), made from its command table. Do not edit.\n\n"
        out += Self.zshHelpers.replacing([
            "_NAME": "_\(name)", "GLOBALS": globalPattern(suffix: ""),
            "GLOBALS_EQUAL": globalPattern(suffix: "=*"),
        ])
        for command in shownCommands { out += zshFunction(of: command) }
        for noun in nouns { out += zshFunction(of: noun) }
        out += zshMain
        return out
    }

    /// Asks the program for the things of the lab and offers them.
    private static let zshHelpers = #"""
        # The kind comes last, behind what _arguments wants to be handed to compadd.
        _NAME_lab() {
            local -a names lines passed
            local line word i
            for ((i = 2; i < $#_NAME_line; i++)); do
                word=$_NAME_line[i]
                case $word in
                    GLOBALS_EQUAL) passed+=("${word/=\~\//=$HOME/}") ;;
                    GLOBALS) passed+=("$word=${_NAME_line[i + 1]/#\~\//$HOME/}"); ((i++)) ;;
                esac
            done
            lines=(${(f)"$("$_NAME_program" $passed __complete $@[-1] 2>/dev/null)"})
            for line in $lines; do names+=("${line%%$'\t'*}"); done
            compadd "${@[1,-2]}" -a names
        }

        """#

    private func zshFunction(of command: CommandDeclaration) -> String {
        var specs = command.options.flatMap(zshSpecs)
        for (place, operand) in command.operands.enumerated() {
            let action = zshAction(operand.completion)
            let message = Self.zshEscaped(operand.name)
            switch operand.presence {
            case .required: specs.append("'\(place + 1):\(message):\(action)'")
            case .optional: specs.append("'\(place + 1)::\(message):\(action)'")
            case .variadic, .rest: specs.append("'*:\(message):\(action)'")
            }
        }
        // Without the lines of options that the command declares itself.
        let list = "_\(functionName)_globals"
        let globals =
            command.replaced.isEmpty
            ? "$\(list)" : command.replaced.reduce(list) { "${\($0):#--\($1)=*}" }
        var out = "\n_\(functionName)_\(Self.identifier(command))() {\n    _arguments -s \(globals)"
        for spec in specs { out += " \\\n        \(spec)" }
        return out + "\n}\n"
    }

    private func zshFunction(of noun: NounDeclaration) -> String {
        let verbs = verbs(of: noun.name)
        var out = "\n_\(functionName)_noun_\(Self.identifier(noun.name))() {\n"
        out += "    local curcontext=\"$curcontext\" state line\n    local -a verbs\n    verbs=(\n"
        for command in verbs {
            out += "        \(Self.described(Self.lastWord(command), command.abstract))\n"
        }
        out += "    )\n    _arguments -C -s -A '-*' $_\(functionName)_globals '1: :->verb' '*:: :->rest'\n"
        out += "    case $state in\n        verb) _describe -t verbs verb verbs ;;\n        rest)\n"
        out += "            [[ -n $_\(functionName)_helping ]] && return\n            case $words[1] in\n"
        for command in verbs {
            let verb = Self.lastWord(command)
            out += "                \(verb)) _\(functionName)_\(Self.identifier(command)) ;;\n"
        }
        return out + "            esac\n            ;;\n    esac\n}\n"
    }

    private var zshMain: String {
        let name = functionName
        var out = "\n_\(name)() {\n    local curcontext=\"$curcontext\" state line\n"
        out += "    typeset -A opt_args\n    local _\(name)_program=$words[1] _\(name)_helping=''\n"
        out +=
            "    local -a _\(name)_globals _\(name)_line first\n    _\(name)_line=($words)\n    _\(name)_globals=(\n"
        for spec in globals.flatMap(zshSpecs) { out += "        \(spec)\n" }
        out += "    )\n    first=(\n"
        for noun in nouns { out += "        \(Self.described(noun.name, noun.abstract))\n" }
        for command in shownSingles {
            out += "        \(Self.described(Self.lastWord(command), command.abstract))\n"
        }
        out += "        'help:Explain a command'\n    )\n"
        out += "    _arguments -C -s -A '-*' $_\(name)_globals '1: :->first' '*:: :->rest'\n"
        out += "    case $state in\n        first) _describe -t commands command first ;;\n        rest)\n"
        out += "            if [[ $words[1] == help && CURRENT -eq 2 ]]; then\n"
        out += "                _describe -t commands command first\n                return\n"
        out += "            elif [[ $words[1] == help ]]; then\n"
        out +=
            "                _\(name)_helping=1\n                shift words\n                (( CURRENT-- ))\n"
        out += "            fi\n            case $words[1] in\n"
        for noun in nouns {
            out += "                \(noun.name)) _\(name)_noun_\(Self.identifier(noun.name)) ;;\n"
        }
        for command in shownSingles {
            out += "                \(Self.lastWord(command))) _\(name)_\(Self.identifier(command)) ;;\n"
        }
        out += "            esac\n            ;;\n    esac\n}\n\n"
        // Works both when loaded from fpath and when sourced.
        out += "if [[ $funcstack[1] == _\(name) ]]; then\n    _\(name) \"$@\"\n"
        return out + "else\n    compdef _\(name) \(program)\nfi\n"
    }

    /// The specifications of an option for `_arguments`, one for each of its names.
    private func zshSpecs(_ option: OptionSpec) -> [String] {
        option.words.map { word in
            let isLong = word == option.dashedName
            var spec: String
            if option.presence == .repeated {
                spec = "*"
            } else {
                spec = option.words.count > 1 ? "(\(option.words.joined(separator: " ")))" : ""
            }
            spec += word
            if option.takesValue { spec += isLong ? "=" : "+" }
            spec += "[\(Self.zshEscaped(option.hint))]"
            if let valueName = option.valueName {
                spec += ":\(Self.zshEscaped(valueName)):\(zshAction(option.completion))"
            }
            return shellQuoted(spec)
        }
    }

    private func zshAction(_ completion: Completion) -> String {
        switch completion {
        case .nothing: " "
        case .file: "_files"
        case .directory: "_files -/"
        case .words(let words): "(\(words.joined(separator: " ")))"
        case .labObject(let kind): "_\(functionName)_lab \(kind)"
        }
    }

    private static func described(_ word: String, _ abstract: String) -> String {
        shellQuoted("\(word):\(firstSentence(abstract))")
    }

    private static func zshEscaped(_ text: String) -> String {
        var out = ""
        for character in text {
            if "[]:\\".contains(character) { out += "\\" }
            out.append(character == "\n" ? " " : character)
        }
        return out
    }

    private static func identifier(_ command: CommandDeclaration) -> String {
        "command_" + command.path.map(identifier).joined(separator: "_")
    }

    private static func identifier(_ word: String) -> String {
        String(word.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
    }
}
