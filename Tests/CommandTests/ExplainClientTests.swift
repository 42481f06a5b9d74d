import Foundation
import TestKit
import Testing

@testable import Commands

/// What `explain` says of a command at a client, where something else than its times holds it.
///
/// The decoys stand in every case: another job for the same client that is not due, a client that is off and one whose
/// clock is ahead, and a second job's source that is away.
@Suite struct ExplainClientTests {
    /// A lab with one client that matters, and what is done in it.
    struct Case: CustomTestStringConvertible {
        /// What it shows.
        var name: String
        /// The release, and quirks that are switched by hand.
        var release = "1.2SP4"
        var quirks = ""
        /// The client X, as the lab file has it.
        var client = ""
        /// What running gives.
        var results = ""
        /// Faults of the lab file.
        var faults = ""
        /// More of the command line and of the job.
        var package: [String] = []
        var command = "SETUP.EXE"
        var job: [String] = []
        /// What is done before the job is made, how many minutes run then, what is done then, and how many run after.
        var before: [[String]] = []
        var minutes = 0
        var after: [[String]] = []
        var more = 0
        /// What it must say: the blocker, the quirk, and where they are known the times.
        var blocker: String
        var quirk: String?
        var since: String?
        var until: String??
        /// The quirk of a cause below it.
        var cause: String?

        var testDescription: String { name }
    }

    /// At 10:00, two polls of an hour behind the start; each job is offered by then.
    static let mandatory = ["--mandatory-after", "1997-04-21 10:00"]
    static let service = "service: true, user: \"\""

    static let programs = [
        Case(
            name: "the program ended at a logon without server, and the server is back (Q188578)",
            minutes: 90,
            after: [
                ["fault", "server", "CEN", "CLOG"], ["client", "logoff", "X"], ["client", "logon", "X"],
                ["fault", "server", "CEN", "CLOG", "--state", "up"],
            ], more: 120, blocker: "package-manager-ended", quirk: "pcm-exits-no-server", until: .some(nil)),
        Case(
            name: "the program crashed at a logon without server (Q153571)", release: "1.1", minutes: 90,
            after: [
                ["fault", "server", "CEN", "CLOG"], ["client", "logoff", "X"], ["client", "logon", "X"],
                ["fault", "server", "CEN", "CLOG", "--state", "up"],
            ], more: 120, blocker: "package-manager-ended", quirk: "pcm-av-no-current-server"),
        Case(
            name: "the service crashed over a drive letter (Q193224)", client: service,
            package: ["--background"],
            command: "C:\\\\SETUP.EXE", job: mandatory, minutes: 180, blocker: "package-manager-ended",
            quirk: "svc-drive-letter-av", until: .some(nil)),
        Case(
            name: "the service's password has expired (Q230242)", client: service + ", account: \"expired\"",
            package: ["--background"], job: mandatory, minutes: 180, blocker: "service-account",
            quirk: "lockout-storm", until: .some(nil)),
        Case(
            name: "the same after the hotfix, which only waits longer", release: "1.2SP4+hotfixes",
            client: service + ", account: \"expired\"", package: ["--background"], job: mandatory,
            minutes: 180,
            blocker: "service-account", quirk: nil, until: .some(nil)),
        Case(
            name: "the service's account may not read (Q167114)", client: service + ", account: \"user\"",
            package: ["--background"], job: mandatory, minutes: 180, blocker: "service-account",
            until: .some(nil)
        ),
        Case(
            name: "Windows NT 3.51 reads no file of Windows NT 4.0 (Q160855)", release: "1.2SP1",
            client: service + ", osVersion: \"3.51\"", package: ["--background"], job: mandatory,
            minutes: 180,
            blocker: "quirk", quirk: "ins-unreadable-nt351", cause: "status-svc-none"),
        Case(
            name: "the command is none that the service runs (Q166765)", client: service, job: mandatory,
            minutes: 180, blocker: "nobody-logged-on", until: .some(nil)),
        Case(
            name: "there is no service for a background command (Q167114)", package: ["--background"],
            job: mandatory, minutes: 180, blocker: "service-only", until: .some(nil)),
        Case(
            name: "the service runs nothing without Mandatory After (Q174933)", release: "1.2SP2",
            client: "service: true", package: ["--background"], minutes: 180, blocker: "service-only",
            quirk: "svc-silent-if-not-mandatory"),
        Case(
            name: "the same with nobody logged on", release: "1.2SP2", client: service,
            package: ["--background"],
            minutes: 180, blocker: "service-only", quirk: "svc-silent-if-not-mandatory"),
        Case(
            name: "PCMWIN32 keeps the service idle and misses the time itself (Q164657)", release: "1.2SP1",
            client: "service: true", package: ["--background"], job: mandatory, minutes: 180,
            blocker: "quirk",
            quirk: "ins-only-if-touched", cause: "pcm32-blocks-svc"),
        Case(
            name: "a Details window has the only thread (Q160853)", job: mandatory, minutes: 90,
            after: [["client", "details", "X", "--open"]], more: 120, blocker: "quirk",
            quirk: "pcm-details-blocks"
        ),
        Case(
            name: "a Details window before the file was touched (Q160853)", release: "1.2SP1", job: mandatory,
            minutes: 90, after: [["client", "details", "X", "--open"]], more: 20, blocker: "mandatory-time",
            quirk: "ins-only-if-touched", until: .some(nil)),
    ]

    static let times = [
        Case(
            name: "Windows 95 adds an hour (Q186132)", release: "1.2SP3", client: "platform: \"win95\"",
            job: mandatory, minutes: 150, blocker: "quirk", quirk: "pcm-w95-plus-hour",
            since: "1997-04-21 10:00",
            until: "1997-04-21 11:00"),
        Case(
            name: "a Mandatory After was missed (Q163488)", release: "1.2SP1",
            job: ["--mandatory-after", "1997-04-21 20:00"], minutes: 2_880, blocker: "quirk",
            quirk: "ins-only-if-touched", since: "1997-04-21 20:00", until: .some(nil)),
        Case(
            name: "an Offer After was missed (Q163488)", release: "1.2",
            job: ["--offer-after", "1997-04-21 22:00"],
            minutes: 2_880, blocker: "quirk", quirk: "ins-only-if-touched", since: "1997-04-21 22:00",
            until: .some(nil)),
        Case(
            name: "a Mandatory After will be missed (Q163488)", release: "1.2",
            job: ["--mandatory-after", "1997-04-21 20:00"], minutes: 150, blocker: "mandatory-time",
            quirk: "ins-only-if-touched", until: .some(nil)),
        Case(
            name: "the same where it is mended", release: "1.2SP2",
            job: ["--mandatory-after", "1997-04-21 20:00"],
            minutes: 150, blocker: "mandatory-time", until: "1997-04-21 20:00"),
        Case(
            name: "not yet read, though its time is past: the poll (Q163488)", release: "1.2",
            client: "user: \"\"", job: ["--mandatory-after", "1997-04-21 08:00"], minutes: 180,
            after: [["client", "off", "X"]], blocker: "client-off"),
        Case(
            name: "a slow link, where the release would heed it (Q154931)",
            quirks: "\"pcm-slowlink-ignored\": false", client: "slowLink: true",
            job: mandatory + ["--not-mandatory-over-slow-link"], minutes: 150, blocker: "user-has-to-run",
            since: "1997-04-21 10:00", until: .some(nil)),
        Case(
            name: "off and expired: nobody can help it any more", client: "user: \"\"",
            job: ["--expires-after", "1997-04-21 12:00"], before: [["client", "off", "X"]], minutes: 600,
            blocker: "expired", since: "1997-04-21 12:00", until: .some(nil)),
        Case(
            name: "logged off and expired", client: "user: \"\"",
            job: ["--expires-after", "1997-04-21 12:00"], minutes: 600, blocker: "expired",
            since: "1997-04-21 12:00"),
        Case(
            name: "behind a dead logon server and expired", job: ["--expires-after", "1997-04-21 12:00"],
            before: [["fault", "server", "CEN", "CLOG"]], minutes: 600, blocker: "expired",
            since: "1997-04-21 12:00"),
        Case(
            name: "off and expired, and SP4 runs it all the same (Q255284)", client: "user: \"\"",
            job: mandatory + ["--expires-after", "1997-04-21 12:00"], before: [["client", "off", "X"]],
            minutes: 600, blocker: "client-off", cause: "pcm-runs-expired-new"),
        Case(
            name: "its clock dated its status into the future (Q172899)", release: "1.2SP3",
            client: "clockOffsetMilliseconds: 864000000", job: mandatory, minutes: 1_440, blocker: "clock",
            quirk: "future-sni"),
    ]

    static let runs = [
        Case(
            name: "the program never ends (Q214448)", results: "{hangs: true}", job: mandatory,
            minutes: 1_440,
            blocker: "running", quirk: "pcm-hang-forever", until: .some(nil)),
        Case(
            name: "Windows goes down before the end is recorded (Q175652)", release: "1.2SP3",
            results: "{reboot: \"forced\"}", job: mandatory, minutes: 1_440, blocker: "quirk",
            quirk: "pcm-force-reboot-stays-pending", until: .some(nil)),
        Case(
            name: "the same at SP4, for a command without the flag", results: "{reboot: \"forced\"}",
            job: mandatory, minutes: 1_440, blocker: "failed-run", until: .some(nil)),
        Case(
            name: "PCMDOS lost control (Q191299)", release: "1.2SP3", client: "platform: \"dos6\"",
            results: "{endsElsewhere: true}", job: mandatory, minutes: 1_440, blocker: "quirk",
            quirk: "status-dos-lost"),
        Case(
            name: "NETX knows no UNC path (Q160775)", release: "1.1",
            client: "platform: \"dos6\", redirector: \"netx\"", job: mandatory, minutes: 1_440,
            blocker: "quirk",
            quirk: "status-netx-none"),
        Case(
            name: "the service writes no status (Q164877)", release: "1.2SP1",
            quirks: "\"ins-only-if-touched\": false", client: service, package: ["--background"],
            job: mandatory,
            minutes: 1_440, blocker: "quirk", quirk: "status-svc-none"),
        Case(
            name: "an upgrade of Windows under the service is begun again and again (Q158644)",
            release: "1.2SP1", quirks: "\"ins-only-if-touched\": false", client: service,
            results: "{reboot: \"upgrade\"}", package: ["--background"], job: mandatory, minutes: 1_440,
            blocker: "quirk", quirk: "svc-os-upgrade-loops", until: .some(nil)),
        Case(
            name: "a status MIF that cannot be parsed (Q190135)", release: "1.2SP4+hotfixes",
            results: "{mif: \"malformed\"}", job: mandatory, minutes: 1_440, blocker: "failed-run"),
        Case(
            name: "a value with quotation marks is not loaded (Q140810)", release: "1.1",
            results: "{mif: \"success\", description: \"a \\\"b\\\"\"}", job: mandatory, minutes: 1_440,
            blocker: "quirk", quirk: "status-quote-refused", until: .some(nil)),
        Case(
            name: "no drive letter is free (Q150727)", client: "localDrives: \"ABCDEFGHIJKLMNOPQRSTUVWXYZ\"",
            job: mandatory, minutes: 180, blocker: "no-drive-letter", until: .some(nil)),
        Case(
            name: "the distribution server is down, and comes back (Q161310)",
            faults: "{server: [\"CEN\", \"CSRV2\"], from: \"1997-04-21 09:30\", until: \"1997-04-22 07:00\"}",
            job: mandatory + ["--put-on", "CSRV2"], minutes: 300, blocker: "server-down",
            since: "1997-04-21 09:30", until: "1997-04-22 07:00"),
        Case(
            name: "the program is not there", results: "{program: \"missing\"}", job: mandatory, minutes: 300,
            blocker: "failed-run"),
        Case(
            name: "the program is not found for its path (Q160566)", command: "C:\\\\APPS\\\\SETUP.EXE",
            job: mandatory,
            minutes: 300, blocker: "failed-run", quirk: "pcm-path-in-package"),
    ]

    @Test(arguments: programs + times + runs)
    func `explain names what holds a command at its client`(about: Case) throws {
        let shell = try Shell()
        try FileManager.default.createDirectory(
            atPath: shell.scratch.path("src"), withIntermediateDirectories: true)
        try Data(count: 40_000).write(to: URL(fileURLWithPath: shell.scratch.path("src/SETUP.EXE")))
        _ = try shell.scratch.write("client.json5", Self.lab(about))
        _ = shell.out("lab", "create", "t", "--from", "client.json5")
        let command = about.command.replacing("\\\\", with: "\\")
        try done(
            [
                ["package", "create", "Quill", "--source", "src", "--command", "Install=\(command)"]
                    + about.package,
                [
                    "job", "create", "Quill", "--run", "Install", "--on", "computer:X", "--start-after",
                    "1998-01-01 00:00",
                ],
            ] + about.before, shell)
        try done(
            [["job", "create", "Quill", "--run", "Install", "--on", "computer:X"] + about.job], shell)
        _ = shell.out("run", "--for", "\(about.minutes)m", "--quiet")
        try done(about.after, shell)
        if about.more > 0 { _ = shell.out("run", "--for", "\(about.more)m", "--quiet") }
        let reasons = try #require(shell.object("explain", "client", "X")["reasons"] as? [[String: Any]])
        let told = shell.run("explain", "client", "X").out
        let reason = try #require(
            reasons.first { ($0["sentence"] as? String)?.hasPrefix("Job CEN00002:") ?? false }, "\(told)")
        #expect(reason["blocker"] as? String == about.blocker, "\(told)")
        #expect(reason["quirk"] as? String == about.quirk, "\(told)")
        if let since = about.since { #expect(reason["since"] as? String == since, "\(told)") }
        if let until = about.until { #expect(reason["until"] as? String == until, "\(told)") }
        let causes = reason["causes"] as? [[String: Any]] ?? []
        if let cause = about.cause { #expect(causes.contains { $0["quirk"] as? String == cause }, "\(told)") }
        // The job, and the list of all jobs, say the same of it.
        let line = try shell.list("explain").first { $0["id"] as? String == "CEN00002" }
        #expect(line?["blocker"] as? String == about.blocker)
        // A program log or a file of the lab does not contradict it: nothing is damaged.
        #expect(shell.run("lab", "check").code == 0)
    }

    private func done(_ lines: [[String]], _ shell: Shell) throws {
        for words in lines {
            let (code, _, err) = shell.run(words)
            // 3: done, with a warning of what it makes impossible.
            #expect(code == 0 || code == 3, "\(words): \(err)")
        }
    }

    private static func lab(_ about: Case) -> String {
        """
        { name: "client", seed: 3, start: "1997-04-21 08:00", fidelity: "modelled", phases: "aligned",
          release: "\(about.release)", quirks: {\(about.quirks)}, results: [\(about.results)], faults: [\(about.faults)],
          sites: [
           { code: "CEN", servers: [{name:"CSRV", roles:["site","distribution"]}, {name:"CLOG", roles:["logon"]},
                 {name:"CSRV2", roles:[]}, {name:"CFULL", roles:[], drives:[{letter:"C", free:"1KB"}]}],
             clients:[{names:"X"\(about.client.isEmpty ? "" : ", " + about.client)},
                 {names:"AWAY#", count:1, user:""}, {names:"FAST#", count:1, clockOffsetMilliseconds: 7200000}],
             groups:[{name:"Full", members:["CFULL"]}] } ]}
        """
    }

    /// One second for each computer before 1.2 (Q154861): 400 of them are six minutes and more.
    @Test(arguments: [("1.1", "target-list", "scheduler-1s-per-pc"), ("1.2", "client-off", nil)])
    func `rows of targets that are added one by one hold a job`(
        release: String, blocker: String, quirk: String?
    ) throws {
        let shell = try Shell()
        try FileManager.default.createDirectory(
            atPath: shell.scratch.path("src"), withIntermediateDirectories: true)
        try Data(count: 40_000).write(to: URL(fileURLWithPath: shell.scratch.path("src/SETUP.EXE")))
        _ = try shell.scratch.write(
            "many.json5",
            """
            { name: "many", seed: 3, start: "1997-04-21 08:00", fidelity: "modelled", phases: "aligned", release: "\(release)",
              sites: [{ code: "CEN", response: "very-fast", servers: [{name:"CSRV", roles:["site","logon","distribution"]}],
                clients:[{names:"PC#", count:400}] }]}
            """)
        _ = shell.out("lab", "create", "t", "--from", "many.json5")
        var off = ["client", "off"]
        off += (1...400).map { "PC\($0)" }
        try done(
            [
                ["package", "create", "Quill", "--source", "src", "--command", "Install=SETUP.EXE"], off,
                ["job", "create", "Quill", "--run", "Install", "--on", "site:CEN"],
                // What the job does not wait for.
                ["service", "pause", "SMS_SITE_REPORTER"],
            ], shell)
        _ = shell.out("run", "--for", "5m", "--quiet")
        let reasons = try #require(shell.object("explain", "job", "CEN00001")["reasons"] as? [[String: Any]])
        #expect(reasons.first?["blocker"] as? String == blocker)
        #expect(reasons.first?["quirk"] as? String == quirk)
        if release == "1.1" {
            // It began within the first two polls of a minute, and takes 400 seconds from there.
            let until = try #require(reasons.first?["until"] as? String)
            #expect(until > "1997-04-21 08:06" && until < "1997-04-21 08:10", "\(until)")
        }
    }
}
