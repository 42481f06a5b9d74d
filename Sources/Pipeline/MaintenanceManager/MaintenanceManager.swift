import SiteModel

/// SMS_MAINTENANCE_MANAGER: copies client instructions out to logon servers and brings client status in (Q126644).
///
/// It never deletes an instruction file (Q269768).
public struct MaintenanceManager: Equatable, Sendable {
    /// Makes a Maintenance Manager.
    public init() {}

    /// Decides what follows from a signal.
    public mutating func handle(
        _ signal: Signal, _ context: Context, _ image: SiteImage, into effects: inout EffectBuffer
    ) {
        guard signal.kind == .maintenancePoll else {
            preconditionFailure("Maintenance Manager was given \(signal.kind)")
        }
        // An extra look, after a start, is not the first of a row of its own.
        if signal.b == 0 { effects.after(image.pollMilliseconds, .maintenancePoll) }
        if image.isPaused(.maintenanceManager) { return }
        effects.trace(.maintenancePolled)
        copyOut(image, &effects)
        if !image.copyDirty.isEmpty { effects.add(Effect(.copyInstructions)) }
        bringIn(context, image, &effects)
        report(image, &effects)
    }

    private func copyOut(_ image: SiteImage, _ effects: inout EffectBuffer) {
        let servers = image.logonServers
        for place in image.openJobs {
            let live = image.jobs[Int(place)]
            if image.isDone(foreign: place) {
                effects.add(Effect(.endForeignJob, place))
                continue
            }
            guard live.hasOffers, live.stage == .working else { continue }
            let missing = servers.filter { !live.publishedTo.contains($0) }
            let fresh = missing.filter { image.servers[Int($0)].isReachable }
            guard !fresh.isEmpty else { continue }
            for server in fresh {
                // Each gets the files of its own domain (Q126644); some have none of this job.
                let count = image.instructionCount(job: place, at: server)
                if count > 0 {
                    effects.trace(.instructionsCopied, image.jobNumber(Int(place)), server, count)
                }
            }
            effects.add(Effect(.publishOffers, place))
            effects.now(.offersPublished, place)
        }
    }

    private func bringIn(_ context: Context, _ image: SiteImage, _ effects: inout EffectBuffer) {
        guard !image.left.isEmpty else { return }
        var counts = [Int64](repeating: 0, count: image.servers.count)
        for status in image.left where image.isWritten(status, at: context.now) {
            counts[Int(status.server)] += 1
        }
        for (server, count) in counts.enumerated() where count > 0 {
            if image.servers[server].isReachable {
                effects.trace(.statusesCollected, 0, UInt32(server), count)
                effects.add(Effect(.collectStatuses, 0, UInt32(server)))
            } else {
                effects.trace(.logonServerUnreachable, 0, UInt32(server))
            }
        }
    }

    private func report(_ image: SiteImage, _ effects: inout EffectBuffer) {
        let fresh = image.locations.filter(\.isToBeTold)
        guard !fresh.isEmpty else { return }
        for location in fresh {
            effects.trace(.locationReported, image.packageNumber(Int(location.package)), location.server)
        }
        effects.add(Effect(.reportLocations))
        if !image.definition.isSecondary { effects.now(.dataLoaderArrival) }
    }
}
