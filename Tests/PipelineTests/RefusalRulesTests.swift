import Pipeline
import SiteModel
import Testing

/// What a server cannot take, by the event that tells of it (Q122177 to Q122181, in the words of sms12-server 9.3).
@Suite struct RefusalRulesTests {
    private func share(_ name: String, _ server: ServerLive) -> ShareChoice {
        ShareRules.choose(
            server, name: name, package: "BPC00001", bytes: 1_000, needsNTFS: false, existing: nil,
            smsDriveLetter: "C")
    }

    @Test func `event 7: every number behind the name of a share is taken`() {
        var server = DriveRulesTests.server([("C", .ntfs, 500)])
        #expect(share("TOOLS\\ONE", server) != .refused(event: 7))
        for name in ["TOOLS"] + (0...99).map({ $0 < 10 ? "TOOLS0\($0)" : "TOOLS\($0)" }) {
            server.shares.append(ShareLive(name: name, drive: 0, isForeign: true))
        }
        #expect(share("TOOLS\\ONE", server) == .refused(event: 7))
    }

    @Test func `event 110: a directory with a long name on FAT`() {
        let name = "TOOLS\\A long directory"
        #expect(share(name, DriveRulesTests.server([("C", .fat, 500)])) == .refused(event: 110))
        #expect(share("TOOLS\\SHORT.DIR", DriveRulesTests.server([("C", .fat, 500)])) != .refused(event: 110))
        #expect(share(name, DriveRulesTests.server([("C", .ntfs, 500)])) != .refused(event: 110))
    }

    @Test func `event 372: a server of unknown kind does not tell its room`() {
        #expect(
            DriveRulesTests.choose(DriveRulesTests.server([("C", .ntfs, 500)], kind: .unknown))
                == .refused(event: 372))
    }

    @Test func `event 373: HPFS does not say whether it would do for long names, FAT says no`() {
        #expect(
            DriveRulesTests.choose(DriveRulesTests.server([("C", .hpfs, 500)]), ntfs: true)
                == .refused(event: 373))
        #expect(
            DriveRulesTests.choose(DriveRulesTests.server([("C", .fat, 500), ("D", .hpfs, 500)]), ntfs: true)
                == .refused(event: 113))
        #expect(DriveRulesTests.choose(DriveRulesTests.server([("C", .hpfs, 500)])) == .drive(0))
    }
}
