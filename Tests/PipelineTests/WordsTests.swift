import Emulation
import Pipeline
import SiteModel
import Testing

/// The small words that components decide with.
@Suite struct WordsTests {
    static let patterns: [(String, String, Bool)] = [
        ("*", "", true), ("*", "PC1", true), ("PC1", "pc1", true), ("PC1", "PC10", false),
        ("PC*", "PC", true),
        ("PC*", "XPC", false), ("*1", "PC1", true), ("*1", "PC12", false), ("P*1", "PC11", true),
        ("P*C*1", "PXCX1", true), ("P*C*1", "PX1", false), ("**", "A", true), ("", "", true),
        ("", "A", false),
        ("A*B*C", "ABBBC", true), ("A*BC", "ABBC", true), ("*A*", "BAB", true),
    ]

    @Test(arguments: patterns)
    func `a star stands for anything`(pattern: String, name: String, fits: Bool) {
        #expect(wildcardMatches(pattern, name) == fits)
    }

    @Test func `the first rule that fits is used`() {
        let book = RuleBook(
            results: [
                ResultRule(clients: "PC1", command: "Install", attempt: 1, exitCode: 1),
                ResultRule(clients: "PC*", attempt: 2, exitCode: 2),
                ResultRule(command: "Remove", exitCode: 3),
            ],
            users: [UserRule(clients: "PC1", runsAfterMinutes: nil), UserRule(runsAfterMinutes: 7)])
        func exit(_ client: String, _ command: String, _ attempt: Int) -> Int64 {
            book.result(client: { client }, command: command, attempt: attempt).exitCode
        }
        #expect(exit("PC1", "Install", 1) == 1)
        #expect(exit("PC1", "Install", 2) == 2)
        #expect(exit("PC1", "Remove", 1) == 3)
        #expect(exit("WS1", "Install", 1) == 0)
        // "Never" is an answer; the next rule is not asked.
        #expect(book.runsAfterMinutes(client: { "PC1" }, command: "Install") == nil)
        #expect(book.runsAfterMinutes(client: { "PC2" }, command: "Install") == 7)
        #expect(RuleBook(results: [], users: []).runsAfterMinutes(client: { "PC2" }, command: "") == nil)
    }

    static let paths: [(String, Bool)] = [
        ("*|*|*", true), ("BPC|DOM|PC1", true), ("bpc|*|*", true), ("BPC|*", false), ("BPC:DOM:PC1", false),
        ("BPC|DOM|PC1|", false), ("||", false), ("BPC|D*|*", false), ("CON|*|*", false), ("BPCX|*|*", false),
        ("*|*|P:C", false),
    ]

    @Test(arguments: paths)
    func `a machine path has three whole elements`(text: String, isPath: Bool) {
        #expect((MachinePath(text) != nil) == isPath)
    }

    @Test func `a client is found by its name in any case, and by no other spelling`() throws {
        var definition = SiteDefinition(code: try #require(SiteCode("BPC")))
        definition.clients = [
            ClientRange(pattern: "PC#", first: 8, count: 5),
            ClientRange(pattern: "WS###x", first: 1, count: 1_200),
            ClientRange(pattern: "ALONE"), ClientRange(pattern: "TWO", first: 1, count: 2),
        ]
        let image = SiteImage(
            number: 0, definition: definition, labStart: 0, seed: 1,
            quirks: QuirkSet(release: .sp4, overrides: [:]))
        let clients = image.clients
        #expect(clients.count == 5 + 1_200 + 1 + 2)
        for client in 0..<clients.count {
            #expect(clients.index(clients.name(client)) == client)
            #expect(clients.index(clients.name(client).lowercased()) == client)
        }
        #expect(clients.name(5) == "WS001x" && clients.name(1_204) == "WS1200x")
        #expect(clients.name(1_205) == "ALONE" && clients.name(1_206) == "TWO1")
        for name in [
            "", "PC", "PC7", "PC13", "PC08", "PC 8", "PC99999999999999999999", "WS01x", "WS0001x", "WS001",
            "WS1201x",
            "ALONE1", "TWO", "TWO3", "TWO01",
        ] {
            #expect(clients.index(name) == nil, "\(name)")
        }
    }

    @Test func `a quirk lives in its releases, unless it is switched by hand`() {
        #expect(!Quirk.earlyComplete.isAlive(at: .sp3))
        #expect(Quirk.earlyComplete.isAlive(at: .sp4))
        #expect(!Quirk.earlyComplete.isAlive(at: .sp4Hotfixes))
        #expect(Release.allCases.allSatisfy { Quirk.retryingSticks.isAlive(at: $0) })
        #expect(
            !Quirk.sendOnlyNeverComplete.isAlive(at: .v11) && Quirk.sendOnlyNeverComplete.isAlive(at: .v12))
        let set = QuirkSet(
            release: .sp4, overrides: ["early-complete": false, "send-only-never-complete": true])
        #expect(!set.contains(.earlyComplete))
        #expect(set.contains(.sendOnlyNeverComplete))
        #expect(set.contains(.sniFirst))
        #expect(Quirk.all.map(\.name) == Quirk.all.map(\.name).sorted())
        #expect(Set(Quirk.all.map(\.name)).count == Quirk.all.count)
        // Each knows its place, so that a set is asked by number.
        #expect(Quirk.all.map { Int($0.number) } == Array(Quirk.all.indices))
        for quirk in Quirk.all {
            #expect(QuirkSet(release: .sp4, overrides: [quirk.name: true]).contains(quirk))
            #expect(!QuirkSet(release: .sp4, overrides: [quirk.name: false]).contains(quirk))
        }
    }

    @Test func `a set of places keeps the order of adding, each once`() {
        var set = PlaceSet()
        for place in [700, 3, 64, 3, 63, 700, 0] as [UInt32] { set.insert(place) }
        #expect(set.places == [700, 3, 64, 63, 0])
        set.removeAll()
        #expect(set.isEmpty)
        set.insert(3)
        #expect(set.places == [3])
    }

    @Test func `four statuses fit one number and come back`() throws {
        for overall in JobStatus.allCases {
            for cancel in JobStatus.allCases {
                var job = Job(
                    id: try #require(JobID("BPC00001")), packageID: try #require(PackageID("BPC00001")),
                    created: LocalTime(seconds: 0))
                job.status = overall
                job.sendingStatus = .retrying
                job.workingStatus = .failed
                job.cancelStatus = cancel
                let back = unpackStatus(packStatus(job))
                #expect(back.overall == overall && back.sending == .retrying)
                #expect(back.working == .failed && back.cancel == cancel)
            }
        }
    }

    @Test func `trace codes and signals keep their stored numbers`() {
        // Written into every lab: a number that changes makes old traces unreadable.
        #expect(TraceCode.jobStatusChanged.rawValue == 12)
        #expect(TraceCode.pcmPolled.rawValue == 80)
        #expect(TraceCode.eventRaised.rawValue == 100)
        #expect(TraceCode.allCases.allSatisfy { $0.rawValue < 0x80 })
        #expect(SignalKind.schedulerPoll.rawValue == 1)
        #expect(SignalKind.pcmPoll.rawValue == 13)
        #expect(SignalKind.applicationsPoll.rawValue == 23)
        // A Sender's entries carry its kind; Component has a name for each kind.
        #expect(Set(SenderKind.allCases.map { Component($0) }).count == SenderKind.allCases.count)
        let speakers = TraceCode.allCases.map(\.component) + SenderKind.allCases.map { Component($0) }
        #expect(Set(speakers) == Set(Component.allCases), "every component says something")
    }
}
