import SiteModel

extension Quirk {
    /// A control image has to fit a buffer of fixed size (Q162536, Q255262).
    public static let controlImageCap = Quirk(
        name: "control-image-cap", article: "Q162536", since: nil, fixedIn: nil,
        sentence:
            "A site control image larger than 256 KB, from service pack 3 on than 454,000 bytes, is not written."
    )
}
