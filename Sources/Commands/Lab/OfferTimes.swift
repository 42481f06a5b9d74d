import Pipeline

/// When what became of offers, as the entries of the trace since the last commit tell it.
struct OfferTimes {
    /// What is known of one offer since the last commit; nil: nothing new.
    struct Moments {
        /// When it was first shown.
        var offeredAt: Int64?
        /// When the last run started.
        var startedAt: Int64?
        /// When that run ended.
        var endedAt: Int64?
        /// Its exit code.
        var exitCode: Int64?
    }

    /// The entries that tell of it.
    static let codes: Set<TraceCode> = [
        .instructionsCopied, .pcmFound, .pcmOffered, .pcmStarted, .pcmFinished,
    ]

    /// By client and job; looked up only, so that no order matters.
    private var moments: [UInt64: Moments] = [:]
    /// The entries in which a client read records that were new to it: their place and instant, by client.
    private var found: [UInt32: [(place: Int, instant: Int64)]] = [:]
    /// The entry in which a logon server got a job's instructions: its place, by job and server.
    private var copied: [UInt64: Int] = [:]

    /// When everything that a client has read counts as read; nil: when the entries say.
    private var readAt: Int64?

    /// Nothing happened.
    ///
    /// - Parameter readAt: When records that were read count as read, where no entries tell it: the rows of an earlier time
    ///   that are only looked at have to say no more than that they were.
    init(readAt: Int64? = nil) { self.readAt = readAt }

    /// Reads what happened at one site.
    init(_ records: [TraceRecord], site: UInt16) {
        for (place, record) in records.enumerated() where record.site == site {
            switch record.code {
            case .instructionsCopied: copied[Self.key(record.a, record.b)] = place
            case .pcmFound: found[record.a, default: []].append((place, record.instant))
            case .pcmOffered:
                moments[Self.key(record.a, record.b), default: Moments()].offeredAt = record.instant
            case .pcmStarted:
                let key = Self.key(record.a, record.b)
                // A run that a restart cut off has no end.
                moments[key] = Moments(offeredAt: moments[key]?.offeredAt, startedAt: record.instant)
            case .pcmFinished:
                moments[Self.key(record.a, record.b), default: Moments()].endedAt = record.instant
                moments[Self.key(record.a, record.b)]?.exitCode = record.value
            default: break
            }
        }
    }

    private static func key(_ high: UInt32, _ low: UInt32) -> UInt64 { UInt64(high) << 32 | UInt64(low) }

    /// What happened to the offer of a job at a client, both by their numbers in the trace.
    func moments(client: UInt32, job: UInt32) -> Moments { moments[Self.key(client, job)] ?? Moments() }

    /// When a client first read a record that it has read by now: at its first look after its logon server got it.
    ///
    /// One that it had read before the last commit may get a later instant here; the first that is stored stays.
    func seenAt(client: UInt32, job: UInt32, server: UInt32) -> Int64? {
        if let readAt { return readAt }
        let arrival = copied[Self.key(job, server)] ?? -1
        return found[client]?.first { $0.place > arrival }?.instant
    }
}
