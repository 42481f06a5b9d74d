import CommandLineKit
import Emulation
import LegacyFormats
import Pipeline
import SiteDatabase
import SiteModel

/// The commands of `trace` and `log`.
enum TraceCommands {
    /// In the order of the help.
    static var entries: [CommandEntry] { [list, logShow, LogImport.entry, LogDiff.entry] }

    static let job = Option<String?>(
        "job", value: "JOB", .labObject("job"), help: "Only entries about this job.")
    static let site = Option<String?>(
        "site", value: "SITE", .labObject("site"), help: "Only entries of this site.")
    static let component = Option<String?>(
        "component", value: "NAME", .text,
        help: "Only entries of a component, such as SMS_DESPOOLER or despooler.")
    static let from = Option<String?>(
        "from", value: "TIME", .text, help: "Not before a time of the site's clock.")
    static let to = Option<String?>("to", value: "TIME", .text, help: "Not after a time of the site's clock.")
    static let limit = Option<Int?>(
        "limit", value: "N", .integer(in: 0...1_000_000_000), help: "The last N only; 0 for all.")

    /// How many of the last are wanted; nil: all.
    private static func wanted(_ run: CommandRun) throws -> Int? {
        try run.value(limit).flatMap { $0 == 0 ? nil : $0 }
    }

    /// What entries are wanted.
    struct Filter {
        var job: JobID?
        /// The job's package.
        var package: PackageID?
        var site: UInt16?
        var component: Component?
        var from: Int64?
        var to: Int64?
        /// How many of the kept entries are looked at, from the beginning; nil: all.
        var kept: Int?

        func takes(_ record: TraceRecord, _ names: LabNames) -> Bool {
            if let site, record.site != site { return false }
            if let component, record.component != component { return false }
            if let from, record.instant < from { return false }
            if let to, record.instant > to { return false }
            guard let job else { return true }
            // A job is known at every site that it passes or that it is for, by the identifier of its own.
            func isJob(_ number: UInt32) -> Bool {
                let owner = names.origin(number, record.site)
                return owner == job.site && TraceReference(number).counter == job.counter
            }
            if record.code.aIsJob, isJob(record.a) { return true }
            if record.code.bIsJob, isJob(record.b) { return true }
            // What happens to the job's package belongs to the job's story.
            guard record.code.isAboutPackage, let package else { return false }
            return names.origin(record.a, record.site) == package.site
                && TraceReference(record.a).counter == package.counter
        }
    }

    private static func filter(
        _ run: CommandRun, _ reader: LabReader, _ names: LabNames
    ) throws -> Filter {
        var filter = Filter()
        if let text = try run.value(job) {
            guard let id = JobID(text) else {
                throw run.parsed.usageError(.other("'\(text)' is no job identifier such as BPC00001"))
            }
            filter.job = id
            let live = names.images.first { $0.definition.code == id.site }?.jobs.first { $0.job.id == id }
            filter.package = live?.job.packageID
        }
        if let text = try run.value(component) { filter.component = try named(text, run) }
        try narrow(&filter, run, reader, names)
        return filter
    }

    /// Takes site and times; times are by the clock of that site, else of the first.
    ///
    /// What --at shows is what was there then: everything up to it.
    private static func narrow(
        _ filter: inout Filter, _ run: CommandRun, _ reader: LabReader, _ names: LabNames
    ) throws {
        var zone = names.images.first?.definition.zone ?? .utc
        if let text = try run.value(site) {
            // What was taken out has its entries still.
            let place = try place(of: text, names, reader)
            filter.site = UInt16(place)
            zone = names.images[place].definition.zone
        }
        if let text = try run.value(from) { filter.from = try Moment.instant(text, of: run, zone: zone) }
        if let text = try run.value(to) { filter.to = try Moment.instant(text, of: run, zone: zone) }
        guard run.parsed.isGiven(JobCommands.at) else { return }
        let named =
            try run.value(site).map { names.images[try place(of: $0, names, reader)].definition }
            ?? reader.definition().sites.first
        if let named, let then = try PastLab.instant(run, reader, named) {
            filter.to = min(filter.to ?? then, then)
            // Of that very instant only what commands did has happened, as every list shows it.
            let open = try reader.state(at: then).trace.open
            filter.kept = open.number * TraceBlock.capacity + open.count
        }
    }

    /// The number of the site that a word names, be it one that was taken out.
    private static func place(of word: String, _ names: LabNames, _ reader: LabReader) throws -> Int {
        if let code = SiteCode(word),
            let place = names.images.firstIndex(where: { $0.definition.code == code && !$0.isRemoved })
                ?? names.images.lastIndex(where: { $0.definition.code == code })
        {
            return place
        }
        if let code = SiteCode(word) {
            throw CommandFailure(
                ExitCode.noInput, "no site \(code) in this lab; `sms12 site list` shows them")
        }
        let lab = try reader.definition()
        let code = lab.sites[try SiteEdit.place(word, in: lab)].code
        return names.images.firstIndex { $0.definition.code == code && !$0.isRemoved } ?? 0
    }

    /// A component by the name in its logs, the file of its log, or a part of the name.
    static func named(_ text: String, _ run: CommandRun) throws -> Component {
        let wanted = text.uppercased().filter { $0 != " " && $0 != "-" && $0 != "_" }
        func plain(_ name: String) -> String {
            name.uppercased().filter { $0 != " " && $0 != "-" && $0 != "_" }
        }
        let exact = Component.allCases.filter {
            plain($0.name) == wanted || plain($0.logFile ?? "") == wanted
        }
        let close =
            exact.isEmpty
            ? Component.allCases.filter {
                plain($0.name).contains(wanted) || plain("\($0)").contains(wanted)
                    || plain($0.logFile ?? "").hasPrefix(wanted)
            } : exact
        guard close.count == 1, !wanted.isEmpty else {
            let known = Component.allCases.flatMap {
                ["\($0)".lowercased(), $0.name] + ($0.logFile.map { [$0] } ?? [])
            }
            if close.isEmpty, let near = nearestNames(to: text.lowercased(), among: known).first {
                throw run.parsed.usageError(.other("'\(text)' names no component; did you mean \(near)?"))
            }
            let names = (close.isEmpty ? Component.allCases : close).map(\.name).joined(separator: ", ")
            throw run.parsed.usageError(
                .other(
                    "'\(text)' names \(close.isEmpty ? "no component" : "several components"); there are \(names)"
                ))
        }
        return close[0]
    }

    /// The wanted entries, oldest first.
    static func records(_ reader: LabReader, _ names: LabNames, _ filter: Filter, limit: Int?) throws
        -> [TraceRecord]
    {
        var found: [TraceRecord] = []
        try reader.database.forEachTraceSegment(from: filter.from, to: filter.to) { segment in
            let block = TraceBlock(
                number: Int(segment.segment), count: Int(segment.count), firstInstant: segment.firstInstant,
                lastInstant: segment.lastInstant, bytes: segment.data)
            let first = block.number * TraceBlock.capacity
            let count = filter.kept.map { max(0, $0 - first) } ?? block.count
            for record in block.records().prefix(count) where filter.takes(record, names) {
                found.append(record)
            }
            if let limit, found.count > 2 * limit { found.removeFirst(found.count - limit) }
            return true
        }
        if let limit { found = found.suffix(limit) }
        return found
    }

    private static let list = CommandEntry(
        declaration: CommandDeclaration(
            ["trace", "list"], "List what happened, entry by entry.",
            discussion: "Which entries are kept is the lab's trace level: none, changes or full.",
            options: [JobCommands.at, job, site, component, from, to, limit],
            example: CommandExample("sms12 trace list --job BPC00001 --component despooler")),
        run: { run in
            let reader = try run.readLab(tracing: true)
            try remarkNoTrace(run, reader, "there is nothing to list")
            let names = try reader.names()
            var table = Table([
                Column("Time", key: "time"), Column("Site", key: "site"),
                Column("Component", key: "component"),
                Column("What", key: "what"), Column("Subject", key: "subject"),
                Column("Object", key: "object"),
                Column("Value", key: "value", .right),
            ])
            for record in try records(
                reader, names, try filter(run, reader, names), limit: try wanted(run))
            {
                let (subject, object) = subjects(record, names)
                let time = names.time(record.instant, record.site).civil
                let clock = names.time(record.instant, record.site).description
                let milliseconds = pad(((record.instant % 1_000) + 1_000) % 1_000, 3)
                try table.add([
                    .text((time.second == 0 ? clock + ":00" : clock) + ".\(milliseconds)"),
                    .text(names.site(record.site)), .text(record.component.name),
                    .text(record.code.word),
                    .text(subject), .text(object), .integer(record.value),
                ])
            }
            run.print(table)
            return ExitCode.done
        })

    /// The names of what an entry is about.
    static func subjects(_ record: TraceRecord, _ names: LabNames) -> (subject: String, object: String) {
        let site = record.site
        let code = record.code
        func client() -> String { names.client(record.a, site) }
        if code.aIsJob {
            let job = record.a == 0 ? "" : names.job(record.a, site)
            switch code {
            case .instructionWritten, .noAddress, .systemJobQueued, .instructionForwarded:
                return (job, names.site(UInt16(truncatingIfNeeded: record.b)))
            case .requestQueued, .requestRescheduled, .requestAbandoned:
                return (job, names.request(record.b, site))
            case .jobStatusChanged:
                return (job, Story.statuses(from: UInt32(truncatingIfNeeded: record.value), to: record.b))
            case .jobRepeated: return (job, names.job(record.b, site))
            case .statusExecuted, .detailUpdated: return (job, names.smsID(record.b, site))
            case .instructionsCopied: return (job, names.server(Int64(record.b), site))
            case .eventRaised, .executiveEnded:
                return (job, Component(rawValue: UInt8(truncatingIfNeeded: record.b))?.name ?? "")
            default: return (job, "")
            }
        }
        switch code {
        case .sourceInspected, .compressionStarted, .compressionEnded, .compressionFailed,
            .compressionSkipped:
            return (names.package(record.a, site), names.job(record.b, site))
        case .packageStored, .decompressionStarted, .definitionSent, .storedRemoved, .programItemsSet,
            .programItemRefused, .packageDisappeared:
            return (names.package(record.a, site), "")
        case .packageCopied, .copyFailed, .serverSkipped, .locationReported, .packageRemoved, .removeFailed,
            .usersWarned, .filesClosed:
            return (names.package(record.a, site), names.server(Int64(record.b), site))
        case .sendStarted, .sendEnded, .sendFailed, .sendGivenBack, .sendSuspended:
            return (names.request(record.a, site), names.job(record.b, site))
        case .serviceStarted:
            let services = ServiceName.allCases
            return (services.indices.contains(Int(record.b)) ? services[Int(record.b)].rawValue : "", "")
        case .controlFileWritten, .controlImageReused, .controlFileLoaded, .controlImageTooLarge,
            .sitePhaseBegun,
            .controlFileAccepted, .controlFileReported:
            return (names.site(UInt16(truncatingIfNeeded: record.b)), "")
        case .alertChecked, .alertRaised: return (names.alert(record.b, site), "")
        case .commandPerformed:
            return (LabCommand.verbs[record.a] ?? "command \(record.a)", commandObject(record, names))
        case .statusesCollected, .logonServerUnreachable: return (names.server(Int64(record.b), site), "")
        case .pcmPolled, .pcmFound, .clientStateChanged: return (client(), "")
        default:
            if code.component == .packageCommandManager { return (client(), names.job(record.b, site)) }
            return ("", "")
        }
    }

    /// What a command was about, where the trace has its number.
    private static func commandObject(_ record: TraceRecord, _ names: LabNames) -> String {
        let site = record.site
        switch (LabCommand.verbs[record.a] ?? "").prefix(while: { $0 != "." }) {
        case "package": return names.package(record.b, site)
        case "job": return names.job(record.b, site)
        case "client": return names.client(record.b + 1, site)
        case "server": return names.server(Int64(record.b), site)
        default: return ""
        }
    }

    /// An entry on one line.
    static func described(_ record: TraceRecord, _ names: LabNames) -> String {
        let (subject, object) = subjects(record, names)
        return "\(names.time(record.instant, record.site)) \(record.component.name) \(record.code.word) "
            + "\(subject) \(object) \(record.value)"
    }

    /// Says why a lab without a trace shows nothing.
    private static func remarkNoTrace(_ run: CommandRun, _ reader: LabReader, _ what: String) throws {
        guard try reader.definition().trace == .none else { return }
        run.remark(
            "the lab was made with --trace none and keeps no trace, and \(what): nothing is shown; a lab that is made with "
                + "`sms12 lab create --trace changes` has one, and `sms12 event list` works in either")
    }

    // MARK: log

    /// How log lines are printed.
    enum Grammar: String, CaseIterable, Sendable { case service, smstrace, plain }

    static let which = Operand<String?>(
        "COMPONENT", .text, help: "A component, such as despooler or SCHED.LOG.")
    static let grammar = Option(
        "grammar", value: "WORD", .words, default: Grammar.service,
        help: "The raw service log, the columns of SMSTRACE, or the text alone.")

    /// The lines of the wanted entries, oldest first; a limit counts lines, since that is what a log has.
    private static func logLines(
        _ reader: LabReader, _ names: LabNames, _ filter: Filter, limit: Int?
    ) throws -> [(record: TraceRecord, lines: [String])] {
        // What changed nothing is in the trace alone, at level full: no log tells of each poll.
        let all = try records(reader, names, filter, limit: nil).filter(\.code.isChange)
        guard let limit else { return all.map { ($0, names.lines($0)) } }
        var found: [(record: TraceRecord, lines: [String])] = []
        var left = limit
        for record in all.reversed() where left > 0 {
            let lines = names.lines(record).suffix(left)
            left -= lines.count
            found.append((record, Array(lines)))
        }
        return found.reversed()
    }

    private static let logShow = CommandEntry(
        declaration: CommandDeclaration(
            ["log", "show"], "Print the log of a component, or of all.",
            discussion: "Logs are made from the trace, so a lab with --trace none has none.",
            options: [JobCommands.at, site, from, to, limit, grammar],
            operands: [which], example: CommandExample("sms12 log show despooler")),
        run: { run in
            let reader = try run.readLab(tracing: true)
            try remarkNoTrace(run, reader, "logs are made from it")
            let names = try reader.names()
            var filter = Filter()
            if let text = try run.value(which) { filter.component = try named(text, run) }
            try narrow(&filter, run, reader, names)
            let grammar = try run.value(grammar)
            var table = Table([
                Column("Time", key: "time"), Column("Component", key: "component"),
                Column("Text", key: "text"),
            ])
            for (record, lines) in try logLines(reader, names, filter, limit: try wanted(run)) {
                for text in lines {
                    let component = record.component
                    let line = LogLine(
                        text, component: component.name, time: names.time(record.instant, record.site),
                        thread: UInt32(component.thread))
                    if run.format != .table {
                        try table.add([
                            .text(names.time(record.instant, record.site).description), .text(component.name),
                            .text(text),
                        ])
                        continue
                    }
                    switch grammar {
                    case .plain: run.print(text)
                    case .smstrace: run.print(line.printed(.smsTrace))
                    case .service:
                        run.print(line.printed(component == .packageCommandManager ? .client : .service))
                    }
                }
            }
            if run.format != .table { run.print(table) }
            return ExitCode.done
        })
}
