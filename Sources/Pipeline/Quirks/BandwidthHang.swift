import SiteModel

extension Quirk {
    /// The wait behind a buffer is a difference of two times without a sign (Q140924).
    public static let bandwidthHang = Quirk(
        name: "bandwidth-hang", article: "Q140917 Q140924", since: .v11, fixedIn: .v12,
        sentence:
            "A buffer that takes longer than its address asks for makes the wait behind it 2^32 milliseconds less the difference."
    )
}
