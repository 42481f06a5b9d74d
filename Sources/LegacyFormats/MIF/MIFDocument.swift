public import SiteModel

/// A statement `Key = value` of a MIF.
public struct MIFProperty: Equatable, Sendable {
    /// The key as written.
    public var key: String
    /// The value without quotes, escapes resolved.
    public var value: String
    /// Whether the value stood in quotes.
    public var isQuoted: Bool
    /// The line, from 1.
    public var line: Int
}

/// A block of a MIF from `Start` to `End`: Component, Group, Attribute, Enum, Table or Path.
public struct MIFNode: Equatable, Sendable {
    /// What kind of block it is.
    public enum Kind: String, CaseIterable, Sendable {
        /// The whole.
        case component
        /// A group of attributes.
        case group
        /// An attribute.
        case attribute
        /// A list of words for numbers.
        case enumeration = "enum"
        /// Rows of values; not looked into.
        case table
        /// A path to a program; not looked into.
        case path

        /// How deep the kind stands: a block ends open ones of the same depth.
        var depth: Int {
            switch self {
            case .component: 0
            case .group, .table, .path: 1
            case .attribute: 2
            case .enumeration: 3
            }
        }
    }

    /// What kind of block it is.
    public var kind: Kind
    /// The line of its `Start`, from 1.
    public var line: Int
    /// Its statements in order.
    public var properties: [MIFProperty] = []
    /// The blocks within it in order.
    public var children: [MIFNode] = []

    /// The value of the first statement with a key, in any case.
    public func value(_ key: String) -> String? {
        let lower = key.lowercased()
        return properties.first { $0.key.lowercased() == lower }?.value
    }

    /// The blocks of a kind within it.
    public func children(_ kind: Kind) -> [MIFNode] { children.filter { $0.kind == kind } }

    /// The first attribute with a name (in any case), else with an identifier; nil when neither is there.
    public func attribute(_ name: String, id: Int? = nil) -> MIFNode? {
        let lower = name.lowercased()
        let attributes = children(.attribute)
        if let found = attributes.first(where: { $0.value("Name")?.lowercased() == lower }) { return found }
        guard let id else { return nil }
        return attributes.first { $0.value("Name") == nil && $0.value("ID") == String(id) }
    }
}

/// A management information file (DMTF), as SMS 1.x reads it.
public struct MIFDocument: Equatable, Sendable {
    /// The outermost blocks: one component, or what a fragment holds.
    public var roots: [MIFNode]
    /// What was noticed, with line and column; `mif-malformed` is what MIFCHECK would refuse.
    public var findings: [Finding]

    /// The first component.
    public var component: MIFNode? { roots.first { $0.kind == .component } }

    /// All groups, also those of a fragment without a component.
    public var groups: [MIFNode] {
        roots.flatMap { $0.kind == .group ? [$0] : $0.children(.group) }
    }

    /// The first group of a class such as `MICROSOFT|JOBSTATUS|1.0`, in any case.
    public func group(class name: String) -> MIFNode? {
        let lower = name.lowercased()
        return groups.first { $0.value("Class")?.lowercased() == lower }
    }

    /// Reads a MIF tolerantly: keywords in any case, several statements on a line, missing `End`, values without
    /// quotes, neighbouring strings joined, `\"` and `\\` resolved and other backslashes kept.
    ///
    /// `name` is the file as the user named it, for findings.
    public static func parse(_ text: String, file name: String) -> MIFDocument {
        var parser = MIFParser(name: name)
        for (place, line) in DumpText.lines(text).enumerated() {
            parser.take(Array(line.utf8), number: place + 1)
        }
        return parser.finish()
    }
}
