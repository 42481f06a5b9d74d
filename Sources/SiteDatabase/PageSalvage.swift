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
    static let pageSize = LabForm.pageSize
    /// The whole file.
    let file: [UInt8]
    /// Pages that the file's list of free pages names, from 1; none where that list is damaged.
    let free: Set<Int>

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
            let bytes = file[begin..<(begin + Self.pageSize)]
            for place in (begin + 8)..<(begin + Self.pageSize - 4) {
                guard let head = CellHead(bytes, at: place, kinds, isNumbered: isNumbered),
                    var row = row(head, kinds)
                else { continue }
                row.isFree = isFree
                if isFree { left.append(row) } else { found.append(row) }
            }
        }
        return found + left
    }

    /// A row whose head says where all of it stands; nil where its pages do not follow one another.
    func row(_ head: CellHead, _ kinds: [Kind]) -> SalvagedRow? {
        guard let (record, pieces) = record(at: head.record, head.size, local: head.local) else { return nil }
        var row = SalvagedRow(
            number: head.number, begin: head.begin, values: [], offsets: [], pieces: pieces)
        var offset = head.length
        for (column, code) in head.codes.enumerated() {
            let size = CellHead.size(code, kinds[column]) ?? 0
            row.offsets.append(offset)
            let bytes = record[offset..<(offset + size)]
            switch kinds[column] {
            case .null: row.values.append(.null)
            case .integer where size == 0:
                row.values.append(.integer(code == 9 ? 1 : 0, bytes: 0))
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
