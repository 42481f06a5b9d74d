import CommandLineKit

/// A small table with one of everything, in the manner of sms12.
enum Fixture {
    enum Priority: String, CaseIterable, Sendable { case low, normal, high }

    /// A value with a reader of its own.
    struct SiteCode: Equatable, Sendable { var code: String }
    static let siteCode = WordReader<SiteCode>(
        write: { value in value.code },
        read: { (word: String) throws(ValueProblem) -> SiteCode in
            guard word.utf8.count == 3 else { throw ValueProblem("is no site code of three letters") }
            return SiteCode(code: word)
        })

    static let targets = Option<[String]>(
        "on", value: "TARGET", .labObject("target"), help: "Where to run it: site:CODE or computer:NAME.")
    static let priority = Option(
        "priority", letter: "p", value: "WORD", .words, default: Priority.normal, help: "How urgent it is.")
    static let offset = Option<Int?>("offset", value: "N", .integer(in: -9...9), help: "Minutes to add.")
    static let seed = Option("seed", value: "N", .integer, default: UInt64(12), help: "The seed.")
    static let dry = Option("dry-run", letter: "n", help: "Do nothing; say what would be done.")
    static let package = Operand<String>("PACKAGE", .labObject("package"), help: "The package.")

    static let source = Option<String>(required: "source", value: "DIR", .directory, help: "Its files.")
    static let site = Option<SiteCode?>("site", value: "CODE", siteCode, help: "The site.")
    static let files = Operand<[String]>("FILE", .file, atLeast: 1, help: "Definition files.")

    static let cycles = Option<Int?>(
        "cycles", value: "N", .integer(in: 1...1_000_000), help: "So many cycles.")
    static let until = Option<String?>("until", value: "TIME", .text, help: "Up to a time.")

    static let era = Operand<Priority>("WORD", .words, help: "A word.")
    static let time = Operand<String>("TIME", .text, help: "When.")
    static let line = Operand<[String]>(rest: "COMMAND", help: "The command line.")
    static let first = Operand<Int?>("FIRST", .integer, help: "A first number.")

    static let jobCreate = CommandDeclaration(
        ["job", "create"], "Create a job for a package.",
        discussion: "The job is Pending until its time has come.\n\nIt can be edited until then.",
        options: [targets, priority, offset, seed, dry], operands: [package],
        example: CommandExample("sms12 job create BPC00001 --on site:BPC", "A job for a whole site."),
        moreExamples: [CommandExample("sms12 job create BPC00001 --on computer:PC7 -p high")],
        exitCodes: [ExitCodeNote(77, "the account may not create jobs")])
    static let jobList = CommandDeclaration(
        ["job", "list"], "List the jobs.", operands: [first],
        example: CommandExample("sms12 job list --format json"))
    static let packageImport = CommandDeclaration(
        ["package", "import"], "Import package definition files.", options: [source, site], operands: [files],
        example: CommandExample("sms12 package import winword.pdf --source files"))
    static let run = CommandDeclaration(
        ["run"], "Let time pass.", options: [cycles, until], atMostOne: [[cycles, until]],
        example: CommandExample("sms12 run --cycles 3"))
    static let at = CommandDeclaration(
        ["at"], "Give a command at a time.", operands: [time, line],
        example: CommandExample("sms12 at '1997-04-21 09:00' -- job create BPC00001 --on site:BPC"))
    static let grade = CommandDeclaration(
        ["grade"], "Take a word.", operands: [era], example: CommandExample("sms12 grade high"))

    static let table = CommandTable(
        program: "sms12", abstract: "Emulates the Package/Job pipeline of SMS 1.2.",
        firstSteps: [CommandExample("sms12 run --cycles 1", "Let one cycle pass.")],
        nouns: [
            NounDeclaration("job", "Jobs: what is sent and run."), NounDeclaration("package", "Packages."),
        ],
        commands: [
            jobCreate, jobList, packageImport, run, at, grade, CompletionHook.command(program: "sms12"),
        ])
}
