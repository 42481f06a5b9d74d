import CommandLineKit
import Emulation
import LegacyFormats
import Lessons
import SiteModel

/// `lesson start`: the prepared lab of a lesson.
enum LessonStart {
    private static let folder = Operand<String?>(
        "DIR", .directory, help: "The lab's folder. Default: lesson1.lab for lesson 1, and so on.")

    static var entry: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["lesson", "start"], "Make the prepared lab of a lesson and tell its task.",
                discussion: """
                    The lab is an ordinary one: every command works on it, and its journal shows how it was prepared. The \
                    folder `lesson` in it holds the task and the files that belong to it, and remembers which lesson it \
                    is, so that a copy of the lab is still the lesson's.
                    """, operands: [LessonCommands.lesson, folder],
                example: CommandExample("sms12 lesson start 1"),
                moreExamples: [
                    CommandExample("sms12 lesson start pending anna.lab", "by name, into another folder")
                ],
                exitCodes: [
                    ExitCodeNote(ExitCode.noInput, "there is no such lesson"),
                    ExitCodeNote(ExitCode.cannotCreate, "the folder holds something, or cannot be made"),
                ]), run: run)
    }

    private static func run(_ run: CommandRun) throws -> Int32 {
        let lesson = try LessonCommands.find(try run.value(LessonCommands.lesson))
        var typed = HostFiles.withoutSlashes(try run.value(folder) ?? lesson.labName)
        if !HostFiles.name(of: typed).hasSuffix(".lab") { typed += ".lab" }
        let path = HostFiles.absolute(typed, from: run.environment.folder)
        if HostFiles.exists(path + "/lab.db") {
            throw CommandFailure(
                ExitCode.cannotCreate,
                "\(typed) is there already: go on with `sms12 lesson check --lab \(shellWord(typed))`, or begin again "
                    + "beside it with `sms12 lesson start \(lesson.number) "
                    + "\(shellWord("again-" + HostFiles.name(of: typed)))`"
            )
        }
        try make(lesson, at: path, who: try run.account, command: run.environment.commandLine)
        run.done(
            .made, "lesson", typed, "Made \(typed), the lab of lesson \(lesson.number): \(lesson.title).")
        run.explain("")
        if run.format == .table { run.print(LessonPage(lesson).task(lab: shellWord(typed))) }
        for line in next(run, typed, path) { run.advise(line) }
        return ExitCode.done
    }

    /// What to type next; where the lab is not found by itself, how to name it.
    private static func next(_ run: CommandRun, _ typed: String, _ path: String) -> [String] {
        let here = run.environment.folder
        let labs = HostFiles.names(in: here).filter {
            $0.hasSuffix(".lab") && HostFiles.exists(here + "/" + $0 + "/lab.db")
        }
        let named = run.environment.variable("SMS12_LAB") ?? ""
        let isFound = labs.count == 1 && path == here + "/" + typed && named.isEmpty
        let word = typed.hasPrefix("/") ? shellWord(typed) : "\"$PWD\"/" + shellWord(typed)
        return (isFound ? [] : ["This lab is not the only one here; name it first: export SMS12_LAB=\(word)"])
            + ["Then: sms12 lesson check tells how far you are, sms12 lesson hint helps."]
    }

    /// Makes the lab of a lesson; whole or not at all.
    static func make(_ lesson: Lesson, at path: String, who: String, command: String) throws {
        let place = try LabPlace(path)
        place.removeLeftovers()
        let (definition, findings) = readLabDefinition(Array(lesson.labText.utf8), file: lesson.location.file)
        guard let definition, !findings.contains(where: { $0.severity == .error }) else {
            throw CommandFailure(
                ExitCode.ourBug, "lesson \(lesson.number): \(findings.first?.description ?? "")")
        }
        do {
            try LabSession.make(
                place.staging, definition, text: lesson.labText, who: who, command: command)
            try write(lesson, to: place.staging)
            for words in lesson.prepare { try prepare(words, place.staging, who, lesson) }
            try LessonPlace.mark(place.staging, lesson)
            try HostFiles.move(place.staging, to: place.folder)
        } catch {
            HostFiles.removeTree(place.staging)
            throw error
        }
    }

    /// Writes the task and the files of a lesson.
    private static func write(_ lesson: Lesson, to lab: String) throws {
        let folder = lab + "/lesson"
        try HostFiles.makeFolder(folder)
        // The task names the lab as one sees it from inside.
        try HostFiles.write(
            Array(LessonPage(lesson).text(lab: lesson.labName).utf8), to: folder + "/task.md")
        for file in lesson.files {
            var made = folder
            for part in file.path.split(separator: "/").dropLast() {
                made += "/" + part
                if !HostFiles.exists(made) { try HostFiles.makeFolder(made) }
            }
            try HostFiles.write(Array(file.text.utf8), to: folder + "/" + file.path)
        }
    }

    /// Gives a command that prepares the lab: an ordinary one, journalled like any other.
    private static func prepare(_ words: [String], _ lab: String, _ who: String, _ lesson: Lesson) throws {
        var told = ""
        let inner = Environment(
            out: { _ in }, error: { told += $0 }, variable: { _ in nil }, folder: lab,
            commandLine: "sms12 " + words.joined(separator: " "))
        let code = Root.run(["--lab", lab, "--quiet", "--as", who] + words, inner)
        guard code == ExitCode.done || code == ExitCode.doneWithLosses else {
            throw CommandFailure(
                code,
                "lesson \(lesson.number) could not be prepared: `sms12 \(words.joined(separator: " "))` ended with "
                    + "\(code): \(told)")
        }
    }
}
