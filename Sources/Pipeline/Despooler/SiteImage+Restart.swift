extension SiteImage {
    /// What a Despooler does with RECEIVE when it starts: before service pack 4 it forgot how often it had tried
    /// (Q140374).
    package func restartDespooler() {
        guard quirks.contains(.restartResetsRetries) else { return }
        for place in receivedInstructions.indices { receivedInstructions[place].retries = 0 }
        changes.boxes = true
    }
}
