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
    ///   - width: the columns of the terminal, to which table form is made to fit; nil: nothing is cut off.
    /// - Returns: the text.
    public func rendered(as format: OutputFormat, styled: Styled = .plain, width: Int? = nil) -> String {
        switch format {
        case .table: tableText(styled, width)
        case .json: jsonText
        case .csv: csvText
        }
    }

    /// Aligned columns, two blanks between; `(none)` for an empty list.
    ///
    /// On a terminal that is too narrow, columns of long texts are cut, and where that is not enough such a column stands
    /// whole on a line of its own below its row.
    private func tableText(_ styled: Styled, _ terminal: Int?) -> String {
        guard !rows.isEmpty else { return styled.dim("(none)") + "\n" }
        let texts = rows.map { row in row.map(Self.tableWord) }
        let titles = columns.map { escapedForTerminal($0.title) }
        var widths = titles.map(displayWidth)
        for row in texts {
            for (place, text) in row.enumerated() where place < widths.count {
                widths[place] = max(widths[place], displayWidth(text))
            }
        }
        var fit = TableFit(widths, titles: titles.map(displayWidth), columns.map(\.alignment))
        if let terminal { fit.narrow(to: terminal) }
        var out = line(titles, titles.map { _ in .underline }, fit, styled)
        if let terminal, fit.below.count == 1 {
            out += below(fit.below.map { titles[$0] }, .underline, terminal, styled)
        }
        for (row, cells) in zip(texts, rows) {
            out += line(row, cells.map(Self.style), fit, styled)
            guard let terminal, !fit.below.isEmpty else { continue }
            // One column says what it is by its heading; of several each value does.
            let words = fit.below.filter { !row[$0].isEmpty }.map { place in
                fit.below.count == 1 ? row[place] : "\(titles[place]): \(row[place])"
            }
            out += below(words, nil, terminal, styled)
        }
        return out
    }

    /// What stands below a row, indented and broken to the terminal's width.
    private func below(_ words: [String], _ style: Style?, _ terminal: Int, _ styled: Styled) -> String {
        let indent = "    "
        return wrapped(words.joined(separator: ", "), width: max(terminal - indent.utf8.count, 20))
            .map { indent + styled.paint($0, style) + "\n" }.joined()
    }

    private func line(_ row: [String], _ styles: [Style?], _ fit: TableFit, _ styled: Styled) -> String {
        var out = ""
        var owed = 0
        for place in fit.shown where place < row.count && place < styles.count {
            let column = columns[place]
            let word = cut(row[place], toWidth: fit.widths[place])
            let padding = max(0, fit.widths[place] - displayWidth(word))
            // Blanks are written only when something follows, so that no line ends in them.
            if column.alignment == .right { owed += padding }
            if !word.isEmpty {
                out += String(repeating: " ", count: owed) + styled.paint(word, styles[place])
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
