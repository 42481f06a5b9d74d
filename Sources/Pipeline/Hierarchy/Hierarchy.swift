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
    /// The site servers by site number, which addresses lead to; empty: a site has none.
    private var servers: [String] = []
    /// The sites right below each site, by number, with those that were taken out.
    private var below: [[UInt16]] = []
    /// When a walk through the tree comes to a site, and after which site below it leaves again: who is below whom is
    /// then a comparison, however deep the tree (S8).
    private var entered: [Int] = []
    private var left: [Int] = []

    /// A tree without sites.
    public init() {}

    /// The tree that site definitions make; a parent that is no site of the lab is none.
    public init(_ sites: [SiteDefinition], removed: [Bool]) {
        codes = sites.map(\.code)
        isSecondary = sites.map(\.isSecondary)
        isRemoved = removed
        servers = sites.map { $0.siteServer?.name ?? "" }
        var numbers: [SiteCode: UInt16] = [:]
        for (number, site) in sites.enumerated() where !removed[number] {
            numbers[site.code] = UInt16(number)
        }
        parents = sites.map { site in site.parent.flatMap { numbers[$0] } ?? Self.none }
        walk()
    }

    /// The site server of a site; nil for a number that is none.
    public func server(of site: UInt16) -> String? {
        guard servers.indices.contains(Int(site)), !servers[Int(site)].isEmpty else { return nil }
        return servers[Int(site)]
    }

    /// Numbers the sites in the order of a walk from each root; what hangs in a circle is below nothing.
    private mutating func walk() {
        below = Array(repeating: [], count: parents.count)
        entered = Array(repeating: -1, count: parents.count)
        left = Array(repeating: -1, count: parents.count)
        for (site, parent) in parents.enumerated() where parent != Self.none {
            below[Int(parent)].append(UInt16(site))
        }
        var count = 0
        for root in parents.indices where parents[root] == Self.none {
            var path = [(site: root, next: 0)]
            entered[root] = count
            while let (site, next) = path.last {
                guard next < below[site].count else {
                    left[site] = count
                    path.removeLast()
                    continue
                }
                path[path.count - 1].next += 1
                count += 1
                entered[Int(below[site][next])] = count
                path.append((Int(below[site][next]), 0))
            }
            count += 1
        }
    }

    /// The parent of a site, or nil.
    public func parent(of site: UInt16) -> UInt16? {
        guard Int(site) < parents.count, parents[Int(site)] != Self.none else { return nil }
        return parents[Int(site)]
    }

    /// The sites right below a site, by number.
    public func children(of site: UInt16) -> [UInt16] {
        Int(site) < below.count ? below[Int(site)].filter { !isRemoved[Int($0)] } : []
    }

    /// Whether a site is another one or below it.
    public func isWithin(_ site: UInt16, _ above: UInt16) -> Bool {
        if site == above { return true }
        guard Int(site) < entered.count, Int(above) < entered.count, entered[Int(above)] >= 0 else {
            return false
        }
        return entered[Int(above)] < entered[Int(site)] && entered[Int(site)] <= left[Int(above)]
    }

    /// A site and all sites below it, by number.
    public func tree(of site: UInt16) -> [UInt16] {
        parents.indices.map { UInt16($0) }.filter { !isRemoved[Int($0)] && isWithin($0, site) }
    }

    /// The neighbour that is on the way from one site to another: a child above it, else the parent.
    public func hop(from site: UInt16, to destination: UInt16) -> UInt16? {
        if site == destination { return destination }
        guard isWithin(destination, site) else { return parent(of: site) }
        // The last of its children, which stand in the order of the walk, that was entered before the destination.
        let children = below[Int(site)]
        var (low, high) = (0, children.count)
        while low < high {
            let middle = (low + high) / 2
            if entered[Int(children[middle])] <= entered[Int(destination)] {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low > 0 ? children[low - 1] : parent(of: site)
    }

    /// The number of a site that is there, by its code.
    public func number(of code: SiteCode) -> UInt16? {
        codes.indices.first { codes[$0] == code && !isRemoved[$0] }.map { UInt16($0) }
    }
}
