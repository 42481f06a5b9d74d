import CSQLite
public import SiteModel

/// One connection to a database file.
///
/// Every connection is set up the same way (see `configure`): write-ahead log, foreign keys, nothing that a
/// damaged or hostile file could make the engine run. It is used by one thread at a time.
public final class Connection {
    private var handle: OpaquePointer?
    private var cache: [String: Statement] = [:]
    private var tables: [String: TableSQL] = [:]
    private let faults: StoreFaults?
    /// The path as given; empty for a database in memory.
    public let path: String
    /// Whether nothing can be written.
    public let isReadOnly: Bool
    private var isInTransaction = false
    private var isBroken = false
    /// Whether the engine met damage, or could not read or write.
    private(set) var metDamage = false
    /// Whether this connection stored rows, and could store more.
    var hasStored: Bool { isUsable && sqlite3_total_changes64(handle) > 0 }
    /// Whether something can be stored in the file.
    var isUsable: Bool { handle != nil && !isReadOnly && !isBroken && !path.isEmpty }

    /// How a file is opened.
    public enum Mode: Sendable {
        /// Made when it is not there, read and written.
        case create
        /// Read and written; must be there.
        case write
        /// Read only; must be there.
        case read
        /// Read only, and nobody can change it meanwhile: for folders that cannot be written at all.
        case immutable
    }

    /// Opens a file; an empty path is a database in memory.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - mode: How it is opened.
    ///   - faults: Which call is to fail; nil for none.
    /// - Throws: `DatabaseError` when it cannot be opened or set up.
    public init(path: String, mode: Mode, faults: StoreFaults? = nil) throws(DatabaseError) {
        self.path = path
        self.faults = faults
        isReadOnly = mode == .read || mode == .immutable
        let doing = "opening \(path.isEmpty ? "a database in memory" : path)"
        var name = path.isEmpty ? ":memory:" : path
        var flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE
        switch mode {
        case .create: flags |= SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
        case .write: flags |= SQLITE_OPEN_READWRITE
        // Not READONLY: the last to close could then not remove the log's side files. `query_only` below
        // keeps the content as it is, and the engine itself falls back to reading where it may not write.
        case .read: flags |= SQLITE_OPEN_READWRITE
        case .immutable:
            flags |= SQLITE_OPEN_READONLY | SQLITE_OPEN_URI
            name = "file:\(Self.escaped(path))?immutable=1"
        }
        guard !path.utf8.contains(0) else {
            throw DatabaseError(code: 0, message: "the path holds a NUL character", doing: doing)
        }
        let code = sqlite3_open_v2(name, &handle, flags, nil)
        guard code == SQLITE_OK else {
            let message =
                handle.map { String(cString: sqlite3_errmsg($0)) } ?? String(cString: sqlite3_errstr(code))
            sqlite3_close_v2(handle)
            handle = nil
            throw DatabaseError(code: Int(code), message: message, doing: doing)
        }
        // The engine opens what it may not write for reading, and would fail only at the first change.
        if mode == .create || mode == .write, sqlite3_db_readonly(handle, "main") == 1 {
            throw DatabaseError(
                code: Int(SQLITE_READONLY), message: "the file or its folder cannot be written", doing: doing)
        }
        try configure(doing)
    }

    deinit {
        cache.removeAll()
        // Only tests and aborted commands get here without `close`; the log then stays for the next opening.
        sqlite3_close_v2(handle)
    }

    /// Percent signs for what a URI would read as something else.
    private static func escaped(_ path: String) -> String {
        var text = ""
        for scalar in path.unicodeScalars {
            switch scalar {
            case "%": text += "%25"
            case "?": text += "%3f"
            case "#": text += "%23"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }

    private func configure(_ doing: String) throws(DatabaseError) {
        sqlite3_extended_result_codes(handle, 1)
        sqlite3_busy_timeout(handle, 5_000)
        // A file that comes from elsewhere may hold views and triggers; none of them may do harm.
        _ = shim_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1)
        _ = shim_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0)
        var settings = ["PRAGMA foreign_keys = ON", "PRAGMA cache_size = -65536"]
        if isReadOnly {
            settings.append("PRAGMA query_only = ON")
        } else {
            settings += [
                "PRAGMA page_size = 4096", "PRAGMA journal_mode = WAL", "PRAGMA synchronous = NORMAL",
                "PRAGMA wal_autocheckpoint = 20000",
                // What was deleted is overwritten: what lay there before would differ from run to run.
                "PRAGMA secure_delete = ON",
            ]
        }
        for setting in settings { try run(setting, doing: doing) }
    }

    // MARK: Statements

    /// Counts a call into the engine and fails it when a test asked for that.
    func enter(_ sql: String, _ doing: String) throws(DatabaseError) {
        guard let faults, faults.failsNow() else { return }
        throw DatabaseError(
            code: Int(SQLITE_IOERR), message: "injected fault at call \(faults.calls)", sql: sql, doing: doing
        )
    }

    /// The engine's last error as ours.
    func failure(_ code: Int32, sql: String, doing: String) -> DatabaseError {
        let message = handle.map { String(cString: sqlite3_errmsg($0)) } ?? "the database is closed"
        if [SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_IOERR].contains(code & 0xFF) { metDamage = true }
        return DatabaseError(code: Int(code), message: message, sql: sql, doing: doing)
    }

    /// The open handle.
    func openHandle(_ doing: String) throws(DatabaseError) -> OpaquePointer {
        guard let handle else {
            throw DatabaseError(code: Int(SQLITE_MISUSE), message: "the database is closed", doing: doing)
        }
        guard !isBroken else {
            throw DatabaseError(
                code: Int(SQLITE_ABORT),
                message: "an earlier transaction could not be taken back; open the lab again", doing: doing)
        }
        return handle
    }

    /// Lends a prepared statement, which is kept for the next use of the same SQL.
    ///
    /// - Parameters:
    ///   - sql: One statement; the text is the key of the cache, so values belong into parameters.
    ///   - doing: What is being done, for errors.
    ///   - body: Uses the statement; it is reset afterwards.
    /// - Returns: What the body returns.
    /// - Throws: `DatabaseError` of the preparation or of the body.
    public func withStatement<Result>(
        _ sql: String, doing: String, _ body: (Statement) throws(DatabaseError) -> Result
    ) throws(DatabaseError) -> Result {
        _ = try openHandle(doing)
        if let cached = cache[sql], !cached.isLent {
            cached.doing = doing
            cached.isLent = true
            defer { cached.giveBack() }
            return try body(cached)
        }
        let statement = try prepare(sql, doing: doing)
        // A statement that is lent already stays the cached one; this second one ends with its use.
        if cache[sql] == nil { cache[sql] = statement }
        statement.isLent = true
        defer { statement.giveBack() }
        return try body(statement)
    }

    private func prepare(_ sql: String, doing: String) throws(DatabaseError) -> Statement {
        let handle = try openHandle(doing)
        try enter(sql, doing)
        var pointer: OpaquePointer?
        let code = sqlite3_prepare_v3(handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &pointer, nil)
        guard code == SQLITE_OK, let pointer else { throw failure(code, sql: sql, doing: doing) }
        return Statement(owning: pointer, of: self, sql: sql, doing: doing)
    }

    /// Runs one statement with values, ignoring rows.
    ///
    /// - Parameters:
    ///   - sql: One statement.
    ///   - values: The values of its parameters, in order.
    ///   - doing: What is being done, for errors.
    /// - Throws: `DatabaseError` when the engine refuses.
    public func run(_ sql: String, _ values: [FieldValue] = [], doing: String) throws(DatabaseError) {
        try withStatement(sql, doing: doing) { statement throws(DatabaseError) in
            try statement.bind(values)
            while try statement.step() {}
        }
    }

    /// Runs a script of several statements without parameters; nothing of it is kept in the cache.
    ///
    /// - Parameters:
    ///   - script: Statements separated by semicolons.
    ///   - doing: What is being done, for errors.
    /// - Throws: `DatabaseError` when the engine refuses; earlier statements of the script have happened.
    public func runScript(_ script: String, doing: String) throws(DatabaseError) {
        let handle = try openHandle(doing)
        var rest = script
        while !rest.utf8.allSatisfy({ $0 == 0x20 || $0 == 0x0A }) {
            try enter(rest, doing)
            var pointer: OpaquePointer?
            var used = 0
            let code = rest.withCString { begin in
                var tail: UnsafePointer<CChar>?
                let code = sqlite3_prepare_v3(handle, begin, -1, 0, &pointer, &tail)
                used = tail.map { $0 - begin } ?? rest.utf8.count
                return code
            }
            guard code == SQLITE_OK else { throw failure(code, sql: rest, doing: doing) }
            if let pointer {
                let text = String(rest.utf8.prefix(used)) ?? rest
                let statement = Statement(owning: pointer, of: self, sql: text, doing: doing)
                while try statement.step() {}
            }
            rest = String(rest.utf8.dropFirst(used)) ?? ""
        }
    }

    /// The first column of the first row as an integer.
    ///
    /// - Parameters:
    ///   - sql: One statement.
    ///   - doing: What is being done, for errors.
    /// - Returns: The integer, 0 when there is no row.
    /// - Throws: `DatabaseError` when the engine refuses.
    public func integer(_ sql: String, doing: String) throws(DatabaseError) -> Int64 {
        try withStatement(sql, doing: doing) { statement throws(DatabaseError) in
            try statement.step() ? statement.integer(0) : 0
        }
    }

    /// The SQL that stores and finds rows of a table, made once.
    func sql(of table: TableDescription) -> TableSQL {
        if let known = tables[table.name] { return known }
        let made = TableSQL(table)
        tables[table.name] = made
        return made
    }

    // MARK: Transactions

    /// Does work in one transaction: all of it happens, or nothing.
    ///
    /// - Parameters:
    ///   - doing: What is being done, for errors.
    ///   - work: The work; an error of it takes everything back.
    /// - Returns: What the work returns.
    /// - Throws: The error of the work, or `DatabaseError` of the engine, also when a transaction is open.
    public func transaction<Result>(_ doing: String, _ work: () throws -> Result) throws -> Result {
        guard !isInTransaction else {
            throw DatabaseError(code: 0, message: "a transaction is open already", doing: doing)
        }
        try run("BEGIN IMMEDIATE", doing: doing)
        isInTransaction = true
        defer { isInTransaction = false }
        do {
            let result = try work()
            try run("COMMIT", doing: doing)
            return result
        } catch {
            rollBack(doing)
            throw error
        }
    }

    /// Reads what stood in the database at one moment, whatever is written meanwhile.
    ///
    /// - Parameters:
    ///   - doing: What is being done, for errors.
    ///   - work: The work, which only reads.
    /// - Returns: What the work returns.
    /// - Throws: The error of the work, or `DatabaseError` of the engine.
    public func reading<Result>(_ doing: String, _ work: () throws -> Result) throws -> Result {
        try run("BEGIN", doing: doing)
        isInTransaction = true
        defer {
            isInTransaction = false
            rollBack(doing)
        }
        return try work()
    }

    /// Takes the open transaction back; a connection that cannot is of no more use.
    private func rollBack(_ doing: String) {
        // The engine itself rolls back after some errors (full disk, I/O error).
        guard let handle, sqlite3_get_autocommit(handle) == 0 else { return }
        do {
            try run("ROLLBACK", doing: doing)
        } catch {
            isBroken = true
        }
    }

    // MARK: Whole files

    /// The bytes that the database has as a file.
    ///
    /// - Parameter doing: What is being done, for errors.
    /// - Returns: The bytes.
    /// - Throws: `DatabaseError` when the engine refuses.
    func fileBytes(_ doing: String) throws(DatabaseError) -> [UInt8] {
        let handle = try openHandle(doing)
        var size: Int64 = 0
        guard let memory = sqlite3_serialize(handle, "main", &size, 0) else {
            throw DatabaseError(code: Int(SQLITE_NOMEM), message: "there is no memory for it", doing: doing)
        }
        defer { sqlite3_free(memory) }
        return Array(UnsafeBufferPointer(start: memory, count: Int(size)))
    }

    /// Has a database in memory hold what a file holds; it can then be read only.
    ///
    /// - Parameters:
    ///   - bytes: The file, which must not say that its log is written ahead.
    ///   - doing: What is being done, for errors.
    /// - Throws: `DatabaseError` when the engine refuses.
    func load(_ bytes: [UInt8], _ doing: String) throws(DatabaseError) {
        let handle = try openHandle(doing)
        guard let memory = sqlite3_malloc64(UInt64(bytes.count)) else {
            throw DatabaseError(code: Int(SQLITE_NOMEM), message: "there is no memory for it", doing: doing)
        }
        UnsafeMutableRawBufferPointer(start: memory, count: bytes.count).copyBytes(from: bytes)
        // The engine frees the memory, also where it refuses.
        let flags = UInt32(SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_READONLY)
        let size = Int64(bytes.count)
        let code = sqlite3_deserialize(
            handle, "main", memory.assumingMemoryBound(to: UInt8.self), size, size, flags)
        guard code == SQLITE_OK else { throw failure(code, sql: "", doing: doing) }
    }

    // MARK: End

    /// Closes: the log is written into the file and removed, so that the file alone is the database.
    ///
    /// While another program reads the log it stays; the last one to close removes it.
    ///
    /// - Parameter levelling: Whether the counters of the header are set to what they are in every file; else they tell that
    ///   rows were stored since.
    /// - Throws: `DatabaseError` when the log could not be written; the connection is closed all the same.
    public func close(levelling: Bool = true) throws(DatabaseError) {
        guard handle != nil else { return }
        defer {
            cache.removeAll()
            sqlite3_close_v2(handle)
            handle = nil
        }
        guard !isReadOnly, !isBroken, !path.isEmpty else { return }
        let doing = "closing \(path)"
        let sql = "PRAGMA wal_checkpoint(TRUNCATE)"
        let isWhole = try withStatement(sql, doing: doing) { statement throws(DatabaseError) in
            try statement.step() && statement.integer(0) == 0
        }
        guard isWhole, levelling else { return }
        let code = shim_level_counters(handle, Int32(Migrator.current.newest) * 1_000)
        guard code == SQLITE_OK else { throw failure(code, sql: "", doing: doing) }
    }
}
