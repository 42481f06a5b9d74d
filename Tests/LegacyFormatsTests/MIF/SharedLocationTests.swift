import LegacyFormats
import SiteModel
import Testing

/// The package of a Share job in a location file.
@Suite struct SharedLocationTests {
    /// Q235805: the fourth character is a Z, as in 100Z0006.
    @Test func `the sharing set of a package has a Z in its identifier`() throws {
        let site = try #require(SiteCode("100"))
        let id = try #require(PackageID("10000006"))
        let location = PackageLocationMIF(
            site: site, package: id, server: "SRV1", path: "\\\\SRV1\\APPS", isSharing: true)
        let text = location.write()
        #expect(text.contains("100Z0006"))
        let read = PackageLocationMIF.parse(text, file: "1.PMF")
        #expect(read.findings.isEmpty)
        #expect(read.location == location)
        var other = location
        other.isSharing = false
        #expect(!other.write().contains("100Z0006"))
    }
}
