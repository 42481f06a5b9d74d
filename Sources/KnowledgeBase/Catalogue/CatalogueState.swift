/// How far the program is with an entry of the catalogue.
public enum CatalogueState: Equatable, Sendable {
    /// A component behaves so, and a scenario proves it.
    case emulated
    /// It concerns no package, job, sending, despooling, status or Package Command Manager; the reason in one sentence.
    case outOfScope(reason: String)
    /// Not emulated yet: a lab behaves as a release without it.
    case missing

    /// The words without the reason, in the order of the score.
    public static let words = ["emulated", "out-of-scope", "missing"]

    /// The word of tables and options.
    public var word: String {
        switch self {
        case .emulated: "emulated"
        case .outOfScope: "out-of-scope"
        case .missing: "missing"
        }
    }
}
