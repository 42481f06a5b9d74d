public import SiteModel

/// One behaviour of the product that an article tells of: a fault, or a design that people ran into.
public struct CatalogueEntry: Equatable, Sendable {
    /// The name on the command line.
    public var name: String
    /// Other names of the same behaviour.
    public var aliases: [String]
    /// The articles that tell of it, such as `Q140374`.
    public var articles: [String]
    /// What it is about.
    public var area: CatalogueArea
    /// The first release that shows it.
    public var since: Release
    /// The first release that does not show it any more, or nil: never mended.
    public var fixedIn: Release?
    /// One sentence.
    public var sentence: String
    /// How far the program is with it.
    public var state: CatalogueState

    /// Makes an entry.
    public init(
        name: String, aliases: [String] = [], articles: [String], area: CatalogueArea, since: Release,
        fixedIn: Release? = nil, sentence: String, state: CatalogueState
    ) {
        self.name = name
        self.aliases = aliases
        self.articles = articles
        self.area = area
        self.since = since
        self.fixedIn = fixedIn
        self.sentence = sentence
        self.state = state
    }

    /// Whether a word is its name or another name of it, in any case.
    public func isNamed(_ word: some StringProtocol) -> Bool {
        let lower = word.lowercased()
        return name == lower || aliases.contains(lower)
    }

    /// Reads a row of the tables: fields between ` | `; nil for a row that cannot be read.
    ///
    /// A row that gives no reason is `missing` until a scenario proves it.
    init?(row: some StringProtocol, area: CatalogueArea) {
        let fields = row.split(separator: "|").map { trimmed($0) }
        guard fields.count == 5 || fields.count == 6, let since = Release(rawValue: fields[2]) else {
            return nil
        }
        let names = fields[0].split(separator: ",").map { trimmed($0) }
        guard let name = names.first, !name.isEmpty else { return nil }
        let fixed = Release(rawValue: fields[3])
        guard fixed != nil || fields[3] == "-" else { return nil }
        self.init(
            name: name, aliases: Array(names.dropFirst()),
            articles: fields[1].split(separator: " ").map { String($0) }, area: area, since: since,
            fixedIn: fixed, sentence: fields[4],
            state: fields.count == 6 ? .outOfScope(reason: fields[5]) : .missing)
    }
}

/// A text without the blanks around it.
func trimmed(_ text: some StringProtocol) -> String {
    var rest = Substring(text)
    while rest.first == " " { rest = rest.dropFirst() }
    while rest.last == " " { rest = rest.dropLast() }
    return String(rest)
}
