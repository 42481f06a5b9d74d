import SiteModel
import Testing

@testable import ModernMapping

/// What one combination of send, distribute and run gives, with one copy on SRV1 and SRV2 without.
struct ContentRow: Sendable {
    let send: SendPhase
    let distribute: Int
    let run: Bool
    let deeds: [String]
    let codes: [String]
}

/// The table of mapping 6.6, row by row.
///
/// Default Servers are SRV1 and SRV2, listed are SRV2 and SRV3; SRV1 holds
/// the package. "rows untouched" is an empty list of deeds.
private let table: [ContentRow] = [
    ContentRow(send: .ifNotSent, distribute: 0, run: false, deeds: [], codes: ["W80"]),
    ContentRow(send: .ifNotSent, distribute: 0, run: true, deeds: ["row SRV2"], codes: []),
    ContentRow(send: .ifNotSent, distribute: 1, run: false, deeds: ["RefreshNow SRV1"], codes: ["W84"]),
    ContentRow(send: .ifNotSent, distribute: 1, run: true, deeds: ["RefreshNow SRV1"], codes: ["W84"]),
    ContentRow(send: .ifNotSent, distribute: 2, run: false, deeds: ["row SRV2", "row SRV3"], codes: []),
    ContentRow(send: .ifNotSent, distribute: 2, run: true, deeds: ["row SRV2", "row SRV3"], codes: []),
    ContentRow(
        send: .ifNotSent, distribute: 3, run: false, deeds: ["row SRV2", "row SRV3", "RefreshNow SRV1"],
        codes: []),
    ContentRow(
        send: .ifNotSent, distribute: 3, run: true, deeds: ["row SRV2", "row SRV3", "RefreshNow SRV1"],
        codes: []),
    ContentRow(send: .always, distribute: 0, run: false, deeds: [], codes: ["W80"]),
    ContentRow(send: .always, distribute: 0, run: true, deeds: ["row SRV2", "RefreshPkgSource"], codes: []),
    ContentRow(send: .always, distribute: 1, run: false, deeds: ["RefreshPkgSource"], codes: ["W84"]),
    ContentRow(send: .always, distribute: 1, run: true, deeds: ["RefreshPkgSource"], codes: ["W84"]),
    ContentRow(
        send: .always, distribute: 2, run: false, deeds: ["row SRV2", "row SRV3", "RefreshPkgSource"],
        codes: ["W81"]),
    ContentRow(
        send: .always, distribute: 2, run: true, deeds: ["row SRV2", "row SRV3", "RefreshPkgSource"],
        codes: ["W81"]),
    ContentRow(
        send: .always, distribute: 3, run: false, deeds: ["row SRV2", "row SRV3", "RefreshPkgSource"],
        codes: []),
    ContentRow(
        send: .always, distribute: 3, run: true, deeds: ["row SRV2", "row SRV3", "RefreshPkgSource"],
        codes: []),
]

/// Send and Distribute phases, repetition, cancel and status: mapping 6.4, 6.6, 7.3, 7.4.
struct ContentTests {
    private func combination(_ row: ContentRow, _ era: MappingEra) throws -> MappingCase {
        var one = try plainCase()
        let xyz = try site("XYZ")
        one.switches.era = era
        one.target.distributionPoints = ["SRV1", "SRV2", "SRV3"].map {
            TargetDistributionPoint(server: $0, site: xyz)
        }
        one.target.sites = [TargetSite(xyz, defaultServers: ["SRV1", "SRV2"])]
        one.target.rows = [ExistingRow(nalPath: one.target.distributionPoints[0].nalPath, site: xyz)]
        one.target.machineGroups.append(MachineGroupDefinition(name: "Listed", members: ["SRV2", "SRV3"]))
        one.jobs[0].sendPhase = row.send
        one.jobs[0].distributePhase = DistributePhase(rawValue: row.distribute)
        one.jobs[0].distributionServers = "Listed"
        one.jobs[0].runWorkstationCommand = row.run
        return one
    }

    @Test(arguments: table)
    func `each combination of the table of 6.6`(row: ContentRow) throws {
        for era in MappingEra.allCases {
            let plan = try combination(row, era).plan()
            let content = plan.deeds.filter { $0 != "AddMembershipRules" && $0 != "RequestRefresh" }
            #expect(content == row.deeds, "\(era)")
            let codes = plan.codes.filter { ["W80", "W81", "W84"].contains($0) }
            // In SMS 2003 RefreshNow is RefreshPkgSource.
            let refreshed = era == .sms2003 && row.deeds.contains { $0.hasPrefix("RefreshNow") }
            #expect(codes == (refreshed ? ["W81"] + row.codes : row.codes), "\(era)")
            #expect(plan.codes.contains("W85") == (era != .cb && !row.deeds.isEmpty), "\(era)")
            #expect((plan.first("SMS_Advertisement") != nil) == row.run)
            #expect((plan.first("SMS_Collection") != nil) == row.run)
            for step in plan.steps where step.action.word == "set" { #expect(step.waitsFor == "installed") }
        }
    }

    @Test func `the table has every combination`() {
        #expect(Set(table.map { "\($0.send)\($0.distribute)\($0.run)" }).count == 16)
    }

    @Test func `a row marked for deletion counts as absent`() throws {
        var one = try combination(table[4], .cb)
        one.target.rows[0].status = 3
        one.target.machineGroups.append(MachineGroupDefinition(name: "First", members: ["SRV1"]))
        one.jobs[0].distributionServers = "First"
        #expect(one.plan().deeds.contains("row SRV1"))
    }

    @Test func `slow links as in the table of 6.3`() throws {
        let rows: [(MappingEra, Bool, SlowLinkMode, Int64, Int64)] = [
            (.cm2007, true, .intent, 0x0400_0000, 4232), (.cm2007, false, .intent, 0, 4136),
            (.cm2007, false, .behaviour, 0x0400_0000, 4232), (.cb, true, .intent, 0x0400_0000, 4176),
            (.cb, false, .intent, 0, 4144), (.cb, false, .behaviour, 0x0400_0000, 4176),
        ]
        for (era, force, mode, flags, remote) in rows {
            var one = try plainCase()
            one.switches.era = era
            one.switches.slowLink = mode
            one.jobs[0].useMandatoryTime = true
            one.jobs[0].forceOverSlowLink = force
            let advertisement = try #require(one.plan().first("SMS_Advertisement"))
            #expect(advertisement["AdvertFlags"] == .integer(flags))
            #expect(advertisement["RemoteClientFlags"] == .integer(remote))
            one.switches.repeatMode = .recur
            one.jobs[0].repeatMode = .daily
            let recurring = try #require(one.plan().first("SMS_Advertisement"))
            #expect(recurring["RemoteClientFlags"] == .integer(remote - 0x1000 + 0x0800))
        }
        var shared = try plainCase()
        shared.switches.runFrom = .dp
        #expect(shared.plan().first("SMS_Advertisement")?["RemoteClientFlags"] == .integer(0x1088))
    }

    @Test func `reissue moves every time and names each instance`() throws {
        var one = try seedCase()
        one.switches.repeatMode = .reissue
        one.switches.reissueCount = 3
        let plan = one.plan()
        let made = plan.objects.filter { $0.className == "SMS_Advertisement" }
        #expect(
            made.map { $0["AdvertisementName"]?.display ?? "" } == [
                "Notepad - notepad (XYZ0000F)#1", "Notepad - notepad (XYZ0000F)#2",
                "Notepad - notepad (XYZ0000F)#3",
            ])
        #expect(made[2]["PresentTime"]?.display == "19960715080000.000000+***")
        #expect(made[2]["ExpirationTime"]?.display == "19961230080000.000000+***")
        #expect(
            made[2]["AssignedSchedule"]?.display
                == "{SMS_ST_NonRecurring (StartTime=19960722080000.000000+***)}")
        #expect(made[2]["RemoteClientFlags"] == .integer(4176))
        #expect(plan.steps.last?.notBefore == (try time("1996-07-15 07:00")))
        #expect(plan.first("SMS_Package")?["RefreshSchedule"] == nil)
        #expect(plan.deeds.filter { $0 == "RefreshPkgSource" }.count == 3)
    }

    @Test func `without a scheduler the times are raised`() throws {
        var one = try plainCase()
        one.switches.scheduler = .none
        one.jobs[0].activateTime = try time("1996-07-03 10:00")
        one.jobs[0].mandatoryTime = try time("1996-07-02 10:00")
        one.jobs[0].useMandatoryTime = true
        let plan = one.plan()
        let advertisement = try #require(plan.first("SMS_Advertisement"))
        #expect(advertisement["PresentTime"]?.display == "19960703100000.000000+***")
        #expect(
            advertisement["AssignedSchedule"]?.display
                == "{SMS_ST_NonRecurring (StartTime=19960703100000.000000+***)}")
        #expect(plan.steps.allSatisfy { $0.notBefore == nil })
    }

    @Test func `cancelling an active job stops what is under way`() throws {
        var one = try plainCase()
        one.jobs[0].cancelMode = true
        one.jobs[0].status = .active
        let xyz = try site("XYZ")
        one.target.rows = [0, 1, 2, 3, 7].map { ExistingRow(nalPath: "SRV\($0)", site: xyz, state: $0) }
        one.target.existing = [
            ExistingObject(
                className: "SMS_Advertisement", key: "XYZ20001", name: "Notepad - notepad (XYZ0000F)")
        ]
        let plan = one.plan()
        let paths = plan.steps.compactMap { step -> String? in
            guard case .call(_, "CancelDistribution", let arguments) = step.action else { return nil }
            return arguments.last?.value.display
        }
        #expect(paths == ["SRV1", "SRV2", "SRV7"])
        #expect(plan.steps.last?.action == .delete(path: "SMS_Advertisement.AdvertisementID=\"XYZ20001\""))
        one.jobs[0].status = .pending
        #expect(one.plan().steps.allSatisfy { $0.action.word == "create" })
    }

    @Test func `status at import decides what is still to do`() throws {
        for status in JobStatus.allCases {
            for mandatory in [true, false] {
                var one = try plainCase()
                one.jobs[0].status = status
                one.jobs[0].useMandatoryTime = mandatory
                let plan = one.plan()
                let expected = status != .cancelled && !(status == .complete && mandatory)
                #expect((plan.first("SMS_Advertisement") != nil) == expected, "\(status)")
                #expect((plan.first("SMS_DistributionPoint") != nil) == (status != .cancelled), "\(status)")
            }
        }
    }

    @Test func `states of the target show as statuses of SMS 1.2`() {
        let expected: [JobStatus?] = [
            .complete, .active, .retrying, .failed, .active, .active, .failed, .active, nil,
        ]
        #expect((0...8).map { Mapper.legacyStatus(ofDistributionState: $0) } == expected)
    }
}

/// Collections: mapping 6.5.
struct TargetTests {
    private let selection =
        "SELECT SMS_R_System.ResourceId, SMS_R_System.ResourceType, SMS_R_System.Name, SMS_R_System.SMSUniqueIdentifier, SMS_R_System.ResourceDomainORWorkgroup, SMS_R_System.Client FROM SMS_R_System"

    private func rule(_ one: MappingCase) -> ModernObject? {
        for step in one.plan().steps {
            if case .call(_, "AddMembershipRules", let arguments) = step.action,
                case .array(let rules)? = arguments.first?.value, case .object(let rule)? = rules.first
            {
                return rule
            }
        }
        return nil
    }

    private func pathCase(_ path: String) throws -> MappingCase {
        var one = try plainCase()
        one.switches.targetMode = .dynamic
        one.jobs[0].target = .machinePath
        one.jobs[0].machinePath = path
        return one
    }

    @Test func `a whole path becomes the rule of the reference`() throws {
        let rule = try #require(rule(try pathCase("BPC|DOM1|PC7")))
        #expect(
            rule["QueryExpression"]?.display
                == selection
                + " WHERE SMS_R_System.SMSAssignedSites = \"BPC\" AND SMS_R_System.ResourceDomainORWorkgroup = \"DOM1\" AND SMS_R_System.NetbiosName = \"PC7\""
        )
    }

    @Test func `stars are no condition and a limit with subsites is added`() throws {
        var one = try pathCase("*|*|*")
        #expect(rule(one)?["QueryExpression"]?.display == selection)
        let xyz = try site("XYZ")
        one.target.sites += [
            TargetSite(try site("C12"), parent: xyz), TargetSite(try site("C13"), parent: try site("C12")),
        ]
        one.jobs[0].limitToSites = .site
        one.jobs[0].siteLimitName = "xyz"
        one.jobs[0].includeSubsites = true
        #expect(
            rule(one)?["QueryExpression"]?.display
                == selection + " WHERE SMS_R_System.SMSAssignedSites IN (\"XYZ\",\"C12\",\"C13\")")
    }

    @Test func `direct rules drop members outside the limit`() throws {
        var one = try plainCase()
        let other = try site("C12")
        one.target.sites.append(TargetSite(other))
        one.target.resources.append(TargetResource(name: "PC2", domain: "DOM1", site: other, resourceID: 5))
        one.target.machineGroups = [MachineGroupDefinition(name: "Sales", members: ["PC1", "PC2"])]
        one.jobs[0].limitToSites = .site
        one.jobs[0].siteLimitName = "C12"
        #expect(rule(one)?["ResourceID"] == .integer(5))
    }

    @Test func `a lab becomes a target with its servers, computers and platforms`() throws {
        let xyz = try site("XYZ")
        var central = SiteDefinition(code: xyz)
        central.servers = [
            ServerDefinition(name: "HQ", roles: .site), ServerDefinition(name: "SRV1", roles: .distribution),
            ServerDefinition(name: "NW1", kind: .netWare3, roles: .distribution),
        ]
        central.clients = [ClientRange(pattern: "PC#", count: 3, platform: .windows95)]
        var lab = LabDefinition(name: "acme")
        lab.sites = [central, SiteDefinition(code: try site("C12"))]
        var one = try plainCase()
        one.target = MappingTarget(lab: lab, at: xyz)
        #expect(one.target.siteServer == "HQ")
        #expect(one.target.sites.last?.parent == xyz)
        one.jobs[0].target = .machinePath
        one.jobs[0].machinePath = "XYZ|DOMAIN1|*"
        one.jobs[0].distributionServers = nil
        let plan = one.plan()
        #expect(plan.deeds.first == "row SRV1")
        #expect(plan.losses.first { $0.code == "W82" }?.message.contains("NW1") == true)
        #expect(plan.codes.contains("W27"))
        #expect(rule(one)?["ResourceID"] == .integer(16_777_217))
    }

    @Test func `a name that two domains have is not guessed`() throws {
        var one = try plainCase()
        one.target.resources.append(
            TargetResource(name: "PC1", domain: "DOM2", site: try site("XYZ"), resourceID: 7))
        #expect(one.plan().codes.contains("W71"))
        one.target.frozenTargets = [
            FrozenTarget(job: one.jobs[0].id, members: [FrozenMember("pc1", domain: "dom2")])
        ]
        #expect(rule(one)?["ResourceID"] == .integer(7))
    }

    @Test(arguments: [
        (QueryClause("Identification", "Name", .isEqual, "PC1"), "SMS_R_System.NetbiosName = \"PC1\""),
        (
            QueryClause("Identification", "Domain", .isNot, "D"),
            "SMS_R_System.ResourceDomainORWorkgroup <> \"D\""
        ),
        (
            QueryClause("Operating System", "Version", .isEqual, "4.0"),
            "SMS_R_System.OperatingSystemNameandVersion LIKE \"%4.0%\""
        ),
        (
            QueryClause("Network", "IP Address", .groupNot, "10.0.0.1"),
            "SMS_R_System.ResourceId NOT IN (SELECT SMS_R_System.ResourceId FROM SMS_R_System WHERE SMS_R_System.IPAddresses = \"10.0.0.1\")"
        ),
    ])
    func `clauses of a query`(clause: QueryClause, expected: String) throws {
        var one = try plainCase()
        one.switches.targetMode = .dynamic
        one.jobs[0].target = .query
        one.jobs[0].queryID = "XYZ00003"
        one.target.queries = [SavedQuery(id: "XYZ00003", name: "Q", clauses: [clause])]
        #expect(rule(one)?["QueryExpression"]?.display == selection + " WHERE " + expected)
        #expect(one.plan().first("SMS_Collection")?["RefreshType"] == .integer(6))
        one.switches.era = .cm2007
        #expect(one.plan().first("SMS_Collection")?["RefreshType"] == .integer(2))
    }
}
