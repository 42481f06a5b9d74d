public import SiteModel
import VirtualTime

/// The inventory of the members of one client range; a machine is its place in the range, from 0.
///
/// What the lab file gives stands first, everything else is generated from platform and name.
public struct RangeInventory: InventorySource {
    private let block: ClientPopulation.Block
    /// The place of the first member at its own site.
    private let first: Int
    private let given: [[InventoryRowPattern]?]
    private let standard: GeneratedInventory
    private let seed: UInt64

    /// Takes a range.
    ///
    /// - Parameters:
    ///   - block: The range.
    ///   - site: The site of its members.
    ///   - first: The place of the first at its site.
    ///   - image: The site whose database is asked.
    init(_ block: ClientPopulation.Block, of site: SiteCode, first: Int, _ image: SiteImage) {
        self.block = block
        self.first = first
        seed = image.seed
        given = GeneratedInventory.groups.indices.map { block.range.inventory[$0] }
        standard = GeneratedInventory(
            site: site, domain: block.domain, user: block.range.user,
            platform: block.range.platform, scanned: image.sqlTime(at: image.labStart))
    }

    /// How many rows of a group the member has.
    public func rowCount(of machine: Int, group: Int) -> Int {
        if let rows = given[group] { return rows.count }
        return standard.rowCount(hash(machine), group)
    }

    /// The value of an attribute, or nil.
    public func value(of machine: Int, group: Int, row: Int, attribute: Int) -> InventoryValue? {
        guard let rows = given[group] else { return standardValue(machine, group, row, attribute) }
        guard rows.indices.contains(row) else { return nil }
        if let pattern = rows[row][attribute] {
            return value(of: pattern, machine, group, row, attribute)
        }
        if group == GeneratedInventory.disk { return diskValue(machine, row, attribute) }
        // A group of one row is completed; of several rows each is as it is given.
        let isOnly = !GeneratedInventory.groups[group].hasSeveralRows && row == 0
        return isOnly ? standardValue(machine, group, row, attribute) : nil
    }

    private func standardValue(_ machine: Int, _ group: Int, _ row: Int, _ attribute: Int) -> InventoryValue?
    {
        standard.value(
            GeneratedInventory.Member(
                client: first + machine, hash: hash(machine), name: { block.name(at: machine) }),
            group, row, attribute)
    }

    /// What a pattern gives a member.
    private func value(
        of pattern: InventoryPattern, _ machine: Int, _ group: Int, _ row: Int, _ attribute: Int
    ) -> InventoryValue? {
        switch pattern {
        case .absent: return nil
        case .value(let value): return value
        case .dealt(let values):
            guard !values.isEmpty else { return nil }
            // By the number in the name, so that cutting a range deals no one another value.
            let number = block.range.first + machine - 1
            return values[((number % values.count) + values.count) % values.count]
        case .drawn(let low, let high, let step):
            guard low <= high, step > 0 else { return nil }
            let choices = (high &- low) / step &+ 1
            let stream = UInt64(group) << 32 | UInt64(row) << 16 | UInt64(attribute) | 0x1_0000_0000_0000
            let drawn = SeededGenerator.draw(
                seed: seed, stream: stream, index: hash(machine), below: choices)
            return .number(low + drawn * step)
        }
    }

    /// A disk's used space, its percentage and its free space follow from two of them where they are not given.
    private func diskValue(_ machine: Int, _ row: Int, _ attribute: Int) -> InventoryValue? {
        func number(_ wanted: Int) -> Int64? {
            guard let pattern = given[GeneratedInventory.disk]?[row][wanted],
                case .number(let number) = value(of: pattern, machine, GeneratedInventory.disk, row, wanted)
            else { return nil }
            return (0...GeneratedInventory.mostMegabytes).contains(number) ? number : nil
        }
        let (size, free, used) = (
            number(GeneratedInventory.diskSize), number(GeneratedInventory.diskFree),
            number(GeneratedInventory.diskUsed)
        )
        guard let size, let taken = used ?? free.map({ size - $0 }), taken >= 0, taken <= size else {
            return nil
        }
        switch attribute {
        case GeneratedInventory.diskUsed: return .number(taken)
        case GeneratedInventory.diskFree: return .number(size - taken)
        case GeneratedInventory.diskFull: return .number(GeneratedInventory.percent(taken, of: size))
        default: return nil
        }
    }

    /// A number that depends on the member's name only.
    private func hash(_ machine: Int) -> UInt64 {
        // FNV-1a, 64 bits.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in block.name(at: machine).utf8 {
            let upper = (0x61...0x7A).contains(byte) ? byte - 0x20 : byte
            hash = (hash ^ UInt64(upper)) &* 0x0000_0100_0000_01B3
        }
        return hash
    }
}

/// The inventory in one site's database: of its own clients and of those of sites below.
///
/// A machine is a handle of the site: the place of a client, or with `KnownMachines.bit` that of a known machine.
public struct SiteInventory: InventorySource {
    private let image: SiteImage
    /// The ranges of the site's own clients.
    let own: [RangeInventory]
    /// The ranges of the known computers of sites below.
    let known: [RangeInventory]

    /// Takes a site.
    public init(_ image: SiteImage) {
        self.image = image
        own = image.clients.blocks.map {
            RangeInventory($0, of: image.definition.code, first: $0.base, image)
        }
        let codes = image.hierarchy.codes
        known = zip(image.known.population.blocks, image.known.parts).map { block, part in
            let site = Int(part.site)
            return RangeInventory(
                block, of: codes.indices.contains(site) ? codes[site] : image.definition.code,
                first: Int(part.first), image)
        }
    }

    /// The range of a machine, and its place in the range.
    private func place(_ machine: UInt32) -> (range: RangeInventory, place: Int) {
        let isRemote = SiteImage.isRemote(machine)
        let population = isRemote ? image.known.population : image.clients
        let client = Int(machine & ~KnownMachines.bit)
        let block = population.blockIndex(of: client)
        return ((isRemote ? known : own)[block], client - population.blocks[block].base)
    }

    /// How many rows of a group the machine has.
    public func rowCount(of machine: UInt32, group: Int) -> Int {
        let (range, place) = place(machine)
        return range.rowCount(of: place, group: group)
    }

    /// The value of an attribute, or nil.
    public func value(of machine: UInt32, group: Int, row: Int, attribute: Int) -> InventoryValue? {
        let (range, place) = place(machine)
        return range.value(of: place, group: group, row: row, attribute: attribute)
    }
}
