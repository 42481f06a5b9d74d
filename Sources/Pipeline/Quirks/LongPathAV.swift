import SiteModel

extension Quirk {
    /// Nobody compares the length of a path with the room for one, neither compressing nor decompressing (Q182419).
    public static let longPathAV = Quirk(
        name: "long-path-av", article: "Q182419", since: .v12, fixedIn: .sp4,
        sentence:
            "A package with a path of more than 200 characters ends the Executive when it is decompressed.")
}
