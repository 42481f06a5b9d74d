import LegacyFormats
import SiteModel
import TestKit
import Testing

/// A lab file with one site, into whose objects tests put members.
func labText(
    lab: String = "", site: String = "", server: String = "", clients: String = "{names: 'PC#', count: 3}",
    code: String = "BPC"
) -> String {
    """
    { name: "lab", \(lab)
      sites: [ { code: "\(code)", \(site)
        servers: [ { name: "SRV1", \(server) roles: ["site", "logon", "distribution"] } ],
        clients: [ \(clients) ] } ] }
    """
}

/// The findings of a lab file, printed without their advice.
private func findings(_ text: String) -> [String] {
    readLabDefinition(Array(text.utf8), file: "acme.json5").findings.map {
        var finding = $0
        finding.advice = nil
        return finding.description
    }
}

@Suite struct LabReaderTests {
    @Test(arguments: ["small-office", "two-servers-and-netware", "million-clients"])
    func `a sample reads without findings`(name: String) throws {
        let path = "\(checkoutRoot)/samples/labs/\(name).json5"
        let (lab, findings) = readLabDefinition(try readFile(path), file: path)
        #expect(findings.map(\.description) == [])
        let read = try #require(lab)
        #expect(read.name == name)
        let again = readLabDefinition(Array(writeLabDefinition(read).utf8), file: "again")
        #expect(again.findings.map(\.description) == [])
        #expect(again.definition == read)
    }

    @Test func `every member of the small office arrives`() throws {
        let path = "\(checkoutRoot)/samples/labs/small-office.json5"
        let lab = try #require(readLabDefinition(try readFile(path), file: path).definition)
        let site = try #require(lab.sites.first)
        #expect(lab.start == LocalTime(year: 1997, month: 4, day: 21, hour: 9))
        #expect(site.code == SiteCode("BPC"))
        #expect(site.zone.description == "EST5EDT,M4.1.0,M10.5.0")
        #expect(site.servers.map(\.roles) == [[.site, .logon, .distribution]])
        // 80MB and 2GB in Windows's units.
        let free: [Int64] = [80 << 20, 2 << 30]
        #expect(site.servers.first?.drives.map(\.freeBytes) == free)
        #expect(site.servers.first?.drives.map(\.fileSystem) == [.fat, .ntfs])
        #expect(site.clients.map(\.platform) == [.ntX86, .windows95, .macintosh])
        #expect(site.clients.map(\.clockOffsetMilliseconds) == [0, -3_600_000, 0])
        #expect(site.clients.map(\.user) == ["user", "user", ""])
        #expect(site.groups == [MachineGroupDefinition(name: "Sales", members: ["PC1", "PC2", "LAPTOP1"])])
        #expect(lab.results.first?.mif == .failed)
        #expect(lab.results.first?.attempt == 1)
        #expect(lab.users.map(\.runsAfterMinutes) == [10, nil])
    }

    @Test func `a million clients take five lines`() throws {
        let path = "\(checkoutRoot)/samples/labs/million-clients.json5"
        let lab = try #require(readLabDefinition(try readFile(path), file: path).definition)
        #expect(lab.sites.first?.clients.reduce(0) { $0 + $1.count } == 1_000_000)
        #expect(lab.sites.first?.clients.first?.name(at: 599_999) == "NT600000")
    }

    @Test func `the smallest lab file is enough`() throws {
        let text = "{name:'x',sites:[{code:'abc',servers:[{name:'srv',roles:['SITE']}]}]}"
        let (lab, findings) = readLabDefinition(Array(text.utf8), file: "f")
        #expect(findings == [])
        let site = try #require(lab?.sites.first)
        #expect(site.code.description == "ABC")
        #expect(site.servers.map(\.name) == ["SRV"])
        // The SMS directory is on D by default, but this server has only C.
        #expect(site.smsDrive == "C")
    }

    @Test(arguments: wrongMembers)
    func `a wrong member is named with its place`(text: String, finding: String) {
        #expect(findings(text) == ["acme.json5:" + finding])
        #expect(readLabDefinition(Array(text.utf8), file: "f").definition == nil)
    }

    @Test func `all wrong members are found at once, in the order of the file`() {
        let text =
            "{ name: 'x', start: 1, sites: [ { servers: [{nam: 1}], clients: 7, code: 'B' } ], trace: 'al' }"
        let codes = readLabDefinition(Array(text.utf8), file: "f").findings.map {
            "\($0.location?.column ?? 0) \($0.code)"
        }
        #expect(
            codes == [
                "21 wrong-type", "45 missing-member", "46 unknown-member", "65 wrong-type", "74 bad-value",
                "90 unknown-word",
            ])
    }

    @Test func `a slip of the pen gets the nearest name`() {
        let text = labText(site: "pcmPolingMinutes: 60,")
        let finding = readLabDefinition(Array(text.utf8), file: "f").findings.first
        #expect(finding?.advice == "did you mean 'pcmPollingMinutes'?")
    }

    @Test(arguments: [
        ("\"2GB\"", Int64(2_147_483_648)), ("\"500 mb\"", 524_288_000), ("\"1.5KB\"", 1_536), ("\"7B\"", 7),
        ("12345", 12_345),
        ("0x10", 16),
    ])
    func `sizes are read`(size: String, bytes: Int64) throws {
        let text = labText(server: "drives: [{letter: 'D', free: \(size)}],")
        let (lab, findings) = readLabDefinition(Array(text.utf8), file: "f")
        #expect(findings == [])
        #expect(lab?.sites.first?.servers.first?.drives.first?.freeBytes == bytes)
    }

    @Test(arguments: [
        "\"GB\"", "\"2\"", "\"-1GB\"", "\"2XB\"", "\"99999999999TB\"", "1.5", "\"1.2.3GB\"", "true",
        "\"0.5B\"",
    ])
    func `sizes of another form are refused`(size: String) {
        let text = labText(server: "drives: [{letter: 'D', free: \(size)}],")
        let (lab, findings) = readLabDefinition(Array(text.utf8), file: "f")
        #expect(lab == nil)
        #expect(findings.count == 1)
    }

    @Test(arguments: UInt64(0)..<30)
    func `damaged lab files never crash`(seed: UInt64) throws {
        var random = TestRandom(seed + 500)
        let base = try readFile("\(checkoutRoot)/samples/labs/two-servers-and-netware.json5")
        for _ in 0..<12 {
            var bytes = base
            for _ in 0..<(1 + random.below(4)) {
                let place = random.below(bytes.count)
                switch random.below(3) {
                case 0: bytes.remove(at: place)
                case 1: bytes[place] = random.pick(Array("0123456789-{}[]'\",:#x".utf8))
                default: bytes.insert(random.pick(Array("99-{}[]'\",:#".utf8)), at: place)
                }
            }
            let (lab, findings) = readLabDefinition(bytes, file: "f")
            #expect((lab == nil) == findings.contains { $0.severity == .error })
            for finding in findings { #expect(finding.location != nil) }
        }
    }
}

private let wrongMembers: [(String, String)] = [
    (
        "{ name: 'x', sites: [], relase: '1.2' }",
        "1:25: error: the lab has no member 'relase' [unknown-member]"
    ),
    ("{ sites: [] }", "1:1: error: the lab needs a member 'name' [missing-member]"),
    ("[]", "1:1: error: the lab must be an object { ... }, not a list [wrong-type]"),
    (
        "{ name: 'x',\n  release: '1.3' }",
        "2:12: error: 'release' of the lab is '1.3', but must be one of \"1.0\", \"1.1\", \"1.2\", \"1.2SP1\", \"1.2SP2\", \"1.2SP3\", \"1.2SP4\", \"1.2SP4+hotfixes\" [unknown-word]"
    ),
    (
        "{ name: 'x',\n  start: '21.4.1997' }",
        "2:10: error: 'start' of the lab is '21.4.1997', but must be a time such as \"1997-04-21 09:00\" [bad-value]"
    ),
    (
        "{ name: 'x', seed: -1 }",
        "1:20: error: 'seed' of the lab must be a whole number from 0 to 18446744073709551615, not the number -1 [wrong-type]"
    ),
    (
        "{ name: 'x', seed: Infinity }",
        "1:20: error: 'seed' of the lab must be a whole number from 0 to 18446744073709551615, not the number Infinity [wrong-type]"
    ),
    (
        "{ name: 'x', quirks: {a: 1} }",
        "1:26: error: the quirk 'a' must be true or false, not the number 1 [wrong-type]"
    ),
    (
        "{ name: 'x', sites: [ {code: 'AUX'} ] }",
        "1:30: error: 'code' of a site is 'AUX', but must be a site code of three letters or digits such as \"BPC\", but not CON, PRN, AUX or NUL [bad-value]"
    ),
    (
        "{ name: 'x', sites: [ {code: 'BPC', zone: 'Europe/Berlin'} ] }",
        "1:43: error: 'zone' of a site is 'Europe/Berlin', but must be a POSIX time zone rule such as \"EST5EDT,M4.1.0,M10.5.0\" [bad-value]"
    ),
    (
        "{ name: 'x', name: 'y' }",
        "1:14: error: the member 'name' was already given in line 1 [duplicate-member]"
    ),
    ("{ name: 3 }", "1:9: error: 'name' of the lab must be a text, not the number 3 [wrong-type]"),
]
