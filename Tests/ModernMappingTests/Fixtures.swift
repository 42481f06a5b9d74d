import SiteModel
import Testing

@testable import ModernMapping

/// One translation to be: what goes into `Mapper.translate`.
struct MappingCase {
    var package: Package
    var jobs: [Job]
    var target: MappingTarget
    var switches = MappingSwitches()

    func plan() -> MappingPlan {
        Mapper.translate(package: package, jobs: jobs, target: target, switches: switches)
    }
}

func packageID(_ text: String) throws -> PackageID { try #require(PackageID(text)) }
func jobID(_ text: String) throws -> JobID { try #require(JobID(text)) }
func site(_ text: String) throws -> SiteCode { try #require(SiteCode(text)) }
func time(_ text: String) throws -> LocalTime { try #require(LocalTime(text)) }

/// Package and job of mapping 11.2, without what the example leaves open: access is read only.
func seedCase() throws -> MappingCase {
    let xyz = try site("XYZ")
    let package = Package(
        id: try packageID("XYZ00001"), name: "Notepad",
        workstation: WorkstationProperties(
            root: "\\\\server\\package", permissions: [.userRead, .guestRead],
            commands: [
                CommandLineProgram(
                    name: "notepad", command: "notepad.exe", flags: .background, platforms: .ntX86)
            ]))
    var job = Job(
        id: try jobID("XYZ0000F"), packageID: package.id, created: try time("1996-07-01 07:00"),
        target: .machineGroup)
    job.machineGroup = "Sales"
    job.sendPhase = .always
    job.distributePhase = .specified
    job.distributionServers = "SRV1"
    job.commandName = "notepad"
    job.runWorkstationCommand = true
    job.offerTime = try time("1996-07-01 08:00")
    job.mandatoryTime = try time("1996-07-08 08:00")
    job.useMandatoryTime = true
    job.forceOverSlowLink = true
    job.expireTime = try time("1996-12-16 08:00")
    job.useExpireTime = true
    job.priority = .low
    job.repeatMode = .weekly
    var target = MappingTarget(
        siteCode: xyz, siteServer: "SERVER", sites: [TargetSite(xyz, defaultServers: ["SRV1"])],
        distributionPoints: [TargetDistributionPoint(server: "SRV1", site: xyz)])
    target.machineGroups = [MachineGroupDefinition(name: "Sales", members: ["PC1"])]
    target.resources = [TargetResource(name: "PC1", domain: "DOM1", site: xyz, resourceID: 16_777_219)]
    target.existing = [
        ExistingObject(className: "SMS_Collection", key: "XYZ00012", name: "SMS12 XYZ0000F Sales")
    ]
    var result = MappingCase(package: package, jobs: [job], target: target)
    result.switches.repeatMode = .recur
    return result
}

/// A case with few losses: an optional command, put on a distribution point, not repeated.
func plainCase() throws -> MappingCase {
    var result = try seedCase()
    result.jobs[0].repeatMode = .never
    result.jobs[0].useMandatoryTime = false
    result.jobs[0].useExpireTime = false
    result.jobs[0].sendPhase = .ifNotSent
    result.jobs[0].priority = .medium
    result.package.workstation?.commands[0].flags = .automated
    result.target.existing = []
    return result
}

extension MappingPlan {
    func first(_ className: String) -> ModernObject? { objects.first { $0.className == className } }
    var codes: [String] {
        var result: [String] = []
        for loss in losses where !result.contains(loss.code) { result.append(loss.code) }
        return result.sorted()
    }
    /// Calls and settings in order, in short words.
    var deeds: [String] {
        steps.compactMap { step in
            switch step.action {
            case .create(let object, _) where object.className == "SMS_DistributionPoint":
                "row "
                    + (object["ServerNALPath"]?.display.split(separator: "\\").last.map(String.init) ?? "?")
            case .set(let path, let property):
                property.name + " "
                    + (path.split(separator: "\\").last { $0.contains("SRV") }.map(String.init) ?? path)
            case .call(_, let method, _): method
            case .create, .update, .delete: nil
            }
        }
    }
}
