import Emulation
import Pipeline
import SiteModel

/// Rows about the tree of sites, their Senders and what fails.
enum HierarchyRows {
    /// Where a site stands in the tree; parent and child get addresses of the same kind to each other.
    struct Place {
        private let parent: RowWord?
        private let isSecondary: Bool
        private var kind = SenderKind.lan
        private var bits: Int64?

        init(_ words: inout RowWords) throws(RowError) {
            parent = try words.option("parent")
            isSecondary = words.flag("secondary")
            if let word = try words.option("link") { kind = try HierarchyRows.kind(word) }
            if let word = try words.option("bits") { bits = try RowWords.number(word, 1...10_000_000_000) }
        }

        func apply(_ draft: inout LabDraft, _ place: Int) throws(RowError) {
            guard let parent else { return }
            let above = try draft.site(parent)
            let (own, other) = (draft.lab.sites[place].code, draft.lab.sites[above].code)
            draft.lab.sites[place].parent = other
            draft.lab.sites[place].isSecondary = isSecondary
            draft.lab.sites[place].addresses.append(
                AddressDefinition(destination: other, sender: kind, bitsPerSecond: bits))
            draft.lab.sites[above].addresses.append(
                AddressDefinition(destination: own, sender: kind, bitsPerSecond: bits))
        }
    }

    static func kind(_ word: RowWord) throws(RowError) -> SenderKind {
        try RowWords.choice(word, SenderKind.allCases.map { ($0.word, $0) })
    }

    static func sender(_ words: inout RowWords, _ draft: inout LabDraft) throws(RowError) {
        let place = try draft.site(try words.option("site"))
        let sendings = try words.option("sendings")
        let siteSendings = try words.option("site-sendings")
        let retries = try words.option("retries")
        let delay = try words.option("delay")
        var sender = SenderDefinition(kind: try kind(try words.operand("the kind of Sender")))
        if let sendings { sender.maximumSendings = Int(try RowWords.number(sendings)) }
        if let siteSendings { sender.maximumSiteSendings = Int(try RowWords.number(siteSendings)) }
        if let retries { sender.retries = Int(try RowWords.number(retries)) }
        if let delay { sender.retryDelayMinutes = try RowWords.duration(delay) / 60_000 }
        draft.lab.sites[place].senders.append(sender)
    }

    /// A fault of the lab file; its times count from the lab's beginning.
    static func fault(_ words: inout RowWords, _ draft: inout LabDraft) throws(RowError) {
        let site = try draft.lab.sites[draft.site(try words.option("site"))].code
        guard let from = try words.option("from") else {
            throw RowError("from=DURATION is missing", column: words.column)
        }
        let until = try words.option("until")
        let begin = try RowWords.duration(from) / 1_000
        let end = try until.map { (word) throws(RowError) in try RowWords.duration(word) / 1_000 }
        let subject = try subject(&words, site)
        let start = draft.lab.start.seconds
        draft.lab.faults.append(
            FaultDefinition(
                subject, from: LocalTime(seconds: start + begin),
                until: end.map { LocalTime(seconds: start + $0) }))
    }

    static func link(_ words: inout RowWords) throws(RowError) -> RowCommand {
        let isDown = try Definitions.isDown(&words)
        let (one, other) = (try Definitions.siteCode(&words), try Definitions.siteCode(&words))
        return { (play: inout ScenarioPlay) throws(RowError) in
            try play.perform(.setFault(.link(one, other), isDown: isDown))
        }
    }

    static func server(_ words: inout RowWords) throws(RowError) -> RowCommand {
        let isDown = try Definitions.isDown(&words)
        let name = try words.operand("the server").text.uppercased()
        return { (play: inout ScenarioPlay) throws(RowError) in
            try play.perform(.setFault(.server(play.site, name), isDown: isDown))
        }
    }

    static func client(_ words: inout RowWords) throws(RowError) -> RowCommand {
        let isDown = try Definitions.isDown(&words)
        let name = try words.operand("the client").text
        return { (play: inout ScenarioPlay) throws(RowError) in
            try play.perform(.setFault(.client(play.site, name), isDown: isDown))
        }
    }

    /// SMS Service Manager.
    static func service(_ words: inout RowWords, _ action: ServiceAction) throws(RowError) -> RowCommand {
        let service = try RowWords.choice(
            try words.operand("the service"), ServiceName.allCases.map { ($0.rawValue, $0) })
        return { (play: inout ScenarioPlay) throws(RowError) in
            try play.perform(.service(site: play.site, service: service, action: action))
        }
    }

    private static func subject(_ words: inout RowWords, _ site: SiteCode) throws(RowError)
        -> FaultDefinition.Subject
    {
        switch words.take("link", "server", "client", "sql") {
        case "sql": return .sql(site)
        case "link": return .link(try Definitions.siteCode(&words), try Definitions.siteCode(&words))
        case "server": return .server(site, try words.operand("the server").text.uppercased())
        case "client": return .client(site, try words.operand("the client").text)
        default: throw RowError("`link`, `server`, `client` or `sql` is missing", column: words.column)
        }
    }
}
