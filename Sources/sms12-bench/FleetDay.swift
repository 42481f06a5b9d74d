import Emulation
import Pipeline
import SiteModel
import VirtualTime

/// FLEETDAY-SMS: the workload of `docs/reference/fleetday-sms.md` on the engine.
enum FleetDay {
    /// Bytes of each package's one file.
    static let packageBytes: Int64 = 30_000_000
    /// How many jobs there are.
    static let standardJobs = 4

    /// A world in which every source holds one file.
    final class World: OutsideWorld {
        func inspectSource(site: SiteCode, package: Package, ordinal: Int64, instant: Int64) -> SourceManifest
        {
            SourceManifest(files: [SourceFile(path: "SETUP.EXE", size: packageBytes)])
        }
    }

    /// The lab of the page.
    static func definition(clients: Int, trace: TraceLevel) throws -> LabDefinition {
        var lab = LabDefinition(name: "fleetday")
        lab.seed = 1
        lab.phases = .aligned
        lab.fidelity = .modelled
        lab.trace = trace
        guard let code = SiteCode("FLT"), let start = LocalTime("1997-04-21 00:00") else {
            throw BenchFailure("the page's site or start cannot be read")
        }
        lab.start = start
        var site = SiteDefinition(code: code)
        site.statusMilliseconds = 0
        site.servers = [
            ServerDefinition(
                name: "FLT1", roles: [.site, .logon, .distribution],
                drives: [DriveDefinition(letter: "D", freeBytes: 20 << 30)])
        ]
        site.clients = [ClientRange(pattern: "PC#", count: clients)]
        lab.sites = [site]
        lab.results = [ResultRule(durationSeconds: 30, spreadSeconds: 570)]
        return lab
    }

    /// The package of a job.
    static func package(_ number: Int, _ site: SiteCode) throws -> Package {
        guard let id = PackageID(site: site, counter: 0) else { throw BenchFailure("no package identifier") }
        var package = Package(id: id, name: "Package \(number)")
        package.workstation = WorkstationProperties(
            root: "\\\\FLT1\\SOURCE\(number)",
            commands: [
                CommandLineProgram(
                    name: "Install", command: "setup.exe", flags: .automated, platforms: .ntX86)
            ])
        return package
    }

    /// The mandatory job of a package.
    static func job(_ number: Int, _ site: SiteCode, _ package: PackageID, start: LocalTime) throws -> Job {
        guard let id = JobID(site: site, counter: 0) else { throw BenchFailure("no job identifier") }
        var job = Job(id: id, packageID: package, created: start)
        job.activateTime = LocalTime(seconds: start.seconds + Int64(1_800 * (number - 1)))
        job.mandatoryTime = job.activateTime
        job.useMandatoryTime = true
        job.machinePath = "*|*|*"
        job.distributePhase = .specified
        job.runWorkstationCommand = true
        job.commandName = "Install"
        return job
    }

    static func run(_ words: [String]) throws {
        var clients = 100_000
        var hours: Int64 = 24
        var level = TraceLevel.none
        var isChecked = false
        var commits = false
        var jobs = standardJobs
        var rest = words[...]
        while let word = rest.popFirst() {
            switch word {
            case "--clients": clients = Int(rest.popFirst() ?? "") ?? 0
            case "--hours": hours = Int64(rest.popFirst() ?? "") ?? 0
            case "--trace": level = TraceLevel(rawValue: rest.popFirst() ?? "") ?? .none
            case "--jobs": jobs = Int(rest.popFirst() ?? "") ?? -1
            case "--check": isChecked = true
            case "--commit": commits = true
            default: throw BenchFailure("unknown word \(word)\n\(Entry.usage)", code: 64)
            }
        }
        guard clients > 0, hours > 0, jobs >= 0 else { throw BenchFailure(Entry.usage, code: 64) }
        try measure(
            clients: clients, hours: hours, jobs: jobs, level: isChecked ? .full : level,
            isChecked: isChecked,
            commits: commits)
    }

    private static func measure(
        clients: Int, hours: Int64, jobs: Int, level: TraceLevel, isChecked: Bool, commits: Bool
    ) throws {
        let (cpu, wall) = (Measure.cpu(), Measure.wall())
        var lab = Emulation(try definition(clients: clients, trace: level))
        let site = lab.images[0].definition.code
        let start = lab.definition.start
        for number in 0..<jobs {
            let number = number + 1
            guard
                case .package(let id) = try lab.perform(
                    .createPackage(site: site, package: try package(number, site)), who: "ADMIN")
            else { throw BenchFailure("no package was made") }
            try lab.perform(
                .createJob(site: site, job: try job(number, site, id, start: start)), who: "ADMIN")
        }
        // The Scheduler's polls stop at the end of each hour here, only to note when jobs became Complete.
        let world = World()
        var complete = [Int64](repeating: 0, count: jobs)
        let cycle = lab.images[0].pollMilliseconds
        var waiting = 0
        for number in 1...(hours * 3_600_000 / cycle) {
            try lab.run(until: lab.start + number * cycle, world: world)
            // Lists of what changed are taken as `sms12 run` takes them at the end of a cycle; nothing is written.
            if commits { _ = try lab.takeCommit() }
            waiting = max(waiting, lab.images[0].toLoadCount)
            for place in 0..<jobs where complete[place] == 0 {
                if lab.images[0].jobs[place].job.status == .complete {
                    complete[place] = (number - 1) * cycle
                }
            }
        }
        let seconds = Measure.cpu() - cpu
        let elapsed = Measure.wall() - wall
        var tally = Tally(start: lab.start)
        let blocks = lab.trace.takeChanged()
        let bytes = blocks.reduce(0) { $0 + $1.bytes.count }
        let kept = blocks.reduce(0) { $0 + $1.count }
        let peak = Measure.peakKiB()
        let expected = Int(hours + 3 * Int64(jobs)) * clients
        var line =
            "entries=\(expected) handled=\(lab.handled) seconds=\(Measure.digits(seconds)) "
            + "wall=\(Measure.digits(elapsed)) peak_kib=\(peak) entries_per_s=\(Int(Double(expected) / seconds)) "
            + "trace=\(level.rawValue) trace_entries=\(lab.trace.count) kept=\(kept) bytes=\(bytes)"
        if kept > 0 { line += " bytes_per_entry=\(Measure.digits(Double(bytes) / Double(kept)))" }
        line += " digest=\(lab.trace.digest.text)"
        if commits { line += " " + parts(lab, clients: clients) + " most_waiting=\(waiting)" }
        if isChecked {
            for block in blocks { for record in block.records() { tally.add(record) } }
            line += " " + tally.text + " complete=" + complete.map(String.init).joined(separator: ",")
        }
        print(line)
    }

    /// Bytes a client of the arrays that are kept from the first client on, with the room that they have for more.
    private static func parts(_ lab: borrowing Emulation, clients: Int) -> String {
        let (image, manager) = (lab.images[0], lab.clients[0])
        let sizes: [(String, Int)] = [
            ("state", manager.state.capacity * MemoryLayout<UInt8>.stride),
            ("next_poll", manager.nextPoll.capacity * MemoryLayout<Int64>.stride),
            ("first_offer", manager.firstOffer.capacity * MemoryLayout<UInt32>.stride),
            ("busy", manager.busy.capacity * MemoryLayout<BusyLive>.stride),
            ("offers", manager.offers.capacity * MemoryLayout<OfferLive>.stride),
            ("details", image.details.capacity * MemoryLayout<DetailLive>.stride),
            ("changed_at", image.detailChangedAt.capacity * MemoryLayout<Int64>.stride),
            ("changes", (image.changes.details.capacity + manager.changedOffers.capacity) * 4),
        ]
        return sizes.map { "\($0.0)=\(Measure.digits(Double($0.1) / Double(clients)))" }.joined(
            separator: " ")
    }

    /// Counts and sums of the page over entries of the trace.
    private struct Tally {
        let start: Int64
        private var counts = [UInt64](repeating: 0, count: 5)
        private var sums = [UInt64](repeating: 0, count: 5)

        init(start: Int64) { self.start = start }

        mutating func add(_ record: TraceRecord) {
            switch record.code {
            case .pcmPolled, .pcmFound: note(record, 1, record.a, 0)
            case .pcmStarted: note(record, 2, record.a, record.b)
            case .pcmFinished: note(record, 3, record.a, record.b)
            case .detailUpdated: note(record, 4, record.b, record.a)
            default: break
            }
        }

        private mutating func note(_ record: TraceRecord, _ kind: Int, _ machine: UInt32, _ job: UInt32) {
            counts[kind] += 1
            let time = UInt64(record.instant - start)
            sums[kind] &+= mix(
                mix(8 &* time &+ UInt64(kind)) &+ 8 &* (UInt64(machine) - 1) &+ UInt64(job))
        }

        private func mix(_ number: UInt64) -> UInt64 {
            var mixed = number
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }

        var text: String {
            ["", "poll", "start", "finish", "status"].enumerated().dropFirst().map { kind, name in
                let digits = String(sums[kind], radix: 16)
                return "\(name)=\(counts[kind]):"
                    + String(repeating: "0", count: 16 - digits.count) + digits
            }.joined(separator: " ")
        }
    }
}
