import SiteModel

/// What a component may know besides its own state and its site's database.
@frozen
public struct Context: Sendable {
    /// The true instant, in milliseconds since 1970.
    public let now: Int64
    /// The site by its number in the lab.
    public let site: UInt16

    /// Makes a context.
    @inlinable
    public init(now: Int64, site: UInt16) {
        self.now = now
        self.site = site
    }
}

/// How fast things were, as far as virtual time needs to know.
///
/// Every figure is a choice; see `docs/reference/choices.md`.
public enum PeriodSpeed {
    /// Bytes a compressed block holds: the default decompression buffer, 2 to the 15th (Q121555).
    public static let blockBytes: Int64 = 32_768
    /// Bytes a second that compressing level 1 takes in; each further level takes a fifth more time.
    public static let compressBytesPerSecond: Int64 = 1_500_000
    /// Bytes a second that decompressing gives out.
    public static let decompressBytesPerSecond: Int64 = 3_000_000
    /// Bytes a second of a disk copy.
    public static let diskBytesPerSecond: Int64 = 2_000_000
    /// Bytes a second to another server on the same network: 10 Mbit Ethernet, about 80 % used.
    public static let serverBytesPerSecond: Int64 = 1_000_000
    /// Bytes of an instruction file.
    public static let instructionBytes: Int64 = 2_048
    /// Milliseconds to set up any piece of work.
    public static let overheadMilliseconds: Int64 = 1_000

    /// Milliseconds for a number of bytes at a speed, rounded up, without the overhead.
    public static func milliseconds(_ bytes: Int64, at bytesPerSecond: Int64) -> Int64 {
        let speed = min(max(bytesPerSecond, 1), SourceManifest.maximumBytes)
        return (bytes * 1_000 + speed - 1) / speed
    }
}
