import CommandLineKit
import SiteModel

/// One thing told whole: facts, and lists that belong to it.
///
/// As JSON it is one object; as CSV the facts alone, since a CSV holds one list.
struct Sheet {
    /// A fact: its label for people, its name for programs, its value.
    private var facts: [(label: String, key: String, cell: Cell)] = []
    private var lists: [(title: String, key: String, table: Table)] = []

    /// Adds a fact.
    mutating func add(_ label: String, _ key: String, _ cell: Cell) { facts.append((label, key, cell)) }
    /// Adds a fact that is a text.
    mutating func add(_ label: String, _ key: String, _ text: String) { add(label, key, .text(text)) }
    /// Adds a list.
    mutating func add(_ title: String, _ key: String, _ table: Table) { lists.append((title, key, table)) }

    /// Prints it in the wanted format.
    func print(_ run: CommandRun) throws {
        switch run.format {
        case .table: try printText(run)
        case .json:
            var members = facts.map { "  \(Self.quoted($0.key)): \(Self.word($0.cell))" }
            for list in lists {
                let text = list.table.rendered(as: .json).split(separator: "\n").joined(separator: "\n  ")
                members.append("  \(Self.quoted(list.key)): \(text)")
            }
            run.print("{\n\(members.joined(separator: ",\n"))\n}")
        case .csv:
            var table = Table([Column("Property", key: "property"), Column("Value", key: "value")])
            for fact in facts { try table.add([.text(fact.key), fact.cell]) }
            run.print(table)
        }
    }

    private func printText(_ run: CommandRun) throws {
        let width = facts.map(\.label.count).max() ?? 0
        for fact in facts {
            let blanks = String(repeating: " ", count: width - fact.label.count + 2)
            run.print("\(fact.label)\(blanks)\(escapedForTerminal(Self.shown(fact.cell)))")
        }
        for (place, list) in lists.enumerated() {
            if place > 0 || !facts.isEmpty { run.print() }
            run.print(run.styled.bold(list.title))
            run.print(list.table)
        }
    }

    private static func shown(_ cell: Cell) -> String {
        switch cell {
        case .text(let text), .styled(let text, _): text.isEmpty ? "-" : text
        case .integer(let number): String(number)
        case .unsigned(let number): String(number)
        case .flag(let flag): flag ? "yes" : "no"
        case .none: "-"
        }
    }

    private static func word(_ cell: Cell) -> String {
        switch cell {
        case .text(let text), .styled(let text, _): quoted(text)
        case .integer(let number): String(number)
        case .unsigned(let number): String(number)
        case .flag(let flag): flag ? "true" : "false"
        case .none: "null"
        }
    }

    private static func quoted(_ text: String) -> String {
        var out = ""
        JSONValue.quote(text, into: &out)
        return out
    }
}
