import KnowledgeBase
import Pipeline
import SiteModel

/// What the right answer to a question is, as the lab has it.
enum LessonKey: Equatable, Sendable {
    /// One of these words, and none of the others that could have been the answer.
    case oneOf([String], among: [String])
    /// All of these words, and none of the others that could have been the answer; in any order.
    case allOf([String], among: [String])
    /// A time of day, hours and minutes, and the day on which it was where one is known.
    case time(String, on: LocalTime? = nil)
    /// This many thousandths, give or take.
    case number(Int64, within: Int64, of: LessonMeasure = .things)
}

/// What a number is a number of: where minutes are wanted, "7 tries" is no answer, nor is "5 minutes" a count.
enum LessonMeasure: Equatable, Sendable {
    case things, minutes
}

/// How an answer compares with what the lab has.
enum LessonVerdict: Equatable, Sendable {
    case right, wrong
    /// It says what it is not.
    case denied
    /// It leaves a choice.
    case undecided
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

    /// Judges what a student wrote.
    ///
    /// What it denies and what it leaves open is judged before the key is looked at, so that neither tells the answer.
    static func verdict(on answer: String, _ key: LessonKey, _ words: [LessonWord]) -> LessonVerdict {
        let text = AnswerText(answer)
        switch key {
        case .number(let wanted, let within, let measure):
            if text.deniesNumber { return .denied }
            if text.boundsNumber { return .undecided }
            let found = text.sides.map { LessonNumber.only(in: $0, of: measure) }
            if found.count > 1, Set(found).count > 1 || found[0] == nil { return .undecided }
            guard let number = found.first ?? nil else { return .wrong }
            return abs(number - wanted) <= within ? .right : .wrong
        case .time(let wanted, let day):
            if text.deniesNumber { return .denied }
            let found = text.sides.map { LessonClock($0) }
            if found.contains(where: \.isBound) || Set(found.map(\.times)).count > 1 { return .undecided }
            if let day, !AnswerDates(answer).fit(day) { return .wrong }
            return found.first?.times == [wanted] ? .right : .wrong
        case .oneOf(let wanted, let among):
            let meant = AnswerMeaning(text, words, among: among, alike: wanted)
            if let flaw = meant.flaw { return flaw }
            let days = words.filter { $0.answer == LessonWord.days }.flatMap(\.meanings)
            let denies = text.words.contains { AnswerText.denials.contains($0) }
            guard AnswerDates(answer).fit(days.compactMap { LocalTime($0) }, denies: denies) else {
                return .wrong
            }
            // An answer that names every possibility is none.
            return meant.names == [AnswerMeaning.name(wanted.first ?? "")] ? .right : .wrong
        case .allOf(let wanted, let among):
            let meant = AnswerMeaning(text, words, among: wanted + among, alike: [])
            if let flaw = meant.flaw { return flaw }
            return meant.names == Set(wanted.map(AnswerMeaning.name)) ? .right : .wrong
        }
    }

    // MARK: Rows

    private static func holds(
        _ number: Int64, _ play: borrowing ScenarioPlay, _ facts: any LessonFacts
    ) throws(RowError) -> [LessonHold] {
        do {
            return try facts.holds(job: Int(number) - 1, at: play.site)
        } catch {
            throw RowError("what held the job cannot be told: \(error)")
        }
    }

    /// What held a job when the lesson began.
    private static func blocker(_ words: inout RowWords) throws(RowError) -> LessonKeyFinder {
        let number = try LessonQuestionRow.job(&words)
        return { (play: borrowing ScenarioPlay, facts: any LessonFacts) throws(RowError) in
            .oneOf(try holds(number, play, facts).map(\.blocker), among: [])
        }
    }

    /// The quirk that held a job when the lesson began: its name or its article.
    private static func quirk(_ words: inout RowWords) throws(RowError) -> LessonKeyFinder {
        let number = try LessonQuestionRow.job(&words)
        return { (play: borrowing ScenarioPlay, facts: any LessonFacts) throws(RowError) in
            let names = try holds(number, play, facts).compactMap(\.quirk)
            func words(_ quirk: Quirk) -> [String] {
                [quirk.name] + quirk.article.split { $0 == " " || $0 == "," }.map { String($0) }
            }
            return .oneOf(
                Quirk.all.filter { names.contains($0.name) }.flatMap(words), among: Quirk.all.flatMap(words))
        }
    }

    /// The release that mended the quirk that held a job when the lesson began.
    private static func fixedIn(_ words: inout RowWords) throws(RowError) -> LessonKeyFinder {
        let number = try LessonQuestionRow.job(&words)
        return { (play: borrowing ScenarioPlay, facts: any LessonFacts) throws(RowError) in
            let names = try holds(number, play, facts).compactMap(\.quirk)
            return .oneOf(
                names.compactMap { name in Quirk.all.first { $0.name == name }?.fixedIn?.rawValue }, among: []
            )
        }
    }

    /// The number that a row of cases finds: `number ran PC* --job 1 at-least 0`.
    private static func number(_ words: inout RowWords) throws(RowError) -> LessonKeyFinder {
        let question = try LessonQuestionRow.read(&words)
        return { (play: borrowing ScenarioPlay, facts: any LessonFacts) throws(RowError) in
            let found = try question(play, facts).found
            guard let number = LessonNumber.only(in: found, of: .things) else {
                throw RowError("there is no number: \(found)")
            }
            return .number(number, within: 0)
        }
    }

    /// Minutes from the first entry of one code to the next of another; who rounded up or down is right, and nobody
    /// else.
    private static func gap(_ words: inout RowWords) throws(RowError) -> LessonKeyFinder {
        let job = try words.option("job").map { (word) throws(RowError) in try RowWords.number(word) }
        let from = try code(&words)
        let to = try code(&words)
        return { (play: borrowing ScenarioPlay, _: any LessonFacts) throws(RowError) in
            let all = try records(play, job)
            guard let begin = all.firstIndex(where: { $0.code == from }),
                let end = all[begin...].first(where: { $0.code == to })
            else { throw RowError("it has not happened yet") }
            return .number((end.instant - all[begin].instant) / 60, within: 999, of: .minutes)
        }
    }

    /// What a translation loses, warnings and worse.
    private static func losses(_ words: inout RowWords) throws(RowError) -> LessonKeyFinder {
        let number = try LessonQuestionRow.job(&words)
        return { (play: borrowing ScenarioPlay, facts: any LessonFacts) throws(RowError) in
            let place = try play.job(number)
            let found = try LessonQuestionRow.losses(facts, place, play.site).filter { $0.severity != .note }
            return .allOf(Set(found.map(\.code)).sorted(), among: facts.lossCodes)
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
            return .oneOf([loss.code], among: facts.lossCodes)
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
            let names = image.servers.map(\.definition.name)
            return .allOf(found.map { names[Int($0.server)] }.sorted(), among: names)
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
            let shown = zone.localTime(atUTC: found.instant / 1_000)
            // 1997-04-21 08:00, with seconds where they are wanted.
            return .time(String(shown.description.dropFirst(11).prefix(5)), on: shown)
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
            return .number(Int64(all[..<end].count { $0.code == .sendFailed }) * 1_000, within: 0)
        }
    }

    /// The name of a code of the trace, once there is such an entry.
    private static func note(_ words: inout RowWords) throws(RowError) -> LessonKeyFinder {
        let code = try code(&words)
        return { (play: borrowing ScenarioPlay, _: any LessonFacts) throws(RowError) in
            guard play.records().contains(where: { $0.code == code }) else {
                throw RowError("it has not happened yet")
            }
            return .oneOf(["\(code)"], among: TraceCode.allCases.map { "\($0)" })
        }
    }

    static func code(_ words: inout RowWords) throws(RowError) -> TraceCode {
        try RowWords.choice(
            try words.operand("a code of the trace"), TraceCode.allCases.map { ("\($0)", $0) })
    }

    /// The entries of the trace about a job, or all.
    private static func records(
        _ play: borrowing ScenarioPlay, _ job: Int64?
    ) throws(RowError) -> [TraceRecord] {
        guard let job else { return play.records() }
        let counter = play.image.jobs[try play.job(job)].job.id.counter
        return play.records().filter { isAbout($0, counter) }
    }

    /// The place in the trace of the first entry of a code about a job; nil: there is none.
    static func first(
        _ code: TraceCode, _ play: borrowing ScenarioPlay, _ job: Int64
    ) throws(RowError) -> Int? {
        let counter = play.image.jobs[try play.job(job)].job.id.counter
        return play.records().firstIndex { $0.code == code && isAbout($0, counter) }
    }

    private static func isAbout(_ record: TraceRecord, _ counter: UInt32) -> Bool {
        record.code.aIsJob ? record.a == counter : record.b == counter
    }
}
