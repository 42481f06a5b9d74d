import Foundation
import TestKit
import Testing

@testable import Commands

/// `group list`, `show`, `add`, `set` and `remove`.
@Suite struct GroupTests {
    private func members(_ shell: Shell, _ group: String) throws -> [String] {
        try shell.list("group", "show", group).compactMap { $0["member"] as? String }
    }

    @Test func groupsAreMadeChangedAndRemoved() throws {
        let shell = try LabTests.shell("--clients", "12")
        let (code, out, err) = shell.run("group", "add", "Sales", "pc[1-3]", "SRV2")
        #expect(code == 0 && out.contains("Made machine group Sales at site BPC: 4 members."))
        #expect(err.contains("sms12 job create PACKAGE --on group:Sales"))
        #expect(try members(shell, "sales") == ["PC1", "PC2", "PC3", "SRV2"])
        #expect(try shell.list("group", "show", "Sales").map { $0["kind"] as? String }.last == "server")
        _ = shell.out("group", "set", "Sales", "--add-member", "PC1*", "--remove-member", "PC2")
        #expect(try members(shell, "Sales") == ["PC1", "PC3", "SRV2", "PC10", "PC11", "PC12"])
        _ = shell.out("group", "set", "Sales", "--remove-member", "PC1*")
        #expect(try members(shell, "Sales") == ["PC3", "SRV2"])
        _ = shell.out("group", "set", "Sales", "PC4", "PC5")
        #expect(try members(shell, "Sales") == ["PC4", "PC5"])
        #expect(try shell.list("group", "list").map { $0["members"] as? Int } == [12, 2])
        _ = shell.out("group", "remove", "Sal")
        #expect(try shell.list("group", "list").count == 1)
        #expect(shell.out("group", "list", "--format", "csv") == "site,name,members\nBPC,All,12\n")
        try expectReplays(shell.scratch.path("t.lab"))
    }

    @Test func anUnknownMemberStaysABlankRow() throws {
        let shell = try LabTests.shell()
        let (code, _, err) = shell.run("group", "add", "Odd", "PC1", "GHOST")
        #expect(code == 3 && err.contains("no computer 'GHOST'") && err.contains("Q160901"), "\(err)")
        #expect(
            try shell.list("group", "show", "Odd").map { $0["kind"] as? String } == ["client", "nothing"])
    }

    @Test func mistakesChangeNothing() throws {
        let shell = try LabTests.shell()
        let cases: [(words: [String], code: Int32, tells: String)] = [
            (["add", "all", "PC1"], 73, "there is a machine group all at site BPC already"),
            (["add", "G", "X*"], 66, "fits 'X*'"), (["add", "G", "PC[5-1]"], 64, "is no range of names"),
            (["add", "G", "PC[1-x]"], 64, "is no range of names"),
            (["add", "G", "PC[1-99999999999]"], 64, "is no range of names"),
            (["add", "", "PC1"], 65, "nothing was changed"),
            (["set", "Al1", "PC1"], 66, "did you mean All?"),
            (["set", "All"], 64, "nothing to change"),
            (["set", "All", "--remove-member", "PC9"], 66, "PC9 is no member of All"),
            (["remove", "Nobody"], 66, "no group 'Nobody'"), (["show", "Nobody"], 66, "no group 'Nobody'"),
        ]
        for (words, code, tells) in cases {
            let result = shell.run(["group"] + words)
            #expect(result.code == code, "\(words): \(result)")
            #expect(result.err.contains(tells), "\(words): \(result.err)")
        }
        #expect(try shell.object("lab", "show")["journalRecords"] as? Int == 1)
    }

    @Test(arguments: [
        ("PC12", "PC*", true), ("PC12", "*2", true), ("PC12", "P*1*", true), ("PC12", "*", true),
        ("PC12", "PC1", false), ("PC12", "*C", false), ("PC12", "PC12", true), ("PC1", "PC1*1", false),
        ("ABAB", "AB*AB", true), ("AB", "AB*AB", false),
    ])
    func aStarStandsForAnyText(name: String, pattern: String, fits: Bool) {
        #expect(GroupEdit.fits(name, pattern) == fits)
    }
}
