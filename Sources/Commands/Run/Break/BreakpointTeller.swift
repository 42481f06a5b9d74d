import CommandLineKit
import Emulation
import Pipeline
import SiteModel

/// Says which breakpoint was met, when, where and by what.
struct BreakpointTeller {
    private let hit: Breakpoints.Hit
    private let names: LabNames
    private let cycle: Int64
    private let event: Int64
    private let rules: [RuleBook]

    init(_ hit: Breakpoints.Hit, _ lab: LabSession, cycle: Int64) {
        self.hit = hit
        self.cycle = cycle
        names = LabNames(images: lab.emulation.images)
        rules = lab.emulation.clients.map(\.rules)
        event = lab.emulation.handled
    }

    /// What met it: a line of the story, or the entry.
    private var what: String {
        if let line = Story(names: names, rules: rules).line(hit.record) {
            return "\(line.kind) \(line.subject) \(line.text)"
        }
        return EffectWords.words(hit.record, names)
    }

    /// The component that did it.
    private var component: String { Breakpoint.actor(of: hit.record).name }

    /// For people.
    func lines(_ styled: Styled, hasSites: Bool) -> [String] {
        let time = StepNames.stamp(hit.record.instant, hit.record.site, names)
        let site = hasSites ? " at site \(names.site(hit.record.site))" : ""
        return [
            styled.bold("breakpoint \(hit.breakpoint.text)")
                + " met in cycle \(cycle), \(time)\(site), by \(component)",
            "  \(what)",
        ]
    }

    /// For programs: a row of the story.
    var cells: [Cell] {
        [
            .integer(cycle), .text(names.time(hit.record.instant, hit.record.site).description),
            .text("breakpoint"), .text(hit.breakpoint.text), .text(what),
            .text(names.site(hit.record.site)),
        ]
    }

    /// Says of breakpoints that they will never be met.
    static func tellHopeless(_ breakpoints: Breakpoints, _ run: CommandRun) {
        let words = breakpoints.text
        let (it, waits) = breakpoints.list.count == 1 ? ("it", "waits") : ("they", "wait")
        run.complain(
            "sms12: --break \(words): what \(it) \(waits) for has ended and changes no more; no time has passed"
        )
    }
}
