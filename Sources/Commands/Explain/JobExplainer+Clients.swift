import Emulation
import Pipeline
import SiteModel

/// What of a client's offer only the whole lab can tell: when what is down comes back, and what its status waits for.
extension JobExplainer {
    /// Says since when what a reason waits for is down, and when the lab file has it come back.
    func dated(_ reason: inout Reason) {
        if reason.subjects.isEmpty { return }
        reason.since = reason.subjects.compactMap { lab.downSince($0) }.max() ?? reason.since
        reason.until = reason.subjects.compactMap { lab.plannedEnd(of: $0) }.min()
    }

    /// A status that its client's clock dated into the future, where that holds it; else nil (Q172899).
    func datedAhead(_ notBefore: Int64, _ image: SiteImage) -> Reason? {
        guard notBefore > lab.now, image.quirks.contains(.futureSNI) else { return nil }
        let date = image.definition.zone.localTime(atUTC: notBefore.flooredQuotient(by: 1_000))
        return Reason(
            .clock,
            "its clock is ahead and dated its status \(date); the Despooler leaves it in RECEIVE until the site's clock shows that."
        ).at(image.definition.code, until: notBefore).because(.futureSNI, image.quirks)
            .advising("set the client's clock; what lies in RECEIVE waits all the same")
    }
}
