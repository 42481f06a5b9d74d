import SiteModel

/// What becomes of a platform mask (mapping 3.3).
struct PlatformTranslation {
    /// Ranges of versions.
    var details: [ModernObject] = []
    /// Names of the platforms that have no counterpart.
    var dropped: [String] = []
    /// ANY_PLATFORM is set.
    var isAny = false
    /// DISABLED is set.
    var isDisabled = false
    /// No program at all.
    var isDropped = false
}

/// A row of the table of mapping 3.3.
private struct PlatformRow {
    let bit: PlatformMask
    let title: String
    /// Name and platform in SMS_OS_Details; nil where there is none in any era.
    let system: (name: String, platform: String)?
    /// The widest range of versions.
    let range: (low: String, high: String)
    /// Whether SMS 2003 and Configuration Manager 2007 have clients for it.
    let in2003: Bool
    let in2007: Bool
}

private let platformRows: [PlatformRow] = [
    PlatformRow(
        bit: .windows16, title: "Windows 3.x", system: ("Win 3.1x", "I386"),
        range: ("3.00.0000.0", "3.99.9999.9999"), in2003: false, in2007: false),
    PlatformRow(
        bit: .ntX86, title: "Windows NT x86", system: ("Win NT", "I386"),
        range: ("4.00.0000.0", "5.99.9999.9999"), in2003: true, in2007: true),
    PlatformRow(
        bit: .ntMIPS, title: "Windows NT MIPS", system: nil, range: ("", ""), in2003: false, in2007: false),
    PlatformRow(
        bit: .ntAlpha, title: "Windows NT Alpha", system: ("Win NT", "Alpha"),
        range: ("4.00.0000.0", "5.99.9999.9999"), in2003: false, in2007: false),
    PlatformRow(bit: .dos5, title: "MS-DOS 5", system: nil, range: ("", ""), in2003: false, in2007: false),
    PlatformRow(bit: .dos6, title: "MS-DOS 6", system: nil, range: ("", ""), in2003: false, in2007: false),
    PlatformRow(
        bit: .macintosh, title: "Macintosh", system: nil, range: ("", ""), in2003: false, in2007: false),
    PlatformRow(
        bit: .windows95, title: "Windows 95", system: ("Win 9x", "I386"),
        range: ("4.00.0000.0", "4.99.9999.9999"), in2003: true, in2007: false),
]

extension Translation {
    /// Translates a mask and says what was lost.
    mutating func translate(platforms mask: PlatformMask, subject: String) -> PlatformTranslation {
        var result = PlatformTranslation()
        if mask.intersection(PlatformMask(rawValue: 0xFF)).isEmpty {
            lose("W25", subject, "it has no platform, so SMS 1.2 never offered it; the program is disabled")
            result.isDisabled = true
            result.details = [fallbackDetail]
            return result
        }
        var couldRunAnywhere = false
        for row in platformRows where mask.contains(row.bit) {
            if let range = range(of: row) {
                result.details.append(range)
            } else if era == .cb, row.bit == .ntX86 || row.bit == .windows95,
                switches.unknownPlatform != .drop
            {
                couldRunAnywhere = true
            } else {
                result.dropped.append(row.title)
                lose("W23", subject, "no client of the era runs \(row.title)")
            }
        }
        if couldRunAnywhere {
            // Rule P5: nothing but a 32-bit Windows could run it, and every client is one.
            result.isAny = true
            lose("W24", subject, "\(mask) stands for any platform: no client that old exists")
        } else if result.details.isEmpty {
            switch switches.unknownPlatform {
            case .warn: result.isDisabled = true
            case .drop: result.isDropped = true
            case .any: result.isAny = true
            }
            if result.isDisabled { result.details = [fallbackDetail] }
            let how =
                result.isDisabled
                ? "the program is disabled" : result.isAny ? "any platform is taken" : "no program is made"
            lose("W24", subject, "no platform of \(mask) is left; \(how)")
        }
        return result
    }

    /// The range for a platform: from the target's table where it is at hand (rules P1 and P2), else ours.
    private func range(of row: PlatformRow) -> ModernObject? {
        guard let system = row.system else { return nil }
        if target.supportedPlatforms.isEmpty {
            guard era == .sms2003 ? row.in2003 : era == .cm2007 && row.in2007 else { return nil }
            return detail(system.name, system.platform, row.range.low, row.range.high)
        }
        let stem = system.name.prefix(5)
        let fitting = target.supportedPlatforms.filter { entry in
            entry.name.lowercased().hasPrefix(stem.lowercased())
                && equalNames(entry.platform, system.platform)
                && !versionLess(row.range.high, entry.minVersion)
                && !versionLess(entry.maxVersion, row.range.low)
        }
        guard let first = fitting.first else { return nil }
        var (low, high) = (first.minVersion, first.maxVersion)
        for entry in fitting {
            if versionLess(entry.minVersion, low) { low = entry.minVersion }
            if versionLess(high, entry.maxVersion) { high = entry.maxVersion }
        }
        return detail(first.name, first.platform, low, high)
    }

    /// A disabled program must still name a platform (rule PR4); the widest range of NT does no harm there.
    private var fallbackDetail: ModernObject { detail("Win NT", "I386", "4.00.0000.0", "5.99.9999.9999") }

    private func detail(_ name: String, _ platform: String, _ low: String, _ high: String) -> ModernObject {
        var object = ModernObject("SMS_OS_Details")
        object.set("Name", name, from: "platforms")
        object.set("Platform", platform, from: "platforms")
        object.set("MinVersion", low, from: "platforms")
        object.set("MaxVersion", high, from: "platforms")
        return object
    }
}

/// Whether a version such as `4.00.0000.0` is below another, number by number.
func versionLess(_ left: String, _ right: String) -> Bool {
    let first = left.split(separator: ".").map { Int($0) ?? 0 }
    let second = right.split(separator: ".").map { Int($0) ?? 0 }
    return first.lexicographicallyPrecedes(second)
}
