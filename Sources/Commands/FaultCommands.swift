import CommandLineKit
import Emulation
import Pipeline
import SiteModel

/// The commands of `fault` and `service`: what is down, and what SMS Service Manager does.
enum FaultCommands {
    /// In the order of the help.
    static var entries: [CommandEntry] {
        [
            link, server, client, siteFault, requestFault, sql, file, drop, list, ServiceList.entry,
            control("pause", .pause),
            control("continue", .resume),
            control("restart", .restart), control("stop", .stop), control("start", .start),
        ]
    }

    /// Down or up again.
    enum Direction: String, CaseIterable { case down, up }

    private static let direction = Option<Direction>(
        "state", value: "WORD", .words, default: .down, help: "Whether it goes down or comes back.")
    private static let one = Operand<String>("SITE", .labObject("site"), help: "A site's code or name.")
    private static let other = Operand<String>(
        "SITE2", .labObject("site"), help: "The site at the other end.")
    private static let machine = Operand<String>("NAME", .text, help: "The computer's name.")

    private static func code(_ word: String, _ lab: LabDefinition) throws -> SiteCode {
        lab.sites[try SiteEdit.place(word, in: lab)].code
    }

    private static func perform(
        _ run: CommandRun, _ subject: (LabDefinition) throws -> FaultDefinition.Subject
    ) throws -> Int32 {
        try LabEdit.change(run) { edit in
            let what = try subject(edit.before)
            let isDown = try run.value(direction) == .down
            try edit.perform([.setFault(what, isDown: isDown)])
            let (kind, name, site) = words(what)
            run.done(
                .changed, kind, name, site: site, "\(name) is \(isDown ? "down" : "up") now.")
            if !isDown, let next = nextOutage(of: what, edit.lab.emulation.definition, edit.lab.emulation.now)
            {
                run.advise(
                    "The lab file has it go down again at \(next.from); `sms12 fault drop \(next.number)` takes that back"
                )
            }
            return ExitCode.done
        }
    }

    /// When the lab file has something go down the next time, and the number of that fault in it, from 1.
    private static func nextOutage(
        of subject: FaultDefinition.Subject, _ lab: LabDefinition, _ now: Int64
    ) -> (number: Int, from: LocalTime)? {
        let zone = lab.sites.first?.zone ?? .utc
        func isSame(_ other: FaultDefinition.Subject) -> Bool {
            if case .link(let one, let two) = subject, case .link(let first, let second) = other {
                return Set([one, two]) == Set([first, second])
            }
            return subject == other
        }
        return lab.faults.enumerated().filter { _, fault in
            !fault.isDropped && isSame(fault.subject) && zone.utcSeconds(of: fault.from) * 1_000 >= now
        }.map { (number: $0.offset + 1, from: $0.element.from) }.min { $0.from < $1.from }
    }

    private static func words(_ subject: FaultDefinition.Subject) -> (
        kind: String, name: String, site: SiteCode
    ) {
        switch subject {
        case .link(let one, let other): ("link", "The link between \(one) and \(other)", one)
        case .server(let site, let name): ("server", "\(name.uppercased()) at site \(site)", site)
        case .client(let site, let name): ("client", "\(name.uppercased()) at site \(site)", site)
        case .site(let site, let fault): ("site", "\(fault.rawValue) at site \(site)", site)
        case .request(let site, let request, _): ("request", "\(request) at site \(site)", site)
        case .sql(let site): ("sql", "The SQL Server of site \(site)", site)
        }
    }

    private static var link: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["fault", "link"], "Take a link between two sites down, or bring it back.",
                discussion: """
                    What a Sender is sending over it stops at its last confirmed packet and goes on from there later. The \
                    lab file's `faults` and `sms12 at TIME -- fault ...` do the same at a given time.
                    """, options: [direction], operands: [one, other],
                example: CommandExample("sms12 fault link BPC S01"),
                moreExamples: [CommandExample("sms12 fault link BPC S01 --state up")]),
            run: { run in
                try perform(run) { lab in
                    .link(try code(try run.value(one), lab), try code(try run.value(other), lab))
                }
            })
    }

    private static var server: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["fault", "server"], "Take a server down, or bring it back.",
                discussion: "A site whose site server is down can be reached by nobody.",
                options: [direction], operands: [one, machine],
                example: CommandExample("sms12 fault server BPC SRV2")),
            run: { run in
                try perform(run) { lab in .server(try code(try run.value(one), lab), try run.value(machine)) }
            })
    }

    private static var client: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["fault", "client"], "Switch a client's computer off, or on again with its user.",
                options: [direction], operands: [one, machine],
                example: CommandExample("sms12 fault client BPC PC7")),
            run: { run in
                try perform(run) { lab in .client(try code(try run.value(one), lab), try run.value(machine)) }
            })
    }

    private static var sql: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["fault", "sql"], "Take the SQL Server of a site down, or bring it back.",
                discussion: """
                    The Data Loader holds all MIFs (events 243 and 244), the Scheduler looks for no job (event 47), and \
                    nobody can open the site with the Administrator program.
                    """, options: [direction], operands: [one],
                example: CommandExample("sms12 fault sql BPC"),
                moreExamples: [CommandExample("sms12 fault sql BPC --state up")]),
            run: { run in try perform(run) { lab in .sql(try code(try run.value(one), lab)) } })
    }

    private static let kind = Operand<DamagedFileKind>("KIND", .words, help: "What kind of file it is.")
    private static let count = Option<Int64>(
        "count", value: "N", .integer(in: 1...1_000), default: 1, help: "How many of them.")

    private static let removal = Option("clear", help: "Take all files of the kind away.")

    private static var file: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["fault", "file"], "Put damaged files into a box of a site.",
                discussion: """
                    A `mif` lands in DELTAMIF.COL: the Data Loader tries it three times and moves it to BADMIFS (event 245). \
                    A `corrupt-mif` there, or a `corrupt-nil` in RECEIVE, may end the Executive (Q152468) until it is \
                    taken away.
                    """, options: [count, removal], operands: [one, kind],
                example: CommandExample("sms12 fault file BPC mif --count 2")),
            run: { run in
                try LabEdit.change(run) { edit in
                    let site = try code(try run.value(one), edit.before)
                    let isRemoved = try run.value(removal)
                    let (kind, count) = (try run.value(kind), isRemoved ? 0 : Int(try run.value(count)))
                    try edit.perform([.damageFile(site: site, kind: kind, count: count)])
                    run.done(
                        .changed, "file", kind.rawValue, site: site,
                        isRemoved
                            ? "The damaged files of the kind \(kind.rawValue) are gone from site \(site)."
                            : "\(count) damaged \(kind.rawValue.uppercased()) \(count == 1 ? "file lies" : "files lie") "
                                + "at site \(site).")
                    return ExitCode.done
                }
            })
    }

    private static let number = Operand<Int64>(
        "NO", .integer(in: 1...1_000_000), help: "Its number in `sms12 fault list`.")

    private static var drop: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["fault", "drop"], "Take back what the lab file has go down later.",
                discussion: """
                    Only what has not begun can be taken back; what is down is brought back by `--state up` of the command \
                    that takes it down, whatever the lab file plans. The numbers are the places in the `faults` of the lab \
                    file, and stay.
                    """, operands: [number],
                example: CommandExample("sms12 fault drop 1"),
                exitCodes: [
                    ExitCodeNote(ExitCode.noInput, "there is none of that number"),
                    ExitCodeNote(ExitCode.notPermitted, "it has begun already"),
                ]),
            run: { run in
                try LabEdit.change(run) { edit in
                    let number = Int(try run.value(number))
                    let faults = edit.lab.emulation.definition.faults
                    guard faults.indices.contains(number - 1), !faults[number - 1].isDropped else {
                        throw CommandFailure(
                            ExitCode.noInput,
                            "nothing is planned under number \(number); `sms12 fault list` shows what is")
                    }
                    let fault = faults[number - 1]
                    try edit.perform([.dropFault(fault)])
                    run.done(
                        .removed, "fault", String(number),
                        "Taken back: \(subject(fault.subject)) from \(fault.from)"
                            + (fault.until.map { " to \($0)" } ?? "") + ".")
                    return ExitCode.done
                }
            })
    }

    private static var list: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["fault", "list"], "List what is down, and what will go down or come back.",
                options: [JobCommands.at],
                example: CommandExample("sms12 fault list")),
            run: { run in
                let reader = try run.readLabThen()
                let lab = try LabReader.restore(reader.database)
                var table = Table([
                    Column("What", key: "what"), Column("State", key: "state"), Column("From", key: "from"),
                    Column("Until", key: "until"), Column("No", key: "number", .right),
                ])
                for (one, other) in lab.linksDown {
                    try table.add([
                        .text("link \(one) - \(other)"), .text("down"), .text(""), .text(""), .none,
                    ])
                }
                for image in lab.images where !image.isRemoved {
                    if image.isSQLDown {
                        try table.add([
                            .text("SQL Server of \(image.definition.code)"), .text("down"), .text(""),
                            .text(""), .none,
                        ])
                    }
                    for server in image.servers where !server.isRemoved && !server.definition.online {
                        try table.add([
                            .text("server \(server.definition.name) of \(image.definition.code)"),
                            .text("down"),
                            .text(""), .text(""), .none,
                        ])
                    }
                    for fault in image.faults {
                        try table.add([
                            .text("\(fault.rawValue) of \(image.definition.code)"), .text("wrong"), .text(""),
                            .text(""), .none,
                        ])
                    }
                    for place in image.openRequests where image.requests[Int(place)].fault != .none {
                        let request = image.requests[Int(place)]
                        try table.add([
                            .text("request \(request.id) of \(image.definition.code)"), .text("wrong"),
                            .text(""), .text(""), .none,
                        ])
                    }
                    for service in image.stopped {
                        try table.add([
                            .text("\(service.rawValue) of \(image.definition.code)"), .text("stopped"),
                            .text(""), .text(""), .none,
                        ])
                    }
                    for service in image.paused {
                        try table.add([
                            .text("\(service.rawValue) of \(image.definition.code)"), .text("paused"),
                            .text(""), .text(""), .none,
                        ])
                    }
                }
                let now = lab.definition.sites.first?.zone.localTime(
                    atUTC: lab.now.flooredQuotient(by: 1_000))
                for (place, fault) in lab.definition.faults.enumerated() where !fault.isDropped {
                    if let until = fault.until, let now, until < now { continue }
                    try table.add([
                        .text(subject(fault.subject)), .text("planned"),
                        .text(fault.from.description), .optional(fault.until?.description),
                        .number(place + 1),
                    ])
                }
                run.print(table)
                return ExitCode.done
            })
    }

    private static func subject(_ subject: FaultDefinition.Subject) -> String {
        switch subject {
        case .link(let one, let other): "link \(one) - \(other)"
        case .server(let site, let name): "server \(name.uppercased()) of \(site)"
        case .client(let site, let name): "client \(name.uppercased()) of \(site)"
        case .site(let site, let fault): "\(fault.rawValue) of \(site)"
        case .request(let site, let request, let fault): "request \(request) of \(site): \(fault.word)"
        case .sql(let site): "SQL Server of \(site)"
        }
    }

    // MARK: Services

    private static let service = Operand<ServiceName>(
        "SERVICE", ServiceList.name,
        help:
            "SMS_EXECUTIVE with all its threads, or one thread, such as SMS_DESPOOLER or despooler; `sms12 service list` "
            + "names them.")
    private static let site = Option<String?>(
        "site", value: "SITE", .labObject("site"), defaultText: "the central site",
        help: "The site it runs at.")

    private static func control(_ verb: String, _ action: ServiceAction) -> CommandEntry {
        let what =
            switch action {
            case .pause: "Let a service take no new task, as SMS Service Manager does."
            case .resume: "Let a paused service go on."
            case .restart: "Stop and start a service: it looks for work at once."
            case .stop: "Stop a service until it is started."
            case .start: "Start a service that is stopped, by hand or by an access violation."
            }
        return CommandEntry(
            declaration: CommandDeclaration(
                ["service", verb], what,
                discussion: """
                    A service ends the task at hand before it pauses or stops. There is no code that makes the Scheduler \
                    look at once; restarting SMS_EXECUTIVE is the known way (Q168682).
                    """, options: [site], operands: [service],
                example: CommandExample("sms12 service \(verb) SMS_DESPOOLER")),
            run: { run in
                try LabEdit.change(run) { edit in
                    let site = edit.before.sites[try SiteEdit.place(try run.value(site), in: edit.before)]
                    let name = try run.value(service)
                    try edit.perform([.service(site: site.code, service: name, action: action)])
                    let done =
                        switch action {
                        case .pause: "is paused"
                        case .resume: "goes on"
                        case .restart: "was restarted"
                        case .stop: "is stopped"
                        case .start: "runs"
                        }
                    run.done(
                        .changed, "service", name.rawValue, site: site.code,
                        "\(name.rawValue) of site \(site.code) \(done).")
                    return ExitCode.done
                }
            })
    }
}
