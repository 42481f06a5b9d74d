import SiteModel

extension Quirk {
    /// One thread loads one MIF after another (Q140389).
    public static let centralMIFFlood = Quirk(
        name: "central-mif-flood", article: "Q140389", since: nil, fixedIn: .v12,
        sentence: "The Data Loader loads all MIFs with one thread, one file after another.")
}
