/// What kind of package directory it is.
public enum PackageLocationKind: String, CaseIterable, Sendable {
    /// A workstation package.
    case workstation = "W"
    /// A sharing package.
    case sharing = "S"
}
