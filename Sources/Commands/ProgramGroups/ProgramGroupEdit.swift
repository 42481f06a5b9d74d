import CommandLineKit
import Emulation
import SiteDatabase
import SiteModel

/// `program-group create` and `program-group delete`.
enum ProgramGroupEdit {
    private static let newName = Operand<String>("NAME", .text, help: "The program group's name.")
    private static let item = Option<[String]>(
        "item", value: "PACKAGE[:TITLE]", .labObject("package"),
        help: "A program item of a sharing package, by its identifier or name; without a title all of them.")
    private static let userGroup = Option<[String]>(
        "user-group", value: "NAME", .text, help: "A user group that gets it. Default: Everyone.")

    static var create: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["program-group", "create"], "Make a program group of program items, for user groups.",
                discussion: """
                    Applications Manager writes the items into the network application database at its next poll, and tells \
                    the sites below once nothing has changed for ten minutes. A title over 40 characters has no room there \
                    (Q123616, Q188060).
                    """, options: [Naming.site, item, userGroup], operands: [newName],
                example: CommandExample("sms12 program-group create Office --item BPC00001:Excel"),
                moreExamples: [
                    CommandExample("sms12 program-group create Office --item \"Microsoft Office\"")
                ]),
            run: runCreate)
    }

    static var delete: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["program-group", "delete"], "Delete a program group; its packages stay.",
                options: [Naming.site], operands: [ProgramGroupShow.name],
                example: CommandExample("sms12 program-group delete Office")), run: runDelete)
    }

    private static func runCreate(_ run: CommandRun) throws -> Int32 {
        try LabEdit.change(run) { edit in
            let site = edit.before.sites[try edit.site]
            let name = try run.value(newName)
            if site.programGroups.contains(where: { $0.name.uppercased() == name.uppercased() }) {
                throw CommandFailure(
                    ExitCode.cannotCreate,
                    "there is a program group \(name) at site \(site.code) already; delete it first")
            }
            var group = ProgramGroupDefinition(
                name: name, number: (site.programGroups.map(\.number).max() ?? 0) + 1)
            for word in try run.value(item) {
                group.items.append(try reference(word, edit.lab.database, site.code))
            }
            if group.items.isEmpty { throw run.usage("give the program group an --item") }
            group.userGroups = try run.value(userGroup)
            if group.userGroups.isEmpty { group.userGroups = [ProgramGroupDefinition.everyone] }
            let known =
                site.userGroups.map { $0.name.uppercased() } + [ProgramGroupDefinition.everyone.uppercased()]
            let unknown = group.userGroups.filter { !known.contains($0.uppercased()) }
            try edit.perform([.setProgramGroup(site: site.code, group: group)])
            run.done(
                .added, "program-group", name, site: site.code,
                "Made program group \(name) (\(ProgramGroupShow.identifier(group, site.code))) at site \(site.code)."
            )
            if let first = unknown.first {
                run.advise(
                    "No user group \(first) is known at site \(site.code); `sms12 user-group set` makes it.")
            }
            run.advise(
                "Next: a Share job puts the package on servers, and sms12 client items CLIENT shows the items."
            )
            return ExitCode.done
        }
    }

    /// The item that a word names: its package as everywhere, and behind a colon its title.
    private static func reference(
        _ word: String, _ database: LabDatabase, _ site: SiteCode
    ) throws -> ProgramItemReference {
        // Of another site, or not there any more: the engine says so.
        if let reference = ProgramItemReference(word) { return reference }
        // A name may hold a colon, and so may a title: the longest name that is one counts.
        let names = try PackageCommands.things(database, site).map { $0.name.lowercased() }
        let colons = word.indices.filter { word[$0] == ":" }
        for end in [word.endIndex] + colons.reversed() where names.contains(word[..<end].lowercased()) {
            let package = try PackageCommands.find(String(word[..<end]), database, site)
            return ProgramItemReference(package: package.id, title: String(word[end...].dropFirst()))
        }
        let end = colons.first ?? word.endIndex
        let package = try PackageCommands.find(String(word[..<end]), database, site)
        return ProgramItemReference(package: package.id, title: String(word[end...].dropFirst()))
    }

    private static func runDelete(_ run: CommandRun) throws -> Int32 {
        try LabEdit.change(run) { edit in
            let site = edit.before.sites[try edit.site]
            let place = try Pick.one(
                try run.value(ProgramGroupShow.name), among: site.programGroups.map(\.name),
                kind: "program group")
            let name = site.programGroups[place].name
            try edit.perform([.removeProgramGroup(site: site.code, name: name)])
            run.done(
                .removed, "program-group", name, site: site.code,
                "Deleted program group \(name) of site \(site.code).")
            return ExitCode.done
        }
    }
}
