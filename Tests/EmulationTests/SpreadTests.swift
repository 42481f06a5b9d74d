import Emulation
import Pipeline
import SiteModel
import Testing

@Suite struct SpreadTests {
    /// Seconds from start to end of every run, by machine.
    private func durations(_ rule: ResultRule, clients: Int) throws -> [UInt32: Int64] {
        var definition = try LabKit.definition(clients: clients)
        definition.results = [rule]
        var lab = try LabKit.started(definition)
        try lab.run(until: lab.start + 6 * 3_600_000, world: TableWorld())
        var started: [UInt32: Int64] = [:]
        var found: [UInt32: Int64] = [:]
        for block in lab.trace.changed + [lab.trace.open] {
            for record in block.records() {
                if record.code == .pcmStarted { started[record.a] = record.instant }
                if record.code == .pcmFinished, let start = started[record.a] {
                    found[record.a] = (record.instant - start) / 1_000
                }
            }
        }
        return found
    }

    @Test func `without a spread every run takes the same time`() throws {
        let found = try durations(ResultRule(durationSeconds: 90), clients: 20)
        #expect(found.count == 20)
        #expect(Set(found.values) == [90])
    }

    @Test func `the spread is drawn for each client as the page fleetday-sms says`() throws {
        let found = try durations(ResultRule(durationSeconds: 30, spreadSeconds: 570), clients: 50)
        #expect(found.count == 50)
        // The page's formula, written out here: `draw(0x4455000000000000 + j, i, 571)` with job 1 and seed 1.
        func mix(_ number: UInt64) -> UInt64 {
            var mixed = (number ^ (number >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
        for (machine, seconds) in found {
            let stream: UInt64 = 0x4455_0000_0000_0001
            let base = mix(1 ^ (stream &* 0xD6E8_FEB8_6659_FD93))
            let drawn = mix(base &+ (UInt64(machine) - 1) &* 0x9E37_79B9_7F4A_7C15)
            #expect(seconds == 30 + Int64(drawn.multipliedFullWidth(by: 571).high))
        }
        #expect(Set(found.values).count > 25)
    }
}
