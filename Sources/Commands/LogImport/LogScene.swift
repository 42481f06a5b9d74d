import LegacyFormats
import SiteModel

/// What a lab needs so that something of a log comes about in it: what of the lab file differs from a plain site with one
/// package, and which commands are given.
struct LogScene {
    /// What it shows, in a sentence; named as a guess in the script.
    var what: String
    /// The line that it is taken from.
    var origin: String
    /// The article with the same, or empty.
    var article = ""
    var quirks: [(name: String, isOn: Bool)] = []
    /// The members of the clients: `{ names: "PC#", count: 2 }`.
    var clients = ["{ names: \"PC#\", count: 2 }"]
    /// Members of the lab file besides: how commands end, and others.
    var results: [String] = []
    var members: [String] = []
    /// Whether the logon server is another computer than the site server.
    var hasOwnLogonServer = false
    /// Whether there is a site below, SUB.
    var hasChild = false
    /// `--background` and the like of the package.
    var packageOptions: [String] = []
    /// The commands behind the making of the package; `@SITE`, `@LOGON`, `@SOURCE` and `@START` stand for what was guessed,
    /// quoted for a shell when it is put in, so that they stand outside of quotation marks.
    var commands: [String]

    /// The last send request, as a shell looks it up.
    static let lastRequest = "\"$(sms12 tool dumpsend --format csv | tail -n 1 | cut -d , -f 1)\""

    /// A job for all clients that is run at once, and as much time as its status takes.
    private static let plain = [
        "sms12 job create Package --on site:@SITE --mandatory-after @START", "sms12 run --for 8h --quiet",
    ]

    /// The same for the clients of a site below.
    private static let below = [
        "sms12 job create Package --on site:SUB --mandatory-after @START", "sms12 run --for 12h --quiet",
    ]

    /// The scene for some logs: the most particular message decides.
    ///
    /// Nil where they tell of nothing that a lab does.
    static func of(_ facts: LogFacts) -> LogScene? {
        scheduler(facts) ?? status(facts) ?? client(facts) ?? others(facts) ?? general(facts)
    }

    private static func scheduler(_ facts: LogFacts) -> LogScene? {
        if let source = facts.sources.first {
            guard source.win32 == "5" else {
                return LogScene(
                    what: "the source of a package is not there when the Scheduler looks for it",
                    origin: source.path.origin, article: "Q168510",
                    commands: [
                        "rm -r @SOURCE", "sms12 job create Package --on site:@SITE --no-run",
                        "sms12 run --for 1h --quiet",
                    ])
            }
            return LogScene(
                what:
                    "the account of the services has not the password that Windows NT knows, so that no source can be read",
                origin: source.path.origin, article: "Q168510",
                quirks: [("stale-account-after-change", true)],
                commands: [
                    "sms12 fault site @SITE service-password",
                    "sms12 job create Package --on site:@SITE --no-run",
                    "sms12 run --for 1h --quiet",
                ])
        }
        if let line = facts.found("request-unreadable", "request-dropped") {
            return LogScene(
                what: "a send request to a site below has a record of length zero", origin: line.origin,
                article: "Q159201", quirks: [("srq-zero-length-loop", true)], hasChild: true,
                commands: [
                    "sms12 run --for 4h --quiet", "sms12 fault link @SITE SUB",
                    "sms12 job create Package --on site:SUB", "sms12 run --for 10m --quiet",
                    "sms12 fault request @SITE \(lastRequest) zero-length",
                    "sms12 run --for 1h --quiet",
                ])
        }
        return nil
    }

    private static func status(_ facts: LogFacts) -> LogScene? {
        if let line = facts.found("mif-date") {
            return LogScene(
                what: "a client whose clock shows 2031 leaves a status", origin: line.origin,
                article: "Q239534",
                quirks: [("mif-year-2030", true), ("future-sni", false)],
                clients: ["{ names: \"PC1\", clockOffsetMilliseconds: 1073088000000 }"],
                results: ["{ exitCode: 1, mif: \"failed\", description: \"no room\" }"],
                commands: plain)
        }
        if let line = facts.found("despool-not-before") {
            return LogScene(
                what: "a client whose clock is ahead leaves a status", origin: line.origin,
                article: "Q172899",
                quirks: [("future-sni", true)],
                clients: ["{ names: \"PC1\", clockOffsetMilliseconds: 93600000 }"], commands: plain)
        }
        if let line = facts.found("status-malformed") {
            return LogScene(
                what: "a command leaves a status MIF that cannot be parsed", origin: line.origin,
                article: "Q190135",
                quirks: [("malformed-mif-complete", true)], clients: ["{ names: \"PC1\" }"],
                results: ["{ attempt: 1, exitCode: 1, mif: \"malformed\" }"], commands: plain)
        }
        if let line = facts.found("despool-failed") {
            return LogScene(
                what: "a command leaves a status MIF whose Description is empty", origin: line.origin,
                article: "Q169491", quirks: [("empty-description-cb", true)], clients: ["{ names: \"PC1\" }"],
                results: ["{ mif: \"success\" }"], commands: plain)
        }
        if let line = facts.found("pcm-mif") {
            return LogScene(
                what: "a command leaves a status MIF", origin: line.origin, article: "Q169491",
                clients: ["{ names: \"PC1\" }"],
                results: ["{ mif: \"success\", description: \"Installed\" }"],
                commands: plain)
        }
        return nil
    }

    private static func client(_ facts: LogFacts) -> LogScene? {
        let service = ["{ names: \"PC1\", role: \"logon-server\", user: \"\" }"]
        if let line = facts.found("pcm-service-only") {
            return LogScene(
                what: "a background command on a computer whose user's program leaves it to the service",
                origin: line.origin, article: "Q166765", packageOptions: ["--background"],
                commands: plain)
        }
        if let line = facts.found("pcm-no-file") {
            return LogScene(
                what: "the service of Windows NT 3.51 cannot open the instruction file", origin: line.origin,
                article: "Q160855", quirks: [("ins-unreadable-nt351", true)],
                clients: ["{ names: \"PC1\", role: \"logon-server\", user: \"\", osVersion: \"3.51\" }"],
                packageOptions: ["--background"], commands: plain)
        }
        if let line = facts.found("svc-error", "svc-bad") {
            return LogScene(
                what: "the service starts a command whose process handle is below 32", origin: line.origin,
                article: "Q149672",
                quirks: [("status-handle-below-32", true), ("status-svc-none", false)], clients: service,
                results: ["{ handle: 20 }"], packageOptions: ["--background"], commands: plain)
        }
        if let line = facts.found("pcm-no-logon-server") {
            return LogScene(
                what: "a user logs on while the logon server is away", origin: line.origin,
                article: "Q188578",
                quirks: [("pcm-exits-no-server", true), ("pcm-av-no-current-server", false)],
                clients: ["{ names: \"PC1\", user: \"\" }"], hasOwnLogonServer: true,
                commands: [
                    "sms12 run --for 1h --quiet", "sms12 server set @LOGON --offline",
                    "sms12 client logon PC1",
                    "sms12 run --for 2h --quiet",
                ])
        }
        if let line = facts.found("pcm-semaphore", "pcm-semaphore-lost") {
            return LogScene(
                what: "a user logs on while the service runs a command", origin: line.origin,
                article: "Q231378",
                quirks: [("pcm-busy-dialog", true)], clients: service,
                results: ["{ durationSeconds: 10800 }"],
                packageOptions: ["--background"],
                commands: [
                    "sms12 job create Package --on site:@SITE --mandatory-after @START",
                    "sms12 run --for 3h --quiet",
                    "sms12 client logon PC1", "sms12 run --for 1h --quiet",
                ])
        }
        if let line = facts.found("pcm-handle", "pcm-not-in-process") {
            return LogScene(
                what: "a command that ends Windows leaves a handle of zero behind", origin: line.origin,
                article: "Q193784", quirks: [("pcm-execute-dimmed", true)], clients: ["{ names: \"PC1\" }"],
                packageOptions: ["--system-exit"], commands: plain)
        }
        if let line = facts.found("svc-still") {
            return LogScene(
                what: "the service runs a command that takes long", origin: line.origin, clients: service,
                results: ["{ durationSeconds: 1800 }"], packageOptions: ["--background"], commands: plain)
        }
        if let line = facts.found("svc-installing", "svc-refresh", "pcm-report", "pcm-after") {
            return LogScene(
                what: "a client finds a command and runs it", origin: line.origin,
                clients: facts.has("svc-refresh") ? service : ["{ names: \"PC1\" }"],
                packageOptions: facts.has("svc-refresh") ? ["--background"] : [], commands: plain)
        }
        return nil
    }

    private static func others(_ facts: LogFacts) -> LogScene? {
        if let line = facts.found("item-failed", "item-failed-nad") {
            return LogScene(
                what: "a program item has a title of more than 40 characters", origin: line.origin,
                article: "Q188060",
                quirks: [("nad-corruption", true)],
                packageOptions: [
                    "--share-name APPS", "--item \"The quarterly report of the whole company=setup.exe\"",
                ], commands: ["sms12 run --for 2h --quiet"])
        }
        if let line = facts.found("mif-bad", "mif-try") {
            return LogScene(
                what: "a damaged MIF lies in the Data Loader's box", origin: line.origin,
                commands: ["sms12 fault file @SITE mif", "sms12 run --for 2h --quiet"])
        }
        if let line = facts.found("sql-ends", "sql-ends-thread") {
            return LogScene(
                what: "the SQL Server of the site does not answer", origin: line.origin,
                commands: plain.prefix(1) + [
                    "sms12 run --for 90m --quiet", "sms12 fault sql @SITE", "sms12 run --for 4h --quiet",
                ])
        }
        if let line = facts.found("despool-inventory", "working-on", "child-retry") {
            return LogScene(
                what: "a site below sends up what its clients reported", origin: line.origin, hasChild: true,
                commands: below)
        }
        if let line = facts.found("thread-list") {
            return LogScene(
                what: "a thread of SMS Executive is started", origin: line.origin,
                commands: [
                    "sms12 service stop SMS_DESPOOLER", "sms12 run --for 1h --quiet",
                    "sms12 service start SMS_DESPOOLER", "sms12 run --for 1h --quiet",
                ])
        }
        if let line = facts.found("watchdog", "watchdog-file", "control-written", "control-loaded") {
            return LogScene(
                what: "Hierarchy Manager and Site Configuration Manager do their rounds", origin: line.origin,
                members: ["siteProperties: \"components\""],
                commands: [
                    "sms12 run --for 1h --quiet", "sms12 site set @SITE --response fast",
                    "sms12 run --for 1d --quiet",
                ])
        }
        return nil
    }

    /// A job from its beginning to its end.
    private static func general(_ facts: LogFacts) -> LogScene? {
        let keys = [
            "job-due", "compress-begin", "compress-end", "compress-failed", "request-made", "capacity",
            "outbox",
            "write-begin", "write-end", "despool-found", "despool-status", "despool-done", "despool-wait",
            "decompress", "copied", "offers-written", "instructions-copied", "statuses-gathered",
            "row-updated",
            "machine-begin", "mif-wait", "mifs-none", "reports-sent", "nad-look", "nad-lists",
            "lists-changed",
        ]
        guard let key = keys.first(where: { facts.has($0) }), let line = facts.found(key) else { return nil }
        return LogScene(
            what: "a job goes to the clients, and their status comes back", origin: line.origin,
            hasChild: facts.has("write-begin", "write-end", "capacity") || !facts.sites.isEmpty,
            commands: facts.has("write-begin", "capacity") ? below : plain)
    }
}
