/// How grave a finding is.
///
/// An error stops the thing it is about; a warning means that something was lost or guessed; a note informs.
public enum Severity: String, CaseIterable, Comparable, Sendable {
    /// Nothing is lost; worth knowing.
    case note
    /// Something was dropped, guessed or will behave otherwise.
    case warning
    /// The thing cannot be used as it stands.
    case error

    /// Orders notes before warnings before errors.
    public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .note: 0
        case .warning: 1
        case .error: 2
        }
    }
}

/// A place in a text: file, line and column, both counted from 1.
///
/// Columns count Unicode scalars after decoding; 0 means that the place is the whole file or the whole line.
public struct SourceLocation: Equatable, Sendable, CustomStringConvertible {
    /// The file as the user named it.
    public var file: String
    /// The line, from 1; 0 for the whole file.
    public var line: Int
    /// The column, from 1; 0 for the whole line.
    public var column: Int

    /// Makes a place.
    public init(file: String, line: Int = 0, column: Int = 0) {
        self.file = file
        self.line = line
        self.column = column
    }

    /// `file:line:column`, without the parts that are 0.
    public var description: String {
        if line == 0 { return file }
        if column == 0 { return "\(file):\(line)" }
        return "\(file):\(line):\(column)"
    }
}

/// Something that was noticed about an input, with its place.
public struct Finding: Equatable, Sendable, CustomStringConvertible {
    /// How grave it is.
    public var severity: Severity
    /// A short stable word for it, such as `line-without-equals`; a heading in the reference.
    public var code: String
    /// One sentence for the user, without the place.
    public var message: String
    /// Where it was found.
    public var location: SourceLocation?
    /// What to do next, when there is something to do.
    public var advice: String?

    /// Makes a finding.
    public init(
        _ severity: Severity, _ code: String, _ message: String, at location: SourceLocation? = nil,
        advice: String? = nil
    ) {
        self.severity = severity
        self.code = code
        self.message = message
        self.location = location
        self.advice = advice
    }

    /// `place: severity: message [code]`, and the advice behind it.
    public var description: String {
        var text = location.map { "\($0): " } ?? ""
        text += "\(severity.rawValue): \(message) [\(code)]"
        if let advice { text += "; \(advice)" }
        return text
    }
}
