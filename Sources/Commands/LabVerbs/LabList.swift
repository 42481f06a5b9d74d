import CommandLineKit
import LegacyFormats
import SiteDatabase
import SiteModel

/// `lab list` and `lab export`.
enum LabList {
    private static let folder = Operand<String?>(
        "DIR", .directory, help: "The folder to look in; the current one without it.")
    private static let to = Option<String?>(
        "to", value: "FILE", .file, defaultText: "standard output", help: "Where to write.")

    static var list: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["lab", "list"], "List the labs in a folder.", operands: [folder],
                example: CommandExample("sms12 lab list")), run: runList)
    }

    static var export: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["lab", "export"], "Write the lab file of a lab as it is now.",
                discussion: """
                    The file holds what `lab create --from` needs: sites, servers, clients and groups with every \
                    change since the lab was made, but no packages, jobs or events.
                    """, options: [JobCommands.at, to],
                example: CommandExample("sms12 lab export --to acme.json5")),
            run: runExport)
    }

    private static func runList(_ run: CommandRun) throws -> Int32 {
        let typed = try run.value(folder) ?? "."
        let path = HostFiles.absolute(typed, from: run.environment.folder)
        guard HostFiles.exists(path) else {
            throw CommandFailure(ExitCode.noInput, "no folder \(typed)")
        }
        guard HostFiles.isFolder(path) else {
            throw CommandFailure(ExitCode.noInput, "\(typed) is no folder; labs are listed by their folder")
        }
        var table = Table([
            Column("Lab", key: "lab"), Column("Name", key: "name"), Column("Release", key: "release"),
            Column("Fidelity", key: "fidelity"), Column("Time", key: "time"),
            Column("Sites", key: "sites", .right), Column("Clients", key: "clients", .right),
            Column("Jobs", key: "jobs", .right), Column("Trouble", key: "trouble"),
        ])
        for name in HostFiles.names(in: path) where HostFiles.exists("\(path)/\(name)/lab.db") {
            // The hidden folder of a lab that is just being made is no lab yet.
            if name.hasPrefix(".") { continue }
            try table.add(row(name, "\(path)/\(name)", run))
        }
        run.print(table)
        return ExitCode.done
    }

    private static func row(_ name: String, _ path: String, _ run: CommandRun) -> [Cell] {
        do {
            let reader = try LabReader(path)
            let lab = try reader.definition()
            let seconds = try reader.now().flooredQuotient(by: 1_000)
            return [
                .text(name), .text(lab.name), .text(lab.release.rawValue), .text(lab.fidelity.rawValue),
                .text((lab.sites.first?.zone ?? .utc).localTime(atUTC: seconds).description),
                .number(lab.sites.count), .integer(try reader.database.count(of: MachineRow.self)),
                .integer(try reader.database.count(of: JobRow.self)), .none,
            ]
        } catch {
            let trouble = run.environment.withoutFolder(Root.explain(error).text)
            return [.text(name)] + [Cell](repeating: .none, count: 7) + [.styled(trouble, .red)]
        }
    }

    private static func runExport(_ run: CommandRun) throws -> Int32 {
        let reader = try run.readLabThen()
        let text = writeLabDefinition(try CurrentLab.definition(reader.database))
        guard let file = try run.value(to) else {
            run.environment.out(text)
            return ExitCode.done
        }
        try run.checkIsNoPart(ofLab: file)
        try HostFiles.write(Array(text.utf8), to: HostFiles.absolute(file, from: run.environment.folder))
        run.done(.wrote, "file", file, "Wrote \(file).")
        run.advise("Next: sms12 lab create NEW.lab --from \(shellWord(file))")
        return ExitCode.done
    }
}
