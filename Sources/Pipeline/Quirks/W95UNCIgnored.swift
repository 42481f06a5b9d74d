import SiteModel

extension Quirk {
    /// Of the path only the name of the file is used (Q168341).
    public static let w95UNCIgnored = Quirk(
        name: "w95-unc-ignored", article: "Q168341", since: nil, fixedIn: nil,
        sentence: "On Windows 95 the server of a UNC command is ignored: the package's own copy runs.")
}
