import Emulation
import Pipeline
import SiteModel
import Testing

/// What an expiry does to rows of clients that ran the command (Q152229; sms12-client 5.4).
@Suite struct ExpiryRowsTests {
    /// 1.0 turns all rows, even Complete ones, to Retrying; 1.2 keeps the last value.
    @Test(arguments: [(Release.v10, JobStatus.retrying), (.v12, .complete)])
    func `in 1.0 an expiry rewrites rows that are Complete`(release: Release, first: JobStatus) throws {
        var definition = try LabKit.definition(clients: 2)
        definition.release = release
        definition.quirks["ins-only-if-touched"] = false
        definition.users = [UserRule(clients: "PC1", runsAfterMinutes: 5)]
        var lab = try LabKit.started(definition) {
            $0.useMandatoryTime = false
            $0.useExpireTime = true
            $0.expireTime = $0.offerTime.adding(days: 1)
        }
        try LabKit.pass(&lab, cycles: 40)
        #expect(LabKit.rows(lab) == [.complete, .none])
        try LabKit.pass(&lab, cycles: 12 * 26)
        #expect(LabKit.rows(lab) == [first, release == .v10 ? .retrying : .none])
    }
}
