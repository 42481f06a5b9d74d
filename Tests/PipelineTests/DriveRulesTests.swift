import Pipeline
import SiteModel
import Testing

/// Where a package goes on a server: sms12-server 8.3, branch by branch.
@Suite struct DriveRulesTests {
    static let mega: Int64 = 1_048_576

    static func server(
        _ drives: [(String, FileSystem, Int64)], _ roles: ServerRoles = .distribution,
        kind: ServerKind = .windowsNT, shares: [(String, Int)] = []
    ) -> ServerLive {
        var server = SiteImage.live(
            ServerDefinition(
                name: "SRV", kind: kind, roles: roles,
                drives: drives.map { DriveDefinition(letter: $0.0, fileSystem: $0.1, freeBytes: $0.2 * mega) }
            ))
        server.shares = shares.map { ShareLive(name: $0.0, drive: $0.1) }
        return server
    }

    static func choose(
        _ server: ServerLive, _ megabytes: Int64 = 10, ntfs: Bool = false,
        existing: (drive: Int, bytes: Int64)? = nil, sms: String = "C"
    ) -> DriveChoice {
        DriveRules.choose(
            server, bytes: megabytes * mega, needsNTFS: ntfs, existing: existing, smsDriveLetter: sms)
    }

    @Test func `another server takes the drive with most free space`() {
        #expect(
            Self.choose(Self.server([("C", .ntfs, 500), ("D", .fat, 900), ("E", .ntfs, 700)])) == .drive(1))
        // Of equals the lower letter, wherever it stands.
        #expect(Self.choose(Self.server([("E", .ntfs, 500), ("D", .fat, 500)])) == .drive(1))
    }

    @Test func `a logon server uses the SMS_PKGx that is there`() {
        let drives: [(String, FileSystem, Int64)] = [
            ("C", .ntfs, 5_000), ("D", .ntfs, 120), ("E", .ntfs, 9_000),
        ]
        #expect(Self.choose(Self.server(drives, .logon, shares: [("SMS_PKGD", 1)])) == .drive(1))
        // Another share is none of these.
        #expect(Self.choose(Self.server(drives, .logon, shares: [("DATA", 1)])) == .drive(0))
    }

    @Test func `of two shares the one with more space, until both are under 100 MB, then a third`() {
        let shares = [("SMS_PKGD", 1), ("SMS_PKGE", 2)]
        func choose(_ one: Int64, _ two: Int64) -> DriveChoice {
            Self.choose(
                Self.server(
                    [("C", .ntfs, 300), ("D", .ntfs, one), ("E", .ntfs, two)], .logon, shares: shares))
        }
        #expect(choose(150, 160) == .drive(2))
        #expect(choose(160, 150) == .drive(1))
        #expect(choose(99, 150) == .drive(2))
        #expect(choose(99, 98) == .drive(0))
    }

    @Test func `a logon server prefers the drive with SMS_SHR while it has 100 MB`() {
        let drives: [(String, FileSystem, Int64)] = [("C", .fat, 100), ("D", .ntfs, 5_000)]
        #expect(Self.choose(Self.server(drives, .logon)) == .drive(0))
        #expect(Self.choose(Self.server(drives, .logon), sms: "d") == .drive(1))
    }

    @Test func `then the NTFS drive with most space, then any other, then the SMS_SHR drive after all`() {
        let roles: ServerRoles = [.logon, .distribution]
        #expect(
            Self.choose(
                Self.server(
                    [("C", .ntfs, 99), ("D", .fat, 900), ("E", .ntfs, 200), ("F", .ntfs, 300)], roles))
                == .drive(3))
        #expect(
            Self.choose(Self.server([("C", .ntfs, 99), ("D", .fat, 900), ("E", .ntfs, 98)], roles))
                == .drive(1))
        #expect(
            Self.choose(Self.server([("C", .ntfs, 50), ("D", .fat, 99), ("E", .ntfs, 98)], roles))
                == .drive(0))
    }

    @Test func `long names look for NTFS, and without it there is event 113`() {
        let drives: [(String, FileSystem, Int64)] = [
            ("C", .fat, 5_000), ("D", .ntfs, 120), ("E", .hpfs, 9_000),
        ]
        #expect(Self.choose(Self.server(drives), ntfs: true) == .drive(1))
        #expect(Self.choose(Self.server(drives, .logon), ntfs: true) == .drive(1))
        #expect(Self.choose(Self.server([("C", .fat, 5_000)]), ntfs: true) == .refused(event: 113))
        // NTFS without room is a matter of room.
        #expect(
            Self.choose(Self.server([("C", .fat, 5_000), ("D", .ntfs, 5)]), ntfs: true)
                == .refused(event: 109))
    }

    @Test func `too little space is event 109; exactly enough is enough`() {
        #expect(Self.choose(Self.server([("C", .ntfs, 9)])) == .refused(event: 109))
        #expect(Self.choose(Self.server([("C", .ntfs, 10)])) == .drive(0))
        // A share that is full does not keep a logon server from its other drives.
        #expect(
            Self.choose(Self.server([("C", .ntfs, 105), ("D", .ntfs, 900)], .logon), 200) == .drive(1))
    }

    /// RG S3CD3: never one package on two shares.
    @Test func `a refresh stays where the package is, and its own bytes are room`() {
        let server = Self.server([("C", .ntfs, 1), ("D", .ntfs, 9_000)])
        #expect(Self.choose(server, existing: (drive: 0, bytes: 9 * Self.mega)) == .drive(0))
        #expect(Self.choose(server, existing: (drive: 0, bytes: 8 * Self.mega)) == .refused(event: 109))
        // It needs NTFS now and lies on FAT: it moves.
        let fat = Self.server([("C", .fat, 500), ("D", .ntfs, 400)])
        #expect(Self.choose(fat, ntfs: true, existing: (drive: 0, bytes: 10)) == .drive(1))
    }

    @Test func `a server that is off, removed or without drives is event 108`() {
        var server = Self.server([("C", .ntfs, 500)])
        server.definition.online = false
        #expect(Self.choose(server) == .refused(event: 108))
        server.definition.online = true
        server.isRemoved = true
        #expect(Self.choose(server) == .refused(event: 108))
        #expect(Self.choose(Self.server([])) == .refused(event: 108))
    }

    /// Q124959, Q107245.
    @Test(arguments: [ServerKind.netWare2, .netWare3, .netWare4])
    func `a NetWare server has its volume and no long names`(kind: ServerKind) {
        let server = Self.server([("F", .netware, 20)], kind: kind)
        #expect(Self.choose(server) == .drive(0))
        #expect(Self.choose(server, 30) == .refused(event: 109))
        #expect(Self.choose(server, 30, ntfs: true) == .skipped)
    }
}
