import Foundation
import SiteModel
import TestKit
import Testing

@testable import Commands

/// Files of system jobs and of Site Reporter (sms12-server 3.2, 3.6, 3.7), and what DUMPSEND shows of requests (2.10).
@Suite struct SystemJobFileTests {
    /// A parent and a child with files.
    private func tree() throws -> Shell {
        let shell = try Shell()
        try shell.scratch.write(
            "lab.json5",
            """
            {
              name: "t", start: "1997-04-21 09:00", fidelity: "real",
              sites: [
                { code: "CEN", name: "Centre", zone: "UTC0", domains: ["D1"], response: "very-fast",
                  servers: [{ name: "SRV1", roles: ["site", "logon", "distribution"], drives: [{ letter: "D", free: "1GB" }] }],
                  clients: [{ names: "PC#", count: 1 }], addresses: [{ to: "KID" }] },
                { code: "KID", name: "Child", parent: "CEN", zone: "UTC0", domains: ["D2"], response: "very-fast",
                  servers: [{ name: "SRV2", roles: ["site", "logon", "distribution"], drives: [{ letter: "D", free: "1GB" }] }],
                  clients: [{ names: "LAP#", count: 2 }], addresses: [{ to: "CEN" }] },
              ],
              results: [{ durationSeconds: 60, mif: "success", description: "Installed" }],
            }
            """)
        _ = shell.out("lab", "create", "t.lab", "--from", "lab.json5")
        try shell.scratch.write("files/SETUP.EXE", "a program")
        try shell.scratch.write("editor.pdf", Shell.editor)
        _ = shell.out("package", "import", "editor.pdf", "--source", "files")
        _ = shell.out(
            "job", "create", "Editor", "--on", "path:*|*|*", "--mandatory-after", "1997-04-21 09:00")
        return shell
    }

    private func names(_ shell: Shell, _ server: String, _ box: String) -> [String] {
        let path = shell.lab + "/servers/\(server)/D/SMS/SITE.SRV/\(box)"
        return ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
    }

    private func wait(_ shell: Shell, _ isThere: () -> Bool) {
        for _ in 0..<400 {
            if isThere() { return }
            _ = shell.out("run", "--for", "10s")
        }
    }

    @Test func `what waits for Site Reporter lies in SITEREP.BOX, and a system job has three files`() throws {
        let shell = try tree()
        wait(shell) { names(shell, "SRV2", "SITEREP.BOX").contains { $0.hasSuffix(".JMF") } }
        #expect(names(shell, "SRV2", "SITEREP.BOX").first == "00000000.JMF")
        #expect(shell.out("lab", "check").contains("whole"))
        // The bundle is a system job: a job file until the Scheduler takes it up, then a package and an instruction.
        wait(shell) { names(shell, "SRV2", "SCHEDULE.BOX").contains("KID00001.JOB") }
        #expect(names(shell, "SRV2", "SCHEDULE.BOX").contains("KID00001.JOB"))
        #expect(names(shell, "SRV2", "SITEREP.BOX").isEmpty)
        wait(shell) { names(shell, "SRV2", "SENDER.BOX/TOSEND").contains("KID00001.P00") }
        #expect(
            Set(names(shell, "SRV2", "SENDER.BOX/TOSEND")).isSuperset(of: ["KID00001.I00", "KID00001.P00"]))
        #expect(!names(shell, "SRV2", "SCHEDULE.BOX").contains("KID00001.JOB"))
        #expect(shell.out("lab", "check").contains("whole"))
        // Q123221: the published request is one of a system job; the address is that of the other site.
        let dump = shell.out("tool", "dumpsend", "_001KID")
        #expect(dump.contains("\\tosend\\KID00001.P00"))
        #expect(dump.contains("{}{\\\\SRV1\\SMS_SITE}"), "\(dump)")
        #expect(dump.contains("Mode:     Not cancelled"))
        _ = shell.out("run", "--until-job", "CEN00001=Complete")
        #expect(shell.out("lab", "check").contains("whole"))
        #expect(shell.out("replay").contains("the same"))
    }

    /// Q123221: 1 is retry, set by a Sender after a failure; the Scheduler has a time for the next try.
    @Test func `a request that was given back asks for another try`() throws {
        let shell = try tree()
        _ = shell.out("fault", "link", "CEN", "KID")
        _ = shell.out("run", "--for", "10m")
        let dump = shell.out("tool", "dumpsend", "_002CEN")
        #expect(dump.contains("   Code:     1\n"), "\(dump)")
        #expect(dump.contains("Scheduler to restart at:    Mon, Apr 21 1997 09:"), "\(dump)")
        #expect(dump.contains("{}{\\\\SRV2\\SMS_SITE}"), "\(dump)")
        // Cancelled while it waits: type 4 says so.
        _ = shell.out("job", "cancel", "CEN00001")
        _ = shell.out("run", "--for", "3m")
        #expect(shell.out("tool", "dumpsend", "_002CEN").contains("Mode:     Cancelled"))
    }

    /// Q163379, Q169491: a Sender with more than one transfer says how many it has.
    @Test func `used capacity is what is under way`() throws {
        let shell = try tree()
        _ = shell.out("run", "--for", "5m")
        let lines = shell.out("log", "show", "LANSEND", "--site", "CEN", "--grammar", "plain")
        #expect(lines.contains("Checking for sending capacity. Used 0 out of 5."))
        #expect(lines.contains("Checking for sending capacity. Used 1 out of 5."))
    }

    /// Sms12-server 1.3, with the defaults of its table.
    @Test func `the registry has the values of the other services`() throws {
        let shell = try tree()
        let text = shell.out("site", "registry", "KID")
        for line in [
            "\"Processing Delay\"=dword:0000000a", "\"Inventory False Logon Limit\"=dword:00000003",
            "\"Slow Net Threshold Speed\"=dword:00000352", "\"Working Set Limit\"=dword:00000000",
            "\"Decompression Buffer Size (Log2 Value)\"=dword:0000000f", "\"SQLEnabled\"=dword:00000000",
            "\"Site Server\"=\"SRV2\"", "\"Address\"=\"\\\\\\\\SRV1\\\\SMS_SITE\"",
        ] { #expect(text.contains(line), "\(line)") }
        #expect(text.contains("\\Sites\\KID\\Addresses\\CEN\\0]"))
        #expect(text.contains("\\Components\\SMS_EXECUTIVE\\Threads]"))
        // What SMS itself shares (RG S3CEA).
        let shares = try #require(
            try shell.object("server", "show", "SRV1")["sharesOfSMS"] as? [[String: Any]])
        #expect(shares.map { $0["share"] as? String } == ["SMS_SHRD", "SMS_SITE", "SMS_SHR"])
    }

    /// Q191338, Q168130: 48 hours between a cancel and the deletion.
    @Test func `a job that was cancelled a moment ago is deleted with a note`() throws {
        let shell = try tree()
        _ = shell.out("run", "--for", "20m")
        _ = shell.out("job", "cancel", "CEN00001")
        _ = shell.out("run", "--for", "2h")
        let early = shell.run("job", "delete", "CEN00001")
        #expect(early.code == 0 && early.err.contains("wait 48"), "\(early)")
    }

    /// A set for sharing alone is used by a Share job (sms12-server 2.1).
    @Test func `a sharing package is advised a Share job`() throws {
        let shell = try tree()
        let made = shell.run(
            "package", "create", "Tools", "--share-source", "files", "--share-name", "TOOLS")
        #expect((made.out + made.err).contains("sms12 job create CEN00002 --share"), "\(made)")
    }

    /// Q123499: the published dump cuts a longer name to 31 characters.
    @Test func `a client record holds 31 characters of the package's name`() throws {
        let shell = try tree()
        _ = shell.out(
            "package", "create", "The Very Long Name of an Editor 4.3", "--source", "files", "--command",
            "Go=setup.exe")
        _ = shell.out("job", "create", "CEN00002", "--on", "computer:PC1", "--site", "CEN")
        _ = shell.out("run", "--for", "10m")
        #expect(
            shell.out("tool", "pcmdump", "PC1").contains(
                "Package Name    : The Very Long Name of an Editor\n"))
    }
}
