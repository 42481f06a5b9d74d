import Emulation
import Pipeline
import SiteModel

/// Rows about jobs; a job is named by its number at the site, from 1.
enum JobRows {
    /// A time of a job: by the clock of the SQL Server.
    private enum Time: Sendable {
        case fromNow(Int64)
        case at(LocalTime)
        case standard

        init(_ word: RowWord) throws(RowError) {
            if word.text == "now" {
                self = .fromNow(0)
            } else if word.text == "default" {
                self = .standard
            } else if let sign = word.text.first, sign == "+" || sign == "-" {
                let rest = RowWord(
                    text: String(word.text.dropFirst()), column: word.column + 1, isQuoted: true)
                self = .fromNow(try RowWords.duration(rest) / (sign == "+" ? 1_000 : -1_000))
            } else if let time = LocalTime(word.text) {
                self = .at(time)
            } else {
                throw RowError(
                    "'\(word.text)' is no time: now, +2h, -2h, default or \"1997-04-21 08:00\"",
                    column: word.column)
            }
        }

        func local(_ now: LocalTime) -> LocalTime? {
            switch self {
            case .fromNow(let seconds): LocalTime(seconds: now.seconds + seconds)
            case .at(let time): time
            case .standard: nil
            }
        }
    }

    /// The times of a job as the row gives them.
    private struct Times: Sendable {
        var start: Time?
        var offer: Time?
        var mandatory: Time?
        var expires: Time?

        init(_ words: inout RowWords) throws(RowError) {
            if let word = try words.option("start-after") { start = try Time(word) }
            if let word = try words.option("offer-after") { offer = try Time(word) }
            if let word = try words.option("mandatory-after") { mandatory = try Time(word) }
            if let word = try words.option("expires-after") { expires = try Time(word) }
            if words.flag("mandatory") { mandatory = .fromNow(0) }
        }

        func apply(to draft: inout JobDraft, _ now: LocalTime) {
            if let start { draft.activateTime = start.local(now) }
            if let offer { draft.offerTime = offer.local(now) }
            if let mandatory {
                draft.useMandatoryTime = true
                draft.mandatoryTime = mandatory.local(now)
            }
            if let expires {
                draft.useExpireTime = true
                draft.expireTime = expires.local(now)
            }
        }
    }

    static func create(_ words: inout RowWords) throws(RowError) -> RowCommand {
        let times = try Times(&words)
        var draft = JobDraft()
        if words.flag("share") { draft.type = .serverScript }
        let removed = try removal(&words, &draft)
        let targets = try words.options("on")
        let findings =
            draft.type != nil && targets.isEmpty
            ? []
            : draft.setTarget(
                targets.map { word in
                    let isDomain = word.text.lowercased().hasPrefix("domain:")
                    return (isDomain ? "path:*|\(word.text.dropFirst(7))|*" : word.text, nil)
                })
        if let finding = findings.first {
            throw RowError("--on: \(finding.message)", column: targets.first?.column ?? words.column)
        }
        if let word = try words.option("send") {
            draft.sendPhase = try RowWords.choice(word, [("if-not-sent", .ifNotSent), ("always", .always)])
        }
        if let word = try words.option("priority") {
            draft.priority = try RowWords.choice(word, JobPriority.allCases.map { ($0.word, $0) })
        }
        if let word = try words.option("repeat") {
            draft.repeatMode = try RowWords.choice(word, RepeatMode.allCases.map { ($0.word, $0) })
        }
        if let word = try words.option("limit-to") {
            draft.limitToSites = .site
            draft.siteLimitName = word.text
        }
        if let word = try words.option("limit-group") {
            draft.limitToSites = .siteGroup
            draft.siteLimitName = word.text
        }
        if words.flag("include-subsites") { draft.includeSubsites = true }
        if words.flag("not-mandatory-over-slow-link") { draft.forceOverSlowLink = false }
        let putOn = try words.option("put-on")
        if draft.type != .removePackage { draft.distributePhase = distributePhase(&words, putOn) }
        let noRun = words.flag("no-run")
        let command = try words.option("run")?.text
        let package = try words.operand("the package").text
        let read = draft
        return { (play: inout ScenarioPlay) throws(RowError) in
            var draft = read
            times.apply(to: &draft, play.image.sqlTime(at: play.lab.now))
            if let putOn { serve(putOn, &draft, play.image.group(putOn.text)) }
            if let removed { serve(removed, &draft, play.image.group(removed.text)) }
            let place = try play.package(package)
            let commands = play.image.packages[place].package.workstation?.commands.map(\.name) ?? []
            if draft.type == nil {
                draft.runWorkstationCommand = !noRun && !commands.isEmpty
                draft.commandName = noRun ? "" : command ?? commands.first
            }
            try create(draft, &play, package: place, commands)
        }
    }

    /// A Remove job: from where, and which set; gives the servers that it names.
    private static func removal(_ words: inout RowWords, _ draft: inout JobDraft) throws(RowError) -> RowWord?
    {
        guard let word = try words.option("remove") else { return nil }
        draft.type = .removePackage
        draft.removeTask = try RowWords.choice(word, [("all", RemoveTask.all), ("selected", .selected)])
        if let set = try words.option("type") {
            draft.removeType = try RowWords.choice(set, RemovePackageType.allCases.map { ($0.word, $0) })
        }
        return try words.option("servers")
    }

    /// The distribute phase: both boxes unless the row says otherwise, as with `sms12 job create`.
    private static func distributePhase(_ words: inout RowWords, _ putOn: RowWord?) -> DistributePhase {
        var phase: DistributePhase = [.existing, .specified]
        if words.flag("no-refresh") { phase.remove(.existing) }
        if words.flag("refresh-existing") { phase.insert(.existing) }
        if words.flag("no-distribute") { phase = [] }
        if putOn?.text == "none" { phase.remove(.specified) }
        return phase
    }

    /// A machine group, servers with commas between, `default` or `none`.
    private static func serve(_ word: RowWord, _ draft: inout JobDraft, _ group: MachineGroupDefinition?) {
        if word.text == "default" || word.text == "none" { return }
        if let group {
            draft.distributionServers = group.name
        } else {
            draft.servers = word.text.split(separator: ",").map { $0.uppercased() }
        }
    }

    private static func create(
        _ draft: JobDraft, _ play: inout ScenarioPlay, package: Int, _ commands: [String]
    ) throws(RowError) {
        let image = play.image
        guard let id = JobID(site: play.site, counter: image.nextJob) else {
            throw RowError("refused: site \(play.site) has no job identifier left")
        }
        let made = draft.job(
            id: id, packageID: image.packages[package].package.id, created: image.sqlTime(at: play.lab.now),
            commands: commands)
        if let finding = made.findings.first(where: { $0.severity == .error }) {
            throw RowError("refused: \(finding.message)")
        }
        for group in made.groups { try play.perform(.setGroup(site: play.site, group: group)) }
        try play.perform(.createJob(site: play.site, job: made.job))
    }

    /// Changes the comment of a job, as some account.
    static func set(_ words: inout RowWords) throws(RowError) -> RowCommand {
        let comment = try words.option("comment")?.text ?? ""
        let account = try words.option("as")?.text
        let mayFail = words.flag("try")
        let number = try RowWords.number(try words.operand("the job's number"), 1...100_000)
        return { (play: inout ScenarioPlay) throws(RowError) in
            var job = play.image.jobs[try play.job(number)].job
            job.comment = comment
            do throws(RowError) {
                try play.perform(.updateJob(site: play.site, job: job), as: account)
            } catch {
                if !mayFail { throw error }
            }
        }
    }

    static func cancel(_ words: inout RowWords) throws(RowError) -> RowCommand {
        let mayFail = words.flag("try")
        let number = try RowWords.number(try words.operand("the job's number"))
        return { (play: inout ScenarioPlay) throws(RowError) in
            let place = try play.job(number)
            let id = play.image.jobs[place].job.id
            do throws(RowError) {
                try play.perform(.cancelJob(site: play.site, id: id))
            } catch {
                if !mayFail { throw error }
            }
        }
    }

    static func delete(_ words: inout RowWords) throws(RowError) -> RowCommand {
        let number = try RowWords.number(try words.operand("the job's number"))
        return { (play: inout ScenarioPlay) throws(RowError) in
            let place = try play.job(number)
            let id = play.image.jobs[place].job.id
            try play.perform(.deleteJob(site: play.site, id: id))
        }
    }
}
