import SiteModel

extension Quirk {
    /// The error of a copy is lost before the event about it is chosen (Q193766).
    public static let diskSpaceLie = Quirk(
        name: "disk-space-lie", article: "Q193766", since: .v12, fixedIn: nil,
        sentence: "A file in use on a distribution server shows as too little disk space, with blank figures."
    )
}
