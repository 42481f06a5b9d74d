import CommandLineKit
import Emulation
import SiteDatabase
import Pipeline
import SiteModel

/// `server add`, `server set` and `server remove`.
enum ServerEdit {
    private static let role = Option<[ServerRoles]>(
        "role", value: "ROLE", ServerOptions.roleWord, defaultText: "distribution",
        help: "What it does: site, logon, distribution; once for each.")
    private static let addRole = Option<[ServerRoles]>(
        "add-role", value: "ROLE", ServerOptions.roleWord, help: "A role it takes on besides.")
    private static let removeRole = Option<[ServerRoles]>(
        "remove-role", value: "ROLE", ServerOptions.roleWord, help: "A role it gives up.")
    private static let removeDrive = Option<[String]>(
        "remove-drive", value: "LETTER", .text,
        help: "A drive that is taken out; nothing may be shared on it.")
    private static let removeShare = Option<[String]>(
        "remove-share", value: "NAME", .text,
        help: "A share that goes, one that is no package's; no package may lie on it.")

    static var add: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["server", "add"], "Add a server to a site.",
                options: [
                    Naming.site, role, ServerOptions.kind, ServerOptions.domain, ServerOptions.drive,
                    ServerOptions.addShare, ServerOptions.macintosh, ServerOptions.everyone,
                    ServerOptions.offline,
                ], operands: [ServerOptions.name],
                example: CommandExample("sms12 server add SRV4 --role distribution --drive C:ntfs:2GB"),
                moreExamples: [CommandExample("sms12 server add NW1 --kind netware3 --drive S:netware:500MB")]
            ), run: runAdd)
    }

    static var set: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["server", "set"],
                "Change a server: its roles, drives and domain, or whether it is reachable.",
                discussion: """
                    A drive of a letter that the server has takes the place of the old one, with the free space \
                    from now on; a drive of a new letter comes behind the others.
                    """,
                options: [
                    Naming.site, addRole, removeRole, ServerOptions.kind, ServerOptions.domain,
                    ServerOptions.drive,
                    removeDrive, ServerOptions.addShare, removeShare, ServerOptions.macintosh,
                    ServerOptions.everyone,
                    ServerOptions.online, ServerOptions.offline,
                ], operands: [ServerOptions.name],
                atMostOne: [[ServerOptions.online, ServerOptions.offline]],
                example: CommandExample("sms12 server set SRV2 --offline"),
                moreExamples: [
                    CommandExample("sms12 server set SRV2 --drive D:ntfs:10MB"),
                    CommandExample("sms12 server set SRV2 --add-share APPS:D --remove-share OLD"),
                ]), run: runSet)
    }

    static var remove: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["server", "remove"], "Take a server out of a site.",
                options: [Naming.site], operands: [ServerOptions.name],
                example: CommandExample("sms12 server remove SRV3")), run: runRemove)
    }

    private static func runAdd(_ run: CommandRun) throws -> Int32 {
        try LabEdit.change(run) { edit in
            let site = try edit.site
            let code = edit.before.sites[site].code
            let roles = try run.value(role)
            try edit.demandFree(try run.value(ServerOptions.name))
            var server = ServerDefinition(
                name: try run.value(ServerOptions.name),
                domain: try run.value(ServerOptions.domain) ?? "",
                kind: try run.value(ServerOptions.kind) ?? .windowsNT,
                roles: roles.isEmpty ? .distribution : ServerRoles(roles),
                online: !(try run.value(ServerOptions.offline)))
            let drives = try run.value(ServerOptions.drive)
            if !drives.isEmpty {
                server.drives = drives
            } else if server.kind.isNetWare {
                server.drives = [DriveDefinition(letter: "S", fileSystem: .netware)]
            }
            try takeSettings(&server, run)
            server = server.normalized
            var after = edit.before
            after.sites[site].servers.append(server)
            let result = try edit.judge(after)
            try edit.perform([.addServer(site: code, server: server)])
            run.done(
                .added, "server", server.name, site: code,
                "Added \(ServerTable.words(server.roles)) server \(server.name) to site \(code).")
            run.advise(
                "Next: sms12 server show \(server.name); jobs that are created from now on may use it.")
            return result
        }
    }

    private static func runSet(_ run: CommandRun) throws -> Int32 {
        try LabEdit.change(run) { edit in
            let site = try edit.site
            let place = try edit.server(try run.value(ServerOptions.name))
            var after = edit.before
            let old = after.sites[site].servers[place]
            var server = old
            for role in try run.value(addRole) { server.roles.insert(role) }
            for role in try run.value(removeRole) { server.roles.remove(role) }
            if let kind = try run.value(ServerOptions.kind) { server.kind = kind }
            if let domain = try run.value(ServerOptions.domain) { server.domain = domain }
            if try run.value(ServerOptions.online) { server.online = true }
            if try run.value(ServerOptions.offline) { server.online = false }
            try removeShares(&server, edit)
            try changeDrives(&server, edit)
            try demandFreeShares(server, edit)
            try takeSettings(&server, run)
            server = server.normalized
            let code = after.sites[site].code
            guard server != old else {
                throw run.usage("nothing to change is given, or \(server.name) is so already")
            }
            after.sites[site].servers[place] = server
            let result = try edit.judge(after)
            try edit.perform([.setServer(site: code, server: server)])
            run.done(
                .changed, "server", server.name, site: code, "Changed server \(server.name) of site \(code).")
            run.advise("Next: sms12 server show \(server.name)")
            return result
        }
    }

    /// Takes shares out that are no package's; whether a package lies on one is the engine's to say.
    private static func removeShares(_ server: inout ServerDefinition, _ edit: LabEdit) throws {
        for word in try edit.run.value(removeShare) {
            if let place = server.shares.firstIndex(where: { $0.name.uppercased() == word.uppercased() }) {
                server.shares.remove(at: place)
                continue
            }
            let code = edit.before.sites[try edit.site].code
            let rows = try edit.lab.database.rows(
                of: ShareRow.self, site: code, prefix: [.text(server.name)])
            if let row = rows.first(where: { $0.share.uppercased() == word.uppercased() }) {
                throw CommandFailure(
                    ExitCode.notPermitted,
                    "\(row.share) of \(server.name) was made by the Despooler for packages and goes with the last of "
                        + "them: `sms12 job create PACKAGE --remove all`")
            }
            _ = try Naming.find(
                word, kind: "share", in: server.shares.map { NamedThing(name: $0.name, $0.name) },
                list: "server show \(server.name)")
        }
    }

    /// Refuses shares that the server has on another drive already.
    private static func demandFreeShares(_ server: ServerDefinition, _ edit: LabEdit) throws {
        let code = edit.before.sites[try edit.site].code
        let rows = try edit.lab.database.rows(of: ShareRow.self, site: code, prefix: [.text(server.name)])
        let leaving = try edit.run.value(removeShare).map { $0.uppercased() }
        for share in try edit.run.value(ServerOptions.addShare) where !leaving.contains(share.name) {
            guard let row = rows.first(where: { $0.share == share.name }), row.drive != share.drive else {
                continue
            }
            throw CommandFailure(
                ExitCode.notPermitted,
                "\(server.name) has a share \(share.name) on drive \(row.drive) already; give the new one another name"
            )
        }
    }

    /// Shares, Macintosh volumes and the group Everyone.
    private static func takeSettings(_ server: inout ServerDefinition, _ run: CommandRun) throws {
        for share in try run.value(ServerOptions.addShare) {
            if let place = server.shares.firstIndex(where: { $0.name == share.name }) {
                server.shares[place] = share
            } else {
                server.shares.append(share)
            }
        }
        if let word = try run.value(ServerOptions.macintosh) { server.macintosh = word == .on }
        if let word = try run.value(ServerOptions.everyone) { server.hasEveryone = word == .on }
    }

    private static func changeDrives(_ server: inout ServerDefinition, _ edit: LabEdit) throws {
        for drive in try edit.run.value(ServerOptions.drive) {
            if let place = server.drives.firstIndex(where: { $0.letter == drive.letter }) {
                server.drives[place] = drive
            } else {
                server.drives.append(drive)
            }
        }
        let code = edit.before.sites[try edit.site].code
        for letter in try edit.run.value(removeDrive).map({ $0.uppercased().prefix(1) }) {
            guard let place = server.drives.firstIndex(where: { $0.letter == letter }) else {
                throw CommandFailure(ExitCode.noInput, "server \(server.name) has no drive \(letter)")
            }
            let shares = try edit.lab.database.rows(
                of: ShareRow.self, site: code, prefix: [.text(server.name)])
            let leaving = try edit.run.value(removeShare).map { $0.uppercased() }
            if let share = shares.first(where: { $0.drive == letter && !leaving.contains($0.share) }) {
                throw CommandFailure(
                    ExitCode.notPermitted,
                    "drive \(letter) of \(server.name) cannot be taken out: \(share.share) is shared on it")
            }
            server.drives.remove(at: place)
        }
    }

    private static func runRemove(_ run: CommandRun) throws -> Int32 {
        try LabEdit.change(run) { edit in
            let site = try edit.site
            let place = try edit.server(try run.value(ServerOptions.name))
            var after = edit.before
            let server = after.sites[site].servers.remove(at: place)
            let code = after.sites[site].code
            if server.roles.contains(.site) {
                throw CommandFailure(
                    ExitCode.notPermitted,
                    "\(server.name) is the site server of \(code) and cannot be removed")
            }
            let result = try edit.judge(after)
            let users = InUse.ofServer(server.name, edit, at: code)
            try edit.perform([.removeServer(site: code, name: server.name)])
            let image = edit.lab.emulation.images.first { $0.definition.code == code && !$0.isRemoved }
            if let place = image?.serverIndex(server.name), image?.servers[place].state == .pendingUninstall {
                run.done(
                    .changed, "server", server.name, site: code,
                    "Server \(server.name) of site \(code) is pending-uninstall; Site Configuration Manager's next "
                        + "watchdog removes it.")
                run.advise("Next: sms12 explain site \(code)")
                return result
            }
            run.done(
                .removed, "server", server.name, site: code,
                "Removed server \(server.name) from site \(code).")
            run.conclude("Its files stay in the lab's folder; packages on it are not offered any more.")
            return run.report(users) == nil ? result : ExitCode.doneWithLosses
        }
    }
}
