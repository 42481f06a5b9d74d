import Foundation
import LegacyFormats
import SiteModel
import Testing

@Suite struct LogReadingTests {
    /// An artefact, its grammar, the number of its records (counted in the article by the mark of a record) and its
    /// first and last record.
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var grammar: LogGrammar
        var mark: String
        var first: LogLine
        var last: LogLine
        var findings: [String] = []
        var testDescription: String { name }
    }

    private static func at(
        _ year: Int, _ month: Int, _ day: Int, _ hour: Int, _ minute: Int, _ second: Int
    ) -> LocalTime? {
        LocalTime(year: year, month: month, day: day, hour: hour, minute: minute, second: second)
    }

    static let cases: [Case] = [
        Case(
            name: "Q168510-sched.log", grammar: .service, mark: "thread=",
            first: LogLine(
                "Creating package file '\\\\SERVER\\SMS_SHRI\\site.srv\\sender.box\\tosend\\A0100100.S00'.~",
                component: "SMS_SCHEDULER", time: at(1997, 4, 21, 9, 2, 14), thread: 0x168),
            last: LogLine(
                "Creation of compressed package file failed!~", component: "SMS_SCHEDULER",
                time: at(1997, 4, 21, 9, 2, 14), thread: 0x168)),
        Case(
            name: "Q169491-despool.log", grammar: .service, mark: "thread=",
            first: LogLine(
                "~Waiting for ready instruction file....", component: "SMS_DESPOOLER",
                time: at(1997, 5, 21, 17, 9, 2), thread: 0xDB),
            last: LogLine(
                "~Memory usage: blocks=0 bytes=0", component: "SMS_DESPOOLER",
                time: at(1997, 5, 21, 17, 9, 29), thread: 0xDB)),
        Case(
            name: "Q169491-dataloadr.log", grammar: .service, mark: "thread=",
            first: LogLine(
                "Waiting for a MIF...", component: "SMS_INVENTORY_DATA_LOADER",
                time: at(1997, 5, 21, 17, 36, 12), thread: 0x127),
            last: LogLine(
                "~No more job status MIFs to be processed, terminating thread",
                component: "SMS_INVENTORY_DATA_LOADER", time: at(1997, 5, 21, 17, 36, 13), thread: 0x6F)),
        Case(
            name: "Q159201-sched.log", grammar: .service, mark: "thread=",
            first: LogLine(
                "Size mismatch in RoutingInfo record.  Got 0, expected 544.~", component: "SMS_SCHEDULER",
                time: at(1996, 11, 6, 8, 49, 37), thread: 0xD7),
            last: LogLine(
                "Size mismatch in RoutingInfo record.  Got 0, expected 544.~", component: "SMS_SCHEDULER",
                time: at(1996, 11, 6, 8, 49, 37), thread: 0xD7)),
        Case(
            name: "Q153246-despooler.log", grammar: .service, mark: "thread=",
            first: LogLine(
                "~Executing instruction of type MICROSOFT|SMS|MINIJOBINSTRUCTION|INVENTORY",
                component: "SMS_DESPOOLER", time: at(1995, 12, 4, 15, 41, 45), thread: 0xE0),
            last: LogLine(
                "Logging an event for the error.~", component: "SMS_DESPOOLER",
                time: at(1995, 12, 4, 15, 41, 50), thread: 0xE0)),
        Case(
            name: "Q153247-smsexec.log", grammar: .service, mark: "thread=",
            first: LogLine(
                "~Going through the thread list...", component: "SMS_EXECUTIVE",
                time: at(1995, 12, 2, 15, 16, 59), thread: 0xD5),
            last: LogLine(
                "~Internal registry key is NULL for thread SMS_DESPOOLER", component: "SMS_EXECUTIVE",
                time: at(1995, 12, 2, 15, 16, 59), thread: 0xD5)),
        Case(
            name: "Q171005-scman.log", grammar: .service, mark: "thread=",
            first: LogLine(
                "~Domain (DOMAINA) user groups previously enumerated", component: "SMS_SITE_CONFIG_MANAGER",
                time: at(1997, 6, 18, 15, 49, 57), thread: 0x12E),
            last: LogLine(
                "~NetServerGetInfo server: SERVER return: 5", component: "SMS_SITE_CONFIG_MANAGER",
                time: at(1997, 6, 18, 15, 50, 3), thread: 0x12E)),
        Case(
            name: "Q270218-hman.log", grammar: .service, mark: "thread=",
            first: LogLine(
                "{6534} INFO: Beginning processing cycle~", component: "SMS_HIERARCHY_MANAGER",
                time: at(2000, 6, 26, 16, 18, 55), thread: 0x326),
            last: LogLine(
                "{6354} INFO: Work cycle completed: sleeping 300000 milliseconds~",
                component: "SMS_HIERARCHY_MANAGER", time: at(2000, 6, 26, 16, 18, 55), thread: 0x326)),
        Case(
            name: "Q201764-pacman.log", grammar: .service, mark: "Job still",
            first: LogLine(
                "Job still running............~", component: "SMS_PACKAGE_COMMAND_MANAGER_NT",
                time: at(1998, 8, 27, 7, 29, 22), thread: 0x8D),
            last: LogLine("Job still running............~"),
            findings: ["log-line-cut"]),
        Case(
            name: "Q169491-pcmwin.log", grammar: .client, mark: "==>",
            first: LogLine(
                "Reporting on completed package execution.", component: "Package Command Manager",
                time: at(1997, 5, 21, 16, 58, 28)),
            last: LogLine(
                "Writing status information to \\\\MANGO\\SMS_SHR\\despoolr.box",
                component: "Package Command Manager", time: at(1997, 5, 21, 16, 58, 28))),
        Case(
            name: "Q166765-pcmwin.log", grammar: .client, mark: "=>",
            first: LogLine(
                "Looking for instruction file: \\\\MACGREGOR\\SMS_SHR\\pcmins.box\\BP004000.INS",
                component: "Package Command Manager", time: at(1997, 4, 9, 17, 11, 8)),
            last: LogLine(
                "Package (Request ID) BP0000Y is marked for service-only execution, skipping it.",
                component: "Package Command Manager", time: at(1997, 4, 9, 17, 11, 8))),
        Case(
            name: "Q167759-smsrun-ok.log", grammar: .client, mark: "==>",
            first: LogLine(
                "Starting execution, command line =  <empty>", component: "C:\\MS\\SMS\\BIN\\SMSRUN16.EXE",
                time: at(1997, 4, 15, 14, 32, 28)),
            last: LogLine(
                "End of main message loop.", component: "C:\\MS\\SMS\\BIN\\SMSRUN16.EXE",
                time: at(1997, 4, 15, 14, 32, 31))),
        Case(
            name: "Q188578-pcmwin.log", grammar: .client, mark: "==>",
            first: LogLine("Initializing .....", component: "Package Command Manager"),
            last: LogLine("Exiting .........", component: "Package Command Manager")),
        Case(
            name: "Q193784-pcmwin.log", grammar: .client, mark: "==>",
            first: LogLine(
                "The running process handle is 0", component: "Package Command Manager",
                time: at(1998, 9, 28, 18, 21, 5)),
            last: LogLine(
                "A job is not in process.", component: "Package Command Manager",
                time: at(1998, 9, 28, 18, 21, 9))),
        Case(
            name: "Q160855-pacman.log", grammar: .bare, mark: "\n",
            first: LogLine("Connected to logon server: \\\\LOGONSRV\\SMS_SHR\\pcmins.box"),
            last: LogLine("No instruction file.")),
        Case(
            name: "Q190135-despool.log", grammar: .bare, mark: "\n",
            first: LogLine("~Found ready instruction sni00000.sni"),
            last: LogLine("~Despooler failed to execute the instruction, error code = cb")),
    ]

    @Test(arguments: cases)
    func `a published log gives its records`(_ sample: Case) throws {
        guard let text = try artefactText(sample.name) else { return }
        let reading = LogReading.parse(text, file: sample.name)
        #expect(reading.grammar == sample.grammar)
        #expect(reading.lines.count == text.components(separatedBy: sample.mark).count - 1)
        #expect(reading.lines.first == sample.first)
        #expect(reading.lines.last == sample.last)
        #expect(reading.findings.map(\.code) == sample.findings)
    }

    /// The other published logs: grammar and number of records, counted by the mark of a record.
    @Test(
        arguments: [
            ("Q175763-datalodr.log", LogGrammar.service, "$$<", ["log-line-cut"]),
            ("Q191301-datalodr-sqltrace.log", .service, "thread=", []),
            ("Q123616-smslog.txt", .client, "==>", []), ("Q160986-smslog.txt", .client, "==>", []),
            ("Q167759-smsrun-failed.log", .client, "==>", []), ("Q231378-pcmwin.log", .client, "==>", []),
            ("Q123616-appman.log", .bare, "\n", []), ("Q125934-pacman.log", .bare, "\n", []),
            ("Q140920-pcmwin-fragment.log", .bare, "\n", []), ("Q149672-pacman.log", .bare, "\n", []),
            ("Q167628-dataloadr-license.log", .bare, "\n", []),
            ("Q168093-datalodr-group.log", .bare, "\n", []),
            // Columns of SMSTRACE whose tabs became blanks; the clock and the thread were cut off.
            ("Q172899-despool.log", .smsTrace, "SMS_DESPOOLER", []),
            ("Q187334-invproc.log", .bare, "\n", []), ("Q188060-appman-lines.log", .bare, "\n", []),
            ("Q239534-dataldr.log", .bare, "\n", []),
        ])
    func `every published log is read`(
        _ name: String, _ grammar: LogGrammar, _ mark: String, _ findings: [String]
    ) throws {
        guard let text = try artefactText(name) else { return }
        let reading = LogReading.parse(text, file: name)
        #expect(reading.grammar == grammar)
        #expect(reading.lines.count == text.components(separatedBy: mark).count - 1)
        #expect(reading.findings.map(\.code) == findings)
    }

    @Test func `a line of a service log that nobody wrapped prints byte for byte`() throws {
        guard let text = try artefactText("Q201764-pacman.log") else { return }
        let whole = text.split(separator: "\n").prefix(2).map(String.init)
        let reading = LogReading.parse(whole.joined(separator: "\n"), file: "x")
        #expect(reading.lines.map { $0.printed(.service) } == whole)
    }

    private func sample() -> [LogLine] {
        [
            LogLine(
                "~Found ready instruction x.sni ", component: "SMS_DESPOOLER",
                time: Self.at(1997, 5, 1, 0, 0, 0), thread: 0xDB),
            LogLine(
                "two  blanks, 1 < 2", component: "SMS_DESPOOLER", time: Self.at(2001, 12, 31, 12, 59, 59),
                thread: 0),
        ]
    }

    @Test(arguments: [LogGrammar.service, .smsTrace])
    func `a log reads back whole`(_ grammar: LogGrammar) {
        let lines = sample()
        let reading = LogReading.parse(LogLine.print(lines, grammar), file: "x")
        #expect(reading.grammar == grammar)
        #expect(reading.findings == [])
        #expect(reading.lines == lines)
    }

    @Test func `every grammar prints its form`() {
        let line = sample()[0]
        #expect(
            line.printed(.service)
                == "~Found ready instruction x.sni    $$<SMS_DESPOOLER><Thu May 01 00:00:00 1997~><thread=DB>"
        )
        // The form of Q214448: text, component, m/d/yy h:mm:ss AM, thread, a tab behind each.
        #expect(
            line.printed(.smsTrace)
                == "~Found ready instruction x.sni \tSMS_DESPOOLER\t5/1/97 12:00:00 AM\tDB\t")
        let client = LogLine("Polling .....", component: "Package Command Manager", time: line.time)
        #expect(client.printed(.client) == "[05/01/97 00:00:00] Package Command Manager ==> Polling .....")
        #expect(LogReading.parse(client.printed(.client), file: "x").lines == [client])
        #expect(LogLine("a\nb\tc").printed(.bare) == "a~b c")
    }

    @Test func `a wrong tail is found and the next record is whole`() {
        let good = sample()[0].printed(.service)
        let text =
            "first   $$<A><Xyz 99><thread=1>\n\(good)\nlast   $$<A><Thu May 01 00:00:00 1997~><thread=G>"
        let reading = LogReading.parse(text, file: "x")
        #expect(reading.findings.map(\.code) == ["log-tail", "log-tail"])
        #expect(reading.findings.map { $0.location?.line } == [1, 3])
        #expect(reading.lines.map(\.text) == ["first", "~Found ready instruction x.sni ", "last"])
        #expect(reading.lines[1] == sample()[0])
    }

    @Test func `damaged logs do not stop the reader`() {
        for grammar in LogGrammar.allCases {
            let bytes = Array(LogLine.print(sample() + sample(), grammar).utf8)
            for copy in mutations(of: bytes, count: 400) {
                let reading = LogReading.parse(String(decoding: copy, as: UTF8.self), file: "x")
                for other in LogGrammar.allCases { _ = LogLine.print(reading.lines, other) }
            }
        }
    }
}
