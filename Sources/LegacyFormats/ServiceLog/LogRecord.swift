/// A record of a log, and where it was read.
public struct LogRecord: Equatable, Sendable {
    /// What it says.
    public var line: LogLine
    /// How it was written.
    public var grammar: LogGrammar
    /// The line of the file that it begins on, from 1.
    public var place: Int
    /// The column of its message on that line, from 1.
    public var column: Int
    /// The byte of the file at which its first line begins, or it itself where another record ends on that line; from 0.
    public var offset: Int
    /// How many bytes of its first line stand before that byte.
    public var lead: Int
    /// How many lines of the file it was wrapped over.
    public var lineCount: Int
    /// Whether its time is a date alone: the clock was lost with a wrapped line (Q172899).
    public var hasDateOnly: Bool

    /// Makes a record.
    public init(
        _ line: LogLine, _ grammar: LogGrammar, place: Int, column: Int = 1, offset: Int = 0,
        lead: Int = 0, lineCount: Int = 1, hasDateOnly: Bool = false
    ) {
        self.line = line
        self.grammar = grammar
        self.place = place
        self.column = column
        self.offset = offset
        self.lead = lead
        self.lineCount = lineCount
        self.hasDateOnly = hasDateOnly
    }
}
