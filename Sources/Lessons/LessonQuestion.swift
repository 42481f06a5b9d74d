import Emulation
import KnowledgeBase
import Pipeline
import SiteModel

/// What a row of a lesson asks of a lab.
typealias LessonQuestion = @Sendable (borrowing ScenarioPlay, any LessonFacts) throws(RowError) -> RowCheck

/// A row of a lesson that cases do not have: one word, one handler.
///
/// All rows of cases can be used besides.
struct LessonQuestionRow: Sendable {
    /// The first word.
    let word: String
    /// What stands behind it.
    let form: String
    /// Reads the rest of the row.
    let read: @Sendable (inout RowWords) throws(RowError) -> LessonQuestion

    init(
        _ word: String, _ form: String,
        _ read: @escaping @Sendable (inout RowWords) throws(RowError) -> LessonQuestion
    ) {
        self.word = word
        self.form = form
        self.read = read
    }

    /// Every row that only lessons have.
    static let all: [LessonQuestionRow] = [
        LessonQuestionRow("sends", "JOB PACKAGE", sends),
        LessonQuestionRow("kind", "JOB run|share|remove", kind),
        LessonQuestionRow("send-phase", "JOB if-not-sent|always", sendPhase),
        LessonQuestionRow("distributes", "JOB existing|specified|both|none", distributes),
        LessonQuestionRow("run-phase", "JOB yes|no", runPhase),
        LessonQuestionRow("mandatory", "JOB yes|no", mandatory),
        LessonQuestionRow("activated", "JOB", activated),
        LessonQuestionRow("command-for", "PACKAGE PLATFORM", commandFor),
        LessonQuestionRow("source-is", "PACKAGE FOLDER", sourceIs),
        LessonQuestionRow("lies-on", "PACKAGE SERVER", liesOn),
        LessonQuestionRow("packed", "PACKAGE [at-least|at-most] BYTES", packed),
        LessonQuestionRow("link", "SITE SITE up|down", link),
        LessonQuestionRow("quirk", "NAME on|off", quirk),
        LessonQuestionRow("mended", "NAME", mended),
        LessonQuestionRow("earlier", "CODE JOB CODE JOB", earlier),
        LessonQuestionRow("loss", "JOB CODE", loss),
        LessonQuestionRow("maps", "JOB", maps),
        LessonQuestionRow("runs-for", "JOB PLATFORM[,PLATFORM]", runsFor),
        LessonQuestionRow("ended", "JOB", ended),
        LessonQuestionRow("deleted", "JOB|PACKAGE", deleted),
    ]

    /// Reads a row: one of these, else one of the rows of cases; `no` before one turns it round.
    static func read(_ words: inout RowWords) throws(RowError) -> LessonQuestion {
        let isTurned = words.next == "no" && words.take("no") != nil
        guard let word = words.next, let row = all.first(where: { $0.word == word }) else {
            let question = try ExpectationRow.read(&words)
            try words.end()
            return { (play: borrowing ScenarioPlay, _: any LessonFacts) throws(RowError) in
                let check = try question(play)
                return RowCheck(check.holds != isTurned, check.found)
            }
        }
        _ = words.take(word)
        let question = try row.read(&words)
        try words.end()
        return { (play: borrowing ScenarioPlay, facts: any LessonFacts) throws(RowError) in
            let check = try question(play, facts)
            return RowCheck(check.holds != isTurned, check.found)
        }
    }

    // MARK: Jobs

    /// The number of a job, the next operand.
    static func job(_ words: inout RowWords) throws(RowError) -> Int64 {
        try RowWords.number(try words.operand("the job's number"), 0...100_000)
    }

    /// A question about the row of a job.
    private static func ask(
        _ number: Int64, _ question: @escaping @Sendable (JobLive, SiteImage) -> RowCheck
    ) -> LessonQuestion {
        { (play: borrowing ScenarioPlay, _: any LessonFacts) throws(RowError) in
            let image = play.image
            return question(image.jobs[try play.job(number)], image)
        }
    }

    private static func sends(_ words: inout RowWords) throws(RowError) -> LessonQuestion {
        let number = try job(&words)
        let name = try words.operand("the package").text
        return ask(number) { live, image in
            guard image.packages.indices.contains(Int(live.package)) else {
                return RowCheck(false, "no package")
            }
            let found = image.packages[Int(live.package)].package
            let isIt = [found.id.description, found.name].contains { $0.uppercased() == name.uppercased() }
            return RowCheck(isIt, found.name)
        }
    }

    private static func kind(_ words: inout RowWords) throws(RowError) -> LessonQuestion {
        let number = try job(&words)
        let wanted = try RowWords.choice(
            try words.operand("run, share or remove"),
            [("run", JobType.workstationScript), ("share", .serverScript), ("remove", .removePackage)])
        return ask(number) { live, _ in RowCheck(live.job.type == wanted, live.job.type.displayName) }
    }

    private static func sendPhase(_ words: inout RowWords) throws(RowError) -> LessonQuestion {
        let number = try job(&words)
        let wanted = try RowWords.choice(
            try words.operand("if-not-sent or always"),
            [("if-not-sent", SendPhase.ifNotSent), ("always", .always)])
        return ask(number) { live, _ in
            RowCheck(
                live.job.sendPhase == wanted,
                live.job.sendPhase == .always ? "even if previously sent" : "only if not previously sent")
        }
    }

    private static func distributes(_ words: inout RowWords) throws(RowError) -> LessonQuestion {
        let number = try job(&words)
        let kinds: [(String, DistributePhase)] = [
            ("existing", .existing), ("specified", .specified), ("both", [.existing, .specified]),
            ("none", []),
        ]
        let wanted = try RowWords.choice(try words.operand("existing, specified, both or none"), kinds)
        return ask(number) { live, _ in
            let found = live.job.distributePhase
            let name = kinds.first { $0.1 == found }?.0 ?? "none"
            return RowCheck(found == wanted, name)
        }
    }

    private static func runPhase(_ words: inout RowWords) throws(RowError) -> LessonQuestion {
        let number = try job(&words)
        let wanted = try flag(&words)
        return ask(number) { live, _ in
            let found = live.job.runWorkstationCommand
            return RowCheck(found == wanted, found ? "with a Run phase" : "without a Run phase")
        }
    }

    private static func mandatory(_ words: inout RowWords) throws(RowError) -> LessonQuestion {
        let number = try job(&words)
        let wanted = try flag(&words)
        return ask(number) { live, _ in
            let found = live.job.useMandatoryTime
            return RowCheck(found == wanted, found ? "mandatory" : "optional")
        }
    }

    private static func activated(_ words: inout RowWords) throws(RowError) -> LessonQuestion {
        ask(try job(&words)) { live, _ in RowCheck(live.activatedAt != nil, live.job.status.word) }
    }

    /// Whether a job has ended, however it did.
    private static func ended(_ words: inout RowWords) throws(RowError) -> LessonQuestion {
        ask(try job(&words)) { live, _ in RowCheck(live.job.status.isFinal, live.job.status.word) }
    }

    /// Whether a job, by its number, or a package, by its name, was deleted; no other row asks that.
    private static func deleted(_ words: inout RowWords) throws(RowError) -> LessonQuestion {
        guard words.next?.allSatisfy(\.isNumber) == true else {
            let name = try words.operand("the package").text
            return package(name) { RowCheck($0.isDeleted, $0.isDeleted ? "deleted" : "there") }
        }
        return ask(try job(&words)) { live, _ in
            RowCheck(live.isDeleted, live.isDeleted ? "deleted" : live.job.status.word)
        }
    }

    /// The platforms of the command that a job runs, these and no others.
    private static func runsFor(_ words: inout RowWords) throws(RowError) -> LessonQuestion {
        let number = try job(&words)
        let operand = try words.operand("the platforms")
        var mask: PlatformMask = []
        for name in operand.text.split(separator: ",") {
            let word = RowWord(text: String(name), column: operand.column, isQuoted: true)
            mask.formUnion(try RowWords.choice(word, PlatformMask.names.map { ($0.name, $0.bit) }))
        }
        let wanted = mask
        return ask(number) { live, image in
            guard live.job.runWorkstationCommand, let name = live.job.commandName,
                image.packages.indices.contains(Int(live.package))
            else { return RowCheck(false, "it runs no command") }
            let commands = image.packages[Int(live.package)].package.workstation?.commands ?? []
            guard let command = commands.first(where: { $0.name == name }) else {
                return RowCheck(false, "the package has no command line \"\(name)\"")
            }
            let found = PlatformMask.names.filter { command.platforms.contains($0.bit) }.map(\.name)
            return RowCheck(
                command.platforms == wanted, "\"\(name)\" is for \(found.joined(separator: ", "))")
        }
    }

    private static func flag(_ words: inout RowWords) throws(RowError) -> Bool {
        try RowWords.choice(try words.operand("yes or no"), [("yes", true), ("no", false)])
    }

    private static func loss(_ words: inout RowWords) throws(RowError) -> LessonQuestion {
        let number = try job(&words)
        let code = try words.operand("the code").text.uppercased()
        return { (play: borrowing ScenarioPlay, facts: any LessonFacts) throws(RowError) in
            let place = try play.job(number)
            let found = try losses(facts, place, play.site).map(\.code)
            return RowCheck(
                found.contains(code), found.isEmpty ? "nothing is lost" : found.joined(separator: " "))
        }
    }

    /// Whether a job becomes objects at all: an error among the losses keeps it from that.
    private static func maps(_ words: inout RowWords) throws(RowError) -> LessonQuestion {
        let number = try job(&words)
        return { (play: borrowing ScenarioPlay, facts: any LessonFacts) throws(RowError) in
            let place = try play.job(number)
            let error = try losses(facts, place, play.site).first { $0.severity == .error }
            return RowCheck(error == nil, error.map { "\($0.code), \($0.message)" } ?? "no error")
        }
    }

    /// What a job loses; what keeps it from being translated is an error of the row.
    static func losses(_ facts: any LessonFacts, _ job: Int, _ site: SiteCode) throws(RowError)
        -> [LessonLoss]
    {
        do {
            return try facts.losses(job: job, at: site)
        } catch {
            throw RowError("the job cannot be mapped: \(error)")
        }
    }

    // MARK: Packages and the lab

    /// The place of a package by its identifier or its name.
    private static func place(
        _ word: String, _ play: borrowing ScenarioPlay
    ) throws(RowError) -> Int {
        let found = play.image.packages.firstIndex { $0.package.id.description == word }
        return if let found { found } else { try play.package(word) }
    }

    private static func package(
        _ name: String, _ question: @escaping @Sendable (PackageLive) -> RowCheck
    ) -> LessonQuestion {
        { (play: borrowing ScenarioPlay, _: any LessonFacts) throws(RowError) in
            question(play.image.packages[try place(name, play)])
        }
    }

    private static func commandFor(_ words: inout RowWords) throws(RowError) -> LessonQuestion {
        let name = try words.operand("the package").text
        let platform = try RowWords.choice(
            try words.operand("the platform"), PlatformMask.names.map { ($0.name, $0.bit) })
        return package(name) { live in
            let commands = live.package.workstation?.commands ?? []
            return RowCheck(
                commands.contains { $0.platforms.contains(platform) },
                commands.isEmpty ? "no command" : commands.map(\.name).joined(separator: ", "))
        }
    }

    private static func sourceIs(_ words: inout RowWords) throws(RowError) -> LessonQuestion {
        let name = try words.operand("the package").text
        let folder = try words.operand("the last folder of the source").text.lowercased()
        return package(name) { live in
            let root = live.package.workstation?.root ?? ""
            let last = root.split { $0 == "/" || $0 == "\\" }.last.map { $0.lowercased() } ?? ""
            return RowCheck(last == folder, root.isEmpty ? "no source" : root)
        }
    }

    /// Whether a server of the site holds a package, whatever its version.
    private static func liesOn(_ words: inout RowWords) throws(RowError) -> LessonQuestion {
        let name = try words.operand("the package").text
        let server = try words.operand("the server").text
        return { (play: borrowing ScenarioPlay, _: any LessonFacts) throws(RowError) in
            let image = play.image
            let (package, server) = (UInt32(try place(name, play)), UInt32(try play.server(server)))
            let isThere = image.locations.contains {
                $0.package == package && $0.server == server && !$0.isRemoved
            }
            return RowCheck(isThere, isThere ? "there" : "not there")
        }
    }

    /// Bytes of the source as it was last compressed.
    private static func packed(_ words: inout RowWords) throws(RowError) -> LessonQuestion {
        let name = try words.operand("the package").text
        let count = try RowCount(&words)
        return package(name) { live in count.check(Int(live.packed.bytes), "bytes were compressed") }
    }

    private static func link(_ words: inout RowWords) throws(RowError) -> LessonQuestion {
        let one = try words.operand("a site")
        let other = try words.operand("another site")
        guard let first = SiteCode(one.text), let second = SiteCode(other.text) else {
            throw RowError("`link SITE SITE up|down`", column: one.column)
        }
        let isDown = try RowWords.choice(
            try words.operand("up or down"), [("up", false), ("down", true)])
        return { (play: borrowing ScenarioPlay, _: any LessonFacts) throws(RowError) in
            let found = play.lab.downSince(.link(first, second)) != nil
            return RowCheck(found == isDown, found ? "down" : "up")
        }
    }

    private static func quirk(_ words: inout RowWords) throws(RowError) -> LessonQuestion {
        let name = try words.operand("the quirk")
        guard let quirk = Quirk.all.first(where: { $0.name == name.text }) else {
            throw RowError("there is no quirk \(name.text)", column: name.column)
        }
        let wanted = try RowWords.choice(try words.operand("on or off"), [("on", true), ("off", false)])
        return { (play: borrowing ScenarioPlay, _: any LessonFacts) throws(RowError) in
            let found = play.image.quirks.contains(quirk)
            return RowCheck(
                found == wanted,
                "release \(play.lab.definition.release.rawValue), \(quirk.name) \(found ? "on" : "off")")
        }
    }

    /// Whether the release of the lab has the mend of a quirk, however its switch stands.
    private static func mended(_ words: inout RowWords) throws(RowError) -> LessonQuestion {
        let name = try words.operand("the quirk")
        guard let quirk = Quirk.all.first(where: { $0.name == name.text }), let fixed = quirk.fixedIn else {
            throw RowError("there is no quirk \(name.text) that was mended", column: name.column)
        }
        return { (play: borrowing ScenarioPlay, _: any LessonFacts) throws(RowError) in
            let found = play.lab.definition.release
            return RowCheck(found >= fixed, "release \(found.rawValue)")
        }
    }

    /// Whether one thing happened to a job before another first happened to a job; also where that has not happened.
    private static func earlier(_ words: inout RowWords) throws(RowError) -> LessonQuestion {
        let first = try LessonAnswer.code(&words)
        let one = try job(&words)
        let second = try LessonAnswer.code(&words)
        let other = try job(&words)
        return { (play: borrowing ScenarioPlay, _: any LessonFacts) throws(RowError) in
            guard let end = try LessonAnswer.first(second, play, other) else {
                return RowCheck(true, "no \(second)")
            }
            guard let begin = try LessonAnswer.first(first, play, one) else {
                return RowCheck(false, "no \(first)")
            }
            return RowCheck(begin < end, begin < end ? "\(first) first" : "\(second) first")
        }
    }
}
