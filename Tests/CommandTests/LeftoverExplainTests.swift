import Testing

/// What `explain` says of files that the Despooler has not listed, and of a Sender without capacity.
@Suite struct LeftoverExplainTests {
    static let scenes: [BlockerScene] = [
        // 200 statuses of a minute each lie in RECEIVE, 50 of them are listed, and statuses come first (Q168130).
        .init(
            title: "an instruction behind a batch of statuses",
            sites: [
                ("CEN", #"clients: [{names: "CENPC#", count: 200}], statusMilliseconds: 60000"#)
            ],
            done: [
                "job create Quill --on site:CEN --mandatory-after '1997-04-21 08:00'", "run 3h",
                "job create Quill --on site:CEN --no-run", "run 20m",
            ], blocker: "despooler",
            says: [
                "It is not in the batch that the Despooler of site CEN works off", "at most 50",
                "Statuses are listed before instructions", "quirk sni-first", "Q168130",
            ]),
        // With the hotfix the instruction comes first, but what is listed is worked off before.
        .init(
            title: "an instruction behind a smaller batch, with the hotfix",
            sites: [
                (
                    "CEN",
                    #"clients: [{names: "CENPC#", count: 200}], statusMilliseconds: 600000, maxFileEnum: 5"#
                )
            ], head: #"release: "1.2SP4+hotfixes""#,
            done: [
                "job create Quill --on site:CEN --mandatory-after '1997-04-21 08:00'", "run 3h",
                "job create Quill --on site:CEN --no-run", "run 12m",
            ], blocker: "despooler", says: ["works off", "at most 5 "], never: ["sni-first"]),
        // The second LAN Sender goes, and the values of both with it (Q138243).
        .init(
            title: "a Sender whose values went with the second one", sites: BlockerScene.two(),
            done: [
                "fault site CEN second-sender", "run 1h", "fault site CEN second-sender --state up",
                "job create Quill --on site:LOW", "run 1h",
            ], blocker: "capacity", says: ["0 transfers at a time", "--maximum 5 --per-site"], until: "no",
            quirk: "duplicate-lan-sender", source: "Q138243"),
        // Set to 0 by hand: nothing of that quirk.
        .init(
            title: "a Sender that was set to 0", sites: BlockerScene.two(),
            done: ["site sender CEN lan --maximum 0", "job create Quill --on site:LOW", "run 1h"],
            blocker: "capacity", says: ["0 transfers at a time"], never: ["duplicate-lan-sender"], until: "no"
        ),
    ]

    @Test(arguments: scenes) func `explain names`(_ scene: BlockerScene) throws { try scene.check() }
}
