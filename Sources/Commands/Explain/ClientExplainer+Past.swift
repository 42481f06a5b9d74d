import Pipeline
import SiteModel

/// What a run that is over says of an offer that is not.
extension ClientExplainer {
    /// A command that ran, and whose row nobody has set yet.
    func executed(_ client: Int, _ detail: Int) -> Reason {
        let past = clients.past(client, UInt32(detail), now: now, image)
        if past?.how == .malformedMIF, image.details[detail].status == UInt8(JobStatus.retrying.rawValue) {
            return Reason(
                .failedRun,
                "it ran the command, whose status MIF cannot be parsed: its row is Retrying, and nothing is tried again."
            ).from("Q190135").advising("mend what writes the MIF and make a new job, or cancel this one")
        }
        guard let past, let quirk = past.quirk else {
            return Reason(.statusOnItsWay, "it ran the command, and its status is on its way.").from(
                "Q169491")
        }
        switch past.how {
        case .noStatus:
            return Reason(
                .quirk, "it ran the command, but its status could not be written: its row stays as it is."
            )
            .because(quirk, image.quirks).advising(
                "cancel the job, or delete it; nobody tells of this run any more")
        case .refusedMIF:
            return Reason(
                .quirk,
                "it ran the command, but the Data Loader cannot read its status MIF, which goes to BADMIFS (event 245)."
            ).because(quirk, image.quirks).advising(
                "cancel the job, or delete it; nobody tells of this run any more")
        default:
            return Reason(.statusOnItsWay, "it ran the command, and its status is on its way.").from(
                "Q169491")
        }
    }

    /// A command that the user's program leaves to a service that does not run it.
    func serviceOnly(_ client: Int, _ live: JobLive) -> Reason {
        let (code, name) = (image.definition.code, image.clients.name(client))
        guard image.clients.block(of: client).range.hasService(at: image.quirks.release) else {
            return Reason(
                .serviceOnly,
                "the command is a background task for the service, which is not installed there, and the user's "
                    + "Package Command Manager leaves it."
            ).from("Q165147", "Q166765", "Q167114").advising(
                "sms12 client set \(name) --site \(code) --set service=true")
        }
        if !live.job.useMandatoryTime, image.quirks.contains(.svcSilentIfNotMandatory) {
            return Reason(
                .serviceOnly,
                "the command is a background task for the service, which runs none without Mandatory After and says nothing."
            ).because(.svcSilentIfNotMandatory, image.quirks).from("Q166765").advising(
                "make a new job with --mandatory-after")
        }
        var reason = Reason(
            .pollNotReached,
            "the command is for the service, which was not there when it was read; the service looks at its next poll."
        ).from("Q165147", "Q166765")
        reason.until = nextPoll(client)
        return reason
    }

    /// A run that failed, and comes back.
    func failed(_ client: Int, _ detail: Int, _ live: JobLive) -> Reason {
        let past = clients.past(client, UInt32(detail), now: now, image)
        let why = past.map { ": \(words($0.how, live))" } ?? ""
        let then =
            live.job.useMandatoryTime || clients.isForService(client, UInt32(detail), image)
            ? "runs again" : "its user may run it again"
        var reason = Reason(
            .failedRun, "its last run failed\(why); the command comes back at the next poll and \(then)."
        ).from("Q166833")
        reason.until = nextPoll(client)
        if let quirk = past?.quirk { reason = reason.because(quirk, image.quirks) }
        return advised(reason, past, live)
    }

    private func advised(
        _ reason: Reason, _ past: (how: ClientPast, quirk: Quirk?)?, _ live: JobLive
    ) -> Reason {
        if let past, past.how == .programNotFound, past.quirk != nil {
            return reason.advising(
                "put the program into package \(live.job.packageID) and name it by its path there")
        }
        switch past?.how {
        case .programNotFound:
            return reason.advising(
                "put the program into package \(live.job.packageID), or give its command the right name")
        case .noResourceFork: return reason.advising("put the package on a Macintosh volume")
        case .exitCode, .failedMIF: return reason.advising("mend what the program meets at the client")
        case .malformedMIF: return reason.from("Q190135").advising("mend what writes the status MIF")
        default: return reason
        }
    }

    private func words(_ how: ClientPast, _ live: JobLive) -> String {
        switch how {
        case .programNotFound: "the program of \(live.offer.command ?? "its command") was not found"
        case .noResourceFork: "its program has no resource fork (error -39), which FAT does not keep"
        case .processHandle: "the handle of its process was taken for an error"
        case .failedMIF: "its status MIF says Failed"
        case .exitCode(let code): "it ended with exit code \(code)"
        case .restarted: "Windows was taken down before its end was recorded"
        case .noStatus: "its status could not be written"
        case .refusedMIF: "its status MIF cannot be read"
        case .malformedMIF: "its status MIF cannot be parsed"
        }
    }

    /// What is open still though it ran before: Windows went down before anything was recorded, or it failed.
    func repeated(_ reason: Reason, _ client: Int, _ detail: Int) -> Reason {
        guard let past = clients.past(client, UInt32(detail), now: now, image) else { return reason }
        let live = image.jobs[Int(image.details[detail].job)]
        let runs = Int(image.details[detail].attempts)
        var reason = reason
        let often = runs == 1 ? "once" : "\(runs) times"
        guard past.how == .restarted else {
            reason.sentence += " It ran \(often) before: \(words(past.how, live))."
            return past.quirk.map { reason.because($0, image.quirks) } ?? reason.from("Q166833")
        }
        // As long as each run ends so, neither time nor poll moves it on.
        reason.blocker = past.quirk == nil ? .failedRun : .quirk
        reason.sentence =
            "it ran \(often), and Windows was taken down before its end was recorded: it stays in Pending Commands and runs "
            + "again."
        reason.sources = []
        reason.until = nil
        reason.advice =
            "set SynchronousSystemExitRequired for the command, which SP4 heeds, or cancel the job"
        return reason.because(past.quirk ?? .pcmForceRebootStaysPending, image.quirks)
    }
}
