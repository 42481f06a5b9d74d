/// A command in the journal.
public struct JournalRecord: Equatable, Sendable {
    /// The running number; 0 holds the lab file, seed, release, quirks and version of the rules.
    public var sequence: Int64
    /// The virtual instant, milliseconds since 1970 UTC.
    public var instant: Int64
    /// The SMS account that gave the command, never the user of the operating system.
    public var who: String
    /// The command.
    public var verb: String
    /// Its arguments, JSON on one line.
    public var body: String

    /// Makes a record.
    public init(sequence: Int64 = 0, instant: Int64, who: String, verb: String, body: String) {
        self.sequence = sequence
        self.instant = instant
        self.who = who
        self.verb = verb
        self.body = body
    }
}

/// What a command saw of the outside world: a package source or a file.
public struct SourceObservation: Equatable, Sendable {
    /// The journal record.
    public var sequence: Int64
    /// The running number in the lab, from 0.
    public var ordinal: Int64
    /// Lab-relative name of what was looked at.
    public var name: String
    /// SHA-256 of a file, 64 hexadecimal digits; empty for a directory.
    public var digest: String
    /// What was seen, JSON.
    public var body: String

    /// Makes an observation.
    public init(sequence: Int64, ordinal: Int64, name: String, digest: String = "", body: String = "") {
        self.sequence = sequence
        self.ordinal = ordinal
        self.name = name
        self.digest = digest
        self.body = body
    }
}

/// A packed piece of the trace.
public struct TraceSegment: Equatable, Sendable {
    /// The running number from 0.
    public var segment: Int64
    /// Number of the first event.
    public var firstSequence: Int64
    /// How many events.
    public var count: Int64
    /// Instant of the first event, milliseconds since 1970 UTC.
    public var firstInstant: Int64
    /// Instant of the last event.
    public var lastInstant: Int64
    /// The packed events.
    public var data: [UInt8]

    /// Makes a segment.
    public init(
        segment: Int64, firstSequence: Int64, count: Int64, firstInstant: Int64, lastInstant: Int64,
        data: [UInt8]
    ) {
        self.segment = segment
        self.firstSequence = firstSequence
        self.count = count
        self.firstInstant = firstInstant
        self.lastInstant = lastInstant
        self.data = data
    }
}
