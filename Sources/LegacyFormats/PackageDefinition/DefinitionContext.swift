import SiteModel

/// A value of a key, ready to be read, with its place.
struct LocatedText {
    /// The value without blanks around it and, in 1.x, without the outer quotes.
    var text: String
    /// Where it begins.
    var location: SourceLocation
    /// The key as written.
    var key: String

    /// The items of a list, blanks and empty ones dropped, each with its place.
    var items: [LocatedText] {
        let scalars = Array(text.unicodeScalars)
        return scalars.split(separator: ",", omittingEmptySubsequences: false).compactMap { part in
            let range = trimmedRange(part)
            if range.isEmpty { return nil }
            var place = location
            place.column += range.lowerBound
            return LocatedText(text: string(scalars[range]), location: place, key: key)
        }
    }
}

/// What the parsers of both grammars share: the document, the findings and the reading of single values.
struct DefinitionContext {
    let document: DefinitionDocument
    let grammar: PackageDefinitionGrammar
    /// Names of the files beside the definition file, in small letters; nil when not known.
    let neighbours: [String]?
    var findings: DefinitionFindings
    var isDraft = false
    var loadPDFWarnings = 0
    /// Names of sections that were read, in small letters.
    var usedSections: Set<String> = []
    /// Places of quotes already reported.
    private var reportedQuotes: Set<Int> = []

    init(
        document: DefinitionDocument, grammar: PackageDefinitionGrammar, neighbours: [String]?,
        findings: DefinitionFindings
    ) {
        self.document = document
        self.grammar = grammar
        self.neighbours = neighbours?.map { $0.lowercased() }
        self.findings = findings
    }

    /// The first section of a name, marked as read.
    mutating func section(_ name: String) -> DefinitionSection? {
        guard let section = document.section(name) else { return nil }
        usedSections.insert(section.folded)
        return section
    }

    /// The value of a key; nil when the key is absent.
    mutating func value(_ section: DefinitionSection, _ key: String) -> LocatedText? {
        guard let entry = section.entry(key) else { return nil }
        return value(of: entry)
    }

    /// The value of an entry: in 1.x one pair of quotes around the whole is dropped, as the real reader does.
    mutating func value(of entry: DefinitionEntry) -> LocatedText {
        var value = LocatedText(text: entry.value, location: entry.valueLocation, key: entry.key)
        let scalars = Array(entry.value.unicodeScalars)
        guard grammar == .v1, scalars.count >= 2, let quote = scalars.first, quote == "\"" || quote == "'",
            scalars.last == quote
        else { return value }
        let inner = scalars[1..<(scalars.count - 1)]
        value.text = string(inner)
        value.location.column += 1
        // Inner quotes or blanks at an end show that the outer pair was put there to be dropped.
        let ends = [inner.first, inner.last].compactMap { $0 }
        let isDoubled = ends.contains { $0 == quote || isBlank($0) }
        if inner.contains(quote), !isDoubled, reportedQuotes.insert(entry.valueLocation.line).inserted {
            findings.add(
                .quotesDropped, "The first and the last quote of \(entry.key) are dropped, as SMS does.",
                at: entry.valueLocation,
                advice: "to keep them, put one more pair of quotes around the whole value")
        }
        return value
    }

    /// The value of a key; nil when it is absent or empty.
    mutating func text(_ section: DefinitionSection, _ key: String) -> LocatedText? {
        guard let value = value(section, key), !value.text.isEmpty else { return nil }
        return value
    }

    /// A text value, checked against a limit in characters; empty when absent.
    mutating func text(_ section: DefinitionSection, _ key: String, limit: Int) -> String {
        guard let value = text(section, key) else { return "" }
        checkLimit(value, limit: limit)
        return value.text
    }

    /// Warns of a text over a limit; it is kept whole.
    mutating func checkLimit(_ value: LocatedText, limit: Int) {
        let count = value.text.unicodeScalars.count
        guard count > limit else { return }
        findings.add(
            .overLimit, "\(value.key) has \(count) characters; SMS takes \(limit).", at: value.location,
            advice: "shorten it")
    }

    /// A required value: its absence makes the import a draft.
    mutating func required(_ section: DefinitionSection, _ key: String, limit: Int) -> String {
        if let value = text(section, key) {
            checkLimit(value, limit: limit)
            return value.text
        }
        isDraft = true
        findings.add(
            .missingRequiredKey, "\(key) of [\(section.name)] is missing or empty.",
            at: section.entry(key)?.valueLocation ?? section.location,
            advice: "fill it in before publishing the package")
        return ""
    }

    /// Notes the absence of a key that only some texts call required.
    mutating func noteMissing(_ section: DefinitionSection, _ keys: [String]) {
        for key in keys where (section.entry(key)?.value ?? "").isEmpty {
            findings.add(
                .missingRecommendedKey, "\(key) of [\(section.name)] is missing or empty.",
                at: section.entry(key)?.valueLocation ?? section.location)
        }
    }

    /// A true-or-false value; nil when absent, empty or neither.
    ///
    /// Any case is taken. In 1.x everything but TRUE and FALSE counts as absent, in 2.0 a near word is tried.
    mutating func boolean(_ section: DefinitionSection, _ key: String) -> Bool? {
        guard let value = text(section, key) else { return nil }
        switch value.text.lowercased() {
        case "true": return true
        case "false": return false
        default: break
        }
        if grammar == .v2, let word = nearest(value.text, ["True", "False"]) {
            noteMisspelling(value, word)
            return word == "True"
        }
        findings.add(
            .unknownBoolean,
            "\(value.key) is \"\(value.text)\", neither TRUE nor FALSE; the default is taken.",
            at: value.location, advice: "write TRUE or FALSE")
        return nil
    }

    /// Warns of a misspelling that was understood.
    mutating func noteMisspelling(_ value: LocatedText, _ word: String) {
        findings.add(
            .misspeltWord, "\(value.key) is \"\(value.text)\"; \(word) is taken.", at: value.location,
            advice: "write \(word)")
    }

    /// Notes keys that the grammar does not know; `isKnown` gets them in small letters.
    mutating func noteUnknownKeys(
        _ section: DefinitionSection, known: [String], isKnown: (String) -> Bool = { _ in false }
    ) {
        let folded = Set(known.map { $0.lowercased() })
        var seen: Set<String> = []
        for entry in section.entries where !entry.key.isEmpty {
            guard !folded.contains(entry.folded), !isKnown(entry.folded), seen.insert(entry.folded).inserted
            else { continue }
            let near = nearest(entry.key, known)
            findings.add(
                .unknownKey, "\(entry.key) of [\(section.name)] is no key that SMS reads.",
                at: entry.keyLocation, advice: near.map { "write \($0) if that was meant" })
        }
    }

    /// The sections named by a list, each once; those without a section are skipped with a warning.
    mutating func listedSections(
        _ list: LocatedText?, sectionName: (String) -> String
    ) -> [(item: String, section: DefinitionSection)] {
        var result: [(item: String, section: DefinitionSection)] = []
        var seen: Set<String> = []
        for item in list?.items ?? [] {
            guard seen.insert(item.text.lowercased()).inserted else {
                findings.add(
                    .listedTwice, "\(item.key) names \(item.text) twice.", at: item.location,
                    advice: "remove one of them")
                continue
            }
            let name = sectionName(item.text)
            guard let section = section(name) else {
                findings.add(
                    .sectionMissing, "\(item.key) names \(item.text), and there is no section [\(name)].",
                    at: item.location, advice: "add the section, or take \(item.text) off the list")
                continue
            }
            result.append((item.text, section))
        }
        return result
    }

    /// Warns of sections with a command line that nobody listed, and notes sections nobody knows.
    mutating func noteOtherSections(
        into definition: inout PackageDefinition, listKey: String, item: (DefinitionSection) -> String?
    ) {
        for section in document.sections where !section.isShadowed && !usedSections.contains(section.folded) {
            if section.entry("CommandLine") != nil, let name = item(section) {
                definition.unlistedPrograms.append(section.name)
                findings.add(
                    .unlistedProgram, "[\(section.name)] has a command line and is not in \(listKey).",
                    at: section.location, advice: "add \(name) to \(listKey) to import it")
            } else {
                definition.extraSections.append(section.name)
                findings.add(
                    .extraSection, "[\(section.name)] is no section that SMS reads; it is kept.",
                    at: section.location)
            }
        }
    }

    /// Warns when an icon file is known not to lie beside the definition file.
    mutating func checkIcon(_ value: LocatedText) {
        guard let neighbours, !neighbours.contains(value.text.lowercased()) else { return }
        findings.add(
            .iconNotBeside, "The icon file \(value.text) does not lie beside the definition file.",
            at: value.location, advice: "the import goes on without it; copy the file there to have it")
    }

    /// Notes of what a command line cannot do in this or a later SMS.
    mutating func checkCommandLine(_ value: LocatedText) {
        let scalars = Array(value.text.unicodeScalars)
        var place = 0
        var hasDigit = false
        var hasVariable = false
        while let percent = scalars[place...].firstIndex(of: "%") {
            place = percent + 1
            guard place < scalars.count else { break }
            var location = value.location
            location.column += percent
            if ("0"..."9").contains(scalars[place]), !hasDigit {
                hasDigit = true
                findings.add(
                    .percentDigit, "\(value.key) holds %\(scalars[place]), which crashed SMS 2.0 (Q320276).",
                    at: location)
            } else if let end = scalars[place...].firstIndex(of: "%"), end > place,
                !scalars[place..<end].contains(where: isBlank)
            {
                if !hasVariable {
                    hasVariable = true
                    findings.add(
                        .environmentVariable,
                        "%\(string(scalars[place..<end]))% is not expanded before SMS 2.0 SP2 (Q260395).",
                        at: location, advice: "put the command into a batch file")
                }
                place = end + 1
            }
        }
    }
}

/// The only word within two changes of a text, in any case; nil when there is none or more than one.
func nearest(_ text: String, _ words: [String]) -> String? {
    let wanted = Array(text.lowercased().unicodeScalars)
    guard wanted.count <= 60 else { return nil }
    var best: (word: String, distance: Int)?
    var isTie = false
    for word in words {
        let folded = Array(word.lowercased().unicodeScalars)
        // Short words would be near to anything.
        let allowed = folded.count <= 4 ? 1 : 2
        guard abs(folded.count - wanted.count) <= allowed else { continue }
        let distance = editDistance(wanted, folded)
        guard distance <= allowed else { continue }
        if let known = best, known.distance <= distance {
            isTie = isTie || known.distance == distance
        } else {
            best = (word, distance)
            isTie = false
        }
    }
    return isTie ? nil : best?.word
}

/// How many characters must be put in, taken out or replaced.
private func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var row = Array(0...right.count)
    for (line, scalar) in left.enumerated() {
        var diagonal = row[0]
        row[0] = line + 1
        for (column, other) in right.enumerated() {
            let above = row[column + 1]
            row[column + 1] = min(diagonal + (scalar == other ? 0 : 1), above + 1, row[column] + 1)
            diagonal = above
        }
    }
    return row[right.count]
}
