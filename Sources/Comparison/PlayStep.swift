public import Emulation

/// One record of a journal as it is done again.
public enum PlayStep: Sendable {
    /// A command of somebody; the digest is that of its words.
    case command(LabCommand, who: String, digest: UInt64)
    /// Time passes up to an instant, in milliseconds since 1970; where the run stopped between two events of it, `handled`
    /// is how many events the lab had handled then since it began.
    case run(until: Int64, handled: Int64?)
}
