/// Which property sets of a package a Remove Package From Server job is about (RMPKGJOB_PKGTYPE values, SDK sheapio_6s8j).
///
/// The names are the SDK's; the numbers are our choice.
public enum RemovePackageType: Int, CaseIterable, Sendable {
    /// 1, the workstation package.
    case workstation = 1
    /// 2, the sharing package.
    case server = 2
    /// 3, both.
    case both = 3

    /// The word shown and accepted.
    public var word: String {
        switch self {
        case .workstation: "workstation"
        case .server: "server"
        case .both: "both"
        }
    }

    /// Whether a kind of package directory is meant.
    public func includes(_ kind: PackageLocationKind) -> Bool {
        self == .both || (self == .workstation) == (kind == .workstation)
    }
}
