import SiteModel
import Testing

/// Bytes as letters.
@Suite struct Base64Tests {
    @Test func `every byte goes through Base64 as RFC 4648 writes it`() {
        // The examples of RFC 4648, 10.
        for (plain, text) in [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ] {
            #expect(Base64.text(Array(plain.utf8)) == text)
            #expect(Base64.bytes(Substring(text).utf8) == Array(plain.utf8))
        }
        let all = (0..<1_000).map { UInt8(truncatingIfNeeded: $0 * 7) }
        #expect(Base64.bytes(Substring(Base64.text(all)).utf8) == all)
        for wrong in ["Zg=", "Z=g=", "====", "Zg==Zg==", "Z\u{e9}=="] {
            #expect(Base64.bytes(Substring(wrong).utf8) == nil, "\(wrong)")
        }
    }
}
