import CommandLineKit
import Foundation
import Testing

struct TableTests {
    private func sample() throws -> Table {
        var table = Table([
            Column("ID", key: "id"), Column("Size", key: "size", .right), Column("Note", key: "note"),
        ])
        try table.add([.text("BPC00001"), .integer(-5), .text("a, \"b\"\nc")])
        try table.add([.text("日本"), .unsigned(UInt64.max), .none])
        try table.add([.styled("e\u{301}", .red), .flag(true), .text("")])
        return table
    }

    @Test func `table form is aligned by what a terminal shows`() throws {
        // 日本 takes four columns, e with its accent one; no line ends in blanks.
        let wanted = """
            ID                        Size  Note
            BPC00001                    -5  a, "b"\\nc
            日本      18446744073709551615  -
            e\u{301}                          yes

            """
        #expect(try sample().rendered(as: .table) == wanted)
    }

    @Test func `colour is put on words only`() throws {
        let text = try sample().rendered(as: .table, styled: Styled(isOn: true))
        #expect(text.hasPrefix("\u{1B}[4mID\u{1B}[0m        "))
        #expect(text.contains("\u{1B}[31me\u{301}\u{1B}[0m"))
        var plain = text
        for code in 0...40 { plain = plain.replacingOccurrences(of: "\u{1B}[\(code)m", with: "") }
        #expect(try plain == sample().rendered(as: .table))
    }

    @Test func `JSON is read back by Foundation as it was`() throws {
        let text = try sample().rendered(as: .json, styled: Styled(isOn: true))
        let rows = try #require(
            JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
        #expect(rows.count == 3)
        #expect(rows[0]["id"] as? String == "BPC00001")
        #expect(rows[0]["size"] as? Int == -5)
        #expect(rows[0]["note"] as? String == "a, \"b\"\nc")
        #expect(rows[1]["size"] as? UInt64 == UInt64.max)
        #expect(rows[1]["note"] is NSNull)
        #expect(rows[2]["size"] as? Bool == true)
        #expect(text.hasPrefix("[\n  {\"id\": \"BPC00001\", \"size\": -5, "))
    }

    @Test func `JSON escapes what a terminal would obey`() throws {
        var table = Table([Column("A", key: "a")])
        let nasty = "\u{0}\u{1B}[2J\u{7F}\u{9B}\u{202E}\\\"\t\r/é👍"
        try table.add([.text(nasty)])
        let text = table.rendered(as: .json)
        let isSafe = text.unicodeScalars.allSatisfy {
            ($0 == "\n" || $0.value >= 0x20) && !(0x7F..<0xA0).contains($0.value) && $0.value != 0x202E
        }
        #expect(isSafe)
        let rows = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: String]])
        #expect(rows.first?["a"] == nasty)
    }

    @Test func `CSV follows RFC 4180 but for its line ends`() throws {
        let wanted = """
            id,size,note
            BPC00001,-5,"a, ""b""
            c"
            日本,18446744073709551615,
            e\u{301},true,""

            """
        #expect(try sample().rendered(as: .csv) == wanted)
    }

    @Test func `an empty list has its own words`() {
        let table = Table([Column("ID", key: "id"), Column("Size", key: "size")])
        #expect(table.rendered(as: .table) == "(none)\n")
        #expect(table.rendered(as: .json) == "[]\n")
        #expect(table.rendered(as: .csv) == "id,size\n")
    }

    /// Rows of a job list with a path, and of events with a sentence.
    private func wide() throws -> Table {
        var table = Table([
            Column("Job ID", key: "id"), Column("Folder", key: "folder"), Column("Size", key: "size", .right),
            Column("Since", key: "since"), Column("Text", key: "text"),
        ])
        try table.add([
            .text("BPC00001"), .text("/srv/labs/of/the/first/class/quill"), .integer(1_234_567_890),
            .text("1997-04-21 08:00:14"),
            .text(
                "No LAN connection could be made to the server \\\\SRV2 at any of its addresses: Win32 error 53"
            ),
        ])
        try table.add([
            .text("BPC00002"), .text("/srv"), .integer(5), .text("1997-04-21 08:00:15"), .text(""),
        ])
        return table
    }

    @Test(arguments: [60, 70, 80, 100, 120, 140, 160, 173, 174, 400])
    func `a table fits its terminal, and nothing of a number, an identifier or a time is lost`(width: Int)
        throws
    {
        let text = try wide().rendered(as: .table, width: width)
        let lines = text.split(separator: "\n").map(String.init)
        #expect(lines.allSatisfy { displayWidth($0) <= width }, "\(text)")
        for word in ["BPC00001", "1234567890", "1997-04-21 08:00:14", "BPC00002", "1997-04-21 08:00:15"] {
            #expect(text.contains(word), "\(word)\n\(text)")
        }
    }

    @Test func `where cutting is not enough a sentence stands whole below its row`() throws {
        let wanted = """
            Job ID    Folder                        Size  Since
                Text
            BPC00001  /srv/labs/of/the/firs…  1234567890  1997-04-21 08:00:14
                No LAN connection could be made to the server \\\\SRV2 at any
                of its addresses: Win32 error 53
            BPC00002  /srv                             5  1997-04-21 08:00:15

            """
        let text = try wide().rendered(as: .table, width: 65)
        #expect(text == wanted, "\(text)")
    }

    @Test func `texts give way to each other, the widest first`() throws {
        var table = Table([Column("A", key: "a"), Column("B", key: "b"), Column("N", key: "n", .right)])
        try table.add([
            .text(String(repeating: "a", count: 38)), .text(String(repeating: "b", count: 30)), .integer(7),
        ])
        let line = table.rendered(as: .table, width: 60).split(separator: "\n").last.map(String.init)
        let wanted = String(repeating: "a", count: 26) + "…  " + String(repeating: "b", count: 27) + "…  7"
        #expect(line == wanted)
        // Nothing is cut where nobody says how wide it may be.
        #expect(table.rendered(as: .table).contains(String(repeating: "a", count: 38)))
    }

    @Test func `a status stays in its row as long as anything longer can go below it`() throws {
        var table = Table([
            Column("Job ID", key: "id"), Column("Status", key: "status"), Column("Type", key: "type"),
            Column("Start", key: "start"), Column("Cancel", key: "cancel"),
        ])
        try table.add([
            .text("BPC00001"), .text("Complete"), .text("Run Command On Workstation"),
            .text("1997-04-21 08:00"), .text(""),
        ])
        let wanted = """
            Job ID    Status    Cancel
            BPC00001  Complete
                Type: Run Command On Workstation,
                Start: 1997-04-21 08:00

            """
        #expect(table.rendered(as: .table, width: 40) == wanted)
    }

    @Test func `a row of another length is the programmer's mistake`() {
        var table = Table([Column("ID", key: "id")])
        #expect(throws: DeclarationMistake.self) { try table.add([.none, .none]) }
        #expect(table.rows.isEmpty)
    }

    // After UAX #11 (East Asian Width), and wcwidth's rule that marks take nothing.
    @Test(arguments: [
        ("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("日本", 4), ("한글", 4), ("Ａ", 2), ("ｱ", 1), ("👍", 2),
        ("👨‍👩‍👧", 2), ("🇩🇪", 2), ("\u{200B}", 0), ("\u{1B}", 0), ("❤", 1), ("❤️", 2), ("Ж", 1), ("א", 1),
    ])
    func `a text's width is what a terminal gives it`(text: String, columns: Int) {
        #expect(displayWidth(text) == columns)
    }
}

struct StyledTests {
    @Test(
        arguments: [
            // setting, terminal, NO_COLOR, CLICOLOR_FORCE, TERM, wanted
            (ColorSetting.always, false, "1", nil, "dumb", true), (.never, true, nil, "1", "xterm", false),
            (.auto, true, nil, nil, "xterm", true), (.auto, false, nil, nil, "xterm", false),
            (.auto, true, nil, nil, "dumb", false), (.auto, true, nil, nil, nil, false),
            (.auto, true, "1", nil, "xterm", false), (.auto, true, "", nil, "xterm", true),
            (.auto, false, nil, "1", nil, true), (.auto, false, nil, "0", "xterm", false),
            (.auto, true, "1", "1", "xterm", false),
        ] as [(ColorSetting, Bool, String?, String?, String?, Bool)])
    func `colour follows the option, then the environment, then the terminal`(
        setting: ColorSetting, isTerminal: Bool, noColor: String?, force: String?, term: String?, wanted: Bool
    ) {
        #expect(
            colourIsOn(
                setting: setting, isTerminal: isTerminal, noColor: noColor, cliColorForce: force, term: term)
                == wanted)
    }

    @Test func `styles are select-graphic-rendition sequences, and nothing when off`() {
        let styled = Styled(isOn: true)
        #expect(styled.bold("a") + styled.dim("b") == "\u{1B}[1ma\u{1B}[0m\u{1B}[2mb\u{1B}[0m")
        #expect(styled.red("a") + styled.green("b") == "\u{1B}[31ma\u{1B}[0m\u{1B}[32mb\u{1B}[0m")
        #expect(styled.yellow("") == "")
        #expect(Styled.plain.bold("a") + Styled.plain.red("b") == "ab")
    }
}

struct ProgressLineTests {
    @Test func `the bar is as full as the work`() {
        // 39 columns: label 3, blank, bar of 28 in brackets, blank, four for the figure.
        #expect(
            ProgressLine("run", done: 1, of: 2).text(width: 40)
                == "\rrun [" + String(repeating: "#", count: 14) + String(repeating: ".", count: 14)
                + "]  50%")
        #expect(ProgressLine("run", done: 5, of: 0).text(width: 10) == "\rrun      ")
        #expect(ProgressLine("packing files", done: 1, of: 1).text(width: 12) == "\rpackin 100%")
    }

    @Test(arguments: [-3, 0, 1, 2, 6, 20, 80, 300], ["", "run", "日本語のパッケージ", "a\u{1B}[2J\n"])
    func `the line never wraps and never steers the terminal`(width: Int, label: String) {
        let counts: [(Int64, Int64)] = [
            (0, 1), (3, 7), (Int64.max, Int64.max), (-1, 5), (9, 5), (1, Int64.min),
        ]
        for (done, total) in counts {
            let text = ProgressLine(label, done: done, of: total).text(width: width)
            #expect(text.unicodeScalars.first == "\r")
            let line = String(text.unicodeScalars.dropFirst())
            #expect(displayWidth(line) == max(width - 1, 0))
            #expect(line.unicodeScalars.allSatisfy { $0.value >= 0x20 })
        }
    }

    @Test func `percent is rounded down and bounded`() {
        #expect(ProgressLine("", done: 999, of: 1000).percent == 99)
        #expect(ProgressLine("", done: Int64.max - 1, of: Int64.max).percent == 99)
        #expect(ProgressLine("", done: 9, of: 5).percent == 100)
        #expect(ProgressLine("", done: -9, of: 5).percent == 0)
        #expect(ProgressLine("", done: 1, of: 0).percent == nil)
    }
}
