/// A query text that cannot be understood, with the place of what is wrong.
public struct InventoryQueryError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The line, from 1.
    public let line: Int
    /// The column in Unicode scalars, from 1.
    public let column: Int
    /// What is wrong.
    public let message: String
    /// What to do next, when there is something to do.
    public let advice: String?

    /// Makes an error.
    init(_ place: InventoryQueryToken.Place, _ message: String, advice: String? = nil) {
        line = place.line
        column = place.column
        self.message = message
        self.advice = advice
    }

    /// `line:column: message; advice`.
    public var description: String {
        "\(line):\(column): \(message)" + (advice.map { "; \($0)" } ?? "")
    }

    /// As a finding, in a text that the user knows by a name.
    public func finding(in file: String) -> Finding {
        Finding(
            .error, "bad-query", message, at: SourceLocation(file: file, line: line, column: column),
            advice: advice)
    }
}
