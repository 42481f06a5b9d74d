/// Why a file, a share, the store or an archive could not do what it was asked.
///
/// One type for all of them: callers react to `kind`, events carry `win32Error`, people read `description`.
public struct FileError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What went wrong, as far as a caller would react to it.
    public enum Kind: String, CaseIterable, Sendable {
        /// No such file or folder.
        case notFound = "not-found"
        /// A part of the path is no folder.
        case notAFolder = "not-a-folder"
        /// A folder stands where a file is meant.
        case isAFolder = "is-a-folder"
        /// Something stands already where something new is meant.
        case exists
        /// The folder still holds something.
        case notEmpty = "not-empty"
        /// The host refuses access.
        case accessDenied = "access-denied"
        /// Another program holds the file.
        case inUse = "in-use"
        /// No space is left.
        case diskFull = "disk-full"
        /// The name cannot stand on a Windows drive, or leads out of its root.
        case badName = "bad-name"
        /// A link, device, socket or FIFO.
        case refusedKind = "refused-kind"
        /// Two names differ only in case, or one stands twice.
        case nameCollision = "name-collision"
        /// A source file changed while it was read.
        case sourceChanged = "source-changed"
        /// The content does not agree with its checksum, or the archive is damaged.
        case corrupt
        /// More bytes or entries than were recorded or allowed.
        case overLimit = "over-limit"
        /// The caller asked to stop.
        case cancelled
        /// The share keeps sizes only.
        case contentNotKept = "content-not-kept"
        /// A setting that cannot be followed, such as an unknown code page.
        case unsupported
        /// Anything else the host reports.
        case host

        /// The Win32 error an event of 1.2 carries for it.
        ///
        /// 2, 3, 5, 32 and 112 are in the articles (Q168510, Q137610, Q128458), the others in Windows' own table.
        public var win32Error: Int {
            switch self {
            case .notFound: 2
            case .notAFolder: 3
            case .accessDenied, .isAFolder, .refusedKind: 5
            case .inUse, .sourceChanged: 32
            case .diskFull: 112
            case .badName: 123
            case .notEmpty: 145
            case .exists, .nameCollision: 183
            case .corrupt: 23
            case .overLimit: 8
            case .cancelled: 1223
            case .contentNotKept, .unsupported: 50
            case .host: 1117
            }
        }
    }

    /// What went wrong.
    public let kind: Kind
    /// What was being done, such as `write the file`.
    public let doing: String
    /// With what: a path or a digest.
    public let path: String
    /// Why, in words; empty when the kind says it.
    public let reason: String
    /// The host's own error number, 0 where there is none.
    public let hostError: Int32
    /// What to do next; empty when there is nothing to say.
    public let advice: String

    /// Makes an error.
    public init(
        _ kind: Kind, doing: String, path: String, reason: String = "", hostError: Int32 = 0,
        advice: String = ""
    ) {
        self.kind = kind
        self.doing = doing
        self.path = path
        self.reason = reason
        self.hostError = hostError
        self.advice = advice
    }

    /// The Win32 error that an event carries.
    public var win32Error: Int { kind.win32Error }

    /// One sentence: what, with what, why, what next.
    public var description: String {
        var text = "cannot \(doing) \(path): \(reason.isEmpty ? kind.rawValue : reason)"
        if hostError != 0 { text += " (host error \(hostError))" }
        if !advice.isEmpty { text += "; \(advice)" }
        return text
    }
}
