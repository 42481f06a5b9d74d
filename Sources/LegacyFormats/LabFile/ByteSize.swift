/// Sizes as people write them: `"2GB"`, `"500 MB"`, `"1.5GB"`.
///
/// A kilobyte has 1024 bytes, as Windows counts free space.
public enum ByteSize {
    private static let units: [(word: String, bytes: Int64)] = [
        ("TB", 1 << 40), ("GB", 1 << 30), ("MB", 1 << 20), ("KB", 1 << 10), ("B", 1),
    ]

    /// Reads a size; nil when it has another form, a fraction of a byte, or does not fit 64 bits.
    public static func parse(_ text: String) -> Int64? {
        let upper = text.uppercased()
        guard let unit = units.first(where: { upper.hasSuffix($0.word) }) else { return nil }
        var number = upper.dropLast(unit.word.count)
        if number.last == " " { number = number.dropLast() }
        let parts = number.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), parts.allSatisfy({ isDigits($0) }), let whole = Int64(parts[0])
        else { return nil }
        let (bytes, overflow) = whole.multipliedReportingOverflow(by: unit.bytes)
        if overflow { return nil }
        guard parts.count == 2 else { return bytes }
        guard parts[1].utf8.count <= 3, let fraction = Int64(parts[1]) else { return nil }
        let scale: Int64 = parts[1].utf8.count == 1 ? 10 : parts[1].utf8.count == 2 ? 100 : 1_000
        let (sum, tooLarge) = bytes.addingReportingOverflow(fraction * unit.bytes / scale)
        return tooLarge || unit.bytes == 1 ? nil : sum
    }

    private static func isDigits(_ text: Substring) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }

    /// The size in the largest unit that fits without a rest; nil when that is plain bytes.
    public static func word(_ bytes: Int64) -> String? {
        guard bytes > 0 else { return nil }
        for unit in units.dropLast() where bytes % unit.bytes == 0 {
            return "\(bytes / unit.bytes)\(unit.word)"
        }
        return nil
    }
}
