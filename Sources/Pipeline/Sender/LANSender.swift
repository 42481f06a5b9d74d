import SiteModel

/// SMS_LAN_SENDER: takes send requests out of its outbox and carries their files to a site (RG S3D3C, Q163379).
public struct LANSender: Equatable, Sendable {
    /// `Maximum Concurrent Sendings`: threads over all sites (Q163379).
    public static let maximumConcurrentSendings = 5
    /// `Maximum Concurrent Site Sendings`: threads to any one site (Q163379).
    public static let maximumConcurrentSiteSendings = 3

    /// Requests that are being sent, by place.
    public package(set) var active: [UInt32] = []

    /// Makes an idle Sender.
    public init() {}

    /// Decides what follows from a signal.
    public mutating func handle(
        _ signal: Signal, _ context: Context, _ image: SiteImage, into effects: inout EffectBuffer
    ) {
        switch signal.kind {
        case .senderPoll: start(image, &effects)
        case .sendEnded: ended(signal.a, image, &effects)
        default: preconditionFailure("the Sender was given \(signal.kind)")
        }
    }

    private mutating func start(
        _ image: SiteImage, ended: UInt32 = noHandle, _ effects: inout EffectBuffer
    ) {
        effects.trace(.senderPolled, 0, 0, Int64(active.count))
        var queued = image.openRequests.filter {
            $0 != ended && image.requests[Int($0)].status == .none && !active.contains($0)
        }
        queued.sort { left, right in
            let (one, two) = (
                image.requests[Int(left)].priority.rawValue, image.requests[Int(right)].priority.rawValue
            )
            return one != two ? one < two : left < right
        }
        for request in queued {
            guard active.count < Self.maximumConcurrentSendings else { return }
            let destination = image.requests[Int(request)].destination
            let toSite = active.filter { image.requests[Int($0)].destination == destination }.count
            guard toSite < Self.maximumConcurrentSiteSendings else { continue }
            let live = image.requests[Int(request)]
            // A cancel does not overtake the instruction that it is about.
            if live.isCancel,
                image.openRequests.contains(where: {
                    $0 != request && $0 != ended && image.requests[Int($0)].job == live.job
                })
            {
                continue
            }
            active.append(request)
            effects.add(Effect(.setRequest, request, RequestStatus.sending.rawValue, value: live.bytes))
            effects.trace(.sendStarted, request, image.jobs[Int(live.job)].job.id.counter, live.bytes)
            let bytesPerSecond = image.bitsPerSecond(to: destination) / 8
            effects.after(
                PeriodSpeed.overheadMilliseconds + PeriodSpeed.milliseconds(live.bytes, at: bytesPerSecond),
                .sendEnded, request)
        }
    }

    private mutating func ended(_ request: UInt32, _ image: SiteImage, _ effects: inout EffectBuffer) {
        active.removeAll { $0 == request }
        let live = image.requests[Int(request)]
        effects.add(Effect(.setRequest, request, RequestStatus.ok.rawValue, value: 0))
        effects.trace(.sendEnded, request, image.jobs[Int(live.job)].job.id.counter, live.bytes)
        effects.add(Effect(.deliver, request))
        start(image, ended: request, &effects)
    }
}

extension SiteImage {
    /// The speed of the address to a site, in bits a second; a local network without one.
    func bitsPerSecond(to site: UInt16) -> Int64 {
        definition.addresses.first { $0.destination == definition.code }?.bitsPerSecond ?? 10_000_000
    }
}
