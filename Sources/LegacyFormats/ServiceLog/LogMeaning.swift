/// Something that a line of a log names.
public struct LogName: Equatable, Sendable {
    /// What it is.
    public enum Kind: String, CaseIterable, Sendable {
        /// A job or package identifier such as BPC00014, a send request, a site code.
        case job, package, request, site
        /// Computers.
        case server, client
        /// A path, a file name, and the type of an instruction.
        case path, file, type
        /// A Win32 error, the number of an event, and other codes.
        case win32, event, code
        /// A number, a time, and words that are none of these.
        case n, time, text
    }

    /// What it is.
    public var kind: Kind
    /// As it stands in the line.
    public var value: String

    /// Makes a name.
    public init(_ kind: Kind, _ value: String) {
        self.kind = kind
        self.value = value
    }
}

/// What a line of a log means.
public struct LogMeaning: Equatable, Sendable {
    /// A stable word for the message, whatever it names.
    public var key: String
    /// The step of the pipeline.
    public var step: LogStep
    /// The components that write it, by the names in their logs; the first is the usual one.
    public var components: [String]
    /// What it says, in a sentence.
    public var sentence: String
    /// What it names, in the order of the line.
    public var names: [LogName]
    /// The article that shows the line, such as Q168510; empty for words of our own.
    public var article: String

    /// The first name of a kind.
    public func first(_ kind: LogName.Kind) -> String? { names.first { $0.kind == kind }?.value }
}
