public import Pipeline

/// What an entry of the trace is about, in numbers that mean the same in both runs.
///
/// Two entries may correspond where everything but `content` is equal. Running numbers of files and requests are left out:
/// they are given out in the order in which things happen.
public struct Matter: Hashable, Sendable {
    /// The site by its number in A.
    public var site: Int64
    /// What happened.
    public var code: TraceCode
    /// Who says so; of an event who raised it.
    public var component: Component
    /// The job, or -1.
    public var job: Int64 = -1
    /// The package, or -1.
    public var package: Int64 = -1
    /// The client's place, or -1.
    public var client: Int64 = -1
    /// The server's place, or -1.
    public var server: Int64 = -1
    /// The other site, or -1.
    public var destination: Int64 = -1
    /// What else tells it from others: a status, an event's number, an outcome.
    public var detail: Int64 = 0
    /// What may differ between two entries that correspond: bytes, an error, how many.
    public var content: Int64 = 0

    /// Whether two entries may correspond.
    func corresponds(to other: Matter) -> Bool {
        var copy = other
        copy.content = content
        return copy == self
    }

    /// A number for all but the content.
    var identity: UInt64 {
        var mix = Mix()
        mix.add(site << 16 | Int64(code.rawValue) << 8 | Int64(component.rawValue))
        for number in [job, package, client, server, destination, detail] { mix.add(number) }
        return mix.value
    }
}

/// Makes one number of many; the same in every run of the program.
struct Mix {
    private(set) var value: UInt64 = 0x736D_7331_322D_6D78

    mutating func add(_ number: Int64) { add(UInt64(bitPattern: number)) }

    mutating func add(_ number: UInt64) {
        value = (value ^ number) &* 0x9E37_79B9_7F4A_7C15
        value ^= value >> 29
        value = value &* 0xBF58_476D_1CE4_E5B9
        value ^= value >> 32
    }
}
