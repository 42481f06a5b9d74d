import LegacyFormats
import SiteModel
import TestKit
import Testing

/// The lines of a correct 1.x file; tests replace single lines of it, so that places can be counted by eye.
let base1 = [
    "[PDF]",  // 1
    "Version=1.0",  // 2
    "[Package Definition]",  // 3
    "Product=P",  // 4
    "Version=1",  // 5
    "Comment=C",  // 6
    "SetupVariations=A",  // 7
    "[A Setup]",  // 8
    "CommandName=A",  // 9
    "CommandLine=a.exe",  // 10
    "UserInputRequired=FALSE",  // 11
    "SupportedPlatforms=Windows 3.1",  // 12
]

/// `base1` with a sharing set.
let sharing1 =
    base1 + [
        "[Setup Package for Sharing]",  // 13
        "ShareName=S",  // 14
        "ShareAccess=UserRead",  // 15
        "[Program Item Properties 1]",  // 16
        "CommandLine=p.exe",  // 17
        "SupportedPlatforms=Windows 3.1",  // 18
    ]

/// `base1` with an inventory set.
let inventory1 =
    base1 + [
        "[Setup Package for Inventory]",  // 13
        "InventoryThisPackage=TRUE",  // 14
        "Detection Rule Part 1=File 1",  // 15
        "[File 1]",  // 16
        "FILE=a.exe",  // 17
    ]

/// The lines of a correct 2.0 file.
let base2 = [
    "[PDF]",  // 1
    "Version=2.0",  // 2
    "[Package Definition]",  // 3
    "Name=N",  // 4
    "Version=1",  // 5
    "Publisher=Q",  // 6
    "Language=EN",  // 7
    "Programs=A",  // 8
    "[A]",  // 9
    "Name=A",  // 10
    "CommandLine=a.exe",  // 11
    "SupportedClients=Win NT (I386)",  // 12
]

/// A file made from lines: line numbers with what stands there instead (nil: nothing, not even the line).
func changed(_ base: [String], _ changes: KeyValuePairs<Int, String?>) -> String {
    var lines: [String?] = base
    for (number, text) in changes {
        if number <= lines.count { lines[number - 1] = text } else { lines.append(text) }
    }
    return lines.compactMap { $0 }.map { $0 + "\n" }.joined()
}

/// Reads a text.
func read(
    _ text: String, neighbours: [String]? = nil, leniency: PackageDefinitionLeniency = .files
) -> PackageDefinitionReading {
    parsePackageDefinition(Array(text.utf8), file: "t.pdf", neighbours: neighbours, leniency: leniency)
}

/// Findings as `code line:column`.
func places(_ findings: [Finding]) -> [String] {
    findings.map { "\($0.code) \($0.location?.line ?? 0):\($0.location?.column ?? 0)" }
}

/// A package identifier for tests.
func testID() throws -> PackageID { try #require(PackageID("BPC0000A")) }

/// The samples of the repository.
let sampleNames = [
    "abacus-share.pdf", "broken-list.pdf", "dos-and-mac.pdf", "harbour-update.pdf", "lagoon-version4.sms",
    "lantern.sms", "mueller-1252.pdf", "quill-writer.pdf", "template-draft.sms", "tessera.sms",
    "tide-utf16.sms",
]

/// The bytes of a sample.
func sample(_ name: String) throws -> [UInt8] {
    try readFile(checkoutRoot + "/samples/package-definitions/" + name)
}

/// Reads a sample.
func readSample(_ name: String) throws -> PackageDefinitionReading {
    parsePackageDefinition(try sample(name), file: name)
}
