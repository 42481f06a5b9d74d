public import SiteModel

/// A code of section 9 of the mapping with what it means.
public struct LossCode: Equatable, Sendable {
    /// The code, such as `W24`.
    public let code: String
    /// How grave it is where nothing makes it graver.
    public let severity: Severity
    /// A few words for it.
    public let title: String
    /// What happened and what becomes of the thing.
    public let meaning: String
    /// The smallest input that raises it.
    public let smallestInput: String

    init(_ code: String, _ severity: Severity, _ title: String, _ meaning: String, _ smallestInput: String) {
        self.code = code
        self.severity = severity
        self.title = title
        self.meaning = meaning
        self.smallestInput = smallestInput
    }

    /// Every code, in order.
    public static let all: [LossCode] = [
        LossCode(
            "E01", .error, "package of the job unknown",
            "The job names another package than the one that is translated. The job is not translated.",
            "a job whose Package ID is not the package's"),
        LossCode(
            "E02", .error, "command line of the job unknown",
            "The job runs a command that the package does not have, or whose program was dropped. No steps are planned for the job.",
            "a job with Run workstation command whose WCL name is in no set of the package"),
        LossCode(
            "E03", .error, "query of the job unknown",
            "The saved query was deleted: SMS 1.2 failed such a job (event 318). No steps are planned for the job.",
            "a job with target 1 whose Query ID is not known"),
        LossCode(
            "E04", .error, "target is empty",
            "No computer is left: SMS 1.2 failed such a job (event 323). No steps are planned for the job.",
            "a job on a machine group without members"),
        LossCode(
            "W01", .note, "new ID assigned",
            "The provider gives out the ID; the old one stays in the carrier.",
            "any package or job with the switch id_mode=new"),
        LossCode(
            "W02", .warning, "ID not of the form site + 5 hex",
            "The old ID cannot be kept and says no owner.",
            "a package imported with the ID `TOOLS1`"),
        LossCode(
            "W03", .warning, "owner site unknown",
            "The first three characters of the package's ID are no site of the target.",
            "package ABC00001 where only site XYZ is known"),
        LossCode(
            "W04", .warning, "text over the target's limit (kept whole in the model)",
            "A console would cut or refuse the text.",
            "a package name of 51 characters"),
        LossCode(
            "W05", .note, "version split from the name by guess",
            "The name ended with the version of the definition file; it became Version.",
            "name `Tool 1.0` and version `1.0`"),
        LossCode(
            "W06", .warning, "local source path",
            "The source was a path on a drive; it is kept where it lies on the new site server, else the administrative share is proposed.",
            "root `D:\\SRC`"),
        LossCode(
            "W07", .note, "compressed store not kept",
            "SMS 1.2 compressed the source once and again only on \"even if previously sent\"; the target reads the source at every update.",
            "a package that has a `.W00` file, in current branch"),
        LossCode(
            "W08", .warning, "command line without source",
            "SMS 1.2 demanded at least one file (Q139590).",
            "a command and an empty root"),
        LossCode(
            "W09", .note, "package split in two",
            "The sharing set became a package of its own.",
            "a package with workstation and sharing sets"),
        LossCode(
            "W10", .note, "forced disconnect became per package",
            "The Despooler's registry setting held for the whole site.",
            "a site with forced disconnect"),
        LossCode(
            "W11", .note, "jobs with different priorities share the package",
            "The package takes the highest priority.",
            "two jobs, High and Low"),
        LossCode(
            "W12", .warning, "exit code or matching MIF now decides success",
            "SMS 1.2 took any new status MIF; the target matches names, else looks at the exit code.",
            "a command of a package from a definition file"),
        LossCode(
            "W13", .warning, "program renamed",
            "The name was too long, empty or used twice.",
            "two commands with one name"),
        LossCode(
            "W14", .warning, "command line over 127",
            "A strict target refuses it; it is not cut.",
            "a command of 128 characters"),
        LossCode(
            "W15", .warning, "absolute path in a command is honoured now",
            "SMS 1.2 always ran from the package root.",
            "command `C:\\TOOLS\\A.EXE`"),
        LossCode(
            "W16", .warning, "PCMUNC wrapper rewritten",
            "The working folder replaces %PCMUNC%.",
            "command `ntencap.exe /NTu %PCMUNC%setup.exe`"),
        LossCode(
            "W17", .warning, "executable came from MSTEST",
            "Package Command Manager also looked in LOGON.SRV\\MSTEST; the file must be added to the source.",
            "command `mtrun.exe a.pcd` where the source has no MTRUN.EXE"),
        LossCode(
            "W18", .note, "EXECUTE.EXE wrapper",
            "A 16-bit helper that is no longer needed.",
            "command `execute.exe \"a.exe\" \"A\" \"cls\"`"),
        LossCode(
            "W20", .warning, "write access for users or guests",
            "The default of SMS 1.2; target defaults are read only.",
            "permissions UserRead and UserWrite"),
        LossCode(
            "W21", .warning, "share name already used",
            "SMS 1.2 would have renamed it; a strict target refuses it, where this is an error.",
            "share `APPS` used by another package"),
        LossCode(
            "W22", .error, "share name with illegal characters",
            "The share name is an administrative share, or holds a character that no share may have; the common share is used.",
            "share `A*B`"),
        LossCode(
            "W23", .warning, "platform without target",
            "No client of the era runs it; its name is kept in Requirements.",
            "a command for NT x86 and MS-DOS 6"),
        LossCode(
            "W24", .warning, "no platform left",
            "Every platform was dropped, or stands for any platform (rule P5).",
            "a command for MS-DOS 6 only"),
        LossCode(
            "W25", .note, "command offered to no platform",
            "The mask is 0, so SMS 1.2 never offered it; the program is disabled.",
            "a command without platforms"),
        LossCode(
            "W26", .warning, "background without mandatory time",
            "The service ran such a command only under conditions of service pack 3; it becomes available.",
            "a background command, job without mandatory time"),
        LossCode(
            "W27", .note, "unsupported machines no longer counted",
            "SMS 1.2 made a job row that stays None; the target filters before the run.",
            "a member on Windows 95, command for NT x86"),
        LossCode(
            "W30", .warning, "icons and program group lost",
            "Program Group Control has no counterpart.",
            "a sharing set with one program item"),
        LossCode(
            "W31", .note, "configuration script became a program",
            "The item's program depends on it; that holds for the first run.",
            "an item with a configuration command and items=programs"),
        LossCode(
            "W32", .note, "registry name or INI kept as carrier only",
            "Nothing in the target reads them.",
            "an item with a registry name"),
        LossCode(
            "W33", .note, "local-copy preference lost",
            "The target has no such setting.",
            "an item with \"run local copy if present\""),
        LossCode(
            "W34", .warning, "user-group targeting approximated",
            "Only global groups of a domain resolve.",
            "a program group shown to one user group, items=programs"),
        LossCode(
            "W40", .note, "needs software inventory",
            "The detection rule became a query on software inventory.",
            "an inventory rule with a file and its size"),
        LossCode(
            "W41", .warning, "file test lost",
            "Software inventory does not know bytes, checksums or tokens.",
            "a rule with a CRC test"),
        LossCode(
            "W42", .warning, "same-folder rule approximated",
            "AND meant the same folder (Q181547).",
            "a rule of two files joined by AND"),
        LossCode(
            "W43", .warning, "file collection is site-wide",
            "Collecting a file is a setting of the whole site.",
            "a file with COLLECT=TRUE"),
        LossCode(
            "W50", .note, "system job skipped",
            "Mini-jobs, site jobs and NAD transfers have no counterpart.",
            "a mini-job"),
        LossCode(
            "W51", .note, "time judged by another clock",
            "Start After was judged by the SQL Server's clock; the advertisement is judged by the client's.",
            "a job that runs a command"),
        LossCode(
            "W52", .note, "priority no longer suspends sends",
            "High suspended running sends in SMS 1.2.",
            "a job of priority High"),
        LossCode(
            "W53", .note, "cancelled job",
            "No advertisement is made; a running distribution is stopped.",
            "a job with Cancel mode 1"),
        LossCode(
            "W54", .warning, "mandatory before offer",
            "The offer time is used for both.",
            "mandatory a minute before offer"),
        LossCode(
            "W55", .warning, "meaning of slow link changed",
            "SMS 1.2 never looked at the link; the target looks at boundaries.",
            "a mandatory job with slow_link=intent"),
        LossCode(
            "W56", .warning, "expiry not after offer or mandatory",
            "The times are kept as they are.",
            "expiry equal to offer"),
        LossCode(
            "W57", .note, "already expired, no advertisement",
            "With scheduler=none nothing would be offered.",
            "expiry before now, scheduler=none"),
        LossCode(
            "W58", .error, "date outside 1970-2033",
            "A schedule token cannot hold the year.",
            "mandatory in 2034"),
        LossCode(
            "W60", .warning, "one expiry for all repetitions",
            "A recurring advertisement has one expiration time.",
            "a weekly job with expiry, repeat_mode=recur"),
        LossCode(
            "W61", .warning, "monthly on day 29, 30 or 31",
            "Months without the day are skipped; 31 becomes the last day.",
            "a monthly job, mandatory on the 30th"),
        LossCode(
            "W62", .warning, "optional repeat cannot recur",
            "A schedule would make it mandatory; it is reissued instead.",
            "a weekly job without mandatory time, repeat_mode=recur"),
        LossCode(
            "W63", .warning, "per-DP refresh cannot be scheduled",
            "Only RefreshSchedule repeats the content part of a recurring job.",
            "a weekly job that distributes, repeat_mode=recur"),
        LossCode(
            "W64", .note, "yearly repeat is an extension",
            "The interface of SMS 1.2 has no such value.",
            "a job imported with repeat 6"),
        LossCode(
            "W70", .warning, "query not translatable, frozen",
            "A clause has no counterpart in WQL; the computers of the activation are used.",
            "a query on Disk.Free and target_mode=dynamic"),
        LossCode(
            "W71", .warning, "group member not found or ambiguous",
            "The row of the group names no computer, or two.",
            "a machine group with a blank member"),
        LossCode(
            "W72", .warning, "machine path with colons",
            "The separator is the pipe: SMS 1.2 failed such a job (event 319). The colons are read as pipes.",
            "machine path `XYZ:DOM1:PC1`"),
        LossCode(
            "W73", .note, "site list frozen",
            "The sites are those of the hierarchy at the translation.",
            "a job limited to a known site"),
        LossCode(
            "W74", .error, "site limit is not a site code or group",
            "The limit cannot be applied.",
            "a job limited to `jonshu2site`"),
        LossCode(
            "W80", .warning, "send-only job has no effect",
            "Content moves to distribution points only.",
            "a job that neither distributes nor runs"),
        LossCode(
            "W81", .warning, "refresh touches more than before",
            "Every copy is written again, not only those SMS 1.2 wrote.",
            "send always, put on specified, and a copy elsewhere"),
        LossCode(
            "W82", .warning, "server is no DP",
            "No row can be made for it.",
            "distribution server `NW1` that is no distribution point"),
        LossCode(
            "W83", .note, "Default Servers added for a site",
            "A target site had no listed server.",
            "a computer of site C12, only servers of XYZ listed"),
        LossCode(
            "W84", .note, "server list ignored",
            "Refreshing existing servers never looked at the list (Q140051).",
            "refresh existing with a server list"),
        LossCode(
            "W85", .warning, "share name of the DP changes",
            "SMS_PKGx became SMSPKGx$; old paths in scripts break.",
            "a distributing job, era 2007"),
        LossCode(
            "W90", .warning, "cannot remove advertisement for some sites only",
            "An advertisement belongs to a collection, not to sites.",
            "a Remove Package From Server job limited to a site"),
        LossCode(
            "W91", .warning, "package delete removes content",
            "SMS 1.2 left the files behind (Q188052).",
            "a deleted package"),
        LossCode(
            "W92", .note, "finished machines left out",
            "Computers whose row is Complete are not in the collection.",
            "an Active job with one computer done"),
        LossCode(
            "W95", .warning, "ISVData owned by another vendor",
            "Foreign data is never written over; the mark goes elsewhere.",
            "an existing package with foreign ISVData"),
    ]

    /// The code of that name, or nil.
    public static func named(_ code: String) -> LossCode? { all.first { $0.code == code } }
}

/// Something that a translation lost, guessed or changed.
public struct Loss: Equatable, Sendable, CustomStringConvertible {
    /// The code, such as `W24`; a heading in `docs/reference/loss-codes.md`.
    public let code: String
    /// How grave it is.
    public let severity: Severity
    /// One sentence for the user.
    public let message: String
    /// What it is about: a package, command, job or server.
    public let subject: String

    /// Makes a loss.
    public init(code: String, severity: Severity, message: String, subject: String) {
        self.code = code
        self.severity = severity
        self.message = message
        self.subject = subject
    }

    /// `W24 warning: subject: message`.
    public var description: String { "\(code) \(severity.rawValue): \(subject): \(message)" }
}

/// The reference page of all codes, in Markdown: `docs/reference/loss-codes.md`.
public func lossReference() -> String {
    var text = """
        # Loss and warning codes of the mapping

        What `sms12 map` says when something of SMS 1.2 has no exact counterpart. An error stops the thing it is
        about, a warning means that something was dropped, guessed or will behave otherwise, a note informs.
        The original is always kept whole in the carrier of the plan.

        """
    for entry in LossCode.all {
        text += "\n## \(entry.code)\n\n\(entry.title) (\(entry.severity.rawValue))\n\n\(entry.meaning)\n\n"
        text += "Smallest input: \(entry.smallestInput).\n"
    }
    return text
}
