import LegacyFormats
import SiteModel
import Testing

/// One rule of the lab file: the smallest file that breaks it, with code and column of the last line named.
struct BrokenRule: Sendable, CustomTestStringConvertible {
    var text: String
    var code: String
    /// What stands at the place of the finding.
    var at: String
    var testDescription: String { "\(code) at \(at)" }
}

@Suite struct LabValidationTests {
    @Test func `a neighbour without the fault has no finding`() {
        #expect(readLabDefinition(Array(labText().utf8), file: "f").findings == [])
    }

    @Test(arguments: rules)
    func `a broken rule is found at its place`(rule: BrokenRule) throws {
        let (lab, findings) = readLabDefinition(Array(rule.text.utf8), file: "f")
        #expect(findings.map(\.code) == [rule.code], "\(findings)")
        let finding = try #require(findings.first)
        #expect((lab == nil) == (finding.severity == .error))
        let place = try #require(finding.location)
        let lines = rule.text.split(separator: "\n", omittingEmptySubsequences: false)
        try #require(place.line >= 1 && place.line <= lines.count)
        #expect(lines[place.line - 1].dropFirst(place.column - 1).hasPrefix(rule.at), "\(finding)")
    }

    @Test(
        arguments: [
            // Patterns and first numbers of two ranges of 100 (or 1) each, and the first name they share.
            ("PC#", 1, "PC#", 50, "PC50"), ("PC#", 1, "pc##", 5, "PC10"), ("PC1#", 0, "PC#", 1, "PC10"),
            ("PC#", 1, "PC##", 100, "PC100"), ("A#1", 0, "A1#", 0, "A11"), ("PC###", 0, "PC0##", 0, "PC000"),
            ("X#B", 1, "X#", 1, nil), ("PC#", 1, "PC#", 101, nil), ("PC####", 1, "PC#", 1, nil),
            ("PC1#", 0, "PC2#", 0, nil), ("PC", 1, "PC#", 100, "PC100"), ("A##B#", 0, "A#", 0, nil),
        ] as [(String, Int, String, Int, String?)])
    func `ranges that share a name are found without listing them`(
        left: String, first: Int, right: String, second: Int, name: String?
    ) {
        let one = ClientRange(pattern: left, first: first, count: 100)
        let two = ClientRange(pattern: right, first: second, count: 100)
        #expect(one.commonName(with: two) == name)
        #expect((two.commonName(with: one) == nil) == (name == nil))
    }

    @Test(arguments: UInt64(0)..<100)
    func `common names agree with listing every name`(seed: UInt64) {
        var random = TestRandom(seed + 31)
        func range() -> ClientRange {
            let pattern = random.pick([
                "P#", "P##", "P###", "P1#", "P12#", "P#1", "P#12", "p1##2", "P", "P1##", "P#P", "P21#",
            ])
            return ClientRange(
                pattern: pattern, first: random.pick([0, 1, 7, 90, 99, 100, 990]),
                count: 1 + random.below(150))
        }
        let one = range()
        let two = range()
        let names = Set((0..<one.count).map { one.name(at: $0).uppercased() })
        let shared = (0..<two.count).map { two.name(at: $0).uppercased() }.filter { names.contains($0) }
        let found = one.commonName(with: two)
        #expect((found == nil) == shared.isEmpty, "\(one.pattern) \(one.first) \(two.pattern) \(two.first)")
        if let found { #expect(shared.contains(found)) }
        for place in stride(from: 0, to: one.count, by: 7) {
            #expect(one.place(of: one.name(at: place).lowercased()) == place)
        }
        for name in shared where one.place(of: name) == nil { Issue.record("\(name) not found") }
        #expect(one.place(of: "P99999999999999999999999999") == nil)
    }

    @Test func `many large ranges are compared without listing their names`() {
        var lab = defaultLab(name: "x", siteCode: SiteCode("BPC") ?? fallbackCode, servers: 0, clients: 0)
        lab.sites[0].clients = (0..<120).map { ClientRange(pattern: "A\($0)X#", count: 1_000_000) }
        #expect(lab.validate().isEmpty == false)
        lab.sites[0].clients = lab.sites[0].clients.map {
            var range = $0
            range.count = 1_000
            return range
        }
        #expect(lab.validate() == [])
        lab.sites[0].clients.append(ClientRange(pattern: "A7X5"))
        #expect(lab.validate().map(\.code) == ["duplicate-client"])
    }

    @Test(arguments: [Int.min, -1, 0, Int.max])
    func `absurd numbers are findings`(number: Int) {
        var lab = defaultLab(name: "x", siteCode: SiteCode("BPC") ?? fallbackCode, servers: 0, clients: 1)
        lab.sites[0].clients = [ClientRange(pattern: "PC#", first: number, count: Int.max)]
        #expect(lab.validate().map(\.code).contains("out-of-range"))
        lab.sites[0].clients = [ClientRange(pattern: "PC#", first: 1, count: min(number, 0))]
        #expect(lab.validate().map(\.code).contains("empty-range"))
        lab.sites[0].clients = [ClientRange(pattern: String(repeating: "#", count: 1_000), count: 100)]
        #expect(lab.validate().map(\.code).contains("name-too-long"))
    }

    @Test func `paths lead to the member`() {
        var lab = defaultLab(name: "x", siteCode: SiteCode("BPC") ?? fallbackCode, servers: 1, clients: 0)
        lab.sites[0].servers[1].drives[1].letter = "1"
        #expect(lab.problems().map(\.path) == ["sites[0].servers[1].drives[1].letter"])
    }
}

private let fallbackCode = SendRequestID("_000ABC")?.site ?? { fatalError("ABC is a site code") }()

private let twoSites = """
    { name: 'x', sites: [
      { code: 'AAA', name: 'One', servers: [{name: 'A1', roles: ['site']}] },
      { code: '%', name: '&', servers: [{name: '$', roles: ['site']}] } ] }
    """

private func twoSites(code: String = "BBB", name: String = "Two", server: String = "B1") -> String {
    twoSites.replacing("%", with: code).replacing("&", with: name).replacing("$", with: server)
}

private let rules: [BrokenRule] = [
    BrokenRule(text: "{name: 'x'}", code: "lab-without-sites", at: "{name"),
    BrokenRule(text: "{name: 'x', sites: []}", code: "lab-without-sites", at: "[]"),
    BrokenRule(text: labText(lab: "start: '1979-12-31',"), code: "start-out-of-range", at: "'1979"),
    // The clocks of New York go from 02:00 to 03:00 that night.
    BrokenRule(
        text: labText(lab: "start: '1997-04-06 02:30',", site: "zone: 'EST5EDT,M4.1.0,M10.5.0',"),
        code: "start-skipped", at: "'1997"),
    BrokenRule(text: twoSites(code: "aaa"), code: "duplicate-site", at: "'aaa'"),
    BrokenRule(text: twoSites(name: "ONE"), code: "duplicate-site-name", at: "'ONE'"),
    BrokenRule(text: twoSites(server: "a1"), code: "duplicate-server", at: "'a1'"),
    BrokenRule(
        text: "{name:'x',sites:[{code:'BPC',servers:[{name:'S',roles:['logon']}]}]}", code: "no-site-server",
        at: "[{name:'S'"),
    BrokenRule(text: "{name:'x',sites:[{code:'BPC'}]}", code: "no-site-server", at: "{code"),
    BrokenRule(
        text: "{name:'x',sites:[{code:'BPC',servers:[{name:'S',roles:['site']},{name:'T',roles:['site']}]}]}",
        code: "two-site-servers", at: "['site']}]}]"),
    BrokenRule(text: labText(server: "kind: 'netware3',"), code: "site-server-not-nt", at: "'netware3'"),
    BrokenRule(text: labText(site: "smsDrive: 'Q',"), code: "sms-drive-missing", at: "'Q'"),
    BrokenRule(
        text: labText(server: "shares: [{name: 'APPS', drive: 'Q'}],"), code: "share-drive-missing", at: "'Q'"
    ),
    BrokenRule(
        text: labText(server: "shares: [{name: 'A', drive: 'C'}, {name: 'a', drive: 'C'}],"),
        code: "duplicate-share", at: "'a'"),
    BrokenRule(
        text: "{name:'x',sites:[{code:'BPC',servers:[{name:'S',roles:['site']},{name:'T',drives:[]}]}]}",
        code: "server-without-drive", at: "[]}"),
    BrokenRule(
        text: labText(server: "drives: [{letter: 'C'}, {letter: 'c'}],"), code: "duplicate-drive", at: "'c'"),
    BrokenRule(
        text: labText(server: "drives: [{letter: 'C'}, {letter: 'CD'}],"), code: "bad-drive-letter",
        at: "'CD'"),
    BrokenRule(
        text: labText(server: "drives: [{letter: 'C', free: -1}],"), code: "out-of-range", at: "-1"),
    BrokenRule(text: labText(site: "domains: ['A', 'B', 'a'],"), code: "duplicate-domain", at: "'a'"),
    BrokenRule(text: labText(site: "domains: [],"), code: "site-without-domain", at: "[]"),
    BrokenRule(text: labText(server: "domain: 'NOWHERE',"), code: "unknown-domain", at: "'NOWHERE'"),
    BrokenRule(
        text: labText(clients: "{names: 'PC#', domain: 'NOWHERE'}"), code: "unknown-domain", at: "'NOWHERE'"),
    BrokenRule(
        text: labText(clients: "{names: 'ABCDEFGHIJKLM#', count: 100}"), code: "name-too-long", at: "'ABC"),
    BrokenRule(text: labText(clients: "{names: 'PC #'}"), code: "bad-name", at: "'PC #'"),
    BrokenRule(text: labText(clients: "{names: 'PC|#'}"), code: "bad-name", at: "'PC|#'"),
    BrokenRule(text: labText(clients: "{names: ''}"), code: "empty-name", at: "''"),
    BrokenRule(text: labText(clients: "{names: 'A#B#'}"), code: "two-number-places", at: "'A#B#'"),
    BrokenRule(text: labText(clients: "{names: 'PC#', count: 0}"), code: "empty-range", at: "0}"),
    BrokenRule(text: labText(clients: "{names: 'PC#', first: -1}"), code: "out-of-range", at: "-1}"),
    BrokenRule(
        text: labText(clients: "{names: 'PC#', count: 3}, {names: 'pc3'}"), code: "duplicate-client",
        at: "'pc3'"),
    BrokenRule(
        text: labText(clients: "{names: 'PC#', count: 300}, {names: 'PC2##', count: 100, first: 0}"),
        code: "duplicate-client", at: "'PC2##'"),
    BrokenRule(text: labText(clients: "{names: 'SRV#', count: 2}"), code: "duplicate-client", at: "'SRV#'"),
    BrokenRule(text: labText(clients: "{names: 'SRV#', count: 200}"), code: "duplicate-client", at: "'SRV#'"),
    BrokenRule(
        text: labText(clients: "{names: 'PC#', logonServers: ['SRV1', 'SRV9']}"),
        code: "unknown-logon-server",
        at: "'SRV9'"),
    BrokenRule(
        text: labText(clients: "{names: 'PC#', clockDriftPartsPerMillion: 1000000}"), code: "out-of-range",
        at: "1000000"),
    BrokenRule(
        text: labText(clients: "{names: 'PC#', clockOffsetMilliseconds: 9223372036854775807}"),
        code: "out-of-range", at: "9223"),
    BrokenRule(
        text: labText(clients: "{names: 'PC#', platform: 'win95', service: true}"), code: "service-not-nt",
        at: "true}"),
    BrokenRule(
        text: labText(clients: "{names: 'PC#', platform: 'mac', role: 'logon-server'}"),
        code: "service-not-nt", at: "'logon-server'"),
    BrokenRule(
        text: labText(clients: "{names: 'PC#', redirector: 'netx'}"), code: "redirector-not-dos",
        at: "'netx'"),
    BrokenRule(
        text: labText(lab: "release: '1.1',", clients: "{names: 'PC#', service: true}"),
        code: "service-too-early", at: "true}"),
    BrokenRule(
        text: labText(clients: "{names: 'PC#', localDrives: 'AB1'}"), code: "bad-drive-letter", at: "'AB1'"),
    BrokenRule(
        text: labText(clients: "{names: 'PC#', mappedDrives: ['C: \\\\\\\\SRV1\\\\APPS']}"),
        code: "duplicate-drive", at: "'C:"),
    BrokenRule(
        text: labText(clients: "{names: 'PC#', preferredServers: ['SRV1', 'SRV7']}"),
        code: "unknown-server", at: "'SRV7'"),
    BrokenRule(
        text: labText(clients: "{names: 'PC#', reminderMinutes: -1}"), code: "out-of-range", at: "-1}"),
    BrokenRule(
        text: labText(clients: "{names: 'PC#', maxLogonServerSearch: -1}"), code: "out-of-range", at: "-1}"),
    BrokenRule(
        text: labText(clients: "{names: 'PC#', count: 40000000}, {names: 'X#', count: 40000000}"),
        code: "too-many-clients", at: "[ {names"),
    BrokenRule(text: labText(site: "compression: {level: 8},"), code: "out-of-range", at: "8}"),
    BrokenRule(text: labText(site: "compression: {level: 0},"), code: "out-of-range", at: "0}"),
    BrokenRule(text: labText(site: "compression: {ratioPercent: 0},"), code: "out-of-range", at: "0}"),
    BrokenRule(text: labText(site: "pcmPollingMinutes: 0,"), code: "out-of-range", at: "0,"),
    BrokenRule(text: labText(site: "statusMilliseconds: -1,"), code: "out-of-range", at: "-1"),
    BrokenRule(
        text: labText(site: "addresses: [{to: 'BPC', bitsPerSecond: 0}],"), code: "out-of-range", at: "0}"),
    BrokenRule(text: labText(site: "addresses: [{to: 'CHI'}],"), code: "unknown-destination", at: "'CHI'"),
    BrokenRule(
        text: labText(site: "groups: [{name: 'G', members: []}, {name: 'g'}],"), code: "duplicate-group",
        at: "'g'"),
    BrokenRule(text: labText(site: "groups: [{name: ''}],"), code: "empty-name", at: "''"),
    BrokenRule(
        text: labText(site: "groups: [{name: 'G', members: ['PC1', 'SRV1', 'PC9', 'PC8']}],"),
        code: "unknown-member", at: "'PC9'"),
    BrokenRule(text: labText(lab: "results: [{attempt: -1}],"), code: "out-of-range", at: "-1"),
    BrokenRule(text: labText(lab: "results: [{handle: 0}],"), code: "out-of-range", at: "0}"),
    BrokenRule(text: labText(lab: "results: [{durationSeconds: -5}],"), code: "out-of-range", at: "-5"),
    BrokenRule(text: labText(lab: "results: [{spreadSeconds: -6}],"), code: "out-of-range", at: "-6"),
    BrokenRule(text: labText(lab: "results: [{clients: 'PC77'}],"), code: "unknown-client", at: "'PC77'"),
    BrokenRule(text: labText(lab: "results: [{command: ''}],"), code: "empty-name", at: "''"),
    BrokenRule(text: labText(lab: "users: [{runsAfterMinutes: -1}],"), code: "out-of-range", at: "-1"),
    BrokenRule(
        text: "{name:'x',sites:[{code:'BPC',servers:[{name:'S',roles:['site']}],clients:[{names:'A'}]}]}",
        code: "no-logon-server", at: "[{name:'S'"),
]
