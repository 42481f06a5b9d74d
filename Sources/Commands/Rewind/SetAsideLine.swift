import CommandLineKit
import LegacyFormats
import SiteDatabase
import SiteModel

/// The end of a journal that a rewind took off: kept, so that the lab can go back to it, or a branch be made of it.
struct SetAsideLine {
    /// Its number, from 1.
    var number: Int64
    /// How many records of the journal came before it; the last of them may be a run that it goes on with.
    var records: Int
    /// The digest over those records.
    var fork: String
    /// The arguments of the last of them where that is a run: it may end between two events of an instant.
    var lastRun: String?
    /// Where it begins, in milliseconds since 1970.
    var from: Int64
    /// Where it ends.
    var until: Int64
    /// What the trace was at its end.
    var proof: RecordedJournal.TraceProof?
    /// Its commands.
    var tail: [JournalRecord]
    /// What they saw; their sequences are places in `tail`.
    var looks: [SourceObservation]

    /// The end of a journal behind a prefix of it.
    init(number: Int64, of journal: RecordedJournal, after prefix: RecordedJournal) {
        self.number = number
        records = prefix.records.count
        fork = Self.digest(prefix.records)
        lastRun = prefix.records.last.flatMap { $0.verb == CommandJournal.runVerb ? $0.body : nil }
        from = prefix.records.last?.instant ?? 0
        until = journal.records.last?.instant ?? 0
        proof = journal.proof
        // A run that was cut begins the line.
        let isCut = prefix.records.last != journal.records[..<prefix.records.count].last
        tail = Array(journal.records.dropFirst(prefix.records.count - (isCut ? 1 : 0)))
        let first = tail.first?.sequence ?? 0
        looks = journal.observations.filter { $0.sequence >= first }.map { look in
            var look = look
            look.sequence -= first
            return look
        }
    }

    /// The digest over records of a journal.
    private static func digest(_ records: [JournalRecord]) -> String {
        var text = ""
        for record in records { text += "\(record.instant) \(record.who) \(record.verb) \(record.body)\n" }
        return SHA256.digest(of: Array(text.utf8))
    }

    // MARK: Stored

    /// The rows that keep it.
    var rows: [SetAsideRow] {
        var members: [(String, JSONValue)] = [
            ("records", .integer(Int64(records))), ("fork", .string(fork)), ("until", .integer(until)),
        ]
        if let lastRun { members.append(("lastRun", .string(lastRun))) }
        if let proof {
            members += [("count", .integer(proof.count)), ("digest", .string(proof.digest))]
        }
        // So that a row that is gone from the end shows.
        let count = 1 + tail.count + looks.count { tail.indices.contains(Int($0.sequence)) }
        members.append(("rows", .integer(Int64(count))))
        var rows: [SetAsideRow] = []
        func add(_ instant: Int64, _ who: String, _ verb: String, _ body: String) {
            rows.append(
                SetAsideRow(
                    line: number, ordinal: Int64(rows.count), instant: instant, who: who, verb: verb,
                    body: body))
        }
        add(from, "", "line", JSONValue.object(members.map { .init($0.0, $0.1) }).compact)
        for (place, record) in tail.enumerated() {
            add(record.instant, record.who, record.verb, record.body)
            for look in looks where look.sequence == Int64(place) {
                add(
                    record.instant, "", "saw",
                    JSONValue.object([
                        .init("ordinal", .integer(look.ordinal)), .init("name", .string(look.name)),
                        .init("digest", .string(look.digest)), .init("body", .string(look.body)),
                    ]).compact)
            }
        }
        return rows
    }

    /// Whether the rows of a line are all of it: its head, and as many behind it as that says, in order.
    static func isWhole(_ rows: [SetAsideRow]) -> Bool {
        guard let head = rows.first, head.verb == "line", let json = try? parseJSON(head.body) else {
            return false
        }
        return rows.enumerated().allSatisfy { $1.ordinal == Int64($0) && $1.line == head.line }
            && json["rows"]?.int ?? Int64(rows.count) == Int64(rows.count)
    }

    /// A sentence about the first line that is not all there; nil: they are.
    static func damage(_ rows: [SetAsideRow]) -> String? {
        for number in Set(rows.map(\.line)).sorted() where !isWhole(rows.filter { $0.line == number }) {
            return "rows of line \(number) that a rewind set aside are missing"
        }
        return nil
    }

    /// The lines that a lab keeps, in order.
    static func all(_ database: LabDatabase) throws -> [SetAsideLine] {
        let rows = try database.setAside()
        if let damage = damage(rows) {
            throw CommandFailure(
                ExitCode.badData,
                "\(database.path) is damaged: \(damage); `sms12 replay --repair` leaves the line out")
        }
        return try all(rows)
    }

    /// The lines that rows tell, in order.
    static func all(_ rows: [SetAsideRow]) throws -> [SetAsideLine] {
        var lines: [SetAsideLine] = []
        for row in rows {
            let json = row.verb == "line" || row.verb == "saw" ? try parseJSON(row.body) : nil
            if row.verb == "line", let json {
                lines.append(try SetAsideLine(row, json))
            } else if !lines.isEmpty {
                try lines[lines.count - 1].take(row, json)
            }
        }
        return lines
    }

    private init(_ row: SetAsideRow, _ json: JSONValue) throws {
        guard let records = json["records"]?.int, let fork = json["fork"]?.text,
            let until = json["until"]?.int
        else {
            throw CommandFailure(ExitCode.badData, "line \(row.line) that was set aside is damaged")
        }
        number = row.line
        self.records = Int(records)
        self.fork = fork
        self.until = until
        lastRun = json["lastRun"]?.text
        from = row.instant
        if let count = json["count"]?.int, let digest = json["digest"]?.text {
            proof = RecordedJournal.TraceProof(count: count, digest: digest)
        }
        tail = []
        looks = []
    }

    private mutating func take(_ row: SetAsideRow, _ json: JSONValue?) throws {
        guard let json else {
            tail.append(
                JournalRecord(
                    sequence: Int64(tail.count), instant: row.instant, who: row.who, verb: row.verb,
                    body: row.body))
            return
        }
        guard let ordinal = json["ordinal"]?.int, let name = json["name"]?.text,
            let digest = json["digest"]?.text,
            let body = json["body"]?.text
        else { throw CommandFailure(ExitCode.badData, "line \(row.line) that was set aside is damaged") }
        looks.append(
            SourceObservation(
                sequence: Int64(tail.count - 1), ordinal: ordinal, name: name, digest: digest, body: body))
    }

    /// A line by its number.
    ///
    /// - Throws: `CommandFailure` (no input) where there is none.
    static func find(_ number: Int, in lines: [SetAsideLine]) throws -> SetAsideLine {
        if let line = lines.first(where: { $0.number == Int64(number) }) { return line }
        throw CommandFailure(
            ExitCode.noInput,
            "there is no line \(number) in the lab; `sms12 rewind --list` lists those that there are")
    }

    // MARK: Going back to it

    /// The fewest lines that lead from a journal to the end of one of them, that one last: where rewinds follow each other, a
    /// line begins on the one that was set aside after it.
    ///
    /// - Returns: The numbers in the order in which they are gone; nil: none of them leads there.
    static func way(
        to number: Int64, from journal: RecordedJournal, in lines: [SetAsideLine]
    ) throws -> [Int64]? {
        var reached: Set<Int64> = []
        var ends: [(way: [Int64], journal: RecordedJournal)] = [([], journal)]
        while !ends.isEmpty {
            var next: [(way: [Int64], journal: RecordedJournal)] = []
            for end in ends {
                // The last one is the nearest.
                for line in lines.reversed() where !reached.contains(line.number) {
                    guard let further = try line.continuing(end.journal) else { continue }
                    let way = end.way + [line.number]
                    if line.number == number { return way }
                    reached.insert(line.number)
                    next.append((way, further))
                }
            }
            ends = next
        }
        return nil
    }

    /// Why a line cannot be gone to now, and what to do first.
    static func failure(
        _ number: Int64, from journal: RecordedJournal, in lines: [SetAsideLine]
    ) throws -> CommandFailure {
        let first = try way(to: number, from: journal, in: lines)?.dropLast() ?? []
        return CommandFailure(
            ExitCode.failed,
            first.isEmpty
                ? "line \(number) begins at a moment that this lab's journal does not have any more; `sms12 rewind --list` "
                    + "tells which lines begin here"
                : "line \(number) begins on line \(first[first.count - 1]), to which the lab has to go first: "
                    + first.map { "`sms12 rewind --undo --line \($0)`" }.joined(separator: ", then "))
    }

    /// The journal that goes on with this line; nil when it does not begin where this journal was.
    func continuing(_ journal: RecordedJournal) throws -> RecordedJournal? {
        guard records <= journal.records.count else { return nil }
        var prefix = journal.prefix(count: records)
        if var last = prefix.records.last, last.verb == CommandJournal.runVerb {
            if let lastRun, last.instant >= from {
                last.instant = from
                last.body = lastRun
                prefix.records[prefix.records.count - 1] = last
                prefix.proof = nil
            } else if last.instant > from {
                prefix = try prefix.prefix(to: from)
            }
        }
        guard Self.digest(prefix.records) == fork else { return nil }
        var next = prefix
        var first = Int64(prefix.records.count)
        if let last = prefix.records.last, let run = tail.first, run.verb == CommandJournal.runVerb,
            last.verb == CommandJournal.runVerb, last.who == run.who
        {
            next.records.removeLast()
            first -= 1
        }
        for (place, record) in tail.enumerated() {
            var record = record
            record.sequence = first + Int64(place)
            next.records.append(record)
        }
        next.observations = prefix.observations.filter { !($0.sequence == first && isSeen($0.ordinal)) }
        for look in looks {
            var look = look
            look.sequence += first
            next.observations.append(look)
        }
        next.proof = proof
        return next
    }

    private func isSeen(_ ordinal: Int64) -> Bool { looks.contains { $0.ordinal == ordinal } }
}
