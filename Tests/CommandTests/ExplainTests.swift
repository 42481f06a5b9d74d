import Foundation
import TestKit
import Testing

@testable import Commands

/// For each kind of blocker a lab in which it is the true one, among things that look as if they could be.
@Suite struct ExplainTests {
    /// Two primary sites and a secondary one.
    ///
    /// The decoys stand in every case: a full server of another group, a client
    /// that is off in another site, a second job that is not due, an outbox of another Sender that is closed.
    static let lab = """
        { name: "why", seed: 3, start: "1997-04-21 08:00", fidelity: "modelled", phases: "aligned",
          sites: [
           { code: "CEN", servers: [{name:"CSRV", roles:["site","logon","distribution"]},
                 {name:"CFULL", drives:[{letter:"C", free:"1KB"}]}, {name:"CFAT", drives:[{letter:"C", fileSystem:"fat"}]}],
             clients:[{names:"CPC#",count:2},{names:"COFF#",count:1, user:""},{names:"CDOS#",count:1, platform:"dos6"},
                 {names:"CLATE#",count:1, clockOffsetMilliseconds: -7200000}],
             groups:[{name:"Full", members:["CFULL"]}, {name:"Fat", members:["CFAT"]}, {name:"Main", members:["CSRV"]}],
             senders: [{kind:"sna-batch", schedule:[{days:"mon-fri", jobs:"none"}]}],
             addresses:[{to:"PRI"}] },
           { code: "PRI", parent:"CEN", servers: [{name:"PSRV", roles:["site","distribution"]},{name:"PLOG", roles:["logon"]}], siteReporter: {statusMinutes: 600},
             clients:[{names:"PPC#",count:2}], addresses:[{to:"CEN"},{to:"SEC", sender:"ras-isdn"}] },
           { code: "SEC", parent:"PRI", secondary:true, servers: [{name:"SSRV", roles:["site","logon","distribution"]}],
             clients:[{names:"SPC#",count:2}], addresses:[{to:"PRI", sender:"ras-isdn"}] },
          ]}
        """

    /// A blocker, the words of the job, what is done before it runs, how long, what is done then, and how long after.
    static let cases:
        [(blocker: String, job: [String], before: [[String]], minutes: Int, after: [[String]], more: Int)] =
            [
                ("not-due", ["--on", "computer:CPC1", "--start-after", "1997-04-21 19:00"], [], 60, [], 0),
                ("poll-not-reached", ["--on", "computer:CPC1"], [], 0, [], 0),
                (
                    "service-paused", ["--on", "computer:CPC1"], [["service", "pause", "SMS_SCHEDULER"]], 60,
                    [],
                    0
                ),
                (
                    "service-stopped", ["--on", "computer:CPC1"], [["service", "stop", "SMS_EXECUTIVE"]], 60,
                    [], 0
                ),
                (
                    "service-stopped", ["--on", "computer:CPC1"], [["service", "stop", "SMS_DESPOOLER"]], 60,
                    [], 0
                ),
                (
                    "site-server-down", ["--on", "computer:CPC1"], [["fault", "server", "CEN", "CSRV"]], 60,
                    [], 0
                ),
                ("source", ["--on", "computer:CPC1"], [["!remove-source"]], 60, [], 0),
                (
                    "no-address", ["--on", "path:PRI|*|*"],
                    [["site", "set", "CEN", "--remove-address", "PRI"]],
                    60, [], 0
                ),
                (
                    "outbox-closed", ["--on", "path:PRI|*|*"],
                    [["site", "sender", "CEN", "lan", "--closed", "mon-fri:0-24"]], 60, [], 0
                ),
                (
                    "capacity", ["--on", "path:PRI|*|*"],
                    [["site", "sender", "CEN", "lan", "--maximum", "0"]],
                    60, [], 0
                ),
                ("link-down", ["--on", "path:PRI|*|*"], [["fault", "link", "CEN", "PRI"]], 60, [], 0),
                ("link-down", ["--on", "path:SEC|*|*"], [["fault", "link", "PRI", "SEC"]], 60, [], 0),
                (
                    "service-paused", ["--on", "computer:CPC1"], [["service", "pause", "SMS_DESPOOLER"]], 60,
                    [],
                    0
                ),
                ("no-disk", ["--on", "computer:CPC1", "--put-on", "CFULL"], [], 60, [], 0),
                ("client-off", ["--on", "computer:CPC1"], [["client", "off", "CPC1"]], 120, [], 0),
                ("nobody-logged-on", ["--on", "computer:COFF1"], [], 120, [], 0),
                ("platform", ["--on", "computer:CDOS1"], [], 120, [], 0),
                ("clock", ["--on", "computer:CLATE1", "--offer-after", "1997-04-21 09:00"], [], 120, [], 0),
                (
                    "offer-time", ["--on", "computer:CPC1", "--offer-after", "1997-04-21 20:00"], [], 120, [],
                    0
                ),
                ("user-has-to-run", ["--on", "computer:CPC1"], [], 120, [], 0),
                (
                    "mandatory-time", ["--on", "computer:CPC1", "--mandatory-after", "1997-04-21 20:00"], [],
                    120,
                    [], 0
                ),
                (
                    "logon-server-down", ["--on", "path:PRI|*|*"], [], 1,
                    [["fault", "server", "PRI", "PLOG"]], 60
                ),
                (
                    "status-on-its-way", ["--on", "path:PRI|*|*", "--mandatory-after", "1997-04-21 08:00"],
                    [["service", "pause", "SMS_SITE_REPORTER", "--site", "CEN"]], 90, [], 0
                ),
            ] + faults + waits

    /// What was named wrongly or vaguely before: each status that is not final against each component that can hold it.
    static let waits:
        [(blocker: String, job: [String], before: [[String]], minutes: Int, after: [[String]], more: Int)] = [
            // A job that is due, and the database is away.
            (
                "sql-down", ["--on", "computer:CPC1", "--start-after", "1997-04-21 08:20"], [], 10,
                [["fault", "sql", "CEN"]], 60
            ),
            // An address came, and the Scheduler has not looked since, or does not look.
            (
                "poll-not-reached", ["--on", "path:PRI|*|*"],
                [["site", "set", "CEN", "--remove-address", "PRI"]], 61,
                [["site", "set", "CEN", "--address", "PRI"]], 0
            ),
            (
                "service-paused", ["--on", "path:PRI|*|*"],
                [["site", "set", "CEN", "--remove-address", "PRI"]], 61,
                [["service", "pause", "SMS_SCHEDULER"], ["site", "set", "CEN", "--address", "PRI"]], 60
            ),
            // Published, and the client cannot read it.
            (
                "logon-server-down", ["--on", "path:PRI|*|*"], [], 40,
                [["fault", "server", "PRI", "PLOG"]], 60
            ),
            // Mandatory, and the only server that holds it is away.
            (
                "server-down",
                [
                    "--on", "computer:CPC1", "--put-on", "CFAT", "--no-refresh", "--mandatory-after",
                    "1997-04-21 10:00",
                ], [], 90, [["fault", "server", "CEN", "CFAT"]], 60
            ),
            // The status of a secondary site's clients on its way up.
            (
                "service-paused", ["--on", "path:SEC|*|*", "--mandatory-after", "1997-04-21 08:00"],
                [["service", "pause", "SMS_SITE_REPORTER", "--site", "SEC"]], 240, [], 0
            ),
            // Status at a logon server, and nobody collects it.
            (
                "service-paused", ["--on", "computer:CPC1", "--mandatory-after", "1997-04-21 10:00"], [], 100,
                [["service", "pause", "SMS_MAINTENANCE_MANAGER"]], 120
            ),
            // A cancel that does not get there, and one that is not carried out.
            (
                "link-down", ["--on", "path:PRI|*|*"], [], 60,
                [["fault", "link", "CEN", "PRI"], ["job", "cancel", "CEN00002"]], 30
            ),
            (
                "service-paused", ["--on", "path:PRI|*|*"], [], 60,
                [
                    ["service", "pause", "SMS_DESPOOLER", "--site", "PRI"], ["job", "cancel", "CEN00002"],
                ], 60
            ),
        ]

    /// Each thing that can be wrong with a site or a request, where it is what holds the job.
    static let faults:
        [(blocker: String, job: [String], before: [[String]], minutes: Int, after: [[String]], more: Int)] = [
            ("site-fault", ["--on", "computer:CPC1"], [["fault", "site", "CEN", "self-rights"]], 60, [], 0),
            (
                "site-fault", ["--on", "computer:CPC1"], [["fault", "site", "CEN", "service-password"]], 60,
                [], 0
            ),
            (
                "site-fault", ["--on", "computer:CPC1"], [["fault", "site", "CEN", "account-locked"]], 60, [],
                0
            ),
            (
                "site-fault", ["--on", "path:PRI|*|*"], [["fault", "site", "PRI", "account-locked"]], 60, [],
                0
            ),
            ("site-fault", ["--on", "path:PRI|*|*"], [["fault", "site", "CEN", "outbox-moved"]], 60, [], 0),
            (
                "capacity", ["--on", "path:PRI|*|*"],
                [
                    ["fault", "site", "CEN", "second-sender"],
                    ["fault", "site", "CEN", "second-sender", "--state", "up"],
                ],
                60, [], 0
            ),
            ("quirk", ["--on", "path:*|*|*", "--limit-to", "PRI", "--no-run"], [], 60, [], 0),
            (
                "file-in-use", ["--on", "computer:CPC1", "--mandatory-after", "1997-04-25 08:00"], [], 120,
                [["client", "lock", "CPC1", "--until", "1997-04-22 08:00"], ["job", "cancel", "CEN00002"]], 60
            ),
        ]

    @Test(arguments: cases.indices) func `explain names the true blocker among decoys`(number: Int) throws {
        let (blocker, words, before, minutes, after, more) = Self.cases[number]
        let shell = try Shell()
        let source = shell.scratch.path("src")
        try FileManager.default.createDirectory(atPath: source, withIntermediateDirectories: true)
        try Data(count: 40_000).write(to: URL(fileURLWithPath: source + "/SETUP.EXE"))
        _ = try shell.scratch.write("why.json5", Self.lab)
        _ = shell.out("lab", "create", "t", "--from", "why.json5")
        _ = shell.out(
            "package", "create", "Quill", "--source", "src", "--command", "Install=SETUP.EXE", "--platform",
            "nt-x86")
        // A decoy beside it: another job, far from due.
        _ = shell.out("job", "create", "Quill", "--on", "computer:CPC2", "--start-after", "1998-01-01 00:00")
        for words in before {
            if words == ["!remove-source"] {
                try FileManager.default.removeItem(atPath: source)
            } else {
                let (code, _, err) = shell.run(words)
                // 3: done, with a warning of what it makes impossible.
                #expect(code == 0 || code == 3, "\(words): \(err)")
            }
        }
        let run = words.contains("--no-run") ? [] : ["--run", "Install"]
        let (code, _, err) = shell.run(["job", "create", "Quill"] + run + words)
        #expect(code == 0, "\(err)")
        if minutes > 0 { _ = shell.out("run", "--for", "\(minutes)m", "--quiet") }
        for words in after { #expect(shell.run(words).code == 0, "\(words)") }
        if more > 0 { _ = shell.out("run", "--for", "\(more)m", "--quiet") }
        let found = try explained(shell, "CEN00002")
        #expect(found.first == blocker, "\(found)\n\(shell.run("explain", "job", "CEN00002").out)")
        // The overview says the same of it.
        let line = try shell.list("explain").first { $0["id"] as? String == "CEN00002" }
        #expect(line?["blocker"] as? String == blocker)
    }

    private func explained(_ shell: Shell, _ job: String) throws -> [String] {
        let text = shell.run("explain", "job", job, "--format", "json").out
        let json = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        let reasons = try #require(json?["reasons"] as? [[String: Any]])
        return reasons.compactMap { $0["blocker"] as? String }
    }

    @Test func `what is final is said to be final, and what is unknown is named`() throws {
        let shell = try Shell()
        _ = try shell.scratch.write("why.json5", Self.lab)
        _ = shell.out("lab", "create", "t", "--from", "why.json5")
        #expect(shell.run("explain", "job", "CEN00009").code == 66)
        #expect(shell.run("explain", "client", "NOBODY").code == 66)
        #expect(shell.run("explain", "event", "9999").code == 66)
        #expect(shell.run("explain", "weather").code == 64)
        #expect(shell.run("explain", "job").code == 64)
        #expect(shell.out("explain", "client", "CPC1").contains("No job"))
    }
}
