import CommandLineKit
import SiteModel

/// A job in the four blocks of the Job Details dialog.
enum JobSheet {
    /// The blocks; defaults carry their source as a note.
    static func blocks(_ job: Job, defaults: [AppliedDefault] = []) -> Blocks {
        var sheet = Blocks()
        func note(_ scalar: JobScalar) -> String {
            defaults.first { $0.scalar == scalar }.map { "default: \($0.source)" } ?? ""
        }
        sheet.add("Target", "Comment", job.comment)
        if job.type == .workstationScript {
            sheet.add("Target", "Run on", JobCommands.target(job), note: note(.jobTarget))
        }
        let everywhere = job.type == .workstationScript ? "no" : "no: this site and every site below it"
        sheet.add("Target", "Limit to sites", job.limitToSites == .none ? everywhere : limit(job))
        if job.type == .removePackage {
            addRemove(job, note, &sheet)
            addSchedule(job, note, &sheet)
            return sheet
        }
        sheet.add("Send", "Send", send(job), note: note(.sendPhase))
        let refreshes = job.distributePhase.contains(.existing)
        sheet.add(
            "Distribute", "Refresh existing distribution servers", refreshes ? "yes" : "no",
            note: note(.distributePhase))
        // A default of the other box alone says nothing about this one.
        let refreshOnly = defaults.contains {
            $0.scalar == .distributePhase && $0.value == "refresh existing"
        }
        let puts = job.distributePhase.contains(.specified)
        sheet.add(
            "Distribute", "Put on specified distribution servers",
            puts ? job.distributionServers ?? "Default Servers" : "no",
            note: puts ? note(.distributionServers) : refreshOnly ? "" : note(.distributePhase))
        if job.type == .workstationScript { addRun(job, note, &sheet) }
        addSchedule(job, note, &sheet)
        return sheet
    }

    private static func addRemove(_ job: Job, _ note: (JobScalar) -> String, _ sheet: inout Blocks) {
        sheet.add("Remove", "Package type", job.removeType.word, note: note(.packageType))
        sheet.add(
            "Remove", "Remove from",
            job.removeTask == .all ? "all distribution servers" : "selected distribution servers",
            note: note(.jobTasks))
        guard job.removeTask == .selected else { return }
        sheet.add("Remove", "Distribution servers", job.distributionServers ?? "Default Servers")
    }

    private static func addSchedule(_ job: Job, _ note: (JobScalar) -> String, _ sheet: inout Blocks) {
        sheet.add(
            "Schedule", "Start after", job.activateTime.description,
            note: joined(note(.activateTime), "by the SQL Server's clock"))
        sheet.add("Schedule", "Priority", job.priority.word, note: note(.priority))
        sheet.add("Schedule", "Repeat", job.repeatMode.word, note: note(.repeatMode))
    }

    /// Prints jobs: as text one sheet after the other, for programs one list with the job in its first column.
    static func print(_ jobs: [(job: Job, defaults: [AppliedDefault])], _ run: CommandRun) throws {
        if run.format == .table {
            for item in jobs { try blocks(item.job, defaults: item.defaults).print(run) }
            return
        }
        run.print(
            try Blocks.table(
                jobs.map { ($0.job.id.description, blocks($0.job, defaults: $0.defaults)) },
                named: Column("Job", key: "job")))
    }

    private static func addRun(_ job: Job, _ note: (JobScalar) -> String, _ sheet: inout Blocks) {
        guard job.runWorkstationCommand else {
            return sheet.add("Run", "Run workstation command", "no", note: note(.runWorkstationCommand))
        }
        sheet.add("Run", "Run workstation command", job.commandName ?? "", note: note(.wclName))
        sheet.add(
            "Run", "Offer after", job.offerTime.description,
            note: joined(note(.offerTime), "by the client's clock"))
        sheet.add(
            "Run", "Mandatory after", job.useMandatoryTime ? job.mandatoryTime.description : "no: optional",
            note: note(.mandatoryTime))
        if job.useMandatoryTime {
            sheet.add(
                "Run", "Not mandatory over slow link", job.forceOverSlowLink ? "no" : "yes",
                note: note(.forceOverSlowLink))
        }
        sheet.add(
            "Run", "Expires after", job.useExpireTime ? job.expireTime.description : "never",
            note: note(.expireTime))
    }

    private static func joined(_ left: String, _ right: String) -> String {
        left.isEmpty ? right : "\(left); \(right)"
    }

    private static func send(_ job: Job) -> String {
        switch job.sendPhase {
        case .ifNotSent: "only if not previously sent"
        case .always: "even if previously sent"
        }
    }

    private static func limit(_ job: Job) -> String {
        switch job.limitToSites {
        case .none: "no"
        case .siteGroup: "site group \(job.siteLimitName)" + (job.includeSubsites ? " and subsites" : "")
        case .site: "site \(job.siteLimitName)" + (job.includeSubsites ? " and subsites" : "")
        }
    }
}
