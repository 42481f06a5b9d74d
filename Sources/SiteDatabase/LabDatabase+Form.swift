import CSQLite
import SiteModel

// Damage to what is alike in the file of every lab: its header and its schema.

/// What of a lab's file is not as in every lab.
struct FormDamage {
    /// The bytes, in order.
    var differences: [LabForm.Difference]
    /// Where they are and what is there, a sentence without a full stop.
    var words: String
    /// Whether putting the bytes back is all that is to be done.
    var canBeMended: Bool
}

extension LabDatabase {
    /// So many differing bytes are named.
    private static let namedBytes = 3
    /// Files up to so many bytes are mended in memory, to be looked at.
    private static let largestInMemory = 512 << 20

    /// Compares a file with the form of every lab.
    ///
    /// - Returns: nil where nothing differs, or nothing can be told.
    static func formDamage(_ path: String) -> FormDamage? {
        guard !path.isEmpty, let form = try? LabForm() else { return nil }
        let file = LabFile(path: path)
        guard let found = form.differences(file.header, { file.page($0) }) else { return nil }
        let sizes = file.sizeDifferences
        let cut = file.missingPages
        let differences = (found + (cut != nil || sizes.count == 1 ? sizes : [])).sorted {
            $0.place < $1.place
        }
        guard !differences.isEmpty || cut != nil else { return nil }
        let canBeMended = canMend(path, differences, isSize: cut != nil || !sizes.isEmpty)
        if let cut, !canBeMended {
            return FormDamage(
                differences: differences,
                words: "lab.db ends behind \(cut.found) of its \(cut.wanted) pages", canBeMended: false)
        }
        let more = differences.count - namedBytes
        let words =
            differences.prefix(namedBytes).map { difference in
                sizes.contains(difference)
                    ? "byte \(difference.place) of lab.db, in its header (the number of pages), is not that of its size"
                    : form.words(difference)
            }.joined(separator: "; ") + (more > 0 ? "; and \(more) more" : "")
        return FormDamage(differences: differences, words: words, canBeMended: canBeMended)
    }

    /// Whether a file with these bytes put back is sound as a file: its trees reach each page that it has, and no other.
    ///
    /// A file whose end was cut off has another size than its header says as well, but pages that are gone are missed.
    private static func canMend(
        _ path: String, _ differences: [LabForm.Difference], isSize: Bool
    ) -> Bool {
        let file = LabFile(path: path)
        guard file.isWhole, let size = file.size, size % LabForm.pageSize == 0 else { return false }
        // What does not fit into memory is looked at once it is put back.
        guard size <= largestInMemory else { return !isSize }
        guard let image = image(path, differences) else { return false }
        do {
            try checkSchema(image.connection)
            try image.checkTrees()
            return true
        } catch {
            return false
        }
    }

    /// What is wrong with the header of a file, by a quick look; nil: nothing, or it is no lab's at all.
    static func headerDamage(_ path: String) -> LabDatabaseError? {
        let file = LabFile(path: path)
        let header = file.header
        guard header.count == LabForm.headerSize else { return nil }
        if LabForm.isSound(header), file.sizeDifferences.count != 1, file.missingPages == nil { return nil }
        // Twice, since another program may have been about to write it.
        guard formDamage(path) != nil, let damage = formDamage(path) else { return nil }
        return .engine(.form(damage, path))
    }

    /// What is wrong with the schema behind an error of the engine; nil: nothing that could be told.
    static func schemaDamage(_ path: String, behind error: LabDatabaseError) -> LabDatabaseError? {
        switch error {
        case .engine(let error)
        where [SQLITE_CORRUPT, SQLITE_ERROR, SQLITE_NOTADB].contains(Int32(error.primaryCode)):
            break
        case .notALab: break
        default: return nil
        }
        return formDamage(path).map { .engine(.form($0, path)) }
    }

    /// Checks the schema of an open file of the newest version.
    ///
    /// - Throws: `LabDatabaseError` naming what is not as this program makes it.
    static func checkSchema(_ connection: Connection) throws(LabDatabaseError) {
        let doing = "opening \(connection.path)"
        do throws(DatabaseError) {
            let here = try SchemaRow.all(of: connection, doing)
            // By far most labs; the others are compared with a lab that this engine makes.
            if SchemaRow.checksum(of: here) == Schema.checksum { return }
            if let damage = formDamage(connection.path) { throw .form(damage, connection.path) }
            if let problem = try SchemaRow.problems(of: here).first {
                throw DatabaseError(
                    code: DatabaseError.formCode, message: "\(problem) in the schema of lab.db", doing: doing)
            }
        } catch {
            throw .engine(error)
        }
    }

    /// A damaged file as it is without its damage to header and schema, in memory; nil where that is not all.
    ///
    /// - Parameter path: The file.
    /// - Returns: The database, which can only be read.
    public static func mended(_ path: String) -> LabDatabase? {
        guard let damage = formDamage(path), damage.canBeMended else { return nil }
        return image(path, damage.differences)
    }

    /// The pages of a damaged file in memory, as many as there are, with what is known of them put back.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - onlyDamaged: Only where header, schema or size are known to be damaged.
    /// - Returns: The database, which can only be read, as far as its trees lead; nil where nothing can be read.
    static func image(_ path: String, onlyDamaged: Bool) -> LabDatabase? {
        let damage = formDamage(path)
        if onlyDamaged, damage == nil { return nil }
        return image(path, damage?.differences ?? [])
    }

    private static func image(_ path: String, _ differences: [LabForm.Difference]) -> LabDatabase? {
        let file = LabFile(path: path)
        guard file.isWhole, let size = file.size, size >= LabForm.pageSize, size <= largestInMemory,
            var bytes = file.read(at: 0, size), bytes.count == size
        else { return nil }
        bytes.removeLast(size % LabForm.pageSize)
        for difference in differences { bytes[difference.place] = difference.wanted }
        // The engine opens no file that says it has more pages.
        let pages = bytes.count / LabForm.pageSize
        if LabForm.number(bytes, LabForm.pageCount.lowerBound) > pages {
            for place in LabForm.pageCount {
                bytes[place] = UInt8(
                    truncatingIfNeeded: pages >> (8 * (LabForm.pageCount.upperBound - 1 - place)))
            }
        }
        // Memory has no log that could be written ahead.
        for place in 18..<20 { bytes[place] = 1 }
        do {
            let connection = try Connection(path: "", mode: .create)
            try connection.load(bytes, "reading \(path)")
            _ = try connection.integer("SELECT count(*) FROM sqlite_schema", doing: "reading \(path)")
            return LabDatabase(connection, file: path)
        } catch {
            return nil
        }
    }

    /// Puts the bytes of header and schema back that are not as in every lab; the lab's lock must be held.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - keep: Keeps the file as it is; called where something is going to be written.
    /// - Returns: What was wrong; nil: nothing, or nothing that could be put back.
    /// - Throws: `LabDatabaseError` when the file cannot be written, or the error of `keep`.
    @discardableResult
    public static func mend(_ path: String, keep: () throws -> Void) throws -> String? {
        guard let damage = formDamage(path), damage.canBeMended else { return nil }
        try keep()
        guard LabFile(path: path).write(damage.differences) else {
            throw LabDatabaseError.notPermitted(path: path, reason: "it may not be written")
        }
        return damage.words
    }
}

extension DatabaseError {
    /// SQLITE_CORRUPT with an extension of our own: header or schema are not as in every lab.
    static let formCode = 11 | 0x6F00
    /// The same where putting a few bytes back mends it.
    private static let mendableCode = 11 | 0x6C00

    /// Whether header or schema of a lab's file are damaged in bytes that are known, so that
    /// `sms12 replay --repair` puts them back.
    public var isMendable: Bool { code == Self.mendableCode }

    /// Damage to header or schema.
    static func form(_ damage: FormDamage, _ path: String) -> DatabaseError {
        DatabaseError(
            code: damage.canBeMended ? mendableCode : formCode, message: damage.words,
            doing: "opening \(path)"
        )
    }

    /// A list of free pages that cannot be used: what is written next could go over what is there.
    static func freeList(_ words: String, _ path: String) -> DatabaseError {
        DatabaseError(code: formCode, message: words, doing: "opening \(path)")
    }
}
