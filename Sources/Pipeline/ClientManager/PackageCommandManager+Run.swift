import SiteModel
import VirtualTime

/// What comes of the start of a command.
enum Launch {
    /// It runs.
    case runs
    /// The program was not found.
    case notFound
    /// The service crashes over the command line.
    case crash
}

extension PackageCommandManager {
    /// Milliseconds after which a launcher ends, having started the real installer (Q156271): one look at the handle
    /// (Q193784, Q214448).
    static let launcherMilliseconds: Int64 = 2_500

    mutating func countDown(
        _ client: Int, _ offer: UInt32, _ context: Context, _ image: SiteImage, _ effects: inout EffectBuffer
    ) {
        set(offer, .countdown)
        busy[client].offer = offer
        busy[client].until = context.now + Self.countdownMilliseconds
        effects.trace(.pcmCountdown, UInt32(client) + 1, jobNumber(offer, image))
        effects.after(Self.countdownMilliseconds, .pcmCountdownEnded, UInt32(client), offer)
    }

    /// Ends what a client is busy with; the signal that would end it finds nothing then.
    mutating func release(_ client: Int, _ image: SiteImage) {
        if !openFiles.isEmpty { openFiles[UInt32(client)] = nil }
        busy[client].offer = noHandle
        busy[client].until = -1
        state[client] &= ~ClientState.serviceRuns.rawValue
    }

    /// Runs what was counted down, unless it has expired in this very instant: it is withdrawn once the clock is past
    /// the value, and that late ones ran was a fault of the service (Q225056).
    mutating func countdownEnded(
        _ client: Int, _ offer: UInt32, _ context: Context, _ image: SiteImage, _ effects: inout EffectBuffer
    ) {
        guard isExpired(client, offer, context, image) else {
            return run(client, offer, byService: false, context, image, &effects)
        }
        evaluate(client, context, image, isParsed: true, &effects)
    }

    mutating func userRuns(
        _ client: Int, _ offer: UInt32, _ context: Context, _ image: SiteImage, _ effects: inout EffectBuffer
    ) {
        // Withdrawn later in this instant, or at the poll that follows the logon.
        if isExpired(client, offer, context, image) { return }
        // Nobody sees what a closed window holds (Q122320).
        if state[client] & ClientState.windowClosed.rawValue != 0 { return }
        guard canRun(client, offer), !isBlank(client, image) else {
            // One package at a time: who finds it busy looks again a minute later.
            let isOffered = stage(Int(offer)) == .pending || stage(Int(offer)) == .archived
            // A hang, or what counts as one, is nothing to wait for.
            let ends = busy[client].until < context.now + Self.longestMilliseconds / 2
            let isBusy = busy[client].offer != noHandle && ends
            let isThere = ClientState(rawValue: state[client]).contains(.active)
            if isOffered, isBusy || isThere && isBlank(client, image) {
                effects.after(60_000, .pcmUserRuns, UInt32(client), offer)
            }
            return
        }
        run(client, offer, byService: false, context, image, &effects)
    }

    /// Whether a person at the client could run an offer now.
    public func canRun(_ client: Int, _ offer: UInt32) -> Bool {
        let now = ClientState(rawValue: state[client])
        return now.contains(.active) && !now.contains(.exited) && busy[client].offer == noHandle
            && (stage(Int(offer)) == .pending || stage(Int(offer)) == .archived)
    }

    /// Runs a command: chooses a server, connects, starts the program.
    mutating func run(
        _ client: Int, _ offer: UInt32, byService: Bool, _ context: Context, _ image: SiteImage,
        _ effects: inout EffectBuffer
    ) {
        let range = range(of: client, image)
        if byService { note(.takenByService, client, offer, image, &effects) }
        let attempt = min(Int(image.details[Int(offer)].attempts) + 1, Int(UInt8.max))
        let rule = result(client, offer, attempt: attempt, image)
        let launch = launch(offer, rule, range, byService, image)
        if launch == .crash {
            state[client] |= ClientState.serviceStopped.rawValue
            stopPolling(client, range)
            return note(.serviceCrashed, client, offer, image, &effects)
        }
        guard let server = chooseServer(client, offer, range, image, &effects) else {
            release(client, image)
            effects.trace(.pcmNoServer, UInt32(client) + 1, jobNumber(offer, image))
            // What else is due need not wait for it.
            return leaveQueue(client, offer, to: .failed, byService, context, image, &effects)
        }
        effects.add(Effect(.countAttempt, offer))
        if launch == .notFound {
            release(client, image)
            return failToStart(client, offer, .programNotFound, byService, context, image, &effects)
        }
        if lacksFork(offer, range, server, image) {
            release(client, image)
            return failToStart(client, offer, .noResourceFork, byService, context, image, &effects)
        }
        if let error = openProgram(client, offer, range, server, image) {
            release(client, image)
            return endUnopened(client, offer, error, byService, context, image, &effects)
        }
        if byService, rule.handle < 32, image.quirks.contains(.statusHandleBelow32) {
            // What WinExec gives below 32 is an error; a handle of Windows NT is none (Q149672).
            // The program runs all the same, and nobody waits for it.
            release(client, image)
            effects.trace(.pcmStarted, UInt32(client) + 1, jobNumber(offer, image), Int64(server))
            return failToStart(client, offer, .launchError, byService, context, image, &effects)
        }
        begin(client, offer, rule, range, server, byService, context, image, &effects)
    }

    /// The program runs: until its end, or what Package Command Manager takes for it.
    private mutating func begin(
        _ client: Int, _ offer: UInt32, _ rule: ResultRule, _ range: Int, _ server: UInt32, _ byService: Bool,
        _ context: Context, _ image: SiteImage, _ effects: inout EffectBuffer
    ) {
        var milliseconds = duration(rule, client, offer, image)
        if rule.launcher, image.quirks.contains(.pcmFirstProcessOnly) {
            milliseconds = min(milliseconds, Self.launcherMilliseconds)
        }
        let hangs = rule.hangs && image.quirks.contains(.pcmHangForever)
        if hangs { milliseconds = Self.longestMilliseconds }
        set(offer, .running)
        busy[client].offer = offer
        busy[client].until = context.now + milliseconds
        if byService { state[client] |= ClientState.serviceRuns.rawValue }
        keepLetter(client, rule, range, server, byService, image)
        effects.trace(.pcmStarted, UInt32(client) + 1, jobNumber(offer, image), Int64(server))
        if recordsAtStart(offer, image) {
            note(.recordedAtStart, client, offer, image, &effects)
            leave(client, offer, .success, byService, context, image, &effects)
        }
        // A process that never ends gives no signal.
        if !hangs { effects.after(milliseconds, .pcmRunEnded, UInt32(client), offer) }
    }

    /// Whether a run is recorded as soon as it has started: since SP4 where the definition file says that the command
    /// may take Windows down (Q175652).
    func recordsAtStart(_ offer: UInt32, _ image: SiteImage) -> Bool {
        image.jobs[Int(image.details[Int(offer)].job)].offer.synchronousSystemExit
            && !image.quirks.contains(.pcmForceRebootStaysPending)
    }

    /// Looks at the command line as the program does: Q160566, Q168341, Q191341, Q193224, Q195937, Q152423.
    func launch(
        _ offer: UInt32, _ rule: ResultRule, _ range: Int, _ byService: Bool, _ image: SiteImage
    ) -> Launch {
        let quirks = image.quirks
        let job = Int(image.details[Int(offer)].job)
        switch image.jobs[job].form {
        case .absolute:
            if byService, quirks.contains(.svcDriveLetterAV) { return .crash }
            return quirks.contains(.pcmPathInPackage) ? .notFound : .runs
        case .unc:
            if byService, quirks.contains(.svcUNCFails) { return .notFound }
            // Windows 95 has the name alone, and looks for it in the package.
            guard blocks[range].platform == .windows95, quirks.contains(.w95UNCIgnored) else { return .runs }
        case .variable: if quirks.release < .sp3 { return .notFound }
        case .relative: break
        }
        switch rule.program {
        case .package: return .runs
        case .msTest: return byService && quirks.contains(.svcNoMSTest) ? .notFound : .runs
        case .missing: return .notFound
        }
    }

    /// Whether a Macintosh finds its program without resource fork, which FAT cannot keep: error -39 (Q156278).
    func lacksFork(_ offer: UInt32, _ range: Int, _ server: UInt32, _ image: SiteImage) -> Bool {
        guard blocks[range].variant == .mac else { return false }
        let package = image.jobs[Int(image.details[Int(offer)].job)].package
        guard package != noHandle, let place = image.locationIndex(package: package, server: server) else {
            return false
        }
        return image.servers[Int(server)].drives[image.locations[place].drive].fileSystem == .fat
    }

    /// Reports a command whose program did not start.
    private mutating func failToStart(
        _ client: Int, _ offer: UInt32, _ why: PCMNote, _ byService: Bool, _ context: Context,
        _ image: SiteImage, _ effects: inout EffectBuffer
    ) {
        note(why, client, offer, image, &effects)
        effects.add(Effect(.touchClient, UInt32(client)))
        leave(client, offer, .failed, byService, context, image, &effects)
        leaveQueue(client, offer, to: .failed, byService, context, image, &effects)
    }

    /// Stops the beat of a client when nothing polls there any more.
    private mutating func stopPolling(_ client: Int, _ range: Int) {
        if polls(ClientState(rawValue: state[client]), blocks[range].traits) { return }
        pollsMayBeStale = true
        nextPoll[client] = -1
    }

    /// Milliseconds that a run takes: what the rule says, and what this client and job draw of its spread.
    private func duration(_ rule: ResultRule, _ client: Int, _ offer: UInt32, _ image: SiteImage) -> Int64 {
        let longest = Self.longestMilliseconds / 1_000
        let base = min(max(0, rule.durationSeconds), longest)
        if rule.spreadSeconds <= 0 { return base * 1_000 }
        let drawn = SeededGenerator.draw(
            seed: image.seed,
            stream: 0x4455_0000_0000_0000 | UInt64(image.number) << 32 | UInt64(jobNumber(offer, image)),
            index: UInt64(client), below: min(rule.spreadSeconds, longest) + 1)
        return min(base + drawn, longest) * 1_000
    }

    private func result(
        _ client: Int, _ offer: UInt32, attempt: Int, _ image: SiteImage
    ) -> ResultRule {
        let command = image.jobs[Int(image.details[Int(offer)].job)].job.commandName ?? ""
        return rules.result(
            client: { image.clients.name(client) }, command: command, attempt: attempt)
    }

    /// The process has ended.
    mutating func ended(
        _ client: Int, _ offer: UInt32, _ context: Context, _ image: SiteImage, _ effects: inout EffectBuffer
    ) {
        let rule = result(client, offer, attempt: Int(image.details[Int(offer)].attempts), image)
        let byService = state[client] & ClientState.serviceRuns.rawValue != 0
        effects.add(Effect(.touchClient, UInt32(client)))
        if recordsAtStart(offer, image) {
            return endedRecorded(client, offer, rule, context, image, &effects)
        }
        release(client, image)
        // EWX_FORCE sends no messages: nothing is recorded and the package stays pending (Q175652). To the service
        // nothing tells of the end of an upgrade either, before SP2 (Q158644).
        let isUntold =
            rule.reboot == .forced
            || rule.reboot == .upgrade && byService && image.quirks.contains(.svcOSUpgradeLoops)
        if isUntold {
            effects.trace(.pcmRestarted, UInt32(client) + 1, jobNumber(offer, image))
            // Windows starts again, and with it the programs, which parse the file at their start (Q163488).
            if blocks[range(of: client, image)].traits.contains(.onlyIfTouched) {
                state[client] |= ClientState.hasNew.rawValue
            }
            cutOff(client, offer, image, &effects)
            return restartWindow(client, image, &effects)
        }
        let exitCode = exitCode(rule, image)
        if rule.hangs { note(.givenUp, client, offer, image, &effects) }
        effects.trace(.pcmFinished, UInt32(client) + 1, jobNumber(offer, image), exitCode)
        let outcome = outcome(rule, exitCode, client, context, image)
        askForRestart(client, offer, rule, context, image, &effects)
        let after = settled(client, outcome, byService, image)
        if losesControl(client, rule, image) {
            set(offer, after)
            // DOS error 3: the program cannot go on, and the status is never written (Q191299).
            note(.noStatus, client, offer, image, &effects)
            state[client] |= ClientState.exited.rawValue
            busy[client].isWindowOpen = false
            return stopPolling(client, range(of: client, image))
        }
        let marks = outcome == .malformed ? 0 : marks(rule, client, context, image)
        // What a second stage writes comes when nobody looks any more (Q156271).
        let isEarly = rule.hangs || rule.launcher && image.quirks.contains(.pcmFirstProcessOnly)
        leave(
            client, offer, outcome, byService, context, image, marks: marks,
            hasMIF: rule.mif.isTaken && !isEarly, &effects)
        leaveQueue(client, offer, to: after, byService, context, image, &effects)
    }

    /// The process of a command has ended that was recorded when it started.
    ///
    /// Its end is seen by the handle that was kept of it; by none it is never seen, unless Windows goes down.
    private mutating func endedRecorded(
        _ client: Int, _ offer: UInt32, _ rule: ResultRule, _ context: Context, _ image: SiteImage,
        _ effects: inout EffectBuffer
    ) {
        let byService = state[client] & ClientState.serviceRuns.rawValue != 0
        if keptHandle(rule, image) == 0, rule.reboot != .forced {
            set(offer, .executed)
            busy[client].until = context.now + Self.longestMilliseconds
            return note(.stillRunning, client, offer, image, &effects)
        }
        release(client, image)
        if rule.reboot == .forced {
            set(offer, .executed)
            effects.trace(.pcmRestarted, UInt32(client) + 1, jobNumber(offer, image))
            return restartWindow(client, image, &effects)
        }
        effects.trace(.pcmFinished, UInt32(client) + 1, jobNumber(offer, image), rule.exitCode)
        leaveQueue(client, offer, to: .executed, byService, context, image, &effects)
    }

    /// The handle that is kept of the process of a command that was recorded when it started; it was lost in service
    /// pack 4 (Q193784: "The running process handle is 0").
    private func keptHandle(_ rule: ResultRule, _ image: SiteImage) -> Int {
        image.quirks.contains(.pcmExecuteDimmed) ? 0 : max(1, Int(rule.handle))
    }

    /// The exit code that is seen: of a launcher its own, of what was given up that of a wait that ran out.
    func exitCode(_ rule: ResultRule, _ image: SiteImage) -> Int64 {
        if rule.hangs { return 1_460 }
        return rule.launcher && image.quirks.contains(.pcmFirstProcessOnly) ? 0 : rule.exitCode
    }

    /// What a run counts as: the MIF decides; without one an exit other than 0 is an error (Q190135).
    func outcome(
        _ rule: ResultRule, _ exitCode: Int64, _ client: Int, _ context: Context, _ image: SiteImage
    ) -> Outcome {
        // What the second stage of an installer writes comes when nobody waits any more (Q156271).
        let isEarly = rule.hangs || rule.launcher && image.quirks.contains(.pcmFirstProcessOnly)
        guard rule.mif.isTaken, !isEarly else { return exitCode == 0 ? .success : .failed }
        if rule.mif == .malformed || rule.mif == .oversized { return .malformed }
        return rule.mif == .failed ? .failed : .success
    }

    /// What whoever reads the status MIF of a run may stumble over; see `StatusBits`.
    func marks(
        _ rule: ResultRule, _ client: Int, _ context: Context, _ image: SiteImage
    ) -> UInt32 {
        guard rule.mif.isTaken else { return 0 }
        var marks: UInt32 = rule.description.isEmpty ? StatusBits.blank : 0
        if rule.description.utf8.contains(UInt8(ascii: "\"")) { marks |= StatusBits.quoted }
        let shown = clock(of: client, image).localTime(at: context.now, labStart: image.labStart)
        if shown.civil.year > 2_030 { marks |= StatusBits.late }
        return marks
    }

    /// Where an offer goes after its run: Failed may be run again (Q166833) and comes back at the next poll, and what
    /// the service runs is looked for again when the polls come too soon (Q166765).
    func settled(_ client: Int, _ outcome: Outcome, _ byService: Bool, _ image: SiteImage)
        -> OfferStage
    {
        if outcome == .failed { return .failed }
        // Once a malformed status MIF is no success, the record stays and the client runs it again (Q190135, Q166833).
        if outcome == .malformed, !image.quirks.contains(.malformedMIFComplete) { return .failed }
        let isShort = blocks[range(of: client, image)].interval < 1_200_000
        return byService && isShort && image.quirks.contains(.svcShortPollReruns) ? .unconfirmed : .executed
    }

    /// Asks for a restart when `_MSSETUP.BAT` and `_MSRSTRT.EXE` are there; whether they are of this run, nobody asks
    /// (Q153227).
    private mutating func askForRestart(
        _ client: Int, _ offer: UInt32, _ rule: ResultRule, _ context: Context, _ image: SiteImage,
        _ effects: inout EffectBuffer
    ) {
        if rule.reboot == .leftover { leftovers[UInt32(client)] = context.now }
        let isOld = !leftovers.isEmpty && leftovers[UInt32(client)] != nil
        guard
            rule.reboot == .asked || rule.reboot == .leftover
                || isOld && image.quirks.contains(.rebootPromptLeftover)
        else { return }
        note(.restartAsked, client, offer, image, &effects)
    }

    private func losesControl(_ client: Int, _ rule: ResultRule, _ image: SiteImage) -> Bool {
        rule.endsElsewhere && blocks[range(of: client, image)].variant == .dos
            && image.quirks.contains(.statusDOSLost)
    }

    /// Ends a countdown or a run without a record: the command never left Pending Commands (Q175652).
    mutating func cutOff(
        _ client: Int, _ offer: UInt32, _ image: SiteImage, _ effects: inout EffectBuffer
    ) {
        let isThere = image.details[Int(offer)].flags & DetailFlags.inMaster.rawValue != 0
        set(offer, isThere ? ready(client, offer, image) : .withdrawn)
        // A cancel took the record away while it was busy.
        if !isThere { effects.trace(.pcmWithdrawn, UInt32(client) + 1, jobNumber(offer, image)) }
    }
}
