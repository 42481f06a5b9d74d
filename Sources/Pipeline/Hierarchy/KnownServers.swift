public import SiteModel

/// The servers of a site below as its site control file told of them.
public struct KnownServers: Equatable, Sendable {
    /// All of them, by name.
    public var names: [String]
    /// Its Default Servers, by name.
    public var defaults: [String]

    /// Makes a list.
    public init(names: [String], defaults: [String]) {
        self.names = names
        self.defaults = defaults
    }
}

/// A package on a distribution server of a site below, as it was reported.
public struct RemoteLocation: Equatable, Sendable {
    /// The site by number.
    public var site: UInt16
    /// The counter of the package's identifier.
    public var package: UInt32
    /// The site that gave it out, by number.
    public var origin: UInt16
    /// The server's name.
    public var server: String
    /// Which set of the package.
    public var kind: PackageLocationKind

    /// Makes a location.
    public init(
        site: UInt16, package: UInt32, origin: UInt16, server: String,
        kind: PackageLocationKind = .workstation
    ) {
        self.kind = kind
        self.site = site
        self.package = package
        self.origin = origin
        self.server = server
    }
}

/// What a row of job details that is no workstation is about.
struct SiteDetailKey: Hashable {
    var job: UInt32
    var site: UInt16
    var kind: JobDetailKind
    var server: UInt32
}
