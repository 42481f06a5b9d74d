import SiteModel

extension Quirk {
    /// An estimate of 0xffffffff makes the delay endless (Q140924).
    public static let bandwidthHang = Quirk(
        name: "bandwidth-hang", article: "Q140917 Q140924", since: .v11, fixedIn: .v12,
        sentence: "The delay after a buffer overflows at the largest estimate of bandwidth.")
}
