import Emulation
import Pipeline
import SiteModel

/// What lies at a site by what it is about, so that whoever asks for each of a hundred thousand clients looks through the boxes
/// once.
final class SiteIndex {
    /// What a file tells the site of a job: as closely as it is asked for.
    struct Told: Hashable {
        var origin: UInt16
        var site: UInt16
        var job: UInt32
        /// What is told, or nil: anything.
        var kind: ReportItem.Kind?
        /// A client by place, or nil: any.
        var client: UInt32?
    }

    /// A job at one of its destinations.
    struct Target: Hashable {
        var job: UInt32
        var destination: UInt16
    }

    /// The first status of each detail that lies at a logon server.
    let left: [UInt32: LeftStatus]
    /// RECEIVE, in order.
    let received: [ReceivedLive]
    /// The first status of each detail in RECEIVE, by its place there.
    let statuses: [UInt32: Int]
    /// Details whose status waits for the Data Loader.
    let toLoad: Set<UInt32>
    /// The batch of the Despooler, and how many client statuses are in it.
    let batch: Set<UInt32>
    let batchStatuses: Int
    /// The places of jobs by their identifiers, the first of each.
    let jobs: [JobID: Int]
    /// The first open request of each system job.
    let requests: [UInt32: UInt32]
    /// The first open request of each job to each destination that is no cancel.
    let instructions: [Target: UInt32]
    /// Cancel requests that are under way, by job, in order.
    let cancels: [UInt32: [Int]]
    /// What waits in SITEREP.BOX.
    let reporting: Set<Told>
    /// What open system jobs carry, by the first of them.
    let climbing: [Told: UInt32]
    /// What the Despooler has in hand.
    let executing: Set<Told>
    /// What waits in RECEIVE.
    let arrived: Set<Told>
    /// What waits for the Data Loader.
    let loading: Set<Told>

    /// Looks through the boxes of a site.
    init(_ image: SiteImage, task: ReceivedLive?, batch numbers: [UInt32]) {
        left = Dictionary(image.left.map { ($0.detail, $0) }) { first, _ in first }
        let received = image.received
        self.received = received
        statuses = Dictionary(
            received.enumerated().lazy.filter { $0.element.kind == .status }.map {
                ($0.element.subject, $0.offset)
            }
        ) { first, _ in first }
        toLoad = Set(image.toLoad.map(\.detail))
        let batch = Set(numbers)
        self.batch = batch
        batchStatuses = batch.isEmpty ? 0 : received.count { $0.kind == .status && batch.contains($0.number) }
        jobs = Dictionary(image.jobs.enumerated().lazy.map { ($0.element.job.id, $0.offset) }) { first, _ in
            first
        }
        var requests: [UInt32: UInt32] = [:]
        var instructions: [Target: UInt32] = [:]
        for place in image.openRequests {
            let request = image.requests[Int(place)]
            if requests[request.systemJob] == nil { requests[request.systemJob] = place }
            if request.isCancel { continue }
            let target = Target(job: request.job, destination: request.destination)
            if instructions[target] == nil { instructions[target] = place }
        }
        self.requests = requests
        self.instructions = instructions
        var cancels: [UInt32: [Int]] = [:]
        for (place, request) in image.requests.enumerated()
        where request.isCancel && request.status != .ok && request.status != .cancelled
            && request.status != .invalid
        {
            cancels[request.job, default: []].append(place)
        }
        self.cancels = cancels
        func items(_ entry: ReceivedLive) -> [ReportItem] {
            entry.kind == .miniJob ? image.files[entry.subject]?.items ?? [] : []
        }
        reporting = Self.told(image.reportBox)
        executing = Self.told(task.map(items) ?? [])
        arrived = Self.told(received.flatMap(items))
        loading = Self.told(image.toLoadItems)
        var climbing: [Told: UInt32] = [:]
        for counter in image.openSystemJobs {
            guard let file = image.systemJobs[counter]?.file, let items = image.files[file]?.items else {
                continue
            }
            for told in Self.told(items) where climbing[told] == nil { climbing[told] = counter }
        }
        self.climbing = climbing
    }

    /// All that may be asked of items.
    private static func told(_ items: [ReportItem]) -> Set<Told> {
        var found: Set<Told> = []
        for item in items {
            var told = Told(origin: item.origin, site: item.site, job: item.job)
            found.insert(told)
            told.kind = item.kind
            found.insert(told)
            guard item.kind == .workstation else { continue }
            told.client = item.subject
            found.insert(told)
        }
        return found
    }
}

/// What is on its way to a site: an instruction of a job, or its cancel instruction.
struct Underway: Hashable {
    var job: JobID
    var destination: UInt16
    var isCancel: Bool

    /// Where it is.
    enum Place {
        /// A send request of a site.
        case request(site: UInt16, place: Int)
        /// The Despooler of a site hands it on.
        case executing(site: UInt16)
        /// It lies in RECEIVE of a site.
        case received(site: UInt16, ReceivedLive)
    }
}

/// The indexes of the sites that were asked for, each made once.
final class LabIndex {
    var sites: [UInt16: SiteIndex] = [:]
    var underway: [Underway: Underway.Place]?
    /// When signals will be given.
    let upcoming: UpcomingSignals

    /// What `explain site` says of a change on its way, by site number; nil within: there is none.
    var proposals: [UInt16: Reason?] = [:]

    init(_ upcoming: UpcomingSignals) { self.upcoming = upcoming }
}

extension JobExplainer {
    /// What lies at a site.
    func index(_ image: SiteImage) -> SiteIndex {
        if let found = index.sites[image.number] { return found }
        let made = SiteIndex(
            image, task: despoolerTask(at: image.number)?.entry, batch: lab.despoolerBatch(at: image.number))
        index.sites[image.number] = made
        return made
    }

    /// When a signal will be given; see `Emulation.upcoming`.
    func upcoming(_ kind: SignalKind, site: UInt16, about subject: UInt32? = nil) -> Int64? {
        index.upcoming.first(kind, site: site, about: subject)
    }

    /// What the Despooler of a site has in hand; see `Emulation.despoolerTask`.
    func despoolerTask(at site: UInt16) -> DespoolerTask? {
        lab.despoolerTask(at: site, index.upcoming)
    }

    /// Where an instruction of a job is on its way to a site, the first site that has it; nil: nowhere.
    func underway(_ wanted: Underway) -> Underway.Place? {
        if let known = index.underway { return known[wanted] }
        var found: [Underway: Underway.Place] = [:]
        for image in lab.images { addUnderway(at: image, to: &found) }
        index.underway = found
        return found[wanted]
    }

    private func addUnderway(at image: SiteImage, to found: inout [Underway: Underway.Place]) {
        func add(_ key: Underway, _ place: Underway.Place) { if found[key] == nil { found[key] = place } }
        func key(_ name: UInt32) -> Underway? {
            guard let file = image.files[name], let job = file.job?.id else { return nil }
            return Underway(job: job, destination: file.destination, isCancel: file.kind == .cancel)
        }
        for (place, request) in image.requests.enumerated()
        where request.status != .ok && request.status != .cancelled {
            if request.file != noHandle, let key = key(request.file), key.destination == request.destination,
                key.isCancel == request.isCancel
            {
                add(key, .request(site: image.number, place: place))
            }
            guard request.status == .invalid, request.job != noHandle else { continue }
            add(
                Underway(
                    job: image.jobs[Int(request.job)].job.id, destination: request.destination,
                    isCancel: request.isCancel), .request(site: image.number, place: place))
        }
        if let task = despoolerTask(at: image.number), task.entry.kind == .transit,
            let key = key(task.entry.subject)
        {
            add(key, .executing(site: image.number))
        }
        for entry in index(image).received where entry.kind == .transit {
            if let key = key(entry.subject) { add(key, .received(site: image.number, entry)) }
        }
    }
}
