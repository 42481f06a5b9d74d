import CommandLineKit
import KnowledgeBase
public import SiteModel

extension Lesson {
    /// Reads the file of a lesson.
    ///
    /// - Parameters:
    ///   - text: The file.
    ///   - file: Its name, for findings.
    /// - Returns: The lesson, nil where the file holds none, and what is wrong, each with line and column.
    public static func read(_ text: String, file: String) -> (lesson: Lesson?, findings: [Finding]) {
        var reader = LessonReader(file: file)
        for (place, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            reader.take(String(line), number: place + 1)
        }
        reader.finish()
        return (reader.lesson, reader.findings)
    }
}

/// Reads the file of a lesson line by line.
struct LessonReader {
    private let file: String
    private(set) var lesson: Lesson?
    private(set) var findings: [Finding] = []
    /// The block that is open: what it is, and its lines.
    private var block: (words: [RowWord], line: Int, lines: [String])?
    /// Whether lines of a shell go to the last mistake.
    private var isInMistake = false

    init(file: String) { self.file = file }

    mutating func take(_ line: String, number: Int) {
        do throws(RowError) {
            if let open = block {
                if line.trimmed == "end" {
                    block = nil
                    return try close(open.words, open.lines.joined(separator: "\n") + "\n")
                }
                block?.lines.append(line)
                return
            }
            guard let first = line.trimmed.split(separator: " ").first, !first.hasPrefix("#") else { return }
            try take(String(first), rest: String(line.trimmed.dropFirst(first.count)).trimmed, line, number)
        } catch {
            fail(error.message, number, error.column)
        }
    }

    mutating func finish() {
        if let block { fail("the block is not closed; `end` closes it", block.line, 1) }
        guard let lesson else { return fail("the file holds no lesson: `lesson NUMBER NAME`", 1, 1) }
        for what in lacks(lesson) { fail("the lesson has not \(what)", lesson.location.line, 1) }
        for point in lesson.points {
            for row in point.rows + (point.answer.map { [$0] } ?? []) {
                do throws(RowError) {
                    try LessonCheck.read(row, of: point, lesson)
                } catch {
                    fail(error.message, row.line, error.column)
                }
            }
        }
    }

    private mutating func fail(_ message: String, _ line: Int, _ column: Int) {
        findings.append(
            Finding(
                .error, "bad-lesson", message, at: SourceLocation(file: file, line: line, column: column)))
    }

    /// What a lesson must have and has not.
    private func lacks(_ lesson: Lesson) -> [String] {
        var missing: [String] = []
        if lesson.title.isEmpty { missing.append("a row `title`") }
        if !(1...60).contains(lesson.minutes) {
            missing.append("a row `minutes` of 1 to 60: an hour in class")
        }
        if lesson.teaches.isEmpty { missing.append("a row `teaches`") }
        if lesson.before.isEmpty { missing.append("a row `before`") }
        if lesson.sources.isEmpty { missing.append("a row `source`") }
        if lesson.labText.isEmpty { missing.append("a block `lab`") }
        if lesson.task.isEmpty { missing.append("a block `task`") }
        if lesson.points.isEmpty { missing.append("a row `point`") }
        if lesson.discussion.isEmpty { missing.append("a row `discuss`") }
        if lesson.solution.isEmpty { missing.append("a row `solve`") }
        if lesson.mistakes.count < 2 { missing.append("two rows `mistake`") }
        for point in lesson.points {
            if point.hints.isEmpty { missing.append("a row `hint` for \(point.name)") }
            if point.isQuestion ? point.answer == nil : point.rows.isEmpty {
                missing.append("a row \(point.isQuestion ? "`is`" : "`want`") for \(point.name)")
            }
            for row in point.rows where row.otherwise.isEmpty {
                missing.append("a row `else` behind line \(row.line)")
            }
        }
        for mistake in lesson.mistakes where mistake.says.isEmpty || mistake.lines.isEmpty {
            missing.append("rows `says` and `do` for the mistake \(mistake.title)")
        }
        return missing
    }

    // MARK: Rows

    private mutating func take(
        _ first: String, rest: String, _ line: String, _ number: Int
    ) throws(RowError) {
        if first == "lesson" {
            let words = try RowWord.split(rest)
            guard lesson == nil, words.count == 2, let value = Int(words[0].text) else {
                throw RowError("one row `lesson NUMBER NAME` begins a file", column: 1)
            }
            lesson = Lesson(
                number: value, name: words[1].text,
                location: SourceLocation(file: file, line: number, column: 1))
            return
        }
        guard lesson != nil else { throw RowError("the row `lesson NUMBER NAME` comes first", column: 1) }
        if first == "begin" {
            block = (try RowWord.split(rest), number, [])
            return
        }
        if try takeHead(first, rest) { return }
        if try takePoint(first, rest, number) { return }
        let words = [
            "title", "minutes", "teaches", "before", "source", "begin", "prepare", "some", "none", "point",
            "question", "want", "is", "word", "else", "hint", "discuss", "solve", "mistake", "says", "do",
        ]
        let near = nearestNames(to: first, among: words).first
        throw RowError(
            "'\(first)' begins no row of a lesson" + (near.map { "; did you mean `\($0)`?" } ?? ""), column: 1
        )
    }

    /// Takes a row about the lesson as a whole; false for any other.
    private mutating func takeHead(_ first: String, _ rest: String) throws(RowError) -> Bool {
        switch first {
        case "title": lesson?.title = rest
        case "minutes": lesson?.minutes = Int(rest) ?? 0
        case "teaches": lesson?.teaches.append(rest)
        case "before": lesson?.before.append(rest)
        case "source":
            let name = rest.prefix { $0 != ":" }
            lesson?.sources.append(
                LessonSource(name: String(name), what: String(rest.dropFirst(name.count + 1)).trimmed))
        case "prepare": lesson?.prepare.append(try RowWord.split(rest).map(\.text))
        case "some":
            var words = try RowWord.split(rest).map(\.text)
            let isAgain = words.first == "again:"
            if isAgain { words.removeFirst() }
            guard words.count == 4, words[1].hasPrefix("$"), words[2] == "after", let after = Int(words[3]),
                ["job", "package"].contains(words[0])
            else { throw RowError("`some [again:] job|package $name after NUMBER`", column: 1) }
            lesson?.bindings.append(
                LessonBinding(
                    kind: words[0] == "job" ? .job : .package, name: String(words[1].dropFirst()),
                    after: after, isAgain: isAgain))
        case "none":
            guard let last = lesson?.bindings.indices.last else {
                throw RowError("`none` stands behind `some`", column: 1)
            }
            lesson?.bindings[last].none = rest
        case "discuss": lesson?.discussion.append(rest)
        case "solve":
            isInMistake = false
            lesson?.solution.append(rest)
        case "mistake":
            isInMistake = true
            lesson?.mistakes.append(LessonMistake(title: rest))
        case "says", "do":
            guard isInMistake, let last = lesson?.mistakes.indices.last else {
                throw RowError("`\(first)` stands behind `mistake`", column: 1)
            }
            if first == "says" {
                lesson?.mistakes[last].says = rest
            } else {
                lesson?.mistakes[last].lines.append(rest)
            }
        default: return false
        }
        return true
    }

    /// Takes a row of a point; false for any other.
    private mutating func takePoint(_ first: String, _ rest: String, _ number: Int) throws(RowError) -> Bool {
        if first == "point" || first == "question" {
            let name = rest.prefix { $0 != " " }
            lesson?.points.append(
                LessonPoint(
                    name: String(name), title: String(rest.dropFirst(name.count)).trimmed,
                    isQuestion: first == "question"))
            return true
        }
        guard ["want", "is", "word", "else", "hint"].contains(first) else { return false }
        guard let last = lesson?.points.indices.last else {
            throw RowError("`\(first)` stands behind `point` or `question`", column: 1)
        }
        switch first {
        case "want":
            var words = try RowWord.split(rest)
            let isAgain = words.first?.text == "again:"
            if isAgain { words.removeFirst() }
            lesson?.points[last].rows.append(LessonRow(line: number, words: words, isAgain: isAgain))
        case "is":
            lesson?.points[last].answer = LessonRow(
                line: number, words: try RowWord.split(rest), isAgain: false)
        case "word":
            let parts = rest.split(separator: "=", maxSplits: 1)
            guard parts.count == 2 else { throw RowError("`word ANSWER = MEANING | MEANING`", column: 1) }
            let name = String(parts[0]).trimmed
            guard !name.hasPrefix("(") || LessonWord.notes.contains(name) else {
                throw RowError(
                    "'\(name)' is none of \(LessonWord.notes.sorted().joined(separator: ", "))", column: 6)
            }
            lesson?.points[last].words.append(
                LessonWord(
                    answer: name,
                    meanings: parts[1].split(separator: "|").map { String($0).trimmed.lowercased() }))
        case "hint": lesson?.points[last].hints.append(rest)
        default:
            if let row = lesson?.points[last].rows.indices.last, lesson?.points[last].answer == nil {
                lesson?.points[last].rows[row].otherwise = rest
            } else {
                lesson?.points[last].answer?.otherwise = rest
            }
        }
        return true
    }

    /// Takes a block.
    private mutating func close(_ words: [RowWord], _ text: String) throws(RowError) {
        switch words.first?.text {
        case "lab": lesson?.labText = text
        case "task": lesson?.task = text
        case "file" where words.count == 2: lesson?.files.append(LessonFile(path: words[1].text, text: text))
        default: throw RowError("a block is `lab`, `task` or `file PATH`", column: words.first?.column ?? 1)
        }
    }
}
