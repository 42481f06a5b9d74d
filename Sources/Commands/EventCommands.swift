import CommandLineKit
import Emulation
import LegacyFormats
import Pipeline
import SiteDatabase
import SiteModel

/// The commands of `event`.
enum EventCommands {
    /// In the order of the help.
    static var entries: [CommandEntry] { [list, show] }

    static let site = Option<String?>(
        "site", value: "SITE", .labObject("site"),
        help: "Only of this site; those of a secondary site as its parent has them.")
    static let job = Option<String?>("job", value: "JOB", .labObject("job"), help: "Only about this job.")
    static let number = Option<Int?>(
        "number", value: "N", .integer(in: 0...9_999), help: "Only events of this number.")
    static let limit = Option<Int?>(
        "limit", value: "N", .integer(in: 0...1_000_000_000), help: "The last N only; 0 for all.")

    /// The columns of a list of events.
    static let columns = [
        Column("Site", key: "site"), Column("No", key: "no", .right), Column("Time", key: "time"),
        Column("Event", key: "event", .right),
        Column("Severity", key: "severity"), Column("Component", key: "component"),
        Column("Job", key: "job"), Column("Text", key: "text"),
    ]

    /// The cells of an event, its time by a clock of its site.
    static func cells(_ row: EventRow, zone: TimeZoneRule) -> [Cell] {
        [
            .text(row.site.description), .integer(row.ordinal),
            .text(zone.localTime(atUTC: row.instant.flooredQuotient(by: 1_000)).description),
            .integer(row.eventID), .text(row.severity == .information ? "information" : "error"),
            .text(row.component), .optional(row.jobID?.description), .text(text(row)),
        ]
    }

    private static let list = CommandEntry(
        declaration: CommandDeclaration(
            ["event", "list"], "List the SMS events that were raised.",
            options: [JobCommands.at, site, job, number, limit],
            example: CommandExample("sms12 event list --number 374", "failed installations")),
        run: { run in
            let reader = try run.readLabThen()
            let names = try reader.definition()
            var table = Table(columns)
            for row in try chosen(run, reader) {
                let zone = names.sites.first { $0.code == row.site }?.zone ?? .utc
                try table.add(cells(row, zone: zone))
            }
            run.print(table)
            try remarkUnreported(run, reader)
            return ExitCode.done
        })

    /// Says what secondary sites have raised that their parents do not know yet: no database has it.
    private static func remarkUnreported(_ run: CommandRun, _ reader: LabReader) throws {
        let definition = try reader.definition()
        var sites = definition.sites.filter(\.isSecondary)
        if let word = try run.value(site) {
            let wanted = definition.sites[try SiteEdit.place(word, in: definition)].code
            sites = sites.filter { $0.code == wanted || $0.parent == wanted }
        }
        // About a job only its row tells.
        if try sites.isEmpty || run.value(job) != nil { return }
        let core = try reader.database.snapshotPage("core", page: 0) ?? []
        let lab = try Emulation.peek(core: core, definition: definition)
        let number = try run.value(number)
        for one in sites {
            guard let image = lab.images.first(where: { $0.definition.code == one.code && !$0.isRemoved }),
                let parent = one.parent, let above = lab.images.first(where: { $0.definition.code == parent })
            else { continue }
            let known = Set(above.events.filter { $0.source == image.number }.map(\.sourcePlace))
            let waiting = image.events.enumerated().filter { place, event in
                event.source == Hierarchy.none && !known.contains(UInt32(place))
                    && (number == nil || event.number == Int64(number ?? 0))
            }
            guard let first = waiting.first else { continue }
            let numbers = Set(waiting.map(\.element.number)).sorted().map { String($0) }
            run.remark(
                "\(counted(waiting.count, "event")) of site \(one.code) (\(numbers.joined(separator: ", "))), the first at "
                    + "\(one.clock(at: first.element.instant)), \(waiting.count == 1 ? "has" : "have") not been reported "
                    + "to site \(parent) yet; `sms12 log show --site \(one.code)` tells of them")
        }
    }

    private static func rows(_ run: CommandRun, _ reader: LabReader) throws -> [EventRow] {
        guard let word = try run.value(site) else { return try reader.database.rows(of: EventRow.self) }
        let lab = try reader.definition()
        let site = lab.sites[try SiteEdit.place(word, in: lab)]
        guard site.isSecondary, let parent = site.parent else {
            return try reader.database.rows(of: EventRow.self, site: site.code)
        }
        // It has no database (Q133111); what it raised is in that of its parent, once it was reported there.
        run.remark(
            "site \(site.code) is a secondary site and has no database: its events are listed as site \(parent) has them, "
                + "once they were reported there")
        let server = site.siteServer?.name
        return try reader.database.rows(of: EventRow.self, site: parent).filter { $0.machine == server }
    }

    /// The events that `event list` was asked for.
    private static func chosen(_ run: CommandRun, _ reader: LabReader) throws -> [EventRow] {
        let number = try run.value(number)
        let job = try run.value(job)?.uppercased()
        var found = try rows(run, reader).filter { row in
            (number == nil || row.eventID == Int64(number ?? 0))
                && (job == nil || row.jobID?.description == job)
        }
        if let limit = try run.value(limit), limit > 0 { found = Array(found.suffix(limit)) }
        return found
    }

    /// The message of an event with its insertions.
    static func text(_ row: EventRow) -> String {
        let words = ((try? parseJSON(row.insertions))?.list ?? []).compactMap(\.text)
        return EventCatalogue.entry(Int(row.eventID))?.message(words) ?? words.joined(separator: ", ")
    }

    /// The package that an event is about: the one its job sends; empty where the job was deleted.
    private static func package(of row: EventRow, _ reader: LabReader) throws -> String {
        guard let id = row.jobID else { return "" }
        let jobs = try reader.database.rows(of: JobRow.self, site: row.site, prefix: [.name(id)])
        return jobs.first?.job.packageID.description ?? ""
    }

    static let ordinal = Operand<Int>(
        "NO", .integer(in: 1...1_000_000_000), help: "The event's No in `event list`.")

    private static let show = CommandEntry(
        declaration: CommandDeclaration(
            ["event", "show"], "Print an event as the NT event log shows it.",
            options: [JobCommands.at, site],
            operands: [ordinal],
            example: CommandExample("sms12 event show 1")),
        run: { run in
            let reader = try run.readLabThen()
            let wanted = try run.value(ordinal)
            guard let row = try rows(run, reader).first(where: { $0.ordinal == Int64(wanted) }) else {
                throw CommandFailure(ExitCode.noInput, "no event \(wanted); `sms12 event list` shows them")
            }
            let words = ((try? parseJSON(row.insertions))?.list ?? []).compactMap(\.text)
            var event = EventCatalogue.event(Int(row.eventID), words) ?? SMSEvent(number: Int(row.eventID))
            event.module = row.component
            if let frame = EventCatalogue.frame(Int(row.eventID)) {
                event.operation = frame.operation
                event.object = frame.object
                event.errorCode = frame.errorCode
                event.objectName = try package(of: row, reader)
            }
            event.machineName = row.machine
            // The record is that of the computer that raised it, which may be of a site below.
            let sites = try reader.definition().sites
            let own = sites.first { $0.code == row.site }
            let raiser =
                own?.siteServer?.name == row.machine
                ? own : sites.first { $0.siteServer?.name == row.machine }
            event.siteCode = (raiser?.code ?? row.jobDestination ?? row.site).description
            event.component = row.component
            event.jobID = row.jobID?.description ?? ""
            event.jobDestination = row.jobDestination?.description ?? ""
            run.environment.out(event.printed())
            return ExitCode.done
        })
}
