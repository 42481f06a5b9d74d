/// A saved query of a site, as a lab file and the Administrator program know it.
public struct QueryDefinition: Equatable, Sendable {
    /// The name; a job cannot use a query whose name is blank (event 318).
    public var name: String
    /// What it is about.
    public var architecture: InventoryArchitecture
    /// What has to hold, in the query language.
    public var text: String

    /// Makes a query.
    public init(name: String, architecture: InventoryArchitecture = .personalComputer, text: String) {
        self.name = name
        self.architecture = architecture
        self.text = text
    }

    /// The query that the text means.
    public func query() throws(InventoryQueryError) -> InventoryQuery {
        try InventoryQuery(text, about: architecture)
    }

    /// Whether the name holds nothing but blanks.
    public var isNameless: Bool { name.allSatisfy { $0 == " " } }
}

/// A query identifier, such as `NCS00051` (Q188053): site code and five hexadecimal digits.
public struct QueryID: CountedIdentifier {
    /// The site that made the query.
    public let site: SiteCode
    /// The running number, 0 to 0xFFFFF.
    public let counter: UInt32
    /// Five characters.
    public static var counterWidth: Int { 5 }
    /// Hexadecimal.
    public static var counterBase: UInt32 { 16 }
    /// Makes an identifier; nil when the counter is over 0xFFFFF.
    public init?(site: SiteCode, counter: UInt32) {
        guard counter <= Self.maximumCounter else { return nil }
        self.site = site
        self.counter = counter
    }
}
