import CSQLite

/// What is alike in the file of every lab, byte for byte: most of the header, and the pages that hold the schema.
///
/// Rows carry checksums, but the schema is read before any row is. The program knows every byte of it, so that a change
/// there can be found, located and taken back.
struct LabForm {
    /// Bytes of a page of every lab.
    static let pageSize = 4_096
    /// Bytes of the header (SQLite's file format, section 1.3).
    static let headerSize = 100

    /// The file of an empty lab as this program makes it.
    let bytes: [UInt8]
    /// The pages of the schema in it, from 1.
    let pages: [Int]
    /// The tables and indexes with the text of each.
    let texts: [(name: String, kind: String, sql: [UInt8])]

    /// Makes an empty lab in memory and looks at its file.
    ///
    /// - Throws: `DatabaseError` when the engine refuses.
    init() throws(DatabaseError) {
        let doing = "making an empty lab to compare with"
        let connection = try Connection(path: "", mode: .create)
        do {
            try Migrator.current.create(in: connection)
        } catch let error as DatabaseError {
            throw error
        } catch {
            throw DatabaseError(code: 0, message: "\(error)", doing: doing)
        }
        var file = try connection.fileBytes(doing)
        guard file.count >= Self.pageSize else {
            throw DatabaseError(code: 0, message: "the engine gives no file", doing: doing)
        }
        // Memory has no log to be written ahead; the file of a lab says that it has.
        for place in Self.writeAhead { file[place] = 2 }
        bytes = file
        pages = Self.schemaPages(of: file)
        texts = try connection.withStatement(
            "SELECT name, type, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid", doing: doing
        ) { row throws(DatabaseError) in
            var texts: [(name: String, kind: String, sql: [UInt8])] = []
            while try row.step() { texts.append((row.text(0), row.text(1), Array(row.text(2).utf8))) }
            return texts
        }
    }

    /// The pages of the tree that begins on page 1.
    private static func schemaPages(of file: [UInt8]) -> [Int] {
        var found: [Int] = []
        var left = [1]
        while let page = left.popLast(), found.count < 1_000 {
            let begin = (page - 1) * pageSize
            guard begin >= 0, begin + pageSize <= file.count else { continue }
            found.append(page)
            let head = begin + (page == 1 ? headerSize : 0)
            // 5: an inner page, whose cells begin with the number of a page below; the last one stands in its head.
            guard file[head] == 5 else { continue }
            let count = Int(file[head + 3]) << 8 | Int(file[head + 4])
            left.append(number(file, head + 8))
            for cell in 0..<count where head + 12 + 2 * cell + 1 < begin + pageSize {
                let place = Int(file[head + 12 + 2 * cell]) << 8 | Int(file[head + 13 + 2 * cell])
                if place + 4 <= pageSize { left.append(number(file, begin + place)) }
            }
        }
        return found.sorted()
    }

    /// Four bytes as a number, the highest first.
    static func number(_ bytes: [UInt8], _ place: Int) -> Int {
        guard place >= 0, place + 4 <= bytes.count else { return 0 }
        return bytes[place..<(place + 4)].reduce(0) { $0 << 8 | Int($1) }
    }

    // MARK: The header

    /// Where the file says that its log is written ahead.
    private static let writeAhead = 18..<20
    /// Where the number of pages stands.
    static let pageCount = 28..<32
    /// Where the list of free pages begins, and how many there are.
    static let freeList = 32..<40

    /// Parts of the header that are the same in every lab, with what they say.
    private static let fixed: [(range: Range<Int>, words: String)] = [
        (0..<16, "the mark of SQLite"), (16..<18, "the size of a page"), (18..<20, "how it is written"),
        (20..<21, "room at the end of pages"), (21..<24, "the shape of its trees"),
        (44..<48, "the format of its schema"), (48..<52, "the size of a cache"),
        (52..<56, "how it is emptied"), (56..<60, "the encoding of texts"),
        (60..<64, "the version of the schema"), (64..<68, "how it is emptied"),
        (68..<72, "the number of sms12"), (72..<92, "room that nothing uses"),
    ]
    /// What the first bytes of every lab are; nil: differs from lab to lab, or from version to version.
    private static let constants: [UInt8?] = {
        var bytes = [UInt8?](repeating: nil, count: headerSize)
        func put(_ values: [UInt8], at place: Int) {
            for (offset, value) in values.enumerated() { bytes[place + offset] = value }
        }
        put(Array("SQLite format 3".utf8) + [0, 0x10, 0, 2, 2, 0, 64, 32, 32], at: 0)
        put([0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], at: 44)
        put([0, 0, 0], at: 60)
        put([0, 0, 0, 0], at: 64)
        put((0..<4).map { UInt8(truncatingIfNeeded: Migrator.applicationID >> (24 - 8 * $0)) }, at: 68)
        put([UInt8](repeating: 0, count: 20), at: 72)
        return bytes
    }()

    /// Whether a header is one of a lab, as far as all of them are alike: quick, and asked at each opening.
    static func isSound(_ header: [UInt8]) -> Bool {
        guard header.count == headerSize else { return false }
        // A copy that another program made may have been put into the old mode.
        let isOld = header[18] == 1 && header[19] == 1
        let version = Int(header[63])
        return (1...Migrator.current.newest).contains(version)
            && constants.indices.allSatisfy { place in
                constants[place].map { $0 == header[place] || isOld && writeAhead.contains(place) } ?? true
            }
    }

    // MARK: Comparing

    /// So many bytes of a file may differ from the form before it counts as another file.
    private static let limit = 16

    /// The numbers, kinds and names of a row of the schema stand in front of its text, in so many bytes at most.
    private static let rowHead = 100

    /// A byte that is not what it is in every lab.
    struct Difference: Equatable {
        var place: Int
        var found: UInt8
        var wanted: UInt8
    }

    /// The bytes of a file that are not as in every lab; nil where it cannot be compared: another version made it, or
    /// much of it is something else.
    ///
    /// - Parameters:
    ///   - header: Its first bytes.
    ///   - page: Gives a page by its number.
    /// - Returns: The differences in order; none where all is well.
    func differences(_ header: [UInt8], _ page: (Int) -> [UInt8]?) -> [Difference]? {
        guard header.count == Self.headerSize else { return nil }
        var found: [Difference] = []
        let isOld = header[18] == 1 && header[19] == 1
        for (range, _) in Self.fixed {
            for place in range where header[place] != bytes[place] {
                if isOld, Self.writeAhead.contains(place) { continue }
                found.append(Difference(place: place, found: header[place], wanted: bytes[place]))
            }
        }
        for number in pages {
            guard let there = page(number), there.count == Self.pageSize else { return nil }
            let begin = (number - 1) * Self.pageSize
            for place in (number == 1 ? Self.headerSize : 0)..<Self.pageSize
            where there[place] != bytes[begin + place] {
                found.append(
                    Difference(place: begin + place, found: there[place], wanted: bytes[begin + place]))
                if found.count > Self.limit { return nil }
            }
        }
        // One changed bit in the version of the schema is damage; more, or something else besides, is another version.
        if let version = found.first(where: { (60..<64).contains($0.place) }),
            found.count > 1 || (version.found ^ version.wanted).nonzeroBitCount > 1
        {
            return nil
        }
        return found.count > Self.limit ? nil : found
    }

    /// Where a difference stands, and what is there, in words.
    func words(_ difference: Difference) -> String {
        Self.words(difference, part(difference.place))
    }

    /// A byte that is not what it was, in words.
    static func words(_ difference: Difference, _ part: String) -> String {
        words(difference.place, part, found: difference.found, wanted: difference.wanted)
    }

    /// What is at a place of the file, and what was there.
    static func words(_ place: Int, _ part: String, found: UInt8, wanted: UInt8) -> String {
        "byte \(place) of lab.db, \(part), is \(sign(found)) and not \(sign(wanted))"
    }

    private static func sign(_ byte: UInt8) -> String {
        let number = (byte < 16 ? "0x0" : "0x") + String(byte, radix: 16)
        return (0x21...0x7E).contains(byte) ? "\(number) (\(Character(UnicodeScalar(byte))))" : number
    }

    private func part(_ place: Int) -> String {
        if let part = Self.fixed.first(where: { $0.range.contains(place) }) {
            return "in its header (\(part.words))"
        }
        for head in [0, Self.rowHead] {
            for (name, kind, sql) in texts
            where bytes.holds(sql, around: place, head: head, within: Self.pageSize) {
                return "in the \(head == 0 ? "text" : "row") of \(kind) \(name) in its schema"
            }
        }
        return "in the pages of its schema"
    }
}

extension [UInt8] {
    /// Whether a text stands here that a place lies in, or so many bytes in front of it.
    fileprivate func holds(_ text: [UInt8], around place: Int, head: Int, within size: Int) -> Bool {
        let page = place / size * size
        let first = Swift.max(page, place - text.count + 1)
        let last = Swift.min(page + size - text.count, place + head)
        guard first <= last, !text.isEmpty else { return false }
        return (first...last).contains { self[$0..<($0 + text.count)].elementsEqual(text) }
    }
}
