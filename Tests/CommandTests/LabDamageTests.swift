import Foundation
import SiteDatabase
import SiteModel
import TestKit
import Testing

@testable import Commands

/// Whatever is changed in a finished lab behind sms12's back is found: by `lab check`, and by `replay`.
@Suite struct LabDamageTests {
    /// A lab whose job has ended.
    static func shell() throws -> Shell {
        let shell = try Shell.withPackage()
        // A job that cannot be sent to anybody leaves an event.
        #expect(
            shell.run("package", "create", "Gone", "--source", "nowhere", "--command", "Go=go.exe").code == 3)
        _ = shell.out("job", "create", "Gone", "--on", "site:BPC")
        _ = shell.out("job", "create", "Editor", "--on", "site:BPC", "--mandatory-after", "1997-04-21 09:00")
        _ = shell.out("run", "--until-job", "BPC00002=Complete", "--quiet")
        return shell
    }

    /// Runs SQL on the lab's database, and has its sum agree, so that commands do not look at all of it when they open it.
    static func change(_ shell: Shell, _ sql: String) throws {
        let database = try LabDatabase.open(shell.lab + "/lab.db")
        try database.connection.run("PRAGMA foreign_keys = OFF", doing: "test")
        try database.connection.run(sql, doing: "test")
        database.vouch()
        try database.close()
    }

    /// Runs SQL on the lab's database as a program does that knows nothing of sms12.
    static func changeOutside(_ shell: Shell, _ sql: String) throws {
        let connection = try Connection(path: shell.lab + "/lab.db", mode: .write)
        try connection.run("PRAGMA foreign_keys = OFF", doing: "test")
        try connection.run(sql, doing: "test")
        try connection.close()
    }

    /// Changes of rows that nothing in the row itself tells, and a list that shows them.
    static let silent: [(sql: String, list: [String])] = [
        ("UPDATE JobDetails SET DetailKind = 3 WHERE DetailKind = 4 AND Ordinal = 1", ["job", "list"]),
        ("DELETE FROM Jobs WHERE JobID = 'BPC00002'", ["job", "list"]),
        ("DELETE FROM Machines WHERE Name = 'PC5'", ["client", "list"]),
        ("UPDATE Packages SET Name = 'Evil'", ["package", "list"]),
    ]

    @Test(arguments: silent.indices)
    func `a list shows nothing of a row that was changed from outside, and the next command puts it back`(
        number: Int
    ) throws {
        let (sql, list) = Self.silent[number]
        let shell = try Self.shell()
        let before = shell.run(list).out
        try Self.changeOutside(shell, sql)
        let shown = shell.run(list)
        #expect(shown.code == 0 && shown.out == before, "\(sql): \(shown)")
        #expect(
            shown.err.contains("lab.db is damaged") && shown.err.contains("nothing is lost"), "\(shown.err)")
        let changed = shell.run("client", "off", "PC1")
        #expect(changed.code == 0 && changed.err.contains("nothing is lost"), "\(changed)")
        #expect(shell.out("lab", "check") == "The lab is whole.\n")
        #expect(shell.run(list).err.isEmpty)
    }

    @Test func `a database that another program wrote to without harm is taken as it is`() throws {
        let shell = try Self.shell()
        let before = shell.out("job", "list")
        try Self.changeOutside(shell, "VACUUM")
        let shown = shell.run("job", "list")
        #expect(shown.code == 0 && shown.out == before && shown.err.isEmpty, "\(shown)")
        #expect(!shell.run("run", "--summary").err.contains("damaged"))
    }

    /// Flips a bit of the byte in the middle of a blob.
    static func flip(_ shell: Shell, _ table: String, _ condition: String) throws {
        let database = try LabDatabase.open(shell.lab + "/lab.db")
        let rows = try database.connection.withStatement(
            "SELECT rowid, Data FROM \(table) WHERE \(condition) ORDER BY rowid", doing: "test"
        ) { row throws(DatabaseError) in
            try row.step() ? [(row.integer(0), row.bytes(1))] : []
        }
        var (row, bytes) = try #require(rows.first)
        bytes[bytes.count / 2] ^= 1
        try database.connection.run(
            "UPDATE \(table) SET Data = ? WHERE rowid = ?", [.blob(bytes), .integer(row)], doing: "test")
        database.vouch()
        try database.close()
    }

    @Test func `a finished lab is whole, and the same again`() throws {
        let shell = try Self.shell()
        #expect(shell.out("lab", "check") == "The lab is whole.\n")
        #expect(shell.out("replay").contains("the same"))
    }

    /// SQL, and a word of what both commands have to say about it.
    static let changes: [(sql: String, word: String)] = [
        ("UPDATE Jobs SET JobStatus = 2", "JobStatus"),
        ("DELETE FROM Machines WHERE Name = 'PC5'", "Machines"),
        ("UPDATE Packages SET Name = 'Evil'", "Evil"),
        ("UPDATE JobDetails SET Attempts = 9 WHERE DetailKind = 4", "Attempts"),
        ("UPDATE ClientOffers SET State = 'failed'", "ClientOffers"),
        ("INSERT INTO Domains VALUES ('BPC', 'DOM9', 7)", "Domains"),
        ("UPDATE SMSData SET Value = Value + 1 WHERE Name = 'NextJob'", "SMSData"),
        ("UPDATE SMSEvents SET Insertions = '[]' WHERE Ordinal = 1", "SMSEvents"),
        ("UPDATE SMSEvents SET Instant = 7 WHERE Ordinal = 1", "SMSEvents"),
        ("DELETE FROM SMSEvents WHERE Ordinal = 1", "SMSEvents"),
        ("UPDATE Archives SET Zlib = '9'", "Archives"),
        ("UPDATE Meta SET Value = replace(Value, 'Bellevue', 'Seattle')", "Meta"),
        ("UPDATE Journal SET Who = 'MALLORY' WHERE Sequence = 3", "row 3 of Journal"),
        ("UPDATE Journal SET Instant = Instant + 1 WHERE Sequence = 2", "row 2 of Journal"),
        ("UPDATE Journal SET Body = 'xx' WHERE Sequence = 2", "row 2 of Journal"),
        ("UPDATE Journal SET Verb = 'explode' WHERE Sequence = 2", "row 2 of Journal"),
        ("DELETE FROM Journal WHERE Sequence = 3", "Journal"),
        ("UPDATE SourceObservations SET Body = replace(Body, '9', '8')", "SourceObservations"),
        ("UPDATE TraceSegments SET Count = Count - 1", "TraceSegments"),
        ("DELETE FROM TraceSegments", "TraceSegments"),
        ("DELETE FROM SnapshotPages WHERE Name = '0/detailStatus'", "SnapshotPages"),
        ("DELETE FROM SnapshotPages", "SnapshotPages"),
        ("DROP TABLE Requests", "Requests"),
    ]

    @Test(arguments: changes.indices) func `a changed row is found`(number: Int) throws {
        let (sql, word) = Self.changes[number]
        let shell = try Self.shell()
        try Self.change(shell, sql)
        let checked = shell.run("lab", "check")
        #expect(checked.code == 1 && checked.err.contains(word), "\(sql): \(checked)")
        let again = shell.run("replay")
        #expect(again.code == 1 || again.code == 65, "\(sql): \(again)")
        #expect(again.err.contains(word), "\(sql): \(again)")
        #expect(!(checked.err + again.err).contains("SELECT"), "\(checked.err) \(again.err)")
    }

    /// A table, a condition, and whether commands that read it say so.
    static let blobs = [
        ("TraceSegments", "Segment = 0"), ("SnapshotPages", "Name = 'core'"),
        ("SnapshotPages", "Name = '0/offers'"), ("SnapshotPages", "Name = '0/detailStatus'"),
    ]

    @Test(arguments: blobs) func `a flipped bit is found`(table: String, condition: String) throws {
        let shell = try Self.shell()
        let reading = [["trace", "list"], ["log", "show"]]
        let sound = reading.map { shell.run($0).out }
        try Self.flip(shell, table, condition)
        let checked = shell.run("lab", "check")
        #expect(checked.code == 1 && checked.err.contains(table), "\(checked)")
        #expect(checked.err.contains("sms12 replay --repair"), "\(checked.err)")
        let again = shell.run("replay")
        #expect(again.code == 1 && again.err.contains(table), "\(again)")
        guard table == "TraceSegments" else {
            // A command that changes the lab has it made anew from the journal first, and says so.
            let (code, _, err) = shell.run("run", "--summary")
            #expect(code == 0 && err.contains(table) && err.contains("nothing is lost"), "\(err)")
            #expect(shell.out("lab", "check") == "The lab is whole.\n")
            return
        }
        // What lists and shows has it made anew in memory.
        for (words, before) in zip(reading, sound) {
            let (code, out, err) = shell.run(words)
            #expect(code == 0 && out == before && err.contains("nothing is lost"), "\(words): \(err)")
        }
    }

    /// Damage to what follows from the journal.
    static let mendable: [String] = [
        "DELETE FROM SnapshotPages", "DELETE FROM TraceSegments", "UPDATE Jobs SET JobStatus = 2",
        "UPDATE SnapshotPages SET Data = x'0102' WHERE Name = 'core'", "DELETE FROM Machines",
        "UPDATE SMSEvents SET Instant = 7", "DELETE FROM ClientOffers",
        "UPDATE TraceSegments SET Data = x'00'",
    ]

    @Test(arguments: mendable) func `replay --repair makes anew what follows from the journal`(sql: String)
        throws
    {
        let shell = try Self.shell()
        let events = shell.out("event", "list")
        let trace = shell.out("trace", "list")
        let details = shell.out("job", "details", "BPC00002")
        try Self.change(shell, sql)
        #expect(shell.run("lab", "check").code == 1)
        let first = shell.run("replay")
        #expect(first.code == 1 && first.err.contains("sms12 replay --repair"), "\(first)")
        #expect(shell.out("replay", "--repair").contains("written anew"))
        #expect(shell.out("lab", "check") == "The lab is whole.\n")
        #expect(shell.out("replay").contains("the same"))
        #expect(shell.out("event", "list") == events)
        #expect(shell.out("trace", "list") == trace)
        #expect(shell.out("job", "details", "BPC00002") == details)
        // And it goes on as a lab that was never damaged.
        let sound = try Self.shell()
        for one in [sound, shell] { _ = one.out("run", "--cycles", "200") }
        #expect(sound.out("replay") == shell.out("replay"))
        #expect(sound.out("job", "list") == shell.out("job", "list"))
    }

    /// What was said of an entry at its time cannot be told again; the words of now take its place.
    @Test func `damaged words of a log are dropped by a repair`() throws {
        let shell = try Self.shell()
        try Self.change(
            shell,
            "UPDATE Meta SET Value = Value || '!' WHERE Name = (SELECT min(Name) FROM Meta WHERE Name LIKE 'logText/%')"
        )
        #expect(shell.run("lab", "check").code != 0)
        let repair = shell.run("replay", "--repair")
        #expect(repair.code == 0, "\(repair)")
        #expect(shell.run("lab", "check").code == 0)
        #expect(shell.run("log", "show").code == 0)
    }

    @Test func `a damaged definition is shown as the journal gives it`() throws {
        let shell = try Self.shell()
        let before = shell.out("job", "list", "--format", "json")
        try Self.change(shell, "UPDATE Meta SET Value = '{}' WHERE Name = 'definition'")
        let (code, out, err) = shell.run("job", "list", "--format", "json")
        #expect(code == 0 && out == before && err.contains("lab.db is damaged"), "\(err)")
    }

    @Test func `replay --repair writes nothing when something else happened`() throws {
        let shell = try Self.shell()
        let database = try LabDatabase.open(shell.lab + "/lab.db")
        try database.setMeta("traceDigest", "0")
        database.vouch()
        try database.close()
        let before = try readFile(shell.lab + "/lab.db")
        let (code, out, err) = shell.run("replay", "--repair")
        #expect(code == 1 && out.contains("different") && err.contains("nothing was written"), "\(err)")
        #expect(try readFile(shell.lab + "/lab.db") == before)
    }

    @Test func `a fault while a lab is made anew leaves it as it was or mended`() throws {
        let base = try Self.shell()
        try Self.change(base, "DELETE FROM SnapshotPages")
        var number = 1
        while true {
            let shell = try Shell()
            try FileManager.default.copyItem(atPath: base.lab, toPath: shell.lab)
            let store = StoreFaults(failAt: number, forever: false)
            do {
                let repair = try LabRepair(shell.lab, command: "test", faults: LabFaults(store: store))
                defer { repair.close() }
                let checkpoints = CheckpointMaker()
                var again = try Replay.run(repair.database) { try checkpoints.look(&$0, $1) }
                try repair.write(&again, checkpoints)
            } catch {
                #expect(Root.explain(error).code != 70, "call \(number): \(error)")
            }
            _ = shell.run("replay", "--repair")
            #expect(shell.out("lab", "check") == "The lab is whole.\n", "call \(number)")
            guard store.calls >= number else { break }
            number += isLongRun ? 7 : 331
        }
        #expect(number > 300, "mending makes store calls")
    }

    @Test func `log files are no part of the state`() throws {
        let shell = try Self.shell()
        let logs = shell.lab + "/servers/SRV1/D/SMS/LOGS"
        try Data("junk".utf8).write(to: URL(fileURLWithPath: logs + "/SCHED.LOG"))
        try FileManager.default.removeItem(atPath: logs + "/DESPOOL.LOG")
        #expect(shell.out("lab", "check") == "The lab is whole.\n")
        #expect(shell.run("run", "--cycles", "3").code == 0)
        #expect(shell.out("lab", "check", "--help").contains("log files are left"))
    }

    @Test func `after each of sms12's own commands a lab is whole and the same again`() throws {
        let shell = try Self.shell()
        let commands: [[String]] = [
            ["server", "add", "SRV7", "--role", "logon", "--role", "distribution", "--drive", "C:ntfs:2GB"],
            ["client", "add", "LAP#", "--count", "3"], ["client", "remove", "PC5"], ["client", "off", "PC1"],
            ["group", "add", "New", "PC2"],
            ["job", "create", "Editor", "--on", "computer:PC2"], ["run", "--cycles", "5"],
            ["job", "cancel", "BPC00003"],
            ["run", "--cycles", "20"], ["job", "delete", "BPC00003"],
            ["site", "set", "BPC", "--response", "slow"],
            ["server", "remove", "SRV7"], ["run", "--cycles", "3"],
        ]
        for words in commands {
            let (code, _, err) = shell.run(words)
            #expect(code == 0 || code == 3, "\(words): \(err)")
            let checked = shell.run("lab", "check")
            #expect(checked.code == 0, "\(words): \(checked.err)")
            let again = shell.run("replay")
            #expect(again.code == 0, "\(words): \(again.err)")
        }
    }
}
