public import Pipeline
public import SiteModel
public import VirtualTime

/// A run of trace entries packed into bytes.
public struct TraceBlock: Equatable, Sendable {
    /// The number of the segment, from 0.
    public var number: Int
    /// How many entries it holds.
    public var count: Int
    /// The instant of the first, in milliseconds since 1970.
    public var firstInstant: Int64
    /// The instant of the last.
    public var lastInstant: Int64
    /// The packed entries.
    public var bytes: [UInt8]
    var last = TraceRecord(instant: 0, code: .schedulerPolled, site: 0, a: 0, b: 0, value: 0)

    /// Entries a segment holds at most; segments are cut at fixed numbers, whenever a run is interrupted.
    public static let capacity = 4_096

    /// Begins a segment.
    public init(number: Int) {
        self.number = number
        count = 0
        firstInstant = 0
        lastInstant = 0
        bytes = []
    }

    /// Takes a stored segment back; it can be read, and added to once it has been read.
    public init(number: Int, count: Int, firstInstant: Int64, lastInstant: Int64, bytes: [UInt8]) {
        self.number = number
        self.count = count
        self.firstInstant = firstInstant
        self.lastInstant = lastInstant
        self.bytes = bytes
        if let record = records().last { last = record }
    }

    /// Adds an entry.
    mutating func add(_ record: TraceRecord) {
        if count == 0 {
            firstInstant = record.instant
            last.instant = record.instant
        }
        let hasMore = record.b != 0 || record.value != 0 || record.site != last.site
        bytes.append(record.code.rawValue | (hasMore ? 0x80 : 0))
        put(UInt64(bitPattern: record.instant &- last.instant))
        put(zigzag(Int64(record.a) &- Int64(last.a)))
        if hasMore {
            put(UInt64(record.site))
            put(UInt64(record.b))
            put(zigzag(record.value))
        }
        last = record
        lastInstant = record.instant
        count += 1
    }

    private mutating func put(_ number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    private func zigzag(_ number: Int64) -> UInt64 { UInt64(bitPattern: (number << 1) ^ (number >> 63)) }

    /// What the first entry is packed as a change of.
    var beforeFirst: TraceRecord {
        TraceRecord(instant: firstInstant, code: .schedulerPolled, site: 0, a: 0, b: 0, value: 0)
    }

    /// The entries; what is damaged ends the list early.
    public func records() -> [TraceRecord] {
        var reader = SegmentReader(bytes: bytes)
        var found: [TraceRecord] = []
        var previous = beforeFirst
        while found.count < count, let record = reader.next(after: previous) {
            found.append(record)
            previous = record
        }
        return found
    }
}

/// Reads packed entries.
struct SegmentReader {
    let bytes: [UInt8]
    var position = 0

    mutating func next(after previous: TraceRecord) -> TraceRecord? {
        guard position < bytes.count, let code = TraceCode(rawValue: bytes[position] & 0x7F) else {
            return nil
        }
        let hasMore = bytes[position] & 0x80 != 0
        position += 1
        guard let step = number(), let a = signed() else { return nil }
        var record = TraceRecord(
            instant: previous.instant &+ Int64(bitPattern: step), code: code, site: previous.site,
            a: UInt32(truncatingIfNeeded: Int64(previous.a) &+ a), b: 0, value: 0)
        if hasMore {
            guard let site = number(), let b = number(), let value = signed() else { return nil }
            record.site = UInt16(truncatingIfNeeded: site)
            record.b = UInt32(truncatingIfNeeded: b)
            record.value = value
        }
        return record
    }

    private mutating func number() -> UInt64? {
        var result: UInt64 = 0
        var shift: UInt64 = 0
        while position < bytes.count, shift < 64 {
            let byte = bytes[position]
            position += 1
            result |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return result }
            shift += 7
        }
        return nil
    }

    private mutating func signed() -> Int64? {
        number().map { Int64(bitPattern: $0 >> 1) ^ -Int64(bitPattern: $0 & 1) }
    }
}

/// Takes every trace entry: into the digest always, into segments as the level says.
public struct TraceRecorder: Sendable {
    /// How much is kept.
    public let level: TraceLevel
    /// The digest over all entries, kept or not.
    public package(set) var digest = RollingDigest()
    /// How many entries there were, kept or not.
    public package(set) var count: Int64 = 0
    /// Segments that were completed or added to since the last commit.
    public package(set) var changed: [TraceBlock] = []
    /// The segment that is open.
    public package(set) var open: TraceBlock
    /// Whether entries that change something are also gathered, for logs and the story of a run.
    public package(set) var gathers = false
    /// What was gathered since the last commit.
    public package(set) var gathered: [TraceRecord] = []
    /// While it gathers: the entries of the event that is stepped through, those that change nothing as well; nil: nobody
    /// wants them.
    package var stepped: [TraceRecord]?

    /// Begins a trace.
    public init(level: TraceLevel) {
        self.level = level
        open = TraceBlock(number: 0)
    }

    /// Goes on with a trace.
    public init(level: TraceLevel, digest: RollingDigest, count: Int64, open: TraceBlock) {
        self.level = level
        self.digest = digest
        self.count = count
        self.open = open
    }

    /// Takes an entry.
    @inline(__always)
    mutating func add(_ record: TraceRecord) {
        digest.add(UInt64(bitPattern: record.instant) << 8 | UInt64(record.code.rawValue))
        digest.add(UInt64(record.a) << 32 | UInt64(record.b))
        digest.add(UInt64(bitPattern: record.value) ^ UInt64(record.site) << 48)
        count += 1
        if gathers {
            if record.code.isChange { gathered.append(record) }
            stepped?.append(record)
        }
        if level == .none || (level == .changes && !record.code.isChange) { return }
        keep(record)
    }

    private mutating func keep(_ record: TraceRecord) {
        open.add(record)
        if open.count == TraceBlock.capacity {
            changed.append(open)
            open = TraceBlock(number: open.number + 1)
        }
    }

    /// Takes what was gathered since the last time.
    package mutating func takeGathered() -> [TraceRecord] {
        defer { gathered = [] }
        return gathered
    }

    /// Forgets the completed segments.
    package mutating func dropCompleted() { changed = [] }

    /// The segments to store: the completed ones and the open one, if it holds anything.
    package mutating func takeChanged() -> [TraceBlock] {
        let taken = changed + (open.count > 0 ? [open] : [])
        changed = []
        return taken
    }
}
