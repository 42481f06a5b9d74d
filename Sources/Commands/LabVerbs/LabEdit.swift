import CommandLineKit
import Emulation
import SiteDatabase
import SiteModel

/// A change of a lab's definition: judged whole before anything is done, then done command by command.
struct LabEdit {
    let run: CommandRun
    let lab: LabSession
    /// The lab as it is, without removed clients.
    let before: LabDefinition

    /// Opens the lab, does the work, closes it.
    static func change(_ run: CommandRun, _ work: (LabEdit) throws -> Int32) throws -> Int32 {
        let lab = try run.openLab()
        do {
            let edit = LabEdit(run: run, lab: lab, before: try CurrentLab.definition(lab.database))
            let code = try work(edit)
            try lab.close()
            return code
        } catch {
            try? lab.close()
            throw error
        }
    }

    /// Says what would be wrong that is not wrong now.
    ///
    /// - Returns: The exit code of a change that is done after this: 0, or 3 after warnings.
    /// - Throws: `CommandFailure` when there is an error; nothing was changed.
    func judge(_ after: LabDefinition) throws -> Int32 {
        let known = Set(before.validate().map(\.message))
        let new = after.validate().filter { !known.contains($0.message) }
        let worst = run.report(new)
        guard worst == .error else { return worst == .warning ? ExitCode.doneWithLosses : ExitCode.done }
        let isTaken = new.contains { $0.severity == .error && $0.code.hasPrefix("duplicate-") }
        throw CommandFailure(
            isTaken ? ExitCode.cannotCreate : ExitCode.badData, "nothing was changed in the lab")
    }

    /// Carries out commands.
    func perform(_ commands: [LabCommand]) throws {
        let who = try run.account
        for command in commands { try lab.perform(command, who: who) }
    }

    /// The place of the site that `--site` names.
    var site: Int { get throws { try run.site(in: before) } }

    /// The place of a server at the site that `--site` names.
    func server(_ word: String) throws -> Int {
        let site = before.sites[try site]
        return try Pick.one(
            word, among: site.servers.map(\.name), kind: "server", place: " at site \(site.code)")
    }

    /// The place of a machine group at the site that `--site` names.
    func group(_ word: String) throws -> Int {
        let site = before.sites[try site]
        return try Pick.one(
            word, among: site.groups.map(\.name), kind: "group", place: " at site \(site.code)")
    }
}
