import LegacyFormats
import Testing

/// An input and exactly the findings it gives.
struct DefinitionRow: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var text: String
    var expected: [String]
    var neighbours: [String]?
    /// Bits of LoadPDF besides bit 9.
    var loadPDF: Int

    init(
        _ label: String, _ text: String, _ expected: [String] = [], neighbours: [String]? = nil,
        loadPDF: Int = 0
    ) {
        testDescription = label
        self.text = text
        self.expected = expected
        self.neighbours = neighbours
        self.loadPDF = loadPDF
    }
}

private let longText = String(repeating: "x", count: 256)

/// Rows about lines, sections and the choice of the grammar.
let lineRows: [DefinitionRow] = [
    DefinitionRow("a correct 1.x file", changed(base1, [:])),
    DefinitionRow("a correct 2.0 file", changed(base2, [:])),
    DefinitionRow("a comment", changed(base1, [13: "; note"])),
    DefinitionRow("a blank first line", changed(base1, [1: "\n[PDF]"])),
    DefinitionRow("a final Ctrl-Z", changed(base1, [13: "\u{1A}"])),
    DefinitionRow(
        "case of sections, keys and words", changed(base1, [3: "[package DEFINITION]", 4: "PRODUCT=P"])),
    DefinitionRow("a line without =", changed(base1, [13: "no sense"]), ["line-without-equals 13:1"]),
    DefinitionRow("# is no comment", changed(base1, [13: "# note"]), ["line-without-equals 13:1"]),
    DefinitionRow("// is no comment", changed(base1, [13: "\t// note"]), ["line-without-equals 13:2"]),
    DefinitionRow("a value without a key", changed(base1, [13: " =x"]), ["line-without-key 13:2"]),
    DefinitionRow(
        "a key before all sections", changed(base1, [1: "x=1\n[PDF]"]), ["key-outside-section 1:1"]),
    DefinitionRow("no closing bracket", changed(base1, [8: "[A Setup"]), ["unclosed-section 8:1"]),
    DefinitionRow("text behind a bracket", changed(base1, [8: "[A Setup] x"]), ["text-after-section 8:11"]),
    DefinitionRow("a comment behind a bracket", changed(base1, [8: "[ A Setup ] ; x"])),
    DefinitionRow(
        "a key twice", changed(base1, [10: "CommandLine=a.exe\nCOMMANDLINE=b.exe"]), ["duplicate-key 11:1"]),
    DefinitionRow(
        "a section twice", changed(base1, [13: "[a setup]\nCommandLine=b.exe\nCommandLine=c.exe"]),
        ["duplicate-section 13:1"]),
    DefinitionRow("no [PDF] in 1.x", changed(base1, [1: nil, 2: nil]), ["missing-pdf-section 0:0"]),
    DefinitionRow("no [PDF] in 2.0", changed(base2, [1: nil, 2: nil]), ["missing-pdf-section 0:0"]),
    DefinitionRow("[PDF] without Version", changed(base1, [2: nil]), ["missing-pdf-version 1:1"]),
    DefinitionRow("Version 1.000", changed(base1, [2: "Version=1.000"]), ["other-1x-version 2:9"]),
    DefinitionRow("Version 1.1", changed(base1, [2: "Version=1.1"]), ["other-1x-version 2:9"]),
    DefinitionRow("Version 1.2", changed(base1, [2: "Version = 1.2"]), ["other-1x-version 2:11"]),
    DefinitionRow("Version 3.0", changed(base1, [2: "Version=3.0"]), ["unknown-pdf-version 2:9"]),
    DefinitionRow("Version 7 with 2.0 keys", changed(base2, [2: "Version=7"]), ["unknown-pdf-version 2:9"]),
    DefinitionRow(
        "Version 2.0 with 1.x keys", changed(base1, [2: "Version=2.0"]),
        [
            "version-contradicts-keys 2:9", "missing-required-key 3:1", "missing-required-key 3:1",
            "missing-recommended-key 3:1", "missing-required-key 3:1", "unknown-key 4:1", "unknown-key 7:1",
            "unlisted-program 8:1",
        ]),
    // A text file of that name on the SMS CD was refused, or crashed the Administrator (Q150155).
    DefinitionRow(
        "FERRET.PDF", "[PDF]\nVersion=0.9\n[Package Definition]\nFerret=1\n", ["not-a-package-definition 2:9"]
    ),
    DefinitionRow("no [Package Definition]", "[PDF]\nVersion=1.0\n", ["not-a-package-definition 1:1"]),
    DefinitionRow(
        "a vendor's response script", "[Response]\nTarget=C:\\X\n", ["not-a-package-definition 0:0"]),
    DefinitionRow(
        "Version 4", "[Package Definition]\nVersion=4\n[Package Definition - X]\nName=X\n",
        ["version-4-definition 2:9"]),
]

/// Rows about the 1.x package and its command lines.
let commandRows: [DefinitionRow] = [
    DefinitionRow(
        "blanks", changed(base1, [10: "  CommandLine =\ta.exe  ", 12: " SupportedPlatforms = Windows 3.1 "])),
    DefinitionRow("no Version", changed(base1, [5: nil]), ["missing-recommended-key 3:1"]),
    DefinitionRow("empty Comment", changed(base1, [6: "Comment="]), ["missing-recommended-key 6:9"]),
    DefinitionRow("empty Product", changed(base1, [4: "Product="]), ["missing-required-key 4:9"]),
    DefinitionRow("no CommandName", changed(base1, [9: nil]), ["missing-required-key 8:1"]),
    DefinitionRow("no CommandLine", changed(base1, [10: nil]), ["program-without-command-line 8:1"]),
    DefinitionRow(
        "empty CommandLine", changed(base1, [10: "CommandLine="]), ["program-without-command-line 10:13"]),
    DefinitionRow(
        "a variation without section", changed(base1, [7: "SetupVariations=A, B"]), ["section-missing 7:20"]),
    DefinitionRow("a variation twice", changed(base1, [7: "SetupVariations= A ,a"]), ["listed-twice 7:21"]),
    DefinitionRow("an empty item", changed(base1, [7: "SetupVariations=A,,"])),
    DefinitionRow(
        "a section not listed", changed(base1, [13: "[Repair Setup]\nCommandLine=r.exe"]),
        ["unlisted-program 13:1"]),
    DefinitionRow(
        "a leftover section", changed(base1, [13: "[Hermes Import Commands]\ncmd 1="]), ["extra-section 13:1"]
    ),
    DefinitionRow(
        "a long section name", changed(base1, [13: "[\(longText)]"]),
        ["over-limit 13:1", "extra-section 13:1"]),
    DefinitionRow("a vendor's key", changed(base1, [6: "Comment=C\nErrorCodes=1"])),
    DefinitionRow(
        "a misspelt key", changed(base1, [13: "SuportedPlatforms=Windows95"]), ["unknown-key 13:1"]),
    DefinitionRow(
        "inner quotes", changed(base1, [10: "CommandLine=\"C:\\a b\\setup.exe\" /q \"x\""]),
        ["quotes-dropped 10:13"]),
    DefinitionRow("quotes around all", changed(base1, [10: "CommandLine=\"a.exe /q\""])),
    DefinitionRow("doubled quotes", changed(base1, [10: "CommandLine=\"\"a b.exe\" \"x\"\""])),
    DefinitionRow("a long name", changed(base1, [9: "CommandName=\(longText)"]), ["over-limit 9:13"]),
    DefinitionRow(
        "no true or false", changed(base1, [11: "UserInputRequired=YES"]),
        ["unknown-boolean 11:19"]),
    DefinitionRow("no UserInputRequired", changed(base1, [11: nil]), ["automated-by-default 8:1"]),
    DefinitionRow("UserInputRequired in small letters", changed(base1, [11: "userinputrequired=true"])),
    DefinitionRow(
        "a system task with input", changed(base1, [11: "UserInputRequired=TRUE\nSystemTask=TRUE"]),
        ["forced-value 11:19"]),
    DefinitionRow(
        "an unknown right", changed(base1, [6: "Comment=C\nWorkstationAccess=UserRead, Everyone"]),
        ["unknown-access-word 7:29"]),
    DefinitionRow(
        "rights in any case", changed(base1, [6: "Comment=C\nWorkStationAccess=userread, GUESTREAD"])),
    DefinitionRow("no rights", changed(base1, [6: "Comment=C\nWorkstationAccess=None"])),
    DefinitionRow(
        "Windows 95", changed(base1, [12: "SupportedPlatforms=Windows 95"]), ["guessed-platform 12:20"]),
    DefinitionRow(
        "NT without processor", changed(base1, [12: "SupportedPlatforms=Windows95, Windows NT 4.0"]),
        ["guessed-platform 12:31"]),
    DefinitionRow(
        "no known platform", changed(base1, [12: "SupportedPlatforms=Could not determine platform!"]),
        ["unknown-platform 12:20", "offered-to-no-client 12:20"]),
    DefinitionRow("no platforms", changed(base1, [12: nil]), ["offered-to-no-client 8:1"]),
    DefinitionRow(
        "two commands of one name",
        changed(
            base1,
            [
                7: "SetupVariations=A,B",
                13: "[B Setup]\nCommandName=a\nCommandLine=b.exe\nUserInputRequired=TRUE",
                14: "SupportedPlatforms=Windows95",
            ]), ["duplicate-name 13:1"]),
    DefinitionRow("%1", changed(base1, [10: "CommandLine=a.exe %1"]), ["percent-digit 10:19"]),
    DefinitionRow("100% sure", changed(base1, [10: "CommandLine=a.exe 100% sure"])),
    DefinitionRow(
        "%TEMP%", changed(base1, [10: "CommandLine=a.exe %TEMP%\\x"]), ["environment-variable 10:19"]),
    DefinitionRow(
        "a platform list broken over lines",
        changed(base1, [12: "SupportedPlatforms=Windows 3.1,", 13: "", 14: " Windows95"]),
        ["line-without-equals 14:2"]),
]

/// Rows about sharing and program items.
let sharingRows: [DefinitionRow] = [
    DefinitionRow("a correct sharing set", changed(sharing1, [:])),
    DefinitionRow("no ShareName", changed(sharing1, [14: nil]), ["missing-required-key 13:1"]),
    DefinitionRow("no ShareAccess", changed(sharing1, [15: "ShareAccess="]), ["missing-required-key 15:13"]),
    DefinitionRow(
        "items without a share", changed(sharing1, [13: nil, 14: nil, 15: nil]), ["missing-required-key 13:1"]
    ),
    DefinitionRow(
        "an item without command line", changed(sharing1, [17: nil]), ["program-item-gap 16:1"]),
    DefinitionRow(
        "a missing item", changed(sharing1, [19: "[Program Item Properties 3]\nCommandLine=q.exe"]),
        ["program-item-gap 19:1"]),
    DefinitionRow("a comma", changed(sharing1, [17: "CommandLine=p.exe,1"]), ["comma-in-command-line 17:13"]),
    DefinitionRow(
        "40 characters", changed(sharing1, [19: "Description=\(String(repeating: "d", count: 40))"])),
    DefinitionRow(
        "41 characters", changed(sharing1, [19: "Description=\(String(repeating: "d", count: 41))"]),
        ["description-over-40 19:13"]),
    DefinitionRow("an icon in a program", changed(sharing1, [19: "SetupIcon=p.exe"]), ["icon-type 19:11"]),
    DefinitionRow(
        "an icon that is not there", changed(sharing1, [19: "SetupIcon=p.ico"]), ["icon-not-beside 19:11"],
        neighbours: ["t.pdf"]),
    DefinitionRow(
        "an icon that is there", changed(sharing1, [19: "SetupIcon=p.ico"]), neighbours: ["P.ICO", "t.pdf"]),
    DefinitionRow("a drive mode", changed(sharing1, [19: "DriveMode=FLOPPY"]), ["unknown-drive-mode 19:11"]),
    DefinitionRow(
        "a drive mode without letter", changed(sharing1, [19: "DriveMode=SPECIFIC_DRIVE_LETTER"]),
        ["unknown-drive-mode 19:11"]),
    DefinitionRow(
        "a long registry name", changed(sharing1, [19: "RegistryName=\(String(repeating: "r", count: 51))"]),
        ["over-limit 19:14"]),
]

/// Rows about the inventory rule.
let inventoryRows: [DefinitionRow] = [
    DefinitionRow("a correct rule", changed(inventory1, [:])),
    DefinitionRow(
        "a gap", changed(inventory1, [15: "Detection Rule Part 1=File 1\nDetection Rule Part 3=File 2"]),
        ["rule-gap 16:1"]),
    DefinitionRow("no file section", changed(inventory1, [16: nil, 17: nil]), ["rule-file-missing 15:23"]),
    DefinitionRow("no file name", changed(inventory1, [17: "FILE="]), ["rule-file-missing 17:6"]),
    DefinitionRow("Filename", changed(inventory1, [17: "Filename=a.exe"])),
    DefinitionRow(
        "( alone", changed(inventory1, [15: "Detection Rule Part 1=(\nDetection Rule Part 2=File 1"]),
        ["rule-unbalanced 16:23"]),
    DefinitionRow(
        ") alone", changed(inventory1, [15: "Detection Rule Part 1=File 1\nDetection Rule Part 2=)"]),
        ["rule-unbalanced 16:23"]),
    DefinitionRow(
        "two files in a row",
        changed(inventory1, [15: "Detection Rule Part 1=File 1\nDetection Rule Part 2=FILE 1"]),
        ["rule-malformed 16:23"]),
    DefinitionRow(
        "AND in front", changed(inventory1, [15: "Detection Rule Part 1=AND\nDetection Rule Part 2=File 1"]),
        ["rule-malformed 15:23"]),
    DefinitionRow(
        "OR at the end", changed(inventory1, [15: "Detection Rule Part 1=File 1\nDetection Rule Part 2=or"]),
        ["rule-malformed 16:23"]),
    DefinitionRow(
        "a group in a group",
        changed(
            inventory1,
            [
                15: "Detection Rule Part 1=(\nDetection Rule Part 2=(\nDetection Rule Part 3=File 1\n"
                    + "Detection Rule Part 4=)\nDetection Rule Part 5=)"
            ]), ["rule-nested-group 16:23"]),
    DefinitionRow(
        "AND of two folders",
        changed(
            inventory1,
            [
                15: "Detection Rule Part 1=File 1\nDetection Rule Part 2=AND\nDetection Rule Part 3=File 2",
                17: "FILE=ONE\\a.exe", 18: "[File 2]\nFILE=TWO\\b.exe",
            ]), ["rule-two-folders 17:23"]),
    DefinitionRow(
        "OR of two folders",
        changed(
            inventory1,
            [
                15: "Detection Rule Part 1=File 1\nDetection Rule Part 2=OR\nDetection Rule Part 3=File 2",
                17: "FILE=ONE\\a.exe", 18: "[File 2]\nFILE=TWO\\b.exe",
            ])),
    DefinitionRow(
        "no rule", changed(inventory1, [15: nil]), ["inventory-without-rule 13:1", "extra-section 15:1"]),
    // Office 97 (Q167630).
    DefinitionRow(
        "no commas", changed(inventory1, [18: "CRC=512 2048 23537"]), ["numbers-without-commas 18:5"]),
    DefinitionRow("two numbers", changed(inventory1, [18: "CRC=512, 2048"]), ["bad-number 18:5"]),
    DefinitionRow("hex", changed(inventory1, [18: "CHECKSUM=0x10, 0X20, 0xFFFFFFFF"])),
    DefinitionRow("hex with a sign", changed(inventory1, [18: "SIZE=0x-1"]), ["bad-number 18:6"]),
    DefinitionRow("a word for a size", changed(inventory1, [18: "SIZE=big"]), ["bad-number 18:6"]),
    DefinitionRow("a size of 32 bits", changed(inventory1, [18: "SIZE=4294967295"])),
    DefinitionRow("a size over 32 bits", changed(inventory1, [18: "SIZE=4294967296"]), ["bad-number 18:6"]),
    DefinitionRow(
        "a size over 64 bits", changed(inventory1, [18: "SIZE=99999999999999999999"]), ["bad-number 18:6"]),
    DefinitionRow("a byte of 256", changed(inventory1, [18: "BYTE=0, 256"]), ["bad-number 18:6"]),
    DefinitionRow("a word of 65535", changed(inventory1, [18: "WORD=0, 65535"])),
    DefinitionRow("a token without offset", changed(inventory1, [18: "TOKEN 1=text"]), ["bad-number 18:9"]),
    DefinitionRow(
        "a token of 244 bytes", changed(inventory1, [18: "TOKEN1=0, \"\(longText.prefix(244))\""])),
    DefinitionRow(
        "a token of 245 bytes", changed(inventory1, [18: "TOKEN1=0, \"\(longText.prefix(245))\""]),
        ["over-limit 18:8"]),
    DefinitionRow("month 13", changed(inventory1, [18: "DATE=13, 1, 95"]), ["date-out-of-range 18:6"]),
    DefinitionRow("30 February", changed(inventory1, [18: "DATE=2, 30, 96"]), ["date-out-of-range 18:6"]),
    DefinitionRow("29 February", changed(inventory1, [18: "DATE=2, 29, 1996"])),
    DefinitionRow("hour 24", changed(inventory1, [18: "TIME=24, 00"]), ["time-out-of-range 18:6"]),
    DefinitionRow("noon", changed(inventory1, [18: "TIME=12, 00"]), ["time-twelve 18:6"]),
    DefinitionRow("midnight", changed(inventory1, [18: "TIME=00, 00"])),
    DefinitionRow(
        "empty tests", changed(inventory1, [18: "Checksum=\nCRC=\nDATE=\nSIZE=\nTIME=\nBYTE=\nTOKEN 4="])),
]

/// Rows about the 2.0 grammar.
let version2Rows: [DefinitionRow] = [
    DefinitionRow("empty Name", changed(base2, [4: "Name="]), ["missing-required-key 4:6"]),
    DefinitionRow(
        "no Programs", changed(base2, [8: nil]), ["missing-required-key 3:1", "unlisted-program 8:1"]),
    DefinitionRow("no Language", changed(base2, [7: nil]), ["missing-recommended-key 3:1"]),
    DefinitionRow(
        "a program without section", changed(base2, [8: "Programs=B, A"]), ["section-missing 8:10"]),
    DefinitionRow("[Repair]", changed(base2, [13: "[Repair]\nCommandLine=r"]), ["unlisted-program 13:1"]),
    DefinitionRow(
        "an extra section", changed(base2, [13: "[Dependencies]\nDependency1=\"A\";\"1=[0]\""]),
        ["extra-section 13:1"]),
    DefinitionRow("another Name", changed(base2, [10: "Name=REMOVE"]), ["section-name-differs 10:6"]),
    DefinitionRow("no CommandLine", changed(base2, [11: nil]), ["program-without-command-line 9:1"]),
    DefinitionRow(
        "a long comment", changed(base2, [13: "Comment=\(String(repeating: "c", count: 168))"]),
        ["over-limit 13:9"]),
    DefinitionRow("Run", changed(base2, [13: "Run=Sideways"]), ["bad-word 13:5"], loadPDF: 1 << 0),
    DefinitionRow("Run misspelt", changed(base2, [13: "Run=Minimised"]), ["misspelt-word 13:5"]),
    DefinitionRow("Run normal", changed(base2, [13: "Run=Normal"])),
    DefinitionRow(
        "AfterRunning", changed(base2, [13: "AfterRunning=Explode"]), ["bad-word 13:14"], loadPDF: 1 << 1),
    DefinitionRow(
        "CanRunWhen", changed(base2, [13: "CanRunWhen=Whenever"]), ["bad-word 13:12"], loadPDF: 1 << 2),
    DefinitionRow(
        "Assignment", changed(base2, [13: "Assignment=Nobody"]), ["bad-word 13:12"], loadPDF: 1 << 3),
    DefinitionRow(
        "Assignment misspelt", changed(base2, [13: "Assignment=EvryUser"]), ["misspelt-word 13:12"]),
    DefinitionRow(
        "DependentProgram", changed(base2, [13: "DependentProgram=Zed"]), ["dependent-program-missing 13:18"],
        loadPDF: 1 << 4),
    DefinitionRow(
        "SpecifyDrive", changed(base2, [13: "SpecifyDrive=12"]), ["bad-drive 13:14"], loadPDF: 1 << 5),
    DefinitionRow("a drive with a colon", changed(base2, [13: "SpecifyDrive=t:"])),
    DefinitionRow(
        "EstimatedDiskSpace", changed(base2, [13: "EstimatedDiskSpace=lots"]), ["bad-disk-space 13:20"],
        loadPDF: 1 << 6),
    DefinitionRow(
        "disk space misspelt", changed(base2, [13: "EstimatedDiskSpace=Uknown"]), ["misspelt-word 13:20"]),
    DefinitionRow(
        "disk space without unit", changed(base2, [13: "EstimatedDiskSpace=38"]),
        ["disk-space-without-unit 13:20"]),
    DefinitionRow(
        "disk space over 64 bits", changed(base2, [13: "EstimatedDiskSpace=99999999999999999999MB"]),
        ["bad-disk-space 13:20"], loadPDF: 1 << 6),
    DefinitionRow("disk space 38MB", changed(base2, [13: "EstimatedDiskSpace=38MB"])),
    DefinitionRow("disk space 38 mb", changed(base2, [13: "EstimatedDiskSpace=38 mb"])),
    DefinitionRow("disk space 0", changed(base2, [13: "EstimatedDiskSpace=0"])),
    DefinitionRow("run time 0", changed(base2, [13: "EstimatedRunTime=0"]), ["zero-run-time 13:18"]),
    DefinitionRow("run time", changed(base2, [13: "EstimatedRunTime=soon"]), ["bad-run-time 13:18"]),
    DefinitionRow(
        "run time misspelt", changed(base2, [13: "EstimatedRunTime=Uknown"]), ["misspelt-word 13:18"]),
    DefinitionRow("no clients", changed(base2, [12: nil]), ["supported-clients-absent 9:1"], loadPDF: 1 << 7),
    DefinitionRow(
        "a client without processor", changed(base2, [12: "SupportedClients=Win NT"]),
        ["bad-supported-client 12:18"],
        loadPDF: 1 << 8),
    DefinitionRow(
        "a range",
        changed(base2, [13: "Win NT (I386)MinVersion1=4.00.1381.3\nWIN NT (i386) MaxVersion1=5.0.0.0"])),
    DefinitionRow(
        "a range without end", changed(base2, [13: "Win NT (I386)MinVersion1=4.00.1381.3"]),
        ["bad-version-range 13:26"], loadPDF: 1 << 8),
    DefinitionRow(
        "a range from back to front",
        changed(base2, [13: "Win NT (I386) MinVersion1=4.10.0.0\nWin NT (I386) MaxVersion1=4.9.0.0"]),
        ["bad-version-range 13:27"], loadPDF: 1 << 8),
    DefinitionRow(
        "a range of no numbers",
        changed(base2, [13: "Win NT (I386) MinVersion1=4.x\nWin NT (I386) MaxVersion1=4.9.0.0"]),
        ["bad-version-range 13:27"], loadPDF: 1 << 8),
    DefinitionRow(
        "a range of another client", changed(base2, [13: "Win NT (x64) MinVersion1=5.20.0.0"]),
        ["bad-version-range 13:1"], loadPDF: 1 << 8),
    DefinitionRow(
        "RemoveProgram", changed(base2, [13: "RemoveProgram=True"]), ["remove-without-key 13:15"],
        loadPDF: 1 << 10),
    DefinitionRow("RemoveProgram with key", changed(base2, [13: "RemoveProgram=True\nUninstallKey=k"])),
    DefinitionRow(
        "input without user", changed(base2, [13: "CanRunWhen=AnyUserStatus\nUserInputRequired=True"]),
        ["forced-value 14:19"]),
    DefinitionRow(
        "no rights without user",
        changed(base2, [13: "CanRunWhen=NoUserLoggedOn\nAdminRightsRequired=False"]),
        ["forced-value 14:21"]),
    DefinitionRow(
        "install account with user", changed(base2, [13: "UseInstallAccount=True"]), ["forced-value 13:19"]),
    DefinitionRow(
        "every user without user", changed(base2, [13: "CanRunWhen=AnyUserStatus\nAssignment=EveryUser"]),
        ["forced-value 14:12"]),
    DefinitionRow("Flase", changed(base2, [13: "Disabled=Flase"]), ["misspelt-word 13:10"]),
    DefinitionRow("perhaps", changed(base2, [13: "Disabled=perhaps"]), ["unknown-boolean 13:10"]),
    DefinitionRow(
        "an icon that is not there", changed(base2, [13: "Icon=a.ico"]), ["icon-not-beside 13:6"],
        neighbours: []),
    DefinitionRow("quotes stay", changed(base2, [11: "CommandLine=\"C:\\a b\\s.exe\" \"x\""])),
]

/// All rows.
let definitionRows = lineRows + commandRows + sharingRows + inventoryRows + version2Rows
