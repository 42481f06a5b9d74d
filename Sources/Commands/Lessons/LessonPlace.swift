import CommandLineKit
import Emulation
import KnowledgeBase
import LegacyFormats
import Lessons
import Pipeline
import SiteDatabase
import SiteModel

/// A lab that belongs to a lesson: the folder `lesson` in it remembers which, and what its student was told.
struct LessonPlace {
    /// The lab's folder.
    let folder: String
    /// The lesson.
    let lesson: Lesson
    /// The instant at which it was handed out, in milliseconds since 1970.
    let begins: Int64
    /// How many records its journal had then.
    let records: Int
    /// Answers by the question's name.
    var answers: [String: String] = [:]
    /// How many hints were given, by the point's name.
    var hints: [String: Int] = [:]

    /// How many hints were given in all.
    var hintCount: Int { hints.values.reduce(0, +) }

    /// More hints than any point has.
    private static let mostHints: Int64 = 1_000
    private static let memory = "/lesson/lesson.json5"
    private static let progress = "/lesson/progress.json5"

    /// Reads which lesson a lab belongs to.
    ///
    /// - Throws: `CommandFailure`: no input where it belongs to none, bad data where it is another lab than the lesson's.
    init(_ folder: String) throws {
        self.folder = folder
        let path = folder + Self.memory
        let name = HostFiles.name(of: folder)
        guard HostFiles.exists(path) else {
            throw CommandFailure(
                ExitCode.noInput,
                "the lab \(name) belongs to no lesson: there is no lesson/lesson.json5 in it; `sms12 lesson start "
                    + "NUMBER` makes one that does, --lab names another lab")
        }
        let json = try Self.json(path)
        guard let number = json["lesson"]?.int, let begins = json["begins"]?.int,
            let records = json["journal"]?.int.flatMap({ Int(exactly: $0) }), records > 0,
            CommandJournal.instants.contains(begins)
        else {
            throw CommandFailure(
                ExitCode.badData,
                "\(path) does not say which lesson the lab belongs to; `sms12 lesson start` makes it anew")
        }
        lesson = try LessonCommands.find(String(number))
        self.begins = begins
        self.records = records
        guard HostFiles.exists(folder + Self.progress) else { return }
        let noted = try Self.json(folder + Self.progress)
        for member in noted["answers"]?.members ?? [] { answers[member.name] = member.value.text }
        for member in noted["hints"]?.members ?? [] {
            // The file lies in the student's lab, where anything can be written into it.
            hints[member.name] = member.value.int.map { Int(min(max($0, 0), Self.mostHints)) }
        }
    }

    /// Whether a folder is marked as the lab of a lesson, even if nothing else of the lab is left.
    static func isMarked(_ folder: String) -> Bool { HostFiles.exists(folder + memory) }

    private static func json(_ path: String) throws -> JSONValue {
        let (node, findings) = parseJSON5(try HostFiles.read(path), file: path)
        guard let node, !findings.contains(where: { $0.severity == .error }) else {
            throw CommandFailure(
                ExitCode.badData,
                "\(findings.first?.description ?? path + ": nothing can be read"); remove the file, or take it from a copy"
            )
        }
        return node.json
    }

    /// Notes in a prepared lab which lesson it belongs to, and where that begins.
    static func mark(_ folder: String, _ lesson: Lesson) throws {
        let reader = try LabReader(folder)
        let (begins, records) = (try reader.now(), try reader.database.journal().count)
        let json = JSONValue.object([
            .init("lesson", .integer(Int64(lesson.number))), .init("name", .string(lesson.name)),
            .init("begins", .integer(begins)), .init("journal", .integer(Int64(records))),
        ])
        let text = "// Which lesson of sms12 this lab belongs to; `sms12 lesson check` reads it.\n"
        try HostFiles.write(Array((text + json.pretty + "\n").utf8), to: folder + memory)
    }

    /// Writes answers and hints.
    func save() throws {
        let answers = answers.sorted { $0.key < $1.key }.map { JSONValue.Member($0.key, .string($0.value)) }
        let hints = hints.sorted { $0.key < $1.key }.map {
            JSONValue.Member($0.key, .integer(Int64($0.value)))
        }
        let json = JSONValue.object([.init("answers", .object(answers)), .init("hints", .object(hints))])
        let text = "// What was answered, and how many hints were given; `sms12 lesson` writes it.\n"
        try HostFiles.write(Array((text + json.pretty + "\n").utf8), to: folder + Self.progress)
    }

    // MARK: Looking

    /// How far the lab is.
    func outcome() throws -> LessonOutcome {
        let lab = try look(folder)
        let second = folder + "/" + LessonCommands.secondLab
        let again =
            HostFiles.exists(second + "/lab.db")
            ? try Self.lab(second, begins: begins, records: records) : nil
        return LessonCheck(lesson, answers: answers).look(lab, again: again)
    }

    /// The lab itself, after a look whether it is the lesson's.
    private func look(_ folder: String) throws -> LessonLab {
        let reader = try LabReader(folder)
        let (wanted, _) = readLabDefinition(Array(lesson.labText.utf8), file: lesson.location.file)
        guard try Replay.beginning(reader.database, anyRules: true) == wanted else {
            throw CommandFailure(
                ExitCode.badData,
                "the lab \(HostFiles.name(of: folder)) is marked as that of lesson \(lesson.number), but was made from "
                    + "another lab file; `sms12 lesson start \(lesson.number)` makes the lab of the lesson")
        }
        return try Self.lab(reader, begins: begins, records: records)
    }

    private static func lab(_ folder: String, begins: Int64, records: Int) throws -> LessonLab {
        try lab(LabReader(folder), begins: begins, records: records)
    }

    private static func lab(_ reader: LabReader, begins: Int64, records: Int) throws -> LessonLab {
        var trace: [TraceRecord] = []
        try reader.database.forEachTraceSegment { segment in
            trace += TraceBlock(
                number: Int(segment.segment), count: Int(segment.count), firstInstant: segment.firstInstant,
                lastInstant: segment.lastInstant, bytes: segment.data
            ).records()
            return true
        }
        let play = ScenarioPlay(
            of: try LabReader.restore(reader.database), trace: trace,
            logLines: { LogText.lines($0, LabNames(images: $1)) }, dump: ToolCommands.dumpLines)
        return LessonLab(play, facts: LabFacts(reader, begins: begins, records: records))
    }
}
