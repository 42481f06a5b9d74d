/// What stands in front of a row's values: how long it is, its number, and what each value is (SQLite's file format,
/// sections 1.6 and 2.1).
struct CellHead {
    /// Where it begins in the file.
    let begin: Int
    /// The number of the row; 0 where its table has none.
    let number: Int64
    /// Where the record begins in the file: behind its length and the number.
    let record: Int
    /// How many bytes the record has.
    let size: Int
    /// How many of them stand in the page itself.
    let local: Int
    /// How many bytes the record has before its values.
    let length: Int
    /// What each value is, by SQLite's codes.
    let codes: [UInt64]

    /// Reads a head; nil where none stands there that fits the columns.
    ///
    /// - Parameters:
    ///   - page: The page, by its places in the file.
    ///   - begin: Where to read.
    ///   - kinds: The columns.
    ///   - isNumbered: Whether the rows of the table have numbers.
    init?(_ page: ArraySlice<UInt8>, at begin: Int, _ kinds: [PageSalvage.Kind], isNumbered: Bool) {
        var place = begin
        let end = page.endIndex
        guard let size = Self.varint(page, &place), size > kinds.count, size <= 1 << 28 else { return nil }
        var number: UInt64 = 0
        if isNumbered {
            guard let found = Self.varint(page, &place) else { return nil }
            number = found
        }
        let local = Self.localSize(Int(size), isNumbered)
        guard place + local + (local < size ? 4 : 0) <= end else { return nil }
        // The head: its own length, then what each value is.
        let length = Int(page[place])
        guard length > kinds.count, length < 128, length <= local else { return nil }
        var next = place + 1
        var total = length
        for kind in kinds {
            guard let code = Self.varint(page, &next), next <= place + length,
                let size = Self.size(code, kind)
            else { return nil }
            total += size
        }
        guard next == place + length, total == size else { return nil }
        next = place + 1
        codes = kinds.map { _ in Self.varint(page, &next) ?? 0 }
        self.begin = begin
        self.number = Int64(bitPattern: number)
        self.size = Int(size)
        self.local = local
        self.length = length
        record = place
    }

    /// How much of a record stands in its own page.
    private static func localSize(_ size: Int, _ isNumbered: Bool) -> Int {
        let page = PageSalvage.pageSize
        let most = isNumbered ? page - 35 : (page - 12) * 64 / 255 - 23
        guard size > most else { return size }
        let least = (page - 12) * 32 / 255 - 23
        let left = least + (size - least) % (page - 4)
        return left <= most ? left : least
    }

    /// The bytes of a value by its code; nil where it is of another kind.
    static func size(_ code: UInt64, _ kind: PageSalvage.Kind) -> Int? {
        switch kind {
        case .null: return code == 0 ? 0 : nil
        case .integer:
            switch code {
            case 1...4: return Int(code)
            case 5: return 6
            case 6: return 8
            case 8, 9: return 0
            default: return nil
            }
        case .text: return code >= 13 && code % 2 == 1 && code < 1 << 29 ? Int((code - 13) / 2) : nil
        }
    }

    /// A number of one to nine bytes; nil where it does not end in time.
    private static func varint(_ page: ArraySlice<UInt8>, _ place: inout Int) -> UInt64? {
        var value: UInt64 = 0
        for count in 0..<9 {
            guard place < page.endIndex else { return nil }
            let byte = page[place]
            place += 1
            if count == 8 { return value << 8 | UInt64(byte) }
            value = value << 7 | UInt64(byte & 0x7F)
            if byte < 0x80 { return value }
        }
        return nil
    }
}

/// A head of a row that can be read when one of its bytes is put back; the row's checksum tells whether it is so.
struct MendedHead {
    /// The head with that byte.
    let head: CellHead
    /// The byte.
    let change: LabForm.Difference
}

extension PageSalvage {
    /// A head has at most so many bytes in which one is looked for: numbers of four bytes, and codes of as many.
    private static let headSize = 28

    /// The heads that a single byte keeps from being read, as they may have been.
    ///
    /// A page tells where its cells begin, and one byte damages one of them: in its page all others can be read.
    ///
    /// - Parameters:
    ///   - kinds: The columns.
    ///   - isNumbered: Whether the rows of the table have numbers.
    /// - Returns: What fits the columns; by far not all are what was there.
    func mendedHeads(_ kinds: [Kind], isNumbered: Bool) -> [MendedHead] {
        var found: [MendedHead] = []
        for page in 1..<max(file.count / Self.pageSize, 1) where !free.contains(page + 1) {
            let begin = page * Self.pageSize
            var bytes = file[begin..<(begin + Self.pageSize)]
            let unread = cells(of: begin, isNumbered: isNumbered).filter {
                CellHead(bytes, at: $0, kinds, isNumbered: isNumbered) == nil
            }
            guard unread.count == 1, let cell = unread.first else { continue }
            for place in cell..<min(cell + Self.headSize, bytes.endIndex) {
                let byte = bytes[place]
                for wanted in UInt8.min...UInt8.max where wanted != byte {
                    bytes[place] = wanted
                    guard let head = CellHead(bytes, at: cell, kinds, isNumbered: isNumbered)
                    else { continue }
                    let change = LabForm.Difference(place: place, found: byte, wanted: wanted)
                    found.append(MendedHead(head: head, change: change))
                }
                bytes[place] = byte
            }
        }
        return found
    }

    /// Where the rows begin that a page names; none where it is no page of such a table.
    func cells(of begin: Int, isNumbered: Bool) -> [Int] {
        // 13: the leaf of a table; 10 and 2: leaf and inner page of one without numbers.
        // In an inner page the number of a page below comes first.
        let kind = file[begin]
        guard isNumbered ? kind == 13 : kind == 10 || kind == 2 else { return [] }
        let isInner = kind == 2
        return pointers(of: begin, head: isInner ? 12 : 8).map { begin + $0.cell + (isInner ? 4 : 0) }
    }

    /// The numbers in which a page says where its cells begin, and where these numbers stand in the file.
    func pointers(of begin: Int, head: Int) -> [(place: Int, cell: Int)] {
        func number(_ place: Int) -> Int { Int(file[place]) << 8 | Int(file[place + 1]) }
        let first = begin + head
        let count = min(number(begin + 3), (Self.pageSize - head) / 2)
        return (0..<count).compactMap {
            let cell = number(first + 2 * $0)
            return cell < Self.pageSize - 8 ? (first + 2 * $0, cell) : nil
        }
    }

    /// The byte that gave a row another number than it had; nil where more than one byte differs.
    func numberChange(_ row: SalvagedRow, to number: Int64) -> LabForm.Difference? {
        let wanted = Self.varint(number)
        let begin = (row.pieces.first?.file ?? 0) - wanted.count
        guard begin > row.begin, Self.varint(row.number).count == wanted.count else { return nil }
        let changes = wanted.indices.filter { file[begin + $0] != wanted[$0] }
        guard changes.count == 1, let change = changes.first else { return nil }
        return LabForm.Difference(
            place: begin + change, found: file[begin + change], wanted: wanted[change])
    }

    /// A number below 2^56 in as few bytes as it takes, seven bits in each; none for others.
    private static func varint(_ number: Int64) -> [UInt8] {
        guard number >= 0, number < 1 << 56 else { return [] }
        var bytes = [UInt8(number & 0x7F)]
        var rest = number >> 7
        while rest > 0 {
            bytes.insert(UInt8(rest & 0x7F) | 0x80, at: 0)
            rest >>= 7
        }
        return bytes
    }
}
