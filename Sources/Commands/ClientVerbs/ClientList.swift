import CommandLineKit
import SiteDatabase
import SiteModel

/// `client list`: the clients of a site, page by page, so that a million need no memory.
enum ClientList {
    private static let pattern = Operand<String?>(
        "PATTERN", .text, help: "Names to list: a name, or a pattern with `*`; all without it.")
    private static let limit = Option<Int?>(
        "limit", value: "N", .integer(in: 0...Int(Int32.max)),
        defaultText: "100 in a table, none in JSON and CSV", help: "How many rows at most; 0 for no limit.")
    private static let state = Option<StateWord?>(
        "state", value: "STATE", .words, help: "Only clients in this state.")
    private static let logon = Option<String?>(
        "logon-server", value: "SERVER", .labObject("server"), help: "Only clients of this logon server.")
    private static let platform = Option<PlatformMask?>(
        "platform", value: "PLATFORM", Ask.platform, help: "Only clients of this platform.")

    /// The words of a client's state.
    enum StateWord: String, CaseIterable {
        case off
        case on
        case loggedOn = "logged-on"

        init(_ state: MachineState) {
            switch state {
            case .off: self = .off
            case .on: self = .on
            case .loggedOn: self = .loggedOn
            }
        }

        var state: MachineState {
            switch self {
            case .off: .off
            case .on: .on
            case .loggedOn: .loggedOn
            }
        }
    }

    static var entry: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["client", "list"], "List client computers.",
                discussion: """
                    In the order of their dwMachineID. Without --site each client of the lab once; with it those that the \
                    site's own database has, at a parent with the clients of the sites below. The list is read from the \
                    database while it is printed, so that a million clients can be listed.
                    """, options: [JobCommands.at, Naming.eachSite, limit, state, logon, platform],
                operands: [pattern],
                example: CommandExample("sms12 client list"),
                moreExamples: [CommandExample("sms12 client list 'PC1*' --state off --format csv")]),
            run: run)
    }

    static let columns = [
        Column("Client", key: "name"), Column("Site", key: "site"), Column("SMSID", key: "smsid"),
        Column("Domain", key: "domain"), Column("Platform", key: "platform"),
        Column("Logon server", key: "logonServer"), Column("State", key: "state"),
        Column("User", key: "user"),
    ]

    private static func run(_ run: CommandRun) throws -> Int32 {
        let reader = try run.readLabThen()
        let (sql, values) = try query(run, reader)
        let limit = try run.value(limit) ?? (run.format == .table ? 100 : 0)
        let printer = PagedTable(columns, run)
        let more = try reader.database.connection.withStatement(sql, doing: "listing clients") {
            row throws(DatabaseError) in
            try row.bind(values)
            while try row.step() {
                if limit > 0, printer.count >= limit { return true }
                printer.add(Self.cells(row))
            }
            return false
        }
        try printer.finish()
        if more { try adviseMore(run, reader, printer.count) }
        return ExitCode.done
    }

    /// The cells of a client whose row is at hand.
    static func cells(_ row: MachineRow) -> [Cell] {
        [
            .text(row.name), .text(row.siteCode.description), .text(row.smsID.description), .text(row.domain),
            .text(row.platform.description), .text(row.logonServer), .text(StateWord(row.state).rawValue),
            row.user.isEmpty ? .none : .text(row.user),
        ]
    }

    private static func cells(_ row: Statement) -> [Cell] {
        let platform = PlatformMask(rawValue: Int(row.integer(4)))
        let state = MachineState(rawValue: Int(row.integer(6))).map { StateWord($0).rawValue }
        let user = row.text(7)
        return [
            .text(row.text(0)), .text(row.text(1)), .text(row.text(2)), .text(row.text(3)),
            .text(platform.description), .text(row.text(5)), .optional(state),
            user.isEmpty ? .none : .text(user),
        ]
    }

    private static func query(_ run: CommandRun, _ reader: LabReader) throws -> (String, [FieldValue]) {
        var conditions: [String] = []
        var values: [FieldValue] = []
        if let code = try run.namedSite(in: try reader.definition()) {
            // What the site's own database has: its clients, and at a parent those of the sites below.
            conditions.append("Site = ?")
            values.append(.name(code))
        } else {
            // A parent has the rows of the sites below as well: each client once.
            conditions.append("Site = SiteCode")
        }
        if let pattern = try run.value(pattern) {
            conditions.append("Name GLOB ?")
            // Of GLOB's signs only * is offered; the others stand for themselves.
            let escaped = pattern.uppercased().map { "[?".contains($0) ? "[\($0)]" : String($0) }.joined()
            values.append(.text(escaped))
        }
        if let state = try run.value(state) {
            conditions.append("State = ?")
            values.append(.number(state.state))
        }
        if let server = try run.value(logon) {
            conditions.append("LogonServer = ?")
            let names = Set(try reader.definition().sites.flatMap { $0.servers.map(\.name) }).sorted()
            values.append(.text(names[try Pick.one(server, among: names, kind: "server")]))
        }
        if let platform = try run.value(platform) {
            conditions.append("Platform = ?")
            values.append(.number(platform))
        }
        return (
            "SELECT Name, SiteCode, SMSID, Domain, Platform, LogonServer, State, LogOnName FROM Machines"
                + (conditions.isEmpty ? "" : " WHERE " + conditions.joined(separator: " AND "))
                + " ORDER BY Site, dwMachineID", values
        )
    }

    private static func adviseMore(_ run: CommandRun, _ reader: LabReader, _ shown: Int) throws {
        guard run.format == .table else { return }
        let all = try reader.database.count(of: MachineRow.self)
        run.advise("The first \(shown) of up to \(all) clients; --limit 0 shows all.")
    }
}

/// A list that is printed in pieces, in the same form as one printed whole; columns of a table fit each piece.
final class PagedTable {
    /// How many rows were added.
    private(set) var count = 0
    private var table: Table
    private let columns: [Column]
    private let run: CommandRun
    private var hasPrinted = false
    private var mistake: DeclarationMistake?
    private static let page = 5_000

    init(_ columns: [Column], _ run: CommandRun) {
        self.columns = columns
        self.run = run
        table = Table(columns)
    }

    /// Adds a row.
    func add(_ cells: [Cell]) {
        do throws(DeclarationMistake) {
            try table.add(cells)
        } catch {
            mistake = mistake ?? error
        }
        count += 1
        if table.rows.count >= Self.page { flush() }
    }

    private func flush() {
        let text = table.rendered(as: run.format, styled: run.styled, width: run.tableWidth)
        switch run.format {
        case .json:
            // Between the brackets of one list, with a comma behind each piece but the last.
            let rows = text.dropFirst(2).dropLast(3)
            run.environment.out((hasPrinted ? ",\n" : "[\n") + rows)
        case .table, .csv:
            run.environment.out(hasPrinted ? String(text.drop { $0 != "\n" }.dropFirst()) : text)
        }
        hasPrinted = true
        table = Table(columns)
    }

    /// Prints what is left.
    func finish() throws {
        if let mistake { throw mistake }
        if !hasPrinted {
            run.print(table)
            return
        }
        if !table.rows.isEmpty { flush() }
        if run.format == .json { run.environment.out("\n]\n") }
    }
}
