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
}
