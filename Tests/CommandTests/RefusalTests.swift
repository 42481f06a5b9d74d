import Foundation
import TestKit
import Testing

@testable import Commands

/// Names and texts that must be refused before anything is changed, and those that only look like it.
@Suite struct RefusalTests {
    @Test(arguments: ["NUL", "nul", "..", ".", "COM1", "A.", "con.x", "AUX"])
    func `a name that no folder can have is refused, and the lab goes on`(name: String) throws {
        let shell = try Shell.withPackage()
        for words in [
            ["server", "add", name], ["site", "set", "BPC", "--add-domain", name],
            ["client", "add", name, "--platform", "nt-x86"],
        ] {
            let (code, _, err) = shell.run(words)
            #expect(
                code == 65 && err.contains("'\(name.uppercased())'") || err.contains("'\(name)'"), "\(err)")
        }
        #expect(shell.run("run").code == 0)
        #expect(shell.run("lab", "check").code == 0)
        // As a file, with its place.
        let text = shell.out("lab", "export").replacing("SRV3", with: name)
        try shell.scratch.write("bad.json5", text)
        for words in [["lab", "apply", "bad.json5"], ["lab", "create", "new", "--from", "bad.json5"]] {
            let (code, _, err) = shell.run(words)
            #expect(code == 65 && err.firstMatch(of: /bad\.json5:\d+:\d+/) != nil, "\(err)")
        }
    }

    @Test(arguments: [
        ("{ on: 'site:BPC', distribute: { putOn: ['SRV1', 'SRV9'] } }", "no server 'SRV9'"),
        ("{ on: ['computer:PC1', 'computer:PC77'] }", "no computer 'PC77'"),
        ("{ on: 'computer:PC77' }", "no computer 'PC77'"),
        ("{ on: 'site:XYZ' }", "no site 'XYZ'"),
        ("{ on: 'site:BPC', limitTo: { site: 'XYZ' } }", "no site 'XYZ'"),
    ])
    func `a job file names only what the lab has`(text: String, problem: String) throws {
        let shell = try Shell.withPackage()
        try shell.scratch.write("job.json5", text)
        let (code, _, err) = shell.run("job", "create", "Editor", "--from", "job.json5")
        #expect(code == 65 && err.contains("job.json5:1:") && err.contains(problem), "\(err)")
        #expect(try shell.list("job", "list").isEmpty)
    }

    @Test func `a machine path may name what no lab has, as the dump of an old job may`() throws {
        let shell = try Shell.withPackage()
        try shell.scratch.write("job.json5", "{ on: 'path:XYZ|*|*' }")
        #expect(shell.run("job", "create", "Editor", "--from", "job.json5").code == 0)
        let dump = shell.out("job", "export", "BPC00001")
            .replacing(/(Limit to sites:\s*)0/, with: { "\($0.1)2" })
            .replacing(/(Site limit name:)[^\n]*/, with: { "\($0.1) XYZ" })
        try shell.scratch.write("old.txt", dump)
        let (code, _, err) = shell.run("job", "create", "Editor", "--from", "old.txt")
        #expect(code == 3 && err.contains("no site 'XYZ'"), "\(err)")
    }

    @Test func `a program without command line is left out, the rest is imported`() throws {
        let shell = try Shell.withLab()
        let text = Shell.editor.replacing("CommandLine=setup.exe /u\r\n", with: "")
        try shell.scratch.write("editor.pdf", text)
        let (code, out, err) = shell.run("package", "import", "editor.pdf", "--source", "files")
        #expect(code == 3 && err.contains("[Remove Setup] has no command line"), "\(err)")
        #expect(out.contains("\"Install\"") && !out.contains("\"Remove\""))
        let sheet = shell.out("package", "show", "Editor 1.0")
        #expect(sheet.contains("setup.exe /q"))
    }

    @Test func `control characters in names are refused, in old files they are told`() throws {
        let shell = try Shell.withLab()
        let (code, _, err) = shell.run("package", "create", "a\u{1B}[31m", "--source", "files")
        #expect(code == 65 && err.contains("U+1B"))
        #expect(try shell.list("package", "list").isEmpty)
        let bytes = Array(Shell.editor.utf8)
        let text = String(decoding: bytes, as: UTF8.self)
        try Data(text.replacing("A text editor", with: "x").utf8).write(
            to: URL(fileURLWithPath: shell.scratch.path("e.pdf")))
        var raw = Array(text.utf8)
        let place = try #require(text.utf8.firstRange(of: "Editor".utf8)?.lowerBound)
        raw[text.utf8.distance(from: text.utf8.startIndex, to: place)] = 0x81
        try Data(raw).write(to: URL(fileURLWithPath: shell.scratch.path("c1.pdf")))
        let (got, _, said) = shell.run("package", "import", "c1.pdf", "--source", "files")
        #expect(got == 3 && said.contains("U+81") && said.contains("--code-page"), "\(said)")
    }

    @Test func `names of files are read in the code page that was given`() throws {
        let shell = try Shell.withLab()
        // "Müller" as MS-DOS wrote it; 0x81 is nothing in Windows' own code page.
        try makeFile([0x4D, 0x81, 0x6C, 0x6C, 0x65, 0x72], in: shell.scratch.path("files"))
        let (code, _, err) = shell.run("package", "create", "P", "--source", "files", "--command", "Go=a.exe")
        #expect(code == 3 && err.contains("--names-code-page") && !err.contains("holds no file"), "\(err)")
        let set = shell.run("package", "set", "P", "--source", "files", "--names-code-page", "CP437")
        #expect(set.code == 0, "\(set.err)")
        _ = shell.run("job", "create", "P", "--on", "site:BPC")
        _ = shell.run("run", "--cycles", "20")
        #expect(try shell.list("event", "list").isEmpty)
        let placed = try FileManager.default.subpathsOfDirectory(atPath: shell.lab + "/servers/SRV1")
        #expect(placed.contains { $0.hasSuffix("BPC00001/Müller") })
        shell.fails(
            64, "is no code page", "package", "set", "P", "--source", "files", "--names-code-page", "CP0")
        shell.fails(64, "--source", "package", "set", "P", "--names-code-page", "CP437")
    }

    /// Makes a file whose name is bytes; Foundation knows only names that are text.
    private func makeFile(_ name: [UInt8], in folder: String) throws {
        let path = (Array(folder.utf8) + [0x2F] + name + [0]).map { CChar(bitPattern: $0) }
        let file = open(path, O_CREAT | O_WRONLY, 0o644)
        #expect(file >= 0)
        close(file)
    }

    @Test func `two commands of one name are told`() throws {
        let shell = try Shell.withLab()
        try shell.scratch.write(
            "editor.pdf", Shell.editor.replacing("CommandName=Remove", with: "CommandName=Install"))
        let (code, _, err) = shell.run("package", "import", "editor.pdf", "--source", "files")
        #expect(code == 3 && err.contains("two commands are called \"Install\""), "\(err)")
    }

    @Test(arguments: [
        (["log", "show", "depooler"], "despooler"),
        (["trace", "list", "--component", "despoler"], "despooler"),
        (["run", "--until-job", "BPC00001=Complte"], "BPC00001=Complete"),
        (["job", "create", "Editor", "--on", "site:BPC", "--put-on", "Salse"], "Sales"),
    ])
    func `the name that was meant is offered`(words: [String], near: String) throws {
        let shell = try Shell.withPackage()
        _ = shell.run("job", "create", "Editor", "--on", "site:BPC")
        let (code, _, err) = shell.run(words)
        #expect(code == 64 || code == 66)
        #expect(err.contains("did you mean \(near)?"), "\(err)")
    }

    @Test func `the event log's frame says what was done with which package`() throws {
        let shell = try Shell.withPackage()
        _ = shell.run("job", "create", "Editor", "--on", "site:BPC")
        try FileManager.default.removeItem(atPath: shell.scratch.path("files/DATA"))
        try FileManager.default.removeItem(atPath: shell.scratch.path("files/SETUP.EXE"))
        _ = shell.run("run", "--cycles", "3")
        let rows = try shell.list("event", "list", "--number", "329")
        let number = try #require(rows.first?["no"] as? Int)
        let text = shell.out("event", "show", "\(number)")
        // The frame of Q168510.
        #expect(
            text.contains("Operation: Compress\nObject: Package\nObject name: BPC00001\nError code: 1002"),
            "\(text)")
    }

    @Test func `a set without what a job needs is not called one`() throws {
        let shell = try Shell.withLab()
        _ = shell.run("package", "create", "NoSource", "--command", "Go=go.exe")
        _ = shell.run("package", "create", "Whole", "--command", "Go=go.exe", "--source", "files")
        let rows = try shell.list("package", "list")
        #expect(rows.compactMap { $0["workstation"] as? Bool } == [false, true])
    }

    @Test func `permissions and program items can be typed, and are exported`() throws {
        let shell = try Shell.withLab()
        let (code, _, err) = shell.run(
            "package", "create", "Shared", "--source", "files", "--command", "Go=go.exe", "--system-exit",
            "--access", "UserRead,GuestRead", "--share-source", "files", "--share-name", "SHARED",
            "--share-access", "UserRead", "--item", "App=app.exe", "--item-drive", "S:", "--item-minimized",
            "--item-platform", "nt-x86", "--item-registry", "AppKey", "--item-setup", "first.exe")
        #expect(code == 0 || code == 3, "\(err)")
        _ = shell.run("package", "export", "Shared", "--to", "out.pdf")
        let text = try String(contentsOfFile: shell.scratch.path("out.pdf"), encoding: .isoLatin1)
        for line in [
            "WorkstationAccess=UserRead, GuestRead", "ShareAccess=UserRead",
            "DriveMode=SPECIFIC_DRIVE_LETTER S:",
            "RunMinimized=TRUE", "SynchronousSystemExitRequired=TRUE", "RegistryName=AppKey",
            "ConfigurationScript=first.exe",
        ] { #expect(text.contains(line), "\(line) in \(text)") }
        // Where the source lies on this machine is no part of the definition.
        #expect(!text.contains("Directory="))
        let (usage, _, said) = shell.run("package", "set", "Shared", "--item-hidden")
        #expect(usage == 64 && said.contains("--item"))
    }

    @Test(arguments: ["pcmdump", "dumpsend", "snirdr"])
    func `a foreign file gives no line of a dump`(tool: String) throws {
        let shell = try Shell()
        try shell.scratch.write("foreign", "not what it should be")
        let (code, out, err) = shell.run("tool", tool, "foreign")
        #expect(code == 65 && out.isEmpty && err.contains("foreign"), "\(out)\(err)")
    }
}
