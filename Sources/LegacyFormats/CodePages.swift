public import SiteModel

/// A single-byte code page in which an old text file may be written.
///
/// The tables are those of Microsoft's published mappings; bytes that Windows-1252 leaves undefined keep their
/// number as control characters, as Windows itself does.
public enum CodePage: String, CaseIterable, Sendable {
    /// Windows-1252, the ANSI code page of Western Windows; the default.
    case windows1252 = "1252"
    /// Code page 437, the OEM code page of American MS-DOS.
    case oem437 = "437"
    /// Code page 850, the OEM code page of Western European MS-DOS.
    case oem850 = "850"

    /// Finds a code page by its number, with or without `cp`, `ibm` or `windows-` in front.
    ///
    /// Any other name, the double-byte pages of the Far East among them, is refused with an error finding
    /// `unsupported-code-page`.
    public static func named(_ name: String) -> (codePage: CodePage?, finding: Finding?) {
        var number = Substring(name.lowercased())
        for prefix in ["windows-", "windows", "ibm", "cp-", "cp"] where number.hasPrefix(prefix) {
            number = number.dropFirst(prefix.count)
            break
        }
        if let page = CodePage(rawValue: String(number)) { return (page, nil) }
        let known = allCases.map(\.rawValue).joined(separator: ", ")
        return (
            nil,
            Finding(
                .error, "unsupported-code-page", "Code page \"\(name)\" cannot be read here.",
                advice: "use one of \(known), or convert the file to UTF-8 first")
        )
    }

    /// The 128 characters of the bytes 0x80 to 0xFF.
    var upperHalf: [Unicode.Scalar] {
        switch self {
        case .windows1252: Self.upper1252
        case .oem437: Self.upper437
        case .oem850: Self.upper850
        }
    }

    /// The character of a byte.
    func scalar(of byte: UInt8) -> Unicode.Scalar {
        let upper = upperHalf
        guard byte >= 0x80, Int(byte) - 0x80 < upper.count else { return Unicode.Scalar(byte) }
        return upper[Int(byte) - 0x80]
    }

    /// The byte of a character, or nil when the code page does not have it.
    func byte(of scalar: Unicode.Scalar) -> UInt8? {
        if scalar.value < 0x80 { return UInt8(scalar.value) }
        guard let place = upperHalf.firstIndex(of: scalar) else { return nil }
        return UInt8(truncatingIfNeeded: place + 0x80)
    }

    private static let upper1252: [Unicode.Scalar] = Array(
        ("€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ\u{A0}¡¢£¤¥¦§¨©ª«¬\u{AD}®¯°±²³´µ¶·¸¹º»¼½¾¿"
            + "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ").unicodeScalars)
    private static let upper437: [Unicode.Scalar] = Array(
        ("ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀"
            + "αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{A0}").unicodeScalars)
    private static let upper850: [Unicode.Scalar] = Array(
        ("ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀"
            + "ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{AD}±‗¾¶§÷¸°¨·¹³²■\u{A0}").unicodeScalars)
}

/// How the bytes of a text file were read.
public enum TextEncoding: Equatable, Sendable, CustomStringConvertible {
    /// Only the 128 characters that all code pages share.
    case ascii
    /// UTF-8 without a byte order mark.
    case utf8
    /// UTF-8 behind a byte order mark.
    case utf8Marked
    /// UTF-16, low byte first, behind a byte order mark.
    case utf16LittleEndian
    /// UTF-16, high byte first, behind a byte order mark.
    case utf16BigEndian
    /// A single-byte code page.
    case codePage(CodePage)

    /// The name shown to users.
    public var description: String {
        switch self {
        case .ascii: "ASCII"
        case .utf8: "UTF-8"
        case .utf8Marked: "UTF-8 with a byte order mark"
        case .utf16LittleEndian: "UTF-16LE"
        case .utf16BigEndian: "UTF-16BE"
        case .codePage(let page): "code page \(page.rawValue)"
        }
    }
}

/// A decoded text that still knows which bytes each character came from.
public struct DecodedText: Equatable, Sendable {
    /// The characters, without a byte order mark.
    public var scalars: [Unicode.Scalar]
    /// Where each character begins in the bytes; one more entry than characters, the last being the end.
    public var offsets: [Int]
    /// The encoding that was used.
    public var encoding: TextEncoding
    /// `text-encoding` (note) when the text is not plain ASCII; `undecodable-text` (warning) when characters
    /// had to be replaced.
    public var findings: [Finding]

    /// The text as a string.
    public var text: String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }
}

/// Decodes a text: a byte order mark decides, else strict UTF-8, else the given code page.
///
/// Nothing fails: what cannot be decoded becomes U+FFFD with a warning at its place.
/// - Parameters:
///   - bytes: The file whole.
///   - codePage: The code page of a file that is neither marked nor valid UTF-8.
///   - file: The name for findings.
/// - Returns: The characters, where each came from, the encoding used and the findings.
public func decodeText(
    _ bytes: [UInt8], codePage: CodePage = .windows1252, file: String = ""
) -> DecodedText {
    var decoder = TextDecoder(bytes: bytes, file: file)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
        _ = decoder.decodeUTF8(from: 3, repairing: true)
        decoder.encoding = .utf8Marked
    } else if bytes.starts(with: [0xFF, 0xFE]) {
        decoder.decodeUTF16(low: 0, high: 1)
        decoder.encoding = .utf16LittleEndian
    } else if bytes.starts(with: [0xFE, 0xFF]) {
        decoder.decodeUTF16(low: 1, high: 0)
        decoder.encoding = .utf16BigEndian
    } else if decoder.decodeUTF8(from: 0, repairing: false) {
        decoder.encoding = bytes.allSatisfy { $0 < 0x80 } ? .ascii : .utf8
    } else {
        decoder.scalars = bytes.map(codePage.scalar(of:))
        decoder.offsets = Array(0..<bytes.count)
        decoder.encoding = .codePage(codePage)
    }
    return decoder.finish()
}

/// Encodes a text in a code page.
///
/// Characters that the code page lacks become `?`; their places, counted in characters from 0, are returned.
public func encodeText(_ text: String, codePage: CodePage) -> (bytes: [UInt8], lost: [Int]) {
    var bytes: [UInt8] = []
    var lost: [Int] = []
    for (place, scalar) in text.unicodeScalars.enumerated() {
        if let byte = codePage.byte(of: scalar) {
            bytes.append(byte)
        } else {
            bytes.append(UInt8(ascii: "?"))
            lost.append(place)
        }
    }
    return (bytes, lost)
}

/// The work of `decodeText`.
private struct TextDecoder {
    let bytes: [UInt8]
    let file: String
    var scalars: [Unicode.Scalar] = []
    var offsets: [Int] = []
    var encoding = TextEncoding.ascii
    /// Places, in characters, where U+FFFD was put.
    var replaced: [Int] = []

    init(bytes: [UInt8], file: String) {
        self.bytes = bytes
        self.file = file
    }

    mutating func take(_ scalar: Unicode.Scalar?, at offset: Int) {
        if scalar == nil { replaced.append(scalars.count) }
        scalars.append(scalar ?? "\u{FFFD}")
        offsets.append(offset)
    }

    /// Decodes UTF-8; false, with nothing kept, when it is not valid and may not be repaired.
    mutating func decodeUTF8(from start: Int, repairing: Bool) -> Bool {
        scalars.reserveCapacity(bytes.count)
        offsets.reserveCapacity(bytes.count + 1)
        var place = start
        while place < bytes.count {
            if let (scalar, length) = Self.sequence(in: bytes, at: place) {
                take(scalar, at: place)
                place += length
            } else if repairing {
                take(nil, at: place)
                place += 1
            } else {
                scalars = []
                offsets = []
                return false
            }
        }
        return true
    }

    /// One strict UTF-8 sequence: no overlong forms, no surrogates.
    static func sequence(in bytes: [UInt8], at place: Int) -> (Unicode.Scalar, Int)? {
        let first = bytes[place]
        let length: Int
        let least: UInt32
        var value: UInt32
        switch first {
        case 0..<0x80: return (Unicode.Scalar(first), 1)
        case 0xC2...0xDF: (length, least, value) = (2, 0x80, UInt32(first & 0x1F))
        case 0xE0...0xEF: (length, least, value) = (3, 0x800, UInt32(first & 0x0F))
        case 0xF0...0xF4: (length, least, value) = (4, 0x1_0000, UInt32(first & 0x07))
        default: return nil
        }
        guard place + length <= bytes.count else { return nil }
        for next in bytes[(place + 1)..<(place + length)] {
            guard next & 0xC0 == 0x80 else { return nil }
            value = value << 6 | UInt32(next & 0x3F)
        }
        guard value >= least, let scalar = Unicode.Scalar(value) else { return nil }
        return (scalar, length)
    }

    /// Decodes UTF-16 behind its mark; `low` and `high` say which byte of a pair is which.
    mutating func decodeUTF16(low: Int, high: Int) {
        func unit(_ place: Int) -> UInt32? {
            guard place + 1 < bytes.count else { return nil }
            return UInt32(bytes[place + high]) << 8 | UInt32(bytes[place + low])
        }
        var place = 2
        while place < bytes.count {
            guard let first = unit(place) else {
                take(nil, at: place)
                break
            }
            if first & 0xFC00 == 0xD800, let second = unit(place + 2), second & 0xFC00 == 0xDC00 {
                take(Unicode.Scalar(0x1_0000 + (first & 0x3FF) << 10 + second & 0x3FF), at: place)
                place += 4
            } else {
                take(Unicode.Scalar(first), at: place)
                place += 2
            }
        }
    }

    mutating func finish() -> DecodedText {
        offsets.append(bytes.count)
        var findings: [Finding] = []
        if encoding != .ascii {
            let advice: String? =
                if case .codePage = encoding {
                    "if names look wrong, say which code page the file has; double-byte files must first be "
                        + "converted to UTF-8"
                } else { nil }
            findings.append(
                Finding(
                    .note, "text-encoding", "The text was read as \(encoding).",
                    at: SourceLocation(file: file), advice: advice))
        }
        if let first = replaced.first {
            findings.append(
                Finding(
                    .warning, "undecodable-text",
                    "\(replaced.count) places are not valid \(encoding) and were replaced by U+FFFD.",
                    at: location(of: first), advice: "save the file again in the right encoding"))
        }
        return DecodedText(scalars: scalars, offsets: offsets, encoding: encoding, findings: findings)
    }

    /// Line and column of a character.
    func location(of index: Int) -> SourceLocation {
        var line = 1
        var column = 1
        for place in scalars.indices.prefix(index) {
            let scalar = scalars[place]
            let endsLine =
                scalar == "\n"
                || (scalar == "\r" && !(place + 1 < scalars.count && scalars[place + 1] == "\n"))
            if endsLine {
                line += 1
                column = 1
            } else {
                column += 1
            }
        }
        return SourceLocation(file: file, line: line, column: column)
    }
}
