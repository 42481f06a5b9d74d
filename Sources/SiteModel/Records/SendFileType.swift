/// The file a sender is at (Q123221).
public enum SendFileType: Int, CaseIterable, Sendable {
    /// 0: No file.
    case none = 0
    /// 1: The instruction.
    case instruction = 1
    /// 2: The package.
    case package = 2
}
