import SiteModel

extension Quirk {
    /// An instruction file that cannot be opened is passed over, and nothing comes back to it (Q140928).
    public static let insResurrectsCancelled = Quirk(
        name: "ins-resurrects-cancelled", article: "Q140928", since: nil, fixedIn: .v12,
        sentence:
            "An instruction file that is open elsewhere when a cancel comes keeps the record of the cancelled job."
    )
}
