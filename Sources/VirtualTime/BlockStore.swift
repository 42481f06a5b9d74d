/// Lists by number, in blocks of one store that go from list to list.
///
/// With an array for each, every one of the four thousand seconds of a queue would keep the room of its busiest hour, ten
/// times what waits at one time (P11). A block keeps what it held until it is used again, so an element is best a plain
/// value.
@usableFromInline
struct BlockStore<Element> {
    /// A list: a chain of blocks.
    @frozen @usableFromInline
    struct List {
        @usableFromInline var first: UInt32 = 0
        @usableFromInline var last: UInt32 = 0
        @usableFromInline var count = 0

        @inlinable init() {}
    }

    /// Elements in a block: few enough that a list of a small lab wastes little, enough that emptying a list of a
    /// million waits for memory seldom.
    @inlinable static var blockSize: Int { 16 }

    @usableFromInline var lists: ContiguousArray<List>
    /// The blocks, one behind the other.
    @usableFromInline var store: ContiguousArray<Element> = []
    /// The block behind each block, in its list or among the free ones.
    @usableFromInline var following: ContiguousArray<UInt32> = []
    /// The first block that is free; as many as there are blocks when none is.
    @usableFromInline var free: UInt32 = 0
    /// Of each list a bit, 1 where it holds something: the next such list is found 64 at a time.
    @usableFromInline var filled: ContiguousArray<UInt64>

    /// Makes so many empty lists.
    @inlinable
    init(lists count: Int) {
        lists = ContiguousArray(repeating: List(), count: count)
        filled = ContiguousArray(repeating: 0, count: (count + 63) / 64)
    }

    /// The first list from one up to another, both included, that holds something; nil when none does.
    @inlinable
    func firstFilled(from first: Int, through last: Int) -> Int? {
        var word = first >> 6
        var bits = filled[word] & (UInt64.max << UInt64(first & 63))
        while bits == 0 {
            word += 1
            if word > last >> 6 { return nil }
            bits = filled[word]
        }
        let found = word << 6 | bits.trailingZeroBitCount
        return found <= last ? found : nil
    }

    /// How many elements a list holds.
    @inlinable
    func count(_ list: Int) -> Int { lists[list].count }

    @inlinable
    mutating func append(_ element: Element, to list: Int) {
        let used = lists[list].count & (Self.blockSize - 1)
        if used == 0 { addBlock(to: list, element) }
        lists[list].count &+= 1
        store[Int(lists[list].last) &* Self.blockSize &+ used] = element
    }

    /// Puts a free block at the end of a list; a new one is filled with an element, since it has to hold something.
    @inlinable
    mutating func addBlock(to list: Int, _ element: Element) {
        if free == following.count {
            store.append(contentsOf: repeatElement(element, count: Self.blockSize))
            following.append(UInt32(following.count + 1))
        }
        let block = free
        free = following[Int(block)]
        if lists[list].count == 0 {
            lists[list].first = block
            filled[list >> 6] |= 1 << UInt64(list & 63)
        } else {
            following[Int(lists[list].last)] = block
        }
        lists[list].last = block
    }

    /// Gives the elements of a list to `body`, block by block in the order of coming.
    @inlinable
    func forEachBlock(in list: Int, _ body: (ContiguousArray<Element>.SubSequence) -> Void) {
        var block = Int(lists[list].first)
        var left = lists[list].count
        while left > 0 {
            let first = block * Self.blockSize
            body(store[first..<first + min(left, Self.blockSize)])
            left -= Self.blockSize
            block = Int(following[block])
        }
    }

    /// Moves the elements of a list behind those of an array.
    @inlinable
    mutating func empty(_ list: Int, into array: inout ContiguousArray<Element>) {
        if lists[list].count == 0 { return }
        var block = Int(lists[list].first)
        var left = lists[list].count
        while left > 0 {
            let first = block &* Self.blockSize
            // A full block at once: with a million events nearly all are.
            if left >= Self.blockSize {
                array.append(contentsOf: store[first..<first &+ Self.blockSize])
            } else {
                for place in first..<first &+ left { array.append(store[place]) }
            }
            left &-= Self.blockSize
            block = Int(following[block])
        }
        following[Int(lists[list].last)] = free
        free = lists[list].first
        lists[list].count = 0
        filled[list >> 6] &= ~(1 << UInt64(list & 63))
    }

    /// Moves each element of a list to the list that `target` tells: block by block, so that those take the blocks that
    /// this one leaves.
    @inlinable
    mutating func spread(_ list: Int, to target: (Element) -> Int) {
        var rest = lists[list]
        lists[list].count = 0
        filled[list >> 6] &= ~(1 << UInt64(list & 63))
        while rest.count > 0 {
            let block = Int(rest.first)
            let first = block * Self.blockSize
            for place in first..<first + min(rest.count, Self.blockSize) {
                let element = store[place]
                append(element, to: target(element))
            }
            rest.count -= Self.blockSize
            rest.first = following[block]
            following[block] = free
            free = UInt32(block)
        }
    }
}
