public import SiteModel

/// Reads a log piece by piece: bytes go in as they come, records come out as soon as they are whole.
///
/// A file may hold records of several grammars, one behind another, and may have been wrapped by an article or a mail
/// program: lines are joined until a record is whole. Memory is bounded by the longest record, not by the file.
public struct LogScanner {
    /// What is known of a file before its bytes come: nothing, or what a first reading has shown.
    public struct Setting: Equatable, Sendable {
        /// How bytes above 127 are read where they are not UTF-8.
        public var codePage = CodePage.windows1252
        /// How many bytes long the lines are where a program cut them at a fixed column, in the midst of words; with the
        /// marks of a mail that were put before them later.
        public var cutWidth: Int?
        /// Whether that width counts a tab up to the next column that 8 divides, as a terminal does.
        public var countsTabs = false
        /// Whether the days stand before the months in dates of numbers.
        public var isDayFirst = false
        /// Whether a mail program put `> ` before the lines.
        public var isQuoted = false
        /// The number of the line that the first byte belongs to, from 1.
        public var firstLine = 1
        /// Where the first byte stands in the file.
        public var firstOffset = 0
        /// How many bytes of its line stand before it: those of other records.
        public var firstColumn = 0
        /// These bytes themselves, where tabs are counted.
        public var firstLead: [UInt8] = []

        /// Makes what is known of a file from its beginning.
        public init(codePage: CodePage = .windows1252) { self.codePage = codePage }

        /// Takes from the beginning of a file what it shows of all its lines; less than 65,536 bytes are the whole file.
        public mutating func look(at head: ArraySlice<UInt8>) {
            isQuoted = LogScanner.isQuoted(head)
            cutWidth = LogScanner.cutWidth(of: head)
            guard cutWidth == nil, head.contains(0x09) else { return }
            cutWidth = LogScanner.cutWidth(of: head, countsTabs: true)
            countsTabs = cutWidth != nil
        }
    }

    /// How many lines a record may be wrapped over before it is given up.
    static let maximumWrap = 100
    /// How many bytes a line may have; a longer one is cut there.
    static let maximumLine = 65_536
    /// What Notepad and PowerShell put before text in UTF-8: no part of the text, wherever files were put together.
    static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
    /// How many findings are kept; the others are counted.
    static let maximumFindings = 100

    enum Mode { case unknown, tailed, client, bare }

    let file: String
    /// What is known of the file: as given, and what its records have shown since.
    public internal(set) var setting: Setting
    var mode = Mode.unknown
    var pieces: [Piece] = []
    /// Records that are whole and were not taken yet.
    var ready: [LogRecord] = []
    /// What was noticed, with line and column; at most 100.
    public private(set) var findings: [Finding] = []
    /// How many findings there were besides those that were kept.
    public private(set) var furtherFindings = 0
    /// How many bytes were read.
    public private(set) var byteCount: Int
    /// How many lines were begun.
    public var lineCount: Int { place - (line.isEmpty ? 1 : 0) }

    /// The line that is being read, and where it begins.
    private var line: [UInt8] = []
    private var place: Int
    private var lineOffset: Int
    /// How many bytes of the line stand before the one that reading began with.
    private var lineLead: Int
    /// How many bytes the marks of a mail take that were left out before the line.
    private var lineMarks = 0
    /// Where the cut lines stand that were put together to the one at hand.
    private var cutRuns: [Piece.Run] = []
    private var isTooLong = false
    private var told: Set<String> = []

    /// Begins to read a file; `file` is its name as the user wrote it, for findings.
    public init(file: String, setting: Setting = Setting()) {
        self.file = file
        self.setting = setting
        place = setting.firstLine
        lineOffset = setting.firstOffset
        lineLead = setting.firstColumn
        byteCount = setting.firstOffset
    }

    /// Reads some bytes.
    public mutating func read(_ bytes: ArraySlice<UInt8>) {
        var start = bytes.startIndex
        let end = bytes.endIndex
        while start < end {
            guard let stop = bytes[start...].firstIndex(of: 0x0A) else {
                keep(bytes[start...])
                byteCount += end - start
                return
            }
            byteCount += stop + 1 - start
            keep(bytes[start..<stop])
            endLine(next: byteCount)
            start = stop + 1
        }
    }

    /// Ends the reading: what was left open becomes a record, with a finding.
    public mutating func finish() {
        if !line.isEmpty { endLine(next: byteCount, isLast: true) }
        close()
    }

    /// The records that became whole since they were taken last, in the order of the file.
    public mutating func take() -> [LogRecord] {
        defer { ready.removeAll(keepingCapacity: true) }
        return ready
    }

    // MARK: Lines

    private mutating func keep(_ bytes: ArraySlice<UInt8>) {
        let room = Self.maximumLine - line.count
        if bytes.count <= room {
            line.append(contentsOf: bytes)
            return
        }
        line.append(contentsOf: bytes.prefix(max(0, room)))
        if !isTooLong {
            isTooLong = true
            report(
                .warning, "log-long-line",
                "the line has more than \(Self.maximumLine) bytes and is cut there",
                line: place)
        }
    }

    private mutating func endLine(next: Int, isLast: Bool = false) {
        if line.last == 0x0D { line.removeLast() }
        if lineLead == 0, line.starts(with: Self.byteOrderMark) {
            line.removeFirst(Self.byteOrderMark.count)
            lineOffset += Self.byteOrderMark.count
        }
        removeMarks()
        // Cut in the midst of a word: what follows belongs to the same line.
        if let width = setting.cutWidth, !line.isEmpty, !isLast, lengthInFile == width,
            line.count + width <= Self.maximumLine, next - lineOffset <= Self.maximumLine, !isEnded
        {
            cutRuns.append(
                Piece.Run(
                    start: line.count, offset: next, place: place + cutRuns.count + 1, column: 0,
                    isLineBegin: true))
            return
        }
        let number = place
        place += 1 + cutRuns.count
        let (runs, lead, column) = (cutRuns, lineLead, lineLead + lineMarks)
        cutRuns = []
        lineLead = 0
        lineMarks = 0
        let offset = lineOffset
        lineOffset = next
        isTooLong = false
        var piece = Piece(bytes: line, place: number, offset: offset, column: column, lead: lead, runs: runs)
        line.removeAll(keepingCapacity: true)
        // The end of a text file of DOS, and what a crash left of a file's last cluster.
        if piece.bytes.contains(where: { $0 == 0 || $0 == 0x1A }) {
            if piece.bytes.contains(0) {
                report(.warning, "log-nul", "bytes of value zero are left out", line: number, once: true)
            }
            piece.remove { $0 == 0 || $0 == 0x1A }
        }
        if piece.bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { return }
        take(piece)
    }

    /// Leaves out the marks of a mail that stand before the line that was read last; the column where lines were cut is
    /// looked at behind them.
    private mutating func removeMarks() {
        let start = cutRuns.last?.start ?? 0
        guard setting.isQuoted, lineLead == 0 || !cutRuns.isEmpty else { return }
        let marks = Self.quoteMarks(Array(line[start...]))
        guard marks > 0 else { return }
        report(
            .note, "log-quoted", "the lines are quoted by a mail program; its marks (>) are left out",
            line: place + cutRuns.count, once: true)
        line.removeSubrange(start..<(start + marks))
        guard let last = cutRuns.indices.last else {
            lineMarks = marks
            return
        }
        cutRuns[last].offset += marks
        cutRuns[last].column += marks
    }

    /// How many bytes the line of the file has that was read last, with the marks of a mail; columns where tabs count so.
    private var lengthInFile: Int {
        let start = cutRuns.last?.start ?? 0
        guard setting.countsTabs else {
            return line.count - start + (cutRuns.last?.column ?? lineLead + lineMarks)
        }
        let isFirst = cutRuns.isEmpty
        let marks = cutRuns.last?.column ?? lineMarks
        let lead = isFirst && lineLead > 0 ? setting.firstLead[...] : []
        return marks
            + Self.length(
                of: lead + line[start...], isQuoted: marks == 0 && setting.isQuoted, countsTabs: true)
    }

    /// Whether the line at hand ends with a whole tail: what follows is another record, wherever lines were cut.
    private var isEnded: Bool {
        if line.last == 0x09 { return Self.endsColumns(line, before: []) }
        guard line.last == 0x3E || line.last == 0x29 else { return false }
        let tail = LogTail.find(line.suffix(Self.maximumForm), isDayFirst: setting.isDayFirst)
        return tail.map { $0.thread != nil && $0.stamp != nil && !$0.mayGoOn } ?? false
    }

    // MARK: Records

    /// Takes a line that no record ends within.
    mutating func takePart(_ piece: Piece) {
        if LogClientLine.begins(piece.bytes), !hasTimeAlone || piece.bytes.first == 0x5B, !isTailed(piece) {
            close()
            mode = .client
            pieces = [piece]
            return
        }
        switch mode {
        case .client:
            // A tail alone belongs to a text on the lines before it.
            if let tail = LogTail.find(piece.bytes[...], isDayFirst: setting.isDayFirst), !tail.mayGoOn,
                tail.textEnd > 0 || pieces.count == 1
            {
                close()
                mode = .tailed
                pieces = [piece]
                emit(tail, piece.bytes)
            } else if !takeOther(piece) {
                pieces.append(piece)
                if pieces.count == Self.maximumWrap { close() }
            }
        case .unknown, .tailed: takeTailed(piece)
        case .bare: takeBare(piece)
        }
    }

    /// Whether a line without an arrow ends with the whole tail of a service: a time at its beginning is a part of its text.
    private func isTailed(_ piece: Piece) -> Bool {
        guard LogClientLine.parse(piece.bytes, isDayFirst: setting.isDayFirst) == nil else { return false }
        let tail = LogTail.find(piece.bytes[...], isDayFirst: setting.isDayFirst)
        return tail.map { $0.grammar == .service && $0.stamp != nil && $0.thread != nil } ?? false
    }

    /// Whether nothing but a time in brackets is at hand, so that a program's name is the rest of its head.
    private var hasTimeAlone: Bool {
        guard mode == .client, pieces.first?.bytes.first == 0x5B else { return false }
        let joined = Self.join(pieces)
        return joined.firstIndex(of: 0x5D) == joined.lastIndex { $0 != 0x20 }
    }

    /// In a log with tails: a record is whole when a tail ends it.
    mutating func takeTailed(_ piece: Piece) {
        if let tail = openTail {
            // A date that ended a line: the next may hold the rest of the tail.
            let joined = Self.join(pieces + [piece])
            if let longer = LogTail.find(joined[...], isDayFirst: setting.isDayFirst), !longer.mayGoOn,
                longer.textEnd == tail.textEnd
            {
                openTail = nil
                pieces.append(piece)
                return emit(longer, joined)
            }
            openTail = nil
            // A thread that was wrapped itself is not whole yet.
            let next = piece.bytes.first { $0 != 0x20 && $0 != 0x09 }
            if tail.grammar != .service || next != 0x3C && next != 0x28 { emit(tail, Self.join(pieces)) }
        }
        pieces.append(piece)
        let last = piece.bytes.last ?? 0
        let canEnd =
            last == 0x3E || last == 0x29 || last == 0x20 || last == 0x09
            || (0x30...0x39).contains(last) || (0x41...0x5A).contains(last) || (0x61...0x66).contains(last)
            || last == 0x6D
        if canEnd {
            let joined = pieces.count == 1 ? piece.bytes : Self.join(pieces)
            if let tail = LogTail.find(joined[...], isDayFirst: setting.isDayFirst) {
                mode = .tailed
                if tail.mayGoOn || Self.mayHaveNumber(tail, joined) {
                    openTail = tail
                } else {
                    emit(tail, joined)
                }
                return
            }
        }
        if pieces.count == Self.maximumWrap { giveUp() }
    }

    /// The tail of the pieces at hand, of which more may follow.
    var openTail: LogTail?

    /// So many lines without a tail are a log without tails.
    private mutating func giveUp() {
        if mode == .tailed, let first = pieces.first {
            report(
                .warning, "log-no-tail", "no $$<component><time><thread> follows this text", line: first.place
            )
        }
        mode = .bare
        let lines = pieces
        // The first one is a record whatever follows, so that what is taken once more gets shorter.
        pieces = Array(lines.prefix(1))
        if let first = lines.first,
            let tail = LogTail.find(first.bytes[...], isDayFirst: setting.isDayFirst)
        {
            emit(tail, first.bytes)
        }
        for piece in lines.dropFirst() { take(piece) }
    }

    /// In a log of messages alone each line is a record; one is held back, in case a tail stands on a line of its own.
    mutating func takeBare(_ piece: Piece) {
        if let tail = LogTail.find(piece.bytes[...], isDayFirst: setting.isDayFirst) {
            mode = .tailed
            if tail.mayGoOn {
                emitBare()
                return takeTailed(piece)
            }
            if tail.textEnd == piece.bytes.startIndex, !pieces.isEmpty {
                pieces.append(piece)
                let joined = Self.join(pieces)
                if let whole = LogTail.find(joined[...], isDayFirst: setting.isDayFirst) {
                    return emit(whole, joined)
                }
            }
            emitBare()
            pieces = [piece]
            return emit(tail, piece.bytes)
        }
        emitBare()
        pieces = [piece]
    }

    mutating func emitBare() {
        for piece in pieces {
            append(LogLine(text(piece.bytes[...])), .bare, [piece], message: piece.bytes[...])
        }
        pieces = []
    }

    /// Ends whatever is open: at the end of the file, or where another grammar begins.
    mutating func close() {
        if let tail = openTail {
            openTail = nil
            return emit(tail, Self.join(pieces))
        }
        guard let first = pieces.first else { return }
        switch mode {
        case .client:
            let others = splitClient()
            defer {
                if !others.isEmpty {
                    mode = .bare
                    for piece in others { takeBare(piece) }
                    emitBare()
                }
            }
            let joined = Self.join(pieces)
            let parsed = LogClientLine.parse(joined, isDayFirst: setting.isDayFirst)
            if let parsed {
                if parsed.hasBadTime {
                    report(.warning, "log-time", "the time in brackets cannot be read", line: first.place)
                }
                note(parsed.stamp, line: first.place)
                checkMark(joined[parsed.textBegin...], line: first.place)
                append(
                    LogLine(
                        text(joined[parsed.textBegin...]), component: text(parsed.program),
                        time: parsed.stamp?.time),
                    .client, pieces, message: first.bytes[...].dropFirst(parsed.textBegin))
            } else {
                report(
                    .warning, "log-continuation", "no `==>` follows this time: the record has no message",
                    line: first.place)
                append(LogLine(text(joined[...])), .bare, pieces, message: joined[...])
            }
            pieces = []
        case .tailed where pieces.contains { Self.hasMark($0.bytes) }:
            report(.warning, "log-line-cut", "the log ends within a record", line: first.place)
            emitCut()
        case .tailed:
            report(
                .warning, "log-no-tail", "no $$<component><time><thread> follows this text", line: first.place
            )
            emitBare()
        case .unknown, .bare:
            emitBare()
        }
    }

    /// Makes a record of the pieces at hand, of which the first may be lines of another kind.
    private mutating func emit(_ tail: LogTail, _ joined: [UInt8]) {
        var (tail, joined) = (tail, joined)
        if let shorter = splitTailed(tail, joined) { (tail, joined) = shorter }
        guard let first = pieces.first else { return }
        if tail.stamp == nil || tail.thread == nil && !(tail.grammar == .smsTrace && tail.mayGoOn) {
            report(
                .warning, "log-tail", "the time or the thread behind the text is unreadable",
                line: first.place)
        }
        note(tail.stamp, line: first.place)
        if pieces.count > 1, tail.component.contains(0x20), !LogClientLine.isKnown(tail.component) {
            report(
                .warning, "log-tail", "a blank stands within the component: lines were cut within words",
                line: first.place)
        }
        checkMark(
            joined[..<min(tail.textEnd, joined.count)], isTrace: tail.grammar == .smsTrace, line: first.place)
        var end = min(tail.textEnd, joined.count)
        if tail.stamp == nil || tail.grammar == .smsTrace && pieces.count > 1 {
            while end > 0, joined[end - 1] == 0x20 { end -= 1 }
        }
        append(
            LogLine(
                text(joined[..<end]), component: text(tail.component), time: tail.stamp?.time,
                thread: tail.thread),
            tail.grammar, pieces, message: joined[...], hasDateOnly: tail.stamp?.hasDateOnly ?? false)
        pieces = []
    }

    mutating func append(
        _ line: LogLine, _ grammar: LogGrammar, _ pieces: [Piece], message: ArraySlice<UInt8>,
        hasDateOnly: Bool = false
    ) {
        guard let first = pieces.first, let last = pieces.last else { return }
        // Where the message begins on its first line; that of a message which begins on the next is the line's.
        let blanks = message.prefix { $0 == 0x20 || $0 == 0x09 }.count
        let column = first.column + (grammar == .client ? message.startIndex + blanks + 1 : blanks + 1)
        ready.append(
            LogRecord(
                line, grammar, place: first.place, column: message.count > blanks ? column : first.column + 1,
                offset: first.offset, lead: first.lead, lineCount: last.lastPlace - first.place + 1,
                hasDateOnly: hasDateOnly))
    }

    /// Tells of a mark within a text: perhaps another record ends there, of which the tail is not whole.
    private mutating func checkMark(_ text: ArraySlice<UInt8>, isTrace: Bool = false, line: Int) {
        if hasColumns(text, isTrace: isTrace) {
            report(
                .warning, "log-tail",
                "the columns of another record stand within the text: it may hold more than one record",
                line: line)
        } else if text.contains(0x24), Self.hasMark(Array(text)) {
            report(
                .warning, "log-tail", "another `$$` stands within the text: it may hold more than one record",
                line: line)
        }
    }

    /// Remembers what a time shows of the file.
    private mutating func note(_ stamp: LogStamp.Reading?, line: Int) {
        guard let stamp else { return }
        if stamp.isDayFirst, !setting.isDayFirst {
            setting.isDayFirst = true
            report(
                .note, "log-day-first",
                "the day stands before the month here; all dates of the file are read so",
                line: line, once: true)
        }
        if stamp.isSMS2 {
            report(
                .warning, "log-sms2", "this time has the form of SMS 2.0; its zone is left out", line: line,
                once: true)
        }
    }

    // MARK: Helpers

    mutating func report(
        _ severity: Severity, _ code: String, _ message: String, line: Int, once: Bool = false
    ) {
        if once, !told.insert(code).inserted { return }
        guard findings.count < Self.maximumFindings else {
            furtherFindings += 1
            return
        }
        findings.append(
            Finding(severity, code, message, at: SourceLocation(file: file, line: line)))
    }

    /// The characters of some bytes: UTF-8, else the code page.
    func text(_ bytes: ArraySlice<UInt8>) -> String {
        if bytes.allSatisfy({ $0 < 0x80 }) { return String(decoding: bytes, as: UTF8.self) }
        if let whole = String(validating: bytes, as: UTF8.self) { return whole }
        var scalars = String.UnicodeScalarView()
        for byte in bytes { scalars.append(setting.codePage.scalar(of: byte)) }
        return String(scalars)
    }

    /// Lines put together with a blank, as they were before they were wrapped.
    ///
    /// One or two blanks at a break are kept, since a wrap leaves out exactly one; more are the indentation of a page.
    static func join(_ pieces: [Piece]) -> [UInt8] {
        var joined: [UInt8] = []
        for (place, piece) in pieces.enumerated() {
            guard place > 0 else {
                joined = piece.bytes
                continue
            }
            let blanks = piece.bytes.prefix { $0 == 0x20 || $0 == 0x09 }.count
            let begin = blanks > 2 ? blanks : 0
            while joined.count >= 3, joined.suffix(3).allSatisfy({ $0 == 0x20 }) { joined.removeLast() }
            joined.append(0x20)
            joined.append(contentsOf: piece.bytes[begin...])
        }
        return joined
    }

    /// Where the last mark `$$<` or `$$(` stands.
    static func mark(_ bytes: [UInt8]) -> Int? {
        var place = bytes.count - 3
        while place >= 0 {
            if bytes[place] == 0x24, bytes[place + 1] == 0x24,
                bytes[place + 2] == 0x3C || bytes[place + 2] == 0x28
            {
                return place
            }
            place -= 1
        }
        return nil
    }

    static func hasMark(_ bytes: [UInt8]) -> Bool { mark(bytes) != nil }
}
