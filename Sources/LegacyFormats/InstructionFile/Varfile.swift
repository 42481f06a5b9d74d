import SiteModel

/// Which of our binary files a container holds; the letters are part of its magic.
enum VarfileKind: String, Sendable {
    /// Client instructions.
    case instructions = "INS"
    /// A send request.
    case sendRequest = "SRQ"
    /// A status instruction.
    case statusInstruction = "SNI"

    /// The eight bytes a file begins with: `sms12` and the kind.
    var magic: [UInt8] { Array("sms12\(rawValue)".utf8) }
}

/// The layout shared by our binary files: a chain of typed records with their lengths.
///
/// The historical layouts were never published (reference sms12-client 3.2: a "varfile" of typed, length-prefixed
/// records), so this one is ours and says so in its first bytes:
/// `sms12` + three letters, a version (16 bits), then records of type (16 bits), length of the payload (32 bits) and
/// payload, little-endian, and last a record of type 0xFFFF with the number of records and the CRC-32 of all bytes
/// before it. Same records, same bytes.
enum Varfile {
    /// The version of the layout.
    static let version: UInt16 = 1
    /// The type of the last record.
    static let endType: UInt16 = 0xFFFF
    /// Bytes of magic and version.
    static let headerSize = 10
    /// Bytes of type and length.
    static let recordHeaderSize = 6
}

/// A record as found in a container.
struct VarfileRecord: Equatable, Sendable {
    /// The type.
    var type: UInt16
    /// Where the record's type stands in the file, in bytes from 0.
    var offset: Int
    /// What it holds.
    var payload: [UInt8]
}

/// Writes a container.
struct VarfileWriter {
    private var bytes: [UInt8]
    private var count: UInt32 = 0

    /// Begins a file.
    init(_ kind: VarfileKind) {
        bytes = kind.magic
        bytes.appendLittleEndian(Varfile.version)
    }

    /// Adds a record.
    mutating func add(_ type: Int, _ payload: [UInt8]) {
        bytes.appendLittleEndian(UInt16(truncatingIfNeeded: type))
        bytes.appendLittleEndian(UInt32(truncatingIfNeeded: payload.count))
        bytes += payload
        count &+= 1
    }

    /// The whole file.
    consuming func finish() -> [UInt8] {
        let sum = CRC32.of(bytes[...])
        bytes.appendLittleEndian(Varfile.endType)
        bytes.appendLittleEndian(UInt32(8))
        bytes.appendLittleEndian(count)
        bytes.appendLittleEndian(sum)
        return bytes
    }
}

/// Reads a container; never fails, says what is wrong.
struct VarfileReader {
    /// The records before the last one.
    private(set) var records: [VarfileRecord] = []
    /// What was noticed.
    private(set) var findings: [Finding] = []
    private let name: String

    /// Reads all bytes of a file.
    init(_ bytes: [UInt8], _ kind: VarfileKind, file name: String) {
        self.name = name
        guard bytes.starts(with: kind.magic) else {
            report(
                .error, "not-sms12-file", "the file does not begin with \"sms12\(kind.rawValue)\"", offset: 0,
                advice: "only files of this program are read; give a text dump of a historical file instead")
            return
        }
        guard let version: UInt16 = bytes.littleEndian(at: 8), version == Varfile.version else {
            report(
                .error, "varfile-version", "the version of the layout is not \(Varfile.version)", offset: 8,
                advice: "read it with the version of sms12 that wrote it")
            return
        }
        readRecords(bytes)
    }

    private mutating func readRecords(_ bytes: [UInt8]) {
        var offset = Varfile.headerSize
        while true {
            guard let type: UInt16 = bytes.littleEndian(at: offset),
                let length: UInt32 = bytes.littleEndian(at: offset + 2)
            else {
                report(.error, "varfile-cut", "the file ends before its last record", offset: offset)
                return
            }
            let begin = offset + Varfile.recordHeaderSize
            guard bytes.count - begin >= Int(length) else {
                report(
                    .error, "varfile-cut",
                    "a record of type \(type) says \(length) bytes, \(bytes.count - begin) are left",
                    offset: offset)
                return
            }
            let end = begin + Int(length)
            if type == Varfile.endType {
                checkEnd(bytes, offset: offset, length: Int(length))
                return
            }
            records.append(VarfileRecord(type: type, offset: offset, payload: Array(bytes[begin..<end])))
            offset = end
        }
    }

    private mutating func checkEnd(_ bytes: [UInt8], offset: Int, length: Int) {
        let begin = offset + Varfile.recordHeaderSize
        guard length == 8, let count: UInt32 = bytes.littleEndian(at: begin),
            let sum: UInt32 = bytes.littleEndian(at: begin + 4)
        else {
            report(.error, "varfile-damaged", "the last record has not the length 8", offset: offset)
            return
        }
        if Int(count) != records.count || sum != CRC32.of(bytes[..<offset]) {
            report(
                .error, "varfile-damaged",
                "the count of records or the checksum does not fit: the file was changed or damaged",
                offset: offset)
        }
        if begin + 8 != bytes.count {
            report(.warning, "varfile-trailing", "bytes follow the last record", offset: begin + 8)
        }
    }

    /// Adds a finding about a place in the file.
    mutating func report(
        _ severity: Severity, _ code: String, _ message: String, offset: Int, advice: String? = nil
    ) {
        findings.append(
            Finding(
                severity, code, "at byte \(offset): \(message)", at: SourceLocation(file: name),
                advice: advice))
    }
}

/// The checksum of ZIP and Ethernet.
enum CRC32 {
    private static let table: [UInt32] = (0..<256).map { index in
        var value = UInt32(index)
        for _ in 0..<8 { value = value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
        return value
    }

    /// The checksum of some bytes.
    static func of(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        var value: UInt32 = 0xFFFF_FFFF
        for byte in bytes { value = table[Int((value ^ UInt32(byte)) & 0xFF)] ^ (value >> 8) }
        return value ^ 0xFFFF_FFFF
    }
}

extension [UInt8] {
    /// Appends a number, lowest byte first.
    mutating func appendLittleEndian(_ number: some FixedWidthInteger) {
        var rest = number
        for _ in 0..<(number.bitWidth / 8) {
            append(UInt8(truncatingIfNeeded: rest))
            rest >>= 8
        }
    }

    /// The number at an offset, lowest byte first, or nil when it does not lie within the bytes.
    func littleEndian<Number: FixedWidthInteger>(at offset: Int) -> Number? {
        let size = Number.bitWidth / 8
        guard offset >= 0, offset <= count - size else { return nil }
        var result: Number = 0
        for place in stride(from: offset + size - 1, through: offset, by: -1) {
            result = result << 8 | Number(truncatingIfNeeded: self[place])
        }
        return result
    }

    /// The text before the first NUL of a field of fixed size; nil without a NUL or outside the bytes.
    func fixedText(at offset: Int, size: Int) -> String? {
        guard offset >= 0, size >= 0, offset <= count - size else { return nil }
        let field = self[offset..<offset + size]
        guard let end = field.firstIndex(of: 0) else { return nil }
        return String(validating: field[..<end], as: UTF8.self)
    }
}
