/// What a Windows drive of the time asks of one file or folder name.
///
/// Sources, archives and the historical tree use the same rules, so that nothing enters at one end that cannot
/// leave at the other.
public enum FileNameRules {
    /// The longest path below a package's source directory, in characters (Q182419).
    public static let longestSourcePath = 200

    /// Why a name cannot stand on such a drive, as the end of a sentence that begins with it; nil when it can.
    public static func problem(in name: some StringProtocol) -> String? {
        if name.isEmpty { return "is empty" }
        if name == "." || name == ".." { return "leads to another folder" }
        if name.utf8.count > 255 { return "is longer than 255 bytes" }
        for scalar in name.unicodeScalars {
            switch scalar {
            case "/", "\\", ":", "<", ">", "\"", "|", "?", "*": return "has the character \(scalar)"
            default:
                if scalar.value < 0x20 || scalar.value == 0x7F {
                    return "has the control character \(scalar.value)"
                }
            }
        }
        if name.unicodeScalars.last == "." { return "ends with a dot" }
        if name.unicodeScalars.last == " " { return "ends with a blank" }
        if isReserved(name) { return "is the reserved device name \(deviceName(of: name))" }
        return nil
    }

    /// Whether a name is one of MS-DOS's devices (CON, PRN, AUX, NUL, COM1-9, LPT1-9), with any extension.
    public static func isReserved(_ name: some StringProtocol) -> Bool {
        let base = deviceName(of: name)
        if ["CON", "PRN", "AUX", "NUL"].contains(base) { return true }
        guard base.utf8.count == 4, base.hasPrefix("COM") || base.hasPrefix("LPT"), let last = base.utf8.last
        else { return false }
        return (0x31...0x39).contains(last)
    }

    /// The part before the first dot in capitals, without blanks at its end: what decides about a device.
    private static func deviceName(of name: some StringProtocol) -> String {
        var bytes = Array(String(name).utf8.prefix { $0 != UInt8(ascii: ".") })
        while bytes.last == UInt8(ascii: " ") { bytes.removeLast() }
        for place in bytes.indices where (0x61...0x7A).contains(bytes[place]) { bytes[place] -= 0x20 }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// A name or path as a drive compares it: without case, scalar by scalar.
///
/// Swift's `String` treats a composed and a decomposed letter as equal, a Windows drive does not; and NTFS folds
/// each character alone. So this key holds the bytes of the folded scalars.
public struct FoldedName: Hashable, Comparable, Sendable {
    private let bytes: [UInt8]

    /// Folds a name.
    public init(_ name: some StringProtocol) {
        var folded: [UInt8] = []
        folded.reserveCapacity(name.utf8.count)
        var plain = true
        for byte in name.utf8 {
            if byte >= 0x80 {
                plain = false
                break
            }
            folded.append((0x61...0x7A).contains(byte) ? byte - 0x20 : byte)
        }
        if !plain {
            folded.removeAll(keepingCapacity: true)
            for scalar in name.unicodeScalars {
                let upper = scalar.properties.uppercaseMapping.unicodeScalars
                // A character whose capital form is several characters (such as ß) stays itself, as on NTFS.
                if upper.count == 1, let single = upper.first {
                    folded.append(contentsOf: String(single).utf8)
                } else {
                    folded.append(contentsOf: String(scalar).utf8)
                }
            }
        }
        bytes = folded
    }

    /// Orders by the bytes.
    public static func < (left: FoldedName, right: FoldedName) -> Bool {
        left.bytes.lexicographicallyPrecedes(right.bytes)
    }
}

/// Whether one text comes before another by its UTF-8 bytes, the same on every machine.
public func precedesByBytes(_ left: some StringProtocol, _ right: some StringProtocol) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
}
