/// Numbers of a drive mode (SDK, program item properties).
public enum DriveModeNumber: Int, CaseIterable, Sendable {
    /// 1: By UNC path.
    case unc = 1
    /// 2: Any free drive letter.
    case anyLetter = 2
    /// 3: The named drive letter.
    case letter = 3
}
