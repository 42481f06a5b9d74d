import CommandLineKit
import Emulation
import Pipeline
import SiteModel

/// `client add` and `client remove`.
enum ClientEdit {
    private static let pattern = Operand(
        "PATTERN", .text,
        help: "Their names: one run of # stands for the number, `PC#`, or `PC####` for leading zeros.")
    private static let count = Option(
        "count", value: "N", .integer(in: 1...10_000_000), default: 1, help: "How many.")
    private static let first = Option<Int?>(
        "first", value: "N", .integer(in: 0...ClientRange.largestNumber),
        defaultText: "behind those of the same pattern, else 1", help: "The number of the first.")
    private static let domain = Option<String?>(
        "domain", value: "DOMAIN", .text, defaultText: "the site's first", help: "Their domain.")
    private static let platform = Option(
        "platform", value: "PLATFORM", Ask.platform, default: .ntX86, help: "Their operating system.")
    private static let logonServer = Option<[String]>(
        "logon-server", value: "SERVER", .labObject("server"), defaultText: "all of the domain in turn",
        help: "A logon server; several are dealt out in turn.")
    private static let zone = Option<TimeZoneRule?>(
        "zone", value: "RULE", Ask.zone, defaultText: "the site's", help: "Their time zone, a POSIX rule.")
    private static let offset = Option<Int64>(
        "clock-offset", value: "MS", .integer(in: LabLimits.clockOffset), default: 0,
        help: "Milliseconds by which their clocks run ahead; write --clock-offset=-MS for behind.")
    private static let drift = Option<Int64>(
        "clock-drift", value: "PPM", .integer(in: LabLimits.clockDrift), default: 0,
        help: "Parts in a million by which their clocks are too fast.")
    private static let user = Option(
        "user", value: "NAME", .text, default: "user", help: "The user who is logged on.")
    private static let noUser = Option("no-user", help: "Nobody is logged on, and they do nothing.")
    private static let clients = Operand<[String]>(
        "CLIENT", .labObject("client"), atLeast: 1, help: "Clients: names, SMSIDs or unique beginnings.")

    static var add: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["client", "add"], "Add client computers to a site.",
                options: [
                    Naming.site, count, first, domain, platform, logonServer, zone, offset, drift, user,
                    noUser, ClientSetting.option,
                ], operands: [pattern], atMostOne: [[user, noUser]],
                example: CommandExample("sms12 client add 'PC#' --count 10"),
                moreExamples: [
                    CommandExample("sms12 client add LAPTOP --platform win95 --zone CET-1 --no-user"),
                    CommandExample("sms12 client add 'NT#' --count 5 --no-user --set service=true"),
                ]), run: runAdd)
    }

    private static let newDomain = Option<String?>("domain", value: "DOMAIN", .text, help: "Their domain.")
    private static let newPlatform = Option<PlatformMask?>(
        "platform", value: "PLATFORM", Ask.platform, help: "Their operating system.")
    private static let newOffset = Option<Int64?>(
        "clock-offset", value: "MS", .integer(in: LabLimits.clockOffset),
        help: "Milliseconds by which their clocks run ahead; write --clock-offset=-MS for behind.")
    private static let newDrift = Option<Int64?>(
        "clock-drift", value: "PPM", .integer(in: LabLimits.clockDrift),
        help: "Parts in a million by which their clocks are too fast.")
    private static let newUser = Option<String?>(
        "user", value: "NAME", .text,
        help: "The user; whether one is logged on is `client logon` and `logoff`.")

    static var set: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["client", "set"], "Change the properties of clients.",
                discussion: "What is not named stays as it is.",
                options: [
                    Naming.anySite, newDomain, newPlatform, logonServer, zone, newOffset, newDrift, newUser,
                    ClientSetting.option,
                ],
                operands: [clients], example: CommandExample("sms12 client set PC5 --platform win95"),
                moreExamples: [CommandExample("sms12 client set PC5 --set service=true")]),
            run: runSet)
    }

    private static func runSet(_ run: CommandRun) throws -> Int32 {
        try LabEdit.change(run) { edit in
            let lookup = try ClientLookup(edit.lab.database)
            let place = try run.namedSite(in: edit.before)
            let found = try run.value(clients).map { try lookup.find($0, at: place).row }
            let commands = try found.map { row -> LabCommand in
                let site = try edit.lab.emulation.siteNumber(row.siteCode)
                let image = edit.lab.emulation.images[site]
                var range = image.clients.block(of: Int(row.machineID) - 1).range
                range.domain = try run.value(newDomain) ?? range.domain
                range.platform = try run.value(newPlatform) ?? range.platform
                if run.parsed.isGiven(logonServer) { range.logonServers = try run.value(logonServer) }
                range.zone = try run.value(zone) ?? range.zone
                range.clockOffsetMilliseconds = try run.value(newOffset) ?? range.clockOffsetMilliseconds
                range.clockDriftPartsPerMillion = try run.value(newDrift) ?? range.clockDriftPartsPerMillion
                range.user = try run.value(newUser) ?? range.user
                try ClientSetting.apply(try run.value(ClientSetting.option), to: &range, run)
                if run.parsed.isGiven(ClientSetting.option) || run.parsed.isGiven(newPlatform),
                    let place = edit.before.sites.firstIndex(where: { $0.code == row.siteCode })
                {
                    try ClientSetting.demandValid(range, row.name, site: place, edit.before)
                }
                return .setClient(site: row.siteCode, name: row.name, range: range)
            }
            try edit.perform(commands)
            for row in found {
                run.done(.changed, "client", row.name, site: row.siteCode, "\(row.name) is changed.")
            }
            if let first = found.first { run.advise("Next: sms12 client show \(first.name)") }
            return ExitCode.done
        }
    }

    static var remove: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["client", "remove"], "Take clients out of their site.",
                discussion: "Their dwMachineID and SMSID are not given out again.", options: [Naming.anySite],
                operands: [clients], example: CommandExample("sms12 client remove PC5")), run: runRemove)
    }

    private static func runAdd(_ run: CommandRun) throws -> Int32 {
        try LabEdit.change(run) { edit in
            let site = try edit.site
            let definition = edit.before.sites[site]
            var range = ClientRange(
                pattern: try run.value(pattern), count: try run.value(count),
                domain: try run.value(domain) ?? "", platform: try run.value(platform),
                zone: try run.value(zone), clockOffsetMilliseconds: try run.value(offset),
                clockDriftPartsPerMillion: try run.value(drift),
                user: try run.value(noUser) ? "" : try run.value(user))
            range.logonServers = try run.value(logonServer).map { try logon($0, definition) }
            try ClientSetting.apply(try run.value(ClientSetting.option), to: &range, run)
            range = range.normalized
            range.first = try run.value(first) ?? nextNumber(range.pattern, definition)
            if range.count == 1 { try edit.demandFree(range.name(at: 0)) }
            var after = edit.before
            after.sites[site].clients.append(range)
            let result = try edit.judge(after)
            try edit.perform([.addClients(site: definition.code, range: range)])
            let last = range.count > 1 ? " to \(range.name(at: range.count - 1))" : ""
            run.done(
                .added, "client", range.count > 1 ? range.pattern : range.name(at: 0), site: definition.code,
                "Added \(counted(range.count, "client")) to site \(definition.code): "
                    + "\(range.name(at: 0))\(last), \(range.platform).")
            run.advise("Next: sms12 client show \(range.name(at: 0))")
            return result
        }
    }

    private static func logon(_ word: String, _ site: SiteDefinition) throws -> String {
        site.servers[
            try Pick.one(
                word, among: site.servers.map(\.name), kind: "server")
        ].name
    }

    /// The number behind the last of a pattern.
    private static func nextNumber(_ pattern: String, _ site: SiteDefinition) -> Int {
        let same = site.clients.filter { $0.pattern == pattern && pattern.contains("#") }
        return same.map { $0.first + $0.count }.max() ?? 1
    }

    private static func runRemove(_ run: CommandRun) throws -> Int32 {
        try LabEdit.change(run) { edit in
            let lookup = try ClientLookup(edit.lab.database)
            let found = try run.value(clients).map {
                try lookup.find($0, at: try run.namedSite(in: edit.before))
            }
            for client in found {
                try edit.perform([.removeClient(site: client.row.site, name: client.row.name)])
                run.done(
                    .removed, "client", client.row.name, site: client.row.site,
                    "Removed client \(client.row.name) from site \(client.row.site).")
            }
            let names = Set(found.map(\.row.name))
            for site in edit.before.sites {
                for group in site.groups where group.members.contains(where: names.contains) {
                    run.conclude("Machine group \(group.name) keeps a blank row for it (Q160901).")
                }
            }
            run.conclude("What was run there stays in the details of its jobs.")
            return ExitCode.done
        }
    }
}
