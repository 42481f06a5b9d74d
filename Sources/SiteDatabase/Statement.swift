import CSQLite
import Glibc
public import SiteModel

/// A prepared statement, lent by `Connection.withStatement`.
public final class Statement {
    private let pointer: OpaquePointer
    private unowned let connection: Connection
    private let parameterCount: Int
    /// The SQL.
    public let sql: String
    /// What is being done with it, for errors.
    var doing: String
    /// Whether somebody has it.
    var isLent = false

    init(owning pointer: OpaquePointer, of connection: Connection, sql: String, doing: String) {
        self.pointer = pointer
        self.connection = connection
        self.sql = sql
        self.doing = doing
        parameterCount = Int(sqlite3_bind_parameter_count(pointer))
    }

    deinit { sqlite3_finalize(pointer) }

    /// Resets after use, dropping the values it holds.
    func giveBack() {
        // The code is that of the last step, which was reported then.
        sqlite3_reset(pointer)
        sqlite3_clear_bindings(pointer)
        isLent = false
    }

    // MARK: Values in

    private func check(_ code: Int32) throws(DatabaseError) {
        guard code == SQLITE_OK else { throw connection.failure(code, sql: sql, doing: doing) }
    }

    /// Binds all parameters.
    ///
    /// - Parameter values: One value for each parameter, in order.
    /// - Throws: `DatabaseError` when there are fewer or more values than parameters.
    public func bind(_ values: [FieldValue]) throws(DatabaseError) {
        guard values.count == parameterCount else {
            throw DatabaseError(
                code: Int(SQLITE_RANGE), message: "\(values.count) values for \(parameterCount) parameters",
                sql: sql, doing: doing)
        }
        var place: Int32 = 1
        for value in values {
            try bind(value, at: place)
            place += 1
        }
    }

    /// Binds a value.
    ///
    /// - Parameters:
    ///   - value: The value.
    ///   - place: The parameter, from 1.
    /// - Throws: `DatabaseError` when there is no such parameter.
    public func bind(_ value: FieldValue, at place: Int32) throws(DatabaseError) {
        switch value {
        case .null: try check(sqlite3_bind_null(pointer, place))
        case .integer(let number): try bind(number, at: place)
        case .text(let text): try bind(text, at: place)
        case .blob(let bytes): try bind(bytes, at: place)
        }
    }

    /// Binds an integer.
    ///
    /// - Parameters:
    ///   - number: The integer.
    ///   - place: The parameter, from 1.
    /// - Throws: `DatabaseError` when there is no such parameter.
    public func bind(_ number: Int64, at place: Int32) throws(DatabaseError) {
        try check(sqlite3_bind_int64(pointer, place, number))
    }

    /// Binds NULL.
    ///
    /// - Parameter place: The parameter, from 1.
    /// - Throws: `DatabaseError` when there is no such parameter.
    public func bindNull(at place: Int32) throws(DatabaseError) {
        try check(sqlite3_bind_null(pointer, place))
    }

    /// Binds a text, NUL characters included.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - place: The parameter, from 1.
    /// - Throws: `DatabaseError` when there is no such parameter or the text is over 1,000,000,000 bytes.
    public func bind(_ text: String, at place: Int32) throws(DatabaseError) {
        var text = text
        let code = text.withUTF8 { bytes -> Int32 in
            guard let count = Int32(exactly: bytes.count) else { return SQLITE_TOOBIG }
            // An empty text may come without an address, which the engine would take for NULL.
            guard let base = bytes.baseAddress else { return shim_bind_text(pointer, place, "", 0) }
            return base.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
                shim_bind_text(pointer, place, $0, count)
            }
        }
        try check(code)
    }

    /// Binds bytes.
    ///
    /// - Parameters:
    ///   - bytes: The bytes.
    ///   - place: The parameter, from 1.
    /// - Throws: `DatabaseError` when there is no such parameter or there are over 1,000,000,000 bytes.
    public func bind(_ bytes: [UInt8], at place: Int32) throws(DatabaseError) {
        let code = bytes.withUnsafeBufferPointer { buffer -> Int32 in
            guard let count = Int32(exactly: buffer.count) else { return SQLITE_TOOBIG }
            guard count > 0, let base = buffer.baseAddress else {
                return sqlite3_bind_zeroblob(pointer, place, 0)
            }
            return shim_bind_blob(pointer, place, base, count)
        }
        try check(code)
    }

    // MARK: Running

    /// Goes to the next row.
    ///
    /// - Returns: Whether there is one.
    /// - Throws: `DatabaseError` when the engine refuses.
    public func step() throws(DatabaseError) -> Bool {
        try connection.enter(sql, doing)
        let code = sqlite3_step(pointer)
        switch code {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw connection.failure(code, sql: sql, doing: doing)
        }
    }

    /// Runs a statement without rows and makes it ready for the next values.
    ///
    /// - Throws: `DatabaseError` when the engine refuses.
    public func runOnce() throws(DatabaseError) {
        while try step() {}
        sqlite3_reset(pointer)
    }

    // MARK: Values out

    /// How many columns a row has.
    public var columnCount: Int { Int(sqlite3_column_count(pointer)) }

    /// A column of the current row as an integer.
    ///
    /// - Parameter column: The column, from 0.
    /// - Returns: The integer; 0 for NULL.
    public func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(pointer, column) }

    /// A column of the current row as a text.
    ///
    /// - Parameter column: The column, from 0.
    /// - Returns: The text; empty for NULL.
    public func text(_ column: Int32) -> String {
        guard let base = sqlite3_column_text(pointer, column) else { return "" }
        let count = Int(sqlite3_column_bytes(pointer, column))
        return String(decoding: UnsafeBufferPointer(start: base, count: count), as: UTF8.self)
    }

    /// A column of the current row as bytes.
    ///
    /// - Parameter column: The column, from 0.
    /// - Returns: The bytes; none for NULL.
    public func bytes(_ column: Int32) -> [UInt8] {
        guard let base = sqlite3_column_blob(pointer, column) else { return [] }
        let count = Int(sqlite3_column_bytes(pointer, column))
        return Array(UnsafeRawBufferPointer(start: base, count: count))
    }

    /// A column of the current row as it is.
    ///
    /// - Parameter column: The column, from 0.
    /// - Returns: The value; a floating-point number, which no table of ours holds, as its text.
    public func value(_ column: Int32) -> FieldValue {
        switch sqlite3_column_type(pointer, column) {
        case SQLITE_NULL: .null
        case SQLITE_INTEGER: .integer(integer(column))
        case SQLITE_BLOB: .blob(bytes(column))
        default: .text(text(column))
        }
    }

    /// Whether another statement's current row has the same values; compared in place, since rows come by the
    /// million.
    func hasSameRow(as other: Statement) -> Bool {
        let count = sqlite3_column_count(pointer)
        guard count == sqlite3_column_count(other.pointer) else { return false }
        for column in 0..<count {
            let kind = sqlite3_column_type(pointer, column)
            guard kind == sqlite3_column_type(other.pointer, column) else { return false }
            switch kind {
            case SQLITE_NULL: continue
            case SQLITE_INTEGER:
                if integer(column) != other.integer(column) { return false }
            default:
                let here = sqlite3_column_blob(pointer, column)
                let there = sqlite3_column_blob(other.pointer, column)
                let size = Int(sqlite3_column_bytes(pointer, column))
                guard size == Int(sqlite3_column_bytes(other.pointer, column)) else { return false }
                if size > 0, let here, let there, memcmp(here, there, size) != 0 { return false }
            }
        }
        return true
    }

    /// The current row.
    public var row: [FieldValue] {
        let count = sqlite3_column_count(pointer)
        var values: [FieldValue] = []
        values.reserveCapacity(Int(count))
        for column in 0..<count { values.append(value(column)) }
        return values
    }
}
