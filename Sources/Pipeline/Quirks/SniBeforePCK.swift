import SiteModel

extension Quirk {
    /// The status is written before its MIF, and nobody waits for the second file (Q138241).
    public static let sniBeforePCK = Quirk(
        name: "sni-before-pck", article: "Q138241", since: nil, fixedIn: nil,
        sentence: "A failure whose status file is collected before its MIF counts as Complete.")
}
