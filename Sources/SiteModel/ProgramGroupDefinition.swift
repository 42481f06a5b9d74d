/// A program group: program items of sharing packages, given to user groups (RG S3D39, Q124083).
public struct ProgramGroupDefinition: Equatable, Sendable {
    /// The name, unique at its site in any case.
    public var name: String
    /// Its number at its site, from which its identifier follows (`BPC00002`, Q124083).
    public var number: Int64
    /// The items in order.
    public var items: [ProgramItemReference]
    /// The user groups that get it, by name; `Everyone` stands for all users.
    public var userGroups: [String]

    /// Makes a program group.
    public init(
        name: String, number: Int64, items: [ProgramItemReference] = [], userGroups: [String] = []
    ) {
        self.name = name
        self.number = number
        self.items = items
        self.userGroups = userGroups
    }

    /// The user group that every user belongs to.
    public static let everyone = "Everyone"
    /// The most numbers of program groups that a site has.
    public static let maximumNumber: Int64 = 0xF_FFFF
}

/// A program item of a package, by its title; or all items of it.
public struct ProgramItemReference: Equatable, Sendable, CustomStringConvertible {
    /// The package.
    public var package: PackageID
    /// The title; empty: every item of the package.
    public var title: String

    /// Makes a reference.
    public init(package: PackageID, title: String = "") {
        self.package = package
        self.title = title
    }

    /// Reads `BPC00001` or `BPC00001:Microsoft Excel`; nil where no package stands first.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let package = PackageID(String(first)) else { return nil }
        self.init(package: package, title: parts.count > 1 ? String(parts[1]) : "")
    }

    /// The form that `init` reads.
    public var description: String { title.isEmpty ? "\(package)" : "\(package):\(title)" }
}

/// A user group as a site knows it from its domains: Program Group Control asks for the user's global groups (Q129232).
public struct UserGroupDefinition: Equatable, Sendable {
    /// The name, unique at its site in any case.
    public var name: String
    /// Its users by name, with `*` for any text.
    public var users: [String]

    /// Makes a user group.
    public init(name: String, users: [String]) {
        self.name = name
        self.users = users
    }
}
