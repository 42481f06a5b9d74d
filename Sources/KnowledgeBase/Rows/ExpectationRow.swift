import CommandLineKit

/// A row that looks at the lab: one word, one handler.
///
/// To add one: a line in `all`, and a function that reads its words and gives back the question.
package struct ExpectationRow: Sendable {
    /// The first word.
    package let word: String
    /// What stands behind it.
    package let form: String
    /// Reads the rest of the row.
    let read: @Sendable (inout RowWords) throws(RowError) -> RowExpectation

    init(
        _ word: String, _ form: String,
        _ read: @escaping @Sendable (inout RowWords) throws(RowError) -> RowExpectation
    ) {
        self.word = word
        self.form = form
        self.read = read
    }

    /// Every expectation; `no` before one turns it round.
    package static let all: [ExpectationRow] = [
        ExpectationRow(
            "job",
            "N [status|sending|working|cancel] WORD | N targets COUNT | N rows WORD COUNT"
                + " | N site-arrival|completion WORD | N server SERVER WORD", JobChecks.job),
        ExpectationRow("jobs", "COUNT", JobChecks.jobs),
        ExpectationRow("detail", "CLIENT [--job N] WORD", JobChecks.detail),
        ExpectationRow("offer", "CLIENT [--job N] STAGE", JobChecks.offer),
        ExpectationRow("ran", "CLIENT|PATTERN [--job N] COUNT [from SERVER]", ClientChecks.ran),
        ExpectationRow("order", "CLIENT JOB...", ClientChecks.order),
        ExpectationRow("note", "NOTE [--client CLIENT|PATTERN] [--job N] [COUNT]", ClientChecks.note),
        ExpectationRow("window", "CLIENT open|empty|closed", ClientChecks.window),
        ExpectationRow("shown", "PACKAGE COMMAND", ClientChecks.shown),
        ExpectationRow("published", "PACKAGE COUNT", ClientChecks.published),
        ExpectationRow("pcmdump", "CLIENT contains TEXT [COUNT]", ClientChecks.dump),
        ExpectationRow("request", "N WORD | N sent BYTES", JobChecks.request),
        ExpectationRow("requests", "COUNT", JobChecks.requests),
        ExpectationRow("received", "status|instruction COUNT", SiteChecks.received),
        ExpectationRow("event", "NUMBER [--job N] [COUNT]", SiteChecks.event),
        ExpectationRow("service", "SERVICE running|paused|stopped", SiteChecks.service),
        ExpectationRow("event-about", "NUMBER SITE", FaultRows.about),
        ExpectationRow("comment", "PACKAGE TEXT", FaultRows.comment),
        ExpectationRow("sender-threads", "KIND COUNT", FaultRows.senderThreads),
        ExpectationRow(
            "site",
            "[CODE] response WORD | pcm-polling MINUTES | name TEXT | status WORD | detail N | waits"
                + " | outbox KIND closed HOURS", SiteControlChecks.site),
        ExpectationRow("system-jobs", "[KIND] [STATUS] COUNT", SiteControlChecks.systemJobs),
        ExpectationRow("control-files", "in|out COUNT", SiteControlChecks.files),
        ExpectationRow("commands", "PACKAGE COUNT", SiteControlChecks.commands),
        ExpectationRow("source", "PACKAGE there|blank", SiteControlChecks.source),
        ExpectationRow("job-comment", "N TEXT", SiteControlChecks.comment),
        ExpectationRow("item", "CLIENT TITLE [starts|dead] [from SERVER]", ProgramGroupRows.item),
        ExpectationRow("loader", "waiting|bad|loaded COUNT", LoaderRows.loader),
        ExpectationRow("members", "GROUP COUNT", SiteChecks.members),
        ExpectationRow(
            "package", "PACKAGE on SERVER [--version N] [--drive C] [--share NAME]", SiteChecks.package),
        ExpectationRow(
            "rights", "PACKAGE on SERVER all|none|service|UserRead,... | RWCMEF [--shared]",
            PackageChecks.rights),
        ExpectationRow("share", "NAME on SERVER [comment TEXT | made DAY]", PackageChecks.share),
        ExpectationRow("free", "DRIVE on SERVER [at-least|at-most] BYTES", PackageChecks.free),
        ExpectationRow("locations", "PACKAGE COUNT", PackageChecks.locations),
        ExpectationRow("registry", "KEY [COUNT] | KEY NAME is VALUE", PackageChecks.registry),
        ExpectationRow("offered", "JOB from SERVER... | JOB COUNT servers", SiteChecks.offered),
        ExpectationRow("retries", "JOB COUNT", TraceChecks.retries),
        ExpectationRow("trace", "CODE [--client C] [--job N] COUNT", TraceChecks.trace),
        ExpectationRow("gap", "CODE [--client C] [--job N] DURATION [--last DURATION]", TraceChecks.gap),
        ExpectationRow(
            "first", "CODE [--client C] [--job N] at|before|after +DURATION|TIME", TraceChecks.first),
        ExpectationRow("log", "COMPONENT [--client CLIENT] contains TEXT [COUNT]", TraceChecks.log),
    ]

    /// Reads an expectation.
    package static func read(_ words: inout RowWords) throws(RowError) -> RowExpectation {
        let isTurned = words.take("no") != nil
        let first = try words.operand("what is expected")
        guard let row = all.first(where: { $0.word == first.text }) else {
            let near = nearestNames(to: first.text, among: all.map(\.word)).first
            throw RowError(
                "nothing is known of '\(first.text)'" + (near.map { "; did you mean \($0)?" } ?? ""),
                column: first.column)
        }
        let question = try row.read(&words)
        guard isTurned else { return question }
        return { (play: borrowing ScenarioPlay) throws(RowError) in
            let check = try question(play)
            return RowCheck(!check.holds, check.found)
        }
    }
}

/// A number that something is compared with: `3`, `at-least 3`, `at-most 3`.
package struct RowCount: Sendable {
    private enum Sense: Sendable { case equal, least, most }
    private let sense: Sense
    private let number: Int64

    private init(sense: Sense, number: Int64) {
        self.sense = sense
        self.number = number
    }

    /// Reads a count.
    package init(_ words: inout RowWords) throws(RowError) {
        switch words.take("at-least", "at-most") {
        case "at-least": sense = .least
        case "at-most": sense = .most
        default: sense = .equal
        }
        number = try RowWords.number(try words.operand("a number"))
    }

    /// Reads a count, or `at least 1` where none stands.
    package init(orOne words: inout RowWords) throws(RowError) {
        self = words.isEmpty ? RowCount(sense: .least, number: 1) : try RowCount(&words)
    }

    /// Compares.
    package func check(_ found: Int, _ what: String) -> RowCheck {
        let count = Int64(found)
        let holds =
            switch sense {
            case .equal: count == number
            case .least: count >= number
            case .most: count <= number
            }
        return RowCheck(holds, "\(found) \(what)")
    }
}
