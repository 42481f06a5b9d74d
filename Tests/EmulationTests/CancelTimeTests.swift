import Emulation
import Pipeline
import SiteModel
import Testing

/// How long a cancel takes at one site, by the polls that it needs (sms12-server 3.8).
@Suite struct CancelTimeTests {
    /// A job to a hundred of so many clients that nobody has run, cancelled; the minutes until it is Canceled.
    private func minutesToCancel(clients: Int, quirk: Bool) throws -> Int64 {
        var definition = try LabKit.definition(clients: clients)
        definition.trace = .none
        definition.quirks[Quirk.cancelScansDomain.name] = quirk
        definition.sites[0].groups = [
            MachineGroupDefinition(name: "TARGETS", members: (1...100).map { "PC\($0)" })
        ]
        var lab = try LabKit.started(definition) {
            $0.target = .machineGroup
            $0.machineGroup = "TARGETS"
            $0.useMandatoryTime = false
        }
        let site = try LabKit.site()
        try lab.run(until: lab.now + TreeKit.hours(12), world: TableWorld())
        let id = lab.images[0].jobs[0].job.id
        #expect(lab.images[0].jobs[0].hasOffers && lab.images[0].jobs[0].open == 100)
        try lab.perform(.cancelJob(site: site, id: id), who: "ADMIN")
        var minutes: Int64 = 0
        while lab.images[0].jobs[0].job.status != .cancelled, minutes < 600 {
            try lab.run(until: lab.now + TreeKit.minutes(1), world: TableWorld())
            minutes += 1
        }
        #expect(lab.images[0].jobs[0].job.cancelStatus == .complete)
        #expect(lab.images[0].jobs[0].cancelled == 100)
        return minutes
    }

    /// The Scheduler sees the cancel, the Despooler finds the instruction, the Scheduler sees that it is done: at Fast three
    /// polls of five minutes, and a minute for what is sent.
    @Test func `a cancel of a job of one site ends within three polls`() throws {
        #expect(try minutesToCancel(clients: 1_000, quirk: false) <= 16)
    }

    /// Q264945: one instruction for the domain, each client file opened in turn; a tenth of a second each is our choice.
    @Test func `where every file of the domain is opened a cancel takes as much longer as there are files`()
        throws
    {
        let few = try minutesToCancel(clients: 1_000, quirk: true)
        #expect(few > 1_000 / 600 && few <= 16 + 1_000 / 600 + 1)
        let many = try minutesToCancel(clients: 9_000, quirk: true)
        #expect(many > 9_000 / 600 && many <= 16 + 9_000 / 600)
    }
}
