/// A word of a row, with the column where it begins.
public struct RowWord: Equatable, Sendable {
    /// The word without its quotation marks.
    public var text: String
    /// The column of its first sign, from 1.
    public let column: Int
    /// Whether quotation marks held it together, so that it is no option.
    public let isQuoted: Bool

    /// Makes a word.
    public init(text: String, column: Int, isQuoted: Bool) {
        self.text = text
        self.column = column
        self.isQuoted = isQuoted
    }

    /// Splits a row into words; blanks inside quotation marks do not split, and `#` at the start of a word ends the row.
    ///
    /// - Throws: `RowError` for a quotation mark that is not closed.
    package static func split(_ line: some StringProtocol) throws(RowError) -> [RowWord] {
        var words: [RowWord] = []
        var text = ""
        var begin = 0
        var opened = 0
        var wasQuoted = false
        func end() {
            guard begin > 0 else { return }
            words.append(RowWord(text: text, column: begin, isQuoted: wasQuoted))
            (text, begin, wasQuoted) = ("", 0, false)
        }
        for (place, sign) in line.unicodeScalars.enumerated() {
            if sign == "\"" {
                if begin == 0 { (begin, wasQuoted) = (place + 1, true) }
                opened = opened == 0 ? place + 1 : 0
            } else if opened == 0, sign == " " || sign == "\t" || sign == "\r" {
                end()
            } else if opened == 0, begin == 0, sign == "#" {
                break
            } else {
                if begin == 0 { begin = place + 1 }
                text.unicodeScalars.append(sign)
            }
        }
        if opened > 0 { throw RowError("the quotation mark is not closed", column: opened) }
        end()
        return words
    }
}
