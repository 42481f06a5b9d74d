import Foundation
import SiteModel
import TestKit
import Testing

@testable import ModernMapping

/// A change to the plain case.
typealias Change = @Sendable (inout MappingCase) throws -> Void

/// The smallest input that raises a code, and a neighbour that does not.
struct LossRow: Sendable, CustomStringConvertible {
    let code: String
    let raise: Change
    let neighbour: Change
    var description: String { code }

    init(_ code: String, _ raise: @escaping Change, not neighbour: @escaping Change) {
        self.code = code
        self.raise = raise
        self.neighbour = neighbour
    }
}

/// Changes the first command of the plain case.
private func command(_ change: @escaping @Sendable (inout CommandLineProgram) -> Void) -> Change {
    { one in
        var first = try #require(one.package.workstation?.commands.first)
        change(&first)
        one.package.workstation?.commands[0] = first
    }
}

private func line(_ text: String) -> Change { command { $0.command = text } }
private func job(_ change: @escaping @Sendable (inout Job) -> Void) -> Change { { change(&$0.jobs[0]) } }
private func item(
    _ change: @escaping @Sendable (inout ProgramItem) -> Void, _ mode: ProgramItemMode = .programs
) -> Change {
    { one in
        var item = ProgramItem(commandLine: "a.exe", description: "A", platforms: .ntX86)
        change(&item)
        one.package.sharing = SharingProperties(root: "\\\\s\\a", permissions: [], programItems: [item])
        one.switches.items = mode
    }
}
private func inventory(_ rule: [DetectionRulePart], _ tests: [DetectionTest], collect: Bool = false) -> Change
{
    { one in
        one.package.inventory = InventoryProperties(
            rule: rule, files: [DetectionFile(section: "F1", file: "A.EXE", collect: collect, tests: tests)])
    }
}
private func share(_ name: String) -> Change {
    { one in
        one.package.sharing = SharingProperties(root: "\\\\s\\a", shareName: name, permissions: [])
        one.target.shares = [ExistingShare(name: "APPS", packageID: "XYZ00099")]
    }
}
private func root(_ path: String) -> Change { { $0.package.workstation?.root = path } }
private func recurring(_ change: @escaping @Sendable (inout Job) -> Void) -> Change {
    { one in
        one.switches.repeatMode = .recur
        one.jobs[0].repeatMode = .weekly
        one.jobs[0].useMandatoryTime = true
        change(&one.jobs[0])
    }
}
private func query(_ mode: TargetMode, _ attribute: String) -> Change {
    { one in
        one.switches.targetMode = mode
        one.jobs[0].target = .query
        one.jobs[0].queryID = "XYZ00003"
        one.target.queries = [
            SavedQuery(
                id: "XYZ00003", name: "Q", clauses: [QueryClause("Identification", attribute, .isEqual, "x")])
        ]
        one.target.frozenTargets = [FrozenTarget(job: one.jobs[0].id, members: [FrozenMember("PC1")])]
    }
}
private func path(_ text: String) -> Change {
    { one in
        one.jobs[0].target = .machinePath
        one.jobs[0].machinePath = text
    }
}
private func limit(_ kind: SiteLimit, _ name: String) -> Change {
    { one in
        one.jobs[0].limitToSites = kind
        one.jobs[0].siteLimitName = name
    }
}
/// A second site whose computer is targeted too, with a distribution server of its own or none listed.
private func secondSite(listed: Bool) -> Change {
    { one in
        let other = try site("C12")
        one.target.sites.append(TargetSite(other, parent: try site("XYZ"), defaultServers: ["SRV9"]))
        one.target.distributionPoints.append(TargetDistributionPoint(server: "SRV9", site: other))
        one.target.resources.append(TargetResource(name: "PC2", domain: "DOM1", site: other, resourceID: 5))
        one.target.machineGroups = [
            MachineGroupDefinition(name: "Sales", members: ["PC1", "PC2"]),
            MachineGroupDefinition(name: "SRV1", members: listed ? ["SRV1", "SRV9"] : ["SRV1"]),
        ]
    }
}
private func frozen(_ members: [FrozenMember], _ status: JobStatus = .pending) -> Change {
    { one in
        one.jobs[0].status = status
        one.target.frozenTargets = [FrozenTarget(job: one.jobs[0].id, members: members)]
    }
}
private func existingRow(_ change: @escaping Change) -> Change {
    { one in
        one.target.rows = [
            ExistingRow(
                nalPath: "[\"Display=\\\\OLD\\\"]MSWNET:[\"SMS_SITE=XYZ\"]\\\\OLD\\", site: try site("XYZ"))
        ]
        try change(&one)
    }
}
private let nothing: Change = { _ in }
private let readOnly: AccessPermissions = [.userRead]

/// Every reachable code, in order.
private let packageRows: [LossRow] = [
    LossRow("W01", nothing, not: { $0.switches.idMode = .keep }),
    LossRow("W02", { $0.target.malformedPackageID = "TOOLS1" }, not: nothing),
    LossRow("W03", { $0.target.sites = [TargetSite(try site("ABC"))] }, not: nothing),
    LossRow(
        "W04", { $0.package.name = String(repeating: "n", count: 51) },
        not: { $0.package.name = String(repeating: "n", count: 50) }),
    LossRow(
        "W05", { ($0.package.name, $0.package.version) = ("Tool 1.0", "1.0") },
        not: { ($0.package.name, $0.package.version) = ("Tool 1.1", "1.0") }),
    LossRow("W06", root("D:\\SRC"), not: root("\\\\SERVER\\SRC")),
    LossRow(
        "W07", { $0.package.workstation?.transferFile = "\\\\SERVER\\X.W00" },
        not: { one in
            one.package.workstation?.transferFile = "\\\\SERVER\\X.W00"
            one.switches.era = .cm2007
        }),
    LossRow(
        "W08", root(""),
        not: { one in
            one.package.workstation?.root = ""
            one.package.workstation?.commands = []
        }),
    LossRow(
        "W09", share("EDIT"),
        not: { one in
            try share("EDIT")(&one)
            one.package.workstation = nil
            one.jobs = []
        }),
    LossRow("W10", { $0.target.forcedDisconnect = ForcedDisconnect(enabled: true) }, not: nothing),
    LossRow(
        "W11",
        { one in
            var second = one.jobs[0]
            second.id = try jobID("XYZ00010")
            second.priority = .low
            one.jobs.append(second)
        },
        not: { one in
            var second = one.jobs[0]
            second.id = try jobID("XYZ00010")
            one.jobs.append(second)
        }),
    LossRow("W12", { $0.package.definitionDigest = "ab" }, not: nothing),
    LossRow("W13", command { $0.name = String(repeating: "c", count: 51) }, not: command { $0.name = "c" }),
    LossRow(
        "W14", line("a.exe " + String(repeating: "x", count: 122)),
        not: line("a.exe " + String(repeating: "x", count: 121))),
    LossRow("W15", line("C:\\TOOLS\\A.EXE"), not: line("TOOLS\\A.EXE")),
    LossRow("W16", line("ntencap.exe /NTu %PCMUNC%setup.exe"), not: line("setup.exe")),
    LossRow(
        "W17", line("mtrun.exe a.pcd"),
        not: { one in
            try line("mtrun.exe a.pcd")(&one)
            one.target.sourceFiles = ["MTRUN.EXE"]
        }),
    LossRow("W18", line("EXECUTE.EXE \"a.exe\" \"A\" \"cls\""), not: line("a.exe")),
    LossRow(
        "W20", { $0.package.workstation?.permissions = [.userRead, .userWrite] },
        not: { $0.package.workstation?.permissions = readOnly }),
    LossRow("W21", share("APPS"), not: share("APPS2")),
    LossRow("W22", share("A*B"), not: share("AB")),
    LossRow("W23", command { $0.platforms = [.ntX86, .dos6] }, not: command { $0.platforms = .ntX86 }),
    LossRow(
        "W24", command { $0.platforms = .dos6 },
        not: { one in
            one.switches.era = .cm2007
            try command { $0.platforms = .ntX86 }(&one)
        }),
    LossRow("W25", command { $0.platforms = [] }, not: command { $0.platforms = .dos6 }),
    LossRow(
        "W26", command { $0.flags = .background },
        not: { one in
            try command { $0.flags = .background }(&one)
            one.jobs[0].useMandatoryTime = true
        }),
    LossRow(
        "W27", frozen([FrozenMember("PC1", platform: .windows95)]),
        not: frozen([FrozenMember("PC1", platform: .ntX86)])),
    LossRow("W30", item({ _ in }, .carrier), not: share("EDIT")),
    LossRow("W31", item { $0.configurationScript = "c.bat" }, not: item { _ in }),
    LossRow("W32", item { $0.registryName = "A" }, not: item { _ in }),
    LossRow("W33", item { $0.runLocalCopyIfPresent = true }, not: item { _ in }),
    LossRow(
        "W34",
        { one in
            try item { _ in }(&one)
            one.target.programGroups = [ProgramGroup(name: "G", items: ["A"], userGroups: ["DOM1\\Sales"])]
        }, not: item { _ in }),
    LossRow(
        "W40", inventory([.file("F1")], [.size(1)]),
        not: { $0.package.inventory = InventoryProperties(inventoryThisPackage: false, rule: [.file("F1")]) }),
    LossRow(
        "W41", inventory([.file("F1")], [.crc(offset: 0, length: 1, value: 2)]),
        not: inventory([.file("F1")], [.size(1)])),
    LossRow(
        "W42", inventory([.file("F1"), .and, .file("F2")], []),
        not: inventory([.file("F1"), .or, .file("F2")], [])),
    LossRow("W43", inventory([.file("F1")], [], collect: true), not: inventory([.file("F1")], [])),
    LossRow("W91", { $0.target.packageDeleted = true }, not: nothing),
    LossRow(
        "W95",
        {
            $0.target.existing = [
                ExistingObject(
                    className: "SMS_Package", key: "XYZ00044", name: "Notepad", foreignISVData: true)
            ]
        },
        not: {
            $0.target.existing = [ExistingObject(className: "SMS_Package", key: "XYZ00044", name: "Notepad")]
        }),
]

private let jobRows: [LossRow] = [
    LossRow("E01", { $0.jobs[0].packageID = try packageID("XYZ00002") }, not: nothing),
    LossRow("E02", job { $0.commandName = "other" }, not: job { $0.commandName = "NOTEPAD" }),
    LossRow(
        "E03",
        { one in
            try query(.snapshot, "Name")(&one)
            one.target.queries = []
        }, not: query(.snapshot, "Name")),
    LossRow(
        "E04", { $0.target.machineGroups = [] },
        not: { one in
            one.target.machineGroups = []
            one.jobs[0].runWorkstationCommand = false
        }),
    LossRow("W50", job { $0.type = .miniJob }, not: nothing),
    LossRow("W51", nothing, not: job { $0.runWorkstationCommand = false }),
    LossRow("W52", job { $0.priority = .high }, not: job { $0.priority = .medium }),
    LossRow("W53", job { $0.cancelMode = true }, not: nothing),
    LossRow(
        "W54",
        job {
            $0.useMandatoryTime = true
            $0.mandatoryTime = LocalTime(seconds: $0.offerTime.seconds - 60)
        },
        not: job {
            $0.useMandatoryTime = true
            $0.mandatoryTime = $0.offerTime
        }),
    LossRow(
        "W55", job { $0.useMandatoryTime = true },
        not: { one in
            one.jobs[0].useMandatoryTime = true
            one.switches.slowLink = .behaviour
        }),
    LossRow(
        "W56",
        job {
            $0.useExpireTime = true
            $0.expireTime = $0.offerTime
        },
        not: job {
            $0.useExpireTime = true
            $0.expireTime = LocalTime(seconds: $0.offerTime.seconds + 60)
        }),
    LossRow(
        "W57",
        { one in
            one.switches.scheduler = .none
            one.jobs[0].useExpireTime = true
            one.target.now = LocalTime(seconds: one.jobs[0].expireTime.seconds + 60)
        },
        not: { one in
            one.switches.scheduler = .none
            one.jobs[0].useExpireTime = true
            one.target.now = one.jobs[0].expireTime
        }),
    LossRow(
        "W58",
        { one in
            one.jobs[0].useMandatoryTime = true
            one.jobs[0].mandatoryTime = try time("2034-01-01")
        },
        not: { one in
            one.jobs[0].useMandatoryTime = true
            one.jobs[0].mandatoryTime = try time("2033-12-31 23:59")
        }),
    LossRow("W60", recurring { $0.useExpireTime = true }, not: recurring { $0.useExpireTime = false }),
    LossRow(
        "W61",
        { one in
            one.jobs[0].repeatMode = .monthly
            one.jobs[0].useMandatoryTime = true
            one.jobs[0].mandatoryTime = try time("1996-07-29 08:00")
        },
        not: { one in
            one.jobs[0].repeatMode = .monthly
            one.jobs[0].useMandatoryTime = true
            one.jobs[0].mandatoryTime = try time("1996-07-28 08:00")
        }),
    LossRow("W62", recurring { $0.useMandatoryTime = false }, not: recurring { _ in }),
    LossRow("W63", recurring { $0.distributePhase = .specified }, not: recurring { $0.distributePhase = [] }),
    LossRow("W64", { $0.target.yearlyJobs = [$0.jobs[0].id] }, not: job { $0.repeatMode = .monthly }),
    LossRow("W70", query(.dynamic, "SMS Location"), not: query(.dynamic, "Name")),
    LossRow(
        "W71",
        { $0.target.machineGroups = [MachineGroupDefinition(name: "Sales", members: ["PC1", ""])] },
        not: nothing),
    LossRow("W72", path("XYZ:DOM1:PC1"), not: path("XYZ|DOM1|PC1")),
    LossRow("W73", limit(.site, "XYZ"), not: limit(.none, "XYZ")),
    LossRow("W74", limit(.site, "jonshu2site"), not: limit(.site, "XYZ")),
    LossRow(
        "W80",
        job {
            $0.distributePhase = []
            $0.runWorkstationCommand = false
        }, not: job { $0.distributePhase = [] }),
    LossRow("W81", existingRow(job { $0.sendPhase = .always }), not: job { $0.sendPhase = .always }),
    LossRow("W82", job { $0.distributionServers = "NW1" }, not: job { $0.distributionServers = "srv1" }),
    LossRow("W83", secondSite(listed: false), not: secondSite(listed: true)),
    LossRow(
        "W84", job { $0.distributePhase = .existing },
        not: job {
            $0.distributePhase = .existing
            $0.distributionServers = nil
        }),
    LossRow("W85", { $0.switches.era = .cm2007 }, not: nothing),
    LossRow(
        "W92", frozen([FrozenMember("PC1"), FrozenMember("PC2", isComplete: true)], .active),
        not: frozen([FrozenMember("PC1")], .active)),
]

/// Codes that nothing here can raise, with the reason.
private let unreachable: [String: String] = [
    "W90":
        "only a Remove Package From Server job limited to sites raises it, and such jobs are not translated yet"
]

struct LossCodeTests {
    @Test(arguments: packageRows + jobRows)
    func `the smallest input raises the code and its neighbour does not`(row: LossRow) throws {
        var one = try plainCase()
        try row.raise(&one)
        let plan = one.plan()
        let loss = try #require(plan.losses.first { $0.code == row.code }, "raised \(plan.codes)")
        #expect(!loss.message.isEmpty && !loss.subject.isEmpty)
        var other = try plainCase()
        try row.neighbour(&other)
        #expect(!other.plan().codes.contains(row.code))
    }

    @Test func `every code is in the table or has a reason not to be`() {
        let table = (packageRows + jobRows).map(\.code)
        for entry in LossCode.all {
            #expect(table.contains(entry.code) != (unreachable[entry.code] != nil), "\(entry.code)")
        }
        #expect(table.count + unreachable.count == LossCode.all.count)
    }

    /// The list of section 9 itself, where it is at hand: code and severity of each.
    @Test func `codes and severities are those of section 9`() throws {
        guard let folder = sharedFolder("reference") else { return }
        let text = String(decoding: try readFile(folder + "/mapping.md"), as: UTF8.self)
        let words = ["error": Severity.error, "warn": .warning, "info": .note]
        var found: [String] = []
        for row in text.split(separator: "\n") {
            let cells = row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            guard cells.count == 3, cells[0].count == 3, "EW".contains(cells[0].prefix(1)),
                Int(cells[0].suffix(2)) != nil,
                cells[0] != "W00", let first = cells[2].split(separator: " ").first
            else { continue }
            found.append(cells[0])
            let ours = try #require(LossCode.named(cells[0]))
            if cells[0] == "W21" { continue }
            #expect(ours.severity == words[String(first)], "\(cells[0])")
            #expect(ours.title == cells[1])
        }
        #expect(found == LossCode.all.map(\.code))
    }

    @Test func `a used share name is an error only for a strict target`() throws {
        var one = try plainCase()
        try share("APPS")(&one)
        #expect(one.plan().losses.first { $0.code == "W21" }?.severity == .warning)
        one.switches.strict = true
        #expect(one.plan().losses.first { $0.code == "W21" }?.severity == .error)
    }

    @Test func `the reference page is the one in docs`() throws {
        let path = checkoutRoot + "/docs/reference/loss-codes.md"
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            try Data(lossReference().utf8).write(to: URL(fileURLWithPath: path))
        }
        #expect(String(decoding: try readFile(path), as: UTF8.self) == lossReference())
        for entry in LossCode.all { #expect(lossReference().contains("\n## \(entry.code)\n")) }
    }

    @Test func `every plan of the table obeys the classes and the flag checks`() throws {
        for row in packageRows + jobRows {
            for change in [row.raise, row.neighbour] {
                for era in MappingEra.allCases {
                    var one = try plainCase()
                    try change(&one)
                    one.switches.era = era
                    for object in one.plan().objects {
                        #expect(ClassCatalogue.standard.problems(of: object).isEmpty, "\(row.code) \(era)")
                        checkFlags(object)
                    }
                }
            }
        }
    }

    /// Checks F6, F8, F9 and F10 of configmgr-objects 10.
    private func checkFlags(_ object: ModernObject) {
        guard object.className == "SMS_Advertisement",
            case .integer(let remote)? = object["RemoteClientFlags"],
            case .integer(let flags)? = object["AdvertFlags"]
        else { return }
        let mandatory = object["AssignedScheduleEnabled"] == .bool(true)
        #expect(mandatory || flags & 0x0600_0000 == 0)
        #expect((remote & 0x7800).nonzeroBitCount == 1)
        #expect((remote & 0x18).nonzeroBitCount == 1)
        #expect((remote & 0xE0).nonzeroBitCount == 1)
        if object["OfferType"] == .integer(2) { #expect(object["AssignedSchedule"] == nil) }
    }
}
