import Foundation
import KnowledgeBase
import TestKit
import Testing

/// The commands of `kb`, with the words of the logs that the cases ask for.
@Suite struct KnowledgeTests {
    private static let broken = """
        article Q100000
        always no-such-thing
        title A job is made.
        look At the jobs.
        vary site BPC CTR
        package create Editor
        job create Editor --on site:$site --mandatory
        expect: jobs 2

        """

    /// All of them in `make test-all`; KnowledgeBaseTests plays every case at every setting, without the lines of logs.
    @Test func `every case comes out, with the lines of the logs`() throws {
        let all = Catalogue.shared.scenarios
        let shell = try Shell()
        if isLongRun {
            let (code, out, err) = shell.run("kb", "run", "--all")
            #expect(code == 0, "\(err)")
            let cases = out.split(separator: "\n").filter { $0.hasPrefix("Q") }
            #expect(cases.count == all.count)
            #expect(cases.allSatisfy { $0.contains(": comes out, ") }, "\(out)")
            return
        }
        for scenario in all.enumerated().filter({ $0.offset % 16 == 0 }).map(\.element) {
            let (code, out, err) = shell.run("kb", "run", scenario.name)
            #expect(code == 0, "\(scenario.name): \(out)\(err)")
        }
    }

    @Test func `a case is told at the release that shows it, then at the one that does not`() throws {
        let out = try Shell().out("kb", "run", "Q150026")
        let with = try #require(out.range(of: "At 1.2SP4+hotfixes, which shows it"))
        let without = try #require(out.range(of: "which does not show it"))
        #expect(with.lowerBound < without.lowerBound)
        #expect(out.contains("seen    affected: job 1 status Retrying"))
        #expect(out.contains("not so  affected: job 1 status Retrying"))
    }

    @Test func `a case that does not come out says what was found, and ends with 1`() throws {
        let shell = try Shell()
        try shell.scratch.write("own.scn", Self.broken)
        let (code, out, _) = shell.run("kb", "run", "own.scn")
        #expect(code == 1)
        #expect(out.contains("WRONG   expect: jobs 2  [1 jobs]"))
        let (again, json, _) = shell.run("kb", "run", "own.scn", "--format", "json")
        #expect(again == 1)
        #expect(json.contains("\"right\": \"no\"") || json.contains("\"right\":\"no\""))
    }

    @Test func `mistakes of a file have line and column, and nothing is played`() throws {
        let shell = try Shell()
        try shell.scratch.write("own.scn", Self.broken + "expect: jbos 2\n")
        let (code, out, err) = shell.run("kb", "run", "own.scn")
        #expect(code == 65)
        #expect(out.isEmpty)
        #expect(err.contains("own.scn:9:9: error: nothing is known of 'jbos'; did you mean jobs?"))
        try shell.scratch.write("empty.scn", "article Q100000\n")
        #expect(shell.run("kb", "run", "empty.scn").code == 65)
        #expect(shell.run("kb", "run", "absent.scn").code == 66)
    }

    @Test func `a word that means nothing is refused with the nearest, and what is out of scope has no case`()
        throws
    {
        let shell = try Shell()
        let (code, _, err) = shell.run("kb", "show", "retryng-sticks")
        #expect(code == 66)
        #expect(err.contains("did you mean retrying-sticks?"))
        #expect(shell.run("kb", "run").code == 64)
        #expect(shell.run("kb", "run", "Q150026", "--all").code == 64)
        let outside = try #require(Catalogue.shared.entries.first { $0.state.word == "out-of-scope" })
        let (noCase, _, why) = shell.run("kb", "run", outside.name)
        #expect(noCase == 66)
        #expect(why.contains("is out-of-scope and has no case"))
    }

    @Test func `the list can be had by area and state, and the score counts it`() throws {
        let shell = try Shell()
        let emulated = try shell.list("kb", "list", "--state", "emulated", "--area", "status")
        #expect(emulated.contains { $0["name"] as? String == "retrying-sticks" })
        #expect(
            emulated.allSatisfy { $0["state"] as? String == "emulated" && $0["area"] as? String == "status" })
        let score = try shell.list("kb", "score")
        let row = try #require(score.first { $0["area"] as? String == "Status" })
        #expect(row["emulated"] as? Int == emulated.count)
        let all = try #require(score.last)
        let sum = ["emulated", "out-of-scope", "missing"].reduce(0) { $0 + (all[$1] as? Int ?? 0) }
        #expect(sum == Catalogue.shared.entries.count)
    }

    @Test func `an article out of scope says why`() throws {
        let out = try Shell().out("kb", "show", "smsview-outer-join")
        #expect(out.contains("out of scope. "))
        #expect(try Shell().out("kb", "show", "Q150026").contains("Look at: "))
    }
}
