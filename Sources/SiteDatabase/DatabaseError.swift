public import SiteModel

/// A failure of the database engine, with what was being done.
public struct DatabaseError: Error, Equatable, CustomStringConvertible {
    /// The engine's extended result code, such as 275 for a CHECK; 0 when the refusal is our own.
    public let code: Int
    /// What the engine said.
    public let message: String
    /// The SQL it was at; empty where there is none.
    public let sql: String
    /// What was being done, in words.
    public let doing: String

    /// Makes an error.
    public init(code: Int, message: String, sql: String = "", doing: String) {
        self.code = code
        self.message = message
        self.sql = sql
        self.doing = doing
    }

    /// The code without its extension, such as 19 for every broken constraint.
    public var primaryCode: Int { code & 0xFF }

    /// What was being done, what the engine said, and the SQL.
    public var description: String {
        var text = "\(doing): \(message)"
        if code != 0 { text += " (SQLite \(code))" }
        if !sql.isEmpty { text += " in: \(sql)" }
        return text
    }

    /// The same as the error of a store.
    public var storeError: StoreError { StoreError(description, code: code) }
}
