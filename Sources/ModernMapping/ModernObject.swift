public import SiteModel

/// A property of an object with its value and where the value came from.
public struct ModernProperty: Equatable, Sendable {
    /// The property's name as the class declares it.
    public var name: String
    /// The value.
    public var value: ModernValue
    /// The SMS 1.2 field or the rule of the mapping that gave the value, such as `Offer time`.
    public var from: String

    /// Makes a property.
    public init(_ name: String, _ value: ModernValue, from: String) {
        self.name = name
        self.value = value
        self.from = from
    }
}

/// An instance of a Configuration Manager class: a name and properties in order.
public struct ModernObject: Equatable, Sendable {
    /// The class, such as `SMS_Package`.
    public var className: String
    /// The properties that are set, in the order they are written.
    public var properties: [ModernProperty]

    /// Makes an object without properties.
    public init(_ className: String, properties: [ModernProperty] = []) {
        self.className = className
        self.properties = properties
    }

    /// The value of a property, or nil where it is not set.
    public subscript(name: String) -> ModernValue? { properties.first { $0.name == name }?.value }

    /// Adds a property, or replaces its value where it is set already.
    public mutating func set(_ name: String, _ value: ModernValue, from: String) {
        if let place = properties.firstIndex(where: { $0.name == name }) {
            properties[place] = ModernProperty(name, value, from: from)
        } else {
            properties.append(ModernProperty(name, value, from: from))
        }
    }

    mutating func set(_ name: String, _ text: String, from: String) { set(name, .string(text), from: from) }
    mutating func set(_ name: String, _ number: Int, from: String) {
        set(name, .integer(Int64(number)), from: from)
    }
    mutating func set(_ name: String, _ flag: Bool, from: String) { set(name, .bool(flag), from: from) }

    /// The class under `__CLASS`, then the properties.
    public var json: JSONValue {
        .object(
            [JSONValue.Member("__CLASS", .string(className))]
                + properties.map { JSONValue.Member($0.name, $0.value.json) })
    }

    /// The canonical relative path: keys in the order of the class, double quotes (configmgr-objects 2.3).
    ///
    /// A key that is an alias stays `$name` until the provider has given it out.
    public func relativePath(in catalogue: ClassCatalogue) -> String {
        var parts: [String] = []
        for key in catalogue.properties(of: className) where key.isKey {
            var value = ""
            JSONValue.quote(self[key.name]?.display ?? "", into: &value)
            parts.append("\(key.name)=\(value)")
        }
        return className + "." + parts.joined(separator: ",")
    }
}
