import CommandLineKit
import Emulation
import Glibc
import Pipeline
import SiteModel

/// Moves a lab through time, one watchdog cycle at a time, and commits at each cycle in which something changed.
///
/// A lab whose snapshot takes as long to write as many cycles take to run is committed once in many; see
/// `LabSession.isCommitDue`.
final class Stepper {
    /// Why it stopped.
    enum Stop: Equatable {
        /// The target was reached.
        case reached
        /// Ctrl-C was pressed; everything up to here is kept.
        case interrupted
        /// A breakpoint was met; the lab stands right behind the event.
        case met
    }

    let lab: LabSession
    let who: String
    /// The site whose cycles are counted, by its number.
    let site: Int
    private let progress: (Int64, Int64) -> Void

    init(_ lab: LabSession, who: String, site: Int, progress: @escaping (Int64, Int64) -> Void) {
        self.lab = lab
        self.who = who
        self.site = site
        self.progress = progress
    }

    /// Length of a cycle in milliseconds.
    var cycle: Int64 { lab.emulation.images[site].pollMilliseconds }

    /// The number of the cycle that an instant lies in, from 1.
    func cycleNumber(_ instant: Int64) -> Int64 { lab.emulation.cycles(ofSite: site).passed(at: instant) + 1 }

    /// The first cycle boundary after an instant.
    func boundary(after instant: Int64) -> Int64 {
        lab.emulation.cycles(ofSite: site).end(after: instant)
    }

    /// Runs up to an instant; tells of each commit.
    ///
    /// - Parameters:
    ///   - target: The instant.
    ///   - idleMilliseconds: How long nothing may change until it stops.
    ///   - breakpoints: What it stops for, right behind the event.
    ///   - isDone: Asked at the end of each cycle; the run stops there.
    ///   - told: Takes the story of a commit and the instant it stands at.
    /// - Returns: Why it stopped.
    /// - Throws: what a commit throws; the lab then stands at the commit before.
    func run(
        to target: Int64, idleMilliseconds: Int64 = .max, breakpoints: Breakpoints? = nil,
        until isDone: () -> Bool = { false },
        _ told: (CommitStory, Int64) throws -> Void
    ) throws -> Stop {
        let begin = lab.emulation.now
        var lastNews = begin
        var knownNews = lab.newsCount
        while lab.emulation.now < target {
            if Interrupt.wasPressed { return .interrupted }
            let next = min(boundary(after: lab.emulation.now), target)
            if try go(to: next, breakpoints) {
                // Cycles are told up to an instant that they do not hold any more.
                let end = lab.emulation.now + 1
                try told(try lab.commitTime(who: who), end)
                return .met
            }
            progress(next - begin, target - begin)
            // A cycle in which nothing changed needs no commit of its own: the next one carries it.
            let isIdle = next - lastNews >= idleMilliseconds
            let isNews = lab.newsCount != knownNews
            let isEnd = isIdle || isNews && isDone()
            knownNews = lab.newsCount
            if isNews { lastNews = next }
            guard next == target || isEnd || lab.isCommitDue || lab.isCheckpointDue || Interrupt.wasPressed
            else { continue }
            try told(try lab.advance(to: next, who: who), next)
            knownNews = lab.newsCount
            if isEnd { return .reached }
        }
        return .reached
    }

    /// Lets time pass up to an instant; true: a breakpoint was met before.
    private func go(to instant: Int64, _ breakpoints: Breakpoints?) throws -> Bool {
        guard let breakpoints else {
            try lab.emulation.run(until: instant, world: lab.world)
            return false
        }
        return try lab.emulation.run(until: instant, world: lab.world) { breakpoints.take($0) }
    }
}
