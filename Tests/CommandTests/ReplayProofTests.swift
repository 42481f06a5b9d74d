import Emulation
import Pipeline
import SiteDatabase
import SiteModel
import TestKit
import Testing
import VirtualTime

@testable import Commands

/// `replay`: what is compared, how far, and what is told of the first difference.
@Suite struct ReplayProofTests {
    /// A lab whose trace has several segments.
    static func long() throws -> Shell {
        let shell = try Shell()
        try shell.scratch.write(
            "lab.json5",
            """
            { name: "t", start: "1997-04-21 08:00", fidelity: "modelled", trace: "full",
              sites: [{ code: "BPC", domains: ["DOM1"], response: "fast", pcmPollingMinutes: 10,
                servers: [{ name: "SRV1", roles: ["site", "logon", "distribution"] }],
                clients: [{ names: "PC#", count: 300 }] }] }
            """)
        try shell.scratch.write("src/SETUP.EXE", "x")
        _ = shell.out("lab", "create", "t", "--from", "lab.json5")
        _ = shell.out("package", "create", "Ed", "--source", "src", "--command", "Install=SETUP.EXE")
        _ = shell.out(
            "job", "create", "Ed", "--on", "site:BPC", "--mandatory-after", "1997-04-21 08:00")
        _ = shell.out("run", "--for", "20h", "--quiet")
        return shell
    }

    /// Puts another entry into the stored trace, with checksums that fit: what a forger or a bug would do.
    static func forge(_ shell: Shell, segment: Int64, _ change: (inout [TraceRecord]) -> Void) throws
        -> (was: TraceRecord, place: Int)
    {
        let database = try LabDatabase.open(shell.lab + "/lab.db")
        let stored = try #require(try database.traceSegment(segment))
        let old = TraceBlock(stored).records()
        var records = old
        change(&records)
        let block = TraceBlock(number: Int(segment), records: records)
        try database.transaction("forging") { try database.putTraceSegment(TraceSegment(block)) }
        try database.close()
        let place = try #require(zip(old, records).enumerated().first { $0.1.0 != $0.1.1 }?.offset)
        return (old[place], place)
    }

    @Test func `the first difference is shown with its component and the state before`() throws {
        let shell = try Self.long()
        for segment in [0, 1] {
            let copy = try Self.long()
            var wanted = 0
            _ = try Self.forge(copy, segment: Int64(segment)) { records in
                wanted =
                    records.firstIndex {
                        segment == 0 ? $0.code == .jobStatusChanged : $0.code == .pcmPolled
                    } ?? 0
                records[wanted].value += 1
            }
            let (code, out, err) = copy.run("replay")
            #expect(code == 1 && out.contains("different"), "\(out)\(err)")
            #expect(
                err.contains("the first difference is entry \(segment * 4_096 + wanted) of those kept"),
                "\(err)")
            #expect(err.contains("was ") && err.contains("is  ") && err.contains("the entries before it"))
            if segment == 0 {
                // The job was Pending before the event that made it Active.
                #expect(err.contains("by SMS_SCHEDULER"), "\(err)")
                #expect(err.contains("job BPC00001: Pending; stage pending"), "\(err)")
                #expect(
                    err.contains("the lab has stored, as it stands now:\n  job BPC00001: Complete"), "\(err)")
            } else {
                #expect(err.contains("by Package Command Manager") && err.contains("client PC"), "\(err)")
            }
            // Before it, everything agrees; behind it, the difference is met.
            let numbers = err.split(separator: "\n").joined(separator: " ")
            let event = try #require(
                numbers.split(separator: "event:").dropFirst().first?.prefix { $0.isNumber }.description)
            let number = try #require(Int(event))
            #expect(copy.run("replay", "--to", "event:\(number - 1)").code == 0)
            #expect(copy.run("replay", "--to", "event:\(number)").code == 1)
            // Programs get the same.
            let json = copy.run("replay", "--format", "json")
            #expect(json.out.contains("\"kept\": \(segment * 4_096 + wanted)"), "\(json.out)")
        }
        #expect(shell.run("replay").code == 0)
    }

    /// A service that is stopped by hand, and what was so before: nothing of it is about a job, a package or a client.
    @Test func `a difference at a command about neither job nor client shows the site as it was`() throws {
        let shell = try Shell.withPackage()
        _ = shell.out("server", "set", "SRV2", "--offline")
        _ = shell.out("service", "stop", "SMS_DESPOOLER")
        _ = shell.out("service", "start", "SMS_DESPOOLER")
        _ = try Self.forge(shell, segment: 0) { records in
            if let place = records.firstIndex(where: { $0.code == .serviceStarted }) {
                records[place].value += 1
            }
        }
        let (code, _, err) = shell.run("replay")
        #expect(code == 1)
        #expect(
            err.contains(
                """
                before that event, as it was done again:
                  site BPC: no job, 1 package; stopped: SMS_DESPOOLER; offline: SRV2
                """), "\(err)")
    }

    @Test func `a difference that left no entry is placed between two kept digests`() throws {
        let shell = try Shell.withPackage(fidelity: "modelled")
        _ = shell.out("run", "--for", "3h", "--quiet")
        let database = try LabDatabase.open(shell.lab + "/lab.db")
        try database.setMeta("traceDigest", String(repeating: "0", count: 32))
        try database.close()
        let (code, _, err) = shell.run("replay")
        #expect(code == 1 && err.contains("an entry that changed nothing differs"), "\(err)")
        #expect(err.contains("between 1997-04-21 09:00:00 and 1997-04-21 12:00:00"), "\(err)")
    }

    @Test func `a replay stops where it is told`() throws {
        let shell = try Self.long()
        let reader = try LabReader(shell.lab)
        let start = try Replay.run(reader.database, until: 0).start
        // A cycle of Response Fast is five minutes (Q128458).
        for (word, minutes) in [
            ("cycle:12", 60), ("12", 60), ("1997-04-21 09:30", 90), ("1997-04-21 09:30Z", 90),
        ] {
            let then = try Replay.run(reader.database, until: start + Int64(minutes) * 60_000)
            let out = shell.out("replay", "--to", word)
            #expect(out.contains(then.trace.digest.text) && out.contains("the same"), "\(word): \(out)")
        }
        let row = try #require(try shell.list("replay", "--to", "event:1000").first)
        #expect(row["result"] as? String == "the same")
        #expect((row["events"] as? Int ?? 0) >= 1_000 && (row["events"] as? Int ?? 0) < 1_010)
        let entry = try #require(try shell.list("replay", "--to", "entry:500").first)
        #expect((entry["entries"] as? Int ?? 0) > 500 && (entry["entries"] as? Int ?? 0) < 520)
        let record = try #require(try shell.list("replay", "--to", "record:2").first)
        #expect(record["journal"] as? Int == 3 && record["events"] as? Int == 0)
        let quick = try #require(
            try shell.list("replay", "--to", "1997-04-22 03:00", "--from-snapshot").first)
        let slow = try #require(try shell.list("replay", "--to", "1997-04-22 03:00").first)
        #expect(quick["digest"] as? String == slow["digest"] as? String)
    }

    @Test func `a target that has not come or cannot be read is refused`() throws {
        let shell = try StepCommandTests.shell()
        _ = shell.out("run", "--cycles", "3", "--quiet")
        for (word, text) in [
            ("cycle:4", "has not come yet"), ("99999999999999999999", "is no cycle"),
            ("1998-01-01", "has not come yet"),
            ("1990-01-01", "before the lab began"), ("record:9", "records 0 to"),
            ("entry:99999", "entries 0 to"),
            ("event:99999", "events 1 to"), ("evnt:1", "event:"), ("entry:x", "no number"),
            ("noon", "is no cycle"),
        ] { shell.fails(64, text, "replay", "--to", word) }
        shell.fails(64, "exclude each other", "replay", "--to", "2", "--repair")
    }

    @Test func `one byte flipped anywhere in the trace is found and placed`() throws {
        let base = try Shell.withPackage(fidelity: "modelled")
        _ = base.out("job", "create", "Editor", "--on", "site:BPC", "--mandatory-after", "1997-04-21 09:00")
        _ = base.out("run", "--until-job", "BPC00001=Complete", "--quiet")
        let stored = try #require(try LabReader(base.lab).database.traceSegment(0))
        let places =
            isLongRun ? Array(stored.data.indices) : Array(stride(from: 0, to: stored.data.count, by: 97))
        for place in places {
            for bit in isLongRun ? [0, 3, 7] : [place % 8] {
                var data = stored.data
                data[place] ^= 1 << bit
                let database = try LabDatabase.open(base.lab + "/lab.db")
                try database.connection.run(
                    "UPDATE TraceSegments SET Data = ? WHERE Segment = 0", [.blob(data)], doing: "test")
                try database.close()
                let (code, _, err) = base.run("replay")
                #expect(code == 1, "byte \(place)")
                #expect(
                    err.contains(
                        "segment 0, entries 0 to \(stored.count - 1) of those kept, 1997-04-21 09:00"),
                    "byte \(place): \(err)")
                guard place % 5 == 0 else { continue }
                let check = base.run("lab", "check")
                #expect(check.code == 1, "byte \(place)")
                #expect(
                    check.err.contains("row 0 of TraceSegments")
                        && check.err.contains("(entries 0 to \(stored.count - 1) of those kept"),
                    "byte \(place): \(check.err)")
            }
        }
    }

    @Test func `a damaged segment among sound ones is the one that is named`() throws {
        let shell = try Self.long()
        let count = try LabReader(shell.lab).database.traceSegmentCount()
        #expect(count >= 3)
        try LabDamageTests.flip(shell, "TraceSegments", "Segment = 1")
        let (code, _, err) = shell.run("replay")
        #expect(code == 1 && err.contains("segment 1, entries 4096 to 8191 of those kept"), "\(err)")
        #expect(!err.contains("segment 0") && !err.contains("segment 2"), "\(err)")
        // Up to a place before it nothing is damaged.
        #expect(shell.run("replay", "--to", "entry:4000").code == 0)
        #expect(shell.run("replay", "--repair").code == 0)
        #expect(shell.run("replay").code == 0)
    }
}
