import Pipeline
import SiteModel
import TestKit
import Testing

@testable import Emulation

/// Times that the sources print, in virtual time (reference sms12-server 5.1, 5.4).
///
/// Those of forced delivery (22 h 5 min, 26 h 5 min; Q128458) are in `DespoolerQuirkTests`, the 25 and 55 minutes of the
/// sender's formula (Q214485) in `SenderTests`.
@Suite struct TimingTests {
    /// The table of 5.1: polling in minutes, the Despooler's retry in minutes (Q128458), the hours of 100 tries.
    static let responses: [(response: ServiceResponse, polling: Int64, retry: Int64, hours: Int64)] = [
        (.veryFast, 1, 24, 40), (.fast, 5, 120, 200), (.medium, 15, 360, 600), (.slow, 30, 720, 1_200),
    ]

    @Test(arguments: responses)
    func `the Scheduler, Maintenance Manager and the Despooler poll at the Response`(
        response: ServiceResponse, polling: Int64, retry: Int64, hours: Int64
    ) throws {
        var definition = try LabKit.definition(clients: 1)
        definition.sites[0].response = response
        var lab = Emulation(definition)
        try lab.run(until: lab.now + TreeKit.hours(10), world: TableWorld())
        for code in [TraceCode.schedulerPolled, .maintenancePolled, .despoolerWaiting] {
            let instants = LabKit.records(lab, code).map(\.instant)
            #expect(instants.count >= 20, "\(code)")
            let gaps = Set(zip(instants, instants.dropFirst()).map { $1 - $0 })
            #expect(gaps == [TreeKit.minutes(polling)], "\(code)")
        }
    }

    @Test(arguments: responses)
    func `a hundred tries take 40, 200, 600 or 1,200 hours`(
        response: ServiceResponse, polling: Int64, retry: Int64, hours: Int64
    ) throws {
        var definition = try LabKit.definition(clients: 1)
        definition.sites[0].response = response
        definition.sites[0].servers[1].online = false
        definition.trace = .changes
        var lab = try LabKit.started(definition)
        let hasFailed = try LabKit.pass(&lab, limit: 100 * 26, until: .failed)
        #expect(hasFailed)
        let tries = LabKit.records(lab, .instructionStarted).map(\.instant)
        #expect(tries.count == 100, "Q140374")
        let gaps = Set(zip(tries, tries.dropFirst()).map { $1 - $0 })
        #expect(gaps == [TreeKit.minutes(retry)], "24 polls (Q128458)")
        // A hundred intervals of that length; between the first and the last try lie ninety-nine.
        #expect(TreeKit.minutes(retry) * 100 == TreeKit.hours(hours))
        let (first, last) = (try #require(tries.first), try #require(tries.last))
        #expect(last - first == TreeKit.hours(hours) - TreeKit.minutes(retry))
        let ended = try #require(LabKit.records(lab, .jobStatusChanged).last).instant
        #expect(ended >= last && ended - last < TreeKit.minutes(retry), "and it is Failed before a next one")
    }

    @Test func `what cannot be sent is given up seven days after it failed first`() throws {
        // Q214485: for up to seven days; the try under way and the wait for the next poll come on top.
        var lab = Emulation(try TreeKit.chain())
        lab.images[1].setOnline(0, false)
        lab.refreshLinks()
        let package = try TreeKit.makePackage(&lab)
        try TreeKit.makeJob(&lab, package) { $0.machinePath = "PRI|*|*" }
        try lab.pass(TreeKit.hours(24 * 8))
        let first = try #require(
            try lab.records().first { $0.code == .sendFailed && $0.site == 0 && $0.b == 1 }
        ).instant
        let given = try #require(
            try lab.records().first { $0.code == .requestAbandoned && $0.site == 0 && $0.a == 1 }
        ).instant
        #expect(given - first >= TreeKit.hours(24 * 7))
        #expect(given - first < TreeKit.hours(24 * 7) + TreeKit.minutes(30))
    }
}
