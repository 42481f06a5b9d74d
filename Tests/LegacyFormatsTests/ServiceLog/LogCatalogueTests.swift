import LegacyFormats
import SiteModel
import Testing

/// What lines of logs mean: the lines are those that the articles print.
@Suite struct LogCatalogueTests {
    private func meaning(_ text: String, _ component: String = "") throws -> LogMeaning {
        try #require(LogCatalogue.shared.meaning(of: text, component: component), "\(text)")
    }

    @Test(
        arguments: [
            (
                "~Package source \\\\SERVER\\SHARE\\APP doesn't exist or we failed to access it, Win32 Error = 5",
                "source-missing", LogStep.compress, ["path=\\\\SERVER\\SHARE\\APP", "win32=5"]
            ),
            (
                "UPD ##> Error setting program item for package 'BPC00014'. (10)", "item-failed",
                .programGroup,
                ["package=BPC00014", "code=10"]
            ),
            (
                "Instruction D:\\SMS\\site.srv\\despoolr.box\\receive\\sni00001.sni won't be processed till 05/13/01 18:04:37",
                "despool-not-before", .despool,
                ["path=D:\\SMS\\site.srv\\despoolr.box\\receive\\sni00001.sni", "time=05/13/01 18:04:37"]
            ),
            (
                "Cannot find the package file. we'll fail the job (Job ID = M020002D1 Package ID = W_M0200024)",
                "package-missing", .despool, ["job=M020002D1", "package=W_M0200024"]
            ),
            (
                "~Copying E:\\_S M0000.TMP\\filename.EXE to E:\\SMS_PKGE\\DOG0005D\\filename.EXE, Failed, Win32 Error = 32",
                "copy-failed", .distribute,
                [
                    "path=E:\\_S M0000.TMP\\filename.EXE", "text=E:\\SMS_PKGE\\DOG0005D\\filename.EXE",
                    "win32=32",
                ]
            ),
            (
                "~Despooler failed to execute the instruction, error code = cb", "despool-failed", .despool,
                ["code=cb"]
            ),
            (
                "~Attempt to write 65523 bytes to 1_06XCEN.PCK", "write-begin", .send,
                ["n=65523", "file=1_06XCEN.PCK"]
            ),
            (
                "Package (Request ID) BP0000Y is marked for service-only execution, skipping it.",
                "pcm-service-only", .poll, ["package=BP0000Y"]
            ),
            (
                "{6354} INFO: Work cycle completed: sleeping 300000 milliseconds~", "hierarchy-end",
                .configure, ["n=300000"]
            ),
            (
                "~Executing instruction of type MICROSOFT|SMS|DOMAIN_COMMISSAR_WIREMOVE", "despool-status",
                .report,
                []
            ),
            (
                "~Executing instruction of type MICROSOFT|SMS|OTHER", "despool-type", .despool,
                ["type=MICROSOFT|SMS|OTHER"]
            ),
            ("Finished  processing current~machine.", "machine-end", .load, []),
            ("The running process handle is 0", "pcm-handle", .run, ["n=0"]),
        ])
    func `a line tells its step and what it names`(
        _ text: String, _ key: String, _ step: LogStep, _ names: [String]
    ) throws {
        let found = try meaning(text)
        #expect(found.key == key)
        #expect(found.step == step)
        #expect(found.names.map { "\($0.kind.rawValue)=\($0.value)" } == names)
        #expect(!found.sentence.contains("{"))
    }

    @Test func `a Win32 error is told in words`() throws {
        let found = try meaning("Cannot open A.PCK, Win32 Error = 32", "SMS_LAN_SENDER")
        #expect(found.sentence.contains("32 (the file is in use)"))
        #expect(Win32Error.described("4865") == "4865")
    }

    @Test func `words that no source shows mean nothing`() {
        for text in ["", "~", "Something else happened.", "Cannot open", "Job  is due", ".."] {
            #expect(LogCatalogue.shared.meaning(of: text) == nil, "\(text)")
        }
    }

    /// The messages that say only who writes them are taken for nobody else's.
    @Test func `messages that begin with a name are read only where their component is known`() throws {
        #expect(LogCatalogue.shared.meaning(of: "SMS_LAN_SENDER is started") == nil)
        #expect(try meaning("~SMS_LAN_SENDER is started", "SMS_EXECUTIVE").key == "service-started")
        #expect(LogCatalogue.shared.meaning(of: "Everything is started", component: "SMS_DESPOOLER") == nil)
    }

    @Test func `of one message of two components each has its own`() throws {
        #expect(try meaning("Monitoring the job.", "SMS_PACKAGE_COMMAND_MANAGER_NT").key == "svc-monitor")
        #expect(try meaning("Looking for file: A", "SMS_PACKAGE_COMMAND_MANAGER_NT").key == "pcm-look-short")
    }

    @Test func `every message of the tables is there once, and is found by its own words`() {
        let keys = LogCatalogue.shared.keys
        #expect(Set(keys).count == keys.count)
        #expect(keys.count == LogCatalogue.shared.count)
        for (key, example, component) in LogCatalogue.shared.examples {
            let found = LogCatalogue.shared.meaning(of: example, component: component)
            #expect(found?.key == key, "\(example)")
            #expect(found?.components.contains(component) == true)
            #expect(found?.sentence.isEmpty == false)
            #expect(found?.sentence.contains("{") == false)
        }
    }

    /// Each row of the tables has three lines; one too few would shift all that follow.
    @Test func `every step is told by some message`() {
        let used = Set(
            LogCatalogue.shared.examples.compactMap {
                LogCatalogue.shared.meaning(of: $0.text, component: $0.component)?.step
            })
        #expect(used == Set(LogStep.allCases))
    }
}
