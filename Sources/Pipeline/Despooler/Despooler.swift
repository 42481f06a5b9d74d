import SiteModel

/// SMS_DESPOOLER: executes instructions, unpacks packages, serves distribution servers, writes client
/// instructions, takes client status (RG S3D3C, Q169491).
public struct Despooler: Equatable, Sendable {
    /// Tries before a job's instruction is given up (Q140374).
    public static let maximumTries: UInt32 = 100

    /// What is being done with the instruction at hand.
    public enum Step: UInt32, Equatable, Sendable {
        /// Nothing: waits for a ready instruction.
        case idle = 0
        /// Copies the compressed package to STORE.
        case storing
        /// Decompresses into the temporary directory.
        case decompressing
        /// Copies to the next server.
        case copying
        /// Executes a client status.
        case status
        /// Executes a cancel instruction.
        case cancel
        /// Decompression was refused; ends with a retry.
        case refused
        /// The compressed package is stored, and takes its room: decompresses next.
        case stored
        /// The compressed package in STORE is looked at: decompresses next, or refuses.
        case looking
        /// Executes the instruction of a system job.
        case miniJob
        /// Hands an instruction for another site on.
        case transit
        /// There is nothing to do.
        case skipping
        /// Takes a package off the next server.
        case removing
        /// Users were warned: their files on the next server are closed next (Q128458).
        case forcing
        /// An instruction could not be opened, and nothing is done until the next start (Q161043).
        case stuck
        /// Began with the server phase and met no server: event 13, and the phase is Failed.
        case noServer
    }

    /// The step.
    public package(set) var step = Step.idle
    /// The instruction at hand.
    public package(set) var current: ReceivedLive? {
        get { plain.map(\.entry) ?? other }
        set {
            // The same instruction is kept in the same way, whoever gave it.
            plain = newValue.flatMap { entry in
                guard entry.isPlainStatus, ReceivedStatus(entry).entry == entry else { return nil }
                return ReceivedStatus(entry)
            }
            other = plain == nil ? newValue : nil
        }
    }
    /// The instruction at hand where it is a client's status that says no more than most.
    var plain: ReceivedStatus?
    /// The instruction at hand where it is any other.
    var other: ReceivedLive?
    /// The files of the batch at hand that are still to be executed, by their running numbers, in order (Q168130).
    public package(set) var batch: [UInt32] = []
    /// Servers still to serve, by place.
    public package(set) var pending: [UInt32] = []
    /// Servers that failed in this try, by place.
    public package(set) var failed: [UInt32] = []
    /// The last poll, in milliseconds since 1970.
    public package(set) var polledAt: Int64 = 0
    /// The poll that the try at hand belongs to: the 24 polls until the next try are counted from it.
    public package(set) var triedAt: Int64 = 0
    /// Whether a file in use kept a server from being served in this try.
    package var metOpenFile = false
    /// Whether the server at hand was there when its copy began.
    package var metServer = false
    /// Whether a server was served, or passed over for good, in this try.
    package var servedAny = false
    /// Servers of the retry that is being written, by place; the next instruction may begin before it is.
    package private(set) var retryServers: [UInt32] = []
    /// What `ReceivedLive.info` says of that retry.
    package private(set) var retryInfo: UInt32 = 0

    /// Makes an idle Despooler.
    public init() {}

    /// Decides what follows from a signal.
    public mutating func handle(
        _ signal: Signal, _ context: Context, _ image: SiteImage, into effects: inout EffectBuffer
    ) {
        switch signal.kind {
        case .despoolerPoll:
            // An extra look, after a start, is not the first of a row of its own.
            if signal.b == 0 {
                polledAt = context.now
                effects.after(image.pollMilliseconds, .despoolerPoll)
            }
            if step == .idle { next(context, image, &effects) }
        case .despoolerStepEnded: stepEnded(context, image, &effects)
        default: preconditionFailure("the Despooler was given \(signal.kind)")
        }
    }

    /// It waits for an instruction again, whatever it was stuck at.
    public mutating func start() {
        if step == .stuck { step = .idle }
        batch = []
    }

    /// Its thread is gone; gives what it was executing, which lies in RECEIVE still.
    public mutating func stop() -> ReceivedLive? {
        let entry = current
        step = .idle
        current = nil
        batch = []
        pending = []
        failed = []
        servedAny = false
        metOpenFile = false
        return entry
    }

    /// Begins with a file of RECEIVE.
    mutating func execute(
        _ entry: ReceivedLive, _ context: Context, _ image: SiteImage, _ effects: inout EffectBuffer
    ) {
        current = entry
        effects.add(Effect(.takeReceived, entry.number))
        switch entry.kind {
        case .status:
            step = .status
            effects.after(statusMilliseconds(entry, image), .despoolerStepEnded)
        case .cancel:
            step = .cancel
            effects.after(Self.cancelMilliseconds(image), .despoolerStepEnded)
        case .miniJob:
            step = .miniJob
            let items = image.files[entry.subject]?.items.count ?? 0
            effects.after(PeriodSpeed.overheadMilliseconds + Int64(items), .despoolerStepEnded)
        case .transit:
            step = .transit
            effects.after(PeriodSpeed.overheadMilliseconds, .despoolerStepEnded)
        case .instruction: begin(entry, image, &effects)
        }
    }

    private mutating func begin(_ entry: ReceivedLive, _ image: SiteImage, _ effects: inout EffectBuffer) {
        let live = image.jobs[Int(entry.subject)]
        effects.trace(
            .instructionStarted, number(entry.subject, image), entry.file(at: image.number),
            Int64(entry.retries))
        if live.origin != image.number, live.job.cancelStatus == .complete {
            // The cancel came first: nothing is installed (event 6).
            effects.event(6, job: entry.subject)
            effects.trace(.instructionEnded, number(entry.subject, image))
            step = .skipping
            return effects.now(.despoolerStepEnded)
        }
        effects.add(Effect(.setSiteDetail, entry.subject, code(.siteArrival), value: status(.complete)))
        failed = []
        servedAny = false
        metOpenFile = false
        triedAt = polledAt
        pending = entry.servers
        if live.job.type == .removePackage { return beginRemoving(entry, image, &effects) }
        let package = image.packages[Int(live.package)]
        if package.storedVersion == 0, package.version > 0, !entry.carriesPackage, live.origin != image.number
        {
            // It was here, and a Remove job took it: the site of the job does not know (event 11).
            pending = entry.servers.isEmpty ? image.serversToServe(job: entry.subject) : entry.servers
            note(.packageMissing, entry, 0, image, &effects)
            return refuse(11, entry, live, &effects)
        }
        if package.storedVersion < package.version {
            step = .storing
            return effects.after(
                PeriodSpeed.overheadMilliseconds
                    + PeriodSpeed.milliseconds(package.transferBytes, at: PeriodSpeed.diskBytesPerSecond),
                .despoolerStepEnded)
        }
        decompress(image, effects: &effects)
    }

    private mutating func stepEnded(_ context: Context, _ image: SiteImage, _ effects: inout EffectBuffer) {
        if step == .status, let plain {
            executeStatus(plain.entry, image, &effects)
            return next(context, image, &effects)
        }
        guard let entry = current else { return }
        switch step {
        case .idle, .stuck: break
        case .storing:
            let place = image.jobs[Int(entry.subject)].package
            let package = image.packages[Int(place)]
            guard image.hasRoomToStore(place) else {
                if !image.jobs[Int(entry.subject)].hasRaised(115, place) {
                    effects.event(115, job: entry.subject, place)
                }
                effects.add(
                    Effect(.setSiteDetail, entry.subject, code(.siteArrival), value: status(.retrying)))
                effects.trace(.instructionEnded, number(entry.subject, image), 0, 0)
                pending = []
                // Which servers to serve is decided when it can be stored.
                failed = []
                _ = retry(entry, image.jobs[Int(entry.subject)], image, &effects)
                return next(context, image, &effects)
            }
            effects.add(Effect(.storePackage, place))
            effects.trace(.packageStored, packageNumber(entry.subject, image), 0, package.transferBytes)
            step = .stored
            effects.now(.despoolerStepEnded)
        case .stored: decompress(image, effects: &effects)
        case .looking: looked(entry, image, &effects)
        case .decompressing: copyNext(context, image, &effects)
        case .copying: copied(entry, context, image, &effects)
        case .forcing: force(entry, context, image, &effects)
        case .removing:
            removed(entry, context, image, &effects)
            removeNext(context, image, &effects)
        case .refused, .noServer: finish(context, image, &effects)
        case .status:
            executeStatus(entry, image, &effects)
            next(context, image, &effects)
        case .cancel:
            let wait = image.waitForFiles(ofJob: entry.subject, now: context.now)
            if wait > 0 { return effects.after(min(wait, image.pollMilliseconds), .despoolerStepEnded) }
            executeCancel(entry, image, &effects)
            next(context, image, stripped: entry.subject, &effects)
        case .miniJob
        where image.files[entry.subject]?.kind == .damaged && image.quirks.contains(.smsexecNil):
            effects.endExecutive()
        case .miniJob where image.files[entry.subject]?.kind == .damaged:
            // It can be told from an instruction, and is thrown away.
            effects.event(1)
            effects.add(Effect(.executeMiniJob, entry.subject))
            next(context, image, &effects)
        case .miniJob:
            effects.trace(
                .miniJobExecuted, UInt32(image.files[entry.subject]?.kind.rawValue ?? 0), UInt32(entry.from),
                Int64(image.files[entry.subject]?.items.count ?? 0))
            effects.add(Effect(.executeMiniJob, entry.subject))
            effects.now(.dataLoaderArrival)
            next(context, image, &effects)
        case .transit:
            forward(entry, image, &effects)
            next(context, image, &effects)
        case .skipping: next(context, image, &effects)
        }
    }

    /// Hands an instruction for another site to the outboxes.
    private func forward(_ entry: ReceivedLive, _ image: SiteImage, _ effects: inout EffectBuffer) {
        guard let file = image.files[entry.subject] else { return }
        let isLost = image.hop(to: file.destination) == nil
        if isLost { effects.event(332, noHandle, UInt32(file.destination), once: false, image) }
        let job = file.job.map { TraceReference(counter: $0.id.counter, site: file.origin).number } ?? 0
        effects.trace(.instructionForwarded, job, UInt32(file.destination))
        effects.add(Effect(.forwardFile, entry.subject))
        effects.now(.senderPoll, Sender.all)
        // The site of the job is told that it cannot be sent on.
        if isLost, file.kind == .job { effects.now(.dataLoaderArrival) }
    }

    /// Looks at the compressed package before unpacking it, unless there is no server to serve.
    private mutating func decompress(_ image: SiteImage, effects: inout EffectBuffer) {
        guard let entry = current else { return }
        if entry.servers.isEmpty, !entry.isListed { pending = serversOfTry(entry, image) }
        if pending.isEmpty {
            if !entry.isListed, image.quirks.contains(.emptyDistGPF), hasNoDistributePhase(entry, image) {
                return effects.endExecutive(job: entry.subject)
            }
            // Nothing to copy: an instruction for clients only, a send-only job, or a list that names nobody.
            step = .refused
            if beginsServerPhase(entry, image), lacksServers(entry, image) {
                effects.event(13, job: entry.subject)
                step = .noServer
            }
            return effects.after(PeriodSpeed.overheadMilliseconds, .despoolerStepEnded)
        }
        step = .looking
        effects.add(Effect(.inspectStored, entry.subject, image.jobs[Int(entry.subject)].package))
        effects.now(.despoolerStepEnded)
    }

    /// Unpacks to `_S M0000.TMP` on the local drive with most free space; NTFS where long names need it.
    private mutating func looked(_ entry: ReceivedLive, _ image: SiteImage, _ effects: inout EffectBuffer) {
        let live = image.jobs[Int(entry.subject)]
        let package = image.packages[Int(live.package)]
        if let event = package.stored.event { return refuse(event, entry, live, &effects) }
        let bytes = package.packed.bytes
        if let letter = preferredLetter(image) {
            note(.temporaryDrive, entry, letter.unicodeScalars.first?.value ?? 0, image, &effects)
        }
        if !preferredDriveExists(image) { return refuse(114, entry, live, &effects) }
        if let server = image.siteServer, image.needsNTFS(package),
            !image.servers[server].drives.contains(where: { $0.fileSystem == .ntfs })
        {
            // It is not the room that is missing (8.3).
            return refuse(113, about: UInt32(server), entry, live, &effects)
        }
        guard let server = image.siteServer, let drive = temporaryDrive(image, server, package, bytes)
        else { return refuse(393, entry, live, &effects) }
        if package.isForMacintosh, image.hasMacintoshClients, !live.hasRaised(391, live.package),
            !pending.contains(where: { image.servers[Int($0)].definition.macintosh })
        {
            effects.event(391, job: entry.subject, live.package)
        }
        step = .decompressing
        let letter = image.servers[server].drives[drive].letter.unicodeScalars.first?.value ?? 0
        effects.trace(.decompressionStarted, packageNumber(entry.subject, image), letter, bytes)
        if package.packed.longestPath > SourceFacts.longestUsablePath, image.quirks.contains(.longPathAV) {
            // The last line of DESPOOL.LOG (Q182419).
            return effects.endExecutive(job: entry.subject)
        }
        effects.after(
            PeriodSpeed.overheadMilliseconds
                + PeriodSpeed.milliseconds(bytes, at: PeriodSpeed.decompressBytesPerSecond),
            .despoolerStepEnded)
    }

    /// Serves no server in this try: the package cannot be unpacked.
    mutating func refuse(
        _ event: Int64, about subject: UInt32? = nil, _ entry: ReceivedLive, _ live: JobLive,
        _ effects: inout EffectBuffer
    ) {
        let subject = subject ?? live.package
        if !live.hasRaised(event, subject) { effects.event(event, job: entry.subject, subject) }
        failed = pending
        for server in failed {
            effects.add(
                Effect(.setSiteDetail, entry.subject, code(.server, server), value: status(.retrying)))
        }
        pending = []
        step = .refused
        effects.after(PeriodSpeed.overheadMilliseconds, .despoolerStepEnded)
    }

    /// The drive that a site prefers, else the one with most free space (Q191307).
    func temporaryDrive(
        _ image: SiteImage, _ place: Int, _ package: PackageLive, _ bytes: Int64
    ) -> Int? {
        let server = image.servers[place]
        let usable = server.drives.indices.filter {
            (!image.needsNTFS(package) || server.drives[$0].fileSystem == .ntfs)
                && server.drives[$0].freeBytes >= bytes
        }
        let wanted = image.definition.preferredDrive.uppercased()
        return usable.first { server.drives[$0].letter.uppercased() == wanted }
            ?? usable.min { DriveRules.mostFree(server, $0, $1) }
    }

    mutating func copyNext(_ context: Context, _ image: SiteImage, _ effects: inout EffectBuffer) {
        guard let entry = current, let server = pending.first else { return finish(context, image, &effects) }
        step = .copying
        metServer = image.servers[Int(server)].isReachable
        let live = image.jobs[Int(entry.subject)]
        if image.isInUse(package: live.package, server: server, at: context.now) {
            if isForced(entry, live, server, image) { return warn(live, server, image, &effects) }
            // The first open file stops the copy.
            return effects.after(PeriodSpeed.overheadMilliseconds, .despoolerStepEnded)
        }
        let bytes = image.bytesToCopy(package: live.package, server: server)
        let isLocal = image.siteServer == Int(server)
        let speed = isLocal ? PeriodSpeed.diskBytesPerSecond : PeriodSpeed.serverBytesPerSecond
        effects.after(
            PeriodSpeed.overheadMilliseconds + PeriodSpeed.milliseconds(bytes, at: speed), .despoolerStepEnded
        )
    }

    /// A copy came to its end, or met an open file.
    private mutating func copied(
        _ entry: ReceivedLive, _ context: Context, _ image: SiteImage, _ effects: inout EffectBuffer
    ) {
        let package = image.jobs[Int(entry.subject)].package
        if losesServer(image) { return effects.endExecutive(job: entry.subject) }
        if let server = pending.first, image.servers[Int(server)].isReachable,
            image.isInUse(package: package, server: server, at: context.now)
        {
            stopped(entry, image, &effects)
        } else if !served(entry, image, &effects) {
            return effects.endExecutive(job: entry.subject)
        }
        copyNext(context, image, &effects)
    }

    /// Decides, when the copy would be done, whether it could be done: the drive as it is now counts.
    ///
    /// - Returns: Whether the Despooler is still there.
    private mutating func served(_ entry: ReceivedLive, _ image: SiteImage, _ effects: inout EffectBuffer)
        -> Bool
    {
        let server = pending.removeFirst()
        let live = image.jobs[Int(entry.subject)]
        let package = image.packages[Int(live.package)]
        let bytes = image.bytesToCopy(package: live.package, server: server)
        switch driveChoice(live.package, server, image) {
        case .drive(let drive):
            servedAny = true
            effects.add(Effect(.placePackage, live.package, server, value: Int64(drive)))
            effects.add(
                Effect(.setSiteDetail, entry.subject, code(.server, server), value: status(.complete)))
            effects.trace(.packageCopied, packageNumber(entry.subject, image), server, bytes)
            if package.isForMacintosh, image.servers[Int(server)].definition.macintosh,
                image.servers[Int(server)].drives[drive].fileSystem != .ntfs, !live.hasRaised(112, server)
            {
                // Services for Macintosh have volumes on NTFS only.
                effects.event(112, job: entry.subject, server)
            }
            losesVolume(live, server, entry, image, &effects)
        case .skipped:
            servedAny = true
            effects.add(
                Effect(.setSiteDetail, entry.subject, code(.server, server), value: status(.complete)))
            effects.trace(.serverSkipped, packageNumber(entry.subject, image), server)
        case .refused(let event):
            failed.append(server)
            effects.add(
                Effect(.setSiteDetail, entry.subject, code(.server, server), value: status(.retrying)))
            effects.trace(.copyFailed, packageNumber(entry.subject, image), server, event)
            if !live.hasRaised(event, server) { effects.event(event, job: entry.subject, server) }
            let isNetWare = image.servers[Int(server)].definition.kind.isNetWare
            if event == 109, isNetWare, image.quirks.contains(.netwareSpaceAV) { return false }
        }
        return true
    }

    /// Where a package goes on a server.
    package func driveChoice(_ place: UInt32, _ server: UInt32, _ image: SiteImage) -> DriveChoice {
        let package = image.packages[Int(place)]
        let live = image.servers[Int(server)]
        // Rights are given to Everyone, and where that fails nothing is installed (Q107245, Q169748).
        if live.isReachable, live.definition.kind.isNetWare, !live.definition.hasEveryone,
            image.quirks.contains(.netwareEveryone)
        {
            return .refused(event: 108)
        }
        if package.isSharing {
            return switch image.shareChoice(package: place, server: server) {
            case .place(let plan): .drive(plan.drive)
            case .refused(let event): .refused(event: event)
            case .skipped: .skipped
            }
        }
        let existing = image.locationIndex(package: place, server: server).map {
            (drive: image.locations[$0].drive, bytes: image.locations[$0].bytes)
        }
        return DriveRules.choose(
            live, bytes: package.packed.bytes, needsNTFS: image.needsNTFS(package), existing: existing,
            smsDriveLetter: image.definition.smsDrive)
    }

    mutating func finish(_ context: Context, _ image: SiteImage, _ effects: inout EffectBuffer) {
        guard let entry = current else { return }
        let live = image.jobs[Int(entry.subject)]
        effects.trace(.instructionEnded, number(entry.subject, image), 0, Int64(failed.count))
        if live.job.runWorkstationCommand, !live.hasOffers || !failed.isEmpty || entry.retries > 0 {
            effects.trace(.offersWritten, number(entry.subject, image), 0, Int64(live.localDetails))
            effects.add(Effect(.writeOffers, entry.subject))
        }
        if failed.isEmpty {
            if entry.retries > 0 || entry.isListed, entry.servers.isEmpty {
                completeServers(entry, live, image, &effects)
            }
            if live.job.servesServers {
                let isDone = image.rangesWithoutPlatform(live) == 0
                let end: JobStatus = step == .noServer ? .failed : isDone ? .complete : .retrying
                effects.add(
                    Effect(.setSiteDetail, entry.subject, code(.completion), value: status(end)))
            }
        } else if !retry(entry, live, image, &effects) {
            return effects.endExecutive(job: entry.subject)
        }
        next(context, image, &effects)
    }

    /// A retry instruction holds only the servers that failed, and waits 24 polls (Q128458, Q153576).
    ///
    /// They are counted from the poll of this try. From its end they would run out just behind a poll, so that each
    /// try lost one more and 100 of them took longer than the week of Q182414 and Q147819. A try that outlasts them
    /// is followed by the next one at once.
    ///
    /// - Returns: Whether the Despooler is still there.
    private mutating func retry(
        _ entry: ReceivedLive, _ live: JobLive, _ image: SiteImage, _ effects: inout EffectBuffer
    ) -> Bool {
        let tries = entry.retries + triesOf(image)
        guard tries < Self.maximumTries else {
            for server in failed {
                effects.add(
                    Effect(.setSiteDetail, entry.subject, code(.server, server), value: status(.failed)))
            }
            if failed.isEmpty {
                effects.add(Effect(.setSiteDetail, entry.subject, code(.siteArrival), value: status(.failed)))
            }
            effects.event(14, job: entry.subject, live.package)
            return true
        }
        guard let names = namesOfRetry(live, image) else { return false }
        retryServers = names
        // Which servers to serve is known once a try got as far as to them.
        retryInfo = entry.info | (failed.isEmpty ? 0 : ReceivedLive.listed)
        let notBefore = triedAt + image.definition.response.retryMinutes * 60_000
        // The file that is written next gets the next number of RECEIVE.
        effects.trace(
            .retryScheduled, number(entry.subject, image), tries & 0xFF | image.nextReceived << 8, notBefore)
        effects.add(Effect(.retryReceived, entry.subject, tries, value: notBefore))
        return true
    }

    private func executeStatus(_ entry: ReceivedLive, _ image: SiteImage, _ effects: inout EffectBuffer) {
        let detail = entry.subject
        let number = image.jobNumber(detail: Int(detail))
        let machine = image.details[Int(detail)].client + 1
        let outcome = Outcome(rawValue: entry.info & StatusBits.outcome) ?? .success
        let marks = entry.info & StatusBits.marks
        effects.trace(
            .statusExecuted, number, machine,
            Int64(outcome.rawValue) | errorCode(entry, image) << 8 | (Int64(entry.number) + 1) << 24)
        switch outcome {
        case .malformed:
            effects.event(
                119, job: image.details[Int(detail)].job, image.details[Int(detail)].client,
                attempt: entry.attempt)
            // The file is thrown away, and what it said with it: the run counts as a success (Q122178, Q190135).
            let counts = image.quirks.contains(.malformedMIFComplete) ? Outcome.malformed : .failed
            if counts == .malformed { effects.add(Effect(.removeRecord, detail)) }
            effects.add(Effect(.loadStatus, detail, counts.rawValue))
            effects.now(.dataLoaderArrival)
        case .success:
            effects.add(Effect(.removeRecord, detail))
            effects.add(Effect(.loadStatus, detail, outcome.rawValue | marks))
            effects.now(.dataLoaderArrival)
        case .failed:
            // The record stays, so that the client may run it again; shown as Retrying (Q169491, Q166833).
            effects.event(
                374, job: image.details[Int(detail)].job, image.details[Int(detail)].client,
                attempt: entry.attempt)
            effects.add(Effect(.loadStatus, detail, outcome.rawValue | marks))
            effects.now(.dataLoaderArrival)
        case .expired:
            effects.add(Effect(.removeRecord, detail))
            // The row keeps its status from 1.2 on (Q152229).
            guard image.quirks.contains(.expiredChangesStatus) else { return }
            effects.add(Effect(.loadStatus, detail, expiryMIF(image)))
            effects.now(.dataLoaderArrival)
        }
    }

    private func executeCancel(_ entry: ReceivedLive, _ image: SiteImage, _ effects: inout EffectBuffer) {
        let live = image.jobs[Int(entry.subject)]
        effects.trace(.offersStripped, number(entry.subject, image), 0, Int64(live.open))
        effects.add(Effect(.stripOffers, entry.subject))
        if live.origin != image.number { effects.add(Effect(.confirmCancel, entry.subject)) }
        effects.now(.offersStripped, entry.subject)
    }

    func number(_ job: UInt32, _ image: SiteImage) -> UInt32 { image.jobNumber(Int(job)) }
    func packageNumber(_ job: UInt32, _ image: SiteImage) -> UInt32 {
        let package = image.jobs[Int(job)].package
        return package == noHandle ? 0 : image.packageNumber(Int(package))
    }
    func status(_ status: JobStatus) -> Int64 { Int64(status.rawValue) }
    func code(_ kind: JobDetailKind, _ server: UInt32 = 0) -> UInt32 {
        UInt32(kind.rawValue) | server << 4
    }
}
