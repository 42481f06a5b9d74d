import LegacyFormats
import SiteModel
import TestKit
import Testing

/// Inventories and queries of lab files.
@Suite struct InventoryDecodingTests {
    private func text(_ inventory: String, queries: String = "[]") -> String {
        """
        { name: "t", sites: [{ code: "BPC",
        servers: [{ name: "SRV1", roles: ["site", "logon"], drives: [{ letter: "D" }] }],
        clients: [{ names: "PC#", count: 3, inventory:
        \(inventory)
        }], queries:
        \(queries)
        }] }
        """
    }

    @Test func `an inventory is read, written, and kept in records`() throws {
        let source = text(
            """
            { disk: [{ "disk index": "C", "free storage (mbyte)": [10, 20], "SECTORS": null },
            { "Storage Size (MByte)": { from: -5, to: 7 } }], "PC Memory": { "Page File Name": "x" },
            Mouse: [], WorkstationStatus: { LastHWScan: "1997-04-21 09:00" } }
            """.split(separator: "\n").joined(),
            queries:
                "[{ name: 'Q', text: 'Mouse.Language is \"x\"' }, { name: 'E', architecture: 'smsevents', text: '' }]"
        )
        let (lab, findings) = readLabDefinition(Array(source.utf8), file: "f")
        let found = try #require(lab, "\(findings)")
        #expect(findings.isEmpty, "\(findings)")
        let inventory = found.sites[0].clients[0].inventory
        #expect(inventory.groups.map(\.rows.count) == [1, 0, 2, 1])
        #expect(found.sites[0].queries.map(\.architecture) == [.personalComputer, .events])
        let written = writeLabDefinition(found)
        #expect(readLabDefinition(Array(written.utf8), file: "f").definition == found, "\(written)")
        #expect(try LabDefinition(json: found.json) == found)
        #expect(found.json["sites"]?.list?[0]["clients"]?.list?[0]["inventory"]?["Disk"]?.list?.count == 2)
    }

    /// The fourth line of the file is the inventory; where in it what is wrong stands, and what is said.
    @Test(arguments: [
        ("[]", 1, "must be an object"), (#"{ Dsk: {} }"#, 3, "did you mean 'Disk'?"),
        (#"{ Disk: 5 }"#, 9, "a row of the group 'Disk' must be an object"),
        (#"{ Disk: { "Disk Indx": "C" } }"#, 11, "did you mean 'Disk Index'?"),
        (#"{ Disk: { Sectors: "5" } }"#, 20, "must be a whole number"),
        (#"{ Disk: { "Disk Index": 5 } }"#, 25, "must be a text"),
        (#"{ Disk: { Sectors: [] } }"#, 20, "is empty"),
        (#"{ Disk: { Sectors: { from: 1 } } }"#, 20, "needs a member 'to'"),
        (#"{ Disk: { Sectors: { from: 1, to: 2, stp: 1 } } }"#, 38, "did you mean 'step'?"),
        (#"{ Disk: { "Disk Index": { from: 1, to: 2 } } }"#, 25, "is no number"),
        (#"{ Disk: { Sectors: { from: 2, to: 1 } } }"#, 1, "cannot be drawn from"),
        (#"{ Disk: { Sectors: { from: 1, to: 2, step: 0 } } }"#, 1, "the step is 0"),
        (#"{ Identification: { Name: "x" } }"#, 21, "follows from the lab"),
        (#"{ Disk: [], disk: [] }"#, 13, "twice"), (#"{ Disk: { Sectors: 1, sectors: 2 } }"#, 23, "twice"),
        (#"{ WorkstationStatus: { LastHWScan: "soon" } }"#, 36, "must be a date"),
    ])
    func `what is wrong with an inventory has its place`(inventory: String, column: Int, tells: String) throws
    {
        let (lab, findings) = readLabDefinition(Array(text(inventory).utf8), file: "f")
        #expect(lab == nil)
        let finding = try #require(findings.first { $0.severity == .error })
        #expect(finding.description.contains(tells), "\(finding)")
        // A rule between members is told at the nearest member that was written.
        if column > 1 {
            #expect(finding.location?.line == 4 && finding.location?.column == column, "\(finding)")
        }
    }

    @Test(arguments: [
        (
            #"[{ name: "Q", text: "Dsk.Sectors is 5" }]"#, "error", "at 1:1 of its text",
            "did you mean \"Disk\"?"
        ),
        (#"[{ name: "Q", text: "" }, { name: "q", text: "" }]"#, "error", "twice", ""),
        (#"[{ name: " ", text: "" }]"#, "warning", "blank name", "318"),
        (#"[{ name: "Q" }]"#, "error", "needs a member 'text'", ""),
        (#"[{ name: "Q", text: "", architecture: "Server" }]"#, "error", "must be one of", ""),
        (
            #"[{ name: "Q", text: "Disk.Sectors is 1 and Disk.Sectors is 1 and Disk.Sectors is 1 and Disk.Sectors is 1 "#
                + #"and Disk.Sectors is 1 and Disk.Sectors is 1 and Disk.Sectors is 1 and Disk.Sectors is 1" }]"#,
            "warning", "joins 17 tables", "Q121384"
        ),
    ])
    func `what is wrong with a query is told`(queries: String, severity: String, tells: String, too: String)
        throws
    {
        let (lab, findings) = readLabDefinition(Array(text("{}", queries: queries).utf8), file: "f")
        let finding = try #require(findings.first)
        #expect(finding.severity.rawValue == severity && (lab == nil) == (severity == "error"))
        #expect(
            finding.description.contains(tells) && (too.isEmpty || finding.description.contains(too)),
            "\(finding)")
        #expect(finding.location?.line == 6)
    }
}
