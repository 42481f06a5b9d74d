import SiteModel
import Testing

/// Specimens of sms12-server 6, and the limits of each form.
@Suite struct IdentifierTests {
    @Test(arguments: ["BPC0000A", "GBL00015", "A0100100", "DOG0005D", "CS100005", "C1200008"])
    func `package identifiers of the articles read and print`(text: String) throws {
        let id = try #require(PackageID(text))
        #expect(id.description == text)
        #expect(id.site == SiteCode(text.prefix(3)))
    }

    @Test(arguments: ["BPC000AA", "BPC001F9", "GBL0015B", "BPC00112", "BPC00434", "VAQ0000F"])
    func `job identifiers of the articles read and print`(text: String) throws {
        #expect(try #require(JobID(text)).description == text)
    }

    @Test(arguments: ["BPC001M", "BPC003F", "GBL00B9", "BPC005Q", "BP0000Y"])
    func `request identifiers of the articles read and print`(text: String) throws {
        #expect(try #require(RequestID(text)).description == text)
    }

    @Test(arguments: ["MDM00005", "LAM0000L", "SIT0100V"])
    func `machine identifiers of the articles read and print`(text: String) throws {
        #expect(try #require(SMSID(text)).description == text)
    }

    @Test(arguments: ["_2ZYBPC", "_06XCEN"])
    func `send request identifiers of the articles read and print`(text: String) throws {
        let id = try #require(SendRequestID(text))
        #expect(id.description == text)
        #expect(id.site == SiteCode(text.suffix(3)))
    }

    @Test func `counters are hexadecimal for packages and jobs, base 36 for requests and machines`() throws {
        let site = try #require(SiteCode("BPC"))
        #expect(PackageID("BPC0000A")?.counter == 10)
        #expect(JobID("GBL0015B")?.counter == 0x15B)
        // 3 * 36 + 15; 36 * 36 * 36 + 31; 2 * 36 * 36 + 35 * 36 + 34.
        #expect(RequestID("BPC003F")?.counter == 123)
        #expect(SMSID("LAM0000L")?.counter == 21)
        #expect(SMSID("SIT0100V")?.counter == 46_687)
        #expect(SendRequestID("_2ZYBPC")?.counter == 3_886)
        // 0xFFFFF, 36^4 - 1, 36^5 - 1, 36^3 - 1: the last of each form.
        #expect(PackageID(site: site, counter: 1_048_575)?.description == "BPCFFFFF")
        #expect(PackageID(site: site, counter: 1_048_576) == nil)
        #expect(JobID(site: site, counter: 1_048_575)?.description == "BPCFFFFF")
        #expect(JobID(site: site, counter: 1_048_576) == nil)
        #expect(RequestID(site: site, counter: 1_679_615)?.description == "BPCZZZZ")
        #expect(RequestID(site: site, counter: 1_679_616) == nil)
        #expect(SMSID(site: site, counter: 60_466_175)?.description == "BPCZZZZZ")
        #expect(SMSID(site: site, counter: 60_466_176) == nil)
        #expect(SendRequestID(site: site, counter: 46_655)?.description == "_ZZZBPC")
        #expect(SendRequestID(site: site, counter: 46_656) == nil)
    }

    @Test(arguments: [
        "", "BPC", "BPC0000", "BPC000000", "BPC0000G", "BPC 000A", "BP-0000A", "BPC-0001", "BPC+0001",
        "CON00001",
        "BPC0000é", "ÀPC0000A",
    ])
    func `what is no package identifier is refused`(text: String) {
        #expect(PackageID(text) == nil)
        #expect(JobID(text) == nil)
    }

    @Test(arguments: ["2ZYBPC", "_2ZYCON", "__ZYBPC", "_2ZYBP", "_2ZYBPCX", "2_ZYBPC"])
    func `what is no send request identifier is refused`(text: String) {
        #expect(SendRequestID(text) == nil)
    }

    @Test func `small letters are read as capitals`() {
        #expect(PackageID("bpc0000a")?.description == "BPC0000A")
        #expect(SiteCode("x8z")?.description == "X8Z")
        #expect(SendRequestID("_2zybpc")?.description == "_2ZYBPC")
    }

    @Test(arguments: ["BPC", "GBL", "C12", "CS1", "X86", "M02", "000", "ZZZ", "YAP"])
    func `site codes of the articles are site codes`(text: String) {
        #expect(SiteCode(text)?.description == text)
    }

    /// Device names cannot be directories (Q182420); a ligature is three bytes and no letter of a code.
    @Test(arguments: [
        "CON", "con", "PRN", "AUX", "NUL", "nUl", "", "BP", "BPCD", "B C", "B-C", "ÄB", "ﬃ", "ﬁ", "B\u{0}C",
    ])
    func `reserved names and foreign characters are no site codes`(text: String) {
        #expect(SiteCode(text) == nil)
    }

    /// 36 to the third power less the four device names (Q127052, Q182420).
    @Test func `there are 46,652 site codes, in order of their characters`() {
        let digits = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        var codes: [SiteCode] = []
        for one in digits {
            for two in digits {
                for three in digits {
                    if let code = SiteCode(String([one, two, three])) { codes.append(code) }
                }
            }
        }
        #expect(codes.count == 46_652)
        #expect(zip(codes, codes.dropFirst()).allSatisfy { $0 < $1 && $0.description < $1.description })
    }

    @Test func `identifiers order by site, then by number`() throws {
        let ids = try ["ABC00002", "ABC0000F", "ABC00010", "ABD00000"].map { try #require(JobID($0)) }
        #expect([ids[2], ids[3], ids[0], ids[1]].sorted() == ids)
    }
}
