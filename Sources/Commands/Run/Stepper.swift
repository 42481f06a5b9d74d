import CommandLineKit
import Emulation
import Glibc
import Pipeline
import SiteModel

/// Moves a lab through time, one watchdog cycle at a time, and commits at each cycle in which something changed.
final class Stepper {
    /// Why it stopped.
    enum Stop: Equatable {
        /// The target was reached.
        case reached
        /// Ctrl-C was pressed; everything up to here is kept.
        case interrupted
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
    func cycleNumber(_ instant: Int64) -> Int64 { (instant - lab.emulation.start) / cycle + 1 }

    /// The first cycle boundary after an instant.
    func boundary(after instant: Int64) -> Int64 {
        lab.emulation.start + ((instant - lab.emulation.start) / cycle + 1) * cycle
    }

    /// Runs up to an instant; tells of each cycle in which something changed.
    ///
    /// - Parameters:
    ///   - target: The instant.
    ///   - told: Takes the story of a commit and the instant it stands at; says whether to go on.
    /// - Returns: Why it stopped.
    /// - Throws: what a commit throws; the lab then stands at the commit before.
    func run(to target: Int64, _ told: (CommitStory, Int64) throws -> Bool) throws -> Stop {
        let begin = lab.emulation.now
        while lab.emulation.now < target {
            if Interrupt.wasPressed { return .interrupted }
            let next = min(boundary(after: lab.emulation.now), target)
            try lab.emulation.run(until: next, world: lab.world)
            progress(next - begin, target - begin)
            // A cycle in which nothing changed needs no commit of its own: the next one carries it.
            guard next == target || lab.hasNews || Interrupt.wasPressed else { continue }
            let story = try lab.advance(to: next, who: who)
            guard try told(story, next) else { return .reached }
        }
        return .reached
    }
}
