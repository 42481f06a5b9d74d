import Emulation
import Pipeline
import Reporting
import SiteModel

/// Makes the lanes of the replay page out of the trace: which job was in which phase at which site, and what was on its way.
struct PhaseTracker {
    private struct Key: Hashable {
        var site: UInt16
        var job: String
        var phase: RecordedPhase
    }

    private struct Sending: Hashable {
        var site: UInt16
        var request: UInt32
    }

    /// How many clients of a site a job is for, and who has reported that it ran.
    private struct Offer {
        var clients: Int64
        var reported: Set<UInt32> = []
    }

    /// Whether transfers of system jobs are left out: in a large lab there is one for each bundle of statuses.
    var isForUserJobs = false
    /// The lanes so far.
    private(set) var bars: [RecordedBar] = []
    /// The transfers so far.
    private(set) var moves: [RecordedMove] = []
    private var open: [Key: Int] = [:]
    private var sending: [Sending: (move: Int, bar: Int)] = [:]
    private var offers: [Key: Offer] = [:]
    /// The next site on the way of each request, by the name of its file.
    private var hops: [String: UInt16] = [:]

    /// Notes where requests go; entries of the trace name them only.
    mutating func note(_ places: [UInt32], of image: SiteImage) {
        for place in places where image.requests.indices.contains(Int(place)) {
            let request = image.requests[Int(place)]
            hops[FileNames.request(request.id)] = request.hop
        }
    }

    /// Takes an entry; entries come in their order.
    mutating func take(_ record: TraceRecord, _ names: LabNames) {
        switch record.code {
        case .jobStatusChanged: sendPhase(record, names)
        case .compressionStarted:
            begin(
                .compress, names.job(record.b, record.site), record,
                "compress \(names.package(record.a, record.site))")
        case .compressionEnded: end(.compress, names.job(record.b, record.site), record, .done)
        case .compressionFailed: end(.compress, names.job(record.b, record.site), record, .failed)
        case .sendStarted: sendStarted(record, names)
        case .sendEnded: sendEnded(record, .done)
        case .sendFailed, .sendGivenBack, .sendSuspended: sendEnded(record, .failed)
        case .instructionStarted: begin(.distribute, names.job(record.a, record.site), record, "distribute")
        case .instructionEnded:
            end(.distribute, names.job(record.a, record.site), record, record.value == 0 ? .done : .failed)
        case .retryScheduled: end(.distribute, names.job(record.a, record.site), record, .failed)
        case .offersWritten: offersWritten(record, names)
        case .pcmReported: reported(record, names)
        case .detailUpdated: told(record, names)
        case .offersStripped, .jobCancelled:
            end(.run, names.job(record.a, record.site), record, .failed)
        default: break
        }
    }

    private mutating func begin(
        _ phase: RecordedPhase, _ job: String, _ record: TraceRecord, _ label: String
    ) {
        let key = Key(site: record.site, job: job, phase: phase)
        guard open[key] == nil else { return }
        open[key] = bars.count
        bars.append(
            RecordedBar(site: Int(record.site), phase: phase, job: job, from: record.instant, label: label))
    }

    private mutating func end(
        _ phase: RecordedPhase, _ job: String, _ record: TraceRecord, _ outcome: RecordedOutcome
    ) {
        guard let place = open.removeValue(forKey: Key(site: record.site, job: job, phase: phase)) else {
            return
        }
        bars[place].to = record.instant
        bars[place].outcome = outcome
    }

    // MARK: Send

    /// The send phase lasts from when the job is active at its own site until its Sending status is final.
    private mutating func sendPhase(_ record: TraceRecord, _ names: LabNames) {
        let job = names.job(record.a, record.site)
        guard job.hasPrefix(names.site(record.site)) else { return }
        let status = unpackStatus(record.b)
        switch status.sending {
        case .complete, .failed, .cancelled:
            let outcome: RecordedOutcome = status.sending == .complete ? .done : .failed
            end(.send, job, record, outcome)
        case .pending, .active, .retrying: begin(.send, job, record, "send")
        case .none: break
        }
        switch status.overall {
        case .complete: end(.run, job, record, .done)
        case .failed, .cancelled: end(.run, job, record, .failed)
        default: break
        }
    }

    private mutating func sendStarted(_ record: TraceRecord, _ names: LabNames) {
        let site = record.site
        guard let hop = hops[names.request(record.a, site)], names.images.indices.contains(Int(hop)) else {
            return
        }
        let job = record.b == 0 ? "" : names.job(record.b, site)
        if isForUserJobs, job.isEmpty { return }
        let there = names.site(hop)
        let what = job.isEmpty ? "system job" : job
        // A request that is tried again is another bar.
        let bar = RecordedBar(
            site: Int(site), phase: .transfer, job: job, from: record.instant,
            label: "\(what) to \(there), \(record.value) bytes")
        sending[Sending(site: site, request: record.a & 0xFFFF)] = (moves.count, bars.count)
        bars.append(bar)
        moves.append(
            RecordedMove(
                from: Int(site), to: Int(hop), job: job, bytes: record.value, begin: record.instant))
    }

    private mutating func sendEnded(_ record: TraceRecord, _ outcome: RecordedOutcome) {
        let key = Sending(site: record.site, request: record.a & 0xFFFF)
        guard let (move, bar) = sending.removeValue(forKey: key) else { return }
        moves[move].end = record.instant
        moves[move].outcome = outcome
        bars[bar].to = record.instant
        bars[bar].outcome = outcome
    }

    // MARK: Run

    private mutating func offersWritten(_ record: TraceRecord, _ names: LabNames) {
        let job = names.job(record.a, record.site)
        guard record.value > 0 else { return }
        offers[Key(site: record.site, job: job, phase: .run)] = Offer(clients: record.value)
        begin(.run, job, record, "run at \(counted(Int(record.value), "client"))")
    }

    private mutating func reported(_ record: TraceRecord, _ names: LabNames) {
        guard Outcome(rawValue: UInt32(truncatingIfNeeded: record.value & 0x7F)) == .success else { return }
        arrived(Key(site: record.site, job: names.job(record.b, record.site), phase: .run), record.a, record)
    }

    /// A row that shows Complete ends the bar where the report of the client itself is not in the trace.
    private mutating func told(_ record: TraceRecord, _ names: LabNames) {
        guard record.value == Int64(JobStatus.complete.rawValue) else { return }
        arrived(Key(site: record.site, job: names.job(record.a, record.site), phase: .run), record.b, record)
    }

    private mutating func arrived(_ key: Key, _ client: UInt32, _ record: TraceRecord) {
        guard var offer = offers.removeValue(forKey: key) else { return }
        offer.reported.insert(client)
        offers[key] = offer
        guard Int64(offer.reported.count) >= offer.clients else { return }
        end(.run, key.job, record, .done)
    }
}
