import SiteModel

/// Rows that stand in the pages of a lab's file, found without the trees that lead to them.
///
/// Where a tree is damaged, the engine reaches a part of its rows or none; the rows themselves are still there. They are
/// looked for at every byte, and it is their checksums that tell what is one.
///
/// The format is SQLite's, of which a lab uses pages of 4,096 bytes with no room at their ends (database file format,
/// sections 1.5 and 2.1).
struct PageSalvage {
    /// What a column holds.
    enum Kind {
        /// Nothing: the number of the row stands for it.
        case null
        case integer
        case text
    }

    /// Files up to so many bytes are looked through.
    private static let largest = 512 << 20
    private static let pageSize = LabForm.pageSize
    private let file: [UInt8]
    /// Pages that the file's list of free pages names, from 1; none where that list is damaged.
    private let free: Set<Int>

    /// Reads a file; nil where it is too large, or where a part of the lab stands in a log beside it.
    init?(_ path: String) {
        let file = LabFile(path: path)
        guard !path.isEmpty, file.isWhole, let size = file.size, size <= Self.largest,
            let bytes = file.read(at: 0, size)
        else { return nil }
        self.file = bytes
        free = file.freeListDamage == nil ? Self.freePages(bytes) : []
    }

    /// The pages of a list that is sound.
    private static func freePages(_ file: [UInt8]) -> Set<Int> {
        var found: Set<Int> = []
        var trunk = LabForm.number(file, LabForm.freeList.lowerBound)
        while trunk > 1, found.insert(trunk).inserted {
            let begin = (trunk - 1) * pageSize
            let leaves = min(LabForm.number(file, begin + 4), pageSize / 4 - 2)
            for leaf in 0..<max(leaves, 0) { found.insert(LabForm.number(file, begin + 8 + 4 * leaf)) }
            trunk = LabForm.number(file, begin)
        }
        return found
    }

    /// All that could be rows of a table, in order of their places.
    ///
    /// - Parameters:
    ///   - kinds: The columns.
    ///   - isNumbered: Whether its rows have numbers; else they are kept by their key.
    /// - Returns: The rows, those in free pages last; by far not all that look like one are.
    func rows(_ kinds: [Kind], isNumbered: Bool) -> [SalvagedRow] {
        var found: [SalvagedRow] = []
        var left: [SalvagedRow] = []
        for page in 0..<(file.count / Self.pageSize) {
            let begin = page * Self.pageSize
            let isFree = free.contains(page + 1)
            for place in (begin + 8)..<(begin + Self.pageSize - 4) {
                guard var row = row(at: place, end: begin + Self.pageSize, kinds, isNumbered) else {
                    continue
                }
                row.isFree = isFree
                if isFree { left.append(row) } else { found.append(row) }
            }
        }
        return found + left
    }

    private func row(at begin: Int, end: Int, _ kinds: [Kind], _ isNumbered: Bool) -> SalvagedRow? {
        var place = begin
        guard let size = varint(&place, end), size > kinds.count, size <= 1 << 28 else { return nil }
        var number: UInt64 = 0
        if isNumbered {
            guard let found = varint(&place, end) else { return nil }
            number = found
        }
        let local = Self.localSize(Int(size), isNumbered)
        guard place + local + (local < size ? 4 : 0) <= end else { return nil }
        // The head: its own length, then what each value is.
        let head = Int(file[place])
        guard head > kinds.count, head < 128, head <= local else { return nil }
        var type = place + 1
        var sizes: [Int] = []
        var types: [UInt64] = []
        for kind in kinds {
            guard let code = varint(&type, place + head), let size = Self.size(code, kind) else { return nil }
            sizes.append(size)
            types.append(code)
        }
        guard type == place + head, sizes.reduce(head, +) == size else { return nil }
        guard let (record, pieces) = record(at: place, Int(size), local: local) else { return nil }
        var row = SalvagedRow(number: Int64(bitPattern: number), values: [], offsets: [], pieces: pieces)
        var offset = head
        for (column, size) in sizes.enumerated() {
            row.offsets.append(offset)
            let bytes = record[offset..<(offset + size)]
            switch kinds[column] {
            case .null: row.values.append(.null)
            case .integer where size == 0:
                row.values.append(.integer(types[column] == 9 ? 1 : 0, bytes: 0))
            case .integer:
                let value = bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
                row.values.append(.integer(Int64(bitPattern: value).extended(size), bytes: size))
            case .text: row.values.append(.bytes(Array(bytes)))
            }
            offset += size
        }
        return row
    }

    /// The bytes of a record: what stands in its page, and what stands in pages that follow one another.
    private func record(
        at place: Int, _ size: Int, local: Int
    ) -> (bytes: [UInt8], pieces: [(record: Int, file: Int)])? {
        var bytes = Array(file[place..<(place + local)])
        var pieces = [(record: 0, file: place)]
        var next = local < size ? LabForm.number(file, place + local) : 0
        while bytes.count < size {
            let begin = (next - 1) * Self.pageSize
            guard next > 1, begin + Self.pageSize <= file.count else { return nil }
            let count = min(size - bytes.count, Self.pageSize - 4)
            pieces.append((bytes.count, begin + 4))
            bytes += file[(begin + 4)..<(begin + 4 + count)]
            next = LabForm.number(file, begin)
        }
        return (bytes, pieces)
    }

    /// How much of a record stands in its own page.
    private static func localSize(_ size: Int, _ isNumbered: Bool) -> Int {
        let most = isNumbered ? pageSize - 35 : (pageSize - 12) * 64 / 255 - 23
        guard size > most else { return size }
        let least = (pageSize - 12) * 32 / 255 - 23
        let left = least + (size - least) % (pageSize - 4)
        return left <= most ? left : least
    }

    /// The bytes of a value by its code; nil where it is of another kind.
    private static func size(_ code: UInt64, _ kind: Kind) -> Int? {
        switch kind {
        case .null: return code == 0 ? 0 : nil
        case .integer: return code == 7 || code > 9 ? nil : [nil, 1, 2, 3, 4, 6, 8, nil, 0, 0][Int(code)]
        case .text: return code >= 13 && code % 2 == 1 && code < 1 << 29 ? Int((code - 13) / 2) : nil
        }
    }

    /// A number of one to nine bytes; nil where it does not end in time.
    private func varint(_ place: inout Int, _ end: Int) -> UInt64? {
        var value: UInt64 = 0
        for count in 0..<9 {
            guard place < end else { return nil }
            let byte = file[place]
            place += 1
            if count == 8 { return value << 8 | UInt64(byte) }
            value = value << 7 | UInt64(byte & 0x7F)
            if byte < 0x80 { return value }
        }
        return nil
    }

    /// A byte that was changed, in words.
    func words(_ row: SalvagedRow, _ correction: ByteCorrection, _ what: String) -> String {
        let place = row.place(of: correction.value, correction.byte)
        return LabForm.words(place, what, found: correction.found, wanted: correction.wanted)
    }

    /// A row whose checksum comes out when at most one byte is put back.
    func sound(
        _ row: SalvagedRow, sealed: ArraySlice<SalvagedRow.Value>, after before: Int64?, _ what: String
    ) -> SoundRow? {
        guard case .integer(let checksum, _)? = row.values.last else { return nil }
        let seed = before.map { [FieldValue.integer($0)] } ?? []
        if let fields = SalvagedRow.fields(sealed), Checksum.of(seed + fields) == checksum {
            return SoundRow(fields: fields, checksum: checksum)
        }
        for correction in ByteCorrection.all(of: Array(sealed), after: before, checksum: checksum) {
            var values = Array(sealed)
            values[correction.value] = correction.applied(to: values[correction.value])
            guard let fields = SalvagedRow.fields(values), Checksum.of(seed + fields) == checksum else {
                continue
            }
            return SoundRow(
                fields: fields, checksum: checksum, correction: words(row, correction, "in \(what)"))
        }
        return nil
    }
}

/// A row that is as it was written, or is so with one byte put back.
struct SoundRow {
    /// What its checksum takes in.
    var fields: [FieldValue]
    var checksum: Int64
    /// The byte that was put back, in words.
    var correction: String?
}
