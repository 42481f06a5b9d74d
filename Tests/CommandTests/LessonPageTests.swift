import Foundation
import Lessons
import TestKit
import Testing

/// What lessons print for people: the page of the reference, the handout, the task.
@Suite struct LessonPageTests {
    @Test func `the page of lessons is made of the lessons`() throws {
        let file = checkoutRoot + "/docs/reference/lessons.md"
        let made = LessonPage.reference(Lesson.shipped.lessons)
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            try Data(made.utf8).write(to: URL(fileURLWithPath: file))
        }
        let page = String(decoding: FileManager.default.contents(atPath: file) ?? Data(), as: UTF8.self)
        #expect(page == made, "run this test with UPDATE_GOLDEN=1")
    }

    @Test func `a task names the lab that was made, and no placeholder is left anywhere`() throws {
        for lesson in Lesson.shipped.lessons {
            let text = LessonPage(lesson).text(lab: "anna.lab") + LessonPage(lesson).solution(lab: "anna.lab")
            #expect(!text.contains("$lab"))
            #expect(!text.contains("$job") && !text.contains("$found"))
            for source in lesson.sources { #expect(text.contains(source.name)) }
        }
        let shell = try Shell()
        let told = shell.out("lesson", "start", "3", "anna.lab")
        #expect(told.contains("cp anna.lab/lesson/new-version/readme.txt anna.lab/lesson/quill/readme.txt"))
        let hint = shell.run("lesson", "hint", "files", "--lab", "anna.lab")
        #expect(hint.code == 0 && hint.out.contains("files, hint 1 of 2"))
        let second = shell.out("lesson", "hint", "files", "--lab", "anna.lab")
        #expect(second.contains("cp anna.lab/lesson/new-version"), "\(second)")
    }

    @Test func `the handout is one page that needs nothing else, with every sign as it was written`() {
        let html = LessonHandout(Lesson.shipped.lessons).html()
        #expect(!html.contains("http:") && !html.contains("https:") && !html.contains("<script"))
        #expect(!html.contains("src="))
        for lesson in Lesson.shipped.lessons { #expect(html.contains("<section id=\"\(lesson.name)\">")) }
        for tag in ["p", "ul", "li", "pre", "code", "section", "ol"] {
            let opened =
                html.components(separatedBy: "<\(tag)>").count
                + html.components(separatedBy: "<\(tag) ").count
            #expect(opened == html.components(separatedBy: "</\(tag)>").count + 1, "<\(tag)> is not closed")
        }
        #expect(!html.contains("<p>1."), "steps are a list")
        for lesson in Lesson.shipped.lessons {
            let section = html.components(separatedBy: "<section id=\"\(lesson.name)\">")[1]
                .components(separatedBy: "</section>")[0]
            let lines = LessonPage(lesson).text(lab: lesson.labName).split(separator: "\n")
            let items = lines.count {
                $0.hasPrefix("* ") || $0.prefix(3).contains(". ") && $0.first?.isNumber == true
            }
            #expect(section.components(separatedBy: "<li>").count == items + 1, "\(lesson.name)")
            let steps = lines.count { $0.hasPrefix("1. ") }
            #expect(section.components(separatedBy: "<ol>").count == steps + 1, "\(lesson.name)")
        }
        // 1997 had tags of its own: what stands in a text is text.
        var lesson = Lesson.shipped.lessons[0]
        lesson.task =
            "Look at `<b>` & \"this\".\n\n* one\n  and more\n* two\n1. three:\n   `x` and\n   `a b`\n   and four\n\n```text\n$ a < b\n```\n"
        let own = LessonHandout([lesson]).html()
        #expect(own.contains("<p>Look at <code>&lt;b&gt;</code> &amp; &quot;this&quot;.</p>"))
        #expect(
            own.contains(
                "<li>one and more</li>\n<li>two</li>\n</ul>\n<ol>\n<li>three: <code>x</code> and<br>\n<code>a b</code><br>\nand four</li>\n</ol>"
            ))
        #expect(own.contains("<pre>$ a &lt; b</pre>"))
    }
}
