import TestKit
import Testing

@testable import Commands

/// What `explain` says of an offer that expired: what its row is by then depends on the release (Q152229).
@Suite struct ExplainExpiryTests {
    @Test(arguments: [
        ("1.0", "its row is Retrying by it", "expired-is-retrying"),
        ("1.1", "its row is Canceled by it", "expired-changes-status"),
        ("1.2SP4", "its row keeps its status", "Q152229"),
    ])
    func `an offer that expired is told with what became of its row`(
        release: String, words: String, source: String
    ) throws {
        let shell = try Shell.withLab()
        func run(_ words: [String]) -> String {
            let (code, out, err) = shell.run(
                words + ["--lab", "e.lab"])
            #expect(code == 0, "\(words): \(err)")
            return out
        }
        #expect(shell.run("lab", "create", "e.lab", "--release", release).code == 0)
        _ = run(["package", "create", "Editor", "--source", "files", "--command", "Install=SETUP.EXE"])
        _ = run([
            "job", "create", "Editor", "--on", "site:BPC", "--offer-after", "1997-04-21 08:00",
            "--expires-after", "1997-04-21 14:00",
        ])
        _ = run(["run", "--for", "12h"])
        let told = run(["explain", "client", "PC1"])
        #expect(told.contains("the offer expired at 1997-04-21 14:00, and \(words)"), "\(told)")
        #expect(told.contains(source), "\(told)")
        let row = release == "1.0" ? "Retrying" : release == "1.1" ? "Canceled" : "None"
        #expect(run(["job", "details", "BPC00001"]).contains(row), "what is told is what there is")
    }
}
