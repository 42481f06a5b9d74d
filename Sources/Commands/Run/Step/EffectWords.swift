import LegacyFormats
import Pipeline
import SiteModel

/// Says in words what a component wants done: one effect, one sentence without a full stop.
struct EffectWords {
    let names: StepNames
    /// When it is wanted, in milliseconds since 1970.
    let now: Int64

    /// The words of an effect.
    func words(_ effect: Effect) -> String {
        switch effect.kind {
        case .trace: return trace(effect)
        case .after, .now: return signal(effect)
        case .event: return event(effect)
        case .buildLists, .inspectSource, .packageCompressed, .setJobStatus, .setJobStage, .repeatJob,
            .setDestination, .keepRow, .confirmCancel, .endForeignJob, .setSiteDetail:
            return job(effect)
        case .queueRequest, .setRequest, .deliver, .startRequest, .failRequest, .giveBack, .assignOutbox,
            .abandonRequest, .setRequestFault, .blankRequest, .badLogon, .forgetGivenBack, .tellRetrying,
            .settleCancel, .queueSystemJob, .setSystemJob, .purgeSystemJobs:
            return request(effect)
        case .inspectStored, .takeReceived, .retryReceived, .storePackage, .placePackage, .executeMiniJob,
            .forwardFile, .removeFromServer, .removeStored, .removeCommands, .emptyDirectory, .closeFiles,
            .loseName:
            return delivery(effect)
        case .writeOffers, .publishOffers, .copyInstructions, .collectStatuses, .leaveStatus, .loadStatus,
            .removeRecord, .setDetail, .stripOffers, .countAttempt, .touchClient:
            return offer(effect)
        case .reportLocations, .takeLoaded, .clearReports, .loadItems, .bundleReports, .sendDefinition,
            .retryMIFs, .touchLoadBox, .updateServers, .sendGroups, .setProgramItems, .reportUserGroups:
            return report(effect)
        case .writeControlFile, .dropProposal, .loadControlFile, .installControlFile, .installOutboxes,
            .reportControlFile, .beginSitePhase, .setSitePhase, .refuseControlFile:
            return control(effect)
        case .endExecutive, .startService, .takeBackService, .detectServer, .installServer,
            .uninstallServer, .clearSilence, .configureScripts:
            return service(effect)
        }
    }

    private func trace(_ effect: Effect) -> String {
        guard let code = TraceCode(rawValue: effect.code) else { return "note nothing that is known" }
        return "note "
            + Self.words(
                TraceRecord(
                    instant: now, code: code, site: names.image.number, a: effect.a, b: effect.b,
                    value: effect.value), names.names)
    }

    /// An entry of the trace without its time and its component.
    static func words(_ record: TraceRecord, _ names: LabNames) -> String {
        let (subject, object) = TraceCommands.subjects(record, names)
        // The value of a change of statuses is the statuses before, which are in the words already.
        let isPlain = record.value != 0 && record.code != .jobStatusChanged
        return
            ([record.code.word, subject, object].filter { !$0.isEmpty }
            + (isPlain ? [String(record.value)] : [])).joined(separator: " ")
    }

    private func signal(_ effect: Effect) -> String {
        guard let kind = SignalKind(rawValue: effect.code) else { return "wake nobody that is known" }
        let signal = Signal(kind, site: names.image.number, effect.a, effect.b)
        let why = SignalWords(names: names).why(signal)
        // A poll of every Sender is asked for at once by a number of its own.
        let isEverySender = kind == .senderPoll && SenderKind(rawValue: Int(effect.a)) == nil
        let who = isEverySender ? "every Sender" : SignalWords.component(signal).name
        if effect.kind == .now { return "wake \(who) at once: \(why)" }
        return
            "wake \(who) in \(StepNames.span(effect.value)), at \(names.clock(now &+ effect.value)): \(why)"
    }

    private func event(_ effect: Effect) -> String {
        let isError = EventCatalogue.entry(Int(effect.value))?.severity == .nonFatalError
        let title = isError ? " (an error)" : ""
        return "raise event \(effect.value)\(title)"
            + (effect.a == noHandle ? "" : " about job \(names.job(effect.a))")
    }

    private func job(_ effect: Effect) -> String {
        let job = names.job(effect.a)
        switch effect.kind {
        case .buildLists: return "build the target and server lists of job \(job)"
        case .inspectSource:
            return "look at the source of package \(names.package(effect.b)), for job \(job)"
        case .packageCompressed: return "package \(names.package(effect.a)) is compressed"
        case .setJobStatus: return "set job \(job): \(statuses(effect))"
        case .setJobStage:
            return "job \(job) goes on to: \(JobStage(rawValue: effect.b).map { "\($0)" } ?? "?")"
        case .repeatJob: return "make the next one of the repeating job \(job)"
        case .setDestination:
            let state = DestinationLive.State(rawValue: UInt8(truncatingIfNeeded: effect.value)) ?? .none
            return "job \(job) at site \(names.site(effect.b)): \(state)"
        case .keepRow: return "keep the row of package \(names.package(effect.a)) as it reads now"
        case .confirmCancel: return "the cancel of job \(job) was carried out here"
        case .endForeignJob: return "job \(job) of another site has nothing more to do here"
        default: return siteDetail(effect)
        }
    }

    private func siteDetail(_ effect: Effect) -> String {
        let kind = JobDetailKind(rawValue: Int(effect.b & 15))
        let status = JobStatus(rawValue: Int(effect.value)) ?? .none
        let server = kind == .server ? " of \(names.server(effect.b >> 4))" : ""
        return "set the detail \(kind?.word ?? "?")\(server) of job \(names.job(effect.a)) to "
            + (status.word.isEmpty ? "no status" : status.word)
    }

    private func statuses(_ effect: Effect) -> String {
        guard names.image.jobs.indices.contains(Int(effect.a)) else { return "?" }
        let changed = Story.statuses(from: names.image.packedStatus(Int(effect.a)), to: effect.b)
        return changed.isEmpty ? "as it is" : changed
    }
}
