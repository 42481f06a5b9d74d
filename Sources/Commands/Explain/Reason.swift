import CommandLineKit
import Pipeline
import SiteModel

/// What holds something up.
enum Blocker: String, CaseIterable {
    case notDue = "not-due"
    case pollNotReached = "poll-not-reached"
    case servicePaused = "service-paused"
    case serviceStopped = "service-stopped"
    case siteServerDown = "site-server-down"
    case query = "query"
    case compressor = "compressor"
    case source = "source"
    case noAddress = "no-address"
    case outboxClosed = "outbox-closed"
    case capacity = "capacity"
    case suspended = "suspended"
    case linkDown = "link-down"
    case sending = "sending"
    case despooler = "despooler"
    case noDisk = "no-disk"
    case serverDown = "server-down"
    case fileInUse = "file-in-use"
    case noNTFS = "no-ntfs"
    case packageFile = "package-file"
    case logonServerDown = "logon-server-down"
    case clientOff = "client-off"
    case nobodyLoggedOn = "nobody-logged-on"
    case platform = "platform"
    case serviceOnly = "service-only"
    case offerTime = "offer-time"
    case clock = "clock"
    case userHasToRun = "user-has-to-run"
    case mandatoryTime = "mandatory-time"
    case archived = "archived"
    case countdown = "countdown"
    case running = "running"
    case failedRun = "failed-run"
    case expired = "expired"
    case removed = "removed"
    case statusOnItsWay = "status-on-its-way"
    case cancel = "cancel"
    case siteFault = "site-fault"
    case sqlDown = "sql-down"
    case targetList = "target-list"
    case packageManagerEnded = "package-manager-ended"
    case serviceAccount = "service-account"
    case accessDenied = "access-denied"
    case noDriveLetter = "no-drive-letter"
    case requestFile = "request-file"
    case siteControl = "site-control"
    case retryDelay = "retry-delay"
    case givenUp = "given-up"
    case statusLost = "status-lost"
    case shareName = "share-name"
    case quirk = "quirk"
    case nothing = "nothing"
}

/// One link of a chain of causes: what it waits for, since when, until when at the latest, and why.
struct Reason {
    /// What kind of blocker it is.
    var blocker: Blocker
    /// A plain sentence.
    var sentence: String
    /// The site it is about.
    var site: SiteCode?
    /// Since when, in milliseconds since 1970.
    var since: Int64?
    /// When it moves by itself at the latest, or nil: not without somebody.
    var until: Int64?
    /// Where it is told: articles and chapters.
    var sources: [String] = []
    /// The quirk behind it.
    var quirk: String?
    /// What somebody can do about it.
    var advice: String?
    /// How many workstations it holds.
    var count: Int = 0
    /// What this in turn waits for.
    var causes: [Reason] = []
    /// What is down and has to come back: it tells since and until when.
    var subjects: [FaultDefinition.Subject] = []

    init(_ blocker: Blocker, _ sentence: String) {
        self.blocker = blocker
        self.sentence = sentence
    }

    /// The same with more said of it.
    func at(_ site: SiteCode, since: Int64? = nil, until: Int64? = nil) -> Reason {
        var reason = self
        reason.site = site
        reason.since = since ?? self.since
        reason.until = until ?? self.until
        return reason
    }

    /// The same with its sources.
    func from(_ sources: String...) -> Reason {
        var reason = self
        reason.sources += sources
        return reason
    }

    /// The same because of a quirk, if it is alive; its article is a source in any case.
    func because(_ quirk: Quirk, _ quirks: QuirkSet) -> Reason {
        var reason = self
        if quirks.contains(quirk) { reason.quirk = quirk.name }
        for article in quirk.article.split(separator: ",") {
            let name = article.drop { $0 == " " }
            if !reason.sources.contains(String(name)) { reason.sources.append(String(name)) }
        }
        return reason
    }

    /// The same with what is down behind it.
    func waitingFor(_ subjects: [FaultDefinition.Subject]) -> Reason {
        var reason = self
        reason.subjects += subjects
        return reason
    }

    /// The same with what to do.
    func advising(_ advice: String?) -> Reason {
        var reason = self
        reason.advice = advice
        return reason
    }

    /// The same with what it in turn waits for.
    func after(_ causes: [Reason]) -> Reason {
        var reason = self
        reason.causes += causes
        return reason
    }

    /// The same with words ahead of its sentence.
    func told(_ words: String) -> Reason {
        var reason = self
        reason.sentence = words + reason.sentence
        return reason
    }

    /// As JSON; times by a clock.
    func json(_ shown: (Int64) -> String) -> JSONValue {
        func text(_ value: String?) -> JSONValue { value.map { .string($0) } ?? .null }
        return .object([
            .init("blocker", .string(blocker.rawValue)), .init("sentence", .string(sentence)),
            .init("site", text(site?.description)), .init("since", text(since.map(shown))),
            .init("until", text(until.map(shown))), .init("sources", .array(sources.map { .string($0) })),
            .init("quirk", text(quirk)), .init("advice", text(advice)),
            .init("workstations", .integer(Int64(count))),
            .init("causes", .array(causes.map { $0.json(shown) })),
        ])
    }

    /// Lines for a person: the sentence, what it rests on, and its causes below it.
    func lines(_ shown: (Int64) -> String, indent: Int = 0) -> [String] {
        let margin = String(repeating: " ", count: indent)
        var found = [margin + sentence]
        var facts: [String] = []
        if let since { facts.append("since \(shown(since))") }
        if let until { facts.append("until \(shown(until)) at the latest") }
        if let quirk { facts.append("quirk \(quirk)") }
        facts += sources
        if !facts.isEmpty { found.append(margin + "  (" + facts.joined(separator: "; ") + ")") }
        if let advice { found.append(margin + "  -> " + advice) }
        for cause in causes { found += cause.lines(shown, indent: indent + 2) }
        return found
    }
}
