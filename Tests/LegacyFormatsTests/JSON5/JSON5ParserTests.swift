import LegacyFormats
import SiteModel
import Testing

/// The only finding of a text, printed.
private func complaint(_ text: String) -> String {
    parseJSON5(Array(text.utf8), file: "acme.json5").findings.map(\.description).joined(separator: "\n")
}

@Suite struct JSON5ParserTests {
    @Test(arguments: [
        (
            "{\n  a: 1\n\n     b: 2 }",
            "acme.json5:4:6: error: expected ',' or '}' after this member, found 'b' [comma-expected]"
        ),
        (
            "[1\r\n2]",
            "acme.json5:2:1: error: expected ',' or ']' after this item, found '2' [comma-expected]"
        ),
        ("[1\r2]", "acme.json5:2:1: error: expected ',' or ']' after this item, found '2' [comma-expected]"),
        (
            "{ü: Ä}",
            "acme.json5:1:5: error: expected a value, found a bare word [value-expected]; put texts in quotes"
        ),
        ("{a\n 1}", "acme.json5:2:2: error: expected ':' after the name 'a', found '1' [colon-expected]"),
        (
            "{a: 1,,}",
            "acme.json5:1:7: error: expected a member name or '}', found ',' [name-expected]; remove the extra comma"
        ),
        (
            "{a: 'x\n}",
            "acme.json5:1:5: error: expected ' before the end of the line: this text is never closed [open-text]; "
                + "close it, or end the line with \\ to go on in the next"
        ),
        (
            "\n /* x",
            "acme.json5:2:2: error: this comment is never closed [open-comment]; write */ where it ends"
        ),
        (
            "{a: 1} }",
            "acme.json5:1:8: error: expected the end of the file after the value, found '}' [text-after-end]"
        ),
        (
            "{\n a: 1,",
            "acme.json5:2:7: error: expected a member or '}', found the end of the file; the object begins in line 1 "
                + "[open-object]"
        ),
        ("{a: 0x}", "acme.json5:1:7: error: expected a hexadecimal digit after 0x, found '}' [bad-number]"),
        (
            "{a: 1, b: {}, a: 2}",
            "acme.json5:1:15: error: the member 'a' was already given in line 1 [duplicate-member]; keep one of the two"
        ),
        (" ", "acme.json5:1:2: error: expected a value, found nothing but blanks and comments [empty-file]"),
        (
            "\u{FEFF}x",
            "acme.json5:1:1: error: expected a value, found a bare word [value-expected]; put texts in quotes"
        ),
    ])
    func `says where and what was expected`(text: String, finding: String) {
        #expect(complaint(text) == finding)
    }

    @Test func `bytes that are no UTF-8 have a place`() {
        let latin1 = Array("{\n name: 'B".utf8) + [0xFC] + Array("ro'}".utf8)
        #expect(
            parseJSON5(latin1, file: "a").findings.map(\.description)
                == ["a:2:10: error: the bytes here are not UTF-8 [not-utf-8]; save the file as UTF-8"])
        let utf16: [UInt8] = [0xFF, 0xFE, 0x7B, 0x00]
        #expect(parseJSON5(utf16, file: "a").findings.first?.message.contains("UTF-16") == true)
    }

    @Test func `every value and name has its place`() throws {
        let text = "// lab\n{ name: 'x',\n  \"sites\": [\n    {code: 'BPC'}, 0x10 ] }"
        let node = try #require(parseJSON5(Array(text.utf8), file: "f").node)
        guard case .object(let members) = node.value, members.count == 2,
            case .array(let items) = members[1].node.value, items.count == 2
        else {
            Issue.record("another shape: \(node)")
            return
        }
        #expect(node.location.description == "f:2:1")
        #expect(members[0].nameLocation.description == "f:2:3")
        #expect(members[0].node.location.description == "f:2:9")
        #expect(members[1].nameLocation.description == "f:3:3")
        #expect(items[0].location.description == "f:4:5")
        #expect(items[1].location.description == "f:4:20")
        #expect(node.json["sites"]?.list?.last == .integer(16))
    }

    @Test(arguments: ["[", "{a:", "[{a:"])
    func `deep nesting is refused without using up the stack`(open: String) {
        let text = String(repeating: open, count: 100_000)
        #expect(parseJSON5(Array(text.utf8), file: "f").findings.first?.code == "too-deep")
        let strict = text.replacing("a:", with: "\"a\":")
        #expect(throws: JSONError.self) { try parseJSON(strict) }
    }

    @Test func `two hundred levels are read`() {
        let text = String(repeating: "[", count: 200) + String(repeating: "]", count: 200)
        #expect(parseJSON5(Array(text.utf8), file: "f").node != nil)
        #expect(throws: Never.self) { try parseJSON(text) }
        #expect(parseJSON5(Array("[\(text)]".utf8), file: "f").node == nil)
        #expect(throws: JSONError.self) { try parseJSON("[\(text)]") }
    }

    @Test(arguments: UInt64(0)..<40)
    func `damaged bytes never crash and always give a place`(seed: UInt64) {
        var random = TestRandom(seed + 99)
        let base = Array(
            """
            // A lab
            { name: 'x\\u00e9\\x41\\\n', n: [1, -0x1F, .5e-3, 5., Infinity, null, true,], "q": {a: "b", $c: ''}, /* */ }
            """.utf8)
        for _ in 0..<50 {
            var bytes = base
            for _ in 0..<(1 + random.below(6)) {
                let place = random.below(bytes.count)
                switch random.below(4) {
                case 0: bytes.remove(at: place)
                case 1: bytes[place] = UInt8(truncatingIfNeeded: random.next())
                case 2: bytes.removeSubrange(place...)
                default: bytes.insert(UInt8(truncatingIfNeeded: random.next()), at: place)
                }
                if bytes.isEmpty { bytes = [0x5B] }
            }
            let (node, findings) = parseJSON5(bytes, file: "f")
            if node == nil {
                #expect(findings.count == 1)
                #expect(findings.first?.location?.line ?? 0 > 0)
                #expect(findings.first?.location?.column ?? 0 > 0)
            }
            // The strict reader must survive the same bytes.
            _ = try? parseJSON(String(decoding: bytes, as: UTF8.self))
        }
    }
}

@Suite struct StrictJSONTests {
    @Test(arguments: [
        "null", "true", "[]", "{}", "-12", "1.5e-3", "\"a\\\"\\\\\\n\\u0001é😀\"",
        "{\"a\":[1,{\"b\":null}],\"c\":\"\"}",
        "18446744073709551615",
    ])
    func `reads back what is written`(text: String) throws {
        let value = try parseJSON(text)
        #expect(value.compact == text)
        #expect(try parseJSON(value.pretty) == value)
    }

    @Test(arguments: [
        ("", 0), ("[1,]", 3), ("{a:1}", 1), ("'a'", 0), ("+1", 0), ("01", 1), ("1.", 2), (".5", 0),
        ("\"a\nb\"", 2),
        ("\"\\x41\"", 3), ("[1 2]", 3), ("1 2", 2), ("nul", 3), ("\"\\ud800\"", 7), ("{\"a\" 1}", 5),
        ("// c\n1", 0),
    ])
    func `refuses everything that is not strict`(text: String, offset: Int) {
        let error = #expect(throws: JSONError.self) { try parseJSON(text) }
        #expect(error?.offset == offset)
    }

    @Test func `escapes of JSON mean the same as in JSON5`() throws {
        let text = "\"\\b\\f\\/\\uD83D\\uDE00\\u00E9\""
        let strict = try parseJSON(text)
        #expect(strict == .string("\u{08}\u{0C}/😀é"))
        #expect(parseJSON5(Array(text.utf8), file: "f").node?.json == strict)
    }
}
