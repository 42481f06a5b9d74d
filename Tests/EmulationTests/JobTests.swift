import Emulation
import Pipeline
import SiteModel
import Testing

/// Cancelling, deleting, repeating, and several jobs at once.
@Suite struct JobTests {
    static var big: TableWorld {
        TableWorld([SourceManifest(files: [SourceFile(path: "BIG.BIN", size: 60_000_000)])])
    }

    static func cancel(_ lab: inout Emulation, _ job: Int = 0) throws {
        let id = lab.images[0].jobs[job].job.id
        try lab.perform(.cancelJob(site: try LabKit.site(), id: id), who: "ADMIN")
    }

    /// SDK, 3.8: a Pending job that is cancelled never starts.
    @Test func `a Pending job is Canceled at the next poll`() throws {
        var lab = try LabKit.started(try LabKit.definition()) {
            $0.activateTime = $0.activateTime.adding(days: 1)
        }
        try LabKit.pass(&lab, cycles: 2)
        try Self.cancel(&lab)
        #expect(lab.images[0].jobs[0].job.cancelStatus == .pending)
        try LabKit.pass(&lab, cycles: 1)
        #expect(LabKit.line(lab) == "Canceled/Canceled/Canceled")
        #expect(lab.images[0].jobs[0].job.cancelStatus == .complete)
        try LabKit.pass(&lab, cycles: 300)
        #expect(lab.images[0].requests.isEmpty)
        let cancelsAgain = LabKit.isRefused(
            &lab, .cancelJob(site: try LabKit.site(), id: lab.images[0].jobs[0].job.id))
        #expect(cancelsAgain)
    }

    /// 3.8: sites that were reached get a cancel instruction, records are stripped, rows become Canceled.
    @Test func `an Active job is stripped from its clients and becomes Canceled`() throws {
        var lab = try LabKit.started(try LabKit.definition(clients: 3)) { $0.useMandatoryTime = false }
        try LabKit.pass(&lab, cycles: 30)
        let request = try #require(lab.images[0].jobs[0].requestID)
        try lab.perform(.clientRun(site: try LabKit.site(), name: "PC1", request: request), who: "user")
        try LabKit.pass(&lab, cycles: 5)
        #expect(LabKit.rows(lab) == [.complete, .none, .none])
        try Self.cancel(&lab)
        let cancelsAgain = LabKit.isRefused(
            &lab, .cancelJob(site: try LabKit.site(), id: lab.images[0].jobs[0].job.id))
        #expect(cancelsAgain)
        let isDone = try LabKit.pass(&lab, limit: 10, until: .cancelled)
        #expect(isDone)
        #expect(LabKit.rows(lab) == [.complete, .cancelled, .cancelled])
        #expect(LabKit.stages(lab) == [.executed, .withdrawn, .withdrawn])
        #expect(lab.images[0].jobs[0].job.cancelStatus == .complete)
        // Canceling does not undo: what was distributed stays (4.6).
        #expect(LabKit.holding(lab) == ["SRV1": 1, "SRV2": 1])
        let isRefused = LabKit.isRefused(
            &lab, .clientRun(site: try LabKit.site(), name: "PC2", request: request))
        #expect(isRefused)
    }

    /// 3.8: a task in progress runs to its end, no new tasks start.
    @Test func `a cancel while the package is compressed sends nothing`() throws {
        var definition = try LabKit.definition(clients: 2)
        definition.sites[0].response = .veryFast
        var lab = try LabKit.started(definition)
        while LabKit.records(lab, .compressionStarted).isEmpty { try LabKit.pass(&lab, cycles: 1, Self.big) }
        try Self.cancel(&lab)
        let isDone = try LabKit.pass(&lab, limit: 20, Self.big, until: .cancelled)
        #expect(isDone)
        #expect(LabKit.records(lab, .compressionEnded).count == 1)
        #expect(lab.images[0].requests.isEmpty)
        #expect(LabKit.rows(lab) == [.cancelled, .cancelled])
        #expect(LabKit.line(lab) == "Canceled/Canceled/Canceled")
    }

    @Test func `a cancelled job does not wait for the compressor any more`() throws {
        var definition = try LabKit.definition(clients: 1)
        definition.sites[0].response = .veryFast
        var lab = try LabKit.started(definition)
        for number in 1...2 {
            try LabKit.addPackage(&lab, "Package \(number)")
            try LabKit.addJob(&lab, package: number)
        }
        while LabKit.records(lab, .compressionStarted).isEmpty { try LabKit.pass(&lab, cycles: 1, Self.big) }
        try Self.cancel(&lab, 1)
        try LabKit.pass(&lab, limit: 600, Self.big, job: 2, until: .complete)
        #expect(lab.images[0].jobs.map(\.job.status) == [.complete, .cancelled, .complete])
        let compressed = [0, 2].map { lab.images[0].jobs[$0].job.id.counter }
        #expect(LabKit.records(lab, .compressionStarted).map(\.b) == compressed)
    }

    /// 4.7: deleting an Active job is not refused; here the compressor goes on to the next.
    @Test func `a deleted job that was being compressed is not taken up again`() throws {
        var definition = try LabKit.definition(clients: 1)
        definition.sites[0].response = .veryFast
        var lab = try LabKit.started(definition)
        for number in 1...2 {
            try LabKit.addPackage(&lab, "Package \(number)")
            try LabKit.addJob(&lab, package: number)
        }
        while LabKit.records(lab, .compressionStarted).isEmpty { try LabKit.pass(&lab, cycles: 1, Self.big) }
        for job in 0...1 {
            let id = lab.images[0].jobs[job].job.id
            try lab.perform(.deleteJob(site: try LabKit.site(), id: id), who: "ADMIN")
        }
        let isDone = try LabKit.pass(&lab, limit: 600, Self.big, job: 2, until: .complete)
        #expect(isDone)
        #expect(lab.images[0].jobs.map(\.stage) == [.ended, .ended, .ended])
        #expect(lab.images[0].requests.map(\.job) == [2])
        #expect(LabKit.records(lab, .compressionStarted).count == 2)
    }

    /// The package is on its way when the cancel comes: the site has the instruction before it is told to drop it.
    @Test func `a cancel does not overtake the instruction that is being sent`() throws {
        var definition = try LabKit.definition(clients: 2)
        definition.sites[0].response = .veryFast
        definition.sites[0].addresses = [
            AddressDefinition(destination: try LabKit.site(), bitsPerSecond: 200_000)
        ]
        var lab = try LabKit.started(definition)
        while LabKit.records(lab, .sendStarted).isEmpty { try LabKit.pass(&lab, cycles: 1, Self.big) }
        try Self.cancel(&lab)
        let isDone = try LabKit.pass(&lab, limit: 200, Self.big, until: .cancelled)
        #expect(isDone)
        let sends = LabKit.records(lab, .sendStarted, .sendEnded).map(\.code)
        #expect(sends == [.sendStarted, .sendEnded, .sendStarted, .sendEnded])
        try LabKit.pass(&lab, cycles: 120, Self.big)
        #expect(LabKit.rows(lab) == [.cancelled, .cancelled])
        #expect(LabKit.records(lab, .pcmStarted).isEmpty)
        #expect(LabKit.line(lab) == "Canceled/Complete/Canceled")
    }

    /// 3.8 with Q169491: a command that runs ends; what it reports afterwards does not bring the offer back.
    @Test(arguments: [StatusMIF.success, .failed])
    func `a command that runs while its job is cancelled does not come back`(mif: StatusMIF) throws {
        var definition = try LabKit.definition(clients: 1)
        definition.results = [ResultRule(durationSeconds: 3_600, mif: mif)]
        var lab = try LabKit.started(definition)
        while LabKit.records(lab, .pcmStarted).isEmpty { try LabKit.pass(&lab, cycles: 1) }
        try Self.cancel(&lab)
        try LabKit.pass(&lab, cycles: 80)
        #expect(lab.images[0].jobs[0].job.status == .cancelled)
        #expect(LabKit.records(lab, .pcmStarted).count == 1)
        #expect(LabKit.records(lab, .pcmFinished).count == 1)
        // It did run, so a success is one; a failure leaves the row Canceled.
        #expect(LabKit.rows(lab) == [mif == .success ? .complete : .cancelled])
    }

    @Test func `a cancel drops a retry that waits, whatever lies behind it in RECEIVE`() throws {
        var definition = try LabKit.definition(clients: 2)
        definition.sites[0].servers[1].drives = DistributionTests.full()
        definition.quirks = ["sni-first": false]
        var lab = try LabKit.started(definition)
        try LabKit.pass(&lab, cycles: 20)
        let image = lab.images[0]
        #expect(image.received.map(\.kind) == [.instruction])
        // A Despooler that finds: a retry of the job, the job's cancel, and a client's status.
        image.receive(.cancel, subject: 0, info: 0)
        image.receive(.status, subject: 0, info: Outcome.success.rawValue)
        var despooler = Despooler()
        var effects = EffectBuffer()
        for kind in [SignalKind.despoolerPoll, .despoolerStepEnded, .despoolerStepEnded] {
            effects.clear()
            despooler.handle(Signal(kind, site: 0), Context(now: lab.now, site: 0), image, into: &effects)
            for effect in effects.effects where ![.trace, .after, .now, .event].contains(effect.kind) {
                image.apply(effect, now: lab.now)
            }
        }
        #expect(image.received.isEmpty)
        #expect(despooler.step == .idle)
        #expect(image.toLoad.map(\.detail) == [0])
    }

    @Test func `a Pending job can be edited and deleted, an Active one not edited`() throws {
        var lab = try LabKit.started(try LabKit.definition()) {
            $0.activateTime = $0.activateTime.adding(days: 1)
        }
        let site = try LabKit.site()
        var job = lab.images[0].jobs[0].job
        job.comment = "later"
        try lab.perform(.updateJob(site: site, job: job), who: "ADMIN")
        #expect(lab.images[0].jobs[0].job.comment == "later")
        job.commandName = "Nothing"
        let hasNoCommand = LabKit.isRefused(&lab, .updateJob(site: site, job: job))
        #expect(hasNoCommand)
        try lab.perform(.deleteJob(site: site, id: job.id), who: "ADMIN")
        let isGone = LabKit.isRefused(&lab, .deleteJob(site: site, id: job.id))
        #expect(isGone)
        // SDK: a deleted Pending job simply never starts.
        try LabKit.pass(&lab, cycles: 300)
        #expect(LabKit.records(lab, .jobActivated).isEmpty)
        let second = try LabKit.addJob(&lab)
        try LabKit.pass(&lab, job: 1, until: .active)
        var active = try #require(lab.images[0].jobs.last).job
        active.id = second
        let isActive = LabKit.isRefused(&lab, .updateJob(site: site, job: active))
        #expect(isActive)
    }

    /// Start After is the SQL Server's clock (SDK), whatever the clients show.
    @Test func `a job starts when the SQL Server's clock shows Start After`() throws {
        var definition = try LabKit.definition(clients: 1)
        definition.sites[0].sqlClockOffsetMilliseconds = -3_600_000
        var lab = try LabKit.started(definition) {
            $0.activateTime = LocalTime(seconds: $0.activateTime.seconds + 60)
        }
        try LabKit.pass(&lab, cycles: 20)
        // Created by that clock, an hour behind; a minute later by it is a minute later by any.
        let started = try #require(LabKit.records(lab, .jobActivated).first).instant
        #expect((lab.start + 60_000..<lab.start + 360_000).contains(started))
        let job = lab.images[0].jobs[0].job
        #expect(job.activateTime.seconds * 1_000 == lab.start - 3_600_000 + 60_000)
    }

    static let repeats: [(RepeatMode, [String])] = [
        (.never, []), (.daily, ["1997-04-22", "1997-04-23"]), (.weekly, ["1997-04-28", "1997-05-05"]),
        (.biweekly, ["1997-05-05", "1997-05-19"]), (.monthly, ["1997-05-21", "1997-06-21"]),
    ]

    /// SDK JOBRPT; Q141192: 1.2 moves Mandatory After along.
    @Test(arguments: repeats)
    func `a repeating job makes its successor when it starts`(mode: RepeatMode, days: [String]) throws {
        var definition = try LabKit.definition(clients: 1)
        definition.sites[0].response = .slow
        definition.trace = .changes
        var lab = try LabKit.started(definition) {
            $0.repeatMode = mode
            $0.useExpireTime = true
        }
        try LabKit.pass(&lab, cycles: 48 * 40)
        let jobs = lab.images[0].jobs.map(\.job)
        let first = jobs[0]
        for (job, day) in zip(jobs.dropFirst(), days) {
            #expect(job.activateTime.description.hasPrefix(day))
            let moved = job.activateTime.seconds - first.activateTime.seconds
            #expect(job.mandatoryTime.seconds - first.mandatoryTime.seconds == moved)
            #expect(job.offerTime.seconds - first.offerTime.seconds == moved)
        }
        // 40 days: the last successor is still Pending, all others are Complete.
        let expected: [RepeatMode: Int] = [.never: 1, .daily: 41, .weekly: 7, .biweekly: 4, .monthly: 3]
        #expect(jobs.count == expected[mode])
        #expect(jobs.dropLast().allSatisfy { $0.status == .complete })
        #expect(jobs.last?.status == (mode == .never ? .complete : .pending))
        #expect(lab.images[0].openJobs.count == (mode == .never ? 0 : 1))
    }

    /// Of what is due at one poll, high before low; one compressor.
    @Test func `the compressor takes jobs by priority, one at a time`() throws {
        var lab = try LabKit.started(try LabKit.definition(clients: 1)) { $0.priority = .low }
        for (number, priority) in [(1, JobPriority.medium), (2, .high)] {
            try LabKit.addPackage(&lab, "Package \(number)")
            try LabKit.addJob(&lab, package: number) { $0.priority = priority }
        }
        for job in 0..<3 { try LabKit.pass(&lab, Self.big, job: job, until: .complete) }
        let work = LabKit.records(lab, .compressionStarted, .compressionEnded)
        let (low, medium, high) = (
            lab.images[0].jobs[0].job.id.counter, lab.images[0].jobs[1].job.id.counter,
            lab.images[0].jobs[2].job.id.counter
        )
        #expect(work.map(\.b) == [high, high, medium, medium, low, low])
        #expect(zip(work, work.dropFirst()).allSatisfy { $0.code != $1.code })
    }

    /// Q163379: three threads to any one site, although five in all.
    @Test func `the Sender carries three requests to a site at once, higher priority first`() throws {
        var definition = try LabKit.definition(clients: 1)
        definition.sites[0].addresses = [
            AddressDefinition(destination: try LabKit.site(), bitsPerSecond: 1_000)
        ]
        var lab = try LabKit.started(definition)
        try LabKit.pass(&lab, until: .complete)
        for number in 0..<8 { try LabKit.addJob(&lab) { $0.priority = number == 7 ? .high : .low } }
        for job in 1...8 { try LabKit.pass(&lab, job: job, until: .complete) }
        var active = 0
        var most = 0
        let sends = LabKit.records(lab, .sendStarted, .sendEnded).dropFirst(2)
        for record in sends {
            active += record.code == .sendStarted ? 1 : -1
            most = max(most, active)
        }
        #expect(most == 3)
        #expect(active == 0)
        #expect(sends.filter { $0.code == .sendStarted }.count == 8)
        #expect(sends.first?.b == lab.images[0].jobs[8].job.id.counter)
    }

    /// Q185901: five hexadecimal digits and no more.
    @Test func `identifiers that are used up are refused, and nothing is changed`() throws {
        var lab = try LabKit.started(try LabKit.definition(clients: 1)) {
            $0.activateTime = $0.activateTime.adding(days: 9)
        }
        lab.images[0].nextJob = 0xFFFFF
        lab.images[0].nextPackage = 0xFFFFF
        let last = try LabKit.addJob(&lab) { $0.repeatMode = .daily }
        #expect(last.description == "BPCFFFFF")
        try LabKit.addPackage(&lab, "Last")
        #expect(lab.images[0].packages.last?.package.id.description == "BPCFFFFF")
        let site = try LabKit.site()
        let noJob = LabKit.isRefused(&lab, .createJob(site: site, job: lab.images[0].jobs[0].job))
        let noPackage = LabKit.isRefused(&lab, .createPackage(site: site, package: try LabKit.package()))
        #expect(noJob && noPackage)
        #expect(lab.images[0].jobs.count == 2)
        // A repeating job goes on without a successor.
        let isDone = try LabKit.pass(&lab, job: 1, until: .complete)
        #expect(isDone)
        #expect(lab.images[0].jobs.count == 2)
    }

    // MARK: Edits that do not fit

    @Test func `a drive that holds packages cannot be taken out of its server`() throws {
        var definition = try LabKit.definition(clients: 1)
        definition.sites[0].servers[1].drives = [
            DriveDefinition(letter: "C", freeBytes: 10), DriveDefinition(letter: "E"),
        ]
        var lab = try LabKit.started(definition)
        try LabKit.pass(&lab, until: .complete)
        let before = lab.images[0].servers[1].drives[1].freeBytes
        var server = lab.images[0].servers[1].definition
        server.drives.removeLast()
        let isRefused = LabKit.isRefused(&lab, .setServer(site: try LabKit.site(), server: server))
        #expect(isRefused)
        #expect(lab.images[0].servers[1].drives.count == 2)
        // Taking the other away, or writing them in another order, is allowed, and the package stays where it is.
        try LabKit.setServer(&lab, "SRV2") { $0.drives.reverse() }
        #expect(lab.images[0].servers[1].drives.map(\.freeBytes) == [before, 10])
        try LabKit.setServer(&lab, "SRV2") { $0.drives.removeLast() }
        try LabKit.addJob(&lab) { $0.sendPhase = .always }
        let isDone = try LabKit.pass(&lab, job: 1, until: .complete)
        #expect(isDone)
        #expect(lab.images[0].servers[1].drives.map(\.freeBytes) == [before])
        #expect(lab.images[0].servers[1].shares.map(\.drive) == [0])
    }

    static let badRanges: [ClientRange] = [
        ClientRange(pattern: "PC#", first: 3, count: 1), ClientRange(pattern: "PC#", first: 2, count: 2),
        ClientRange(pattern: "pc#", first: 0, count: 100), ClientRange(pattern: "P#", first: 1, count: 0),
        ClientRange(pattern: "P#", first: 1, count: -5), ClientRange(pattern: "P#", first: -5, count: 3),
        ClientRange(pattern: "P#", first: Int.max - 1, count: 5),
        ClientRange(pattern: "P#", count: 60_466_176),
        ClientRange(pattern: "SRV#", first: 2, count: 3), ClientRange(pattern: "PC2"),
        ClientRange(pattern: "P#", clockDriftPartsPerMillion: -1_000_000),
        ClientRange(pattern: "P#", clockDriftPartsPerMillion: 100_001),
    ]

    @Test(arguments: badRanges.indices)
    func `a range of clients that does not fit is refused`(place: Int) throws {
        var lab = Emulation(try LabKit.definition(clients: 5))
        let isRefused = LabKit.isRefused(
            &lab, .addClients(site: try LabKit.site(), range: Self.badRanges[place]))
        #expect(isRefused)
        #expect(lab.images[0].clients.count == 5)
        try lab.perform(
            .addClients(site: try LabKit.site(), range: ClientRange(pattern: "PC#", first: 6, count: 5)),
            who: "ADMIN")
        #expect(lab.images[0].clients.count == 10)
    }
}

extension JobTests {
    /// Q168130: RECEIVE is worked off status files first; the fix of 2/24/99 turned that round.
    @Test(arguments: [true, false])
    func `sni-first`(isOn: Bool) throws {
        var definition = try LabKit.definition(clients: 3)
        definition.quirks = ["sni-first": isOn]
        var lab = try LabKit.started(definition)
        try LabKit.pass(&lab, cycles: 5)
        let image = lab.images[0]
        // Two statuses, an instruction, one more status.
        for detail in 0..<2 { image.receive(.status, subject: UInt32(detail), info: 0) }
        image.receive(.instruction, subject: 0, info: 0)
        image.receive(.status, subject: 2, info: 0)
        #expect(image.received.map(\.kind) == [.status, .status, .instruction, .status])
        var despooler = Despooler()
        var effects = EffectBuffer()
        var order: [ReceivedLive.Kind] = []
        for kind in [SignalKind.despoolerPoll] + [SignalKind](repeating: .despoolerStepEnded, count: 9) {
            effects.clear()
            despooler.handle(Signal(kind, site: 0), Context(now: lab.now, site: 0), image, into: &effects)
            for effect in effects.effects where ![.trace, .after, .now, .event].contains(effect.kind) {
                if effect.kind == .takeReceived, let entry = despooler.current { order.append(entry.kind) }
                image.apply(effect, now: lab.now)
            }
        }
        #expect(
            order
                == (isOn
                    ? [.status, .status, .status, .instruction] : [.instruction, .status, .status, .status]))
        #expect(image.received.isEmpty)
    }

    @Test func `a site without servers keeps its jobs waiting and never stops the process`() throws {
        var definition = try LabKit.definition(clients: 2)
        definition.sites[0].servers = []
        var lab = try LabKit.started(definition)
        try LabKit.pass(&lab, cycles: 20)
        #expect(lab.images[0].jobs[0].job.status == .retrying)
        #expect(LabKit.events(lab) == [329])
        var empty = Emulation(LabDefinition(name: "empty"))
        try empty.run(until: empty.start + 1_000, world: TableWorld())
        #expect(empty.handled == 0)
    }

    /// design.md 3: each site has rows of its own; one package may be in two states at two sites.
    @Test func `two sites do not see each other's rows`() throws {
        var definition = try LabKit.definition(clients: 3)
        let other = try LabKit.site("XYZ")
        var second = definition.sites[0]
        second.code = other
        second.clients[0].count = 2
        definition.sites.append(second)
        var lab = try LabKit.started(definition)
        try lab.perform(.createPackage(site: other, package: try LabKit.package()), who: "ADMIN")
        var job = try LabKit.job(lab, package: try #require(PackageID("XYZ00001")))
        job.useMandatoryTime = false
        try lab.perform(.createJob(site: other, job: job), who: "ADMIN")
        try LabKit.pass(&lab, cycles: 40)
        #expect(lab.images[0].jobs.map(\.job.status) == [.complete])
        #expect(lab.images[1].jobs.map(\.job.status) == [.active])
        #expect(lab.images[1].jobs[0].job.id.description == "XYZ00001")
        #expect(lab.images[0].details.count == 3 && lab.images[1].details.count == 2)
        let isUnknown = LabKit.isRefused(&lab, .deleteJob(site: other, id: lab.images[0].jobs[0].job.id))
        #expect(isUnknown)
    }

    @Test func `the drive of the SMS directory stays once packages lie there`() throws {
        var lab = try LabKit.started(try LabKit.definition(clients: 1))
        try LabKit.pass(&lab, until: .complete)
        var settings = lab.images[0].definition
        settings.smsDrive = "C"
        let cannotMove = LabKit.isRefused(&lab, .setSite(settings))
        #expect(cannotMove)
        var server = lab.images[0].servers[0].definition
        server.drives.removeAll { $0.letter == "D" }
        let cannotLose = LabKit.isRefused(&lab, .setServer(site: try LabKit.site(), server: server))
        #expect(cannotLose)
    }
}

extension JobTests {
    /// The SDK's dump of a job has its statuses; they are no part of a new job, nor of an edit.
    @Test func `a job made from the definition of a finished one begins Pending`() throws {
        var lab = try LabKit.started(try LabKit.definition(clients: 1))
        try LabKit.pass(&lab, until: .complete)
        let finished = lab.images[0].jobs[0].job
        let site = try LabKit.site()
        try LabKit.addJob(&lab) {
            $0 = finished
            $0.activateTime = finished.activateTime.adding(days: 1)
            $0.cancelMode = true
            $0.cancelStatus = .complete
        }
        var edit = lab.images[0].jobs[1].job
        #expect(edit.status == .pending && edit.workingStatus == .none && !edit.cancelMode)
        edit.status = .complete
        edit.cancelMode = true
        edit.comment = "edited"
        try lab.perform(.updateJob(site: site, job: edit), who: "ADMIN")
        #expect(lab.images[0].jobs[1].job.comment == "edited")
        #expect(lab.images[0].jobs[1].job.status == .pending && !lab.images[0].jobs[1].job.cancelMode)
        let isDone = try LabKit.pass(&lab, job: 1, until: .complete)
        #expect(isDone)
        var package = lab.images[0].packages[0].package
        #expect(package.workstation?.transferFile != nil)
        package.name = "Again"
        try lab.perform(.createPackage(site: site, package: package), who: "ADMIN")
        #expect(lab.images[0].packages[1].package.workstation?.transferFile == nil)
    }

    /// Clients without logon servers of their own are dealt out again when servers come and go.
    @Test func `a client whose logon server is removed finds its offers at the next one`() throws {
        var definition = try LabKit.definition(clients: 2)
        definition.sites[0].servers.append(ServerDefinition(name: "LS2", roles: .logon, online: false))
        var lab = try LabKit.started(definition)
        try LabKit.pass(&lab, cycles: 40)
        #expect(LabKit.stages(lab) == [.executed, .absent])
        try lab.perform(.removeServer(site: try LabKit.site(), name: "LS2"), who: "ADMIN")
        let isDone = try LabKit.pass(&lab, limit: 40, until: .complete)
        #expect(isDone)
    }
}

extension JobTests {
    /// design.md 8: only what changed is written; a job that waits for its clients does not change.
    @Test func `cycles in which nothing happens change no rows`() throws {
        var definition = try LabKit.definition(clients: 3)
        definition.sites[0].clients[0].user = ""
        var lab = try LabKit.started(definition)
        try LabKit.pass(&lab, cycles: 12)
        _ = lab.images[0].takeChanges()
        _ = lab.clients[0].takeChangedOffers()
        try LabKit.pass(&lab, cycles: 6)
        let changes = lab.images[0].takeChanges()
        let sets = [
            changes.jobs, changes.packages, changes.requests, changes.servers, changes.locations,
            changes.siteDetails, changes.clients,
        ]
        #expect(sets.allSatisfy(\.isEmpty) && changes.details.isEmpty && changes.taken.isEmpty)
        #expect(!changes.groups && !changes.site && !changes.counters && !changes.boxes)
        let isQuiet = lab.clients[0].takeChangedOffers().isEmpty
        #expect(isQuiet)
    }

    /// 60 polls of a client in a row: a void poll is no event, and each interval has one.
    @Test func `logging off and on at the instant of a poll leaves one poll an interval`() throws {
        var lab = try LabKit.started(try LabKit.definition(clients: 1))
        let site = try LabKit.site()
        for _ in 0..<12 {
            let next = lab.clients[0].nextPoll[0]
            try lab.run(until: next, world: TableWorld())
            try lab.perform(.clientLogon(site: site, name: "PC1", on: false), who: "ADMIN")
            try lab.perform(.clientLogon(site: site, name: "PC1", on: true), who: "ADMIN")
            try lab.run(until: next + 1, world: TableWorld())
        }
        let polls = LabKit.records(lab, .pcmPolled, .pcmFound).map(\.instant)
        #expect(polls.count == 12)
        #expect(zip(polls, polls.dropFirst()).allSatisfy { $1 - $0 == 3_600_000 })
    }
}

extension JobTests {
    /// The reader of lab files refuses most of this; the engine must not depend on that.
    @Test(arguments: [Int64.min, -1, 0, Int64.max])
    func `numbers beyond reason never stop the process`(number: Int64) throws {
        var definition = try LabKit.definition(clients: 2)
        definition.sites[0].sqlClockOffsetMilliseconds = number
        definition.sites[0].pcmPollingMinutes = number
        definition.sites[0].statusMilliseconds = number
        definition.sites[0].compression = CompressionSettings(
            level: Int(number), yieldMilliseconds: number, ratioPercent: number)
        definition.sites[0].addresses = [
            AddressDefinition(destination: try LabKit.site(), bitsPerSecond: number)
        ]
        definition.sites[0].servers[0].drives[0].freeBytes = number
        definition.sites[0].clients += [
            ClientRange(pattern: "ODD", clockOffsetMilliseconds: number, clockDriftPartsPerMillion: number)
        ]
        definition.results = [ResultRule(attempt: 1, durationSeconds: number, exitCode: number)]
        definition.users = [UserRule(runsAfterMinutes: number)]
        let world = TableWorld([SourceManifest(files: [SourceFile(path: "A", size: max(number, 1))])])
        var lab = try LabKit.started(definition)
        try LabKit.addJob(&lab) { $0.useMandatoryTime = false }
        try LabKit.pass(&lab, cycles: 30, world)
        #expect(lab.images[0].jobs.allSatisfy { $0.job.status != .pending })
        var shelf = SnapshotShelf()
        try shelf.reopen(&lab)
        try LabKit.pass(&lab, cycles: 30, TableWorld())
        #expect(lab.images[0].servers.allSatisfy { $0.drives.allSatisfy { $0.freeBytes >= 0 } })
    }
}
