import Emulation
import KnowledgeBase
import Pipeline
import SiteModel

/// Looks at a lab with the rows of its lesson.
///
/// Where rows speak of `$job`, each job that the student made is tried, and the one that comes furthest counts: what was
/// done matters, not in which order or after how many tries.
public struct LessonCheck: Sendable {
    private let lesson: Lesson
    /// What the student answered, by the question's name.
    private let answers: [String: String]
    /// How many things of a kind are tried at most, the last ones.
    private static let most = 24

    /// Makes a check.
    public init(_ lesson: Lesson, answers: [String: String]) {
        self.lesson = lesson
        self.answers = answers
    }

    /// Looks at a lab, and at the second lab in its folder where there is one.
    public func look(_ lab: LessonLab, again: LessonLab?) -> LessonOutcome {
        var best: (outcome: LessonOutcome, rows: Int)?
        for choice in choices(lab, again) {
            let found = look(lab, again, choice)
            let isBetter =
                best.map { (found.outcome.done, found.rows) > ($0.outcome.done, $0.rows) } ?? true
            if isBetter { best = found }
        }
        return best?.outcome ?? LessonOutcome(points: [])
    }

    // MARK: Names

    /// What a name stands for.
    private struct Bound {
        let binding: LessonBinding
        /// What rows say for it: a job's number, a package's identifier.
        let word: String
        /// What sentences say for it; nil: there is none.
        let label: String?
    }

    /// Every way to give the names to what there is.
    private func choices(_ lab: LessonLab, _ again: LessonLab?) -> [[Bound]] {
        var all: [[Bound]] = [[]]
        for binding in lesson.bindings {
            let found = candidates(binding, binding.isAgain ? again : lab)
            all = all.flatMap { before in found.map { before + [$0] } }
        }
        return all
    }

    /// What a name can stand for, the last made first.
    private func candidates(_ binding: LessonBinding, _ lab: LessonLab?) -> [Bound] {
        let image = lab?.play.lab.images.first
        var found: [Bound] = []
        switch binding.kind {
        case .job:
            for (place, live) in (image?.jobs ?? []).enumerated()
            where place >= binding.after && !live.isDeleted {
                found.append(
                    Bound(binding: binding, word: String(place + 1), label: live.job.id.description))
            }
        case .package:
            for (place, live) in (image?.packages ?? []).enumerated()
            where place >= binding.after && !live.isDeleted && !live.isSharing {
                // Whoever makes a package anew may give it the name of the first.
                let (name, id) = (live.package.name, live.package.id.description)
                let isAlone = image?.packages.count { !$0.isDeleted && $0.package.name == name } == 1
                found.append(
                    Bound(binding: binding, word: id, label: isAlone ? name : "\(name) (\(id))"))
            }
        }
        if found.isEmpty { return [Bound(binding: binding, word: "0", label: nil)] }
        return found.suffix(Self.most).reversed()
    }

    // MARK: Points

    private func look(
        _ lab: LessonLab, _ again: LessonLab?, _ choice: [Bound]
    ) -> (outcome: LessonOutcome, rows: Int) {
        var rows = 0
        var points: [LessonOutcome.Point] = []
        for point in lesson.points {
            var sentence: String?
            for row in point.rows {
                sentence = look(row, point, lab, again, choice)
                if sentence != nil { break }
                rows += 1
            }
            if sentence == nil, point.isQuestion { sentence = ask(point, lab, choice) }
            points.append(
                LessonOutcome.Point(
                    name: point.name, title: point.title, isQuestion: point.isQuestion,
                    isDone: sentence == nil, sentence: sentence ?? ""))
        }
        return (LessonOutcome(points: points), rows)
    }

    /// Looks at a row; nil when it holds, else the sentence that says why not.
    private func look(
        _ row: LessonRow, _ point: LessonPoint, _ lab: LessonLab, _ again: LessonLab?, _ choice: [Bound]
    ) -> String? {
        guard let lab = row.isAgain ? again : lab else {
            return "There is no second lab yet: again.lab in the folder of this one."
        }
        if let missing = missing(row, choice) { return missing }
        var found = ""
        for words in Self.alternatives(row) {
            do throws(RowError) {
                let (site, question) = try Self.question(words, values(choice))
                try stand(lab, at: site)
                let check = try question(lab.play, lab.facts)
                if check.holds { return nil }
                found = check.found
            } catch {
                found = error.message
            }
        }
        return sentence(row.otherwise, found, choice)
    }

    /// Compares the answer to a question; nil when it is right.
    private func ask(_ point: LessonPoint, _ lab: LessonLab, _ choice: [Bound]) -> String? {
        guard let row = point.answer else { return nil }
        if let missing = missing(row, choice) { return missing }
        do throws(RowError) {
            let (site, finder) = try Self.finder(row.words, values(choice))
            try stand(lab, at: site)
            let key = try finder(lab.play, lab.facts)
            guard let answer = answers[point.name] else {
                return "Not answered yet: sms12 lesson answer \(point.name) YOUR-ANSWER"
            }
            switch LessonAnswer.verdict(on: answer, key, point.words) {
            case .right: return nil
            case .wrong:
                return "\"\(answer)\" is not what this lab shows. " + sentence(row.otherwise, "", choice)
            case .denied: return "\"\(answer)\" says what it is not. Say what it is, and nothing else."
            case .undecided:
                return
                    "\"\(answer)\" leaves a choice. Decide for one answer, without \"or\" and without a bound."
            }
        } catch {
            return "It cannot be answered yet: \(error.message)."
        }
    }

    /// What is said where a row speaks of something that was not made yet.
    private func missing(_ row: LessonRow, _ choice: [Bound]) -> String? {
        choice.first { bound in
            bound.label == nil && row.words.contains { $0.text.contains("$" + bound.binding.name) }
        }?.binding.none
    }

    private func stand(_ lab: LessonLab, at site: RowWord?) throws(RowError) {
        lab.play.here = 0
        guard let site else { return }
        guard let code = SiteCode(site.text),
            let place = lab.play.lab.images.firstIndex(where: { $0.definition.code == code })
        else { throw RowError("there is no site \(site.text)", column: site.column) }
        lab.play.here = place
    }

    private func values(_ choice: [Bound]) -> RowValues {
        RowValues(choice.map { ($0.binding.name, $0.word) })
    }

    private func sentence(_ text: String, _ found: String, _ choice: [Bound]) -> String {
        var text = text
        for bound in choice {
            text = text.replacing("$" + bound.binding.name, with: bound.label ?? bound.binding.name)
        }
        return text.replacing("$found", with: found)
    }

    // MARK: Reading

    /// Reads a row as it will be read, for the mistakes in it.
    static func read(_ row: LessonRow, of point: LessonPoint, _ lesson: Lesson) throws(RowError) {
        let values = RowValues(lesson.bindings.map { ($0.name, $0.kind == .job ? "1" : "P") })
        if row == point.answer {
            _ = try finder(row.words, values)
        } else {
            for words in alternatives(row) { _ = try question(words, values) }
        }
    }

    /// The rows between which the word `or` stands: one of them is enough.
    private static func alternatives(_ row: LessonRow) -> [[RowWord]] {
        row.words.split(omittingEmptySubsequences: false) { $0.text == "or" && !$0.isQuoted }.map(Array.init)
    }

    private static func question(
        _ row: [RowWord], _ values: RowValues
    ) throws(RowError) -> (site: RowWord?, LessonQuestion) {
        var (site, words) = try words(row, values)
        return (site, try LessonQuestionRow.read(&words))
    }

    private static func finder(
        _ row: [RowWord], _ values: RowValues
    ) throws(RowError) -> (site: RowWord?, LessonKeyFinder) {
        var (site, words) = try words(row, values)
        return (site, try LessonAnswer.read(&words))
    }

    private static func words(
        _ row: [RowWord], _ values: RowValues
    ) throws(RowError) -> (site: RowWord?, RowWords) {
        var words: [RowWord] = []
        for word in row {
            var replaced = try values.replaced(word)
            // A name with a blank or two dashes is a name all the same.
            if replaced.text != word.text {
                replaced = RowWord(text: replaced.text, column: word.column, isQuoted: true)
            }
            words.append(replaced)
        }
        var site: RowWord?
        if let first = words.first, first.text.hasPrefix("@") {
            site = RowWord(text: String(first.text.dropFirst()), column: first.column, isQuoted: false)
            words.removeFirst()
        }
        return (site, RowWords(words, column: row.first?.column ?? 1))
    }
}
