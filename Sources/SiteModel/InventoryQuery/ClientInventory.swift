/// What a lab file says of one attribute for all members of a client range.
public enum InventoryPattern: Equatable, Sendable {
    /// All have it.
    case value(InventoryValue)
    /// Dealt out in turn by the number in the name: number 1 has the first, number 2 the second, and so on.
    case dealt([InventoryValue])
    /// Each draws a number of its own from the lab's seed and its name: `low`, `low + step` and so on up to `high`.
    case drawn(low: Int64, high: Int64, step: Int64)
    /// Nobody has a value.
    case absent
}

/// A row that a lab file gives for a group of the inventory.
public struct InventoryRowPattern: Equatable, Sendable {
    /// An attribute with its pattern.
    public struct Entry: Equatable, Sendable {
        /// The place of the attribute in the group.
        public var attribute: Int
        /// What the members have.
        public var pattern: InventoryPattern

        /// Makes an entry.
        public init(attribute: Int, pattern: InventoryPattern) {
            self.attribute = attribute
            self.pattern = pattern
        }
    }

    /// The attributes that are given, by place.
    public var entries: [Entry]

    /// Makes a row; the entries are put in order.
    public init(_ entries: [Entry]) { self.entries = entries.sorted { $0.attribute < $1.attribute } }

    /// The pattern of an attribute, or nil where none is given.
    public subscript(attribute: Int) -> InventoryPattern? {
        entries.first { $0.attribute == attribute }?.pattern
    }
}

/// The inventory of a client range as far as the lab file gives it; the rest is generated.
public struct ClientInventory: Equatable, Sendable {
    /// A group with its rows.
    public struct Group: Equatable, Sendable {
        /// The place of the group in the architecture Personal Computer.
        public var group: Int
        /// Its rows; none: the machines have no row of the group.
        public var rows: [InventoryRowPattern]

        /// Makes a group.
        public init(group: Int, rows: [InventoryRowPattern]) {
            self.group = group
            self.rows = rows
        }
    }

    /// The groups that are given, by place.
    public var groups: [Group]

    /// Makes an inventory; the groups are put in order.
    public init(_ groups: [Group] = []) { self.groups = groups.sorted { $0.group < $1.group } }

    /// The rows of a group, or nil where it is not given.
    public subscript(group: Int) -> [InventoryRowPattern]? { groups.first { $0.group == group }?.rows }

    /// Attributes that follow from the lab and cannot be given: the name, the domain, the site and the SMSID.
    public static func isFixed(group: Int, attribute: Int) -> Bool {
        guard group == InventoryCatalogue.identificationPlace else { return false }
        let name = InventoryArchitecture.personalComputer.groups[group].attributes[attribute].name
        return ["Name", "Domain", "Site", "SMSID"].contains(name)
    }
}
