import SiteDatabase
import SiteModel
import TestKit
import Testing

@testable import Commands

/// What a job offers is what its package was when the job was activated (reference sms12-client 2.1, Q160567).
@Suite struct FrozenOfferTests {
    private static let edits = [
        ["--command", "Install=evil.exe", "--comment", "new comment", "--name", "Renamed"],
        ["--remove-command", "Install"],
    ]

    /// A lab whose job stands after some cycles of a minute.
    private func started(cycles: Int) throws -> Shell {
        let shell = try Shell.withPackage()
        _ = shell.out("job", "create", "Editor", "--on", "site:BPC", "--run", "Install")
        _ = shell.out("run", "--cycles", String(cycles))
        return shell
    }

    /// The instruction file of PC1 in the domain's box, as pcmdump prints it.
    private func master(_ shell: Shell) throws -> String {
        let box = shell.lab + "/servers/SRV1/D/SMS/SITE.SRV/MAINCFG.BOX/PCMDOM.BOX/DOM1.000"
        return shell.out("tool", "pcmdump", box + "/BPC00001.INS")
    }

    private func expectOld(_ dump: String, sourceLocation: Testing.SourceLocation = #_sourceLocation) {
        #expect(dump.contains("setup.exe /q"), "\(dump)", sourceLocation: sourceLocation)
        #expect(dump.contains("A text editor"), "\(dump)", sourceLocation: sourceLocation)
        #expect(dump.contains("Editor 1.0"), "\(dump)", sourceLocation: sourceLocation)
        for word in ["evil.exe", "new comment", "Renamed"] {
            #expect(!dump.contains(word), "\(dump)", sourceLocation: sourceLocation)
        }
    }

    @Test(arguments: edits, [2, 4])
    func `an edit of the package changes nothing that a job took from it`(edit: [String], cycles: Int) throws
    {
        let shell = try started(cycles: cycles)
        let (code, _, err) = shell.run(["package", "set", "Editor"] + edit)
        #expect(code == 0, "\(err)")
        _ = shell.out("run", "--cycles", "6")
        expectOld(try master(shell))
        expectOld(shell.out("tool", "pcmdump", "PC1"))
        let shown = shell.out("client", "show", "PC1")
        #expect(shown.contains("Editor 1.0") && !shown.contains("Renamed"), "\(shown)")
        let rows = try LabReader(shell.lab).database.rows(of: JobRow.self)
        #expect(rows.first?.offer.command == "setup.exe /q")
        #expect(rows.first?.offer.packageName == "Editor 1.0")
        let check = shell.run("lab", "check")
        #expect(check.code == 0, "\(check.out)\(check.err)")
        #expect(shell.out("replay").contains("the same"))
    }

    /// A package with long names leaves the FAT drive that it lay on (Q139589); the records that are out stay.
    @Test func `a package that moves to another drive changes no record that was written`() throws {
        let shell = try Shell()
        try shell.scratch.write("files/SETUP.EXE", "a program")
        try shell.scratch.write(
            "lab.json5",
            """
            {
              name: "t", start: "1997-04-21 09:00",
              sites: [{
                code: "BPC", name: "Bellevue", domains: ["DOM1"], response: "very-fast",
                servers: [
                  { name: "SRV1", roles: ["site", "logon"] },
                  { name: "SRV2", roles: ["distribution"],
                    drives: [{ letter: "C", fileSystem: "fat", free: "2GB" }, { letter: "E", free: "1GB" }] },
                ],
                clients: [{ names: "PC#", count: 2 }],
              }],
            }
            """)
        _ = shell.out("lab", "create", "t.lab", "--from", "lab.json5")
        _ = shell.out("package", "create", "Tool", "--source", "files", "--command", "Install=setup.exe")
        _ = shell.out("job", "create", "Tool", "--on", "computer:PC1")
        _ = shell.out("run", "--cycles", "8")
        #expect(shell.out("tool", "pcmdump", "PC1").contains("SMS_PKGC"))
        try shell.scratch.write("files/A long name indeed.txt", "read me")
        _ = shell.out("job", "create", "Tool", "--on", "computer:PC2", "--send", "always")
        _ = shell.out("run", "--cycles", "8")
        #expect(shell.out("tool", "pcmdump", "PC2").contains("SMS_PKGE"))
        let dump = shell.out("tool", "pcmdump", "PC1")
        #expect(dump.contains("SMS_PKGC") && !dump.contains("SMS_PKGE"), "\(dump)")
        let check = shell.run("lab", "check")
        #expect(check.code == 0, "\(check.out)\(check.err)")
    }

    @Test func `a job that was not activated yet takes the package as it is then`() throws {
        let shell = try Shell.withPackage()
        _ = shell.out("job", "create", "Editor", "--on", "site:BPC", "--run", "Install")
        #expect(try LabReader(shell.lab).database.rows(of: JobRow.self).first?.offer == JobOffer())
        _ = shell.out("package", "set", "Editor", "--command", "Install=other.exe", "--name", "Renamed")
        _ = shell.out("run", "--cycles", "6")
        let dump = shell.out("tool", "pcmdump", "PC1")
        #expect(dump.contains("other.exe") && dump.contains("Renamed"), "\(dump)")
        #expect(shell.run("lab", "check").code == 0)
    }
}
