import SiteModel

extension Quirk {
    /// The Despooler does not compare what lies on a server before it copies (Q184512).
    public static let refreshAllFiles = Quirk(
        name: "refresh-all-files", article: "Q184512", since: nil, fixedIn: .sp4,
        sentence: "A refresh copies every file again, those too that did not change.")
}
