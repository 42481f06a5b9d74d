import Foundation
import TestKit
import Testing

@testable import Commands

/// `server list`, `show`, `add`, `set` and `remove`.
@Suite struct ServerTests {
    @Test func serversAreAddedChangedAndRemoved() throws {
        let shell = try LabTests.shell()
        let (code, out, err) = shell.run(
            "server", "add", "srv7", "--role", "logon", "--role", "distribution", "--drive", "C:ntfs:2GB",
            "--drive", "e:fat:500MB")
        #expect(code == 0)
        #expect(out.contains("Added logon, distribution server SRV7 to site BPC."))
        #expect(err.contains("Next:"))
        var server = try shell.object("server", "show", "SRV7")
        #expect(server["roles"] as? String == "logon, distribution")
        let drives = try #require(server["drives"] as? [[String: Any]])
        #expect(drives.map { $0["drive"] as? String } == ["C", "E"])
        #expect(drives.map { $0["freeBytes"] as? Int } == [2 << 30, 500 << 20])
        _ = shell.out("server", "set", "srv7", "--offline", "--remove-role", "logon", "--drive", "E:fat:10MB")
        server = try shell.object("server", "show", "srv7")
        #expect(server["online"] as? Bool == false)
        #expect(server["roles"] as? String == "distribution")
        _ = shell.out("server", "set", "srv7", "--remove-drive", "E", "--online")
        #expect((try shell.object("server", "show", "srv7")["drives"] as? [[String: Any]])?.count == 1)
        _ = shell.out("server", "remove", "srv7")
        #expect(try shell.list("server", "list").count == 3)
        #expect(shell.out("server", "list", "--format", "csv").hasPrefix("site,server,roles,"))
        #expect(shell.out("lab", "check") == "The lab is whole.\n")
        try expectReplays(shell.scratch.path("t.lab"))
    }

    @Test func aNetWareServerHasAVolume() throws {
        let shell = try LabTests.shell()
        _ = shell.out("server", "add", "NW1", "--kind", "netware3")
        let server = try shell.object("server", "show", "NW1")
        #expect(server["kind"] as? String == "netware3")
        #expect((server["drives"] as? [[String: Any]])?.first?["fileSystem"] as? String == "netware")
    }

    @Test func mistakesChangeNothing() throws {
        let shell = try LabTests.shell()
        let cases: [(words: [String], code: Int32, tells: String)] = [
            (["add", "SRV2"], 73, "there is a server SRV2 at site BPC already"),
            (["add", "pc1"], 73, "there is a client PC1 at site BPC already"),
            (["add", "A NAME"], 65, "nothing was changed"),
            (["add", "X1", "--domain", "OTHER"], 65, "OTHER"),
            (["add", "X1", "--drive", "CC:ntfs:2GB"], 64, "is no drive such as D:ntfs:2GB"),
            (["add", "X1", "--drive", "C:ntfs:much"], 64, "is no size such as 2GB"),
            (["add", "X1", "--drive", "C:nfts:2GB"], 64, "did you mean C:ntfs?"),
            (["add", "X1", "--role", "logn"], 64, "did you mean logon?"),
            (["add", "X1", "--role", "site"], 65, "two site servers"),
            (["add", "X1", "--site", "S99"], 66, "no site 'S99'"),
            (["set", "SRV"], 64, "could be any of these: SRV1, SRV2, SRV3"),
            (["set", "SVR2"], 66, "did you mean SRV"), (["set", "SRV2"], 64, "nothing to change"),
            (["set", "SRV2", "--online", "--offline"], 64, "exclude each other"),
            (["set", "SRV2", "--remove-drive", "Z"], 66, "no drive Z"),
            (["set", "SRV1", "--remove-role", "site"], 65, "no site server"),
            (["set", "SRV1", "--remove-drive", "D"], 65, "SMS directory"),
            (["remove", "SRV1"], 77, "is the site server of BPC"), (["remove", "X9"], 66, "no server 'X9'"),
            (["show", "X9"], 66, "no server 'X9'"), (["show"], 64, "SERVER is missing"),
        ]
        for (words, code, tells) in cases {
            let result = shell.run(["server"] + words)
            #expect(result.code == code, "\(words): \(result)")
            #expect(result.err.contains(tells), "\(words): \(result.err)")
            #expect(result.out.isEmpty)
        }
        #expect(try shell.object("lab", "show")["journalRecords"] as? Int == 1)
    }
}
