/// Reads the values of a row one after the other, each as the type its column stands for.
///
/// Every refusal names the table and the column, so that a damaged database says where it is damaged.
public struct FieldReader {
    private let table: TableDescription
    private let values: [FieldValue]
    private var place = 0

    /// Begins at the first column.
    ///
    /// - Parameters:
    ///   - table: The table the row is of.
    ///   - values: The values in the order of the columns.
    /// - Throws: `RecordError` when there are fewer or more values than columns.
    public init(_ table: TableDescription, _ values: [FieldValue]) throws(RecordError) {
        guard values.count == table.columns.count else {
            throw RecordError(
                table: table.name, message: "a row has \(values.count) values, not \(table.columns.count)")
        }
        self.table = table
        self.values = values
    }

    private mutating func next() throws(RecordError) -> FieldValue {
        guard place < values.count else {
            throw RecordError(table: table.name, message: "a row ends before its last column")
        }
        place += 1
        return values[place - 1]
    }

    private func refused(_ value: FieldValue, _ wanted: String) -> RecordError {
        let shown =
            switch value {
            case .null: "NULL"
            case .integer(let number): String(number)
            case .text(let text): "\"\(text)\""
            case .blob(let bytes): "\(bytes.count) bytes"
            }
        let column = place > 0 ? table.columns[place - 1].name : "?"
        return RecordError(table: table.name, message: "column \(column) is \(shown), not \(wanted)")
    }

    /// The next column as an integer.
    public mutating func integer() throws(RecordError) -> Int64 {
        let value = try next()
        guard case .integer(let number) = value else { throw refused(value, "an integer") }
        return number
    }

    /// The next column as an integer, or nil for NULL.
    public mutating func optionalInteger() throws(RecordError) -> Int64? {
        let value = try next()
        if value == .null { return nil }
        guard case .integer(let number) = value else { throw refused(value, "an integer or NULL") }
        return number
    }

    /// The next column as a truth value: 0 or 1.
    public mutating func flag() throws(RecordError) -> Bool {
        let value = try next()
        guard case .integer(let number) = value, number == 0 || number == 1 else {
            throw refused(value, "0 or 1")
        }
        return number == 1
    }

    /// The next column as a truth value, or nil for NULL.
    public mutating func optionalFlag() throws(RecordError) -> Bool? {
        let value = try next()
        if value == .null { return nil }
        guard case .integer(let number) = value, number == 0 || number == 1 else {
            throw refused(value, "0, 1 or NULL")
        }
        return number == 1
    }

    /// The next column as a text.
    public mutating func text() throws(RecordError) -> String {
        let value = try next()
        guard case .text(let text) = value else { throw refused(value, "a text") }
        return text
    }

    /// The next column as a text, or nil for NULL.
    public mutating func optionalText() throws(RecordError) -> String? {
        let value = try next()
        if value == .null { return nil }
        guard case .text(let text) = value else { throw refused(value, "a text or NULL") }
        return text
    }

    /// The next column as bytes.
    public mutating func bytes() throws(RecordError) -> [UInt8] {
        let value = try next()
        guard case .blob(let bytes) = value else { throw refused(value, "bytes") }
        return bytes
    }

    /// The next column as bytes, or nil for NULL.
    public mutating func optionalBytes() throws(RecordError) -> [UInt8]? {
        let value = try next()
        if value == .null { return nil }
        guard case .blob(let bytes) = value else { throw refused(value, "bytes or NULL") }
        return bytes
    }

    /// The next column as a wall-clock time in seconds.
    public mutating func time() throws(RecordError) -> LocalTime { LocalTime(seconds: try integer()) }

    /// The next column as a site code.
    public mutating func site() throws(RecordError) -> SiteCode {
        let value = try next()
        guard case .text(let text) = value, let site = SiteCode(text) else {
            throw refused(value, "a site code")
        }
        return site
    }

    /// The next column as a site code, or nil for NULL.
    public mutating func optionalSite() throws(RecordError) -> SiteCode? {
        let value = try next()
        if value == .null { return nil }
        guard case .text(let text) = value, let site = SiteCode(text) else {
            throw refused(value, "a site code or NULL")
        }
        return site
    }

    /// The next column as an identifier of site code and running number.
    public mutating func identifier<ID: CountedIdentifier>() throws(RecordError) -> ID {
        let value = try next()
        guard case .text(let text) = value, let id = ID(text) else { throw refused(value, "a \(ID.self)") }
        return id
    }

    /// The next column as an identifier, or nil for NULL.
    public mutating func optionalIdentifier<ID: CountedIdentifier>() throws(RecordError) -> ID? {
        let value = try next()
        if value == .null { return nil }
        guard case .text(let text) = value, let id = ID(text) else {
            throw refused(value, "a \(ID.self) or NULL")
        }
        return id
    }

    /// The next column as a send request identifier.
    public mutating func sendRequest() throws(RecordError) -> SendRequestID {
        let value = try next()
        guard case .text(let text) = value, let id = SendRequestID(text) else {
            throw refused(value, "a SendRequestID")
        }
        return id
    }

    /// The next column as one of the numbered values of an enumeration.
    public mutating func choice<Choice: RawRepresentable<Int>>() throws(RecordError) -> Choice {
        let value = try next()
        guard case .integer(let number) = value, let raw = Int(exactly: number),
            let choice = Choice(rawValue: raw)
        else { throw refused(value, "a \(Choice.self)") }
        return choice
    }

    /// The next column as one of the words of an enumeration.
    public mutating func word<Choice: RawRepresentable<String>>() throws(RecordError) -> Choice {
        let value = try next()
        guard case .text(let text) = value, let choice = Choice(rawValue: text) else {
            throw refused(value, "a \(Choice.self)")
        }
        return choice
    }

    /// The next column as a bit mask.
    ///
    /// - Parameter mask: The bits that may be set; nil: any.
    /// - Returns: The bits.
    /// - Throws: `RecordError` for a negative number or other bits.
    public mutating func bits<Bits: OptionSet>(
        within mask: Bits? = nil
    ) throws(RecordError) -> Bits where Bits.RawValue == Int {
        let value = try next()
        guard case .integer(let number) = value, let raw = Int(exactly: number), raw >= 0,
            raw & ~(mask?.rawValue ?? raw) == 0
        else { throw refused(value, "the bits of a \(Bits.self)") }
        return Bits(rawValue: raw)
    }
}

extension FieldValue {
    /// A truth value as 0 or 1.
    public static func flag(_ flag: Bool) -> FieldValue { .integer(flag ? 1 : 0) }
    /// A truth value as 0 or 1, or NULL for nil.
    public static func optional(_ flag: Bool?) -> FieldValue { flag.map { .flag($0) } ?? .null }
    /// An integer, or NULL for nil.
    public static func optional(_ number: Int64?) -> FieldValue { number.map { .integer($0) } ?? .null }
    /// Bytes, or NULL for nil.
    public static func optional(_ bytes: [UInt8]?) -> FieldValue { bytes.map { .blob($0) } ?? .null }
    /// The printed form of an identifier or site code.
    public static func name(_ value: some CustomStringConvertible) -> FieldValue { .text(value.description) }
    /// The printed form of an identifier or site code, or NULL for nil.
    public static func optionalName(_ value: (some CustomStringConvertible)?) -> FieldValue {
        value.map { .text($0.description) } ?? .null
    }
    /// A wall-clock time in seconds.
    public static func time(_ time: LocalTime) -> FieldValue { .integer(time.seconds) }
    /// The number of a numbered enumeration or bit mask.
    public static func number(_ value: some RawRepresentable<Int>) -> FieldValue {
        .integer(Int64(value.rawValue))
    }
    /// The word of an enumeration.
    public static func word(_ value: some RawRepresentable<String>) -> FieldValue { .text(value.rawValue) }
}

extension ColumnDescription {
    /// The first column of every table that a site keeps.
    public static func owner() -> ColumnDescription {
        ColumnDescription("Site", .text, "the site whose database this row is in")
    }
    /// A column of 0 or 1.
    public static func flag(_ name: String, nullable: Bool = false, _ meaning: String) -> ColumnDescription {
        ColumnDescription(name, .integer, nullable: nullable, allowed: [0, 1], meaning)
    }
    /// A column of the numbers of an enumeration.
    public static func choice<Choice: CaseIterable & RawRepresentable<Int>>(
        _ name: String, _ type: Choice.Type, _ meaning: String
    ) -> ColumnDescription {
        ColumnDescription(name, .integer, allowed: type.allCases.map(\.rawValue), meaning)
    }
    /// A column of the words of an enumeration.
    public static func word<Choice: CaseIterable & RawRepresentable<String>>(
        _ name: String, _ type: Choice.Type, _ meaning: String
    ) -> ColumnDescription {
        ColumnDescription(name, .text, words: type.allCases.map(\.rawValue), meaning)
    }
}
