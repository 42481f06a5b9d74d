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
        let known = Set(before.problems().map(Self.key))
        // What is taken out takes the faults with it that were to befall it.
        let new = CurrentLab.withoutLostFaults(after).problems().filter { !known.contains(Self.key($0)) }.map
        {
            Self.inCommands($0.finding, after)
        }
        let errors = new.filter { $0.severity == .error }
        // Warnings beside an error are about a lab that is not going to be.
        let worst = run.report(errors.isEmpty ? new : errors)
        guard worst == .error else { return worst == .warning ? ExitCode.doneWithLosses : ExitCode.done }
        let isTaken = errors.contains { $0.code.hasPrefix("duplicate-") }
        throw CommandFailure(
            isTaken ? ExitCode.cannotCreate : ExitCode.badData, "nothing was changed in the lab")
    }

    /// A finding whose advice is a command: whoever changes a lab by commands has no lab file before them.
    private static func inCommands(_ finding: Finding, _ lab: LabDefinition) -> Finding {
        guard finding.code == "no-address" else { return finding }
        for (from, to) in lab.missingAddresses
        where finding.message.hasPrefix("site \(from) has no address to site \(to):") {
            var finding = finding
            finding.advice = "`sms12 site set \(from) --address \(to)` adds it"
            return finding
        }
        return finding
    }

    /// What a problem is about, so that it is known again when a list around it has become shorter.
    private static func key(_ problem: DefinitionProblem) -> String {
        let isMember = problem.finding.code == "unknown-member"
        return isMember
            ? problem.finding.code + (problem.path.split(separator: ".").dropLast().joined(separator: "."))
            : problem.finding.code + problem.finding.message
    }

    /// Refuses a name that a computer of the lab has.
    func demandFree(_ name: String) throws {
        for site in before.sites {
            let isServer = site.servers.contains { $0.name == name.uppercased() }
            guard isServer || site.clients.contains(where: { $0.place(of: name) != nil }) else { continue }
            throw CommandFailure(
                ExitCode.cannotCreate,
                "there is a \(isServer ? "server" : "client") \(name.uppercased()) at site \(site.code) already; "
                    + "computers' names are unique in a lab")
        }
    }

    /// Carries out commands: all of them, or none where one would be refused.
    func perform(_ commands: [LabCommand]) throws {
        let who = try run.account
        try lab.rehearse(commands, who: who)
        for command in commands { try lab.perform(command, who: who) }
    }

    /// The place of the site that `--site` names.
    var site: Int { get throws { try run.site(in: before) } }

    /// The place of a server at the site that `--site` names.
    func server(_ word: String) throws -> Int {
        let site = before.sites[try site]
        return try Pick.one(
            word, among: site.servers.map(\.name), kind: "server")
    }

    /// The place of a machine group at the site that `--site` names.
    func group(_ word: String) throws -> Int {
        let site = before.sites[try site]
        return try Pick.one(
            word, among: site.groups.map(\.name), kind: "group")
    }
}

extension LabDefinition {
    /// The pairs of a site and its parent of which the first has no address to the second.
    var missingAddresses: [(from: SiteCode, to: SiteCode)] {
        sites.flatMap { site -> [(from: SiteCode, to: SiteCode)] in
            guard let above = site.parent, let parent = sites.first(where: { $0.code == above }) else {
                return []
            }
            return [(parent, site), (site, parent)].filter { from, to in
                !from.addresses.contains { $0.destination == to.code }
            }.map { ($0.code, $1.code) }
        }
    }
}
