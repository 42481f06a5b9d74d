package import SiteModel

/// The computers of sites below as a site's own database has them: what their inventory told.
///
/// They may have changed since: a site learns of it when Site Reporter's bundle is loaded.
public struct KnownMachines: Equatable, Sendable {
    /// The bit that tells a computer of another site from an own one.
    public static let bit: UInt32 = 0x8000_0000

    /// A range of computers that were told of at once.
    public struct Part: Equatable, Sendable {
        /// Their site by its number.
        public var site: UInt16
        /// The place of the first at its site.
        public var first: UInt32
    }

    /// Names, domains and platforms, range by range.
    public package(set) var population = ClientPopulation()
    /// Which site each range belongs to.
    public package(set) var parts: [Part] = []
    private var bySite: [UInt16: [Int]] = [:]

    /// Nobody is known.
    public init() {}

    /// How many there are.
    public var count: Int { population.count }

    /// Learns of a range of another site's computers.
    package mutating func add(_ range: ClientRange, domain: String, of site: UInt16, first: UInt32) {
        bySite[site, default: []].append(parts.count)
        parts.append(Part(site: site, first: first))
        population.append(range, defaultDomain: domain)
    }

    /// The handle of a computer by its site and its place there; nil: not known.
    public func handle(site: UInt16, client: UInt32) -> UInt32? {
        // The newest first: what was told of a site that was detached stays behind it.
        for place in (bySite[site] ?? []).reversed() {
            let block = population.blocks[place]
            let first = parts[place].first
            guard client >= first, client - first < UInt32(block.range.count) else { continue }
            let known = UInt32(block.base) + client - first
            return population.isRemoved(Int(known)) ? nil : Self.bit | known
        }
        return nil
    }

    /// The site of a computer, and its place there.
    public func origin(of handle: UInt32) -> (site: UInt16, client: UInt32) {
        let place = Int(handle & ~Self.bit)
        let index = population.blockIndex(of: place)
        return (parts[index].site, parts[index].first + UInt32(place - population.blocks[index].base))
    }

    /// The handles of all computers of a site that are known, in order.
    public func handles(of site: UInt16) -> [Range<UInt32>] {
        (bySite[site] ?? []).map { place in
            let base = Self.bit | UInt32(population.blocks[place].base)
            return base..<(base + UInt32(population.blocks[place].range.count))
        }
    }

    /// Forgets the computers of a site: it was detached or its inventory comes anew.
    package mutating func forget(_ site: UInt16) {
        // Handles stay: details point at them.
        for place in bySite[site] ?? [] {
            for client in 0..<population.blocks[place].range.count {
                let gone = UInt32(population.blocks[place].base + client)
                if !population.isRemoved(Int(gone)) { population.markRemoved(gone) }
            }
        }
    }
}
