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
        setting.isQuoted = LogScanner.isQuoted(bytes.prefix(LogScanner.maximumLine))
        setting.cutWidth = LogScanner.cutWidth(of: bytes.prefix(LogScanner.maximumLine))
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
    /// - Returns: the width in bytes, or nil.
    public static func cutWidth(of bytes: ArraySlice<UInt8>) -> Int? {
        var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: true).map { line in
            line.last == 0x0D ? line.dropLast() : line
        }
        // Without an end the last line may be cut by the end of what is looked at.
        if bytes.last != 0x0A, !lines.isEmpty { lines.removeLast() }
        guard let width = lines.map(\.count).max(), width >= 8 else { return nil }
        var record: [UInt8] = []
        var worded: [UInt8] = []
        var isShown = false
        var wholes = 0
        var cuts: Set<[UInt8]> = []
        for line in lines {
            record += line
            if !worded.isEmpty { worded.append(0x20) }
            worded += line
            if line.count == width {
                // Without figures, so that a line that comes again with another time counts once.
                cuts.insert(line.filter { $0 < 0x30 || $0 > 0x39 })
                continue
            }
            guard isWhole(record) else { return nil }
            wholes += 1
            if !isWhole(worded) || worded.count != record.count && hasBlankAtCut(record, width) {
                isShown = true
            }
            record = []
            worded = []
        }
        return (isShown || cuts.count >= 4) && wholes > 0 ? width : nil
    }

    private static func hasBlankAtCut(_ record: [UInt8], _ width: Int) -> Bool {
        stride(from: width, to: record.count, by: width).contains {
            record[$0] == 0x20 || record[$0 - 1] == 0x20
        }
    }

    private static func isWhole(_ record: [UInt8]) -> Bool {
        if let tail = LogTail.find(record[...], isDayFirst: false) {
            // A blank within a component is no wrap at a blank.
            return tail.stamp != nil && !tail.mayGoOn && !tail.component.contains(0x20)
        }
        guard LogClientLine.begins(record) else { return false }
        return LogClientLine.parse(record, isDayFirst: false)?.hasBadTime == false
    }
}
