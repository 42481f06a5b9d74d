import Foundation
public import Testing

/// Compares a text with a golden file beside the calling test, `Golden/<name>`.
///
/// A missing or different file is a failure; `UPDATE_GOLDEN=1` rewrites it. Read the difference first.
public func expectGolden(
    _ text: String, _ name: String, filePath: String = #filePath,
    sourceLocation: Testing.SourceLocation = #_sourceLocation
) throws {
    let folder = (filePath as NSString).deletingLastPathComponent + "/Golden"
    let path = folder + "/" + name
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
        try FileManager.default.createDirectory(
            atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        return
    }
    guard let data = FileManager.default.contents(atPath: path) else {
        Issue.record("no golden file \(path); UPDATE_GOLDEN=1 writes it", sourceLocation: sourceLocation)
        return
    }
    let expected = String(decoding: data, as: UTF8.self)
    guard expected != text else { return }
    let old = expected.split(separator: "\n", omittingEmptySubsequences: false)
    let new = text.split(separator: "\n", omittingEmptySubsequences: false)
    var lines: [String] = []
    for place in 0..<max(old.count, new.count) {
        let before = place < old.count ? String(old[place]) : "(end)"
        let after = place < new.count ? String(new[place]) : "(end)"
        if before != after { lines.append("line \(place + 1):\n  - \(before)\n  + \(after)") }
        if lines.count == 8 { break }
    }
    Issue.record(
        "differs from golden \(name):\n\(lines.joined(separator: "\n"))", sourceLocation: sourceLocation)
}

/// Expects a source file to be what a test makes of other files; `UPDATE_GOLDEN=1` writes it instead.
///
/// - Parameters:
///   - text: What the file should hold.
///   - path: The file, from the checkout's folder.
///   - sourceLocation: Where the expectation stands.
/// - Throws: The error of Foundation when the file cannot be read or written.
public func expectGenerated(
    _ text: String, at path: String, sourceLocation: Testing.SourceLocation = #_sourceLocation
) throws {
    let file = checkoutRoot + "/" + path
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
        try Data(text.utf8).write(to: URL(fileURLWithPath: file))
        return
    }
    let found = String(decoding: try readFile(file), as: UTF8.self)
    #expect(
        found == text, "run this test with UPDATE_GOLDEN=1, then build again", sourceLocation: sourceLocation)
}

/// The constant that holds the files of a folder as they are written, by name.
///
/// - Parameters:
///   - folder: The folder, from the checkout's.
///   - ending: What the names of the files end with.
///   - head: The lines before the first file.
/// - Returns: The source text.
/// - Throws: The error of Foundation when the folder or one of its files cannot be read.
public func constantOfFiles(in folder: String, ending: String, head: String) throws -> String {
    let path = checkoutRoot + "/" + folder
    var text = head
    for name in try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    where name.hasSuffix(ending) {
        let file = String(decoding: try readFile(path + "/" + name), as: UTF8.self)
        text += "    (\n        file: \"\(name)\",\n        text: ##\"\"\"\n\(file)\"\"\"##\n    ),\n"
    }
    return text + "]\n"
}
