import Emulation
import Pipeline
import SiteModel

/// Rows about the Data Loader and the database that it loads.
enum LoaderRows {
    /// Takes the SQL Server of the site down, or brings it back.
    static func sql(_ words: inout RowWords) throws(RowError) -> RowCommand {
        let isDown = try Definitions.isDown(&words)
        return { (play: inout ScenarioPlay) throws(RowError) in
            try play.perform(.setFault(.sql(play.site), isDown: isDown))
        }
    }

    /// Puts damaged files into a box of the site.
    static func file(_ words: inout RowWords) throws(RowError) -> RowCommand {
        let isRemoved = words.flag("clear")
        let count = try words.option("count").map { (word) throws(RowError) in
            try RowWords.number(word, 1...1_000)
        }
        let kind = try RowWords.choice(
            try words.operand("the kind of file"), DamagedFileKind.allCases.map { ($0.rawValue, $0) })
        let number = isRemoved ? 0 : Int(count ?? 1)
        return { (play: inout ScenarioPlay) throws(RowError) in
            try play.perform(.damageFile(site: play.site, kind: kind, count: number))
        }
    }

    /// How many MIFs wait, how many lie in BADMIFS, how many were taken so far.
    static func loader(_ words: inout RowWords) throws(RowError) -> RowExpectation {
        guard let what = words.take("waiting", "bad", "loaded") else {
            throw RowError("`waiting`, `bad` or `loaded` is missing", column: words.column)
        }
        let count = try RowCount(&words)
        return { (play: borrowing ScenarioPlay) throws(RowError) in
            let found =
                switch what {
                case "waiting": play.image.loadBox.queues.reduce(0) { $0 + $1.count }
                case "bad": play.image.loadBox.bad.count
                default:
                    play.records().reduce(0) { $0 + ($1.code == .dataLoaderTook ? Int($1.value) : 0) }
                }
            return count.check(found, "MIFs \(what)")
        }
    }
}
