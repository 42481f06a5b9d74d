import CommandLineKit
import Emulation
import Pipeline
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
                    """, options: [Naming.anySite, open, close], operands: [clients],
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

    static var window: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["client", "window"], "Close or open the window of Package Command Manager.",
                discussion: """
                    A user who closes it with commands in it is not reminded of them until new ones arrive, the \
                    program starts again, or its reminder is due (Q187287): quirk pcm-no-reminder. What is mandatory \
                    runs all the same.
                    """, options: [Naming.anySite, open, close], operands: [clients],
                atMostOne: [[open, close]], example: CommandExample("sms12 client window PC1 --close"),
                moreExamples: [CommandExample("sms12 client window PC1 --open")]), run: runWindow)
    }

    private static func runWindow(_ run: CommandRun) throws -> Int32 {
        let isOpen = try run.value(open)
        guard try isOpen != run.value(close) else {
            throw CommandFailure(ExitCode.usage, "client window needs --open or --close")
        }
        return try tell(
            run, isOpen ? "has the window of Package Command Manager up" : "has closed its window"
        ) { .clientWindow(site: $0, name: $1, open: isOpen) }
    }

    static var forgetHistory: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["client", "forget-history"], "Lose the history of clients, the file PCMHIST.REG.",
                discussion: """
                    What is still in the instruction file counts as new at the next poll: what was archived is \
                    pending again (Q122202), and with quirk pcm-history-loss-reruns what was executed runs again \
                    (Q229809).
                    """, options: [Naming.anySite], operands: [clients],
                example: CommandExample("sms12 client forget-history PC1")),
            run: { run in
                try tell(run, "has lost its PCMHIST.REG") { .clientForgetHistory(site: $0, name: $1) }
            })
    }

    private static let until = Option<TypedTime?>(
        "until", value: "TIME", TypedTime.reader,
        help: "Until when it is open, by the site's clock; a Z behind the time means UTC.")
    private static let unlock = Option("unlock", help: "Nobody has it open any more.")

    static var lock: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["client", "lock"], "Have the instruction files of clients open on the site server.",
                discussion: """
                    As a backup has: a cancel cannot take its record out of such a file. From 1.2 on the Despooler \
                    waits until the time is over; before, it goes on, and the file keeps the record (Q140928): quirk \
                    ins-resurrects-cancelled.
                    """, options: [Naming.anySite, until, unlock], operands: [clients],
                atMostOne: [[until, unlock]],
                example: CommandExample("sms12 client lock PC1 --until \"1997-04-23 18:00\""),
                moreExamples: [CommandExample("sms12 client lock PC1 --unlock")]), run: runLock)
    }

    private static func runLock(_ run: CommandRun) throws -> Int32 {
        try LabEdit.change(run) { edit in
            let isReleased = try run.value(unlock)
            let time = try run.value(until)
            guard isReleased || time != nil else {
                throw run.parsed.usageError(.missingOption("--until", valueName: "TIME"))
            }
            let lookup = try ClientLookup(edit.lab.database)
            let place = try run.namedSite(in: edit.before)
            for client in try run.value(clients).map({ try lookup.find($0, at: place).row }) {
                let site = edit.lab.emulation.images[try edit.lab.emulation.siteNumber(client.site)]
                    .definition
                let now = edit.lab.emulation.now
                let instant = time?.instant(in: site.zone) ?? now
                if !isReleased, instant <= now {
                    throw run.parsed.usageError(
                        .other("--until is not after now (\(site.clock(at: now)))"))
                }
                try edit.perform([
                    .holdInstructions(site: client.site, name: client.name, until: isReleased ? now : instant)
                ])
                let words =
                    isReleased
                    ? "Nobody has the instruction file of \(client.name) open any more."
                    : "The instruction file of \(client.name) is open until \(site.clock(at: instant))."
                run.done(.changed, "client", client.name, site: client.site, words)
            }
            return ExitCode.done
        }
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
