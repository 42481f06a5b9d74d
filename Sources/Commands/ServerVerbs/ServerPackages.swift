import CommandLineKit
import Emulation
import Pipeline
import SiteDatabase
import SiteModel

/// `server lock` and `server rights`: the packages on a distribution server.
enum ServerPackages {
    private static let package = Operand(
        "PACKAGE", .labObject("package"), help: "A package that lies on the server.")
    private static let until = Option<TypedTime?>(
        "until", value: "TIME", TypedTime.reader,
        help: "Until when a file of it is open, by the site's clock; a Z behind the time means UTC.")
    private static let unlock = Option("unlock", help: "Nobody has a file of it open any more.")
    private static let shared = Option("shared", help: "Its sharing set, where both lie on the server.")

    static var lock: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["server", "lock"], "Have a file of a package open on a distribution server.",
                discussion: """
                    As when a client runs the package from there: a file in use keeps the Despooler from refreshing or \
                    removing the package until the time is over (Q193766, Q184489), or until the site closes it by \
                    force (Q128458: `useForcedDisconnect` in the lab file).
                    """,
                options: [Naming.site, until, unlock, shared], operands: [ServerOptions.name, package],
                atMostOne: [[until, unlock]],
                example: CommandExample("sms12 server lock SRV2 Editor --until \"1997-04-23 18:00\""),
                moreExamples: [CommandExample("sms12 server lock SRV2 Editor --unlock")]), run: runLock)
    }

    static var rights: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["server", "rights"],
                "List who has which rights on a server's shares and package directories.",
                discussion: """
                    Rights of users and guests are those of the package's boxes; who has what on the directories of \
                    the SMS directory is as the Resource Guide has it (RG S3CED).
                    """,
                options: [JobCommands.at, Naming.site], operands: [ServerOptions.name],
                example: CommandExample("sms12 server rights SRV1")), run: runRights)
    }

    private static func runLock(_ run: CommandRun) throws -> Int32 {
        let lab = try run.openLab()
        defer { try? lab.close() }
        let site = try Naming.site(run, lab.emulation.definition)
        let things = site.servers.map { NamedThing(name: $0.name, $0.name) }
        let server = try Naming.find(
            try run.value(ServerOptions.name), kind: "server", in: things, list: "server list")
        let package = try PackageCommands.find(try run.value(package), lab.database, site.code)
        let isReleased = try run.value(unlock)
        let time = try run.value(until)
        guard isReleased || time != nil else {
            throw run.parsed.usageError(.missingOption("--until", valueName: "TIME"))
        }
        var set = PackageSetID(package.id)
        let image = lab.emulation.images.first { $0.definition.code == site.code }
        let isShared = try run.value(shared)
        if isShared || image.map({ !holds($0, server, set) }) ?? false { set.kind = .sharing }
        let instant = isReleased ? lab.emulation.now : time?.instant(in: site.zone) ?? lab.emulation.now
        if !isReleased, instant <= lab.emulation.now {
            throw run.parsed.usageError(
                .other("--until is not after now (\(site.clock(at: lab.emulation.now)))"))
        }
        try lab.perform(
            .holdFile(site: site.code, server: server, package: set, until: instant),
            who: try run.account)
        let words =
            isReleased
            ? "No file of package \(set) is open on \(server) any more."
            : "A file of package \(set) is open on \(server) until \(site.clock(at: instant))."
        run.done(.changed, "server", server, site: site.code, words)
        return ExitCode.done
    }

    /// Whether a set of a package lies on a server.
    private static func holds(_ image: SiteImage, _ server: String, _ set: PackageSetID) -> Bool {
        guard let package = image.packageIndex(set.id, set.kind), let place = image.serverIndex(server) else {
            return false
        }
        return image.locationIndex(package: UInt32(package), server: UInt32(place)) != nil
    }

    private static func runRights(_ run: CommandRun) throws -> Int32 {
        let lab = try LabReader.restore(try run.readLabThen().database)
        let site = try Naming.site(run, lab.definition)
        let things = site.servers.map { NamedThing(name: $0.name, $0.name) }
        let name = try Naming.find(
            try run.value(ServerOptions.name), kind: "server", in: things, list: "server list")
        var table = Table([
            Column("Place", key: "place"), Column("Package", key: "package"),
            Column("Administrators", key: "administrators"), Column("Users", key: "users"),
            Column("Guests", key: "guests"), Column("Everyone", key: "everyone"),
        ])
        guard let image = lab.images.first(where: { $0.definition.code == site.code }),
            let place = image.serverIndex(name)
        else { return ExitCode.done }
        for row in directories(image, place) + shares(image, place) + packages(image, place) {
            try table.add(row.map { .text($0) })
        }
        run.print(table)
        return ExitCode.done
    }

    /// The directories that the Resource Guide lists (RG S3CED).
    private static func directories(_ image: SiteImage, _ place: Int) -> [[String]] {
        let root = FileNames.smsRoot(image, place).split(separator: "\\").dropFirst().joined(separator: "\\")
        let roles = image.servers[place].definition.roles
        var rows: [[String]] = []
        if roles.contains(.site) { rows.append(["\(root)\\SITE.SRV", "", "full", "", "", ""]) }
        guard roles.contains(.logon) else { return rows }
        for folder in ["DESPOOLR.BOX", "INVENTRY.BOX", "ISVMIF.BOX", "PCMPKG.SRC"] {
            rows.append(["\(root)\\LOGON.SRV\\\(folder)", "", "", "", "", "change"])
        }
        rows.append(["\(root)\\LOGON.SRV\\PCMINS.BOX", "", "", "", "", "read"])
        return rows
    }

    private static func shares(_ image: SiteImage, _ place: Int) -> [[String]] {
        image.servers[place].shares.map { share in
            share.isForeign
                ? ["share \(share.name)", "", "", "", "", share.isOpened ? netWareRights : ""]
                : [
                    "share \(share.name)", "", "full", words(share.permissions, .userRead, .userWrite),
                    words(share.permissions, .guestRead, .guestWrite), "",
                ]
        }
    }

    private static func packages(_ image: SiteImage, _ place: Int) -> [[String]] {
        var rows: [[String]] = []
        for location in image.locations where location.server == UInt32(place) && !location.isRemoved {
            let set = image.packages[Int(location.package)].setID
            let drive = image.servers[place].drives[location.drive].letter
            let folder =
                location.path.isEmpty
                ? (location.isOnVolume ? "" : "\(location.share)\\") + image.packageFolder(of: location)
                : location.path
            let rights = location.permissions
            rows.append([
                "\(drive)\\\(folder)", set.description, location.isServiceOnly ? "" : "full",
                location.isServiceOnly ? "" : words(rights, .userRead, .userWrite),
                location.isServiceOnly ? "" : words(rights, .guestRead, .guestWrite),
                image.isOpened(location) ? netWareRights : "",
            ])
            if location.hasVolume { rows.append(["volume \(set.id)", set.description, "", "", "", "full"]) }
        }
        return rows
    }

    /// Read, Write, Create, Modify, Erase, File Scan (Q149957).
    private static let netWareRights = "RWCMEF"

    private static func words(
        _ rights: AccessPermissions, _ read: AccessPermissions, _ write: AccessPermissions
    ) -> String {
        var words: [String] = []
        if rights.contains(read) { words.append("read") }
        if rights.contains(write) { words.append("write") }
        return words.joined(separator: ", ")
    }
}
