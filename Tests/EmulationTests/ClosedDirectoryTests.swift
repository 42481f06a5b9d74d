import Emulation
import SiteModel
import Testing

@testable import Pipeline

/// A forced disconnection up to service pack 3 leaves the package's directory to the service account alone, and users
/// lose access (Q182414): their Package Command Managers cannot run anything from there.
@Suite struct ClosedDirectoryTests {
    /// A lab whose package lies on SRV1, the logon server, and SRV2, with some directories closed by force before the
    /// command is mandatory.
    private func played(_ release: Release, closed: [UInt32]) throws -> Emulation {
        var definition = try LabKit.definition(clients: 3)
        definition.release = release
        var lab = try LabKit.started(definition) { $0.mandatoryTime.seconds += 3 * 3_600 }
        try lab.run(until: lab.now + 2 * 3_600_000, world: TableWorld())
        #expect(LabKit.holding(lab) == ["SRV1": 1, "SRV2": 1])
        for server in closed { lab.images[0].closeFiles(0, server: server) }
        try lab.run(until: lab.now + 4 * 3_600_000, world: TableWorld())
        return lab
    }

    private func started(_ lab: borrowing Emulation) -> [Int64] {
        LabKit.records(lab, .pcmStarted).map(\.value)
    }

    @Test
    func `nobody runs from a directory that is the service account's, and all run from the other server`()
        throws
    {
        #expect(try started(played(.sp3, closed: [])) == [0, 0, 0])
        #expect(try started(played(.sp3, closed: [0])) == [1, 1, 1])
        let none = try played(.sp3, closed: [0, 1])
        #expect(started(none).isEmpty)
        #expect(LabKit.rows(none).allSatisfy { $0 == .none }, "what did not start tells of nothing")
        let notes = LabKit.records(none, .pcmNoted).compactMap { PCMNote.read($0.value) }
        #expect(notes.contains { $0.note == .accessDenied && $0.argument == 0 })
        #expect(notes.contains { $0.note == .accessDenied && $0.argument == 1 })
        // Service pack 4 gives the rights back.
        #expect(try started(played(.sp4, closed: [0, 1])) == [0, 0, 0])
    }

    @Test func `a client says why it does not run, and the lab that is opened again knows it`() throws {
        var lab = try played(.sp3, closed: [0, 1])
        #expect(lab.clients[0].hold(0, 0, now: lab.now, lab.images[0]) == .noRights(0))
        var shelf = SnapshotShelf()
        try shelf.reopen(&lab)
        try lab.run(until: lab.now + 3_600_000, world: TableWorld())
        #expect(started(lab).isEmpty)
    }
}
