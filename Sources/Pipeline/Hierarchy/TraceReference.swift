public import SiteModel

/// A job or package as the trace writes it: the counter of its identifier, and whose identifier it is where it is not
/// the own site's.
public struct TraceReference: Equatable, Sendable {
    /// The counter, five hexadecimal digits.
    public var counter: UInt32
    /// The number of the site that gave the identifier out; nil: the site of the entry itself.
    public var site: UInt16?

    /// Makes a reference.
    public init(counter: UInt32, site: UInt16?) {
        self.counter = counter
        self.site = site
    }

    /// Takes the number of a trace entry apart.
    public init(_ number: UInt32) {
        counter = number & 0xF_FFFF
        let place = number >> 20
        site = place == 0 ? nil : UInt16(place - 1)
    }

    /// The number of a trace entry; the site of labs with more than 4,095 of them is lost.
    public var number: UInt32 {
        guard let site, site < 0xFFF else { return counter & 0xF_FFFF }
        return counter & 0xF_FFFF | (UInt32(site) + 1) << 20
    }

    /// A send request of the entry's site as the trace writes it: the counter of its identifier less one, as the first
    /// identifier that a site gives out is `_001`.
    public static func request(counter: UInt32) -> UInt32 {
        (counter + SendRequestID.maximumCounter) % (SendRequestID.maximumCounter + 1)
    }

    /// The counter of the identifier behind a number that `request(counter:)` gave; what stands above its 16 bits is
    /// the Sender's.
    public static func requestCounter(_ number: UInt32) -> UInt32 {
        ((number & 0xFFFF) + 1) % (SendRequestID.maximumCounter + 1)
    }

    /// A request at a Sender: its number, then 7 bits for how many transfers the Sender makes at a time (0: as many as
    /// one of its kind does by itself, else one more than it makes), 5 bits for how many it has in hand besides, then 4
    /// bits for the kind.
    public static func sending(request number: UInt32, _ kind: SenderKind, atATime: Int, used: Int = 0)
        -> UInt32
    {
        let capacity = atATime == kind.defaultSendings ? 0 : UInt32(min(max(atATime, 0), 0x7E)) + 1
        return number & 0xFFFF | capacity << 16 | UInt32(min(max(used, 0), 31)) << 23
            | UInt32(kind.rawValue) << 28
    }

    /// How many transfers a Sender had in hand besides; no more than 31 are counted.
    public static func used(_ number: UInt32) -> Int { Int(number >> 23 & 0x1F) }

    /// A file in RECEIVE that a request brought: the number of the request, and above its 16 bits that of the site it came
    /// from, plus one.
    public static func arrived(from site: UInt16, counter: UInt32) -> UInt32 {
        request(counter: counter) & 0xFFFF | (UInt32(min(site, 0x7FFE)) + 1) << 16
    }

    /// A file in RECEIVE with a running number of its own, a status or a retry: the number, and the highest bit.
    public static func numbered(_ number: UInt32) -> UInt32 { number | 0x8000_0000 }

    /// How many transfers at a time the Sender made that an entry is about.
    public static func atATime(_ number: UInt32) -> Int {
        let capacity = Int(number >> 16 & 0x7F)
        guard capacity == 0 else { return capacity - 1 }
        return (SenderKind(rawValue: Int(number >> 28)) ?? .lan).defaultSendings
    }
}
