import Foundation
import SiteDatabase
import SiteModel
import TestKit
import Testing

/// The same transactions give the same file, wherever the program was stopped between or within them.
@Suite struct DeterminismTests {
    /// How many transactions the work has.
    static let steps = 12

    /// One transaction of the work: rows come, change and go, pages are freed and taken again.
    static func doStep(_ step: Int, _ database: LabDatabase, stopsInside: Bool = false) throws {
        let site = try #require(SiteCode("CEN"))
        let package = try #require(PackageID("CEN00001"))
        try database.transaction("step \(step)") {
            if step == 0 { for row in try sampleRows(site) { try database.putAny(row) } }
            let store = database.store(for: site)
            for number in 0..<40 {
                let name = "counter \(step % 4) \(number)"
                try store.put(CounterRow(site: site, name: name, value: Int64(step)))
            }
            if step % 3 == 2 {
                for number in 0..<40 {
                    try store.remove(CounterRow.self, key: store.key(.text("counter 1 \(number)")))
                }
                try database.dropSnapshot("live", from: 1)
            }
            try store.put(samplePackage(package))
            for page in 0..<4 {
                let bytes = [UInt8](repeating: UInt8(step), count: 3_000 * (step % 5))
                try database.putSnapshotPage("live", page: Int64(page), bytes)
            }
            try database.replaceFileOperations([FileOperation(.write, path: "f\(step)", data: [1, 2, 3])])
            if stopsInside { _ = kill(getpid(), SIGKILL) }
            try database.appendJournal(JournalRecord(instant: Int64(step), who: "", verb: "run", body: "{}"))
        }
    }

    /// Does all steps, closing and opening before those in the set.
    private func work(_ path: String, reopeningBefore: Set<Int> = []) throws -> [UInt8] {
        var database = try LabDatabase.create(path)
        for step in 0..<Self.steps {
            if reopeningBefore.contains(step) {
                try database.close()
                database = try LabDatabase.open(path)
            }
            try Self.doStep(step, database)
        }
        try database.close()
        return try readFile(path)
    }

    @Test func `the file is the same in one run, in a second run, and in many short ones`() throws {
        let folder = try ScratchFolder()
        let once = try work(folder.path("a.db"))
        #expect(once.count > 10 * 4_096)
        #expect(try work(folder.path("b.db")) == once)
        #expect(try work(folder.path("c.db"), reopeningBefore: Set(0..<Self.steps)) == once)
        #expect(try work(folder.path("d.db"), reopeningBefore: [3, 7]) == once)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == [
                "a.db", "b.db", "c.db", "d.db",
            ])
    }

    @Test func `the file follows from what it holds, not from the transactions that stored it`() throws {
        let folder = try ScratchFolder()
        let site = try #require(SiteCode("CEN"))
        /// The last state in one transaction, or by way of others: values of other lengths, rows and pages that come and go.
        func work(_ path: String, _ way: [Int]) throws -> [UInt8] {
            var database = try LabDatabase.create(path)
            try database.transaction("rows") { for row in try sampleRows(site) { try database.putAny(row) } }
            for size in way + [40] {
                try database.transaction("rows") {
                    let store = database.store(for: site)
                    for number in 0..<size {
                        let value = size == 40 ? Int64(number) : Int64(number) << (size % 50)
                        try store.put(CounterRow(site: site, name: "counter \(number)", value: value))
                    }
                    for number in size..<max(size, 400) {
                        try store.remove(CounterRow.self, key: store.key(.text("counter \(number)")))
                    }
                    try database.dropSnapshot("live", from: Int64(size))
                    for page in (0..<size).reversed() {
                        let length = size == 40 ? 100 * page : 30 * size
                        try database.putSnapshotPage(
                            "live", page: Int64(page), [UInt8](repeating: UInt8(page % 200), count: length))
                    }
                    try database.setMeta("now", String(Int64(1) << Int64(size == 40 ? 3 : size % 60)))
                }
                try database.close()
                database = try LabDatabase.open(path)
            }
            try database.close()
            return try readFile(path)
        }
        let once = try work(folder.path("a.db"), [])
        for (place, way) in [[5], [90], [300, 2], [39, 41, 120], [399, 1, 200, 17]].enumerated() {
            let other = try work(folder.path("\(place).db"), way)
            #expect(other == once, "\(way)")
        }
    }

    @Test func `a database that was only looked at is unchanged`() throws {
        let folder = try ScratchFolder()
        let once = try work(folder.path("a.db"))
        let reader = try LabDatabase.open(folder.path("a.db"), readOnly: true)
        _ = try reader.check()
        try reader.close()
        let writer = try LabDatabase.open(folder.path("a.db"))
        try writer.close()
        #expect(try readFile(folder.path("a.db")) == once)
    }

    @Test(arguments: [0, 1, 5, 11])
    func `a process killed inside a transaction leaves what the work before it made`(step: Int) async throws {
        let folder = try ScratchFolder()
        let once = try work(folder.path("a.db"))
        let path = folder.path("killed.db")
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String, step = step as Int] in
            let database = try LabDatabase.create(path)
            for earlier in 0..<step { try DeterminismTests.doStep(earlier, database) }
            try DeterminismTests.doStep(step, database, stopsInside: true)
        }
        let database = try LabDatabase.open(path)
        #expect(try database.check() == [])
        #expect(try database.journal().count == step, "the transaction that was cut short left nothing")
        for rest in step..<Self.steps { try Self.doStep(rest, database) }
        try database.close()
        #expect(try readFile(path) == once)
    }
}
