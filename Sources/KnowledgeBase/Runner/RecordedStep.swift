package import Emulation

/// What a case did to its lab, for doing it again in another one.
package enum RecordedStep: Sendable {
    /// A command that was not refused.
    case command(LabCommand, who: String)
    /// Time passed up to an instant, in milliseconds since 1970.
    case run(until: Int64)
}
