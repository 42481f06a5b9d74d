import SiteModel

/// What the Despooler found when it looked for a place on a server.
public enum DriveChoice: Equatable, Sendable {
    /// The place of the drive.
    case drive(Int)
    /// It cannot be done; the number of the event that says why.
    case refused(event: Int64)
    /// The server is passed over for good (Q124959).
    case skipped
}

/// Where a package goes on a distribution server (RG S3D3C, S3CD3; reference sms12-server 8.3).
public enum DriveRules {
    /// `SMS Drive Minimum Free Space in Mbytes`: 100.
    public static let minimumFreeBytes: Int64 = 100 * 1_048_576

    /// Chooses the drive for a Run Command package of some bytes.
    ///
    /// - Parameters:
    ///   - server: The server.
    ///   - bytes: What the package's files take.
    ///   - needsNTFS: Whether a file has a long name.
    ///   - existing: The place of the drive that holds the package already, or nil.
    ///   - smsDriveLetter: The letter of the drive with SMS_SHR, for logon servers.
    /// - Returns: The drive, or why there is none.
    public static func choose(
        _ server: ServerLive, bytes: Int64, needsNTFS: Bool, existing: (drive: Int, bytes: Int64)?,
        smsDriveLetter: String
    ) -> DriveChoice {
        guard server.isReachable, !server.drives.isEmpty else { return .refused(event: 108) }
        if server.definition.kind.isNetWare {
            // Long names need NTFS, which a NetWare server never has.
            if needsNTFS { return .skipped }
            // The volume with the logon components (Q107245), where the SMS directory is.
            let volume =
                server.drives.firstIndex { $0.letter.uppercased() == smsDriveLetter.uppercased() } ?? 0
            return fits(server, volume, bytes, existing) ? .drive(volume) : .refused(event: 109)
        }
        let usable = server.drives.indices.filter { !needsNTFS || server.drives[$0].fileSystem == .ntfs }
        if server.definition.kind == .unknown {
            // What is not known to be of a kind cannot be asked for its room.
            return .refused(event: 372)
        }
        // A file system that is neither FAT nor NTFS does not tell what it can hold.
        if usable.isEmpty {
            return .refused(event: server.drives.allSatisfy { $0.fileSystem == .hpfs } ? 373 : 113)
        }
        // One package never lies on two shares, so a refresh stays where it is.
        if let existing, usable.contains(existing.drive) {
            return fits(server, existing.drive, bytes, existing)
                ? .drive(existing.drive) : .refused(event: 109)
        }
        let wanted = candidate(server, usable, smsDriveLetter: smsDriveLetter)
        if fits(server, wanted, bytes, existing) { return .drive(wanted) }
        // Not there: any other usable drive with room, most first, before giving up.
        let others = usable.filter { $0 != wanted }.sorted(by: { mostFree(server, $0, $1) })
        guard let other = others.first(where: { fits(server, $0, bytes, existing) }) else {
            return .refused(event: 109)
        }
        return .drive(other)
    }

    private static func candidate(_ server: ServerLive, _ usable: [Int], smsDriveLetter: String) -> Int {
        let byFree = usable.sorted { mostFree(server, $0, $1) }
        guard server.definition.roles.contains(.logon) else { return byFree[0] }
        // An SMS_PKGx that is there is used again; of two, the one with more room while it has 100 MB.
        let shared = server.shares.filter { $0.name.hasPrefix("SMS_PKG") && usable.contains($0.drive) }
            .map(\.drive).sorted { mostFree(server, $0, $1) }
        if let share = shared.first, roomy(server, share) { return share }
        let smsDrive = usable.first { server.drives[$0].letter.uppercased() == smsDriveLetter.uppercased() }
        if let smsDrive, roomy(server, smsDrive) { return smsDrive }
        if let ntfs = byFree.first(where: { server.drives[$0].fileSystem == .ntfs && roomy(server, $0) }) {
            return ntfs
        }
        if let other = byFree.first(where: { roomy(server, $0) }) { return other }
        return smsDrive ?? shared.first ?? byFree[0]
    }

    private static func roomy(_ server: ServerLive, _ drive: Int) -> Bool {
        server.drives[drive].freeBytes >= minimumFreeBytes
    }

    /// More free space first; of equals the lower letter.
    static func mostFree(_ server: ServerLive, _ left: Int, _ right: Int) -> Bool {
        let (one, two) = (server.drives[left], server.drives[right])
        return one.freeBytes != two.freeBytes ? one.freeBytes > two.freeBytes : one.letter < two.letter
    }

    private static func fits(
        _ server: ServerLive, _ drive: Int, _ bytes: Int64, _ existing: (drive: Int, bytes: Int64)?
    ) -> Bool {
        let freed = existing.map { $0.drive == drive ? $0.bytes : 0 } ?? 0
        return server.drives[drive].freeBytes + freed >= bytes
    }
}
