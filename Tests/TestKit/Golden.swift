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
