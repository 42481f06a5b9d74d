import SiteModel
import TestKit
import Testing

@Suite struct SHA256Tests {
    /// The examples of FIPS 180-2 appendix B and NIST's empty and one-million-letters messages.
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
    ])
    func `published messages have their published digests`(message: String, digest: String) {
        #expect(SHA256.digest(of: Array(message.utf8)) == digest)
    }

    @Test func `a million letters a, fed unevenly`() {
        var hash = SHA256()
        var left = 1_000_000
        var piece = 1
        while left > 0 {
            let count = min(left, piece)
            hash.update([UInt8](repeating: 0x61, count: count))
            left -= count
            piece = piece * 7 % 1_999 + 1
        }
        #expect(hash.finish() == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    }

    @Test func `sizes around the block agree with sha256sum`() throws {
        guard let program = tool("sha256sum") else { return }
        let folder = try ScratchFolder()
        let sizes = [1, 31, 55, 56, 57, 63, 64, 65, 119, 120, 127, 128, 129, 4_097, 70_001]
        for size in sizes { try folder.write("f\(size)", bytes: noise(size, seed: UInt64(size))) }
        let result = try run(program, sizes.map { folder.path("f\($0)") })
        let lines = result.output.split(separator: "\n")
        try #require(lines.count == sizes.count)
        for (line, size) in zip(lines, sizes) {
            let bytes = noise(size, seed: UInt64(size))
            #expect(SHA256.digest(of: bytes) == line.prefix(64), "size \(size)")
            var split = SHA256()
            split.update(bytes[..<(size / 3)])
            split.update(bytes[(size / 3)...])
            #expect(split.finish() == line.prefix(64), "size \(size) in two pieces")
        }
    }
}
