/// How lists are written.
public enum OutputFormat: String, CaseIterable, Sendable {
    /// Aligned columns for people.
    case table
    /// A JSON array of objects.
    case json
    /// Comma-separated values, RFC 4180 with line feeds.
    case csv
}
