import Commands
import Emulation
import Pipeline
import SiteModel
import VirtualTime

/// A hierarchy of four tiers: one central site, primaries, primaries below them, secondary sites below those.
enum TreeBench {
    /// A world in which every source holds one file of 3 MB.
    final class World: OutsideWorld {
        func inspectSource(site: SiteCode, package: Package, ordinal: Int64, instant: Int64) -> SourceManifest
        {
            SourceManifest(files: [SourceFile(path: "SETUP.EXE", size: 3_000_000)])
        }
    }

    /// How many sites there are on each tier: 1, and the cube root's share of what is left.
    static func tiers(_ sites: Int) -> [Int] {
        var second = 1
        while 1 + second + second * second + second * second * second <= sites { second += 1 }
        second = max(1, second - 1)
        let third = second * second
        return [1, second, third, max(0, sites - 1 - second - third)]
    }

    /// So many site codes, without those that no folder can be called (AUX, CON).
    private static func codes(_ count: Int) throws -> [SiteCode] {
        let digits = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        let all = (0..<(26 * 1_296)).lazy.compactMap { number in
            SiteCode("\(digits[10 + number / 1_296])\(digits[number / 36 % 36])\(digits[number % 36])")
        }
        let found = Array(all.prefix(count))
        guard found.count == count else {
            throw BenchFailure("there are \(found.count) site codes, not \(count)")
        }
        return found
    }

    /// The lab: links of 256 kbit/s, clients dealt out evenly, faults on a tenth of the links for some hours.
    static func definition(sites: Int, clients: Int, days: Int) throws -> LabDefinition {
        var lab = LabDefinition(name: "tree")
        lab.fidelity = .modelled
        lab.trace = .none
        lab.results = [ResultRule(durationSeconds: 30, spreadSeconds: 570)]
        let tiers = tiers(sites)
        var parents: [Int?] = [nil]
        var begin = 0
        for tier in 1..<tiers.count {
            let above = tiers[tier - 1]
            for place in 0..<tiers[tier] { parents.append(begin + place % above) }
            begin += above
        }
        let lowest = 1 + tiers[1] + tiers[2]
        let codes = try codes(parents.count)
        var left = clients
        for number in 0..<parents.count {
            var site = SiteDefinition(code: codes[number], name: "Site \(number)")
            site.statusMilliseconds = 0
            site.smsDrive = "D"
            site.servers = [
                ServerDefinition(
                    name: "S\(number)", roles: [.site, .logon, .distribution],
                    drives: [DriveDefinition(letter: "D", freeBytes: 20 << 30)])
            ]
            let count = left / (parents.count - number)
            left -= count
            if count > 0 { site.clients = [ClientRange(pattern: "\(site.code)C#", count: count)] }
            if let parent = parents[number] {
                site.parent = codes[parent]
                site.isSecondary = number >= lowest
                site.addresses = [AddressDefinition(destination: codes[parent], bitsPerSecond: 256_000)]
            }
            lab.sites.append(site)
        }
        for (number, parent) in parents.enumerated() {
            guard let parent else { continue }
            lab.sites[parent].addresses.append(
                AddressDefinition(destination: codes[number], bitsPerSecond: 256_000))
            if number % 10 == 3 {
                let from = lab.start.seconds + Int64(number % 97) * 3_600
                lab.faults.append(
                    FaultDefinition(
                        .link(codes[parent], codes[number]), from: LocalTime(seconds: from),
                        until: LocalTime(seconds: from + 6 * 3_600)))
            }
        }
        return lab
    }

    /// A chain: each site is the parent of the next, and the last has a client.
    static func chain(sites: Int) throws -> LabDefinition {
        var lab = LabDefinition(name: "chain")
        lab.fidelity = .modelled
        lab.trace = .none
        lab.results = [ResultRule(durationSeconds: 30, spreadSeconds: 570)]
        let codes = try codes(sites)
        for number in 0..<sites {
            var site = SiteDefinition(code: codes[number], name: "Site \(number)")
            site.statusMilliseconds = 0
            site.servers = [
                ServerDefinition(
                    name: "S\(number)", roles: [.site, .logon, .distribution],
                    drives: [DriveDefinition(letter: "D", freeBytes: 20 << 30)])
            ]
            if number + 1 == sites { site.clients = [ClientRange(pattern: "PC#", count: 1)] }
            for next in [number - 1, number + 1] where (0..<sites).contains(next) {
                site.addresses.append(AddressDefinition(destination: codes[next]))
            }
            if number > 0 { site.parent = codes[number - 1] }
            lab.sites.append(site)
        }
        return lab
    }

    /// What is done to a lab, in memory or on disk.
    typealias Perform = (LabCommand) throws -> CommandOutcome

    /// Fifty jobs: every tenth to everybody, the others to a part of the tree each.
    static func addJobs(
        _ lab: LabDefinition, _ children: [SiteCode], jobs: Int, days: Int,
        _ perform: Perform
    ) throws {
        let (site, start) = (lab.sites[0].code, lab.start)
        for number in 1...max(1, jobs) where jobs > 0 {
            let package = try FleetDay.package(number, site)
            guard case .package(let id) = try perform(.createPackage(site: site, package: package)) else {
                throw BenchFailure("no package was made")
            }
            var job = try FleetDay.job(number, site, id, start: start)
            let hour = Int64(number) * Int64(days) * 12 / Int64(max(1, jobs))
            job.activateTime = LocalTime(seconds: start.seconds + hour * 3_600)
            job.offerTime = job.activateTime
            job.mandatoryTime = job.activateTime
            if number % 10 != 0, !children.isEmpty {
                job.limitToSites = .site
                job.siteLimitName = children[number % children.count].description
                job.includeSubsites = true
            }
            _ = try perform(.createJob(site: site, job: job))
        }
    }

    /// The sites right below the central one.
    private static func children(_ lab: LabDefinition) -> [SiteCode] {
        lab.sites.filter { $0.parent == lab.sites[0].code }.map(\.code)
    }

    static func run(_ words: [String]) throws {
        var (sites, clients, jobs, days) = (1_000, 200_000, 50, 14)
        var isOnDisk = false
        var rest = words[...]
        while let word = rest.popFirst() {
            if word == "--disk" {
                isOnDisk = true
                continue
            }
            let value = Int(rest.popFirst() ?? "") ?? -1
            switch word {
            case "--sites": sites = value
            case "--clients": clients = value
            case "--jobs": jobs = value
            case "--days": days = value
            default: throw BenchFailure("unknown word \(word)\n\(Entry.usage)", code: 64)
            }
        }
        guard sites > 0, clients >= 0, jobs >= 0, days > 0 else { throw BenchFailure(Entry.usage, code: 64) }
        let lab = try definition(sites: sites, clients: clients, days: days)
        print("sites=\(sites) clients=\(clients) jobs=\(jobs) days=\(days) disk=\(isOnDisk)")
        if isOnDisk {
            try runOnDisk(lab, jobs: jobs, days: days)
        } else {
            try runInMemory(lab, jobs: jobs, days: days)
        }
    }

    private static func runInMemory(_ definition: LabDefinition, jobs: Int, days: Int) throws {
        let (cpu, wall) = (Measure.cpu(), Measure.wall())
        var lab = Emulation(definition)
        try addJobs(definition, children(definition), jobs: jobs, days: days) {
            try lab.perform($0, who: "ADMIN")
        }
        let setUp = Measure.cpu() - cpu
        try lab.run(until: lab.start + Int64(days) * 86_400_000, world: World())
        report(lab, setUp: setUp, cpu: Measure.cpu() - cpu, wall: Measure.wall() - wall)
    }

    /// The same as `sms12 lab create`, `package create`, `job create` and `run` do it, in one process.
    private static func runOnDisk(_ definition: LabDefinition, jobs: Int, days: Int) throws {
        let folder = try Measure.scratch()
        defer { Measure.remove(folder) }
        let source = folder + "/source"
        try Measure.makeFile(source, "SETUP.EXE", bytes: 3_000_000)
        let (cpu, wall) = (Measure.cpu(), Measure.wall())
        let sources = (0..<max(1, jobs)).map { (root: "\\\\FLT1\\SOURCE\($0 + 1)", folder: source) }
        let lab = try BenchLab.create(folder + "/tree.lab", definition, sources: sources)
        print(
            "create cpu_s=\(Measure.digits(Measure.cpu() - cpu)) wall_s=\(Measure.digits(Measure.wall() - wall))"
        )
        try addJobs(definition, children(definition), jobs: jobs, days: days) {
            try lab.perform($0)
        }
        let setUp = Measure.cpu() - cpu
        let setUpWall = Measure.wall() - wall
        let commits = try lab.run(to: lab.now + Int64(days) * 86_400_000)
        let (used, waited) = (Measure.cpu() - cpu, Measure.wall() - wall)
        lab.look { report($0, setUp: setUp, cpu: used, wall: waited) }
        try lab.close()
        print(
            "set_up_wall=\(Measure.digits(setUpWall)) commits=\(commits) "
                + "bytes=\(Measure.size(folder + "/tree.lab/lab.db"))")
        let reopened = try BenchLab.open(folder + "/tree.lab")
        for site in definition.sites.prefix(1) {
            let rows = try reopened.number(
                "SELECT count(*) FROM JobDetails WHERE Site = '\(site.code)'")
            print("rows of JobDetails at \(site.code)=\(rows)")
        }
        try reopened.close()
    }

    private static func report(_ lab: borrowing Emulation, setUp: Double, cpu: Double, wall: Double) {
        let open = lab.images[0].jobs.filter { !$0.job.status.isFinal }.count
        print(
            "set_up=\(Measure.digits(setUp)) seconds=\(Measure.digits(cpu)) wall=\(Measure.digits(wall)) "
                + "peak_kib=\(Measure.peakKiB()) handled=\(lab.handled) "
                + "ns_per_event=\(Measure.digits((cpu - setUp) * 1e9 / Double(max(1, lab.handled)))) "
                + "open_jobs=\(open) digest=\(lab.trace.digest.text)")
        var tier: [Int: (sites: Int, rows: Int)] = [:]
        for image in lab.images where !image.definition.isSecondary {
            var depth = 0
            var above = image.parent
            while let site = above {
                depth += 1
                above = lab.images[Int(site)].parent
            }
            let rows =
                image.details.filter {
                    image.jobs[Int($0.job)].origin == image.number || $0.status != 0
                }.count + image.siteDetails.count
            tier[depth, default: (0, 0)].sites += 1
            tier[depth, default: (0, 0)].rows += rows
        }
        for (depth, found) in tier.sorted(by: { $0.key < $1.key }) {
            print("tier=\(depth) databases=\(found.sites) job_details=\(found.rows)")
        }
    }
}
