import SiteModel
import TestKit
import Testing

@testable import ModernMapping

/// The two worked examples of the mapping, value by value: every number is printed there.
struct WorkedExampleTests {
    @Test func `seed 004 gives the objects of example 11.2`() throws {
        let plan = try seedCase().plan()
        let package = try #require(plan.first("SMS_Package"))
        #expect(package["PackageID"] == .string(""))
        #expect(package["Name"] == .string("Notepad"))
        #expect(package["PkgSourceFlag"] == .integer(2))
        #expect(package["PkgSourcePath"] == .string("\\\\server\\package"))
        #expect(package["Priority"] == .integer(3))
        guard case .array(let tokens) = package["RefreshSchedule"], case .object(let token) = tokens.first
        else {
            Issue.record("no refresh schedule")
            return
        }
        #expect(token.className == "SMS_ST_RecurWeekly")
        #expect(token["Day"] == .integer(2))
        #expect(token["ForNumberOfWeeks"] == .integer(1))
        #expect(token["StartTime"]?.display == "19960701070000.000000+***")
        let program = try #require(plan.first("SMS_Program"))
        #expect(program["PackageID"] == .alias("pID"))
        #expect(program["ProgramName"] == .string("notepad"))
        #expect(program["CommandLine"] == .string("notepad.exe"))
        #expect(program["ProgramFlags"] == .integer(135_307_264))
        let row = try #require(plan.first("SMS_DistributionPoint"))
        #expect(row["SiteCode"] == .string("XYZ"))
        #expect(
            row["ServerNALPath"] == .string("[\"Display=\\\\SRV1\\\"]MSWNET:[\"SMS_SITE=XYZ\"]\\\\SRV1\\"))
        #expect(plan.steps.contains { $0.action.word == "call" && $0.waitsFor == nil })
        #expect(plan.deeds.prefix(2) == ["row SRV1", "RefreshPkgSource"])
        #expect(plan.codes == ["W01", "W24", "W51", "W55", "W60", "W63"])
    }

    @Test func `seed 004 gives the advertisement of example 11.2`() throws {
        let plan = try seedCase().plan()
        let advertisement = try #require(plan.first("SMS_Advertisement"))
        let expected: [(String, String)] = [
            ("AdvertisementID", ""), ("AdvertisementName", "Notepad - notepad (XYZ0000F)"),
            ("PackageID", "$pID"), ("ProgramName", "notepad"), ("CollectionID", "XYZ00012"),
            ("PresentTime", "19960701080000.000000+***"), ("PresentTimeEnabled", "TRUE"),
            ("ExpirationTime", "19961216080000.000000+***"), ("ExpirationTimeEnabled", "TRUE"),
            (
                "AssignedSchedule",
                "{SMS_ST_RecurWeekly (Day=2, ForNumberOfWeeks=1, StartTime=19960708080000.000000+***)}"
            ),
            ("AssignedScheduleEnabled", "TRUE"), ("OfferType", "0"), ("AdvertFlags", "100663296"),
            ("RemoteClientFlags", "2128"), ("Priority", "3"), ("IncludeSubCollection", "FALSE"),
        ]
        for (name, value) in expected {
            #expect(advertisement[name]?.display == value, "\(name)")
        }
        #expect(Mapper.timeFlags(of: advertisement) == 0x13)
    }

    /// The job of the SDK sample newjob, with the parts that example 11.1 names.
    private func newjobCase(_ era: MappingEra) throws -> MappingCase {
        let id = try packageID("JS200049")
        let package = Package(
            id: id, name: "Audit",
            workstation: WorkstationProperties(
                root: "\\\\me\\audit", permissions: [.userRead],
                commands: [
                    CommandLineProgram(
                        name: "Audit software", command: "audit.exe", flags: .automated, platforms: .ntX86)
                ]))
        var job = Job(
            id: try jobID("JS200009"), packageID: id, created: try time("1995-06-22 15:12"),
            target: .machineGroup)
        job.comment = "a descriptive comment"
        job.priority = .high
        job.distributePhase = .existing
        job.sendPhase = .ifNotSent
        job.limitToSites = .site
        job.includeSubsites = true
        job.siteLimitName = "jonshu2site"
        job.distributionServers = "me"
        job.commandName = "Audit software"
        job.machineGroup = "My machine group"
        job.machinePath = "*|*|*"
        job.offerTime = try time("1995-06-22 15:15")
        job.mandatoryTime = job.offerTime
        job.expireTime = job.offerTime
        job.forceOverSlowLink = false
        job.runWorkstationCommand = true
        let js2 = try site("JS2")
        var target = MappingTarget(
            siteCode: js2, siteServer: "JONSHU2", sites: [TargetSite(js2)],
            distributionPoints: [
                TargetDistributionPoint(server: "SRV1", site: js2),
                TargetDistributionPoint(server: "SRV2", site: js2),
            ])
        target.rows = target.distributionPoints.map { ExistingRow(nalPath: $0.nalPath, site: $0.site) }
        target.frozenTargets = [FrozenTarget(job: job.id, members: [FrozenMember("JONSHU1")])]
        target.resources = [TargetResource(name: "JONSHU1", domain: "D", site: js2, resourceID: 16_777_217)]
        return MappingCase(package: package, jobs: [job], target: target, switches: MappingSwitches(era: era))
    }

    @Test func `the SDK's job dump gives example 11.1`() throws {
        let plan = try newjobCase(.cb).plan()
        #expect(plan.deeds == ["RefreshNow SRV1", "RefreshNow SRV2", "AddMembershipRules", "RequestRefresh"])
        #expect(plan.codes.contains("W84"))
        #expect(plan.codes.contains("W74"))
        let own = plan.steps.filter { $0.subject == "JS200009" }
        #expect(!own.isEmpty)
        for step in own { #expect(step.notBefore == (try time("1995-06-22 15:12"))) }
        let collection = try #require(plan.first("SMS_Collection"))
        #expect(collection["Name"] == .string("SMS12 JS200009 My machine group"))
        let advertisement = try #require(plan.first("SMS_Advertisement"))
        #expect(advertisement["PresentTime"]?.display == "19950622151500.000000+***")
        #expect(advertisement["PresentTimeEnabled"] == .bool(true))
        #expect(advertisement["OfferType"] == .integer(2))
        #expect(advertisement["AssignedSchedule"] == nil)
        #expect(advertisement["AdvertFlags"] == .integer(0))
        #expect(advertisement["RemoteClientFlags"] == .integer(4176))
        #expect(advertisement["Priority"] == .integer(1))
        #expect(Mapper.timeFlags(of: advertisement) == 1)
        let legacy = try #require(try newjobCase(.cm2007).plan().first("SMS_Advertisement"))
        #expect(legacy["RemoteClientFlags"] == .integer(4232))
        // OfferType is a property of 2012 and later.
        #expect(legacy["OfferType"] == nil)
    }

    @Test func `a plan is written in the order of mapping 10`() throws {
        let plan = try plainCase().plan()
        let order = plan.steps.map { step -> String in
            switch step.action {
            case .create(let object, _), .update(let object): object.className
            case .set, .delete: step.action.word
            case .call(_, let method, _): method
            }
        }
        let access = "SMS_PackageAccessByUsers"
        #expect(
            order == [
                "SMS_Package", "SMS_Program", access, access, access, "SMS_DistributionPoint",
                "SMS_Collection",
                "AddMembershipRules", "RequestRefresh", "SMS_Advertisement",
            ])
    }

    @Test func `the same input gives the same bytes`() throws {
        let first = try seedCase().plan()
        let second = try seedCase().plan()
        #expect(first.json.pretty == second.json.pretty)
        #expect(first.mof(.windows) == second.mof(.windows))
    }

    @Test func `a second run updates what the first one made`() throws {
        var again = try seedCase()
        again.target.existing += [
            ExistingObject(className: "SMS_Package", key: "XYZ00077", name: "Renamed", mark: "pkg=XYZ00001"),
            ExistingObject(
                className: "SMS_Advertisement", key: "XYZ20001", name: "x",
                mark: "pkg=XYZ00001;job=XYZ0000F;wcl=1"),
        ]
        let plan = again.plan()
        #expect(plan.first("SMS_Package")?["PackageID"] == .string("XYZ00077"))
        #expect(plan.first("SMS_Advertisement")?["AdvertisementID"] == .string("XYZ20001"))
        #expect(plan.steps.filter { $0.action.word == "update" }.count == 3)
        #expect(!plan.codes.contains("W01"))
    }

    @Test func `the table, the JSON and the Windows MOF of seed 004 read as they should`() throws {
        let plan = try seedCase().plan()
        var table = ""
        for row in plan.rows {
            table += "\(row.step)  \(row.object)  \(row.property) = \(row.value)  [\(row.from)]\n"
        }
        try expectGolden(table, "seed004-table.txt")
        try expectGolden(plan.json.pretty + "\n", "seed004.json")
        try expectGolden(plan.mof(.windows), "seed004-windows.mof")
    }
}
