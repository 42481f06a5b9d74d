import Emulation
import Pipeline
import SiteModel

/// What the numbers of one run's trace stand for, in numbers that mean the same in both: those of A.
///
/// Sites are known by code, servers and clients by name, jobs and packages by the command that made them. A job that the
/// Scheduler made is known by the job that it succeeds, a system job by where it goes and when it was queued; any other by its
/// identifier. What only B has gets a number that A does not use.
struct SideNumbers {
    /// What is added to a number that only B has.
    static let onlyHere: Int64 = 1 << 48
    /// The same of a site: numbers of jobs and packages have that of their site in front of 20 bits.
    static let siteOnlyHere: Int64 = 1 << 20

    private var sites: [Int64]
    private var servers: [[Int64]?]
    private var clients: [[Int64]?]
    private var jobs: [Int64: Int64] = [:]
    private var packages: [Int64: Int64] = [:]
    /// What stands for jobs and packages whatever numbers were given out: the pair of commands that made them.
    private(set) var jobKeys: [Int64: Int64] = [:]
    private(set) var packageKeys: [Int64: Int64] = [:]
    /// What stands for a job that no command made.
    static let made: Int64 = -2
    /// Where requests go, by site and counter.
    private let destinations: [Int64: UInt16]

    /// The numbers of A, which stand for themselves.
    init(of side: RunSide) {
        sites = side.images.indices.map { Int64($0) }
        servers = side.images.map { _ in nil }
        clients = side.images.map { _ in nil }
        destinations = Self.destinations(side)
    }

    /// The numbers of B, by those of A.
    init(of side: RunSide, against other: RunSide, _ commands: [CommandPair]) {
        self.init(of: side)
        for (place, image) in side.images.enumerated() {
            guard let theirs = Self.counterpart(of: image, place, in: other) else {
                sites[place] = Int64(place) + Self.siteOnlyHere
                continue
            }
            sites[place] = Int64(theirs.number)
            servers[place] = Self.servers(image, theirs)
            clients[place] = Self.clients(image, theirs)
        }
        let made = (side: Self.made(side), other: Self.made(other))
        let taken = Self.commanded(other).union(made.other.map(\.number))
        align(side, other, commands, taken: taken)
        alignMade(made.side, made.other, shift: side.start - other.start, taken: taken)
    }

    /// The site of that code; of a code that was given out twice the one in the same place.
    private static func counterpart(of image: SiteImage, _ place: Int, in other: RunSide) -> SiteImage? {
        let code = image.definition.code
        if other.images.indices.contains(place), other.images[place].definition.code == code {
            return other.images[place]
        }
        return other.images.last { $0.definition.code == code }
    }

    private static func destinations(_ side: RunSide) -> [Int64: UInt16] {
        var found: [Int64: UInt16] = [:]
        for image in side.images {
            for request in image.requests {
                found[Int64(image.number) << 32 | Int64(request.id.counter)] = request.destination
            }
        }
        return found
    }

    /// The servers of a site by their places at its counterpart; nil: the same.
    private static func servers(_ ours: SiteImage, _ theirs: SiteImage) -> [Int64]? {
        let names = ours.servers.map { $0.definition.name.uppercased() }
        let others = theirs.servers.map { $0.definition.name.uppercased() }
        if names == Array(others.prefix(names.count)) { return nil }
        return names.enumerated().map { place, name in
            others.lastIndex(of: name).map { Int64($0) } ?? Int64(place) + onlyHere
        }
    }

    /// The clients of a site by their places at its counterpart; nil: the same.
    private static func clients(_ ours: SiteImage, _ theirs: SiteImage) -> [Int64]? {
        if ours.clients == theirs.clients { return nil }
        var isSame = ours.clients.count <= theirs.clients.count
        let places = (0..<ours.clients.count).map { place in
            let name = ours.clients.name(place)
            if place < theirs.clients.count, theirs.clients.name(place) == name { return Int64(place) }
            isSame = false
            return theirs.clients.index(name).map { Int64($0) } ?? Int64(place) + onlyHere
        }
        return isSame ? nil : places
    }

    /// Lets jobs and packages be the same that the same command made, where their identifiers differ.
    ///
    /// - Parameters:
    ///   - side: The run of B.
    ///   - other: The run of A.
    ///   - commands: Which commands correspond.
    ///   - taken: The numbers of A's jobs.
    private mutating func align(
        _ side: RunSide, _ other: RunSide, _ commands: [CommandPair], taken: Set<Int64>
    ) {
        let packagesTaken = Set(
            other.performed.compactMap { command -> Int64? in
                if case .package(let id) = command.outcome { Self.number(id, other) } else { nil }
            })
        func byStep(_ side: RunSide) -> [Int: PerformedCommand] {
            Dictionary(side.performed.map { ($0.step, $0) }, uniquingKeysWith: { first, _ in first })
        }
        let performed = (side: byStep(side), other: byStep(other))
        for (place, pair) in commands.enumerated() {
            let theirs = pair.a.flatMap { performed.other[$0] }
            let key = Self.made - 1 - Int64(place)
            if case .job(let id)? = theirs?.outcome, let number = Self.number(id, other) {
                jobKeys[number] = key
            }
            if case .package(let id)? = theirs?.outcome, let number = Self.number(id, other) {
                packageKeys[number] = key
            }
            guard let ours = pair.b.flatMap({ performed.side[$0] }) else { continue }
            switch (ours.outcome, theirs?.outcome) {
            case (.job(let id), .job(let made)?):
                if let from = Self.number(id, side), let to = Self.number(made, other) {
                    jobs[translated(from)] = to
                }
            case (.job(let id), _):
                guard let from = Self.number(id, side).map(translated) else { continue }
                if taken.contains(from) { jobs[from] = from + Self.onlyHere }
                jobKeys[jobs[from] ?? from] = key
            case (.package(let id), .package(let made)?):
                if let from = Self.number(id, side), let to = Self.number(made, other) {
                    packages[translated(from)] = to
                }
            case (.package(let id), _):
                guard let from = Self.number(id, side).map(translated) else { continue }
                if packagesTaken.contains(from) { packages[from] = from + Self.onlyHere }
                packageKeys[packages[from] ?? from] = key
            default: continue
            }
        }
    }

    /// The jobs that commands made.
    private static func commanded(_ side: RunSide) -> Set<Int64> {
        Set(
            side.performed.compactMap { command in
                if case .job(let id) = command.outcome { number(id, side) } else { nil }
            })
    }

    /// A job that no command made.
    private struct MadeJob {
        /// Its number in its own run.
        let number: Int64
        let instant: Int64
        let origin: Origin

        enum Origin: Hashable {
            /// The successor of a job that repeats itself.
            case successor(of: Int64)
            /// A system job of a site to another one, with its kind.
            case system(site: UInt16, to: UInt16, kind: Int64)
        }
    }

    /// The jobs that the Scheduler made behind what both runs begin with, in order.
    private static func made(_ side: RunSide) -> [MadeJob] {
        func number(_ reference: UInt32, _ site: UInt16) -> Int64 {
            let reference = TraceReference(reference)
            return Int64(reference.site ?? site) << 20 | Int64(reference.counter)
        }
        return side.entries.compactMap { entry in
            let record = entry.record
            switch record.code {
            case .jobRepeated:
                return MadeJob(
                    number: number(record.b, record.site), instant: record.instant,
                    origin: .successor(of: number(record.a, record.site)))
            case .systemJobQueued:
                return MadeJob(
                    number: number(record.a, record.site), instant: record.instant,
                    origin: .system(
                        site: record.site, to: UInt16(truncatingIfNeeded: record.b), kind: record.value))
            default: return nil
            }
        }
    }

    /// Lets jobs be the same that the Scheduler made of the same, at the same instant if there are several.
    ///
    /// - Parameters:
    ///   - ours: The jobs of B.
    ///   - theirs: The jobs of A.
    ///   - shift: How much later B begins, in milliseconds.
    ///   - taken: The numbers of A's jobs.
    private mutating func alignMade(
        _ ours: [MadeJob], _ theirs: [MadeJob], shift: Int64, taken: Set<Int64>
    ) {
        struct Moment: Hashable {
            let origin: MadeJob.Origin
            let instant: Int64
        }
        var atOnce: [Moment: [Int]] = [:]
        // A job has one successor, whenever that is made.
        var successors: [MadeJob.Origin: Int64] = [:]
        for (place, job) in theirs.enumerated().reversed() {
            if case .successor = job.origin { successors[job.origin] = job.number }
            atOnce[Moment(origin: job.origin, instant: job.instant), default: []].append(place)
        }
        var isFree = theirs.map { _ in true }
        var late: [MadeJob] = []
        for job in ours {
            let origin = translated(job.origin)
            if let place = atOnce[Moment(origin: origin, instant: job.instant - shift)]?.popLast() {
                isFree[place] = false
                jobs[translated(job.number)] = theirs[place].number
            } else if let only = successors[origin] {
                jobs[translated(job.number)] = only
            } else {
                late.append(job)
            }
        }
        var free: [MadeJob.Origin: [Int64]] = [:]
        for (place, job) in theirs.enumerated().reversed() where isFree[place] {
            free[job.origin, default: []].append(job.number)
        }
        for job in late {
            let number = translated(job.number)
            if let next = free[translated(job.origin)]?.popLast() {
                jobs[number] = next
            } else if taken.contains(number) {
                jobs[number] = number + Self.onlyHere
            }
        }
    }

    private func translated(_ origin: MadeJob.Origin) -> MadeJob.Origin {
        switch origin {
        case .successor(let number):
            return .successor(of: jobs[translated(number)] ?? translated(number))
        case .system(let site, let to, let kind):
            return .system(
                site: UInt16(truncatingIfNeeded: self.site(site)),
                to: UInt16(truncatingIfNeeded: self.site(to)), kind: kind)
        }
    }

    private static func number(_ id: some CountedIdentifier, _ side: RunSide) -> Int64? {
        side.images.lastIndex { $0.definition.code == id.site }.map { Int64($0) << 20 | Int64(id.counter) }
    }

    /// A number with the site in it, by the sites of A.
    private func translated(_ number: Int64) -> Int64 {
        site(UInt16(truncatingIfNeeded: number >> 20)) << 20 | number & 0xF_FFFF
    }

    // MARK: Asking

    /// A site.
    func site(_ number: UInt16) -> Int64 {
        sites.indices.contains(Int(number)) ? sites[Int(number)] : Int64(number)
    }

    /// A job of the trace of a site.
    func job(_ number: UInt32, _ site: UInt16) -> Int64 {
        if number == 0 { return -1 }
        let origin = origin(number, site)
        return jobs[origin] ?? origin
    }

    /// A package of the trace of a site.
    func package(_ number: UInt32, _ site: UInt16) -> Int64 {
        let origin = origin(number, site)
        return packages[origin] ?? origin
    }

    private func origin(_ number: UInt32, _ site: UInt16) -> Int64 {
        let reference = TraceReference(number)
        return self.site(reference.site ?? site) << 20 | Int64(reference.counter)
    }

    /// A client of a site by its place.
    func client(_ place: Int64, _ site: UInt16) -> Int64 {
        guard clients.indices.contains(Int(site)), let list = clients[Int(site)],
            place >= 0, place < Int64(list.count)
        else { return place }
        return list[Int(place)]
    }

    /// A server of a site by its place.
    func server(_ place: Int64, _ site: UInt16) -> Int64 {
        guard servers.indices.contains(Int(site)), let list = servers[Int(site)],
            place >= 0, place < Int64(list.count)
        else { return place }
        return list[Int(place)]
    }

    /// Where a request of a site goes; -1 where that is not known any more.
    func destination(ofRequest number: UInt32, _ site: UInt16) -> Int64 {
        let counter = TraceReference.requestCounter(number)
        return destinations[Int64(site) << 32 | Int64(counter)].map { self.site($0) } ?? -1
    }
}
