import Emulation
import Pipeline
import SiteModel
import Testing

/// One mandatory job, from Pending to Complete.
@Suite struct FirstJobTests {
    /// The words of the three columns in their order (SDK, sms12-server 4.1 and 4.2): not started; requests queued
    /// and nobody has it; sent and being worked on; done.
    @Test func `a mandatory job runs from Pending to Complete`() throws {
        var lab = try LabKit.started(try LabKit.definition())
        let cycle = lab.images[0].pollMilliseconds
        var seen = [LabKit.line(lab)]
        for number in 1...36 {
            try lab.run(until: lab.start + Int64(number) * cycle, world: TableWorld())
            let line = LabKit.line(lab)
            if seen.last != line { seen.append(line) }
        }
        #expect(
            seen == [
                "Pending//", "Active/Pending/Pending", "Active/Complete/Active", "Complete/Complete/Complete",
            ])
        #expect(LabKit.rows(lab) == [JobStatus](repeating: .complete, count: 5))
        #expect(lab.images[0].openJobs.isEmpty)
    }

    /// The order of the pipeline (sms12-server 3.3, A to H, and 3.7).
    @Test func `each step follows the one before`() throws {
        var lab = try LabKit.started(try LabKit.definition(clients: 1))
        try LabKit.pass(&lab, until: .complete)
        let order: [TraceCode] = [
            .jobActivated, .listsFrozen, .sourceInspected, .compressionStarted, .compressionEnded,
            .instructionWritten, .requestQueued, .sendStarted, .sendEnded, .instructionStarted,
            .packageStored,
            .decompressionStarted, .packageCopied, .instructionEnded, .offersWritten, .instructionsCopied,
            .pcmFound, .pcmOffered, .pcmCountdown, .pcmStarted, .pcmFinished, .pcmReported,
            .statusesCollected,
            .statusExecuted, .dataLoaderTook, .detailUpdated,
        ]
        var firsts: [TraceCode] = []
        for record in LabKit.records(lab) where order.contains(record.code) && !firsts.contains(record.code) {
            // Where the package lies was loaded long before (RG S3D3C, step 20).
            if record.code == .dataLoaderTook, record.a != UInt32(LoadType.jobStatus.rawValue) { continue }
            firsts.append(record.code)
        }
        #expect(firsts == order)
        let statuses = LabKit.records(lab, .jobStatusChanged).map { unpackStatus($0.b).overall }
        #expect(statuses.last == .complete)
        #expect(LabKit.events(lab).isEmpty)
    }
}
