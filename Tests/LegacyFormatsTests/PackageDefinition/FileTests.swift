import LegacyFormats
import SiteModel
import Testing

@Suite struct FileTests {
    /// Files that are not what they should be, and the only or first finding on them.
    static let strangeFiles: [(label: String, bytes: [UInt8], expected: String)] = [
        ("nothing", [], "empty-file 0:0"),
        ("line ends", Array("\r\n \t\r\n\u{1A}".utf8), "empty-file 0:0"),
        ("a mark alone", [0xEF, 0xBB, 0xBF], "empty-file 0:0"),
        ("Adobe", Array("%PDF-1.4\n%\u{E2}\u{E3}\n[PDF]\nVersion=1.0\n".utf8), "adobe-pdf 0:0"),
        ("a program", Array("MZ\u{0}\u{0}\u{1}".utf8), "binary-file 0:0"),
        ("UTF-16 without mark", Array("[\u{0}P\u{0}D\u{0}F\u{0}]\u{0}".utf8), "binary-file 0:0"),
        ("257 KiB", [UInt8](repeating: 0x20, count: 257 << 10) + [0x41], "file-too-large 0:0"),
        (
            "broken UTF-8 behind a mark",
            [0xEF, 0xBB, 0xBF] + Array("[PDF]\nVersion=1.0\n[Package Definition]\nProduct=a".utf8)
                + [0xFF] + Array("b\n".utf8), "text-encoding 0:0"
        ),
    ]

    @Test(arguments: strangeFiles.indices)
    func `a file that is no definition gets the right finding`(_ index: Int) throws {
        let file = try #require(Self.strangeFiles.indices.contains(index) ? Self.strangeFiles[index] : nil)
        let reading = parsePackageDefinition(file.bytes, file: "t.pdf")
        #expect(places(reading.findings).first == file.expected, "\(file.label)")
        #expect(reading.document.printed() == file.bytes)
    }

    @Test func `the first place that is not UTF-8 is named and the rest is read`() {
        let reading = parsePackageDefinition(Self.strangeFiles[7].bytes, file: "t.pdf")
        #expect(places(reading.findings).contains("undecodable-text 4:10"))
        #expect(reading.definition?.product == "a\u{FFFD}b")
    }

    @Test(arguments: [LineEnd.lf, .crlf, .cr])
    func `every kind of line end counts lines alike`(_ end: LineEnd) throws {
        let text = changed(base1, [10: "CommandLine=", 13: ""]).split(separator: "\n").joined(
            separator: end.rawValue)
        let reading = parsePackageDefinition(Array(text.utf8), file: "t.pdf")
        #expect(places(reading.findings) == ["program-without-command-line 10:13"])
        #expect(reading.document.lines.count == 12)
        #expect(reading.document.lines.first?.lineEnd == end)
        #expect(reading.document.lines.last?.lineEnd == LineEnd.none)
        #expect(reading.document.printed() == Array(text.utf8))
    }

    @Test func `mixed line ends, comments and blank lines stay where they were`() {
        let text = "\n; one\r\n[PDF]\rVersion=1.0\r\n\r\n  ;two \n[Package Definition]\nProduct=P"
        let reading = parsePackageDefinition(Array(text.utf8), file: "t.pdf")
        #expect(reading.document.printed() == Array(text.utf8))
        #expect(reading.document.comments == [" one", "two"])
        #expect(
            reading.document.lines.map(\.kind)
                == [.blank, .comment, .section, .entry, .blank, .comment, .section, .entry])
        #expect(reading.document.section("pdf")?.location.line == 3)
        #expect(reading.document.section("package definition")?.entry("product")?.value == "P")
    }

    @Test func `UTF-16 is read by its mark, either byte first`() throws {
        let little = try sample("tide-utf16.sms")
        var big: [UInt8] = []
        for place in stride(from: 0, to: little.count - 1, by: 2) {
            big += [little[place + 1], little[place]]
        }
        for (bytes, encoding) in [(little, TextEncoding.utf16LittleEndian), (big, .utf16BigEndian)] {
            let reading = parsePackageDefinition(bytes, file: "tide.sms")
            #expect(reading.document.encoding == encoding)
            #expect(places(reading.findings) == ["text-encoding 0:0"])
            #expect(reading.definition?.product == "Tide Täble")
            #expect(reading.definition?.company == "Λιμάνι")
            #expect(reading.document.printed() == bytes)
        }
    }

    @Test func `columns count characters and not bytes`() {
        let reading = read(changed(base1, [7: "SetupVariations=A, ÄÖ, B"]))
        #expect(
            places(reading.findings) == ["text-encoding 0:0", "section-missing 7:20", "section-missing 7:24"])
        #expect(reading.document.encoding == .utf8)
    }
}

@Suite struct CodePageTests {
    /// From Microsoft's published tables (cp1252.txt, cp437.txt, cp850.txt at unicode.org).
    @Test(arguments: [
        (CodePage.windows1252, 0x80, "\u{20AC}"), (.windows1252, 0x9F, "\u{178}"), (.windows1252, 0xE4, "ä"),
        (.windows1252, 0xFF, "ÿ"), (.windows1252, 0x41, "A"), (.windows1252, 0x81, "\u{81}"),
        (.oem437, 0x80, "Ç"), (.oem437, 0x81, "ü"), (.oem437, 0xE1, "ß"), (.oem437, 0xC4, "\u{2500}"),
        (.oem437, 0xFF, "\u{A0}"), (.oem850, 0x9B, "ø"), (.oem850, 0xE1, "ß"), (.oem850, 0xD5, "\u{131}"),
        (.oem850, 0xF0, "\u{AD}"), (.oem850, 0xFE, "\u{25A0}"),
    ])
    func `bytes have their characters`(_ page: CodePage, _ byte: Int, _ text: String) {
        // A lone byte over 0x7F is never valid UTF-8, so the code page decides.
        let decoded = decodeText([UInt8(byte)], codePage: page)
        #expect(decoded.text == text)
        #expect(decoded.encoding == (byte < 0x80 ? .ascii : .codePage(page)))
    }

    @Test(arguments: CodePage.allCases)
    func `all 256 bytes come back`(_ page: CodePage) {
        let bytes = Array(UInt8.min...UInt8.max)
        let encoded = encodeText(decodeText(bytes, codePage: page).text, codePage: page)
        #expect(encoded.bytes == bytes)
        #expect(encoded.lost.isEmpty)
    }

    @Test func `what a code page lacks becomes a question mark and is counted`() {
        let encoded = encodeText("aΩb", codePage: .windows1252)
        #expect(encoded.bytes == Array("a?b".utf8))
        #expect(encoded.lost == [1])
        #expect(encodeText("Ω", codePage: .oem437).bytes == [0xEA])
    }

    @Test func `UTF-8 is strict`() {
        // Overlong slash, a surrogate, beyond the last character, cut off, a stray continuation.
        for bytes: [UInt8] in [
            [0xC0, 0xAF], [0xE0, 0x80, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82],
            [0x80],
        ] {
            #expect(decodeText(bytes).encoding == .codePage(.windows1252), "\(bytes)")
        }
        let good = decodeText(Array("a€\u{1F600}".utf8))
        #expect(good.encoding == .utf8)
        #expect(good.offsets == [0, 1, 4, 8])
    }

    @Test func `surrogates are joined and lone ones replaced`() {
        let pair = decodeText([0xFF, 0xFE, 0x3D, 0xD8, 0x00, 0xDE])
        #expect(pair.text == "\u{1F600}")
        #expect(pair.findings.map(\.code) == ["text-encoding"])
        let lone = decodeText([0xFE, 0xFF, 0xD8, 0x3D, 0x00, 0x41, 0x00], file: "f")
        #expect(lone.text == "\u{FFFD}A\u{FFFD}")
        #expect(lone.findings.map(\.code) == ["text-encoding", "undecodable-text"])
        #expect(lone.findings.last?.location == SourceLocation(file: "f", line: 1, column: 1))
    }

    @Test func `code pages are found by their usual names, and double-byte ones refused`() {
        for name in ["1252", "cp1252", "CP1252", "windows-1252"] {
            #expect(CodePage.named(name).codePage == .windows1252)
        }
        #expect(CodePage.named("ibm437").codePage == .oem437)
        #expect(CodePage.named("850").codePage == .oem850)
        for name in ["932", "cp949", "shift_jis", ""] {
            let answer = CodePage.named(name)
            #expect(answer.codePage == nil)
            #expect(answer.finding?.code == "unsupported-code-page")
            #expect(answer.finding?.severity == .error)
        }
    }
}
