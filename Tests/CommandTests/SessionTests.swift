import Emulation
import Foundation
import LegacyFormats
import Pipeline
import SiteDatabase
import SiteModel
import TestKit
import Testing

@testable import Commands

@Suite struct SessionTests {
    @Test func `the first job ends Complete and leaves its files`() throws {
        let scratch = try ScratchFolder()
        let session = try FirstJobLab.make(scratch.path("a.lab"))
        try FirstJobLab.run(session)
        let image = session.emulation.images[0]
        #expect(image.jobs[0].job.status == .complete)
        #expect(image.jobs[0].completed == 25)
        let servers = scratch.path("a.lab/servers")
        for path in [
            "SRV1/D/SMS/SITE.SRV/SENDER.BOX/TOSEND/BPC00001.W00",
            "SRV1/D/SMS/SITE.SRV/DESPOOLR.BOX/STORE/BPC00001.WKS", "SRV3/D/SMS_PKGD/BPC00001/quill.exe",
            "SRV1/D/SMS/LOGS/SCHED.LOG", "SRV2/E/SMS_PKGE/BPC00001/templates/letter.qll",
        ] {
            #expect(FileManager.default.fileExists(atPath: "\(servers)/\(path)"), "\(path)")
        }
        for name in ["quill.exe", "quill.hlp", "setup.bat", "templates/memo.qll"] {
            #expect(
                try readFile("\(servers)/SRV3/D/SMS_PKGD/BPC00001/\(name)")
                    == readFile("\(FirstJobLab.sample)/quill/\(name)"))
        }
        try session.close()
    }

    @Test func `the journal done again gives the same digest`() throws {
        let scratch = try ScratchFolder()
        let session = try FirstJobLab.make(scratch.path("a.lab"))
        try FirstJobLab.run(session)
        let digest = session.emulation.trace.digest
        let again = try Replay.run(session.database)
        #expect(again.trace.digest == digest)
        #expect(again.trace.count == session.emulation.trace.count)
        try session.close()
    }

    @Test func `real and modelled fidelity give the same trace digest`() throws {
        let scratch = try ScratchFolder()
        let real = try FirstJobLab.make(scratch.path("real.lab"), fidelity: .real)
        let modelled = try FirstJobLab.make(scratch.path("modelled.lab"), fidelity: .modelled)
        try FirstJobLab.run(real)
        try FirstJobLab.run(modelled)
        #expect(real.emulation.trace.digest == modelled.emulation.trace.digest)
        #expect(real.emulation.trace.count > 200)
        #expect(!FileManager.default.fileExists(atPath: scratch.path("modelled.lab/servers")))
        try real.close()
        try modelled.close()
    }

    @Test func `two folders hold the same bytes`() throws {
        let scratch = try ScratchFolder()
        for name in ["one.lab", "elsewhere/two.lab"] {
            try FileManager.default.createDirectory(
                atPath: scratch.path("elsewhere"), withIntermediateDirectories: true)
            let session = try FirstJobLab.make(scratch.path(name))
            try FirstJobLab.run(session)
            try session.close()
        }
        FirstJobLab.expectSame(
            try FirstJobLab.bytes(scratch.path("one.lab")),
            try FirstJobLab.bytes(scratch.path("elsewhere/two.lab")))
    }

    @Test func `a run that is left and taken up again at each cycle ends in the same bytes`() throws {
        let scratch = try ScratchFolder()
        let whole = try FirstJobLab.make(scratch.path("whole.lab"))
        try FirstJobLab.run(whole)
        try whole.close()
        try FirstJobLab.make(scratch.path("pieces.lab")).close()
        for _ in 0..<60 {
            let session = try LabSession.open(scratch.path("pieces.lab"), command: "test")
            try session.look()
            let isOver = session.emulation.images[0].jobs[0].job.status.isFinal
            try FirstJobLab.run(session, cycles: 1)
            try session.close()
            if isOver { break }
        }
        FirstJobLab.expectSame(
            try FirstJobLab.bytes(scratch.path("whole.lab")),
            try FirstJobLab.bytes(scratch.path("pieces.lab")))
    }

    @Test func `the order in which the database gives unordered rows does not matter`() throws {
        let scratch = try ScratchFolder()
        for (name, isReversed) in [("plain.lab", false), ("reversed.lab", true)] {
            let session = try FirstJobLab.make(scratch.path(name))
            if isReversed {
                try session.database.connection.run("PRAGMA reverse_unordered_selects = ON", doing: "testing")
            }
            try FirstJobLab.run(session)
            try session.close()
        }
        FirstJobLab.expectSame(
            try FirstJobLab.bytes(scratch.path("plain.lab")),
            try FirstJobLab.bytes(scratch.path("reversed.lab")))
    }
}
