import SiteModel

/// Where a sharing package goes on a distribution server, and under which share.
public struct SharePlan: Equatable, Sendable {
    /// The place of the drive.
    public var drive: Int
    /// The share; on a NetWare server the volume.
    public var share: String
    /// The package's directory, from the root of the drive.
    public var path: String
    /// The administrative share of the last element, such as `C$` of `A\B\C` (Q107245); nil: there is one element.
    public var administrativeShare: String?
}

/// What the Despooler decides for a Share Package On Server job at one server.
public enum ShareChoice: Equatable, Sendable {
    /// It goes there.
    case place(SharePlan)
    /// It cannot be done; the number of the event that says why.
    case refused(event: Int64)
    /// The server is passed over for good (Q124959).
    case skipped
}

/// Shares and directories of sharing packages (reference sms12-server 8.4: RG S3D3F, Q107245, Q121383, SDK).
public enum ShareRules {
    /// Numbers that are tried behind the name of a share that is taken: `FRISBEE00` to `FRISBEE99`.
    static let numbers = 0...99

    /// Chooses the place of a sharing package on a server.
    ///
    /// - Parameters:
    ///   - server: The server.
    ///   - name: The package's share name, such as `A\B\C`.
    ///   - package: The package's identifier as text: the directory on a NetWare volume that is named alone.
    ///   - bytes: What its files take.
    ///   - needsNTFS: Whether a file has a long name and that is looked at.
    ///   - existing: Where the package lies there already, or nil.
    ///   - smsDriveLetter: The letter of the drive with the SMS directory, the default volume on NetWare.
    /// - Returns: The place, or why there is none.
    public static func choose(
        _ server: ServerLive, name: String, package: String, bytes: Int64, needsNTFS: Bool,
        existing: LocationLive?, smsDriveLetter: String
    ) -> ShareChoice {
        guard server.isReachable, !server.drives.isEmpty else { return .refused(event: 108) }
        let elements = name.split(separator: "\\").map { $0.uppercased() }
        guard let first = elements.first else { return .refused(event: 111) }
        // No folder can have such a name, whatever file it came from.
        if elements.contains(where: { FileNameRules.problem(in: $0) != nil }) { return .refused(event: 7) }
        if isAdministrative(first) || isOfSMS(first) { return .refused(event: 8) }
        if let existing, server.drives.indices.contains(existing.drive) {
            let plan = SharePlan(
                drive: existing.drive, share: existing.share, path: existing.path,
                administrativeShare: administrativeShare(elements, server))
            return fitting(plan, server, bytes, needsNTFS, freed: existing.bytes)
        }
        if server.definition.kind.isNetWare {
            if needsNTFS { return .skipped }
            return fitting(
                volume(elements, package, server, smsDriveLetter), server, bytes, needsNTFS, freed: 0)
        }
        guard let share = share(elements, server) else { return .refused(event: 7) }
        let rest = elements.dropFirst()
        if let place = server.shares.firstIndex(where: { $0.name == share }) {
            let root = server.shares[place].directory
            let plan = SharePlan(
                drive: server.shares[place].drive, share: share,
                path: ([root] + rest).joined(separator: "\\"),
                administrativeShare: administrativeShare(elements, server))
            return fitting(plan, server, bytes, needsNTFS, freed: 0)
        }
        // At the root of the drive with most free space (RG S3D3F).
        let usable = server.drives.indices.filter { !needsNTFS || server.drives[$0].fileSystem == .ntfs }
        guard let drive = usable.min(by: { DriveRules.mostFree(server, $0, $1) }) else {
            return .refused(event: 113)
        }
        let plan = SharePlan(
            drive: drive, share: share, path: ([share] + rest).joined(separator: "\\"),
            administrativeShare: administrativeShare(elements, server))
        return fitting(plan, server, bytes, needsNTFS, freed: 0)
    }

    /// Whether a name is one of the shares that Windows NT makes itself: `ADMIN$`, `IPC$`, or a drive's root (event 8).
    public static func isAdministrative(_ name: String) -> Bool {
        name == "ADMIN$" || name == "IPC$" || (name.count == 2 && name.last == "$" && name.first != "$")
    }

    /// Whether a name is one that SMS has for itself, as a share or as the directory behind it: `SMS`, `SMS_SHR`, `SMS_SITE`,
    /// `SMS_SHRx`, `SMS_PKGx` (RG S3CEA).
    ///
    /// Refused like the others (event 8): what lies in a package's directory is deleted before it is copied (Q184489), and
    /// there it would be SMS itself, or all packages. Our choice: no source tells of such a name.
    public static func isOfSMS(_ name: some StringProtocol) -> Bool {
        let upper = name.uppercased()
        if ["SMS", "SMS_SHR", "SMS_SITE"].contains(upper) { return true }
        return upper.count == 8 && (upper.hasPrefix("SMS_SHR") || upper.hasPrefix("SMS_PKG"))
    }

    /// The name of the share; nil: every number behind it is taken.
    ///
    /// A share that is there is used again (RG S3D3F). Only a nested name meets somebody else's share with a number
    /// behind it (SDK: `FRISBEE\TESTGROUP` becomes `FRISBEE00\TESTGROUP`); the two sources are kept apart like that by
    /// choice.
    private static func share(_ elements: [String], _ server: ServerLive) -> String? {
        let first = elements[0]
        guard let there = server.shares.first(where: { $0.name == first }), there.isForeign,
            elements.count > 1
        else { return first }
        for number in numbers {
            let name = first + (number < 10 ? "0\(number)" : "\(number)")
            guard let taken = server.shares.first(where: { $0.name == name }) else { return name }
            if !taken.isForeign { return name }
        }
        return nil
    }

    private static func administrativeShare(_ elements: [String], _ server: ServerLive) -> String? {
        guard !server.definition.kind.isNetWare, elements.count > 1, let last = elements.last else {
            return nil
        }
        return last + "$"
    }

    /// `TEST\ONE` is the directory ONE of a volume TEST, or TEST\ONE on the default volume; a volume named alone gets
    /// a directory named as the package (Q121383).
    private static func volume(
        _ elements: [String], _ package: String, _ server: ServerLive, _ smsDriveLetter: String
    ) -> SharePlan {
        func place(_ name: String) -> Int? {
            server.drives.firstIndex { $0.letter.uppercased() == name.uppercased() }
        }
        if let named = place(elements[0]) {
            let path = elements.count > 1 ? elements.dropFirst().joined(separator: "\\") : package
            return SharePlan(drive: named, share: elements[0], path: path)
        }
        // The volume with SMS, else SYS (RG).
        let drive = place(smsDriveLetter) ?? place("SYS") ?? 0
        return SharePlan(
            drive: drive, share: server.drives[drive].letter.uppercased(),
            path: elements.joined(separator: "\\"))
    }

    /// Whether a name is one that FAT holds: eight characters and three.
    private static func isShort(_ name: Substring) -> Bool {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count <= 2 && parts[0].count <= 8 && (parts.count < 2 || parts[1].count <= 3)
    }

    private static func fitting(
        _ plan: SharePlan, _ server: ServerLive, _ bytes: Int64, _ needsNTFS: Bool, freed: Int64
    ) -> ShareChoice {
        // A volume that is named before it, or somebody's share.
        if plan.path.split(separator: "\\").first.map({ isOfSMS($0) }) ?? false { return .refused(event: 8) }
        if needsNTFS, server.drives[plan.drive].fileSystem != .ntfs {
            return server.definition.kind.isNetWare ? .skipped : .refused(event: 113)
        }
        if server.drives[plan.drive].fileSystem == .fat, !plan.path.split(separator: "\\").allSatisfy(isShort)
        {
            // A directory of that name cannot be made there.
            return .refused(event: 110)
        }
        return server.drives[plan.drive].freeBytes + freed >= bytes
            ? .place(plan) : .refused(event: 109)
    }
}
