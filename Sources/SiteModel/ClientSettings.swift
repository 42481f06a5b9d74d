/// What a computer does in its network, as far as its Package Command Manager goes by it.
public enum ClientRole: String, CaseIterable, Sendable {
    /// A workstation: the service runs only where it was installed (Q167114, Q191329).
    case workstation
    /// A member server; as a workstation.
    case memberServer = "member-server"
    /// A logon server with Windows NT: the service is always installed (sms12-client 1.6).
    case logonServer = "logon-server"
}

/// The account that the Package Command Manager service runs under (Q167114, Q181118).
public enum ServiceAccount: String, CaseIterable, Sendable {
    /// An administrator of the client that can read instruction files and package shares.
    case administrator
    /// An account without these rights: it finds no instruction file.
    case user
    /// Its password has expired: no logon succeeds (Q230242).
    case expired
}

/// Which Windows NT a client has; others have the default.
public enum WindowsNTVersion: String, CaseIterable, Sendable {
    /// Windows NT 3.1.
    case v31 = "3.1"
    /// Windows NT 3.5.
    case v35 = "3.5"
    /// Windows NT 3.51.
    case v351 = "3.51"
    /// Windows NT 4.0; the default.
    case v40 = "4.0"
}

/// The network software below MS-DOS and Windows 3.x (Q160775).
public enum Redirector: String, CaseIterable, Sendable {
    /// One that knows UNC paths.
    case standard
    /// NetWare's NETX, which does not.
    case netx
}

/// `DisableRandomPCMServers` of SMS.INI: how a distribution server is chosen (Q180151, Q195944).
public enum ServerChoice: String, CaseIterable, Sendable {
    /// RANDOM, or absent: all four steps.
    case random
    /// LOCALONLY: the current logon server only.
    case localOnly = "local-only"
    /// DRIVEMAPPINGS: the current logon server, then a server with a mapped drive.
    case driveMappings = "drive-mappings"
    /// RANDOMONLY: the random step only.
    case randomOnly = "random-only"
    /// PREFERREDONLY: a preferred server; the logon server where none has the package.
    case preferredOnly = "preferred-only"
    /// PREFERREDFIRST: a preferred server, then all four steps.
    case preferredFirst = "preferred-first"
}

/// A network drive that a client has connected by itself.
public struct MappedDrive: Equatable, Sendable {
    /// The letter, `A` to `Z`.
    public var letter: String
    /// The server, in capitals.
    public var server: String
    /// The share.
    public var share: String

    /// Makes a connection.
    public init(letter: String, server: String, share: String) {
        self.letter = letter
        self.server = server
        self.share = share
    }

    /// Reads `M: \\SERVER\SHARE`; nil where it has another form.
    public init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let first = parts.first, let last = parts.last, first.utf8.count == 1,
            first.uppercased().utf8.allSatisfy({ (0x41...0x5A).contains($0) })
        else { return nil }
        let path = last.drop { $0 == " " }
        guard path.hasPrefix("\\\\") else { return nil }
        let names = path.dropFirst(2).split(separator: "\\", omittingEmptySubsequences: false)
        guard names.count == 2, let server = names.first, let share = names.last, !server.isEmpty,
            !share.isEmpty
        else { return nil }
        self.init(letter: first.uppercased(), server: server.uppercased(), share: String(share))
    }

    /// `M: \\SERVER\SHARE`.
    public var text: String { "\(letter): \\\\\(server)\\\(share)" }
}

/// What the clients of a range have set for Package Command Manager: SMS.INI, the registry, the service.
public struct ClientSettings: Equatable, Sendable {
    /// What the computer does.
    public var role = ClientRole.workstation
    /// Whether the service SMS_PACKAGE_COMMAND_MANAGER_NT was installed by hand or RSERVICE (Q167114).
    public var service = false
    /// The account of the service.
    public var account = ServiceAccount.administrator
    /// The version of Windows NT.
    public var osVersion = WindowsNTVersion.v40
    /// The network software of MS-DOS and Windows 3.x.
    public var redirector = Redirector.standard
    /// `DisableRandomPCMServers`.
    public var serverChoice = ServerChoice.random
    /// Preferred distribution servers of the registry, by name (Q195944).
    public var preferredServers: [String] = []
    /// Drive letters that local disks take.
    public var localDrives = "ABC"
    /// Network drives that are connected.
    public var mappedDrives: [MappedDrive] = []
    /// `MaxLogonServerSearch`: how many of `[Servers]` are tried at the start; 0: all (Q192462).
    public var maximumLogonServers = 0
    /// Whether the client is behind a slow link; inventory alone ever asks (Q154931).
    public var slowLink = false
    /// `DisablePCMCountdown` (Q185805).
    public var disableCountdown = false
    /// `PCMPackageReminderInterval` in minutes; 0: none (Q187287).
    public var reminderMinutes: Int64 = 0

    /// What a client has where nothing was set.
    public init() {}

    /// Letters that a package could be connected to: neither local nor mapped; bit 0 is `A`.
    public var freeLetters: UInt32 {
        var free: UInt32 = 0x03FF_FFFF
        for letter in localDrives.utf8 { free &= ~Self.bit(letter) }
        for drive in mappedDrives { for letter in drive.letter.utf8 { free &= ~Self.bit(letter) } }
        return free
    }

    /// The bit of a letter; none for what is no letter.
    private static func bit(_ letter: UInt8) -> UInt32 {
        let capital = letter & 0xDF
        return (0x41...0x5A).contains(capital) ? 1 << UInt32(capital - 0x41) : 0
    }
}
