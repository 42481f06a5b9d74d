import SiteModel
import TestKit
import Testing

@testable import Commands

@Suite struct NamingTests {
    private let things = [
        NamedThing(id: "BPC00001", name: "Editor 1.0", 1), NamedThing(id: "BPC00002", name: "Editor 2.0", 2),
        NamedThing(id: "BPC00003", name: "Reader", 3), NamedThing(id: "BPC00010", name: "BPC00003", 4),
    ]

    private func find(_ word: String) throws -> Int {
        try Naming.find(word, kind: "package", in: things, list: "package list")
    }

    @Test func aThingIsNamedByIdentifierNameOrBeginningInAnyCase() throws {
        #expect(try find("bpc00002") == 2)
        #expect(try find("EDITOR 1.0") == 1)
        #expect(try find("rea") == 3)
        #expect(try find("BPC0001") == 4)
    }

    @Test func aWholeIdentifierWinsOverANameAndAWholeNameOverABeginning() throws {
        #expect(try find("BPC00003") == 3)
        let more = things + [NamedThing(id: "X", name: "Read", 5)]
        #expect(try Naming.find("read", kind: "package", in: more, list: "package list") == 5)
    }

    @Test func severalCandidatesAreListedAsAUsageError() throws {
        let error = #expect(throws: CommandFailure.self) { try find("edi") }
        #expect(error?.code == 64)
        #expect(error?.description.contains("BPC00001 \"Editor 1.0\", BPC00002 \"Editor 2.0\"") == true)
    }

    @Test func aLongListOfCandidatesIsCut() throws {
        let many = (1...20).map { NamedThing(id: "A\($0)", name: "", $0) }
        let error = #expect(throws: CommandFailure.self) {
            try Naming.find("A", kind: "thing", in: many, list: "thing list")
        }
        #expect(error?.description.contains("and 12 more") == true)
    }

    @Test func anUnknownNameSuggestsTheNearest() throws {
        let error = #expect(throws: CommandFailure.self) { try find("Raeder") }
        #expect(error?.code == 66)
        #expect(error?.description.contains("did you mean Reader?") == true)
        #expect(#expect(throws: CommandFailure.self) { try find("") }?.code == 66)
    }

    @Test func aTimeIsLocalOrUTC() throws {
        let zone = try #require(TimeZoneRule("EST5EDT,M4.1.0,M10.5.0"))
        let local = try #require(TypedTime("1997-04-21 09:00"))
        let utc = try #require(TypedTime("1997-04-21T13:00Z"))
        // Daylight saving time began on 6 April 1997: four hours behind.
        #expect(local.instant(in: zone) == utc.instant(in: zone))
        #expect(utc.local(in: zone) == local.time)
        #expect(TypedTime("1997-04-31 09:00") == nil)
        #expect(TypedTime("soon") == nil)
        #expect(TypedTime("Z") == nil)
    }

    @Test func `a time of the trace can be pasted, and a setting keeps whole seconds`() throws {
        let typed = try #require(TypedTime("1997-04-21 09:00:30.250"))
        let whole = try #require(TypedTime("1997-04-21 09:00:30"))
        #expect(typed.instant(in: .utc) == whole.instant(in: .utc) + 250)
        #expect(typed.word == "1997-04-21 09:00:30.250")
        #expect(TypedTime("1997-04-21T09:00:30.5Z")?.milliseconds == 500)
        #expect(TypedTime("1997-04-21T09:00:00.040Z")?.word == "1997-04-21 09:00:00.040Z")
        for word in [
            "1997-04-21 09:00.250", "1997-04-21 09:00:30.", "1997-04-21 09:00:30.1234",
            "1997-04-21 09:00:30.-1",
        ] {
            #expect(TypedTime(word) == nil, "\(word)")
        }
        #expect(throws: (any Error).self) { try TypedTime.read("1997-04-21 09:00:30.250") }
        // What the trace prints is taken wherever an instant is asked for.
        let shell = try Shell.withLab()
        try shell.scratch.write("editor.pdf", Shell.editor)
        _ = shell.out("package", "import", "editor.pdf", "--source", "files")
        _ = shell.out("job", "create", "Editor", "--on", "site:BPC")
        _ = shell.out("run", "--for", "1h")
        let row = try #require(try shell.list("trace", "list").last)
        let time = try #require(row["time"] as? String)
        #expect(time.utf8.count == 23, "\(time): milliseconds stand behind it")
        #expect(try shell.list("trace", "list", "--from", time).isEmpty == false)
        #expect(shell.run("job", "list", "--at", time).code == 0)
        #expect(shell.run("replay", "--to", time).code == 0)
    }
}
