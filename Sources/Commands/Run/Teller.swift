import CommandLineKit
import Emulation
import Pipeline
import SiteModel

/// Prints the story of a run as it goes, or gathers it for JSON and CSV.
final class Teller {
    private let run: CommandRun
    private let lab: LabSession
    private let stepper: Stepper
    private var table = Table([
        Column("Cycle", key: "cycle", .right), Column("Time", key: "time"), Column("Kind", key: "kind"),
        Column("Subject", key: "subject"), Column("What", key: "what"), Column("Site", key: "site"),
    ])
    private let begin: Int64
    private var count = 0
    private var toldFindings: Set<String> = []
    private var knownFolders: [String] = []

    private let isSummary: Bool
    private var summary: RunSummary
    /// Whether the lab has more than one site, so that a line has to name its own.
    private let hasSites: Bool

    private struct JobKey: Hashable {
        var site: UInt16
        var job: UInt32
    }
    /// The packed statuses of the jobs that a commit changes, as they were at the end of the cycle that is told.
    private var statusThen: [JobKey: UInt32] = [:]

    init(_ run: CommandRun, _ lab: LabSession, _ stepper: Stepper, isSummary: Bool = false) {
        self.isSummary = isSummary
        self.run = run
        self.lab = lab
        self.stepper = stepper
        begin = lab.emulation.now
        hasSites = lab.emulation.images.count { !$0.isRemoved } > 1
        summary = RunSummary(day: RunCommands.shown(begin, lab, stepper.site).prefix(10))
    }

    /// Tells of one commit, cycle by cycle.
    func tell(_ commit: CommitStory, _ instant: Int64) throws {
        // A source that stays away is looked at again at each poll; it is told once.
        run.report(lab.takeFindings().filter { toldFindings.insert($0.description).inserted })
        let names = LabNames(images: lab.emulation.images)
        let story = Story(names: names, rules: lab.emulation.clients.map(\.rules))
        let last = stepper.cycleNumber(instant - 1)
        // The engine stands at the end of the commit; at the end of a cycle before it a job may have stood elsewhere.
        statusThen = [:]
        for record in commit.records.reversed() where record.code == .jobStatusChanged {
            statusThen[JobKey(site: record.site, job: record.a)] = UInt32(
                truncatingIfNeeded: record.value)
        }
        var rest = commit.records[...]
        while let record = rest.first, stepper.cycleNumber(record.instant) < last {
            let cycle = stepper.cycleNumber(record.instant)
            let part = CommitStory(
                records: Array(rest.prefix { stepper.cycleNumber($0.instant) == cycle }))
            rest.removeFirst(part.records.count)
            try tell(part, story, cycle, stepper.boundary(after: record.instant))
        }
        // Files are written by the commit, and so told with its last cycle.
        try tell(CommitStory(records: Array(rest), newFiles: commit.newFiles), story, last, instant)
    }

    private func tell(_ commit: CommitStory, _ story: Story, _ cycle: Int64, _ instant: Int64) throws {
        let names = story.names
        let lines = story.lines(commit, at: instant)
        count += lines.count
        if run.format != .table {
            for line in lines {
                try table.add([
                    .integer(cycle), .text(names.time(line.instant, line.site).description), .text(line.kind),
                    .text(line.subject), .text(line.text),
                    line.kind == "file" ? .none : .text(names.site(line.site)),
                ])
            }
            return
        }
        guard !lines.isEmpty else { return }
        if isSummary { return summarize(lines, commit, cycle, instant) }
        run.print(run.styled.bold("cycle \(cycle)") + ", to \(RunCommands.shown(instant, lab, stepper.site))")
        for line in lines {
            let clock = names.time(line.instant, line.site).civil
            let site = hasSites ? "  \(names.site(line.site))" : ""
            let time = "\(pad(clock.hour, 2)):\(pad(clock.minute, 2)):\(pad(clock.second, 2))\(site)"
            run.print(
                line.kind == "file"
                    ? "  \(run.styled.dim("new file"))  \(line.subject)\\ \(line.text)"
                    : "  \(run.styled.dim(time))  \(line.kind) \(line.subject) \(line.text)")
        }
    }

    /// One line for a cycle: the jobs as they stand, who ran, events, alerts, new files; in a lab of several sites
    /// site by site.
    private func summarize(_ lines: [StoryLine], _ commit: CommitStory, _ cycle: Int64, _ instant: Int64) {
        for record in commit.records where record.code == .jobStatusChanged {
            statusThen[JobKey(site: record.site, job: record.a)] = record.b
        }
        var groups: [String] = []
        for image in lab.emulation.images {
            let parts = parts(
                of: image, lines.filter { $0.site == image.number && $0.kind != "file" }, commit)
            if parts.isEmpty { continue }
            groups.append((hasSites ? "\(image.definition.code): " : "") + parts.joined(separator: "; "))
        }
        // Of a folder that files come to again and again, only the first are told.
        let files = lines.filter { $0.kind == "file" && !knownFolders.contains($0.subject) }
        for line in files where !knownFolders.contains(line.subject) { knownFolders.append(line.subject) }
        if !files.isEmpty {
            groups.append(
                run.styled.dim("new: " + Self.few(files.map { Self.tail($0.subject) + "\\" + $0.text })))
        }
        guard !groups.isEmpty else { return }
        let told = summary.lines(
            groups.joined(separator: hasSites ? " / " : "; "), cycle,
            RunCommands.shown(instant, lab, stepper.site))
        for line in told { run.print(line) }
    }

    /// What a cycle brought at a site.
    private func parts(of image: SiteImage, _ lines: [StoryLine], _ commit: CommitStory) -> [String] {
        if lines.isEmpty { return [] }
        var parts: [String] = []
        for (place, job) in image.jobs.enumerated()
        where lines.contains(where: { $0.kind == "job" && $0.subject == job.job.id.description }) {
            let key = JobKey(site: image.number, job: image.jobNumber(place))
            let status =
                statusThen[key].map(unpackStatus)
                ?? (job.job.status, job.job.sendingStatus, job.job.workingStatus, job.job.cancelStatus)
            parts.append(run.styled.bold("\(job.job.id) \(Self.statuses(status))"))
        }
        func count(_ code: TraceCode) -> Int {
            commit.records.reduce(0) { $0 + ($1.code == code && $1.site == image.number ? 1 : 0) }
        }
        let ran = lines.filter { $0.kind == "client" && $0.text.hasPrefix("runs ") }.map(\.subject)
        if count(.pcmOffered) > 0 { parts.append("\(count(.pcmOffered)) offered") }
        if !ran.isEmpty { parts.append("ran: \(Self.few(ran))") }
        if count(.detailUpdated) > 0 { parts.append("\(count(.detailUpdated)) reported") }
        for line in lines where line.kind == "event" {
            parts.append(run.styled.yellow("event \(line.subject)"))
        }
        for line in lines where line.kind == "alert" {
            parts.append(run.styled.yellow("alert \(line.subject)"))
        }
        return parts
    }

    private static func statuses(
        _ status: (overall: JobStatus, sending: JobStatus, working: JobStatus, cancel: JobStatus)
    ) -> String {
        let parts = [("sending", status.sending), ("working", status.working), ("cancel", status.cancel)]
        return
            ([status.overall.overallWord(cancel: status.cancel)]
            + parts.filter { $0.1 != .none }.map { "\($0.0) \($0.1.word)" })
            .joined(separator: ", ")
    }

    private static func few(_ names: [String]) -> String {
        names.count > 3
            ? "\(names.prefix(2).joined(separator: ", ")) and \(names.count - 2) more"
            : names.joined(separator: ", ")
    }

    /// The last two folders of a path.
    private static func tail(_ folder: String) -> String {
        folder.split(separator: "\\").suffix(2).joined(separator: "\\")
    }

    /// Tells of the breakpoint that was met.
    func tell(_ hit: Breakpoints.Hit) throws {
        let words = BreakpointTeller(hit, lab, cycle: stepper.cycleNumber(hit.record.instant))
        if run.format != .table {
            try table.add(words.cells)
        } else {
            for line in summary.rest() { run.print(line) }
            for line in words.lines(run.styled, hasSites: hasSites) { run.print(line) }
        }
        count += 1
    }

    /// Prints where the lab stands, and one line a job.
    func finish() throws {
        if run.format != .table { return run.print(table) }
        for line in summary.rest() { run.print(line) }
        if count == 0 { run.print("nothing changed") }
        run.conclude("The lab stands at \(RunCommands.shown(lab.emulation.now, lab, stepper.site)).")
    }
}
