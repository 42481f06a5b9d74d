public import SiteModel

/// A package location file (`.PMF`) in DELTAMIF.COL: where a site holds a package, written by Maintenance Manager.
///
/// The layout is ours, group class `SMS12|PACKAGELOCATION|1.0`.
public struct PackageLocationMIF: Equatable, Sendable {
    /// The class of the group.
    public static let className = "SMS12|PACKAGELOCATION|1.0"

    /// The site that tells.
    public var site: SiteCode
    /// The package.
    public var package: PackageID
    /// The server.
    public var server: String
    /// What kind of server it is.
    public var kind: ServerKind
    /// UNC of the package's directory.
    public var path: String
    /// False once the package was removed.
    public var isPresent: Bool
    /// Whether it is the sharing set: the fourth character of the package is a `Z` then (Q235805).
    public var isSharing: Bool

    /// Makes a location.
    public init(
        site: SiteCode, package: PackageID, server: String, kind: ServerKind = .windowsNT, path: String,
        isPresent: Bool = true, isSharing: Bool = false
    ) {
        self.site = site
        self.package = package
        self.server = server
        self.kind = kind
        self.path = path
        self.isPresent = isPresent
        self.isSharing = isSharing
    }

    /// `100Z0006` for the sharing set of package 10000006.
    private var packageText: String {
        let text = package.description
        return isSharing ? text.prefix(3) + "Z" + text.dropFirst(4) : text
    }

    /// The text of the file.
    public func write() -> String {
        OwnMIF.write(
            "Package Location", class: Self.className,
            [
                ("Site", site.description), ("Package", packageText), ("Server", server),
                ("Server Type", String(kind.rawValue)), ("Path", path),
                ("State", isPresent ? "Present" : "Removed"),
            ])
    }

    /// Reads a file; nil with an error finding when it is not one.
    ///
    /// `name` names it in findings.
    public static func parse(
        _ text: String, file name: String
    ) -> (location: PackageLocationMIF?, findings: [Finding]) {
        var findings: [Finding] = []
        guard let values = OwnMIF.read(text, class: className, file: name, findings: &findings) else {
            return (nil, findings)
        }
        let states = ["present": true, "removed": false]
        var id = values["Package"] ?? ""
        let isSharing = id.count == 8 && id.dropFirst(3).first?.uppercased() == "Z"
        // The digit that it stands for is lost; it is a zero but for the 65,536th package of a site.
        if isSharing { id = id.prefix(3) + "0" + id.dropFirst(4) }
        guard let site = SiteCode(values["Site"] ?? ""), let package = PackageID(id),
            let server = values["Server"], let path = values["Path"],
            let kind = values["Server Type"].flatMap({ Int($0) }).flatMap({ ServerKind(rawValue: $0) }),
            let isPresent = states[(values["State"] ?? "").lowercased()]
        else {
            findings.append(values.unreadable("Site, Package, Server, Server Type, Path or State"))
            return (nil, findings)
        }
        let location = PackageLocationMIF(
            site: site, package: package, server: server, kind: kind, path: path, isPresent: isPresent,
            isSharing: isSharing)
        return (location, findings)
    }
}
