import Commands
import Emulation
import Pipeline
import SiteModel

/// The scaling laws S2, S3, S4 and S8: each a slope or a ratio, so that a busy machine cancels out.
enum LawsBench {
    static func run(_ words: [String]) throws {
        let laws = words.isEmpty ? ["S2", "S3", "S4", "S8"] : words
        for law in laws {
            switch law {
            case "S2": try linear()
            case "S3": try statusUpdate()
            case "S4": try cancelling()
            case "S8": try depth()
            default: throw BenchFailure("unknown law \(law)\n\(Entry.usage)", code: 64)
            }
        }
    }

    /// What a run in memory came to.
    private struct Cost {
        var events: Double
        var seconds: Double
    }

    // MARK: S2

    /// Events and CPU over targets, jobs times targets, hours and sites.
    private static func linear() throws {
        try series("targets", [12_500, 25_000, 50_000, 100_000, 200_000]) {
            try day(clients: $0, jobs: 4, hours: 24)
        }
        // The polls of the same clients would be there without any job.
        let idle = try day(clients: 20_000, jobs: 0, hours: 24)
        try series("jobs_times_targets", [2, 4, 8, 16]) { jobs in
            let cost = try day(clients: 20_000, jobs: jobs, hours: 24)
            return Cost(events: cost.events - idle.events, seconds: cost.seconds - idle.seconds)
        }
        try series("hours", [12, 24, 48, 96, 192]) { try day(clients: 50_000, jobs: 0, hours: Int64($0)) }
        try series("sites", [50, 100, 200, 400, 800]) { sites in
            let definition = try TreeBench.definition(sites: sites, clients: 200 * sites, days: 5)
            var lab = Emulation(definition)
            try TreeBench.addJobs(definition, [], jobs: 5, days: 5) { try lab.perform($0, who: "BENCH") }
            let cpu = Measure.cpu()
            try lab.run(until: lab.start + 5 * 86_400_000, world: TreeBench.World())
            return Cost(events: Double(lab.handled), seconds: Measure.cpu() - cpu)
        }
    }

    private static func day(clients: Int, jobs: Int, hours: Int64) throws -> Cost {
        var costs: [Cost] = []
        for _ in 0..<3 {
            var lab = try fleet(FleetDay.definition(clients: clients, trace: .none), jobs: jobs)
            let cpu = Measure.cpu()
            try lab.run(until: lab.start + hours * 3_600_000, world: FleetDay.World())
            costs.append(Cost(events: Double(lab.handled), seconds: Measure.cpu() - cpu))
        }
        return Cost(events: costs[0].events, seconds: Measure.median(costs.map(\.seconds)))
    }

    private static func fleet(_ definition: LabDefinition, jobs: Int) throws -> Emulation {
        var lab = Emulation(definition)
        let site = definition.sites[0].code
        for number in 1..<(jobs + 1) {
            let id = try package(number, site) { try lab.perform($0, who: "BENCH") }
            _ = try lab.perform(
                .createJob(
                    site: site, job: try FleetDay.job(number, site, id, start: definition.start)),
                who: "BENCH")
        }
        return lab
    }

    private static func package(
        _ number: Int, _ site: SiteCode, _ perform: (LabCommand) throws -> CommandOutcome
    ) throws -> PackageID {
        guard
            case .package(let id) = try perform(
                .createPackage(site: site, package: try FleetDay.package(number, site)))
        else { throw BenchFailure("no package was made") }
        return id
    }

    /// Measures a run at each size and prints the slopes of the logarithms, by least squares.
    private static func series(_ name: String, _ sizes: [Int], _ run: (Int) throws -> Cost) throws {
        var costs: [Cost] = []
        for size in sizes {
            let cost = try run(size)
            costs.append(cost)
            print(
                "S2 \(name)=\(size) events=\(Int(cost.events)) cpu_s=\(Measure.digits(cost.seconds)) "
                    + "ns_per_event=\(Measure.digits(cost.seconds * 1e9 / cost.events))")
        }
        let events = slope(sizes, costs.map(\.events))
        let seconds = slope(sizes, costs.map(\.seconds))
        print(
            "S2_\(name)_slope_events=\(Measure.digits(events)) S2_\(name)_slope_cpu=\(Measure.digits(seconds))"
        )
    }

    /// The slope of the logarithm of a figure over the logarithm of a size.
    private static func slope(_ sizes: [Int], _ figures: [Double]) -> Double {
        let points = zip(sizes, figures).map { (x: Measure.log(Double($0)), y: Measure.log($1)) }
        let count = Double(points.count)
        let (meanX, meanY) = (
            points.reduce(0) { $0 + $1.x } / count, points.reduce(0) { $0 + $1.y } / count
        )
        let above = points.reduce(0) { $0 + ($1.x - meanX) * ($1.y - meanY) }
        let below = points.reduce(0) { $0 + ($1.x - meanX) * ($1.x - meanX) }
        return above / below
    }

    // MARK: S3

    /// A status of each of 1,000 clients, on disk, where JobDetails holds no other rows or 230,000 (Q162558: 50 times slower).
    private static func statusUpdate() throws {
        var figures: [Int: [Double]] = [:]
        for _ in 0..<3 {
            for earlier in [0, 230] {
                figures[earlier, default: []] += try statusUpdate(earlier: earlier)
            }
        }
        let (few, many) = (figures[0] ?? [], figures[230] ?? [])
        print("S3 earlier_rows=0 ms_a_job_of_1000=\(Measure.spread(few))")
        print("S3 earlier_rows=230000 ms_a_job_of_1000=\(Measure.spread(many))")
        print("S3_many_over_few=\(Measure.digits(Measure.median(many) / Measure.median(few)))")
    }

    /// Milliseconds of CPU for one day with a job of 1,000 clients, commits included, after so many earlier jobs.
    private static func statusUpdate(earlier: Int) throws -> [Double] {
        let folder = try Measure.scratch()
        defer { Measure.remove(folder) }
        try Measure.makeFile(folder + "/source", "SETUP.EXE", bytes: 1_000)
        var definition = try FleetDay.definition(clients: 1_000, trace: .changes)
        definition.results = [ResultRule(durationSeconds: 1, spreadSeconds: 0)]
        let site = definition.sites[0].code
        let lab = try BenchLab.create(
            folder + "/S3.lab", definition, sources: [("\\\\FLT1\\SOURCE1", folder + "/source")])
        let id = try package(1, site) { try lab.perform($0) }
        func addJob() throws {
            try lab.perform(
                .createJob(site: site, job: try FleetDay.job(1, site, id, start: definition.start)))
        }
        for _ in 0..<earlier { try addJob() }
        let days: Int64 = earlier == 0 ? 1 : 3
        try lab.advance(to: lab.now + days * 86_400_000)
        var figures: [Double] = []
        for round in 0..<3 {
            try addJob()
            let used = try Measure.time { try lab.advance(to: lab.now + 86_400_000) }
            let rows = try lab.number(
                "SELECT count(*) FROM JobDetails WHERE DetailKind = 4 AND Status = \(JobStatus.complete.rawValue)"
            )
            guard rows == Int64(1_000 * (earlier + round + 1)) else {
                throw BenchFailure("\(rows) workstations of \(earlier + round + 1) jobs are Complete")
            }
            figures.append(used.cpu * 1_000)
        }
        try lab.close()
        return figures
    }

    // MARK: S4

    /// Cancelling a job of 300 clients where the domain has 300 or 9,000 (Q264945: every instruction file was read).
    private static func cancelling() throws {
        var figures: [Int: [Double]] = [:]
        for _ in 0..<15 {
            for clients in [300, 9_000] { figures[clients, default: []].append(try cancelling(clients)) }
        }
        let (few, many) = (figures[300] ?? [], figures[9_000] ?? [])
        print("S4 clients=300 ms=\(Measure.spread(few))")
        print("S4 clients=9000 ms=\(Measure.spread(many))")
        print("S4_many_over_few=\(Measure.digits(Measure.median(many) / Measure.median(few)))")
    }

    /// How long a cancel of a job takes in a domain, in milliseconds of virtual time: polls of the Scheduler, of the
    /// Despooler and of the Scheduler again, five minutes each at Fast, one more for what is sent, and a tenth of a second for
    /// each client file of the domain, which the Despooler opens in turn (Q264945).
    private static func cancelTime(_ clients: Int) -> Int64 { 4 * 300_000 + Int64(clients) * 100 }

    /// Milliseconds of CPU that a stretch of time takes longer because a job of 300 clients is cancelled in it.
    ///
    /// The domain's other polls would be the same in both runs and hide the cancel: Package Command Manager polls once a week.
    private static func cancelling(_ clients: Int) throws -> Double {
        func stretch(isCancelled: Bool) throws -> Double {
            var definition = try FleetDay.definition(clients: clients, trace: .none)
            definition.sites[0].pcmPollingMinutes = 7 * 1_440
            let targets = try (1...300).map { number -> String in
                guard let name = definition.sites[0].clients.first?.name(at: number - 1) else {
                    throw BenchFailure("the page's clients have no names")
                }
                return name
            }
            definition.sites[0].groups = [MachineGroupDefinition(name: "TARGETS", members: targets)]
            var lab = Emulation(definition)
            let site = definition.sites[0].code
            let id = try package(1, site) { try lab.perform($0, who: "BENCH") }
            var job = try FleetDay.job(1, site, id, start: definition.start)
            job.target = .machineGroup
            job.machineGroup = "TARGETS"
            job.useMandatoryTime = false
            guard case .job(let made) = try lab.perform(.createJob(site: site, job: job), who: "BENCH") else {
                throw BenchFailure("no job was made")
            }
            let world = FleetDay.World()
            let begin = lab.start + 12 * 3_600_000
            try lab.run(until: begin, world: world)
            let cpu = Measure.cpu()
            if isCancelled { _ = try lab.perform(.cancelJob(site: site, id: made), who: "BENCH") }
            try lab.run(until: begin + cancelTime(clients), world: world)
            let used = (Measure.cpu() - cpu) * 1_000
            let isGone = lab.images[0].jobs[0].job.cancelStatus == .complete
            guard isGone == isCancelled else {
                throw BenchFailure(
                    "cancelling a job of 300 among \(clients) clients took more than \(cancelTime(clients) / 60_000) "
                        + "minutes of virtual time")
            }
            return used
        }
        return try stretch(isCancelled: true) - stretch(isCancelled: false)
    }

    // MARK: S8

    /// A job on its way to the lowest site of a chain: what a hop costs.
    private static func depth() throws {
        var first: Double?
        for sites in [110, 1_100, 2_200] {
            let rounds = 5
            let found = try (0..<rounds).map { _ in try hops(sites) }
            let nanoseconds = Measure.median(found.map(\.nanoseconds))
            first = first ?? nanoseconds
            print(
                "S8 sites=\(sites) hops=\(found[0].count) events_a_hop=\(Measure.digits(found[0].events)) "
                    + "ns_a_hop=\(Measure.digits(nanoseconds)) "
                    + "ns_an_idle_event=\(Measure.digits(Measure.median(found.map(\.idle)))) "
                    + "S8_over_first=\(Measure.digits(nanoseconds / (first ?? nanoseconds)))")
        }
    }

    /// What jobs on their way down a chain came to.
    private struct Hops {
        /// How many there were.
        var count: Int
        /// Events for each.
        var events: Double
        /// CPU nanoseconds for each.
        var nanoseconds: Double
        /// CPU nanoseconds of an event in the same chain without any job: what its size alone costs.
        var idle: Double
    }

    /// What four hours of a chain cost more because fifty jobs go down it, for each site that each of them reached.
    private static func hops(_ sites: Int) throws -> Hops {
        func run(jobs: Int) throws -> (cost: Cost, reached: Int) {
            let definition = try TreeBench.chain(sites: sites)
            var lab = Emulation(definition)
            let site = definition.sites[0].code
            for number in 1..<(jobs + 1) {
                let id = try package(number, site) { try lab.perform($0, who: "BENCH") }
                var job = try FleetDay.job(1, site, id, start: definition.start)
                job.limitToSites = .site
                job.siteLimitName = definition.sites[sites - 1].code.description
                _ = try lab.perform(.createJob(site: site, job: job), who: "BENCH")
            }
            let cpu = Measure.cpu()
            try lab.run(until: lab.start + 4 * 3_600_000, world: TreeBench.World())
            let seconds = Measure.cpu() - cpu
            // What came by, or stays: an instruction in transit, a job of the site above.
            let reached = lab.images.dropFirst().reduce(0) { $0 + Int($1.nextFile) + $1.jobs.count }
            return (Cost(events: Double(lab.handled), seconds: seconds), reached)
        }
        let (with, without) = (try run(jobs: 50), try run(jobs: 0))
        let count = with.reached
        guard count > 0, without.reached == 0 else {
            throw BenchFailure("\(count) sites were reached with the job, \(without.reached) without it")
        }
        return Hops(
            count: count, events: (with.cost.events - without.cost.events) / Double(count),
            nanoseconds: (with.cost.seconds - without.cost.seconds) * 1e9 / Double(count),
            idle: without.cost.seconds * 1e9 / without.cost.events)
    }
}
