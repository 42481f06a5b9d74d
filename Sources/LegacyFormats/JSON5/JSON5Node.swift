public import SiteModel

/// A value of a JSON5 text with the place where it was written.
///
/// Lab files and job files are read into it, so that every finding about them has a line and a column.
public struct JSON5Node: Equatable, Sendable {
    /// What a value is.
    public enum Value: Equatable, Sendable {
        /// `null`.
        case null
        /// `true` or `false`.
        case bool(Bool)
        /// A whole number that fits 64 bits, whether written in decimal or in hexadecimal.
        case integer(Int64)
        /// Another finite number, as strict JSON writes it: `.5` is `0.5` here.
        case number(String)
        /// `Infinity`, `-Infinity` or `NaN`: read, but nothing of ours takes it.
        case nonFinite(String)
        /// A text.
        case string(String)
        /// A list.
        case array([JSON5Node])
        /// Members in order; a name may occur twice, which is a finding.
        case object([Member])
    }

    /// A name and its value.
    public struct Member: Equatable, Sendable {
        /// The name.
        public var name: String
        /// Where the name begins.
        public var nameLocation: SourceLocation
        /// The value.
        public var node: JSON5Node

        /// Makes a member.
        public init(name: String, nameLocation: SourceLocation, node: JSON5Node) {
            self.name = name
            self.nameLocation = nameLocation
            self.node = node
        }
    }

    /// The value.
    public var value: Value
    /// Where the value begins.
    public var location: SourceLocation

    /// Makes a node.
    public init(_ value: Value, at location: SourceLocation) {
        self.value = value
        self.location = location
    }

    /// Makes a tree without places out of a JSON value, so that one decoder reads files and journal records.
    public init(_ json: JSONValue, file: String) {
        let place = SourceLocation(file: file)
        switch json {
        case .null: self.init(.null, at: place)
        case .bool(let flag): self.init(.bool(flag), at: place)
        case .integer(let number): self.init(.integer(number), at: place)
        case .number(let text): self.init(.number(text), at: place)
        case .string(let text): self.init(.string(text), at: place)
        case .array(let list): self.init(.array(list.map { JSON5Node($0, file: file) }), at: place)
        case .object(let members):
            self.init(
                .object(
                    members.map {
                        Member(name: $0.name, nameLocation: place, node: JSON5Node($0.value, file: file))
                    }), at: place)
        }
    }

    /// The value without places; `Infinity` and `NaN`, which JSON does not have, become `null`.
    public var json: JSONValue {
        switch value {
        case .null, .nonFinite: .null
        case .bool(let flag): .bool(flag)
        case .integer(let number): .integer(number)
        case .number(let text): .number(text)
        case .string(let text): .string(text)
        case .array(let list): .array(list.map(\.json))
        case .object(let members): .object(members.map { .init($0.name, $0.node.json) })
        }
    }

    /// The kind in words, for messages: `the text "x"`, `a list`.
    public var kindInWords: String {
        switch value {
        case .null: "null"
        case .bool(let flag): flag ? "true" : "false"
        case .integer(let number): "the number \(number)"
        case .number(let text), .nonFinite(let text): "the number \(text)"
        case .string(let text):
            text.unicodeScalars.count > 40
                ? "the text \"\(String(String.UnicodeScalarView(text.unicodeScalars.prefix(40))))...\""
                : "the text \"\(text)\""
        case .array: "a list"
        case .object: "an object"
        }
    }
}
