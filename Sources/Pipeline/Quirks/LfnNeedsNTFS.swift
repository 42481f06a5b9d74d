import SiteModel

extension Quirk {
    /// A name that does not fit 8.3 marks the whole package as one for NTFS (Q139589).
    public static let lfnNeedsNTFS = Quirk(
        name: "lfn-needs-ntfs", article: "Q139589, Q124959", since: nil, fixedIn: nil,
        sentence: "A package with long names goes on NTFS drives only, and past NetWare servers.")
}
