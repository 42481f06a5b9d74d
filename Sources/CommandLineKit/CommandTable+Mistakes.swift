extension CommandTable {
    /// Everything that is wrong with the table; a test demands that there is nothing.
    ///
    /// Besides names that clash or cannot be typed, it demands that every example is a command line that the
    /// table itself understands.
    public func mistakes() -> [DeclarationMistake] {
        var found: [String] = []
        checkNames(&found)
        checkOptionKinds(&found)
        for command in commands { check(command, &found) }
        return found.map(DeclarationMistake.init)
    }

    private func checkNames(_ found: inout [String]) {
        for (place, noun) in nouns.enumerated() {
            if !isName(noun.name) { found.append("the noun '\(noun.name)' is not made of a-z, 0-9 and -") }
            if noun.name == "help" { found.append("'help' cannot be a noun") }
            if nouns.prefix(place).contains(where: { $0.name == noun.name }) {
                found.append("the noun \(noun.name) stands twice")
            }
            if verbs(of: noun.name).isEmpty { found.append("the noun \(noun.name) has no verb") }
        }
        for (place, command) in commands.enumerated() {
            if commands.prefix(place).contains(where: { $0.path == command.path }) {
                found.append("the command '\(command.name)' stands twice")
            }
            if !command.isHidden, !command.path.allSatisfy(isName) {
                found.append("the command '\(command.name)' is not made of a-z, 0-9 and -")
            }
            switch command.path.count {
            case 1:
                if command.path.first == "help" || nouns.contains(where: { $0.name == command.path.first }) {
                    found.append("the command '\(command.name)' is also a noun, or help")
                }
            case 2:
                if !nouns.contains(where: { $0.name == command.path.first }) {
                    found.append("the command '\(command.name)' has no declared noun")
                }
            default: found.append("the command '\(command.name)' has not one or two words")
            }
        }
    }

    /// An option means one thing to a reader: the same name takes a value everywhere or nowhere.
    private func checkOptionKinds(_ found: inout [String]) {
        var kinds: [String: Bool] = [:]
        for option in globals + commands.flatMap(\.options) {
            for word in option.words {
                if let known = kinds[word], known != option.takesValue {
                    found.append("the option \(word) takes a value in one place and none in another")
                }
                kinds[word] = option.takesValue
            }
        }
    }

    private func check(_ command: CommandDeclaration, _ found: inout [String]) {
        let place = "'\(command.name)'"
        if command.abstract.isEmpty { found.append("\(place) has no abstract") }
        checkOptions(command, &found)
        checkOperands(command, &found)
        for (group, names) in command.exclusive.enumerated() {
            for name in names where !command.options.contains(where: { $0.name == name }) {
                found.append("\(place) excludes --\(name) in group \(group + 1) but does not declare it")
            }
        }
        check(command.example, of: command, mustBePlain: true, &found)
        for example in command.moreExamples { check(example, of: command, mustBePlain: false, &found) }
    }

    private func checkOptions(_ command: CommandDeclaration, _ found: inout [String]) {
        var taken = globals(of: command).flatMap(\.words)
        for name in command.replaced {
            let own = command.options.first { $0.name == name }
            let global = globals.first { $0.name == name }
            if own == nil || global == nil || own?.takesValue != global?.takesValue {
                found.append("'\(command.name)' replaces --\(name) with nothing that takes as much")
            }
        }
        for option in command.options {
            let place = "\(option.dashedName) of '\(command.name)'"
            if !isName(option.name) { found.append("\(place) is not made of a-z, 0-9 and -") }
            if let letter = option.letter, !letter.isLetter || !letter.isASCII {
                found.append("\(place) has '\(letter)' for its letter")
            }
            if option.help.isEmpty { found.append("\(place) has no help") }
            for word in option.words {
                if taken.contains(word) { found.append("\(place): \(word) stands twice") }
                taken.append(word)
            }
            checkWords(option.allowedWords, option.completion, place, &found)
        }
    }

    private func checkOperands(_ command: CommandDeclaration, _ found: inout [String]) {
        var mayRequire = true
        var mayFollow = true
        var names: [String] = []
        for operand in command.operands {
            let place = "\(operand.name) of '\(command.name)'"
            if !mayFollow { found.append("\(place) stands behind an operand that takes all words") }
            if !mayRequire, operand.presence == .required || operand.presence == .variadic(atLeast: 1) {
                found.append("\(place) is required but stands behind an optional operand")
            }
            if names.contains(operand.name) { found.append("\(place) stands twice") }
            names.append(operand.name)
            if operand.help.isEmpty { found.append("\(place) has no help") }
            if operand.presence == .optional { mayRequire = false }
            if operand.presence != .required, operand.presence != .optional { mayFollow = false }
            checkWords(operand.allowedWords, operand.completion, place, &found)
        }
    }

    /// Words go unquoted into the scripts of three shells, so only harmless letters are taken.
    private func checkWords(
        _ words: [String], _ completion: Completion, _ place: String, _ found: inout [String]
    ) {
        var all = words
        switch completion {
        case .words(let more): all += more
        case .labObject(let kind): if !isName(kind) { found.append("\(place) has the kind '\(kind)'") }
        case .nothing, .file, .directory: break
        }
        for word in all {
            let isHarmless = word.utf8.allSatisfy { byte in
                isLetterOrDigit(byte) || "._+-".utf8.contains(byte)
            }
            if word.isEmpty || !isHarmless { found.append("\(place) has the word '\(word)'") }
        }
    }

    private func check(
        _ example: CommandExample, of command: CommandDeclaration, mustBePlain: Bool,
        _ found: inout [String]
    ) {
        let place = "the example '\(example.line)' of '\(command.name)'"
        guard let words = plainShellWords(example.line) else {
            if mustBePlain { found.append("\(place) needs a shell to be understood") }
            return
        }
        guard words.first == program else { return found.append("\(place) does not begin with \(program)") }
        do throws(UsageError) {
            guard case .run(let parsed) = try parse(Array(words.dropFirst())), parsed.path == command.path
            else { return found.append("\(place) is about another command") }
        } catch {
            found.append("\(place) is refused: \(error.sentence)")
        }
    }
}

private func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
    default: false
    }
}

/// Whether a name can be a noun, verb or long option: small letters, digits and dashes, a letter first.
private func isName(_ name: String) -> Bool {
    guard let first = name.utf8.first, first >= UInt8(ascii: "a"), first <= UInt8(ascii: "z") else {
        return false
    }
    return name.utf8.allSatisfy { byte in
        (isLetterOrDigit(byte) && !(byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")))
            || byte == UInt8(ascii: "-")
    }
}
