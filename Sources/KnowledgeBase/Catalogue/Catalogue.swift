import Pipeline
import SiteModel

/// Every behaviour of the Knowledge Base that concerns the pipeline, each once, and how far the program is with it.
///
/// The tables hold the faults and designs of sms12-server 11 and sms12-client 9; what else a scenario proves (a
/// timing, a limit) comes in from the scenario. Nothing says "emulated" by hand: it follows from the quirks that
/// there are and from the scenarios that prove them.
public struct Catalogue: Sendable {
    /// The entries: by area, in the order of the tables, then what scenarios add.
    public let entries: [CatalogueEntry]
    /// The scenarios by article.
    public let scenarios: [Scenario]

    /// The catalogue of this program.
    public static let shared = Catalogue(
        rows: tables, scenarios: Scenario.shipped.scenarios, quirks: Quirk.all)

    /// The tables as the program holds them.
    static let tables: [(area: CatalogueArea, rows: String)] = [
        (.scheduler, schedulerRows), (.sender, senderRows), (.despooler, despoolerRows),
        (.status, statusRows), (.client, clientRows), (.instructionFiles, instructionRows),
        (.hierarchy, hierarchyRows), (.tools, toolRows), (.programGroups, pgcRows),
    ]

    /// Rows that cannot be read, as they stand; a test wants none.
    public static var unreadableRows: [String] {
        tables.flatMap { table in
            table.rows.split(separator: "\n").filter { CatalogueEntry(row: $0, area: table.area) == nil }
                .map { String($0) }
        }
    }

    /// Puts tables, scenarios and quirks together.
    init(rows: [(area: CatalogueArea, rows: String)], scenarios: [Scenario], quirks: [Quirk]) {
        var entries = rows.flatMap { table in
            table.rows.split(separator: "\n").compactMap { CatalogueEntry(row: $0, area: table.area) }
        }
        for place in entries.indices {
            if let quirk = quirks.first(where: { entries[place].isNamed($0.name) }) {
                // The table has the versions that an article lists; whoever wrote the quirk knew more of them.
                entries[place].since = quirk.since ?? .v10
                entries[place].fixedIn = quirk.fixedIn
            }
            guard let scenario = scenarios.first(where: { entries[place].isNamed($0.name) }) else { continue }
            let quirk = quirks.contains { entries[place].isNamed($0.name) }
            // A fault that a release mended needs its switch; a design that never changed is how the engine is.
            if scenario.isQuirk ? quirk : entries[place].fixedIn == nil { entries[place].state = .emulated }
        }
        for scenario in scenarios where !scenario.isQuirk {
            if entries.contains(where: { $0.isNamed(scenario.name) }) { continue }
            entries.append(
                CatalogueEntry(
                    name: scenario.name, articles: [scenario.article], area: scenario.area ?? .scheduler,
                    since: scenario.releases.first ?? .v12, sentence: scenario.title, state: .emulated))
        }
        self.entries = entries
        self.scenarios = scenarios
    }

    /// The entry of a name, or of another name of it.
    public func entry(_ name: some StringProtocol) -> CatalogueEntry? {
        entries.first { $0.isNamed(name) }
    }

    /// The entries and scenarios that a word means: an article, or the name of a behaviour.
    public func find(_ word: some StringProtocol) -> (entries: [CatalogueEntry], scenarios: [Scenario]) {
        let upper = word.uppercased()
        let named = entries.filter { $0.isNamed(word) || $0.articles.contains(upper) }
        let cases = scenarios.filter { scenario in
            scenario.article == upper || scenario.name == word.lowercased()
                || named.contains { $0.isNamed(word) && $0.isNamed(scenario.name) }
        }
        return (named, cases)
    }

    /// The scenarios that prove an entry.
    public func scenarios(of entry: CatalogueEntry) -> [Scenario] {
        scenarios.filter { entry.isNamed($0.name) }
    }

    /// How many entries of an area, or of all areas, are in a state, by the state's word.
    public func count(_ state: String, area: CatalogueArea? = nil) -> Int {
        entries.filter { $0.state.word == state && (area == nil || $0.area == area) }.count
    }
}
