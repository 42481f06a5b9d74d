import CommandLineKit
import Emulation
import SiteDatabase
import SiteModel

/// What a person does at a client: `client run`, `archive`, `on`, `off`, `logon` and `logoff`.
enum ClientPerson {
    private static let clients = Operand<[String]>(
        "CLIENT", .labObject("client"), atLeast: 1, help: "Clients: names, SMSIDs or unique beginnings.")
    private static let command = Operand<String?>(
        "COMMAND", .labObject("job"),
        help: "A request, or the job, package or command it offers; the only one there is without it.")

    static var run: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["client", "run"], "Run a command of a client's Pending Commands, or one it has archived.",
                options: [Naming.anySite], operands: [ClientShow.client, command],
                example: CommandExample("sms12 client run PC1"),
                moreExamples: [CommandExample("sms12 client run PC1 BPC0001")]
            ),
            run: { run in
                try offer(run, from: [.offered, .archived]) { edit, client, row in
                    try edit.perform([
                        .clientRun(site: client.site, name: client.name, request: row.requestID)
                    ])
                    run.done(
                        .told, "client", client.name, site: client.site,
                        "\(client.name) runs \(row.commandName) of \(row.packageID) (request \(row.requestID))."
                    )
                    run.advise("Next: sms12 run lets it end; sms12 client show \(client.name) tells how.")
                }
            })
    }

    static var archive: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["client", "archive"], "Put a command of a client's Pending Commands aside.",
                options: [Naming.anySite], operands: [ClientShow.client, command],
                example: CommandExample("sms12 client archive PC1")),
            run: { run in
                try offer(run, from: [.offered]) { edit, client, row in
                    try edit.perform([
                        .clientArchive(site: client.site, name: client.name, request: row.requestID)
                    ])
                    run.done(
                        .told, "client", client.name, site: client.site,
                        "\(client.name) archived \(row.commandName) of \(row.packageID) (request \(row.requestID))."
                    )
                    run.advise("Next: sms12 client run \(client.name) \(row.requestID) runs it after all.")
                }
            })
    }

    static var on: CommandEntry {
        state("on", "Switch clients on.", "is on; nobody is logged on", .loggedOnAfter) {
            .clientPower(site: $0.site, name: $0.name, on: true)
        }
    }
    static var off: CommandEntry {
        state("off", "Switch clients off; a command that runs there is lost.", "is off", .onAfter) {
            .clientPower(site: $0.site, name: $0.name, on: false)
        }
    }
    static var logon: CommandEntry {
        state(
            "logon", "Log the user of clients on; Package Command Manager starts and polls.",
            "has its user logged on", .showAfter
        ) { .clientLogon(site: $0.site, name: $0.name, on: true) }
    }
    static var logoff: CommandEntry {
        state("logoff", "Log the user of clients off.", "has nobody logged on", .loggedOnAfter) {
            .clientLogon(site: $0.site, name: $0.name, on: false)
        }
    }

    /// What to do next.
    private enum Next {
        case loggedOnAfter
        case onAfter
        case showAfter

        func words(_ client: String) -> String {
            switch self {
            case .loggedOnAfter: "sms12 client logon \(client) starts its Package Command Manager."
            case .onAfter: "sms12 client on \(client) switches it on again."
            case .showAfter: "sms12 run, then sms12 client show \(client)."
            }
        }
    }

    private static func state(
        _ verb: String, _ abstract: String, _ outcome: String, _ next: Next,
        _ command: @escaping @Sendable (MachineRow) -> LabCommand
    ) -> CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["client", verb], abstract, options: [Naming.anySite], operands: [clients],
                example: CommandExample("sms12 client \(verb) PC1")),
            run: { run in
                try LabEdit.change(run) { edit in
                    let lookup = try ClientLookup(edit.lab.database)
                    let found = try run.value(clients).map {
                        try lookup.find($0, at: try run.namedSite(in: edit.before)).row
                    }
                    for client in found {
                        try edit.perform([command(client)])
                        run.done(
                            .told, "client", client.name, site: client.site, "\(client.name) \(outcome).")
                    }
                    if let first = found.first { run.advise("Next: \(next.words(first.name))") }
                    return ExitCode.done
                }
            })
    }

    /// Finds the client and the offer meant, and does something with it.
    private static func offer(
        _ run: CommandRun, from states: [OfferState],
        _ work: (LabEdit, MachineRow, ClientOfferRow) throws -> Void
    ) throws -> Int32 {
        try LabEdit.change(run) { edit in
            let lookup = try ClientLookup(edit.lab.database)
            let client = try lookup.find(
                try run.value(ClientShow.client), at: try run.namedSite(in: edit.before)
            ).row
            let all = try edit.lab.database.rows(
                of: ClientOfferRow.self, site: client.site, prefix: [.name(client.smsID)])
            let row = try choose(try run.value(command), all, states, client, edit.lab.database)
            try work(edit, client, row)
            return ExitCode.done
        }
    }

    private static func choose(
        _ word: String?, _ all: [ClientOfferRow], _ states: [OfferState], _ client: MachineRow,
        _ database: LabDatabase
    ) throws -> ClientOfferRow {
        guard let word else {
            // What is pending goes before what was put aside.
            for state in states {
                let there = all.filter { $0.state == state }
                if there.count == 1 { return there[0] }
                if !there.isEmpty { throw ambiguous(there, client) }
            }
            // The engine says of one that runs that it does.
            if states.contains(.archived), let running = all.last(where: { $0.state == .running }) {
                return running
            }
            let archived = states.contains(.archived) ? ", and none archived" : ""
            throw CommandFailure(
                ExitCode.noInput,
                "\(client.name) has no Pending Commands now\(archived); it looks for them at its logon server when "
                    + "it polls: `sms12 run`, then `sms12 client show \(client.name)`")
        }
        let upper = word.uppercased()
        if let exact = all.first(where: { $0.requestID.description == upper }) { return exact }
        let names = try packageNames(all, database)
        var meant = all.filter { row in
            row.jobID.description == upper || row.packageID.description == upper
                || row.commandName.uppercased() == upper
                || names.contains { $0.id == row.packageID && $0.name.uppercased() == upper }
        }
        // A beginning of a name will do where nothing has it whole.
        if meant.isEmpty {
            meant = all.filter { row in
                row.commandName.uppercased().hasPrefix(upper)
                    || names.contains { $0.id == row.packageID && $0.name.uppercased().hasPrefix(upper) }
            }
        }
        // The engine says why one that is not pending cannot be taken.
        let usable = meant.filter { states.contains($0.state) }
        if usable.count == 1 { return usable[0] }
        if usable.isEmpty, let only = meant.last { return only }
        guard usable.isEmpty else { throw ambiguous(usable, client) }
        throw CommandFailure(
            ExitCode.noInput,
            "\(client.name) was offered nothing called '\(word)'; `sms12 client show \(client.name)` lists what it was"
        )
    }

    private static func packageNames(
        _ rows: [ClientOfferRow], _ database: LabDatabase
    ) throws -> [(id: PackageID, name: String)] {
        try rows.compactMap { row in
            try database.rows(of: PackageRow.self, site: row.site, prefix: [.name(row.packageID)]).first
        }.map { ($0.id, $0.name) }
    }

    private static func ambiguous(_ rows: [ClientOfferRow], _ client: MachineRow) -> CommandFailure {
        let shown = rows.map { "\($0.requestID) (\($0.commandName) of job \($0.jobID))" }
        return CommandFailure(
            ExitCode.usage,
            "\(client.name) has several: \(shown.joined(separator: ", ")); name the request")
    }
}
