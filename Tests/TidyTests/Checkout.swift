import Foundation
import TestKit

/// A file of the project: where it is, from the root, and what it says.
struct TreeFile {
    /// The path from the root of the checkout, with `/`.
    let path: String
    /// What it says; empty where it is not text.
    let text: String

    /// The target whose folder it lies in: `Sources/<target>/…` or `Tests/<target>/…`.
    var target: String {
        let parts = path.split(separator: "/")
        return parts.count > 2 ? String(parts[1]) : ""
    }

    /// The name without folders.
    var name: String { path.split(separator: "/").last.map { String($0) } ?? path }

    /// Whether it is Swift in the sources of a target.
    var isSource: Bool { path.hasPrefix("Sources/") && path.hasSuffix(".swift") }

    /// Whether it is Swift of a test target, the tests of the tree itself excepted: those name what they look for.
    var isTest: Bool {
        path.hasPrefix("Tests/") && path.hasSuffix(".swift") && !path.hasPrefix("Tests/TidyTests/")
    }
}

/// The files of this checkout.
enum Checkout {
    /// Everything that belongs to the project, in order of path; what was built, fetched or made by a run does not.
    static func files() throws -> [TreeFile] {
        try paths(under: "").map { path in
            let data = try Data(contentsOf: URL(fileURLWithPath: checkoutRoot + "/" + path))
            return TreeFile(path: path, text: String(data: data, encoding: .utf8) ?? "")
        }
    }

    private static func paths(under folder: String) throws -> [String] {
        var found: [String] = []
        let names = try FileManager.default.contentsOfDirectory(atPath: checkoutRoot + "/" + folder)
        for name in names.sorted() where !isForeign(name) {
            let path = folder.isEmpty ? name : folder + "/" + name
            let attributes = try FileManager.default.attributesOfItem(atPath: checkoutRoot + "/" + path)
            switch attributes[.type] as? FileAttributeType {
            case .typeDirectory: found += try paths(under: path)
            case .typeRegular: found.append(path)
            default: break
            }
        }
        return found
    }

    private static func isForeign(_ name: String) -> Bool {
        [".git", ".build", ".venv", ".swiftpm", ".DS_Store"].contains(name) || name.hasSuffix(".lab")
            || name.hasSuffix(".swp")
    }
}
