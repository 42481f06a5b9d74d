import Foundation
import SiteDatabase
import SiteModel
import TestKit
import Testing

@Suite struct FaultTests {
    /// A command: opens the lab, does one transaction, closes.
    private func command(_ path: String, _ faults: StoreFaults?) throws {
        let database = try LabDatabase.open(path, faults: faults)
        try DeterminismTests.doStep(1, database)
        try database.close()
    }

    /// Fails at the first call, then the second, and so on until the command runs through.
    @Test(arguments: [false, true])
    func `a fault at any call leaves the lab before or after the command, never between`(forever: Bool) throws
    {
        let folder = try ScratchFolder()
        let template = folder.path("template.db")
        let made = try LabDatabase.create(template)
        try DeterminismTests.doStep(0, made)
        try made.close()
        let before = try readFile(template)
        let path = folder.path("lab.db")
        try Data(before).write(to: URL(fileURLWithPath: path))
        let counter = StoreFaults()
        try command(path, counter)
        let after = try readFile(path)
        #expect(after != before)
        #expect(counter.calls > 100)
        // Every call at both ends, where commit and close are, and a sample of the many alike between.
        let calls = (1...counter.calls).filter { $0 < 60 || $0 > counter.calls - 60 || $0 % 7 == 0 }
        for call in calls {
            for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
            try Data(before).write(to: URL(fileURLWithPath: path))
            #expect(throws: (any Error).self, "call \(call)") {
                try command(path, StoreFaults(failAt: call, forever: forever))
            }
            let database = try LabDatabase.open(path)
            #expect(try database.check() == [], "call \(call)")
            let records = try database.journal().count
            #expect(records == 1 || records == 2)
            if records == 1 { try DeterminismTests.doStep(1, database) }
            try database.close()
            #expect(try readFile(path) == after, "call \(call): carrying on ends in the same bytes")
        }
    }

    @Test func `a lab that could not be made leaves nothing, and the next try makes it`() throws {
        let folder = try ScratchFolder()
        let path = folder.path("lab.db")
        let counter = StoreFaults()
        _ = try LabDatabase.create("", faults: counter)
        #expect(counter.calls > 60)
        for call in 1...counter.calls where call < 30 || call > counter.calls - 10 || call % 5 == 0 {
            #expect(throws: LabDatabaseError.self, "call \(call)") {
                try LabDatabase.create(path, faults: StoreFaults(failAt: call, forever: call % 2 == 0))
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [], "call \(call)")
        }
        try LabDatabase.create(path).close()
        #expect(try LabDatabase.open(path).check() == [])
    }
}
