public import SiteModel

/// Translates a package and its jobs into a plan of Configuration Manager objects and calls.
///
/// The rules are those of the mapping reference; the plan depends on nothing but the arguments.
public enum Mapper {
    /// Makes the plan for a package and the jobs that use it.
    ///
    /// A job of another package, of another kind than Run Command On Workstation, or one that cannot be
    /// translated gives losses or notes and no steps of its own. Nothing is thrown: what is wrong is a loss.
    public static func translate(
        package: Package, jobs: [Job], target: MappingTarget, switches: MappingSwitches = MappingSwitches()
    ) -> MappingPlan {
        var translation = Translation(package: package, jobs: jobs, target: target, switches: switches)
        translation.run()
        return translation.plan
    }

    /// The job status that SMS 1.2 would show for a state of `SMS_PackageStatusDistPointsSummarizer` (mapping
    /// 7.4); nil for a state above 7.
    public static func legacyStatus(ofDistributionState state: Int) -> JobStatus? {
        switch state {
        case 0: .complete
        case 1, 4, 5, 7: .active
        case 2: .retrying
        case 3, 6: .failed
        default: nil
        }
    }

    /// TimeFlags as a provider derives them from the booleans of an advertisement (rule AD6).
    public static func timeFlags(of advertisement: ModernObject) -> Int64 {
        let bits: [(String, Bool, Int64)] = [
            ("PresentTimeEnabled", true, 0x01), ("ExpirationTimeEnabled", false, 0x02),
            ("AssignedScheduleEnabled", false, 0x10), ("PresentTimeIsGMT", false, 0x20),
            ("ExpirationTimeIsGMT", false, 0x40), ("AssignedScheduleIsGMT", false, 0x200),
        ]
        return bits.reduce(0) { sum, entry in
            let value = advertisement[entry.0] ?? .bool(entry.1)
            return value == .bool(true) ? sum | entry.2 : sum
        }
    }
}

/// The state of one translation.
struct Translation {
    let package: Package
    let allJobs: [Job]
    let target: MappingTarget
    let switches: MappingSwitches
    var plan: MappingPlan
    /// The jobs that are translated, in the order of mapping 10.
    var jobs: [Job] = []
    /// Key of each package that was made.
    var packageKeys: [PackageRole: ModernValue] = [:]
    /// Program name of each workstation command in its order; nil where it was dropped.
    var programNames: [String?] = []
    /// Rows that exist once the steps so far are done.
    var rows: [ExistingRow]
    /// Jobs that gave an advertisement.
    var advertised: [JobID] = []
    /// How many aliases were given out.
    var aliases = 0
    /// Places of the resources by name in small letters; a lab may have a million.
    private var resourcePlaces: [String: [Int]] = [:]

    init(package: Package, jobs: [Job], target: MappingTarget, switches: MappingSwitches) {
        self.package = package
        allJobs = jobs
        self.target = target
        self.switches = switches
        plan = MappingPlan(packageID: package.id, switches: switches, siteCode: target.siteCode)
        rows = target.rows.filter { $0.status != 3 }
        if !jobs.isEmpty {
            for (place, resource) in target.resources.enumerated() {
                resourcePlaces[resource.name.lowercased(), default: []].append(place)
            }
        }
    }

    var packageName: String { package.id.description }
    var era: MappingEra { switches.era }

    mutating func run() {
        plan.sideFile = .object([
            .init("package", sourceRecord(of: package)),
            .init("jobs", .array(allJobs.map { sourceRecord(of: $0, members: frozen($0)) })),
        ])
        defer { accountFields() }
        if target.packageDeleted {
            deletePackages()
            return
        }
        chooseJobs()
        checkIdentifiers()
        noteSharedLists()
        if needsWorkstationPackage {
            makePackage(.workstation)
            makePrograms()
            makeAccess(.workstation, package.workstation?.permissions ?? [.userRead, .guestRead])
        }
        if let sharing = package.sharing {
            makePackage(.sharing)
            makeProgramItems(sharing)
            makeAccess(.sharing, sharing.permissions)
            publishProgramGroups(sharing)
        }
        makeDetection()
        for job in jobs { translate(job: job) }
    }

    /// Rule D6: a distribution point group is worth it only for a list that two jobs share.
    private mutating func noteSharedLists() {
        var seen: [String] = []
        var noted: [String] = []
        for job in jobs where job.distributePhase.contains(.specified) {
            guard let list = job.distributionServers?.lowercased() else { continue }
            if seen.contains(list), !noted.contains(list) {
                noted.append(list)
                plan.notes.append(
                    "the server list \"\(list)\" serves several jobs; a distribution point group could hold it"
                )
            }
            seen.append(list)
        }
    }

    /// A package without any set is legal too: it has a name only (rule PK8).
    private var needsWorkstationPackage: Bool {
        package.workstation != nil || !jobs.isEmpty || (package.sharing == nil && package.inventory == nil)
    }

    private mutating func chooseJobs() {
        for job in allJobs {
            let subject = job.id.description
            switch job.type {
            case .miniJob, .siteJob, .nadTransfer:
                lose("W50", subject, "the system job \(subject) has no counterpart and was skipped")
            case .serverScript, .removePackage:
                plan.notes.append(
                    "job \(subject) (\(job.type.displayName)) is not translated; it is in the carrier")
            case .workstationScript where job.packageID != package.id:
                lose(
                    "E01", subject,
                    "job \(subject) uses package \(job.packageID), not \(package.id); not translated")
            case .workstationScript:
                jobs.append(job)
            }
        }
        jobs.sort {
            ($0.activateTime, $0.priority.rawValue, $0.id) < ($1.activateTime, $1.priority.rawValue, $1.id)
        }
        let words = JobPriority.allCases.filter(priorities.contains)
        if words.count > 1 {
            lose(
                "W11", packageName,
                "its jobs have priorities \(words.map(\.word).joined(separator: ", ")); the package takes the first"
            )
        }
    }

    /// The priorities of the jobs that use the package, translated here or not; none without a job.
    var priorities: [JobPriority] { jobs.isEmpty ? [] : jobs.map(\.priority) + target.otherPriorities }

    private mutating func checkIdentifiers() {
        if let text = target.malformedPackageID {
            lose("W02", text, "the ID is not a site code and five hexadecimal digits, so it cannot be kept")
        } else if !target.sites.contains(where: { $0.code == package.id.site }) {
            lose("W03", packageName, "its owner site \(package.id.site) is not a site of the target")
        }
    }

    private mutating func deletePackages() {
        lose(
            "W91", packageName,
            "deleting the package removes its programs, rows and copies; SMS 1.2 left the files on the servers"
        )
        for role in PackageRole.allCases {
            guard let found = existing("SMS_Package", mark: packageMark(role), name: packageTitle(role))
            else {
                continue
            }
            step(.delete(path: "SMS_Package.PackageID=\"\(found.key)\""), packageName)
        }
    }

    // MARK: Helpers

    /// Records a loss once.
    mutating func lose(_ code: String, _ subject: String, _ message: String, severity: Severity? = nil) {
        let usual = LossCode.named(code)?.severity ?? .error
        let loss = Loss(code: code, severity: severity ?? usual, message: message, subject: subject)
        if !plan.losses.contains(loss) { plan.losses.append(loss) }
    }

    mutating func step(
        _ action: PlanAction, _ subject: String, notBefore: LocalTime? = nil, waitsFor: String? = nil
    ) {
        plan.steps.append(PlanStep(action, subject: subject, notBefore: notBefore, waitsFor: waitsFor))
    }

    /// A name for a key that the provider will give out.
    mutating func newAlias(_ stem: String) -> String {
        aliases += 1
        return aliases == 1 ? stem : "\(stem)\(aliases)"
    }

    /// An object of the target by our mark, else by name (mapping 8).
    func existing(_ className: String, mark: String, name: String) -> ExistingObject? {
        let candidates = target.existing.filter { $0.className == className }
        if !mark.isEmpty, let marked = candidates.first(where: { $0.mark == mark }) { return marked }
        // A program's name says nothing without its package.
        if className == "SMS_Program" { return nil }
        return candidates.first { $0.mark.isEmpty && equalNames($0.name, name) }
    }

    /// The computers of a name, and of a domain where one is given.
    func resources(named name: String, domain: String) -> [TargetResource] {
        if name.isEmpty { return [] }
        let found = (resourcePlaces[name.lowercased()] ?? []).map { target.resources[$0] }
        return domain.isEmpty ? found : found.filter { equalNames($0.domain, domain) }
    }

    func frozen(_ job: Job) -> [FrozenMember] {
        target.frozenTargets.first { $0.job == job.id }?.members ?? []
    }

    /// Says that a text is longer than a console takes; the text itself is kept.
    mutating func checkLength(_ text: String, _ limit: Int, _ what: String, _ subject: String) {
        let count = text.unicodeScalars.count
        if count > limit {
            lose(
                "W04", subject,
                "\(what) has \(count) characters, over the limit of \(limit); it is kept whole")
        }
    }

    /// Puts the source record and our mark on an object, keeping off foreign data (mapping 8).
    mutating func carry(
        _ object: inout ModernObject, mark: String, record: JSONValue, found: ExistingObject?,
        textProperty: String?
    ) {
        // SMS 2003 knows eight properties of a distribution point row, and no ISVData among them (rule DP8).
        if era == .sms2003, object.className == "SMS_DistributionPoint" { return }
        let foreignData = found?.foreignISVData ?? false
        let stringFree = era == .cb && !(found?.foreignISVString ?? false)
        if foreignData {
            lose("W95", found?.name ?? mark, "ISVData belongs to another vendor and is left alone")
        } else {
            let bytes = Array("SMS12MAP1\n".utf8) + Array(record.compact.utf8)
            object.set("ISVData", .bytes(bytes), from: "carrier")
            object.set("ISVDataSize", bytes.count, from: "carrier")
        }
        if stringFree {
            object.set("ISVString", "SMS12;" + mark, from: "carrier")
        } else if foreignData, let textProperty {
            var text = ""
            if case .string(let present)? = object[textProperty] { text = present + " " }
            object.set(textProperty, text + "[SMS12;\(mark)]", from: "carrier")
        }
    }
}

/// Whether two names are the same without regard to case.
func equalNames(_ left: some StringProtocol, _ right: some StringProtocol) -> Bool {
    left.lowercased() == right.lowercased()
}
