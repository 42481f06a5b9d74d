import Foundation
import TestKit
import Testing

@testable import Commands

/// What Site Configuration Manager leaves when it configures logon scripts (SENDCODE 196, Q168682; RG: once a day).
@Suite struct LogonScriptTests {
    private func makeLab(fidelity: String = "real", options: String) throws -> Shell {
        let shell = try Shell()
        _ = try shell.scratch.write(
            "lab.json5",
            """
            { name: "t", start: "1997-04-21 08:00", fidelity: "\(fidelity)", siteProperties: "components",
              phases: "aligned",
              sites: [{ code: "BPC", domains: ["DOMAIN1", "SALES"], siteConfiguration: { \(options) },
                servers: [{ name: "SRV1", roles: ["site", "logon", "distribution"], drives: [{ letter: "C" }] },
                          { name: "SRV2", roles: ["logon"], domain: "SALES", online: false },
                          { name: "SRV3", roles: ["distribution"] }] }] }
            """)
        #expect(shell.run("lab", "create", "t", "--from", "lab.json5").code == 0)
        return shell
    }

    private static let both = "configureLogonScripts: true, useAllDetectedServers: true"

    /// The file of a logon server; nil: there is none.
    private func script(_ shell: Shell, _ server: String) -> String? {
        try? String(
            contentsOfFile: shell.scratch.path("t.lab/servers/\(server)/C/SMS/LOGON.SRV/SMSLS.INI"),
            encoding: .utf8)
    }

    private func expectWhole(_ shell: Shell) {
        #expect(shell.out("lab", "check") == "The lab is whole.\n")
        let (code, out, err) = shell.run("replay")
        #expect(code == 0, "\(out)\(err)")
    }

    /// Q174793: section WIN.INI, a key, the domain.
    @Test func `code 196 writes the map of each logon server that answers`() throws {
        let shell = try makeLab(options: Self.both)
        #expect(script(shell, "SRV1") == nil)
        _ = shell.out("tool", "sendcode", "SMS_SITE_CONFIG_MANAGER", "196")
        _ = shell.out("run", "--for", "1m", "--quiet")
        #expect(script(shell, "SRV1") == "[WIN.INI]\r\nDOMAIN1=DOMAIN1\r\nSALES=SALES\r\n")
        #expect(script(shell, "SRV2") == nil, "it does not answer")
        expectWhole(shell)
        _ = shell.out("server", "set", "SRV2", "--online")
        // With all detected servers SRV3 has become a logon server, too.
        _ = shell.out("tool", "sendcode", "SMS_SITE_CONFIG_MANAGER", "196")
        _ = shell.out("run", "--for", "1m", "--quiet")
        #expect(script(shell, "SRV2") == script(shell, "SRV1") && script(shell, "SRV3") != nil)
        // A domain that came later is in the map after the next time.
        _ = shell.out("site", "set", "--add-domain", "LAB")
        _ = shell.out("run", "--for", "1h", "--quiet")
        #expect(script(shell, "SRV1")?.contains("LAB") == false)
        _ = shell.out("tool", "sendcode", "SMS_SITE_CONFIG_MANAGER", "196")
        _ = shell.out("run", "--for", "1m", "--quiet")
        #expect(script(shell, "SRV1")?.contains("LAB=LAB\r\n") == true)
        expectWhole(shell)
    }

    /// RG: the logon script configuration interval is 1,440 minutes.
    @Test func `once a day they are configured without being asked for`() throws {
        let shell = try makeLab(options: Self.both)
        _ = shell.out("run", "--for", "23h", "--quiet")
        #expect(script(shell, "SRV1") == nil)
        _ = shell.out("run", "--for", "3h", "--quiet")
        #expect(script(shell, "SRV1") != nil)
        expectWhole(shell)
    }

    /// Q168682: only where both options are on.
    @Test(arguments: ["configureLogonScripts: true", "useAllDetectedServers: true", ""])
    func `without both options nothing is written`(options: String) throws {
        let shell = try makeLab(options: options)
        _ = shell.out("tool", "sendcode", "SMS_SITE_CONFIG_MANAGER", "196")
        _ = shell.out("run", "--for", "26h", "--quiet")
        #expect(script(shell, "SRV1") == nil)
        expectWhole(shell)
    }

    @Test func `a lab without files keeps them in its state alone`() throws {
        let shell = try makeLab(fidelity: "modelled", options: Self.both)
        _ = shell.out("tool", "sendcode", "SMS_SITE_CONFIG_MANAGER", "196")
        _ = shell.out("run", "--for", "1m", "--quiet")
        #expect(script(shell, "SRV1") == nil)
        expectWhole(shell)
    }
}
