import LegacyFormats
import SiteModel
import TestKit
import Testing

@Suite struct ReferencePageTests {
    /// `docs/reference/package-definition.md` has the table of all codes.
    @Test func thePageHasEveryCodeWithItsSeverityAndMeaning() throws {
        let path = checkoutRoot + "/docs/reference/package-definition.md"
        let page = String(decoding: try readFile(path), as: UTF8.self)
        for code in PackageDefinitionCode.allCases {
            let row = "| `\(code.rawValue)` | \(code.severity.rawValue) | \(code.meaning) |\n"
            #expect(page.contains(row), "\(row)")
        }
    }
}
