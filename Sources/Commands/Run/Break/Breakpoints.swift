import CommandLineKit
import Emulation
import Pipeline
import SiteModel

/// The breakpoints of a run, and the first of them that was met.
final class Breakpoints {
    /// What met a breakpoint.
    struct Hit {
        /// Which breakpoint.
        let breakpoint: Breakpoint
        /// The entry.
        let record: TraceRecord
    }

    /// The option of `run` and `step`.
    static let option = Option<[String]>(
        "break", value: "WHAT", .text,
        help:
            "Stop right behind the event by which something comes about: job=Complete, job:BPC00001=Failed, "
            + "event=374, component=SMS_DESPOOLER, client=PC7, package=Quill, server=SRV2, site=BPC or code=copyFailed. "
            + "May be given again, or several with commas.")

    /// What the help says of it.
    static let discussion = """
        --break waits for what changes, never for what is so already: job=STATUS is met when a job comes to show the \
        status, sending=, working= and cancel= when it does in these columns; job=JOB by anything about the job; the others \
        by whatever the component, client, package, server or site does or has done to it that changes anything. Behind a \
        colon stands whose: job:BPC00001=Complete, event:CEN=374, client:AAA=PC7.
        """

    /// The breakpoints.
    let list: [Breakpoint]
    private let names: LabNames
    private(set) var hit: Hit?

    init(_ list: [Breakpoint], _ names: LabNames) {
        self.list = list
        self.names = names
    }

    /// The breakpoints that a command line gives; nil: none.
    static func read(_ run: CommandRun, _ lab: LabSession) throws -> Breakpoints? {
        let words = try run.value(option)
        if words.isEmpty { return nil }
        let names = LabNames(images: lab.emulation.images)
        let reader = BreakpointReader(run: run, names: names)
        let breakpoints = Breakpoints(try words.flatMap { try reader.breakpoints($0) }, names)
        breakpoints.adviseOfWhatIs(run, lab)
        return breakpoints
    }

    /// Takes what an event changed; says whether a breakpoint is met.
    func take(_ records: some Sequence<TraceRecord>) -> Bool {
        for record in records {
            if let met = list.first(where: { $0.isMet(by: record, names) }) {
                hit = Hit(breakpoint: met, record: record)
                return true
            }
        }
        return false
    }

    /// As it is written on the command line.
    var text: String { list.map(\.text).joined(separator: ", ") }

    /// Says which jobs show already what a breakpoint waits for: it is met by a change alone.
    func adviseOfWhatIs(_ run: CommandRun, _ lab: LabSession) {
        for breakpoint in list {
            guard case .status(let wanted, .job, let word) = breakpoint.condition else { continue }
            for image in lab.emulation.images where !image.isRemoved {
                for live in image.jobs
                where !live.isDeleted && live.job.id.site == image.definition.code && !live.job.status.isFinal
                    && live.job.statusWord == word && (wanted == nil || wanted == live.job.id)
                {
                    run.advise(
                        "job \(live.job.id) is \(word) already: --break \(breakpoint.text) waits for the next change to it"
                    )
                }
            }
        }
    }

    /// Those that wait for a job that has ended: it changes no more, so that they will never be met.
    func hopeless(_ lab: LabSession) -> [Breakpoint] {
        list.filter { breakpoint in
            guard case .status(let job?, _, _) = breakpoint.condition else { return false }
            return lab.emulation.images.contains { image in
                image.definition.code == job.site
                    && image.jobIndex(job).map { image.jobs[$0].job.status.isFinal } ?? false
            }
        }
    }
}
