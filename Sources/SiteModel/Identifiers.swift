/// A number system of the historical identifiers: digits, then capital letters.
enum Radix {
    /// Digits in the order of their value, base 36.
    static let digits: [UInt8] = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".utf8)

    /// The value of one digit, or nil; small letters count as capitals.
    static func value(of byte: UInt8, base: UInt32) -> UInt32? {
        let value: UInt32
        switch byte {
        case 0x30...0x39: value = UInt32(byte - 0x30)
        case 0x41...0x5A: value = UInt32(byte - 0x41) + 10
        case 0x61...0x7A: value = UInt32(byte - 0x61) + 10
        default: return nil
        }
        return value < base ? value : nil
    }

    /// Reads a whole text as a number, or nil when a digit is foreign.
    static func parse(_ text: Substring.UTF8View, base: UInt32) -> UInt32? {
        if text.isEmpty { return nil }
        var result: UInt32 = 0
        for byte in text {
            guard let digit = value(of: byte, base: base) else { return nil }
            result = result &* base &+ digit
        }
        return result
    }

    /// Writes a number with leading zeros.
    static func format(_ number: UInt32, base: UInt32, width: Int) -> String {
        var bytes = [UInt8](repeating: digits[0], count: width)
        var rest = number
        for place in stride(from: width - 1, through: 0, by: -1) {
            bytes[place] = digits[Int(rest % base)]
            rest /= base
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// A site code: three letters or digits, such as `BPC` (Q127052: 36³ = 46,656 of them).
public struct SiteCode: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The code in base 36.
    public let number: UInt32

    /// Reads a code; small letters become capitals.
    ///
    /// Nil unless the text is three letters or digits and no reserved device name (CON, PRN, AUX, NUL: Q182420).
    public init?(_ text: some StringProtocol) {
        // Bytes, not characters: capitals of a ligature such as `ﬃ` would be three letters.
        let bytes = Substring(text).utf8
        guard bytes.count == 3, let number = Radix.parse(bytes, base: 36) else { return nil }
        self.number = number
        if ["CON", "PRN", "AUX", "NUL"].contains(description) { return nil }
    }

    /// The three characters.
    public var description: String { Radix.format(number, base: 36, width: 3) }

    /// Orders by the characters.
    public static func < (left: SiteCode, right: SiteCode) -> Bool { left.number < right.number }
}

/// An identifier of the form site code and five hexadecimal digits, such as `BPC0000A`.
///
/// Package, job, query and program-item identifiers have it. That the counter is hexadecimal is inferred from
/// about forty specimens (reference sms12-server 6); see `docs/reference/choices.md`.
public protocol CountedIdentifier: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The site that gave the identifier out.
    var site: SiteCode { get }
    /// The running number, 0 to `maximumCounter`.
    var counter: UInt32 { get }
    /// Makes an identifier; nil when the counter does not fit.
    init?(site: SiteCode, counter: UInt32)
    /// How many characters follow the site code.
    static var counterWidth: Int { get }
    /// The base of the counter: 16 or 36.
    static var counterBase: UInt32 { get }
}

extension CountedIdentifier {
    /// The largest running number of the form.
    public static var maximumCounter: UInt32 {
        var result: UInt32 = 1
        for _ in 0..<counterWidth { result *= counterBase }
        return result - 1
    }

    /// Reads the printed form; nil when it has another shape.
    public init?(_ text: some StringProtocol) {
        let text = String(text)
        guard text.utf8.count == 3 + Self.counterWidth, let site = SiteCode(text.prefix(3)),
            let counter = Radix.parse(text.dropFirst(3).utf8, base: Self.counterBase)
        else { return nil }
        self.init(site: site, counter: counter)
    }

    /// The printed form.
    public var description: String {
        site.description + Radix.format(counter, base: Self.counterBase, width: Self.counterWidth)
    }

    /// Orders by site, then by running number.
    public static func < (left: Self, right: Self) -> Bool {
        (left.site, left.counter) < (right.site, right.counter)
    }
}

/// A package identifier, such as `BPC0000A`: site code and five hexadecimal digits.
public struct PackageID: CountedIdentifier {
    /// The site that made the package.
    public let site: SiteCode
    /// The running number, 0 to 0xFFFFF.
    public let counter: UInt32
    /// Five characters.
    public static var counterWidth: Int { 5 }
    /// Hexadecimal.
    public static var counterBase: UInt32 { 16 }
    /// Makes an identifier; nil when the counter is over 0xFFFFF.
    public init?(site: SiteCode, counter: UInt32) {
        guard counter <= Self.maximumCounter else { return nil }
        self.site = site
        self.counter = counter
    }
}

/// A job identifier, such as `BPC000AA`: site code and five hexadecimal digits.
public struct JobID: CountedIdentifier {
    /// The site that made the job.
    public let site: SiteCode
    /// The running number, 0 to 0xFFFFF.
    public let counter: UInt32
    /// Five characters.
    public static var counterWidth: Int { 5 }
    /// Hexadecimal.
    public static var counterBase: UInt32 { 16 }
    /// Makes an identifier; nil when the counter is over 0xFFFFF.
    public init?(site: SiteCode, counter: UInt32) {
        guard counter <= Self.maximumCounter else { return nil }
        self.site = site
        self.counter = counter
    }
}

/// A Package Command Manager request identifier, such as `BPC001M`: site code and four characters of base 36.
///
/// It is unique for each offer and the key of PCMHIST.REG (Q123499).
public struct RequestID: CountedIdentifier {
    /// The site that placed the offer.
    public let site: SiteCode
    /// The running number, 0 to 36⁴ - 1.
    public let counter: UInt32
    /// Four characters.
    public static var counterWidth: Int { 4 }
    /// Base 36.
    public static var counterBase: UInt32 { 36 }
    /// Makes an identifier; nil when the counter is over 36⁴ - 1.
    public init?(site: SiteCode, counter: UInt32) {
        guard counter <= Self.maximumCounter else { return nil }
        self.site = site
        self.counter = counter
    }
}

/// A machine identifier, SMSID: site code, two characters of range, three of sequence, such as `MDM00005`.
///
/// Base 36, documented in Q127052; the counter runs over range and sequence together.
public struct SMSID: CountedIdentifier {
    /// The site that gave the identifier out.
    public let site: SiteCode
    /// Range and sequence as one number, 0 to 36⁵ - 1 (60,466,176 identifiers a site).
    public let counter: UInt32
    /// Five characters.
    public static var counterWidth: Int { 5 }
    /// Base 36.
    public static var counterBase: UInt32 { 36 }
    /// Makes an identifier; nil when the counter is over 36⁵ - 1.
    public init?(site: SiteCode, counter: UInt32) {
        guard counter <= Self.maximumCounter else { return nil }
        self.site = site
        self.counter = counter
    }
}

/// A send request identifier, such as `000tS01` or `_2ZYBPC`: four characters, the site code last.
///
/// Which site and what the leading underscore means is inferred (reference sms12-server 6): ours is an
/// underscore, a counter of three characters in base 36, and the originating site.
public struct SendRequestID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The originating site.
    public let site: SiteCode
    /// The running number, 0 to 36³ - 1.
    public let counter: UInt32
    /// The largest running number.
    public static let maximumCounter: UInt32 = 36 * 36 * 36 - 1

    /// Makes an identifier; nil when the counter is over 36³ - 1.
    public init?(site: SiteCode, counter: UInt32) {
        guard counter <= Self.maximumCounter else { return nil }
        self.site = site
        self.counter = counter
    }

    /// Reads the printed form `_cccSSS`.
    public init?(_ text: some StringProtocol) {
        let text = String(text)
        guard text.utf8.count == 7, text.utf8.first == 0x5F, let site = SiteCode(text.suffix(3)),
            let counter = Radix.parse(text.dropFirst(1).prefix(3).utf8, base: 36)
        else { return nil }
        self.init(site: site, counter: counter)
    }

    /// The printed form, seven characters.
    public var description: String { "_" + Radix.format(counter, base: 36, width: 3) + site.description }

    /// Orders by site, then by running number.
    public static func < (left: SendRequestID, right: SendRequestID) -> Bool {
        (left.site, left.counter) < (right.site, right.counter)
    }
}
