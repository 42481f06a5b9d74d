import SiteModel

/// What the Despooler of some releases did otherwise, where a component asks for it in one line.
extension Despooler {
    /// Milliseconds to read one client instruction file; a choice, see `docs/reference/choices.md`.
    static let clientFileMilliseconds: Int64 = 100

    /// How long a cancel takes: it names the domain, so that every client file is opened in turn (Q264945).
    static func cancelMilliseconds(_ image: SiteImage) -> Int64 {
        guard image.quirks.contains(.cancelScansDomain) else { return PeriodSpeed.overheadMilliseconds }
        let files = Int64(image.clients.count - image.clients.removed.count)
        return PeriodSpeed.overheadMilliseconds + files * clientFileMilliseconds
    }
}
