import SiteModel

extension Quirk {
    /// The explicit path lacks `SMS\LOGON.SRV` (Q161310, Q156402).
    public static let pcmNetWarePath = Quirk(
        name: "pcm-netware-path", article: "Q161310, Q156402", since: nil, fixedIn: .sp2,
        sentence: "A package beyond the ten listed servers is not found on a NetWare logon server.")
}
