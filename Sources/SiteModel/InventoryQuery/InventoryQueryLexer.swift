/// A word of a query text.
struct InventoryQueryToken: Equatable {
    /// A place in the text; both from 1.
    struct Place: Equatable {
        var line = 1
        var column = 1
    }

    /// What it is.
    enum Kind: Equatable {
        /// A text in quotation marks.
        case quoted(String)
        /// Letters and digits without quotation marks.
        case word(String)
        /// A whole number.
        case number(Int64)
        /// A dot between group and attribute.
        case dot
        /// An opening bracket.
        case open
        /// A closing bracket.
        case close
        /// The end of the text.
        case end
    }

    /// What it is.
    var kind: Kind
    /// Where it begins.
    var place: Place

    /// How messages call it.
    var inWords: String {
        switch kind {
        case .quoted(let text): "\"\(text)\""
        case .word(let text): "'\(text)'"
        case .number(let number): String(number)
        case .dot: "'.'"
        case .open: "'('"
        case .close: "')'"
        case .end: "the end of the query"
        }
    }

    /// The word in lower case, or nil.
    var word: String? {
        if case .word(let text) = kind { return text.lowercased() }
        return nil
    }
}

/// Cuts a query text into words.
struct InventoryQueryLexer {
    private let scalars: [Unicode.Scalar]
    private var position = 0
    private var place = InventoryQueryToken.Place()

    /// The tokens of a text, the end last.
    static func tokens(_ text: String) throws(InventoryQueryError) -> [InventoryQueryToken] {
        var lexer = InventoryQueryLexer(scalars: Array(text.unicodeScalars))
        var tokens: [InventoryQueryToken] = []
        while true {
            let token = try lexer.next()
            tokens.append(token)
            if token.kind == .end { return tokens }
        }
    }

    private init(scalars: [Unicode.Scalar]) { self.scalars = scalars }

    private var current: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

    private mutating func advance() {
        if current == "\n" {
            place.line += 1
            place.column = 1
        } else {
            place.column += 1
        }
        position += 1
    }

    private mutating func next() throws(InventoryQueryError) -> InventoryQueryToken {
        while let scalar = current, scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r" {
            advance()
        }
        let start = place
        guard let scalar = current else { return InventoryQueryToken(kind: .end, place: start) }
        switch scalar {
        case ".": return single(.dot, start)
        case "(": return single(.open, start)
        case ")": return single(.close, start)
        case "\"": return InventoryQueryToken(kind: .quoted(try quoted(start)), place: start)
        default: break
        }
        if scalar == "-" || Self.isDigit(scalar) { return try number(start) }
        guard Self.isWord(scalar) else {
            throw InventoryQueryError(
                start, "'\(scalar)' has no meaning here",
                advice:
                    "write texts and names with other characters in quotation marks, such as \"PC Memory\"")
        }
        var text = String.UnicodeScalarView()
        while let scalar = current, Self.isWord(scalar) || Self.isDigit(scalar) {
            text.append(scalar)
            advance()
        }
        return InventoryQueryToken(kind: .word(String(text)), place: start)
    }

    private mutating func single(
        _ kind: InventoryQueryToken.Kind, _ start: InventoryQueryToken.Place
    ) -> InventoryQueryToken {
        advance()
        return InventoryQueryToken(kind: kind, place: start)
    }

    /// A text in quotation marks; a mark inside is written twice.
    private mutating func quoted(_ start: InventoryQueryToken.Place) throws(InventoryQueryError) -> String {
        advance()
        var text = String.UnicodeScalarView()
        while let scalar = current {
            guard scalar != "\n" else { break }
            advance()
            if scalar == "\"" {
                guard current == "\"" else { return String(text) }
                advance()
            }
            text.append(scalar)
        }
        throw InventoryQueryError(
            start, "the text that begins here is not closed by a quotation mark",
            advice: "a quotation mark inside a text is written twice")
    }

    private mutating func number(_ start: InventoryQueryToken.Place) throws(InventoryQueryError)
        -> InventoryQueryToken
    {
        var text = ""
        while let scalar = current,
            Self.isDigit(scalar) || Self.isWord(scalar) || scalar == "-" || scalar == "."
        {
            text.unicodeScalars.append(scalar)
            advance()
        }
        guard let number = Int64(text), text == String(number) || !text.hasPrefix("-") else {
            throw InventoryQueryError(
                start, "'\(text)' is no whole number",
                advice: "a text or a date is written in quotation marks: \"\(text)\"")
        }
        return InventoryQueryToken(kind: .number(number), place: start)
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || scalar == "_"
    }
}
