import LegacyFormats
import SiteModel

/// A record of a timeline.
struct LogEntry {
    var record: LogRecord
    /// The file, as the user named it.
    var file: String
    /// Who wrote it; empty where nothing tells.
    var component: String
    /// Whether the record does not say who wrote it: the file's name or the message did.
    var isComponentGuessed = false
    var meaning: LogMeaning?
    /// Whether it is a line of a MIF and no message at all.
    var isMIF = false

    /// Why there is no meaning, in words.
    var reason: String {
        isMIF ? "(a line of a MIF, no message of a log)" : "(no source says what this means)"
    }

    /// `sched.log:12:1`.
    var origin: String { "\(file):\(record.place):\(record.column)" }

    /// Who wrote it as logs are compared: the service of Package Command Manager counts as the program.
    var comparedComponent: String { Self.compared(component) }

    static func compared(_ component: String) -> String {
        component == "SMS_PACKAGE_COMMAND_MANAGER_NT" ? "Package Command Manager" : component
    }

    /// What is alike in all lines of one message, whatever they name: the word of the message, else the text with its
    /// figures, paths and identifiers left out.
    var shape: String { meaning?.key ?? Self.shape(of: record.line.text) }

    static func shape(of text: String) -> String {
        let words = LogText8Words.split(text)
        return words.map { word in
            let hasFigure = word.utf8.contains { (0x30...0x39).contains($0) }
            return hasFigure || word.utf8.contains(0x5C) ? "#" : word.lowercased()
        }.joined(separator: " ")
    }
}

/// The words of a log's text, without line feeds.
enum LogText8Words {
    static func split(_ text: String) -> [Substring] {
        text.split { $0 == " " || $0 == "~" || $0 == "\t" }
    }
}

/// Records of several logs by time; those of one file stay in their order.
///
/// Records without a time go with the one before them; those of a file that has no times at all come last.
struct LogTimeline {
    private var cursors: [LogCursor]

    init(_ surveys: [LogSurvey]) throws {
        cursors = []
        for survey in surveys {
            for place in survey.sections.indices {
                let next =
                    survey.sections.indices.contains(place + 1) ? survey.sections[place + 1].offset : Int.max
                var cursor = try LogCursor(survey, survey.sections[place], end: next)
                try cursor.advance()
                cursors.append(cursor)
            }
        }
    }

    /// The next record, or nil.
    mutating func next() throws -> LogEntry? {
        var best: Int?
        for place in cursors.indices where cursors[place].current != nil {
            if let chosen = best, cursors[chosen].key <= cursors[place].key { continue }
            best = place
        }
        guard let best, let entry = cursors[best].current else { return nil }
        try cursors[best].advance()
        return entry
    }
}

/// One part of a file, read record by record.
struct LogCursor {
    private let input: LogInput
    private let fileComponent: String?
    private let width: Int
    private let end: Int
    private var scanner: LogScanner
    private var offset: Int
    private var isDone = false
    private var waiting: [LogRecord] = []
    private var place = 0
    private var lastComponent = ""
    /// Whether a MIF has begun and has not ended.
    private var isInMIF = false

    /// The record at hand.
    private(set) var current: LogEntry?
    /// Where it stands among the records of other parts.
    private(set) var key: Int64

    init(_ survey: LogSurvey, _ section: LogSurvey.Section, end: Int) throws {
        input = survey.input
        fileComponent = survey.component
        width = survey.width
        self.end = end
        var setting = survey.setting
        setting.firstLine = section.line
        setting.firstOffset = section.offset
        setting.firstColumn = section.column
        if setting.countsTabs {
            setting.firstLead = try input.read(at: section.offset - section.column, upTo: section.offset)
        }
        scanner = LogScanner(file: survey.input.name, setting: setting)
        offset = section.offset
        key = section.firstTime ?? .max
    }

    /// Goes to the next record.
    mutating func advance() throws {
        guard var record = try peek(0) else {
            current = nil
            return
        }
        place += 1
        let kind = record.grammar == .bare ? MIFLine.kind(of: record.line.text) : .neither
        // A record of another form ends a MIF that was cut.
        if record.grammar != .bare { isInMIF = false }
        if kind == .begins { isInMIF = true }
        let isMIF = isInMIF
        if kind == .ends { isInMIF = false }
        var meaning = isMIF ? nil : meaning(of: record)
        if record.grammar == .bare, !isMIF { meaning = try joined(&record, meaning) }
        if let time = record.line.time, !record.hasDateOnly {
            key = key == .max ? time.seconds : max(key, time.seconds)
        }
        var entry = LogEntry(
            record: record, file: input.name, component: record.line.component, meaning: meaning)
        if isMIF {
            entry.isMIF = true
        } else if entry.component.isEmpty {
            entry.isComponentGuessed = true
            entry.component = guess(meaning, record.grammar)
        } else {
            lastComponent = entry.component
        }
        current = entry
    }

    /// Who wrote a record that does not say so.
    private func guess(_ meaning: LogMeaning?, _ grammar: LogGrammar) -> String {
        if grammar != .bare, !lastComponent.isEmpty { return lastComponent }
        guard let meaning else { return fileComponent ?? lastComponent }
        if let fileComponent, meaning.components.contains(fileComponent) { return fileComponent }
        return meaning.components.first ?? fileComponent ?? ""
    }

    private func meaning(of record: LogRecord) -> LogMeaning? {
        let component = record.line.component.isEmpty ? fileComponent ?? "" : record.line.component
        return LogCatalogue.shared.meaning(of: record.line.text, component: component)
            ?? (record.line.component.isEmpty ? LogCatalogue.shared.meaning(of: record.line.text) : nil)
    }

    /// Puts lines of messages alone together that were one message before a page was wrapped.
    ///
    /// Only the meaning tells: lines that mean nothing alone and something together; and what follows an open end
    /// without a meaning of its own, where the two did not fit on a line.
    private mutating func joined(_ record: inout LogRecord, _ alone: LogMeaning?) throws -> LogMeaning? {
        var best = alone
        for _ in 0..<6 {
            guard let next = try peek(0), next.grammar == .bare, meaning(of: next) == nil,
                MIFLine.kind(of: next.line.text) == .neither
            else { break }
            var whole = record
            whole.line.text += " " + next.line.text.drop { $0 == " " || $0 == "\t" }
            whole.lineCount = next.place + next.lineCount - record.place
            guard let together = meaning(of: whole) else {
                guard best == nil, try fits(record, next) else { break }
                // Three lines of one message: the third decides.
                guard let third = try peek(1), third.grammar == .bare, meaning(of: third) == nil else {
                    break
                }
                var all = whole
                all.line.text += " " + third.line.text.drop { $0 == " " || $0 == "\t" }
                guard meaning(of: all) != nil else { break }
                record = whole
                place += 1
                continue
            }
            if best != nil, try !fits(record, next) { break }
            best = together
            record = whole
            place += 1
        }
        return best
    }

    /// Whether a wrap can have stood between two lines: the first word of the second had no room.
    private func fits(_ first: LogRecord, _ second: LogRecord) throws -> Bool {
        let last = first.line.text.utf8.count
        let word = second.line.text.utf8.prefix { $0 != 0x20 }.count
        return last + 1 + word > width
    }

    private mutating func peek(_ ahead: Int) throws -> LogRecord? {
        while place + ahead >= waiting.count, !isDone {
            waiting.removeFirst(min(place, waiting.count))
            place = 0
            let bytes = try input.read(at: offset, upTo: end)
            if bytes.isEmpty {
                scanner.finish()
                isDone = true
            } else {
                offset += bytes.count
                scanner.read(bytes[...])
            }
            waiting += scanner.take()
        }
        return place + ahead < waiting.count ? waiting[place + ahead] : nil
    }
}
