/// An attribute of a group of the inventory.
public struct InventoryAttribute: Equatable, Sendable {
    /// The name in the Administrator program, such as `Storage Size (MByte)`.
    public let name: String
    /// What it holds.
    public let kind: InventoryKind
    /// A column whose name does not follow from the attribute's.
    private let givenColumn: String?

    /// Makes an attribute.
    init(_ name: String, _ kind: InventoryKind = .text, column: String? = nil) {
        self.name = name
        self.kind = kind
        givenColumn = column
    }

    /// The characters of a name that a column takes; with the `0` behind them SQL Server's limit is kept.
    private static let columnLength = 25

    /// The column of the views that SMSVIEW makes, such as `Storage_Size__MByte_0` (Q133253).
    ///
    /// Anything but a letter or digit becomes `_`, and so does a digit in front; 25 characters are kept and a `0` is
    /// added: derived from the 13 views of the article.
    public var column: String {
        if let givenColumn { return givenColumn }
        var text = ""
        for (place, scalar) in name.unicodeScalars.enumerated() {
            let isDigit = ("0"..."9").contains(scalar)
            let isLetter = ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
            text += isLetter || (isDigit && place > 0) ? String(scalar) : "_"
        }
        return String(text.prefix(Self.columnLength)) + "0"
    }
}

/// A group of attributes of the inventory; a machine has any number of rows of it.
public struct InventoryGroup: Equatable, Sendable {
    /// The name, such as `Operating System`.
    public let name: String
    /// GroupKey in the database, 0 for groups of direct architectures (Q133253).
    public let key: Int
    /// Whether a machine usually has several rows: disks, services, environment strings.
    public let hasSeveralRows: Bool
    /// The attributes in the order of the view.
    public let attributes: [InventoryAttribute]

    /// Makes a group.
    init(_ name: String, key: Int = 0, hasSeveralRows: Bool = false, _ attributes: [InventoryAttribute]) {
        self.name = name
        self.key = key
        self.hasSeveralRows = hasSeveralRows
        self.attributes = attributes
    }

    /// The view of SMSVIEW, such as `vOperating_System` (Q133253).
    public var view: String { "v" + name.map { $0 == " " ? "_" : String($0) }.joined() }

    /// The place of an attribute by name, in any case.
    public func place(of name: String) -> Int? {
        let wanted = name.lowercased()
        return attributes.firstIndex { $0.name.lowercased() == wanted }
    }
}
