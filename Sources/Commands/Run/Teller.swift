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
        Column("Subject", key: "subject"), Column("What", key: "what"),
    ])
    private let begin: Int64
    private var count = 0
    private var toldFindings: Set<String> = []
    private var knownFolders: [String] = []

    private let isSummary: Bool

    init(_ run: CommandRun, _ lab: LabSession, _ stepper: Stepper, isSummary: Bool = false) {
        self.isSummary = isSummary
        self.run = run
        self.lab = lab
        self.stepper = stepper
        begin = lab.emulation.now
    }

    /// Tells of one commit.
    func tell(_ commit: CommitStory, _ instant: Int64) throws {
        // A source that stays away is looked at again at each poll; it is told once.
        run.report(lab.takeFindings().filter { toldFindings.insert($0.description).inserted })
        let names = LabNames(images: lab.emulation.images)
        let lines = Story(names: names, rules: lab.emulation.clients.map(\.rules)).lines(commit, at: instant)
        count += lines.count
        let cycle = stepper.cycleNumber(instant - 1)
        if run.format != .table {
            for line in lines {
                try table.add([
                    .integer(cycle), .text(names.time(line.instant, line.site).description), .text(line.kind),
                    .text(line.subject), .text(line.text),
                ])
            }
            return
        }
        guard !lines.isEmpty else { return }
        if isSummary { return summarize(lines, commit, cycle, instant) }
        run.print(run.styled.bold("cycle \(cycle)") + ", to \(RunCommands.shown(instant, lab, stepper.site))")
        for line in lines {
            let clock = names.time(line.instant, line.site).civil
            let time = "\(pad(clock.hour, 2)):\(pad(clock.minute, 2)):\(pad(clock.second, 2))"
            run.print(
                line.kind == "file"
                    ? "  \(run.styled.dim("new file"))  \(line.subject)\\ \(line.text)"
                    : "  \(run.styled.dim(time))  \(line.kind) \(line.subject) \(line.text)")
        }
    }

    /// One line for a commit: the jobs as they stand, who ran, events, new files.
    private func summarize(_ lines: [StoryLine], _ commit: CommitStory, _ cycle: Int64, _ instant: Int64) {
        var parts: [String] = []
        for image in lab.emulation.images {
            for job in image.jobs
            where lines.contains(where: { $0.kind == "job" && $0.subject == job.job.id.description }) {
                parts.append(run.styled.bold("\(job.job.id) \(Self.statuses(job.job))"))
            }
        }
        func count(_ code: TraceCode) -> Int { commit.records.reduce(0) { $0 + ($1.code == code ? 1 : 0) } }
        let ran = lines.filter { $0.kind == "client" && $0.text.hasPrefix("runs ") }.map(\.subject)
        if count(.pcmOffered) > 0 { parts.append("\(count(.pcmOffered)) offered") }
        if !ran.isEmpty { parts.append("ran: \(Self.few(ran))") }
        if count(.detailUpdated) > 0 { parts.append("\(count(.detailUpdated)) reported") }
        for line in lines where line.kind == "event" {
            parts.append(run.styled.yellow("event \(line.subject)"))
        }
        // Of a folder that files come to again and again, only the first are told.
        let files = lines.filter { $0.kind == "file" && !knownFolders.contains($0.subject) }
        for line in files where !knownFolders.contains(line.subject) { knownFolders.append(line.subject) }
        if !files.isEmpty {
            parts.append(
                run.styled.dim("new: " + Self.few(files.map { Self.tail($0.subject) + "\\" + $0.text })))
        }
        guard !parts.isEmpty else { return }
        let clock = RunCommands.shown(instant, lab, stepper.site).suffix(5)
        let number = String(repeating: " ", count: max(0, 4 - String(cycle).count)) + String(cycle)
        run.print("\(number)  \(clock)  " + parts.joined(separator: "; "))
    }

    private static func statuses(_ job: Job) -> String {
        let parts = [
            ("sending", job.sendingStatus), ("working", job.workingStatus), ("cancel", job.cancelStatus),
        ]
        return ([job.status.word] + parts.filter { $0.1 != .none }.map { "\($0.0) \($0.1.word)" })
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

    /// Prints where the lab stands, and one line a job.
    func finish() throws {
        if run.format != .table { return run.print(table) }
        if count == 0 { run.print("nothing changed") }
        run.advise("The lab stands at \(RunCommands.shown(lab.emulation.now, lab, stepper.site)).")
    }
}
