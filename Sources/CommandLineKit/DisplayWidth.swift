/// The columns that a text takes on a terminal: 2 for a wide character, 0 for combining and control ones.
///
/// Wide are the blocks that Unicode's East Asian Width table (UAX #11) gives as W or F, and what is drawn as an
/// emoji or a flag. Ambiguous characters count as 1.
public func displayWidth(_ text: String) -> Int {
    // Nearly every cell is ASCII; those need no look at graphemes.
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text.utf8.count }
    var width = 0
    for character in text { width += columns(of: character) }
    return width
}

/// A text cut to so many columns, with an ellipsis at the end of one that is longer.
func cut(_ text: String, toWidth room: Int) -> String {
    guard displayWidth(text) > room, room > 0 else { return text }
    var out = ""
    var used = 1
    for character in text {
        used += columns(of: character)
        guard used <= room else { break }
        out.append(character)
    }
    return out + "…"
}

private func columns(of character: Character) -> Int {
    var widest = 0
    var flagHalves = 0
    for scalar in character.unicodeScalars {
        // U+FE0F asks for the emoji form, which is wide.
        if scalar.value == 0xFE0F { widest = max(widest, 2) }
        if (0x1F1E6...0x1F1FF).contains(scalar.value) { flagHalves += 1 }
        widest = max(widest, columns(of: scalar))
    }
    return flagHalves > 1 ? 2 : widest
}

private func columns(of scalar: Unicode.Scalar) -> Int {
    let value = scalar.value
    if value < 0x20 || (0x7F..<0xA0).contains(value) { return 0 }
    if value < 0x300 { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    // The vowels and finals of a Hangul syllable join its first letter.
    if (0x1160...0x11FF).contains(value) { return 0 }
    return wideBlocks.contains { $0.contains(value) } ? 2 : 1
}

private let wideBlocks: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x231A...0x231B, 0x2329...0x232A, 0x23E9...0x23EC, 0x25FD...0x25FE, 0x2614...0x2615,
    0x2648...0x2653, 0x26AA...0x26AB, 0x26BD...0x26BE, 0x26C4...0x26C5, 0x2705...0x2705, 0x270A...0x270B,
    0x2728...0x2728, 0x274C...0x274C, 0x2753...0x2755, 0x2795...0x2797, 0x2B1B...0x2B1C, 0x2E80...0x303E,
    0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,
    0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x17000...0x18CFF, 0x1B000...0x1B2FF,
    0x1F004...0x1F004, 0x1F0CF...0x1F0CF, 0x1F18E...0x1F18E, 0x1F191...0x1F19A, 0x1F200...0x1F320,
    0x1F32D...0x1F335, 0x1F337...0x1F37C, 0x1F37E...0x1F393, 0x1F3A0...0x1F3CA, 0x1F3CF...0x1F3D3,
    0x1F3E0...0x1F3F0, 0x1F3F8...0x1F43E, 0x1F440...0x1F440, 0x1F442...0x1F4FC, 0x1F4FF...0x1F53D,
    0x1F54B...0x1F567, 0x1F5FB...0x1F64F, 0x1F680...0x1F6C5, 0x1F6CC...0x1F6CC, 0x1F6D0...0x1F6D2,
    0x1F6D5...0x1F6D7, 0x1F6DC...0x1F6DF, 0x1F6EB...0x1F6EC, 0x1F6F4...0x1F6FC, 0x1F7E0...0x1F7EB,
    0x1F90C...0x1F9FF, 0x1FA70...0x1FAFF, 0x20000...0x2FFFD, 0x30000...0x3FFFD,
]
