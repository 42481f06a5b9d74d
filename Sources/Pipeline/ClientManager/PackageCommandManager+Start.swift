import SiteModel

extension PackageCommandManager {
    /// Starts the user's program with the logon: SMSRUN tries CurrentLogonServer, then each of `[Servers]` (Q171589).
    private mutating func start(
        _ client: Int, _ image: SiteImage, _ effects: inout EffectBuffer
    ) {
        let range = range(of: client, image)
        currentServers[UInt32(client)] = nil
        let own = ownServer(of: client, image)
        // Without any logon server in the lab nothing is looked for.
        if own != noHandle, !image.servers[Int(own)].isReachable {
            if image.quirks.contains(.pcmAVNoCurrentServer) {
                return exit(client, .accessViolation, &effects)
            }
            if !findServer(client, range, image, &effects), image.quirks.contains(.pcmExitsNoServer) {
                return exit(client, .exitedWithoutServer, &effects)
            }
        }
        let isServing = state[client] & ClientState.serviceRuns.rawValue != 0
        if isServing, image.quirks.contains(.pcmBusyDialog) { return exit(client, .exitedBusy, &effects) }
        if blocks[range].traits.contains(.onlyIfTouched) { state[client] |= ClientState.hasNew.rawValue }
        restartWindow(client, image, &effects)
        // Whoever was away sees now what is pending (Q187287).
        awaitPending(client, image, &effects)
    }

    /// Ends the user's program until the next logon (Q188578).
    mutating func exit(_ client: Int, _ why: PCMNote, _ effects: inout EffectBuffer) {
        state[client] |= ClientState.exited.rawValue
        busy[client].isWindowOpen = false
        connections[UInt32(client)] = nil
        note(why, client, &effects)
    }

    /// Makes the first of `[Servers]` that can be reached the current logon server; false when there is none.
    private mutating func findServer(
        _ client: Int, _ range: Int, _ image: SiteImage, _ effects: inout EffectBuffer
    ) -> Bool {
        for server in blocks[range].otherServers where image.servers[Int(server)].isReachable {
            currentServers[UInt32(client)] = Int64(server)
            note(.logonServerChanged, client, argument: Int64(server), &effects)
            // Its row names the server.
            effects.add(Effect(.touchClient, UInt32(client), value: 1))
            relink(client, image)
            return true
        }
        return false
    }

    /// Whether the logon server gives the instruction file, or another one that is looked for in its stead.
    ///
    /// The service looks for one since SP4 (Q191293); the user's program, which used to look at its start alone,
    /// since the hotfix of Q188578.
    @inline(__always)
    mutating func reachesServer(
        _ client: Int, _ range: Int, _ agents: ClientAgents, _ image: SiteImage,
        _ effects: inout EffectBuffer
    ) -> Bool {
        let server = logonServer(of: client, image)
        if server == noHandle || image.servers[Int(server)].isReachable { return true }
        let looks =
            agents.user && !image.quirks.contains(.pcmExitsNoServer)
            || agents.service && !image.quirks.contains(.svcNoFailover)
        return looks && findServer(client, range, image, &effects)
    }

    /// Switches a computer or logs its user on or off.
    package mutating func setState(
        _ client: Int, _ new: ClientState, _ context: Context, _ image: SiteImage,
        into effects: inout EffectBuffer
    ) {
        let traits = blocks[range(of: client, image)].traits
        let before = ClientState(rawValue: state[client])
        let polled = polls(before, traits)
        let logsOn = new.contains(.active) && !before.contains(.active)
        pollsMayBeStale = true
        var kept = before.intersection([.hasNew, .exited, .serviceRuns, .detailsOpen, .windowClosed])
        if before.contains(.powered), new.contains(.powered) {
            kept.formUnion(before.intersection(.serviceStopped))
        }
        if logsOn || !new.contains(.active) {
            kept.subtract([.exited, .detailsOpen, .windowClosed])
            busy[client].isWindowOpen = false
            connections[UInt32(client)] = nil
        }
        state[client] = new.union(kept).rawValue
        effects.trace(.clientStateChanged, UInt32(client) + 1, 0, Int64(new.rawValue))
        // What runs for the user ends with the logon, what the service runs with the computer.
        let ends = kept.contains(.serviceRuns) ? !new.contains(.powered) : !new.contains(.active)
        if ends { end(client, traits, new, image, &effects) }
        if logsOn { start(client, image, &effects) }
        // A service that was kept out has not read the file either (Q164657).
        let wasBlocked = before.contains(.active) && traits.contains(.blocksService)
        if !polled || wasBlocked && !new.contains(.active), traits.contains([.onlyIfTouched, .service]),
            new.contains(.powered)
        {
            state[client] |= ClientState.hasNew.rawValue
        }
        let polls = polls(ClientState(rawValue: state[client]), traits)
        if polls, logsOn || !polled {
            // Package Command Manager starts with the logon and polls at once.
            nextPoll[client] = context.now
            anchors[UInt32(client)] = context.now
            effects.after(0, .pcmPoll, UInt32(client))
        } else if !polls, polled {
            nextPoll[client] = -1
        }
    }

    /// Ends what a client is busy with, and lets go of what was connected.
    private mutating func end(
        _ client: Int, _ traits: ClientTraits, _ new: ClientState, _ image: SiteImage,
        _ effects: inout EffectBuffer
    ) {
        if !leftLetters.isEmpty, !traits.contains(.service) || !new.contains(.powered) {
            leftLetters[UInt32(client)] = nil
        }
        let offer = busy[client].offer
        guard offer != noHandle else { return }
        release(client, image)
        // One that was recorded before its end is done (Q175652).
        let stage = stage(Int(offer))
        if stage == .countdown || stage == .running { cutOff(client, offer, image, &effects) }
    }

    /// Opens or closes a Details window; false when the user's program does not run, or it is so already.
    package mutating func setDetails(
        _ client: Int, isOpen: Bool, _ context: Context, _ image: SiteImage,
        into effects: inout EffectBuffer
    ) -> Bool {
        let traits = blocks[range(of: client, image)].traits
        let was = ClientState(rawValue: state[client]).contains(.detailsOpen)
        guard agents(client, traits).user, was != isOpen else { return false }
        state[client] ^= ClientState.detailsOpen.rawValue
        note(isOpen ? .detailsOpened : .detailsClosed, client, &effects)
        if !isOpen { evaluate(client, context, image, isParsed: true, &effects) }
        return true
    }

    /// Loses PCMHIST.REG: what is still in the instruction file and has no entry counts as new.
    ///
    /// What was archived is pending again (Q122202); what was executed runs again at the releases of Q229809, and
    /// before and after them is known from elsewhere.
    package mutating func forgetHistory(
        _ client: Int, _ image: SiteImage, into effects: inout EffectBuffer
    ) {
        unlinkFinal(client)
        var count: Int64 = 0
        for job in image.jobs.indices where image.jobs[job].requestID != nil && !image.jobs[job].isDeleted {
            guard let detail = image.detail(ofClient: client, job: UInt32(job)), detail < offers.count,
                image.details[detail].flags & DetailFlags.inCopy.rawValue != 0
            else { continue }
            let offer = UInt32(detail)
            switch stage(detail) {
            case .archived:
                set(offer, .pending)
                count += 1
            case .executed, .expired:
                guard image.quirks.contains(.pcmHistoryLossReruns) else { continue }
                set(offer, .unread)
                link(client, offer)
                count += 1
            case .unconfirmed, .expiring:
                guard image.quirks.contains(.pcmHistoryLossReruns) else { continue }
                set(offer, .unread)
                count += 1
            default: continue
            }
        }
        effects.add(Effect(.touchClient, UInt32(client)))
        note(.historyLost, client, argument: count, &effects)
    }
}
