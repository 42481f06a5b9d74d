import Foundation
import LegacyFormats
import SiteModel
import TestKit
import Testing

@Suite struct PCMDumpTests {
    /// The record part of the artefact: from `File Name` on (prompt and banner are the article's session).
    private func recordPart(_ text: String) throws -> String {
        let begin = try #require(text.range(of: "File Name"))
        return String(text[begin.lowerBound...])
    }

    @Test func `the published dump reads field by field`() throws {
        guard let text = try artefactText("Q123499-pcmdump.txt") else { return }
        let reading = PCMDump.parse(text, file: "Q123499")
        #expect(reading.findings == [])
        let file = try #require(reading.files.first)
        #expect(reading.files.count == 1)
        #expect(file.fileName == "mdm00005.ins")
        #expect(file.client == SMSID("MDM00005"))
        #expect(
            file.instructions.map(\.requestID.description) == ["BPC001M", "GBL00B9", "BPC003F", "BPC005Q"])
        #expect(
            file.instructions.map(\.packageID.description) == [
                "BPC0000A", "GBL00015", "BPC00010", "BPC00012",
            ])
        #expect(
            file.instructions.map(\.jobID.description) == ["BPC000AA", "GBL0015B", "BPC00112", "BPC001F9"])
        #expect(file.instructions.map(\.siteID.description) == ["BPC", "BPC", "BPC", "BPC"])
        #expect(file.instructions.map(\.version) == [.sms10, .sms10, .sms10, .sms10])
        #expect(file.instructions.map(\.operatingSystem.rawValue) == [15, 51, 64, 1])
        #expect(file.instructions.map(\.userInput) == [false, false, true, false])
        #expect(file.instructions.map(\.installFlag) == [0, 0, 0, 0])
        // Months are printed from 0: 09/21 is 21 October, and the default of 168 days comes out (reference 3.4).
        let first = file.instructions[0]
        #expect(first.displayDate == LocalTime(year: 1994, month: 10, day: 21, hour: 17, minute: 56))
        #expect(first.expiration == first.displayDate?.adding(days: 168))
        #expect(first.installBy == nil)
        // 11/31 exists only as 31 December.
        let second = file.instructions[1]
        #expect(second.expiration == LocalTime(year: 1994, month: 12, day: 31, hour: 7))
        #expect(
            second.comments.hasPrefix("This package will search your hard disk drives looking for Microsoft"))
        #expect(second.comments.hasSuffix("offer you software upgrades as they become available."))
        let fourth = file.instructions[3]
        #expect(fourth.installBy == LocalTime(year: 1994, month: 12, day: 1, hour: 23, minute: 59))
        #expect(fourth.runCommand == "patch.exe")
        #expect(fourth.wclName == "Patch of NW Redirector")
        #expect(fourth.packageName == "WFW VREDIR.386 Patch")
        #expect(file.instructions[2].runCommand == "\"Flight Simulator Program\"")
        #expect(
            first.servers == [
                ClientInstruction.Server(
                    unc: "\\\\CNS-SMS\\SMS_PKGD\\BPC0000A\\", kind: .windowsNT,
                    zone: "\\\\CNS-SMS\\SMS_PKGD\\BPC0000A\\"),
                ClientInstruction.Server(unc: "\\\\CNSAPPS1\\SMS_PKGD\\BPC0000A\\", kind: .windowsNT),
            ])
        for instruction in file.instructions {
            #expect(instruction.reserved.count == 32)
            #expect(instruction.reserved.prefix(4).elementsEqual([0x00, 0xE6, 0xF8, 0x77]))
            #expect(!instruction.runsInBackground)
        }
    }

    @Test func `the published dump prints byte for byte`() throws {
        guard let text = try artefactText("Q123499-pcmdump.txt") else { return }
        let reading = PCMDump.parse(text, file: "Q123499")
        let file = try #require(reading.files.first)
        #expect(PCMDump.print(file) == (try recordPart(text)))
        // With the tool's banner, the artefact from its second line on.
        let session = try #require(text.range(of: "PCM Instruction"))
        #expect(PCMDump.print(file, style: PCMDump.Style(.v10)) == String(text[session.lowerBound...]))
    }

    @Test func `the published records go through our binary file unchanged`() throws {
        guard let text = try artefactText("Q123499-pcmdump.txt") else { return }
        let file = try #require(PCMDump.parse(text, file: "Q123499").files.first)
        let bytes = try file.encode()
        let back = InstructionFile.decode(bytes, fileName: "mdm00005.ins")
        #expect(back.findings == [])
        #expect(back.file == file)
    }

    private func sample(_ time: LocalTime?) throws -> InstructionFile {
        let instruction = ClientInstruction(
            siteID: try #require(SiteCode("ABC")), requestID: try #require(RequestID("ABC0001")),
            packageID: try #require(PackageID("ABC00001")), jobID: try #require(JobID("ABC00002")),
            displayDate: time)
        return InstructionFile(client: try #require(SMSID("ABC0000A")), instructions: [instruction])
    }

    private func displayLine(_ file: InstructionFile, _ style: PCMDump.Style) throws -> String {
        let text = PCMDump.print(file, style: style)
        return try #require(
            text.split(separator: "\n").first { $0.hasPrefix("Display Date") }.map(String.init))
    }

    @Test func `years from 2000 print as 100 until the hotfix`() throws {
        let file = try sample(LocalTime(year: 2000, month: 1, day: 1))
        #expect(
            try displayLine(file, PCMDump.Style(.sp4)) == "Display Date    : 01/01/100 00:00:00")
        #expect(
            try displayLine(file, PCMDump.Style(.sp4Hotfixes)) == "Display Date    : 01/01/00 00:00:00")
        #expect(try displayLine(file, PCMDump.Style(.v10)) == "Display Date    : 00/01/00 00:00:00")
    }

    @Test(arguments: [Release.v10, .v11, .v12, .sp4, .sp4Hotfixes])
    func `every release's dump reads back`(_ release: Release) throws {
        for time in [
            LocalTime(year: 1995, month: 1, day: 31, hour: 8), LocalTime(year: 1999, month: 12, day: 31),
            LocalTime(year: 2000, month: 2, day: 29, second: 59), nil,
        ] {
            var file = try sample(time)
            file.instructions[0].version = InstructionVersion(release)
            file.instructions[0].runsInBackground = true
            file.instructions[0].comments = String(repeating: "several words of comment ", count: 20)
            let reading = PCMDump.parse(PCMDump.print(file, style: PCMDump.Style(release)), file: "x")
            #expect(reading.findings == [])
            file.fileName = file.fileName.lowercased()
            #expect(reading.files == [file])
        }
    }

    @Test func `an unknown version is decided by impossible dates`() throws {
        let file = try sample(LocalTime(year: 1995, month: 1, day: 31))
        func dump(_ date: String) -> String {
            PCMDump.print(file).replacingVersion("Gamma 1").replacingDisplay(date)
        }
        // Month 00 with a day: counted from 0.
        var reading = PCMDump.parse(dump("00/31/95 00:00:00"), file: "x")
        #expect(reading.findings == [])
        #expect(
            reading.files.first?.instructions.first?.displayDate == LocalTime(year: 1995, month: 1, day: 31))
        // 31 June does not exist: counted from 0, so July.
        reading = PCMDump.parse(dump("06/31/95 00:00:00"), file: "x")
        #expect(
            reading.files.first?.instructions.first?.displayDate == LocalTime(year: 1995, month: 7, day: 31))
        // Month 12: counted from 1.
        reading = PCMDump.parse(dump("12/30/95 00:00:00"), file: "x")
        #expect(reading.findings == [])
        #expect(
            reading.files.first?.instructions.first?.displayDate == LocalTime(year: 1995, month: 12, day: 30))
        // Nothing proves it: from 1, with a note.
        reading = PCMDump.parse(dump("05/05/95 00:00:00"), file: "x")
        #expect(reading.findings.map(\.code) == ["pcmdump-month-guess"])
        #expect(
            reading.files.first?.instructions.first?.displayDate == LocalTime(year: 1995, month: 5, day: 5))
    }

    @Test(
        arguments: [
            ("RequestID       : ABC0001", "RequestID       : ABC", "pcmdump-identifier", 4),
            ("Install Flag    : 0", "Install Flag    : 7", "pcmdump-number", 7),
            ("Display Full    : 1", "Display Full    : 0", "pcmdump-flag-disagrees", 10),
            ("01/31/95", "02/31/95", "pcmdump-date", 10),
            ("01/31/95", "tomorrow", "pcmdump-date", 10),
            ("Disk Usage      :", "Disk Usage      : 12", "pcmdump-unused", 16),
            ("Reserved        : ", "Reserved        : XY ", "pcmdump-reserved", 23),
        ])
    func `a wrong value is found at its line`(_ from: String, _ to: String, _ code: String, _ line: Int)
        throws
    {
        let good = PCMDump.print(try sample(LocalTime(year: 1995, month: 1, day: 31)))
        #expect(PCMDump.parse(good, file: "x").findings == [])
        let parts = good.components(separatedBy: from)
        try #require(parts.count == 2)
        let reading = PCMDump.parse(parts.joined(separator: to), file: "x")
        let finding = try #require(reading.findings.first)
        #expect(finding.code == code)
        #expect(finding.location?.line == line)
    }

    @Test func `a comment that looks like labels stays a comment`() throws {
        var file = try sample(nil)
        let pad = String(repeating: "x", count: 50)
        file.instructions[0].comments = "\(pad) Reserved: 00 \(pad) : C: \(pad) PCM Version: 1.2 \(pad)"
        let reading = PCMDump.parse(PCMDump.print(file), file: "x")
        #expect(reading.findings == [])
        #expect(reading.files.first?.instructions == file.instructions)
    }

    @Test func `an eleventh server is cut off`() throws {
        var file = try sample(nil)
        file.instructions[0].servers = (0..<11).map { ClientInstruction.Server(unc: "\\\\S\($0)\\X\\") }
        let reading = PCMDump.parse(PCMDump.print(file), file: "x")
        #expect(reading.findings.map(\.code) == ["pcmdump-servers"])
        #expect(reading.files.first?.instructions.first?.servers.count == 10)
        #expect(throws: RecordFileError.self) { try file.encode() }
    }

    @Test func `damaged dumps do not stop the reader`() throws {
        var file = try sample(LocalTime(year: 1995, month: 1, day: 31))
        file.instructions[0].comments = "a comment\u{301}: with, accents \u{E9}"
        file.instructions[0].servers = [ClientInstruction.Server(unc: "\\\\S\\X\\", zone: "Zone")]
        let bytes = Array(PCMDump.print(file).utf8)
        for copy in mutations(of: bytes, count: 600) {
            let reading = PCMDump.parse(String(decoding: copy, as: UTF8.self), file: "x")
            for file in reading.files {
                _ = PCMDump.print(file)
                for instruction in file.instructions { #expect(instruction.servers.count <= 10) }
            }
        }
    }
}

extension String {
    fileprivate func replacingVersion(_ version: String) -> String {
        components(separatedBy: "PCM Version     : 1.2").joined(separator: "PCM Version     : \(version)")
    }
    fileprivate func replacingDisplay(_ date: String) -> String {
        components(separatedBy: "01/31/95 00:00:00").joined(separator: date)
    }
}
