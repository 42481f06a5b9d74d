public import SiteModel

// What is wrong at a site and with its send requests, beyond machines and links.

extension SiteImage {
    /// Whether something is wrong here.
    public func has(_ fault: SiteFault) -> Bool { !faults.isEmpty && faults.contains(fault) }

    /// Bad logons after which Windows NT locks an account; our choice, as it is an administrator's setting.
    package static let badLogonsToLockout: Int64 = 5

    /// Identifiers of jobs that are left when the counter is said to be near its end.
    static let lastIdentifiers: UInt32 = 4

    /// Something goes wrong at the site, or is put right.
    package func setFault(_ fault: SiteFault, _ isThere: Bool) {
        if isThere, fault == .servicePassword, !quirks.contains(.staleAccountAfterChange) {
            // The Administrator program tries the account, and keeps the one that it has.
            return
        }
        guard faults.contains(fault) != isThere else { return }
        faults.removeAll { $0 == fault }
        if isThere { faults.append(fault) }
        faults.sort { $0.rawValue < $1.rawValue }
        switch (fault, isThere) {
        case (.jobIdentifiers, true):
            nextJob = max(nextJob, JobID.maximumCounter - Self.lastIdentifiers + 1)
            changes.counters = true
        case (.jobIdentifiers, false): invalidJobFiles = 0
        case (.accountLocked, false): badLogons = 0
        case (.secondSender, false): removeSecondSender()
        default: break
        }
    }

    /// The second LAN Sender is deleted, and its registry values with it.
    private func removeSecondSender() {
        // Both stand under one key of the registry (Q138243).
        guard quirks.contains(.duplicateLANSender) else { return }
        var sender = settings(of: .lan)
        sender.maximumSendings = 0
        sender.maximumSiteSendings = 0
        definition.senders.removeAll { $0.kind == .lan }
        definition.senders.append(sender)
        definition.senders.sort { $0.kind.rawValue < $1.kind.rawValue }
        changes.site = true
    }

    /// Somebody tried the service account's name with a wrong password; whether that was once too often.
    package func countBadLogon() -> Bool {
        badLogons += 1
        return badLogons >= Self.badLogonsToLockout && !has(.accountLocked)
    }

    /// Whether the site's services can read what lies on other servers under their own account.
    package var canLogOn: Bool { !has(.servicePassword) && !has(.accountLocked) }

    /// Something happens to a send request.
    package func setRequestFault(_ place: UInt32, _ fault: RequestFault) {
        requests[Int(place)].fault = fault
        touchRequest(place)
    }

    /// The place of an open send request by its identifier.
    package func requestIndex(_ id: SendRequestID) -> UInt32? {
        openRequests.first { requests[Int($0)].id == id }
    }

    /// Files that Senders left open at destinations are closed: their process, the Executive, has ended.
    package func closeHandles() {
        for place in openRequests where requests[Int(place)].fault == .handleOpen {
            setRequestFault(place, .none)
        }
    }

    /// A Sender wrote its status over a request that was deleted meanwhile: a file that is about nothing (Q181042).
    func blankRequest(_ place: UInt32) {
        let request = requests[Int(place)]
        markDirtyJob(of: request)
        requests[Int(place)].job = noHandle
        requests[Int(place)].systemJob = 0
        requests[Int(place)].file = noHandle
        requests[Int(place)].sender = nil
        requests[Int(place)].status = .none
        requests[Int(place)].bytesLeft = 0
        requests[Int(place)].fault = .deleted
        touchRequest(place)
    }

    private func markDirtyJob(of request: RequestLive) {
        if request.job != noHandle { jobs[Int(request.job)].isDirty = true }
    }

    /// Whether a request is one that a Sender left about nothing.
    func isBlank(_ request: RequestLive) -> Bool {
        request.fault == .deleted && request.job == noHandle && request.systemJob == 0
            && request.file == noHandle
    }

    /// Keeps a package's row as the Scheduler read it when it began to compress (Q122382).
    func keepRow(_ place: UInt32) { packages[Int(place)].readRow = packages[Int(place)].package }

    /// What the sites above still think of a site that was taken away without telling them (Q188055).
    package func addGhost(_ site: UInt16) {
        if !ghosts.contains(site) { ghosts.append(site) }
    }

    /// A parent is told that a site below is gone: PREINST /DELSITE.
    package func forgetGhost(_ site: UInt16) { ghosts.removeAll { $0 == site } }

    /// The sites right below, with those that are gone and that nobody told of.
    var childrenAsKnown: [UInt16] { hierarchy.children(of: number) + ghosts }
}
