import Foundation
import Pipeline
import SiteModel
import TestKit
import Testing
import VirtualTime

@testable import Commands

/// A log says for ever what it said when it was written: on disk because nobody writes it anew, and in `log show` because
/// what it names keeps its name when it is changed, deleted, or another one has taken its place.
@Suite struct LogHistoryTests {
    private static let codes = ["CEN", "MID", "LOW"]

    /// Three sites below each other; the link that is cut by the tests leads to the last.
    static func tree(fidelity: String = "real", trace: String = "changes") throws -> Shell {
        let shell = try Shell()
        try shell.scratch.write(
            "three.json5",
            """
            { name: "three", fidelity: "\(fidelity)", trace: "\(trace)", sites: [
             { code: "CEN", addresses: [{to:"MID"}],
               servers:[{name:"SCEN",roles:["site","logon","distribution"]}], clients:[{names:"CP#",count:2}] },
             { code: "MID", parent:"CEN", addresses: [{to:"CEN"},{to:"LOW"}],
               servers:[{name:"SMID",roles:["site","logon","distribution"]}], clients:[{names:"MP#",count:2}] },
             { code: "LOW", parent:"MID", addresses: [{to:"MID"}],
               servers:[{name:"SLOW",roles:["site","logon","distribution"]}], clients:[{names:"LP#",count:2}] },
            ]}
            """)
        try shell.scratch.write("src/SETUP.EXE", "a program")
        try shell.scratch.write("other/SETUP.EXE", "another program")
        _ = shell.out("lab", "create", "t", "--from", "three.json5", "--quiet")
        for name in ["One", "Two"] {
            _ = shell.out(
                "package", "create", name, "--source", "src", "--command", "Install=SETUP.EXE", "--automated")
        }
        return shell
    }

    /// The lines of a log file on disk; nil where there is none.
    private func disk(_ shell: Shell, _ site: String, _ file: String) throws -> String? {
        let path = shell.lab + "/servers/S\(site)/C/SMS/LOGS/\(file)"
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        return String(decoding: try readFile(path), as: UTF8.self).replacingOccurrences(
            of: "\r\n", with: "\n")
    }

    private func shown(_ shell: Shell, _ site: String, _ file: String) -> String {
        shell.out("log", "show", file, "--site", site)
    }

    private static let files = Component.allCases.compactMap(\.logFile)

    /// One change of the lab that follows from the seed; whether it is refused does not matter.
    private func change(_ shell: Shell, _ random: inout SeededGenerator) {
        func pick(_ words: [String]) -> String { words[Int(random.next(below: UInt64(words.count)))] }
        let job = pick(["CEN00001", "CEN00002", "CEN00003", "CEN00004"])
        let source = pick(["src", "other", "nowhere"])
        let commands: [[String]] = [
            [
                "job", "create", pick(["One", "Two"]), "--on", "path:*|*|*", "--send",
                "always",
            ],
            ["job", "create", pick(["One", "Two"]), "--on", pick(["site:MID", "site:LOW"])],
            ["job", "cancel", job], ["job", "delete", job, "--force"],
            ["package", "set", pick(["One", "Two"]), "--source", source],
            ["fault", "link", "MID", "LOW", "--state", pick(["up", "down"])],
            ["site", "sender", pick(Self.codes), "lan", "--maximum", pick(["1", "3", "9"])],
            ["client", "remove", pick(["CP1", "MP2", "LP1"])],
            ["service", pick(["pause", "continue"]), pick(["SMS_DESPOOLER", "SMS_LAN_SENDER"])],
        ]
        _ = shell.run(commands[Int(random.next(below: UInt64(commands.count)))] + ["--quiet"])
        _ = shell.run(["run", "--for", pick(["7m", "40m", "3h", "1d"]), "--quiet"])
    }

    /// A job that every client runs.
    private func begin(_ shell: Shell) {
        _ = shell.out(
            "job", "create", "One", "--on", "path:*|*|*", "--mandatory-after", "1997-04-21 08:00", "--quiet")
        _ = shell.out("run", "--for", "2h", "--quiet")
    }

    @Test(arguments: [UInt64(1), 2, 3, 4, 5])
    func `log show and the file on disk are the same line for line`(seed: UInt64) throws {
        let shell = try Self.tree(trace: seed == 5 ? "full" : "changes")
        var random = SeededGenerator(seed: seed)
        var compared: Set<String> = []
        begin(shell)
        for _ in 0..<8 {
            change(shell, &random)
            for site in Self.codes {
                for file in Self.files {
                    let onDisk = try disk(shell, site, file) ?? ""
                    let told = shown(shell, site, file)
                    #expect(told == onDisk, "\(site) \(file), seed \(seed)")
                    if !told.isEmpty { compared.insert(file) }
                }
            }
        }
        #expect(compared.isSuperset(of: ["SCHED.LOG", "LANSEND.LOG", "DESPOOL.LOG", "MAINTMAN.LOG"]))
        #expect(shell.out("lab", "check") == "The lab is whole.\n")
        let replay = shell.run("replay")
        #expect(replay.code == 0, "\(replay.out)\(replay.err)")
    }

    @Test(arguments: [UInt64(11), 12, 13])
    func `without files too, what log show said stays and is only added to`(seed: UInt64) throws {
        let shell = try Self.tree(fidelity: "modelled")
        var random = SeededGenerator(seed: seed)
        var before: [String: String] = [:]
        begin(shell)
        for _ in 0..<8 {
            change(shell, &random)
            for site in Self.codes {
                for file in Self.files {
                    let told = shown(shell, site, file)
                    #expect(told.hasPrefix(before[site + file] ?? ""), "\(site) \(file), seed \(seed)")
                    before[site + file] = told
                }
            }
        }
    }

    /// Requests of system jobs are deleted a day after they ended, and their places given to others.
    @Test func `each request keeps its own name in log and trace after its row is gone`() throws {
        let shell = try Self.tree()
        for day in [21, 23, 25, 27] {
            _ = shell.out(
                "job", "create", "One", "--on", "path:*|*|*", "--mandatory-after", "1997-04-\(day) 09:00",
                "--quiet")
            _ = shell.out("run", "--for", "2d", "--quiet")
        }
        let found = shown(shell, "MID", "LANSEND.LOG").split(separator: "\n")
            .filter { $0.hasPrefix("Found send request ") }.map { $0.prefix(30) }
        // Four jobs, each passed on to LOW, each with status of MID and LOW going up.
        #expect(found.count >= 12)
        #expect(Set(found).count == found.count, "no name stands for two requests: \(found)")
        let sent = try shell.list("trace", "list", "--site", "MID", "--component", "SMS_LAN_SENDER")
            .filter { $0["what"] as? String == "sendStarted" }.compactMap { $0["subject"] as? String }
        #expect(Set(sent).count == sent.count && sent.count == found.count)
        #expect(sent.first == "1_001MID")
    }

    @Test func `log show tells of one site alone where it is named`() throws {
        let shell = try Self.tree()
        _ = shell.out("job", "create", "One", "--on", "path:*|*|*", "--quiet")
        _ = shell.out("run", "--for", "1h", "--quiet")
        let low = shown(shell, "LOW", "LANSEND.LOG")
        #expect(low.contains("LOW.SRQ") && !low.contains("CEN.SRQ") && !low.contains("MID.SRQ"))
        #expect(shell.out("log", "show", "lansend").contains("CEN.SRQ"))
        shell.fails(66, "no site NOP", "log", "show", "--site", "NOP")
    }

    @Test func `the trace of a job has what every site did about it`() throws {
        let shell = try Self.tree()
        _ = shell.out(
            "job", "create", "One", "--on", "path:*|*|*", "--mandatory-after", "1997-04-21 08:00", "--quiet")
        _ = shell.out("job", "create", "Two", "--on", "site:CEN", "--quiet")
        _ = shell.out("run", "--for", "4h", "--quiet")
        let rows = try shell.list("trace", "list", "--job", "CEN00001")
        for site in Self.codes {
            let words = Set(
                rows.filter { $0["site"] as? String == site }.compactMap { $0["what"] as? String })
            #expect(
                words.isSuperset(of: ["instructionStarted", "packageCopied", "pcmStarted"]),
                "\(site): \(words)")
        }
        #expect(
            !rows.contains {
                ($0["subject"] as? String) == "CEN00002" && $0["what"] as? String == "jobActivated"
            })
        #expect(try shell.list("trace", "list", "--job", "CEN00002", "--site", "LOW").isEmpty)
    }
}
