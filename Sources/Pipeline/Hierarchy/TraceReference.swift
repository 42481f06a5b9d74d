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

    /// A request at a Sender: its number, then 12 bits for how many transfers the Sender makes at a time (0: as many as
    /// one of its kind does by itself, else one more than it makes), then 4 bits for the kind.
    public static func sending(request number: UInt32, _ kind: SenderKind, atATime: Int) -> UInt32 {
        let capacity = atATime == kind.defaultSendings ? 0 : UInt32(min(max(atATime, 0), 0xFFE)) + 1
        return number & 0xFFFF | capacity << 16 | UInt32(kind.rawValue) << 28
    }

    /// How many transfers at a time the Sender made that an entry is about.
    public static func atATime(_ number: UInt32) -> Int {
        let capacity = Int(number >> 16 & 0xFFF)
        guard capacity == 0 else { return capacity - 1 }
        return (SenderKind(rawValue: Int(number >> 28)) ?? .lan).defaultSendings
    }
}
