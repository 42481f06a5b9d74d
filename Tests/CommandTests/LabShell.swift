import Foundation
import SiteModel
import TestKit
import Testing

@testable import Commands

extension Shell {
    /// A shell beside a small lab `t.lab`, a source folder `files` and the sample definition files.
    ///
    /// The lab has site BPC in New York's zone: SRV1 (site server, all roles), SRV2 and SRV3; PC1 to PC5 on
    /// Windows NT; the machine groups Sales (PC1, PC2) and Far (SRV3).
    static func withLab(fidelity: String = "real") throws -> Shell {
        let shell = try Shell()
        try shell.scratch.write(
            "lab.json5",
            """
            {
              name: "t", start: "1997-04-21 09:00", fidelity: "\(fidelity)",
              sites: [{
                code: "BPC", name: "Bellevue", zone: "EST5EDT,M4.1.0,M10.5.0", domains: ["DOM1"],
                response: "very-fast",
                servers: [
                  { name: "SRV1", roles: ["site", "logon", "distribution"],
                    drives: [{ letter: "C", free: "1GB" }, { letter: "D", free: "2GB" }] },
                  { name: "SRV2", roles: ["distribution"] },
                  { name: "SRV3", roles: [] },
                ],
                clients: [{ names: "PC#", count: 5 }],
                groups: [{ name: "Sales", members: ["PC1", "PC2"] }, { name: "Far", members: ["SRV3"] }],
              }],
              results: [{ durationSeconds: 60, mif: "success", description: "Installed" }],
            }
            """)
        let (code, _, err) = shell.run("lab", "create", "t.lab", "--from", "lab.json5")
        #expect(code == 0, "\(err)")
        try shell.scratch.write("files/SETUP.EXE", "a program")
        try shell.scratch.write("files/DATA/README.TXT", "read me")
        return shell
    }

    /// A definition file of our own that gives no finding.
    static let editor = """
        [PDF]\r
        Version=1.0\r
        [Package Definition]\r
        Product=Editor\r
        Version=1.0\r
        Comment=A text editor\r
        WorkstationAccess=UserRead, GuestRead\r
        SetupVariations=Install, Remove\r
        [Install Setup]\r
        CommandName=Install\r
        CommandLine=setup.exe /q\r
        UserInputRequired=FALSE\r
        SynchronousSystemExitRequired=FALSE\r
        SupportedPlatforms=Windows NT 3.1 (x86)\r
        [Remove Setup]\r
        CommandName=Remove\r
        CommandLine=setup.exe /u\r
        UserInputRequired=TRUE\r
        SynchronousSystemExitRequired=FALSE\r
        SupportedPlatforms=Windows NT 3.1 (x86), Windows95\r

        """

    /// The same lab with the package "Editor 1.0" (BPC00001).
    static func withPackage(fidelity: String = "real") throws -> Shell {
        let shell = try withLab(fidelity: fidelity)
        try shell.scratch.write("editor.pdf", editor)
        let (code, _, err) = shell.run("package", "import", "editor.pdf", "--source", "files")
        #expect(code == 0, "\(err)")
        return shell
    }

    /// The lab's folder.
    var lab: String { scratch.path("t.lab") }

    /// Lets minutes of virtual time pass.
    func pass(minutes: Int64) throws {
        let now = try LabReader(lab).now()
        let session = try LabSession.open(lab, command: "test")
        try session.look()
        _ = try session.advance(to: now + minutes * 60_000, who: "ADMINISTRATOR")
        try session.close()
    }

    /// Checks that a command fails with a code and tells a text on standard error, nothing on standard output.
    func fails(
        _ code: Int32, _ text: String, _ words: String...,
        sourceLocation: Testing.SourceLocation = #_sourceLocation
    ) {
        let result = run(words)
        #expect(result.code == code, "\(result)", sourceLocation: sourceLocation)
        #expect(result.err.contains(text), "\(result.err)", sourceLocation: sourceLocation)
        #expect(!result.err.contains(scratch.path), "\(result.err)", sourceLocation: sourceLocation)
    }

    /// Checks that `--help` of each command explains it.
    func explains(_ noun: String, _ verbs: [String]) {
        for verb in verbs {
            let (code, out, _) = run(noun, verb, "--help")
            #expect(code == 0)
            #expect(out.contains("sms12 \(noun) \(verb)"), "\(out)")
        }
    }
}
