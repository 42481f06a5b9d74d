import Foundation
import TestKit
import Testing

@testable import Commands

/// `site list`, `show`, `add` and `set`.
@Suite struct SiteTests {
    @Test func aSiteIsAddedAndReached() throws {
        let shell = try LabTests.shell()
        let out = shell.out(
            "site", "add", "S01", "--name", "Branch", "--domain", "BRANCH", "--zone", "CET-1", "--address",
            "BPC:56000")
        #expect(out.contains("Added site S01 with the site server S01SRV1."))
        _ = shell.out("site", "set", "BPC", "--address", "S01:56000", "--response", "medium")
        let sites = try shell.list("site", "list")
        #expect(sites.map { $0["site"] as? String } == ["BPC", "S01"])
        #expect(sites.map { $0["response"] as? String } == ["medium", "fast"])
        let branch = try shell.object("site", "show", "branch")
        #expect(branch["time"] as? String == "1997-04-21 09:00", "an hour ahead of the central site")
        #expect((branch["addresses"] as? [[String: Any]])?.map { $0["to"] as? String } == ["BPC", "S01"])
        _ = shell.out("client", "add", "B#", "--site", "S01", "--count", "2")
        #expect(
            try shell.list("client", "list", "--site", "S01").map { $0["domain"] as? String } == [
                "BRANCH", "BRANCH",
            ])
        #expect(try shell.object("client", "show", "b2")["clock"] as? String == "1997-04-21 09:00")
        let folder = shell.scratch.path("t.lab/servers/S01SRV1/D/SMS/SITE.SRV")
        #expect(FileManager.default.fileExists(atPath: folder))
        #expect(shell.out("lab", "check") == "The lab is whole.\n")
        try expectReplays(shell.scratch.path("t.lab"))
    }

    @Test func settingsAreChanged() throws {
        let shell = try LabTests.shell()
        _ = shell.out(
            "site", "set", "--compression", "off", "--level", "6", "--yield", "0", "--ratio", "50",
            "--pcm-polling", "15", "--status-time", "500", "--sql-clock-offset=-1000", "--name", "Middle",
            "--add-domain", "dom2", "--remove-address", "BPC")
        let site = try shell.object("site", "show")
        #expect(site["compression"] as? Bool == false)
        #expect(site["compressionLevel"] as? Int == 6)
        #expect(site["yieldMilliseconds"] as? Int == 0)
        #expect(site["ratioPercent"] as? Int == 50)
        #expect(site["pcmPollingMinutes"] as? Int == 15)
        #expect(site["statusMilliseconds"] as? Int == 500)
        #expect(site["sqlClockOffsetMilliseconds"] as? Int == -1000)
        #expect(site["domains"] as? String == "DOMAIN1, DOM2")
        #expect((site["addresses"] as? [Any])?.isEmpty == true, "no job gets out (event 332)")
        _ = shell.out("site", "set", "Middle", "--remove-domain", "DOM2", "--address", "BPC")
        let again = try shell.object("site", "show", "BPC")
        #expect(again["domains"] as? String == "DOMAIN1")
        #expect((again["addresses"] as? [[String: Any]])?.count == 1)
    }

    @Test func mistakesChangeNothing() throws {
        let shell = try LabTests.shell()
        let cases: [(words: [String], code: Int32, tells: String)] = [
            (["add", "BPC"], 73, "there is a site BPC already"), (["add", "AUX"], 64, "is no site code"),
            (["add", "LONG"], 64, "is no site code"),
            (["add", "S01", "--server", "PC1"], 73, "there is a client PC1"),
            (["add", "S01", "--zone", "Berlin"], 64, "POSIX time zone rule"),
            (["set", "S99", "--level", "2"], 66, "no site 'S99'"), (["set", "BPC"], 64, "nothing to change"),
            (["set", "--level", "9"], 64, "is not between 1 and 7"),
            (["set", "--zone", "CET-1"], 77, "the zone of site BPC cannot be changed"),
            (["set", "--remove-domain", "DOMAIN1"], 77, "is the first domain"),
            (["set", "--remove-domain", "DOM"], 77, "is the first domain"),
            (["set", "--remove-domain", "NONE"], 66, "no domain 'NONE'"),
            (["set", "--remove-address", "S01"], 66, "no address to S01"),
            (["set", "--address", "S01:fast"], 64, "no speed"), (["show", "S99"], 66, "no site 'S99'"),
        ]
        for (words, code, tells) in cases {
            let result = shell.run(["site"] + words)
            #expect(result.code == code, "\(words): \(result)")
            #expect(result.err.contains(tells), "\(words): \(result.err)")
        }
        let (code, _, err) = shell.run("site", "set", "--address", "S77")
        #expect(code == 3 && err.contains("[unknown-destination]"), "done, with a warning: \(err)")
        #expect(try shell.object("lab", "show")["journalRecords"] as? Int == 2)
    }
}
