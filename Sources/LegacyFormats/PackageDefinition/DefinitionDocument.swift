public import SiteModel

/// What ends a line.
public enum LineEnd: String, CaseIterable, Sendable {
    /// Nothing: the last line of a file without a final line end.
    case none = ""
    /// Line feed.
    case lf = "\n"
    /// Carriage return and line feed.
    case crlf = "\r\n"
    /// Carriage return alone.
    case cr = "\r"
}

/// What a line of an INI text is.
public enum DefinitionLineKind: Equatable, Sendable {
    /// Nothing but blanks.
    case blank
    /// A line that begins with `;`.
    case comment
    /// `[name]`.
    case section
    /// `key=value`.
    case entry
    /// Anything else: a line without `=`.
    case stray
}

/// One line of a package definition file with the bytes it came from.
public struct DefinitionLine: Equatable, Sendable {
    /// Its number, from 1.
    public let number: Int
    /// What it is.
    public let kind: DefinitionLineKind
    /// The decoded text without the line end, blanks kept.
    public let text: String
    /// What ends it.
    public let lineEnd: LineEnd
    /// Its bytes in the file, the line end included.
    public let byteRange: Range<Int>
}

/// A key with its value as written.
public struct DefinitionEntry: Equatable, Sendable {
    /// The key without blanks around it.
    public let key: String
    /// The value without blanks around it; quotes are kept.
    public let value: String
    /// Where the key begins.
    public let keyLocation: SourceLocation
    /// Where the value begins; just behind the last character of the line when it is empty.
    public let valueLocation: SourceLocation
    /// The key in small letters, for comparing.
    let folded: String
}

/// A section with its entries in order.
public struct DefinitionSection: Equatable, Sendable {
    /// The name between the brackets, without blanks around it.
    public let name: String
    /// Where the opening bracket stands.
    public let location: SourceLocation
    /// The entries, second ones of the same key included.
    public internal(set) var entries: [DefinitionEntry]
    /// Whether an earlier section has the same name, so that this one is not read.
    public let isShadowed: Bool
    /// The name in small letters, for comparing.
    let folded: String

    /// The first entry of a key, in any case.
    public func entry(_ key: String) -> DefinitionEntry? {
        let folded = key.lowercased()
        return entries.first { $0.folded == folded }
    }
}

/// A package definition file taken apart without losing a byte.
///
/// Comments, blank lines, unknown sections, repeated keys, line ends and the byte order mark all stay, so that
/// an unchanged file prints byte for byte.
public struct DefinitionDocument: Equatable, Sendable {
    /// The file as the user named it.
    public let file: String
    /// The file whole; also what an unchanged export writes.
    public let bytes: [UInt8]
    /// How the bytes were read.
    public let encoding: TextEncoding
    /// Bytes before the first line: the byte order mark.
    public let prefixLength: Int
    /// The lines in order.
    public let lines: [DefinitionLine]
    /// The sections in order, repeated ones included.
    public let sections: [DefinitionSection]
    /// Places of the first sections of each name, so that long lists of sections are found fast.
    private let places: [String: Int]

    init(
        file: String, bytes: [UInt8], encoding: TextEncoding, prefixLength: Int, lines: [DefinitionLine],
        sections: [DefinitionSection]
    ) {
        self.file = file
        self.bytes = bytes
        self.encoding = encoding
        self.prefixLength = prefixLength
        self.lines = lines
        self.sections = sections
        places = Dictionary(sections.enumerated().map { ($0.element.folded, $0.offset) }) { first, _ in first
        }
    }

    /// The first section of a name, in any case.
    public func section(_ name: String) -> DefinitionSection? {
        places[name.lowercased()].map { sections[$0] }
    }

    /// The bytes put together again from the lines; equal to `bytes`.
    public func printed() -> [UInt8] {
        var result = Array(bytes.prefix(prefixLength))
        for line in lines { result += bytes[line.byteRange] }
        return result
    }

    /// The text of comment lines, without the `;`, in order.
    public var comments: [String] {
        lines.filter { $0.kind == .comment }.map { line in
            String(trimBlanks(line.text).text.dropFirst())
        }
    }
}

/// Removes spaces and tabs at both ends; also says how many characters went in front.
func trimBlanks(_ text: some StringProtocol) -> (text: String, leading: Int) {
    let scalars = Array(text.unicodeScalars)
    let range = trimmedRange(scalars[...])
    return (string(scalars[range]), range.lowerBound)
}

/// The range of a slice without spaces and tabs at its ends.
func trimmedRange(_ scalars: ArraySlice<Unicode.Scalar>) -> Range<Int> {
    var low = scalars.startIndex
    var high = scalars.endIndex
    while low < high, isBlank(scalars[low]) { low += 1 }
    while high > low, isBlank(scalars[high - 1]) { high -= 1 }
    return low..<high
}

/// Whether a character is a blank to the INI reader.
func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "\t" }

/// A string of some characters.
func string(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
}
