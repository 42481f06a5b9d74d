import SiteModel

extension Quirk {
    /// A connection that is in use is not cut by force (Q163597, Q164791).
    public static let driveLeftMapped = Quirk(
        name: "drive-left-mapped", article: "Q163597, Q164791", since: nil, fixedIn: .sp2,
        sentence: "Where files stay open, the drive letter of the package stays connected.")
}
