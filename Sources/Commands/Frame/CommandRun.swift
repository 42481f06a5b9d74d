import CommandLineKit
import Emulation
import LegacyFormats
import SiteDatabase
import SiteModel

/// A command: how it is declared, and what it does.
struct CommandEntry: Sendable {
    /// The declaration, from which parsing, help, completion and the reference page are made.
    let declaration: CommandDeclaration
    /// Does it; returns the exit code.
    let run: @Sendable (CommandRun) throws -> Int32
}

extension ExitCodeNote {
    /// What the exit codes of a command that reads what a user wrote say about it.
    ///
    /// - Parameter deed: what was not done because of an error, such as "no job was made".
    /// - Returns: the notes for 3, 65 and 66.
    static func reading(_ deed: String) -> [ExitCodeNote] {
        [
            ExitCodeNote(ExitCode.doneWithLosses, "done, with warnings on standard error"),
            ExitCodeNote(ExitCode.badData, "an error in what was given: \(deed)"),
            ExitCodeNote(ExitCode.noInput, "a file, or what was named in the lab, is not there"),
        ]
    }
}

/// A refusal of a command, with its exit code.
struct CommandFailure: Error, CustomStringConvertible {
    /// The exit code.
    let code: Int32
    /// What was being done, with what, and what to do next.
    let description: String

    init(_ code: Int32, _ description: String) {
        self.code = code
        self.description = description
    }
}

/// One run of a command: what was asked, and the world it runs in.
final class CommandRun {
    /// The words, taken apart.
    let parsed: Parsed
    /// The world.
    let environment: Environment
    /// Prints with or without colour.
    let styled: Styled
    /// The lab that an operand named, in place of `--lab`.
    var namedLab: String?

    init(_ parsed: Parsed, _ environment: Environment) throws {
        self.parsed = parsed
        self.environment = environment
        styled = Styled(
            isOn: colourIsOn(
                setting: try parsed.value(of: GlobalOptions.color), isTerminal: environment.outIsTerminal,
                noColor: environment.variable("NO_COLOR"),
                cliColorForce: environment.variable("CLICOLOR_FORCE"),
                term: environment.variable("TERM")))
    }

    /// The value of an option.
    func value<Value>(_ option: Option<Value>) throws -> Value { try parsed.value(of: option) }
    /// The value of an operand.
    func value<Value>(_ operand: Operand<Value>) throws -> Value { try parsed.value(of: operand) }

    /// Prints a line.
    func print(_ line: String = "") { environment.out(line + "\n") }
    /// Prints a sentence about what was done: for people on standard output; where a program reads that, on standard
    /// error, so that standard output holds the data alone.
    func say(_ line: String) { if format == .table { print(line) } else { complain(line) } }

    /// Says that something was made, changed or removed: a sentence, or for programs a row of the list that
    /// `finish` prints.
    func done(_ deed: Deed, _ kind: String, _ name: String, site: SiteCode? = nil, _ sentence: String) {
        if format == .table { return print(sentence) }
        deeds.append([
            .text(deed.rawValue), .text(kind), .text(name), .optional(site?.description), .text(sentence),
        ])
    }

    /// Prints a line that explains what was done, for people only: programs have it in the list of `finish`.
    func explain(_ line: String) { if format == .table { print(line) } }

    /// What a command did to a thing.
    enum Deed: String {
        case made, added, changed, removed, cancelled, unchanged, planned, told, wrote
    }

    private var deeds: [[Cell]] = []

    /// Prints what `done` gathered, if anything.
    func finish() throws {
        guard !deeds.isEmpty else { return }
        var table = Table([
            Column("Done", key: "done"), Column("Kind", key: "kind"), Column("Name", key: "name"),
            Column("Site", key: "site"), Column("Message", key: "message"),
        ])
        for row in deeds { try table.add(row) }
        deeds = []
        print(table)
    }

    /// Refuses a `--format` where a command prints the text of a historical tool.
    func onlyText() throws {
        guard format == .table else {
            throw usage(
                "'\(parsed.path.joined(separator: " "))' prints the tool's own text; --format does not apply")
        }
    }

    /// Prints a line that sums up what was done, for people only and not with `--quiet`.
    func conclude(_ line: String) { if !isQuiet, format == .table { print(line) } }

    /// Prints a line of advice for people to standard error, so that standard output holds the results alone; not with
    /// `--quiet`, nor where a program asked for JSON or CSV.
    func advise(_ line: String) { if !isQuiet, format == .table { complain(line) } }
    /// Prints a line of advice to standard error whatever the format, unless `--quiet`: why a list is empty.
    func remark(_ line: String) { if !isQuiet { complain("sms12: " + line) } }
    /// Says why a secondary site has no list of its own; gives the exit code of a list.
    func hasNoDatabase(_ site: SiteDefinition, _ what: String) -> Int32 {
        remark(
            "site \(site.code) is a secondary site and has no database (Q133111): its \(what) are those of its parent, --site "
                + "\(site.parent?.description ?? "CODE")")
        return ExitCode.done
    }
    /// Prints a line to standard error.
    func complain(_ line: String) { environment.error(line + "\n") }

    /// Whether only results are wanted.
    var isQuiet: Bool { (try? parsed.value(of: GlobalOptions.quiet)) ?? false }
    /// How lists are printed.
    var format: OutputFormat { (try? parsed.value(of: GlobalOptions.format)) ?? .table }

    /// The SMS account that gives the command; `ADMINISTRATOR` unless `--as` names one.
    var account: String {
        get throws { try value(GlobalOptions.account) ?? "ADMINISTRATOR" }
    }

    /// Prints a table in the wanted format.
    func print(_ table: Table) {
        environment.out(table.rendered(as: format, styled: styled, width: tableWidth))
    }

    /// To how many columns tables are cut: those of the terminal, and nothing where a program or a file reads.
    var tableWidth: Int? { environment.outIsTerminal ? environment.width : nil }

    /// Prints findings to standard error; says the gravest.
    @discardableResult
    func report(_ findings: [Finding]) -> Severity? {
        for finding in findings { complain("sms12: \(environment.withoutFolder(finding.description))") }
        return findings.map(\.severity).max()
    }

    // MARK: The lab

    /// The lab's folder: `--lab`, else `$SMS12_LAB`, else the nearest `*.lab` here or above.
    func labFolder() throws -> String {
        if let namedLab { return try existing(namedLab, "the command line") }
        if let named = try value(GlobalOptions.lab) {
            return try existing(named, "--lab")
        }
        if let named = environment.variable("SMS12_LAB"), !named.isEmpty {
            return try existing(named, "SMS12_LAB")
        }
        var folder = environment.folder
        while true {
            if HostFiles.name(of: folder).hasSuffix(".lab"), HostFiles.exists(folder + "/lab.db") {
                return folder
            }
            LabSwap.putBack(in: folder)
            let labs = HostFiles.names(in: folder).filter {
                $0.hasSuffix(".lab") && HostFiles.exists(folder + "/" + $0 + "/lab.db")
            }
            if labs.count == 1 { return folder + "/" + labs[0] }
            if labs.count > 1 {
                throw CommandFailure(
                    ExitCode.usage,
                    "more than one lab in \(folder): \(labs.joined(separator: ", ")); name one with --lab or in SMS12_LAB"
                )
            }
            guard let slash = folder.lastIndex(of: "/"), folder != "/" else { break }
            folder = slash == folder.startIndex ? "/" : String(folder[..<slash])
        }
        throw CommandFailure(
            ExitCode.noInput,
            "no lab here or above \(environment.folder); `sms12 lab create NAME.lab` makes one, --lab names one"
        )
    }

    /// The folder of a lab that was named as an operand.
    func labFolder(named: String) throws -> String { try existing(named, "the command line") }

    private func existing(_ named: String, _ source: String) throws -> String {
        let folder = HostFiles.absolute(named, from: environment.folder)
        if !HostFiles.exists(folder) {
            let path = HostFiles.withoutSlashes(folder)
            LabSwap.putBack(in: String(path.dropLast(HostFiles.name(of: path).count)))
        }
        guard HostFiles.exists(folder + "/lab.db") else {
            // `lab create` adds the ending to a name without it, so the same name finds the lab again.
            if !folder.hasSuffix(".lab"), HostFiles.exists(folder + ".lab/lab.db") { return folder + ".lab" }
            if HostFiles.exists(folder), !HostFiles.isFolder(folder) {
                throw CommandFailure(
                    ExitCode.noInput,
                    "\(named) (from \(source)) is a file; a lab is a folder with lab.db in it")
            }
            throw CommandFailure(
                ExitCode.noInput,
                "no lab at \(named) (from \(source)): there is no lab.db in it; `sms12 lab create \(shellWord(named))` makes one"
            )
        }
        return folder
    }

    /// Opens the lab to change it, waiting for whoever holds it.
    func openLab(faults: LabFaults? = nil) throws -> LabSession {
        let session = try openedLab(faults)
        session.whenRefused = environment.whenRefused
        return session
    }

    /// A lab that was mended is looked at like any other; where putting bytes back was not all, the second time it is made
    /// anew.
    private func openedLab(_ faults: LabFaults?) throws -> LabSession {
        let folder = try labFolder()
        var left = 2
        while true {
            do {
                let session = try LabSession.open(
                    folder, command: environment.commandLine, faults: faults ?? LabFaults.none)
                do {
                    if faults == nil { try session.look() }
                } catch {
                    // It is not noted as sound.
                    try? session.close()
                    throw error
                }
                return session
            } catch {
                guard faults == nil, left > 0, let recovery = LabRecovery(folder, after: error) else {
                    throw error
                }
                left -= 1
                if let told = try recovery.recover(command: environment.commandLine) {
                    complain("sms12: " + told)
                }
            }
        }
    }

    /// Opens the lab's database for reading only, without the engine.
    ///
    /// A lab whose journal is damaged is shown as the last sound command left it.
    ///
    /// - Parameters:
    ///   - named: The folder; nil: that of the command line.
    ///   - tracing: Whether its trace is going to be read.
    ///   - repairing: Whether a damaged lab is made anew, as by every command that changes one.
    /// - Returns: The lab, or what its journal gives of it.
    /// - Throws: whatever kept it from being read.
    func readLab(
        _ named: String? = nil, tracing: Bool = false, repairing: Bool = false
    ) throws -> LabReader {
        let folder = try named ?? labFolder()
        var left = 5
        while true {
            let before = LabStamp(folder)
            do {
                return try soundReader(folder, tracing: tracing)
            } catch {
                // Beside a command that changes the lab, what is looked at in pieces need not fit together.
                if left > 0, LabRecovery.isDamage(error), LabStamp(folder) != before {
                    left -= 1
                    continue
                }
                guard let recovery = LabRecovery(folder, after: error) else { throw error }
                if repairing {
                    if let told = try recovery.recover(command: environment.commandLine) {
                        complain("sms12: " + told)
                    }
                    return try LabReader(folder)
                }
                let which = named.map { environment.withoutFolder($0) + ": " } ?? ""
                complain("sms12: " + which + recovery.shownMessage)
                return try recovery.reader()
            }
        }
    }

    /// Opens the lab's database for reading and looks at it as it stands at one moment.
    private func soundReader(_ folder: String, tracing: Bool) throws -> LabReader {
        let reader = try LabReader(folder)
        let database = reader.database
        try database.reading("looking at \(database.path)") {
            try database.checkJournal()
            try database.look {
                try StateComparison(database, try LabReader.restore(database)).require()
            }
            // Every reader needs it, and it follows from the journal as well.
            _ = try LabReader.definition(database)
            if tracing { try reader.checkTrace() }
        }
        return reader
    }

    /// Opens a lab for what its journal gives.
    ///
    /// A lab of other rules cannot be made anew; where its journal is whole, that is read all the same.
    func readJournal(_ named: String? = nil) throws -> LabReader {
        do {
            return try readLab(named)
        } catch  where LabRecovery.isDamage(error) {
            guard let reader = try? LabReader(named ?? labFolder()),
                (try? reader.database.checkJournal()) != nil
            else { throw error }
            return reader
        }
    }

    /// Opens the lab for reading, as it stands or as it stood at the time of `--at` by the clock of the site of `--site`,
    /// else of the first.
    func readLabThen() throws -> LabReader {
        let reader = try readLab()
        guard parsed.isGiven(JobCommands.at) else { return reader }
        let lab = try reader.definition()
        // A site that was taken out since is in the lab as it stood then; the time is by the clock of the first.
        let named =
            parsed.isGiven(Naming.site) ? (try? Naming.site(self, lab)) ?? lab.sites.first : lab.sites.first
        guard let named, let instant = try PastLab.instant(self, reader, named) else { return reader }
        return try reader.past(at: instant)
    }
}
