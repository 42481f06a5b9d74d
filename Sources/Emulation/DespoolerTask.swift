public import Pipeline

/// What a Despooler has in hand.
public struct DespoolerTask: Equatable, Sendable {
    /// The instruction.
    public var entry: ReceivedLive
    /// What it does with it.
    public var step: Despooler.Step
    /// The distribution server that is served next, by place, or nil.
    public var server: UInt32?
    /// When the step ends, in milliseconds since 1970, or nil: at once.
    public var until: Int64?
}
