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

    /// Whether an instruction is a retry that names no server (Q153576), of a package that is in STORE: before that there
    /// are no servers to name, and the package is what it waits for (event 115).
    func isDropped(_ entry: ReceivedLive, _ image: SiteImage) -> Bool {
        guard entry.retries > 0, entry.servers.isEmpty, image.quirks.contains(.noRetryServerList) else {
            return false
        }
        let live = image.jobs[Int(entry.subject)]
        // A Remove job takes out of STORE itself.
        if live.job.type == .removePackage || live.package == noHandle { return true }
        return image.packages[Int(live.package)].storedVersion >= image.packages[Int(live.package)].version
    }

    /// Every server that the instruction names is served: there is none, and it is complete (Q153576).
    mutating func drop(
        _ entry: ReceivedLive, _ context: Context, _ image: SiteImage, _ effects: inout EffectBuffer
    ) {
        completeServers(entry, image.jobs[Int(entry.subject)], image, &effects)
        pending = []
        failed = []
        step = .refused
        effects.trace(
            .instructionStarted, number(entry.subject, image), entry.file(at: image.number),
            Int64(entry.retries))
        effects.after(PeriodSpeed.overheadMilliseconds, .despoolerStepEnded)
    }
}
