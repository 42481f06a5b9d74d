import Foundation
import LegacyFormats
import SiteModel
import TestKit
import Testing

/// `docs/reference/lab-file.md` against the program.
@Suite struct LabFileReferenceTests {
    /// The rows of the table of a section: member and default.
    private func rows(_ section: String) throws -> [(member: String, standard: String)] {
        let text = String(
            decoding: try readFile(checkoutRoot + "/docs/reference/lab-file.md"), as: UTF8.self)
        let part = try #require(
            text.components(separatedBy: "\n## ").first { $0.hasPrefix(section + "\n") },
            "no section \(section)")
        return part.split(separator: "\n").filter { $0.hasPrefix("| `") }.map { line in
            let cells = line.components(separatedBy: " | ")
            let member = cells[0].dropFirst(2).replacingOccurrences(of: "`", with: "")
            let standard = cells.count > 2 ? cells[2] : ""
            return (member, standard.hasPrefix("`") ? String(standard.dropFirst().dropLast()) : standard)
        }
    }

    /// Every object of a lab file with everything left out that may be.
    private var objects: [(section: String, json: JSONValue, required: [String])] {
        get throws {
            let site = SiteDefinition(code: try #require(SiteCode("BPC")))
            var reachable = site
            reachable.addresses = [AddressDefinition(destination: site.code)]
            let address = try #require(reachable.json["addresses"]?.list?.first)
            let server = ServerDefinition(name: "")
            reachable.senders = [SenderDefinition(kind: .lan)]
            let sender = try #require(reachable.json["senders"]?.list?.first)
            return [
                ("The lab", LabDefinition(name: "").json, ["name"]), ("A site", site.json, ["code"]),
                ("Compression", try #require(site.json["compression"]), []),
                ("An address", address, ["to"]), ("A Sender", sender, ["kind"]),
                ("A site group", SiteGroupDefinition(name: "", sites: []).json, ["name"]),
                ("Site Reporter", try #require(site.json["siteReporter"]), []),
                ("Site Configuration Manager", try #require(site.json["siteConfiguration"]), []),
                ("A server", server.json, ["name"]),
                ("A drive", try #require(server.json["drives"]?.list?.first), ["letter"]),
                ("A client range", ClientRange(pattern: "").json, ["names"]),
                ("A machine group", MachineGroupDefinition(name: "", members: []).json, ["name"]),
                ("A program group", ProgramGroupDefinition(name: "", number: 0).json, ["name"]),
                ("A user group", UserGroupDefinition(name: "", users: []).json, ["name"]),
                ("A query", QueryDefinition(name: "", text: "").json, ["name", "text"]),
                ("A result rule", ResultRule().json, []),
                ("A user rule", UserRule(runsAfterMinutes: 1).json, ["runsAfterMinutes"]),
            ]
        }
    }

    @Test func everyMemberIsThereWithItsDefault() throws {
        for (section, json, required) in try objects {
            let rows = try rows(section)
            let members = try #require(json.members)
            #expect(rows.map(\.member) == members.map(\.name), "the members of \(section), in order")
            for (row, member) in zip(rows, members) {
                if required.contains(member.name) {
                    #expect(row.standard == "—", "\(section): \(member.name) has to be given")
                } else if row.standard != "(see below)" {
                    let (node, findings) = parseJSON5(Array(row.standard.utf8), file: "default")
                    #expect(findings.isEmpty, "\(section): \(member.name)")
                    #expect(node?.json == member.value, "\(section): the default of \(member.name)")
                }
            }
        }
    }

    @Test func theExampleIsALab() throws {
        let text = String(
            decoding: try readFile(checkoutRoot + "/docs/reference/lab-file.md"), as: UTF8.self)
        let example = try #require(text.components(separatedBy: "```json5\n").dropFirst().first)
        let lines = example.components(separatedBy: "```")[0]
        let (lab, findings) = readLabDefinition(Array(lines.utf8), file: "example")
        #expect(findings.isEmpty, "\(findings)")
        #expect(lab?.sites.count == 1)
    }
}
