public import SiteModel

/// The servers that the program items of a package point to, as the network application database of a site has them
/// (Q124083).
public struct ItemServers: Equatable, Sendable {
    /// The place of the package.
    public var package: UInt32
    /// The servers with its share, by place.
    public var servers: [UInt32]

    /// An entry before it is read from a snapshot.
    package static var blank: ItemServers { ItemServers(package: 0, servers: []) }
}

/// Program groups of another site that Applications Manager brought here.
public struct ForeignProgramGroups: Equatable, Sendable {
    /// The site that made them, by number.
    public var site: UInt16
    /// The groups.
    public var groups: [ProgramGroupDefinition]

    /// An entry before it is read from a snapshot.
    package static var blank: ForeignProgramGroups { ForeignProgramGroups(site: 0, groups: []) }
}

/// A program item that a user is shown.
public struct SharedItem: Equatable, Sendable {
    /// The program group that it stands in.
    public var group: String
    /// The title.
    public var title: String
    /// What is run, from the share.
    public var commandLine: String
    /// UNC of the package's directory on each server that the item points to.
    public var paths: [String]
    /// Whether it starts: one of the servers can be reached and holds the package.
    public var starts: Bool
}
