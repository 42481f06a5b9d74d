import SiteModel

// What a Sender meets besides a link that is down.

extension Sender {
    /// Whether it looks for requests where its outbox was and is not any more (Q126229).
    func losesOutbox(_ image: SiteImage, _ effects: inout EffectBuffer) -> Bool {
        guard kind == .lan, image.has(.outboxMoved), image.quirks.contains(.outboxImmovable) else {
            return false
        }
        effects.trace(
            .senderNoted, UInt32(kind.rawValue) << 28, 0, SenderNote.noOutbox.rawValue)
        return true
    }

    /// Milliseconds that a transfer takes longer than its rate tells, as the waits behind its buffers are longer than the
    /// address asks for; 0: they are what they should be.
    func delay(of bytes: Int64, _ rate: LinkRate, at now: Int64, _ image: SiteImage) -> Int64 {
        let packet = rate.packetBytes(isTooBig: image.quirks.contains(.packetTooBig))
        // A difference with its sign is never too long.
        guard image.quirks.contains(.bandwidthHang) else { return 0 }
        let excess =
            rate.waitBehind(packet, at: now, isUnsigned: true)
            - rate.waitBehind(packet, at: now, isUnsigned: false)
        let buffers = (max(bytes, 1) + packet - 1) / packet
        let (delay, isTooLong) = excess.multipliedReportingOverflow(by: buffers)
        return isTooLong ? Self.longestDelay : min(delay, Self.longestDelay)
    }

    /// A hundred years: no wait is longer.
    private static let longestDelay: Int64 = 100 * 365 * 86_400_000

    /// Whether it waits behind a buffer for longer than its address asks for: it does nothing else then.
    package func isHung(_ image: SiteImage) -> Bool {
        guard image.quirks.contains(.bandwidthHang) else { return false }
        return active.contains { entry in
            guard entry.since >= 0,
                let address = image.address(to: image.requests[Int(entry.request)].hop, kind)
            else { return false }
            return delay(of: 1, LinkRate(address, image.settings(of: kind), image), at: entry.since, image)
                > 0
        }
    }

    /// Looks at a request before it is sent: true where it is not to be.
    ///
    /// An instruction file that is gone is found at once, and so is a destination without room, where the Sender looks.
    func isUnfit(
        _ place: UInt32, _ image: SiteImage, _ context: Context, _ effects: inout EffectBuffer
    ) -> Bool {
        let request = image.requests[Int(place)]
        if request.fault == .noInstruction, !image.quirks.contains(.missingInsResend) {
            giveUp(place, event: 269, .noInstruction, image, &effects)
            return true
        }
        guard !image.quirks.contains(.noDiskCheck), lacksRoom(request, image) else { return false }
        effects.event(291, noHandle, UInt32(request.hop), once: true, image)
        note(.noRoom, place, image, &effects)
        let wait = image.reschedule.heartbeatMinutes * 60_000
        effects.add(Effect(.giveBack, place, 1, value: context.now + wait))
        effects.trace(.sendGivenBack, number(place, image), job(request, image), context.now + wait)
        return true
    }

    /// Begins with a request once more, unless it has become unfit meanwhile.
    mutating func beginAgain(
        _ place: Int, _ context: Context, _ image: SiteImage, _ effects: inout EffectBuffer
    ) {
        let name = active[place].request
        guard isUnfit(name, image, context, &effects) else { return begin(place, context, image, &effects) }
        active.remove(at: place)
        start(context, image, ended: name, &effects)
    }

    /// Gives a request up: action code 2 (Q123221).
    private func giveUp(
        _ place: UInt32, event: Int64, _ what: SenderNote, _ image: SiteImage,
        _ effects: inout EffectBuffer
    ) {
        let request = image.requests[Int(place)]
        effects.event(event, job: request.job, UInt32(request.hop))
        note(what, place, image, &effects)
        effects.add(Effect(.abandonRequest, place))
        if image.isTold(place) { effects.now(.dataLoaderArrival) }
    }

    // MARK: Room at the destination

    /// Whether the SMS drive of the next site has too little room for a request's package; the own one is not asked, since
    /// what lies in TOSEND lies on that drive already.
    private func lacksRoom(_ request: RequestLive, _ image: SiteImage) -> Bool {
        guard request.carriesPackage, request.hop != image.number, let room = image.room[request.hop] else {
            return false
        }
        return room < request.bytes
    }

    /// How many bytes of a request can be written before the drive is full; nil: all.
    func bytesThatFit(_ request: RequestLive, _ image: SiteImage) -> Int64? {
        guard lacksRoom(request, image), let room = image.room[request.hop] else { return nil }
        return min(max(room - (request.bytes - request.bytesLeft), 0), request.bytesLeft)
    }

    /// The drive at the destination is full: the file is deleted there, and the next try begins anew (Q137610).
    mutating func writeFailed(
        _ place: Int, _ context: Context, _ image: SiteImage, _ effects: inout EffectBuffer
    ) {
        let name = active[place].request
        let request = image.requests[Int(name)]
        effects.event(285, noHandle, UInt32(request.hop), once: true, image)
        note(.diskFull, name, image, &effects)
        effects.add(Effect(.setRequest, name, RequestStatus.error.rawValue, value: request.bytes))
        failed(place, left: request.bytes, context, image, &effects)
    }

    // MARK: The end of a transfer

    /// Whether a transfer that came to its end is none: its instruction is missing, or the request itself is.
    mutating func endsBadly(
        _ place: Int, _ context: Context, _ image: SiteImage, _ effects: inout EffectBuffer
    ) -> Bool {
        let name = active[place].request
        let request = image.requests[Int(name)]
        switch request.fault {
        case .none, .zeroLength, .handleOpen: return false
        case .noInstruction:
            // A file of zero bytes is all that stands for it there; the package is sent once more (Q235837).
            note(.noInstruction, name, image, &effects)
            effects.add(Effect(.setRequest, name, RequestStatus.error.rawValue, value: request.bytes))
            failed(place, left: request.bytes, context, image, &effects)
        case .deleted:
            active.remove(at: place)
            if image.quirks.contains(.badDataSRQ) {
                effects.add(Effect(.deliver, name))
                note(.badData, name, image, &effects)
                effects.add(Effect(.blankRequest, name))
            } else {
                giveUp(name, event: 262, .requestGone, image, &effects)
            }
            start(context, image, ended: name, &effects)
        }
        return true
    }

    // MARK: Accounts

    /// Whether the account of the address has no rights at the next site.
    func isRefused(_ request: RequestLive, _ image: SiteImage) -> Bool {
        if request.fault == .handleOpen { return true }
        return request.hop == image.number && image.has(.selfRights)
    }

    /// Tries the own service account before that of the address: at a parent with an account of the same name and another
    /// password that is a bad logon (Q163747).
    func tryOwnAccount(_ request: RequestLive, _ image: SiteImage, _ effects: inout EffectBuffer) {
        guard image.has(.parentAccount), request.hop == image.parent,
            image.quirks.contains(.accountLockout)
        else { return }
        effects.add(Effect(.badLogon, UInt32(request.hop)))
    }

    func note(
        _ note: SenderNote, _ request: UInt32, _ image: SiteImage, _ effects: inout EffectBuffer
    ) {
        effects.trace(
            .senderNoted, number(request, image), job(image.requests[Int(request)], image), note.rawValue)
    }
}
