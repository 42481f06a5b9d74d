import Pipeline
import SiteModel
import Testing

/// Share names that SMS has for itself (RG S3CEA): what lies behind them would be emptied (Q184489).
@Suite struct ShareNameTests {
    private func choose(
        _ name: String, kind: ServerKind = .windowsNT, volumes: [String] = ["C", "D"],
        share: (String, Int)? = nil
    ) -> ShareChoice {
        var server = SiteImage.live(
            ServerDefinition(
                name: "SRV", kind: kind, roles: .distribution,
                drives: volumes.map { DriveDefinition(letter: $0, freeBytes: 1_000_000_000) }))
        if let share { server.shares = [ShareLive(name: share.0, drive: share.1)] }
        return ShareRules.choose(
            server, name: name, package: "BPC00001", bytes: 1, needsNTFS: false, existing: nil,
            smsDriveLetter: volumes[0])
    }

    @Test(arguments: ["SMS", "sms\\OFFICE", "SMS_SHR", "SMS_SITE", "SMS_SHRD", "SMS_PKGD", "Sms_pkgc\\A"])
    func `a name of SMS's own is refused with event 8`(name: String) {
        #expect(choose(name) == .refused(event: 8))
        // On the default volume of a NetWare server it would be the directory of SMS there.
        #expect(choose(name, kind: .netWare3, volumes: ["SYS"]) == .refused(event: 8))
    }

    @Test func `nor behind a volume that is named before it, or under a number`() {
        #expect(choose("SYS\\SMS", kind: .netWare3, volumes: ["SYS"]) == .refused(event: 8))
        #expect(choose("S\\SMS", kind: .netWare3, volumes: ["S"]) == .refused(event: 8))
    }

    @Test(arguments: ["APPS", "SMSAPPS", "SMS_DOCS", "APPS\\SMS", "SMS_PKG"])
    func `other names are not`(name: String) {
        guard case .place = choose(name) else { return #expect(Bool(false), "\(name)") }
    }
}
