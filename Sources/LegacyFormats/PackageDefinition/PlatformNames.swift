import SiteModel

/// The platform names of 1.x files.
///
/// The bits are those of SMSINFO.H. SMS 1.0 and 1.1 know Windows NT only as version 3.1, SMS 1.2 takes four
/// versions and none; all versions of one processor are the same thing (Q150799).
enum PlatformNames {
    /// The names SMS 1.2 knows.
    static let exact: [(name: String, bit: PlatformMask)] = {
        var result: [(name: String, bit: PlatformMask)] = [
            ("Windows 3.1", .windows16), ("Windows", .windows16), ("Windows95", .windows95),
            ("Macintosh", .macintosh), ("MS-DOS 5.0", .dos5), ("MS-DOS 6.0", .dos6), ("MS-DOS 6.2", .dos6),
            ("MS-DOS 6.21", .dos6), ("MS-DOS 6.22", .dos6),
        ]
        for version in ["", "3.1 ", "3.5 ", "3.51 ", "4.0 "] {
            result.append(("Windows NT \(version)(x86)", .ntX86))
            result.append(("Windows NT \(version)(MIPS)", .ntMIPS))
            result.append(("Windows NT \(version)(Alpha)", .ntAlpha))
        }
        return result
    }()

    /// The same names in small letters, with and without blanks.
    private static let folded: [(name: String, squeezed: String, bit: PlatformMask)] = exact.map {
        ($0.name.lowercased(), squeeze($0.name.lowercased()), $0.bit)
    }

    /// The names that every release takes, in the order in which they are written.
    static let written: [(name: String, bit: PlatformMask)] = [
        ("Windows 3.1", .windows16), ("Windows95", .windows95), ("Windows NT 3.1 (x86)", .ntX86),
        ("Windows NT 3.1 (MIPS)", .ntMIPS), ("Windows NT 3.1 (Alpha)", .ntAlpha), ("MS-DOS 5.0", .dos5),
        ("MS-DOS 6.0", .dos6), ("Macintosh", .macintosh),
    ]

    /// Finds a name: as it is, in any case; else, guessing, without blanks and Windows NT versions.
    static func find(_ name: String) -> (bit: PlatformMask, isGuess: Bool)? {
        let lower = name.lowercased()
        if let known = folded.first(where: { $0.name == lower }) { return (known.bit, false) }
        let squeezed = squeeze(lower)
        if let known = folded.first(where: { $0.squeezed == squeezed }) { return (known.bit, true) }
        if squeezed == "ms-dos" || squeezed == "msdos" { return (.msdos, true) }
        guard squeezed.hasPrefix("windowsnt") else { return nil }
        let rest = squeezed.unicodeScalars.dropFirst("windowsnt".unicodeScalars.count)
            .drop { ("0"..."9").contains($0) || $0 == "." }
        switch string(rest) {
        case "", "(x86)", "(i386)", "(intel)": return (.ntX86, true)
        case "(mips)": return (.ntMIPS, true)
        case "(alpha)": return (.ntAlpha, true)
        default: return nil
        }
    }

    private static func squeeze(_ text: String) -> String {
        string(text.unicodeScalars.filter { !isBlank($0) })
    }
}

extension DefinitionContext {
    /// Reads a platform list of a command line or program item.
    mutating func platforms(
        _ section: DefinitionSection
    ) -> (mask: PlatformMask, texts: [String]) {
        let list = text(section, "SupportedPlatforms")
        var mask: PlatformMask = []
        var texts: [String] = []
        for item in list?.items ?? [] {
            texts.append(item.text)
            guard let found = PlatformNames.find(item.text) else {
                findings.add(
                    .unknownPlatform, "\"\(item.text)\" is no platform that SMS knows; it was left out.",
                    at: item.location,
                    advice: "write one of the names of SMS 1.2, such as Windows NT 3.1 (x86)")
                continue
            }
            mask.insert(found.bit)
            if found.isGuess {
                findings.add(
                    .guessedPlatform,
                    "\"\(item.text)\" is not written as SMS knows it; \(found.bit) is taken.",
                    at: item.location, advice: "SMS itself would not have offered it there")
            }
        }
        if mask.isEmpty {
            findings.add(
                .offeredToNoClient,
                "[\(section.name)] names no platform that SMS knows: offered to no client.",
                at: list?.location ?? section.location, advice: "write SupportedPlatforms")
        }
        return (mask, texts)
    }
}
