import SiteModel
import Testing
import VirtualTime

@testable import Pipeline

/// The outboxes that are kept up to date against the rule itself: what a Sender may take, first by priority, then by age.
@Suite struct OutboxesTests {
    private let code = SiteCode("OUT")

    @Test(arguments: 0..<12)
    func `an outbox holds what its Sender may take, in order`(seed: Int) throws {
        let code = try #require(code)
        var random = SeededGenerator(seed: UInt64(seed))
        func pick<Value>(_ values: [Value]) -> Value { values[Int(random.next(below: UInt64(values.count)))] }
        var outboxes = Outboxes()
        var requests: [RequestLive] = []
        for step in 0..<400 {
            // A new one, one that takes the place of an ended one, or one that something happens to.
            let isNew = requests.isEmpty || random.next(below: 3) == 0
            let place = isNew ? requests.count : Int(random.next(below: UInt64(requests.count)))
            if isNew { requests.append(.blank(code)) }
            let isEnded = [.ok, .cancelled, .invalid].contains(requests[place].status)
            if isNew || isEnded {
                requests[place] = .blank(code)
                requests[place].priority = pick(JobPriority.allCases)
                // Several are queued at one instant: then the place decides.
                requests[place].queuedAt = Int64(step / 7)
                requests[place].carriesPackage = pick([true, false])
            } else {
                requests[place].status = pick(RequestStatus.allCases)
                requests[place].fault = pick([.none, .none, .zeroLength, .handleOpen])
            }
            requests[place].sender = pick([.lan, .lan, .rasISDN, nil])
            requests[place].hop = UInt16(random.next(below: 4))
            outboxes.file(UInt32(place), requests, at: 2)
            for kind in SenderKind.allCases {
                let wanted = requests.indices.filter {
                    let one = requests[$0]
                    return one.sender == kind && (one.status == .none || one.status == .suspended)
                        && one.fault != .zeroLength
                }.sorted {
                    let (one, two) = (requests[$0], requests[$1])
                    return (one.priority.rawValue, one.queuedAt, $0)
                        < (two.priority.rawValue, two.queuedAt, $1)
                }
                try #require(outboxes[kind] == wanted.map { UInt32($0) })
            }
            let hops = requests.filter {
                $0.carriesPackage && $0.hop != 2 && ![.ok, .cancelled, .invalid].contains($0.status)
            }.map(\.hop)
            try #require(outboxes.packages.keys.sorted() == Set(hops).sorted())
        }
    }
}
