public import SiteModel

/// The clients of a site: names follow from ranges, so that a million cost ten lines.
///
/// A client's place is its dwMachineID less one, and its SMSID's counter less one.
public struct ClientPopulation: Equatable, Sendable {
    /// A range with the place of its first client.
    public struct Block: Equatable, Sendable {
        /// What the lab says.
        public var range: ClientRange
        /// The place of the first.
        public var base: Int
        /// The domain, never empty.
        public var domain: String
        /// The prefix of the names before the number.
        var prefix: [UInt8]
        /// The suffix of the names behind the number.
        var suffix: [UInt8]
        /// The width of the number; 1 without leading zeros.
        var width: Int
        /// Whether names carry a number.
        var isNumbered: Bool
        /// What stands before and behind the number, as it is written.
        var head: [UInt8]
        /// See `head`.
        var tail: [UInt8]

        /// The name of the member at a place of the range, from 0.
        ///
        /// As `ClientRange.name(at:)`, without looking through the pattern each time.
        public func name(at place: Int) -> String {
            guard isNumbered else { return range.pattern }
            let digits = String(range.first + place).utf8
            var bytes = head
            bytes.reserveCapacity(head.count + max(width, digits.count) + tail.count)
            if digits.count < width {
                bytes.append(contentsOf: repeatElement(0x30, count: width - digits.count))
            }
            bytes.append(contentsOf: digits)
            bytes.append(contentsOf: tail)
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    /// The ranges in order.
    public package(set) var blocks: [Block] = []
    /// How many places there are, removed ones included.
    public package(set) var count = 0
    /// Clients that were taken out, in order of place.
    public package(set) var removed: [UInt32] = []

    /// Nobody.
    package init() {}

    /// Marks a client as taken out; its place stays.
    package mutating func markRemoved(_ client: UInt32) {
        let index = removed.firstIndex { $0 > client } ?? removed.count
        removed.insert(client, at: index)
    }

    init(_ site: SiteDefinition) {
        for range in site.clients { append(range, defaultDomain: site.domains.first ?? "") }
    }

    /// Adds a range behind the others.
    package mutating func append(_ range: ClientRange, defaultDomain: String) {
        let pattern = Array(range.pattern.utf8)
        let begin = pattern.firstIndex(of: 0x23)
        var end = begin ?? pattern.count
        while end < pattern.count, pattern[end] == 0x23 { end += 1 }
        blocks.append(
            Block(
                range: range, base: count, domain: range.domain.isEmpty ? defaultDomain : range.domain,
                prefix: upper(begin.map { Array(pattern[..<$0]) } ?? pattern),
                suffix: upper(Array(pattern[end...])), width: max(1, end - (begin ?? end)),
                isNumbered: begin != nil || range.count > 1,
                head: begin.map { Array(pattern[..<$0]) } ?? pattern,
                tail: Array(pattern[end...])))
        count += range.count
    }

    /// Gives one client of a range properties of its own: the range is cut before and behind it.
    ///
    /// Places and names stay. Returns the ranges as they are now, in order.
    package mutating func set(_ client: Int, to new: ClientRange, defaultDomain: String) -> [ClientRange] {
        let index = blockIndex(of: client)
        let old = blocks[index]
        var range = old.range
        if !range.pattern.contains("#"), range.count > 1 { range.pattern += "#" }
        let place = client - old.base
        var parts: [ClientRange] = []
        func part(_ source: ClientRange, from: Int, count: Int) {
            guard count > 0 else { return }
            var cut = source
            cut.pattern = range.pattern
            cut.first = range.first + from
            cut.count = count
            parts.append(cut)
        }
        part(range, from: 0, count: place)
        part(new, from: place, count: 1)
        part(range, from: place + 1, count: range.count - place - 1)
        let ranges = blocks[..<index].map(\.range) + parts + blocks[(index + 1)...].map(\.range)
        let gone = removed
        self = ClientPopulation(ranges, defaultDomain: defaultDomain)
        removed = gone
        return ranges
    }

    private init(_ ranges: [ClientRange], defaultDomain: String) {
        for range in ranges { append(range, defaultDomain: defaultDomain) }
    }

    /// The range a place belongs to.
    public func block(of client: Int) -> Block { blocks[blockIndex(of: client)] }

    /// The place of the range a client's place belongs to.
    public func blockIndex(of client: Int) -> Int {
        var low = 0
        var high = blocks.count - 1
        while low < high {
            let middle = (low + high + 1) / 2
            if blocks[middle].base <= client { low = middle } else { high = middle - 1 }
        }
        return low
    }

    /// A client's name.
    public func name(_ client: Int) -> String {
        let place = blockIndex(of: client)
        return blocks[place].name(at: client - blocks[place].base)
    }

    /// Whether a client was taken out.
    public func isRemoved(_ client: Int) -> Bool {
        var low = 0
        var high = removed.count
        while low < high {
            let middle = (low + high) / 2
            if removed[middle] < UInt32(client) { low = middle + 1 } else { high = middle }
        }
        return low < removed.count && removed[low] == UInt32(client)
    }

    /// The place of a client by name, in any case.
    public func index(_ name: some StringProtocol) -> Int? {
        let bytes = upper(Array(name.utf8))
        for block in blocks {
            guard let place = Self.place(of: bytes, in: block) else { continue }
            let client = block.base + place
            if !isRemoved(client) { return client }
        }
        return nil
    }

    /// A name that a range would give and a client has already, or nil.
    package func sharedName(_ range: ClientRange) -> String? {
        var fresh = ClientPopulation()
        fresh.append(range, defaultDomain: "")
        guard let new = fresh.blocks.first else { return nil }
        for block in blocks
        where block.prefix.starts(with: new.prefix) || new.prefix.starts(with: block.prefix) {
            if new.range.count <= block.range.count {
                for place in 0..<new.range.count where index(new.range.name(at: place), in: block) != nil {
                    return new.range.name(at: place)
                }
            } else {
                for place in 0..<block.range.count where !isRemoved(block.base + place) {
                    let name = block.range.name(at: place)
                    if Self.place(of: upper(Array(name.utf8)), in: new) != nil { return name }
                }
            }
        }
        return nil
    }

    private func index(_ name: String, in block: Block) -> Int? {
        guard let place = Self.place(of: upper(Array(name.utf8)), in: block) else { return nil }
        return isRemoved(block.base + place) ? nil : block.base + place
    }

    /// Whether a range gives a name.
    package static func gives(_ range: ClientRange, name: String) -> Bool {
        var fresh = ClientPopulation()
        fresh.append(range, defaultDomain: "")
        return fresh.index(name) != nil
    }

    /// The place of a name within a range, or nil.
    private static func place(of name: [UInt8], in block: Block) -> Int? {
        guard block.isNumbered else { return name == block.prefix ? 0 : nil }
        let digits = name.count - block.prefix.count - block.suffix.count
        guard digits >= block.width, digits <= 9, name.starts(with: block.prefix),
            name.suffix(block.suffix.count).elementsEqual(block.suffix)
        else { return nil }
        var number = 0
        let text = name[block.prefix.count..<(block.prefix.count + digits)]
        for byte in text {
            guard (0x30...0x39).contains(byte) else { return nil }
            number = number * 10 + Int(byte - 0x30)
        }
        // `PC007` is not the seventh of `PC#`, and `PC07` is not the seventh of `PC###`.
        if digits > block.width, text.first == 0x30 { return nil }
        let place = number - block.range.first
        return (0..<block.range.count).contains(place) ? place : nil
    }
}

/// Capital letters of ASCII.
private func upper(_ bytes: [UInt8]) -> [UInt8] {
    bytes.map { (0x61...0x7A).contains($0) ? $0 - 0x20 : $0 }
}
