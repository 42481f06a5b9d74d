import Emulation
import Pipeline
import SiteModel
import Testing
import VirtualTime

@Suite struct TraceTests {
    /// Segments hold what was added, whatever the values, and can be gone on with after they were stored.
    @Test func `a lab's segments are cut at fixed numbers and read back whole`() throws {
        var definition = try LabKit.definition(clients: 900)
        definition.results = [ResultRule(clients: "*7", exitCode: -9_000_000_000_000)]
        var lab = try LabKit.started(definition)
        try LabKit.pass(&lab, cycles: 40)
        #expect(lab.trace.changed.count > 1)
        #expect(lab.trace.changed.allSatisfy { $0.count == TraceBlock.capacity })
        #expect(lab.trace.changed.map(\.number) == Array(0..<lab.trace.changed.count))
        #expect(lab.trace.open.number == lab.trace.changed.count)
        let records = LabKit.records(lab)
        #expect(Int64(records.count) == lab.trace.count)
        #expect(records.contains { $0.value == -9_000_000_000_000 })
        // The digest follows from the records alone.
        var digest = RollingDigest()
        for record in records {
            digest.add(UInt64(bitPattern: record.instant) << 8 | UInt64(record.code.rawValue))
            digest.add(UInt64(record.a) << 32 | UInt64(record.b))
            digest.add(UInt64(bitPattern: record.value) ^ UInt64(record.site) << 48)
        }
        #expect(digest == lab.trace.digest)
        for segment in lab.trace.changed + [lab.trace.open] {
            let stored = TraceBlock(
                number: segment.number, count: segment.count, firstInstant: segment.firstInstant,
                lastInstant: segment.lastInstant, bytes: segment.bytes)
            #expect(stored == segment)
            #expect(stored.records().first?.instant == segment.firstInstant)
            #expect(stored.records().last?.instant == segment.lastInstant)
            // Goals of design.md 8: no more than 8 bytes an entry.
            #expect(segment.bytes.count <= segment.count * 8)
        }
    }

    @Test func `damaged segments end early and never stop the process`() throws {
        var lab = try LabKit.started(try LabKit.definition(clients: 20))
        try LabKit.pass(&lab, cycles: 20)
        let whole = lab.trace.open
        var random = SeededGenerator(seed: 3)
        for _ in 0..<300 {
            var bytes = whole.bytes
            if random.next(below: 2) == 0 { bytes.removeLast(Int(random.next(below: UInt64(bytes.count)))) }
            if !bytes.isEmpty {
                bytes[Int(random.next(below: UInt64(bytes.count)))] = UInt8(random.next(below: 256))
            }
            let damaged = TraceBlock(
                number: 0, count: whole.count, firstInstant: whole.firstInstant,
                lastInstant: whole.lastInstant,
                bytes: bytes)
            #expect(damaged.records().count <= whole.count)
        }
    }

    @Test func `the coder gives back what it was given and notices damage`() {
        var numbers: [Int64] = [0, 1, -1, 127, 128, Int64.max, Int64.min]
        var text = "SMS_PKGx\\ÄÖ€"
        var flag = true
        var nothing: Int64?
        var something: Int64? = -5
        var status = JobStatus.retrying
        var writer = SnapshotCoder()
        func code(_ coder: inout SnapshotCoder) {
            coder.list(&numbers, empty: 0) { $0.number(&$1) }
            coder.text(&text)
            coder.flag(&flag)
            coder.optional(&nothing)
            coder.optional(&something)
            coder.choice(&status)
        }
        code(&writer)
        let written = numbers
        (numbers, text, flag, nothing, something, status) = ([], "", false, 3, nil, .none)
        var reader = SnapshotCoder(reading: writer.bytes)
        code(&reader)
        #expect(numbers == written)
        #expect(text == "SMS_PKGx\\ÄÖ€" && flag && nothing == nil && something == -5 && status == .retrying)
        #expect(reader.isAtEnd && !reader.isDamaged)
        for length in 0..<writer.bytes.count {
            var cut = SnapshotCoder(reading: Array(writer.bytes.prefix(length)))
            code(&cut)
            #expect(cut.isDamaged, "cut at \(length)")
        }
    }
}
