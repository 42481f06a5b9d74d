import Emulation
import Pipeline
import SiteModel

/// Rows that let time pass.
enum TimeRows {
    /// A number of cycles of the site, or a time.
    enum Span: Sendable {
        case cycles(Int64)
        case milliseconds(Int64)

        init(_ words: inout RowWords) throws(RowError) {
            let word = try words.operand("a number of cycles or a duration")
            if words.take("cycles", "cycle") != nil {
                self = .cycles(try RowWords.number(word, 1...1_000_000))
            } else {
                self = .milliseconds(try RowWords.duration(word))
            }
        }

        func milliseconds(_ play: borrowing ScenarioPlay) -> Int64 {
            switch self {
            case .cycles(let count): count * play.image.pollMilliseconds
            case .milliseconds(let count): count
            }
        }
    }

    static func run(_ words: inout RowWords) throws(RowError) -> RowCommand {
        if words.take("until") != nil { return try runUntil(&words) }
        let span = try Span(&words)
        return { (play: inout ScenarioPlay) throws(RowError) in
            try play.run(until: play.lab.now + span.milliseconds(play))
        }
    }

    private static func runUntil(_ words: inout RowWords) throws(RowError) -> RowCommand {
        guard var before = words.take(before: "within") else {
            throw RowError("`run until` wants `within` and how long to wait", column: words.column)
        }
        let expectation = try ExpectationRow.read(&before)
        try before.end()
        let every = try words.option("every")
        let step = try every.map { (word) throws(RowError) in max(try RowWords.duration(word), 1) }
        let span = try Span(&words)
        return { (play: inout ScenarioPlay) throws(RowError) in
            let limit = play.lab.now + span.milliseconds(play)
            var check = try expectation(play)
            while !check.holds, play.lab.now < limit {
                try play.run(until: min(play.lab.now + (step ?? play.image.pollMilliseconds), limit))
                check = try expectation(play)
            }
            if !check.holds { throw RowError("it did not come to that: \(check.found)") }
        }
    }

    static func at(_ words: inout RowWords) throws(RowError) -> RowCommand {
        let word = try words.operand("a time")
        if word.text.hasPrefix("+") {
            let span = try RowWords.duration(
                RowWord(text: String(word.text.dropFirst()), column: word.column + 1, isQuoted: true))
            return { (play: inout ScenarioPlay) throws(RowError) in
                try play.run(until: max(play.lab.start + span, play.lab.now))
            }
        }
        guard let time = LocalTime(word.text) else {
            throw RowError(
                "'\(word.text)' is no time: +2h from the lab's beginning, or \"1997-04-21 08:00\"",
                column: word.column)
        }
        return { (play: inout ScenarioPlay) throws(RowError) in
            let instant = play.image.definition.zone.utcSeconds(of: time) * 1_000
            try play.run(until: max(instant, play.lab.now))
        }
    }
}
