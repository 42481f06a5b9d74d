import Foundation
import Pipeline
import SiteModel
import TestKit
import Testing

@testable import Commands

/// A lab that the first release made (rules 2, schema 1) in the middle of two jobs; kept as a file, since no later
/// program can make one.
@Suite struct EarlierReleaseTests {
    private func lab() throws -> (Shell, String) {
        let shell = try Shell()
        let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/Labs/rules2"
        let path = shell.scratch.path("old.lab")
        try FileManager.default.copyItem(atPath: source, toPath: path)
        return (shell, path)
    }

    @Test func `it opens, goes on from where it stood, and its rows agree with its state`() throws {
        let (shell, path) = try lab()
        // Facts of the lab as the first release told them when it stopped: 09:20, BPC00001 Active with 7 targets.
        let before = shell.run("run", "--for", "1m", "--lab", path)
        #expect(before.code == 0, "\(before.err)")
        let jobs = shell.run("job", "list", "--format", "json", "--lab", path)
        #expect(jobs.out.contains("BPC00001") && jobs.out.contains("BPC00002"))
        // PC1 to PC5 run at 09:30 and after five minutes of countdown and a minute of work they report.
        let after = shell.run("run", "--for", "2h", "--lab", path)
        #expect(after.code == 0, "\(after.err)")
        let details = shell.run("job", "show", "BPC00001", "--lab", path)
        #expect(details.out.contains("Complete"))
        let check = shell.run("lab", "check", "--lab", path)
        #expect(check.code == 0, "\(check.out)\(check.err)")
    }

    @Test func `replay says that the rules are others, and does nothing`() throws {
        let (shell, path) = try lab()
        // A command that may write brings the database up to date; `replay` only reads.
        #expect(!shell.out("run", "--lab", path).isEmpty)
        let replay = shell.run("replay", "--lab", path)
        #expect(replay.code == 1)
        #expect(replay.err.contains("rules 2"), "\(replay.err)")
    }
}
