import CommandLineKit
import Emulation
import Pipeline
import SiteModel

/// SENDCODE and PREINST.
enum ServiceTools {
    static var entries: [CommandEntry] { [sendCode, preinst] }

    private static let site = Option<String?>(
        "site", value: "SITE", .labObject("site"), defaultText: "the central site",
        help: "The site it is run at.")
    private static let service = Operand<ServiceName>(
        "SERVICE", ServiceList.name,
        help: "The service or thread, such as SMS_SITE_CONFIG_MANAGER; `sms12 service list` names them.")
    private static let code = Operand<Int>("CODE", .integer(in: 0...255), help: "The code.")

    private static let sendCode = CommandEntry(
        declaration: CommandDeclaration(
            ["tool", "sendcode"], "Send a code to a service as SENDCODE does (Q168682).",
            discussion: """
                128, 129, 130: begin, end and dump memory tracking. 132: net pause. To SMS_SITE_CONFIG_MANAGER besides: \
                192 watchdog, 193 with a status .CT2, 194 as an upgrade, 195 with the user group MIF, 196 with logon \
                scripts, 234 shut down, 255 deinstall. No code makes the Scheduler look; restart SMS_EXECUTIVE. Without a \
                .CT1 a watchdog changes nothing: restart SMS_HIERARCHY_MANAGER instead (Q131010).
                """, options: [site], operands: [service, code],
            example: CommandExample("sms12 tool sendcode SMS_SITE_CONFIG_MANAGER 192")),
        run: { run in
            try LabEdit.change(run) { edit in
                let place = try SiteEdit.place(try run.value(site), in: edit.before)
                let here = edit.before.sites[place].code
                let (name, number) = (try run.value(service), try run.value(code))
                try edit.perform([.sendCode(site: here, service: name, code: number)])
                run.done(
                    .changed, "service", name.rawValue, site: here,
                    "Sent code \(number) to \(name.rawValue) of site \(here).")
                return ExitCode.done
            }
        })

    private static let dump = Option("dump", help: "Print the sites that the database knows (/DUMP).")
    private static let syncParent = Option(
        "syncparent", help: "Send the site's control file to the parent (/SYNCPARENT).")
    private static let delete = Option<String?>(
        "delsite", value: "CHILD,PARENT", .text,
        help: "Forget a site that is gone without telling its parent (/DELSITE:{child,parent}).")
    private static let deinstall = Option<String?>(
        "deinstall", value: "SITE", .labObject("site"), help: "Deinstall a secondary site (/DEINSTALL:code).")
    private static let upgrade = Option<String?>(
        "upgrade", value: "SITE", .labObject("site"), help: "Upgrade a secondary site (/UPGRADE:code).")

    private static let preinst = CommandEntry(
        declaration: CommandDeclaration(
            ["tool", "preinst"], "Do what PREINST does besides being Hierarchy Manager (Q192471).",
            discussion:
                "One switch at a time. Given a primary site's own code /UPGRADE deinstalled that site (Q165876); here it is "
                + "refused.",
            options: [JobCommands.at, dump, syncParent, delete, deinstall, upgrade, site], operands: [],
            atMostOne: [
                [JobCommands.at, syncParent], [JobCommands.at, delete], [JobCommands.at, deinstall],
                [JobCommands.at, upgrade],
            ],
            example: CommandExample("sms12 tool preinst --dump")),
        run: { run in
            let wanted = [
                try run.value(dump), try run.value(syncParent), try run.value(delete) != nil,
                try run.value(deinstall) != nil, try run.value(upgrade) != nil,
            ].count { $0 }
            guard wanted == 1 else {
                throw run.usage("give one of --dump, --syncparent, --delsite, --deinstall and --upgrade")
            }
            if try run.value(dump) { return try dumpSites(run) }
            return try LabEdit.change(run) { edit in
                let here = edit.before.sites[try SiteEdit.place(try run.value(site), in: edit.before)].code
                if try run.value(syncParent) {
                    let name = ServiceName.siteConfigurationManager
                    try edit.perform([.sendCode(site: here, service: name, code: 193)])
                    run.done(
                        .changed, "site", here.description, site: here, "Site \(here) reports to its parent.")
                } else if let word = try run.value(delete) {
                    try forget(word, edit)
                } else if let word = try run.value(deinstall) {
                    let code = edit.before.sites[try SiteEdit.place(word, in: edit.before)].code
                    try edit.perform([.deinstallSecondary(code)])
                    run.done(
                        .removed, "site", code.description, site: code, "Site \(code) is being deinstalled.")
                } else if let word = try run.value(upgrade) {
                    let code = edit.before.sites[try SiteEdit.place(word, in: edit.before)].code
                    try edit.perform([.upgradeSecondary(code)])
                    run.done(
                        .changed, "site", code.description, site: code, "Site \(code) is being upgraded.")
                }
                return ExitCode.done
            }
        })

    private static func forget(_ word: String, _ edit: LabEdit) throws {
        let inner = word.filter { $0 != "{" && $0 != "}" }
        let parts = inner.split(separator: ",").map { String($0) }
        guard parts.count == 2, let child = SiteCode(parts[0]), let parent = SiteCode(parts[1]) else {
            throw edit.run.usage("'\(word)' is not {child,parent}, such as S01,BPC")
        }
        guard edit.before.sites.contains(where: { $0.code == parent }) else {
            throw CommandFailure(ExitCode.noInput, "no site \(parent); `site tree` shows them")
        }
        // A site that is there still goes first; one that was taken away is only known to its parent (Q188055).
        var steps = [LabCommand.forgetSite(site: parent, child: child)]
        if let site = edit.before.sites.first(where: { $0.code == child }) {
            guard site.parent == parent else {
                throw CommandFailure(
                    ExitCode.noInput, "no site \(child) reports to \(parent); `site tree` shows them")
            }
            steps.insert(.removeSite(child), at: 0)
        }
        try edit.perform(steps)
        edit.run.done(
            .removed, "site", child.description, site: parent, "Site \(parent) has forgotten site \(child).")
    }

    private static func dumpSites(_ run: CommandRun) throws -> Int32 {
        let reader = try run.readLabThen()
        let lab = try LabReader.restore(reader.database)
        var table = Table([
            Column("Database", key: "database"), Column("Site", key: "site"), Column("Status", key: "status"),
            Column("Detail", key: "detail", .right),
        ])
        for image in lab.images where !image.isRemoved && !image.definition.isSecondary {
            for number in image.hierarchy.tree(of: image.number) {
                let live = image.siteControls[number]
                try table.add([
                    .text(image.definition.code.description), .text(image.code(of: number).description),
                    .text("\(live?.status ?? .active)".uppercased()),
                    .number(live.map { image.detailCode(of: $0) } ?? 0),
                ])
            }
        }
        run.print(table)
        return ExitCode.done
    }
}
