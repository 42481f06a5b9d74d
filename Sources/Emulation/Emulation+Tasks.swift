public import Pipeline
public import SiteModel

// What the threads of a site have in hand: for whoever asks why a thing waits.

extension Emulation {
    /// What the Despooler of a site has in hand, or nil: it waits for an instruction.
    ///
    /// - Parameters:
    ///   - site: The site by number.
    ///   - upcoming: When signals will be given, where that is known already.
    /// - Returns: The instruction with the step.
    public func despoolerTask(at site: UInt16, _ upcoming: UpcomingSignals? = nil) -> DespoolerTask? {
        let despooler = despoolers[Int(site)]
        guard let entry = despooler.current, despooler.step != .idle, despooler.step != .stuck else {
            return nil
        }
        return DespoolerTask(
            entry: entry, step: despooler.step, server: despooler.pending.first,
            until: upcoming.map { $0.first(.despoolerStepEnded, site: site) }
                ?? self.upcoming(.despoolerStepEnded, site: site))
    }

    /// What the Despooler of a site is executing, or nil; it lies in RECEIVE as an `.IST` or `.NIL` meanwhile (Q152468).
    ///
    /// - Parameter site: The site by number.
    /// - Returns: The file of RECEIVE that it has in hand.
    public func executing(at site: UInt16) -> ReceivedLive? { despoolers[Int(site)].current }

    /// The batch that the Despooler of a site works off: what of RECEIVE it listed and has not executed yet, by running
    /// number, in its order; what lies there besides is listed when these are done (Q168130).
    ///
    /// - Parameter site: The site by number.
    /// - Returns: The running numbers; none where it waits.
    public func despoolerBatch(at site: UInt16) -> [UInt32] { despoolers[Int(site)].batch }

    /// Whether a Sender of a site waits in a transfer that never ends (Q140924).
    ///
    /// - Parameters:
    ///   - sender: Which Sender.
    ///   - site: The site by number.
    /// - Returns: Whether it does; false for a Sender that the site does not have.
    public func isHung(_ sender: SenderKind, at site: UInt16) -> Bool {
        senders[Int(site)].first { $0.kind == sender }?.isHung(images[Int(site)]) ?? false
    }

    /// What is left of a request now, in bytes: of one that is being sent, behind what the destination has (Q123221).
    ///
    /// - Parameters:
    ///   - request: The place of the request.
    ///   - site: The site by number.
    /// - Returns: The bytes.
    public func bytesLeft(ofRequest request: Int, at site: UInt16) -> Int64 {
        let image = images[Int(site)]
        let live = image.requests[request]
        let sender = senders[Int(site)].first { $0.kind == live.sender }
        let context = Context(now: now, site: site)
        return sender?.bytesLeft(of: UInt32(request), context, image) ?? live.bytesLeft
    }

    /// The requests that a Sender of a site has a thread for: it sends them, connects, or waits for its next try.
    ///
    /// - Parameters:
    ///   - sender: Which Sender.
    ///   - site: The site by number.
    /// - Returns: The requests, none for a Sender that the site does not have.
    public func sendings(of sender: SenderKind, at site: UInt16) -> [ActiveSending] {
        senders[Int(site)].first { $0.kind == sender }?.active ?? []
    }
}
