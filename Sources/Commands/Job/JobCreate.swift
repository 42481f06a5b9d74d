import CommandLineKit
import Emulation
import LegacyFormats
import Pipeline
import SiteDatabase
import SiteModel

/// `job create`: a package dropped on a target, or the jobs of a file.
enum JobCreate {
    private static let package = Operand<String?>(
        "PACKAGE", .labObject("package"),
        help: "The package to send; with --from it stands in for what the file names.")
    private static let from = Option<String?>(
        "from", value: "FILE", .file,
        help: "A JSON5 job file, or the dump of the scalars of old jobs; it may hold several.")
    private static let packageOption = Option<String?>(
        "package", value: "PACKAGE", .labObject("package"),
        help: "The package, where a file names another or none.")

    static var entry: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["job", "create"], "Make a job: drop a package on a target.",
                discussion:
                    "The new job is Pending. It is printed as Send, Distribute, Run and Schedule, each value that "
                    + "was not given with the reason for its default.\n\n"
                    + "Without options the job runs the package's first command as an optional offer, and puts the "
                    + "package on Default Servers. Times are those of the site's zone; Z behind a time means UTC.\n\n"
                    + "With --share it is a Share Package On Server job, with --remove a Remove Package From Server "
                    + "job. Both are for sites, not computers: --on site:BPC, or without it this site and every "
                    + "site below.",
                options: [from, packageOption] + JobOptions.types + JobOptions.all + [Naming.site],
                operands: [package], atMostOne: JobOptions.exclusive + JobOptions.exclusiveTypes,
                example: CommandExample("sms12 job create Editor --on site:BPC", "an optional offer to all"),
                moreExamples: [
                    CommandExample(
                        "sms12 job create Editor --on computer:PC1 --on computer:PC2 --mandatory --priority high"
                    ),
                    CommandExample("sms12 job create Office --share --on site:BPC", "on its file servers"),
                    CommandExample("sms12 job create Editor --remove all", "off every distribution server"),
                    CommandExample(
                        "sms12 job create Editor --on 'path:*|*|*' --site-group South --include-subsites",
                        "to the sites of a site group and below"),
                    CommandExample("sms12 job create --from old-job.txt --package Editor", "an old job"),
                ], exitCodes: ExitCodeNote.reading("no job was made")),
            run: run)
    }

    private static func run(_ run: CommandRun) throws -> Int32 {
        let lab = try run.openLab()
        defer { try? lab.close() }
        let site = try Naming.site(run, lab.emulation.definition)
        let named = try packageWord(run)
        var drafts = [JobDraft()]
        var findings: [Finding] = []
        if let file = try run.value(from) {
            (drafts, findings) = readJobs(try run.read(file), file: file)
            if drafts.isEmpty, !findings.contains(where: { $0.severity == .error }) {
                findings.append(
                    Finding(.error, "no-job", "the file holds no job", at: SourceLocation(file: file)))
            }
        } else if named == nil {
            throw run.parsed.usageError(.missingOperand("PACKAGE"))
        } else if !run.parsed.isGiven(JobOptions.on), !run.parsed.isGiven(JobOptions.share),
            !run.parsed.isGiven(JobOptions.remove)
        {
            throw run.parsed.usageError(.missingOption("--on", valueName: "TARGET"))
        }
        var maker = JobMaker(run, lab, site)
        var jobs: [MadeJob] = []
        if !findings.contains(where: { $0.severity == .error }) {
            for draft in drafts {
                let made = try maker.make(draft, package: named)
                findings += made.findings
                jobs.append(made)
            }
        }
        if findings.contains(where: { $0.severity == .error }) {
            run.report(findings)
            run.complain("sms12: no job was made")
            return ExitCode.badData
        }
        try lab.rehearse(
            jobs.flatMap { made in
                made.groups.map { LabCommand.setGroup(site: site.code, group: $0) }
                    + [.createJob(site: site.code, job: made.job)]
            }, who: try run.account)
        var sheets: [(job: Job, defaults: [AppliedDefault])] = []
        for job in jobs { sheets.append((try store(job, lab, site, run), job.defaults)) }
        if run.format != .table { try JobSheet.print(sheets, run) }
        if !jobs.isEmpty { run.advise("Next: sms12 run") }
        return run.report(findings) ?? .note >= .warning ? ExitCode.doneWithLosses : ExitCode.done
    }

    private static func packageWord(_ run: CommandRun) throws -> String? {
        let operand = try run.value(package)
        let option = try run.value(packageOption)
        if operand != nil, option != nil {
            throw run.parsed.usageError(.other("the package was named twice: as PACKAGE and by --package"))
        }
        return operand ?? option
    }

    private static func store(
        _ made: MadeJob, _ lab: LabSession, _ site: SiteDefinition, _ run: CommandRun
    ) throws -> Job {
        let who = try run.account
        for group in made.groups {
            try lab.perform(.setGroup(site: site.code, group: group), who: who)
            run.say(
                "Machine group \"\(group.name)\": \(group.members.joined(separator: ", "))")
        }
        let outcome = try lab.perform(.createJob(site: site.code, job: made.job), who: who)
        var job = made.job
        if case .job(let id) = outcome { job.id = id }
        if run.format == .table {
            run.print(
                "Job \(job.id): \(job.type.displayName), package \(job.packageID) \"\(made.packageName)\"")
            try JobSheet.blocks(job, defaults: made.defaults).print(run)
        }
        return job
    }
}

/// A job ready to be stored.
struct MadeJob {
    var job: Job
    var groups: [MachineGroupDefinition]
    var defaults: [AppliedDefault]
    var findings: [Finding]
    var packageName: String
}

/// Makes jobs of drafts, with the options of the command line and the defaults of `job create`.
struct JobMaker {
    private static let distributeSource = "our choice: what the dialog shows first is not documented"
    private let run: CommandRun
    private let lab: LabSession
    private let site: SiteDefinition
    private let reader: JobOptionReader
    private var counter: UInt32
    private let created: LocalTime

    init(_ run: CommandRun, _ lab: LabSession, _ site: SiteDefinition) {
        self.run = run
        self.lab = lab
        self.site = site
        let definition = lab.emulation.definition
        let now = lab.emulation.now
        let image = lab.emulation.images.first { $0.definition.code == site.code }
        reader = JobOptionReader(
            run, site, LabPlaces(lab: definition, site: site, queries: image?.queries ?? []))
        counter = image?.nextJob ?? 1
        created = image?.sqlTime(at: now) ?? site.clock(at: now)
    }

    /// Makes the next job of a draft.
    ///
    /// - Parameters:
    ///   - draft: What a file or nothing said.
    ///   - word: The package that the user named; nil: what the draft names.
    /// - Returns: The job with its groups, the defaults used and the findings.
    /// - Throws: `CommandFailure` for a package that is not there, or identifiers that are used up.
    mutating func make(_ draft: JobDraft, package word: String?) throws -> MadeJob {
        let package = try findPackage(word, draft)
        guard let id = JobID(site: site.code, counter: counter) else {
            throw CommandFailure(
                ExitCode.cannotCreate,
                "site \(site.code) has no job identifier left after \(site.code)FFFFF (Q185901)")
        }
        counter += 1
        let old = draft
        var draft = draft
        let commands = package.workstation?.commands.map(\.name) ?? []
        try reader.applyType(to: &draft)
        try reader.apply(to: &draft, commands: commands)
        let unknown = try unknownNames(draft)
        // A file may name a query by its name; the job holds its identifier.
        if let word = draft.queryID, let id = try? reader.places.query(word) {
            draft.queryID = id.description
        }
        var own = try defaults(&draft, package, old)
        var made = draft.job(id: id, packageID: package.id, created: created, commands: commands)
        leaveOutServers(&made, draft)
        var findings = unknown + made.findings + packageFindings(package, made.job)
        findings += groupFindings(made, draft) + queryFindings(made, draft)
        findings += siteFindings(made.job, draft)
        own += made.defaults.filter { item in !own.contains { $0.scalar == item.scalar } }
        return MadeJob(
            job: made.job, groups: made.groups, defaults: own, findings: findings, packageName: package.name)
    }

    /// Computers, sites and servers that a file names and the lab does not have.
    ///
    /// The dump of an old job tells what was at another site: there it is a warning only.
    private func unknownNames(_ draft: JobDraft) throws -> [Finding] {
        let severity: Severity = draft.status == nil ? .error : .warning
        var findings: [Finding] = []
        func look(_ scalar: JobScalar, _ find: () throws -> Void) throws {
            do { try find() } catch let failure as CommandFailure {
                findings.append(
                    Finding(severity, "unknown-name", failure.description, at: draft.origins[scalar]))
            }
        }
        for word in draft.targetWords where !word.lowercased().hasPrefix("group:") {
            try look(.jobTarget) { _ = try reader.places.target(word) }
        }
        for server in draft.servers {
            try look(.distributionServers) { _ = try reader.places.server(server) }
        }
        if draft.limitToSites == .site, let name = draft.siteLimitName, !name.isEmpty {
            try look(.siteLimitName) { _ = try reader.places.site(name) }
        }
        if draft.limitToSites == .siteGroup, let name = draft.siteLimitName, !name.isEmpty {
            try look(.siteLimitName) { _ = try reader.places.siteGroup(name) }
        }
        return findings
    }

    private func findPackage(_ word: String?, _ draft: JobDraft) throws -> Package {
        if let word { return try PackageCommands.find(word, lab.database, site.code) }
        if let name = draft.packageName { return try PackageCommands.find(name, lab.database, site.code) }
        guard let id = draft.packageID else {
            throw CommandFailure(
                ExitCode.usage, "the file does not say which package the job sends; name it with --package")
        }
        guard let package = try lab.database.store(for: site.code).package(id) else {
            throw CommandFailure(
                ExitCode.noInput,
                "the lab has no package \(id), which the old job sent; name the one to send with --package "
                    + "(`sms12 package list` lists them)")
        }
        return package
    }

    /// The defaults of the drop, where neither file nor option said anything; an old job's phases are its own.
    private func defaults(_ draft: inout JobDraft, _ package: Package, _ old: JobDraft) throws
        -> [AppliedDefault]
    {
        var own: [AppliedDefault] = []
        if draft.type == .removePackage { return own }
        let saysRefresh = try run.value(JobOptions.refresh) || run.value(JobOptions.noRefresh)
        if old.distributePhase == nil, !saysRefresh, draft.distributePhase?.contains(.existing) == true {
            own.append(
                AppliedDefault(
                    scalar: .distributePhase, value: "refresh existing", source: Self.distributeSource))
        }
        if draft.distributePhase == nil, draft.distributionServers == nil, draft.servers.isEmpty {
            draft.distributePhase = [.existing, .specified]
            let why = Self.distributeSource
            own.append(
                AppliedDefault(scalar: .distributePhase, value: "refresh existing, put on", source: why))
            own.append(
                AppliedDefault(scalar: .distributionServers, value: "Default Servers", source: why))
        }
        if draft.type == .serverScript { return own }
        if draft.runWorkstationCommand == nil
            || (draft.runWorkstationCommand == true && draft.commandName == nil),
            draft.commandName == nil, let first = package.workstation?.commands.first
        {
            draft.commandName = first.name
            draft.runWorkstationCommand = true
            own.append(
                AppliedDefault(
                    scalar: .wclName, value: first.name, source: "the package's first command; our choice"))
        }
        return own
    }

    /// Leaves out a group of servers that the site does not have where the job would not use it anyway.
    private func leaveOutServers(_ made: inout DraftedJob, _ draft: JobDraft) {
        guard let servers = made.job.distributionServers, made.job.type != .removePackage,
            !made.job.distributePhase.contains(.specified), !isKnown(servers, made)
        else { return }
        made.job.distributionServers = nil
        made.findings.removeAll { $0.code == "servers-unused" }
        made.findings.append(
            Finding(
                .warning, "servers-left-out",
                "the distribution servers '\(servers)' are no machine group of site \(site.code) and the job "
                    + "does not use them (Q140051): they are left out",
                at: draft.origins[.distributionServers]))
    }

    private func isKnown(_ group: String, _ made: DraftedJob) -> Bool {
        (site.groups + made.groups).contains { $0.name.uppercased() == group.uppercased() }
    }

    /// Machine groups that the site does not have: found before anything is stored.
    private func groupFindings(_ made: DraftedJob, _ draft: JobDraft) -> [Finding] {
        var named: [(scalar: JobScalar, group: String, advice: String)] = []
        if made.job.target == .machineGroup, made.job.type == .workstationScript {
            named.append((.machineGroupName, made.job.machineGroup, "name the target with --on"))
        }
        if let servers = made.job.distributionServers {
            named.append(
                (.distributionServers, servers, "--put-on default takes the Default Servers instead"))
        }
        return named.filter { !$0.group.isEmpty && !isKnown($0.group, made) }.map {
            Finding(
                .error, "unknown-group", "site \(site.code) has no machine group '\($0.group)'",
                at: draft.origins[$0.scalar],
                advice: "`sms12 group list` lists them; \($0.advice)")
        }
    }

    /// A target at a site that nothing of this one gets to.
    private func siteFindings(_ job: Job, _ draft: JobDraft) -> [Finding] {
        guard job.target == .machinePath, let word = job.machinePath.split(separator: "|").first,
            let code = SiteCode(String(word).uppercased()), code != site.code
        else { return [] }
        let sites = lab.emulation.definition.sites
        func above(_ code: SiteCode) -> [SiteCode] {
            var found: [SiteCode] = []
            var next = sites.first { $0.code == code }?.parent
            while let parent = next, found.count < sites.count {
                found.append(parent)
                next = sites.first { $0.code == parent }?.parent
            }
            return found
        }
        guard let target = sites.first(where: { $0.code == code }), !above(code).contains(site.code) else {
            return []
        }
        let isNobodys = target.parent == nil && !above(site.code).contains(code)
        return [
            Finding(
                .warning, "not-below",
                "site \(code) "
                    + (isNobodys ? "has no parent" : "is not below site \(site.code)")
                    + ": no job of site \(site.code) gets there", at: draft.origins[.jobTarget],
                advice: isNobodys
                    ? "`sms12 site attach \(code) --to \(site.code)` makes it a site below"
                    : "`sms12 site tree` shows what is below what")
        ]
    }

    /// A query that the site does not have, or that is about no machines.
    private func queryFindings(_ made: DraftedJob, _ draft: JobDraft) -> [Finding] {
        guard made.job.target == .query, !made.job.queryID.isEmpty else { return [] }
        let place = draft.origins[.queryID]
        guard let query = reader.places.queries.first(where: { $0.id.description == made.job.queryID }) else {
            return [
                Finding(
                    .error, "unknown-query", "site \(site.code) has no query '\(made.job.queryID)'",
                    at: place,
                    advice: "`sms12 query list` lists them; name the target with --on")
            ]
        }
        guard query.definition.architecture.isDirect else { return [] }
        return [
            Finding(
                .error, "query-without-machines",
                "query \(query.id) \"\(query.definition.name)\" is about "
                    + "\(query.definition.architecture.rawValue), which no job can target (Q137679)",
                at: place)
        ]
    }

    private func sharingFindings(_ package: Package) -> [Finding] {
        guard let set = package.sharing, !set.shareName.isEmpty else {
            return [
                Finding(
                    .error, "no-sharing-set",
                    "package \(package.id) \"\(package.name)\" has no sharing set with a share name, which this type "
                        + "of job needs",
                    advice: "`sms12 package set \(package.id) --share-name NAME --share-source DIR`")
            ]
        }
        guard set.root.isEmpty else { return [] }
        return [
            Finding(
                .warning, "no-source", "package \(package.id) has no source: event 313 will keep it here",
                advice: "`sms12 package set \(package.id) --share-source DIR`")
        ]
    }

    private func packageFindings(_ package: Package, _ job: Job) -> [Finding] {
        var findings: [Finding] = []
        if job.type == .removePackage { return findings }
        if job.type == .serverScript { return sharingFindings(package) }
        guard let set = package.workstation else {
            return [
                Finding(
                    .error, "no-workstation-set",
                    "package \(package.id) \"\(package.name)\" has no workstation set, which this type of job needs",
                    advice: "`sms12 package set \(package.id) --source DIR --command \"NAME=LINE\"`")
            ]
        }
        if set.root.isEmpty {
            findings.append(
                Finding(
                    .warning, "no-source", "package \(package.id) has no source: event 313 will keep it here",
                    advice: "`sms12 package set \(package.id) --source DIR`"))
        }
        if set.commands.isEmpty, !job.runWorkstationCommand {
            findings.append(
                Finding(
                    .note, "nothing-to-run", "package \(package.id) has no command: it is only distributed"))
        }
        let program = set.commands.first { $0.name == job.commandName }
        if job.runWorkstationCommand, let program, program.platforms.isEmpty {
            findings.append(
                Finding(
                    .warning, "offered-to-no-client",
                    "command \"\(program.name)\" has no platform: nobody runs it",
                    advice: "`sms12 package set \(package.id) --command ... --platform ...`"))
        }
        return findings
    }
}
