import Pipeline
import SiteModel

/// Rows about what lies outside the lab: sources of packages, and what somebody does to files of SMS.
enum WorldRows {
    static func source(_ words: inout RowWords) throws(RowError) -> RowCommand {
        let manifest = try Definitions.source(&words)
        let name = try words.operand("the package").text.uppercased()
        return { (play: inout ScenarioPlay) throws(RowError) in play.world.sources[name] = manifest }
    }

    static func stored(_ words: inout RowWords) throws(RowError) -> RowCommand {
        let name = try words.operand("the package").text.uppercased()
        let found = try RowWords.choice(
            try words.operand("intact, missing or damaged"), StoredFile.allCases.map { ("\($0)", $0) })
        return { (play: inout ScenarioPlay) throws(RowError) in play.world.stored[name] = found }
    }
}
