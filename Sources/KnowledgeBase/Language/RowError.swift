/// What is wrong with a row of a scenario: a sentence and the place in the row.
public struct RowError: Error, Equatable, Sendable {
    /// One sentence.
    public let message: String
    /// The column of the word it is about, from 1; 0: the whole row.
    public let column: Int

    /// Makes an error.
    public init(_ message: String, column: Int = 0) {
        self.message = message
        self.column = column
    }
}
