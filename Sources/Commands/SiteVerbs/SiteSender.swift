import CommandLineKit
import Emulation
import LegacyFormats
import SiteModel

/// `site sender` and `site group`: outboxes with their Senders, and site groups.
enum SiteSender {
    static var entries: [CommandEntry] { [sender, group] }

    private static let which = Operand<String>("SITE", .labObject("site"), help: "The site's code or name.")

    // MARK: Senders

    private static let kind = Operand<SenderKind>(
        "SENDER", kindWord,
        help: "The Sender: lan, ras-async, ras-isdn, ras-x25, sna-batch or sna-interactive.")
    private static let kindWord = WordReader<SenderKind>(
        completion: .words(SenderKind.allCases.map(\.word)), write: { $0.word },
        read: { word throws(ValueProblem) in
            guard let found = SenderKind.allCases.first(where: { $0.word == word.lowercased() }) else {
                throw ValueProblem(
                    "is no Sender; they are \(SenderKind.allCases.map(\.word).joined(separator: ", "))")
            }
            return found
        })
    private static let maximum = Option<Int?>(
        "maximum", value: "N", .integer(in: 0...100),
        help: "Maximum Concurrent Sendings over all sites; with 0 nothing is sent (Q163379).")
    private static let perSite = Option<Int?>(
        "per-site", value: "N", .integer(in: 0...100), help: "Maximum Concurrent Site Sendings.")
    private static let retries = Option<Int?>(
        "retries", value: "N", .integer(in: 1...1_000), help: "Number of Retries (Q214485).")
    private static let delay = Option<Int64?>(
        "delay", value: "MINUTES", .integer(in: 1...10_080), help: "Retry Delay in Minutes.")
    private static let closed = Option<[String]>(
        "closed", value: "DAYS:FROM-TO", .text,
        help: "Hours in which the outbox lets no job go, such as mon-fri:8-18.")
    private static let highOnly = Option<[String]>(
        "high-only", value: "DAYS:FROM-TO", .text, help: "Hours in which only jobs of High priority go.")
    private static let always = Option(
        "always-open", help: "All jobs at all times; before --closed and --high-only.")

    private static var sender: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["site", "sender"], "Change a Sender of a site and the schedule of its outbox.",
                options: [maximum, perSite, retries, delay, closed, highOnly, always, SiteProposal.at],
                operands: [which, kind],
                example: CommandExample("sms12 site sender BPC lan --closed mon-fri:8-18"),
                moreExamples: [CommandExample("sms12 site sender BPC ras-isdn --retries 10 --delay 20")]),
            run: { run in
                try LabEdit.change(run) { edit in
                    let place = try SiteEdit.place(try run.value(which), in: edit.before)
                    let database = try SiteProposal.database(of: edit.before.sites[place], edit)
                    var site = SiteProposal.settings(of: edit.before.sites[place], at: database, edit)
                    let kind = try run.value(kind)
                    let old = site.allSenders.first { $0.kind == kind } ?? SenderDefinition(kind: kind)
                    let new = try changed(old, run)
                    guard new != old else {
                        throw run.usage("nothing to change is given, or the Sender is so already")
                    }
                    site.senders.removeAll { $0.kind == kind }
                    site.senders.append(new)
                    site.senders.sort { $0.kind.rawValue < $1.kind.rawValue }
                    var after = edit.before
                    after.sites[place] = site
                    let result = try edit.judge(after)
                    try SiteProposal.change(site, at: database, edit, sender: kind)
                    return result
                }
            })
    }

    private static func changed(_ old: SenderDefinition, _ run: CommandRun) throws -> SenderDefinition {
        var new = old
        if let value = try run.value(maximum) { new.maximumSendings = value }
        if let value = try run.value(perSite) { new.maximumSiteSendings = value }
        if let value = try run.value(retries) { new.retries = value }
        if let value = try run.value(delay) { new.retryDelayMinutes = value }
        if try run.value(always) { new.schedule = .always }
        for (words, jobs) in [(try run.value(closed), OutboxJobs.none), (try run.value(highOnly), .high)] {
            for word in words {
                guard let period = OutboxPeriod(word, jobs: jobs) else {
                    throw run.usage("'\(word)' is no stretch of hours such as mon-fri:8-18 or sun:0-24")
                }
                for day in period.days { new.schedule.set(day: day, period.hours, to: jobs) }
            }
        }
        return new
    }

    // MARK: Site groups

    private static let groupName = Operand<String?>(
        "NAME", .labObject("site-group"), help: "The site group's name; without it they are listed.")
    private static let sites = Option<[String]>(
        "site", value: "SITE", .labObject("site"), help: "A member; without one the group is removed.")
    private static let owner = Option<String?>(
        "in", value: "SITE", .labObject("site"), defaultText: "the central site",
        help: "The site whose database it is in.")

    private static var group: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["site", "group"], "List, make, change or remove site groups, to limit jobs to.",
                options: [JobCommands.at, sites, owner], operands: [groupName],
                atMostOne: [[JobCommands.at, sites]],
                example: CommandExample("sms12 site group South --site S01 --site S02"),
                moreExamples: [
                    CommandExample("sms12 site group South", "without a member: removes it")
                ]),
            run: { run in
                guard let name = try run.value(groupName) else { return try listGroups(run) }
                guard !run.parsed.isGiven(JobCommands.at) else {
                    throw run.usage("--at is for the list, without a name")
                }
                return try LabEdit.change(run) { edit in
                    let place = try SiteEdit.place(try run.value(owner), in: edit.before)
                    var site = edit.before.sites[place]
                    let members = try run.value(sites).map {
                        edit.before.sites[try SiteEdit.place($0, in: edit.before)].code
                    }
                    let count = site.siteGroups.count
                    site.siteGroups.removeAll { $0.name.uppercased() == name.uppercased() }
                    if members.isEmpty, count == site.siteGroups.count {
                        throw CommandFailure(
                            ExitCode.noInput,
                            "site \(site.code) has no site group \(name); --site SITE makes one")
                    }
                    if !members.isEmpty {
                        site.siteGroups.append(SiteGroupDefinition(name: name, sites: members))
                    }
                    var after = edit.before
                    after.sites[place] = site
                    let result = try edit.judge(after)
                    let users = members.isEmpty ? InUse.ofSiteGroup(name, edit, at: site.code) : []
                    try edit.perform([.setSite(site)])
                    run.done(
                        members.isEmpty ? .removed : .changed, "site group", name, site: site.code,
                        members.isEmpty
                            ? "Removed site group \(name)."
                            : "Site group \(name): \(members.map(\.description).joined(separator: ", ")).")
                    return run.report(users) == nil ? result : ExitCode.doneWithLosses
                }
            })
    }

    private static func listGroups(_ run: CommandRun) throws -> Int32 {
        guard try run.value(sites).isEmpty else {
            throw run.usage("say which site group the sites belong to")
        }
        let reader = try run.readLabThen()
        let lab = try reader.definition()
        let only = try run.value(owner).map { try SiteEdit.place($0, in: lab) }
        var table = Table([
            Column("Site", key: "site"), Column("Site group", key: "name"), Column("Sites", key: "sites"),
        ])
        for (place, site) in lab.sites.enumerated() where only == nil || only == place {
            for group in site.siteGroups {
                try table.add([
                    .text(site.code.description), .text(group.name),
                    .text(group.sites.map(\.description).joined(separator: ", ")),
                ])
            }
        }
        run.print(table)
        return ExitCode.done
    }
}
