import SiteModel

/// What only PCMMAC does: its connection to the logon server, and how it opens a program.
extension PackageCommandManager {
    /// Keeps the connection of a poll to the logon server open until the next one (Q160611).
    mutating func keepConnection(_ client: Int, _ image: SiteImage) {
        guard ClientState(rawValue: state[client]).isSuperset(of: .active) else { return }
        let server = logonServer(of: client, image)
        guard server != noHandle else { return }
        connections[UInt32(client)] = Int64(server)
    }

    /// A logon server has gone away: who is connected to it notices it by AppleTalk's tickle packets, whatever the
    /// polling interval is, and has no connection until a poll makes one (Q160611).
    package mutating func lostConnection(
        _ server: UInt32, _ image: SiteImage, into effects: inout EffectBuffer
    ) {
        guard !connections.isEmpty else { return }
        for (client, other) in connections.sorted(by: { $0.key < $1.key }) where other == Int64(server) {
            connections[client] = nil
            if image.clients.isRemoved(Int(client)) { continue }
            note(.connectionLost, Int(client), &effects)
        }
    }

    /// Opens a command's program on a server; nil: it is open, else the error.
    ///
    /// PCMMAC opens the compressed files for itself alone, so that another one cannot, and what the refusal leaves of
    /// the error is 0 (Q253578).
    mutating func openProgram(
        _ client: Int, _ offer: UInt32, _ range: Int, _ server: UInt32, _ image: SiteImage
    ) -> Int64? {
        guard blocks[range].variant == .mac, image.quirks.contains(.macParallelError) else { return nil }
        let file = Int64(server) << 32 | Int64(image.jobs[Int(image.details[Int(offer)].job)].package)
        if openFiles.values.contains(file) { return 0 }
        openFiles[UInt32(client)] = file
        return nil
    }

    /// Ends a command whose program could not be opened: by the error it counts as any other that left no status MIF.
    mutating func endUnopened(
        _ client: Int, _ offer: UInt32, _ error: Int64, _ byService: Bool, _ context: Context,
        _ image: SiteImage, _ effects: inout EffectBuffer
    ) {
        note(.errorZero, client, offer, image, argument: error, &effects)
        effects.add(Effect(.touchClient, UInt32(client)))
        let outcome = outcome(ResultRule(mif: .none), error, client, context, image)
        leave(client, offer, outcome, byService, context, image, &effects)
        leaveQueue(
            client, offer, to: settled(client, outcome, byService, image), byService, context, image, &effects
        )
    }
}
