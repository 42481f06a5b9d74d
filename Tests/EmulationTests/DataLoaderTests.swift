import Emulation
import Pipeline
import SiteModel
import Testing

/// The Data Loader: types, threads, PROCESS, X, BADMIFS, and the database that is not there (RG S3D2B, Q169491).
@Suite struct DataLoaderTests {
    private func lab(clients: Int = 3, _ change: (inout LabDefinition) -> Void = { _ in }) throws -> Emulation
    {
        var definition = try LabKit.definition(clients: clients)
        change(&definition)
        return try LabKit.started(definition)
    }

    /// Lets seconds pass until something holds.
    private func pass(_ lab: inout Emulation, until holds: (borrowing Emulation) -> Bool) throws {
        for _ in 0..<40_000 where !holds(lab) { try lab.run(until: lab.now + 1_000, world: TableWorld()) }
        let came = holds(lab)
        #expect(came, "it did not come to that")
    }

    /// How many files of each type the Data Loader took.
    private func taken(_ lab: borrowing Emulation) -> [LoadType: Int64] {
        var found: [LoadType: Int64] = [:]
        for record in LabKit.records(lab, .dataLoaderTook) {
            found[LoadType(rawValue: UInt8(record.a)) ?? .other, default: 0] += record.value
        }
        return found
    }

    /// A failed status travels as an event file, a successful one as a job status file, and where the package lies as a
    /// package location file (Q169491; sms12-server 3.2).
    @Test func `files are loaded by type`() throws {
        var lab = try lab {
            $0.results = [ResultRule(clients: "PC1", attempt: 1, mif: .failed), ResultRule()]
        }
        try LabKit.pass(&lab, until: .complete)
        // Two distribution servers.
        #expect(taken(lab) == [.packageLocations: 2, .jobStatus: 3, .events: 1])
    }

    /// Before 1.2 there was one extension and one thread: one file after another (Q186396).
    @Test func `before the types there is one thread`() throws {
        var lab = try lab { $0.release = .v11 }
        try LabKit.pass(&lab, until: .complete)
        #expect(taken(lab).keys.allSatisfy { $0 == .other })
        #expect(LabKit.records(lab, .dataLoaderTook).allSatisfy { $0.value == 1 })
    }

    /// Three tries, then BADMIFS and event 245, for each file once; the others are loaded meanwhile (RG S3D2B).
    @Test func `a damaged file is tried three times and moved to BADMIFS`() throws {
        var lab = try lab()
        try lab.perform(.damageFile(site: lab.images[0].definition.code, kind: .mif, count: 2), who: "A")
        try LabKit.pass(&lab, until: .complete)
        #expect(lab.images[0].loadBox.bad.map(\.type) == [LoadType.other.rawValue, LoadType.other.rawValue])
        #expect(LabKit.events(lab) == [245, 245])
        #expect(LabKit.records(lab, .mifFailed).map(\.value) == [1, 1, 2, 2, 3, 3])
        #expect(lab.images[0].loadBox.isEmpty)
    }

    /// The status of a job that was deleted finds no row: it is no error of the client, and nobody waits for it.
    @Test func `a status of a job that is gone goes to BADMIFS`() throws {
        var lab = try lab(clients: 2)
        let site = lab.images[0].definition.code
        try pass(&lab) { $0.images[0].toLoad.count + $0.images[0].left.count > 0 }
        try lab.perform(.deleteJob(site: site, id: lab.images[0].jobs[0].job.id), who: "A")
        try lab.run(until: lab.now + 4 * 3_600_000, world: TableWorld())
        #expect(LabKit.events(lab).allSatisfy { $0 == 245 })
        #expect(lab.images[0].loadBox.bad.count == 2)
    }

    /// What a thread has in PROCESS when the database goes stays there, and is loaded when it is back (events 243, 244).
    @Test func `nothing is lost while the SQL Server is down`() throws {
        var lab = try lab(clients: 5)
        let site = lab.images[0].definition.code
        try pass(&lab) { $0.dataLoaders[0].thread(.jobStatus).files > 0 }
        try lab.perform(.setFault(.sql(site), isDown: true), who: "A")
        try lab.run(until: lab.now + 6 * 3_600_000, world: TableWorld())
        #expect(lab.images[0].toLoad.count == 5)
        #expect(lab.images[0].details.allSatisfy { $0.status == 0 })
        #expect(LabKit.events(lab).count { $0 == 243 } == 1)
        try lab.perform(.setFault(.sql(site), isDown: false), who: "A")
        try LabKit.pass(&lab, until: .complete)
        #expect(LabKit.rows(lab) == [JobStatus](repeating: .complete, count: 5))
        #expect(LabKit.events(lab) == [243, 47, 244] || LabKit.events(lab) == [47, 243, 244])
    }

    /// A lab that is put aside at any moment goes on as one that is not (design 3).
    @Test func `a snapshot holds what the threads have`() throws {
        var lab = try lab(clients: 5)
        let site = lab.images[0].definition.code
        try lab.perform(.damageFile(site: site, kind: .mif, count: 2), who: "A")
        try pass(&lab) { $0.dataLoaders[0].thread(.jobStatus).files > 0 }
        try lab.perform(.damageFile(site: site, kind: .mif, count: 1), who: "A")
        try lab.run(until: lab.now + 1_500, world: TableWorld())
        #expect(
            !lab.images[0].loadBox.bad.isEmpty || lab.images[0].loadBox.queues.contains { !$0.failed.isEmpty }
        )
        let (box, loaders) = (lab.images[0].loadBox, lab.dataLoaders)
        var shelf = SnapshotShelf()
        try shelf.reopen(&lab)
        #expect(lab.images[0].loadBox == box)
        #expect(lab.dataLoaders == loaders)
        try LabKit.pass(&lab, until: .complete)
        #expect(LabKit.rows(lab) == [JobStatus](repeating: .complete, count: 5))
        #expect(lab.images[0].loadBox.bad.count == 3)
    }
}
