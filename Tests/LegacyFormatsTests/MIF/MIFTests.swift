import Foundation
import LegacyFormats
import SiteModel
import Testing

@Suite struct MIFTests {
    @Test func `the published status file says Success with an error text`() throws {
        guard let text = try artefactText("Q166833-status.mif") else { return }
        let reading = StatusMIFText.parse(text, file: "status.mif")
        #expect(reading.findings == [])
        #expect(
            reading.report
                == StatusReport(
                    result: .success, description: "ErrorJamalz",
                    component: [
                        StatusReport.Value("Manufacturer", "Jamalz"),
                        StatusReport.Value("Product", "JamalTest"),
                        StatusReport.Value("Version", "3.15"),
                        StatusReport.Value("Serial Number", "01122121r"),
                        StatusReport.Value("Installation", "12/12/95"),
                    ]))
    }

    @Test func `the published machine file reads with its three groups`() throws {
        guard let text = try artefactText("Q199229-idmif.mif") else { return }
        let document = MIFDocument.parse(text, file: "idmif.mif")
        #expect(document.findings == [])
        #expect(document.component?.value("Name") == "Workstation")
        #expect(
            document.groups.map { $0.value("Class") } == [
                "MICROSOFT|IDENTIFICATION|1.0", "MICROSOFT|ARCHITECTURE|1.0", "DAVSTEW|TEST_GROUP|1.0",
            ])
        let identification = try #require(document.group(class: "microsoft|identification|1.0"))
        #expect(identification.value("key") == "6,2,1")
        #expect(identification.children(.attribute).count == 9)
        #expect(identification.attribute("SMSID")?.value("Value") == "C1200007")
        #expect(identification.attribute("SMSLocation")?.value("Value") == "C12|NCSMS12DOM|BILLYBOB")
        #expect(identification.attribute("NetCardID")?.value("Type") == "String(18)")
        // It is no status file.
        let reading = StatusMIFText.parse(text, file: "idmif.mif")
        #expect(reading.report == nil)
        #expect(reading.findings.map(\.code) == ["mif-no-status"])
    }

    @Test func `the arrow an article put behind a value is malformed at its place`() throws {
        guard let text = try artefactText("Q169491-description-empty-fragment.mif") else { return }
        let document = MIFDocument.parse(text, file: "x.mif")
        #expect(document.findings.map(\.code) == ["mif-fragment", "mif-malformed"])
        #expect(document.findings.last?.location?.description == "x.mif:7:24")
        #expect(document.findings.last?.message.contains("line 7, token '<-- NO assignment'") == true)
        let attribute = try #require(document.roots.first)
        #expect(attribute.kind == .attribute)
        #expect(attribute.value("Value") == "")
        #expect(attribute.value("Type") == "STRING(255)")
    }

    @Test func `a fragment without End reads with warnings`() throws {
        guard let text = try artefactText("Q192497-custom-mif-fragment.mif") else { return }
        let document = MIFDocument.parse(text, file: "x.mif")
        #expect(document.findings.map(\.code) == ["mif-missing-end"])
        let attribute = try #require(document.groups.first?.attribute("Installation Date"))
        #expect(attribute.value("Type") == "Date")
        #expect(attribute.value("Value") == "07/01/98 10:30:30")
    }

    private let sample = StatusReport(
        result: .failed, description: "Disk \"full\" on \\\\SRV\\C$, süß",
        component: [
            StatusReport.Value("Manufacturer", "Acme"), StatusReport.Value("Product", "Word"),
            StatusReport.Value("Version", "1"), StatusReport.Value("Locale", "EN"),
            StatusReport.Value("Serial Number", ""), StatusReport.Value("Installation", "DateTime"),
        ])

    @Test func `the minimal layout is that of the reference`() {
        let text = StatusMIFText.writeMinimal(
            StatusReport(result: .failed, description: "Disk full on drive C"))
        // Reference sms12-client 4.3, with CR LF.
        let expected = """
            Start Component
              Name = "Workstation"
              Start Group
                Name  = "InstallStatus"
                ID    = 1
                Class = "MICROSOFT|JOBSTATUS|1.0"
                Start Attribute
                  Name    = "Status"
                  ID      = 1
                  Type    = String(16)
                  Storage = Specific
                  Value   = "FAILED"
                End Attribute
                Start Attribute
                  Name    = "Description"
                  ID      = 2
                  Type    = String(128)
                  Storage = Specific
                  Value   = "Disk full on drive C"
                End Attribute
              End Group
            End Component

            """
        #expect(
            text
                == expected.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
        )
    }

    @Test func `both layouts read back`() {
        var reading = StatusMIFText.parse(StatusMIFText.writeISMIF32(sample), file: "x.mif")
        #expect(Set(reading.findings.map(\.code)) == ["mif-escaped-quote"])
        #expect(reading.hasEscapedQuote)
        #expect(!reading.isMalformed)
        #expect(reading.report == sample)
        reading = StatusMIFText.parse(StatusMIFText.writeMinimal(sample), file: "x.mif")
        #expect(reading.report == StatusReport(result: .failed, description: sample.description))
    }

    @Test func `the layout of ISMIF32 has its types`() {
        let text = StatusMIFText.writeISMIF32(sample)
        let document = MIFDocument.parse(text, file: "x.mif")
        let types = document.groups.flatMap { $0.children(.attribute).map { $0.value("Type") ?? "" } }
        // Reference sms12-client 4.2, row ISMIF32.EXE; the description is declared as long as it is.
        let length = sample.description.unicodeScalars.count
        #expect(
            types == [
                "STRING(64)", "STRING(64)", "STRING(64)", "STRING(16)", "STRING(64)", "STRING(64)",
                "STRING(32)",
                "STRING(\(length))",
            ])
        #expect(document.group(class: "DMTF|ComponentID|1.0")?.value("ID") == "1")
        #expect(document.group(class: StatusMIFText.statusClass)?.value("ID") == "2")
    }

    @Test func `a long description is cut at 255`() {
        let report = StatusReport(result: .success, description: String(repeating: "ä", count: 300))
        let text = StatusMIFText.writeMinimal(report)
        #expect(text.contains("String(255)"))
        #expect(StatusMIFText.parse(text, file: "x").report?.description.count == 255)
    }

    /// A status file of a vendor with every tolerated liberty.
    private let liberal = """
        // a comment
        START component
        name="WORKSTATION" // another
        Start Group Name = InstallStatus  ID=1 CLASS = Microsoft|JobStatus|1.0
        start attribute name = "Status" id = 1 Type=String (16) Value = SUCCESS End Attribute
        Start Attribute
          ID = 2
          Value =
            "two "
            "parts"
        End Component
        """

    @Test func `liberties are tolerated and told`() {
        let reading = StatusMIFText.parse(liberal, file: "x")
        #expect(reading.report == StatusReport(result: .success, description: "two parts"))
        #expect(
            reading.findings.map(\.code) == [
                "mif-unquoted", "mif-unquoted", "mif-missing-end", "mif-missing-end",
            ])
        #expect(!reading.isMalformed)
    }

    @Test(
        arguments: [
            ("name=\"WORK", "name \"WORK", "mif-malformed", 3),
            ("\"two \"", "\"two ", "mif-malformed", 9),
            ("START component", "START something", "mif-malformed", 2),
            ("End Component", "End Table", "mif-malformed", 11),
            ("\"two \"\n    \"parts\"", "", "mif-malformed", 8),
            ("SUCCESS", "PERHAPS", "mif-status-word", 4),
            ("JobStatus", "JobState", "mif-no-status", 0),
            ("\"two \"\n    \"parts\"", "\"\"", "mif-empty-description", 4),
            ("\"WORKSTATION\"", "\"LAPTOP\"", "mif-component-name", 2),
        ])
    func `a fault is found at its line`(_ from: String, _ to: String, _ code: String, _ line: Int) throws {
        let parts = liberal.components(separatedBy: from)
        try #require(parts.count == 2)
        let reading = StatusMIFText.parse(parts.joined(separator: to), file: "x")
        let finding = try #require(reading.findings.first { $0.code == code })
        #expect(finding.location?.line == line)
        if code == "mif-malformed" { #expect(reading.report == nil && reading.isMalformed) }
    }

    @Test func `64 KB are read and one byte more is not`() {
        let base = StatusMIFText.writeMinimal(StatusReport(result: .success, description: "ok"))
        let room = StatusMIFText.maximumSize - base.utf8.count
        let full = base + String(repeating: "\n", count: room)
        #expect(StatusMIFText.parse(full, file: "x").report?.description == "ok")
        let over = StatusMIFText.parse(full + "\n", file: "x")
        #expect(over.report == nil)
        #expect(over.isMalformed)
        // The size counts in the file's own bytes.
        #expect(StatusMIFText.parse(base, file: "x", byteCount: 65_537).isMalformed)
    }

    @Test(
        arguments: [
            ("20301231235959.000000+000", false), ("20310101000000.000000+000", true), ("01/01/2031", true),
            ("12/31/2030 10:00:00", false), ("01/01/31", false), ("", false),
        ])
    func `a date after 2030 is told`(_ value: String, _ isLate: Bool) {
        let text = """
            Start Component
            Name = "Workstation"
            Start Group
            Name = "G"
            Class = "A|B|1.0"
            Start Attribute
            Name = "D"
            Type = Date
            Value = "\(value)"
            End Attribute
            End Group
            End Component
            """
        #expect(StatusMIFText.parse(text, file: "x").hasLateYear == isLate)
    }

    @Test func `our own files read back`() throws {
        let site = try #require(SiteCode("ABC"))
        let job = try #require(JobID("ABC00001"))
        let time = try #require(LocalTime(year: 1997, month: 4, day: 21, hour: 9, minute: 2, second: 14))
        let status = JobStatusMIF(
            site: site, job: job, request: try #require(RequestID("ABC0001")),
            client: try #require(SMSID("ABC0000A")), result: .failed, time: time,
            description: "C:\\TEMP \"full\"")
        #expect(JobStatusMIF.parse(status.write(), file: "x").status == status)
        let location = PackageLocationMIF(
            site: site, package: try #require(PackageID("ABC00001")), server: "NW1", kind: .netWare3,
            path: "\\\\NW1\\SYS\\ABC00001", isPresent: false)
        let readLocation = PackageLocationMIF.parse(location.write(), file: "x")
        #expect(readLocation.findings == [])
        #expect(readLocation.location == location)
        var event = try #require(EventCatalogue.event(374, ["PC7", "DOM1", "no"]))
        event.machineName = "SRV"
        event.jobID = "ABC00001"
        let file = EventMIF(event: event, time: time)
        let readEvent = EventMIF.parse(file.write(), file: "x")
        #expect(readEvent.findings == [])
        #expect(readEvent.event == file)
        // None of them is taken for another.
        #expect(PackageLocationMIF.parse(status.write(), file: "x").findings.last?.code == "mif-no-group")
        #expect(StatusMIFText.parse(status.write(), file: "x").report == nil)
    }

    @Test func `a value missing in a file of ours is an error`() throws {
        let location = PackageLocationMIF(
            site: try #require(SiteCode("ABC")), package: try #require(PackageID("ABC00001")), server: "S",
            path: "P")
        let text = location.write().components(separatedBy: "Present").joined(separator: "Perhaps")
        let reading = PackageLocationMIF.parse(text, file: "x")
        #expect(reading.location == nil)
        #expect(reading.findings.map(\.code) == ["mif-value"])
    }

    @Test func `damaged files do not stop the reader`() {
        for text in [liberal, StatusMIFText.writeISMIF32(sample)] {
            for copy in mutations(of: Array(text.utf8), count: 600) {
                let reading = StatusMIFText.parse(String(decoding: copy, as: UTF8.self), file: "x")
                #expect(!(reading.isMalformed && reading.report != nil))
                #expect(reading.findings.count < 120)
            }
        }
        let deep = String(repeating: "Start Group Start Attribute Start Enum ", count: 400)
        #expect(StatusMIFText.parse(deep, file: "x").report == nil)
    }
}
