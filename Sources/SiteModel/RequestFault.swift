/// What can be wrong with a send request or its files.
public enum RequestFault: UInt8, CaseIterable, Sendable {
    /// Nothing.
    case none = 0
    /// A record of the `.SRQ` file says that it has length zero (Q159201).
    case zeroLength
    /// Its instruction file is gone from TOSEND (Q235837).
    case noInstruction
    /// The `.SRQ` file was deleted while the Sender worked on it (Q181042).
    case deleted
    /// A Sender left a file of it open at the destination when the link dropped (Q153260).
    case handleOpen

    /// The word of lab files and of the command line; empty for what only a Sender brings about.
    public var word: String {
        switch self {
        case .none, .handleOpen: ""
        case .zeroLength: "zero-length"
        case .noInstruction: "no-instruction"
        case .deleted: "deleted"
        }
    }

    /// What somebody can do to a request.
    public static let settable: [RequestFault] = [.zeroLength, .noInstruction, .deleted]
}
