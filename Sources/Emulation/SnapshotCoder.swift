import SiteModel

/// Writes values to bytes, or reads them back: one description of a type serves both ways.
///
/// Whole numbers are variable-length, texts carry their length. Reading damaged bytes never stops the process: it
/// sets `isDamaged` and gives the values back as they were.
public struct SnapshotCoder {
    /// Whether bytes are being read.
    public let isReading: Bool
    /// The bytes.
    public private(set) var bytes: [UInt8]
    /// Whether something could not be read.
    public private(set) var isDamaged = false
    /// The version of the rules that the bytes were written under; fields that came later are not there.
    public package(set) var rules = Emulation.rulesVersion
    private var position = 0

    /// Begins to write.
    public init() {
        isReading = false
        bytes = []
    }

    /// Begins to read.
    public init(reading bytes: [UInt8]) {
        isReading = true
        self.bytes = bytes
    }

    /// Whether everything was read.
    public var isAtEnd: Bool { position == bytes.count }

    /// Whether the next byte that is read is this one.
    func isNext(_ byte: UInt8) -> Bool { isReading && position < bytes.count && bytes[position] == byte }

    /// Codes an unsigned number.
    public mutating func unsigned(_ value: inout UInt64) {
        guard isReading else {
            var rest = value
            while rest >= 0x80 {
                bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
                rest >>= 7
            }
            return bytes.append(UInt8(truncatingIfNeeded: rest))
        }
        var result: UInt64 = 0
        var shift: UInt64 = 0
        while position < bytes.count, shift < 64 {
            let byte = bytes[position]
            position += 1
            result |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 {
                value = result
                return
            }
            shift += 7
        }
        isDamaged = true
    }

    /// Says that what was read cannot be part of a snapshot.
    public mutating func refuse() { isDamaged = true }

    /// Codes a whole number of any kind.
    public mutating func number<Number: FixedWidthInteger>(_ value: inout Number) {
        if Number.isSigned {
            let wide = Int64(truncatingIfNeeded: value)
            var bits = UInt64(bitPattern: (wide << 1) ^ (wide >> 63))
            unsigned(&bits)
            if isReading {
                value = Number(
                    truncatingIfNeeded: Int64(bitPattern: bits >> 1) ^ -Int64(bitPattern: bits & 1))
            }
        } else {
            var bits = UInt64(truncatingIfNeeded: value)
            unsigned(&bits)
            if isReading { value = Number(truncatingIfNeeded: bits) }
        }
    }

    /// Codes a truth value.
    public mutating func flag(_ value: inout Bool) {
        var number: UInt8 = value ? 1 : 0
        self.number(&number)
        if isReading { value = number != 0 }
    }

    /// Codes a text.
    public mutating func text(_ value: inout String) {
        var raw = isReading ? [] : Array(value.utf8)
        blob(&raw)
        if isReading { value = String(decoding: raw, as: UTF8.self) }
    }

    /// Codes bytes.
    public mutating func blob(_ value: inout [UInt8]) {
        var count = UInt64(value.count)
        unsigned(&count)
        guard isReading else { return bytes.append(contentsOf: value) }
        guard !isDamaged, count <= UInt64(bytes.count - position) else {
            isDamaged = true
            return
        }
        value = Array(bytes[position..<(position + Int(count))])
        position += Int(count)
    }

    /// Codes a list; `empty` is what an element is before it is read.
    public mutating func list<Element>(
        _ list: inout [Element], empty: @autoclosure () -> Element,
        element: (inout SnapshotCoder, inout Element) -> Void
    ) {
        var count = UInt64(list.count)
        unsigned(&count)
        guard isReading else {
            for var value in list { element(&self, &value) }
            return
        }
        list = []
        // An element takes a byte at least, so that a damaged count cannot make a giant.
        guard !isDamaged, count <= UInt64(bytes.count - position) + 1 else {
            isDamaged = true
            return
        }
        for _ in 0..<count where !isDamaged {
            var value = empty()
            element(&self, &value)
            list.append(value)
        }
    }

    /// Writes a list whose elements are made one by one: it would be a second copy of all that waits at a site.
    mutating func write<Element>(
        _ count: Int, _ make: (Int) -> Element, element: (inout SnapshotCoder, inout Element) -> Void
    ) {
        var number = UInt64(count)
        unsigned(&number)
        for place in 0..<count {
            var value = make(place)
            element(&self, &value)
        }
    }

    /// Codes an optional number.
    public mutating func optional(_ value: inout Int64?) {
        var isThere = value != nil
        flag(&isThere)
        guard isThere else {
            value = nil
            return
        }
        var number = value ?? 0
        self.number(&number)
        value = number
    }

    /// Codes a list of places.
    public mutating func places(_ list: inout [UInt32]) {
        self.list(&list, empty: 0) { $0.number(&$1) }
    }

    /// Codes a case by its number; a number without a case is damage.
    public mutating func choice<Choice: RawRepresentable>(_ value: inout Choice)
    where Choice.RawValue: FixedWidthInteger {
        var raw = value.rawValue
        number(&raw)
        guard isReading else { return }
        if let choice = Choice(rawValue: raw) { value = choice } else { isDamaged = true }
    }

    /// Codes the fields of a row.
    mutating func fields(_ fields: inout [FieldValue]) {
        list(&fields, empty: .null) { coder, field in
            var kind: UInt8
            switch field {
            case .null: kind = 0
            case .integer: kind = 1
            case .text: kind = 2
            case .blob: kind = 3
            }
            coder.number(&kind)
            switch kind {
            case 1:
                var value = field.int ?? 0
                coder.number(&value)
                field = .integer(value)
            case 2:
                var value = field.string ?? ""
                coder.text(&value)
                field = .text(value)
            case 3:
                var value: [UInt8] = []
                if case .blob(let bytes) = field { value = bytes }
                coder.blob(&value)
                field = .blob(value)
            default: field = .null
            }
        }
    }

    /// Codes a row; `empty` stands while reading.
    mutating func record<Record: SiteRecord>(_ record: inout Record?) {
        var fields = record?.fields ?? []
        self.fields(&fields)
        guard isReading else { return }
        do throws(RecordError) {
            record = fields.isEmpty ? nil : try Record(fields: Record.completed(fields))
        } catch {
            isDamaged = true
        }
    }

    /// Codes rows.
    mutating func records<Record: SiteRecord>(_ rows: inout [Record]) {
        var optional: [Record?] = rows
        list(&optional, empty: nil) { $0.record(&$1) }
        rows = optional.compactMap { $0 }
    }
}
