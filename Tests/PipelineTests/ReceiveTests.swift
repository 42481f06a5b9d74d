import Pipeline
import SiteModel
import Testing
import VirtualTime

/// RECEIVE against a plain list: what was taken from its front is dropped in blocks of 1,024 statuses.
@Suite struct ReceiveTests {
    /// What matters of an entry.
    private struct Entry: Equatable {
        var kind: ReceivedLive.Kind
        var subject: UInt32
        var number: UInt32

        init(_ kind: ReceivedLive.Kind, _ subject: UInt32, _ number: UInt32) {
            (self.kind, self.subject, self.number) = (kind, subject, number)
        }

        static func list(_ entries: [ReceivedLive]) -> [Entry] {
            entries.map { Entry($0.kind, $0.subject, $0.number) }
        }
    }

    /// The list that RECEIVE ought to be.
    private struct PlainBox {
        var entries: [Entry] = []
        var taken: [Entry] = []
        var count: UInt32 = 0

        mutating func receive(_ kind: ReceivedLive.Kind, _ subject: UInt32) {
            entries.append(Entry(kind, subject, count))
            count += 1
        }

        mutating func take(_ number: UInt32) {
            guard let place = entries.firstIndex(where: { $0.number == number }) else { return }
            taken.append(entries.remove(at: place))
        }

        /// The Despooler's choice: the oldest status, or any instruction; now and then one that is not there.
        func next(_ random: inout SeededGenerator) -> UInt32? {
            let wantsStatus = random.next(below: 20) > 0
            if random.next(below: 200) == 0 { return count }
            return entries.first { ($0.kind == .status) == wantsStatus }?.number
        }
    }

    /// Stops at a difference: the runner would work out the whole difference of two long lists, for minutes.
    private func expectSame(_ entries: [ReceivedLive], _ wanted: [Entry]) throws {
        let isSame = Entry.list(entries) == wanted
        try #require(isSame, "\(entries.count) entries, \(wanted.count) wanted")
    }

    private func image() throws -> SiteImage {
        let image = SiteImage(
            number: 0, definition: SiteDefinition(code: try #require(SiteCode("BPC")), name: "Test"),
            labStart: 0, seed: 1, quirks: QuirkSet(release: .sp4, overrides: [:]))
        // What was taken is noted only where files have to go.
        image.tracksFiles = true
        return image
    }

    /// Arrivals and takings in stretches, so that the box grows over 1,024 statuses and runs empty several times.
    @Test(arguments: [1, 2, 3, 4] as [UInt64]) func `RECEIVE is what a plain list would be`(seed: UInt64)
        throws
    {
        let image = try image()
        var plain = PlainBox()
        var random = SeededGenerator(seed: seed)
        var longest = 0
        for stretch in 0..<12 {
            // Of ten steps, how many are arrivals: now it fills, now it empties.
            let arrivals = stretch % 2 == 0 ? 8 : 2
            for step in 0..<5_000 {
                if random.next(below: 10) < arrivals {
                    let kind: ReceivedLive.Kind =
                        switch random.next(below: 50) {
                        case 0: .instruction
                        case 1: .cancel
                        default: .status
                        }
                    let subject = UInt32(random.next(below: 1_000))
                    image.receive(kind, subject: subject, info: 0)
                    plain.receive(kind, subject)
                } else if let number = plain.next(&random) {
                    image.apply(Effect(.takeReceived, number), now: 0)
                    plain.take(number)
                }
                // After each step would be quadratic.
                if step % 61 == 0 { try expectSame(image.received, plain.entries) }
            }
            // What a snapshot does: the list is put back whole.
            if stretch % 3 == 2 { image.received = image.received }
            longest = max(longest, plain.entries.count)
            try expectSame(image.received, plain.entries)
            try expectSame(image.changes.taken, plain.taken)
        }
        #expect(longest > 2_500)
        // To the very end.
        while let entry = plain.entries.first {
            image.apply(Effect(.takeReceived, entry.number), now: 0)
            plain.take(entry.number)
        }
        #expect(image.received.isEmpty)
        try expectSame(image.changes.taken, plain.taken)
    }
}
