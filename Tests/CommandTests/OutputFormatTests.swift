import Foundation
import TestKit
import Testing

@testable import Commands

/// Design 9: `--format json|csv` gives programs data alone, whatever the command.
@Suite struct OutputFormatTests {
    /// Command lines in an order in which each can be given; with the least number of rows that it has to print.
    private static let lines: [(words: [String], rows: Int)] = [
        (["lab", "check"], 0), (["lab", "export", "--to", "x.json5"], 1),
        (["site", "set", "BPC", "--name", "North"], 1), (["server", "add", "SRV9"], 1),
        (["server", "set", "SRV9", "--drive", "C:NTFS:1GB"], 1), (["server", "remove", "SRV9"], 1),
        (["client", "add", "NEW#", "--count", "3", "--platform", "win95"], 1),
        (["client", "set", "NEW1", "--user", "ann"], 1), (["client", "off", "PC4", "PC5"], 2),
        (["client", "on", "PC4"], 1), (["client", "remove", "NEW3"], 1),
        (["group", "add", "Two", "PC1", "PC2"], 1), (["group", "set", "Two", "--add-member", "PC3"], 1),
        (["group", "remove", "Two"], 1),
        (["package", "create", "Mine", "--source", "files", "--command", "Go=go.exe"], 1),
        (["package", "set", "Mine", "--comment", "changed"], 1),
        (["package", "set", "Mine", "--comment", "changed"], 1), (["package", "delete", "Mine"], 1),
        (["job", "create", "Editor", "--on", "computer:PC1", "--on", "computer:PC2"], 10),
        (["job", "set", "BPC00001", "--priority", "high"], 10), (["run"], 0), (["run", "--summary"], 0),
        (["at", "+1h", "--", "job", "list"], 1), (["job", "show", "BPC00001"], 10),
        (["job", "details", "BPC00001"], 1), (["event", "list"], 0), (["log", "show"], 1),
        (["trace", "list"], 1), (["tool", "pcmdump", "--list"], 1), (["tool", "dumpsend"], 0),
        (["quirk", "list"], 1), (["client", "list"], 5), (["job", "cancel", "BPC00001"], 1),
        (["job", "delete", "BPC00001", "--force"], 1), (["replay"], 1),
    ]

    @Test func `JSON is one array, whatever was done`() throws {
        let shell = try Shell.withPackage(fidelity: "modelled")
        for (words, rows) in Self.lines {
            let (code, out, err) = shell.run(words + ["--format", "json"])
            #expect(code == 0 || code == 3, "\(words): \(err)")
            let list = try? JSONSerialization.jsonObject(with: Data(out.utf8)) as? [[String: Any]]
            #expect((list?.count ?? -1) >= rows, "\(words): \(out)")
        }
    }

    @Test func `what was done has the name by which other commands take it`() throws {
        let shell = try Shell.withLab()
        try shell.scratch.write("editor.pdf", Shell.editor)
        let made = try shell.list("package", "import", "editor.pdf", "--source", "files")
        #expect(made.first?["done"] as? String == "made")
        #expect(made.first?["name"] as? String == "BPC00001")
        #expect(made.first?["site"] as? String == "BPC")
        let (code, out, err) = shell.run("client", "off", "PC2", "--format", "csv")
        #expect((code, out) == (0, "done,kind,name,site,message\ntold,client,PC2,BPC,PC2 is off.\n"))
        #expect(err.isEmpty)
    }

    @Test func `several jobs of a file are one list`() throws {
        let shell = try Shell.withPackage()
        try shell.scratch.write("jobs.json5", "[{ on: 'site:BPC' }, { on: 'computer:PC1' }]")
        let rows = try shell.list("job", "create", "Editor", "--from", "jobs.json5")
        #expect(Set(rows.compactMap { $0["job"] as? String }) == ["BPC00001", "BPC00002"])
    }

    @Test func `the text of a historical tool is not taken for a list`() throws {
        let shell = try Shell.withPackage()
        for words in [["tool", "pcmdump", "PC1"], ["tool", "snirdr", "a.SNI"], ["tool", "dumpsend", "X"]] {
            let (code, out, err) = shell.run(words + ["--format", "json"])
            #expect((code, out) == (64, ""))
            #expect(err.contains("--format does not apply"))
        }
    }

    @Test func `damage that lab check finds is a list`() throws {
        let shell = try Shell.withPackage()
        try FileManager.default.removeItem(atPath: shell.lab + "/servers/SRV2/C")
        let (code, out, err) = shell.run("lab", "check", "--format", "json")
        #expect(code == 1 && err.isEmpty)
        let list = try JSONSerialization.jsonObject(with: Data(out.utf8)) as? [[String: Any]]
        #expect(list?.first?["severity"] as? String == "error")
        #expect(list?.first?["code"] as? String == "folder-missing")
    }

    @Test func `at gives its own options to the command, and counts from now`() throws {
        let shell = try Shell.withPackage(fidelity: "modelled")
        let list = try shell.list("at", "+90m", "--", "lab", "list")
        let row = try #require(list.first)
        #expect(row.values.contains { "\($0)".contains("10:30") }, "\(row)")
        // The command's own option wins over that of `at`.
        let csv = shell.out("at", "+1m", "--format", "json", "--", "server", "list", "--format", "csv")
        #expect(csv.hasPrefix("site,") || csv.hasPrefix("name,"), "\(csv)")
    }

    @Test func `at lets no time pass for what is not there`() throws {
        let shell = try Shell.withPackage(fidelity: "modelled")
        let before = shell.out("lab", "show", "--format", "csv")
        for words in [["job", "cancel", "BPC00007"], ["package", "delete", "Edtor"]] {
            let (code, _, err) = shell.run(["at", "+1h", "--"] + words)
            #expect(code == 66 && err.contains("no "), "\(err)")
        }
        #expect(shell.out("lab", "show", "--format", "csv") == before)
    }

    @Test func `a damaged database is named with what to do`() throws {
        let shell = try Shell.withPackage()
        let handle = try #require(FileHandle(forWritingAtPath: shell.lab + "/lab.db"))
        try handle.truncate(atOffset: 9_000)
        try handle.close()
        let (code, _, err) = shell.run("job", "list")
        #expect(code == 65)
        #expect(err.contains("restore it from a copy of the lab"))
    }

    @Test func `a file in place of a lab is said to be one`() throws {
        let shell = try Shell()
        try shell.scratch.write("f.lab", "")
        let (code, _, err) = shell.run("--lab", "f.lab", "job", "list")
        #expect(code == 66 && err.contains("is a file; a lab is a folder"))
    }

    @Test func `a plain name as target is told how to write it`() throws {
        let shell = try Shell.withPackage()
        let (code, _, err) = shell.run("job", "create", "Editor", "--on", "PC1")
        #expect(code == 64 && err.contains("computer:PC1"))
    }

    @Test func `a failed job says where the reason is`() throws {
        let shell = try Shell.withPackage()
        _ = shell.run("job", "create", "Editor", "--on", "path:XYZ|*|*")
        let (made, _, err) = shell.run("job", "list")
        #expect(made == 0, "\(err)")
        _ = shell.run("run", "--cycles", "5")
        let text = shell.out("job", "show", "BPC00001")
        #expect(text.contains("Failed") && text.contains("sms12 event list --job BPC00001"), "\(text)")
        #expect(text.contains("before the list was made"))
    }

    @Test(arguments: [1, 3, 7])
    func `a limited log has so many lines, the last ones`(limit: Int) throws {
        let shell = try Shell.withPackage(fidelity: "modelled")
        _ = shell.run("job", "create", "Editor", "--on", "site:BPC")
        _ = shell.run("run", "--cycles", "60")
        let all = shell.out("log", "show").split(separator: "\n")
        let some = shell.out("log", "show", "--limit", "\(limit)").split(separator: "\n")
        #expect(all.count > 7 && some == all.suffix(limit))
    }

    /// What stands at the place of an output and is no plain file is not put out of the way.
    @Test func `a link is followed and a device is written to`() throws {
        let shell = try Shell.withLab(fidelity: "modelled")
        try shell.scratch.write("real.txt", "old")
        try FileManager.default.createSymbolicLink(
            atPath: shell.scratch.path("link.txt"), withDestinationPath: "real.txt")
        _ = shell.out("journal", "export", "--out", "link.txt")
        #expect(try readFile(shell.scratch.path("real.txt")).starts(with: Array("sms12 journal 1".utf8)))
        let kind = try FileManager.default.attributesOfItem(atPath: shell.scratch.path("link.txt"))[.type]
        #expect(kind as? FileAttributeType == .typeSymbolicLink)
        #expect(shell.run("journal", "export", "--out", "/dev/null").code == 0)
        let null = try FileManager.default.attributesOfItem(atPath: "/dev/null")[.type]
        #expect(null as? FileAttributeType == .typeCharacterSpecial)
    }
}
