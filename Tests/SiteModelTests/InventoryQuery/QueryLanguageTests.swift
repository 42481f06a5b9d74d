import SiteModel
import TestKit
import Testing

/// `docs/reference/query-language.md`: what can be written, how it is printed, what is refused and where.
@Suite struct QueryLanguageTests {
    /// A text, and how it is printed; `~` stands for the clause `"Mouse"."Language" is "x"`.
    static let printed: [(text: String, printed: String)] = [
        ("", ""), ("  \n", ""),
        (#"Mouse.Language is "x""#, "~"), (#"mouse . LANGUAGE IS "x""#, "~"), ("((~))", "~"),
        ("~ and ~ and ~", "~ and ~ and ~"), ("~ or ~", "~ or ~"),
        // `and` binds closer than `or`, so that brackets that say the same are not kept.
        ("~ and ~ or ~", "~ and ~ or ~"), ("(~ and ~) or ~", "~ and ~ or ~"),
        ("~ or ~ and ~", "~ or ~ and ~"), ("~ or (~ and ~)", "~ or ~ and ~"),
        ("(~ or ~) and ~", "(~ or ~) and ~"), ("~ and (~ and ~)", "~ and (~ and ~)"),
        ("~ or (~ or ~)", "~ or (~ or ~)"),
        // Group Not binds closer than both.
        ("Group Not ~ and ~", "Group Not (~) and ~"), ("group not (~ and ~)", "Group Not (~ and ~)"),
        ("GROUP NOT Group Not ~", "Group Not (Group Not (~))"),
        ("~ and Group Not (~ or ~) or ~", "~ and Group Not (~ or ~) or ~"),
        (
            #"Disk."Free Storage (MByte)" is less than 50"#,
            #""Disk"."Free Storage (MByte)" is less than 50"#
        ),
        (#"Disk.Sectors is -5"#, #""Disk"."Sectors" is -5"#),
        (
            #"Disk.Sectors is greater than or equal to 5 or ~"#,
            #""Disk"."Sectors" is greater than or equal to 5 or ~"#
        ),
        (
            #"Disk.Sectors is less than 5 or Disk.Sectors is 7"#,
            #""Disk"."Sectors" is less than 5 or "Disk"."Sectors" is 7"#
        ),
        (#"Mouse.Language is not like "a%""#, #""Mouse"."Language" is not like "a%""#),
        (#"Mouse.Language is "say ""x""""#, #""Mouse"."Language" is "say ""x""""#),
        (
            #"WorkstationStatus.LastHWScan is less than or equal to "1997-04-21""#,
            #""WorkstationStatus"."LastHWScan" is less than or equal to "1997-04-21 00:00""#
        ),
        (#"Video."2nd Adapter Type" is not "VGA""#, #""Video"."2nd Adapter Type" is not "VGA""#),
    ]

    @Test(arguments: printed)
    func `a text is printed in one way, and reads back as the same query`(text: String, printed: String)
        throws
    {
        let clause = #""Mouse"."Language" is "x""#
        func filled(_ text: String) -> String {
            text.split(separator: "~", omittingEmptySubsequences: false).joined(separator: clause)
        }
        let query = try InventoryQuery(filled(text))
        #expect(query.text == filled(printed))
        #expect(try InventoryQuery(query.text) == query)
    }

    /// A text, the place of what is wrong, and words of message or advice.
    static let refused: [(text: String, place: String, tells: String)] = [
        (#"Dsk."Disk Index" is "C""#, "1:1", #"did you mean "Disk"?"#),
        (#"Disk."Disk Idnex" is "C""#, "1:6", #"did you mean "Disk Index"?"#),
        (#"Printer.Name is "x""#, "1:1", #"has no group "Printer"; it has "Identification""#),
        ("Mouse.Language is \"x\" and\n  Mouse.Langage is \"y\"", "2:9", #"did you mean "Language"?"#),
        (#"Mouse.Language = "x""#, "1:16", "'=' has no meaning"),
        (#"Mouse.Language contains "x""#, "1:16", "the operators are: is, is not, is like"),
        (#"Mouse.Language is 5"#, "1:19", #"write "5""#),
        (#"Disk.Sectors is "5""#, "1:17", "is a number"),
        (#"Disk.Sectors is like "5%""#, "1:14", "compares texts"),
        (#"WorkstationStatus.LastHWScan is "soon""#, "1:33", "is no date"),
        (#"Disk.Sectors is 5.5"#, "1:17", "no whole number"),
        (#"Disk.Sectors is 99999999999999999999"#, "1:17", "no whole number"),
        (#"Mouse.Language is greater "x""#, "1:27", #""than" should"#),
        (#"Disk.Sectors is less than or equal 5"#, "1:36", #""to" should"#),
        (#"(Mouse.Language is "x""#, "1:23", "the bracket of 1:1 should close"),
        (#"Mouse.Language is "x")"#, "1:22", "no bracket open"),
        (#"Mouse.Language is "x" Mouse.Language is "y""#, "1:23", "join clauses by and or or"),
        (#"Mouse.Language is "x" and"#, "1:26", "the end of the query"),
        (#"and"#, "1:1", "has no group"), (#"not Mouse.Language is "x""#, "1:1", "Q184167"),
        (#"Mouse.Language is "x"#, "1:19", "not closed"), ("Mouse", "1:6", "a dot and an attribute"),
        ("()", "1:2", "the name of a group"), ("Mouse.5", "1:7", "an attribute of Mouse"),
        (#"Group Mouse.Language is "x""#, "1:1", "has no group"),
    ]

    @Test(arguments: refused)
    func `what is wrong has a line, a column and advice`(text: String, place: String, tells: String) {
        let error = #expect(throws: InventoryQueryError.self) { try InventoryQuery(text) }
        guard let error else { return }
        #expect("\(error.line):\(error.column)" == place, "\(error)")
        #expect(error.description.contains(tells), "\(error)")
    }

    @Test func `Group Not is for machines only`() throws {
        for architecture in InventoryArchitecture.allCases where architecture.isDirect {
            let group = architecture.groups[0]
            let name = group.attributes.first { $0.kind == .text }?.name ?? ""
            let clause = "\(group.name).\"\(name)\" is \"x\""
            _ = try InventoryQuery(clause, about: architecture)
            let error = #expect(throws: InventoryQueryError.self) {
                try InventoryQuery("Group Not (\(clause))", about: architecture)
            }
            #expect(error?.description.contains("Q137679") == true)
        }
    }

    @Test func `too many brackets and too long a text are refused`() throws {
        let clause = #"Mouse.Language is "x""#
        func nested(_ depth: Int) -> String {
            String(repeating: "(", count: depth) + clause + String(repeating: ")", count: depth)
        }
        _ = try InventoryQuery(nested(64))
        #expect(throws: InventoryQueryError.self) { try InventoryQuery(nested(65)) }
        #expect(throws: InventoryQueryError.self) { try InventoryQuery(nested(100_000)) }
        let nots = String(repeating: "Group Not ", count: 65) + clause
        #expect(throws: InventoryQueryError.self) { try InventoryQuery(nots) }
    }

    /// Q121384: with eight clauses the 16 tables of a statement are exceeded, with seven they are not.
    @Test func `the eighth clause is one too many for SQL Server`() throws {
        func query(_ clauses: Int, joined: String) throws -> InventoryQuery {
            try InventoryQuery(
                (0..<clauses).map { _ in #"Mouse.Language is "x""# }.joined(separator: joined))
        }
        for joined in [" and ", " or ", " and Group Not "] {
            #expect(try query(7, joined: joined).tableCount <= InventoryQuery.mostTables)
            #expect(try query(8, joined: joined).tableCount > InventoryQuery.mostTables)
        }
        let wide = (0..<20).map { _ in "SMSEvents.EventID is 374" }.joined(separator: " or ")
        #expect(try InventoryQuery(wide, about: .events).tableCount == 1)
    }

    /// The views of Q133253, from the article itself where it is at hand.
    @Test func `names of attributes give the columns of SMSVIEW`() throws {
        let path = checkoutRoot + "/../shared/artefacts/Q133253-smsviews.sql"
        guard let bytes = try? readFile(path) else {
            print("skipped: no folder ../shared/artefacts")
            return
        }
        let words = String(decoding: bytes, as: UTF8.self).split { " \n\r\t,".contains($0) }
            .map { $0.split(separator: ".").last.map(String.init) ?? "" }
        for group in InventoryArchitecture.personalComputer.groups {
            let start = try #require(
                words.indices.first {
                    words[$0] == "View" && $0 + 1 < words.count && words[$0 + 1] == group.view
                },
                "\(group.view)")
            let begin = try #require(words[start...].firstIndex(of: "dwMachineID")) + 1
            let end = try #require(words[begin...].firstIndex(of: "from"))
            #expect(group.attributes.map(\.column).sorted() == words[begin..<end].sorted(), "\(group.view)")
            #expect(words[end...].prefix(80).contains("GroupKey"))
            let key = try #require(words[end...].firstIndex(of: "GroupKey"))
            #expect(words[key + 2] == String(group.key), "\(group.view)")
        }
    }

    /// SQL Server's LIKE, as its reference describes the wildcards.
    @Test(arguments: [
        ("abc", "abc", true), ("ABC", "abc", true), ("abc", "ab", false), ("abc", "a%", true),
        ("abc", "%c", true), ("abc", "%b%", true), ("abc", "%d%", false), ("abc", "a_c", true),
        ("abc", "a_", false), ("", "%", true), ("", "_", false), ("abcabd", "%ab_", true),
        ("aab", "a%b", true), ("b", "[a-c]", true), ("d", "[a-c]", false), ("d", "[^a-c]", true),
        ("b", "[abx]", true), ("c", "[abx]", false), ("a%c", "a[%]c", true), ("abc", "a[%]c", false),
        ("a-c", "a[-]c", true), ("abc", "a[b", false), ("x  ", "x", true), ("mississippi", "%iss%pi", true),
        ("mississippi", "%iss%px", false),
    ])
    func `wildcards are those of SQL Server`(text: String, pattern: String, fits: Bool) {
        #expect(InventoryOperator.isLike.holds(.text(text), .text(pattern)) == fits)
        #expect(InventoryOperator.isNotLike.holds(.text(text), .text(pattern)) == !fits)
    }

    @Test func `query identifiers are counted in hexadecimal`() throws {
        let id = try #require(QueryID("NCS00051"))
        #expect(id.counter == 0x51 && id.description == "NCS00051")
        #expect(QueryID("NCS0005G") == nil)
    }
}
