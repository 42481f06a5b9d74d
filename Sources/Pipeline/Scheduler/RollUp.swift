public import SiteModel

/// How a job's rows fold into its statuses (SDK sheapio_7roz; Q150026, Q221945, Q185649).
public struct RollUp: Equatable, Sendable {
    /// Overall.
    public let overall: JobStatus
    /// Sending.
    public let sending: JobStatus
    /// Working.
    public let working: JobStatus

    /// Folds the rows of a job.
    public init(job place: UInt32, _ image: SiteImage) {
        let live = image.jobs[Int(place)]
        sending = Self.sending(place, image)
        let rows = image.siteDetails.filter { $0.job == place }
        let working = Self.working(live, rows, image)
        self.working = working
        if sending == .failed || working == .failed {
            overall = .failed
        } else if sending == .retrying || working == .retrying {
            overall = .retrying
        } else if sending == .complete, working == .complete {
            overall = .complete
        } else {
            overall = .active
        }
    }

    private static func sending(_ place: UInt32, _ image: SiteImage) -> JobStatus {
        // The newest request tells: an earlier one was replaced by it.
        guard let request = image.requests.last(where: { $0.job == place && !$0.isCancel }) else {
            return .none
        }
        switch request.status {
        case .none: return .pending
        case .started, .connecting, .sending, .suspended: return .active
        case .error: return .retrying
        case .invalid: return .failed
        case .cancelled: return .cancelled
        case .ok: return .complete
        }
    }

    private static func working(_ live: JobLive, _ rows: [SiteDetailLive], _ image: SiteImage) -> JobStatus {
        if rows.contains(where: { $0.status == .failed }) { return .failed }
        if rows.contains(where: { $0.status == .retrying }) || live.retrying > 0 { return .retrying }
        guard rows.contains(where: { $0.kind == .siteArrival && $0.status == .complete }) else {
            return .pending
        }
        guard live.job.runWorkstationCommand else { return withoutRunPhase(live, rows, image) }
        if live.details > 0, live.completed == live.details { return .complete }
        // Q150026: Retrying sticks while some workstation has no status.
        let sticks = image.quirks.contains(.retryingSticks) && live.open > 0
        return live.job.workingStatus == .retrying && live.attemptsFailed && sticks ? .retrying : .active
    }

    /// Goes by the Completion row where there is one, else by Site Arrival (Q221945).
    private static func withoutRunPhase(
        _ live: JobLive, _ rows: [SiteDetailLive], _ image: SiteImage
    ) -> JobStatus {
        if let completion = rows.first(where: { $0.kind == .completion }) {
            return completion.status == .complete ? .complete : .active
        }
        if live.job.distributePhase.isEmpty, image.quirks.contains(.sendOnlyNeverComplete) { return .active }
        return .complete
    }
}

extension JobLive {
    /// Whether Retrying came from a workstation: then at least one has a status, and servers do not hold it.
    var attemptsFailed: Bool { completed + retrying > 0 }
}
