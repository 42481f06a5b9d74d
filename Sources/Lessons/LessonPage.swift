/// The texts of a lesson as people read them, in Markdown.
public struct LessonPage: Sendable {
    private let lesson: Lesson

    /// Takes a lesson.
    public init(_ lesson: Lesson) { self.lesson = lesson }

    /// A text with the lab's folder in place of `$lab`.
    public static func filled(_ text: String, lab: String) -> String { text.replacing("$lab", with: lab) }

    /// The task alone, as `lesson start` tells it.
    public func task(lab: String) -> String {
        var text = "# Lesson \(lesson.number): \(lesson.title)\n\n" + Self.filled(lesson.task, lab: lab)
        let questions = lesson.points.filter(\.isQuestion)
        if !questions.isEmpty {
            text += "\nQuestions, each answered with `sms12 lesson answer NAME ANSWER`:\n\n"
            for point in questions { text += "* `\(point.name)`: \(Self.filled(point.title, lab: lab))\n" }
        }
        return text
    }

    /// Everything a student gets: the task, what it teaches, what is looked at, and what to discuss.
    public func text(lab: String) -> String {
        var text = task(lab: lab)
        text += "\n## What is looked at\n\n"
        for point in lesson.points where !point.isQuestion {
            text += "* `\(point.name)`: \(Self.filled(point.title, lab: lab))\n"
        }
        text += "\n`sms12 lesson check` tells what is done, `sms12 lesson hint` gives a hint.\n"
        text += list("What you learn", lesson.teaches)
        text += list("What you should know before", lesson.before)
        text += "\nTime: \(lesson.minutes) minutes.\n"
        text += list("To discuss", lesson.discussion)
        return text
    }

    /// For the teacher: one way to do it, usual mistakes with what the check says of them, and the sources, which answer
    /// some of the questions.
    public func solution(lab: String) -> String {
        var text = "\n## One way to do it\n\n```text\n"
        for line in lesson.solution { text += "$ \(Self.filled(line, lab: lab))\n" }
        text += "```\n\n## Usual mistakes\n"
        for mistake in lesson.mistakes {
            text += "\n\(mistake.title). The check says: \"…\(mistake.says)…\"\n\n```text\n"
            for line in mistake.lines { text += "$ \(Self.filled(line, lab: lab))\n" }
            text += "```\n"
        }
        text += list("Where it is told", lesson.sources.map { "\($0.name): \($0.what)" })
        return text
    }

    private func list(_ title: String, _ items: [String]) -> String {
        items.isEmpty ? "" : "\n## \(title)\n\n" + items.map { "* \($0)\n" }.joined()
    }

    // MARK: The page of the reference

    /// The page of all lessons for the reference, with solutions.
    public static func reference(_ lessons: [Lesson]) -> String {
        var text = """
            # Lessons

            The lessons of `sms12 lesson`, made of the files in `Sources/Lessons/Texts`; a test compares this page with them. \
            How to use them with a class is told in [Teach a class](../how-to/teach-a-class.md).

            | No | Name | Lesson | Minutes | Points |
            |---|---|---|---|---|

            """
        for lesson in lessons {
            text +=
                "| \(lesson.number) | [\(lesson.name)](#\(anchor(lesson))) | \(lesson.title) | \(lesson.minutes) | "
                + "\(lesson.points.count) |\n"
        }
        for lesson in lessons {
            let page = LessonPage(lesson)
            var body = page.text(lab: lesson.labName)
            body += "\n## Hints\n\n"
            for point in lesson.points {
                for hint in point.hints {
                    body += "* `\(point.name)`: \(filled(hint, lab: lesson.labName))\n"
                }
            }
            body += page.solution(lab: lesson.labName)
            text += "\n" + deeper(body)
        }
        return text
    }

    /// How Markdown calls the heading of a lesson.
    private static func anchor(_ lesson: Lesson) -> String {
        let words = "lesson \(lesson.number) \(lesson.title)".lowercased()
            .filter { $0.isLetter || $0.isNumber || $0 == " " || $0 == "-" }
        return words.replacing(" ", with: "-")
    }

    /// The same with every heading one step lower.
    private static func deeper(_ text: String) -> String {
        var isCode = false
        return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            if line.hasPrefix("```") { isCode.toggle() }
            return !isCode && line.hasPrefix("#") ? "#" + line : String(line)
        }.joined(separator: "\n")
    }
}
