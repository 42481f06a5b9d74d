import CSQLite
import Glibc
public import SiteModel

/// The database of a lab, `lab.db`: journal, state of every site, trace, snapshots.
///
/// One writer at a time, kept by `LabLock`; readers may open it beside the writer.
public final class LabDatabase {
    /// The connection, for SQL of a command's own.
    public let connection: Connection
    /// The file.
    public var path: String { connection.path }
    /// The file on the disk; of a damaged one that was read into memory, that one.
    let file: String
    /// Whether the file was found sound since it was opened, or made here, so that its sum may be noted when it is closed.
    private(set) var isSound: Bool

    init(_ connection: Connection, file: String? = nil, isSound: Bool = false) {
        self.connection = connection
        self.file = file ?? connection.path
        self.isSound = isSound
    }

    /// Whether rows of the file may lie elsewhere than where a command leaves them: one that stored some was killed, or
    /// another program wrote to it.
    private var isUnlaid = false
    /// Whether the file says already that rows were stored since it was laid.
    private var saysStored = false

    /// Says that rows may not lie where a command leaves them.
    func noteUnlaid() { isUnlaid = true }

    /// Says that all of the file is as it should be: what it holds when it is closed is taken as sound from then on.
    ///
    /// A sum of a damaged file would hide its damage for good, so that only who looked at all of it may say so.
    public func vouch() { isSound = true }

    // MARK: Opening

    /// Makes a new database with the newest schema; an empty path makes one in memory.
    ///
    /// - Parameters:
    ///   - path: The file, which must not exist.
    ///   - faults: Which call into the engine is to fail; nil for none.
    /// - Returns: The open database.
    /// - Throws: `LabDatabaseError` when there is such a file or it cannot be written.
    public static func create(
        _ path: String, faults: StoreFaults? = nil
    ) throws(LabDatabaseError) -> LabDatabase {
        if !path.isEmpty, size(of: path) != nil { throw .exists(path: path) }
        do {
            return try wrapped {
                let connection = try Connection(path: path, mode: .create, faults: faults)
                try Migrator.current.create(in: connection)
                return LabDatabase(connection, isSound: true)
            }
        } catch {
            // Half a database would make the next try say that there is one already.
            if !path.isEmpty { for suffix in ["", "-wal", "-shm"] { unlink(path + suffix) } }
            throw error
        }
    }

    /// Opens a database, bringing an older one to the newest schema.
    ///
    /// - Parameters:
    ///   - path: The file, which must exist.
    ///   - readOnly: Whether nothing may be written; also works in a folder that cannot be written.
    ///   - faults: Which call into the engine is to fail; nil for none.
    /// - Returns: The open database.
    /// - Throws: `LabDatabaseError` when it is missing, no lab's, made by a newer version, or cannot be read.
    public static func open(
        _ path: String, readOnly: Bool = false, faults: StoreFaults? = nil
    ) throws(LabDatabaseError) -> LabDatabase {
        try open(path, readOnly: readOnly, faults: faults, migrator: .current)
    }

    /// Opens a damaged database for reading, as far as it can be read: without what is damaged in header and schema where
    /// that can be put back, and else whatever its schema is like.
    ///
    /// - Parameter path: The file.
    /// - Returns: The open database; nil: nothing of it can be read.
    public static func openDamaged(_ path: String) -> LabDatabase? {
        if let mended = mended(path) ?? image(path, onlyDamaged: true) { return mended }
        if let there = try? open(path, readOnly: true, faults: nil, migrator: .current, anySchema: true) {
            return there
        }
        return image(path, onlyDamaged: false)
    }

    /// Opens a database with the migrations of another program version; for tests.
    package static func open(
        _ path: String, readOnly: Bool, faults: StoreFaults?, migrator: Migrator, anySchema: Bool = false
    ) throws(LabDatabaseError) -> LabDatabase {
        var status = stat()
        guard stat(path, &status) == 0 else { throw .missing(path: path) }
        guard status.st_mode & S_IFMT != S_IFDIR else {
            throw .notALab(path: path, reason: "it is a folder; restore the file from a copy of the lab")
        }
        // Looked at before anything else is done to it: a foreign or newer file stays untouched.
        if !anySchema, let damage = headerDamage(path) { throw damage }
        let version: Int
        do {
            version = try look(path, faults: faults, migrator: migrator, anySchema: anySchema)
        } catch {
            throw schemaDamage(path, behind: error) ?? error
        }
        if !readOnly, let words = LabFile(path: path).freeListDamage {
            throw .engine(.freeList(words, path))
        }
        if readOnly {
            guard version == migrator.newest else {
                throw .olderVersion(path: path, found: version, known: migrator.newest)
            }
            return LabDatabase(try reading(path, faults: faults))
        }
        do {
            let isUnlaid = LabFile(path: path).isUnlaid
            return try wrapped {
                let connection = try Connection(path: path, mode: .write, faults: faults)
                try migrator.migrate(connection, from: version)
                let database = LabDatabase(connection)
                database.isUnlaid = isUnlaid || version < migrator.newest
                return database
            }
        } catch .engine(let error) where isRefused(error, path, W_OK) {
            throw .notPermitted(path: path, reason: "it or its folder may not be written")
        }
    }

    /// Whether the engine failed because of the rights of the file or of its folder, where the log's files stand.
    private static func isRefused(_ error: DatabaseError, _ path: String, _ right: Int32) -> Bool {
        if error.primaryCode == Int(SQLITE_READONLY) || error.primaryCode == Int(SQLITE_PERM) { return true }
        guard error.primaryCode == Int(SQLITE_CANTOPEN) else { return false }
        return access(path, right) != 0 && [EACCES, EPERM, EROFS].contains(errno)
    }

    /// The version of a file's schema, read without writing to it.
    private static func look(
        _ path: String, faults: StoreFaults?, migrator: Migrator, anySchema: Bool
    ) throws(LabDatabaseError) -> Int {
        let connection = try reading(path, faults: faults)
        let version = try migrator.version(of: connection)
        // What a version to come, or a test, makes of the schema is not known here.
        if !anySchema, version == Migrator.current.newest, version == migrator.newest {
            try checkSchema(connection)
        }
        return version
    }

    /// Opens for reading; where the log's side files cannot be made, as a file that nobody changes.
    private static func reading(
        _ path: String, faults: StoreFaults?
    ) throws(LabDatabaseError) -> Connection {
        do {
            let connection = try Connection(path: path, mode: .read, faults: faults)
            _ = try connection.integer("SELECT count(*) FROM sqlite_schema", doing: "opening \(path)")
            return connection
        } catch {
            let cannotWrite = [Int(SQLITE_CANTOPEN), Int(SQLITE_READONLY)].contains(error.primaryCode)
            guard cannotWrite, size(of: path + "-wal") ?? 0 == 0 else {
                if error.primaryCode == Int(SQLITE_NOTADB) {
                    throw .notALab(path: path, reason: error.message)
                }
                if isRefused(error, path, W_OK) {
                    throw .notPermitted(
                        path: path,
                        reason: "it or its folder may not be written, and lab.db-wal waits to go into it")
                }
                throw .engine(error)
            }
        }
        do {
            return try Connection(path: path, mode: .immutable, faults: faults)
        } catch {
            if isRefused(error, path, R_OK) { throw .notPermitted(path: path, reason: "it may not be read") }
            throw .engine(error)
        }
    }

    private static func wrapped(_ work: () throws -> LabDatabase) throws(LabDatabaseError) -> LabDatabase {
        do {
            return try work()
        } catch let error as DatabaseError {
            throw .engine(error)
        } catch let error as LabDatabaseError {
            throw error
        } catch {
            throw .engine(DatabaseError(code: 0, message: "\(error)", doing: "opening a lab database"))
        }
    }

    /// The size of a file in bytes, or nil when there is none.
    private static func size(of path: String) -> Int64? {
        var status = stat()
        return stat(path, &status) == 0 ? Int64(status.st_size) : nil
    }

    /// Closes: rows are laid where they belong, and the write-ahead log goes into the file, so that `lab.db` alone is the
    /// database.
    ///
    /// Of a file that was found sound the sum is noted, so that the next command need not look at all of it.
    ///
    /// - Throws: `DatabaseError` when the log could not be written; it then stays for the next opening.
    public func close() throws(DatabaseError) {
        let isSound = isSound && !connection.isReadOnly && !connection.metDamage
        var failure: DatabaseError?
        var isLaid = true
        if connection.hasStored || isUnlaid && connection.isUsable {
            do throws(DatabaseError) {
                isLaid = connection.metDamage ? false : try lay()
            } catch {
                (failure, isLaid) = (error, false)
            }
        }
        try connection.close(levelling: isLaid)
        if let failure { throw failure }
        if isSound { LabSum.note(path) }
    }

    // MARK: Work

    /// Does work in one transaction: all of it happens, or nothing.
    ///
    /// - Parameters:
    ///   - doing: What is being done, for errors.
    ///   - work: The work; an error of it takes everything back.
    /// - Returns: What the work returns.
    /// - Throws: The error of the work, or `DatabaseError` of the engine.
    public func transaction<Result>(_ doing: String, _ work: () throws -> Result) throws -> Result {
        try connection.transaction(doing) {
            // Writes the first page, and with it another change counter than that of a file that was laid: who opens the
            // file after a kill sees it there.
            if !saysStored, !path.isEmpty {
                let version = try connection.integer("PRAGMA user_version", doing: doing)
                try connection.run("PRAGMA user_version = \(version)", doing: doing)
                saysStored = true
            }
            return try work()
        }
    }

    /// Reads what stood in the database at one moment, whatever another program writes meanwhile.
    ///
    /// - Parameters:
    ///   - doing: What is being done, for errors.
    ///   - work: The work, which only reads.
    /// - Returns: What the work returns.
    /// - Throws: The error of the work, or `DatabaseError` of the engine.
    public func reading<Result>(_ doing: String, _ work: () throws -> Result) throws -> Result {
        try connection.reading(doing, work)
    }

    /// The store of one site.
    ///
    /// - Parameter site: The site.
    /// - Returns: A handle that reads and writes rows of that site only.
    public func store(for site: SiteCode) -> SQLiteSiteStore { SQLiteSiteStore(connection, site: site) }

    /// Rows for read commands, in order of the key.
    ///
    /// - Parameters:
    ///   - type: The record type of the table.
    ///   - site: The site whose rows are wanted; nil: every site's.
    ///   - prefix: Values of the key after the site; only with a site.
    /// - Returns: The rows.
    /// - Throws: `DatabaseError` for a prefix that does not fit the key, a damaged row, or a failing engine.
    public func rows<Record: SiteRecord>(
        of type: Record.Type, site: SiteCode? = nil, prefix: [FieldValue] = []
    ) throws(DatabaseError) -> [Record] {
        let doing = "reading rows of \(Record.table.name)"
        guard let site else {
            guard prefix.isEmpty else {
                throw DatabaseError(code: 0, message: "a key was given without its site", doing: doing)
            }
            return try connection.scan(type, prefix: [])
        }
        let whole = [.name(site)] + prefix
        do {
            try Record.table.validate(prefix: whole)
        } catch {
            throw DatabaseError(code: 0, message: "\(error)", doing: doing)
        }
        return try connection.scan(type, prefix: whole)
    }

    /// How many rows a site, or every site, has in a table.
    ///
    /// - Parameters:
    ///   - type: The record type of the table.
    ///   - site: The site; nil: every site.
    /// - Returns: The number.
    /// - Throws: `DatabaseError` when the engine refuses.
    public func count<Record: SiteRecord>(
        of type: Record.Type, site: SiteCode? = nil
    ) throws(DatabaseError) -> Int64 {
        let sql = "SELECT count(*) FROM \(Record.table.name) WHERE Site = ?1 OR ?1 IS NULL"
        return try connection.withStatement(sql, doing: "counting rows of \(Record.table.name)") {
            statement throws(DatabaseError) in
            try statement.bind([.optionalName(site)])
            return try statement.step() ? statement.integer(0) : 0
        }
    }

    /// Stores rows of any sites, inserting or replacing; call it in a transaction.
    ///
    /// - Parameter records: The rows.
    /// - Throws: `DatabaseError` for a row the schema refuses, or a failing engine.
    public func putAll<Record: SiteRecord>(_ records: some Sequence<Record>) throws(DatabaseError) {
        let sql = connection.sql(of: Record.table)
        try connection.withStatement(sql.put, doing: sql.writing) { statement throws(DatabaseError) in
            for record in records {
                try statement.bind(record.fields)
                try statement.runOnce()
            }
        }
    }

    /// Stores what changed in a memory store; call it in a transaction.
    ///
    /// - Parameter changes: The changes, runs of one table together.
    /// - Throws: `DatabaseError` for a row the schema refuses, or a failing engine.
    public func apply(_ changes: [RowChange]) throws(DatabaseError) {
        for change in changes {
            if let row = change.row {
                try connection.put(row, in: change.table)
            } else {
                _ = try connection.remove(change.key, from: change.table)
            }
        }
    }
}
