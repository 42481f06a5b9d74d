import SiteModel

/// Reads a MIF line by line into a tree.
struct MIFParser {
    /// Findings beyond this number are counted only: a damaged file is not explained line by line.
    private static let maximumFindings = 100
    /// Keys that may follow a value without quotes on the same line.
    private static let keys = [
        "name", "id", "class", "key", "access", "storage", "type", "value", "description",
    ]

    private let name: String
    private var roots: [MIFNode] = []
    /// Open blocks, outermost first; at most one of each depth.
    private var open: [MIFNode] = []
    private var findings: [Finding] = []
    private var suppressed = 0
    /// Whether a string at the begin of the next line belongs to the last statement.
    private var canContinue = false
    /// Place of a statement whose value has not come yet.
    private var missingValue: (line: Int, column: Int, key: String)?

    private var line: [UInt8] = []
    private var number = 0
    private var place = 0

    init(name: String) { self.name = name }

    private mutating func report(
        _ severity: Severity, _ code: String, _ message: String, at offset: Int? = nil
    ) {
        guard findings.count < Self.maximumFindings else {
            suppressed += 1
            return
        }
        // Columns count scalars: continuation bytes of UTF-8 do not count.
        let column = offset.map { line.prefix($0).count { $0 & 0xC0 != 0x80 } + 1 } ?? 0
        add(severity, code, message, line: number, column: column)
    }

    private mutating func add(_ severity: Severity, _ code: String, _ message: String, line: Int, column: Int)
    {
        guard findings.count < Self.maximumFindings else {
            suppressed += 1
            return
        }
        findings.append(
            Finding(severity, code, message, at: SourceLocation(file: name, line: line, column: column)))
    }

    private mutating func malformed(token: some StringProtocol, at offset: Int, _ why: String) {
        report(
            .error, "mif-malformed", "syntax error on line \(number), token '\(token.prefix(40))': \(why)",
            at: offset)
    }

    // MARK: Lines

    /// Takes one line without its line end.
    mutating func take(_ bytes: [UInt8], number: Int) {
        line = bytes
        self.number = number
        place = 0
        while true {
            skipBlanks()
            guard place < line.count else { return }
            if line[place] == 0x2F, place + 1 < line.count, line[place + 1] == 0x2F { return }
            if line[place] == 0x22, canContinue {
                continueString()
                continue
            }
            guard statement() else { return }
        }
    }

    consuming func finish() -> MIFDocument {
        reportMissingValue()
        if let last = open.last {
            add(
                .warning, "mif-missing-end",
                "the file ends without End \(last.kind.rawValue.capitalizedASCII)", line: number, column: 0)
        }
        while !open.isEmpty { closeLast() }
        if suppressed > 0 {
            findings.append(
                Finding(
                    .note, "mif-more-findings", "\(suppressed) more findings are left out",
                    at: SourceLocation(file: name)))
        }
        return MIFDocument(roots: roots, findings: findings)
    }

    private mutating func skipBlanks() {
        while place < line.count, DumpText.isBlank(line[place]) { place += 1 }
    }

    /// Letters, digits, `_` and `-` from a place on.
    private func word(at begin: Int) -> Range<Int> {
        var end = begin
        while end < line.count {
            let byte = line[end]
            let isWord =
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || byte == 0x5F || byte == 0x2D
            if !isWord { break }
            end += 1
        }
        return begin..<end
    }

    private func text(_ range: Range<Int>) -> String { String(decoding: line[range], as: UTF8.self) }

    /// Reads one statement; false when the rest of the line is given up.
    private mutating func statement() -> Bool {
        reportMissingValue()
        canContinue = false
        let begin = place
        let range = word(at: begin)
        guard !range.isEmpty else {
            malformed(token: text(begin..<line.count), at: begin, "a statement begins with a word")
            return false
        }
        let key = text(range)
        place = range.upperBound
        switch key.lowercased() {
        case "start": return startBlock(begin)
        case "end": return endBlock(begin)
        default: break
        }
        skipBlanks()
        guard place < line.count, line[place] == 0x3D else {
            malformed(token: key, at: begin, "there is no = behind it")
            return false
        }
        place += 1
        skipBlanks()
        if place < line.count, line[place] == 0x22 {
            let value = string()
            store(MIFProperty(key: key, value: value, isQuoted: true, line: number), at: begin)
            canContinue = true
        } else {
            let value = bareValue()
            store(MIFProperty(key: key, value: value, isQuoted: false, line: number), at: begin)
            if value.isEmpty {
                canContinue = true
                missingValue = (number, begin + 1, key)
            } else if ["name", "class"].contains(key.lowercased()) {
                report(.note, "mif-unquoted", "the value of \(key) stands without quotes", at: begin)
            }
        }
        return true
    }

    private mutating func reportMissingValue() {
        guard let missing = missingValue else { return }
        missingValue = nil
        add(
            .error, "mif-malformed",
            "syntax error on line \(missing.line), token '\(missing.key)': it has no value",
            line: missing.line, column: missing.column)
    }

    // MARK: Blocks

    private mutating func startBlock(_ begin: Int) -> Bool {
        skipBlanks()
        let range = word(at: place)
        guard let kind = MIFNode.Kind(rawValue: text(range).lowercased()) else {
            malformed(
                token: text(range), at: place, "Start knows Component, Group, Attribute, Enum, Table, Path")
            return false
        }
        place = range.upperBound
        while let last = open.last, last.kind.depth >= kind.depth {
            report(
                .warning, "mif-missing-end",
                "\(kind.rawValue.capitalizedASCII) starts before the end of the \(last.kind.rawValue) of line \(last.line)",
                at: begin)
            closeLast()
        }
        if open.isEmpty, kind != .component {
            report(
                .warning, "mif-fragment", "\(kind.rawValue.capitalizedASCII) stands outside a component",
                at: begin)
        }
        open.append(MIFNode(kind: kind, line: number))
        return true
    }

    private mutating func endBlock(_ begin: Int) -> Bool {
        skipBlanks()
        let range = word(at: place)
        place = range.upperBound
        guard let kind = MIFNode.Kind(rawValue: text(range).lowercased()),
            open.contains(where: { $0.kind == kind })
        else {
            malformed(token: text(range), at: begin, "this End ends nothing")
            return false
        }
        while let last = open.last {
            closeLast()
            if last.kind == kind { break }
            report(
                .warning, "mif-missing-end",
                "End \(kind.rawValue.capitalizedASCII) stands before the end of the \(last.kind.rawValue) of line \(last.line)",
                at: begin)
        }
        return true
    }

    private mutating func closeLast() {
        guard let node = open.popLast() else { return }
        if open.isEmpty {
            roots.append(node)
        } else {
            open[open.count - 1].children.append(node)
        }
    }

    // MARK: Values

    private mutating func store(_ property: MIFProperty, at begin: Int) {
        guard !open.isEmpty else {
            malformed(token: property.key, at: begin, "it stands in no block")
            return
        }
        open[open.count - 1].properties.append(property)
    }

    private mutating func continueString() {
        missingValue = nil
        let more = string()
        guard !open.isEmpty else { return }
        let block = open.count - 1
        let last = open[block].properties.count - 1
        guard last >= 0 else { return }
        open[block].properties[last].value += more
        open[block].properties[last].isQuoted = true
    }

    /// A string from its opening quote on.
    private mutating func string() -> String {
        let begin = place
        var bytes: [UInt8] = []
        place += 1
        while place < line.count {
            let byte = line[place]
            place += 1
            if byte == 0x22 { return String(decoding: bytes, as: UTF8.self) }
            if byte == 0x5C, place < line.count, line[place] == 0x22 || line[place] == 0x5C {
                if line[place] == 0x22 {
                    report(
                        .note, "mif-escaped-quote",
                        "a value holds \\\"; SMS 1.1 refuses such a file (Q140810)",
                        at: place - 1)
                }
                bytes.append(line[place])
                place += 1
            } else {
                bytes.append(byte)
            }
        }
        malformed(token: text(begin..<line.count), at: begin, "the string does not end on its line")
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A value without quotes: up to the next statement of the line, a comment, or the line's end.
    private mutating func bareValue() -> String {
        let begin = place
        var end = line.count
        var next = begin
        while next < line.count {
            let isFirst = next == begin || DumpText.isBlank(line[next - 1])
            if isFirst, startsStatement(at: next) || line[next...].starts(with: [0x2F, 0x2F]) {
                end = next
                break
            }
            next += 1
        }
        place = end
        return String(DumpText.trimEnd(Substring(text(begin..<end))))
    }

    private func startsStatement(at begin: Int) -> Bool {
        let range = word(at: begin)
        guard range.count < 12, !range.isEmpty else { return false }
        let first = text(range).lowercased()
        var next = range.upperBound
        while next < line.count, DumpText.isBlank(line[next]) { next += 1 }
        if first == "start" || first == "end" {
            return MIFNode.Kind(rawValue: text(word(at: next)).lowercased()) != nil
        }
        return Self.keys.contains(first) && next < line.count && line[next] == 0x3D
    }
}

extension String {
    /// The word with a capital first letter.
    fileprivate var capitalizedASCII: String { prefix(1).uppercased() + dropFirst() }
}
