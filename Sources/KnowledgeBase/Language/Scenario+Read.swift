public import SiteModel

extension Scenario {
    /// Reads a file of cases.
    ///
    /// - Parameters:
    ///   - text: The file.
    ///   - file: Its name, for findings.
    /// - Returns: The cases, and what is wrong, each with line and column; rows are tried with the values of every play.
    public static func read(_ text: String, file: String) -> (scenarios: [Scenario], findings: [Finding]) {
        var reader = HeadReader(file: file)
        for (place, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            reader.take(String(line), number: place + 1)
        }
        var findings = reader.findings
        for scenario in reader.scenarios {
            findings += reader.lacks(scenario)
            for variation in 0..<scenario.variations {
                let read = ScenarioReader.read(scenario, values: scenario.values(variation))
                for finding in read.findings where !findings.contains(finding) { findings.append(finding) }
            }
        }
        return (reader.scenarios, findings)
    }
}

/// Reads the heads of cases, and leaves the rows as words.
private struct HeadReader {
    let file: String
    var article = ""
    var scenarios: [Scenario] = []
    var findings: [Finding] = []

    mutating func take(_ line: String, number: Int) {
        do throws(RowError) {
            let words = try RowWord.split(line)
            guard let first = words.first else { return }
            try take(first, words, line, number)
        } catch {
            findings.append(
                Finding(
                    .error, "bad-row", error.message,
                    at: SourceLocation(file: file, line: number, column: error.column)))
        }
    }

    private mutating func take(
        _ first: RowWord, _ words: [RowWord], _ line: String, _ number: Int
    ) throws(RowError) {
        let value = rest(line, after: first)
        switch first.text {
        case "article":
            guard value.hasPrefix("Q"), Int(value.dropFirst()) != nil else {
                throw RowError("'\(value)' is no article such as Q140374", column: first.column)
            }
            article = value
        case "quirk" where words.count == 2, "always" where words.count == 2:
            if article.isEmpty { throw RowError("the row `article` comes first", column: first.column) }
            scenarios.append(
                Scenario(
                    article: article, name: words[1].text, isQuirk: first.text == "quirk",
                    location: SourceLocation(file: file, line: number, column: first.column)))
        default:
            guard !scenarios.isEmpty else {
                throw RowError("a case begins with `quirk NAME` or `always NAME`", column: first.column)
            }
            if try !takeHead(first, words, value) {
                scenarios[scenarios.count - 1].rows.append(
                    ScenarioRow(line: number, words: words, text: line.trimmed))
            }
        }
    }

    /// Takes a row of the head; false for any other row.
    private mutating func takeHead(_ first: RowWord, _ words: [RowWord], _ value: String) throws(RowError)
        -> Bool
    {
        let last = scenarios.count - 1
        switch first.text {
        case "title": scenarios[last].title = value
        case "look": scenarios[last].look.append(value)
        case "where": scenarios[last].place = value
        case "cause": scenarios[last].cause.append(value)
        case "trigger": scenarios[last].trigger.append(value)
        case "area":
            guard words.count == 2 else { throw RowError("area wants one word", column: first.column) }
            scenarios[last].area = try RowWords.choice(
                words[1], CatalogueArea.allCases.map { ($0.rawValue, $0) })
        case "releases":
            var releases: [Release] = []
            for word in words.dropFirst() {
                releases.append(try RowWords.choice(word, Release.allCases.map { ($0.rawValue, $0) }))
            }
            scenarios[last].releases = releases
        case "vary":
            guard words.count >= 3 else {
                throw RowError("vary wants a parameter and its values", column: first.column)
            }
            scenarios[last].parameters.append(
                ScenarioParameter(name: words[1].text, values: words.dropFirst(2).map(\.text)))
        default: return false
        }
        return true
    }

    private func rest(_ line: String, after word: RowWord) -> String {
        let scalars = line.unicodeScalars.dropFirst(word.column - 1 + word.text.unicodeScalars.count)
        return String(scalars).trimmed
    }

    /// What a case must have and has not.
    func lacks(_ scenario: Scenario) -> [Finding] {
        var missing: [String] = []
        if scenario.title.isEmpty { missing.append("a row `title`") }
        if scenario.look.isEmpty { missing.append("a row `look`: what to look at") }
        let kinds = Set(scenario.rows.compactMap { $0.words.first.map { $0.text.filter { $0 != ":" } } })
        if scenario.isQuirk {
            for kind in ["affected", "fixed", "consequence"] where !kinds.contains(kind) {
                missing.append("a row `\(kind):`")
            }
            if scenario.place.isEmpty { missing.append("a row `where`: where the cause lies") }
        } else if !kinds.contains("expect") {
            missing.append("a row `expect:`")
        }
        if scenario.variations < 2 { missing.append("a row `vary` with two values") }
        return missing.map {
            Finding(.error, "incomplete-case", "case \(scenario.name) has not \($0)", at: scenario.location)
        }
    }
}

extension String {
    /// Without blanks, tabs and carriage returns around it.
    package var trimmed: String {
        var rest = Substring(self)
        let blanks: [Character] = [" ", "\t", "\r"]
        while let sign = rest.first, blanks.contains(sign) { rest = rest.dropFirst() }
        while let sign = rest.last, blanks.contains(sign) { rest = rest.dropLast() }
        return String(rest)
    }
}
