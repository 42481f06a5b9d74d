import KnowledgeBase
import Pipeline
import SiteModel

/// What the right answer to a question is, as the lab has it.
enum LessonKey: Equatable, Sendable {
    /// One of these words.
    case oneOf([String])
    /// All of these words and no others, in any order.
    case allOf([String])
    /// This number, give or take.
    case number(Int64, within: Int64)
}

/// What finds the right answer in a lab.
typealias LessonKeyFinder = @Sendable (borrowing ScenarioPlay, any LessonFacts) throws(RowError) -> LessonKey

/// The rows `is` of questions: one word, one handler.
enum LessonAnswer {
    private static let handlers:
        [(word: String, read: @Sendable (inout RowWords) throws(RowError) -> LessonKeyFinder)] = [
            ("blocker", blocker), ("quirk-of", quirk), ("fixed-in", fixedIn), ("number", number),
            ("gap", gap),
            ("losses", losses), ("servers", servers), ("clock", clock), ("note", note),
            ("tries", tries), ("loss-titled", lossTitled),
        ]

    /// Reads a row.
    static func read(_ words: inout RowWords) throws(RowError) -> LessonKeyFinder {
        let first = try words.operand("what the answer is")
        guard let handler = handlers.first(where: { $0.word == first.text }) else {
            throw RowError(
                "'\(first.text)' is none of \(handlers.map(\.word).joined(separator: ", "))",
                column: first.column)
        }
        let finder = try handler.read(&words)
        try words.end()
        return finder
    }

    /// Whether what a student wrote is the right answer.
    static func fits(_ answer: String, _ key: LessonKey, _ words: [LessonWord]) -> Bool {
        switch key {
        case .number(let wanted, let within):
            guard let found = firstNumber(in: answer) else { return false }
            return abs(found - wanted) <= within
        case .oneOf(let wanted):
            // An answer that names every possibility is none.
            let meant = meanings(answer, words, among: wanted)
            return !meant.isEmpty && meant.allSatisfy { wanted.map { $0.lowercased() }.contains($0) }
        case .allOf(let wanted):
            let found = Set(answer.uppercased().split { !$0.isLetter && !$0.isNumber }.map { String($0) })
            return found.subtracting(["AND"]) == Set(wanted.map { $0.uppercased() })
        }
    }

    /// What an answer means: words of the program that stand in it, or for which something in it stands.
    private static func meanings(
        _ answer: String, _ words: [LessonWord], among wanted: [String]
    ) -> Set<String> {
        let text = answer.lowercased()
        var found: Set<String> = []
        for word in words
        where ([word.answer.lowercased()] + word.meanings).contains(where: { text.contains($0) }) {
            found.insert(word.answer.lowercased())
        }
        let parts = text.split { !$0.isLetter && !$0.isNumber && !"-+.:".contains($0) }.map { String($0) }
        for word in wanted where parts.contains(where: { says($0, word.lowercased()) }) {
            found.insert(word.lowercased())
        }
        return found
    }

    /// Whether a word says what is wanted: the word itself, or a time of day with or without its seconds.
    private static func says(_ part: String, _ wanted: String) -> Bool {
        if part == wanted || part.hasSuffix(".") && part.dropLast() == wanted { return true }
        guard wanted.contains(":"), let colon = part.firstIndex(of: ":") else { return false }
        return (part[..<colon].count == 1 ? "0" + part : part).hasPrefix(wanted)
    }

    /// The first whole number in a text.
    static func firstNumber(in text: String) -> Int64? {
        let digits = text.drop { !("0"..."9").contains($0) }.prefix { ("0"..."9").contains($0) }
        return Int64(digits)
    }

    // MARK: Rows

    private static func holds(
        _ number: Int64, _ play: borrowing ScenarioPlay, _ facts: any LessonFacts
    ) throws(RowError) -> [LessonHold] {
        let place = try play.job(number)
        do {
            return try facts.holds(job: place, at: play.site)
        } catch {
            throw RowError("what held the job cannot be told: \(error)")
        }
    }

    /// What held a job when the lesson began.
    private static func blocker(_ words: inout RowWords) throws(RowError) -> LessonKeyFinder {
        let number = try LessonQuestionRow.job(&words)
        return { (play: borrowing ScenarioPlay, facts: any LessonFacts) throws(RowError) in
            .oneOf(try holds(number, play, facts).map(\.blocker))
        }
    }

    /// The quirk that held a job when the lesson began: its name or its article.
    private static func quirk(_ words: inout RowWords) throws(RowError) -> LessonKeyFinder {
        let number = try LessonQuestionRow.job(&words)
        return { (play: borrowing ScenarioPlay, facts: any LessonFacts) throws(RowError) in
            let names = try holds(number, play, facts).compactMap(\.quirk)
            let articles = names.compactMap { name in Quirk.all.first { $0.name == name }?.article }
                .flatMap { $0.split { $0 == " " || $0 == "," }.map { String($0) } }
            return .oneOf(names + articles)
        }
    }

    /// The release that mended the quirk that held a job when the lesson began.
    private static func fixedIn(_ words: inout RowWords) throws(RowError) -> LessonKeyFinder {
        let number = try LessonQuestionRow.job(&words)
        return { (play: borrowing ScenarioPlay, facts: any LessonFacts) throws(RowError) in
            let names = try holds(number, play, facts).compactMap(\.quirk)
            return .oneOf(
                names.compactMap { name in Quirk.all.first { $0.name == name }?.fixedIn?.rawValue })
        }
    }

    /// The number that a row of cases finds: `number ran PC* --job 1 at-least 0`.
    private static func number(_ words: inout RowWords) throws(RowError) -> LessonKeyFinder {
        let question = try LessonQuestionRow.read(&words)
        return { (play: borrowing ScenarioPlay, facts: any LessonFacts) throws(RowError) in
            let found = try question(play, facts).found
            guard let number = firstNumber(in: found) else { throw RowError("there is no number: \(found)") }
            return .number(number, within: 0)
        }
    }

    /// Minutes from the first entry of one code to the next of another, rounded; a minute more or less is right too.
    private static func gap(_ words: inout RowWords) throws(RowError) -> LessonKeyFinder {
        let job = try words.option("job").map { (word) throws(RowError) in try RowWords.number(word) }
        let from = try code(&words)
        let to = try code(&words)
        return { (play: borrowing ScenarioPlay, _: any LessonFacts) throws(RowError) in
            let all = try records(play, job)
            guard let begin = all.first(where: { $0.code == from })?.instant,
                let end = all.first(where: { $0.code == to && $0.instant > begin })?.instant
            else { throw RowError("it has not happened yet") }
            return .number((end - begin + 30_000) / 60_000, within: 1)
        }
    }

    /// What a translation loses, warnings and worse.
    private static func losses(_ words: inout RowWords) throws(RowError) -> LessonKeyFinder {
        let number = try LessonQuestionRow.job(&words)
        return { (play: borrowing ScenarioPlay, facts: any LessonFacts) throws(RowError) in
            let place = try play.job(number)
            let found = try LessonQuestionRow.losses(facts, place, play.site).filter(\.isGrave).map(\.code)
            return .allOf(Set(found).sorted())
        }
    }

    /// The code of a loss by its title, once the job has such a loss.
    private static func lossTitled(_ words: inout RowWords) throws(RowError) -> LessonKeyFinder {
        let number = try LessonQuestionRow.job(&words)
        let title = try words.operand("the title").text
        return { (play: borrowing ScenarioPlay, facts: any LessonFacts) throws(RowError) in
            let place = try play.job(number)
            let found = try LessonQuestionRow.losses(facts, place, play.site).filter { $0.title == title }
            guard let loss = found.first else { throw RowError("the job has no such loss") }
            return .oneOf([loss.code])
        }
    }

    /// The servers of the site that hold some version of a package: `servers PACKAGE VERSION`.
    private static func servers(_ words: inout RowWords) throws(RowError) -> LessonKeyFinder {
        let name = try words.operand("the package").text
        let version = try RowWords.number(try words.operand("the version"))
        return { (play: borrowing ScenarioPlay, _: any LessonFacts) throws(RowError) in
            let image = play.image
            let package = UInt32(try play.package(name))
            let found = image.locations.filter {
                $0.package == package && $0.version == version && !$0.isRemoved
            }
            return .allOf(found.map { image.servers[Int($0.server)].definition.name }.sorted())
        }
    }

    /// What the site's clock showed at the first entry of a code: hours and minutes.
    private static func clock(_ words: inout RowWords) throws(RowError) -> LessonKeyFinder {
        let job = try words.option("job").map { (word) throws(RowError) in try RowWords.number(word) }
        let code = try code(&words)
        return { (play: borrowing ScenarioPlay, _: any LessonFacts) throws(RowError) in
            guard let found = try records(play, job).first(where: { $0.code == code }) else {
                throw RowError("it has not happened yet")
            }
            let zone = play.image.definition.zone
            let shown = zone.localTime(atUTC: found.instant / 1_000).description
            // 1997-04-21 08:00, with seconds where they are wanted.
            return .oneOf([String(shown.dropFirst(11).prefix(5))])
        }
    }

    /// How often a Sender failed at a job's first request before it gave that back.
    private static func tries(_ words: inout RowWords) throws(RowError) -> LessonKeyFinder {
        let number = try LessonQuestionRow.job(&words)
        return { (play: borrowing ScenarioPlay, _: any LessonFacts) throws(RowError) in
            let all = try records(play, number)
            guard let end = all.firstIndex(where: { $0.code == .sendGivenBack }) else {
                throw RowError("no request was given back yet")
            }
            return .number(Int64(all[..<end].count { $0.code == .sendFailed }), within: 0)
        }
    }

    /// The name of a code of the trace, once there is such an entry.
    private static func note(_ words: inout RowWords) throws(RowError) -> LessonKeyFinder {
        let code = try code(&words)
        return { (play: borrowing ScenarioPlay, _: any LessonFacts) throws(RowError) in
            guard play.records().contains(where: { $0.code == code }) else {
                throw RowError("it has not happened yet")
            }
            return .oneOf(["\(code)"])
        }
    }

    private static func code(_ words: inout RowWords) throws(RowError) -> TraceCode {
        try RowWords.choice(
            try words.operand("a code of the trace"), TraceCode.allCases.map { ("\($0)", $0) })
    }

    /// The entries of the trace about a job, or all.
    private static func records(
        _ play: borrowing ScenarioPlay, _ job: Int64?
    ) throws(RowError) -> [TraceRecord] {
        guard let job else { return play.records() }
        let counter = play.image.jobs[try play.job(job)].job.id.counter
        return play.records().filter { $0.code.aIsJob ? $0.a == counter : $0.b == counter }
    }
}
