import SiteModel

// Files in use, forced delivery, retries, and what a try is about.

extension Despooler {
    /// The servers that an instruction without a list of them is about.
    func serversOfTry(_ entry: ReceivedLive, _ image: SiteImage) -> [UInt32] {
        guard entry.retries > 0 else { return image.serversToServe(job: entry.subject) }
        // What kept the package from being stored is gone; the flag Refresh Existing may be as well (Q195936).
        let refreshes = !image.quirks.contains(.masterCopyRetryDropsRefresh)
        return image.serversToServe(job: entry.subject, refreshes: refreshes)
    }

    /// Whether the job names a group that no server here is in, and there are no Default Servers either (Q167007).
    func hasNoServer(_ entry: ReceivedLive, _ image: SiteImage) -> Bool {
        let live = image.jobs[Int(entry.subject)]
        return image.quirks.contains(.groupMismatchFailed) && entry.retries == 0 && live.servers.isEmpty
            && live.job.type != .removePackage && live.job.distributePhase.contains(.specified)
            && live.job.distributionServers != nil && image.holders(of: live.package).isEmpty
    }

    /// Nothing failed in a retry that named no servers, so that all of the site's are told to be served (Q153576).
    func completeServers(
        _ entry: ReceivedLive, _ live: JobLive, _ image: SiteImage, _ effects: inout EffectBuffer
    ) {
        for place in live.siteRows {
            let row = image.siteDetails[Int(place)]
            guard row.kind == .server, row.site == image.number, row.status != .complete else { continue }
            effects.add(
                Effect(.setSiteDetail, entry.subject, code(.server, row.server), value: status(.complete)))
        }
    }

    /// The letter of the preferred drive, nil: none is set; up to service pack 3 it is read as `$` (Q191307).
    func preferredLetter(_ image: SiteImage) -> String? {
        if image.definition.preferredDrive.isEmpty { return nil }
        return image.quirks.contains(.preferredDriveBroken)
            ? "$" : image.definition.preferredDrive.uppercased()
    }

    /// Whether the preferred drive can be used.
    func preferredDriveExists(_ image: SiteImage) -> Bool {
        guard let letter = preferredLetter(image), let server = image.siteServer else { return true }
        return image.servers[server].drives.contains { $0.letter.uppercased() == letter }
    }

    /// Writes something about an instruction to the log.
    func note(
        _ note: DespoolerNote, _ entry: ReceivedLive, _ subject: UInt32, _ image: SiteImage,
        _ effects: inout EffectBuffer
    ) {
        effects.trace(.despoolerNoted, number(entry.subject, image), subject, note.rawValue)
    }

    /// Servers that a retry instruction has room for; a choice, as many as a client instruction has (Q161310).
    static let namesInRetry = 10

    /// Whether an instruction is that of a Run Command job with both boxes of the distribute phase clear.
    func hasNoDistributePhase(_ entry: ReceivedLive, _ image: SiteImage) -> Bool {
        let job = image.jobs[Int(entry.subject)].job
        return job.runWorkstationCommand && job.distributePhase.isEmpty
    }

    /// Whether a server went away between the beginning of its copy and the end (Q191297).
    func losesServer(_ image: SiteImage) -> Bool {
        guard let server = pending.first, image.quirks.contains(.inactiveServerAV) else { return false }
        return metServer && !image.servers[Int(server)].isReachable
    }

    /// How far the number of tries moves with a retry.
    func triesOf(_ image: SiteImage) -> UInt32 {
        metOpenFile && image.definition.useForcedDisconnect && image.quirks.contains(.retryStep2) ? 2 : 1
    }

    /// Whether open files are closed in this try: after the given number of retries, on Windows NT servers without
    /// Macintosh clients (Q128458, Q202063, Q184489).
    func isForced(_ entry: ReceivedLive, _ live: JobLive, _ server: UInt32, _ image: SiteImage) -> Bool {
        let site = image.definition
        let there = image.servers[Int(server)].definition
        return site.useForcedDisconnect && !image.quirks.contains(.inUseBlocks)
            && live.job.type != .removePackage && there.kind == .windowsNT && !there.macintosh
            && Int64(entry.retries) > site.retriesBeforeForcedDisconnection
    }

    /// Refuses new connections to the package directory and warns whoever has files of it open (Q128458).
    mutating func warn(
        _ live: JobLive, _ server: UInt32, _ image: SiteImage, _ effects: inout EffectBuffer
    ) {
        step = .forcing
        let delay = min(max(image.definition.forcedDisconnectionDelayMinutes, 0), 10_080) * 60_000
        effects.trace(.usersWarned, image.packageNumber(Int(live.package)), server, delay)
        effects.after(delay, .despoolerStepEnded)
    }

    /// Closes the files, and copies.
    mutating func force(
        _ entry: ReceivedLive, _ context: Context, _ image: SiteImage, _ effects: inout EffectBuffer
    ) {
        guard let server = pending.first else { return finish(context, image, &effects) }
        let package = image.jobs[Int(entry.subject)].package
        effects.trace(.filesClosed, image.packageNumber(Int(package)), server)
        effects.add(Effect(.closeFiles, package, server))
        step = .copying
        let speed =
            image.siteServer == Int(server)
            ? PeriodSpeed.diskBytesPerSecond : PeriodSpeed.serverBytesPerSecond
        effects.after(
            PeriodSpeed.overheadMilliseconds
                + PeriodSpeed.milliseconds(
                    image.bytesToCopy(package: package, server: server), at: speed),
            .despoolerStepEnded)
    }

    /// Event 371: a Macintosh volume that lay beside a package's share is of no use, since Services for Macintosh left the
    /// server.
    func losesVolume(
        _ live: JobLive, _ server: UInt32, _ entry: ReceivedLive, _ image: SiteImage,
        _ effects: inout EffectBuffer
    ) {
        guard !image.servers[Int(server)].definition.macintosh,
            let place = image.locationIndex(package: live.package, server: server),
            image.locations[place].hasVolume, !live.hasRaised(371, server)
        else { return }
        effects.event(371, job: entry.subject, server)
    }

    /// A file in use stopped a copy (Win32 32): shown as too little room, with blank figures (Q193766).
    mutating func stopped(_ entry: ReceivedLive, _ image: SiteImage, _ effects: inout EffectBuffer) {
        let server = pending.removeFirst()
        let live = image.jobs[Int(entry.subject)]
        metOpenFile = true
        failed.append(server)
        if image.quirks.contains(.deleteBeforeCopy) {
            effects.add(Effect(.emptyDirectory, live.package, server))
        }
        let package = image.packages[Int(live.package)]
        let drive = image.siteServer.flatMap { site in
            temporaryDrive(image, site, package, package.packed.bytes).map {
                image.servers[site].drives[$0].letter
            }
        }
        let letter = drive?.unicodeScalars.first?.value ?? 0
        note(.fileInUse, entry, server & 0xFFFF | letter << 16, image, &effects)
        let event: Int64 = image.quirks.contains(.diskSpaceLie) ? 109 : 16
        effects.add(Effect(.setSiteDetail, entry.subject, code(.server, server), value: status(.retrying)))
        effects.trace(.copyFailed, packageNumber(entry.subject, image), server, event)
        if !live.hasRaised(event, server) { effects.event(event, job: entry.subject, server, attempt: 32) }
    }
}

extension SiteImage {
    /// Whether a client of the site is a Macintosh: a command for every platform asks for a server of theirs only then.
    var hasMacintoshClients: Bool {
        clients.blocks.contains { $0.range.platform.contains(.macintosh) }
    }

    /// Whether somebody has a file of a package open on a server.
    package func isInUse(package: UInt32, server: UInt32, at now: Int64) -> Bool {
        filesInUse.contains { $0.package == package && $0.server == server && $0.until > now }
    }

    /// Notes that somebody has a file of a package open on a server; `until` in the past: nobody has any more.
    package func setInUse(package: UInt32, server: UInt32, until: Int64, now: Int64) {
        filesInUse.removeAll { ($0.package == package && $0.server == server) || $0.until <= now }
        if until > now { filesInUse.append(FileInUse(package: package, server: server, until: until)) }
    }

    /// Whether a package counts as one for NTFS drives (Q139589).
    func needsNTFS(_ package: PackageLive) -> Bool {
        package.packed.needsNTFS && quirks.contains(.lfnNeedsNTFS)
            || package.isForMacintosh && !quirks.contains(.mac83)
    }

    /// Bytes of the files that are copied to a server: all of them, or from service pack 4 on those that are not there
    /// as they are to be (Q184512).
    func bytesToCopy(package: UInt32, server: UInt32) -> Int64 {
        let live = packages[Int(package)]
        guard !quirks.contains(.refreshAllFiles), let place = locationIndex(package: package, server: server),
            locations[place].version > 0, live.version > 0
        else { return live.packed.bytes }
        switch live.version - locations[place].version {
        case 0: return 0
        case 1 where live.packed.changedBytes >= 0: return live.packed.changedBytes
        default: return live.packed.bytes
        }
    }

    /// A package directory holds nothing any more but the file that is open.
    func emptyDirectory(_ package: UInt32, server: UInt32) {
        guard let place = locationIndex(package: package, server: server), locations[place].version > 0 else {
            return
        }
        servers[Int(server)].drives[locations[place].drive].freeBytes += locations[place].bytes
        locations[place].bytes = 0
        locations[place].version = 0
        changes.locations.insert(UInt32(place))
        changes.servers.insert(server)
    }

    /// Closes files by force; what was revoked comes back, but up to service pack 3 (Q182414).
    func closeFiles(_ package: UInt32, server: UInt32) {
        filesInUse.removeAll { $0.package == package && $0.server == server }
        guard quirks.contains(.forceStripsRights),
            let place = locationIndex(package: package, server: server)
        else { return }
        let drive = servers[Int(server)].drives[locations[place].drive]
        if drive.fileSystem == .ntfs {
            locations[place].isServiceOnly = true
            hasServiceOnly = true
        }
        changes.locations.insert(UInt32(place))
    }
}
