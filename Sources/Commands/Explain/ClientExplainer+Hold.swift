import Pipeline
import SiteModel

/// What else than times and polls keeps a client: see `ClientHold`.
extension ClientExplainer {
    /// What keeps an offer besides times and polls; nil: nothing.
    func held(_ client: Int, _ detail: Int) -> Reason? {
        guard let hold = clients.hold(client, UInt32(detail), now: now, image) else { return nil }
        let live = image.jobs[Int(image.details[detail].job)]
        let reason =
            atService(hold, client) ?? atProgram(hold, client) ?? atTimes(hold, client, live)
            ?? atServers(hold, client, live)
        return beside(reason, client, live)
    }

    /// The user's program has a background command, and the service would have none of it.
    private func beside(_ reason: Reason?, _ client: Int, _ live: JobLive) -> Reason? {
        let state = ClientState(rawValue: clients.state[client])
        guard var reason, reason.quirk != Quirk.pcm32BlocksSvc.name, state.contains(.active),
            live.offer.flags == .background, image.quirks.contains(.pcm32BlocksSvc),
            image.clients.block(of: client).range.hasService(at: image.quirks.release)
        else { return reason }
        reason.causes.append(
            Reason(
                .quirk,
                "It is a background command, and while the user's Package Command Manager is there the service runs nothing."
            ).because(.pcm32BlocksSvc, image.quirks).advising(
                "sms12 client logoff \(image.clients.name(client))"))
        return reason
    }

    private func atService(_ hold: ClientHold, _ client: Int) -> Reason? {
        let (code, name) = (image.definition.code, image.clients.name(client))
        let account = "sms12 client set \(name) --site \(code) --set account=administrator"
        switch hold {
        case .serviceStopped:
            return Reason(
                .packageManagerEnded,
                "the service \(ClientVariant.serviceName), which runs the command, has crashed over a drive letter in a command line; it starts with the computer."
            ).because(.svcDriveLetterAV, image.quirks)
                .advising("sms12 client off \(name) && sms12 client on \(name)")
        case .refused(let again):
            let when =
                again.map { _ in "is refused its logon and tries it again after three days" }
                ?? "is refused its logon at each poll"
            let reason = Reason(
                .serviceAccount, "the password of its service's account has expired: the service \(when)."
            ).advising(account)
            return reason.because(.lockoutStorm, image.quirks)
        case .noServiceRights:
            return Reason(
                .serviceAccount,
                "the account of its service has no right to read instruction files: it finds none."
            ).from("Q167114", "Q181118").advising(account)
        case .oldWindowsNT:
            return Reason(
                .quirk,
                "its service runs on Windows NT 3.5 and finds no instruction file on a logon server with Windows NT 4.0."
            ).because(.insUnreadableNT351, image.quirks)
        case .serviceBlocked:
            return Reason(
                .quirk,
                "the command is for the service, which runs nothing while the user's PCMWIN32 is there."
            ).because(.pcm32BlocksSvc, image.quirks).advising("sms12 client logoff \(name)")
        case .serviceSilent:
            return Reason(
                .serviceOnly,
                "the command is for the service, which runs none without Mandatory After and says nothing."
            ).because(.svcSilentIfNotMandatory, image.quirks).advising(
                "make a new job with --mandatory-after")
        default: return nil
        }
    }

    private func atProgram(_ hold: ClientHold, _ client: Int) -> Reason? {
        let (code, name) = (image.definition.code, image.clients.name(client))
        let program = ClientVariant(image.clients.block(of: client).range.platform).name
        let again = "sms12 client logoff \(name) && sms12 client logon \(name)"
        switch hold {
        case .noLogonServer(let place):
            let server = image.serverName(place)
            return Reason(
                .logonServerDown, "its logon server \(server) is down, and it reads no instructions."
            )
            .waitingFor([.server(code, server)])
            .advising("sms12 fault server \(code) \(server) --state up").from("Q188578")
        case .blankWindow(let place):
            let server = image.serverName(place)
            return Reason(
                .logonServerDown,
                "its logon server \(server) is down, and its window is blank: nothing in it can be run."
            )
            .waitingFor([.server(code, server)]).because(.redirectorBlank, image.quirks)
            .advising("sms12 fault server \(code) \(server) --state up")
        case .exited:
            let quirk = clients.exitQuirk(client, image)
            let why =
                quirk?.name == Quirk.statusDOSLost.name
                ? "when a program did not give it control back (DOS error 3)"
                : quirk?.name == Quirk.pcmBusyDialog.name
                    ? "as the service was installing a package when the user logged on"
                    : "as its logon server was down when the user logged on"
            let reason = Reason(
                .packageManagerEnded,
                "the user's Package Command Manager, \(program), has ended \(why); the next logon starts it."
            ).advising(again)
            return quirk.map { reason.because($0, image.quirks) } ?? reason.from("Q188578")
        case .nobodyLoggedOn:
            let reason = Reason(
                .nobodyLoggedOn,
                "nobody is logged on, and the command is none that the service runs: not an automated background task."
            )
            return reason.from("Q166765").advising("sms12 client logon \(name) --site \(code)")
        case .detailsOpen:
            let reason = Reason(
                .quirk, "a Details window is open there and has the only thread of Package Command Manager.")
            return reason.advising("sms12 client details \(name) --close").because(
                .pcmDetailsBlocks, image.quirks)
        case .windowClosed:
            let settings = image.clients.block(of: client).range.settings
            let isShort = ClientVariant(image.clients.block(of: client).range.platform) == .win16
            // Who closed it himself hears of it where a reminder is set and read (Q187287).
            let quirk: Quirk? =
                isShort ? .pcm16OneMandatory : settings.reminderMinutes > 0 ? .pcmNoReminder : nil
            let isQuirk = quirk.map { image.quirks.contains($0) } ?? false
            let advised = Reason(
                isQuirk ? .quirk : .userHasToRun,
                "its window was closed with the command in it; the next arrival or logon shows it again."
            ).advising("sms12 client window \(name) --open")
            return quirk.map { advised.because($0, image.quirks) } ?? advised
        default: return nil
        }
    }

    private func atTimes(_ hold: ClientHold, _ client: Int, _ live: JobLive) -> Reason? {
        let name = image.clients.name(client)
        let stage = live.job.useMandatoryTime ? live.job.mandatoryTime : live.job.offerTime
        var reason: Reason
        switch hold {
        case .untouched:
            let judged = clients.judgedTime(of: client, now: now, image)
            let isOffer = !live.job.useMandatoryTime || live.job.mandatoryTime > judged
            let time = isOffer ? live.job.offerTime : live.job.mandatoryTime
            reason = Reason(
                .quirk,
                "its \(isOffer ? "Offer After" : "Mandatory After"), \(time), is past and was missed: times are looked at only "
                    + "when the instruction file was touched."
            ).because(.insOnlyIfTouched, image.quirks).advising(touch(client))
            reason.since = max(instant(time, client), live.activatedAt ?? 0)
        case .plusHour(let until):
            reason = Reason(
                .quirk, "its Mandatory After, \(stage), is past, and Windows 95 adds an hour to it."
            ).because(.pcmW95PlusHour, image.quirks)
            reason.since = instant(stage, client)
            reason.until = until
        case .slowLink:
            reason = Reason(
                .userHasToRun,
                "its Mandatory After, \(stage), is past, but the job is not mandatory over a slow link, and its link is slow: "
                    + "its user has to run it."
            ).from("Q154931").advising("sms12 client run \(name)")
            reason.since = instant(stage, client)
        default: return nil
        }
        return reason
    }

    /// Whether a forced disconnection left a package's directory to the service account.
    private func isServiceOnly(_ package: UInt32, _ server: UInt32) -> Bool {
        image.locations.contains { $0.package == package && $0.server == server && $0.isServiceOnly }
    }

    /// Servers that hold the package, and cannot be used.
    func atServers(_ hold: ClientHold, _ client: Int, _ live: JobLive) -> Reason? {
        let (code, name) = (image.definition.code, image.clients.name(client))
        let names = live.offeredServers.map { image.serverName($0) }
        switch hold {
        case .noRights(let server):
            guard isServiceOnly(live.package, server) else {
                return Reason(
                    .accessDenied,
                    "neither users nor guests may read the package on server \(image.serverName(server)): the boxes of the "
                        + "package said so when it was put there."
                ).advising(
                    "give the package its boxes back (sms12 package set --access), take it away with a Remove job, and send it "
                        + "again")
            }
            var reason = Reason(
                .accessDenied,
                "only the service account may read the package on server \(image.serverName(server)) since its files were "
                    + "closed by force.")
            reason.until = nextPoll(client)
            return reason.advising("a Remove job takes the directory away, and the next job makes it anew")
                .because(.forceStripsRights, image.quirks)
        case .noLetter(let server):
            let reason = Reason(
                .noDriveLetter,
                "it has no drive letter free to connect to server \(image.serverName(server)) (error 92)."
            ).from("Q150727").advising("sms12 client set \(name) --site \(code) --set localDrives=ABC")
            let isLeft = !clients.leftLetters.isEmpty && clients.leftLetters[UInt32(client)] != nil
            return isLeft ? reason.because(.driveLeftMapped, image.quirks) : reason
        case .serverChoice:
            return Reason(
                .serverDown,
                "its SMS.INI lets it take none of the distribution servers that hold the package and can be reached "
                    + "(\(names.joined(separator: ", ")))."
            ).from("Q180151", "Q195944").advising(
                "sms12 client set \(name) --site \(code) --set serverChoice=random")
        case .noServer:
            let first = names.first ?? "SERVER"
            return Reason(
                .serverDown,
                names.isEmpty
                    ? "no distribution server holds the package for it; it tries again at each poll."
                    : "the distribution \(names.count == 1 ? "server" : "servers") that \(names.count == 1 ? "holds" : "hold") "
                        + "the package for it cannot be reached: \(names.joined(separator: ", ")); it tries again at each poll."
            ).waitingFor(names.map { .server(code, $0) }).from("Q161310")
                .advising(
                    names.isEmpty ? "sms12 server list" : "sms12 fault server \(code) \(first) --state up")
        default: return nil
        }
    }
}
