/// A property set of a package that has a compressed file of its own: `<packageID>.W00` or `.S00` (RG S3D3C).
public struct PackageSetID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The package.
    public var id: PackageID
    /// Which set.
    public var kind: PackageLocationKind

    /// Makes an identifier.
    public init(_ id: PackageID, _ kind: PackageLocationKind = .workstation) {
        self.id = id
        self.kind = kind
    }

    /// Takes a name apart; nil when it is none.
    public init?(_ name: String) {
        let isSharing = name.hasSuffix(".S00")
        guard let id = PackageID(isSharing ? String(name.dropLast(4)) : name) else { return nil }
        self.init(id, isSharing ? .sharing : .workstation)
    }

    /// The compressed file in TOSEND.
    public var transferFile: String { "\(id).\(kind.rawValue)00" }

    /// The compressed file in STORE: `.WKS` or `.SRV` (RG S3D3C).
    public var storedFile: String { "\(id).\(kind == .workstation ? "WKS" : "SRV")" }

    /// The package alone for the workstation set, so that records of the first release mean what they meant.
    public var description: String { kind == .workstation ? id.description : transferFile }

    /// Orders by package, the workstation set first.
    public static func < (left: PackageSetID, right: PackageSetID) -> Bool {
        left.id != right.id ? left.id < right.id : left.kind == .workstation && right.kind == .sharing
    }
}
