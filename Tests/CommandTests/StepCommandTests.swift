import Emulation
import Foundation
import SiteDatabase
import TestKit
import Testing

@testable import Commands

/// `sms12 step`, and labs that stand between two events of an instant.
@Suite struct StepCommandTests {
    /// A lab with a job that is due.
    static func shell(fidelity: String = "modelled") throws -> Shell {
        let shell = try Shell.withPackage(fidelity: fidelity)
        _ = shell.out("job", "create", "Editor", "--on", "site:BPC", "--mandatory-after", "1997-04-21 09:00")
        return shell
    }

    static func journal(_ shell: Shell) throws -> [JournalRecord] {
        try LabReader(shell.lab).database.journal()
    }

    /// What a lab is: its digest, every page of its snapshot, and every row of its sites.
    static func state(_ shell: Shell) throws -> [String] {
        let database = try LabReader(shell.lab).database
        var found = [try database.meta("traceDigest") ?? "", try database.meta("now") ?? ""]
        for name in try database.snapshotNames() {
            for page in try database.snapshotPages(name) {
                found.append("\(name) \(page.page) \(page.bytes)")
            }
        }
        for segment in try database.traceSegments() { found.append("\(segment)") }
        for list in [
            ["job", "list"], ["job", "details", "BPC00001"], ["event", "list"], ["client", "list"],
        ] {
            found.append(shell.run(list + ["--format", "json"]).out)
        }
        return found
    }

    @Test func `one event is told effect by effect`() throws {
        let shell = try Self.shell()
        let out = shell.out("step", "--break", "job=Active")
        for word in [
            "SMS_SCHEDULER wakes: its poll is due", "build the target and server lists of job BPC00001",
            "at once SMS_SCHEDULER wakes: the lists of job BPC00001 were built",
            "set job BPC00001: Pending -> Active", "look at the source of package BPC00001", "SCHED.LOG",
            "job BPC00001 Pending -> Active", "breakpoint job=Active met in cycle 1", "next: ",
        ] { #expect(out.contains(word), "\(word): \(out)") }
        // Handles are told as names: no effect shows a bare place.
        #expect(!out.contains("?"), "\(out)")
    }

    @Test func `a step is stored, and the journal says exactly where the lab stands`() throws {
        let shell = try Self.shell()
        _ = shell.out("step", "3")
        let record = try #require(try Self.journal(shell).last)
        #expect(record.verb == "run" && record.body.contains("\"handled\":"))
        let standing = try CommandJournal.target(record.body)
        #expect(standing.until == record.instant && standing.handled != nil)
        #expect(shell.out("replay").contains("the same"))
        #expect(shell.out("lab", "check") == "The lab is whole.\n")
        // Neighbouring records of one account merge, and a run over it leaves a plain one.
        let count = try Self.journal(shell).count
        _ = shell.out("step", "--events", "2")
        #expect(try Self.journal(shell).count == count)
        _ = shell.out("run")
        let merged = try #require(try Self.journal(shell).last)
        #expect(try Self.journal(shell).count == count && !merged.body.contains("handled"))
        // Another account's step is a record of its own, from where the first one stopped.
        _ = shell.out("step")
        _ = shell.run("step", "--as", "OTHER")
        _ = shell.run("step", "--as", "OTHER")
        #expect(try Self.journal(shell).count == count + 1)
        #expect(shell.out("replay").contains("the same"))
    }

    @Test func `stepping through is one run, whatever the fidelity`() throws {
        for fidelity in ["real", "modelled"] {
            let (one, other) = (try Self.shell(fidelity: fidelity), try Self.shell(fidelity: fidelity))
            for _ in 0..<40 { _ = other.out("step", "--quiet") }
            _ = other.out("step", "200")
            let now = try LabReader(other.lab).now()
            let start = try LabReader(one.lab).now()
            let minutes = (now - start) / 60_000 + 1
            _ = one.out("run", "--quiet", "--for", "\(minutes)m")
            let end = try LabReader(one.lab).now()
            // The other one goes on to the same instant.
            let session = try LabSession.open(other.lab, command: "test")
            _ = try session.advance(to: end, who: "ADMINISTRATOR")
            try session.close()
            #expect(try Self.state(one) == Self.state(other), "\(fidelity)")
            #expect(try Self.journal(one) == Self.journal(other))
            #expect(other.out("lab", "check") == "The lab is whole.\n")
            guard fidelity == "real" else { continue }
            FirstJobLab.expectSame(
                try FirstJobLab.bytes(one.lab + "/servers"), try FirstJobLab.bytes(other.lab + "/servers"))
        }
    }

    @Test func `a command between two events is done again at that place`() throws {
        let shell = try Self.shell()
        let commands = [
            ["client", "off", "PC1"], ["client", "on", "PC1"], ["group", "add", "G", "PC2"],
            ["client", "add", "LX#", "--count", "2"], ["client", "off", "PC4"], ["client", "on", "PC4"],
        ]
        for (round, words) in commands.enumerated() {
            _ = shell.out("step", "\(round * 3 + 1)")
            let (code, _, err) = shell.run(words)
            #expect(code == 0, "\(words): \(err)")
            #expect(shell.run("replay").code == 0, "\(words)")
        }
        _ = shell.out("job", "cancel", "BPC00001")
        _ = shell.out("run", "--cycles", "10", "--quiet")
        #expect(shell.out("replay").contains("the same"))
        #expect(shell.out("lab", "check") == "The lab is whole.\n")
    }

    @Test func `programs get a row for each thing`() throws {
        let shell = try Self.shell()
        let rows = try shell.list("step", "3", "--changes")
        let kinds = Set(rows.compactMap { $0["kind"] as? String })
        #expect(kinds.isSuperset(of: ["wakes", "effect", "trace", "log", "job", "next"]), "\(kinds)")
        #expect(rows.allSatisfy { $0["event"] is Int && $0["component"] is String })
        #expect(rows.last?["kind"] as? String == "next")
        // The entries carry the numbers that `replay --to entry:N` takes.
        let entry = try #require(rows.last { $0["kind"] as? String == "trace" }?["subject"] as? String)
        #expect(shell.out("replay", "--to", "entry:\(entry)").contains("the same"))
        let csv = shell.out("step", "--format", "csv")
        #expect(csv.hasPrefix("event,cycle,time,site,component,kind,subject,what"), "\(csv)")
    }

    @Test func `files that an event makes are told with it`() throws {
        let shell = try Self.shell(fidelity: "real")
        let out = shell.out("step", "--break", "code=packageCopied")
        #expect(out.contains("new file"), "\(out)")
        #expect(out.contains("SETUP.EXE"), "\(out)")
        #expect(
            FileManager.default.fileExists(atPath: shell.lab + "/servers/SRV1/D/SMS_PKGD/BPC00001/SETUP.EXE"))
    }

    @Test func `what comes next is what the next step tells`() throws {
        let shell = try Self.shell()
        var told = ""
        for _ in 0..<25 {
            let out = shell.out("step")
            if !told.isEmpty { #expect(out.contains(told), "\(told)\n\(out)") }
            let next = try #require(out.split(separator: "\n").first { $0.hasPrefix("next: ") })
            let who = next[next.index(after: try #require(next.firstIndex(of: ",")))...]
            told = String(who).trimmingCharacters(in: .whitespaces)
                .replacing(": ", with: " wakes: ", maxReplacements: 1)
        }
    }

    @Test func `fewer events than asked for are said`() throws {
        let shell = try Self.shell()
        shell.fails(1, "1 s on (--at-most)", "step", "--at-most", "1s", "--quiet")
        // No event, no record.
        #expect(try Self.journal(shell).last?.verb == "job.create")
        let (code, out, err) = shell.run("step", "100000", "--changes", "--at-most", "1d")
        #expect(code == 1 && err.contains("only"), "\(err)")
        #expect(out.contains("job BPC00001 Active -> Complete"), "\(err)")
        #expect(shell.out("replay").contains("the same"))
        shell.fails(64, "give one of them", "step", "3", "--events", "4")
        shell.fails(64, "not between", "step", "0")
    }

    @Test func `a lab that somebody else changes is not stepped meanwhile`() throws {
        let shell = try Self.shell()
        let lock = try LabLock.acquire(lab: shell.lab, waitSeconds: 0, command: "another command")
        defer { lock.release() }
        let (code, out, err) = shell.run("step")
        #expect(code == 75 && out.isEmpty && err.contains("another command"), "\(err)")
        #expect(try Self.journal(shell).last?.verb == "job.create")
    }

    @Test func `what --at shows of the instant of a step is where the lab stands`() throws {
        let shell = try Self.shell()
        _ = shell.out("step", "--break", "job=Active")
        let reader = try LabReader(shell.lab)
        let now = try reader.now()
        let (then, before) = (try reader.state(at: now).handled, try reader.state(at: now - 1).handled)
        #expect(try then == Replay.run(reader.database).handled && before < then)
        let second = now / 1_000 % 60
        let at = "1997-04-21 09:00:\(second < 10 ? "0" : "")\(second)"
        #expect(shell.out("job", "list", "--at", at) == shell.out("job", "list"))
        // What was given at that place is in what is shown of it.
        _ = shell.out("job", "create", "Editor", "--on", "computer:PC2")
        #expect(shell.out("job", "list", "--at", at).contains("BPC00002"))
        #expect(shell.out("replay", "--to", at).contains("the same"))
        _ = shell.out("run")
        #expect(shell.out("job", "list", "--at", at).contains("BPC00002"))
        #expect(shell.out("replay", "--to", at).contains("the same"))
    }
}

/// Random labs with steps and breakpoints in between.
@Suite struct StepPiecesTests {
    static let seeds = 0..<(isLongRun ? 20 : 3)

    @Test(arguments: seeds) func `a run with steps in between is the run`(seed: Int) throws {
        var dice = RandomTree(seed: seed &* 31 &+ 5)
        let text = dice.lab(seed: seed, fidelity: seed % 2 == 0 ? "modelled" : "real")
        func make() throws -> Shell {
            let shell = try Shell()
            try shell.scratch.write("lab.json5", text)
            try shell.scratch.write("src/SETUP.EXE", String(repeating: "x", count: 20_000))
            let code = shell.run("lab", "create", "t", "--from", "lab.json5").code
            #expect(code == 0 || code == 3)
            return shell
        }
        let (once, steps) = (try make(), try make())
        for words in dice.beginning() {
            let (one, other) = (once.run(words), steps.run(words))
            try #require(one.code == other.code, "seed \(seed): \(words)")
        }
        for _ in 0..<3 {
            let minutes = dice.run().whole
            let begin = try LabReader(once.lab).now()
            #expect(once.run("run", "--quiet", "--for", "\(minutes)m").code == 0)
            let end = try LabReader(once.lab).now()
            _ = steps.run("step", "\(1 + seed * 7)", "--quiet", "--at-most", "\(minutes)m")
            _ = steps.run("step", "5", "--changes", "--at-most", "1m")
            let breakpoint = dice.pick(["site=CEN", "component=scheduler", "component=despooler"])
            _ = steps.run("run", "--quiet", "--break", breakpoint, "--at-most", "7m")
            let session = try LabSession.open(steps.lab, command: "test")
            #expect(session.emulation.now >= begin)
            if session.emulation.now < end { _ = try session.advance(to: end, who: "ADMINISTRATOR") }
            let isThere = session.emulation.now == end && !session.emulation.isWithinInstant
            try session.close()
            guard isThere else { break }
            let reader = try LabReader(once.lab)
            let other = try LabReader(steps.lab)
            for name in ["traceDigest", "traceCount", "now"] {
                try #require(
                    try reader.database.meta(name) == other.database.meta(name), "seed \(seed) \(name)")
            }
            for name in try reader.database.snapshotNames() {
                let (one, two) = (
                    try reader.database.snapshotPages(name), try other.database.snapshotPages(name)
                )
                #expect(one.map(\.bytes) == two.map(\.bytes), "seed \(seed): \(name)")
            }
            #expect(try reader.database.checkpoints() == other.database.checkpoints(), "seed \(seed)")
            let words = dice.command()
            #expect(once.run(words) == steps.run(words), "seed \(seed): \(words)")
        }
        for words in [["replay"], ["lab", "check"]] {
            let result = steps.run(words)
            #expect(result.code == 0, "seed \(seed): \(result)")
        }
    }
}
