import SiteModel

/// The window of the user's program: new packages bring it up (Q171764), the end of the queue takes it away (Q168541).
extension PackageCommandManager {
    /// Whether the window of a client's program is up.
    public func hasWindow(_ client: Int) -> Bool { busy[client].isWindowOpen }

    /// Whether the queue of a client holds nothing: nothing is pending, counted down or running.
    public func isQueueEmpty(_ client: Int) -> Bool {
        var offer = firstOffer[client]
        while offer != noHandle {
            switch OfferStage(rawValue: offers[Int(offer)].stage) {
            case .pending, .countdown, .running: return false
            default: offer = offers[Int(offer)].next
            }
        }
        return true
    }

    /// Whether new packages bring the program's window up: on the Macintosh it stays behind and may only ask for
    /// attention (Q171764).
    func comesToFront(_ client: Int, _ image: SiteImage) -> Bool {
        blocks[range(of: client, image)].variant != .mac || !image.quirks.contains(.macNoPopup)
    }

    /// Whether a record counts as a pending package when the program asks itself whether to show its window.
    ///
    /// What is to be offered later was left out of that count only from 1.2 on (Q149683).
    func isCounted(_ stage: OfferStage, _ image: SiteImage) -> Bool {
        stage == .pending || stage == .waiting && image.quirks.contains(.pcmBlankWindow)
    }

    /// Brings the window up for packages of which this is the first; one that is up already stays as it is.
    ///
    /// What it shows is looked at only then, and that may be nothing.
    mutating func bringUp(
        _ client: Int, _ offer: UInt32, _ image: SiteImage, _ effects: inout EffectBuffer
    ) {
        guard !busy[client].isWindowOpen, comesToFront(client, image) else { return }
        busy[client].isWindowOpen = true
        if state[client] & ClientState.windowClosed.rawValue != 0 {
            // What had been closed away is seen again, and users act on it as if it were new (Q122320).
            state[client] &= ~ClientState.windowClosed.rawValue
            awaitPending(client, image, &effects)
        }
        if isQueueEmpty(client) { note(.blankWindow, client, offer, image, &effects) }
    }

    /// Has the user start the program by hand, or close its window; false when no program runs, or it is so already.
    ///
    /// Closing only hides the program: what is mandatory runs all the same, but users forget what they do not see
    /// (Q187287).
    package mutating func setWindow(
        _ client: Int, isOpen: Bool, _ image: SiteImage, into effects: inout EffectBuffer
    ) -> Bool {
        let now = ClientState(rawValue: state[client])
        guard now.contains(.active), !now.contains(.exited), busy[client].isWindowOpen != isOpen else {
            return false
        }
        busy[client].isWindowOpen = isOpen
        if isOpen {
            state[client] &= ~ClientState.windowClosed.rawValue
            awaitPending(client, image, &effects)
        } else {
            closedAway(client, &effects)
        }
        return true
    }

    /// Notes that the window was closed with commands in it.
    private mutating func closedAway(_ client: Int, _ effects: inout EffectBuffer) {
        guard hasPending(client) else { return }
        state[client] |= ClientState.windowClosed.rawValue
        note(.windowClosed, client, &effects)
    }

    /// Starts the program anew: it shows its window if it counts a package as pending (Q149683).
    mutating func restartWindow(_ client: Int, _ image: SiteImage, _ effects: inout EffectBuffer) {
        busy[client].isWindowOpen = false
        state[client] &= ~ClientState.windowClosed.rawValue
        // It is the program of whoever is logged on; a service's run may end with nobody there.
        let now = ClientState(rawValue: state[client])
        guard now.isSuperset(of: .active), !now.contains(.exited) else { return }
        var offer = firstOffer[client]
        while offer != noHandle {
            if isCounted(stage(Int(offer)), image), isForUser(client, offer, image) {
                return bringUp(client, offer, image, &effects)
            }
            offer = offers[Int(offer)].next
        }
    }

    /// Whether an offer is the user's program's to show.
    private func isForUser(_ client: Int, _ offer: UInt32, _ image: SiteImage) -> Bool {
        !isForService(client, offer, image)
    }

    /// Takes a command that has ended out of the queue, starts what is due, and closes the window behind the last one.
    ///
    /// Whether it was the last one is asked when it is out; before SP3 that was asked while it was still in the queue
    /// (Q168541).
    mutating func leaveQueue(
        _ client: Int, _ offer: UInt32, to stage: OfferStage, _ byService: Bool, _ context: Context,
        _ image: SiteImage, _ effects: inout EffectBuffer
    ) {
        let asksEarly = image.quirks.contains(.pcmStaysOpen)
        let wasEmpty = asksEarly && isQueueEmpty(client)
        set(offer, stage)
        evaluate(client, context, image, isParsed: true, &effects)
        if byService || busy[client].offer != noHandle || !busy[client].isWindowOpen { return }
        closeWindow(client, offer, isDone: asksEarly ? wasEmpty : isQueueEmpty(client), image, &effects)
        if busy[client].isWindowOpen, isQueueEmpty(client) { note(.windowStays, client, &effects) }
    }

    /// Closes the window when the queue is done; behind a mandatory command the 16-bit program does not ask what is
    /// still in it (Q122320).
    private mutating func closeWindow(
        _ client: Int, _ offer: UInt32, isDone: Bool, _ image: SiteImage, _ effects: inout EffectBuffer
    ) {
        let isMandatory = image.jobs[Int(image.details[Int(offer)].job)].job.useMandatoryTime
        let asks = !(isMandatory && blocks[range(of: client, image)].traits.contains(.closesWindow))
        if asks, !isDone { return }
        busy[client].isWindowOpen = false
        closedAway(client, &effects)
    }
}
