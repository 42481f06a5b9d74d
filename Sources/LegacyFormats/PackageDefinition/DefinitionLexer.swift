import SiteModel

/// Takes the text of a package definition file apart into lines, sections and entries.
///
/// The rules are those of the reader behind Microsoft's own importer sample (GetPrivateProfileString): blanks
/// around names and values do not count, `;` at the start of a line begins a comment, `#` and `//` do not,
/// there are no continuation lines, and of two equal sections or keys the first counts.
struct DefinitionLexer {
    private let source: DecodedText
    private let file: String
    private var lines: [DefinitionLine] = []
    private var sections: [DefinitionSection] = []
    private var seenSections: Set<String> = []
    private var seenKeys: Set<String> = []
    /// A value that ends in a comma, and the stray lines that followed it.
    private var openList: (entry: DefinitionEntry, joined: String, strays: [Int])?
    private(set) var findings: DefinitionFindings

    init(_ source: DecodedText, file: String) {
        self.source = source
        self.file = file
        findings = DefinitionFindings()
    }

    /// Reads all lines.
    mutating func run(bytes: [UInt8]) -> DefinitionDocument {
        var start = 0
        let scalars = source.scalars
        while start < scalars.count {
            var end = start
            while end < scalars.count, scalars[end] != "\n", scalars[end] != "\r" { end += 1 }
            var next = end
            var lineEnd = LineEnd.none
            if end < scalars.count {
                let isPair = scalars[end] == "\r" && end + 1 < scalars.count && scalars[end + 1] == "\n"
                lineEnd = isPair ? .crlf : scalars[end] == "\n" ? .lf : .cr
                next = end + (isPair ? 2 : 1)
            }
            let number = lines.count + 1
            let text = scalars[start..<end]
            let kind = read(text, number: number)
            lines.append(
                DefinitionLine(
                    number: number, kind: kind, text: string(text), lineEnd: lineEnd,
                    byteRange: source.offsets[start]..<source.offsets[next]))
            start = next
        }
        finishOpenList()
        return DefinitionDocument(
            file: file, bytes: bytes, encoding: source.encoding, prefixLength: source.offsets.first ?? 0,
            lines: lines, sections: sections)
    }

    private func place(_ line: Int, _ column: Int) -> SourceLocation {
        SourceLocation(file: file, line: line, column: column)
    }

    private mutating func read(_ text: ArraySlice<Unicode.Scalar>, number: Int) -> DefinitionLineKind {
        let range = trimmedRange(text)
        let column = range.lowerBound - text.startIndex + 1
        // A lone Ctrl-Z is how MS-DOS editors end a file.
        guard let first = text[range].first, !(range.count == 1 && first == "\u{1A}") else { return .blank }
        if first == ";" { return .comment }
        let equals = text[range].firstIndex(of: "=")
        if first == "[" {
            let close = text[range].firstIndex(of: "]")
            if close != nil || equals == nil {
                readSection(text, range: range, close: close, at: place(number, column))
                return .section
            }
        }
        guard let equals else {
            stray(string(text[range]), at: place(number, column))
            return .stray
        }
        readEntry(text, range: range, equals: equals, number: number)
        return .entry
    }

    private mutating func readSection(
        _ text: ArraySlice<Unicode.Scalar>, range: Range<Int>, close: Int?, at location: SourceLocation
    ) {
        finishOpenList()
        let end = close ?? range.upperBound
        let name = string(text[trimmedRange(text[(range.lowerBound + 1)..<end])])
        if let close {
            let rest = text[trimmedRange(text[(close + 1)..<range.upperBound])]
            if !rest.isEmpty, rest.first != ";" {
                findings.add(
                    .textAfterSection, "Behind [\(name)] stands \"\(string(rest))\", which is not read.",
                    at: place(location.line, rest.startIndex - text.startIndex + 1),
                    advice: "put it on a line of its own")
            }
        } else {
            findings.add(
                .unclosedSection, "The section name \"\(name)\" has no closing bracket; it was taken anyway.",
                at: location, advice: "write [\(name)]")
        }
        let folded = name.lowercased()
        let isShadowed = !seenSections.insert(folded).inserted
        if isShadowed {
            findings.add(
                .duplicateSection, "Section [\(name)] is there twice; the first one counts.", at: location,
                advice: "remove or rename one of them")
        }
        seenKeys = []
        sections.append(
            DefinitionSection(
                name: name, location: location, entries: [], isShadowed: isShadowed, folded: folded))
    }

    private mutating func readEntry(
        _ text: ArraySlice<Unicode.Scalar>, range: Range<Int>, equals: Int, number: Int
    ) {
        finishOpenList()
        let keyRange = trimmedRange(text[range.lowerBound..<equals])
        let valueRange = trimmedRange(text[(equals + 1)..<text.endIndex])
        let key = string(text[keyRange])
        let folded = key.lowercased()
        let keyLocation = place(number, keyRange.lowerBound - text.startIndex + 1)
        let valueStart = valueRange.isEmpty ? text.endIndex : valueRange.lowerBound
        let entry = DefinitionEntry(
            key: key, value: string(text[valueRange]), keyLocation: keyLocation,
            valueLocation: place(number, valueStart - text.startIndex + 1), folded: folded)
        if key.isEmpty {
            findings.add(
                .lineWithoutKey, "There is no key before the =.", at: keyLocation,
                advice: "write the key, or remove the line")
        }
        guard !sections.isEmpty else {
            findings.add(
                .keyOutsideSection, "The key \(key) stands before the first section and is not read.",
                at: keyLocation, advice: "move it below the [section] it belongs to")
            return
        }
        let section = sections[sections.count - 1]
        if !key.isEmpty, !seenKeys.insert(folded).inserted, !section.isShadowed {
            findings.add(
                .duplicateKey, "Key \(key) is there twice in [\(section.name)]; the first one counts.",
                at: keyLocation, advice: "remove one of them")
        }
        sections[sections.count - 1].entries.append(entry)
        if entry.value.hasSuffix(",") { openList = (entry, entry.value, []) }
    }

    private mutating func stray(_ text: String, at location: SourceLocation) {
        let advice: String? =
            text.hasPrefix("#") || text.hasPrefix("//") ? "begin a comment with a semicolon" : nil
        findings.add(
            .lineWithoutEquals, "The line \"\(text)\" has no = and is not read.", at: location,
            advice: advice ?? "write key=value, or remove the line")
        openList?.joined += " " + text
        openList?.strays.append(findings.list.count - 1)
    }

    /// Proposes the joined value for lines that look like the rest of a list; joining silently would guess.
    private mutating func finishOpenList() {
        guard let list = openList else { return }
        openList = nil
        for index in list.strays {
            findings.list[index].advice =
                "if it belongs to line \(list.entry.keyLocation.line), write there: "
                + "\(list.entry.key)=\(list.joined)"
        }
    }
}
