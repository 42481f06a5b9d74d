import SiteModel

/// Which requests lie in which outbox, in the order in which its Sender takes them: first by priority, then by age.
///
/// A Sender looks into its outbox at each of its signals, and a central site has thousands of requests; so the order is kept up
/// to date and not made at each look.
struct Outboxes: Sendable {
    /// What is filed of a request.
    private struct Filed {
        var sender: SenderKind?
        /// The next site of a package that is not there yet.
        var hop: UInt16?
    }

    private var lists = [[UInt32]](repeating: [], count: SenderKind.allCases.count)
    /// What is filed of each request, by place.
    private var filed: [Filed] = []
    /// How many open requests carry a package to each neighbour.
    private(set) var packages: [UInt16: Int] = [:]

    /// The requests that lie in an outbox, by place.
    subscript(_ sender: SenderKind) -> [UInt32] { lists[sender.rawValue] }

    /// Brings the lists up to date with a request.
    mutating func file(_ place: UInt32, _ requests: [RequestLive], at site: UInt16) {
        while filed.count <= Int(place) { filed.append(Filed()) }
        let wanted = Self.filed(requests[Int(place)], at: site)
        let before = filed[Int(place)]
        filed[Int(place)] = wanted
        if before.sender != wanted.sender {
            if let sender = before.sender, let at = lists[sender.rawValue].firstIndex(of: place) {
                lists[sender.rawValue].remove(at: at)
            }
            if let sender = wanted.sender { insert(place, into: sender.rawValue, requests) }
        }
        guard before.hop != wanted.hop else { return }
        if let hop = wanted.hop { packages[hop, default: 0] += 1 }
        if let hop = before.hop, let count = packages[hop] { packages[hop] = count > 1 ? count - 1 : nil }
    }

    private static func filed(_ request: RequestLive, at site: UInt16) -> Filed {
        switch request.status {
        case .ok, .cancelled, .invalid: return Filed()
        default: break
        }
        let waits = request.status == .none || request.status == .suspended
        return Filed(
            // What cannot be read is the Scheduler's to give up (Q159201).
            sender: waits && request.fault != .zeroLength ? request.sender : nil,
            hop: request.carriesPackage && request.hop != site ? request.hop : nil)
    }

    private mutating func insert(_ place: UInt32, into list: Int, _ requests: [RequestLive]) {
        let one = requests[Int(place)]
        let key = (one.priority.rawValue, one.queuedAt, place)
        var (low, high) = (0, lists[list].count)
        while low < high {
            let middle = (low + high) / 2
            let name = lists[list][middle]
            let other = (requests[Int(name)].priority.rawValue, requests[Int(name)].queuedAt, name)
            if other < key { low = middle + 1 } else { high = middle }
        }
        lists[list].insert(place, at: low)
    }
}

extension SiteImage {
    /// Notes that a request changed: for the next commit, and in the outboxes.
    func touchRequest(_ place: UInt32) {
        outboxes.file(place, requests, at: number)
        changes.requests.insert(place)
    }

    /// Files all requests anew.
    func fillOutboxes() {
        outboxes = Outboxes()
        for place in requests.indices { outboxes.file(UInt32(place), requests, at: number) }
    }

    /// The neighbours that packages are for.
    package var packageHops: some Sequence<UInt16> { outboxes.packages.keys }
}
