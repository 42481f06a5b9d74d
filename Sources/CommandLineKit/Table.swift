/// A cell of a list.
public enum Cell: Equatable, Sendable {
    /// A text.
    case text(String)
    /// A text that stands out in table form when colour is on.
    case styled(String, Style)
    /// A whole number.
    case integer(Int64)
    /// A whole number without a sign.
    case unsigned(UInt64)
    /// True or false; `yes` or `no` in table form.
    case flag(Bool)
    /// Nothing: `-` in table form, `null` in JSON, an empty field in CSV.
    case none

    /// A text, or nothing.
    public static func optional(_ text: String?) -> Cell { text.map { .text($0) } ?? .none }
    /// A whole number, or nothing.
    public static func optional(_ number: Int64?) -> Cell { number.map { .integer($0) } ?? .none }
    /// A whole number.
    public static func number(_ number: Int) -> Cell { .integer(Int64(number)) }
}

/// A column of a list.
public struct Column: Equatable, Sendable {
    /// At which side the cells of a column stand.
    public enum Alignment: Equatable, Sendable {
        /// Texts.
        case left
        /// Numbers.
        case right
    }

    /// The heading in table form.
    public var title: String
    /// The name in JSON and CSV; programs read it, so it does not change when the heading does.
    public var key: String
    /// At which side the cells stand.
    public var alignment: Alignment

    /// Makes a column.
    public init(_ title: String, key: String, _ alignment: Alignment = .left) {
        self.title = title
        self.key = key
        self.alignment = alignment
    }
}

/// A list with columns, written as a table for people, as JSON or as CSV.
public struct Table: Equatable, Sendable {
    /// The columns.
    public let columns: [Column]
    /// The rows; each has as many cells as there are columns.
    public private(set) var rows: [[Cell]] = []

    /// Makes an empty list.
    public init(_ columns: [Column]) {
        self.columns = columns
    }

    /// Adds a row.
    ///
    /// - Throws: `DeclarationMistake` if the number of cells is not that of the columns.
    public mutating func add(_ cells: [Cell]) throws(DeclarationMistake) {
        guard cells.count == columns.count else {
            throw DeclarationMistake(
                "a row of \(cells.count) cells for the \(columns.count) columns "
                    + columns.map(\.key).joined(separator: ", "))
        }
        rows.append(cells)
    }

    /// The list as text, with a line feed at its end.
    ///
    /// - Parameters:
    ///   - format: which form.
    ///   - styled: whether table form uses colour; the others never do.
    ///   - width: the columns of the terminal, to which the last column is cut; nil: nothing is cut off.
    /// - Returns: the text.
    public func rendered(as format: OutputFormat, styled: Styled = .plain, width: Int? = nil) -> String {
        switch format {
        case .table: tableText(styled, width)
        case .json: jsonText
        case .csv: csvText
        }
    }

    /// The last column keeps this much, however narrow the terminal is.
    private static let narrowest = 16

    /// Aligned columns, two blanks between; `(none)` for an empty list.
    ///
    /// A last column of texts is cut where the line would be broken; the others are what a reader looks for.
    private func tableText(_ styled: Styled, _ terminal: Int?) -> String {
        guard !rows.isEmpty else { return styled.dim("(none)") + "\n" }
        var texts = rows.map { row in row.map(Self.tableWord) }
        let titles = columns.map { escapedForTerminal($0.title) }
        var widths = titles.map(displayWidth)
        for row in texts {
            for (place, text) in row.enumerated() where place < widths.count {
                widths[place] = max(widths[place], displayWidth(text))
            }
        }
        if let terminal, columns.last?.alignment == .left, let last = widths.last {
            let room = max(terminal - widths.dropLast().reduce(0) { $0 + $1 + 2 }, Self.narrowest)
            if last > room, titles.last.map(displayWidth) ?? 0 <= room {
                widths[widths.count - 1] = room
                for row in texts.indices {
                    guard let text = texts[row].popLast() else { continue }
                    texts[row].append(cut(text, toWidth: room))
                }
            }
        }
        var out = line(titles, titles.map { _ in .underline }, widths, styled)
        for (row, cells) in zip(texts, rows) {
            out += line(row, cells.map(Self.style), widths, styled)
        }
        return out
    }

    private func line(_ words: [String], _ styles: [Style?], _ widths: [Int], _ styled: Styled) -> String {
        var out = ""
        var owed = 0
        for (place, column) in columns.enumerated() {
            guard place < words.count, place < styles.count, place < widths.count else { break }
            let padding = max(0, widths[place] - displayWidth(words[place]))
            // Blanks are written only when something follows, so that no line ends in them.
            if column.alignment == .right { owed += padding }
            if !words[place].isEmpty {
                out += String(repeating: " ", count: owed) + styled.paint(words[place], styles[place])
                owed = 0
            }
            if column.alignment == .left { owed += padding }
            owed += 2
        }
        return out + "\n"
    }

    private static func tableWord(_ cell: Cell) -> String {
        switch cell {
        case .text(let text), .styled(let text, _): escapedForTerminal(text)
        case .integer(let number): String(number)
        case .unsigned(let number): String(number)
        case .flag(let flag): flag ? "yes" : "no"
        case .none: "-"
        }
    }

    private static func style(_ cell: Cell) -> Style? {
        switch cell {
        case .styled(_, let style): style
        case .none: .dim
        default: nil
        }
    }

    /// An array with one object a line.
    private var jsonText: String {
        guard !rows.isEmpty else { return "[]\n" }
        let lines = rows.map { row in
            let members = zip(columns, row).map { "\(jsonString($0.key)): \(Self.jsonWord($1))" }
            return "  {\(members.joined(separator: ", "))}"
        }
        return "[\n\(lines.joined(separator: ",\n"))\n]\n"
    }

    private static func jsonWord(_ cell: Cell) -> String {
        switch cell {
        case .text(let text), .styled(let text, _): jsonString(text)
        case .integer(let number): String(number)
        case .unsigned(let number): String(number)
        case .flag(let flag): flag ? "true" : "false"
        case .none: "null"
        }
    }

    /// RFC 4180 with a header row, but lines end in a line feed alone, as other text here does.
    private var csvText: String {
        var out = columns.map { Self.csvField($0.key) }.joined(separator: ",") + "\n"
        for row in rows {
            out += row.map(Self.csvWord).joined(separator: ",") + "\n"
        }
        return out
    }

    private static func csvWord(_ cell: Cell) -> String {
        switch cell {
        // In quotes, so that it is not taken for a missing one.
        case .text(""), .styled("", _): "\"\""
        case .text(let text), .styled(let text, _): csvField(text)
        case .integer(let number): String(number)
        case .unsigned(let number): String(number)
        case .flag(let flag): flag ? "true" : "false"
        case .none: ""
        }
    }

    private static func csvField(_ text: String) -> String {
        let needsQuotes = text.unicodeScalars.contains { $0 == "," || $0 == "\"" || $0 == "\n" || $0 == "\r" }
        guard needsQuotes else { return text }
        var out = "\""
        for scalar in text.unicodeScalars {
            if scalar == "\"" { out += "\"" }
            out.unicodeScalars.append(scalar)
        }
        return out + "\""
    }
}
