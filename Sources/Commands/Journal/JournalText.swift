import CommandLineKit
import Emulation
import LegacyFormats
import SiteDatabase
import SiteModel
import VirtualTime

/// A journal as text: one command a line, so that two of them can be compared line by line.
///
///     sms12 journal 1
///     1997-04-21T08:00:00.000Z ADMINISTRATOR lab.create {…}
///     1997-04-21T08:00:00.000Z ADMINISTRATOR package.create {…}
///     1997-04-21T08:05:00.000Z ADMINISTRATOR run {"until":861609900000}
///       saw 0 BPC00001 - {…}
///     end 812 entries a52dbfdedacf4c07b8c535953a06ab19 text 2f0c1ab68c7d4e53a2b11d8c9e0f7a64
///     file lab.json5 "…"
///     aside 1 0 1997-04-21T08:05:00.000Z "" line {…}
///     content 3e5853… TVqQAAM…
///
/// No line has a running number, so that a line that is put in changes no other but `end`: that tells what the trace has to
/// be, and by a digest over the other lines whether one of them was changed since.
struct JournalText {
    /// The journal.
    var journal: RecordedJournal
    /// Contents of outside files by digest.
    var contents: [String: [UInt8]] = [:]
    /// What rewinds took off the end of the journal, so that they can be undone there as well.
    var setAside: [SetAsideRow] = []
    /// The line of each record, counted from 1, where it was read from a text.
    var lines: [Int] = []

    static let heading = "sms12 journal 1"

    // MARK: Writing

    /// The text.
    var printed: String {
        var digest = TextDigest()
        var text = ""
        func add(_ line: String) {
            digest.take(line)
            text += line + "\n"
        }
        add(Self.heading)
        var seen: [Int64: [SourceObservation]] = [:]
        for observation in journal.observations {
            seen[observation.sequence, default: []].append(observation)
        }
        for record in journal.records {
            add("\(Self.time(record.instant)) \(Self.word(record.who)) \(record.verb) \(record.body)")
            for look in seen[record.sequence] ?? [] {
                add(
                    "  saw \(look.ordinal) \(Self.word(look.name)) \(look.digest.isEmpty ? "-" : look.digest) \(look.body)"
                )
            }
        }
        let file =
            journal.labText.isEmpty ? nil : "file lab.json5 \(JSONValue.string(journal.labText).compact)"
        let asides = setAside.map { row in
            "aside \(row.line) \(row.ordinal) \(Self.time(row.instant)) \(Self.word(row.who)) \(row.verb) \(row.body)"
        }
        let below = (file.map { [$0] } ?? []) + asides
        for line in below { digest.take(line) }
        if let proof = journal.proof {
            text += "end \(proof.count) entries \(proof.digest) text \(digest.finish())\n"
        }
        for line in below { text += line + "\n" }
        for (digest, bytes) in contents.sorted(by: { $0.key < $1.key }) {
            text += "content \(digest) \(Base64.text(bytes))\n"
        }
        return text
    }

    /// The digests of the contents that its commands read, also those of lines that were set aside.
    func wanted() throws -> Set<String> {
        var all = journal
        all.observations += try SetAsideLine.all(setAside).flatMap(\.looks)
        return Set(all.contents)
    }

    /// An instant in UTC with milliseconds.
    static func time(_ instant: Int64) -> String {
        let second = instant.flooredQuotient(by: 1_000)
        let text = LocalTime(seconds: second).description
        let clock = text.utf8.count == 16 ? text + ":00" : text
        return clock.split(separator: " ").joined(separator: "T") + ".\(pad(instant - second * 1_000, 3))Z"
    }

    /// A word, between quotation marks where it is none.
    private static func word(_ text: String) -> String {
        let isWord = !text.isEmpty && !text.contains { $0.isWhitespace || $0 == "\"" || $0.isNewline }
        return isWord ? text : JSONValue.string(text).compact
    }
}

/// The digest over the lines of a journal's text, whatever ends they have: all but `end` itself, contents, which have digests of
/// their own, and lines that say nothing.
private struct TextDigest {
    private var hash = SHA256()

    /// Takes the next line.
    mutating func take(_ line: some StringProtocol) { hash.update(Array(line.utf8) + [0x0A]) }

    /// The first half of the SHA-256, 32 hexadecimal digits.
    func finish() -> String { String(hash.finish().prefix(32)) }
}

/// Reads a journal's text.
struct JournalTextReader {
    private let file: String
    private var line = 0
    private var text = Substring()
    private var rest = Substring()
    private var records: [JournalRecord] = []
    private var lines: [Int] = []
    private var observations: [SourceObservation] = []
    private var proof: RecordedJournal.TraceProof?
    private var labText = ""
    private var setAside: [SetAsideRow] = []
    /// The digest over the lines so far.
    private var digest = TextDigest()
    /// The line `end`, where it tells what that has to be.
    private var wanted: (digest: String, line: Int, text: Substring, rest: Substring)?
    private var contents: [String: [UInt8]] = [:]
    /// The instant that the commands so far reached.
    private var reached: Int64 = 0

    /// Reads a text.
    ///
    /// - Parameters:
    ///   - bytes: UTF-8, with or without its mark; lines may end as those of DOS do.
    ///   - file: Its name, for errors.
    /// - Returns: The journal with the contents that came with it.
    /// - Throws: `CommandFailure` (bad data) that names line and column.
    static func read(_ bytes: [UInt8], file: String) throws -> JournalText {
        // Editors of Windows put a mark in front.
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let bytes = bytes.starts(with: mark) ? bytes[mark.count...] : bytes[...]
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw CommandFailure(
                ExitCode.badData, "\(file): error: it is not written in UTF-8 [journal-text]")
        }
        var reader = JournalTextReader(file: file)
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            // In Swift a carriage return and a line feed are one character, which splits no line here.
            for piece in line.split(separator: "\r\n", omittingEmptySubsequences: false) {
                try reader.take(piece)
            }
        }
        guard !reader.records.isEmpty else {
            throw reader.failure("there is no command in it", "write one with `sms12 journal export`")
        }
        try reader.checkText()
        return JournalText(
            journal: RecordedJournal(
                records: reader.records, observations: reader.observations, labText: reader.labText,
                proof: reader.proof), contents: reader.contents,
            // In a journal that was edited a line may begin at a moment that is not there any more.
            setAside: reader.wanted == nil ? [] : reader.setAside, lines: reader.lines)
    }

    private init(file: String) { self.file = file }

    private func failure(_ message: String, _ advice: String? = nil) -> CommandFailure {
        let column = text.distance(from: text.startIndex, to: rest.startIndex) + 1
        return CommandFailure(
            ExitCode.badData,
            Finding(
                .error, "journal-text", message,
                at: SourceLocation(file: file, line: line, column: rest.isEmpty ? 0 : column), advice: advice
            ).description)
    }

    private mutating func take(_ piece: Substring) throws {
        line += 1
        (text, rest) = (piece, piece)
        if line == 1 {
            guard piece == JournalText.heading else {
                throw failure(
                    "this is no journal that `sms12 journal export` wrote: it does not begin with `\(JournalText.heading)`"
                )
            }
            return digest.take(piece)
        }
        let isIndented = skipBlanks()
        if rest.isEmpty || rest.first == "#" { return }
        let first = try word()
        if first != "end", first != "content" { digest.take(piece) }
        switch first {
        case "saw" where isIndented: try takeLook()
        case "end": try takeEnd()
        case "file": try takeFile()
        case "content": try takeContent()
        case "aside": try takeAside()
        default: try takeCommand(first)
        }
    }

    private mutating func skipBlanks() -> Bool {
        let before = rest.startIndex
        rest = rest.drop { $0 == " " || $0 == "\t" }
        return rest.startIndex > before
    }

    /// The next word, or what stands between quotation marks.
    private mutating func word() throws -> String {
        _ = skipBlanks()
        guard rest.first == "\"" else {
            let end = rest.firstIndex { $0 == " " || $0 == "\t" } ?? rest.endIndex
            defer { rest = rest[end...] }
            return String(rest[..<end])
        }
        var end = rest.index(after: rest.startIndex)
        while end < rest.endIndex, rest[end] != "\"" {
            end = rest.index(after: end)
            if rest[rest.index(before: end)] == "\\", end < rest.endIndex { end = rest.index(after: end) }
        }
        guard end < rest.endIndex, let value = try? parseJSON(String(rest[...end])).text else {
            throw failure("a text between quotation marks does not end")
        }
        rest = rest[rest.index(after: end)...]
        return value
    }

    private mutating func number(_ what: String) throws -> Int64 {
        let before = rest
        guard let number = Int64(try word()), number >= 0 else {
            rest = before
            _ = skipBlanks()
            throw failure("\(what) is wanted here")
        }
        return number
    }

    /// What is left of the line: JSON.
    private mutating func json() throws -> String {
        _ = skipBlanks()
        do throws(JSONError) {
            _ = try parseJSON(String(rest))
        } catch {
            let place = rest.utf8.index(rest.startIndex, offsetBy: min(error.offset, rest.utf8.count))
            let whole = rest
            rest = rest[place...]
            if rest.isEmpty { rest = whole }
            throw failure(error.message)
        }
        defer { rest = rest[rest.endIndex...] }
        return String(rest)
    }

    private mutating func takeLook() throws {
        guard let last = records.last else { throw failure("there is no command yet that saw this") }
        let ordinal = try number("the number of a look")
        let name = try word()
        let digest = try word()
        guard digest == "-" || SHA256.isDigest(digest) else {
            throw failure("`\(digest)` is no SHA-256, and not -")
        }
        let look = SourceObservation(
            sequence: last.sequence, ordinal: ordinal, name: name, digest: digest == "-" ? "" : digest,
            body: try json())
        do { _ = try RecordedWorld([look]) } catch { throw failure("\(error)") }
        observations.append(look)
    }

    private mutating func takeEnd() throws {
        let count = try number("how many entries the trace has")
        let entries = try word()
        let digest = try word()
        guard entries == "entries", digest.utf8.count == 32 else {
            throw failure("what the trace has to be is written as `end COUNT entries DIGEST`")
        }
        guard proof == nil else { throw failure("there is a line `end` already") }
        proof = RecordedJournal.TraceProof(count: count, digest: digest)
        _ = skipBlanks()
        // What was exported before has no digest of the text.
        if rest.isEmpty { return }
        let place = rest
        guard try word() == "text" else {
            rest = place
            throw failure("behind the digest of the trace stands `text DIGEST`, or nothing")
        }
        let text = try word()
        try expectEnd()
        wanted = (text, line, self.text, place)
    }

    /// Refuses whatever stands behind the last word of a line.
    private mutating func expectEnd() throws {
        _ = skipBlanks()
        if !rest.isEmpty { throw failure("nothing more belongs on this line") }
    }

    /// Finds out whether the text is the one that was exported.
    private mutating func checkText() throws {
        guard let wanted else { return }
        let found = digest.finish()
        guard found != wanted.digest else { return }
        (line, text, rest) = (wanted.line, wanted.text, wanted.rest)
        throw failure(
            "the text was changed since it was exported: the digest over its lines is \(found), not \(wanted.digest)",
            "where you edited it, take the line `end` out, or `text` and the digest behind it; else get it anew with "
                + "`sms12 journal export`")
    }

    private mutating func takeFile() throws {
        let name = try word()
        guard name == "lab.json5" else {
            throw failure("no file \(name) belongs into a journal; only lab.json5 does")
        }
        labText = try word()
        try expectEnd()
    }

    private mutating func takeAside() throws {
        let line = try number("the number of a line that was set aside")
        let ordinal = try number("the place of a row in it")
        let before = rest
        guard let instant = Self.instant(try word()) else {
            rest = before
            _ = skipBlanks()
            throw failure("a time such as 1997-04-21T08:00:00.000Z is wanted here")
        }
        setAside.append(
            SetAsideRow(
                line: line, ordinal: ordinal, instant: instant, who: try word(), verb: try word(),
                body: try json()))
    }

    private mutating func takeContent() throws {
        let digest = try word()
        guard SHA256.isDigest(digest) else { throw failure("`\(digest)` is no SHA-256") }
        _ = skipBlanks()
        guard let bytes = Base64.bytes(rest.utf8) else {
            throw failure("the content is not written in Base64")
        }
        guard SHA256.digest(of: bytes) == digest else {
            throw failure("the content does not agree with its SHA-256")
        }
        contents[digest] = bytes
    }

    private mutating func takeCommand(_ first: String) throws {
        guard let instant = Self.instant(first) else {
            rest = text
            throw failure(
                "`\(first)` begins no line of a journal: a time such as 1997-04-21T08:00:00.000Z is wanted, or saw, end, file, aside, content"
            )
        }
        let who = try word()
        let verb = try word()
        var body = rest
        body = body.drop { $0 == " " }
        let record = JournalRecord(
            sequence: Int64(records.count), instant: instant, who: who, verb: verb, body: try json())
        rest = body
        try check(record)
        records.append(record)
        lines.append(line)
    }

    /// Refuses a journal of other rules: no lab stands behind it that could go on from where it is.
    private func checkRules(_ record: JournalRecord) throws {
        guard record.verb == CommandJournal.createVerb, let rules = try? parseJSON(record.body)["rules"]?.int,
            rules != Emulation.rulesVersion
        else { return }
        let changes = RulesHistory.changes(since: rules).map { "\n  rules \($0.rules): \($0.what)" }
        throw CommandFailure(
            ExitCode.failed,
            "\(file): the journal was recorded under rules \(rules), this program has rules \(Emulation.rulesVersion): its "
                + "commands would give another lab; nothing was made. Import it with the sms12 that exported it"
                + changes.joined())
    }

    private mutating func check(_ record: JournalRecord) throws {
        var lab: LabDefinition?
        do {
            if records.isEmpty {
                try checkRules(record)
                let first = try Replay.beginning(record, file)
                reached = (first.sites.first?.zone ?? .utc).utcSeconds(of: first.start) * 1_000
                lab = first
            } else if record.verb == CommandJournal.runVerb {
                reached = try CommandJournal.until(record.body)
            } else {
                _ = try CommandJournal.command(verb: record.verb, body: record.body)
            }
        } catch let problem as CommandFailure {
            guard problem.code == ExitCode.badData else { throw problem }
            // The place in front of it names the file already.
            let words = problem.description
            throw failure(words.hasPrefix(file + ": ") ? String(words.dropFirst(file.count + 2)) : words)
        }
        // Somebody may have typed it, as a lab file is typed.
        if let problem = lab?.validate().first(where: { $0.severity == .error }) {
            throw failure("the lab of record 0 is wrong: \(problem.message)")
        }
        guard record.instant == reached else {
            rest = text
            throw failure(
                "the line says \(JournalText.time(record.instant)), but the commands before it reach \(JournalText.time(reached))",
                "write the time that `run` reaches at both places")
        }
    }

    /// The instant of a text such as `1997-04-21T08:00:00.000Z`.
    private static func instant(_ text: String) -> Int64? {
        guard text.utf8.count == 24, text.hasSuffix("Z"), let point = text.firstIndex(of: "."),
            let time = LocalTime(text[..<point]),
            let milliseconds = UInt16(text[point...].dropFirst().dropLast()), milliseconds < 1_000
        else { return nil }
        return time.seconds * 1_000 + Int64(milliseconds)
    }
}
