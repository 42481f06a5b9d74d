import Foundation
import SiteModel
import TestKit
import Testing

@testable import Commands

/// Share and Remove jobs at the command line, with real files.
@Suite struct JobTypeTests {
    private func shared(_ share: String = "OFFICE") throws -> Shell {
        let shell = try Shell.withPackage()
        try shell.scratch.write("shared/WORD.EXE", "word")
        try shell.scratch.write("shared/DATA/A.TXT", "a")
        // A sharing set without program items is no more than a warning.
        let set = shell.run([
            "package", "set", "Editor", "--share-name", share, "--share-source", shell.scratch.path("shared"),
        ])
        #expect(set.code == 0 || set.code == 3, "\(set.err)")
        return shell
    }

    private func exists(_ shell: Shell, _ path: String) -> Bool {
        FileManager.default.fileExists(atPath: shell.scratch.path("t.lab/servers/" + path))
    }

    @Test func `a shared package lies in the directory of its share, with its own compressed file`() throws {
        let shell = try shared()
        let out = shell.out("job", "create", "Editor", "--share", "--on", "site:BPC")
        #expect(out.contains("Share Package On Server") && out.contains("site BPC"), "\(out)")
        #expect(!out.contains("Run workstation command"))
        try shell.pass(minutes: 60)
        let list = try shell.list("job", "list")
        #expect(list.first?["status"] as? String == "Complete")
        let server = try shell.object("server", "show", "SRV2")
        let shares = try #require(server["shares"] as? [[String: Any]])
        #expect(shares.map { $0["share"] as? String } == ["OFFICE"])
        let drive = try #require(shares.first?["drive"] as? String)
        #expect(exists(shell, "SRV2/\(drive)/OFFICE/WORD.EXE"))
        #expect(exists(shell, "SRV2/\(drive)/OFFICE/DATA/A.TXT"))
        #expect(exists(shell, "SRV1/D/SMS/SITE.SRV/SENDER.BOX/TOSEND/BPC00001.S00"))
        #expect(exists(shell, "SRV1/D/SMS/SITE.SRV/DESPOOLR.BOX/STORE/BPC00001.SRV"))
        #expect(shell.out("job", "show", "BPC00001", "--scalars").contains("contains 21 scalars"))
        #expect(shell.out("lab", "check") == "The lab is whole.\n")
        try expectReplays(shell.lab)
    }

    @Test func `removing takes files, shares and stored copies away, and the source stays`() throws {
        let shell = try shared("APPS\\ED")
        _ = shell.out("job", "create", "Editor", "--share")
        _ = shell.out("job", "create", "Editor", "--on", "site:BPC", "--no-run")
        try shell.pass(minutes: 90)
        let drive = try #require(
            (try shell.object("server", "show", "SRV2")["shares"] as? [[String: Any]])?.first?["drive"]
                as? String)
        #expect(exists(shell, "SRV2/\(drive)/APPS/ED/WORD.EXE"))
        #expect(shell.out("server", "rights", "SRV2").contains("ED$"))
        let out = shell.out("job", "create", "Editor", "--remove", "all")
        #expect(out.contains("Remove Package From Server") && out.contains("all distribution servers"))
        try shell.pass(minutes: 60)
        #expect(!exists(shell, "SRV2/\(drive)/APPS/ED"))
        #expect(!exists(shell, "SRV1/D/SMS/SITE.SRV/DESPOOLR.BOX/STORE/BPC00001.SRV"))
        #expect(!exists(shell, "SRV1/D/SMS/SITE.SRV/DESPOOLR.BOX/STORE/BPC00001.WKS"))
        #expect(exists(shell, "SRV1/D/SMS/SITE.SRV/SENDER.BOX/TOSEND/BPC00001.S00"))
        let server = try shell.object("server", "show", "SRV2")
        #expect((server["shares"] as? [[String: Any]])?.isEmpty == true)
        // Q153231: the rows stay.
        #expect((server["packages"] as? [[String: Any]])?.count == 2)
        #expect(shell.out("lab", "check") == "The lab is whole.\n")
        try expectReplays(shell.lab)
    }

    @Test func `one of two packages in a share goes alone where the quirk is off`() throws {
        let shell = try shared("APPS")
        try shell.scratch.write("other/EXCEL.EXE", "excel")
        let made = shell.run([
            "package", "create", "Sheet", "--share-name", "APPS", "--share-source",
            shell.scratch.path("other"),
        ])
        #expect(made.code == 0 || made.code == 3, "\(made.err)")
        _ = shell.out("job", "create", "Editor", "--share")
        _ = shell.out("job", "create", "Sheet", "--share")
        try shell.pass(minutes: 60)
        let drive = try #require(
            (try shell.object("server", "show", "SRV2")["shares"] as? [[String: Any]])?.first?["drive"]
                as? String)
        #expect(exists(shell, "SRV2/\(drive)/APPS/WORD.EXE") && exists(shell, "SRV2/\(drive)/APPS/EXCEL.EXE"))
        #expect(shell.out("lab", "check") == "The lab is whole.\n")
        _ = shell.out("job", "create", "Sheet", "--remove", "all", "--type", "server")
        try shell.pass(minutes: 60)
        // share-remove-all (Q173995) is alive in every release.
        #expect(!exists(shell, "SRV2/\(drive)/APPS"))
        #expect(shell.out("lab", "check") == "The lab is whole.\n")
    }

    @Test func `a file in use is locked until a time, by a command that is replayed`() throws {
        let shell = try shared()
        _ = shell.out("job", "create", "Editor", "--share")
        try shell.pass(minutes: 60)
        shell.fails(66, "holds no package", "server", "lock", "SRV3", "Editor", "--until", "2099-01-01")
        shell.fails(64, "not after now", "server", "lock", "SRV2", "Editor", "--until", "1990-01-01")
        let out = shell.out("server", "lock", "SRV2", "Editor", "--until", "2099-01-01")
        #expect(out.contains("BPC00001.S00 is open on SRV2 until"), "\(out)")
        _ = shell.out("job", "create", "Editor", "--share", "--send", "always")
        try shell.pass(minutes: 30)
        #expect(shell.out("event", "list").contains("109"))
        _ = shell.out("server", "lock", "SRV2", "Editor", "--unlock")
        try shell.pass(minutes: 180)
        let status = try shell.list("job", "list").last?["status"] as? String
        #expect(status == "Complete")
        #expect(shell.out("lab", "check") == "The lab is whole.\n")
        try expectReplays(shell.lab)
    }

    @Test func `what does not go together is refused before anything is stored`() throws {
        let shell = try shared()
        shell.fails(64, "--type", "job", "create", "Editor", "--on", "site:BPC", "--type", "both")
        shell.fails(64, "--remove", "job", "create", "Editor", "--share", "--remove", "all")
        shell.fails(
            65, "no workstations", "job", "create", "Editor", "--share", "--on", "computer:PC1")
        _ = shell.out("package", "create", "Plain", "--source", shell.scratch.path("shared"))
        shell.fails(65, "no sharing set", "job", "create", "Plain", "--share")
        #expect(try shell.list("job", "list").isEmpty)
        try shell.scratch.write(
            "job.json5",
            "[{package: 'Editor', type: 'share', on: 'site:BPC'}, {package: 'Editor', "
                + "remove: {from: 'selected', type: 'workstation', servers: ['SRV2']}}]")
        let out = shell.out("job", "create", "--from", "job.json5")
        #expect(out.contains("selected distribution servers") && out.contains("BPC00002 servers"), "\(out)")
        // What `job export` writes makes the same jobs again.
        let dump = shell.out("job", "show", "BPC00002", "--scalars")
        #expect(dump.contains("Remove package job") && dump.contains("Package type: 1"), "\(dump)")
    }
}
