public import SiteModel

// The members of a lab file that hierarchies of sites need: parents, addresses, Senders, site groups, faults.

extension LabWords {
    static let senders = SenderKind.allCases.map { ($0.word, $0) }
    static let outboxJobs = OutboxJobs.allCases.map { ($0.word, $0) }
    static let rights = SecurityRight.allCases.map { ($0.rawValue, $0) }
    static let siteProperties = SitePropertiesMode.allCases.map { ($0.rawValue, $0) }
    static let reschedules = RescheduleRule.allCases.map { ($0.rawValue, $0) }
    static let days = "a day or two with a dash, such as \"mon\" or \"mon-fri\""
}

func decodeHierarchy(_ site: inout SiteDefinition, _ reader: inout ObjectReader, _ log: DecodingLog) {
    site.alerts = reader.list("alerts", or: []) { decodeAlert($0, log) }
    if let parent = reader.node("parent"), parent.value != .null {
        site.parent = decodeParsed(parent, "'parent' of a site", LabWords.siteCode, log: log) { SiteCode($0) }
    }
    site.isSecondary = reader.flag("secondary", or: false)
    site.senders = reader.list("senders", or: []) { decodeSender($0, log) }
    site.siteGroups = reader.list("siteGroups", or: []) { decodeSiteGroup($0, log) }
    if let node = reader.node("siteReporter"),
        var settings = ObjectReader(node, what: "siteReporter", log: log)
    {
        site.siteReporter.statusMinutes = settings.int("statusMinutes", or: site.siteReporter.statusMinutes)
        site.siteReporter.eventMinutes = settings.int("eventMinutes", or: site.siteReporter.eventMinutes)
        site.siteReporter.inventoryMinutes = settings.int(
            "inventoryMinutes", or: site.siteReporter.inventoryMinutes)
        settings.finish()
    }
}

/// The member `helpers` of a site: components by name, and the server that each runs on.
func decodeHelpers(_ site: inout SiteDefinition, _ reader: inout ObjectReader, _ log: DecodingLog) {
    guard let node = reader.node("helpers"),
        var members = ObjectReader(node, what: "helpers", log: log)
    else { return }
    for service in MovableService.allCases where members.node(service.rawValue) != nil {
        site.helpers.append(
            HelperServer(service: service, server: members.requiredText(service.rawValue)))
    }
    site.helpers.sort { $0.service.rawValue < $1.service.rawValue }
    members.finish()
}

func decodeAlert(_ node: JSON5Node, _ log: DecodingLog) -> AlertDefinition? {
    guard var reader = ObjectReader(node, what: "an alert", log: log) else { return nil }
    var alert = AlertDefinition(name: reader.requiredText("name"), query: reader.requiredText("query"))
    alert.atLeast = reader.int("atLeast", or: alert.atLeast)
    alert.minutes = reader.int("minutes", or: alert.minutes)
    alert.tells = reader.text("tells", or: "")
    reader.finish()
    return alert
}

func decodeAccount(_ node: JSON5Node, _ log: DecodingLog) -> AccountRights? {
    guard var reader = ObjectReader(node, what: "an account", log: log) else { return nil }
    var account = AccountRights(account: reader.requiredText("account"))
    for object in SecurityObject.allCases where reader.node(object.rawValue) != nil {
        account.rights[object] = reader.word(object.rawValue, LabWords.rights, or: .full)
    }
    reader.finish()
    return account
}

func decodeAddress(_ node: JSON5Node, _ log: DecodingLog) -> AddressDefinition? {
    guard var reader = ObjectReader(node, what: "an address", log: log) else { return nil }
    let destination = decodeSiteCode(&reader, "to")
    let sender = reader.word("sender", LabWords.senders, or: .lan)
    let speed = reader.int("bitsPerSecond", or: sender.defaultBitsPerSecond)
    let percent = reader.smallInt("percent", or: 100)
    let server = reader.text("server", or: "")
    reader.finish()
    return destination.map {
        var address = AddressDefinition(
            destination: $0, sender: sender, bitsPerSecond: speed, percent: percent)
        address.server = server
        return address
    }
}

private func decodeSender(_ node: JSON5Node, _ log: DecodingLog) -> SenderDefinition? {
    guard var reader = ObjectReader(node, what: "a Sender", log: log) else { return nil }
    if reader.node("kind") == nil { reader.missing("kind") }
    var sender = SenderDefinition(kind: reader.word("kind", LabWords.senders, or: .lan))
    sender.maximumSendings = reader.smallInt("maximumSendings", or: sender.maximumSendings)
    sender.maximumSiteSendings = reader.smallInt("maximumSiteSendings", or: sender.maximumSiteSendings)
    sender.retries = reader.smallInt("retries", or: sender.retries)
    sender.retryDelayMinutes = reader.int("retryDelayMinutes", or: sender.retryDelayMinutes)
    let periods = reader.list("schedule", or: [OutboxPeriod]()) { decodePeriod($0, log) }
    for period in periods {
        for day in period.days { sender.schedule.set(day: day, period.hours, to: period.jobs) }
    }
    sender.hourlyPercent = reader.list("hourlyPercent", or: [Int]()) { node in
        if case .integer(let number) = node.value, let percent = Int(exactly: number) { return percent }
        log.error(
            "wrong-type", "'hourlyPercent' of a Sender is a list of 24 numbers, not \(node.kindInWords)",
            at: node.location)
        return nil
    }
    reader.finish()
    return sender
}

private func decodePeriod(_ node: JSON5Node, _ log: DecodingLog) -> OutboxPeriod? {
    guard var reader = ObjectReader(node, what: "a period of an outbox", log: log) else { return nil }
    var period = OutboxPeriod(days: 0...6, hours: 0..<24, jobs: .all)
    if let days = reader.node("days") {
        period.days =
            decodeParsed(days, "'days' of a period", LabWords.days, log: log) { OutboxPeriod.days($0) }
            ?? period.days
    }
    let from = reader.smallInt("from", or: 0)
    let to = reader.smallInt("to", or: 24)
    if (0...24).contains(from), (0...24).contains(to), from < to {
        period.hours = from..<to
    } else {
        log.error(
            "bad-hours", "'from' and 'to' of a period are hours from 0 to 24, the first before the second",
            at: node.location)
    }
    if reader.node("jobs") == nil { reader.missing("jobs") }
    period.jobs = reader.word("jobs", LabWords.outboxJobs, or: .all)
    reader.finish()
    return period
}

func decodeSiteGroup(_ node: JSON5Node, _ log: DecodingLog) -> SiteGroupDefinition? {
    guard var reader = ObjectReader(node, what: "a site group", log: log) else { return nil }
    let name = reader.requiredText("name")
    let sites = reader.list("sites", or: [SiteCode]()) {
        decodeParsed($0, "a site of a site group", LabWords.siteCode, log: log) { SiteCode($0) }
    }
    reader.finish()
    return SiteGroupDefinition(name: name, sites: sites)
}

func decodeFault(_ node: JSON5Node, _ log: DecodingLog) -> FaultDefinition? {
    guard var reader = ObjectReader(node, what: "a fault", log: log) else { return nil }
    let subjects = [
        ("link", "two site codes such as [\"CEN\", \"LON\"]"),
        ("server", "a site code and a server's name such as [\"CEN\", \"SRV2\"]"),
        ("client", "a site code and a client's name such as [\"CEN\", \"PC7\"]"),
        (
            "site",
            "a site code and one of \(SiteFault.allCases.map(\.rawValue).joined(separator: ", ")), such as "
                + "[\"CEN\", \"sql-log-full\"]"
        ),
        (
            "request",
            "a site code, a send request and one of \(RequestFault.settable.map(\.word).joined(separator: ", ")), "
                + "such as [\"CEN\", \"_001CEN\", \"zero-length\"]"
        ),
        ("sql", "a site code such as [\"CEN\"]"),
    ]
    var subject: FaultDefinition.Subject?
    var given = 0
    for (name, expected) in subjects {
        guard let place = reader.node(name) else { continue }
        given += 1
        subject = faultSubject(name, reader.texts(name, or: []))
        if subject == nil {
            log.error("bad-fault", "'\(name)' of a fault must be \(expected)", at: place.location)
        }
    }
    if given != 1 {
        log.error(
            "bad-fault",
            "a fault has one of the members link, server, client, sql, site and request; this one has \(given)",
            at: node.location)
    }
    let from = reader.node("from").flatMap {
        decodeParsed($0, "'from' of a fault", LabWords.time, log: log) { LocalTime($0) }
    }
    if reader.node("from") == nil { reader.missing("from") }
    var until: LocalTime?
    if let end = reader.node("until"), end.value != .null {
        until = decodeParsed(end, "'until' of a fault", LabWords.time, log: log) { LocalTime($0) }
    }
    let isDropped = reader.flag("dropped", or: false)
    reader.finish()
    guard let subject, let from, given == 1 else { return nil }
    return FaultDefinition(subject, from: from, until: until, isDropped: isDropped)
}

private func faultSubject(_ kind: String, _ words: [String]) -> FaultDefinition.Subject? {
    if kind == "sql" { return words.count == 1 ? SiteCode(words[0]).map { .sql($0) } : nil }
    guard words.count == (kind == "request" ? 3 : 2), let site = SiteCode(words[0]), !words[1].isEmpty else {
        return nil
    }
    switch kind {
    case "link": return SiteCode(words[1]).map { .link(site, $0) }
    case "server": return .server(site, words[1])
    case "site": return SiteFault(rawValue: words[1].lowercased()).map { .site(site, $0) }
    case "request":
        guard let request = SendRequestID(words[1]),
            let fault = RequestFault.settable.first(where: { $0.word == words[2].lowercased() })
        else { return nil }
        return .request(site, request, fault)
    default: return .client(site, words[1])
    }
}

/// A stretch of hours on some days at which an outbox lets certain jobs go; later periods win over earlier ones.
public struct OutboxPeriod: Equatable, Sendable {
    /// Days from 0 Sunday to 6 Saturday.
    public var days: ClosedRange<Int>
    /// Hours of the day.
    public var hours: Range<Int>
    /// What goes.
    public var jobs: OutboxJobs

    /// Makes a period.
    public init(days: ClosedRange<Int>, hours: Range<Int>, jobs: OutboxJobs) {
        self.days = days
        self.hours = hours
        self.jobs = jobs
    }

    /// Reads a period such as `mon-fri:8-18`; nil: it is none.
    public init?(_ text: String, jobs: OutboxJobs) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let days = Self.days(String(parts[0])) else { return nil }
        let hours = parts[1].split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard hours.count == 2, let from = hours[0], let to = hours[1], (0...24).contains(from),
            (0...24).contains(to), from < to
        else { return nil }
        self.init(days: days, hours: from..<to, jobs: jobs)
    }

    private static let names = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]

    /// The days of a word such as `mon` or `mon-fri`; nil: it is none.
    ///
    /// A week runs from Sunday to Saturday.
    static func days(_ text: String) -> ClosedRange<Int>? {
        let parts = text.lowercased().split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        guard (1...2).contains(parts.count) else { return nil }
        let found = parts.compactMap { names.firstIndex(of: $0) }
        guard found.count == parts.count, let first = found.first, let last = found.last, first <= last else {
            return nil
        }
        return first...last
    }

    /// The periods that make a schedule, as few as a run of equal hours a day needs.
    static func periods(of schedule: OutboxSchedule) -> [OutboxPeriod] {
        guard schedule.hours.count == 168 else { return [] }
        var found: [OutboxPeriod] = []
        for day in 0...6 {
            var hour = 0
            while hour < 24 {
                let jobs = schedule.hours[day * 24 + hour]
                var end = hour + 1
                while end < 24, schedule.hours[day * 24 + end] == jobs { end += 1 }
                if jobs != .all { found.append(OutboxPeriod(days: day...day, hours: hour..<end, jobs: jobs)) }
                hour = end
            }
        }
        return found
    }

    /// The canonical form.
    var json: JSONValue {
        let first = Self.names[days.lowerBound]
        let last = Self.names[days.upperBound]
        return .members(
            ("days", .string(first == last ? first : "\(first)-\(last)")), ("from", .int(hours.lowerBound)),
            ("to", .int(hours.upperBound)), ("jobs", .string(jobs.word)))
    }
}
