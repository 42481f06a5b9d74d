import CommandLineKit
import Emulation
import PackageArchive
import Pipeline
import Reporting
import SiteDatabase
import SiteModel

/// `report`: a run as a page that plays it, or as one picture.
enum ReportCommand {
    /// What is written.
    enum Form: String, CaseIterable, Sendable { case html, svg, json }

    /// Which picture.
    enum Picture: String, CaseIterable, Sendable { case gantt, hierarchy }

    static let form = Option(
        "format", value: "FORMAT", .words, default: Form.html,
        help: "A page that plays the run, one picture of it, or the data that the page holds.")
    static let picture = Option<Picture?>(
        "picture", value: "WORD", .words, defaultText: "gantt with --job, else hierarchy",
        help: "Which picture: the phases of a job at each site, or the sites as they stand.")
    static let job = Option<String?>(
        "job", value: "JOB", .labObject("job"), defaultText: "every job",
        help: "The job whose phases the picture shows.")
    static let out = Option<String?>(
        "out", value: "FILE", .file, defaultText: "standard output",
        help: "The file to write; - is standard output.")
    static let with = Option<String?>(
        "with", value: "LAB", .directory, defaultText: "none",
        help: "Another lab, such as a branch, to play beside this one.")
    static let title = Option<String?>(
        "title", value: "TEXT", .text, defaultText: "the lab's folder", help: "What the page is called.")

    static let entry = CommandEntry(
        declaration: CommandDeclaration(
            ["report"], "Make a page that plays the run, or a picture of it.",
            discussion: """
                The page is one file that needs no network: it opens from disk in any current browser. It plays the run \
                watchdog cycle by watchdog cycle: the sites with packages on their way, a lane a site with the phases of each \
                job, the Jobs window, clients, events, files and logs, and for whatever is clicked what `explain` said then. \
                Space plays, the arrow keys step, ? tells the other keys.

                The journal is done again in memory for it; the lab is only read. What a page shows at a cycle is what `job \
                list`, `client list` and `event list` print with --at the end of that cycle.
                """, options: [out, form, picture, job, with, title, JobCommands.at],
            example: CommandExample("sms12 report --out page.html"),
            moreExamples: [
                CommandExample(
                    "sms12 report --out both.html --with other.lab", "two branches beside each other"),
                CommandExample("sms12 report --format svg --job BPC00001 --out job.svg", "for a handout"),
                CommandExample("sms12 report --format svg --out sites.svg"),
            ],
            exitCodes: [
                ExitCodeNote(ExitCode.failed, "the lab was recorded under rules that this program has not"),
                ExitCodeNote(ExitCode.cannotCreate, "the file cannot be made"),
            ], replacing: [GlobalOptions.format]), run: run)

    private static func run(_ run: CommandRun) throws -> Int32 {
        let form = try run.value(form)
        try check(run, form)
        if let file = try path(run) { try run.checkIsNoPart(ofLab: file) }
        let folder = try run.labFolder()
        let reader = try run.readJournal(folder)
        let recording = try make(run, reader, until: try until(run, reader))
        switch form {
        case .json: try write(run, recording.json())
        case .svg: try write(run, Array(try drawn(run, reader, recording).utf8))
        case .html:
            var recordings = [recording]
            if let other = try run.value(with) {
                recordings.append(try make(run, try run.readJournal(try otherFolder(run, other))))
            }
            let title = try run.value(title) ?? recordings.map(\.folder).joined(separator: " and ")
            try write(run, try page(title, recordings.map { $0.json() }))
        }
        if let file = try path(run) {
            run.conclude(
                "\(file) shows \(try shown(run, form, reader, recording)) of lab \(recording.folder).")
        }
        return ExitCode.done
    }

    /// A page of one recording or two, as `data` gives them.
    static func page(_ title: String, _ recordings: [[UInt8]]) throws -> [UInt8] {
        Array(ReplayPage(title: title, recordings: try recordings.map { try Gzip.compress($0) }).html().utf8)
    }

    /// What a page of a lab holds that has room for so many answers to why, about.
    static func data(_ reader: LabReader, answers: Int) throws -> [UInt8] {
        try RecordingMaker(reader, answers: answers, progress: { _, _ in }).make().json()
    }

    /// The file that is named; nil for standard output.
    private static func path(_ run: CommandRun) throws -> String? {
        let named = try run.value(out)
        return named == "-" ? nil : named
    }

    /// What the file shows.
    private static func shown(
        _ run: CommandRun, _ form: Form, _ reader: LabReader, _ recording: Recording
    ) throws -> String {
        guard form == .svg else { return counted(recording.frames, "moment") }
        let instant = recording.instant(of: recording.frames - 1)
        let time = try reader.definition().sites.first?.clock(at: instant).description ?? ""
        guard try kind(run) == .gantt else { return "the sites as they stood at \(time)" }
        return "the phases of \(try run.value(job)?.uppercased() ?? "every job") until \(time)"
    }

    private static func kind(_ run: CommandRun) throws -> Picture {
        try run.value(picture) ?? (try run.value(job) == nil ? .hierarchy : .gantt)
    }

    private static func check(_ run: CommandRun, _ form: Form) throws {
        let pictureOnly: [any DeclaredOption] = [picture, job, JobCommands.at]
        if form != .svg, let wrong = pictureOnly.first(where: { run.parsed.isGiven($0) }) {
            throw run.usage("\(wrong.spec.dashedName) is for a picture: add --format svg")
        }
        let pageOnly: [any DeclaredOption] = [with, title]
        if form != .html, let wrong = pageOnly.first(where: { run.parsed.isGiven($0) }) {
            throw run.usage("\(wrong.spec.dashedName) is for a page: leave --format out")
        }
        if form == .html, try path(run) == nil, run.environment.outIsTerminal {
            throw run.usage(
                "a page is no text for a terminal: name a file with --out, or send the output to one")
        }
    }

    private static func otherFolder(_ run: CommandRun, _ named: String) throws -> String {
        let folder = HostFiles.absolute(named, from: run.environment.folder)
        for candidate in [folder, folder + ".lab"] where HostFiles.exists(candidate + "/lab.db") {
            return candidate
        }
        throw CommandFailure(
            ExitCode.noInput, "no lab at \(named) (from --with): there is no lab.db in it")
    }

    private static func make(_ run: CommandRun, _ reader: LabReader, until: Int64? = nil) throws -> Recording
    {
        run.watchInterrupt("stopping; no file is written")
        let maker = try RecordingMaker(reader, until: until, progress: run.progressLine("recording"))
        defer { run.endProgress() }
        return try maker.make()
    }

    private static func write(_ run: CommandRun, _ bytes: [UInt8]) throws {
        guard let file = try path(run) else { return run.environment.outBytes(bytes) }
        try HostFiles.write(bytes, to: HostFiles.absolute(file, from: run.environment.folder))
    }

    // MARK: Pictures

    private static func drawn(_ run: CommandRun, _ reader: LabReader, _ recording: Recording) throws -> String
    {
        let job = try run.value(job)
        let kind = try kind(run)
        let frame = recording.frames - 1
        switch kind {
        case .hierarchy:
            if job != nil { throw run.usage("--job is for the picture gantt") }
            return HierarchyPicture(recording, at: frame).svg()
        case .gantt:
            let names = recording.jobs.entries.filter { !$0.isSystem }.map(\.name)
            let wanted = try job.map { word in
                let found = names.filter { $0.uppercased() == word.uppercased() }
                guard let name = found.first else {
                    throw CommandFailure(
                        ExitCode.noInput, "no job \(word) in this lab; `sms12 job list` shows them")
                }
                return name
            }
            return GanttPicture(recording, job: wanted, until: recording.instant(of: frame)).svg()
        }
    }

    /// The time of --at; nil without.
    private static func until(_ run: CommandRun, _ reader: LabReader) throws -> Int64? {
        guard let site = try reader.definition().sites.first else { return nil }
        return try PastLab.instant(run, reader, site)
    }
}
