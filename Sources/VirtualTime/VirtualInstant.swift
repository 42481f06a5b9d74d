/// A true moment of the emulated world: milliseconds since 1970-01-01 00:00:00 UTC.
///
/// No machine shows it; what a clock shows is a `LocalTime` made by a `MachineClock` from it.
public struct VirtualInstant: Hashable, Comparable, Sendable {
    /// Milliseconds since 1970-01-01 00:00:00 UTC.
    public var milliseconds: Int64

    /// Makes an instant.
    @inlinable
    public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    /// Orders by time.
    @inlinable
    public static func < (left: VirtualInstant, right: VirtualInstant) -> Bool {
        left.milliseconds < right.milliseconds
    }
}
