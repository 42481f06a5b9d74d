/// Spans of virtual time as people write them: `2d`, `3h`, `90m`, `30s`, or joined, `1d12h`.
public enum TimeSpan {
    /// A hundred years: more than there is of SMS and of what followed it.
    private static let longest: Int64 = 36_525 * 86_400_000

    /// Milliseconds of a text.
    ///
    /// - Parameter text: The text; `0` is one as well.
    /// - Returns: The milliseconds; nil where it is no span, or over a hundred years.
    public static func milliseconds(_ text: String) -> Int64? {
        var total: Int64 = 0
        var number: Int64?
        for byte in text.utf8 {
            if (0x30...0x39).contains(byte) {
                let (product, over) = (number ?? 0).multipliedReportingOverflow(by: 10)
                guard !over, product < 1_000_000_000 else { return nil }
                number = product + Int64(byte - 0x30)
                continue
            }
            guard let value = number else { return nil }
            switch byte {
            case UInt8(ascii: "d"): total += value * 86_400_000
            case UInt8(ascii: "h"): total += value * 3_600_000
            case UInt8(ascii: "m"): total += value * 60_000
            case UInt8(ascii: "s"): total += value * 1_000
            default: return nil
            }
            // Each part is below 10^17 and the sum stays below this, so that nothing overflows.
            guard total <= longest else { return nil }
            number = nil
        }
        if text == "0" { return 0 }
        return number == nil && !text.isEmpty ? total : nil
    }
}
