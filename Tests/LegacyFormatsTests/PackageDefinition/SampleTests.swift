import LegacyFormats
import SiteModel
import Testing

import class Foundation.ProcessInfo

@Suite struct SampleTests {
    @Test(arguments: sampleNames)
    func `an unchanged sample prints byte for byte`(_ name: String) throws {
        let bytes = try sample(name)
        let reading = parsePackageDefinition(bytes, file: name)
        #expect(reading.document.bytes == bytes)
        #expect(reading.document.printed() == bytes)
    }

    @Test func `quill-writer is read whole`() throws {
        let reading = try readSample("quill-writer.pdf")
        #expect(reading.findings.isEmpty)
        #expect(!reading.isDraft)
        let definition = try #require(reading.definition)
        #expect(definition.packageName == "Quill Writer 2.1")
        #expect(definition.comment == "Quill Writer, the word processor of Harbour Software")
        #expect(definition.company == "Harbour Software")
        #expect(definition.workstationAccess == [.userRead, .guestRead])
        #expect(definition.importDirectory == "DISK1")
        #expect(definition.setupDirectory == "NETWORK")
        #expect(definition.commands.map(\.variation) == ["Typical", "Custom", "Repair Service"])
        #expect(
            definition.commands.map(\.name) == [
                "Typical (no questions)", "Custom", "Repair in the background",
            ])
        #expect(definition.commands.map(\.commandLine) == ["setup.exe /Q /T", "setup.exe", "repair.bat"])
        #expect(definition.commands.map(\.userInputRequired) == [false, true, false])
        #expect(definition.commands.map(\.synchronousSystemExitRequired) == [true, false, false])
        #expect(definition.commands.map(\.systemTask) == [false, false, true])
        #expect(definition.commands.map(\.platforms.rawValue) == [0x83, 0x8B, 0x0E])
        #expect(
            definition.commands.first?.platformTexts == ["Windows 3.1", "Windows95", "Windows NT 3.1 (x86)"])
        let sharing = try #require(definition.sharing)
        #expect(sharing.shareName == "QUILL")
        #expect(sharing.access == [.userRead, .userWrite, .guestRead])
        #expect(
            sharing.items.map(\.item) == [
                ProgramItem(
                    commandLine: "quill.exe", description: "Quill Writer",
                    configurationScript: "netsetup.exe /Q1", registryName: "Quill",
                    defaultINIFile: "QUILL.INI",
                    runLocalCopyIfPresent: true, driveMode: .anyLetter, platforms: [.windows16, .ntX86],
                    setupIcon: "QUILL.ICO"),
                ProgramItem(
                    commandLine: "speller.exe /resident", description: "Quill Speller", runMinimized: true,
                    driveMode: .letter("Q"), platforms: .windows95, displayIconInProgramGroup: false),
                ProgramItem(
                    commandLine: "dummy.exe", description: "Shared parts", platforms: .windows95,
                    displayIconInProgramGroup: false),
            ])
        let inventory = try #require(definition.inventory)
        #expect(inventory.isUsable)
        #expect(inventory.properties.inventoryThisPackage)
        #expect(
            inventory.properties.rule
                == [.file("File 1"), .or, .open, .file("File 2"), .and, .file("File 3"), .close])
        #expect(
            inventory.properties.files == [
                DetectionFile(
                    section: "File 1", file: "QUILL.EXE",
                    tests: [
                        .size(805_264), .date(month: 7, day: 27, year: 95), .time(hour: 2, minute: 10),
                    ]),
                DetectionFile(
                    section: "File 2", file: "QUILL.DLL", collect: true,
                    tests: [
                        .crc(offset: 0, length: 267, value: 38_501),
                        .checksum(offset: 512, length: 2048, value: 0x5BF1), .byte(offset: 0, value: 77),
                        .word(offset: 2, value: 0x1234), .long(offset: 60, value: 4_294_967_295),
                        .token(offset: 1024, text: "Quill Writer, release 2"),
                        .token(offset: 2048, text: "2.1"),
                    ]),
                DetectionFile(section: "File 3", file: "QUILLRES.DLL"),
            ])
        #expect(reading.document.comments == [" Without a question to anybody."])
    }

    @Test func `small letters, no final line end and every MS-DOS are read`() throws {
        let reading = try readSample("dos-and-mac.pdf")
        #expect(places(reading.findings) == ["automated-by-default 13:1"])
        let definition = try #require(reading.definition)
        #expect(definition.commands.map(\.variation) == ["Dos", "Mac"])
        #expect(definition.commands.map(\.platforms) == [[.dos5, .dos6, .windows16], .macintosh])
        #expect(reading.document.lines.last?.lineEnd == LineEnd.none)
    }

    @Test func `a sharing file has items and no commands`() throws {
        let reading = try readSample("abacus-share.pdf")
        #expect(reading.findings.isEmpty)
        let package = try #require(reading.definition).package(id: try testID()).package
        #expect(package.workstation == nil)
        #expect(
            package.sharing
                == SharingProperties(
                    shareName: "ABACUS", permissions: [.userRead, .guestRead],
                    programItems: [
                        ProgramItem(
                            commandLine: "abacus.exe", description: "Abacus", platforms: .windows16,
                            setupIcon: "ABACUS.ICO")
                    ]))
    }

    @Test func `sections stand in any order and commented parts are no gap`() throws {
        let reading = try readSample("harbour-update.pdf")
        #expect(places(reading.findings) == ["time-twelve 24:6"])
        let definition = try #require(reading.definition)
        #expect(definition.packageName == "Harbour Service 1.0")
        #expect(definition.commands.first?.platforms == [.ntX86, .ntMIPS, .ntAlpha])
        #expect(definition.inventory?.properties.rule == [.file("file 1")])
        #expect(definition.inventory?.properties.files.first?.tests == [.time(hour: 12, minute: 0)])
    }

    @Test func `Windows-1252 is read, and other code pages when told`() throws {
        let reading = try readSample("mueller-1252.pdf")
        #expect(places(reading.findings) == ["text-encoding 0:0"])
        let definition = try #require(reading.definition)
        #expect(definition.product == "Müllers Übersetzer")
        #expect(definition.comment == "Wörterbuch – deutsch/französisch")
        #expect(definition.commands.first?.commandLine == "C:\\Übersetzer\\setup.exe /leise")
        let other = parsePackageDefinition(try sample("mueller-1252.pdf"), file: "m.pdf", codePage: .oem437)
        // 0xFC is superscript n and 0xDC a block in code page 437.
        #expect(other.definition?.product == "M\u{207F}llers \u{2584}bersetzer")
    }

    @Test func `tessera has every key of 2_0`() throws {
        let reading = try readSample("tessera.sms")
        #expect(places(reading.findings).sorted() == ["section-name-differs 49:6"])
        let definition = try #require(reading.definition)
        #expect(definition.icon == "tessera.ico")
        #expect(definition.mifFileName == "tessera.mif")
        #expect(definition.mifName == "Tessera")
        #expect(definition.mifVersion == "4.2")
        #expect(definition.mifPublisher == "Mosaic Works")
        #expect(!definition.containsNoFiles)
        let install = try #require(definition.programs.first)
        #expect(install.section == "Install")
        #expect(install.icon == "tessera.ico")
        #expect(install.comment == "Asks for the folder")
        #expect(install.startIn == "bin")
        #expect(install.run == .maximized)
        #expect(install.afterRunning == .smsRestart)
        #expect(install.estimatedDiskSpace == .amount(38, unit: "MB"))
        #expect(install.estimatedRunTimeMinutes == 20)
        #expect(install.enableRunTimeMonitoring)
        #expect(install.additionalProgramRequirements == "A display of 800 by 600")
        #expect(install.canRunWhen == .userLoggedOn)
        #expect(install.userInputRequired)
        #expect(install.adminRightsRequired)
        #expect(!install.useInstallAccount)
        #expect(install.driveLetterConnection)
        #expect(install.specifyDrive == "T")
        #expect(install.reconnectDriveAtLogon)
        #expect(install.assignment == .everyUser)
        #expect(install.removeProgram)
        #expect(install.uninstallKey == "Tessera")
        let client = try #require(install.supportedClients?.first)
        #expect(client.system == "Win NT")
        #expect(client.processor == "I386")
        #expect(
            client.ranges == [
                ClientVersionRange(number: 1, minimum: "4.00.1381.3", maximum: "4.00.9999.9999"),
                ClientVersionRange(number: 2, minimum: "5.00.0000.0", maximum: "5.00.9999.9999"),
            ])
        let service = try #require(definition.programs.dropFirst().first)
        #expect(service.run == .hidden)
        #expect(service.estimatedDiskSpace == .amount(5, unit: "MB"))
        #expect(service.canRunWhen == .anyUserStatus)
        #expect(service.useInstallAccount)
        #expect(service.dependentProgram == "Install")
        #expect(definition.programs.map(\.disabled) == [false, false, true, false])
    }

    @Test func `lantern has what other tools write`() throws {
        let reading = try readSample("lantern.sms")
        #expect(
            places(reading.findings) == [
                "supported-clients-absent 12:1", "environment-variable 14:30",
                "supported-clients-absent 19:1",
                "section-name-differs 20:8", "unlisted-program 24:1", "extra-section 27:1",
            ])
        let definition = try #require(reading.definition)
        #expect(definition.unlistedPrograms == ["Repair"])
        #expect(definition.extraSections == ["DetectionMethod"])
        #expect(definition.programs.map(\.name) == ["INSTALL", "REMOVE"])
        #expect(definition.programs.map(\.dependentProgram) == ["", "INSTALL"])
        #expect(
            reading.document.section("DetectionMethod")?.entry("RegistryValue")?.value
                == "[HKLM\\Software\\Lamplight]Stamp=lantern;\"1.0.1\"")
    }

    @Test func `a template is a draft`() throws {
        let reading = try readSample("template-draft.sms")
        #expect(
            places(reading.findings) == [
                "missing-required-key 5:6", "missing-recommended-key 6:9", "missing-required-key 7:11",
                "program-without-command-line 13:13",
            ])
        #expect(reading.isDraft)
        #expect(reading.definition?.programs.count == 1)
    }

    @Test func `many small mistakes are each named`() throws {
        let reading = try readSample("broken-list.pdf")
        #expect(
            places(reading.findings)
                == [
                    "other-1x-version 2:9", "duplicate-key 6:1", "section-missing 9:31",
                    "automated-by-default 10:1",
                    "percent-digit 12:23", "guessed-platform 13:20", "guessed-platform 13:32",
                    "line-without-equals 14:1", "line-without-equals 16:1", "line-without-equals 19:1",
                    "unknown-boolean 20:19", "unknown-platform 21:20",
                    "offered-to-no-client 21:20", "program-without-command-line 17:1",
                    "duplicate-section 22:1",
                    "rule-gap 27:1", "numbers-without-commas 30:5", "date-out-of-range 31:6",
                    "time-out-of-range 32:6",
                ].sorted { left, right in key(left) < key(right) })
        #expect(reading.definition?.product == "Ledger")
        #expect(reading.isDraft)
    }

    /// Line and column of a place, for ordering.
    private func key(_ place: String) -> (Int, Int) {
        let numbers = place.split(separator: " ").last?.split(separator: ":").compactMap { Int($0) } ?? []
        return (numbers.first ?? 0, numbers.last ?? 0)
    }
}

@Suite struct MutationTests {
    /// Reads, converts and prints; whatever the bytes are, nothing may crash and no byte may get lost.
    private func exercise(_ bytes: [UInt8], _ id: PackageID) {
        let reading = parsePackageDefinition(bytes, file: "m", leniency: .version4)
        #expect(reading.document.printed() == bytes)
        let lines = reading.document.lines.count
        for finding in reading.findings {
            let line = finding.location?.line ?? 0
            if line < 0 || line > lines { Issue.record("\(finding) is outside the \(lines) lines") }
        }
        guard let definition = reading.definition else {
            #expect(reading.findings.contains { $0.severity == .error })
            return
        }
        let package = definition.package(id: id).package
        guard bytes.count.isMultiple(of: 2) else { return }
        _ = printPackageDefinition1(package)
        _ = printPackageDefinition2(package)
    }

    @Test(arguments: sampleNames)
    func `no mutation of a sample crashes`(_ name: String) throws {
        let bytes = try sample(name)
        let id = try testID()
        let others: [UInt8] = [
            0x00, 0x0A, 0x0D, 0x20, 0x22, 0x25, 0x2C, 0x3B, 0x3D, 0x5B, 0x5D, 0x80, 0xC3, 0xFF, 0x39,
        ]
        // Forty places a sample keep this within seconds; SMS12_TEST_ALL=1 takes every byte.
        let isWhole = ProcessInfo.processInfo.environment["SMS12_TEST_ALL"] == "1"
        let step = isWhole ? 1 : max(1, bytes.count / 40)
        for place in stride(from: 0, to: bytes.count, by: step) {
            exercise(Array(bytes[..<place]), id)
            var changed = bytes
            changed.remove(at: place)
            exercise(changed, id)
            changed = bytes
            changed[place] = others[place / step % others.count]
            exercise(changed, id)
        }
    }

    /// Work must not grow with the square of the input: each of these has some thousand names.
    @Test func `the largest files are read to the end`() throws {
        let id = try testID()
        let items = (0..<5_000).map { "p\($0)" }
        let programs =
            "[PDF]\nVersion=2.0\n[Package Definition]\nPrograms=" + items.joined(separator: ",") + "\n"
            + items.map { "[\($0)]\nName=a\n" }.joined()
        let clients =
            "[PDF]\nVersion=2.0\n[Package Definition]\nPrograms=A\n[A]\nSupportedClients="
            + items.map { "\($0) (x)" }.joined(separator: ",") + "\n"
            + items.prefix(4_000).map { "\($0) (x)MinVersion1=1\n" }.joined()
        for text in [programs, clients] {
            #expect(text.utf8.count < 256 << 10)
            exercise(Array(text.utf8), id)
        }
    }

    @Test func `every byte of a small file is deleted, replaced and cut at`() throws {
        let id = try testID()
        for text in [
            changed(inventory1, [18: "CRC=0, 1, 2"]),
            changed(base2, [13: "Win NT (I386)MinVersion1=4.0.0.0"]),
        ] {
            let bytes = Array(text.utf8)
            for place in bytes.indices {
                exercise(Array(bytes[..<place]), id)
                var changed = bytes
                changed.remove(at: place)
                exercise(changed, id)
                changed = bytes
                changed[place] = UInt8(truncatingIfNeeded: place &* 37)
                exercise(changed, id)
            }
        }
    }
}
