import Emulation
import Pipeline
import SiteModel
import Testing

/// Runs that end without a record: Q175652, the package stays pending.
@Suite struct CutOffTests {
    private func running() throws -> Emulation {
        var definition = try LabKit.definition(clients: 1)
        definition.results = [ResultRule(durationSeconds: 7_200)]
        var lab = try LabKit.started(definition) { $0.useMandatoryTime = false }
        try LabKit.pass(&lab, cycles: 40)
        let request = try #require(lab.images[0].jobs[0].requestID)
        try lab.perform(.clientRun(site: try LabKit.site(), name: "PC1", request: request), who: "user")
        try LabKit.pass(&lab, cycles: 1)
        return lab
    }

    @Test(arguments: [true, false])
    func `a command that is cut off stays in Pending Commands`(byPower: Bool) throws {
        let site = try LabKit.site()
        var lab = try running()
        let request = try #require(lab.images[0].jobs[0].requestID)
        try lab.perform(
            byPower
                ? .clientPower(site: site, name: "PC1", on: false)
                : .clientLogon(site: site, name: "PC1", on: false), who: "ADMIN")
        #expect(LabKit.stages(lab) == [.pending])
        try LabKit.pass(&lab, cycles: 30)
        #expect(LabKit.stages(lab) == [.pending])
        try lab.perform(.clientPower(site: site, name: "PC1", on: true), who: "ADMIN")
        try lab.perform(.clientLogon(site: site, name: "PC1", on: true), who: "ADMIN")
        // No poll lies between: it never left the list.
        try lab.perform(.clientRun(site: site, name: "PC1", request: request), who: "user")
        try LabKit.pass(&lab, cycles: 30)
        #expect(LabKit.stages(lab) == [.executed])
        #expect(LabKit.records(lab, .pcmFinished, .pcmReported).count == 2)
    }

    @Test func `a countdown that is cut off begins again with the next logon`() throws {
        let site = try LabKit.site()
        var lab = try LabKit.started(try LabKit.definition(clients: 1)) {
            $0.mandatoryTime = $0.offerTime.adding(days: 1)
        }
        try lab.run(until: lab.start + 86_400_000 + 60_000, world: TableWorld())
        #expect(LabKit.stages(lab) == [.countdown])
        try lab.perform(.clientLogon(site: site, name: "PC1", on: false), who: "ADMIN")
        #expect(LabKit.stages(lab) == [.pending])
        try LabKit.pass(&lab, cycles: 12)
        try lab.perform(.clientLogon(site: site, name: "PC1", on: true), who: "ADMIN")
        let logon = lab.now
        try LabKit.pass(&lab, cycles: 12)
        #expect(LabKit.records(lab, .pcmCountdown).map(\.instant) == [lab.start + 86_400_000, logon])
        #expect(LabKit.instant(lab, .pcmStarted) == logon + 300_000)
    }

    /// The record went while the command ran; there is nothing to come back to.
    @Test func `a command that was cancelled while it ran is withdrawn when it is cut off`() throws {
        let site = try LabKit.site()
        var lab = try running()
        try lab.perform(.cancelJob(site: site, id: lab.images[0].jobs[0].job.id), who: "ADMIN")
        try LabKit.pass(&lab, cycles: 12)
        #expect(LabKit.stages(lab) == [.running])
        try lab.perform(.clientPower(site: site, name: "PC1", on: false), who: "ADMIN")
        #expect(LabKit.stages(lab) == [.withdrawn])
        #expect(LabKit.records(lab, .pcmWithdrawn).count == 1)
    }

    @Test func `a forced restart leaves the command in Pending Commands`() throws {
        var definition = try LabKit.definition(clients: 1)
        definition.results = [ResultRule(attempt: 1, reboot: .forced)]
        definition.users = [UserRule(runsAfterMinutes: 5)]
        var lab = try LabKit.started(definition) { $0.useMandatoryTime = false }
        while LabKit.instant(lab, .pcmRestarted) == nil { try LabKit.pass(&lab, cycles: 1) }
        #expect(LabKit.stages(lab) == [.pending])
    }
}
