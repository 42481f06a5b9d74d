/// From where a Remove Package From Server job removes (RMPKGJOB_TASKS values, SDK sheapio_6s8j).
///
/// The names are the SDK's; the numbers are our choice.
public enum RemoveTask: Int, CaseIterable, Sendable {
    /// 1, "Remove From All Distribution Servers": the stored copy and the commands of clients too (RG S3D40).
    case all = 1
    /// 2, "Remove From Selected Distribution Servers": the directories on the members of a machine group only.
    case selected = 2

    /// The word shown and accepted.
    public var word: String {
        switch self {
        case .all: "all"
        case .selected: "selected"
        }
    }
}
