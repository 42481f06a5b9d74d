import TestKit
import Testing

/// Quirks that contradict each other (Q152229: what expiry does to a status, and what status that is in 1.0).
@Suite struct QuirkContradictionTests {
    @Test(arguments: [
        (release: "1.0", quirks: ["+expired-is-retrying", "-expired-changes-status"], warns: true),
        (release: "1.2", quirks: ["+expired-is-retrying"], warns: true),
        (release: "1.0", quirks: ["+expired-is-retrying"], warns: false),
        (release: "1.2", quirks: ["+expired-is-retrying", "+expired-changes-status"], warns: false),
        // Off and off is what 1.2 is.
        (release: "1.0", quirks: ["-expired-is-retrying", "-expired-changes-status"], warns: false),
    ])
    func `a quirk that needs another one is said to do nothing without it`(
        release: String, quirks: [String], warns: Bool
    ) throws {
        let shell = try Shell()
        let made = shell.run(
            ["lab", "create", "t", "--release", release] + quirks.flatMap { ["--quirk=\($0)"] })
        #expect(made.code == (warns ? 3 : 0), "\(made.err)")
        #expect(made.err.contains("quirk-without-effect") == warns)
    }
}
