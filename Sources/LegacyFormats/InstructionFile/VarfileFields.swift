import SiteModel

/// Writes the named values of one record: tag (8 bits), length (32 bits), bytes.
struct FieldWriter {
    /// The payload so far.
    private(set) var bytes: [UInt8] = []

    /// Adds bytes.
    mutating func add(_ tag: UInt8, bytes value: [UInt8]) {
        bytes.append(tag)
        bytes.appendLittleEndian(UInt32(truncatingIfNeeded: value.count))
        bytes += value
    }

    /// Adds a text.
    mutating func add(_ tag: UInt8, _ text: String) { add(tag, bytes: Array(text.utf8)) }

    /// Adds a number of 64 bits.
    mutating func add(_ tag: UInt8, _ number: Int) {
        var value: [UInt8] = []
        value.appendLittleEndian(Int64(number))
        add(tag, bytes: value)
    }

    /// Adds a time; none is left out.
    mutating func add(_ tag: UInt8, _ time: LocalTime?) {
        guard let time else { return }
        var value: [UInt8] = []
        value.appendLittleEndian(time.seconds)
        add(tag, bytes: value)
    }
}

/// Reads the named values of one record.
struct FieldReader {
    /// The values in the order of the file.
    private(set) var fields: [(tag: UInt8, bytes: [UInt8])] = []
    /// What is wrong with the record, or nil.
    private(set) var problem: String?

    /// Times a file may hold: the years 1601 to 9999, the range of `LocalTime`.
    private static let allowedSeconds = Int64(-11_644_473_600)...Int64(253_402_300_799)

    /// Reads a payload.
    init(_ payload: [UInt8]) {
        var offset = 0
        while offset < payload.count {
            guard let length: UInt32 = payload.littleEndian(at: offset + 1),
                payload.count - offset - 5 >= Int(length)
            else {
                problem = "a field is cut"
                return
            }
            let begin = offset + 5
            fields.append((payload[offset], Array(payload[begin..<begin + Int(length)])))
            offset = begin + Int(length)
        }
    }

    /// The bytes of the first field of a tag.
    func bytes(_ tag: UInt8) -> [UInt8]? { fields.first { $0.tag == tag }?.bytes }

    /// The text of the first field of a tag; wrong UTF-8 becomes replacement characters.
    func text(_ tag: UInt8) -> String? { bytes(tag).map { String(decoding: $0, as: UTF8.self) } }

    /// The number of the first field of a tag.
    func number(_ tag: UInt8) -> Int? {
        guard let bytes = bytes(tag), bytes.count == 8, let value: Int64 = bytes.littleEndian(at: 0) else {
            return nil
        }
        return Int(value)
    }

    /// The time of the first field of a tag; nil when it is missing or outside the years 1601 to 9999.
    func time(_ tag: UInt8) -> LocalTime? {
        guard let bytes = bytes(tag), bytes.count == 8, let value: Int64 = bytes.littleEndian(at: 0),
            Self.allowedSeconds.contains(value)
        else { return nil }
        return LocalTime(seconds: value)
    }
}

extension LocalTime {
    /// Whether the year has four digits, as every layout here needs.
    var fitsLegacyFormats: Bool {
        (Int64(-11_644_473_600)...Int64(253_402_300_799)).contains(seconds)
    }
}
