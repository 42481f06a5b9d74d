import Foundation
import Glibc
import TestKit
import Testing

@testable import Commands

/// What somebody who used the program for the first time stumbled over.
@Suite struct NewcomerMendTests {
    // MARK: Replay and journal

    @Test(arguments: [
        ("-1", "a cycle is a number from 0 on"), ("event:0", "is no event: the lab has events 1 to"),
        ("cycle:900", "has not come yet"), ("event:99999", "has not come yet: the lab has events 1 to"),
    ])
    func `a place that a replay cannot stop at is refused with what there is`(word: String, text: String)
        throws
    {
        let shell = try Shell.withPackage()
        _ = shell.out("run", "--cycles", "3")
        shell.fails(64, text, "replay", "--to", word)
    }

    @Test func `a journal that is wrong is told of once, with its place`() throws {
        let shell = try Shell.withLab(fidelity: "modelled")
        let text = shell.out("journal", "export")
        try shell.scratch.write("twice.txt", text.replacing("\"SRV3\"", with: "\"SRV2\""))
        let refused = shell.run("journal", "import", "twice.txt", "b")
        #expect(refused.code == 65, "\(refused)")
        #expect(refused.err.ranges(of: "twice.txt:2:").count == 1, "\(refused.err)")
        #expect(refused.err.ranges(of: "[journal-text]").count == 1, "\(refused.err)")
        try shell.scratch.write("other.txt", text.replacing("{\"rules\":", with: "{\"rules\":9"))
        let other = shell.run("journal", "import", "other.txt", "b")
        #expect(other.code == 1 && other.err.contains("nothing was made"), "\(other)")
        #expect(!other.err.contains("goes on"), "\(other.err)")
    }

    // MARK: Clients, sites, jobs

    @Test func `a client that runs a command says so`() throws {
        let shell = try Shell.withPackage(fidelity: "modelled")
        _ = shell.out("job", "create", "Editor", "--on", "computer:PC1")
        _ = shell.out("run", "--for", "3h", "--quiet")
        _ = shell.out("client", "run", "PC1")
        let again = shell.run("client", "run", "PC1")
        #expect(again.code == 77 && again.err.contains("runs already"), "\(again)")
    }

    @Test func `a site without a parent is told of, when it is made and when a job goes there`() throws {
        let shell = try Shell.withPackage(fidelity: "modelled")
        let made = shell.run("site", "add", "S01")
        #expect(made.code == 0 && made.err.contains("Site S01 has no parent"), "\(made)")
        #expect(made.err.contains("Next: sms12 site attach S01 --to BPC"), "\(made.err)")
        let job = shell.run("job", "create", "Editor", "--on", "site:S01")
        #expect(job.code == 3 && job.err.contains("site S01 has no parent"), "\(job)")
        _ = shell.out("site", "attach", "S01", "--to", "BPC")
        #expect(shell.run("job", "create", "Editor", "--on", "site:S01").code == 0)
    }

    @Test func `a site names its servers that are down, and what waits for them`() throws {
        let shell = try Shell.withPackage(fidelity: "modelled")
        _ = shell.out("fault", "server", "BPC", "SRV2", "--state", "down")
        let idle = shell.out("explain", "site", "BPC")
        #expect(idle.contains("Server SRV2 of site BPC is down: nothing waits for it now."), "\(idle)")
        #expect(idle.contains("fault server BPC SRV2 --state up"), "\(idle)")
        _ = shell.out("job", "create", "Editor", "--on", "site:BPC")
        _ = shell.out("run", "--for", "30m", "--quiet")
        let busy = shell.out("explain", "site", "BPC")
        #expect(busy.contains("the Despooler's tries for it go on in job BPC00001"), "\(busy)")
        _ = shell.out("fault", "server", "BPC", "SRV2", "--state", "up")
        #expect(shell.out("explain", "site", "BPC").contains("Nothing is under way."))
    }

    @Test func `a step that waited in vain says how far time moved`() throws {
        let fresh = try Shell.withPackage(fidelity: "modelled")
        _ = fresh.out("job", "create", "Editor", "--on", "site:BPC", "--start-after", "1998-04-21 09:00")
        let (code, _, err) = fresh.run("step", "--break", "job=Active", "--at-most", "10d")
        #expect(code == 1 && err.contains("time moved by 10 d, from 1997-04-21 09:00"), "\(err)")
        #expect(err.contains("sms12 rewind --to \"1997-04-21 09:00\""), "\(err)")
    }

    // MARK: Help and files

    @Test func `options that exclude each other are one paragraph`() throws {
        let help = try Shell().out("job", "create", "--help")
        #expect(help.ranges(of: "At most one of").count == 1, "\(help)")
        let words = help.split { $0 == "\n" || $0 == " " }.joined(separator: " ")
        #expect(words.contains("of --mandatory, --mandatory-after, --optional"), "\(words)")
        let share = try #require(words.firstRange(of: "Not with --share:"))
        let list = words[share.upperBound...].prefix { $0 != "." }
        #expect(list.contains("--servers") && list.contains("--run"), "\(list)")
        // Two options that exclude each other are told as they were.
        let rewind = try Shell().out("journal", "export", "--help")
        #expect(!rewind.contains("At most one"))
    }

    @Test func `a picture says what it shows, and a minus sign is standard output`() throws {
        let shell = try Shell.withPackage(fidelity: "modelled")
        _ = shell.out("job", "create", "Editor", "--on", "site:BPC")
        _ = shell.out("run", "--cycles", "30", "--quiet")
        let sites = shell.out("report", "--format", "svg", "--at", "1997-04-21 09:10", "--out", "s.svg")
        #expect(
            sites.contains("s.svg shows the sites as they stood at 1997-04-21 09:10 of lab t."), "\(sites)")
        let job = shell.out("report", "--format", "svg", "--job", "bpc00001", "--out", "j.svg")
        #expect(job.contains("the phases of BPC00001 until 1997-04-21 09:30"), "\(job)")
        #expect(shell.out("report", "--out", "p.html").contains("p.html shows 31 moments"))
        for words in [["report", "--format", "svg"], ["journal", "export"]] {
            #expect(shell.run(words + ["--out", "-"]).out == shell.run(words).out, "\(words)")
        }
        #expect(!HostFiles.exists(shell.scratch.path("-")))
    }

    @Test func `what may not be written ends with 77, whatever it is`() throws {
        let shell = try Shell.withPackage(fidelity: "modelled")
        try shell.scratch.write("a.log", "no log\n")
        let closed = shell.scratch.path("closed")
        try FileManager.default.createDirectory(atPath: closed, withIntermediateDirectories: true)
        chmod(closed, 0o555)
        defer { chmod(closed, 0o755) }
        var program = [try builtProgram()]
        if getuid() == 0 {
            let setpriv = "/usr/bin/setpriv"
            guard FileManager.default.isExecutableFile(atPath: setpriv) else {
                return print("skipped: no program setpriv")
            }
            chmod(shell.scratch.path, 0o755)
            program = [setpriv, "--reuid", "65534", "--regid", "65534", "--clear-groups"] + program
        }
        for words in [
            ["lab", "create", "closed/x"], ["lesson", "start", "1", "closed/l"],
            ["journal", "export", "--lab", "t.lab", "--out", "closed/j"],
            ["report", "--lab", "t.lab", "--out", "closed/p.html"],
            ["package", "export", "--lab", "t.lab", "BPC00001", "--to", "closed/p.pdf"],
        ] {
            let all = program + words
            let refused = try runProgram(all[0], Array(all.dropFirst()), folder: shell.scratch.path)
            #expect(refused.code == 77, "\(words) \(refused)")
        }
        // What is in the way for another reason is not a matter of rights.
        #expect(shell.run("journal", "export", "--out", "none/j").code == 73)
    }
}
