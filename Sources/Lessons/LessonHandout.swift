import KnowledgeBase

/// A page of HTML for a class, made of the texts of lessons: one file that needs nothing else.
public struct LessonHandout: Sendable {
    private let lessons: [Lesson]

    /// Takes the lessons.
    public init(_ lessons: [Lesson]) { self.lessons = lessons }

    /// The first page of a pack, in Markdown.
    public func readme() -> String {
        var text = """
            # Lessons of sms12

            Each folder that ends in `.lab` is the prepared lab of a lesson. Open a terminal in this folder and begin with the
            first; everything is relative, so that the folder can be copied anywhere.

            | No | Lesson | Minutes | Lab |
            |---|---|---|---|

            """
        for lesson in lessons {
            text += "| \(lesson.number) | \(lesson.title) | \(lesson.minutes) | `\(lesson.labName)` |\n"
        }
        guard let first = lessons.first else { return text }
        text += """

            Tell the program which lab you mean, then look, work, and look again:

            ```text
            $ export SMS12_LAB="$PWD/\(first.labName)"
            $ sms12 lesson show \(first.number)
            $ sms12 lesson check
            $ sms12 lesson hint
            ```

            The task of each lesson is in its lab, `lesson/task.md`, and all of them are in `handout.html`. To begin one again:
            `sms12 lesson start \(first.number) again.lab`. What you did stays in the lab's folder: give that back to your teacher.

            """
        return text
    }

    /// The page.
    public func html() -> String {
        var body = "<h1>Lessons of sms12</h1>\n<ol>\n"
        for lesson in lessons {
            body +=
                "<li value=\"\(lesson.number)\"><a href=\"#\(lesson.name)\">\(Self.escaped(lesson.title))</a>, "
                + "\(lesson.minutes) minutes</li>\n"
        }
        body += "</ol>\n"
        for lesson in lessons {
            body += "<section id=\"\(lesson.name)\">\n"
            body += Self.blocks(LessonPage(lesson).text(lab: lesson.labName)) + "</section>\n"
        }
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Lessons of sms12</title>
            <style>
            :root { color-scheme: light dark; }
            body { font: 1rem/1.5 Georgia, serif; max-width: 42rem; margin: 2rem auto; padding: 0 1rem; }
            pre, code { font: 0.9rem/1.4 monospace; }
            pre { border: 1px solid; padding: 0.6rem; overflow-x: auto; }
            section { border-top: 2px solid; margin-top: 3rem; }
            @media print { section { break-before: page; border: 0; } }
            </style>
            </head>
            <body>
            \(body)</body>
            </html>

            """
    }

    // MARK: Markdown

    /// What the texts of lessons are written in, as HTML: headings, paragraphs, lists and blocks of code.
    static func blocks(_ text: String) -> String {
        var html = ""
        var paragraph: [String] = []
        var items: [String] = []
        var list = "ul"
        var code: [String]?
        func close() {
            if !paragraph.isEmpty { html += "<p>\(inline(paragraph.joined(separator: " ")))</p>\n" }
            if !items.isEmpty {
                html += "<\(list)>\n" + items.map { "<li>\(inline($0))</li>\n" }.joined() + "</\(list)>\n"
            }
            (paragraph, items) = ([], [])
        }
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).map({ String($0) }) {
            if line.hasPrefix("```") {
                if let lines = code {
                    html += "<pre>\(escaped(lines.joined(separator: "\n")))</pre>\n"
                    code = nil
                } else {
                    close()
                    code = []
                }
            } else if code != nil {
                code?.append(line)
            } else if line.hasPrefix("#") {
                close()
                let level = min(line.prefix { $0 == "#" }.count + 1, 6)
                html += "<h\(level)>\(inline(String(line.drop { $0 == "#" }).trimmed))</h\(level)>\n"
            } else if let (kind, item) = item(line) {
                if !paragraph.isEmpty || kind != list { close() }
                list = kind
                items.append(item)
            } else if line.trimmed.isEmpty {
                close()
            } else if let last = items.indices.last, line.hasPrefix("  ") {
                // A command line of its own stays one.
                let isApart = isCode(line.trimmed) || isCode(lastLine(items[last]))
                items[last] += (isApart ? "\n" : " ") + line.trimmed
            } else {
                if !items.isEmpty { close() }
                paragraph.append(line)
            }
        }
        close()
        return html
    }

    /// What a line is an item of, `ul` behind a star and `ol` behind a number, and its text; nil for any other line.
    private static func item(_ line: String) -> (list: String, text: String)? {
        if line.hasPrefix("* ") { return ("ul", String(line.dropFirst(2))) }
        let digits = line.prefix { ("0"..."9").contains($0) }
        let rest = line.dropFirst(digits.count)
        return digits.isEmpty || !rest.hasPrefix(". ") ? nil : ("ol", String(rest.dropFirst(2)))
    }

    /// Whether a line is nothing but words in one pair of backquotes.
    private static func isCode(_ line: String) -> Bool {
        line.count > 2 && line.first == "`" && line.last == "`" && line.count { $0 == "`" } == 2
    }

    private static func lastLine(_ text: String) -> String {
        text.split(separator: "\n").last.map { String($0) } ?? ""
    }

    /// A line with its words in backquotes as code.
    private static func inline(_ text: String) -> String {
        var html = ""
        for (place, part) in text.split(separator: "`", omittingEmptySubsequences: false).enumerated() {
            html += place % 2 == 1 ? "<code>\(escaped(String(part)))</code>" : escaped(String(part))
        }
        return html.replacing("\n", with: "<br>\n")
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }
}
