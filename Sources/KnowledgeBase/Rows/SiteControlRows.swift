import Emulation
import LegacyFormats
import Pipeline
import SiteModel

/// Rows about site properties, and about sites that are installed while the lab runs.
enum SiteControlRows {
    static func properties(_ words: inout RowWords, _ draft: inout LabDraft) throws(RowError) {
        draft.lab.siteProperties = try RowWords.choice(
            try words.operand("immediate or components"),
            SitePropertiesMode.allCases.map { ($0.rawValue, $0) })
    }

    /// Secondary sites X01, X02, … below a site, with addresses both ways.
    static func sites(_ words: inout RowWords, _ draft: inout LabDraft) throws(RowError) {
        let parent = try words.option("parent")
        let link = try words.option("link")
        let kind = try link.map { (word) throws(RowError) in try HierarchyRows.kind(word) } ?? .lan
        let count = try RowWords.number(try words.operand("how many"), 1...999)
        let above = try draft.site(parent)
        let top = draft.lab.sites[above].code
        for number in 1...count {
            let digits = String(number)
            let text = "X" + String(repeating: "0", count: max(2 - digits.count, 0)) + digits
            guard text.utf8.count == 3 else {
                throw RowError("there are site codes for 99 sites", column: words.column)
            }
            let place = try draft.site(RowWord(text: text, column: words.column, isQuoted: true))
            draft.lab.sites[place].parent = top
            draft.lab.sites[place].isSecondary = true
            draft.lab.sites[place].response = draft.lab.sites[above].response
            draft.lab.sites[place].addresses.append(AddressDefinition(destination: top, sender: kind))
            draft.lab.sites[above].addresses.append(
                AddressDefinition(destination: draft.lab.sites[place].code, sender: kind))
        }
    }

    /// Addresses to made-up sites: they only fill the control image.
    static func addresses(_ words: inout RowWords, _ draft: inout LabDraft) throws(RowError) {
        let place = try draft.site(try words.option("site"))
        let count = Int(try RowWords.number(try words.operand("how many"), 1...10_000))
        let digits = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        var made = 0
        for number in 0..<(36 * 36 * 36) where made < count {
            let text = String([digits[number / 1_296], digits[number / 36 % 36], digits[number % 36]])
            guard let code = SiteCode(text), !draft.lab.sites.contains(where: { $0.code == code }) else {
                continue
            }
            draft.lab.sites[place].addresses.append(AddressDefinition(destination: code))
            made += 1
        }
    }

    /// An alert of the first site.
    static func alert(_ words: inout RowWords, _ draft: inout LabDraft) throws(RowError) {
        let place = try draft.site(try words.option("site"))
        let least = try words.option("at-least")
        let interval = try words.option("every")
        let tells = try words.option("tells")?.text ?? ""
        let name = try words.operand("the alert's name").text
        var alert = AlertDefinition(
            name: name, query: try words.operand("the query's name").text, tells: tells)
        if let least { alert.atLeast = try RowWords.number(least) }
        if let interval { alert.minutes = try RowWords.duration(interval) / 60_000 }
        draft.lab.sites[place].alerts.append(alert)
    }

    /// What an address names besides a site.
    static func addressServer(_ words: inout RowWords, _ draft: inout LabDraft) throws(RowError) {
        let from = try draft.site(try words.operand("the site that sends"))
        let to = try Definitions.siteCode(try words.operand("the site it is sent to"))
        let server = try words.operand("the server").text.uppercased()
        guard let place = draft.lab.sites[from].addresses.firstIndex(where: { $0.destination == to }) else {
            throw RowError("there is no address to \(to)", column: words.column)
        }
        draft.lab.sites[from].addresses[place].server = server
    }

    /// What an account may do in the Administrator program (Q191336).
    static func rights(_ words: inout RowWords, _ draft: inout LabDraft) throws(RowError) {
        var rights: [SecurityObject: SecurityRight] = [:]
        for object in SecurityObject.allCases {
            guard let word = try words.option(object.rawValue) else { continue }
            rights[object] = try RowWords.choice(word, SecurityRight.allCases.map { ($0.rawValue, $0) })
        }
        let account = try words.operand("the account").text
        draft.lab.accounts.append(AccountRights(account: account, rights: rights))
    }

    static func setSite(_ words: inout RowWords) throws(RowError) -> RowCommand {
        let response = try words.option("response").map { (word) throws(RowError) in
            try RowWords.choice(word, ServiceResponse.allCases.map { ($0.rawValue, $0) })
        }
        let minutes = try words.option("pcm-polling").map { (word) throws(RowError) in
            try RowWords.number(word, 1...100_000)
        }
        let name = try words.option("name")?.text
        let clock = try words.option("sql-clock").map { (word) throws(RowError) in try RowWords.duration(word)
        }
        let selectInto = try words.option("select-into").map { (word) throws(RowError) in
            try RowWords.choice(word, [("on", true), ("off", false)])
        }
        let other = try words.option("of").map { (word) throws(RowError) in try Definitions.siteCode(word) }
        return { (play: inout ScenarioPlay) throws(RowError) in
            var site = try definition(other, play)
            if let response { site.response = response }
            if let minutes { site.pcmPollingMinutes = minutes }
            if let name { site.name = name }
            if let clock { site.sqlClockOffsetMilliseconds = clock }
            if let selectInto { site.tempdbSelectInto = selectInto }
            try change(site, &play)
        }
    }

    /// An outbox, as Site Properties shows it.
    static func sender(_ words: inout RowWords) throws(RowError) -> RowCommand {
        let isAlways = words.flag("always-open")
        let closed = try words.option("closed")
        let kind = try HierarchyRows.kind(try words.operand("the kind of Sender"))
        var period: OutboxPeriod?
        if let closed {
            period = OutboxPeriod(closed.text, jobs: OutboxJobs.none)
            if period == nil {
                throw RowError(
                    "'\(closed.text)' is no stretch of hours such as mon-fri:8-18", column: closed.column)
            }
        }
        let stretch = period
        return { (play: inout ScenarioPlay) throws(RowError) in
            var site = try definition(nil, play)
            var sender = site.allSenders.first { $0.kind == kind } ?? SenderDefinition(kind: kind)
            if isAlways { sender.schedule = .always }
            if let stretch {
                for day in stretch.days { sender.schedule.set(day: day, stretch.hours, to: .none) }
            }
            site.senders.removeAll { $0.kind == kind }
            site.senders.append(sender)
            site.senders.sort { $0.kind.rawValue < $1.kind.rawValue }
            try change(site, &play)
        }
    }

    /// Changes a site as the lab has it: at once, or by a proposal at the site that the row is about.
    private static func change(_ site: SiteDefinition, _ play: inout ScenarioPlay) throws(RowError) {
        switch play.lab.definition.siteProperties {
        case .immediate: try play.perform(.setSite(site))
        case .components: try play.perform(.proposeSite(site, at: play.site))
        }
    }

    static func install(_ words: inout RowWords) throws(RowError) -> RowCommand {
        guard let parent = try words.option("parent") else {
            throw RowError("--parent CODE is missing", column: words.column)
        }
        let above = try Definitions.siteCode(parent)
        let link =
            try words.option("link").map { (word) throws(RowError) in try HierarchyRows.kind(word) } ?? .lan
        let hasNoAddress = words.flag("no-address")
        let own = try Definitions.siteCode(try words.operand("the site code"))
        return { (play: inout ScenarioPlay) throws(RowError) in
            var site = SiteDefinition(code: own, name: "Site \(own)")
            site.parent = above
            site.isSecondary = true
            site.response = play.image.definition.response
            site.addresses = [AddressDefinition(destination: above, sender: link)]
            site.servers = [
                ServerDefinition(
                    name: "\(own)SRV1", roles: [.site, .logon, .distribution],
                    drives: [DriveDefinition(letter: "C"), DriveDefinition(letter: "D")])
            ]
            if !hasNoAddress, var top = play.lab.definition.sites.first(where: { $0.code == above }) {
                top.addresses.append(AddressDefinition(destination: own, sender: link))
                try play.perform(.setSite(top))
            }
            try play.perform(.installSecondary(site))
        }
    }

    static func deinstall(_ words: inout RowWords) throws(RowError) -> RowCommand {
        let site = try Definitions.siteCode(try words.operand("the site code"))
        return { (play: inout ScenarioPlay) throws(RowError) in try play.perform(.deinstallSecondary(site)) }
    }

    static func upgrade(_ words: inout RowWords) throws(RowError) -> RowCommand {
        let site = try Definitions.siteCode(try words.operand("the site code"))
        return { (play: inout ScenarioPlay) throws(RowError) in try play.perform(.upgradeSecondary(site)) }
    }

    static func sendCode(_ words: inout RowWords) throws(RowError) -> RowCommand {
        let service = try RowWords.choice(
            try words.operand("the service"), ServiceName.allCases.map { ($0.rawValue, $0) })
        let code = Int(try RowWords.number(try words.operand("the code"), 0...255))
        return { (play: inout ScenarioPlay) throws(RowError) in
            try play.perform(.sendCode(site: play.site, service: service, code: code))
        }
    }

    static func resync(_ words: inout RowWords) throws(RowError) -> RowCommand {
        let name = try words.operand("the client").text
        return { (play: inout ScenarioPlay) throws(RowError) in
            try play.perform(.resyncClient(site: play.site, name: name))
        }
    }

    private static func definition(_ code: SiteCode?, _ play: borrowing ScenarioPlay) throws(RowError)
        -> SiteDefinition
    {
        guard let code else { return play.lab.proposedSettings(of: play.image.definition, at: play.site) }
        guard let image = play.lab.images.first(where: { $0.definition.code == code && !$0.isRemoved }) else {
            throw RowError("there is no site \(code)")
        }
        return play.lab.proposedSettings(of: image.definition, at: play.site)
    }
}
