/// A CIM type of a property; an embedded object has the type `object`.
public enum CIMType: String, CaseIterable, Sendable {
    /// `TRUE` or `FALSE`.
    case boolean
    /// 0 to 255.
    case uint8
    /// 0 to 4294967295.
    case uint32
    /// -2147483648 to 2147483647.
    case sint32
    /// A text.
    case string
    /// 25 characters.
    case datetime
    /// An embedded object.
    case object

    /// The numbers that fit, or nil where the type is no integer.
    var range: ClosedRange<Int64>? {
        switch self {
        case .uint8: 0...255
        case .uint32: 0...4_294_967_295
        case .sint32: -2_147_483_648...2_147_483_647
        case .boolean, .string, .datetime, .object: nil
        }
    }
}

/// The values that a property may have: an enumeration or named bits.
public struct ValueTable: Equatable, Sendable {
    /// The table's name, such as `ProgramFlags`.
    public let name: String
    /// Whether the numbers are places of bits; otherwise they are the values themselves.
    public let isBits: Bool
    /// Number and word, in ascending order.
    public let entries: [(number: Int, word: String)]

    /// Words for the set bits of a value, or the word of the value.
    public func words(of value: Int64) -> [String] {
        entries.compactMap { entry in
            let present = isBits ? value >> Int64(entry.number) & 1 == 1 : Int64(entry.number) == value
            return present ? entry.word : nil
        }
    }

    /// Whether a value has only numbers of the table.
    public func admits(_ value: Int64) -> Bool {
        if !isBits { return entries.contains { Int64($0.number) == value } }
        var rest = value
        for entry in entries { rest &= ~(1 << Int64(entry.number)) }
        return rest == 0
    }

    /// Equal tables have equal names; there is one table of a name.
    public static func == (left: ValueTable, right: ValueTable) -> Bool { left.name == right.name }
}

/// What a class says about one of its properties.
public struct PropertyDescription: Equatable, Sendable {
    /// The name.
    public let name: String
    /// The type, of one element where it is an array.
    public let type: CIMType
    /// Whether it is an array.
    public let isArray: Bool
    /// Whether it is a key.
    public let isKey: Bool
    /// Whether the provider fills it when an object is made.
    public let isAssigned: Bool
    /// Whether it keeps its first value.
    public let isFixed: Bool
    /// Whether an object must have it.
    public let isRequired: Bool
    /// Whether a query leaves it empty.
    public let isLazy: Bool
    /// Whether a client may not write it.
    public let isReadOnly: Bool
    /// SizeLimit: the greatest number of characters, or nil.
    public let sizeLimit: Int?
    /// The greatest number of elements of an array, or nil.
    public let elementLimit: Int?
    /// The numbers allowed, or nil.
    public let range: ClosedRange<Int64>?
    /// The table of values, or nil.
    public let table: ValueTable?
    /// The class of embedded objects, or nil.
    public let embeddedClass: String?
    /// The default as JSON text, or nil.
    public let defaultText: String?
}

/// What is known about a class.
public struct ClassDescription: Equatable, Sendable {
    /// The name.
    public let name: String
    /// The class above, or nil.
    public let superclass: String?
    /// Whether it has no instances of its own.
    public let isAbstract: Bool
    /// Whether its instances only live inside others.
    public let isEmbedded: Bool
    /// Own properties in order of name; inherited ones are with the class above.
    public let ownProperties: [PropertyDescription]
}

/// The classes the mapping makes objects of, as the public documentation describes them.
///
/// The data is generated from `configmgr-classes.json` by `Tests/Tools/make_class_catalogue.py`.
public struct ClassCatalogue: Sendable {
    /// The classes, each after the class above it.
    public let classes: [ClassDescription]
    private let places: [String: Int]

    /// The catalogue of this program.
    public static let standard = ClassCatalogue(text: classCatalogueText)

    /// Reads the compact text; lines of an unknown form are left out.
    init(text: String) {
        var tables: [String: ValueTable] = [:]
        var classes: [ClassDescription] = []
        var head: [Substring] = []
        var properties: [PropertyDescription] = []
        func finish() {
            guard head.count == 4 else { return }
            let words = head[3].split(separator: ",")
            classes.append(
                ClassDescription(
                    name: String(head[1]), superclass: head[2] == "-" ? nil : String(head[2]),
                    isAbstract: words.contains("abstract"), isEmbedded: words.contains("embedded"),
                    ownProperties: properties))
        }
        for line in text.split(separator: "\n") {
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
            switch fields[0] {
            case "T" where fields.count == 4:
                tables[String(fields[1])] = Self.table(fields)
            case "C" where fields.count == 4:
                finish()
                head = fields
                properties = []
            case "P" where fields.count == 9:
                if let property = Self.property(fields, tables) { properties.append(property) }
            default: break
            }
        }
        finish()
        self.classes = classes
        var places: [String: Int] = [:]
        for (place, entry) in classes.enumerated() { places[entry.name] = place }
        self.places = places
    }

    /// The class of a name, or nil.
    public func described(_ name: String) -> ClassDescription? { places[name].map { classes[$0] } }

    /// All properties of a class: those of the classes above first, each class in order of name.
    public func properties(of name: String) -> [PropertyDescription] {
        guard let description = described(name) else { return [] }
        return (description.superclass.map { properties(of: $0) } ?? []) + description.ownProperties
    }

    /// Whether a class is another one or stands below it.
    public func isKind(_ name: String, of ancestor: String) -> Bool {
        if name == ancestor { return true }
        guard let above = described(name)?.superclass else { return false }
        return isKind(above, of: ancestor)
    }

    private static func table(_ fields: [Substring]) -> ValueTable {
        let entries = fields[3].split(separator: " ").compactMap { pair -> (number: Int, word: String)? in
            let parts = pair.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, let number = Int(parts[0]) else { return nil }
            return (number, String(parts[1]))
        }
        return ValueTable(name: String(fields[1]), isBits: fields[2] == "bits", entries: entries)
    }

    private static func property(
        _ fields: [Substring], _ tables: [String: ValueTable]
    ) -> PropertyDescription? {
        func given(_ place: Int) -> String? { fields[place] == "-" ? nil : String(fields[place]) }
        let embedded = given(7)
        guard let type = embedded == nil ? CIMType(rawValue: String(fields[2])) : .object else { return nil }
        let words = fields[3].split(separator: ",")
        var range: ClosedRange<Int64>?
        for word in words where word.hasPrefix("range=") {
            let ends = word.dropFirst(6).split(separator: "-").compactMap { Int64($0) }
            if ends.count == 2, ends[0] <= ends[1] { range = ends[0]...ends[1] }
        }
        return PropertyDescription(
            name: String(fields[1]), type: type, isArray: words.contains("array"),
            isKey: words.contains("key"), isAssigned: words.contains("assigned"),
            isFixed: words.contains("fixed"), isRequired: words.contains("not_null"),
            isLazy: words.contains("lazy"), isReadOnly: words.contains("read_only"),
            sizeLimit: given(4).flatMap { Int($0) }, elementLimit: given(5).flatMap { Int($0) },
            range: range, table: given(6).flatMap { tables[$0] }, embeddedClass: embedded,
            defaultText: given(8))
    }
}
