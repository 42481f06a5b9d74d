public import CommandLineKit
import Emulation
import SiteDatabase
import SiteModel
import Sweeps

/// The program's version.
public let sms12Version = "0.1.0"

/// All commands, and the way from words to an exit code.
public enum Root {
    /// Every command, in the order of the help.
    static var entries: [CommandEntry] {
        let parts: [[CommandEntry]] = [
            LabCommands.entries, SiteCommands.entries, FaultCommands.entries, ServerCommands.entries,
            ClientCommands.entries,
            GroupCommands.entries, QueryCommands.entries, AlertCommands.entries, PackageCommands.entries,
            ProgramGroupCommands.entries, JobCommands.entries,
            RunCommands.entries, [RewindCommand.entry, BranchCommand.entry, SweepCommand.entry],
            JournalCommands.entries,
            EventCommands.entries, [ExplainCommand.entry, DiffCommand.entry], TraceCommands.entries,
            ToolCommands.entries,
            KnowledgeCommands.entries, LessonCommands.entries,
            MapCommands.entries, [ReportCommand.entry],
            HelpCommands.entries,
        ]
        return parts.flatMap { $0 }
    }

    static let nouns: [NounDeclaration] = [
        NounDeclaration("lab", "a hierarchy of sites to try things on"),
        NounDeclaration("site", "the sites of a lab"),
        NounDeclaration("fault", "what is down: links, servers, clients"),
        NounDeclaration("service", "SMS Service Manager: what runs, and pausing, stopping, starting it"),
        NounDeclaration("server", "site, logon and distribution servers"),
        NounDeclaration("client", "client computers, and a person at one"),
        NounDeclaration("group", "machine groups"),
        NounDeclaration("query", "saved queries over the inventory"),
        NounDeclaration("alert", "alerts: queries that the Alerter runs again and again"),
        NounDeclaration("package", "packages: what is distributed"),
        NounDeclaration("program-group", "program groups: what users see of shared packages"),
        NounDeclaration("user-group", "user groups, to which program groups are given"),
        NounDeclaration("job", "jobs: what is done with a package"),
        NounDeclaration("event", "SMS events"),
        NounDeclaration("log", "log files of components"),
        NounDeclaration("trace", "everything that happened"),
        NounDeclaration("journal", "the commands that were given, from which a lab follows"),
        NounDeclaration("tool", "the historical support tools"),
        NounDeclaration("kb", "articles of the Knowledge Base, and the cases that prove them"),
        NounDeclaration("lesson", "guided lessons on prepared labs, with a check of what was done"),
        NounDeclaration("quirk", "behaviours that differ between releases"),
    ]

    /// The table that parsing, help, completion and the reference page are made of.
    public static let table = CommandTable(
        program: "sms12",
        abstract: "An emulator of Systems Management Server 1.2's Package and Job pipeline.",
        firstSteps: [
            CommandExample("sms12 lab create first.lab", "a small site to try things on"),
            CommandExample(
                "sms12 package import editor.pdf --source files", "a Package from a definition file"),
            CommandExample("sms12 job create Editor --on site:BPC", "drop it on a site: a Pending Job"),
            CommandExample("sms12 run", "let a watchdog cycle pass"),
        ], nouns: nouns, commands: entries.map(\.declaration))

    /// Runs a command line; the words come without the program's name.
    ///
    /// - Returns: The exit code of design 9.
    public static func run(_ arguments: [String], _ environment: Environment) -> Int32 {
        // Asked for by scripts again and again; the table of all commands is not needed for it.
        if arguments == ["--version"] {
            environment.out("sms12 \(sms12Version)\n")
            return ExitCode.done
        }
        let invocation: Invocation
        do throws(UsageError) {
            invocation = try table.parse(arguments)
        } catch {
            environment.error(error.description + "\n")
            return ExitCode.usage
        }
        do {
            switch invocation {
            case .help(let topic, let parsed):
                let run = try CommandRun(parsed, environment)
                environment.out(table.help(topic, width: environment.width, styled: run.styled))
                return ExitCode.done
            case .version:
                environment.out("sms12 \(sms12Version)\n")
                return ExitCode.done
            case .run(let parsed):
                guard let entry = entries.first(where: { $0.declaration.path == parsed.path }) else {
                    throw CommandFailure(
                        ExitCode.ourBug, "the command \(parsed.path) was declared but never written")
                }
                let run = try CommandRun(parsed, environment)
                let code = try entry.run(run)
                try run.finish()
                return code
            }
        } catch {
            let (code, words) = explain(error)
            let text = environment.withoutFolder(words)
            environment.error(text.hasPrefix("sms12:") ? text + "\n" : "sms12: \(text)\n")
            return code
        }
    }

    /// The exit code and the words of an error.
    static func explain(_ error: any Error) -> (code: Int32, text: String) {
        switch error {
        case let error as CommandFailure: return (error.code, error.description)
        case let error as UsageError: return (ExitCode.usage, error.description)
        case let error as DeclarationMistake: return (ExitCode.ourBug, "\(error)")
        case let error as CommandRefusal:
            switch error.reason {
            case .unknown: return (ExitCode.noInput, error.description)
            case .duplicate, .exhausted: return (ExitCode.cannotCreate, error.description)
            case .notAllowed: return (ExitCode.notPermitted, error.description)
            }
        case let error as FileError: return (code(of: error), error.description)
        case let error as LabLockError: return (code(of: error), error.description)
        case .engine(let error) as LabDatabaseError: return explain(error)
        case let error as LabDatabaseError: return (code(of: error), error.description)
        case let error as DatabaseError:
            guard isDamage(error.primaryCode, error.message) else {
                return (ExitCode.inputOutput, error.description)
            }
            // The SQL tells a user nothing about what to do.
            let advice =
                error.isMendable ? mendAdvice : error.isRebuildable ? repairAdvice : damageAdvice
            return (ExitCode.badData, "\(error.doing): \(error.message); \(advice)")
        case let error as StoreError where error.code != 0:
            return isDamage(error.code & 0xFF, "")
                ? (ExitCode.badData, "\(error); \(damageAdvice)") : (ExitCode.inputOutput, error.description)
        case let error as SnapshotError: return (ExitCode.badData, error.description)
        case let error as SweepFailure:
            return (ExitCode.badData, error.description + (error.advice.map { "; \($0)" } ?? ""))
        default: return (ExitCode.ourBug, "\(error)")
        }
    }

    private static let damageAdvice =
        "lab.db is damaged: `sms12 replay --repair` makes anew what follows from the journal; else restore it from a copy of "
        + "the lab"
    private static let mendAdvice =
        "lab.db is damaged: `sms12 replay --repair` puts back what every lab has there; nothing is lost"
    private static let repairAdvice = "`sms12 replay --repair` makes it anew from the journal"

    /// Whether the engine found the file damaged.
    static func isDamage(_ error: DatabaseError) -> Bool { isDamage(error.primaryCode, error.message) }

    /// Damaged (SQLITE_CORRUPT), cut to something else (SQLITE_NOTADB), or without a table that every lab has
    /// (SQLITE_ERROR).
    private static func isDamage(_ code: Int, _ message: String) -> Bool {
        code == 11 || code == 26 || (code == 1 && message.hasPrefix("no such "))
    }

    private static func code(of error: FileError) -> Int32 {
        // What stands in the way of a file to be written is no input that is missing.
        let writes = ["write", "make", "append"].contains { error.doing.hasPrefix($0) }
        return switch error.kind {
        case .notFound where writes, .notAFolder where writes, .isAFolder where writes: ExitCode.cannotCreate
        case .notFound, .notAFolder, .isAFolder: ExitCode.noInput
        case .accessDenied: ExitCode.notPermitted
        case .exists: ExitCode.cannotCreate
        case .badName, .refusedKind, .nameCollision, .sourceChanged, .corrupt, .overLimit: ExitCode.badData
        case .cancelled: ExitCode.interrupted
        default: ExitCode.inputOutput
        }
    }

    private static func code(of error: LabLockError) -> Int32 {
        switch error {
        case .labInUse: ExitCode.labInUse
        case .notPermitted: ExitCode.notPermitted
        case .cannotLock: ExitCode.inputOutput
        }
    }

    private static func code(of error: LabDatabaseError) -> Int32 {
        switch error {
        case .missing: ExitCode.noInput
        case .exists: ExitCode.cannotCreate
        case .notPermitted: ExitCode.notPermitted
        case .engine: ExitCode.inputOutput
        default: ExitCode.badData
        }
    }
}
