import SiteModel

extension Quirk {
    /// The times of an offer are looked at only when the file is parsed, and it is parsed when its date changed
    /// or Package Command Manager starts (Q163488).
    public static let insOnlyIfTouched = Quirk(
        name: "ins-only-if-touched", article: "Q163488", since: .v12, fixedIn: .sp2,
        sentence:
            "An instruction file is parsed only if it was touched, so that later offer and mandatory times pass unnoticed."
    )
}
