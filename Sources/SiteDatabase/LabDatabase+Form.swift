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
        // A file that was cut has another size than its header says, and its last pages are gone.
        let sizes = file.sizeDifferences
        let differences = (found + (sizes.count == 1 ? sizes : [])).sorted { $0.place < $1.place }
        guard !differences.isEmpty else { return nil }
        let more = differences.count - namedBytes
        let words =
            differences.prefix(namedBytes).map { difference in
                sizes.contains(difference)
                    ? "byte \(difference.place) of lab.db, in its header (the number of pages), is not that of its size"
                    : form.words(difference)
            }.joined(separator: "; ") + (more > 0 ? "; and \(more) more" : "")
        return FormDamage(differences: differences, words: words, canBeMended: file.isWhole)
    }

    /// What is wrong with the header of a file, by a quick look; nil: nothing, or it is no lab's at all.
    static func headerDamage(_ path: String) -> LabDatabaseError? {
        let file = LabFile(path: path)
        let header = file.header
        guard header.count == LabForm.headerSize else { return nil }
        if LabForm.isSound(header), file.sizeDifferences.count != 1 { return nil }
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
        let file = LabFile(path: path)
        guard let size = file.size, size <= largestInMemory, var bytes = file.read(at: 0, size),
            bytes.count == size
        else { return nil }
        for difference in damage.differences { bytes[difference.place] = difference.wanted }
        // Memory has no log that could be written ahead.
        for place in 18..<20 { bytes[place] = 1 }
        do {
            let connection = try Connection(path: "", mode: .create)
            try connection.load(bytes, "reading \(path)")
            try checkSchema(connection)
            return LabDatabase(connection)
        } catch {
            return nil
        }
    }

    /// Puts the bytes of header and schema back that are not as in every lab; the lab's lock must be held.
    ///
    /// - Parameter path: The file.
    /// - Returns: What was wrong; nil: nothing, or nothing that could be put back.
    /// - Throws: `LabDatabaseError` when the file cannot be written.
    @discardableResult
    public static func mend(_ path: String) throws(LabDatabaseError) -> String? {
        guard let damage = formDamage(path), damage.canBeMended else { return nil }
        guard LabFile(path: path).write(damage.differences) else {
            throw .notPermitted(path: path, reason: "it may not be written")
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
