public import SiteModel

/// The Package Command Manager that runs for the user of a client, by its platform (reference sms12-client 1.1).
public enum ClientVariant: UInt8, CaseIterable, Sendable {
    /// PCMWIN16: Windows 3.x, Windows for Workgroups, Windows 95 (Q107244, Q168341).
    case win16 = 0
    /// PCMWIN32: Windows NT on any processor (Q164657).
    case win32
    /// PCMDOS: MS-DOS 5 and 6 (Q191299, Q160775).
    case dos
    /// PCMMAC: Macintosh (Q107244).
    case mac

    /// The variant of a platform.
    public init(_ platform: PlatformMask) {
        if PlatformMask.windowsNT.contains(platform) {
            self = .win32
        } else if PlatformMask.msdos.contains(platform) {
            self = .dos
        } else {
            self = platform == .macintosh ? .mac : .win16
        }
    }

    /// The program's name.
    public var name: String {
        switch self {
        case .win16: "PCMWIN16"
        case .win32: "PCMWIN32"
        case .dos: "PCMDOS"
        case .mac: "PCMMAC"
        }
    }

    /// The name of the service's program.
    public static let serviceName = "PCMSVC32"
}

extension ClientRange {
    /// Whether the service runs at these clients: on logon servers always, elsewhere where it was installed, which
    /// releases before 1.2 do not allow (Q167114, sms12-client 1.6).
    public func hasService(at release: Release) -> Bool {
        guard PlatformMask.windowsNT.contains(platform) else { return false }
        return settings.role == .logonServer || (settings.service && release >= .v12)
    }
}
