import CommandLineKit
import SiteDatabase
import SiteModel

/// The commands of `query`.
enum QueryCommands {
    /// In the order of the help.
    static var entries: [CommandEntry] {
        [
            QueryShow.list, QueryShow.show, QueryRun.entry, QueryEdit.create, QueryEdit.set,
            QueryEdit.delete, QueryCheck.entry,
        ]
    }

    /// A saved query.
    static let query = Operand(
        "QUERY", .labObject("query"), help: "The query's identifier, name, or a beginning only it has.")

    /// `--architecture NAME`.
    static let architecture = Option<InventoryArchitecture>(
        "architecture", value: "NAME", reader, default: .personalComputer,
        help: "What it is about: machines, or rows of a table that no job can target (Q137679).")

    private static let reader = WordReader<InventoryArchitecture>(
        write: { $0.rawValue },
        read: { word throws(ValueProblem) in
            guard let found = InventoryArchitecture(named: word) else {
                let names = InventoryArchitecture.allCases.map(\.rawValue)
                throw ValueProblem(
                    "is none of \(names.joined(separator: ", "))",
                    suggestions: nearestNames(to: word, among: names))
            }
            return found
        })

    /// The query a word names at a site.
    static func find(_ word: String, _ database: LabDatabase, _ site: SiteCode) throws -> QueryRow {
        try find(word, try database.rows(of: QueryRow.self, site: site))
    }

    /// The query a word names among some.
    static func find(_ word: String, _ rows: [QueryRow]) throws -> QueryRow {
        try Naming.find(
            word, kind: "query",
            in: rows.map { NamedThing(id: $0.id.description, name: $0.name, $0) }, list: "query list")
    }

    /// The query of a text; what is wrong with it is reported with line and column.
    static func parse(
        _ text: String, _ architecture: InventoryArchitecture, as name: String, _ run: CommandRun
    ) throws -> InventoryQuery {
        do throws(InventoryQueryError) {
            return try InventoryQuery(text, about: architecture)
        } catch {
            run.report([error.finding(in: name)])
            throw CommandFailure(ExitCode.badData, "the query cannot be understood; nothing was done")
        }
    }
}
