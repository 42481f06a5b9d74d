import Foundation
import SiteModel
import TestKit
import Testing

@testable import Commands

/// Lines of the components' logs with the words that articles print (sms12-server 10.2).
@Suite struct ComponentLogTests {
    private func log(_ shell: Shell, _ component: String) -> [String] {
        shell.out("log", "show", component, "--grammar", "plain").split(separator: "\n").map { String($0) }
    }

    /// A lab of one server on drive D.
    private func lab(
        _ site: String, _ results: String = "", release: String = "1.2SP4"
    ) throws -> Shell {
        let shell = try Shell()
        try shell.scratch.write(
            "lab.json5",
            """
            {
              name: "t", start: "1997-04-21 09:00", fidelity: "modelled", release: "\(release)",
              sites: [{
                code: "BPC", name: "Bellevue", zone: "UTC0", domains: ["DOM1"], response: "very-fast",
                servers: [{ name: "SRV1", roles: ["site", "logon", "distribution"],
                            drives: [{ letter: "D", free: "1GB" }] }],
                clients: [{ names: "PC#", count: 2 }], \(site)
              }],
              results: [{ durationSeconds: 60\(results) }],
            }
            """)
        // 3: a warning, that nothing is sent without capacity.
        #expect([0, 3].contains(shell.run("lab", "create", "t.lab", "--from", "lab.json5").code))
        try shell.scratch.write("files/SETUP.EXE", "a program")
        try shell.scratch.write("editor.pdf", Shell.editor)
        _ = shell.out("package", "import", "editor.pdf", "--source", "files")
        return shell
    }

    private let mandatory = [
        "job", "create", "Editor", "--on", "site:BPC", "--mandatory-after", "1997-04-21 09:00",
    ]

    /// Q169491, Q161043, Q182419, Q126229.
    @Test func `the logs of a job have the published lines`() throws {
        let shell = try lab("")
        #expect(shell.run(mandatory).code == 0)
        _ = shell.out("run", "--until-job", "BPC00001=Complete")
        let despooler = log(shell, "despooler")
        let found = try #require(despooler.firstIndex(of: "~Found ready instruction 1_001BPC.INS"))
        #expect(despooler[found - 1] == "~Waiting for ready instruction file....")
        #expect(despooler.contains("~Memory usage: blocks=0 bytes=0"))
        #expect(
            despooler.contains(
                "Decompressing package D:\\SMS\\site.srv\\despoolr.box\\store\\BPC00001.WKS to D:\\_S M0000.TMP"
            ))
        let sender = log(shell, "LANSEND")
        #expect(sender.contains("Connecting to D:\\SMS\\site.srv\\sender.box\\requests\\LAN_DEFA.000"))
        #expect(sender.contains("~Renaming remote file 1_001BPC.TMP to 1_001BPC.INS"))
        #expect(
            log(shell, "DATALODR").contains("~No more job status MIFs to be processed, terminating thread"))
        #expect(log(shell, "DATALODR").contains("Waiting for a MIF..."))
    }

    /// Q172899: the line names the file and the time; Q153576's retry instruction is one of those files.
    @Test func `a retry is named by its file in RECEIVE`() throws {
        let shell = try lab("")
        _ = shell.out("server", "add", "SRV2", "--drive", "C:ntfs:1GB", "--offline")
        #expect(shell.run(mandatory).code == 0)
        _ = shell.out("run", "--for", "2h")
        let despooler = log(shell, "despooler")
        let line = try #require(
            despooler.first { $0.contains("won't be processed till") })
        let shape = try Regex(
            #"Instruction D:\\SMS\\site.srv\\despoolr.box\\receive\\SNI\d{5}.SNI won't be processed till \d\d/\d\d/97 \d\d:\d\d:\d\d"#
        )
        #expect(line.wholeMatch(of: shape) != nil, "\(line)")
        let file = try #require(line.split(separator: "\\").last?.split(separator: " ").first)
        #expect(despooler.contains("~Found ready instruction \(file)"), "the same file: \(despooler)")
    }

    /// Q163379: both maxima 0.
    @Test func `a Sender without capacity says so`() throws {
        let shell = try lab("senders: [{ kind: \"lan\", maximumSendings: 0 }],")
        #expect(shell.run(mandatory).code == 0)
        _ = shell.out("run", "--for", "30m")
        #expect(
            log(shell, "LANSEND").contains(
                "Checking for sending capacity. Used 0 out of 0, no sending capacity so not checking for send requests."
            ))
    }

    /// Q190135: a MIF that does not compile.
    @Test func `a malformed status MIF does not compile`() throws {
        let shell = try lab("", ", mif: \"malformed\"")
        #expect(shell.run(mandatory).code == 0)
        _ = shell.out("run", "--until-job", "BPC00001=Complete")
        let lines = log(shell, "despooler")
        let place = try #require(
            lines.firstIndex(of: "~Despooler failed to execute the instruction, error code = cb"))
        #expect(lines[place - 1].hasPrefix("~Compilation failed~syntax error on line "))
    }

    /// Q191307: up to service pack 3 the letter is read as `$`.
    @Test(arguments: [("1.2SP3", "$"), ("1.2SP4", "D")])
    func `the preferred drive is told`(release: String, letter: String) throws {
        let shell = try lab("preferredDrive: \"D\",", release: release)
        #expect(shell.run(mandatory).code == 0)
        _ = shell.out("run", "--for", "30m")
        let lines = log(shell, "despooler")
        #expect(lines.contains("use drive \(letter) for all temp files"))
    }

    /// Q193766: a file in use.
    @Test func `a copy that meets a file in use is told with its error`() throws {
        let shell = try lab("")
        #expect(shell.run(mandatory).code == 0)
        _ = shell.out("run", "--until-job", "BPC00001=Complete")
        _ = shell.out("server", "lock", "SRV1", "BPC00001", "--until", "1997-04-23 18:00")
        _ = shell.out(
            "job", "create", "Editor", "--on", "site:BPC", "--no-run", "--send", "always",
            "--refresh-existing")
        _ = shell.out("run", "--for", "30m")
        #expect(
            log(shell, "despooler").contains(
                "~Copying D:\\_S M0000.TMP\\* to \\\\SRV1\\SMS_PKGD\\BPC00001\\*, Failed, Win32 Error = 32"))
    }
}
