import LegacyFormats
import SiteModel
import Testing

@Suite struct PackageDefinitionRowTests {
    @Test(arguments: definitionRows)
    func `findings have their code, line and column`(_ row: DefinitionRow) {
        let reading = read(row.text, neighbours: row.neighbours)
        #expect(places(reading.findings) == row.expected)
        #expect(reading.document.printed() == Array(row.text.utf8))
        let bit9 = reading.definition?.grammar == .v1 ? 1 << 9 : 0
        #expect(reading.loadPDFWarnings == row.loadPDF | bit9)
    }

    @Test(arguments: definitionRows)
    func `only a wrong file forbids the import, and missing required keys make a draft`(
        _ row: DefinitionRow
    ) {
        let reading = read(row.text, neighbours: row.neighbours)
        let codes = Set(reading.findings.map(\.code))
        let forbids = !codes.isDisjoint(with: ["not-a-package-definition", "version-4-definition"])
        #expect((reading.definition == nil) == forbids)
        let isDraft = !codes.isDisjoint(with: ["missing-required-key", "program-without-command-line"])
        #expect(reading.isDraft == isDraft)
    }

    @Test func `every code is raised by a test, has its severity and a meaning`() throws {
        var findings = definitionRows.flatMap { read($0.text, neighbours: $0.neighbours).findings }
        for bytes in FileTests.strangeFiles.map(\.bytes) {
            findings += parsePackageDefinition(bytes, file: "t.pdf").findings
        }
        findings += try PackageTests.lossyPackages().flatMap(\.findings)
        findings += PrintTests.lossyPrints(id: try testID()).flatMap(\.findings)
        if let finding = CodePage.named("932").finding { findings.append(finding) }
        let raised = Set(findings.map(\.code))
        for code in PackageDefinitionCode.allCases {
            #expect(raised.contains(code.rawValue), "no test raises \(code.rawValue)")
            #expect(!code.meaning.isEmpty)
        }
        for finding in findings {
            let code = try #require(PackageDefinitionCode(rawValue: finding.code))
            #expect(finding.severity == code.severity)
            if finding.severity > .note, finding.location != nil {
                #expect(finding.advice != nil, "\(finding)")
            }
        }
    }

    @Test func `a list broken over lines is proposed joined and not joined silently`() throws {
        let reading = read(
            changed(
                base1, [12: "SupportedPlatforms=Windows 3.1,", 13: "Windows NT", 14: "", 15: "3.1 (Alpha)"]))
        #expect(places(reading.findings) == ["line-without-equals 13:1", "line-without-equals 15:1"])
        for finding in reading.findings {
            let advice = try #require(finding.advice)
            #expect(advice.contains("line 12"))
            #expect(advice.hasSuffix("SupportedPlatforms=Windows 3.1, Windows NT 3.1 (Alpha)"))
        }
        #expect(reading.definition?.commands.first?.platforms == .windows16)
    }

    @Test func `a comment sign of another language is advised to be a semicolon`() {
        let reading = read(changed(base1, [13: "# note"]))
        #expect(reading.findings.first?.advice == "begin a comment with a semicolon")
    }

    @Test func `a misspelt key is met with the nearest one`() {
        let reading = read(changed(base1, [13: "SuportedPlatforms=Windows95"]))
        #expect(reading.findings.first?.advice == "write SupportedPlatforms if that was meant")
    }
}

@Suite struct PackageDefinitionValueTests {
    private func command(_ changes: KeyValuePairs<Int, String?>) -> CommandDefinition? {
        read(changed(base1, changes)).definition?.commands.first
    }

    private func item(_ line: String) -> ProgramItem? {
        read(changed(sharing1, [19: line])).definition?.sharing?.items.first?.item
    }

    private func tests(_ line: String) -> [DetectionTest]? {
        read(changed(inventory1, [18: line])).definition?.inventory?.properties.files.first?.tests
    }

    private func program(_ line: String) -> ProgramDefinition2? {
        read(changed(base2, [13: line])).definition?.programs.first
    }

    @Test func `blanks around and one pair of quotes do not belong to a 1.x value`() {
        #expect(command([10: " CommandLine\t= a.exe /x \t"])?.commandLine == "a.exe /x")
        #expect(command([10: "CommandLine=\"a.exe /q\""])?.commandLine == "a.exe /q")
        #expect(command([10: "CommandLine='a.exe /q'"])?.commandLine == "a.exe /q")
        #expect(command([10: "CommandLine=\"a b.exe\" /q"])?.commandLine == "\"a b.exe\" /q")
        // What Windows itself does to a line that begins and ends with a quote.
        #expect(command([10: "CommandLine=\"a b.exe\" /q \"x\""])?.commandLine == "a b.exe\" /q \"x")
        #expect(command([10: "CommandLine=\"\"a b.exe\" \"x\"\""])?.commandLine == "\"a b.exe\" \"x\"")
        #expect(command([10: "CommandLine=a.exe ;x=1"])?.commandLine == "a.exe ;x=1")
        #expect(command([9: "CommandName=\""])?.name == "\"")
    }

    @Test func `the quotes of a 2.0 value stay`() {
        let reading = read(changed(base2, [11: "CommandLine=\"a b.exe\" \"x\""]))
        #expect(reading.definition?.programs.first?.commandLine == "\"a b.exe\" \"x\"")
    }

    @Test func `of two keys or sections the first counts`() {
        #expect(command([10: "CommandLine=a.exe\nCommandLine=b.exe"])?.commandLine == "a.exe")
        #expect(command([13: "[A Setup]\nCommandLine=b.exe"])?.commandLine == "a.exe")
    }

    /// The names of Q150799 and the SDK with the bits of SMSINFO.H.
    @Test(arguments: [
        ("Windows 3.1", 0x01), ("windows", 0x01), ("Windows95", 0x80), ("Windows 95", 0x80),
        ("Macintosh", 0x40),
        ("MS-DOS 5.0", 0x10), ("MS-DOS 6.0", 0x20), ("MS-DOS 6.2", 0x20), ("MS-DOS 6.21", 0x20),
        ("MS-DOS 6.22", 0x20), ("MS-DOS", 0x30), ("Windows NT (x86)", 0x02), ("Windows NT 3.1 (x86)", 0x02),
        ("Windows NT 3.5 (x86)", 0x02), ("Windows NT 3.51 (MIPS)", 0x04), ("Windows NT 4.0 (Alpha)", 0x08),
        ("WINDOWS NT 4.0 (ALPHA)", 0x08), ("Windows NT 3.51", 0x02), ("Windows NT 5.0 (Alpha)", 0x08),
        ("Windows NT 4.0 (PPC)", 0x00), ("OS/2", 0x00),
    ])
    func `platform names have their bits`(_ name: String, _ bits: Int) {
        let command = command([12: "SupportedPlatforms=\(name)"])
        #expect(command?.platforms.rawValue == bits)
        #expect(command?.platformTexts == [name])
    }

    @Test func `drive modes are taken in every spelling`() {
        #expect(item("DriveMode=UNC")?.driveMode == .unc)
        #expect(item("DriveMode=1")?.driveMode == .unc)
        #expect(item("DriveMode=ANY_DRIVE_LETTER")?.driveMode == .anyLetter)
        #expect(item("DriveMode=AnyDriveLetter")?.driveMode == .anyLetter)
        #expect(item("DriveMode=2")?.driveMode == .anyLetter)
        #expect(item("DriveMode=SPECIFIC_DRIVE_LETTER m:")?.driveMode == .letter("M"))
        #expect(item("DriveMode=SPECIFICDRIVELETTER X:")?.driveMode == .letter("X"))
        #expect(item("DriveMode=3 Q:")?.driveMode == .letter("Q"))
        #expect(item("DriveMode=")?.driveMode == .unc)
        #expect(item("Description=")?.displayIconInProgramGroup == true)
        #expect(item("DisplayIconInProgGroup=False")?.displayIconInProgramGroup == false)
    }

    @Test func `file tests have their numbers`() {
        #expect(tests("CRC=0, 267, 38501") == [.crc(offset: 0, length: 267, value: 38501)])
        #expect(tests("CRC=512 2048 23537") == [.crc(offset: 512, length: 2048, value: 23537)])
        #expect(tests("CHECKSUM=0x10,0x20,0xFF") == [.checksum(offset: 16, length: 32, value: 255)])
        #expect(tests("BYTE=7, 255") == [.byte(offset: 7, value: 255)])
        #expect(tests("LONG=1, 0xFFFFFFFF") == [.long(offset: 1, value: 4_294_967_295)])
        #expect(tests("TIME=23, 59") == [.time(hour: 23, minute: 59)])
        #expect(tests("TOKEN 3=5, \"a, \"\"b\"") == [.token(offset: 5, text: "a, \"\"b")])
        #expect(tests("TOKEN1=5, bare") == [.token(offset: 5, text: "bare")])
        #expect(tests("DATE=13, 1, 95\nSIZE=x") == [.date(month: 13, day: 1, year: 95)])
    }

    @Test func `forced values stand in the program`() {
        let any = program("CanRunWhen=AnyUserStatus\nUserInputRequired=True\nAdminRightsRequired=False")
        #expect(any?.userInputRequired == false)
        #expect(any?.adminRightsRequired == true)
        #expect(program("UseInstallAccount=True")?.useInstallAccount == false)
        #expect(program("CanRunWhen=AnyUserStatus\nUseInstallAccount=True")?.useInstallAccount == true)
        #expect(program("CanRunWhen=NoUserLoggedOn\nAssignment=EveryUser")?.assignment == .firstUser)
        #expect(program("Assignment=EvryUser")?.assignment == .everyUser)
        // Without any key input is needed, while 1.x means the opposite.
        #expect(program("Run=")?.userInputRequired == true)
        #expect(command([11: nil])?.userInputRequired == nil)
    }

    @Test func `disk space and run time keep number and unit`() {
        #expect(program("EstimatedDiskSpace=38 mb")?.estimatedDiskSpace == .amount(38, unit: "MB"))
        #expect(program("EstimatedDiskSpace=38")?.estimatedDiskSpace == .amount(38, unit: ""))
        #expect(program("EstimatedDiskSpace=Uknown")?.estimatedDiskSpace == .unknown)
        #expect(program("EstimatedRunTime=0")?.estimatedRunTimeMinutes == nil)
        #expect(program("EstimatedRunTime=15")?.estimatedRunTimeMinutes == 15)
    }

    @Test func `the later layout is read as 2_0 when asked for`() throws {
        let bytes = try sample("lagoon-version4.sms")
        let strict = parsePackageDefinition(bytes, file: "l.sms")
        #expect(places(strict.findings) == ["version-4-definition 5:9"])
        #expect(strict.findings.first?.message.contains("[Package Definition - Lagoon]") == true)
        let reading = parsePackageDefinition(bytes, file: "l.sms", leniency: .version4)
        let definition = try #require(reading.definition)
        #expect(definition.packageName == "Lagoon 1.1")
        let program = try #require(definition.programs.first)
        #expect(program.commandLine == "setup.exe /s")
        #expect(program.adminRightsRequired)
        #expect(!program.driveLetterConnection)
        #expect(places(reading.findings) == ["supported-clients-absent 13:1"])
    }
}
