import CommandLineKit
import Glibc
import Lessons
import PackageArchive
import SiteModel

/// `lesson pack`: a folder that a student can take away.
enum LessonPack {
    private static let lessons = Operand<[String]>(
        "LESSON", LessonCommands.lessonWord, atLeast: 0, help: "Which lessons. Default: all.")
    private static let out = Option<String>(
        "out", value: "DIR", .directory, default: "lessons", help: "The folder to make.")
    private static let zip = Option(
        "zip", help: "Make DIR.zip too: one file to hand out, which is unpacked to a folder of that name.")

    static var entry: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["lesson", "pack"], "Make a folder that a student can take away: labs, tasks and a handout.",
                discussion: """
                    The folder holds the prepared labs, README.md with what to type, and handout.html with every task for \
                    printing. Everything in it is relative, so that it opens on any machine that has sms12, and the same \
                    bytes come out each time. The folder must not exist yet, or be empty.
                    """, options: [out, zip], operands: [lessons],
                example: CommandExample("sms12 lesson pack --out class"),
                moreExamples: [
                    CommandExample("sms12 lesson pack 1 2 --out monday --zip", "two lessons, as one file too")
                ],
                exitCodes: [
                    ExitCodeNote(ExitCode.noInput, "there is no such lesson"),
                    ExitCodeNote(ExitCode.cannotCreate, "the folder holds something, or cannot be made"),
                ]), run: run)
    }

    private static func run(_ run: CommandRun) throws -> Int32 {
        var chosen: [Lesson] = []
        for word in try run.value(lessons) {
            let lesson = try LessonCommands.find(word)
            if !chosen.contains(lesson) { chosen.append(lesson) }
        }
        if chosen.isEmpty { chosen = Lesson.shipped.lessons }
        chosen.sort { $0.number < $1.number }
        let typed = HostFiles.withoutSlashes(try run.value(out))
        let folder = HostFiles.absolute(typed, from: run.environment.folder)
        if HostFiles.exists(folder), !HostFiles.isFolder(folder) || !HostFiles.names(in: folder).isEmpty {
            throw CommandFailure(
                ExitCode.cannotCreate,
                "\(typed) is there already; choose another folder with --out, or empty it")
        }
        let file = folder + ".zip"
        let wantsZip = try run.value(zip)
        if wantsZip, HostFiles.exists(file) {
            throw CommandFailure(
                ExitCode.cannotCreate,
                "\(typed).zip is there already; choose another folder with --out, or remove it")
        }
        let above = try staging(of: folder)
        // The ZIP file has the folder in it, so that it is unpacked to one folder and not to the middle of another.
        let staging = above + "/" + HostFiles.name(of: folder)
        do {
            try HostFiles.makeFolder(staging)
            try fill(staging, chosen, run)
            if wantsZip { try archive(above, to: file) }
            try HostFiles.move(staging, to: folder)
            HostFiles.removeTree(above)
        } catch {
            HostFiles.removeTree(above)
            throw error
        }
        let what = chosen.count == 1 ? "lesson \(chosen[0].number)" : "\(chosen.count) lessons"
        run.done(.made, "folder", typed, "Made \(typed) with \(what).")
        if wantsZip { run.done(.made, "file", typed + ".zip", "Made \(typed).zip.") }
        run.advise("A copy for each student; afterwards: sms12 lesson check --class FOLDER-WITH-THE-COPIES")
        return ExitCode.done
    }

    /// A hidden folder beside the one that is made.
    private static func staging(of folder: String) throws -> String {
        let name = HostFiles.name(of: folder)
        let parent = folder.dropLast(name.count)
        let path = parent + ".\(name).new-\(getpid())"
        HostFiles.removeTree(String(path))
        try HostFiles.makeFolder(String(path))
        return String(path)
    }

    private static func fill(_ folder: String, _ lessons: [Lesson], _ run: CommandRun) throws {
        for lesson in lessons {
            let lab = folder + "/" + lesson.labName
            try LessonStart.make(lesson, at: lab, who: try run.account, command: run.environment.commandLine)
        }
        let handout = LessonHandout(lessons)
        try HostFiles.write(Array(handout.readme().utf8), to: folder + "/README.md")
        try HostFiles.write(Array(handout.html().utf8), to: folder + "/handout.html")
    }

    private static func archive(_ folder: String, to file: String) throws {
        let scan = try SourceScanner(codePage: nil).scan(folder)
        let settings = CompressionSettings()
        _ = try PackagePacker(settings: settings).pack(
            scan.manifest, from: .folder(folder, scan), to: file)
    }
}
