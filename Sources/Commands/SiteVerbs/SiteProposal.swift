import CommandLineKit
import Emulation
import Pipeline
import SiteDatabase
import SiteModel

/// Changes of sites: at once, or proposed and carried out by Hierarchy Manager and Site Configuration Manager, as the
/// lab's `siteProperties` says.
enum SiteProposal {
    static let at = Option<String?>(
        "at", value: "SITE", .labObject("site"),
        defaultText: "the site itself, or the parent of a secondary site",
        help:
            "The primary site whose Administrator program is used; for labs with siteProperties \"components\"."
    )

    /// Where a change is proposed; nil: it is made at once.
    static func database(of site: SiteDefinition, _ edit: LabEdit) throws -> SiteCode? {
        let word = try edit.run.value(at)
        guard edit.before.siteProperties == .components else {
            guard word == nil else {
                throw edit.run.usage(
                    "--at is for labs with siteProperties \"components\"; in this lab changes are made at once"
                )
            }
            return nil
        }
        if let word { return edit.before.sites[try SiteEdit.place(word, in: edit.before)].code }
        return site.isSecondary ? site.parent ?? site.code : site.code
    }

    /// A site as the Administrator program there shows it.
    static func settings(of site: SiteDefinition, at database: SiteCode?, _ edit: LabEdit) -> SiteDefinition {
        guard let database else { return site }
        return edit.lab.emulation.proposedSettings(of: site, at: database)
    }

    /// Whether what a database proposes for a site has left it, and the site is not so.
    static func isOut(_ site: SiteDefinition, at database: SiteCode?, _ edit: LabEdit) -> Bool {
        guard let database else { return false }
        let images = edit.lab.emulation.images
        guard let image = images.first(where: { $0.definition.code == database }),
            let there = images.first(where: { $0.definition.code == site.code }),
            let live = image.siteControls[there.number]
        else { return false }
        return live.isUnderWay && live.proposed != SiteProperties(there.definition)
    }

    /// Changes a site, or proposes the change.
    static func change(
        _ site: SiteDefinition, at database: SiteCode?, _ edit: LabEdit, sender: SenderKind? = nil
    ) throws {
        let (kind, name) = sender.map { ("sender", $0.word) } ?? ("site", site.code.description)
        let what = sender.map { "the \($0.displayName) of site \(site.code)" } ?? "site \(site.code)"
        guard let database else {
            try edit.perform([.setSite(site)])
            edit.run.done(.changed, kind, name, site: site.code, "Changed \(what).")
            return
        }
        try edit.perform([.proposeSite(site, at: database)])
        let isOut = edit.lab.emulation.proposedSettings(of: site, at: database) == site
        let waits =
            isOut
            && edit.lab.emulation.images.contains { image in
                image.definition.code == database && image.siteControls.values.contains { $0.isWaiting }
            }
        edit.run.done(
            .changed, kind, name, site: site.code,
            waits
                ? "Proposed a change of \(what); Hierarchy Manager of site \(database) looks at its next poll."
                : "Changed \(what).")
        if sender == nil || waits {
            edit.run.advise("Next: sms12 \(waits ? "explain site" : "site show") \(site.code)")
        }
    }

    /// Adds a site; a secondary one is installed by its parent where components decide.
    static func add(_ site: SiteDefinition, _ edit: LabEdit) throws {
        let code = site.code
        if edit.before.siteProperties == .components, site.isSecondary, let parent = site.parent {
            try edit.perform([.installSecondary(site)])
            edit.run.done(
                .added, "site", code.description, site: code,
                "Site \(code) is being installed by Hierarchy Manager of site \(parent).")
            return
        }
        try edit.perform([.addSite(site)])
        edit.run.done(
            .added, "site", code.description, site: code,
            "Added site \(code) with the site server \(site.siteServer?.name ?? "").")
    }

    /// Takes a site out; a secondary one is deinstalled by its parent where components decide.
    static func remove(_ site: SiteDefinition, _ edit: LabEdit) throws {
        if edit.before.siteProperties == .components, site.isSecondary, let parent = site.parent {
            try edit.perform([.deinstallSecondary(site.code)])
            edit.run.done(
                .removed, "site", site.code.description, site: site.code,
                "Site \(site.code) is being deinstalled by Hierarchy Manager of site \(parent).")
            return
        }
        try edit.perform([.removeSite(site.code)])
        edit.run.done(
            .removed, "site", site.code.description, site: site.code, "Removed site \(site.code).")
    }

    // MARK: Showing

    /// What is proposed for a site and is not so yet, as each database has it.
    static func addChanges(_ sheet: inout Sheet, _ site: SiteDefinition, _ reader: LabReader) throws {
        let rows = try reader.database.rows(of: SiteControlRow.self).filter { $0.code == site.code }
        guard !rows.isEmpty else { return }
        let jobs = try reader.database.rows(of: SystemJobRow.self)
        var states = Table([
            Column("Database", key: "database"), Column("Status", key: "status"),
            Column("Detail", key: "detail", .right), Column("System job", key: "job"),
        ])
        var changes = Table([
            Column("Database", key: "database"), Column("Property", key: "property"),
            Column("Actual", key: "actual"), Column("Proposed", key: "proposed"),
        ])
        for proposed in rows where proposed.type == .proposed {
            guard let actual = rows.first(where: { $0.site == proposed.site && $0.type == .actual }) else {
                continue
            }
            let job = jobs.first { $0.site == proposed.site && $0.jobID == proposed.jobID }
            try states.add([
                .text(proposed.site.description), .text("\(proposed.status)".uppercased()),
                .integer(detail(proposed, job)),
                .optional(proposed.jobID.map { "\($0) \(job?.status.word ?? "")" }),
            ])
            let (old, new) = (properties(actual), properties(proposed))
            let names = old.map(\.name) + new.map(\.name).filter { name in !old.contains { $0.name == name } }
            for name in names {
                let (before, after) = (
                    old.first { $0.name == name }?.value, new.first { $0.name == name }?.value
                )
                guard before != after else { continue }
                try changes.add([
                    .text(proposed.site.description), .text(name), .optional(before), .optional(after),
                ])
            }
        }
        sheet.add("Site control", "siteControl", states)
        sheet.add("Proposed", "proposed", changes)
    }

    /// The detail code of a row (Q137376).
    private static func detail(_ row: SiteControlRow, _ job: SystemJobRow?) -> Int64 {
        if row.phase == 0 || row.phase == 100 { return row.phase }
        let step: Int64 =
            switch job?.status {
            case .pending: 1
            case .active, .retrying: 2
            default: row.jobID == nil ? 1 : 3
            }
        return row.phase + (row.phase == 50 ? min(step, 2) : step)
    }

    private static func properties(_ row: SiteControlRow) -> [(name: String, value: String)] {
        row.image.split(separator: "\n").map { line in
            let parts = line.split(separator: ":", maxSplits: 1)
            return (String(parts[0]), parts.count > 1 ? String(parts[1].drop { $0 == " " }) : "")
        }
    }
}
