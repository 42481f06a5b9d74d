public import SiteModel

// Where rows stand that are asked for by name at every step: working it out by a look at all rows would cost more with
// every package and every server.

/// The places of a list's rows by a key that a row never changes; rows are added and never taken away.
struct PlaceIndex<Key: Hashable> {
    private var places: [Key: [Int]] = [:]
    private var count = 0

    /// Takes the rows in that were added since the last time.
    mutating func update<Row>(_ rows: [Row], key: (Row) -> Key) {
        if count > rows.count { self = PlaceIndex() }
        while count < rows.count {
            places[key(rows[count]), default: []].append(count)
            count += 1
        }
    }

    /// The places of a key's rows, in order.
    subscript(key: Key) -> [Int] { places[key] ?? [] }
}

extension SiteImage {
    /// Forgets where rows stand, since all of them were replaced.
    func forgetPlaces() {
        locationsByPackage = PlaceIndex()
        locationsByPair = PlaceIndex()
        packagesBySet = PlaceIndex()
    }

    /// The places of a package's locations, in order, with those that a Remove job emptied.
    func locationPlaces(of package: UInt32) -> [Int] {
        locationsByPackage.update(locations) { $0.package }
        return locationsByPackage[package]
    }

    /// The place of a package's location on a server, whether or not a Remove job emptied it; a pair has one.
    func locationPlace(package: UInt32, server: UInt32) -> Int? {
        locationsByPair.update(locations) { UInt64($0.package) << 32 | UInt64($0.server) }
        return locationsByPair[UInt64(package) << 32 | UInt64(server)].first
    }

    /// The location of a package on a server, by place.
    public func locationIndex(package: UInt32, server: UInt32) -> Int? {
        locationPlace(package: package, server: server).flatMap { locations[$0].isRemoved ? nil : $0 }
    }

    /// The place of a package with an identifier; of its sharing set where that is asked for.
    public func packageIndex(_ id: PackageID, _ kind: PackageLocationKind = .workstation) -> Int? {
        packagesBySet.update(packages) { $0.setID }
        return packagesBySet[PackageSetID(id, kind)].first { !packages[$0].isDeleted }
    }
}
