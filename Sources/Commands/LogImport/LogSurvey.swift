import LegacyFormats
import SiteModel

/// What a first reading shows of a log: how it is cut, whether its days stand first, and where its order begins anew.
///
/// A timeline is made in a second reading, so that no log has to fit into memory.
struct LogSurvey {
    /// A part of a file whose records are in the order of time.
    ///
    /// A file has one, unless logs were put together in it: where another component begins at an earlier time, or time
    /// goes back by hours, another part begins.
    struct Section {
        var offset: Int
        var line: Int
        /// How many bytes of the line belong to the section before.
        var column: Int
        /// The first time that stands in it, in seconds; nil where none does.
        var firstTime: Int64?

        /// Begins a section with a record.
        init(_ record: LogRecord) {
            offset = record.offset
            line = record.place
            column = record.lead
        }
    }

    /// How many sections a file may have; from then on its order is kept.
    private static let maximumSections = 64
    /// How many seconds a clock is set back at most: an hour in autumn, and as much again for a mistake in the zone.
    private static let clockSeconds: Int64 = 7_200

    let input: LogInput
    var setting: LogScanner.Setting
    var sections: [Section] = []
    var findings: [Finding] = []
    var furtherFindings = 0
    var records = 0
    var lines = 0
    /// The longest line of messages alone, in bytes: what is shorter was not wrapped there.
    var width = 0
    /// Who wrote it, by the name of the file; nil where that says nothing.
    var component: String?
    /// A number that is the same for equal files only, for all that matters.
    var digest: UInt64 = 0xCBF2_9CE4_8422_2325
    var byteCount = 0
    var firstTime: LocalTime?
    var lastTime: LocalTime?

    /// Reads a log for the first time.
    init(_ input: LogInput, codePage: CodePage) throws {
        self.input = input
        setting = LogScanner.Setting(codePage: codePage)
        let head = try input.read(at: 0, upTo: 1 << 16)
        setting.look(at: head[...])
        component = Self.component(ofFile: input.name)
        try scan()
        // Only a later date showed that days stand first: the earlier ones are read again so.
        if setting.isDayFirst {
            let shown = findings
            sections = []
            records = 0
            width = 0
            digest = 0xCBF2_9CE4_8422_2325
            (firstTime, lastTime) = (nil, nil)
            try scan()
            findings = shown.filter { $0.code == "log-day-first" } + findings
        }
    }

    private mutating func scan() throws {
        var scanner = LogScanner(file: input.name, setting: setting)
        var runs = Runs()
        byteCount = 0
        while true {
            let bytes = try input.read(at: byteCount)
            if bytes.isEmpty { break }
            byteCount += bytes.count
            for byte in bytes { digest = (digest ^ UInt64(byte)) &* 0x100_0000_01B3 }
            scanner.read(bytes[...])
            take(scanner.take(), &runs)
        }
        scanner.finish()
        take(scanner.take(), &runs)
        setting.isDayFirst = scanner.setting.isDayFirst
        findings = scanner.findings
        furtherFindings = scanner.furtherFindings
        lines = scanner.lineCount
        if runs.stepsBack > 0 {
            findings.append(
                Finding(
                    .note, "log-clock-back",
                    "time goes back \(runs.stepsBack == 1 ? "once" : "\(runs.stepsBack) times"), first here; the lines stay in the order of the file",
                    at: SourceLocation(file: input.name, line: runs.firstStepBack)))
        }
    }

    private struct Runs {
        var latest = Int64.min
        var components: Set<String> = []
        var stepsBack = 0
        var firstStepBack = 0
    }

    private mutating func take(_ found: [LogRecord], _ runs: inout Runs) {
        for record in found {
            records += 1
            if record.grammar == .bare { width = max(width, record.line.text.utf8.count) }
            if sections.isEmpty { sections.append(Section(record)) }
            guard let time = record.line.time, !record.hasDateOnly else { continue }
            firstTime = min(firstTime ?? time, time)
            lastTime = max(lastTime ?? time, time)
            if time.seconds < runs.latest {
                let isNew = !runs.components.contains(record.line.component)
                if isNew || runs.latest - time.seconds > Self.clockSeconds,
                    sections.count < Self.maximumSections
                {
                    sections.append(Section(record))
                    runs.latest = .min
                    runs.components = []
                } else {
                    if runs.stepsBack == 0 { runs.firstStepBack = record.place }
                    runs.stepsBack += 1
                }
            }
            let last = sections.count - 1
            if sections[last].firstTime == nil { sections[last].firstTime = time.seconds }
            runs.latest = max(runs.latest, time.seconds)
            runs.components.insert(record.line.component)
        }
    }

    /// The component that writes a log of a name (sms12-client 7.3), with the article's number before it or not.
    static func component(ofFile name: String) -> String? {
        let base = HostFiles.name(of: name).uppercased()
        let known: [(String, String)] = [
            ("SCHED", "SMS_SCHEDULER"), ("LANSEND", "SMS_LAN_SENDER"), ("RASASYNC", "SMS_ASYNC_RAS_SENDER"),
            ("RASSYNC", "SMS_ASYNC_RAS_SENDER"), ("RASISDN", "SMS_ISDN_RAS_SENDER"),
            ("RASX25", "SMS_X25_RAS_SENDER"), ("SNABATCH", "SMS_SNA_BATCH_SENDER"),
            ("SNAINTER", "SMS_SNA_INTERACTIVE_SENDER"), ("DESPOOL", "SMS_DESPOOLER"),
            ("MAINTMAN", "SMS_MAINTENANCE_MANAGER"), ("DATALO", "SMS_INVENTORY_DATA_LOADER"),
            ("DATALDR", "SMS_INVENTORY_DATA_LOADER"), ("SITEREP", "SMS_SITE_REPORTER"),
            ("APPMAN", "SMS_APPLICATIONS_MANAGER"), ("SMSEXEC", "SMS_EXECUTIVE"),
            ("HMAN", "SMS_HIERARCHY_MANAGER"), ("SCMAN", "SMS_SITE_CONFIG_MANAGER"),
            ("ALERTER", "SMS_ALERTER"), ("PACMAN", "SMS_PACKAGE_COMMAND_MANAGER_NT"),
            ("PCMWIN", "Package Command Manager"), ("PCMD", "Package Command Manager"),
            ("SMSLOG", "Program Group Control"), ("PGC", "Program Group Control"), ("INVPROC", "INVPROC"),
            ("SMSRUN", "SMSRUN"),
        ]
        return known.first { base.contains($0.0) }?.1
    }
}
