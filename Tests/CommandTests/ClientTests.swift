import Emulation
import Foundation
import Pipeline
import SiteModel
import TestKit
import Testing

@testable import Commands

/// The commands of `client`.
@Suite struct ClientTests {
    private func names(_ shell: Shell, _ words: String...) throws -> [String] {
        let (_, out, _) = shell.run(["client", "list"] + words + ["--format", "json"])
        let json = try JSONSerialization.jsonObject(with: Data(out.utf8)) as? [[String: Any]]
        return try #require(json).compactMap { $0["name"] as? String }
    }

    @Test func clientsAreListedByWhatIsAsked() throws {
        let shell = try LabTests.shell("--clients", "150")
        #expect(
            shell.run("client", "list").err.contains(
                "The first 100 of up to 150 clients; --limit 0 shows all."))
        #expect(try names(shell).count == 150, "programs get everything")
        #expect(try names(shell, "--limit", "3") == ["PC1", "PC2", "PC3"])
        #expect(try names(shell, "pc15*") == ["PC15", "PC150"])
        #expect(try names(shell, "PC[1-5]").isEmpty, "only * is a sign in a pattern")
        _ = shell.out("client", "off", "PC2")
        _ = shell.out("client", "logoff", "PC3")
        #expect(try names(shell, "--state", "off") == ["PC2"])
        #expect(try names(shell, "--state", "on") == ["PC3"])
        #expect(try names(shell, "--platform", "win95").isEmpty)
        #expect(try names(shell, "--logon-server", "srv1", "--limit", "1") == ["PC1"])
        #expect(shell.run("client", "list", "--logon-server", "SVR1").code == 66)
        #expect(shell.run("client", "list", "--site", "S99").code == 66)
        #expect(shell.run("client", "list", "--state", "of").err.contains("did you mean off?"))
        #expect(shell.out("client", "list", "PC9", "--format", "csv").split(separator: "\n").count == 2)
    }

    @Test func aListOfManyPagesIsOneList() throws {
        let shell = try LabTests.shell("--clients", "12000", "--fidelity", "modelled", "--servers", "0")
        #expect(try names(shell).count == 12_000)
        let csv = shell.out("client", "list", "--format", "csv").split(separator: "\n")
        #expect(csv.count == 12_001)
        #expect(csv.filter { $0.hasPrefix("name,") }.count == 1)
        #expect(csv.last?.hasPrefix("PC12000,") == true)
        #expect(shell.out("client", "list", "--limit", "0").split(separator: "\n").count == 12_001)
    }

    @Test func clientsAreAddedAndRemoved() throws {
        let shell = try LabTests.shell()
        let out = shell.out("client", "add", "pc#", "--count", "3", "--platform", "win95", "--user", "ANN")
        #expect(out.contains("Added 3 clients to site BPC: PC6 to PC8, win95."), "they follow: \(out)")
        _ = shell.out("client", "add", "LAPTOP", "--zone", "CET-1", "--clock-offset=-60000", "--no-user")
        let laptop = try shell.object("client", "show", "laptop")
        #expect(laptop["clock"] as? String == "1997-04-21 08:59", "a minute behind the zone's time")
        #expect(laptop["state"] as? String == "on" && laptop["user"] is NSNull)
        #expect(try shell.object("client", "show", "BPC00007")["name"] as? String == "PC7", "by its SMSID")
        let removed = shell.out("client", "remove", "PC3", "PC7")
        #expect(removed.contains("Removed client PC7") && removed.contains("Machine group All"))
        #expect(try names(shell) == ["PC1", "PC2", "PC4", "PC5", "PC6", "PC8", "LAPTOP"])
        #expect(shell.run("client", "show", "PC3").code == 66)
        _ = shell.out("client", "add", "PC3")
        #expect(
            try shell.object("client", "show", "PC3")["machineID"] as? Int == 10,
            "a number is not given out again")
        let file = shell.out("lab", "export")
        try shell.scratch.write("copy.json5", file)
        #expect(shell.run("lab", "create", "copy", "--from", "copy.json5").code == 0)
        #expect(try names(shell, "--lab", "copy.lab").sorted() == names(shell, "--lab", "t.lab").sorted())
        try expectReplays(shell.scratch.path("t.lab"))
    }

    @Test func mistakesChangeNothing() throws {
        let shell = try LabTests.shell()
        let cases: [(words: [String], code: Int32, tells: String)] = [
            (["add", "PC1"], 73, "there is a client PC1 at site BPC already"),
            (["add", "PC#", "--first", "3", "--count", "9"], 73, "already taken"),
            (["add", "SRV1"], 73, "there is a server SRV1"),
            (["add", "P#C#", "--count", "2"], 65, "only one run of #"),
            (["add", "X#", "--count", "0"], 64, "--count"),
            (["add", "X", "--platform", "nt-x68"], 64, "did you mean nt-x86?"),
            (["add", "X", "--domain", "ELSE"], 65, "ELSE"),
            (["add", "X", "--logon-server", "SRV2"], 65, "is no logon server"),
            (["add", "X", "--user", "A", "--no-user"], 64, "exclude each other"),
            (["add", "X", "--site", "S99"], 66, "no site 'S99'"),
            (["show", "PC"], 64, "PC1, PC2, PC3, PC4, PC5"), (["show", "PC11"], 66, "did you mean PC1?"),
            (["show", "BPC000ZZ"], 66, "no client 'BPC000ZZ'"), (["show", ""], 66, "no client ''"),
            (["remove", "PC1", "PC99"], 66, "no client 'PC99'"),
            (["run", "PC1"], 66, "PC1 has no Pending Commands now"),
            (["run", "PC1", "BPC0001"], 66, "was offered nothing called 'BPC0001'"),
            (["archive", "PC1"], 66, "no Pending Commands"), (["log", "PC99"], 66, "no client 'PC99'"),
        ]
        for (words, code, tells) in cases {
            let result = shell.run(["client"] + words)
            #expect(result.code == code, "\(words): \(result)")
            #expect(result.err.contains(tells), "\(words): \(result.err)")
            #expect(result.out.isEmpty)
        }
        #expect(try shell.object("lab", "show")["journalRecords"] as? Int == 1)
    }

    @Test func aClientIsSwitchedAndLoggedOn() throws {
        let shell = try LabTests.shell()
        #expect(shell.out("client", "off", "PC2").hasPrefix("PC2 is off.\n"))
        let (code, _, err) = shell.run("client", "logon", "PC2")
        #expect(code == 77 && err.contains("client on PC2"))
        _ = shell.out("client", "on", "PC2", "--as", "ANN")
        #expect(try shell.object("client", "show", "PC2")["state"] as? String == "on")
        _ = shell.out("client", "logon", "PC2")
        #expect(try shell.object("client", "show", "PC2")["state"] as? String == "logged-on")
        try expectReplays(shell.scratch.path("t.lab"))
    }

    /// A lab in which a package is offered to all clients, half an hour after its job was made.
    private func offered() throws -> Shell {
        let shell = try LabTests.shell("--response", "very-fast")
        try shell.scratch.write("files/SETUP.EXE", "a program")
        let session = try LabSession.open(shell.scratch.path("t.lab"), command: "test")
        let site = try #require(SiteCode("BPC"))
        var package = Package(id: try #require(PackageID("BPC00000")), name: "Editor 1.0")
        package.workstation = WorkstationProperties(
            root: "files",
            commands: [
                CommandLineProgram(
                    name: "Install", command: "SETUP.EXE", flags: .automated, platforms: .ntX86)
            ])
        try session.sources.set("files", shell.scratch.path("files"))
        try session.perform(.createPackage(site: site, package: package), who: "ADMIN")
        let id = session.emulation.images[0].packages[0].package.id
        let created = session.emulation.images[0].sqlTime(at: session.emulation.now)
        var job = Job(id: try #require(JobID("BPC00000")), packageID: id, created: created)
        job.machinePath = "BPC|*|*"
        job.runWorkstationCommand = true
        job.commandName = "Install"
        job.distributePhase = [.existing, .specified]
        try session.perform(.createJob(site: site, job: job), who: "ADMIN")
        _ = try session.advance(to: session.emulation.now + 2 * 3_600_000, who: "ADMIN")
        try session.close()
        return shell
    }

    private func requests(_ shell: Shell, _ client: String, _ list: String) throws -> [String] {
        let rows = try shell.object("client", "show", client)[list] as? [[String: Any]]
        return try #require(rows).compactMap { $0["request"] as? String }
    }

    @Test func aPersonRunsAndArchivesWhatIsOffered() throws {
        let shell = try offered()
        #expect(shell.out("lab", "check") == "The lab is whole.\n")
        #expect(try requests(shell, "PC1", "pending") == ["BPC0001"])
        #expect(shell.out("client", "run", "PC1", "edit").contains("PC1 runs Install"), "by a beginning")
        let session = try LabSession.open(shell.scratch.path("t.lab"), command: "test")
        _ = try session.advance(to: session.emulation.now + 600_000, who: "ADMIN")
        try session.close()
        #expect(try requests(shell, "PC1", "pending").isEmpty)
        #expect(try requests(shell, "PC1", "executed") == ["BPC0001"])
        let again = shell.run("client", "archive", "PC1", "BPC0001")
        #expect(again.code == 77, "what was executed cannot be put aside: \(again.err)")
        #expect(shell.run("client", "archive", "PC2").err.contains("client run PC2 BPC0001"))
        #expect(try requests(shell, "PC2", "archived") == ["BPC0001"])
        _ = shell.out("client", "run", "PC2", "BPC0001")
        _ = shell.out("client", "off", "PC3")
        #expect(shell.run("client", "run", "PC3").code == 77, "it is off")
        #expect(shell.out("lab", "check") == "The lab is whole.\n")
        try expectReplays(shell.scratch.path("t.lab"))
    }

    @Test func theLogIsInTheGrammarOfClientLogs() throws {
        let shell = try offered()
        let log = shell.out("client", "log", "PC1").split(separator: "\n")
        // Q169491: [mm/dd/yy hh:mm:ss] Program ==> message
        #expect(log.contains { $0.hasSuffix("] Package Command Manager ==> New packages found.") })
        #expect(log.allSatisfy { $0.hasPrefix("[04/21/97 ") }, "\(log)")
        #expect(shell.out("client", "log", "PC1", "--last", "1").split(separator: "\n").count == 1)
        #expect(try shell.list("client", "log", "PC1").count == log.count)
        let silent = try LabTests.shell("--trace", "none")
        #expect(silent.run("client", "log", "PC1").code == 66)
    }

    @Test func damageToAPackageIsFound() throws {
        let shell = try offered()
        let file = "t.lab/servers/SRV2/D/SMS_PKGD/BPC00001/SETUP.EXE"
        // Something is committed in between, since opening a lab writes the files of its last commit.
        _ = shell.out("client", "off", "PC1")
        try FileManager.default.removeItem(atPath: shell.scratch.path(file))
        let found = shell.run("lab", "check")
        #expect(found.code == 1 && found.err.contains("\(file): error:"), "\(found.err)")
        #expect(found.err.contains("[file-missing]"))
    }
}
