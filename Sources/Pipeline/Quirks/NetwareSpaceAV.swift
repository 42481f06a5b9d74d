import SiteModel

extension Quirk {
    /// What is told of a full drive is asked of Windows NT, which knows no NetWare volume (Q184169).
    public static let netwareSpaceAV = Quirk(
        name: "netware-space-av", article: "Q184169", since: .v12, fixedIn: nil,
        sentence: "A NetWare server without room for a package ends the Executive after event 109.")
}
