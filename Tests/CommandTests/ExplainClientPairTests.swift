import Foundation
import TestKit
import Testing

@testable import Commands

/// Two things hold a command at its client: what has to move first is named first, and the other behind it.
@Suite struct ExplainClientPairTests {
    struct Pair: CustomTestStringConvertible {
        var name: String
        var release = "1.2SP4"
        var client = ""
        var command = "SETUP.EXE"
        var package: [String] = []
        var job: [String] = []
        var before: [[String]] = []
        var minutes = 180
        var after: [[String]] = []
        var more = 0
        /// The one that must move first.
        var blocker: String
        /// What must be told behind it, in this order; empty: nothing of these.
        var next: [String] = []
        /// What must not be told.
        var never: [String] = []

        var testDescription: String { name }
    }

    static let later = ["--mandatory-after", "1997-04-23 10:00"]
    static let due = ["--mandatory-after", "1997-04-21 09:00"]
    static let service = "service: true, user: \"\""
    static let full = "localDrives: \"ABCDEFGHIJKLMNOPQRSTUVWXYZ\""

    static let pairs = [
        Pair(
            name: "off, and its clock is behind", client: "clockOffsetMilliseconds: -7200000",
            job: ["--mandatory-after", "1997-04-21 10:00"], before: [["client", "off", "X"]],
            blocker: "client-off", next: ["clock"]),
        Pair(
            name: "off, and its clock is ahead: before SP4 its status will be held (Q172899)",
            release: "1.2SP3", client: "clockOffsetMilliseconds: 864000000", job: due,
            before: [["client", "off", "X"]], blocker: "client-off", next: ["clock"]),
        Pair(
            name: "off, and its clock is ahead: from SP4 on that holds nothing",
            client: "clockOffsetMilliseconds: 864000000", job: due, before: [["client", "off", "X"]],
            blocker: "client-off", never: ["clock"]),
        Pair(
            name: "a clock that is a little behind holds nothing whose time has not come either",
            client: "clockOffsetMilliseconds: -120000", job: later, blocker: "mandatory-time",
            never: ["clock"]),
        Pair(
            name: "a clock that is behind, and the site's is past the time",
            client: "clockOffsetMilliseconds: -7200000", job: ["--offer-after", "1997-04-21 10:00"],
            blocker: "clock"),
        Pair(
            name: "off, and its logon server is down", job: due, before: [["client", "off", "X"]],
            minutes: 60,
            after: [["fault", "server", "CEN", "CLOG"]], more: 10,
            blocker: "client-off", next: ["logon-server-down"]),
        Pair(
            name: "off, and nobody will be logged on", client: "user: \"\"", job: due,
            before: [["client", "off", "X"]], blocker: "client-off", next: ["nobody-logged-on"]),
        Pair(
            name: "off, and not due", job: later, before: [["client", "off", "X"]], blocker: "client-off",
            next: ["mandatory-time"]),
        Pair(
            name: "a platform that is not supported, and expired", client: "platform: \"dos6\"",
            package: ["--platform", "nt-x86"],
            job: ["--expires-after", "1997-04-21 09:30"], before: [["client", "off", "X"]],
            blocker: "platform", next: ["expired"]),
        Pair(
            name: "a background command without service, and expired", package: ["--background"],
            job: ["--expires-after", "1997-04-21 09:30"], before: [["client", "off", "X"]],
            blocker: "service-only", next: ["expired"]),
        Pair(
            name: "the service's account is wrong, and no drive letter is free",
            client: service + ", account: \"user\", " + full, package: ["--background"], job: due,
            blocker: "service-account", next: ["no-drive-letter"]),
        Pair(
            name: "nobody is logged on, and no drive letter is free", client: "user: \"\", " + full, job: due,
            blocker: "nobody-logged-on", next: ["no-drive-letter"]),
        Pair(
            name: "nobody is logged on, and the command is its user's to run", client: "user: \"\"",
            blocker: "nobody-logged-on", next: ["user-has-to-run"]),
        Pair(
            name: "logged off with the command in Pending Commands",
            after: [["client", "logoff", "X"]], more: 60, blocker: "nobody-logged-on",
            next: ["user-has-to-run"]),
        Pair(
            name: "a Details window is open, and the command is not due yet", job: later,
            after: [["client", "details", "X", "--open"]], more: 60, blocker: "mandatory-time",
            never: ["quirk"]),
        Pair(
            name: "the window was closed, and the command is mandatory later", job: later,
            after: [["client", "window", "X", "--close"]], more: 60, blocker: "mandatory-time",
            never: ["quirk"]),
        Pair(
            name: "the window was closed by its user", after: [["client", "window", "X", "--close"]],
            more: 60, blocker: "user-has-to-run"),
        Pair(
            name: "the program ended without a server, and the command is not due", job: later,
            after: [
                ["fault", "server", "CEN", "CLOG"], ["client", "logoff", "X"], ["client", "logon", "X"],
                ["fault", "server", "CEN", "CLOG", "--state", "up"],
            ], more: 60, blocker: "package-manager-ended", next: ["mandatory-time"]),
    ]

    @Test(arguments: pairs)
    func `the first of two is named first`(pair: Pair) throws {
        let shell = try Shell()
        try shell.scratch.write("src/SETUP.EXE", String(repeating: "x", count: 40_000))
        _ = try shell.scratch.write(
            "pair.json5",
            """
            { name: "pair", seed: 3, start: "1997-04-21 08:00", fidelity: "modelled", phases: "aligned",
              release: "\(pair.release)",
              sites: [{ code: "CEN", servers: [{name:"CSRV", roles:["site","distribution"]}, {name:"CLOG", roles:["logon"]}],
                clients:[{names:"X"\(pair.client.isEmpty ? "" : ", " + pair.client)}] }]}
            """)
        func done(_ lines: [[String]]) {
            for words in lines {
                let (code, _, err) = shell.run(words + ["--quiet"])
                #expect(code == 0 || code == 3, "\(words): \(err)")
            }
        }
        done([
            ["lab", "create", "t", "--from", "pair.json5"],
            ["package", "create", "Quill", "--source", "src", "--command", "Install=\(pair.command)"]
                + pair.package,
        ])
        done(pair.before)
        done([["job", "create", "Quill", "--on", "computer:X"] + pair.job])
        done([["run", "--for", "\(pair.minutes)m"]])
        done(pair.after)
        if pair.more > 0 { done([["run", "--for", "\(pair.more)m"]]) }
        let told = shell.run("explain", "client", "X").out
        let reasons = try #require(shell.object("explain", "client", "X")["reasons"] as? [[String: Any]])
        let reason = try #require(
            reasons.first { ($0["sentence"] as? String)?.hasPrefix("Job CEN00001:") ?? false }, "\(told)")
        #expect(reason["blocker"] as? String == pair.blocker, "\(told)")
        let causes = (reason["causes"] as? [[String: Any]] ?? []).compactMap { $0["blocker"] as? String }
        for next in pair.next { #expect(causes.contains(next), "\(next) is not told:\n\(told)") }
        for never in pair.never {
            #expect(
                !causes.contains(never) && reason["blocker"] as? String != never, "\(never) is told:\n\(told)"
            )
        }
    }
}
