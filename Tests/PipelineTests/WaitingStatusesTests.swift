import SiteModel
import Testing
import VirtualTime

@testable import Pipeline

/// What waits for the Data Loader against a plain array: taking from the front, over many pieces.
@Suite struct WaitingStatusesTests {
    @Test(arguments: 0..<6)
    func `statuses come out as they went in`(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        var waiting = WaitingStatuses()
        var plain: [LeftStatus] = []
        for round in 0..<60 {
            for _ in 0..<random.next(below: 2_000) {
                var status = LeftStatus(
                    detail: UInt32(random.next(below: 1 << 32)),
                    outcome: Outcome.allCases[Int(random.next(below: UInt64(Outcome.allCases.count)))],
                    server: noHandle, attempt: UInt8(random.next(below: 256)),
                    notBefore: Int64(random.next(below: 1 << 42)) - 5)
                status.marks = UInt32(random.next(below: 8)) << 5
                waiting.append(status)
                plain.append(status)
            }
            // Whole pieces, parts of one, all there is.
            let most: [Int] = [0, 1, 1_000, 4_096, 8_192, plain.count]
            let taken = min(most[Int(random.next(below: UInt64(most.count)))], plain.count)
            waiting.removeFirst(taken)
            plain.removeFirst(taken)
            try #require(waiting.count == plain.count)
            let isSame = plain.indices.allSatisfy { waiting[$0] == plain[$0] }
            #expect(isSame, "round \(round)")
        }
    }
}
