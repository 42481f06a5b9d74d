import Emulation
import Foundation
import Pipeline
import SiteModel
import Sweeps
import TestKit
import Testing
import VirtualTime

@testable import Commands

/// A sweep in pieces, as several machines run it.
@Suite struct SweepShardTests {
    /// A plan of ten variants, and what one process makes of it.
    private func whole() throws -> SweepShell {
        let shell = try SweepShell.withPlan("release: ['1.2', '1.2SP4'], seed: '1..5'")
        let (code, _, err) = shell.run("sweep", "plan.json5", "--out", "whole", "--quiet")
        #expect(code == 0, "\(err)")
        return shell
    }

    private func shard(_ shell: SweepShell, _ range: String, _ folder: String = "parts") {
        let (code, _, err) = shell.run("sweep", "plan.json5", "--shard", range, "--out", folder, "--quiet")
        #expect(code == 0, "\(err)")
    }

    private func path(_ shell: SweepShell, _ ending: String) throws -> String {
        let folder = shell.scratch.path("parts")
        return folder + "/" + (try #require(HostFiles.names(in: folder).first { $0.hasSuffix(ending) }))
    }

    @Test(arguments: [["1..3", "4..4", "5..10"], ["5..10", "1..3", "4..4"], ["4..4", "5..99", "1..3"]])
    func `shards in any order give the bytes of one process`(ranges: [String]) throws {
        let shell = try whole()
        for range in ranges { shard(shell, range) }
        let (code, out, err) = shell.run("sweep", "gather", "parts")
        #expect(code == 0, "\(err)")
        try shell.expectSameResults("whole", "parts")
        #expect(
            out == shell.run("sweep", "plan.json5", "--out", "whole").out.replacing("whole/", with: "parts/"))
        #expect(
            shell.run("sweep", "gather", "parts", "--format", "json").out
                == shell.run("sweep", "plan.json5", "--out", "whole", "--format", "json").out)
    }

    @Test func `parts by number cover everything once`() throws {
        let shell = try whole()
        // Ten in four parts: 3, 3, 2, 2.
        for part in 1...4 { shard(shell, "\(part)/4") }
        let names = HostFiles.names(in: shell.scratch.path("parts")).filter { $0.hasSuffix(".shard") }
        #expect(
            Set(names.map { $0.split(separator: "-", maxSplits: 1).last.map(String.init) ?? "" })
                == ["1-3.shard", "4-6.shard", "7-8.shard", "9-10.shard"])
        #expect(shell.run("sweep", "gather", "parts").code == 0)
        try shell.expectSameResults("whole", "parts")
    }

    @Test func `a shard that is there is left as it is`() throws {
        let shell = try whole()
        shard(shell, "1..3")
        let path = try path(shell, "-1-3.shard")
        let bytes = try HostFiles.read(path)
        let old = [FileAttributeKey.modificationDate: Date(timeIntervalSince1970: 0)]
        try FileManager.default.setAttributes(old, ofItemAtPath: path)
        shard(shell, "1..3")
        #expect(try HostFiles.read(path) == bytes)
        let date = try FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
        #expect(date == Date(timeIntervalSince1970: 0))
    }

    @Test func `gaps are refused with the range that is missing`() throws {
        let shell = try whole()
        shell.fails(66, "there is no folder parts", "sweep", "gather", "parts")
        shard(shell, "4..5")
        shell.fails(65, "variants 1..3, 6..10 of 10 are missing in parts", "sweep", "gather", "parts")
        shard(shell, "6..10")
        shell.fails(65, "--shard 1..3 --out parts", "sweep", "gather", "parts")
        #expect(try shell.results("parts").isEmpty)
    }

    @Test func `shards may overlap where they say the same`() throws {
        let shell = try whole()
        for range in ["1..6", "4..10", "5..5"] { shard(shell, range) }
        #expect(shell.run("sweep", "gather", "parts").code == 0)
        try shell.expectSameResults("whole", "parts")
        // One that is sound in itself and tells something else of variant 5.
        let path = try path(shell, "-5-5.shard")
        let read = try SweepShard(path)
        let line = try #require(try read.next()).line
        let other = line.replacing("BPC00001", with: "BPC00002")
        try SweepShard.write(path, digest: read.digest, range: 5...5) { _ in Array(other.utf8) }
        shell.fails(65, "differ about variant 5", "sweep", "gather", "parts")
    }

    @Test func `every damaged byte of a shard is found`() throws {
        let shell = try SweepShell.withPlan("seed: '1..2'")
        shard(shell, "1..2")
        let path = try path(shell, ".shard")
        let bytes = try HostFiles.read(path)
        for place in 0..<bytes.count {
            var damaged = bytes
            damaged[place] ^= 0x04
            try HostFiles.write(damaged, to: path)
            #expect(throws: (any Error).self, "byte \(place)") {
                let found = try SweepShard.verify(path)
                // The digest stands in the head and in the checksum: another one is another plan's.
                if found.range == 1...2 { throw CommandFailure(65, "") }
            }
        }
        for count in 0..<bytes.count {
            try HostFiles.write(Array(bytes.prefix(count)), to: path)
            #expect(throws: (any Error).self, "\(count) bytes") { _ = try SweepShard.verify(path) }
        }
        shell.fails(
            65, "is damaged", "sweep", "plan.json5", "--shard", "1..2", "--out", "parts")
        shell.fails(65, "remove it, and run the command that made it again", "sweep", "gather", "parts")
    }

    @Test func `a plan that was edited between shards is refused`() throws {
        let shell = try whole()
        shard(shell, "1..3")
        let text = SweepShell.plan("release: ['1.2', '1.2SP4'], seed: '1..5'")
        // A remark is no part of the plan.
        try shell.scratch.write("plan.json5", "// a remark\n" + text)
        shard(shell, "4..5")
        try shell.scratch.write("plan.json5", text.replacing("300KB", with: "301KB"))
        shell.fails(
            65, "parts holds work on another plan", "sweep", "plan.json5", "--shard", "6..10", "--out",
            "parts")
        try shell.scratch.write("plan.json5", text)
        try shell.scratch.write("tiny.json5", SweepShell.tinyLab.replacing("64000", with: "56000"))
        shell.fails(65, "another plan", "sweep", "plan.json5", "--shard", "6..10", "--out", "parts")
        try shell.scratch.write("tiny.json5", SweepShell.tinyLab)
        shard(shell, "6..10")
        #expect(shell.run("sweep", "gather", "parts").code == 0)
        try shell.expectSameResults("whole", "parts")
    }

    @Test func `a shard of another plan is refused by gather`() throws {
        let shell = try whole()
        shard(shell, "1..10")
        try shell.scratch.write("plan.json5", SweepShell.plan("seed: '1..10'"))
        shard(shell, "1..10", "other")
        let name = try #require(
            HostFiles.names(in: shell.scratch.path("other")).first { $0.hasSuffix(".shard") })
        try FileManager.default.copyItem(
            atPath: shell.scratch.path("other/\(name)"), toPath: shell.scratch.path("parts/\(name)"))
        shell.fails(65, "is of another plan", "sweep", "gather", "parts")
        HostFiles.removeTree(shell.scratch.path("parts/plan.json"))
        shell.fails(66, "plan.json", "sweep", "gather", "parts")
    }

    @Test func `a damaged plan in the folder is told of`() throws {
        let shell = try whole()
        shard(shell, "1..10")
        var bytes = try HostFiles.read(shell.scratch.path("parts/plan.json"))
        bytes[bytes.count / 2] ^= 1
        try HostFiles.write(bytes, to: shell.scratch.path("parts/plan.json"))
        shell.fails(65, "plan.json is damaged", "sweep", "gather", "parts")
        shell.fails(65, "plan.json is damaged", "sweep", "plan.json5", "--shard", "1..2", "--out", "parts")
    }

    @Test(arguments: ["0..3", "3..1", "1-3", "5/4", "0/4", "x", "11..12", "11/20"])
    func `what is no range is a usage error`(range: String) throws {
        let shell = try SweepShell.withPlan("seed: '1..10'")
        // Ten in twenty parts: from the eleventh on they are empty.
        #expect(shell.run("sweep", "plan.json5", "--shard", range, "--out", "parts").code == 64)
    }

    @Test func `GNU parallel gives the bytes of one process`() throws {
        guard let parallel = try? runProgram("/usr/bin/env", ["sh", "-c", "command -v parallel"]),
            parallel.code == 0
        else {
            print("skipped: no program parallel")
            return
        }
        let shell = try whole()
        let ran = try runProgram(
            "/usr/bin/env",
            [
                "parallel", "-j2", "--will-cite", try builtProgram(), "sweep", "plan.json5", "--out", "parts",
                "--quiet", "--shard", "{}", ":::", "1/4", "2/4", "3/4", "4/4",
            ], folder: shell.scratch.path)
        #expect(ran.code == 0, "\(ran.output)")
        #expect(shell.run("sweep", "gather", "parts").code == 0)
        try shell.expectSameResults("whole", "parts")
    }

    @Test func `a Slurm array gives the bytes of one process`() throws {
        guard isLongRun else {
            print("skipped: SMS12_TEST_ALL=1 starts a Slurm of one node")
            return
        }
        let shell = try whole()
        let ran = try runProgram(
            "/bin/bash",
            [
                checkoutRoot + "/Scripts/slurm-sweep.sh", try builtProgram(),
                shell.scratch.path("plan.json5"),
                shell.scratch.path("parts"), "4",
            ], folder: shell.scratch.path)
        if ran.code == 0, let found = ran.output.firstRange(of: "no program ") {
            let name = ran.output[found.upperBound...].prefix { $0 != "\n" }
            print("skipped: no program \(name)")
            return
        }
        if ran.code == 0, ran.output.contains("skipped: not root") {
            print("skipped: not root")
            return
        }
        #expect(ran.code == 0, "\(ran.output)")
        #expect(shell.run("sweep", "gather", "parts").code == 0)
        try shell.expectSameResults("whole", "parts")
    }

    @Test func `who is not root is told so, and not that a program is missing`() throws {
        let shell = try SweepShell()
        for program in ["munged", "slurmctld", "slurmd", "sbatch", "id"] {
            let path = shell.scratch.path(program)
            try shell.scratch.write(program, program == "id" ? "#!/bin/sh\necho 1000\n" : "#!/bin/sh\n")
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        }
        let ran = try runProgram(
            "/bin/bash", [checkoutRoot + "/Scripts/slurm-sweep.sh", "sms12", "plan", "out", "4"],
            variables: ["PATH": shell.scratch.path + ":/usr/bin:/bin"])
        #expect(ran.code == 0 && ran.output.hasSuffix(": not root\n"), "\(ran)")
    }
}
