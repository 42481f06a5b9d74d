/// Bytes as text of 64 harmless letters (RFC 4648): contents inside a journal's text, runs inside a page.
public enum Base64 {
    private static let letters = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let values: [UInt8: UInt32] = Dictionary(
        uniqueKeysWithValues: letters.enumerated().map { ($0.element, UInt32($0.offset)) })

    /// The text, with `=` at its end where the bytes are no multiple of three.
    ///
    /// - Parameter bytes: The bytes.
    /// - Returns: The text, without line ends.
    public static func text(_ bytes: [UInt8]) -> String {
        var out: [UInt8] = []
        out.reserveCapacity((bytes.count + 2) / 3 * 4)
        for first in stride(from: 0, to: bytes.count, by: 3) {
            let part = bytes[first..<min(first + 3, bytes.count)]
            var word: UInt32 = 0
            for place in 0..<3 { word = word << 8 | (place < part.count ? UInt32(part[first + place]) : 0) }
            for place in 0..<4 {
                let letter = letters[Int(word >> UInt32(18 - 6 * place) & 63)]
                out.append(place <= part.count ? letter : UInt8(ascii: "="))
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// The bytes of such a text; nil when it is none.
    ///
    /// - Parameter text: The text, without blanks and line ends.
    /// - Returns: The bytes.
    public static func bytes(_ text: Substring.UTF8View) -> [UInt8]? {
        guard text.count % 4 == 0 else { return nil }
        var out: [UInt8] = []
        out.reserveCapacity(text.count / 4 * 3)
        var word: UInt32 = 0
        var count = 0
        var padding = 0
        for byte in text {
            if byte == UInt8(ascii: "=") {
                padding += 1
            } else {
                // Nothing follows the padding.
                guard padding == 0, let value = values[byte] else { return nil }
                word = word << 6 | value
            }
            if padding > 0 { word <<= 6 }
            count += 1
            if count % 4 == 0 {
                for shift in [16, 8, 0] as [UInt32] { out.append(UInt8(truncatingIfNeeded: word >> shift)) }
                word = 0
            }
        }
        guard padding <= 2 else { return nil }
        return Array(out.dropLast(padding))
    }
}
