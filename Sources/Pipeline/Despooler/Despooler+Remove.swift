import SiteModel

// Remove Package From Server: an instruction alone (RG S3D40; reference sms12-server 2.7, 3.5).

extension Despooler {
    /// Begins with the stored copy and the commands of clients, then goes from server to server.
    mutating func beginRemoving(_ entry: ReceivedLive, _ image: SiteImage, _ effects: inout EffectBuffer) {
        let job = image.jobs[Int(entry.subject)].job
        if entry.servers.isEmpty, !entry.isListed { pending = image.serversToRemove(job: entry.subject) }
        if entry.retries == 0, job.removeTask == .all { removeCopies(entry, job, image, &effects) }
        step = .removing
        effects.after(PeriodSpeed.overheadMilliseconds, .despoolerStepEnded)
    }

    private func removeCopies(
        _ entry: ReceivedLive, _ job: Job, _ image: SiteImage, _ effects: inout EffectBuffer
    ) {
        for set in image.setsToRemove(job) where image.packages[Int(set)].storedVersion > 0 {
            effects.trace(
                .storedRemoved, image.packageNumber(Int(set)), 0, image.packages[Int(set)].storedBytes)
        }
        effects.add(Effect(.removeStored, entry.subject))
        let jobs = image.jobsWithCommands(of: job)
        guard !jobs.isEmpty else { return }
        effects.add(Effect(.removeCommands, entry.subject))
        for other in jobs {
            let count = image.recordCount(of: other)
            effects.trace(.offersStripped, number(other, image), 0, count)
            // Nothing of that job is left to be removed: its clients have run it, or it was cancelled.
            if count == 0 { effects.event(189, job: entry.subject, noHandle, attempt: 0) }
            effects.now(.offersStripped, other)
        }
    }

    /// Goes to the next server, or ends.
    mutating func removeNext(_ context: Context, _ image: SiteImage, _ effects: inout EffectBuffer) {
        if pending.isEmpty { return finish(context, image, &effects) }
        step = .removing
        effects.after(PeriodSpeed.overheadMilliseconds, .despoolerStepEnded)
    }

    /// Decides whether the package could be taken off the server at hand.
    mutating func removed(
        _ entry: ReceivedLive, _ context: Context, _ image: SiteImage, _ effects: inout EffectBuffer
    ) {
        guard !pending.isEmpty else { return }
        let server = pending.removeFirst()
        let live = image.jobs[Int(entry.subject)]
        let sets = image.setsToRemove(live.job)
        if entry.retries > 0, image.hasLostName(sets, server: server) {
            // The later deltree is of a name that no file has, with the error 0: for the Despooler that is the end of it.
            let package = sets.first.map { image.packageNumber(Int($0)) } ?? 0
            effects.trace(.removeFailed, package, server, 0)
            return effects.add(
                Effect(.setSiteDetail, entry.subject, code(.server, server), value: status(.complete)))
        }
        let package = sets.first.map { image.packageNumber(Int($0)) } ?? 0
        var event: Int64?
        if !image.servers[Int(server)].isReachable {
            // It is away, or no server of the site any more.
            event = image.servers[Int(server)].isRemoved ? 177 : 106
        } else if sets.contains(where: { image.isInUse(package: $0, server: server, at: context.now) }) {
            // What is in use is remembered and tried again (Q153637).
            event = 107
            // What is open: a file of the one set, or the tree of the other's share.
            for set in sets where image.isInUse(package: set, server: server, at: context.now) {
                let first: Int64 = image.packages[Int(set)].isSharing ? 10 : 9
                if !live.hasRaised(first, server) { effects.event(first, job: entry.subject, server) }
            }
            let isNetWare = image.servers[Int(server)].definition.kind.isNetWare
            if isNetWare, image.quirks.contains(.removeInUseNetware) {
                for set in sets { effects.add(Effect(.loseName, set, server)) }
            }
        }
        if let event {
            failed.append(server)
            effects.add(
                Effect(.setSiteDetail, entry.subject, code(.server, server), value: status(.retrying)))
            effects.trace(.removeFailed, package, server, event)
            if !live.hasRaised(event, server) { effects.event(event, job: entry.subject, server) }
            return
        }
        for place in image.locationsToRemove(job: entry.subject, server: server) {
            effects.trace(
                .packageRemoved, image.packageNumber(Int(image.locations[place].package)), server,
                image.locations[place].bytes)
        }
        effects.add(Effect(.removeFromServer, entry.subject, server))
        effects.add(Effect(.setSiteDetail, entry.subject, code(.server, server), value: status(.complete)))
    }
}
