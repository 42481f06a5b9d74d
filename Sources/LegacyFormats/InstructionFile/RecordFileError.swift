/// A record that a historical file or one of ours cannot hold.
public struct RecordFileError: Error, Equatable, CustomStringConvertible {
    /// What was being written, such as `instruction file MDM00005.INS`.
    public let subject: String
    /// What does not fit, and the limit.
    public let message: String

    /// Makes an error.
    public init(subject: String, message: String) {
        self.subject = subject
        self.message = message
    }

    /// Subject and message.
    public var description: String { "cannot write \(subject): \(message)" }
}
