import CommandLineKit
import Comparison
import LegacyFormats
import SiteDatabase
import SiteModel

/// What an administrator, or a person at a client, did: a command of the journal as somebody would tell it.
///
/// The words follow whoever gave the command: `switched PC2 of site BPC off`.
struct CommandWords {
    /// The verb in the journal.
    private let verb: String
    /// The arguments.
    private let body: JSONValue
    /// When it was given, in milliseconds since 1970.
    private let instant: Int64
    /// What the thing it is about was set to before; nil where that is not known.
    private let before: JSONValue?

    /// More changes than that of one command are counted.
    private static let mostChanges = 6

    /// The words of a record.
    static func sentence(_ record: JournalRecord) -> String {
        guard let body = try? parseJSON(record.body) else { return "gave the command \(record.verb)" }
        return sentence(record.verb, body, at: record.instant, before: nil)
    }

    /// The words of a command.
    ///
    /// - Parameters:
    ///   - verb: The verb in the journal.
    ///   - body: The arguments.
    ///   - instant: When it was given, in milliseconds since 1970.
    ///   - before: What the thing it is about was set to before, such as the server; nil where that is not known.
    /// - Returns: What was done, in the past tense and without a full stop.
    static func sentence(_ verb: String, _ body: JSONValue, at instant: Int64, before: JSONValue?) -> String {
        CommandWords(verb: verb, body: body, instant: instant, before: before).deed
    }

    /// Whether two commands of a verb about the same differ in nothing but one word, such as on and off.
    static func isShort(_ verb: String) -> Bool {
        [
            "client.power", "client.logon", "client.details", "client.window", "client.lock", "server.lock",
            "service.control", "service.sendcode", "fault.set", "fault.file", "site.attach", "lab.release",
        ].contains(verb)
    }

    /// A field with what it was and what it is: `Priority from Medium to High`.
    static func change(_ change: JSONDifference) -> String {
        let field = change.path.joined(separator: " ")
        switch (change.a, change.b) {
        case (nil, let new?): return "\(field) \(value(new, change.path)) added"
        case (let old?, nil): return "\(field) \(value(old, change.path)) taken away"
        case (let old, let new):
            return "\(field) from \(value(old ?? .null, change.path)) to \(value(new ?? .null, change.path))"
        }
    }

    /// A value of a field in words.
    static func value(_ value: JSONValue, _ path: [String]) -> String {
        let field = path.last ?? ""
        let text: String
        switch value {
        case .null: text = "nothing"
        case .bool(let flag): text = flag ? "yes" : "no"
        case .integer(let number) where field == "Priority":
            text = JobPriority(rawValue: Int(clamping: number))?.word ?? String(number)
        case .integer(let number) where field == "Repeat mode":
            text = RepeatMode(rawValue: Int(clamping: number))?.word ?? String(number)
        case .integer(let number) where yesOrNo.contains(field): text = number == 0 ? "no" : "yes"
        case .integer(let number): text = String(number)
        case .number(let number): text = number
        case .string(let string): text = string.isEmpty ? "nothing" : string
        case .array(let list):
            let words = list.map { $0.text ?? name(of: $0) ?? $0.compact }
            text = words.isEmpty ? "nothing" : words.joined(separator: ", ")
        case .object: text = name(of: value) ?? value.compact
        }
        return text.count > 160 ? text.prefix(157) + "..." : text
    }

    /// The scalars of a job that are 0 or 1 for no and yes.
    private static let yesOrNo: Set<String> = [
        "Cancel mode", "Include subsites", "Use mandatory time", "Force over slow link", "Use expire time",
        "Run workstation command",
    ]

    // MARK: Deeds

    private var deed: String {
        switch verb.prefix(while: { $0 != "." }) {
        case "package", "job", "query": documentDeed
        case "site", "lab": siteDeed
        case "server", "service", "fault": serverDeed
        case "client": clientDeed
        default: groupDeed
        }
    }

    private var unknown: String { "gave the command \(verb)" }
    private var site: String { body["site"]?.text ?? "?" }
    private var name: String { body["name"]?.text ?? "?" }

    private var documentDeed: String {
        let id = body["id"]?.text ?? body["job"]?["Job ID"]?.text ?? body["package"]?["id"]?.text ?? "?"
        switch verb {
        case "package.create": return "made package \(body["package"]?["name"]?.text ?? "?") at site \(site)"
        case "package.set": return "changed package \(id) of site \(site)" + changes(body["package"])
        case "package.delete": return "deleted package \(id) of site \(site)"
        case "job.create":
            let package = body["job"]?["Package ID"]?.text ?? ""
            return
                "made \(id == "?" ? "a job" : "job \(id)")\(package.isEmpty ? "" : " of package \(package)")"
                + " at site \(site)"
        case "job.set": return "changed job \(id) of site \(site)" + changes(body["job"])
        case "job.delete": return "deleted job \(id) of site \(site)"
        case "job.cancel": return "cancelled job \(id) of site \(site)"
        case "query.create": return "made query \(body["query"]?["name"]?.text ?? "?") at site \(site)"
        case "query.set": return "changed query \(id) of site \(site)" + changes(body["query"])
        case "query.delete": return "deleted query \(id) of site \(site)"
        default: return unknown
        }
    }

    private var siteDeed: String {
        let code = body["definition"]?["code"]?.text ?? site
        switch verb {
        case "lab.release":
            let switched = (body["quirks"]?.members ?? []).map {
                "quirk \($0.name) \($0.value.flag == true ? "on" : "off")"
            }
            return "put release \(body["release"]?.text ?? "?") on every site"
                + (switched.isEmpty ? "" : ", with " + switched.joined(separator: ", "))
        case "site.add": return "added site \(code)"
        case "site.set": return "changed site \(code)" + changes(body["definition"].map(KnownSettings.own))
        case "site.propose":
            return "proposed properties of site \(code) at site \(body["at"]?.text ?? "?")"
                + changes(body["definition"].map(KnownSettings.own))
        case "site.remove": return "took site \(code) out"
        case "site.attach": return "attached site \(code) to site \(body["parent"]?.text ?? "?")"
        case "site.detach": return "detached site \(code) from its parent"
        case "site.forget": return "told site \(code) that site \(body["child"]?.text ?? "?") is gone"
        case "site.install": return "had the secondary site \(code) installed"
        case "site.deinstall": return "had the secondary site \(code) deinstalled"
        case "site.upgrade": return "had the secondary site \(code) upgraded"
        default: return unknown
        }
    }

    private var serverDeed: String {
        let service = body["service"]?.text ?? "?"
        switch verb {
        case "server.add": return "added server \(body["server"]?["name"]?.text ?? "?") to site \(site)"
        case "server.set":
            return "changed server \(body["server"]?["name"]?.text ?? "?") of site \(site)"
                + changes(body["server"])
        case "server.remove": return "removed server \(name) from site \(site)"
        case "server.lock":
            return held("a file of package \(body["package"]?.text ?? "?") on server \(name) of site \(site)")
        case "service.control":
            let action = body["action"]?.text ?? "?"
            let past = ["stop": "stopped", "pause": "paused", "continue": "continued"]
            return "\(past[action] ?? action + "ed") \(service) of site \(site)"
        case "service.sendcode":
            return "sent code \(body["code"]?.int ?? 0) to \(service) of site \(site)"
        case "fault.set":
            let isDown = body["down"]?.flag == true
            let what = Self.subject(of: body["fault"] ?? .null)
            return isDown ? "took \(what) down" : "brought \(what) back"
        case "fault.drop":
            return "took back that \(Self.subject(of: body["fault"] ?? .null)) was to go down at "
                + (body["fault"]?["from"]?.text ?? "?")
        case "fault.file":
            let count = counted(Int(clamping: body["count"]?.int ?? 1), "damaged file")
            return "put \(count) of the kind \(body["kind"]?.text ?? "?") into a box of site \(site)"
        default: return unknown
        }
    }

    private var clientDeed: String {
        let client = "\(name) of site \(site)"
        let isOn = body["on"]?.flag == true
        let opened = body["open"]?.flag == true ? "opened" : "closed"
        let request = body["request"]?.text ?? "?"
        switch verb {
        case "client.add":
            let range = body["range"] ?? .null
            let count = counted(Int(clamping: range["count"]?.int ?? 1), "client")
            return "added \(count) \(range["names"]?.text ?? "") to site \(site)"
        case "client.set": return "changed client \(client)" + changes(body["range"])
        case "client.remove": return "removed client \(name) from site \(site)"
        case "client.power": return "switched \(client) \(isOn ? "on" : "off")"
        case "client.logon": return "logged the user of \(client) \(isOn ? "on" : "off")"
        case "client.run": return "ran offer \(request) at \(client)"
        case "client.archive": return "put offer \(request) aside at \(client)"
        case "client.details": return "\(opened) a Details window at \(client)"
        case "client.window": return "\(opened) Package Command Manager at \(client)"
        case "client.forget-history": return "had \(client) lose its PCMHIST.REG"
        case "client.lock": return held("the instruction file of \(client)")
        case "client.resync": return "had the whole inventory of \(client) sent again"
        default: return unknown
        }
    }

    private var groupDeed: String {
        let kinds = [
            "group": "machine group", "program-group": "program group", "user-group": "user group",
            "alert": "alert",
        ]
        let parts = verb.split(separator: ".")
        guard parts.count == 2, let kind = kinds[String(parts[0])] else { return unknown }
        if parts[1] == "remove" { return "removed \(kind) \(name) from site \(site)" }
        let thing = body["group"] ?? body["alert"]
        return "set \(kind) \(thing?["name"]?.text ?? "?") of site \(site)" + changes(thing)
    }

    /// Held open for a time, or closed.
    private func held(_ file: String) -> String {
        guard let until = body["until"]?.int, until > instant else { return "closed \(file)" }
        return "held \(file) open for \(DiffWords.span(until - instant))"
    }

    /// What is down: `link BPC-NYC`.
    static func subject(of fault: JSONValue) -> String {
        (fault.members ?? []).filter { !["from", "until"].contains($0.name) }.map { member in
            let ends = member.value.list?.compactMap(\.text).joined(separator: "-")
            return member.name + " " + (ends ?? member.value.text ?? member.value.compact)
        }.joined(separator: " ")
    }

    /// What became otherwise, behind a colon; nothing where that is not known.
    private func changes(_ after: JSONValue?) -> String {
        guard let before, let after else { return "" }
        let found = JSONDifference.list(before, after)
        if found.isEmpty { return ", to what it was" }
        let more = found.count > Self.mostChanges ? "; and \(found.count - Self.mostChanges) more" : ""
        return ": " + found.prefix(Self.mostChanges).map(Self.change).joined(separator: "; ") + more
    }

    /// What a thing in a record is called.
    private static func name(of value: JSONValue) -> String? {
        let known = ["id", "code", "name", "Package ID", "comment"]
        return known.lazy.compactMap { value[$0]?.text }.first { !$0.isEmpty }
    }
}

extension Cell {
    /// What stands in the cell, without colour; nothing is the empty text.
    var plain: String {
        switch self {
        case .text(let text), .styled(let text, _): text
        case .integer(let number): String(number)
        case .unsigned(let number): String(number)
        case .flag(let flag): flag ? "yes" : "no"
        case .none: ""
        }
    }
}
