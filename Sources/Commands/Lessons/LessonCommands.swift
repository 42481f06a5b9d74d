import CommandLineKit
import Lessons

/// The commands of `lesson`: guided lessons on prepared labs.
enum LessonCommands {
    /// In the order of the help.
    static var entries: [CommandEntry] {
        [
            list, show, LessonStart.entry, LessonCheckCommand.entry, LessonCheckCommand.hint,
            LessonCheckCommand.answer, LessonPack.entry,
        ]
    }

    /// The lesson that a command is about.
    static let lesson = Operand<String>(
        "LESSON", lessonWord, help: "The lesson's number or name; `sms12 lesson list` has them.")
    /// Reads the number or name of a lesson.
    static let lessonWord = WordReader<String>(
        // Every start of the program declares its commands; the texts of lessons are read only where they are wanted.
        completion: .words((1...Lesson.shippedCount).map { String($0) }), write: { $0 },
        read: { (word: String) throws(ValueProblem) -> String in word })
    private static let solution = Option(
        "solution", help: "One way to do it, usual mistakes and sources: for teachers.")

    /// The folder of a second lab, inside the lab of a lesson.
    static let secondLab = "again.lab"

    /// Finds a lesson by number, name or a beginning of its name.
    ///
    /// - Throws: `CommandFailure` (no input) with what there is.
    static func find(_ word: String) throws -> Lesson {
        let all = Lesson.shipped.lessons
        let wanted = word.lowercased()
        if let found = all.first(where: { String($0.number) == wanted || $0.name == wanted }) { return found }
        let begin = all.filter { !wanted.isEmpty && $0.name.hasPrefix(wanted) }
        if begin.count == 1 { return begin[0] }
        let near = nearestNames(to: wanted, among: all.map(\.name)).first.map { "; did you mean \($0)?" }
        throw CommandFailure(
            ExitCode.noInput,
            "there is no lesson '\(word)'\(near ?? ""); they have the numbers 1 to \(all.count), `sms12 lesson list` shows them"
        )
    }

    private static let list = CommandEntry(
        declaration: CommandDeclaration(
            ["lesson", "list"], "List the guided lessons.",
            discussion:
                "Each is a task on a prepared lab, with hints and a check, for an hour in class at most.",
            example: CommandExample("sms12 lesson list")),
        run: { run in
            var table = Table([
                Column("No", key: "number", .right), Column("Name", key: "name"),
                Column("Lesson", key: "title"), Column("Minutes", key: "minutes", .right),
                Column("Points", key: "points", .right),
            ])
            for lesson in Lesson.shipped.lessons {
                try table.add([
                    .number(lesson.number), .text(lesson.name), .text(lesson.title), .number(lesson.minutes),
                    .number(lesson.points.count),
                ])
            }
            run.print(table)
            run.advise("Next: sms12 lesson start 1")
            return ExitCode.done
        })

    private static let show = CommandEntry(
        declaration: CommandDeclaration(
            ["lesson", "show"], "Tell what a lesson teaches, what it asks for, and what to discuss.",
            options: [solution], operands: [lesson], example: CommandExample("sms12 lesson show 2"),
            moreExamples: [CommandExample("sms12 lesson show 2 --solution", "for the teacher")]),
        run: { run in
            try run.onlyText()
            let lesson = try find(try run.value(lesson))
            run.print(LessonPage(lesson).text(lab: lesson.labName))
            if try run.value(solution) { run.print(LessonPage(lesson).solution(lab: lesson.labName)) }
            run.advise("Next: sms12 lesson start \(lesson.number)")
            return ExitCode.done
        })
}
