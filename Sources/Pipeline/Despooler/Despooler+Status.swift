import SiteModel

// What the Despooler meets in the statuses of clients.

extension Despooler {
    /// The code of a request that the instruction does not hold; informational (Q264945).
    static let unknownRequest: Int64 = 0x38A
    /// The code of a MIF that the compiler complains of (Q169491).
    static let compileWarning: Int64 = 0xCB
    /// How many times as long a damaged status takes; a choice, see `docs/reference/choices.md`.
    static let damagedFactor: Int64 = 10

    /// What the job status MIF tells that an expiry makes (Q152229).
    ///
    /// That of 1.0 has neither a word for an expiry, so that it tells of no success, nor the workstation.
    func expiryMIF(_ image: SiteImage) -> UInt32 {
        image.quirks.contains(.expiredIsRetrying)
            ? Outcome.failed.rawValue | StatusBits.ofJob : Outcome.expired.rawValue
    }

    /// The error code that the log shows for a status that counts all the same; 0: there is none.
    func errorCode(_ entry: ReceivedLive, _ image: SiteImage) -> Int64 {
        if isDamaged(entry, image) { return Self.unknownRequest }
        // A malformed one does not compile at all (Q190135).
        if entry.info & StatusBits.outcome == Outcome.malformed.rawValue { return Self.compileWarning }
        let isBlank = entry.info & StatusBits.blank != 0
        return isBlank && image.quirks.contains(.emptyDescriptionCb) ? Self.compileWarning : 0
    }

    /// How long a status takes.
    func statusMilliseconds(_ entry: ReceivedLive, _ image: SiteImage) -> Int64 {
        let milliseconds = min(max(image.definition.statusMilliseconds, 0), 86_400_000)
        return isDamaged(entry, image) ? milliseconds * Self.damagedFactor : milliseconds
    }

    /// Whether a status is about a record that a cancel took away, or about a job that was deleted (Q168130).
    private func isDamaged(_ entry: ReceivedLive, _ image: SiteImage) -> Bool {
        guard image.quirks.contains(.cancelCorruptsSNI) else { return false }
        // Field by field: a copy of a job takes and lets go of a dozen lists, at each status.
        let job = Int(image.details[Int(entry.subject)].job)
        if image.jobs[job].isDeleted { return true }
        let isStripped = image.details[Int(entry.subject)].flags & DetailFlags.inMaster.rawValue == 0
        return isStripped && image.jobs[job].cancelledAt != nil
    }
}
