import Pipeline
import SiteModel
import Testing

@testable import Emulation

/// What the site of a job learns of an instruction that a site on the way cannot send on, and what a cancel does with it.
@Suite struct ForwardedRequestTests {
    /// CEN above PRI above SEC, whose link to PRI may be down, with a job of CEN.
    private func makeLab(
        isDown: Bool = true, path: String = "SEC|*|*", change: (inout LabDefinition) -> Void = { _ in },
        job: (inout Job) -> Void = { _ in }
    ) throws -> Emulation {
        var definition = try TreeKit.chain()
        change(&definition)
        var lab = Emulation(definition)
        let package = try TreeKit.makePackage(&lab)
        if isDown { try setLink(&lab, isDown: true) }
        try TreeKit.makeJob(&lab, package) {
            $0.machinePath = path
            job(&$0)
        }
        return lab
    }

    private func setLink(_ lab: inout Emulation, isDown: Bool) throws {
        let (pri, sec) = (lab.images[1].definition.code, lab.images[2].definition.code)
        try lab.perform(.setFault(.link(pri, sec), isDown: isDown), who: "ADMIN")
    }

    private func cancel(_ lab: inout Emulation) throws {
        let id = lab.images[0].jobs[0].job.id
        try lab.perform(.cancelJob(site: id.site, id: id), who: "ADMIN")
    }

    /// The Site Arrival row of SEC in the database of a site; nil: there is none.
    private func arrival(_ lab: borrowing Emulation, at site: Int) -> JobStatus? {
        let image = lab.images[site]
        return image.jobs.indices.lazy.compactMap {
            image.siteDetailIndex(job: UInt32($0), kind: .siteArrival, site: 2)
        }.first.map { image.siteDetails[$0].status }
    }

    // MARK: Status

    /// SDK: ACTIVE_FAILED, shown as Retrying, is "failed somewhere, still trying".
    @Test func `a job that a site on the way cannot send on is Retrying, and Complete once it gets through`()
        throws
    {
        var lab = try makeLab()
        try lab.pass(TreeKit.hours(3))
        #expect(lab.images[0].jobs[0].job.status == .retrying)
        #expect(arrival(lab, at: 0) == .retrying && arrival(lab, at: 1) == .retrying)
        // What CEN had to send is sent.
        #expect(lab.images[0].jobs[0].job.sendingStatus == .complete)
        #expect(lab.images[1].loadBox.isEmpty && lab.images[0].events.contains { $0.number == 316 })
        try setLink(&lab, isDown: false)
        try lab.pass(TreeKit.hours(6))
        #expect(lab.images[0].jobs[0].job.status == .complete)
        #expect(arrival(lab, at: 0) == .complete && arrival(lab, at: 1) == .complete)
    }

    /// Q214485: rescheduled for seven days; reference 4.5: then Failed.
    @Test func `a job that a site on the way gave up is Failed`() throws {
        var lab = try makeLab()
        try lab.pass(TreeKit.hours(24 * 7 - 1))
        #expect(lab.images[0].jobs[0].job.status == .retrying)
        try lab.pass(TreeKit.hours(24))
        #expect(lab.images[1].events.contains { $0.number == 21 })
        #expect(lab.images[0].jobs[0].job.status == .failed && lab.images[0].jobs[0].stage == .ended)
        #expect(arrival(lab, at: 0) == .failed && arrival(lab, at: 1) == .failed)
        // Nothing comes of it when the link is back.
        try setLink(&lab, isDown: false)
        try lab.pass(TreeKit.hours(24))
        #expect(lab.images[2].jobs.isEmpty && lab.images[0].jobs[0].job.status == .failed)
    }

    /// SDK: Failed means that trying has stopped at one target or more; others may have succeeded.
    @Test(arguments: [true, false])
    func `a job that is Failed at one site goes on at the others, and ends with them`(isForwarded: Bool)
        throws
    {
        var lab = try makeLab(path: "*|*|*") {
            // Or CEN has an address of its own, and gives up itself.
            if !isForwarded, let address = try? TreeKit.address("SEC") {
                $0.sites[0].addresses.append(address)
            }
            $0.faults = [
                FaultDefinition(
                    .link($0.sites[0].code, $0.sites[2].code), from: $0.start, until: nil)
            ]
            $0.users = [UserRule(clients: "CENPC*", runsAfterMinutes: 60 * 24 * 10)]
        } job: {
            $0.useMandatoryTime = false
        }
        try lab.pass(TreeKit.hours(24 * 8))
        #expect(lab.images[0].jobs[0].job.status == .failed)
        #expect(lab.images[0].jobs[0].stage == .working, "the clients of CEN and PRI may still run it")
        try cancel(&lab)
        try lab.pass(TreeKit.hours(3))
        // SEC never had it: it needs no cancel, and the others have answered.
        #expect(lab.images[0].jobs[0].job.status == .cancelled)
        #expect(lab.images[0].jobs[0].job.cancelStatus == .complete)
    }

    @Test(arguments: [true, false])
    func `a job that is Failed at one site is final when everybody else is done`(isForwarded: Bool) throws {
        var lab = try makeLab(path: "*|*|*") {
            if !isForwarded, let address = try? TreeKit.address("SEC") {
                $0.sites[0].addresses.append(address)
            }
            $0.faults = [
                FaultDefinition(
                    .link($0.sites[0].code, $0.sites[2].code), from: $0.start, until: nil)
            ]
        }
        try lab.pass(TreeKit.hours(24 * 8))
        #expect(lab.images[0].jobs[0].completed == 4)
        #expect(lab.images[0].jobs[0].job.status == .failed && lab.images[0].jobs[0].stage == .ended)
    }

    /// Server 9.2: 332; at the job's own site such a job is Retrying and waits for an address, and so it is here.
    @Test func `an instruction that a site on the way has no address for waits there for one`() throws {
        var lab = try makeLab(isDown: false) { $0.sites[1].addresses.removeLast() }
        try lab.pass(TreeKit.hours(3))
        #expect(lab.images[1].events.contains { $0.number == 332 })
        #expect(lab.images[0].jobs[0].job.status == .retrying)
        var site = lab.images[1].definition
        site.addresses.append(try TreeKit.address("SEC"))
        try lab.perform(.setSite(site), who: "ADMIN")
        try lab.pass(TreeKit.hours(6))
        #expect(lab.images[0].jobs[0].job.status == .complete)
    }

    // MARK: Cancel

    /// Q123221: what is queued still is cancelled by its record; 3.8: the instruction is for sites already reached.
    @Test func `a cancel of what waits on its way ends although the link stays down`() throws {
        var lab = try makeLab()
        try lab.pass(TreeKit.hours(3))
        try cancel(&lab)
        try lab.pass(TreeKit.hours(3))
        #expect(lab.images[0].jobs[0].job.status == .cancelled)
        #expect(lab.images[0].jobs[0].job.cancelStatus == .complete)
        #expect(lab.images[0].jobs[0].cancelled == 2)
        let open = lab.images[1].openRequests.filter { lab.images[1].requests[Int($0)].job != noHandle }
        #expect(open.isEmpty)
        #expect(arrival(lab, at: 1) == .cancelled)
        try setLink(&lab, isDown: false)
        try lab.pass(TreeKit.hours(12))
        #expect(lab.images[2].jobs.isEmpty, "it never came to SEC")
    }

    /// Q191338: what a Sender has in hand runs to its end; when it comes back, the cancel that waits behind it takes it back.
    @Test func `a cancel behind a Sender's tries ends when they are used up`() throws {
        var lab = try makeLab {
            // An hour between two tries.
            var lan = SenderDefinition(kind: .lan)
            lan.retryDelayMinutes = 60
            $0.sites[1].senders = [lan]
        }
        try lab.pass(TreeKit.minutes(40))
        let job = lab.images[1].requests.first { $0.job != noHandle }
        #expect(job?.status == .error && job?.sender == .lan, "between two tries")
        try cancel(&lab)
        try lab.pass(TreeKit.minutes(15))
        #expect(lab.images[1].openRequests.contains { lab.images[1].requests[Int($0)].isCancel })
        try lab.pass(TreeKit.hours(4))
        #expect(lab.images[0].jobs[0].job.status == .cancelled)
        #expect(!lab.images[1].openRequests.contains { lab.images[1].requests[Int($0)].job != noHandle })
    }

    @Test func `the same at the job's own site`() throws {
        var lab = try makeLab(isDown: false, path: "PRI|*|*") {
            var lan = SenderDefinition(kind: .lan)
            lan.retryDelayMinutes = 60
            $0.sites[0].senders = [lan]
            $0.faults = [
                FaultDefinition(.link($0.sites[0].code, $0.sites[1].code), from: $0.start, until: nil)
            ]
        }
        try lab.pass(TreeKit.minutes(30))
        try cancel(&lab)
        try lab.pass(TreeKit.minutes(10))
        #expect(lab.images[0].jobs[0].stage == .cancelling)
        try lab.pass(TreeKit.hours(3))
        #expect(lab.images[0].jobs[0].job.status == .cancelled)
    }

    /// Reference 4.2: the Cancel column has Failed; 317: the remote cancel instruction could not be sent.
    @Test func `a cancel that a site on the way gave up ends as Failed in the Cancel column`() throws {
        var lab = try makeLab(isDown: false) {
            $0.siteProperties = .immediate
        } job: {
            $0.useMandatoryTime = false
        }
        try lab.pass(TreeKit.hours(3))
        #expect(lab.images[2].jobs.first?.hasOffers == true)
        try setLink(&lab, isDown: true)
        try cancel(&lab)
        try lab.pass(TreeKit.hours(24))
        #expect(lab.images[0].jobs[0].stage == .cancelling)
        try lab.pass(TreeKit.hours(24 * 7))
        #expect(lab.images[1].events.contains { $0.number == 317 })
        // SDK: Canceled is cancelled at all sites, Failed is given up at one or more targets.
        #expect(lab.images[0].jobs[0].job.status == .failed)
        #expect(lab.images[0].jobs[0].job.cancelStatus == .failed)
    }

    // MARK: The database of the site between

    /// Each primary site's database is its own copy (RG S3D2B); no status file comes for a row that a cancel ends.
    @Test func `rows that are Retrying at a site between become Canceled with their job`() throws {
        var lab = try makeLab(isDown: false, path: "*|*|*") {
            $0.results = [ResultRule(clients: "SECPC1", mif: .failed), ResultRule()]
        }
        try lab.pass(TreeKit.hours(4))
        func rows(_ site: Int) -> [JobStatus] {
            lab.images[site].details.indices.filter {
                lab.images[site].site(ofClient: lab.images[site].details[$0].client) == 2
            }.compactMap { JobStatus(rawValue: Int(lab.images[site].details[$0].status)) }
        }
        #expect(rows(0) == [.retrying, .complete] && rows(1) == [.retrying, .complete])
        try cancel(&lab)
        try lab.pass(TreeKit.hours(4))
        #expect(lab.images[0].jobs[0].job.status == .cancelled)
        #expect(rows(0) == [.cancelled, .complete] && rows(1) == [.cancelled, .complete])
    }
}
