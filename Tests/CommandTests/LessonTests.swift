import Foundation
import Lessons
import TestKit
import Testing

/// `lesson start`, `check`, `hint`, `answer` and `pack`, by whoever uses them well or badly.
@Suite struct LessonTests {
    private func lesson(_ number: Int) throws -> Lesson {
        try #require(Lesson.shipped.lessons.first { $0.number == number })
    }

    // MARK: Other ways to the same end

    @Test func `another name, another order and more tries pass as well`() throws {
        let room = try LessonRoom(lesson(1))
        // A first package and a first job that are no good, and stay.
        room.type(
            "sms12 package create Wrong --source $lab/lesson --command \"Install=setup.bat\" --platform dos6")
        room.type("sms12 job create Wrong --on site:BPC")
        room.type(
            "sms12 package create \"My editor\" --source $lab/lesson/quill --command \"Put on=setup.bat /q\" --platform all"
        )
        room.type(
            "sms12 job create \"My editor\" --on computer:PC1 --on computer:PC2 --on computer:PC3 --priority high"
        )
        room.type("sms12 run --for 1h")
        room.type("sms12 client run PC1 BPC00002")
        room.type("sms12 run --for 1h")
        room.type("sms12 lesson answer taken it was 8:00 in the morning")
        let found = room.check()
        #expect(found.open == [], "\(found.text)")
    }

    @Test func `a query may be mended instead of the job`() throws {
        let room = try LessonRoom(lesson(2))
        let text = room.shell.out("lab", "export")
        try room.shell.scratch.write(
            "mended.json5", text.replacing("tempdbSelectInto: false", with: "tempdbSelectInto: true"))
        room.type("sms12 lab apply mended.json5")
        room.type("sms12 run --for 30m")
        #expect(!room.check().open.contains("second"), "\(room.check().text)")
    }

    @Test func `a quirk that is switched off by hand proves nothing about a service pack`() throws {
        let room = try LessonRoom(lesson(7))
        for line in room.lesson.solution {
            room.type(line.replacing("--release 1.2SP3", with: "--quirk=-no-run-stuck-pending"))
        }
        // Its task asks for "a release that has the mend"; this is service pack 2 still.
        #expect(room.check().open == ["second", "mended"], "\(room.check().text)")
        let other = try LessonRoom(lesson(7))
        for line in other.lesson.solution { other.type(line.replacing("1.2SP3", with: "1.2SP4+hotfixes")) }
        #expect(other.check().open == ["fixed"], "a later release has the mend, too: \(other.check().text)")
    }

    @Test func `files may be removed before the job is cancelled`() throws {
        let room = try LessonRoom(lesson(6))
        room.type("sms12 job cancel BPC00001")
        room.type("sms12 run --for 20m")
        room.type("sms12 job create Quill --remove all")
        room.type("sms12 run --for 10h")
        #expect(room.check().open == ["ran", "rows"], "\(room.check().text)")
    }

    @Test func `a package that is made anew under the same name counts, and the first may stay`() throws {
        let room = try LessonRoom(lesson(1))
        room.type(
            "sms12 package create Quill --source $lab/lesson --command \"Install=setup.bat\" --platform dos6")
        #expect(room.check().text.contains("The package Quill has another source directory"))
        for line in room.lesson.solution {
            room.type(line.replacing("job create Quill", with: "job create BPC00002"))
        }
        #expect(room.check().open == [], "\(room.check().text)")
    }

    @Test func `the option of tempdb may be given back by the command that explain names`() throws {
        let room = try LessonRoom(lesson(2))
        room.type("sms12 site set CEN --tempdb-select-into on")
        room.type("sms12 run --for 30m")
        #expect(!room.check().open.contains("second"), "\(room.check().text)")
    }

    @Test
    func `the job that the fault holds may get a Run phase, and a wrong try in the second lab may stay`()
        throws
    {
        let room = try LessonRoom(lesson(7))
        room.type("sms12 job set CEN00001 --run Install")
        room.type("sms12 run --for 1h")
        #expect(room.check().open == ["quirk", "fixed", "second", "mended"], "\(room.check().text)")
        for line in room.lesson.mistakes[1].lines { room.type(line) }
        #expect(room.check().text.contains("it proves nothing"), "\(room.check().text)")
        room.type("sms12 job create Quill --on site:LON --no-run --lab $lab/again.lab")
        #expect(room.check().text.contains("still Pending; let time pass there"), "\(room.check().text)")
        room.type("sms12 run --for 1h --lab $lab/again.lab")
        #expect(room.check().open == ["quirk", "fixed"], "\(room.check().text)")
        // What held the job is asked of the lab as it was handed out.
        let other = try LessonRoom(lesson(7))
        other.type("sms12 job delete CEN00001")
        other.type("sms12 lesson answer quirk Q174462")
        other.type("sms12 lesson answer fixed with SP 3")
        #expect(other.check().open == ["workaround", "second", "mended"], "\(other.check().text)")
        #expect(other.check().text.contains("There is no job in this lab any more"))
    }

    @Test func `a job that maps to nothing shows nothing, and one with another command passes`() throws {
        let room = try LessonRoom(lesson(8))
        for line in room.lesson.mistakes[1].lines { room.type(line) }
        let broken = room.check()
        #expect(broken.open == ["source", "access", "platform", "left", "ignored"])
        #expect(broken.text.contains("It cannot be answered. The job becomes no objects as it is: E02"))
        room.type("sms12 job set BPC00001 --run Setup")
        room.type("sms12 lesson answer left W24 about the platform, and W55 about the link")
        room.type("sms12 lesson answer ignored it is W55")
        #expect(room.check().open == [], "\(room.check().text)")
        room.type("sms12 lesson answer ignored W24 or W55")
        #expect(room.check().open == ["ignored"], "two codes are no answer")
        room.type("sms12 package set Quill --command \"Setup=setup.bat /q\" --platform win95,nt-x86")
        #expect(room.check().text.contains("\"Setup\" is for nt-x86, win95"), "\(room.check().text)")
        room.type("sms12 package set Quill --command \"Setup=setup.bat /q\" --platform win95")
        room.type("sms12 job set BPC00001 --optional")
        #expect(room.check().text.contains("it was to stay mandatory"), "\(room.check().text)")
    }

    // MARK: What is said is so

    @Test func `a job that was deleted or cancelled is not called Pending, nor activated`() throws {
        let room = try LessonRoom(lesson(2))
        room.type("sms12 job delete CEN00001")
        room.type("sms12 job cancel CEN00002")
        room.type("sms12 run --for 1h")
        let text = room.check().text
        #expect(text.contains("The first job was deleted") && text.contains("The second job was cancelled"))
        #expect(!text.contains("first job is still") && !text.contains("never"), "\(text)")
    }

    @Test func `nobody is told to wait for what cannot come any more`() throws {
        let room = try LessonRoom(lesson(5))
        room.type("sms12 run")
        #expect(room.check().text.contains("let time pass"))
        room.type("sms12 fault link CEN LON --state up")
        room.type("sms12 run --for 2h")
        #expect(!room.check().text.contains("let time pass"), "\(room.check().text)")
        #expect(room.check().text.contains("mended before the Sender had given up"))
        let other = try LessonRoom(lesson(5))
        other.type("sms12 job cancel CEN00001")
        other.type("sms12 run --for 1h")
        other.type("sms12 lesson answer waited 0")
        #expect(other.check().open.count == other.lesson.points.count)
        #expect(!other.check().text.contains("yet"), "\(other.check().text)")
    }

    @Test func `a package that a refresh brings back may be removed once more`() throws {
        let room = try LessonRoom(lesson(4))
        let remove = "sms12 job create Quill --remove selected --servers SRV3"
        for line in room.lesson.mistakes[1].lines + [remove, "sms12 run --for 30m"] { room.type(line) }
        #expect(room.check().open == ["refreshed", "added", "copies"], "\(room.check().text)")
        for line in room.lesson.solution.dropFirst().dropLast() { room.type(line) }
        #expect(room.check().open == ["untouched", "copies"], "\(room.check().text)")
        #expect(room.check().text.contains("a later refresh brought it back"))
        for line in [remove, "sms12 run --for 30m"] { room.type(line) }
        #expect(room.check().open == ["copies"], "\(room.check().text)")
    }

    @Test func `files that were taken off the servers are no new version, and a deleted job is missed`()
        throws
    {
        let room = try LessonRoom(lesson(3))
        for line in room.lesson.solution { room.type(line) }
        room.type("sms12 job create Quill --remove all")
        room.type("sms12 run --for 1h")
        #expect(room.check().open == ["files"], "\(room.check().text)")
        let other = try LessonRoom(lesson(6))
        for line in other.lesson.solution { other.type(line) }
        other.type("sms12 job delete BPC00001")
        #expect(other.check().open == ["canceled"], "\(other.check().text)")
    }

    // MARK: Answers

    @Test func `a number may be a word, rounded either way, and is one number`() throws {
        let room = try LessonRoom(lesson(5))
        room.type("sms12 run --for 1h")
        let rows: [(question: String, right: [String], wrong: [String])] = [
            (
                "tries", ["5", "five times", "5 of 5", "Five."],
                ["two", "4 or 5", "PC5", "5.5", "often", "four", "5 minutes", "it is -5"]
            ),
            (
                "waited",
                ["6.5", "6,5 minutes", "6:30", "6 min 30 s", "6m30s", "about 7", "6", "six and a half"],
                ["8", "8.5", "5", "7 or 8", "6 to 7", "9", "5.4", "it is -7", "7 tries"]
            ),
            (
                "again",
                [
                    "08:35", "8:35", "at 08:35:34", "0835", "8.35 am", "Monday 08:35", "1997-04-21 08:35",
                    "08:35 on 21 April 1997", "4/21/1997 8:35", "21.4.1997, 8:35", "April 21st, 08:35",
                ],
                [
                    "08:30", "08:30 or 08:35", "35", "8:35 on Tuesday", "1998-01-01 08:35", "8:35 tomorrow",
                    "08:35 on 22 April 1997", "5/21/1997 8:35", "08:35, May 21st", "08:35 in 1998",
                ]
            ),
        ]
        for (question, right, wrong) in rows {
            for (answers, isRight) in [(right, true), (wrong, false)] {
                for answer in answers {
                    room.type("sms12 lesson answer \(question) \"\(answer)\"")
                    #expect(room.check().open.contains(question) != isRight, "\(question): \(answer)")
                }
            }
        }
    }

    @Test func `the words of a hint are an answer, and a word within another is none`() throws {
        let room = try LessonRoom(lesson(2))
        for answer in [
            "list of targets", "the target list can't be made", "The Scheduler can't run the query",
            "event 320",
        ] {
            room.type("sms12 lesson answer why2 \"\(answer)\"")
            #expect(!room.check().open.contains("why2"), "\(answer)")
        }
        for answer in ["the Scheduler", "its schedule", "the schedule or the query"] {
            room.type("sms12 lesson answer why2 \(answer)")
            #expect(room.check().open.contains("why2"), "\(answer)")
        }
    }

    @Test func `an answer that names everything is none, and a later one takes the place of an earlier one`()
        throws
    {
        let room = try LessonRoom(lesson(2))
        room.type("sms12 lesson answer why3 paused, or a query, or start after")
        #expect(room.check().open.contains("why3"))
        room.type("sms12 lesson answer why3 somebody PAUSED its Scheduler")
        #expect(!room.check().open.contains("why3"))
        room.type("sms12 service continue SMS_SCHEDULER --site LON")
        room.type("sms12 run --for 30m")
        #expect(!room.check().open.contains("why3"), "it is about the lab as it was handed out")
    }

    @Test(arguments: [
        (
            2, "why3",
            [
                "paused", "the Scheduler isn't running: somebody paused it", "service-paused",
                "paused or pausing",
            ]
        ),
        (
            2, "why1",
            [
                "it isn't due yet", "not due", "Start After is not reached", "not before Tuesday 20:00",
                "no, its schedule",
            ]
        ),
        (
            2, "why2",
            [
                "tempdb has no Select Into", "no targets can be made",
                "without select into/bulkcopy it fails",
                "the query can not be run", "the query doesn't work", "can't query",
            ]
        ),
        (
            7, "quirk",
            ["Q174462", "no-run-stuck-pending", "Q174462 or no-run-stuck-pending", "quirk Q174462, I think"]
        ),
        (7, "fixed", ["1.2 SP3", "service pack 3", "SP 3 (1.2SP3)"]),
    ])
    func `an answer in one's own words is right`(number: Int, question: String, answers: [String]) throws {
        let room = try LessonRoom(lesson(number))
        for answer in answers {
            room.type("sms12 lesson answer \(question) \"\(answer)\"")
            #expect(!room.check().open.contains(question), "\(answer): \(room.check().text)")
        }
    }

    @Test(arguments: [
        (
            2, "why3", "says what it is not",
            ["not paused", "it isn't paused", "Paused? No, it was never paused"]
        ),
        (
            2, "why3", "leaves a choice",
            ["paused or stopped", "the Scheduler is paused/stopped", "stopped or paused"]
        ),
        (2, "why3", "is not what this lab shows", ["paused and stopped"]),
        (
            2, "why2", "says what it is not",
            [
                "the query is fine", "not the query", "query ok", "the query has nothing to do with it",
                "the query isn't the reason", "not because of tempdb", "neither the query nor the schedule",
                "anything but the query",
            ]
        ),
        (2, "why2", "leaves a choice", ["the query or the scheduler", "a broken disk or the query"]),
        (7, "quirk", "says what it is not", ["not Q174462", "Q174462 is not it", "other than Q174462"]),
        (7, "quirk", "leaves a choice", ["Q174462 or Q160567", "Q174462/Q160567"]),
        (7, "quirk", "is not what this lab shows", ["Q174462, Q160567"]),
        (7, "fixed", "says what it is not", ["not SP3", "SP3 not, but not SP2", "isn't SP3"]),
        (7, "fixed", "leaves a choice", ["SP3 or later", "SP2 or SP3"]),
    ])
    func `a denial and a choice are no answer, and the check says which it was`(
        number: Int, question: String, says: String, answers: [String]
    ) throws {
        let room = try LessonRoom(lesson(number))
        for answer in answers {
            room.type("sms12 lesson answer \(question) \"\(answer)\"")
            let found = room.check()
            #expect(found.open.contains(question), "\(answer)")
            #expect(found.text.contains("\"\(answer)\" \(says)"), "\(answer): \(found.text)")
        }
    }

    @Test func `a number, a time and a code may not be denied either`() throws {
        let room = try LessonRoom(lesson(5))
        room.type("sms12 run --for 1h")
        for (question, answer, isRight) in [
            ("tries", "not 5", false), ("tries", "5 or more", false), ("tries", "5 or so", true),
            ("tries", "5 or five", true),
            // A bound is no number: the page for teachers says "and nothing else".
            ("tries", "no more than 5", false), ("tries", "not more than 5", false),
            ("again", "not 08:35", false), ("again", "08:35 or later", false),
            ("again", "08:35 or 8:35", true),
        ] {
            room.type("sms12 lesson answer \(question) \"\(answer)\"")
            #expect(room.check().open.contains(question) != isRight, "\(question): \(answer)")
        }
        let map = try LessonRoom(lesson(8))
        for line in map.lesson.solution { map.type(line) }
        for (question, answer) in [("ignored", "not W55"), ("ignored", "W55 W99"), ("left", "W24 or W55")] {
            map.type("sms12 lesson answer \(question) \"\(answer)\"")
            #expect(map.check().open.contains(question), "\(question): \(answer)")
        }
    }

    @Test func `Paris that was helped before London had its tries did not wait`() throws {
        // Either way Paris is sent at once; the task says "Do not help Paris".
        for help in ["job set CEN00001 --priority low", "job set CEN00002 --priority high"] {
            let room = try LessonRoom(lesson(5))
            room.type("sms12 \(help)")
            if help.contains("CEN00002") { room.type("sms12 job set CEN00001 --priority low") }
            room.type("sms12 run --for 1h")
            #expect(room.check().text.contains("it was helped, and it was not to be"), "\(room.check().text)")
            for line in ["waited 0", "tries 5", "again 08:35"] { room.type("sms12 lesson answer " + line) }
            room.type("sms12 fault link CEN LON --state up")
            room.type("sms12 run --for 5h")
            #expect(room.check().open == ["paris", "waited"], "\(room.check().text)")
        }
    }

    @Test func `an optional job with a Run phase is not waited for`() throws {
        let room = try LessonRoom(lesson(3))
        room.type("cp $lab/lesson/new-version/readme.txt $lab/lesson/quill/readme.txt")
        room.type("sms12 job create Quill --on site:BPC --send if-not-sent")
        room.type("sms12 run --for 5d")
        let text = room.check().text
        #expect(text.contains("make the job with --no-run") && text.contains("is Active"), "\(text)")
        #expect(!text.contains("let time pass until it has ended"), "\(text)")
        // What it says helps.
        room.type("sms12 job create Quill --on site:BPC --no-run --send always")
        room.type("sms12 run --for 30m")
        #expect(!room.check().open.contains("anew"), "\(room.check().text)")
    }

    @Test func `an empty answer is refused`() throws {
        let room = try LessonRoom(lesson(1))
        for answer in ["", " \t"] {
            room.shell.fails(64, "the answer to taken is empty", "lesson", "answer", "taken", answer)
        }
        #expect(
            !FileManager.default.fileExists(
                atPath: room.shell.scratch.path("lesson1.lab/lesson/progress.json5")))
    }

    @Test func `a number is compared with this lab and not with the way of the page`() throws {
        let room = try LessonRoom(lesson(3))
        for line in room.lesson.solution { room.type(line) }
        #expect(room.check().open == [])
        room.type("sms12 job create Quill --on site:BPC --no-run --send always")
        room.type("sms12 run --for 30m")
        #expect(room.check().open == ["compressed"], "it was compressed a third time")
        room.type("sms12 lesson answer compressed three, I mean 3")
        #expect(room.check().open == [])
    }

    // MARK: Mistakes at the keyboard

    @Test func `unknown lessons, points and folders are named, with what there is`() throws {
        let shell = try Shell()
        shell.fails(66, "did you mean pending?", "lesson", "start", "pendign")
        shell.fails(66, "the numbers 1 to 8", "lesson", "start", "9")
        shell.fails(64, "LESSON", "lesson", "start")
        // The folder is named, as every command does that finds no lab.
        #expect(shell.run("lesson", "check").code == 66)
        shell.fails(66, "there is no folder class", "lesson", "check", "--class", "class")
        #expect(shell.run("lesson", "start", "pend").code == 0, "a beginning is enough")
        shell.fails(66, "did you mean why1?", "lesson", "answer", "why", "x")
        shell.fails(64, "questions of this lesson: why1, why2, why3", "lesson", "answer", "first", "x")
        shell.fails(66, "has no point 'third-one'", "lesson", "hint", "third-one")
        shell.fails(73, "lesson2.lab is there already", "lesson", "start", "2")
        try FileManager.default.createDirectory(
            atPath: shell.scratch.path("full.lab/x"), withIntermediateDirectories: true)
        shell.fails(73, "not empty", "lesson", "start", "2", "full")
        shell.fails(73, "there is no folder", "lesson", "start", "2", "no/such/place.lab")
    }

    @Test func `a lab of no lesson, of another lesson and with a damaged note are told apart`() throws {
        let shell = try Shell()
        #expect(shell.run("lab", "create", "own.lab").code == 0)
        shell.fails(66, "belongs to no lesson", "lesson", "check", "--lab", "own.lab")
        #expect(shell.run("lesson", "start", "1", "one.lab").code == 0)
        let note = shell.scratch.path("one.lab/lesson")
        try FileManager.default.copyItem(atPath: note, toPath: shell.scratch.path("own.lab/lesson"))
        shell.fails(65, "made from another lab file", "lesson", "check", "--lab", "own.lab")
        try shell.scratch.write("one.lab/lesson/progress.json5", "{ answers: {")
        shell.fails(65, "progress.json5:1:", "lesson", "check", "--lab", "one.lab")
        try shell.scratch.write("one.lab/lesson/lesson.json5", "{}")
        shell.fails(65, "does not say which lesson", "lesson", "check", "--lab", "one.lab")
    }

    @Test func `hints come one after the other, and the last one stays`() throws {
        let room = try LessonRoom(lesson(4))
        let first = room.shell.out("lesson", "hint")
        let second = room.shell.out("lesson", "hint")
        let third = room.shell.out("lesson", "hint")
        #expect(first.hasPrefix("refreshed, hint 1 of 2"))
        #expect(second.hasPrefix("refreshed, hint 2 of 2") && third == second)
        let class1 = try room.shell.list("lesson", "check", "--class", ".", code: 1)
        #expect(class1.first?["hints"] as? Int == 2)
        for line in room.lesson.solution { room.type(line) }
        #expect(room.shell.out("lesson", "hint").contains("Nothing is open"))
    }

    @Test func `a rewind and a branch keep the lesson with its answers and its files`() throws {
        let room = try LessonRoom(lesson(3))
        room.type("sms12 lesson answer compressed 2")
        room.type("sms12 run --for 30m")
        for line in room.lesson.solution { room.type(line) }
        #expect(room.check().open == [])
        room.type("sms12 rewind --to \"1997-04-21 09:00\"")
        #expect(room.check().open.contains("anew"), "the jobs are gone")
        #expect(!room.check().open.isEmpty)
        for line in room.lesson.solution { room.type(line) }
        #expect(room.check().open == [], "\(room.check().text)")
        let (code, _, err) = room.shell.run(
            "branch", "lesson3.lab", "other.lab", "--at", "1997-04-21 09:00")
        #expect(code == 0, "\(err)")
        for line in room.lesson.solution where !line.hasPrefix("cp") {
            let words = LessonRoom.words(line).dropFirst()
            #expect(room.shell.run(words + ["--lab", "other.lab"]).code == 0)
        }
        let other = room.shell.run("lesson", "check", "--lab", "other.lab")
        #expect(other.code == 0, "\(other.out)")
    }

    // MARK: Labs as such

    @Test func `a lesson's lab is a whole lab that can be done again, and the same bytes each time`() throws {
        for lesson in Lesson.shipped.lessons {
            let shell = try Shell()
            for name in ["a.lab", "b.lab"] { _ = shell.out("lesson", "start", lesson.name, name) }
            #expect(shell.out("lab", "check", "--lab", "a.lab").contains("whole"))
            #expect(shell.out("replay", "--lab", "b.lab").contains("the same"))
            #expect(
                try tree(shell.scratch.path("a.lab")) == tree(shell.scratch.path("b.lab")), "\(lesson.name)")
        }
    }

    /// Every file below a folder with its bytes; a note that speaks of the lab's name has it replaced.
    private func tree(_ folder: String) throws -> [String: Data] {
        var found: [String: Data] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder) {
            var isFolder: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: folder + "/" + path, isDirectory: &isFolder)
            found[path] = isFolder.boolValue ? Data() : Data(try readFile(folder + "/" + path))
        }
        return found
    }

    @Test func `a pack is the same each time and works where it is copied to`() throws {
        let shell = try Shell()
        try FileManager.default.createDirectory(
            atPath: shell.scratch.path("b"), withIntermediateDirectories: false)
        _ = shell.out("lesson", "pack", "3", "1", "3", "--out", "a", "--zip")
        _ = shell.out("lesson", "pack", "1", "3", "--out", "b/a", "--zip")
        #expect(try tree(shell.scratch.path("a")) == tree(shell.scratch.path("b/a")))
        #expect(
            try readFile(shell.scratch.path("a.zip")) == readFile(shell.scratch.path("b/a.zip")))
        // One folder on top, as the pack is called, and nothing is left of the making.
        let unpacked = namesInZIP(try readFile(shell.scratch.path("a.zip")))
        #expect(unpacked.contains("a/README.md") && unpacked.allSatisfy { $0 == "a" || $0.hasPrefix("a/") })
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: shell.scratch.path("b")).sorted() == [
                "a", "a.zip",
            ])
        let top = try FileManager.default.contentsOfDirectory(atPath: shell.scratch.path("a")).sorted()
        #expect(top == ["README.md", "handout.html", "lesson1.lab", "lesson3.lab"])
        shell.fails(73, "a is there already", "lesson", "pack", "--out", "a")
        shell.fails(66, "no lesson 'ten'", "lesson", "pack", "ten", "--out", "c")
        #expect(!FileManager.default.fileExists(atPath: shell.scratch.path("c")))
        for (path, bytes) in try tree(shell.scratch.path("a")) {
            #expect(
                bytes.range(of: Data(shell.scratch.path.utf8)) == nil, "\(path) knows where it was made")
        }
        // Somewhere else, and the first place is gone: the source of the prepared package goes with the lab.
        let away = try LessonRoom(lesson(3))
        try FileManager.default.removeItem(atPath: away.shell.scratch.path("lesson3.lab"))
        try FileManager.default.moveItem(
            atPath: shell.scratch.path("a/lesson3.lab"), toPath: away.shell.scratch.path("lesson3.lab"))
        try FileManager.default.removeItem(atPath: shell.scratch.path("b"))
        for line in away.lesson.solution { away.type(line) }
        #expect(away.check().open == [], "\(away.check().text)")
    }

    /// The names in the directory at the end of a ZIP file.
    private func namesInZIP(_ bytes: [UInt8]) -> [String] {
        var names: [String] = []
        for place in bytes.indices.dropLast(46) where bytes[place..<place + 4].elementsEqual([80, 75, 1, 2]) {
            let length = Int(bytes[place + 28]) + Int(bytes[place + 29]) * 256
            names.append(String(decoding: bytes[place + 46..<place + 46 + length], as: UTF8.self))
        }
        return names
    }

    @Test func `a class is one line a student, and one bad lab does not hide the others`() throws {
        let shell = try Shell()
        for name in ["class/anna", "class/bert"] {
            try FileManager.default.createDirectory(
                atPath: shell.scratch.path(name), withIntermediateDirectories: true)
            _ = shell.out("lesson", "start", "8", name + "/lesson8.lab")
        }
        _ = shell.out("lesson", "start", "1", "class/carl.lab")
        _ = shell.out("lab", "create", "class/own.lab")
        try shell.scratch.write("class/bert/lesson8.lab/lab.db", "no database")
        for line in try lesson(8).solution {
            let words = LessonRoom.words(line).dropFirst()
            let (code, _, err) = shell.run(words + ["--lab", "class/anna/lesson8.lab"])
            #expect([0, 3].contains(code), "\(line): \(err)")
        }
        let rows = try shell.list("lesson", "check", "--class", "class", code: 1)
        // The places below are looked at by number: a trap there would end the whole run of the tests.
        try #require(
            rows.map { $0["student"] as? String } == ["anna/lesson8", "bert/lesson8", "carl", "own"])
        #expect(rows.map { $0["complete"] as? Bool } == [true, false, false, false])
        #expect((rows[1]["problem"] as? String)?.isEmpty == false)
        #expect((rows[3]["problem"] as? String)?.contains("belongs to no lesson") == true)
        let csv = shell.run("lesson", "check", "--class", "class", "--format", "csv")
        #expect(
            csv.code == 1
                && csv.out.hasPrefix(
                    "student,lesson,done,of,complete,hints,open,problem\nanna/lesson8,8,5,5,true,0,"),
            "\(csv.out)")
        #expect(shell.run("lesson", "check", "--class", "class/anna").code == 0)
    }

    @Test func `a lab that lost its database is told of, and nothing is complete with it`() throws {
        let shell = try Shell()
        for name in ["class/anna", "class/bert", "class/carl/bare.lab"] {
            try FileManager.default.createDirectory(
                atPath: shell.scratch.path(name), withIntermediateDirectories: true)
        }
        for name in ["anna", "bert"] { _ = shell.out("lesson", "start", "8", "class/\(name)/lesson8.lab") }
        for line in try lesson(8).solution {
            _ = shell.run(LessonRoom.words(line).dropFirst() + ["--lab", "class/anna/lesson8.lab"])
        }
        try FileManager.default.removeItem(atPath: shell.scratch.path("class/bert/lesson8.lab/lab.db"))
        let rows = try shell.list("lesson", "check", "--class", "class", code: 1)
        try #require(rows.map { $0["student"] as? String } == ["anna/lesson8", "bert/lesson8", "carl/bare"])
        #expect(rows.map { $0["complete"] as? Bool } == [true, false, false])
        for row in rows.dropFirst() {
            #expect((row["problem"] as? String)?.contains("no lab.db") == true, "\(row)")
        }
    }

    @Test func `what a hint and an advice say can be pasted where a path has blanks`() throws {
        let shell = try Shell()
        let task = shell.out("lesson", "start", "1", "my first")
        #expect(task.contains("'my first.lab'/lesson/quill"), "\(task)")
        _ = shell.out("lesson", "hint")
        _ = shell.out("lesson", "hint")
        let hint = shell.out("lesson", "hint")
        let line = try #require(hint.firstMatch(of: /sms12 (package create .*)/)?.1)
        let (code, _, err) = shell.run(LessonRoom.words(String(line)))
        #expect(code == 0, "\(hint): \(err)")
        let branch = shell.run("branch", "my first.lab", "two words")
        #expect(branch.err.contains("`sms12 diff 'my first.lab' 'two words.lab'`"), "\(branch)")
        shell.fails(73, "`sms12 lesson start 1 'again-my first.lab'`", "lesson", "start", "1", "my first")
        shell.fails(66, "`sms12 lab create 'no lab'`", "lab", "show", "--lab", "no lab")
    }

    @Test func `no number in a student's files ends the check of a class`() throws {
        let shell = try Shell()
        for name in ["class/anna", "class/bert"] {
            try FileManager.default.createDirectory(
                atPath: shell.scratch.path(name), withIntermediateDirectories: true)
            _ = shell.out("lesson", "start", "8", name + "/lesson8.lab")
        }
        let folder = "class/anna/lesson8.lab/lesson/"
        try shell.scratch.write(
            folder + "progress.json5",
            "{ hints: { a: 9223372036854775807, b: 1, c: -9223372036854775808, d: 1.5 } }")
        let rows = try shell.list("lesson", "check", "--class", "class", code: 1)
        #expect(rows.map { $0["hints"] as? Int } == [1_001, 0])
        let hint = shell.run("lesson", "hint", "a", "--lab", "class/anna/lesson8.lab")
        #expect([0, 66].contains(hint.code), "\(hint)")
        let text = String(decoding: try readFile(shell.scratch.path(folder + "lesson.json5")), as: UTF8.self)
        let places = text.matches(of: /: ([0-9]+)/).map { $0.1.startIndex..<$0.1.endIndex }
        #expect(places.count == 3)
        for place in places {
            for number in [Int64.min, -1, 0, Int64.max] {
                try shell.scratch.write(
                    folder + "lesson.json5", text.replacingCharacters(in: place, with: String(number)))
                let rows = try shell.list("lesson", "check", "--class", "class", code: 1)
                #expect(rows.count == 2, "\(number)")
            }
        }
    }
}

extension Shell {
    /// The list that a command line prints with `--format json` when it ends with a code.
    func list(
        _ words: String..., code wanted: Int32, sourceLocation: Testing.SourceLocation = #_sourceLocation
    ) throws -> [[String: Any]] {
        let (code, out, err) = run(words + ["--format", "json"])
        #expect(code == wanted, "\(err)", sourceLocation: sourceLocation)
        let json = try JSONSerialization.jsonObject(with: Data(out.utf8))
        return try #require(json as? [[String: Any]], sourceLocation: sourceLocation)
    }
}
