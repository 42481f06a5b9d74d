import Foundation
import Lessons
import SiteModel
import TestKit
import Testing

/// The lessons in the program are the files of the checkout, and each of them can be done and can be failed.
@Suite struct LessonFileTests {
    @Test func `the constants are made of the files`() throws {
        let head = """
            // Generated from Sources/Lessons/Texts by LessonFileTests (UPDATE_GOLDEN=1); do not edit.
            // swift-format-ignore-file

            /// The files of lessons as they are written: name and text, by name.
            let shippedLessonTexts: [(file: String, text: String)] = [

            """
        try expectGenerated(
            try constantOfFiles(in: "Sources/Lessons/Texts", ending: ".lesson", head: head),
            at: "Sources/Lessons/ShippedLessons.swift")
    }

    @Test func `there are eight lessons without a mistake, none longer than an hour`() {
        #expect(Lesson.shipped.findings.map(\.description) == [])
        #expect(Lesson.shipped.lessons.map(\.number) == Array(1...8))
        for lesson in Lesson.shipped.lessons {
            #expect((20...60).contains(lesson.minutes), "anchors A1: a module of an hour")
            #expect(lesson.location.file == "\(lesson.number)-\(lesson.name).lesson")
            let names = lesson.points.map(\.name)
            #expect(Set(names).count == names.count, "lesson \(lesson.number) has a name twice")
            #expect(lesson.points.contains { $0.isQuestion }, "lesson \(lesson.number) asks nothing")
        }
    }

    @Test func `mistakes of a lesson file are named by line and column`() {
        let text = """
            lesson 1 demo
            title A lesson
            poimt one A point.
            point one A point.
            want jobb 1 status Complete
            else No.
            want sends $jab 1 Quill
            else No.
            question two What?
            is frobnicate 1
            word (beyond) = the moon
            begin lab
            """
        let found = Lesson.read(text, file: "demo.lesson").findings.map(\.description)
        func has(_ place: String, _ words: String) {
            #expect(
                found.contains { $0.hasPrefix("demo.lesson:\(place)") && $0.contains(words) }, "\(found)")
        }
        has("3:1", "did you mean `point`?")
        has("5:", "did you mean job?")
        has("7:", "there is no parameter $jab")
        has("10:", "is none of blocker")
        has("11:6", "'(beyond)' is none of (about), (beside), (days), (elsewhere)")
        has("12:1", "`end` closes it")
        has("1:1", "a row `minutes`")
    }

    // MARK: Ways through the lessons

    @Test(arguments: Lesson.shipped.lessons.map(\.name))
    func `a fresh lab does not pass, and the way of the teacher's page does`(name: String) throws {
        let lesson = try #require(Lesson.shipped.lessons.first { $0.name == name })
        let room = try LessonRoom(lesson)
        let fresh = room.check()
        #expect(fresh.code == 1)
        // What is so from the beginning is no point of a task.
        #expect(fresh.open.count >= lesson.points.count - 1, "\(fresh.text)")
        for line in lesson.solution { room.type(line) }
        let done = room.check()
        #expect(done.code == 0, "\(done.text)")
        #expect(done.open == [])
    }

    @Test(arguments: Lesson.shipped.lessons.map(\.name))
    func `usual mistakes do not pass, and the check says why`(name: String) throws {
        let lesson = try #require(Lesson.shipped.lessons.first { $0.name == name })
        for mistake in lesson.mistakes {
            let room = try LessonRoom(lesson)
            for line in mistake.lines { room.type(line) }
            let found = room.check()
            #expect(found.code == 1, "\(mistake.title) passes")
            #expect(found.text.contains(mistake.says), "\(mistake.title): \(found.text)")
        }
    }

    @Test(arguments: Lesson.shipped.lessons.map(\.name))
    func `without any one line of the way the lesson is not done`(name: String) throws {
        let lesson = try #require(Lesson.shipped.lessons.first { $0.name == name })
        // Answers alone, and each time without one answer: deeds cannot be answered away, nor answers be done.
        let answers = lesson.solution.filter { $0.hasPrefix("sms12 lesson answer") }
        #expect(!answers.isEmpty)
        let room = try LessonRoom(lesson)
        for line in answers { room.type(line) }
        #expect(room.check().code == 1)
        let other = try LessonRoom(lesson)
        for line in lesson.solution where !answers.contains(line) { other.type(line) }
        let open = other.check().open
        #expect(open == lesson.points.filter(\.isQuestion).map(\.name), "only the questions are open")
    }
}
