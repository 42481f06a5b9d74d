import SiteModel

/// A row as its bytes stand in a file, found without the engine.
struct SalvagedRow {
    /// A value as it is stored.
    enum Value: Equatable {
        case null
        /// A number, and in how many bytes it is stored, the highest first.
        case integer(Int64, bytes: Int)
        /// A text or a blob.
        case bytes([UInt8])
    }

    /// The number of the row, where its table has them.
    var number: Int64
    /// Where its cell begins in the file: with its length and its number.
    var begin: Int
    /// The values in order of the columns.
    var values: [Value]
    /// Where each value begins in the record.
    var offsets: [Int]
    /// The pieces of the record: where each begins in it and in the file.
    var pieces: [(record: Int, file: Int)]
    /// Whether it stands in a page that is free: what was there once, and is no part of the lab any more.
    var isFree = false

    /// Where a byte of a value stands in the file.
    func place(of value: Int, _ byte: Int) -> Int {
        let place = offsets[value] + byte
        let piece = pieces.last { $0.record <= place } ?? (0, 0)
        return piece.file + place - piece.record
    }

    /// Values as fields; nil where a text is no UTF-8.
    static func fields(_ values: some Sequence<Value>) -> [FieldValue]? {
        var fields: [FieldValue] = []
        for value in values {
            switch value {
            case .null: fields.append(.null)
            case .integer(let number, _): fields.append(.integer(number))
            case .bytes(let bytes):
                guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
                fields.append(.text(text))
            }
        }
        return fields
    }
}

/// A byte of a row that is not as it was written, and what it was.
struct ByteCorrection: Equatable {
    /// The value.
    var value: Int
    /// The byte in it, from 0.
    var byte: Int
    var found: UInt8
    var wanted: UInt8

    /// The single bytes that could be wrong in a row, if one is.
    ///
    /// Each step of the checksum is one-to-one, so that from both its ends there is one word for each place that makes it
    /// come out; by far most of these differ from what is there in more than a byte.
    ///
    /// - Parameters:
    ///   - values: The values that the checksum takes in, texts and numbers.
    ///   - seed: What it takes in first, where rows form a chain.
    ///   - checksum: What has to come out.
    /// - Returns: The corrections; one, unless by chance.
    static func all(
        of values: [SalvagedRow.Value], after seed: Int64?, checksum: Int64
    ) -> [ByteCorrection] {
        let words = (seed.map { integer($0) } ?? []) + values.indices.flatMap { self.words(values[$0], $0) }
        var states = [Checksum.beginning]
        for word in words { states.append(Checksum.step(states[states.count - 1], word.word)) }
        var behind = UInt64(bitPattern: checksum)
        var found: [ByteCorrection] = []
        for (place, word) in words.enumerated().reversed() {
            let before = Checksum.back(behind)
            if let correction = word.correction(before ^ states[place]) { found.append(correction) }
            behind = before ^ word.word
        }
        return found
    }

    /// A value with the byte put back.
    func applied(to value: SalvagedRow.Value) -> SalvagedRow.Value {
        switch value {
        case .null: return value
        case .integer(let number, let bytes):
            let shift = 8 * (bytes - 1 - byte)
            return .integer(
                number ^ Int64(bitPattern: UInt64(found ^ wanted) << shift).extended(bytes), bytes: bytes)
        case .bytes(var bytes):
            bytes[byte] = wanted
            return .bytes(bytes)
        }
    }

    // MARK: The words of a checksum, with where they come from

    private struct Word {
        var word: UInt64
        /// The value; nil: the word follows from the kind or the length of one.
        var value: Int?
        /// The bytes of the value, the one that weighs most first.
        var bytes: [Int] = []
        /// The bytes are those of a number that is shorter than a word.
        var isNumber = false

        func correction(_ needed: UInt64) -> ByteCorrection? {
            guard let value, needed != word else { return nil }
            let count = bytes.count
            if isNumber {
                guard Int64(bitPattern: needed).extended(count) == Int64(bitPattern: needed) else {
                    return nil
                }
            } else if count < 8, needed >> (8 * count) != 0 {
                return nil
            }
            let mask: UInt64 = count < 8 ? 1 << (8 * count) - 1 : .max
            let difference = (needed ^ word) & mask
            let place = difference.trailingZeroBitCount / 8
            guard difference != 0, difference >> (8 * place) <= 0xFF else { return nil }
            return ByteCorrection(
                value: value, byte: bytes[count - 1 - place],
                found: UInt8(truncatingIfNeeded: word >> (8 * place)),
                wanted: UInt8(truncatingIfNeeded: needed >> (8 * place)))
        }
    }

    private static func integer(_ number: Int64, _ value: Int? = nil, bytes: Int = 0) -> [Word] {
        [
            Word(word: 1, value: nil),
            Word(
                word: UInt64(bitPattern: number), value: bytes > 0 ? value : nil, bytes: Array(0..<bytes),
                isNumber: true),
        ]
    }

    private static func words(_ value: SalvagedRow.Value, _ number: Int) -> [Word] {
        switch value {
        case .null: return [Word(word: 0, value: nil)]
        case .integer(let integer, let bytes): return Self.integer(integer, number, bytes: bytes)
        case .bytes(let bytes):
            var words = [Word(word: 2, value: nil), Word(word: UInt64(bytes.count), value: nil)]
            let whole = bytes.count & ~7
            for begin in stride(from: 0, to: whole, by: 8) {
                // The first byte weighs least.
                let places = Array((begin..<(begin + 8)).reversed())
                words.append(Word(word: places.number(bytes), value: number, bytes: places))
            }
            let rest = Array(whole..<bytes.count)
            words.append(Word(word: rest.number(bytes), value: rest.isEmpty ? nil : number, bytes: rest))
            return words
        }
    }
}

extension [Int] {
    /// The bytes at these places as a number, the highest first.
    fileprivate func number(_ bytes: [UInt8]) -> UInt64 { reduce(0) { $0 << 8 | UInt64(bytes[$1]) } }
}

extension Int64 {
    /// The lowest bytes of a number with their sign.
    func extended(_ bytes: Int) -> Int64 {
        guard (1..<8).contains(bytes) else { return self }
        let shift = 64 - 8 * bytes
        return (self << shift) >> shift
    }
}
