import CommandLineKit
import Emulation
import LegacyFormats
import Pipeline
import SiteDatabase
import SiteModel

/// `explain`: why something is as it is, and what would move it on.
enum ExplainCommand {
    private enum Subject: String, CaseIterable { case job, client, request, event, site }

    private static let subject = Operand<String?>(
        "WHAT", .text, help: "job, client, request, event or site; without it every job that is not final.")
    private static let name = Operand<String?>(
        "NAME", .text,
        help: "The job, the client, the send request or request of an offer, the event's number, or the site."
    )
    private static let site = Option<String?>(
        "site", value: "SITE", .labObject("site"), defaultText: "where it is found",
        help: "The site it is looked for at.")

    static let entry = CommandEntry(
        declaration: CommandDeclaration(
            ["explain"], "Why something is in its state, and what would move it on.",
            discussion: """
                Without a word: every job that is not final, one line each, with what holds it and when it moves by itself; \
                behind them the system jobs that components made, one line for those that the same thing holds. With \
                `--site` also other sites' jobs that go there. \
                With one: the chain of causes, what it waits for, since when, until when at the latest, by which rule.
                """, options: [JobCommands.at, site], operands: [subject, name],
            example: CommandExample("sms12 explain"),
            moreExamples: [
                CommandExample("sms12 explain job BPC00001"), CommandExample("sms12 explain client PC7"),
                CommandExample("sms12 explain event 109"),
            ]), run: run)

    private static func run(_ run: CommandRun) throws -> Int32 {
        let reader = try run.readLabThen()
        let lab = try LabReader.restore(reader.database)
        guard let word = try run.value(subject) else { return try overview(run, lab) }
        guard let kind = Subject(rawValue: word.lowercased()) else {
            let meant = kinds(of: word, lab).map { "`sms12 explain \($0.rawValue) \(word)`" }
            throw run.usage(
                "'\(word)' is none of job, client, request, event and site"
                    + (meant.isEmpty ? "" : "; did you mean \(meant.joined(separator: " or "))?"))
        }
        guard let name = try run.value(name) else { throw run.usage("say which \(kind.rawValue)") }
        switch kind {
        case .job: return try explainJob(run, lab, name)
        case .client: return try explainClient(run, reader, lab, name)
        case .request: return try explainRequest(run, lab, name)
        case .event: return try explainEvent(run, lab, name)
        case .site: return try explainSite(run, lab, name)
        }
    }

    /// What a word could name that stands where its kind was wanted.
    private static func kinds(of word: String, _ lab: borrowing Emulation) -> [Subject] {
        let (upper, images) = (word.uppercased(), lab.images.filter { !$0.isRemoved })
        var found: [Subject] = []
        let isJob = images.contains { image in
            image.jobs.contains { !$0.isDeleted && $0.job.id.description == upper }
                || JobExplainer.systemJob(upper, of: image) != nil
        }
        if isJob { found.append(.job) }
        if images.contains(where: { $0.clients.index(word) != nil }) { found.append(.client) }
        let isRequest = images.contains { image in
            image.requests.contains { [$0.id.description, FileNames.request($0.id)].contains(upper) }
                || image.jobs.contains { $0.requestID?.description == upper }
        }
        if isRequest { found.append(.request) }
        if let number = Int(word), EventCatalogue.entry(number) != nil { found.append(.event) }
        if images.contains(where: { $0.definition.code.description == upper }) { found.append(.site) }
        return found
    }

    /// The clock that times are shown by: the first site's.
    private static func shown(_ lab: borrowing Emulation) -> @Sendable (Int64) -> String {
        let zone = lab.definition.sites.first?.zone ?? .utc
        return { zone.localTime(atUTC: $0.flooredQuotient(by: 1_000)).description }
    }

    private static func wantedSites(_ run: CommandRun, _ lab: borrowing Emulation) throws -> [SiteImage] {
        guard let word = try run.value(site) else { return lab.images.filter { !$0.isRemoved } }
        let code = lab.definition.sites[try SiteEdit.place(word, in: lab.definition)].code
        return lab.images.filter { $0.definition.code == code && !$0.isRemoved }
    }

    // MARK: All jobs

    private static func overview(_ run: CommandRun, _ lab: consuming Emulation) throws -> Int32 {
        let isLimited = try run.value(site) != nil
        let sites = try wantedSites(run, lab)
        let wanted = Set(sites.map(\.number))
        let shown = shown(lab)
        var table = Table([
            Column("Job ID", key: "id"), Column("Status", key: "status"),
            Column("Moves by itself", key: "until"),
            Column("What holds it", key: "sentence"), Column("Blocker", key: "blocker"),
            Column("Type", key: "type"),
        ])
        let explainer = JobExplainer(lab)
        for image in explainer.lab.images where !image.isRemoved {
            let isWanted = wanted.contains(image.number)
            for (place, live) in image.jobs.enumerated()
            where live.origin == image.number && !live.isDeleted && live.stage != .ended {
                // Of a job of another site that goes to the wanted one what holds it there comes first.
                guard isWanted || isLimited && live.destinations.contains(where: { wanted.contains($0.site) })
                else { continue }
                var reasons = explainer.reasons(job: place, of: image)
                if isLimited, !isWanted {
                    let there = reasons.filter { one in sites.contains { $0.definition.code == one.site } }
                    reasons =
                        there + reasons.filter { one in !sites.contains { $0.definition.code == one.site } }
                }
                let first = reasons.first ?? Reason(.nothing, "Nothing holds it.")
                let more = reasons.count > 1 ? " (and \(reasons.count - 1) more)" : ""
                try table.add(
                    cells(live.job.id.description, live.job.statusWord, first, more, live.job.type, shown))
            }
        }
        for image in sites {
            for (live, count, reason) in explainer.systemLines(of: image) {
                let id = JobID(site: image.definition.code, counter: live.counter)?.description ?? "?"
                let more = count > 1 ? " (and \(counted(count - 1, "system job")) more)" : ""
                try table.add(cells(id, live.status.word, reason, more, live.kind.type, shown))
            }
        }
        run.print(table)
        if table.rows.isEmpty, run.format == .table { run.advise("No job waits for anything.") }
        return ExitCode.done
    }

    private static func cells(
        _ id: String, _ status: String, _ reason: Reason, _ more: String, _ type: JobType,
        _ shown: (Int64) -> String
    ) -> [Cell] {
        [
            .text(id), .text(status), .text(reason.until.map(shown) ?? "no"), .text(reason.sentence + more),
            .text(reason.blocker.rawValue), .text(type.displayName),
        ]
    }

    // MARK: One thing

    private static func explainJob(
        _ run: CommandRun, _ lab: consuming Emulation, _ word: String
    ) throws -> Int32 {
        let sites = try wantedSites(run, lab)
        let shown = shown(lab)
        var things: [NamedThing<(Int, SiteImage)>] = []
        for image in sites {
            for (place, live) in image.jobs.enumerated() where live.origin == image.number && !live.isDeleted
            {
                things.append(NamedThing(id: live.job.id.description, name: live.job.comment, (place, image)))
            }
        }
        for image in sites {
            guard let live = JobExplainer.systemJob(word, of: image) else { continue }
            return show(run, JobExplainer(lab).explanation(systemJob: live, of: image), shown)
        }
        let (place, image) = try Naming.find(word, kind: "job", in: things, list: "job list")
        return show(run, JobExplainer(lab).explanation(job: place, of: image, shown), shown)
    }

    /// Why a job is final.
    static func ended(_ live: JobLive, _ texts: EventWords) -> Reason {
        let image = texts.image
        switch live.job.status {
        case .complete:
            return Reason(.nothing, "Every target is done; nothing more will happen (SDK sheapio_7roz).")
        case .cancelled: return Reason(.nothing, "It was cancelled at all its sites (Q188042).")
        case .failed:
            let event = image.events.last {
                // What another site told of is about jobs of its own.
                $0.source == Hierarchy.none && $0.job != noHandle
                    && image.jobs[Int($0.job)].job.id == live.job.id
            }
            let number: Int64 = live.job.cancelStatus == .failed ? 317 : 21
            let givers = givers(of: live, number, texts.peers)
            let lost = live.destinations.filter { $0.state == .failed }
                .map { givenUp($0.site, live, number, by: givers[UInt32($0.site)], image) }
            if let first = lost.first, event == nil || live.job.cancelStatus == .failed {
                return first.after(Array(lost.dropFirst()))
            }
            let words = event.flatMap { EventCatalogue.entry(Int($0.number)) }
            return Reason(
                .nothing,
                "It failed and is not tried again"
                    + (event.map { ": event \($0.number)" } ?? "")
                    + (words.map { ", \($0.message(event.map { texts.insertions(of: $0) } ?? []))" } ?? "."))
        default: return Reason(.nothing, "Nothing more will happen.")
        }
    }

    /// The sites that gave a job or its cancel up, by the site that it was for: sites on the way, or the job's own.
    private static func givers(of live: JobLive, _ number: Int64, _ images: [SiteImage]) -> [UInt32: SiteCode]
    {
        var found: [UInt32: SiteCode] = [:]
        for image in images {
            for event in image.events
            where event.number == number && event.source == Hierarchy.none && event.job != noHandle
                && image.jobs[Int(event.job)].job.id == live.job.id && found[event.subject] == nil
            {
                found[event.subject] = image.definition.code
            }
        }
        return found
    }

    /// What was given up of a job that is final, at a site that nothing more is sent to.
    private static func givenUp(
        _ site: UInt16, _ live: JobLive, _ number: Int64, by here: SiteCode?, _ image: SiteImage
    ) -> Reason {
        let code = image.code(of: site)
        let by = here.map { "site \($0) gave it up after seven days (event \(number))" } ?? "it was given up"
        guard number == 317 else {
            return Reason(.nothing, "It failed and is not tried again: site \(code) never got it, \(by).")
                .from("Q214485").at(here ?? image.definition.code)
        }
        return Reason(
            .nothing,
            "It was not cancelled at site \(code), which never got the cancel instruction: \(by). What clients there were "
                + "offered they have still."
        ).from("Q188042", "Q214485").at(here ?? image.definition.code)
            .advising("sms12 job create \(live.job.packageID) --remove all")
    }

    /// The client that a word names, as everywhere, or one that was taken out and still has rows.
    private static func client(
        _ run: CommandRun, _ reader: LabReader, _ sites: [SiteImage], _ word: String
    ) throws -> (site: SiteImage, client: Int) {
        let named = sites.filter { $0.clients.index(word) != nil }
        if named.count == 1, let client = named[0].clients.index(word) { return (named[0], client) }
        let only = try run.value(site) == nil ? nil : sites.first?.definition.code
        let row = try ClientLookup(reader.database).find(word, at: only).row
        guard let site = sites.first(where: { $0.definition.code == row.siteCode }),
            let client = site.clients.index(row.name)
        else { throw CommandFailure(ExitCode.noInput, "no client \(word); `client list` shows them") }
        return (site, client)
    }

    private static func explainClient(
        _ run: CommandRun, _ reader: LabReader, _ lab: consuming Emulation, _ word: String
    ) throws -> Int32 {
        let shown = shown(lab)
        let (image, client) = try client(run, reader, try wantedSites(run, lab), word)
        return show(run, JobExplainer(lab).explanation(client: client, of: image), shown)
    }

    private static func explainRequest(
        _ run: CommandRun, _ lab: consuming Emulation, _ word: String
    ) throws -> Int32 {
        let shown = shown(lab)
        let sites = try wantedSites(run, lab)
        let explainer = JobExplainer(lab)
        let upper = word.uppercased()
        for image in sites {
            for (place, request) in image.requests.enumerated()
            where [request.id.description, FileNames.request(request.id)].contains(upper) {
                return show(run, explainer.explanation(request: request, at: place, of: image, shown), shown)
            }
            if let place = image.jobs.firstIndex(where: {
                $0.requestID?.description == upper && $0.origin == image.number
            }) {
                return show(
                    run,
                    Explanation(
                        head: "Request \(upper) offers job \(image.jobs[place].job.id) to clients.",
                        reasons: explainer.reasons(job: place, of: image)), shown)
            }
        }
        throw CommandFailure(
            ExitCode.noInput,
            "no send request and no request of an offer is called \(word); `tool dumpsend` lists them")
    }

    private static func explainEvent(
        _ run: CommandRun, _ lab: consuming Emulation, _ word: String
    ) throws -> Int32 {
        let shown = shown(lab)
        guard let number = Int64(word), let entry = EventCatalogue.entry(Int(number)) else {
            throw CommandFailure(
                ExitCode.noInput, "no event has the number \(word); `event list` shows those of the lab")
        }
        let isLimited = try run.value(site) != nil
        let sites = try wantedSites(run, lab)
        return show(
            run, JobExplainer(lab).explanation(event: number, entry, at: sites, told: isLimited), shown)
    }

    private static func explainSite(
        _ run: CommandRun, _ lab: consuming Emulation, _ word: String
    ) throws -> Int32 {
        let shown = shown(lab)
        let code = lab.definition.sites[try SiteEdit.place(word, in: lab.definition)].code
        let (head, reasons) = JobExplainer(lab).explain(site: code)
        return show(run, Explanation(head: head, reasons: reasons), shown)
    }

    private static func show(
        _ run: CommandRun, _ explanation: Explanation, _ shown: (Int64) -> String
    ) -> Int32 {
        run.environment.out(
            run.format == .json ? explanation.json(shown).pretty + "\n" : explanation.text(shown))
        return ExitCode.done
    }
}
