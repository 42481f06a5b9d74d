public import SiteModel

/// The tree of sites: one parent a site, no cycles (Q133111).
///
/// Shared by all sites of a lab as long as nobody changes it.
public struct Hierarchy: Equatable, Sendable {
    /// The site number that stands for none.
    public static let none = UInt16.max

    /// The codes by site number.
    public private(set) var codes: [SiteCode] = []
    /// The parents by site number; `none`: a central site.
    public private(set) var parents: [UInt16] = []
    /// Whether a site is a secondary one.
    public private(set) var isSecondary: [Bool] = []
    /// Whether a site was taken out.
    public private(set) var isRemoved: [Bool] = []

    /// A tree without sites.
    public init() {}

    /// The tree that site definitions make; a parent that is no site of the lab is none.
    public init(_ sites: [SiteDefinition], removed: [Bool]) {
        codes = sites.map(\.code)
        isSecondary = sites.map(\.isSecondary)
        isRemoved = removed
        var numbers: [SiteCode: UInt16] = [:]
        for (number, site) in sites.enumerated() where !removed[number] {
            numbers[site.code] = UInt16(number)
        }
        parents = sites.map { site in site.parent.flatMap { numbers[$0] } ?? Self.none }
    }

    /// The parent of a site, or nil.
    public func parent(of site: UInt16) -> UInt16? {
        guard Int(site) < parents.count, parents[Int(site)] != Self.none else { return nil }
        return parents[Int(site)]
    }

    /// The sites right below a site, by number.
    public func children(of site: UInt16) -> [UInt16] {
        parents.indices.filter { parents[$0] == site && !isRemoved[$0] }.map { UInt16($0) }
    }

    /// Whether a site is another one or below it.
    public func isWithin(_ site: UInt16, _ above: UInt16) -> Bool {
        var next: UInt16? = site
        var steps = 0
        while let here = next, steps <= parents.count {
            if here == above { return true }
            next = parent(of: here)
            steps += 1
        }
        return false
    }

    /// A site and all sites below it, by number.
    public func tree(of site: UInt16) -> [UInt16] {
        parents.indices.map { UInt16($0) }.filter { !isRemoved[Int($0)] && isWithin($0, site) }
    }

    /// The neighbour that is on the way from one site to another: a child above it, else the parent.
    public func hop(from site: UInt16, to destination: UInt16) -> UInt16? {
        if site == destination { return destination }
        var here = destination
        var steps = 0
        while let above = parent(of: here), steps <= parents.count {
            if above == site { return here }
            here = above
            steps += 1
        }
        return parent(of: site)
    }

    /// The number of a site that is there, by its code.
    public func number(of code: SiteCode) -> UInt16? {
        codes.indices.first { codes[$0] == code && !isRemoved[$0] }.map { UInt16($0) }
    }
}
