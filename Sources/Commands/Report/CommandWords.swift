import CommandLineKit
import LegacyFormats
import SiteDatabase
import SiteModel

/// What an administrator did, in the words of the command line as far as the journal has them.
enum CommandWords {
    /// The words of a record: its verb, and what it names.
    static func sentence(_ record: JournalRecord) -> String {
        let verb = record.verb.split(separator: ".").joined(separator: " ")
        guard let body = try? parseJSON(record.body) else { return verb }
        var parts: [String] = []
        for member in body.members ?? [] {
            if let text = member.value.text {
                parts.append(text)
            } else if member.name == "down" {
                parts.append(member.value == .bool(true) ? "down" : "up")
            } else if let name = name(of: member.value) {
                parts.append(name)
            }
        }
        return ([verb] + parts).joined(separator: " ")
    }

    /// What a thing in a record is called: by its name, or a fault by what is down; a job has the name of its package.
    private static func name(of value: JSONValue) -> String? {
        let known = ["id", "code", "name", "Package ID", "comment"]
        if let name = known.lazy.compactMap({ value[$0]?.text }).first(where: { !$0.isEmpty }) { return name }
        guard let first = value.members?.first, let list = first.value.list else { return nil }
        return ([first.name] + list.compactMap(\.text)).joined(separator: " ")
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
