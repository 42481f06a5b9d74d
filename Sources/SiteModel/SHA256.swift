/// SHA-256 (FIPS 180-4), fed piece by piece.
///
/// Digests name the contents of the store and prove that a compressed package arrived whole. Written here, since
/// the pure targets may import nothing and the whole algorithm is a page.
public struct SHA256: Sendable {
    private static let roundConstants: [64 of UInt32] = [
        0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4,
        0xab1c_5ed5,
        0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7,
        0xc19b_f174,
        0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc,
        0x76f9_88da,
        0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351,
        0x1429_2967,
        0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e,
        0x9272_2c85,
        0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585,
        0x106a_a070,
        0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f,
        0x682e_6ff3,
        0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7,
        0xc671_78f2,
    ]

    private var state: [8 of UInt32] = [
        0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab,
        0x5be0_cd19,
    ]
    private var pending: [64 of UInt8] = .init(repeating: 0)
    private var pendingCount = 0
    private var totalBytes: UInt64 = 0

    /// Starts with nothing fed.
    public init() {}

    /// Feeds bytes.
    public mutating func update(_ bytes: [UInt8]) { update(bytes.span) }

    /// Feeds bytes of an array slice.
    public mutating func update(_ bytes: ArraySlice<UInt8>) { update(bytes.span) }

    /// Feeds bytes.
    public mutating func update(_ bytes: Span<UInt8>) {
        totalBytes &+= UInt64(bytes.count)
        var position = 0
        if pendingCount > 0 {
            while pendingCount < 64, position < bytes.count {
                pending[pendingCount] = bytes[position]
                pendingCount += 1
                position += 1
            }
            guard pendingCount == 64 else { return }
            takePending()
        }
        let whole = (bytes.count - position) / 64
        takeBlocks(of: bytes, from: position, count: whole)
        position += whole * 64
        while position < bytes.count {
            pending[pendingCount] = bytes[position]
            pendingCount += 1
            position += 1
        }
    }

    /// Ends the message: the digest as 64 small hexadecimal digits.
    public consuming func finish() -> String {
        let bits = totalBytes &* 8
        pending[pendingCount] = 0x80
        pendingCount += 1
        if pendingCount > 56 {
            while pendingCount < 64 {
                pending[pendingCount] = 0
                pendingCount += 1
            }
            takePending()
        }
        while pendingCount < 56 {
            pending[pendingCount] = 0
            pendingCount += 1
        }
        for place in 0..<8 { pending[56 + place] = UInt8(truncatingIfNeeded: bits >> UInt64(56 - place * 8)) }
        takePending()
        let digits: [UInt8] = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(64)
        for place in 0..<8 {
            for shift in stride(from: 28, through: 0, by: -4) {
                text.append(digits[Int((state[place] >> UInt32(shift)) & 15)])
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The digest of bytes as 64 small hexadecimal digits.
    public static func digest(of bytes: [UInt8]) -> String {
        var hash = SHA256()
        hash.update(bytes)
        return hash.finish()
    }

    /// Whether a text has the form of a digest: 64 digits 0-9, a-f.
    public static func isDigest(_ text: String) -> Bool {
        text.utf8.count == 64
            && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }

    private mutating func takePending() {
        let block = pending
        takeBlocks(of: block.span, from: 0, count: 1)
        pendingCount = 0
    }

    /// Works whole 64-byte blocks into the state.
    ///
    /// The caller guarantees that `from + count * 64` lies within the bytes; it is checked once here, so that the
    /// loops below need no check for each byte.
    private mutating func takeBlocks(of bytes: Span<UInt8>, from: Int, count: Int) {
        precondition(from >= 0 && count >= 0 && from + count * 64 <= bytes.count)
        var storage: [64 of UInt32] = .init(repeating: 0)
        // Spans over both arrays: indexing the arrays themselves copies 256 bytes at each use.
        var words = storage.mutableSpan
        let constants = Self.roundConstants
        let added = constants.span
        let raw = unsafe bytes.bytes
        for block in 0..<count {
            let base = from &+ block &* 64
            for word in 0..<16 {
                let at = base &+ word &* 4
                let loaded = unsafe raw.unsafeLoadUnaligned(fromUncheckedByteOffset: at, as: UInt32.self)
                unsafe words[unchecked: word] = UInt32(bigEndian: loaded)
            }
            for word in 16..<64 {
                let early = unsafe words[unchecked: word &- 15]
                let late = unsafe words[unchecked: word &- 2]
                let first = Self.turn(early, 7) ^ Self.turn(early, 18) ^ (early >> 3)
                let second = Self.turn(late, 17) ^ Self.turn(late, 19) ^ (late >> 10)
                unsafe words[unchecked: word] =
                    words[unchecked: word &- 16] &+ first &+ words[unchecked: word &- 7] &+ second
            }
            takeSchedule(words.span, added)
        }
    }

    /// Runs the 64 rounds, eight at a time, so that the eight working words change roles instead of places.
    @inline(__always)
    private mutating func takeSchedule(_ words: Span<UInt32>, _ added: Span<UInt32>) {
        var (a, b, c, d) = (state[0], state[1], state[2], state[3])
        var (e, f, g, h) = (state[4], state[5], state[6], state[7])
        var at = 0
        while at < 64 {
            unsafe Self.round(a, b, c, &d, e, f, g, &h, words[unchecked: at] &+ added[unchecked: at])
            unsafe Self.round(
                h, a, b, &c, d, e, f, &g, words[unchecked: at &+ 1] &+ added[unchecked: at &+ 1])
            unsafe Self.round(
                g, h, a, &b, c, d, e, &f, words[unchecked: at &+ 2] &+ added[unchecked: at &+ 2])
            unsafe Self.round(
                f, g, h, &a, b, c, d, &e, words[unchecked: at &+ 3] &+ added[unchecked: at &+ 3])
            unsafe Self.round(
                e, f, g, &h, a, b, c, &d, words[unchecked: at &+ 4] &+ added[unchecked: at &+ 4])
            unsafe Self.round(
                d, e, f, &g, h, a, b, &c, words[unchecked: at &+ 5] &+ added[unchecked: at &+ 5])
            unsafe Self.round(
                c, d, e, &f, g, h, a, &b, words[unchecked: at &+ 6] &+ added[unchecked: at &+ 6])
            unsafe Self.round(
                b, c, d, &e, f, g, h, &a, words[unchecked: at &+ 7] &+ added[unchecked: at &+ 7])
            at &+= 8
        }
        state[0] &+= a
        state[1] &+= b
        state[2] &+= c
        state[3] &+= d
        state[4] &+= e
        state[5] &+= f
        state[6] &+= g
        state[7] &+= h
    }

    /// One round (FIPS 180-4, 6.2.2 step 3); `word` is schedule word plus constant.
    @inline(__always)
    private static func round(
        _ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: inout UInt32, _ e: UInt32, _ f: UInt32, _ g: UInt32,
        _ h: inout UInt32, _ word: UInt32
    ) {
        let first =
            h &+ (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) &+ (((f ^ g) & e) ^ g) &+ word
        let second = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) &+ ((a & b) | (c & (a | b)))
        d = d &+ first
        h = first &+ second
    }

    @inline(__always)
    private static func turn(_ word: UInt32, _ count: UInt32) -> UInt32 {
        (word >> count) | (word << (32 &- count))
    }
}
