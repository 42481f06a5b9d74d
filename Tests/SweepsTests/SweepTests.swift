import Emulation
import Foundation
import Pipeline
import SiteDatabase
import SiteModel
import Sweeps
import TestKit
import Testing
import VirtualTime

@testable import Commands

/// A sweep on one machine.
@Suite struct SweepTests {
    @Test func `the bytes do not depend on the number of threads`() throws {
        let shell = try SweepShell.withPlan("release: ['1.2', '1.2SP4'], seed: '1..6'")
        for threads in ["1", "2", "5"] {
            let (code, _, err) = shell.run(
                "sweep", "plan.json5", "--out", "t\(threads)", "--threads", threads)
            #expect(code == 0, "\(err)")
        }
        try shell.expectSameResults("t1", "t2")
        try shell.expectSameResults("t1", "t5")
        let variants = try shell.rows("t1/variants.csv")
        #expect(variants.count == 13)
        #expect(variants[0].prefix(3) == ["variant", "release", "seed"])
        #expect(variants.dropFirst().map { $0[0] } == (1...12).map { String($0) })
        // Seeds move the phases of polls, so that no two of them give one trace.
        #expect(Set(variants.dropFirst().prefix(6).map { $0[7] }).count == 6)
        let jobs = try shell.rows("t1/jobs.csv")
        #expect(jobs.count == 13)
        #expect(jobs.dropFirst().allSatisfy { $0[1] == "BPC00001" && $0[2] == "Complete" })
    }

    @Test func `the database says what the tables say`() throws {
        let shell = try SweepShell.withPlan()
        #expect(shell.run("sweep", "plan.json5", "--quiet").code == 0)
        let database = try Connection(path: shell.scratch.path("plan.sweep/results.db"), mode: .read)
        let doing = "testing"
        #expect(try database.integer("SELECT count(*) FROM Variants", doing: doing) == 6)
        #expect(try database.integer("SELECT sum(CAST(seed AS INTEGER)) FROM Variants", doing: doing) == 21)
        // The median by nearest rank of six is the third.
        #expect(
            try database.integer(
                "SELECT CompleteMilliseconds FROM Jobs ORDER BY CompleteMilliseconds LIMIT 1 OFFSET 2",
                doing: doing)
                == database.integer(
                    "SELECT P50Milliseconds FROM JobSummary WHERE Grouping = 'all'", doing: doing))
        #expect(
            try database.integer(
                "SELECT sum(Bytes) FROM Links WHERE FromSite = 'BPC' AND ToSite = 'S01'", doing: doing)
                == database.integer(
                    "SELECT Bytes FROM LinkSummary WHERE Grouping = 'all' AND FromSite = 'BPC' AND ToSite = 'S01'",
                    doing: doing))
        try database.close()
    }

    @Test func `a variant made as a lab has the digest of its line, and replays`() throws {
        let shell = try SweepShell.withPlan("quirks: [[], ['-no-run-stuck-pending']], seed: '3..5'")
        #expect(shell.run("sweep", "plan.json5", "--quiet").code == 0)
        for variant in [2, 6] {
            let (code, out, err) = shell.run(
                "sweep", "plan.json5", "--variant", "\(variant)", "--make", "v\(variant).lab")
            #expect(code == 0, "\(err)")
            let digest = try shell.rows("plan.sweep/variants.csv")[variant][7]
            #expect(out.contains("digest \(digest)"))
            let lab = try LabReader(shell.scratch.path("v\(variant).lab"))
            let emulation = try LabReader.restore(lab.database)
            #expect(emulation.trace.digest.text == digest)
            #expect(emulation.definition.seed == (variant == 2 ? 4 : 5))
            #expect(emulation.definition.quirks == (variant == 2 ? [:] : ["no-run-stuck-pending": false]))
            // The lab goes on: a job made later finds the source, and the lab is whole.
            #expect(
                shell.run(
                    "job", "create", "Editor", "--on", "site:BPC", "--send", "always", "--lab",
                    "v\(variant).lab"
                ).code == 0)
            #expect(shell.run("run", "--for", "6h", "--quiet", "--lab", "v\(variant).lab").code == 0)
            // Nobody runs an optional offer: it is sent, and stays Active.
            let jobs = shell.run("job", "list", "--format", "csv", "--lab", "v\(variant).lab").out
            #expect(jobs.contains(",Active,Complete,Active,"), "\(jobs)")
            let events = shell.run("event", "list", "--format", "csv", "--lab", "v\(variant).lab").out
            #expect(!events.contains(",313,"), "\(events)")
            let check = shell.run("lab", "check", "--lab", "v\(variant).lab")
            #expect(check.code == 0, "\(check)")
            let replay = shell.run("replay", "--lab", "v\(variant).lab")
            #expect(replay.code == 0, "\(replay)")
            #expect(shell.run("sweep", "plan.json5", "--variant", "\(variant)").out.contains(digest))
        }
        shell.fails(
            73, "v2.lab is a lab already", "sweep", "plan.json5", "--variant", "2", "--make", "v2.lab")
    }

    @Test func `the time to Complete is what the lab's own job list tells`() throws {
        // The same lab and commands by hand: the job is Complete at the instant that the sweep gives.
        let shell = try SweepShell.withPlan("seed: [7]")
        #expect(shell.run("sweep", "plan.json5", "--quiet").code == 0)
        let job = try shell.rows("plan.sweep/jobs.csv")[1]
        let complete = try #require(Int64(job[5]))
        #expect(shell.run("sweep", "plan.json5", "--variant", "1", "--make", "v.lab").code == 0)
        let reader = try LabReader(shell.scratch.path("v.lab"))
        let start = try LabReader.restore(reader.database).start
        let then = try reader.state(at: start + complete)
        #expect(then.images[0].jobs[0].job.status != .complete)
        let after = try reader.state(at: start + complete + 1)
        #expect(after.images[0].jobs[0].job.status == .complete)
    }

    @Test func `an interrupted sweep goes on where it was`() throws {
        let shell = try SweepShell.withPlan("seed: '1..8'")
        #expect(shell.run("sweep", "plan.json5", "--out", "whole", "--quiet").code == 0)
        #expect(shell.run("sweep", "plan.json5", "--out", "cut", "--quiet").code == 0)
        let shard = try #require(
            HostFiles.names(in: shell.scratch.path("cut")).first { $0.hasSuffix(".shard") })
        // Work as an end of the process leaves it: lines in the order in which threads ended, the last one cut off.
        let digest = try SweepShard(shell.scratch.path("cut/\(shard)")).digest
        let read = try SweepShard(shell.scratch.path("cut/\(shard)"))
        var lines: [String] = []
        while let line = try read.next(), !line.isEnd { lines.append(line.line) }
        for cut in [0, 1, 20, 60] {
            let part = shell.scratch.path("cut/" + shard.replacing(".shard", with: ".part"))
            HostFiles.removeTree(shell.scratch.path("cut/\(shard)"))
            HostFiles.removeTree(shell.scratch.path("cut/results.db"))
            let work = try SweepPart(part, digest: digest, range: 1...8)
            for place in [4, 1, 7] { try work.append(Int64(place + 1), lines[place]) }
            var bytes = try HostFiles.read(part)
            bytes.removeLast(cut)
            try HostFiles.write(bytes, to: part)
            // The lock of this process would be in the way, were it not on the file that was replaced.
            withExtendedLifetime(work) {}
            let (code, _, err) = shell.run("sweep", "plan.json5", "--out", "cut", "--threads", "2")
            #expect(code == 0, "\(err)")
            #expect(err.contains("\(cut == 0 ? 3 : 2) of 8 variants were run before"), "\(err)")
            #expect(!HostFiles.exists(part))
            try shell.expectSameResults("whole", "cut")
        }
    }

    @Test func `a damaged line of the work is run again`() throws {
        let shell = try SweepShell.withPlan()
        #expect(shell.run("sweep", "plan.json5", "--out", "whole", "--quiet").code == 0)
        #expect(shell.run("sweep", "plan.json5", "--out", "cut", "--quiet").code == 0)
        let shard = try #require(
            HostFiles.names(in: shell.scratch.path("cut")).first { $0.hasSuffix(".shard") })
        let read = try SweepShard(shell.scratch.path("cut/\(shard)"))
        let line = try #require(try read.next()).line
        HostFiles.removeTree(shell.scratch.path("cut/\(shard)"))
        let part = shell.scratch.path("cut/" + shard.replacing(".shard", with: ".part"))
        let work = try SweepPart(part, digest: read.digest, range: 1...6)
        try work.append(1, line)
        var bytes = try HostFiles.read(part)
        bytes[bytes.count - 40] ^= 1
        try HostFiles.write(bytes, to: part)
        withExtendedLifetime(work) {}
        #expect(shell.run("sweep", "plan.json5", "--out", "cut", "--quiet").code == 0)
        try shell.expectSameResults("whole", "cut")
    }

    @Test func `what a killed program left half written goes, and nothing else does`() throws {
        let shell = try SweepShell.withPlan()
        #expect(shell.run("sweep", "plan.json5", "--out", "out", "--quiet").code == 0)
        let shard = try #require(
            HostFiles.names(in: shell.scratch.path("out")).first { $0.hasSuffix(".shard") })
        HostFiles.removeTree(shell.scratch.path("out/\(shard)"))
        HostFiles.removeTree(shell.scratch.path("out/results.db"))
        let left = ["jobs.csv.4711.sms12tmp", "plan.json.1.sms12tmp", "\(shard).77.sms12tmp"]
        let others = [
            "notes.txt.4711.sms12tmp", "jobs.csv.sms12tmp", "jobs.csv.x.sms12tmp", "variants.csv.77",
        ]
        for name in left + others { try shell.scratch.write("out/\(name)", "half") }
        // Another program is writing this one: it holds its lock.
        let busy = try PieceWriter(shell.scratch.path("out/links.csv"))
        let name = "links.csv.\(getpid()).sms12tmp"
        let moved = "links.csv.99.sms12tmp"
        try FileManager.default.moveItem(
            atPath: shell.scratch.path("out/\(name)"), toPath: shell.scratch.path("out/\(moved)"))
        let (code, _, err) = shell.run("sweep", "plan.json5", "--out", "out", "--quiet")
        #expect(code == 0, "\(err)")
        let names = HostFiles.names(in: shell.scratch.path("out"))
        #expect(
            names.filter { $0.contains("sms12tmp") } == (others.dropLast() + [moved]).sorted(), "\(names)")
        #expect(names.contains("variants.csv.77") && names.contains("results.db"))
        withExtendedLifetime(busy) {}
    }

    @Test func `a job that was deleted is told as deleted, and nobody waits for it`() throws {
        let shell = try SweepShell.withPlan()
        // SP1 is off, so that the job cannot end before it is deleted after three hours.
        let plan = SweepShell.plan("seed: [1, 2]").replacing(
            "08:00' \",",
            with:
                "08:00' \", { at: '+1m', do: 'client off SP1' }, { at: '+3h', do: 'job delete BPC00001 --force' },"
        )
        try shell.scratch.write("deleted.json5", plan)
        let (code, out, err) = shell.run("sweep", "deleted.json5", "--format", "csv")
        #expect(code == 0, "\(err)")
        let head = out.split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false)
        }
        let columns = Dictionary(uniqueKeysWithValues: zip(head[0], head[1]))
        #expect(
            columns["variants"] == "2" && columns["deleted"] == "2" && columns["unfinished"] == "0", "\(out)")
        for row in try shell.rows("deleted.sweep/jobs.csv").dropFirst() {
            // It was made, and Active; it was never Complete and did not end.
            #expect(row[2] == "Deleted" && !row[3].isEmpty && !row[4].isEmpty && row[5] == "" && row[6] == "")
        }
        for row in try shell.rows("deleted.sweep/variants.csv").dropFirst() {
            // The first end of a cycle at which it is gone, or the next one.
            #expect(row[2] == "ended" && (10_800_000...11_400_000).contains(Int(row[3]) ?? 0), "\(row)")
        }
        let one = shell.run("sweep", "deleted.json5", "--variant", "1").out
        #expect(one.contains("Deleted") && !one.contains("Active"), "\(one)")
    }

    @Test func `a program that is killed loses no variant that it had written`() throws {
        let shell = try SweepShell.withPlan("seed: '1..60'")
        #expect(shell.run("sweep", "plan.json5", "--out", "whole", "--quiet").code == 0)
        let program = try builtProgram()
        var kills = 0
        for delay in [60_000, 150_000, 250_000, 350_000] as [UInt32] {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: program)
            process.arguments = ["sweep", "plan.json5", "--out", "killed", "--threads", "2"]
            process.currentDirectoryURL = URL(fileURLWithPath: shell.scratch.path)
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            usleep(delay)
            if process.isRunning {
                kill(process.processIdentifier, SIGKILL)
                kills += 1
            }
            process.waitUntilExit()
        }
        let rest = try runProgram(
            program, ["sweep", "plan.json5", "--out", "killed", "--threads", "2"], folder: shell.scratch.path)
        #expect(rest.code == 0, "\(rest.output)")
        try shell.expectSameResults("whole", "killed")
    }

    @Test func `Ctrl-C ends with 130 and keeps what was run`() throws {
        let shell = try SweepShell.withPlan("seed: '1..4000'")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try builtProgram())
        process.arguments = ["sweep", "plan.json5", "--threads", "2"]
        process.currentDirectoryURL = URL(fileURLWithPath: shell.scratch.path)
        let pipe = Pipe()
        process.standardError = pipe
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        let part = { HostFiles.names(in: shell.scratch.path("plan.sweep")).first { $0.hasSuffix(".part") } }
        // Until some variants are there, however slow the machine is.
        for _ in 0..<2_000 {
            if let name = part(), try HostFiles.read(shell.scratch.path("plan.sweep/\(name)")).count > 2_000 {
                break
            }
            usleep(10_000)
        }
        kill(process.processIdentifier, SIGINT)
        let told = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 130, "\(told)")
        #expect(
            told.contains("of 4000 variants are kept in plan.sweep; the same command goes on there"),
            "\(told)")
        #expect(part() != nil)
        #expect(!HostFiles.exists(shell.scratch.path("plan.sweep/results.db")))
    }

    @Test func `one variant is a sweep as well, and none is a mistake of the plan`() throws {
        let shell = try SweepShell.withPlan("")
        #expect(shell.run("sweep", "plan.json5", "--quiet").code == 0)
        #expect(try shell.rows("plan.sweep/variants.csv").count == 2)
        try shell.scratch.write("none.json5", SweepShell.plan("release: [], seed: '1..5'"))
        let (code, _, err) = shell.run("sweep", "none.json5")
        #expect(code == 65 && err.contains("the axis 'release' has no value"), "\(err)")
        #expect(!HostFiles.exists(shell.scratch.path("none.sweep")))
    }

    @Test func `a dry run counts and lists, and writes nothing`() throws {
        let shell = try SweepShell.withPlan("release: ['1.2', '1.2SP4'], seed: '1..3'")
        let list = shell.run("sweep", "plan.json5", "--dry-run", "--format", "csv").out.split(separator: "\n")
        #expect(list.count == 7)
        #expect(list[0] == "variant,release,seed")
        #expect(list[5] == "5,1.2SP4,2")
        #expect(shell.run("sweep", "plan.json5", "--dry-run").out.contains("6 variants, plan digest "))
        #expect(!HostFiles.exists(shell.scratch.path("plan.sweep")))
    }

    @Test func `a folder that cannot be written is told of`() throws {
        let shell = try SweepShell.withPlan()
        try shell.scratch.write("busy", "a file")
        shell.fails(73, "busy", "sweep", "plan.json5", "--out", "busy")
        shell.fails(73, "busy/deeper", "sweep", "plan.json5", "--out", "busy/deeper")
        shell.fails(64, "--make needs --variant", "sweep", "plan.json5", "--make", "x.lab")
        shell.fails(64, "--shard needs --out", "sweep", "plan.json5", "--shard", "1..2")
        shell.fails(66, "nothere.json5", "sweep", "nothere.json5")
    }

    @Test func `a command that a variant alone refuses is counted, and the variant goes on`() throws {
        let shell = try SweepShell.withPlan()
        // In the rehearsal the job is still Active after an hour, as it is over the slow link; over the fast one it has ended.
        let plan = SweepShell.plan(
            "'sites.*.addresses.0.bitsPerSecond': [9600, 10000000], seed: [1]", more: "until: '+4h'"
        ).replacing("08:00' \",", with: "08:00' \", { at: '+90m', do: 'job cancel BPC00001' },")
            .replacing("300KB", with: "3MB")
        try shell.scratch.write("cancel.json5", plan)
        let (code, _, err) = shell.run("sweep", "cancel.json5", "--quiet")
        #expect(code == 0, "\(err)")
        let rows = try shell.rows("cancel.sweep/variants.csv")
        #expect(rows[1][8] == "0")
        #expect(rows[2][8] == "1" && rows[2][9].contains("BPC00001"), "\(rows)")
        #expect(
            try shell.rows("cancel.sweep/jobs.csv").dropFirst().map { $0[2] } == ["Canceled", "Complete"])
    }

    @Test
    func
        `a cancel that comes too late in the rehearsal is given to every variant, as if it were typed there`()
        throws
    {
        let shell = try SweepShell.withPlan()
        // The rehearsal has the first values: over the fast link the job has ended after an hour, over the slow one it has not.
        let plan = SweepShell.plan(
            "'sites.*.addresses.0.bitsPerSecond': [10000000, 9600], seed: [1]", more: "until: '+4h'"
        ).replacing("08:00' \",", with: "08:00' \", { at: '+90m', do: 'job cancel BPC00001' },")
            .replacing("300KB", with: "3MB")
        try shell.scratch.write("cancel.json5", plan)
        let (code, _, err) = shell.run("sweep", "cancel.json5")
        #expect(code == 0 && err.contains("refused-in-rehearsal"), "\(err)")
        let rows = try shell.rows("cancel.sweep/variants.csv")
        #expect(rows.count == 3 && rows[1][8] == "1" && rows[2][8] == "0", "\(rows)")
        #expect(rows[1][9].contains("there is nothing to cancel"), "\(rows)")
        let jobs = try shell.rows("cancel.sweep/jobs.csv").dropFirst().map { $0[2] }
        #expect(jobs == ["Complete", "Canceled"])
        // The same, typed in labs of the two variants without the command.
        let bare = plan.replacing("{ at: '+90m', do: 'job cancel BPC00001' },", with: "").replacing(
            "until: '+4h'", with: "until: '+90m'")
        try shell.scratch.write("bare.json5", bare)
        for (variant, expected) in [("1", Int32(77)), ("2", 0)] {
            #expect(shell.run("sweep", "bare.json5", "--variant", variant, "--make", "v\(variant)").code == 0)
            #expect(shell.run("job", "cancel", "BPC00001", "--lab", "v\(variant).lab").code == expected)
            _ = shell.run("run", "--until", "1997-04-21 12:00", "--quiet", "--lab", "v\(variant).lab")
            let list = shell.run("job", "list", "--lab", "v\(variant).lab").out
            #expect(list.contains(expected == 0 ? "Canceled" : "Complete"), "\(list)")
        }
    }

    @Test func `a hundred thousand seeds take memory for their numbers alone`() throws {
        let shell = try SweepShell()
        let count = isLongRun ? 100_000 : 2_000
        try shell.scratch.write(
            "many.json5",
            """
            { lab: { name: "t", sites: [{ code: "BPC", servers: [{ name: "SRV1", roles: ["site"] }] }] },
              axes: { seed: "1..\(count)" }, until: "+1m" }
            """)
        // Of this program alone: others that the tests start take more.
        let (code, peak) = try peakMemory(
            try builtProgram(), ["sweep", "many.json5", "--threads", "2", "--quiet"],
            folder: shell.scratch.path)
        #expect(code == 0)
        #expect(try shell.rows("many.sweep/variants.csv").count == count + 1)
        // A hundred bytes a variant would show.
        #expect((1_000..<250_000).contains(peak), "\(peak) KiB")
    }
}
