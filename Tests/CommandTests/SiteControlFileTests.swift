import Foundation
import TestKit
import Testing

@testable import Commands

/// SITECFG.BOX on disk, the intervals of Site Configuration Manager, and what `explain site` says of both.
@Suite struct SiteControlFileTests {
    private static let lab = """
        { name: "t", start: "1997-04-21 08:00", siteProperties: "components", phases: "aligned",
          sites: [{ code: "BPC", domains: ["DOMAIN1", "SALES"],
            servers: [{ name: "SRV1", roles: ["site", "logon", "distribution"], drives: [{ letter: "C" }] }],
            clients: [{ names: "PC#", count: 2 }] }] }
        """

    private func shell() throws -> Shell {
        let shell = try Shell()
        _ = try shell.scratch.write("lab.json5", Self.lab)
        _ = shell.out("lab", "create", "t", "--from", "lab.json5")
        return shell
    }

    private func box(_ shell: Shell) throws -> [String] {
        try FileManager.default.contentsOfDirectory(
            atPath: shell.scratch.path("t.lab/servers/SRV1/C/SMS/SITE.SRV/SITECFG.BOX")
        ).sorted()
    }

    private func text(_ shell: Shell, _ name: String) throws -> String {
        try String(
            contentsOfFile: shell.scratch.path("t.lab/servers/SRV1/C/SMS/SITE.SRV/SITECFG.BOX/" + name),
            encoding: .utf8)
    }

    private func expectWhole(_ shell: Shell) {
        #expect(shell.out("lab", "check") == "The lab is whole.\n")
        let (code, out, err) = shell.run("replay")
        #expect(code == 0, "\(out)\(err)")
    }

    @Test func `control files lie in SITECFG BOX from when they are written until they are read`() throws {
        let shell = try shell()
        // Q133113: the master copy is there from the beginning; 1 is ACTUAL.
        #expect(try box(shell) == ["SITECTRL.CT0"])
        #expect(try text(shell, "SITECTRL.CT0").hasPrefix("BEGIN_FILE_DEFINITION\r\n  <1>\r\n"))
        _ = shell.out("tool", "sendcode", "SMS_SITE_CONFIG_MANAGER", "234")
        _ = shell.out("site", "set", "--pcm-polling", "33")
        #expect(try box(shell) == ["SITECTRL.CT0"], "a proposal is in the database only")
        _ = shell.out("run", "--cycles", "2", "--quiet")
        #expect(try box(shell) == ["CTL00001.CT1", "SITECTRL.CT0"])
        // 2 is PROPOSED.
        let proposed = try text(shell, "CTL00001.CT1")
        #expect(proposed.hasPrefix("BEGIN_FILE_DEFINITION\r\n  <2>\r\n"))
        #expect(proposed.contains("PCM polling minutes <33>"))
        #expect(try text(shell, "SITECTRL.CT0").contains("PCM polling minutes <60>"))
        expectWhole(shell)
        _ = shell.out("service", "restart", "SMS_SITE_CONFIG_MANAGER")
        _ = shell.out("run", "--for", "1m", "--quiet")
        // Read and answered; Hierarchy Manager has not polled yet.
        #expect(try box(shell) == ["CTL00002.CT2", "SITECTRL.CT0"])
        #expect(try text(shell, "CTL00002.CT2").hasPrefix("BEGIN_FILE_DEFINITION\r\n  <1>\r\n"))
        #expect(try text(shell, "SITECTRL.CT0").contains("PCM polling minutes <33>"))
        #expect(shell.out("explain", "site", "BPC").contains("Hierarchy Manager of site BPC"))
        _ = shell.out("run", "--cycles", "2", "--quiet")
        #expect(try box(shell) == ["SITECTRL.CT0"])
        #expect(shell.out("explain", "site", "BPC").contains("is what its administrator wants"))
        expectWhole(shell)
    }

    @Test func `a refused control file is put aside under another name, and explain tells why`() throws {
        let shell = try shell()
        _ = shell.out("tool", "sendcode", "SMS_SITE_CONFIG_MANAGER", "234")
        _ = shell.out("site", "set", "--remove-domain", "SALES", "--pcm-polling", "33")
        _ = shell.out("run", "--cycles", "2", "--quiet")
        _ = shell.out("server", "add", "SALES1", "--domain", "SALES", "--role", "distribution")
        _ = shell.out("service", "restart", "SMS_SITE_CONFIG_MANAGER")
        _ = shell.out("run", "--cycles", "3", "--quiet")
        #expect(try box(shell) == ["CTL00001.710", "SITECTRL.CT0"])
        let why = shell.out("explain", "site", "BPC")
        #expect(why.contains("refused the last site control file whole"))
        #expect(why.contains("a domain that a server or a client is in"))
        #expect(shell.out("site", "show", "BPC").contains(/PCM polls after minutes +60/))
        #expect(try shell.list("event", "list").compactMap { $0["event"] as? Int }.contains(211))
        expectWhole(shell)
        _ = shell.out("site", "set", "--pcm-polling", "34")
        _ = shell.out("run", "--cycles", "3", "--quiet")
        #expect(try box(shell) == ["SITECTRL.CT0"])
        expectWhole(shell)
    }

    @Test func `a logon server has its folders once a pass installed it`() throws {
        let shell = try shell()
        let folder = shell.scratch.path("t.lab/servers/LOG2/C/SMS/LOGON.SRV")
        _ = shell.out("server", "add", "LOG2", "--role", "logon")
        #expect(!FileManager.default.fileExists(atPath: folder))
        #expect(shell.out("explain", "site", "BPC").contains("Server LOG2 is pending-install"))
        expectWhole(shell)
        // 24 x 5 minutes.
        _ = shell.out("run", "--for", "2h1m", "--quiet")
        #expect(FileManager.default.fileExists(atPath: folder + "/PCMINS.BOX"))
        #expect(shell.out("explain", "site", "BPC").contains("is what its administrator wants"))
        _ = shell.out("server", "remove", "LOG2")
        #expect(shell.out("explain", "site", "BPC").contains("Server LOG2 is pending-uninstall"))
        _ = shell.out("run", "--for", "2h1m", "--quiet")
        #expect(try !shell.list("server", "list").contains { $0["server"] as? String == "LOG2" })
        expectWhole(shell)
    }

    /// Twenty secondary sites below one, with nothing to do but what is proposed for them.
    private static let wide: String = {
        let codes = (1...20).map { $0 < 10 ? "W0\($0)" : "W\($0)" }
        func server(_ code: String) -> String {
            "servers: [{ name: \"\(code)SRV\", roles: [\"site\", \"logon\"], drives: [{ letter: \"C\" }] }]"
        }
        let below = codes.map {
            "{ code: \"\($0)\", parent: \"CEN\", secondary: true, \(server($0)), addresses: [{ to: \"CEN\" }] }"
        }
        let addresses = codes.map { "{ to: \"\($0)\" }" }.joined(separator: ", ")
        return """
            { name: "t", start: "1997-04-21 08:00", siteProperties: "components", fidelity: "modelled",
              sites: [{ code: "CEN", \(server("CEN")), addresses: [\(addresses)] },
                \(below.joined(separator: ",\n"))] }
            """
    }()

    @Test func `explain tells at every stage of a change among twenty sites whether it is so`() throws {
        let shell = try Shell()
        _ = try shell.scratch.write("lab.json5", Self.wide)
        _ = shell.out("lab", "create", "t", "--from", "lab.json5")
        _ = shell.out("site", "set", "W07", "--pcm-polling", "33")
        // Decoy: what lies in nobody's box does not wait for a service that is stopped.
        _ = shell.out("tool", "sendcode", "SMS_SITE_CONFIG_MANAGER", "234", "--site", "W07")
        var told: Set<String> = []
        for cycle in 1...40 {
            let text = shell.out("explain", "site", "W07")
            let isSo = shell.out("site", "show", "W07").contains(/PCM polls after minutes +33/)
            if text.contains("is what its administrator wants") {
                #expect(isSo)
                told.insert("done")
                break
            }
            if text.contains("Hierarchy Manager of site CEN") { told.insert("poll") }
            if text.contains("System job CEN") { told.insert("job") }
            // What holds the change comes first; that the service is stopped is told from the beginning.
            let first = text.split(separator: "\n").dropFirst().first ?? ""
            if first.contains("SMS_SITE_CONFIG_MANAGER of site W07 is stopped") {
                #expect(!isSo)
                told.insert("stopped")
                _ = shell.out("service", "restart", "SMS_SITE_CONFIG_MANAGER", "--site", "W07")
            }
            #expect(shell.out("explain", "site", "W08").contains("is what its administrator wants"))
            _ = shell.out("run", "--cycles", "1", "--quiet")
            #expect(cycle < 40, "it never came")
        }
        #expect(told == ["poll", "job", "stopped", "done"])
        expectWhole(shell)
    }

    @Test func `the registry holds intervals that are set by hand, and FFFFFFFF keeps them`() throws {
        let shell = try shell()
        func minutes() -> String? {
            shell.out("site", "registry", "BPC", "SMS_SITE_CONFIG_MANAGER").split(separator: "\n")
                .first { $0.contains("Watchdogging Interval") }.map { String($0) }
        }
        // RG: 120 is 24 x 5; 0x78.
        #expect(minutes() == "\"Watchdogging Interval\"=dword:00000078")
        _ = shell.out("site", "registry", "BPC", "--set", "Watchdogging Interval=60")
        #expect(minutes() == "\"Watchdogging Interval\"=dword:0000003c")
        _ = shell.out("site", "registry", "BPC", "--set", "service response=FFFFFFFF")
        _ = shell.out("site", "set", "--response", "slow")
        _ = shell.out("run", "--for", "30m", "--quiet")
        #expect(minutes() == "\"Watchdogging Interval\"=dword:0000003c")
        let properties = shell.out("site", "registry", "BPC", "Sites\\BPC\\Properties")
        #expect(properties.contains("\"Service Response\"=dword:ffffffff"))
        _ = shell.out("site", "registry", "BPC", "--set", "Service Response=30")
        _ = shell.out("site", "set", "--response", "medium")
        _ = shell.out("run", "--for", "1h", "--quiet")
        // 24 x 15 minutes.
        #expect(minutes() == "\"Watchdogging Interval\"=dword:00000168")
        for word in ["Watchdogging Interval=0", "Watchdogging Interval", "Nonsense=5", "Service Response=x"] {
            #expect(shell.run("site", "registry", "BPC", "--set", word).code == 64)
        }
        #expect(shell.run("site", "registry", "BPC", "--set", "Restart After Shutdown Delay=5").code == 64)
        expectWhole(shell)
    }
}
