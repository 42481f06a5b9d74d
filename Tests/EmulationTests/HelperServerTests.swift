import LegacyFormats
import Pipeline
import SiteModel
import TestKit
import Testing

@testable import Emulation

/// Components on helper servers (RG S3CD3, Q135087, Q140366), and Senders whose settings change while requests wait.
@Suite struct HelperServerTests {
    /// CEN above S01, with a computer HELP1 and a logon server SRV2 at CEN.
    private func definition(
        _ services: [MovableService: String], _ change: (inout LabDefinition) -> Void = { _ in }
    ) throws -> LabDefinition {
        var lab = LabDefinition(name: "helpers")
        lab.fidelity = .modelled
        lab.trace = .full
        lab.phases = .aligned
        lab.sites = [
            try TreeKit.site("CEN", clients: 1, addresses: [try TreeKit.address("S01")]),
            try TreeKit.site("S01", parent: "CEN", clients: 1, addresses: [try TreeKit.address("CEN")]),
        ]
        lab.sites[0].servers += [
            ServerDefinition(name: "HELP1", roles: []), ServerDefinition(name: "SRV2", roles: [.logon]),
        ]
        for (service, server) in services { lab.sites[0].move(service, to: server) }
        change(&lab)
        return lab
    }

    private func set(_ server: String, up: Bool, _ lab: inout Emulation) throws {
        let code = lab.images[0].definition.code
        try lab.perform(.setFault(.server(code, server), isDown: !up), who: "ADMIN")
    }

    private func count(_ code: TraceCode, at site: UInt16 = 0, _ lab: borrowing Emulation) throws -> Int {
        try lab.records().count { $0.code == code && $0.site == site }
    }

    @Test(arguments: [
        (MovableService.scheduler, TraceCode.jobActivated), (.despooler, .instructionStarted),
        (.lanSender, .sendStarted), (.dataLoader, .detailUpdated),
    ])
    func `what runs on a helper server waits while that is down, and goes on when it is back`(
        service: MovableService, does: TraceCode
    ) throws {
        let server = service.sender == nil ? "HELP1" : "SRV2"
        for isHelper in [true, false] {
            var lab = Emulation(try definition(isHelper ? [service: server] : [:]))
            try set(server, up: false, &lab)
            let package = try TreeKit.makePackage(&lab)
            try TreeKit.makeJob(&lab, package)
            try lab.pass(TreeKit.hours(4))
            // The site server itself is up: without a helper all is well.
            #expect(try (count(does, lab) == 0) == isHelper, "\(service.rawValue)")
            try set(server, up: true, &lab)
            try lab.pass(TreeKit.hours(4))
            #expect(try count(does, lab) > 0)
            #expect(lab.images[0].jobs[0].job.status == .complete)
        }
    }

    /// RG S3CD3: a local path would resolve on the helper.
    @Test(arguments: [
        ("D:\\SOURCE", true, JobStatus.retrying), ("D:\\SOURCE", false, .active),
        ("\\\\SRV1\\SOURCE", true, .active),
    ])
    func `a Scheduler on a helper server does not find a local source`(
        root: String, isHelper: Bool, status: JobStatus
    ) throws {
        var lab = Emulation(try definition(isHelper ? [.scheduler: "HELP1"] : [:]))
        var package = try LabKit.package()
        package.id = try #require(PackageID(site: lab.images[0].definition.code, counter: 0))
        package.workstation?.root = root
        let made = try lab.perform(
            .createPackage(site: lab.images[0].definition.code, package: package), who: "ADMIN")
        guard case .package(let id) = made else { return #expect(Bool(false)) }
        try TreeKit.makeJob(&lab, id)
        try lab.pass(TreeKit.minutes(10))
        #expect(lab.images[0].jobs[0].job.status == status)
        #expect(lab.images[0].events.contains { $0.number == 313 } == (status == .retrying))
    }

    /// Reference 9.5: event 215, the component falls back to the site server.
    @Test func `Site Configuration Manager takes back what ran on a server that is not found`() throws {
        var lab = Emulation(
            try definition([.scheduler: "HELP1", .despooler: "HELP1"]) { $0.siteProperties = .components })
        try set("HELP1", up: false, &lab)
        let package = try TreeKit.makePackage(&lab)
        try TreeKit.makeJob(&lab, package)
        // The watchdog of Response Fast runs every 120 minutes.
        try lab.pass(TreeKit.minutes(119))
        #expect(lab.images[0].jobs[0].job.status == .pending)
        try lab.pass(TreeKit.hours(8))
        #expect(lab.images[0].events.count { $0.number == 215 } == 1)
        #expect(lab.images[0].definition.helpers.isEmpty)
        #expect(lab.definition.sites[0].helpers.isEmpty, "a lab that is opened again has it from here")
        #expect(lab.images[0].jobs[0].job.status == .complete)
    }

    @Test func `a helper server goes through the control file, a snapshot and a lab file`() throws {
        var lab = Emulation(try definition([:]) { $0.siteProperties = .components })
        try TreeKit.propose(&lab, 0, at: 0) { $0.move(.lanSender, to: "srv2") }
        #expect(lab.images[0].definition.helpers.isEmpty)
        var shelf = SnapshotShelf()
        try shelf.reopen(&lab)
        try lab.pass(TreeKit.minutes(11))
        let wanted = [HelperServer(service: .lanSender, server: "SRV2")]
        #expect(lab.images[0].definition.helpers == wanted)
        #expect(try labDefinition(from: labDefinitionJSON(lab.definition)).sites[0].helpers == wanted)
    }

    @Test func `a server that is gone when the control file comes is no helper`() throws {
        var lab = Emulation(try definition([:]) { $0.siteProperties = .components })
        try TreeKit.propose(&lab, 0, at: 0) { $0.move(.scheduler, to: "HELP1") }
        try lab.perform(.removeServer(site: lab.images[0].definition.code, name: "HELP1"), who: "ADMIN")
        try lab.pass(TreeKit.minutes(11))
        #expect(lab.images[0].definition.helpers.isEmpty)
        #expect(lab.definition.validate().filter { $0.severity == .error }.isEmpty)
    }

    @Test func `a Sender that is moved to a server that is down stops sending`() throws {
        let slow = try TreeKit.address("S01", bitsPerSecond: 9_600)
        var lab = Emulation(try definition([:]) { $0.sites[0].addresses = [slow] })
        let package = try TreeKit.makePackage(&lab)
        try TreeKit.makeJob(&lab, package)
        while try count(.sendStarted, lab) < 2 { try lab.pass(TreeKit.minutes(1)) }
        try set("SRV2", up: false, &lab)
        var settings = lab.images[0].definition
        settings.move(.lanSender, to: "SRV2")
        try lab.perform(.setSite(settings), who: "ADMIN")
        #expect(lab.sendings(of: .lan, at: 0).isEmpty)
        let ended = try count(.sendEnded, lab)
        try lab.pass(TreeKit.hours(3))
        #expect(try count(.sendEnded, lab) == ended)
        try set("SRV2", up: true, &lab)
        try lab.pass(TreeKit.hours(3))
        #expect(try count(.sendEnded, lab) > ended)
    }

    @Test(arguments: [
        ("NOBODY", MovableService.scheduler, "no such server"), ("NW1", .despooler, "no Windows NT server"),
        ("HELP1", .lanSender, "a logon server (Q135087)"), ("HELP1", .scheduler, ""),
        ("SRV2", .lanSender, ""),
        // The site server is where they all are.
        ("censrv", .lanSender, ""),
    ])
    func `a Sender needs a logon server, the others Windows NT`(
        server: String, service: MovableService, refusal: String
    ) throws {
        let lab = try definition([service: server]) {
            $0.sites[0].servers.append(ServerDefinition(name: "NW1", kind: .netWare3, roles: []))
        }
        let errors = lab.validate().filter { $0.severity == .error }.map(\.message)
        if refusal.isEmpty {
            #expect(errors.isEmpty)
        } else {
            #expect(errors.count == 1 && errors[0].contains(refusal))
        }
    }

    @Test func `a helper server cannot be taken out`() throws {
        var lab = Emulation(try definition([.scheduler: "HELP1"]))
        let code = lab.images[0].definition.code
        #expect(throws: CommandRefusal.self) {
            try lab.perform(.removeServer(site: code, name: "HELP1"), who: "ADMIN")
        }
        var settings = lab.images[0].definition
        settings.move(.scheduler, to: "CENSRV")
        try lab.perform(.setSite(settings), who: "ADMIN")
        try lab.perform(.removeServer(site: code, name: "HELP1"), who: "ADMIN")
    }

    /// Q163379: with room, or with an open outbox, a request goes; nobody has to start the Sender again.
    @Test(arguments: ["capacity", "site capacity", "schedule", "high only"])
    func `a Sender that may send again sends what waits`(what: String) throws {
        var held = SenderDefinition(kind: .lan)
        switch what {
        case "capacity": held.maximumSendings = 0
        case "site capacity": held.maximumSiteSendings = 0
        case "schedule": for day in 0...6 { held.schedule.set(day: day, 0..<24, to: .none) }
        default: for day in 0...6 { held.schedule.set(day: day, 0..<24, to: .high) }
        }
        var lab = Emulation(try definition([:]) { $0.sites[0].senders = [held] })
        let package = try TreeKit.makePackage(&lab)
        try TreeKit.makeJob(&lab, package)
        try lab.pass(TreeKit.hours(2))
        #expect(try count(.sendStarted, lab) == 0)
        var settings = lab.images[0].definition
        settings.senders = [SenderDefinition(kind: .lan)]
        try lab.perform(.setSite(settings), who: "ADMIN")
        try lab.pass(TreeKit.minutes(1))
        #expect(try count(.sendStarted, lab) > 0)
    }
}
