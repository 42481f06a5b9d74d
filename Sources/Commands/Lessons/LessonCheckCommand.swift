import CommandLineKit
import Lessons

/// `lesson check`, `lesson hint` and `lesson answer`: how far a lab is with its lesson.
enum LessonCheckCommand {
    private static let everybody = Option<String?>(
        "class", value: "FOLDER", .directory,
        help: "Look at every lab of a lesson in and below a folder: one line a student.")
    private static let point = Operand<String?>(
        "POINT", .text, help: "The point it is about. Default: the first that is not done.")
    private static let question = Operand<String>("QUESTION", .text, help: "The question's name.")
    private static let words = Operand<[String]>(
        "ANSWER", .text, atLeast: 1, help: "The answer: a word or number as the question asks.")

    // MARK: check

    static var entry: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["lesson", "check"], "Look at a lab and tell point by point what of its lesson is done.",
                discussion: """
                    What counts is what the lab holds: rows, files, events and trace, however they came about. Nothing is \
                    changed. With --class every lab in and below a folder is looked at, for a teacher: one line a \
                    student, the folder's name first, with what is open and how many hints were given.
                    """, options: [everybody], example: CommandExample("sms12 lesson check"),
                moreExamples: [
                    CommandExample(
                        "sms12 lesson check --class class --format csv", "everybody's, for a spreadsheet")
                ],
                exitCodes: [
                    ExitCodeNote(ExitCode.failed, "something is not done yet"),
                    ExitCodeNote(ExitCode.badData, "the lab is damaged, or another than the lesson's"),
                    ExitCodeNote(ExitCode.noInput, "no lab, or it belongs to no lesson"),
                ]),
            run: { run in
                if let folder = try run.value(everybody) {
                    return try LessonClass(run).check(
                        HostFiles.absolute(folder, from: run.environment.folder), folder)
                }
                return try check(run)
            })
    }

    private static func check(_ run: CommandRun) throws -> Int32 {
        let place = try LessonPlace(try run.labFolder())
        let outcome = try place.outcome()
        if run.format == .table { tell(run, place, outcome) } else { try list(run, outcome) }
        return outcome.isComplete ? ExitCode.done : ExitCode.failed
    }

    private static func list(_ run: CommandRun, _ outcome: LessonOutcome) throws {
        var table = Table([
            Column("Point", key: "point"), Column("Done", key: "done"), Column("What", key: "what"),
            Column("Not yet", key: "notYet"),
        ])
        for point in outcome.points {
            try table.add([.text(point.name), .flag(point.isDone), .text(point.title), .text(point.sentence)])
        }
        run.print(table)
    }

    private static func tell(_ run: CommandRun, _ place: LessonPlace, _ outcome: LessonOutcome) {
        let lesson = place.lesson
        run.print(run.styled.bold("Lesson \(lesson.number): \(lesson.title)"))
        let width = outcome.points.map(\.name.count).max() ?? 0
        let room = (run.environment.outIsTerminal ? run.environment.width : 100) - width - 8
        for point in outcome.points {
            let mark = point.isDone ? run.styled.green("done") : run.styled.yellow("open")
            let name = point.name + String(repeating: " ", count: width - point.name.count)
            let blank = String(repeating: " ", count: width + 8)
            let lines = wrapped(point.title, width: max(room, 30))
            run.print("  \(mark)  \(name)  \(lines.first ?? "")")
            for line in lines.dropFirst() { run.print("  " + blank + line) }
            if !point.isDone {
                for line in wrapped(point.sentence, width: max(room - 2, 30)) {
                    run.print("  " + blank + "> " + line)
                }
            }
        }
        if outcome.isComplete {
            run.conclude("All \(outcome.points.count) points are done.")
        } else {
            run.conclude("\(outcome.done) of \(outcome.points.count) points are done.")
            run.advise("Help: sms12 lesson hint")
        }
    }

    // MARK: hint

    /// How `hint` and `answer` end.
    private static let notes = [
        ExitCodeNote(ExitCode.badData, "the lab is damaged, or another than the lesson's"),
        ExitCodeNote(ExitCode.noInput, "no lab, it belongs to no lesson, or the lesson has no such point"),
    ]

    static var hint: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["lesson", "hint"], "Give the next hint for a point that is not done.",
                discussion:
                    "How many were given is noted in the lab's folder, for the next one and for the teacher.",
                operands: [point], example: CommandExample("sms12 lesson hint"), exitCodes: notes),
            run: { run in
                try run.onlyText()
                var place = try LessonPlace(try run.labFolder())
                let named = try run.value(point).map { try find($0, place.lesson) }
                let outcome = try place.outcome()
                let open = outcome.points.first { !$0.isDone }?.name
                guard let name = named?.name ?? open,
                    let point = place.lesson.points.first(where: { $0.name == name })
                else {
                    run.print("Nothing is open: lesson \(place.lesson.number) is done.")
                    return ExitCode.done
                }
                let given = place.hints[name] ?? 0
                let number = min(given, point.hints.count - 1)
                guard point.hints.indices.contains(number) else { return ExitCode.done }
                let text = LessonPage.filled(point.hints[number], lab: shellWord(shownLab(run, place)))
                run.print("\(name), hint \(number + 1) of \(point.hints.count): \(text)")
                if given >= point.hints.count {
                    run.advise(
                        "That was the last one; `sms12 lesson show \(place.lesson.number)` has the task again."
                    )
                    return ExitCode.done
                }
                place.hints[name] = given + 1
                do { try place.save() } catch {
                    run.remark(
                        "it could not be noted that a hint was given (\(error)); the next one stays this one")
                }
                return ExitCode.done
            })
    }

    /// The lab's folder as one would type it here.
    static func shownLab(_ run: CommandRun, _ place: LessonPlace) -> String {
        let shown = run.environment.withoutFolder(place.folder)
        return shown.isEmpty ? "." : shown == run.environment.folder ? "." : shown
    }

    private static func find(_ word: String, _ lesson: Lesson) throws -> LessonPoint {
        let wanted = word.lowercased()
        if let found = lesson.points.first(where: { $0.name == wanted }) { return found }
        let names = lesson.points.map(\.name)
        let near = nearestNames(to: wanted, among: names).first.map { "; did you mean \($0)?" }
        throw CommandFailure(
            ExitCode.noInput,
            "lesson \(lesson.number) has no point '\(word)'\(near ?? ""); its points are \(names.joined(separator: ", "))"
        )
    }

    // MARK: answer

    static var answer: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["lesson", "answer"], "Answer a question of a lesson.",
                discussion: """
                    The answer is noted in the lab's folder; `sms12 lesson check` compares it with what the lab holds. A \
                    later answer takes the place of an earlier one.
                    """, operands: [question, words],
                example: CommandExample("sms12 lesson answer job1 not-due"), exitCodes: notes),
            run: { run in
                var place = try LessonPlace(try run.labFolder())
                let point = try find(try run.value(question), place.lesson)
                guard point.isQuestion else {
                    let names = place.lesson.points.filter(\.isQuestion).map(\.name).joined(separator: ", ")
                    throw CommandFailure(
                        ExitCode.usage,
                        "\(point.name) is something to do, and no question; questions of this lesson: \(names)"
                    )
                }
                let text = try run.value(words).joined(separator: " ")
                guard text.contains(where: { !$0.isWhitespace }) else {
                    throw run.usage(
                        "the answer to \(point.name) is empty; write what the lab shows: \(point.title)")
                }
                place.answers[point.name] = text
                try place.save()
                run.done(.changed, "answer", point.name, "Noted for \(point.name): \(text)")
                run.advise("Next: sms12 lesson check")
                return ExitCode.done
            })
    }
}
