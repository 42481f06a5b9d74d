import CommandLineKit
import Lessons

/// The labs of a class: one line a student.
struct LessonClass {
    /// How deep labs are looked for: class/group/student/lesson1.lab.
    private static let depth = 4
    private let run: CommandRun

    init(_ run: CommandRun) { self.run = run }

    /// Looks at every lab in and below a folder.
    ///
    /// - Returns: The exit code: done when every lesson is complete, else failed.
    func check(_ folder: String, _ typed: String) throws -> Int32 {
        guard HostFiles.isFolder(folder) else {
            throw CommandFailure(ExitCode.noInput, "there is no folder \(typed) with labs of a class")
        }
        var labs: [String] = []
        gather(folder, "", depth: 0, into: &labs)
        var table = Table([
            Column("Student", key: "student"), Column("Lesson", key: "lesson", .right),
            Column("Done", key: "done", .right), Column("Of", key: "of", .right),
            Column("Complete", key: "complete"), Column("Hints", key: "hints", .right),
            Column("Open", key: "open"), Column("Problem", key: "problem"),
        ])
        var isComplete = true
        for lab in labs {
            do {
                let place = try place(lab.isEmpty ? folder : folder + "/" + lab)
                let outcome = try place.outcome()
                isComplete = isComplete && outcome.isComplete
                let open = outcome.points.filter { !$0.isDone }.map(\.name).joined(separator: " ")
                try table.add([
                    .text(student(lab)), .number(place.lesson.number), .number(outcome.done),
                    .number(outcome.points.count), .flag(outcome.isComplete), .number(place.hintCount),
                    .text(open), .none,
                ])
            } catch {
                isComplete = false
                let problem = Root.explain(error).text
                try table.add([
                    .text(student(lab)), .none, .none, .none, .flag(false), .none, .none,
                    .text(run.environment.withoutFolder(problem)),
                ])
            }
        }
        run.print(table)
        if labs.isEmpty {
            run.remark("no lab in \(typed) nor \(Self.depth) folders below it")
            return ExitCode.noInput
        }
        return isComplete ? ExitCode.done : ExitCode.failed
    }

    private func place(_ lab: String) throws -> LessonPlace {
        guard !HostFiles.exists(lab + "/lab.db") else { return try LessonPlace(lab) }
        throw CommandFailure(
            ExitCode.noInput,
            "there is no lab.db in it: part of the lab is missing; ask for a whole copy of the folder")
    }

    /// Whose lab it is: the folder above it, or its own name without the ending.
    private func student(_ lab: String) -> String {
        lab.isEmpty ? "." : lab.hasSuffix(".lab") ? String(lab.dropLast(4)) : lab
    }

    /// The labs below a folder by their path in it, sorted by names; also what was one and lost its database.
    private func gather(_ folder: String, _ path: String, depth: Int, into labs: inout [String]) {
        if HostFiles.exists(folder + "/lab.db") || LessonPlace.isMarked(folder) { return labs.append(path) }
        let before = labs.count
        defer {
            if labs.count == before, depth > 0, folder.hasSuffix(".lab") { labs.append(path) }
        }
        guard depth < Self.depth else { return }
        for name in HostFiles.names(in: folder) where !name.hasPrefix(".") {
            let below = folder + "/" + name
            guard HostFiles.isFolder(below) else { continue }
            gather(below, path.isEmpty ? name : path + "/" + name, depth: depth + 1, into: &labs)
        }
    }
}
