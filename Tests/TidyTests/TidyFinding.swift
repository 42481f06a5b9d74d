/// Something that is not as the rules of the house say.
struct TidyFinding: Equatable, CustomStringConvertible {
    /// The file, from the root.
    let path: String
    /// The line, from 1; 0 for the whole file.
    let line: Int
    /// What is wrong, and what to do instead.
    let text: String

    var description: String { line == 0 ? "\(path): \(text)" : "\(path):\(line): \(text)" }
}
