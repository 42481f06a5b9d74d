public import SiteModel

/// A case of the Knowledge Base: what is set up, what is done, and what must be seen.
///
/// The rows of lab, commands and expectations are kept as words; `ScenarioReader` makes steps of them for each play,
/// since parameters stand in them.
public struct Scenario: Equatable, Sendable {
    /// The article, such as `Q140374`.
    public var article: String
    /// The quirk or behaviour that it proves.
    public var name: String
    /// Whether it proves a quirk, and is played with and without it; otherwise it always holds.
    public var isQuirk: Bool
    /// What it is about, in one sentence.
    public var title = ""
    /// What to look at.
    public var look: [String] = []
    /// Where the cause lies, for a quirk.
    public var place = ""
    /// The cause, for a quirk.
    public var cause: [String] = []
    /// What triggers it, for a quirk.
    public var trigger: [String] = []
    /// Its area, where the tables of the catalogue do not hold it.
    public var area: CatalogueArea?
    /// The releases at which a case without quirk is played.
    public var releases: [Release] = [.v12, .sp4]
    /// Parameters with the values of the plays: the first values together, then the second, and so on.
    public var parameters: [ScenarioParameter] = []
    /// The rows behind the head.
    public var rows: [ScenarioRow] = []
    /// Where the case begins.
    public var location: SourceLocation

    /// Makes an empty case.
    public init(article: String, name: String, isQuirk: Bool, location: SourceLocation) {
        self.article = article
        self.name = name
        self.isQuirk = isQuirk
        self.location = location
    }

    /// How many plays its parameters make.
    public var variations: Int { max(parameters.map(\.values.count).max() ?? 1, 1) }

    /// The values of a play, from 0; a parameter with fewer values keeps its last.
    public func values(_ variation: Int) -> RowValues {
        var values = RowValues(
            parameters.compactMap { parameter in
                let place = min(variation, parameter.values.count - 1)
                return place < 0 ? nil : (parameter.name, parameter.values[place])
            })
        values.setDefault("site", "BPC")
        values.setDefault("clients", "3")
        values.setDefault("response", "fast")
        let response = values["response"].flatMap { ServiceResponse(rawValue: $0) } ?? .fast
        values.setDefault("poll", String(response.pollingMinutes))
        values.setDefault("retry", String(response.retryMinutes))
        return values
    }

    /// The cases that ship with the program, with what is wrong in them: nothing, as a test sees to.
    public static let shipped: (scenarios: [Scenario], findings: [Finding]) = {
        var scenarios: [Scenario] = []
        var findings: [Finding] = []
        for (file, text) in shippedScenarioTexts {
            let read = read(text, file: file)
            scenarios += read.scenarios
            findings += read.findings
        }
        return (scenarios, findings)
    }()
}

/// A parameter of a case.
public struct ScenarioParameter: Equatable, Sendable {
    /// The name, without `$`.
    public var name: String
    /// The values of the plays.
    public var values: [String]
}

/// A row of a case.
public struct ScenarioRow: Equatable, Sendable {
    /// The line in the file, from 1.
    public var line: Int
    /// The words.
    public var words: [RowWord]
    /// The row as it is written.
    public var text: String
}
