import LegacyFormats
import SiteModel
import TestKit
import Testing

/// The real files beside the checkout, asserted field by field; see their INDEX.tsv for where they are from.
@Suite struct CorpusTests {
    private func bytes(_ name: String) throws -> [UInt8]? {
        guard let folder = sharedFolder("pdf-corpus") else { return nil }
        return try readFile(folder + "/" + name)
    }

    private func reading(_ name: String) throws -> PackageDefinitionReading? {
        guard let bytes = try bytes(name) else { return nil }
        let reading = parsePackageDefinition(bytes, file: name)
        #expect(reading.document.printed() == bytes, "\(name)")
        return reading
    }

    @Test func `OFF95STD, shipped with Office 95`() throws {
        guard let reading = try reading("listing/OFF95STD.PDF") else { return }
        // KB Q135084 and Q153240: 12, 00 should have been 00, 00.
        #expect(places(reading.findings) == ["time-twelve 58:6"])
        #expect(reading.document.comments == ["Detection Rule Part 2=AND", "Detection Rule Part 3=File 2"])
        let definition = try #require(reading.definition)
        #expect(definition.grammar == .v1)
        #expect(definition.pdfVersion == "1.0")
        #expect(definition.packageName == "Microsoft Office 95 7.0")
        #expect(definition.comment == "Microsoft Office 95 Standard")
        let names = ["Compact", "Typical", "Complete", "Workstation", "Custom", "Uninstall"]
        #expect(definition.commands.map(\.variation) == names)
        #expect(definition.commands.map(\.name) == names)
        #expect(
            definition.commands.map(\.commandLine) == [
                "setup.exe /Q1 /B2", "setup.exe /Q1 /B1", "setup.exe /Q1 /B3", "setup.exe /Q1 /B4",
                "setup.exe",
                "setup.exe /Q1 /U",
            ])
        #expect(definition.commands.map(\.userInputRequired) == [false, false, false, false, true, true])
        #expect(definition.commands.allSatisfy { $0.platforms == [.windows95, .ntX86] })
        #expect(definition.commands.allSatisfy { !$0.systemTask && !$0.synchronousSystemExitRequired })
        let inventory = try #require(definition.inventory).properties
        #expect(inventory.inventoryThisPackage)
        #expect(inventory.rule == [.file("File 1")])
        #expect(
            inventory.files == [
                DetectionFile(
                    section: "File 1", file: "MSOFFICE.EXE",
                    tests: [.date(month: 7, day: 20, year: 95), .size(365_056), .time(hour: 12, minute: 0)])
            ])
        let (package, losses) = definition.package(id: try testID(), source: "\\\\S\\OFF")
        #expect(losses.isEmpty)
        #expect(
            package.workstation?.commands.map(\.flags)
                == [.automated, .automated, .automated, .automated, .needsInput, .needsInput])
        #expect(package.sharing == nil)
        let again = parsePackageDefinition(printPackageDefinition1(package).bytes, file: "again")
        #expect(again.definition?.package(id: try testID(), source: "\\\\S\\OFF").package == package)
    }

    @Test(arguments: ["listing/SP1QUIET.PDF", "listing/SP1QUIET-asprinted.PDF"])
    func `SP1QUIET, whole and as the article prints it`(_ name: String) throws {
        guard let reading = try reading(name) else { return }
        let isWhole = name.hasSuffix("T.PDF")
        #expect(
            places(reading.findings)
                == (isWhole ? [] : ["line-without-equals 10:1", "line-without-equals 12:1"]))
        for finding in reading.findings {
            #expect(
                finding.advice?.hasSuffix(
                    "SupportedPlatforms=Windows NT 3.1 (x86), Windows NT 3.1 (MIPS), Windows NT 3.1 (Alpha)")
                    == true)
        }
        let definition = try #require(reading.definition)
        #expect(definition.packageName == "Windows NT 3.51")
        #expect(definition.comment == "NT 3.51 Service Pack 1 English")
        let command = try #require(definition.commands.first)
        #expect(definition.commands.count == 1)
        #expect(command.variation == "Unattended")
        #expect(command.name == "Unattended NT 3.51 SP1 Installation")
        #expect(command.commandLine == "sp1.bat")
        #expect(command.userInputRequired == false)
        #expect(command.synchronousSystemExitRequired)
        #expect(command.platforms == (isWhole ? [.ntX86, .ntMIPS, .ntAlpha] : [.ntX86, .ntMIPS]))
        #expect(
            definition.inventory?.properties.files == [
                DetectionFile(
                    section: "file 1", file: "NTOSKRNL.EXE",
                    tests: [.date(month: 7, day: 27, year: 95), .size(805_264)])
            ])
    }

    @Test func `MYAPP of the Resource Guide`() throws {
        guard let reading = try reading("listing/MYAPP-bork.PDF") else { return }
        #expect(reading.findings.isEmpty)
        let definition = try #require(reading.definition)
        #expect(definition.packageName == "My Application 1.0")
        #expect(definition.comment == "Sample package for use with Share Package On Server jobs.")
        #expect(!definition.hasWorkstationSet)
        #expect(definition.inventory == nil)
        let sharing = try #require(definition.sharing)
        #expect(sharing.shareName == "MYAPPSHR")
        #expect(sharing.access == [.userRead, .guestRead])
        #expect(
            sharing.items.map(\.item) == [
                ProgramItem(
                    commandLine: "MYAPP.EXE", description: "My Application", registryName: "MyApp",
                    defaultINIFile: "MYAPP.INI", runMinimized: true, runLocalCopyIfPresent: true,
                    driveMode: .unc,
                    platforms: .windows16, setupIcon: "MYAPP.ICO", displayIconInProgramGroup: true)
            ])
        let beside = parsePackageDefinition(
            reading.document.bytes, file: "MYAPP.PDF", neighbours: ["MYAPP.EXE"])
        #expect(beside.findings.map(\.code) == ["icon-not-beside"])
    }

    @Test func `SIMPLE of the SDK`() throws {
        guard let reading = try reading("listing/SIMPLE-sdk12.PDF") else { return }
        #expect(places(reading.findings) == ["other-1x-version 2:9"])
        let definition = try #require(reading.definition)
        #expect(definition.pdfVersion == "1.2")
        #expect(definition.packageName == "Simple Server 1.0")
        #expect(definition.comment == "Simple Server from the WIN32 samples of VC++ 2.0")
        #expect(definition.commands.map(\.variation) == ["Simple Server Install", "Simple Server Uninstall"])
        #expect(
            definition.commands.map(\.name) == [
                "Automated installation of the Simple Service",
                "Automated deinstallation of the Simple Service",
            ])
        #expect(definition.commands.map(\.commandLine) == ["instsrv.bat Install", "instsrv.bat Remove"])
        #expect(definition.commands.allSatisfy { $0.platforms == [.ntAlpha, .ntMIPS, .ntX86] })
        #expect(definition.commands.allSatisfy { $0.userInputRequired == false })
        #expect(
            definition.inventory?.properties
                == InventoryProperties(
                    rule: [.file("file 1")], files: [DetectionFile(section: "file 1", file: "SIMPLE.EXE")]))
    }

    /// What the six files of SccmTools have in common.
    private func checkSccm(
        _ definition: PackageDefinition, name: String, version: String, publisher: String, language: String,
        comment: String
    ) throws {
        #expect(definition.grammar == .v2)
        #expect(definition.product == name)
        #expect(definition.version == version)
        #expect(definition.company == publisher)
        #expect(definition.language == language)
        #expect(definition.comment == comment)
        #expect(definition.programs.map(\.name) == ["INSTALL", "UNINSTALL"])
        for program in definition.programs {
            #expect(program.canRunWhen == .anyUserStatus)
            #expect(!program.userInputRequired)
            #expect(program.adminRightsRequired)
            #expect(program.useInstallAccount)
            #expect(program.run == .minimized)
            #expect(program.supportedClients == nil)
            #expect(program.assignment == .firstUser)
            #expect(!program.disabled)
        }
    }

    private func checkCommands(_ definition: PackageDefinition, _ lines: [String]) throws {
        #expect(definition.programs.map(\.commandLine) == lines)
        let package = definition.package(id: try testID(), source: "D:\\S").package
        #expect(package.name == definition.product + " " + definition.version)
        #expect(package.workstation?.commands.map(\.flags) == [.background, .background])
        #expect(package.workstation?.commands.map(\.platforms.rawValue) == [0xFF, 0xFF])
        #expect(package.workstation?.commands.map(\.command) == lines)
    }

    @Test func `exact sccmtools-service1`() throws {
        guard let reading = try reading("exact/sccmtools-service1.sms") else { return }
        #expect(
            places(reading.findings) == [
                "supported-clients-absent 13:1", "environment-variable 15:30",
                "supported-clients-absent 24:1",
                "environment-variable 26:32", "extra-section 34:1",
            ])
        let definition = try #require(reading.definition)
        try checkSccm(
            definition, name: "Test Application Service 1", version: "1.0.16239.2", publisher: "MyCompany",
            language: "EN", comment: "Test Comment")
        try checkCommands(
            definition,
            ["Install", "UnInstall"].map {
                "\($0).cmd > \"%Public%\\Logs\\Test_Application_Service_1_1_0_16239_2_\($0).cmd.log\""
            })
        #expect(definition.programs.map(\.icon) == ["App.ico", ""])
        #expect(definition.extraSections == ["DetectionMethod"])
        #expect(
            reading.document.section("DetectionMethod")?.entry("RegistryValue")?.value
                == "[HKLM\\Software\\MyCompany\\Test Application Service 1]InstalledStamp=tas1_1.0.16239.2")
        #expect(!reading.isDraft)
        #expect(reading.loadPDFWarnings == 1 << 7)
    }

    @Test(arguments: [("exact/template-icon.sms", "EN"), ("listing/sccmtools-src-8076a9-30.sms", "")])
    func `templates are drafts`(_ name: String, _ language: String) throws {
        guard let reading = try reading(name) else { return }
        var expected = [
            "missing-required-key 5:6", "missing-recommended-key 6:9", "missing-required-key 7:11",
        ]
        if language.isEmpty { expected.append("missing-recommended-key 8:10") }
        expected += [
            "supported-clients-absent 12:1", "program-without-command-line 14:13",
            "supported-clients-absent 23:1",
            "program-without-command-line 25:13",
        ]
        if name.hasPrefix("exact") { expected.append("extra-section 33:1") }
        #expect(places(reading.findings) == expected)
        let definition = try #require(reading.definition)
        try checkSccm(definition, name: "", version: "", publisher: "", language: language, comment: "")
        #expect(
            definition.programs.map(\.icon) == (language.isEmpty ? ["App.ico", "App.ico"] : ["App.ico", ""]))
        #expect(definition.programs.map(\.commandLine) == ["", ""])
        #expect(reading.isDraft)
        let (package, losses) = definition.package(id: try testID())
        #expect(package.workstation?.commands.isEmpty == true)
        #expect(losses.map(\.code) == ["program-left-out", "program-left-out"])
        #expect((reading.document.lines.last?.lineEnd == LineEnd.none) == name.hasPrefix("exact"))
    }

    @Test func `readme fc5853 with dependencies`() throws {
        guard let reading = try reading("listing/sccmtools-readme-fc5853-3.sms") else { return }
        #expect(
            places(reading.findings) == [
                "supported-clients-absent 13:1", "environment-variable 15:30",
                "supported-clients-absent 24:1",
                "environment-variable 26:32", "extra-section 34:1", "extra-section 39:1",
            ])
        let definition = try #require(reading.definition)
        try checkSccm(
            definition, name: "Test Application with dependency", version: "1.0.16239.2",
            publisher: "MyCompany",
            language: "EN", comment: "Test Comment")
        try checkCommands(
            definition,
            ["Install", "UnInstall"].map {
                "\($0).cmd > \"%Public%\\Logs\\Test_Application_with_dependency_1_0_16239_2_\($0).cmd.log\""
            })
        #expect(definition.programs.map(\.comment) == ["Test Comment", "Test Comment - uninstall"])
        #expect(definition.extraSections == ["DetectionMethod", "Dependencies"])
        #expect(
            reading.document.section("Dependencies")?.entry("Dependency2")?.value
                == "\"Test Application Service 2\";\"1.0.16239.2\"")
    }

    @Test func `readme 8833db`() throws {
        guard let reading = try reading("listing/sccmtools-readme-8833db-5.sms") else { return }
        #expect(
            places(reading.findings) == [
                "supported-clients-absent 12:1", "environment-variable 14:36",
                "supported-clients-absent 23:1",
                "environment-variable 25:38", "extra-section 33:1",
            ])
        let definition = try #require(reading.definition)
        try checkSccm(
            definition, name: "My Product", version: "1.0.15318.1", publisher: "My Company AS",
            language: "EN",
            comment: "")
        try checkCommands(
            definition,
            ["Install", "UnInstall"].map {
                "Install.cmd \($0) > \"%Public%\\Logs\\MyCompany_My_Product1_0_15318_1_\($0).cmd.log\""
            })
    }

    @Test func `unit test source da8ed6`() throws {
        guard let reading = try reading("listing/sccmtools-src-da8ed6-33.sms") else { return }
        #expect(
            places(reading.findings) == [
                "supported-clients-absent 13:1", "environment-variable 15:38",
                "supported-clients-absent 24:1",
                "environment-variable 26:40", "extra-section 34:1",
            ])
        let definition = try #require(reading.definition)
        try checkSccm(
            definition, name: "_S_ProductName_S_", version: "1.0.16239.1", publisher: "_S_CompanyName_S_",
            language: "EN", comment: "Test Comment")
        try checkCommands(
            definition,
            ["Install", "UnInstall"].map {
                "Install.cmd \($0) > \"%Public%\\Logs\\_S_ServiceScriptInstallProjectNameU_S_1_0_16239_1_\($0)"
                    + ".cmd.log\""
            })
        let detection = try #require(reading.document.section("DetectionMethod"))
        #expect(detection.entry("MsiProductCode")?.value == "{5852FC46-329F-4A34-B42F-48CFE0290BBB}")
        #expect(detection.entry("File1")?.value.hasPrefix("{\"FileName\":\"FileName1\"") == true)
    }

    /// A fragment, read behind lines of ours.
    private func fragment(_ name: String, behind lines: [String]) throws -> PackageDefinitionReading? {
        guard let bytes = try bytes("fragment/" + name) else { return nil }
        let alone = parsePackageDefinition(bytes, file: name)
        #expect(alone.definition == nil)
        #expect(alone.findings.contains { $0.code == "not-a-package-definition" })
        #expect(alone.document.printed() == bytes)
        let head = lines.map { $0 + "\r\n" }.joined()
        return parsePackageDefinition(Array(head.utf8) + bytes, file: name)
    }

    @Test func `the Exchange client's program item of Q156186`() throws {
        let head = base1 + ["[Setup Package for Sharing]", "ShareName=EXCHANGE", "ShareAccess=UserRead"]
        guard let reading = try fragment("EXWINNT-progitem-Q156186.PDF", behind: head) else { return }
        #expect(reading.findings.isEmpty)
        #expect(
            reading.definition?.sharing?.items.map(\.item) == [
                ProgramItem(
                    commandLine: "exchng32.exe", description: "Microsoft Exchange NT Client",
                    configurationScript: "dosetup.exe exchange setup.exe /Q1", registryName: "exchange",
                    driveMode: .anyLetter, platforms: .ntX86)
            ])
    }

    @Test func `the inventory section of NT 4 Workstation`() throws {
        guard let reading = try fragment("NT40WKS-inventory.PDF", behind: base1) else { return }
        #expect(reading.findings.isEmpty)
        #expect(reading.document.comments == ["Checksum details for NT 4.0 Workstation ntspec.ini"])
        #expect(
            reading.definition?.inventory?.properties
                == InventoryProperties(
                    rule: [.file("File 1"), .and, .file("File 2")],
                    files: [
                        DetectionFile(section: "File 1", file: "ntoskrnl.exe"),
                        DetectionFile(
                            section: "File 2", file: "ntspec.ini",
                            tests: [.crc(offset: 0, length: 267, value: 38_501)]),
                    ]))
    }

    @Test func `the SDK's rule with a group`() throws {
        let head = base1 + ["[Setup Package for Inventory]", "InventoryThisPackage=TRUE"]
        guard let bytes = try bytes("fragment/sdk-detection-rule.PDF"),
            let bare = try fragment("sdk-detection-rule.PDF", behind: head)
        else { return }
        let rule: [DetectionRulePart] = [
            .file("File1"), .and, .file("File2"), .or, .open, .file("File3"), .and, .file("File4"), .close,
        ]
        // The fragment has no file sections: an error for the rule, and not for the package.
        #expect(
            places(bare.findings) == [
                "rule-file-missing 15:25", "rule-file-missing 17:25", "rule-file-missing 20:25",
                "rule-file-missing 22:25",
            ])
        #expect(bare.definition?.inventory?.isUsable == false)
        #expect(bare.definition?.inventory?.properties.rule == rule)
        let files = (1...4).map { "[File\($0)]\r\nFILE=f\($0).exe\r\n" }.joined()
        let text = head.map { $0 + "\r\n" }.joined()
        let whole = parsePackageDefinition(Array(text.utf8) + bytes + Array(files.utf8), file: "whole")
        #expect(whole.findings.isEmpty)
        #expect(whole.definition?.inventory?.isUsable == true)
        #expect(whole.definition?.inventory?.properties.rule == rule)
        #expect(
            whole.definition?.inventory?.properties.files.map(\.file) == [
                "f1.exe", "f2.exe", "f3.exe", "f4.exe",
            ])
    }

    @Test func `overlapping version ranges of ConfigMgr's documentation`() throws {
        guard let reading = try fragment("configmgr-supportedclients.sms", behind: Array(base2.prefix(11)))
        else {
            return
        }
        #expect(reading.findings.isEmpty)
        let clients = try #require(reading.definition?.programs.first?.supportedClients)
        #expect(clients.map(\.text) == ["Win NT (I386)", "Win NT (IA64)", "Win NT (x64)"])
        #expect(clients.map(\.processor) == ["I386", "IA64", "x64"])
        #expect(clients.map(\.ranges.count) == [5, 1, 4])
        #expect(
            clients.first?.ranges.last
                == ClientVersionRange(number: 5, minimum: "6.00.0000.0", maximum: "6.00.9999.9999"))
        #expect(
            clients.last?.ranges.first
                == ClientVersionRange(number: 1, minimum: "5.20.0000.0", maximum: "5.20.9999.9999"))
        let package = try #require(reading.definition).package(id: try testID()).package
        #expect(package.workstation?.commands.first?.platforms == .ntX86)
    }
}
