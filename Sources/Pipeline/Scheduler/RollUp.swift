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
        sending = Self.sending(live, image)
        let rows = live.siteRows.map { image.siteDetails[Int($0)] }
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

    /// Sending: of all destinations the worst that goes on tells, and all must be sent for Complete (SDK).
    private static func sending(_ live: JobLive, _ image: SiteImage) -> JobStatus {
        var found: Set<JobStatus> = []
        for destination in live.destinations {
            if destination.request != noHandle {
                found.insert(status(image.requests[Int(destination.request)].status))
            } else if destination.state == .noAddress {
                found.insert(.retrying)
            } else if destination.state == .cancelled {
                found.insert(.cancelled)
            }
        }
        for status in [JobStatus.failed, .retrying, .active] where found.contains(status) { return status }
        if found.contains(.complete) { return found.contains(.pending) ? .active : .complete }
        if found.contains(.pending) { return .pending }
        return found.contains(.cancelled) ? .cancelled : .none
    }

    private static func status(_ status: RequestStatus) -> JobStatus {
        switch status {
        case .none: .pending
        case .started, .connecting, .sending, .suspended: .active
        case .error: .retrying
        case .invalid: .failed
        case .cancelled: .cancelled
        case .ok: .complete
        }
    }

    private static func working(_ live: JobLive, _ rows: [SiteDetailLive], _ image: SiteImage) -> JobStatus {
        if rows.contains(where: { $0.status == .failed }) { return .failed }
        if rows.contains(where: { $0.status == .retrying }) || live.retrying > 0 { return .retrying }
        guard rows.contains(where: { $0.kind == .siteArrival && $0.status == .complete }) else {
            // A job that went to no site at all has nothing to tell (Q186414).
            return live.destinations.isEmpty ? .none : .pending
        }
        guard live.job.runWorkstationCommand else { return withoutRunPhase(live, rows, image) }
        if live.details > 0, live.completed == live.details { return .complete }
        // Q150026: Retrying sticks while some workstation has no status.
        let sticks = image.quirks.contains(.retryingSticks) && live.open > 0
        return live.job.workingStatus == .retrying && live.attemptsFailed && sticks ? .retrying : .active
    }

    /// Goes, at each site, by the Completion row where there is one, else by Site Arrival (Q221945).
    private static func withoutRunPhase(
        _ live: JobLive, _ rows: [SiteDetailLive], _ image: SiteImage
    ) -> JobStatus {
        var completions: Set<UInt16> = []
        for row in rows where row.kind == .completion {
            if row.status != .complete { return .active }
            completions.insert(row.site)
        }
        // The rows of a job that only sends are not looked at in some releases, and nothing else tells of its end (Q185649).
        let isSendOnly = live.job.distributePhase.isEmpty && live.job.type == .workstationScript
        let looksAtArrivals = !(isSendOnly && image.quirks.contains(.sendOnlyNeverComplete))
        var ends = completions.count
        for row in rows where looksAtArrivals && row.kind == .siteArrival && !completions.contains(row.site) {
            if row.status != .complete { return .active }
            ends += 1
        }
        return ends > 0 ? .complete : .active
    }
}

extension JobLive {
    /// Whether Retrying came from a workstation: then at least one has a status, and servers do not hold it.
    var attemptsFailed: Bool { completed + retrying > 0 }
}
