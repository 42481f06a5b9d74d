import CommandLineKit
import Emulation
import Pipeline
import SiteDatabase
import SiteModel

/// `job set`: changes of a Pending job.
enum JobSet {
    static var entry: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["job", "set"], "Change a Pending job.",
                discussion:
                    "Only a Pending job can be changed; what is not named stays. An activated one is cancelled and "
                    + "made anew.",
                options: JobOptions.all + [Naming.site], operands: [JobCommands.job],
                atMostOne: JobOptions.exclusive,
                example: CommandExample("sms12 job set BPC00001 --priority high --mandatory"),
                exitCodes: ExitCodeNote.reading("nothing was changed") + [
                    ExitCodeNote(ExitCode.notPermitted, "the job is not Pending any more")
                ]),
            run: run)
    }

    private static func run(_ run: CommandRun) throws -> Int32 {
        let lab = try run.openLab()
        defer { try? lab.close() }
        let definition = lab.emulation.definition
        let site = try Naming.site(run, definition)
        let old = try JobCommands.find(try run.value(JobCommands.job), lab.database, site.code).job
        guard old.status == .pending else {
            throw CommandFailure(
                ExitCode.notPermitted,
                "job \(old.id) is \(old.status.word); only a Pending job can be changed: "
                    + "`sms12 job cancel \(old.id)`, then make a new one")
        }
        let package = try lab.database.store(for: site.code).package(old.packageID)
        let commands = package?.workstation?.commands.map(\.name)
        var draft = JobDraft(old)
        let queries = lab.emulation.images.first { $0.definition.code == site.code }?.queries ?? []
        let reader = JobOptionReader(
            run, site, LabPlaces(lab: definition, site: site, queries: queries))
        try reader.apply(to: &draft, commands: commands ?? [])
        let made = draft.job(
            id: old.id, packageID: old.packageID, created: old.activateTime, commands: commands)
        let findings = made.findings
        if findings.contains(where: { $0.severity == .error }) {
            run.report(findings)
            return ExitCode.badData
        }
        guard made.job != old else {
            run.done(
                .unchanged, "job", old.id.description, site: site.code,
                "Job \(old.id) is so already; nothing was changed.")
            run.report(findings)
            return ExitCode.done
        }
        try lab.rehearse(
            made.groups.map { .setGroup(site: site.code, group: $0) }
                + [.updateJob(site: site.code, job: made.job)], who: try run.account)
        for group in made.groups {
            try lab.perform(.setGroup(site: site.code, group: group), who: try run.account)
            run.say("Machine group \"\(group.name)\": \(group.members.joined(separator: ", "))")
        }
        try lab.perform(.updateJob(site: site.code, job: made.job), who: try run.account)
        run.explain("Job \(old.id) was changed")
        try JobSheet.print([(made.job, [])], run)
        run.advise("Next: sms12 run")
        return run.report(findings) ?? .note >= .warning ? ExitCode.doneWithLosses : ExitCode.done
    }
}

extension JobDraft {
    /// A draft that says everything a job says.
    init(_ job: Job) {
        self.init()
        id = job.id
        type = job.type
        removeType = job.removeType
        removeTask = job.removeTask
        comment = job.comment
        activateTime = job.activateTime
        leftIcon = job.leftIcon
        centerIcon = job.centerIcon
        rightIcon = job.rightIcon
        priority = job.priority
        repeatMode = job.repeatMode
        packageID = job.packageID
        target = job.target
        distributePhase = job.distributePhase
        sendPhase = job.sendPhase
        limitToSites = job.limitToSites
        includeSubsites = job.includeSubsites
        siteLimitName = job.siteLimitName
        distributionServers = job.distributionServers ?? ""
        commandName = job.commandName ?? ""
        queryID = job.queryID
        machineGroup = job.machineGroup
        machinePath = job.machinePath
        offerTime = job.offerTime
        mandatoryTime = job.mandatoryTime
        useMandatoryTime = job.useMandatoryTime
        forceOverSlowLink = job.forceOverSlowLink
        expireTime = job.expireTime
        useExpireTime = job.useExpireTime
        runWorkstationCommand = job.runWorkstationCommand
    }
}

/// `job cancel`.
enum JobCancel {
    static var entry: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["job", "cancel"], "Cancel a job: Edit, Cancel Job.",
                discussion:
                    "Cancelling is not immediate: a task in progress runs to its end, then a cancel instruction goes "
                    + "to every site the job has reached (Q188042, Q191338). What is installed stays.",
                options: [Naming.site], operands: [JobCommands.job],
                example: CommandExample("sms12 job cancel BPC00001")),
            run: run)
    }

    private static func run(_ run: CommandRun) throws -> Int32 {
        let lab = try run.openLab()
        defer { try? lab.close() }
        let site = try Naming.site(run, lab.emulation.definition)
        if let system = try JobDelete.systemJob(run, lab, site) {
            throw CommandFailure(
                ExitCode.notPermitted,
                "\(system) is a System job, which a component made and which ends by itself; `sms12 job delete \(system)` "
                    + "takes it back while it is Active or Retrying (SDK sheapio_5gc3)")
        }
        let job = try JobCommands.find(try run.value(JobCommands.job), lab.database, site.code).job
        try lab.perform(.cancelJob(site: site.code, id: job.id), who: try run.account)
        run.done(
            .cancelled, "job", job.id.description, site: site.code,
            "Job \(job.id) is to be cancelled: Cancel Pending.")
        if job.status == .pending {
            run.conclude("It has not started; the Scheduler ends it at its next look.")
        } else {
            run.conclude(
                "The Scheduler sees it at its next look and sends a cancel instruction to the sites it reached; "
                    + "the Despooler there takes the offer off the logon servers. Programs that ran stay installed."
            )
            run.conclude(
                "Wait 48 hours before you delete it, and cancel one job at a time (Q168130, Q191338).")
        }
        run.advise("Next: sms12 run")
        return ExitCode.done
    }
}

/// `job delete`.
enum JobDelete {
    private static let force = Option(
        "force", help: "Delete an Active or Retrying job all the same.")

    static var entry: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["job", "delete"], "Delete a job.",
                discussion:
                    "A Pending job never starts then; a Complete or Canceled one is only forgotten. SMS 1.2 did not "
                    + "refuse to delete an Active job, but it left instructions at logon servers that nobody takes "
                    + "away and could damage them (Q168130, Q269768); here it needs --force.",
                options: [force, Naming.site], operands: [JobCommands.job],
                example: CommandExample("sms12 job delete BPC00001"),
                exitCodes: [
                    ExitCodeNote(ExitCode.doneWithLosses, "an Active job was deleted with --force"),
                    ExitCodeNote(ExitCode.noInput, "there is no such job"),
                    ExitCodeNote(ExitCode.notPermitted, "the job is Active or Retrying"),
                ]),
            run: run)
    }

    /// A note where a job was cancelled less than 48 hours ago (Q191338, Q168130).
    private static func early(_ job: Job, _ lab: borrowing Emulation, _ site: SiteCode) -> [Finding] {
        guard let image = lab.images.first(where: { $0.definition.code == site && !$0.isRemoved }),
            let cancelled = image.jobs.first(where: { $0.job.id == job.id && !$0.isDeleted })?.cancelledAt,
            lab.now - cancelled < 48 * 3_600_000
        else { return [] }
        let hours = (lab.now - cancelled) / 3_600_000
        return [
            Finding(
                .note, "deleted-early",
                "job \(job.id) was cancelled \(hours) hours ago; wait 48 before you delete one (Q168130, Q191338)"
            )
        ]
    }

    /// The System job that the operand names by its identifier; nil: none.
    static func systemJob(_ run: CommandRun, _ lab: LabSession, _ site: SiteDefinition) throws -> JobID? {
        guard let id = JobID(try run.value(JobCommands.job).uppercased()), id.site == site.code,
            let image = lab.emulation.images.first(where: {
                $0.definition.code == site.code && !$0.isRemoved
            }), image.systemJobs[id.counter] != nil
        else { return nil }
        return id
    }

    /// Takes a System job away (SDK sheapio_5gc3).
    private static func delete(
        _ id: JobID, of site: SiteDefinition, _ lab: LabSession, _ run: CommandRun
    ) throws -> Int32 {
        let image = lab.emulation.images.first { $0.definition.code == site.code && !$0.isRemoved }
        let live = image?.systemJobs[id.counter]
        try lab.perform(.deleteJob(site: site.code, id: id), who: try run.account)
        run.done(.removed, "job", id.description, site: site.code, "System job \(id) was deleted.")
        guard let live, live.endedAt == nil, let image else { return ExitCode.done }
        run.report([
            Finding(
                .warning, "active-job-deleted",
                "system job \(id) was \(live.status.word): what it carried to site \(image.code(of: live.destination)) "
                    + "is lost (\(live.kind.comment(image.code(of: live.destination))))")
        ])
        return ExitCode.doneWithLosses
    }

    private static func run(_ run: CommandRun) throws -> Int32 {
        let lab = try run.openLab()
        defer { try? lab.close() }
        let site = try Naming.site(run, lab.emulation.definition)
        if let system = try systemJob(run, lab, site) { return try delete(system, of: site, lab, run) }
        let job = try JobCommands.find(try run.value(JobCommands.job), lab.database, site.code).job
        let isActive = job.status == .active || job.status == .retrying
        let early = Self.early(job, lab.emulation, site.code)
        if isActive, job.cancelMode, try !run.value(force) {
            throw CommandFailure(
                ExitCode.notPermitted,
                "job \(job.id) is \(job.statusWord); wait until it is Canceled, and 48 hours more (Q168130, Q191338): "
                    + "`sms12 explain job \(job.id)` tells what it waits for; or give --force")
        }
        if isActive, try !run.value(force) {
            throw CommandFailure(
                ExitCode.notPermitted,
                "job \(job.id) is \(job.status.word); deleting an active job leaves orphan instructions at the "
                    + "logon servers and can damage them (Q168130): `sms12 job cancel \(job.id)` first and wait 48 "
                    + "hours, or give --force")
        }
        try lab.perform(.deleteJob(site: site.code, id: job.id), who: try run.account)
        run.done(
            .removed, "job", job.id.description, site: site.code, "Job \(job.id) was deleted.")
        guard isActive else {
            if job.status == .pending { run.conclude("It was Pending and will never start.") }
            run.report(early)
            return ExitCode.done
        }
        run.report([
            Finding(
                .warning, "active-job-deleted",
                "job \(job.id) was \(job.status.word): its offers stay in the clients' instructions (Q168130, Q269768)"
            )
        ])
        return ExitCode.doneWithLosses
    }
}
