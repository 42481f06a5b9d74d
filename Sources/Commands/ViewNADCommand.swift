import CommandLineKit
import Emulation
import LegacyFormats
import Pipeline
import SiteModel

/// `tool viewnad`: the network application database as VIEWNAD shows it.
enum ViewNADCommand {
    private static let client = Operand<String?>(
        "CLIENT", .labObject("client"),
        help: "The client at which it is run, for its user; without it everything is shown.")

    static var entry: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["tool", "viewnad"],
                "Print the network application database as VIEWNAD does (Q124083).",
                discussion: """
                    Three parts: the user's groups, the program groups these may see, and each with its items. The layout \
                    of the database's own files is not published.
                    """, options: [JobCommands.at, Naming.site], operands: [client],
                example: CommandExample("sms12 tool viewnad PC1")),
            run: { run in
                try run.onlyText()
                let reader = try run.readLabThen()
                let definition = try reader.definition()
                let lab = try LabReader.restore(reader.database)
                guard let word = try run.value(client) else {
                    let code = definition.sites[try run.site(in: definition)].code
                    let image = lab.images[try lab.siteNumber(code)]
                    run.environment.out(content(image, user: nil).print())
                    return ExitCode.done
                }
                let found = try ClientLookup(reader.database).find(
                    word, at: try run.namedSite(in: definition))
                let image = lab.images[try lab.siteNumber(found.row.siteCode)]
                guard let place = image.clients.index(found.row.name) else { return ExitCode.noInput }
                let user = image.clients.block(of: place).range.user
                run.environment.out(content(image, user: user).print())
                return ExitCode.done
            })
    }

    /// What a user of a site sees; everything for nobody.
    private static func content(_ image: SiteImage, user: String?) -> ViewNAD {
        let mine = user.map { image.userGroups(of: $0) } ?? []
        let upper = mine.map { $0.uppercased() }
        var groups: [ViewNAD.Group] = []
        for (site, group) in image.programGroups
        where user == nil || group.userGroups.contains(where: { upper.contains($0.uppercased()) }) {
            var items: [ViewNAD.Item] = []
            for reference in group.items {
                for item in image.publishedItems(of: reference) {
                    items.append(shown(item, reference.package, image))
                }
            }
            items.sort {
                ($0.item.description.uppercased(), $0.id) < ($1.item.description.uppercased(), $1.id)
            }
            groups.append(
                ViewNAD.Group(
                    id: ProgramGroupShow.identifier(group, image.code(of: site)), name: group.name,
                    users: group.userGroups, items: items))
        }
        return ViewNAD(userGroups: mine, groups: groups)
    }

    private static func shown(_ item: ProgramItem, _ package: PackageID, _ image: SiteImage) -> ViewNAD.Item {
        let id = identifier(item, package, image)
        var item = item
        // The name under which clients keep its state is the item's number where none was given.
        if item.registryName.isEmpty { item.registryName = id }
        return ViewNAD.Item(id: id, item: item, servers: image.itemPaths(of: package))
    }

    /// The identifier of an item: items are numbered through all packages of their site, in the order of both.
    private static func identifier(_ item: ProgramItem, _ package: PackageID, _ image: SiteImage) -> String {
        var number: UInt32 = 0
        for live in image.packages
        where !live.isSharing && !live.isDeleted && live.package.id.site == package.site {
            for other in live.package.sharing?.programItems ?? [] {
                number += 1
                if live.package.id == package, other == item {
                    return PackageID(site: package.site, counter: number)?.description ?? "?"
                }
            }
        }
        return "?"
    }
}
