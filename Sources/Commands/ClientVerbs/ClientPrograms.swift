import CommandLineKit
import Emulation
import SiteModel

/// `client details` and `client forget-history`: what befalls the program and the files at a client.
enum ClientPrograms {
    private static let clients = Operand<[String]>(
        "CLIENT", .labObject("client"), atLeast: 1, help: "Clients: names, SMSIDs or unique beginnings.")
    private static let open = Option("open", help: "Open one.")
    private static let close = Option("close", help: "Close it.")

    static var details: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["client", "details"], "Open or close a Details window of Package Command Manager.",
                discussion: """
                    While it is open no mandatory command starts (Q160853): quirk pcm-details-blocks. It closes \
                    when the user logs off.
                    """, options: [Naming.site, open, close], operands: [clients],
                atMostOne: [[open, close]], example: CommandExample("sms12 client details PC1 --open"),
                moreExamples: [CommandExample("sms12 client details PC1 --close")]), run: runDetails)
    }

    private static func runDetails(_ run: CommandRun) throws -> Int32 {
        let isOpen = try run.value(open)
        guard try isOpen != run.value(close) else {
            throw CommandFailure(ExitCode.usage, "client details needs --open or --close")
        }
        return try tell(run, isOpen ? "has a Details window open" : "has closed its Details window") {
            .clientDetails(site: $0, name: $1, open: isOpen)
        }
    }

    static var forgetHistory: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["client", "forget-history"], "Lose the history of clients, the file PCMHIST.REG.",
                discussion: """
                    What is still in the instruction file counts as new at the next poll: what was archived is \
                    pending again (Q122202), and with quirk pcm-history-loss-reruns what was executed runs again \
                    (Q229809).
                    """, options: [Naming.site], operands: [clients],
                example: CommandExample("sms12 client forget-history PC1")),
            run: { run in
                try tell(run, "has lost its PCMHIST.REG") { .clientForgetHistory(site: $0, name: $1) }
            })
    }

    private static func tell(
        _ run: CommandRun, _ outcome: String, _ command: (SiteCode, String) -> LabCommand
    ) throws -> Int32 {
        try LabEdit.change(run) { edit in
            let lookup = try ClientLookup(edit.lab.database)
            let found = try run.value(clients).map {
                try lookup.find($0, at: try run.namedSite(in: edit.before)).row
            }
            for client in found {
                try edit.perform([command(client.site, client.name)])
                run.done(.told, "client", client.name, site: client.site, "\(client.name) \(outcome).")
            }
            if let first = found.first { run.advise("Next: sms12 run, then sms12 client show \(first.name)") }
            return ExitCode.done
        }
    }
}
