import CommandLineKit
import Emulation
import Pipeline
import SiteModel

/// What can be asked of the trace and of the logs that are made of it.
enum TraceChecks {
    /// Which entries a row is about.
    private struct Filter: Sendable {
        let code: TraceCode
        let client: String?
        let job: Int64?

        init(_ words: inout RowWords) throws(RowError) {
            client = try words.option("client")?.text
            let job = try words.option("job")
            self.job = try job.map { (word) throws(RowError) in try RowWords.number(word, 1...100_000) }
            code = try RowWords.choice(
                try words.operand("the code of the trace"), TraceCode.allCases.map { ("\($0)", $0) })
        }

        func records(_ play: borrowing ScenarioPlay) throws(RowError) -> [TraceRecord] {
            let machine = try client.map { (name) throws(RowError) in UInt32(try play.client(name)) + 1 }
            var counter: UInt32?
            if let job { counter = play.image.jobs[try play.job(job)].job.id.counter }
            let isClients = code.component == .packageCommandManager
            return play.records().filter { record in
                guard record.code == code else { return false }
                if let machine, (isClients ? record.a : record.b) != machine { return false }
                if let counter { return code.aIsJob ? record.a == counter : record.b == counter }
                return true
            }
        }
    }

    static func trace(_ words: inout RowWords) throws(RowError) -> RowExpectation {
        let filter = try Filter(&words)
        let count = try RowCount(&words)
        return { (play: borrowing ScenarioPlay) throws(RowError) in
            count.check(try filter.records(play).count, "entries")
        }
    }

    /// How many retries were scheduled for a job.
    static func retries(_ words: inout RowWords) throws(RowError) -> RowExpectation {
        let number = try RowWords.number(try words.operand("the job's number"), 1...100_000)
        let count = try RowCount(&words)
        return { (play: borrowing ScenarioPlay) throws(RowError) in
            let counter = play.image.jobs[try play.job(number)].job.id.counter
            let found = play.records().count { $0.code == .retryScheduled && $0.a == counter }
            return count.check(found, "retries")
        }
    }

    /// The time between each entry and the next: exactly so long, or from so long to `--last`.
    static func gap(_ words: inout RowWords) throws(RowError) -> RowExpectation {
        let last = try words.option("last").map { (word) throws(RowError) in try RowWords.duration(word) }
        let filter = try Filter(&words)
        let least = try RowWords.duration(try words.operand("a duration"))
        return { (play: borrowing ScenarioPlay) throws(RowError) in
            let instants = try filter.records(play).map(\.instant)
            let gaps = zip(instants.dropFirst(), instants).map { $0 - $1 }
            guard let shortest = gaps.min(), let longest = gaps.max() else {
                return RowCheck(false, "\(instants.count) entries only")
            }
            return RowCheck(
                shortest >= least && longest <= last ?? least,
                "\(gaps.count) gaps of \(span(shortest)) to \(span(longest))")
        }
    }

    private static func span(_ milliseconds: Int64) -> String {
        let minutes = milliseconds / 60_000
        let rest = milliseconds - minutes * 60_000
        return rest == 0 ? "\(minutes) min" : "\(minutes) min \(rest) ms"
    }

    /// When something happened first, by the clock of the site or from the lab's beginning.
    static func first(_ words: inout RowWords) throws(RowError) -> RowExpectation {
        let filter = try Filter(&words)
        guard let sense = words.take("at", "before", "after") else {
            throw RowError("`at`, `before` or `after` is missing", column: words.column)
        }
        let word = try words.operand("a time")
        var offset: Int64?
        if word.text.hasPrefix("+") {
            offset = try RowWords.duration(
                RowWord(text: String(word.text.dropFirst()), column: word.column + 1, isQuoted: true))
        }
        let time = LocalTime(word.text)
        guard offset != nil || time != nil else {
            throw RowError("'\(word.text)' is no time: +2h or \"1997-04-21 08:00\"", column: word.column)
        }
        let span = offset
        return { (play: borrowing ScenarioPlay) throws(RowError) in
            guard let found = try filter.records(play).first?.instant else { return RowCheck(false, "never") }
            let zone = play.image.definition.zone
            let wanted = span.map { play.lab.start + $0 } ?? zone.utcSeconds(of: time ?? play.clock) * 1_000
            let holds =
                switch sense {
                case "before": found < wanted
                case "after": found > wanted
                default: found / 60_000 == wanted / 60_000
                }
            return RowCheck(holds, zone.localTime(atUTC: found / 1_000).description)
        }
    }

    /// Lines of a component's log with a text in them.
    static func log(_ words: inout RowWords) throws(RowError) -> RowExpectation {
        let client = try words.option("client")?.text
        let name = try words.operand("the component").text.uppercased()
        guard
            let component = Component.allCases.first(where: {
                $0.logFile?.hasPrefix(name) == true || $0.name.hasSuffix(name)
                    || name == "PCM" && $0 == .packageCommandManager
            }), words.take("contains") != nil
        else {
            throw RowError(
                "`log COMPONENT contains TEXT`, such as `log DESPOOL contains \"retry count\"`",
                column: words.column)
        }
        let text = try words.operand("the text").text
        let count = try RowCount(orOne: &words)
        return { (play: borrowing ScenarioPlay) throws(RowError) in
            let images = play.lab.images
            let machine = try client.map { (name) throws(RowError) in UInt32(try play.client(name)) + 1 }
            let lines = play.records().filter {
                $0.code.component == component && (machine == nil || $0.a == machine)
            }.flatMap { play.logLines($0, images) }
            return count.check(lines.count { $0.contains(text) }, "lines of \(lines.count)")
        }
    }
}
