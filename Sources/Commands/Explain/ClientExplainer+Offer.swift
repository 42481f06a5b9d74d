import Pipeline
import SiteModel

/// What the times of a record and the one who runs it say of an offer.
extension ClientExplainer {
    /// What an offer waits for at a client where nothing is wrong.
    func waiting(_ client: Int, _ detail: Int, _ live: JobLive) -> Reason {
        switch clients.stage(detail) {
        case .unread:
            return looks(
                client,
                "its Package Command Manager reads the instructions at its next poll, every "
                    + "\(image.definition.pcmPollingMinutes) minutes.")
        case .waiting, .found: return hidden(client, detail, live)
        case .pending, .archived: return offered(client, detail, live)
        case .countdown:
            var reason = Reason(.countdown, "the five minutes before a mandatory command run.").from(
                "Q185805")
            reason.until = clients.busy[client].until
            return repeated(reason, client, detail)
        case .running: return running(client, detail)
        case .failed: return failed(client, detail, live)
        default: return looks(client, "its Package Command Manager looks at its next poll.")
        }
    }

    private func looks(_ client: Int, _ sentence: String) -> Reason {
        var reason = Reason(.pollNotReached, sentence).from("Q166765")
        reason.until = nextPoll(client)
        return reason
    }

    /// A command that does not show: it is not due, or the service is to run it.
    private func hidden(_ client: Int, _ detail: Int, _ live: JobLive) -> Reason {
        let judged = clients.judgedTime(of: client, now: now, image)
        let isForService = judged >= live.job.offerTime
        let isMandatory = isForService && live.job.useMandatoryTime
        let time = isMandatory ? live.job.mandatoryTime : live.job.offerTime
        let what = isMandatory ? "Mandatory After" : "Offer After"
        if time > judged { return notYet(client, live, time, what) }
        if clients.busy[client].offer != noHandle { return busy(client) }
        return repeated(
            looks(client, "its \(what), \(time), is past, and it acts at its next poll."), client, detail)
    }

    /// A time of the record that has not come by the client's clock.
    func notYet(_ client: Int, _ live: JobLive, _ time: LocalTime, _ what: String) -> Reason {
        let shown = clients.clock(of: client, image).localTime(at: now, labStart: image.labStart)
        let judged = clients.judgedTime(of: client, now: now, image)
        let site = image.definition.zone.localTime(atUTC: now.flooredQuotient(by: 1_000))
        let drift = shown.seconds - site.seconds
        let isOff = abs(drift) > 60
        // The clock holds it only where the site's is past that time.
        var reason = Reason(
            isOff && site >= time ? .clock : what == "Offer After" ? .offerTime : .mandatoryTime,
            "its clock shows \(shown), and the \(what) is \(time)."
                + (isOff
                    ? " Its clock is \(abs(drift) / 60) minutes \(drift < 0 ? "behind" : "ahead of") the site's."
                    : "")
        ).from("SDK sheapio_7roz", "Q189305")
        reason.since = live.activatedAt
        reason.until = instant(time, client)
        if judged != shown {
            reason.sentence += " It takes the time for \(hours(shown.seconds - judged.seconds)) than it is."
            reason = reason.because(.pcmDSTHour, image.quirks)
        }
        return missed(reason, client, what)
    }

    private func hours(_ seconds: Int64) -> String {
        "\(abs(seconds) / 60) minutes \(seconds > 0 ? "later" : "earlier")"
    }

    /// A time at which nobody will look.
    private func missed(_ reason: Reason, _ client: Int, _ what: String) -> Reason {
        guard clients.looksOnlyIfTouched(client, image) else { return reason }
        var reason = reason.because(.insOnlyIfTouched, image.quirks)
        reason.sentence +=
            " That time is missed: times are looked at only when the instruction file was touched."
        reason.until = nil
        reason.advice = touch(client)
        return reason
    }

    /// What has Package Command Manager read its file again.
    func touch(_ client: Int) -> String {
        let name = image.clients.name(client)
        return
            "sms12 client logoff \(name) && sms12 client logon \(name)"
    }

    /// Why an offer that shows is not run.
    private func offered(_ client: Int, _ detail: Int, _ live: JobLive) -> Reason {
        let judged = clients.judgedTime(of: client, now: now, image)
        let isDue = live.job.useMandatoryTime && live.job.mandatoryTime <= judged
        if clients.busy[client].offer != noHandle, clients.busy[client].offer != UInt32(detail) {
            return busy(client)
        }
        if live.job.useMandatoryTime, !isDue {
            let shown = instant(live.job.offerTime, client)
            var reason = Reason(
                .mandatoryTime,
                "it waits in Pending Commands until its Mandatory After, \(live.job.mandatoryTime) by the client's clock."
            )
            .from("SDK sheapio_7roz")
            reason.since = max(shown, live.activatedAt ?? shown)
            reason.until = instant(live.job.mandatoryTime, client)
            return missed(repeated(reason, client, detail), client, "Mandatory After")
        }
        if clients.stage(detail) == .archived {
            let reason = Reason(.archived, "its user put the command aside.").from("Q122202")
                .advising("sms12 client run \(image.clients.name(client))")
            return isDue ? reason.because(.pcmArchiveDefeats, image.quirks) : reason
        }
        if isDue {
            return repeated(
                looks(
                    client,
                    "its Mandatory After is past, and Package Command Manager starts it at its next poll."),
                client, detail)
        }
        let shown = instant(live.job.offerTime, client)
        var reason = Reason(
            .userHasToRun, "the command is optional and waits for its user in Pending Commands."
        )
        .from("SDK sheapio_7roz").advising(
            "sms12 client run \(image.clients.name(client)), or give the job a Mandatory After")
        reason.since = max(shown, live.activatedAt ?? shown)
        return repeated(reason, client, detail)
    }

    /// What else keeps the client busy.
    private func busy(_ client: Int) -> Reason {
        let other = image.jobs[Int(image.details[Int(clients.busy[client].offer)].job)].job.id
        guard let quirk = clients.endlessQuirk(client, now: now) else {
            var reason = Reason(
                .running, "another command, of job \(other), counts down or runs there, one at a time."
            ).from("Q214448")
            reason.until = clients.busy[client].until >= 0 ? clients.busy[client].until : nil
            return reason
        }
        let what =
            quirk.name == Quirk.pcmExecuteDimmed.name
            ? "has ended, and Package Command Manager holds it for running still"
            : "never ends, and Package Command Manager waits for it without a limit"
        return Reason(.running, "another command, of job \(other), \(what): one runs at a time.")
            .from("Q214448").because(quirk, image.quirks).advising(end(client))
    }

    private func end(_ client: Int) -> String {
        let name = image.clients.name(client)
        return "sms12 client off \(name) && sms12 client on \(name) && sms12 client logon \(name)"
    }

    private func running(_ client: Int, _ detail: Int) -> Reason {
        if let quirk = clients.endlessQuirk(client, now: now) {
            return Reason(
                .running,
                "the command runs and never ends: Package Command Manager waits for its process without a limit."
            ).because(quirk, image.quirks).advising(end(client))
        }
        var reason = Reason(.running, "the command runs.").from("Q214448")
        reason.until = clients.busy[client].until
        return repeated(reason, client, detail)
    }
}
