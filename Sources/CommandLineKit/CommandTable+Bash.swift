extension CommandTable {
    /// A script for bash that needs no bash-completion package.
    ///
    /// The tables are `case` statements; the walk over the words is the same text for every program.
    var bashCompletion: String {
        """
        # bash completion of \(program), made from its command table. Do not edit.
        \(bashTables)
        \(bashWalk)
        complete -F _\(functionName) \(program)

        """
    }

    private var bashTables: String {
        let name = functionName
        var out = "_\(name)_takes_value() {\n    case \"$1\" in\n"
        let valueOptions = valueOptionWords
        if !valueOptions.isEmpty { out += "        \(valueOptions.joined(separator: "|"))) return 0 ;;\n" }
        out += "    esac\n    return 1\n}\n"
        out += "_\(name)_verbs() {\n    case \"$1\" in\n"
        for noun in nouns {
            let verbs = verbs(of: noun.name).map(Self.lastWord)
            out += "        \(noun.name)) list='\(verbs.joined(separator: " "))' ;;\n"
        }
        out += "        *) list='' ;;\n    esac\n}\n"
        out += "_\(name)_options() {\n    case \"$1\" in\n"
        for command in shownCommands where !command.options.isEmpty {
            let words = command.options.filter { !command.replaced.contains($0.name) }.flatMap(\.words)
                .joined(separator: " ")
            out += "        '\(command.name)') list='\(words)' ;;\n"
        }
        out += "        *) list='' ;;\n    esac\n"
        out += "    list+=' \(globals.flatMap(\.words).joined(separator: " "))'\n}\n"
        out += "_\(name)_option_hint() {\n    case \"$1 $2\" in\n"
        for command in shownCommands {
            for option in command.options where option.takesValue {
                let patterns = option.words.map { "'\(command.name) \($0)'" }.joined(separator: "|")
                out += "        \(patterns)) hint='\(Self.bashHint(option.completion))' ;;\n"
            }
        }
        for option in globals where option.takesValue {
            let patterns = option.words.map { "*' \($0)'" }.joined(separator: "|")
            out += "        \(patterns)) hint='\(Self.bashHint(option.completion))' ;;\n"
        }
        out += "        *) hint='' ;;\n    esac\n}\n"
        out += "_\(name)_operand_hint() {\n    case \"$1 $2\" in\n"
        for command in shownCommands {
            for (place, operand) in command.operands.enumerated() {
                let pattern: String
                switch operand.presence {
                case .required, .optional: pattern = "'\(command.name) \(place)'"
                case .variadic, .rest: pattern = "'\(command.name) '*"
                }
                // The name is a remark: it says what the line is for.
                out +=
                    "        \(pattern)) hint='\(Self.bashHint(operand.completion))' ;; # \(operand.name)\n"
            }
        }
        return out + "        *) hint='' ;;\n    esac\n}"
    }

    private static func bashHint(_ completion: Completion) -> String {
        switch completion {
        case .nothing: ""
        case .file: "file"
        case .directory: "directory"
        case .words(let words): "words \(words.joined(separator: " "))"
        case .labObject(let kind): "lab \(kind)"
        }
    }

    private static let bashWalkText = #"""
        # Puts every line of standard input that begins with the current word among the answers.
        _NAME_match() {
            local line
            while IFS= read -r line; do
                [[ -n $line && $line == "$cur"* ]] && COMPREPLY+=("$line")
            done
        }
        _NAME_offer() {
            local kind=${hint%% *} rest=${hint#* } line
            case $kind in
                words) _NAME_match < <(printf '%s\n' $rest) ;;
                file) compopt -o filenames 2>/dev/null; _NAME_match < <(compgen -f -- "$cur") ;;
                directory) compopt -o filenames 2>/dev/null; _NAME_match < <(compgen -d -- "$cur") ;;
                lab)
                    # The program prints one thing a line, perhaps with a tab and a description.
                    while IFS=$'\t' read -r line _; do
                        [[ -n $line && $line == "$cur"* ]] && COMPREPLY+=("$(printf '%q' "$line")")
                    done < <("$program" "${passed[@]}" __complete "$rest" 2>/dev/null)
                    ;;
            esac
        }
        _NAME() {
            local program=${1/#\~\//$HOME/} cur word list hint option='' command='' noun='' verb='' head
            local dashes='' helping='' glue='' i count=0
            local -a words=() passed=()
            COMPREPLY=()
            # Joins again what readline has split at = and :
            for ((i = 1; i <= COMP_CWORD; i++)); do
                word=${COMP_WORDS[i]}
                if ((${#words[@]} > 0)) && [[ -n $glue || $word == [=:]* ]]; then
                    words[${#words[@]} - 1]+=$word
                else
                    words+=("$word")
                fi
                if [[ $word == [=:] ]]; then glue=1; else glue=''; fi
            done
            cur=${words[${#words[@]} - 1]}
            for ((i = 0; i < ${#words[@]} - 1; i++)); do
                word=${words[i]}
                if [[ -z $dashes && $word == -- ]]; then
                    dashes=1
                elif [[ -z $dashes && $word == --*=* ]]; then
                    case $word in GLOBALS_EQUAL) passed+=("${word/=\~\//=$HOME/}") ;; esac
                elif [[ -z $dashes && $word == -?* && $word != -[0-9]* ]]; then
                    if _NAME_takes_value "$word"; then
                        if ((i == ${#words[@]} - 2)); then
                            option=$word
                        else
                            case $word in GLOBALS) passed+=("$word=${words[i + 1]/#\~\//$HOME/}") ;; esac
                            ((i++))
                        fi
                    fi
                elif [[ -z $noun && -z $helping && $word == help ]]; then
                    helping=1
                elif [[ -z $noun ]]; then
                    noun=$word
                    command=$word
                elif [[ -z $verb ]] && _NAME_has_verbs "$noun"; then
                    verb=$word
                    command="$noun $verb"
                else
                    ((count++))
                fi
            done
            if [[ -n $option ]]; then
                _NAME_option_hint "$command" "$option"
                _NAME_offer
            elif [[ -z $dashes && $cur == --*=* ]]; then
                option=${cur%%=*}
                _NAME_option_hint "$command" "$option"
                cur=${cur#*=}
                _NAME_offer
                # What stands before = is replaced too where readline does not break words at it.
                if [[ $COMP_WORDBREAKS != *=* ]]; then COMPREPLY=("${COMPREPLY[@]/#/$option=}"); fi
            elif [[ -z $dashes && $cur == -* ]]; then
                _NAME_options "$command"
                _NAME_match < <(printf '%s\n' $list)
            elif [[ -z $noun ]]; then
                _NAME_match < <(printf '%s\n' FIRST)
            elif [[ -z $verb ]] && _NAME_has_verbs "$noun"; then
                _NAME_verbs "$noun"
                _NAME_match < <(printf '%s\n' $list)
            elif [[ -z $helping ]]; then
                _NAME_operand_hint "$command" "$count"
                _NAME_offer
            fi
            # Readline replaces only what follows the last colon.
            if [[ $cur == *:* && $COMP_WORDBREAKS == *:* ]]; then
                head=${cur%"${cur##*:}"}
                for i in "${!COMPREPLY[@]}"; do COMPREPLY[i]=${COMPREPLY[i]#"$head"}; done
            fi
        }
        _NAME_has_verbs() {
            case "$1" in
                NOUNS) return 0 ;;
            esac
            return 1
        }
        """#

    /// The walk over the words typed so far, with the names of this program in it.
    private var bashWalk: String {
        let first = firstWords.joined(separator: " ")
        let nounPattern = nouns.map(\.name).joined(separator: "|")
        let name = functionName
        return Self.bashWalkText
            .replacing([
                "GLOBALS_EQUAL": globalPattern(suffix: "=*"), "GLOBALS": globalPattern(suffix: ""),
                "FIRST": first, "NOUNS": nounPattern.isEmpty ? "''" : nounPattern, "_NAME": "_\(name)",
            ])
    }

    /// A `case` pattern of the global options that a value follows.
    func globalPattern(suffix: String) -> String {
        let words = globals.filter(\.takesValue).map { $0.dashedName + suffix }
        return words.isEmpty ? "''" : words.joined(separator: "|")
    }
}

extension String {
    /// The text with marks of capital letters replaced; the longest mark at a place wins.
    func replacing(_ marks: KeyValuePairs<String, String>) -> String {
        var out = ""
        var rest = Substring(self)
        while let first = rest.first {
            var best: (mark: String, text: String)?
            for (mark, text) in marks where rest.utf8.starts(with: mark.utf8) {
                if mark.utf8.count > best?.mark.utf8.count ?? 0 { best = (mark, text) }
            }
            if let best {
                out += best.text
                rest = rest.dropFirst(best.mark.count)
            } else {
                out.append(first)
                rest = rest.dropFirst()
            }
        }
        return out
    }
}
