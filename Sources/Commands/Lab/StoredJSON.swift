import CommandLineKit
import LegacyFormats
import Pipeline
import SiteModel

extension StoredFile {
    /// The name of an observation about a package's file in STORE; a package's own name is that of its sources.
    static func observation(_ package: PackageID) -> String { "\(package)\(suffix)" }

    /// Whether an observation's name is that of a file in STORE.
    static func isObservation(_ name: String) -> Bool { name.hasSuffix(suffix) }

    private static let suffix = ".WKS"

    private var word: String {
        switch self {
        case .intact: "intact"
        case .missing: "missing"
        case .damaged: "damaged"
        }
    }

    /// The form in the journal.
    var json: JSONValue { .object([.init("stored", .string(word))]) }

    /// Takes the form back.
    ///
    /// - Throws: `CommandFailure` (bad data) when it has another.
    init(json text: String) throws {
        let word: String?
        do throws(JSONError) {
            word = try parseJSON(text)["stored"]?.text
        } catch {
            throw CommandFailure(ExitCode.badData, "a look at STORE in the journal is damaged: \(error)")
        }
        guard let found = Self.allCases.first(where: { $0.word == word }) else {
            throw CommandFailure(
                ExitCode.badData,
                "a look at STORE in the journal is damaged: `stored` is \(word ?? "missing")")
        }
        self = found
    }
}
