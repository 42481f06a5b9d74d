import Foundation
import SiteDatabase
import SiteModel
import TestKit
import Testing

@Suite struct LabDatabaseTests {
    @Test func `the journal numbers its records and only the last may change`() throws {
        let database = try LabDatabase.create("")
        #expect(try database.lastJournal() == nil)
        var first = JournalRecord(instant: -5, who: "", verb: "create", body: "{\"a\":\"\u{1F4BE}\"}")
        #expect(try database.appendJournal(first) == 0)
        var second = JournalRecord(sequence: 99, instant: 10, who: "DOM1\\anna", verb: "run", body: "{}")
        #expect(try database.appendJournal(second) == 1)
        second.sequence = 1
        #expect(try database.journal() == [first, second])
        #expect(try database.journal(from: 1) == [second])
        second.body = "{\"to\":20}"
        second.instant = 20
        try database.updateLastJournal(second)
        #expect(try database.lastJournal() == second)
        first.body = "other"
        #expect(throws: DatabaseError.self, "history does not change") {
            try database.updateLastJournal(first)
        }
        second.sequence = 2
        #expect(throws: DatabaseError.self, "there is no such record") {
            try database.updateLastJournal(second)
        }
        #expect(try database.journal().count == 2)
    }

    @Test func `observations belong to a journal record`() throws {
        let database = try LabDatabase.create("")
        let seen = SourceObservation(sequence: 0, ordinal: 0, name: "source/word", body: "[]")
        let error = #expect(throws: DatabaseError.self) {
            try database.transaction("test") { try database.putObservation(seen) }
        }
        #expect(error?.code == 787)
        let other = SourceObservation(sequence: 1, ordinal: 0, name: "word.pdf", digest: "ab")
        try database.transaction("test") {
            try database.putObservation(other)
            try database.putObservation(seen)
            for verb in ["create", "import"] {
                try database.appendJournal(JournalRecord(instant: 0, who: "", verb: verb, body: ""))
            }
        }
        #expect(try database.observations() == [seen, other])
        #expect(try database.observations(of: 1) == [other])
        #expect(try database.observations(of: 2) == [])
    }

    @Test func `facts, snapshots, trace and file operations come back as they were put`() throws {
        let database = try LabDatabase.create("")
        #expect(try database.meta("x") == nil)
        try database.setMeta("x", "")
        #expect(try database.meta("x") == "")
        try database.setMeta("x", nil)
        #expect(try database.meta("x") == nil)

        let large = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        try database.putSnapshotPage("live", page: 2, [2])
        try database.putSnapshotPage("live", page: 0, large)
        try database.putSnapshotPage("live", page: 1, [])
        try database.putSnapshotPage("other", page: 0, [9])
        try database.putSnapshotPage("live", page: 2, [3])
        #expect(try database.snapshot("live") == [large, [], [3]])
        #expect(try database.snapshotPage("live", page: 1) == [])
        #expect(try database.snapshotPage("live", page: 3) == nil)
        try database.dropSnapshot("live", from: 1)
        #expect(try database.snapshot("live") == [large])
        try database.dropSnapshot("live")
        #expect(try database.snapshot("live") == [])
        #expect(try database.snapshot("other") == [[9]])

        var segments: [TraceSegment] = []
        for place in 0..<4 as Range<Int64> {
            segments.append(
                TraceSegment(
                    segment: place, firstSequence: place * 10, count: 10, firstInstant: place * 100,
                    lastInstant: place * 100 + 99, data: [UInt8(place)]))
        }
        for segment in segments.reversed() { try database.putTraceSegment(segment) }
        #expect(try database.traceSegments() == segments)
        var touched: [Int64] = []
        try database.forEachTraceSegment(from: 199, to: 200) { segment throws(DatabaseError) in
            touched.append(segment.segment)
            return true
        }
        #expect(touched == [1, 2], "both ends of a segment count")

        let operations = [
            FileOperation(.write, path: "b", data: [], digest: "00"), FileOperation(.folder, path: "a"),
            FileOperation(.move, path: "c", from: "b"), FileOperation(.append, path: "log", data: large),
        ]
        try database.replaceFileOperations(operations)
        #expect(try database.fileOperations() == operations)
        try database.replaceFileOperations([FileOperation(.remove, path: "c")])
        #expect(try database.fileOperations() == [FileOperation(.remove, path: "c")])
        try database.replaceFileOperations([])
        #expect(try database.fileOperations() == [])
    }

    @Test func `read commands see one site, every site, or what a key begins with`() throws {
        let central = try #require(SiteCode("CEN"))
        let branch = try #require(SiteCode("BPC"))
        let database = try LabDatabase.create("")
        let rows = [branch, central].flatMap { site in
            ["a", "b"].map { CounterRow(site: site, name: $0, value: 1) }
        }
        try database.putAll(rows.reversed())
        #expect(try database.rows(of: CounterRow.self) == rows)
        #expect(try database.rows(of: CounterRow.self, site: central) == Array(rows[2...]))
        #expect(try database.rows(of: CounterRow.self, site: branch, prefix: [.text("b")]) == [rows[1]])
        #expect(try database.count(of: CounterRow.self) == 4)
        #expect(try database.count(of: CounterRow.self, site: branch) == 2)
        #expect(throws: DatabaseError.self) { try database.rows(of: CounterRow.self, prefix: [.text("b")]) }
        #expect(throws: DatabaseError.self) {
            try database.rows(of: CounterRow.self, site: branch, prefix: [.text("b"), .integer(1)])
        }
    }

    @Test func `rows by the million go in as single rows do`() throws {
        let sites = [try #require(SiteCode("BPC")), try #require(SiteCode("CEN"))]
        let jobs = [try #require(JobID("CEN00001")), try #require(JobID("CEN00002"))]
        let package = try #require(PackageID("CEN00001"))
        var machines: [MachineRow] = []
        var details: [JobDetailRow] = []
        // In key order; site, job and target change at different places, since equal values stay bound.
        for (number, owner) in (1...400).map({ ($0, sites[$0 / 201]) }) {
            let id = try #require(SMSID(site: owner, counter: UInt32(number)))
            let home = sites[number / 7 % 2]
            machines.append(
                MachineRow(
                    site: owner, machineID: Int64(number), smsID: id, siteCode: home, name: "PC\(number)",
                    domain: "", platform: .dos6, state: .off))
            let job = jobs[number / 90 % 2]
            details.append(
                JobDetailRow(
                    site: owner, jobID: job, kind: .workstation, ordinal: Int64(number), targetSite: home,
                    machineID: id, changed: number % 2 == 0 ? 5 : nil))
            details.append(
                JobDetailRow(
                    site: owner, jobID: job, kind: .server, ordinal: Int64(number), targetSite: home,
                    server: "SRV\(number)", status: .failed, attempts: 3, detail: "it's"))
        }
        let owners = sites.flatMap { site in
            jobs.map { job in
                let job = Job(id: job, packageID: package, created: LocalTime(seconds: 0))
                return JobRow(site: site, job: job, created: 0)
            }
        }
        let bulk = try LabDatabase.create("")
        let single = try LabDatabase.create("")
        try bulk.transaction("test") {
            try bulk.putAll(owners)
            try bulk.putMachines(machines)
            try bulk.putJobDetails(details)
        }
        try single.transaction("test") {
            for row in owners { try single.store(for: row.site).put(row) }
            for row in machines { try single.store(for: row.site).put(row) }
            for row in details { try single.store(for: row.site).put(row) }
        }
        #expect(try bulk.rows(of: MachineRow.self) == machines)
        #expect(try bulk.rows(of: JobDetailRow.self) == single.rows(of: JobDetailRow.self))
        #expect(try bulk.count(of: JobDetailRow.self) == 800)
        machines[0].name = "RENAMED"
        try bulk.putMachines(machines.prefix(1))
        #expect(try bulk.rows(of: MachineRow.self) == machines, "a row with the same key is replaced")
    }

    @Test func `a reader works beside the writer and cannot write`() throws {
        let folder = try ScratchFolder()
        let path = folder.path("lab.db")
        let writer = try LabDatabase.create(path)
        try writer.setMeta("x", "1")
        let reader = try LabDatabase.open(path, readOnly: true)
        #expect(try reader.meta("x") == "1")
        try writer.transaction("test") {
            try writer.setMeta("x", "2")
            #expect(try reader.meta("x") == "1", "not committed yet")
        }
        #expect(try reader.meta("x") == "2")
        let error = #expect(throws: DatabaseError.self) { try reader.setMeta("x", "3") }
        #expect(error?.primaryCode == 8, "SQLITE_READONLY")
        try writer.close()
        #expect(try reader.meta("x") == "2")
        try reader.close()
        let again = try LabDatabase.open(path)
        try again.close()
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == [
                "lab.db", "lab.sum",
            ])
    }

    @Test func `a check finds nothing in a sound lab and each kind of damage in others`() throws {
        let site = try #require(SiteCode("CEN"))
        let folder = try ScratchFolder()
        let path = folder.path("lab.db")
        let database = try LabDatabase.create(path)
        try database.transaction("test") {
            for row in try sampleRows(site) { try database.putAny(row) }
            try database.appendJournal(JournalRecord(instant: 0, who: "", verb: "create", body: ""))
        }
        #expect(try database.check() == [])
        let damages: [(sql: String, code: String, word: String)] = [
            ("INSERT INTO Journal VALUES (7, 0, '', 'x', '', 0)", "journal-gap", "6"),
            ("UPDATE Machines SET SMSID = 'short'", "database-row", "SMSID"),
            ("DELETE FROM Servers", "database-orphan", "Drives"),
            ("UPDATE Jobs SET Priority = 9", "database-damaged", "Jobs"),
        ]
        try database.connection.run("PRAGMA foreign_keys = OFF", doing: "test")
        var expected: Set<String> = []
        for (sql, code, word) in damages {
            try database.connection.run("PRAGMA ignore_check_constraints = ON", doing: "test")
            try database.connection.run(sql, doing: "test")
            try database.connection.run("PRAGMA ignore_check_constraints = OFF", doing: "test")
            expected.insert(code)
            let findings = try database.check()
            #expect(findings.contains { $0.code == code && $0.message.contains(word) }, "\(findings)")
            #expect(Set(findings.map(\.code)).isSuperset(of: expected))
            #expect(findings.allSatisfy { $0.severity == .error && $0.location?.file == path })
        }
    }
}
