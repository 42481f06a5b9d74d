public import SiteModel

/// What was read from a log.
public struct LogReading: Equatable, Sendable {
    /// The grammar the log was found to be in.
    public var grammar: LogGrammar
    /// The records in order.
    public var lines: [LogLine]
    /// What was noticed, with line and column.
    public var findings: [Finding]

    /// Reads a log in any of the four grammars.
    ///
    /// Articles and mail programs wrap long lines, so lines are joined by a blank until a record is whole.
    /// Two-digit years from 80 on are 19xx, else 20xx. `name` is the file as the user named it, for findings.
    public static func parse(_ text: String, file name: String) -> LogReading {
        let lines = DumpText.lines(text)
        let grammar = LogReader.grammar(of: lines)
        var reader = LogReader(name: name)
        switch grammar {
        case .service: reader.readService(lines)
        case .smsTrace: reader.readTrace(lines)
        case .client: reader.readClient(lines)
        case .bare:
            for line in lines where !DumpText.trim(line).isEmpty {
                reader.lines.append(LogLine(String(line)))
            }
        }
        return LogReading(grammar: grammar, lines: reader.lines, findings: reader.findings)
    }
}

/// Reads the lines of a log.
struct LogReader {
    /// How many lines a record may be wrapped over before it is given up.
    private static let maximumWrap = 100
    private static let maximumFindings = 100

    let name: String
    var lines: [LogLine] = []
    private(set) var findings: [Finding] = []

    init(name: String) { self.name = name }

    private mutating func report(
        _ severity: Severity, _ code: String, _ message: String, line: Int, column: Int = 0
    ) {
        guard findings.count < Self.maximumFindings else { return }
        findings.append(
            Finding(severity, code, message, at: SourceLocation(file: name, line: line, column: column)))
    }

    /// The grammar of the first line that shows one.
    static func grammar(of lines: [Substring]) -> LogGrammar {
        for line in lines {
            if DumpText.find("$$<", in: line) != nil || DumpText.find("$$(", in: line) != nil {
                return .service
            }
            if traceColumns(line) != nil { return .smsTrace }
            if clientStart(line) != nil { return .client }
        }
        return .bare
    }

    // MARK: Service logs

    /// Joins lines until the tail is whole; Hierarchy Manager's article has parentheses for the brackets (Q270218).
    mutating func readService(_ source: [Substring]) {
        var record = ""
        var begin = 0
        var count = 0
        for (place, line) in source.enumerated() {
            if DumpText.trim(line).isEmpty { continue }
            if count == 0 {
                record = String(line)
                begin = place + 1
            } else {
                record = "\(DumpText.trimEnd(Substring(record))) \(DumpText.trim(line))"
            }
            count += 1
            // A tail ends in `>` or `)`: without one the record cannot be whole, and is not searched again.
            let last = DumpText.trimEnd(line).utf8.last
            if last == 0x3E || last == 0x29, let tail = Self.tail(of: Substring(record)) {
                if let whole = Self.serviceLine(tail, isJoined: count > 1) {
                    lines.append(whole)
                } else {
                    report(
                        .warning, "log-tail", "the time or the thread behind the text is unreadable",
                        line: begin)
                    lines.append(
                        LogLine(String(DumpText.trimEnd(tail.text)), component: String(tail.component)))
                }
                count = 0
            } else if count == Self.maximumWrap {
                report(
                    .warning, "log-no-tail", "no $$<component><time><thread> follows this text", line: begin)
                lines.append(LogLine(record))
                count = 0
            }
        }
        if count > 0 {
            report(.warning, "log-line-cut", "the log ends within a record", line: begin)
            let cut = DumpText.cut(Substring(record), at: "$$")?.before ?? Substring(record)
            lines.append(LogLine(String(DumpText.trimEnd(cut))))
        }
    }

    private struct Tail {
        var text: Substring
        var component: Substring
        var time: Substring
        var thread: Substring
    }

    /// The parts of a record whose tail is whole: `text $$<a><b><thread=c>`.
    private static func tail(of record: Substring) -> Tail? {
        for isAngled in [true, false] {
            let opener: UInt8 = isAngled ? 0x3C : 0x28
            let closer: UInt8 = isAngled ? 0x3E : 0x29
            // The last one: an earlier record whose tail was damaged stays text.
            var found: (text: Substring, rest: Substring)?
            var search = record
            while let (_, behind) = DumpText.cut(search, at: isAngled ? "$$<" : "$$(") {
                let mark = record.utf8.index(behind.startIndex, offsetBy: -3)
                found = (record[..<mark], behind)
                search = behind
            }
            guard let (text, rest) = found,
                let (component, second) = DumpText.cut(rest, at: closer), second.utf8.first == opener,
                let (time, third) = DumpText.cut(Substring(second.utf8.dropFirst()), at: closer),
                third.utf8.first == opener,
                let (thread, behind) = DumpText.cut(Substring(third.utf8.dropFirst()), at: closer),
                DumpText.trim(behind).isEmpty
            else { continue }
            return Tail(text: text, component: component, time: time, thread: thread)
        }
        return nil
    }

    private static func serviceLine(_ tail: Tail, isJoined: Bool) -> LogLine? {
        var time = DumpText.trim(tail.time)
        if time.utf8.last == 0x7E { time = Substring(time.utf8.dropLast()) }
        guard let stamp = LocalTime(ctime: time), tail.thread.utf8.starts(with: "thread=".utf8),
            let thread = hexadecimal(Substring(tail.thread.utf8.dropFirst(7)))
        else { return nil }
        // Three blanks belong to the tail. A wrapped record may have had any number, so all of them go.
        var text = tail.text
        if isJoined {
            text = DumpText.trimEnd(text)
        } else {
            for _ in 0..<3 where text.utf8.last == 0x20 { text = Substring(text.utf8.dropLast()) }
        }
        return LogLine(String(text), component: String(tail.component), time: stamp, thread: thread)
    }

    private static func hexadecimal(_ text: Substring) -> UInt32? {
        let digits = DumpText.trim(text)
        guard digits.utf8.first != 0x2B, digits.utf8.first != 0x2D else { return nil }
        return UInt32(digits, radix: 16)
    }

    // MARK: SMSTRACE

    mutating func readTrace(_ source: [Substring]) {
        for (place, line) in source.enumerated() where !DumpText.trim(line).isEmpty {
            if let found = Self.traceColumns(line) {
                lines.append(found)
            } else {
                report(
                    .warning, "log-columns", "the line has not text, component, time and thread",
                    line: place + 1)
                lines.append(LogLine(String(line)))
            }
        }
    }

    private static func traceColumns(_ line: Substring) -> LogLine? {
        var columns = line.utf8.split(separator: 0x09, omittingEmptySubsequences: false).map { Substring($0) }
        if columns.last?.isEmpty == true { columns.removeLast() }
        guard columns.count >= 4, let thread = hexadecimal(columns[columns.count - 1]),
            let time = twelveHours(columns[columns.count - 2])
        else { return nil }
        // A tab within the text makes more columns.
        let text = columns[..<(columns.count - 3)].joined(separator: "\t")
        return LogLine(text, component: String(columns[columns.count - 3]), time: time, thread: thread)
    }

    /// `m/d/yy h:mm:ss AM`.
    private static func twelveHours(_ text: Substring) -> LocalTime? {
        let words = text.utf8.split(separator: 0x20).map { Substring($0) }
        guard words.count == 3, let date = numbers(words[0], 0x2F), let clock = numbers(words[1], 0x3A),
            (1...12).contains(clock[0]), ["AM", "PM"].contains(words[2].uppercased())
        else { return nil }
        let hour = clock[0] % 12 + (words[2].uppercased() == "PM" ? 12 : 0)
        return LocalTime(
            year: fullYear(date[2]), month: date[0], day: date[1], hour: hour, minute: clock[1],
            second: clock[2])
    }

    /// Three numbers of at most four digits.
    private static func numbers(_ text: Substring, _ separator: UInt8) -> [Int]? {
        let parts = text.utf8.split(separator: separator, omittingEmptySubsequences: false)
        let numbers = parts.compactMap { part in
            (1...4).contains(part.count) && part.allSatisfy { (0x30...0x39).contains($0) }
                ? Int(Substring(part)) : nil
        }
        return parts.count == 3 && numbers.count == 3 ? numbers : nil
    }

    private static func fullYear(_ year: Int) -> Int {
        year >= 1_000 ? year : year >= 80 ? 1900 + year : 2000 + year
    }

    // MARK: Client logs

    /// A line with `[time] Program ==> ` or `Program ==> ` begins a record, any other continues one.
    mutating func readClient(_ source: [Substring]) {
        for (place, line) in source.enumerated() where !DumpText.trim(line).isEmpty {
            if let start = Self.clientStart(line) {
                lines.append(start)
            } else if lines.isEmpty {
                report(.warning, "log-continuation", "the line continues no record", line: place + 1)
                lines.append(LogLine(String(line)))
            } else {
                let last = lines.count - 1
                let separator = lines[last].text.isEmpty ? "" : " "
                lines[last].text += separator + DumpText.trim(line)
            }
        }
    }

    private static func clientStart(_ line: Substring) -> LogLine? {
        // One published line has `=>`: a slip of the article (Q166765).
        guard let (before, behind) = DumpText.cut(line, at: " ==>") ?? DumpText.cut(line, at: " =>") else {
            return nil
        }
        let text = String(DumpText.dropBlanks(behind, atMost: 1))
        guard before.utf8.first == 0x5B else {
            let isProgram = [
                "Package Command Manager", "Program Group Control", "Program Group Control Start",
            ]
            .contains(String(before))
            return isProgram ? LogLine(text, component: String(before)) : nil
        }
        guard let (stamp, program) = DumpText.cut(Substring(before.utf8.dropFirst()), at: 0x5D) else {
            return nil
        }
        let words = stamp.utf8.split(separator: 0x20).map { Substring($0) }
        guard words.count == 2, let date = numbers(words[0], 0x2F), let clock = numbers(words[1], 0x3A),
            let time = LocalTime(
                year: fullYear(date[2]), month: date[0], day: date[1], hour: clock[0], minute: clock[1],
                second: clock[2])
        else { return nil }
        return LogLine(text, component: String(DumpText.trim(program)), time: time)
    }
}
