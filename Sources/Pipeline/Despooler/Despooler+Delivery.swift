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

    /// Whether the server phase of an instruction is begun that has no server to serve.
    ///
    /// Only the list of servers could tell that there is nothing to do here; Q167007 shows that the job is asked, which
    /// names a group for all its sites.
    func beginsServerPhase(_ entry: ReceivedLive, _ image: SiteImage) -> Bool {
        guard image.quirks.contains(.groupMismatchFailed), entry.retries == 0 else { return false }
        let job = image.jobs[Int(entry.subject)].job
        return job.type != .removePackage && job.distributePhase.contains(.specified)
            && job.distributionServers != nil
    }

    /// Whether neither the instruction nor the registry names a server: event 13, as its text says.
    func lacksServers(_ entry: ReceivedLive, _ image: SiteImage) -> Bool {
        let live = image.jobs[Int(entry.subject)]
        return live.servers.isEmpty && image.holders(of: live.package).isEmpty
    }

    /// The servers that the retry instruction names; nil: writing them ended the Executive.
    ///
    /// Where nobody was served, the instruction stays as it is and is tried again. Otherwise a new one is made that holds
    /// only those that failed (Q153576).
    func namesOfRetry(_ live: JobLive, _ image: SiteImage) -> [UInt32]? {
        let isNew = servedAny && live.job.type != .removePackage
        if isNew, image.quirks.contains(.noRetryServerList) { return [] }
        var names: [UInt32] = []
        // The room for names; nothing looks whether it is used up, up to the hotfix (Q186827).
        let room = image.quirks.contains(.retryAV) ? Self.namesInRetry : Int.max
        for server in failed {
            if names.count == room { return nil }
            names.append(server)
        }
        return names
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

    /// The event about a copy to a server that Windows NT refused.
    ///
    /// Q193766: behind the copy nobody knows the error any more. What is told then is the only other thing that a package
    /// which was on its way can want: room, whose figures nobody measured.
    func event(ofCopyError error: Int64, _ image: SiteImage) -> Int64 {
        let known: Int64? = image.quirks.contains(.diskSpaceLie) ? nil : error
        return known == Self.sharingViolation ? 16 : 109
    }

    /// Win32 error 32: another process has the file open.
    static let sharingViolation: Int64 = 32

    /// A file in use stopped a copy.
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
        let event = event(ofCopyError: Self.sharingViolation, image)
        effects.add(Effect(.setSiteDetail, entry.subject, code(.server, server), value: status(.retrying)))
        effects.trace(.copyFailed, packageNumber(entry.subject, image), server, event)
        if !live.hasRaised(event, server) {
            effects.event(
                event, job: entry.subject, server, attempt: UInt8(truncatingIfNeeded: Self.sharingViolation))
        }
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
    ///
    /// What comes back are the rights of the package's boxes, whoever had others before (Q167656).
    func closeFiles(_ package: UInt32, server: UInt32) {
        filesInUse.removeAll { $0.package == package && $0.server == server }
        guard let place = locationIndex(package: package, server: server) else { return }
        locations[place].permissions = packages[Int(package)].permissions
        changes.locations.insert(UInt32(place))
        if !locations[place].isReadable { hasUnreadable = true }
        guard quirks.contains(.forceStripsRights) else { return }
        let drive = servers[Int(server)].drives[locations[place].drive]
        if drive.fileSystem == .ntfs {
            locations[place].isServiceOnly = true
            hasUnreadable = true
        }
    }
}
