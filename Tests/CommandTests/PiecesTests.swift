import Foundation
import SiteDatabase
import TestKit
import Testing
import VirtualTime

@testable import Commands

/// Labs of several sites, and what administrators do to them, that follow from a seed.
struct RandomTree {
    private var random: SeededGenerator
    /// The codes of its sites, the central one first.
    private(set) var codes: [String] = []
    private var parents: [String: String] = [:]
    private var secondaries: Set<String> = []
    /// How many jobs were asked for.
    private var jobs = 0

    init(seed: Int) { random = SeededGenerator(seed: UInt64(seed) &* 6_364_136_223 &+ 11) }

    private mutating func below(_ bound: Int) -> Int { Int(random.next(below: UInt64(bound))) }
    private mutating func one(in bound: Int) -> Bool { below(bound) == 0 }
    mutating func pick<Element>(_ list: [Element]) -> Element { list[below(list.count)] }

    /// A lab file.
    mutating func lab(seed: Int, fidelity: String) -> String {
        codes = Array(["CEN", "AAA", "BBB", "C01"].prefix(2 + below(3)))
        for (place, code) in codes.enumerated() where place > 0 {
            let above = codes[..<place].filter { !secondaries.contains($0) }
            parents[code] = pick(Array(above))
            if one(in: 4) { secondaries.insert(code) }
        }
        let sites = codes.map { site($0) }.joined(separator: ",\n")
        let faults =
            one(in: 2)
            ? "faults: [{ link: ['CEN', '\(codes[1])'], from: '1997-04-21 1\(below(9)):00', until: '1997-04-22 06:00' }], "
            : ""
        return "{ name: 'pieces', seed: \(seed), start: '1997-04-21 08:00', fidelity: '\(fidelity)', "
            + "release: '\(pick(["1.0", "1.1", "1.2", "1.2SP1", "1.2SP3", "1.2SP4", "1.2SP4+hotfixes"]))', "
            + "trace: '\(pick(["changes", "full", "none"]))', phases: '\(pick(["seeded", "aligned"]))', "
            + "reschedule: '\(pick(["formula", "printed"]))', "
            + "siteProperties: '\(pick(["immediate", "components"]))', \(faults)\n"
            + "results: [{ clients: '*1', attempt: 1, mif: 'failed', exitCode: 1 }], sites: [\n\(sites)] }"
    }

    private mutating func site(_ code: String) -> String {
        let neighbours =
            parents.filter { $0.value == code }.map(\.key).sorted() + [parents[code]].compactMap { $0 }
        let addresses = neighbours.map {
            "{ to: '\($0)', sender: '\(pick(["lan", "lan", "lan", "ras-isdn", "sna-batch"]))' }"
        }
        let head =
            "{ code: '\(code)', response: '\(pick(["very-fast", "fast", "medium"]))', domains: ['D\(code)'], "
            + (parents[code].map { "parent: '\($0)', " } ?? "")
            + (secondaries.contains(code) ? "secondary: true, " : "")
            + "addresses: [\(addresses.joined(separator: ", "))], "
        let schedule =
            one(in: 3)
            ? "senders: [{ kind: 'lan', retries: \(1 + below(4)), schedule: [{ days: 'sun-sat', from: \(below(10)), "
                + "to: \(11 + below(12)), jobs: '\(pick(["none", "high"]))' }] }], " : ""
        let second =
            one(in: 2)
            ? ", { name: 'V\(code)', kind: '\(pick(["nt", "lanman2", "netware3"]))', roles: ['distribution'], "
                + "online: \(one(in: 4) ? "false" : "true") }" : ""
        return head + schedule
            + "servers: [{ name: 'S\(code)', roles: ['site', 'logon', 'distribution'] }\(second)], "
            + "clients: [{ names: '\(code)P#', count: \(1 + below(3)), domain: 'D\(code)', "
            + "platform: '\(pick(["nt-x86", "win95", "win16"]))' }] }"
    }

    /// What comes before the first run.
    mutating func beginning() -> [[String]] {
        let first = [
            "package", "create", "Ed", "--source", "src", "--command", "Install=SETUP.EXE", "--automated",
            "--share-name", "ED", "--share-source", "src", "--item", "Ed=SETUP.EXE",
        ]
        return [first] + (0..<3).map { _ in job() }
    }

    private mutating func job() -> [String] {
        jobs += 1
        switch below(6) {
        case 0: return ["job", "create", "Ed", "--share"]
        case 1: return ["job", "create", "Ed", "--remove", pick(["all", "selected"])]
        default:
            let target = pick(["path:*|*|*", "path:*|*|*", "site:\(pick(codes))"])
            return ["job", "create", "Ed", "--on", target, "--priority", pick(["high", "medium", "low"])]
                + pick([[], ["--send", "always"]])
                + pick([[], ["--mandatory-after", "1997-04-21 12:00"], ["--no-run"]])
        }
    }

    /// A command that may be refused.
    mutating func command() -> [String] {
        let site = pick(codes)
        let service = pick([
            "SMS_EXECUTIVE", "SMS_SCHEDULER", "SMS_SENDERS", "SMS_DESPOOLER", "SMS_MAINTENANCE_MANAGER",
            "SMS_INVENTORY_DATA_LOADER", "SMS_SITE_REPORTER",
        ])
        switch below(12) {
        case 0..<3: return job()
        case 3, 4:
            let parent = codes[1 + below(codes.count - 1)]
            return [
                "fault", "link", parent, parents[parent] ?? "CEN", "--state", pick(["down", "down", "up"]),
            ]
        case 5: return ["fault", "server", site, "S\(site)", "--state", pick(["down", "up"])]
        case 6: return ["fault", "sql", site, "--state", pick(["down", "up"])]
        case 7, 8:
            return [
                "service", pick(["pause", "continue", "continue", "restart", "start"]), service, "--site",
                site,
            ]
        case 9, 10: return ["job", "cancel", "CEN0000\(1 + below(max(1, jobs)))"]
        default: return ["client", pick(["off", "on"]), "\(site)P1", "--site", site]
        }
    }

    /// Minutes of a run, and the pieces that make the same.
    mutating func run() -> (whole: Int, pieces: [Int]) {
        let pieces = (0..<(2 + below(3))).map { _ in pick([7, 11, 60, 60, 121, 300, 540]) }
        return (pieces.reduce(0, +), pieces)
    }
}

/// design.md 3: an interrupted and resumed run leaves the same bytes; here each piece opens the lab anew.
@Suite struct PiecesTests {
    /// What a lab is: the digest and length of its trace, and every page of its snapshot.
    private func state(_ shell: Shell) throws -> [String] {
        let database = try LabReader(shell.lab).database
        var found: [String] = []
        try database.connection.withStatement(
            "SELECT Name, Page, Checksum FROM SnapshotPages ORDER BY Name, Page", doing: "comparing snapshots"
        ) { row throws(DatabaseError) in
            while try row.step() { found.append("\(row.text(0)) \(row.integer(1)) \(row.integer(2))") }
        }
        let digest = shell.out("lab", "show").split(separator: "\n").filter { $0.contains("Trace digest") }
        return found + digest.map(String.init)
    }

    private func makeLab(_ text: String) throws -> Shell {
        let shell = try Shell()
        try shell.scratch.write("lab.json5", text)
        try shell.scratch.write("src/SETUP.EXE", String(repeating: "x", count: 20_000))
        let (code, _, err) = shell.run("lab", "create", "t", "--from", "lab.json5")
        #expect(code == 0 || code == 3, "\(err)\n\(text)")
        return shell
    }

    /// A few in `make test`, more in `make test-all`; `SMS12_SEEDS=200` runs as many.
    static let seeds =
        0..<(ProcessInfo.processInfo.environment["SMS12_SEEDS"].flatMap { Int($0) } ?? (isLongRun ? 40 : 4))

    @Test(arguments: seeds)
    func `a run in pieces over any tree is the run in one`(seed: Int) throws {
        var dice = RandomTree(seed: seed)
        let text = dice.lab(seed: seed, fidelity: seed % 2 == 0 ? "real" : "modelled")
        let (once, pieces) = (try makeLab(text), try makeLab(text))
        for words in dice.beginning() {
            let (one, other) = (once.run(words), pieces.run(words))
            try #require(one.code == other.code, "seed \(seed): \(words)")
        }
        for step in 0..<5 {
            let run = dice.run()
            #expect(once.run("run", "--quiet", "--for", "\(run.whole)m").code == 0, "seed \(seed)")
            for minutes in run.pieces {
                #expect(pieces.run("run", "--quiet", "--for", "\(minutes)m").code == 0, "seed \(seed)")
            }
            let (one, other) = (try state(once), try state(pieces))
            try #require(one == other, "seed \(seed) step \(step): \(run.pieces) minutes\n\(text)")
            for _ in 0..<2 {
                let words = dice.command()
                let (one, other) = (once.run(words), pieces.run(words))
                try #require(one == other, "seed \(seed) step \(step): \(words)")
            }
        }
        for shell in [once, pieces] {
            let check = shell.run("lab", "check")
            #expect(check.code == 0, "seed \(seed): \(check)")
            let replay = shell.run("replay")
            #expect(replay.code == 0, "seed \(seed): \(replay)")
        }
    }
}
