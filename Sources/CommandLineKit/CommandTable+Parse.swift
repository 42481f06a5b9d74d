extension CommandTable {
    /// Reads a command line.
    ///
    /// Options may stand anywhere before `--`; `--help` wins over other mistakes once its command is known. Names
    /// are not abbreviated: a script written today must not change its meaning when an option is added.
    ///
    /// - Parameter arguments: the words behind the name of the program.
    /// - Returns: what is to be done.
    /// - Throws: `UsageError`, exit code 64.
    public func parse(_ arguments: [String]) throws(UsageError) -> Invocation {
        var scanner = ArgumentScanner(table: self, words: arguments)
        do throws(UsageError) {
            try scanner.scan()
            return try scanner.invocation()
        } catch {
            guard scanner.asksHelpLater else { throw error }
            return .help(scanner.topic, scanner.parsed)
        }
    }
}

/// Walks over the words of one command line.
struct ArgumentScanner {
    let table: CommandTable
    let words: [String]
    /// The next word.
    private var place = 0
    private var isHelp = false
    /// Whether help is asked about help itself: `sms12 help help`.
    private var isHelpItself = false
    private var noun: String?
    private var command: CommandDeclaration?
    private var optionWords: [String: [String]] = [:]
    private var plainWords: [String] = []
    private var restWords: [String] = []
    private var failedOnCommandWord = false

    init(table: CommandTable, words: [String]) {
        self.table = table
        self.words = words
    }

    // MARK: Walking

    mutating func scan() throws(UsageError) {
        var optionsEnded = false
        while place < words.count {
            let word = words[place]
            place += 1
            if optionsEnded {
                try takePlain(word)
            } else if word == "--" {
                optionsEnded = true
                if command?.operands.last?.presence == .rest {
                    restWords = Array(words[place...])
                    place = words.count
                }
            } else if word.utf8.starts(with: "--".utf8) {
                try takeLong(word)
            } else if Self.looksLikeOption(word) {
                try takeLetters(word)
            } else {
                try takePlain(word)
            }
        }
    }

    /// A dash and more, but no negative number: those are values.
    private static func looksLikeOption(_ word: String) -> Bool {
        var bytes = word.utf8.makeIterator()
        guard bytes.next() == UInt8(ascii: "-"), let second = bytes.next() else { return false }
        return !(second >= UInt8(ascii: "0") && second <= UInt8(ascii: "9"))
    }

    private mutating func takePlain(_ word: String) throws(UsageError) {
        guard command == nil else { return plainWords.append(word) }
        failedOnCommandWord = true
        if let noun {
            // "sms12 job help create" is what one types after "sms12 job".
            if word == "help", !isHelp, table.command([noun, word]) == nil {
                isHelp = true
                failedOnCommandWord = false
                return
            }
            guard let found = table.command([noun, word]) else {
                throw unknown(word, among: table.verbs(of: noun).map(CommandTable.lastWord), elsewhere: [])
            }
            command = found
        } else if let found = table.command([word]) {
            command = found
        } else if table.noun(word) != nil {
            noun = word
        } else if word == "help", !isHelpItself {
            isHelpItself = isHelp
            isHelp = true
        } else {
            // A verb without its noun: say where it belongs.
            let owners = table.shownCommands.filter { $0.path.count == 2 && $0.path.last == word }
            throw unknown(word, among: table.firstWords, elsewhere: owners.map(\.name))
        }
        failedOnCommandWord = false
    }

    private func unknown(_ word: String, among names: [String], elsewhere: [String]) -> UsageError {
        let beginnings = namesBeginning(with: word, among: names)
        if beginnings.count > 1 { return error(.ambiguousWord(word, candidates: beginnings)) }
        let near = elsewhere.isEmpty ? nearestNames(to: word, among: names) : elsewhere
        return error(.unknownWord(word, suggestions: near))
    }

    private func error(_ problem: UsageError.Problem) -> UsageError {
        UsageError(problem, program: table.program, path: path)
    }

    private var path: [String] { command?.path ?? (noun.map { [$0] } ?? []) }

    // MARK: Options

    private var knownOptions: [OptionSpec] {
        guard let command else { return table.globals }
        return command.options + table.globals(of: command)
    }

    private mutating func takeLong(_ word: String) throws(UsageError) {
        let name: String
        let value: String?
        if let equals = word.utf8.firstIndex(of: UInt8(ascii: "=")) {
            name = String(word[..<equals])
            value = String(word[word.utf8.index(after: equals)...])
        } else {
            name = word
            value = nil
        }
        guard let option = knownOptions.first(where: { $0.dashedName == name }) else {
            throw unknownOption(name)
        }
        try take(option, as: option.dashedName, value: value)
    }

    /// One or more flags in one word; the last may be an option with its value: `-q`, `-qn 5`, `-n5`, `-n=5`.
    private mutating func takeLetters(_ word: String) throws(UsageError) {
        var letters = Substring(word).dropFirst()
        while let letter = letters.first {
            letters = letters.dropFirst()
            guard let option = knownOptions.first(where: { $0.letter == letter }) else {
                throw unknownOption("-\(letter)")
            }
            guard option.takesValue else {
                if letters.first == "=" {
                    throw error(.unwantedValue(option: "-\(letter)", value: String(letters.dropFirst())))
                }
                try take(option, as: "-\(letter)", value: nil)
                continue
            }
            let attached = letters.first == "=" ? letters.dropFirst() : letters
            return try take(option, as: "-\(letter)", value: letters.isEmpty ? nil : String(attached))
        }
    }

    private mutating func take(_ option: OptionSpec, as typed: String, value: String?) throws(UsageError) {
        var word = ""
        if let valueName = option.valueName {
            if let value { word = value } else { word = try nextValue(of: typed, valueName: valueName) }
        } else if let value {
            throw error(.unwantedValue(option: typed, value: value))
        }
        if let first = optionWords[option.name]?.first, option.presence != .repeated {
            throw error(.givenTwice(option: option.dashedName, first: first, second: word))
        }
        if option.takesValue {
            do throws(ValueProblem) {
                try option.check(word)
            } catch let problem {
                throw error(.badValue(of: option.dashedName, word: word, problem))
            }
        }
        optionWords[option.name, default: []].append(word)
    }

    private mutating func nextValue(of option: String, valueName: String) throws(UsageError) -> String {
        guard place < words.count else {
            throw error(.missingValue(option: option, valueName: valueName, next: nil))
        }
        let word = words[place]
        guard !Self.looksLikeOption(word) else {
            throw error(.missingValue(option: option, valueName: valueName, next: word))
        }
        place += 1
        return word
    }

    private func unknownOption(_ typed: String) -> UsageError {
        let isLong = typed.utf8.starts(with: "--".utf8)
        let names = knownOptions.map(\.dashedName)
        let owners = table.shownCommands.filter { command in
            command.options.contains { $0.words.contains(typed) }
        }
        if command == nil, !owners.isEmpty {
            return error(.optionBeforeCommand(typed, commands: owners.prefix(3).map(\.name)))
        }
        guard isLong, typed.utf8.count > 2 else {
            return error(.unknownOption(typed, suggestions: [], elsewhere: owners.prefix(3).map(\.name)))
        }
        let beginnings = namesBeginning(with: typed, among: names)
        if beginnings.count > 1 { return error(.ambiguousOption(typed, candidates: beginnings)) }
        // Compared without the dashes, which would make short names look alike.
        let bare = String(typed.dropFirst(2))
        let near = nearestNames(to: bare, among: knownOptions.map(\.name)).map { "--\($0)" }
        return error(.unknownOption(typed, suggestions: near, elsewhere: owners.prefix(3).map(\.name)))
    }

    // MARK: The end

    /// Whether a `--help` stands among the words not yet looked at, and its command is known.
    var asksHelpLater: Bool {
        guard !failedOnCommandWord else { return false }
        let later = words[min(place, words.count)...].prefix { $0 != "--" }
        return optionWords["help"] != nil || later.contains { $0 == "--help" || $0 == "-h" }
    }

    /// What help is about, as far as the words went.
    var topic: HelpTopic {
        if isHelpItself { return .help }
        if let command { return .command(command.path) }
        return noun.map { .noun($0) } ?? .root
    }

    /// What was read so far.
    var parsed: Parsed { makeParsed(operandWords: [:]) }

    func invocation() throws(UsageError) -> Invocation {
        if isHelp {
            if let word = plainWords.first { throw error(.unexpectedOperand(word)) }
            return .help(topic, parsed)
        }
        if optionWords["help"] != nil { return .help(topic, parsed) }
        if optionWords["version"] != nil { return .version(parsed) }
        guard let command else { return .help(topic, parsed) }
        for option in command.options where option.presence == .required && optionWords[option.name] == nil {
            throw error(.missingOption(option.dashedName, valueName: option.valueName ?? ""))
        }
        for group in command.exclusive {
            let given = group.filter { optionWords[$0] != nil }
            if given.count > 1 { throw error(.exclusive(given.map { "--\($0)" })) }
        }
        return .run(makeParsed(operandWords: try bindOperands(of: command)))
    }

    private func makeParsed(operandWords: [String: [String]]) -> Parsed {
        Parsed(
            path: path, program: table.program, declaredOptions: knownOptions.map(\.name),
            declaredOperands: (command?.operands ?? []).map(\.name), optionWords: optionWords,
            operandWords: operandWords)
    }

    private func bindOperands(of command: CommandDeclaration) throws(UsageError) -> [String: [String]] {
        var bound: [String: [String]] = [:]
        var left = plainWords[...]
        for operand in command.operands {
            var taken: [String] = []
            switch operand.presence {
            case .required, .optional: taken = Array(left.prefix(1))
            case .variadic: taken = Array(left)
            case .rest:
                if restWords.isEmpty, !left.isEmpty { throw error(.missingDashes(before: operand.name)) }
            }
            left = left.dropFirst(taken.count)
            if operand.presence == .rest { taken = restWords }
            let mayBeEmpty = operand.presence == .optional || operand.presence == .variadic(atLeast: 0)
            if taken.isEmpty, !mayBeEmpty { throw error(.missingOperand(operand.name)) }
            for word in taken {
                do throws(ValueProblem) {
                    try operand.check(word)
                } catch let problem {
                    throw error(.badValue(of: operand.name, word: word, problem))
                }
            }
            bound[operand.name] = taken
        }
        if let word = left.first { throw error(.unexpectedOperand(word)) }
        return bound
    }
}
