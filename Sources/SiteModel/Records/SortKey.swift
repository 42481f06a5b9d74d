/// The values of a key as bytes whose order is the database's order: NULL, integers, texts by UTF-8, bytes.
///
/// Swift compares texts by what they mean (`é` in one scalar or two is equal); a database compares bytes. Every
/// store orders and identifies rows by this, so that the two agree.
public struct SortKey: Hashable, Comparable, Sendable {
    /// The bytes; a key's beginning gives the beginning of its bytes.
    public let bytes: [UInt8]

    /// Encodes values.
    ///
    /// - Parameter values: The values of the key columns, or the first of them.
    public init(_ values: [FieldValue]) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(values.count * 12)
        for value in values {
            switch value {
            case .null: bytes.append(0)
            case .integer(let number):
                bytes.append(1)
                // With the sign bit flipped, two's complement sorts as unsigned bytes do.
                let shifted = UInt64(bitPattern: number) ^ (1 << 63)
                for shift in stride(from: UInt64(56), through: 0, by: -8) {
                    bytes.append(UInt8(truncatingIfNeeded: shifted >> shift))
                }
            case .text(let text):
                bytes.append(2)
                Self.append(text.utf8, to: &bytes)
            case .blob(let blob):
                bytes.append(3)
                Self.append(blob, to: &bytes)
            }
        }
        self.bytes = bytes
    }

    /// Appends bytes of any length so that a shorter text sorts first and no text begins another's encoding.
    private static func append(_ content: some Sequence<UInt8>, to bytes: inout [UInt8]) {
        for byte in content {
            bytes.append(byte)
            if byte == 0 { bytes.append(0xFF) }
        }
        bytes.append(0)
        bytes.append(0)
    }

    /// Whether the key begins with these values.
    ///
    /// - Parameter prefix: The encoded first values.
    /// - Returns: Whether they are the key's first values.
    public func hasPrefix(_ prefix: SortKey) -> Bool { bytes.starts(with: prefix.bytes) }

    /// Orders as the database does.
    public static func < (left: SortKey, right: SortKey) -> Bool {
        left.bytes.lexicographicallyPrecedes(right.bytes)
    }
}
