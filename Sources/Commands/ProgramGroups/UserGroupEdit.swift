import CommandLineKit
import Emulation
import SiteModel

/// `user-group list`, `user-group set` and `user-group remove`.
enum UserGroupEdit {
    private static let name = Operand<String>("GROUP", .text, help: "The user group's name.")
    private static let users = Operand<[String]>(
        "USER", .text, atLeast: 1, help: "Its users; `*` stands for any text.")

    static var list: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["user-group", "list"], "List the user groups of all sites, or of one.",
                options: [JobCommands.at, Naming.eachSite],
                example: CommandExample("sms12 user-group list")), run: runList)
    }

    static var set: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["user-group", "set"], "Make a user group of a site's domains, or give it other users.",
                discussion: "Program Group Control asks for the groups of whoever is logged on (Q129232).",
                options: [Naming.site], operands: [name, users],
                example: CommandExample("sms12 user-group set Sales 'USER1*'")), run: runSet)
    }

    static var remove: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["user-group", "remove"], "Remove a user group; its users stay.", options: [Naming.site],
                operands: [name], example: CommandExample("sms12 user-group remove Sales")), run: runRemove)
    }

    private static func runList(_ run: CommandRun) throws -> Int32 {
        let lab = try run.readLabThen().definition()
        let only = try run.namedSite(in: lab)
        var table = Table([
            Column("Site", key: "site"), Column("User group", key: "name"), Column("Users", key: "users"),
        ])
        for site in lab.sites where only == nil || only == site.code {
            for group in site.userGroups {
                try table.add([
                    .text(site.code.description), .text(group.name),
                    .text(group.users.joined(separator: ", ")),
                ])
            }
        }
        run.print(table)
        return ExitCode.done
    }

    private static func runSet(_ run: CommandRun) throws -> Int32 {
        try LabEdit.change(run) { edit in
            let site = edit.before.sites[try edit.site]
            let group = UserGroupDefinition(name: try run.value(name), users: try run.value(users))
            try edit.perform([.setUserGroup(site: site.code, group: group)])
            run.done(
                .changed, "user-group", group.name, site: site.code,
                "User group \(group.name) of site \(site.code) has \(counted(group.users.count, "user")).")
            return ExitCode.done
        }
    }

    private static func runRemove(_ run: CommandRun) throws -> Int32 {
        try LabEdit.change(run) { edit in
            let site = edit.before.sites[try edit.site]
            let place = try Pick.one(
                try run.value(name), among: site.userGroups.map(\.name), kind: "user group")
            let group = site.userGroups[place].name
            let users = InUse.ofUserGroup(group, edit, at: site.code)
            try edit.perform([.removeUserGroup(site: site.code, name: group)])
            run.done(
                .removed, "user-group", group, site: site.code,
                "Removed user group \(group) of site \(site.code).")
            return run.report(users) == nil ? ExitCode.done : ExitCode.doneWithLosses
        }
    }
}
