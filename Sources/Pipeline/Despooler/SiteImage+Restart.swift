extension SiteImage {
    /// What a Despooler does with RECEIVE when it starts: before service pack 4 it forgot how often it had tried
    /// (Q140374).
    package func restartDespooler() {
        guard quirks.contains(.restartResetsRetries) else { return }
        for place in receivedInstructions.indices where receivedInstructions[place].retries > 0 {
            // The file of a retry is called otherwise than that of a first try.
            noteTaken(receivedInstructions[place])
            receivedInstructions[place].retries = 0
            changes.boxes = true
        }
        changes.boxes = true
    }
}
