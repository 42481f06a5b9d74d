import Foundation
import LegacyFormats
import SiteModel
import Testing

@Suite struct EventTextTests {
    @Test func `event 330 reads and prints as published`() throws {
        guard let text = try artefactText("Q168510-event330.txt") else { return }
        let (event, findings) = SMSEvent.parse(text, file: "330")
        #expect(findings == [])
        #expect(event.severity == .nonFatalError)
        #expect(event.module == "SMS_SCHEDULER")
        #expect(event.operation == "Compress")
        #expect(event.object == "Package")
        #expect(event.objectName == "A0100100")
        #expect(event.errorCode == "1002")
        #expect(
            event.message.hasPrefix(
                "An error occurred while trying to compress the contents of the source dir"))
        #expect(event.machineName == nil)
        // The article wraps the explanation before "directory specified"; joined, the text is the same.
        let joined = text.components(separatedBy: "source\ndirectory").joined(separator: "source directory")
        #expect(event.printed() == joined)
    }

    @Test func `event 374 gives its trailer`() throws {
        guard let text = try artefactText("Q166833-event374.txt") else { return }
        let (event, findings) = SMSEvent.parse(text, file: "374")
        #expect(findings.map(\.code) == ["event-stray-quote"])
        #expect(findings.first?.location?.line == 10)
        #expect(event.machineName == "<Machine Name>")
        #expect(event.siteCode == "<Site Code>")
        #expect(event.component == "SMS_DESPOOLER")
        #expect(event.jobID == "<Job ID>")
        #expect(event.jobDestination == "<Site Code>")
        #expect(
            event.message.hasPrefix(
                "The workstation install job has failed on workstation <machine name> in Do"))
        #expect(event.severity == nil)
    }

    @Test func `event 180 keeps values of its explanation out of the trailer`() throws {
        guard let text = try artefactText("Q129125-event180.txt") else { return }
        let (event, findings) = SMSEvent.parse(text, file: "180")
        #expect(findings == [])
        #expect(event.severity == .information)
        #expect(event.module == "SMS_INVENTORY_DATA_LOADER")
        #expect(event.operation == "Validation")
        #expect(event.object == "MIF")
        #expect(event.objectName == "SMS")
        #expect(event.machineName == "LAMJAM")
        #expect(event.siteCode == "LAM")
        #expect(event.component == "SMS_INVENTORY_DATA_LOADER")
        #expect(event.jobID == nil)
        let paragraphs = event.message.components(separatedBy: "\n\n")
        #expect(paragraphs.count == 3)
        #expect(
            paragraphs.last
                == "Overlapping Machine: <SMSID = LAM0000L, SMSLocation = LAM|LAMWORLD|, NetCardID = 08:00:07:B4:AD:90>"
        )
    }

    @Test(arguments: [
        ("Q161520-event319.txt", 319, "(REV:REVDOM:NTWKS)"), ("Q199985-event320.txt", 320, "query"),
    ])
    func `events with a number in their head`(_ name: String, _ number: Int, _ word: String) throws {
        guard let text = try artefactText(name) else { return }
        let (event, findings) = SMSEvent.parse(text, file: name)
        #expect(findings == [])
        #expect(event.number == number)
        #expect(event.message.contains(word))
        #expect(!event.message.contains("\n"))
    }

    private func sample() throws -> SMSEvent {
        var event = try #require(
            EventCatalogue.event(374, ["PC7", "DOM1", "disk \"full\" on C:\\TEMP"]))
        event.operation = "Install"
        event.object = "Package"
        event.objectName = "ABC00001"
        event.errorCode = "1"
        event.machineName = "SRV"
        event.siteCode = "ABC"
        event.component = "SMS_DESPOOLER"
        event.jobID = "ABC00001"
        event.jobDestination = "ABC"
        return event
    }

    @Test func `an event of ours reads back`() throws {
        var event = try sample()
        let (back, findings) = SMSEvent.parse(event.printed(), file: "x")
        #expect(findings == [])
        // The head has no room for the number.
        event.number = nil
        #expect(back == event)
        #expect(event.printed().hasPrefix("Non-fatal Error in module: SMS_DESPOOLER\n\nOperation: Install\n"))
        #expect(
            event.printed().hasSuffix(
                "\n\nMachineName = SRV\nSiteCode = ABC\nComponent = SMS_DESPOOLER\n"
                    + "JobID = ABC00001\nJobDestination = ABC\n"))
    }

    @Test func `an explanation may begin like a label`() throws {
        var event = try sample()
        event.number = nil
        event.message = "Object: none.\n\nSiteCode = in the middle\n\nThe end."
        #expect(SMSEvent.parse(event.printed(), file: "x").event == event)
    }

    @Test func `the catalogue holds every event of the pipeline`() throws {
        let needed =
            [6, 11, 38, 107, 108, 109, 113, 119, 272, 313] + Array(315...320) + [
                323, 324, 329, 330, 331, 332,
            ]
            + [374, 375, 391, 393]
        for number in needed {
            let entry = try #require(EventCatalogue.entry(number), "event \(number)")
            #expect(entry.isExact, "event \(number)")
        }
        #expect(EventCatalogue.all.map(\.number) == EventCatalogue.all.map(\.number).sorted())
        #expect(Set(EventCatalogue.all.map(\.number)).count == EventCatalogue.all.count)
        for entry in EventCatalogue.all {
            #expect(EventCatalogue.entry(entry.number) == entry)
            #expect(entry.message(entry.slots).contains("{") == false)
            #expect(!entry.template.isEmpty && entry.template.hasSuffix("."), "event \(entry.number)")
        }
        #expect(EventCatalogue.entry(0) == nil)
        #expect(EventCatalogue.entry(394) == nil)
        #expect(EventCatalogue.entry(16)?.isExact == true)
        #expect(EventCatalogue.entry(60)?.isExact == false)
        // The components of the events of the flow (reference sms12-server 9.2 to 9.4).
        #expect(EventCatalogue.entry(323)?.component == "SMS_SCHEDULER")
        #expect(EventCatalogue.entry(374)?.component == "SMS_DESPOOLER")
        #expect(EventCatalogue.entry(272)?.severity == .information)
    }

    @Test func `insertions go into their slots, missing ones print as nothing`() throws {
        let entry = try #require(EventCatalogue.entry(109))
        #expect(entry.slots == ["server", "available", "required"])
        #expect(
            entry.message(["\\\\D", "1", "2"])
                == "There is not enough room on \\\\D: 1 bytes are free, 2 are needed.")
        #expect(entry.message() == "There is not enough room on :  bytes are free,  are needed.")
        #expect(EventCatalogue.entry(2)?.slots == ["name"])
        #expect(EventCatalogue.entry(2)?.message(["{x}"]) == "{x} is missing.")
    }

    @Test func `damaged events do not stop the reader`() throws {
        let bytes = Array(try sample().printed().utf8)
        for copy in mutations(of: bytes, count: 600) {
            let (event, _) = SMSEvent.parse(String(decoding: copy, as: UTF8.self), file: "x")
            _ = event.printed()
        }
    }
}
