import Emulation
import SiteModel

/// Two plays between which nothing lies but quirks, made of two of which one was given another release on the way.
///
/// The play that has the command is done again, once as it is and once with the command and the lab file giving what the
/// other play shows at that time.
struct ReleasedPair {
    /// The play that has the command, with the quirks of the other.
    let first: Play
    /// The play that has the command.
    let second: Play
    /// Whether the first is what the other play is: not where that was given a release at another time as well.
    let isExact: Bool

    /// Makes them; nil where no release was put on either.
    ///
    /// - Parameters:
    ///   - a: The play of A.
    ///   - b: The play of B.
    ///   - instant: Up to where they are needed, by A's clock: milliseconds since 1970.
    init?(_ a: Play, _ b: Play, until instant: Int64) {
        let shift = b.start - a.start
        func count(_ play: Play) -> Int {
            play.steps.count { if case .command(.setRelease, _, _) = $0 { true } else { false } }
        }
        let isInB = count(b) >= count(a)
        guard count(isInB ? b : a) > 0 else { return nil }
        var second = isInB ? b : a
        second.limit = min(second.end, instant + (isInB ? shift : 0) + 1)
        second.toleratesRefusals = true
        var first = second
        let other = QuirkHistory(isInB ? a : b)
        let later = isInB ? -shift : shift
        first.definition.release = other.inForce(at: second.start + later).release
        first.definition.quirks = other.inForce(at: second.start + later).overrides
        isExact = other.changes.isSubset(of: Set(QuirkHistory(second).changes.map { $0 + later }))
        var now = second.start
        for place in first.steps.indices {
            switch first.steps[place] {
            case .run(let until, _): now = until
            case .command(.setRelease, let who, let digest):
                let inForce = other.inForce(at: now + later)
                first.steps[place] = .command(
                    .setRelease(inForce.release, quirks: inForce.overrides), who: who, digest: digest)
            case .command: continue
            }
        }
        self.first = first
        self.second = second
    }
}
