public import SiteModel

/// What was read from a log.
public struct LogReading: Equatable, Sendable {
    /// The grammar of the first record that shows one.
    public var grammar: LogGrammar
    /// The records in order.
    public var lines: [LogLine]
    /// What was noticed, with line and column.
    public var findings: [Finding]

    /// Reads a log in any of the grammars.
    ///
    /// Articles and mail programs wrap long lines, so lines are joined by a blank until a record is whole.
    /// Two-digit years from 80 on are 19xx, else 20xx. `name` is the file as the user named it, for findings.
    public static func parse(_ text: String, file name: String) -> LogReading {
        let (records, findings) = records(of: Array(text.utf8), file: name)
        return LogReading(
            grammar: records.first { $0.grammar != .bare }?.grammar ?? .bare, lines: records.map(\.line),
            findings: findings)
    }

    /// Reads the bytes of a whole log, for those who have them at hand; `LogScanner` reads large ones piece by piece.
    public static func records(
        of bytes: [UInt8], file name: String, codePage: CodePage = .windows1252
    ) -> (records: [LogRecord], findings: [Finding]) {
        var setting = LogScanner.Setting(codePage: codePage)
        setting.look(at: bytes.prefix(LogScanner.maximumLine))
        var scanner = LogScanner(file: name, setting: setting)
        scanner.read(bytes[...])
        scanner.finish()
        return (scanner.take(), scanner.findings)
    }
}

extension LogScanner {
    /// At which column a program cut the lines of a log, in the midst of words; nil where none did.
    ///
    /// Cut lines are equally long and the longest. They count as cut only where the records are whole when they are
    /// put together without a blank, and either one of them is not when a blank is put between, or there are four
    /// different ones: words seldom end at one column so often.
    /// - Parameter bytes: The beginning of the file.
    /// - Returns: the width in bytes, with the marks of a mail before the lines, or nil.
    public static func cutWidth(of bytes: ArraySlice<UInt8>) -> Int? {
        cutWidth(of: bytes, countsTabs: false)
    }

    /// The same, where a tab goes to the next column that 8 divides, as in a terminal, or counts as a byte.
    static func cutWidth(of bytes: ArraySlice<UInt8>, countsTabs: Bool) -> Int? {
        let isAll = bytes.count < maximumLine
        let text = withoutMark(bytes)
        let isQuoted = isQuoted(text)
        let lines = text.split(separator: 0x0A, omittingEmptySubsequences: true).map { line in
            line.last == 0x0D ? line.dropLast() : line
        }
        let lengths = lines.map { length(of: $0, isQuoted: isQuoted, countsTabs: countsTabs) }
        // Without an end the last line may be cut by the end of what is looked at.
        let isOpen = text.last != 0x0A
        guard let width = (isOpen && !isAll ? lengths.dropLast() : lengths[...]).max(), width >= 8 else {
            return nil
        }
        var record: [UInt8] = []
        var worded: [UInt8] = []
        var places: [Int] = []
        var isShown = false
        var wholes = 0
        var cuts: Set<[UInt8]> = []
        for (index, whole) in lines.enumerated() {
            let isLast = isOpen && index + 1 == lines.count
            if isLast, !isAll { break }
            let line = isQuoted ? whole.dropFirst(quoteMarks(Array(whole))) : whole
            record += line
            if !worded.isEmpty { worded.append(0x20) }
            worded += line
            let next = index + 1 < lines.count ? lines[index + 1] : []
            if lengths[index] == width, !isLast, !endsColumns(record, before: next) {
                // Without figures, so that a line that comes again with another time counts once.
                cuts.insert(line.filter { $0 < 0x30 || $0 > 0x39 })
                places.append(record.count)
                continue
            }
            guard isWhole(record) else {
                if isLast { break }
                return nil
            }
            wholes += 1
            if !isWhole(worded) || worded.count != record.count && hasBlank(record, at: places) {
                isShown = true
            }
            record = []
            worded = []
            places = []
        }
        return (isShown || cuts.count >= 4) && wholes > 0 ? width : nil
    }

    /// How many columns a line of the file has, with the marks of a mail before it; tabs are counted behind these.
    static func length(of line: ArraySlice<UInt8>, isQuoted: Bool, countsTabs: Bool) -> Int {
        guard countsTabs else { return line.count }
        let marks = isQuoted ? quoteMarks(Array(line)) : 0
        return marks + line.dropFirst(marks).reduce(0) { $1 == 0x09 ? $0 / 8 * 8 + 8 : $0 + 1 }
    }

    /// Whether a blank stands at a place where a record was cut: a wrap at blanks leaves out exactly one.
    private static func hasBlank(_ record: [UInt8], at places: [Int]) -> Bool {
        places.contains { $0 < record.count && $0 > 0 && (record[$0] == 0x20 || record[$0 - 1] == 0x20) }
    }

    /// Whether the columns of SMSTRACE are whole at the end of a line, and what follows is not the rest of its thread.
    static func endsColumns(_ record: [UInt8], before next: ArraySlice<UInt8>) -> Bool {
        guard let last = record.last, last < 0x67, let tail = LogTail.find(record[...], isDayFirst: false),
            tail.grammar == .smsTrace, tail.thread != nil, tail.stamp?.hasDateOnly == false
        else { return false }
        // `A` is no thread before the `M` of `AM`.
        if last == 0x41, next.first == 0x4D, record.dropLast().last.map(Piece.isBlank) == true {
            return false
        }
        return Piece.isBlank(last) || !isThreadRest(next)
    }

    /// Whether the first word can be the rest of a thread that was cut: figures, `(0x9C)`.
    private static func isThreadRest(_ bytes: ArraySlice<UInt8>) -> Bool {
        let word = bytes.prefix { !Piece.isBlank($0) }
        if word.isEmpty {
            return bytes.isEmpty || bytes.first == 0x09 || bytes.drop { $0 == 0x20 }.starts(with: "(0x".utf8)
        }
        return word.count <= 12
            && word.allSatisfy { $0 == 0x28 || $0 == 0x29 || $0 == 0x78 || isHexadecimal($0) }
    }

    private static func isWhole(_ record: [UInt8]) -> Bool {
        if let tail = LogTail.find(record[...], isDayFirst: false) {
            // A blank within a component is no wrap at a blank, but in the name of a program.
            return tail.stamp != nil && !tail.mayGoOn
                && (!tail.component.contains(0x20) || LogClientLine.isKnown(tail.component))
        }
        guard LogClientLine.begins(record) else { return false }
        return LogClientLine.parse(record, isDayFirst: false)?.hasBadTime == false
    }
}
