import Emulation
import Foundation
import SiteDatabase
import SiteModel
import TestKit
import Testing

@testable import Commands

/// A fault at the n-th call of one stretch of a run: the lab is as before or after, and goes on to the same bytes.
@Suite struct FaultTests {
    /// The stretch: the cycles in which the package is compressed, sent, unpacked and copied.
    static let cycles = 2

    /// A lab before the stretch, and its bytes behind it.
    private func prepared(_ scratch: ScratchFolder) throws -> [String: [UInt8]] {
        try FirstJobLab.make(scratch.path("base.lab")).close()
        try copy(scratch.path("base.lab"), scratch.path("whole.lab"))
        let session = try LabSession.open(scratch.path("whole.lab"), command: "test")
        try FirstJobLab.run(session, cycles: Self.cycles)
        try session.close()
        return try FirstJobLab.bytes(scratch.path("whole.lab"))
    }

    private func copy(_ from: String, _ to: String) throws {
        try? FileManager.default.removeItem(atPath: to)
        try FileManager.default.copyItem(atPath: from, toPath: to)
    }

    /// Runs the stretch with a fault, then without, and compares.
    ///
    /// Says whether the fault was reached.
    private func trial(
        _ scratch: ScratchFolder, _ wanted: [String: [UInt8]], _ what: String, _ faults: LabFaults,
        wasReached: () -> Bool
    ) throws -> Bool {
        let lab = scratch.path("trial.lab")
        try copy(scratch.path("base.lab"), lab)
        do {
            let session = try LabSession.open(lab, command: "test", faults: faults)
            try FirstJobLab.run(session, cycles: Self.cycles)
            try session.close()
        } catch {
            let (code, text) = Root.explain(error)
            #expect(code != 70, "\(what): \(text)")
        }
        let session = try LabSession.open(lab, command: "test")
        let findings = try session.database.check()
        #expect(findings.isEmpty, "\(what): \(findings)")
        let stepper = Stepper(session, who: "ADMIN", site: 0) { _, _ in }
        let target = session.emulation.start + Int64(Self.cycles) * stepper.cycle
        while session.emulation.now < target { try FirstJobLab.run(session, cycles: 1) }
        try session.close()
        let ended = try FirstJobLab.bytes(lab)
        if ended != wanted {
            Issue.record("\(what): the lab ends in other bytes")
            FirstJobLab.expectSame(wanted, ended)
        }
        return wasReached()
    }

    @Test(arguments: [false, true]) func `a file call fails`(forever: Bool) throws {
        let scratch = try ScratchFolder()
        let wanted = try prepared(scratch)
        var number = 1
        while true {
            let host = HostFaults(failAt: number, forever: forever, hostError: 28)
            let reached = try trial(scratch, wanted, "file call \(number)", LabFaults(host: host)) {
                host.count >= number
            }
            guard reached else { break }
            number += isLongRun ? 1 : 113
        }
        #expect(number > 100, "the stretch makes file calls")
    }

    /// What the engine could not do is said of the disk or of the file, at whichever call it happens.
    @Test func `a failure of the engine is no bug of ours, whoever passes it on`() {
        for (code, expected) in [(10, Int32(74)), (266, 74), (13, 74), (11, 65), (267, 65), (26, 65)] {
            #expect(Root.explain(StoreError("reading", code: code)).code == expected, "SQLite \(code)")
        }
    }

    @Test(arguments: [false, true]) func `a store call fails`(forever: Bool) throws {
        let scratch = try ScratchFolder()
        let wanted = try prepared(scratch)
        var number = 1
        while true {
            let store = StoreFaults(failAt: number, forever: forever)
            let reached = try trial(scratch, wanted, "store call \(number)", LabFaults(store: store)) {
                store.calls >= number
            }
            guard reached else { break }
            number += isLongRun ? 1 : 251
        }
        #expect(number > 100, "the stretch makes store calls")
    }
}
