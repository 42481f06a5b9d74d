import Testing

/// What truly holds a job between its sites and at their servers, where something else looks as if it did.
@Suite struct ExplainSendPathTests {
    static let all = "--on 'path:*|*|*'"
    static let closed =
        #"senders: [{kind: "lan", schedule: [{days: "sun-sat", from: 10, to: 20, jobs: "none"}]}]"#
    static let never =
        #"senders: [{kind: "lan", schedule: [{days: "sun-sat", from: 0, to: 24, jobs: "none"}]}]"#
    static let high =
        #"senders: [{kind: "lan", schedule: [{days: "sun-sat", from: 0, to: 24, jobs: "high"}]}]"#
    static let disk = #"servers: [{name: "SCEN", roles: ["site", "logon", "distribution"]}, "#

    static let sending: [BlockerScene] = [
        // Closed at ten, down since; the outbox opens at 20:00 (its schedule).
        .init(
            title: "outbox closed, and behind it the link is down", sites: BlockerScene.two(closed),
            done: ["fault link CEN LOW", "run 3h", "job create Quill \(all)", "run 3h"],
            blocker: "outbox-closed", says: ["The link between CEN and LOW is down"],
            until: "1997-04-21 20:00", source: "Q263356"),
        .init(
            title: "outbox of the only site never open", sites: BlockerScene.one(never),
            done: ["job create Quill \(all)", "run 3h"], blocker: "outbox-closed",
            says: ["never open for jobs of Medium"], until: "no", source: "Q263356"),
        .init(
            title: "outbox open for High only", sites: BlockerScene.two(high),
            done: ["job create Quill --on site:LOW", "run 3h"], blocker: "outbox-closed",
            says: ["never open for jobs of Medium"], never: ["gave up"], until: "no"),
        .init(
            title: "the only thread is taken by a site that cannot be reached",
            sites: [
                (
                    "CEN",
                    #"senders: [{kind: "lan", maximumSendings: 1, maximumSiteSendings: 1, retries: 50, retryDelayMinutes: 10}]"#
                ), ("LOW", ""),
            ],
            done: [
                "fault link CEN LOW", "job create Quill --on site:LOW", "run 30m",
                "job create Quill --on site:CEN", "run 1h",
            ], blocker: "capacity",
            says: ["could not send to site LOW", "The link between CEN and LOW is down"],
            source: "Q163379"),
        .init(
            title: "no transfer allowed, and the Senders are paused",
            sites: BlockerScene.two(#"senders: [{kind: "lan", maximumSendings: 0}]"#),
            done: ["service pause SMS_SENDERS", "job create Quill \(all)", "run 1h"],
            blocker: "service-paused", until: "no"),
        .init(
            title: "no share of the line until 20:00",
            sites: [
                (
                    "CEN",
                    #"addresses: [{to: "LOW", sender: "ras-async"}], senders: [{kind: "ras-async", hourlyPercent: ["#
                        + String(repeating: "0,", count: 20) + "50,50,50,50]}]"
                ), ("LOW", ""),
            ], done: ["job create Quill --on site:LOW", "run 3h"], blocker: "outbox-closed",
            says: ["at this hour"], until: "1997-04-21 20:00"),
        .init(
            title: "given back, and the link is up again", sites: BlockerScene.two(),
            done: [
                "fault link CEN LOW", "job create Quill --on site:LOW", "run 40m",
                "fault link CEN LOW --state up", "run 1m",
            ], blocker: "retry-delay", says: ["It can be reached now"], source: "Q214485"),
        .init(
            title: "the neighbour's site server is down, not the link", sites: BlockerScene.two(),
            done: ["fault server LOW SLOW", "job create Quill --on site:LOW", "run 1h"],
            blocker: "site-server-down", says: ["The site server SLOW of site LOW is down"]),
        .init(
            title: "the Remove job's request is not sent again", sites: BlockerScene.two(),
            done: [
                "job create Quill \(all)", "run 3h", "fault link CEN LOW", "job create Quill --remove all",
                "run 1h", "fault link CEN LOW --state up", "run 2d",
            ], blocker: "quirk", never: ["queues it again", "is down"], until: "no",
            quirk: "no-remove-resend", source: "Q185179"),
        .init(
            title: "the account of a site is locked at a release without that quirk",
            sites: BlockerScene.two(),
            done: ["fault site LOW account-locked", "job create Quill --on site:LOW", "run 3h"],
            blocker: "site-fault", says: ["account of site LOW is locked"], never: ["account-lockout"]),
        .init(
            title: "an address that names the own server",
            sites: BlockerScene.two(#"addresses: [{to: "LOW", server: "SCEN"}]"#),
            done: ["job create Quill --on site:LOW", "run 1d"], blocker: "no-address", says: ["SCEN"],
            never: ["lost"], until: "no", source: "Q266759"),
    ]

    /// A drive of the destination that could not take the package, and that nothing was ever tried at.
    static let small =
        #"servers: [{name: "SLOW", roles: ["site", "logon", "distribution"], drives: [{letter: "D", free: "1KB"}]}]"#

    static let untried: [BlockerScene] = [
        .init(
            title: "the outbox is closed, the link down, and the destination's drive full",
            sites: BlockerScene.two(never, small),
            done: ["fault link CEN LOW", "job create Quill --on site:LOW", "run 3h"],
            blocker: "outbox-closed",
            says: ["The link between CEN and LOW is down", "And then: The SMS drive"],
            until: "no"),
        .init(
            title: "the link is down, and the destination's drive full", sites: BlockerScene.two("", small),
            done: ["fault link CEN LOW", "job create Quill --on site:LOW", "run 1h"],
            blocker: "link-down", says: ["And then: The SMS drive"]),
        .init(
            title: "no transfer allowed, and the destination's drive full",
            sites: BlockerScene.two(#"senders: [{kind: "lan", maximumSendings: 0}]"#, small),
            done: ["job create Quill --on site:LOW", "run 1h"], blocker: "capacity",
            says: ["And then: The SMS drive"], until: "no"),
    ]

    static let hops: [BlockerScene] = [
        .init(
            title: "no address on the second hop",
            sites: BlockerScene.three("", #"addresses: [{to: "CEN"}]"#),
            done: ["job create Quill --on site:LOW", "run 1d"], blocker: "no-address",
            says: ["Site MID has no address to site LOW"], until: "no"),
        .init(
            title: "no address back",
            sites: BlockerScene.two("", "addresses: []"),
            done: ["job create Quill --on site:LOW --mandatory-after '1997-04-21 09:00'", "run 3d"],
            blocker: "no-address", says: ["Site LOW has no address to site CEN", "event 332"], until: "no"),
        .init(
            title: "the child's Despooler is paused", sites: BlockerScene.three(),
            done: [
                "service pause SMS_DESPOOLER --site LOW", "fault link MID CEN --state up",
                "job create Quill --on site:LOW", "run 1d",
            ], blocker: "service-paused", says: ["SMS_DESPOOLER of site LOW"]),
        .init(
            title: "seven days over at a site between", sites: BlockerScene.three(),
            // The job is Failed as soon as MID's word of it is at CEN.
            done: [
                "service pause SMS_SITE_REPORTER --site MID", "fault link MID LOW",
                "job create Quill --on site:LOW", "run 9d",
            ], blocker: "given-up",
            says: ["Site MID gave up sending it to site LOW (event 21)"], until: "no", source: "Q214485"),
        .init(
            title: "a request going down is not what holds the status that goes up",
            sites: BlockerScene.three("", "", ""),
            done: [
                "service pause SMS_SITE_REPORTER --site MID",
                "job create Quill --on site:MID --mandatory-after '1997-04-21 09:00'", "run 50m",
                "fault link MID LOW", "job create Quill --on site:LOW", "run 1d",
            ], job: "CEN00001", blocker: "service-paused", says: ["SMS_SITE_REPORTER of site MID"],
            never: ["gave up on site LOW"]),
        .init(
            title: "status loaded by a site between whose SQL Server is down", sites: BlockerScene.three(),
            done: [
                "fault sql MID", "job create Quill --on site:LOW --mandatory-after '1997-04-21 09:00'",
                "run 2d",
            ], blocker: "sql-down", says: ["SQL Server of site MID"], until: "no"),
    ]

    static let cancels: [BlockerScene] = [
        .init(
            title: "the cancel is stuck on the second hop", sites: BlockerScene.three(),
            done: [
                "job create Quill \(all)", "run 2h", "fault link MID LOW", "job cancel CEN00001", "run 2h",
            ], job: "CEN00001", blocker: "link-down",
            says: ["The cancel instruction for site LOW", "The link between MID and LOW is down"],
            never: ["Site CEN has not confirmed"]),
        .init(
            title: "the cancel is there, and the Despooler is paused", sites: BlockerScene.three(),
            done: [
                "job create Quill \(all)", "run 2h", "service pause SMS_DESPOOLER --site LOW",
                "job cancel CEN00001", "run 2h",
            ], job: "CEN00001", blocker: "service-paused", says: ["SMS_DESPOOLER of site LOW"],
            never: ["has not confirmed"]),
        .init(
            title: "the answer to the cancel is at a Site Reporter", sites: BlockerScene.three(),
            done: [
                "job create Quill \(all)", "run 2h", "service pause SMS_SITE_REPORTER --site LOW",
                "job cancel CEN00001", "run 2h",
            ], job: "CEN00001", blocker: "service-paused",
            says: ["has carried the cancel out", "SMS_SITE_REPORTER of site LOW"]),
        .init(
            title: "the answer to the cancel has no way up",
            sites: BlockerScene.three("", "", "addresses: []"),
            done: ["job create Quill \(all)", "run 2h", "job cancel CEN00001", "run 8h"], job: "CEN00001",
            blocker: "no-address", says: ["Site LOW has no address to site MID"], until: "no"),
    ]

    static let servers: [BlockerScene] = [
        // 100 tries of the Despooler at Fast are 200 hours (Q182414): no try after that.
        .init(
            title: "a file is in use, and the event says disk space", sites: BlockerScene.one(),
            done: [
                "job create Quill \(all)", "run 2h", "server lock SCEN Quill --until '1997-04-22 08:00'",
                "job create Quill \(all) --send always", "run 3h",
            ], blocker: "file-in-use", says: ["a file of the package is open"],
            never: ["there is not enough"],
            until: "1997-04-22 08:05", quirk: "disk-space-lie", source: "Q193766"),
        .init(
            title: "a file is in use, and the event says so", sites: BlockerScene.one(),
            head: #"release: "1.2", quirks: {"disk-space-lie": false}"#,
            done: [
                "job create Quill \(all)", "run 2h", "server lock SCEN Quill --until '1997-05-21 08:00'",
                "job create Quill \(all) --send always", "run 3h",
            ], blocker: "file-in-use", says: ["event 16"], never: ["a try failed"]),
        .init(
            title: "the drive of the second of two servers is full, the first is back",
            sites: BlockerScene.one(
                disk + #"{name: "V1", roles: ["distribution"]}, "#
                    + #"{name: "V2", roles: ["distribution"], drives: [{letter: "C", free: 1}]}]"#),
            done: [
                "fault server CEN V1", "job create Quill \(all)", "run 3h", "fault server CEN V1 --state up",
                "run 30m",
            ], blocker: "no-disk", says: ["for V2: there is not enough disk space (event 109)", "for V1"],
            never: ["for V1: the server cannot"]),
        .init(
            title: "a server came back, and the next try is far",
            sites: BlockerScene.one(disk + #"{name: "V", roles: ["distribution"]}]"#),
            done: [
                "fault server CEN V", "job create Quill \(all)", "run 1h",
                "fault server CEN V --state up", "run 1m",
            ], blocker: "user-has-to-run", says: ["is mended"], never: ["cannot be reached"]),
        .init(
            title: "a server was taken out of the site",
            sites: BlockerScene.one(disk + #"{name: "V", roles: ["distribution"]}]"#),
            done: ["fault server CEN V", "job create Quill \(all)", "run 1h", "server remove V", "run 1h"],
            blocker: "removed", says: ["taken out of the site"], never: ["cannot be reached"]),
        .init(
            title: "a NetWare server without Everyone",
            sites: BlockerScene.one(
                disk + #"{name: "V", kind: "netware3", everyone: false, roles: ["distribution"], "#
                    + #"drives: [{letter: "S", fileSystem: "netware", free: "1GB"}]}]"#),
            done: ["job create Quill \(all)", "run 3h"], blocker: "access-denied", says: ["Everyone"],
            never: ["cannot be reached"], quirk: "netware-everyone", source: "Q169748"),
        .init(
            title: "a share name of Windows NT", sites: BlockerScene.one(),
            done: [
                "package create Ad --share-source src --share-name ADMIN$", "job create Ad --share", "run 3h",
            ], blocker: "share-name", says: ["event 8"], never: ["a try failed"]),
        .init(
            title: "users were warned",
            sites: BlockerScene.one(
                "useForcedDisconnect: true, retriesBeforeForcedDisconnection: 0, forcedDisconnectionDelayMinutes: 600"
            ),
            done: [
                "job create Quill \(all)", "run 2h", "server lock SCEN Quill --until '1997-05-21 08:00'",
                "job create Quill \(all) --send always", "run 6h",
            ], blocker: "file-in-use", says: ["has warned whoever"], source: "Q128458"),
        .init(
            title: "a job waits behind that delay",
            sites: BlockerScene.one(
                "useForcedDisconnect: true, retriesBeforeForcedDisconnection: 0, forcedDisconnectionDelayMinutes: 600"
            ),
            done: [
                "job create Quill \(all)", "run 2h", "server lock SCEN Quill --until '1997-05-21 08:00'",
                "job create Quill \(all) --send always", "run 5h", "job create Quill \(all)", "run 2h",
            ], blocker: "despooler", says: ["has warned whoever"]),
        .init(
            title: "a query with eight clauses, and tempdb is as it should be",
            sites: BlockerScene.one(
                "queries: [{name: 'Q', text: '"
                    + Array(repeating: #"Identification.Name is like "%""#, count: 8).joined(
                        separator: " and ")
                    + "'}]"),
            done: ["job create Quill --on query:Q", "run 1h"], blocker: "query",
            says: ["SQL Server joins 16"],
            never: ["tempdb"], until: "no", quirk: "query-eight-clauses", source: "Q121384"),
        .init(
            title: "a query, and tempdb lacks its option",
            sites: BlockerScene.one("tempdbSelectInto: false, queries: [{name: 'Q', text: ''}]"),
            done: ["job create Quill --on query:Q", "run 1h"], blocker: "query", says: ["tempdb"],
            until: "no", quirk: "tempdb-320", source: "Q199985"),
    ]

    @Test(arguments: sending) func `between sites`(scene: BlockerScene) throws { try scene.check() }
    @Test(arguments: untried) func `behind what was never tried`(scene: BlockerScene) throws {
        try scene.check()
    }
    @Test(arguments: hops) func `over two hops`(scene: BlockerScene) throws { try scene.check() }
    @Test(arguments: cancels) func `while a job is cancelled`(scene: BlockerScene) throws {
        try scene.check()
    }
    @Test(arguments: servers) func `at distribution servers`(scene: BlockerScene) throws { try scene.check() }
}
