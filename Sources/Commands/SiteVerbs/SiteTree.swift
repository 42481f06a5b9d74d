import CommandLineKit
import Emulation
import SiteModel

/// `site attach`, `site detach` and `site tree`.
enum SiteTree {
    static var entries: [CommandEntry] { [tree, attach, detach] + SiteSender.entries }

    private static let which = Operand<String>("SITE", .labObject("site"), help: "The site's code or name.")
    private static let parent = Option<String?>(
        "to", value: "SITE", .labObject("site"), help: "The site that is to be its parent.")

    private static var attach: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["site", "attach"], "Attach a primary site to a parent.",
                discussion: """
                    A site has one parent and never stands below itself (Q133111). The parent learns of the computers of \
                    the site and of all sites below it. Both need an address to each other: `site set CEN --address S01`.
                    """, options: [parent], operands: [which],
                example: CommandExample("sms12 site attach S01 --to BPC")),
            run: { run in
                guard let above = try run.value(parent) else {
                    throw run.parsed.usageError(.other("say which site is to be the parent: --to SITE"))
                }
                return try LabEdit.change(run) { edit in
                    let site = edit.before.sites[try SiteEdit.place(try run.value(which), in: edit.before)]
                    let top = edit.before.sites[try SiteEdit.place(above, in: edit.before)]
                    try edit.perform([.attachSite(site.code, to: top.code)])
                    run.done(
                        .changed, "site", site.code.description, site: site.code,
                        "Site \(site.code) reports to site \(top.code).")
                    for (from, to) in [(site, top), (top, site)]
                    where !from.addresses.contains(where: { $0.destination == to.code }) {
                        run.advise("Next: sms12 site set \(from.code) --address \(to.code)")
                    }
                    return ExitCode.done
                }
            })
    }

    private static var detach: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["site", "detach"], "Detach a primary site from its parent.",
                discussion: """
                    The sites above forget its computers and servers. What was reported of packages there stays in their \
                    databases (Q153231). A secondary site is not detached but removed.
                    """, operands: [which], example: CommandExample("sms12 site detach S01")),
            run: { run in
                try LabEdit.change(run) { edit in
                    let site = edit.before.sites[try SiteEdit.place(try run.value(which), in: edit.before)]
                    try edit.perform([.detachSite(site.code)])
                    run.done(
                        .changed, "site", site.code.description, site: site.code,
                        "Site \(site.code) reports to nobody.")
                    return ExitCode.done
                }
            })
    }

    private static var tree: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["site", "tree"], "Print the hierarchy of sites.", options: [JobCommands.at],
                example: CommandExample("sms12 site tree")),
            run: { run in
                let lab = try run.readLabThen().definition()
                var table = Table([
                    Column("Site", key: "site"), Column("Name", key: "name"), Column("Kind", key: "kind"),
                    Column("Parent", key: "parent"), Column("Tier", key: "tier", .right),
                    Column("Addresses", key: "addresses"),
                ])
                for (site, tier) in ordered(lab) {
                    let indent = run.format == .table ? String(repeating: "  ", count: tier) : ""
                    try table.add([
                        .text(indent + site.code.description), .text(site.name),
                        .text(site.parent == nil ? "central" : site.isSecondary ? "secondary" : "primary"),
                        .optional(site.parent?.description), .number(tier),
                        .text(
                            site.addresses.map { "\($0.destination) (\($0.sender.word))" }.joined(
                                separator: ", ")),
                    ])
                }
                run.print(table)
                return ExitCode.done
            })
    }

    /// The sites from the top down, children behind their parent in the order of the lab.
    static func ordered(_ lab: LabDefinition) -> [(site: SiteDefinition, tier: Int)] {
        var found: [(site: SiteDefinition, tier: Int)] = []
        var children: [SiteCode: [SiteDefinition]] = [:]
        for site in lab.sites { if let parent = site.parent { children[parent, default: []].append(site) } }
        let codes = Set(lab.sites.map(\.code))
        var stack = lab.sites.filter { $0.parent.map { !codes.contains($0) } ?? true }.reversed().map {
            ($0, 0)
        }
        while let (site, tier) = stack.popLast() {
            found.append((site, tier))
            // A cycle cannot be made; a damaged definition must not run for ever.
            if found.count > lab.sites.count { break }
            stack += (children[site.code] ?? []).reversed().map { ($0, tier + 1) }
        }
        return found
    }
}
