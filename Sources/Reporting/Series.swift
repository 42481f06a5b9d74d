/// A value that changes now and then, as the frames at which it changed: a run of thousands of cycles costs what changes
/// in it.
public struct Series: Equatable, Sendable {
    /// One change: the frame from which the value holds.
    struct Point: Equatable {
        let frame: Int
        let value: Int
    }

    private(set) var points: [Point] = []

    /// Nothing is known yet.
    public init() {}

    /// Notes the value at a frame; frames come in order, and a value that is still the same costs nothing.
    public mutating func set(_ value: Int, at frame: Int) {
        if let last = points.last {
            if last.value == value { return }
            if last.frame == frame { points.removeLast() }
        }
        if points.last?.value != value { points.append(Point(frame: frame, value: value)) }
    }

    /// The frame of the last change; nil before the first value.
    public var changedAt: Int? { points.last?.frame }

    /// The value at a frame; nil before the first.
    public func value(at frame: Int) -> Int? { points.last { $0.frame <= frame }?.value }

    /// Frames and values in turn.
    var flat: [Int] { points.flatMap { [$0.frame, $0.value] } }
}
