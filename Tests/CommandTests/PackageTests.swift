import CommandLineKit
import Foundation
import SiteModel
import TestKit
import Testing

@testable import Commands

@Suite struct PackageTests {
    @Test func helpExplainsEveryVerb() throws {
        let shell = try Shell()
        shell.explains("package", ["import", "create", "set", "list", "show", "export", "delete"])
        #expect(Root.table.mistakes() == [])
    }

    // MARK: Import

    @Test func anImportPrintsWhatWasMadeAndWhatToDoNext() throws {
        let shell = try Shell.withLab()
        try shell.scratch.write("editor.pdf", Shell.editor)
        let (code, out, err) = shell.run("package", "import", "editor.pdf", "--source", "files")
        #expect(code == 0, "\(err)")
        #expect(out.contains("Package BPC00001 \"Editor 1.0\" from editor.pdf (1.x definition)"))
        #expect(out.contains("command \"Install\": setup.exe /q  [automated; nt-x86]"))
        #expect(err == "Next: sms12 job create BPC00001 --on site:BPC\n", "and no finding")
        let map = String(decoding: try shell.scratch.read("t.lab/sources.json5"), as: UTF8.self)
        #expect(map.contains(shell.scratch.path("files")))
    }

    @Test func withAnErrorInOneFileNothingIsImported() throws {
        let shell = try Shell.withLab()
        try shell.scratch.write("good.pdf", Shell.editor)
        try shell.scratch.write("empty.pdf", "")
        let (code, out, err) = shell.run("package", "import", "good.pdf", "empty.pdf", "--source", "files")
        #expect(code == 65)
        #expect(out == "")
        #expect(err.contains("empty.pdf: error:") && err.contains("[empty-file]"))
        #expect(err.contains("nothing was imported"))
        #expect(shell.run("package", "list").out.contains("(none)"))
    }

    @Test func missingFilesFoldersAndUnreadablePathsAreNamed() throws {
        let shell = try Shell.withLab()
        try shell.scratch.write("plain", "x")
        shell.fails(66, "missing.pdf", "package", "import", "missing.pdf")
        #expect(shell.run("package", "import", "files").code != 0)
        #expect(shell.run("package", "import", "files").err.contains("it is a folder"))
        shell.fails(66, "plain/x.pdf", "package", "import", "plain/x.pdf")
        shell.fails(64, "FILE is missing", "package", "import")
        shell.fails(64, "1253", "package", "import", "plain", "--code-page", "1253")
    }

    @Test func findingsStandAtLineAndColumnAndWarningsGiveThree() throws {
        let shell = try Shell.withLab()
        try shell.scratch.write(
            "odd.pdf",
            Shell.editor.replacing("Product=Editor\r\n", with: "Product=Editor\r\nProduct=Again\r\n"))
        let (code, _, err) = shell.run("package", "import", "odd.pdf", "--source", "files")
        #expect(code == 3)
        #expect(err.contains("odd.pdf:5:1: warning:") && err.contains("[duplicate-key]"))
        #expect(shell.run("package", "list").out.contains("BPC00001"))
    }

    @Test func aDraftIsImportedWithAWarning() throws {
        let shell = try Shell.withLab()
        try shell.scratch.write(
            "draft.pdf", Shell.editor.replacing("Product=Editor\r\n", with: "Product=\r\n"))
        let (code, _, err) = shell.run("package", "import", "draft.pdf", "--source", "files")
        #expect(code == 3)
        #expect(err.contains("draft.pdf: warning: required keys are missing") && err.contains("[draft]"))
        #expect(shell.out("package", "list").contains("1.0"))
    }

    @Test func aDryRunNeedsNoLabAndStoresNothing() throws {
        let shell = try Shell()
        try shell.scratch.write("editor.pdf", Shell.editor)
        try shell.scratch.write("files/a", "a")
        let (code, out, err) = shell.run("package", "import", "editor.pdf", "--source", "files", "--dry-run")
        #expect(code == 0, "\(err)")
        #expect(out.contains("Would be a package: \"Editor 1.0\""))
        #expect(shell.run("package", "import", "editor.pdf", "--source", "files").code == 66)
    }

    @Test func theSourceOfTheFileIsFoundBesideItWithoutRegardToCase() throws {
        let shell = try Shell.withLab()
        try shell.scratch.write("pkg/Disk1/SETUP.EXE", "x")
        try shell.scratch.write(
            "pkg/editor.pdf",
            Shell.editor.replacing("SetupVariations=", with: "ImportDirectory=DISK1\r\nSetupVariations="))
        let (code, out, err) = shell.run("package", "import", "pkg/editor.pdf")
        #expect(code == 0, "\(err)")
        #expect(out.contains("source: pkg/Disk1"))
    }

    @Test func whatTheSchedulerWillNotTakeIsSaidAtOnce() throws {
        let shell = try Shell.withLab()
        try shell.scratch.write("editor.pdf", Shell.editor)
        let missing = shell.run("package", "import", "editor.pdf", "--source", "nowhere")
        #expect(missing.code == 3)
        #expect(missing.err.contains("nowhere: warning:"))
        #expect(missing.err.contains("[source-missing]"))
        #expect(missing.err.contains("the Scheduler will raise event 313"))
        #expect(!missing.err.contains(shell.scratch.path))
        let none = shell.run("package", "import", "editor.pdf")
        #expect(none.code == 3)
        #expect(none.err.contains("has no source folder"))
        try shell.scratch.write("twice/a.txt", "1")
        try shell.scratch.write("twice/A.TXT", "2")
        let twice = shell.run("package", "import", "editor.pdf", "--source", "twice")
        #expect(twice.code == 3)
        #expect(twice.err.contains("[names-differ-in-case]") && twice.err.contains("event 329"))
        let long = "long/" + String(repeating: "abcdefghi/", count: 21) + "x"
        try shell.scratch.write(long, "1")
        let path = shell.run("package", "import", "editor.pdf", "--source", "long")
        #expect(path.err.contains("[path-too-long]") && path.err.contains("event 329"))
        try FileManager.default.createDirectory(
            atPath: shell.scratch.path("hollow"), withIntermediateDirectories: true)
        let hollow = shell.run("package", "import", "editor.pdf", "--source", "hollow")
        #expect(hollow.err.contains("[source-empty]"))
    }

    @Test func theCodePageDecidesWhatBytesMean() throws {
        let shell = try Shell.withLab()
        // 0x81 is ü in code page 437 and nothing in Windows-1252.
        let bytes = Array(Shell.editor.utf8)
        let text = Array("Comment=A text editor".utf8)
        let place = try #require(bytes.indices.first { bytes[$0...].starts(with: text) })
        let end = place + text.count
        try shell.scratch.write("oem.pdf", bytes: Array(bytes[..<end]) + [0x81] + Array(bytes[end...]))
        _ = shell.run("package", "import", "oem.pdf", "--source", "files", "--code-page", "437")
        #expect(shell.out("package", "show", "BPC00001").contains("A text editorü"))
        // Which code page it was read by is found again: the same bytes come back.
        #expect(shell.run("package", "export", "BPC00001", "--to", "back.pdf").code == 0)
        #expect(try shell.scratch.read("back.pdf") == shell.scratch.read("oem.pdf"))
    }

    // MARK: Export

    @Test(arguments: ["real", "modelled"])
    func anUnchangedImportIsExportedByteForByte(fidelity: String) throws {
        let shell = try Shell.withLab(fidelity: fidelity)
        let folder = checkoutRoot + "/samples/package-definitions"
        var number = 0
        for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        where name.hasSuffix(".pdf") || name.hasSuffix(".sms") {
            let bytes = try readFile("\(folder)/\(name)")
            try shell.scratch.write(name, bytes: bytes)
            let code = shell.run("package", "import", name, "--source", "files").code
            if code == 65 { continue }
            number += 1
            let id = "BPC" + String(repeating: "0", count: 4) + String(number, radix: 16).uppercased()
            let (exported, out, err) = shell.run("package", "export", id, "--to", "out")
            #expect(exported == 0, "\(name): \(err)")
            #expect(out.contains("these are the imported bytes"), "\(name)")
            #expect(try shell.scratch.read("out") == bytes, "\(name)")
        }
        #expect(number >= 8)
    }

    @Test func aChangedPackageIsPrintedAndReadsBack() throws {
        let shell = try Shell.withPackage()
        #expect(shell.run("package", "set", "Editor", "--comment", "Another").code == 0)
        let (code, out, err) = shell.run("package", "export", "Editor", "--to", "new.pdf")
        #expect(code == 0, "\(err)")
        #expect(out.contains("differs from its import: it was printed as a 1.x definition"))
        #expect(shell.run("package", "import", "new.pdf", "--source", "files").code == 0)
        #expect(shell.out("package", "show", "BPC00002").contains("Another"))
        // Set back, it is the imported file again.
        shell.run("package", "set", "BPC00001", "--comment", "A text editor")
        #expect(shell.out("package", "export", "BPC00001") == Shell.editor)
    }

    @Test func theGrammarCanBeChosen() throws {
        let shell = try Shell.withPackage()
        let (code, out, err) = shell.run("package", "export", "Editor", "--format-version", "2.0")
        #expect(code == 0 || code == 3, "\(err)")
        #expect(out.contains("[PDF]\r\nVersion=2.0\r\n"))
        #expect(out.contains("Programs=Install"))
        shell.fails(64, "3.0", "package", "export", "Editor", "--format-version", "3.0")
    }

    @Test func aPlaceThatCannotBeWrittenIsNamed() throws {
        let shell = try Shell.withPackage()
        try shell.scratch.write("plain", "x")
        shell.fails(73, "plain/out.pdf", "package", "export", "Editor", "--to", "plain/out.pdf")
        shell.fails(73, "nowhere/out.pdf", "package", "export", "Editor", "--to", "nowhere/out.pdf")
        shell.fails(73, "it is a folder", "package", "export", "Editor", "--to", "files")
    }

    // MARK: Create, set, delete

    @Test func allThreeSetsCanBeCreatedShownAndExported() throws {
        let shell = try Shell.withLab()
        try shell.scratch.write(
            "rule.txt",
            """
            [Setup Package for Inventory]
            InventoryThisPackage=TRUE
            Detection Rule Part 1=File 1
            [File 1]
            FILE=TOOL.EXE
            COLLECT=FALSE
            SIZE=4711
            """)
        let (code, out, err) = shell.run(
            "package", "create", "Tool", "--comment", "Of ours", "--source", "files", "--command",
            "Install=setup.exe /q", "--command", "Look=look.exe", "--platform", "nt-x86,win95",
            "--automated", "--share-name", "TOOL", "--item", "Tool=tool.exe", "--inventory-rule", "rule.txt")
        #expect(code == 0, "\(err)")
        #expect(out.contains("Package BPC00001 \"Tool\": workstation, sharing, inventory"))
        #expect(err.contains("Next: sms12 job create BPC00001"))
        let show = shell.out("package", "show", "tool")
        #expect(show.contains("setup.exe /q  [automated; nt-x86,win95]"))
        #expect(show.contains("Item \"Tool\""))
        #expect(show.contains("TOOL.EXE  [SIZE=4711]"))
        let text = shell.run("package", "export", "tool").out
        #expect(text.contains("ShareName=TOOL\r\n") && text.contains("SIZE=4711\r\n"))
    }

    @Test func aRuleWithAnErrorMakesNothing() throws {
        let shell = try Shell.withLab()
        try shell.scratch.write(
            "rule.txt",
            "[Setup Package for Inventory]\nInventoryThisPackage=TRUE\nDetection Rule Part 1=File 9\n")
        let (code, _, err) = shell.run("package", "create", "Tool", "--inventory-rule", "rule.txt")
        #expect(code == 65)
        #expect(err.contains("rule.txt:3:"))
        try shell.scratch.write("none.txt", "nothing here")
        let (none, _, why) = shell.run("package", "create", "Tool", "--inventory-rule", "none.txt")
        #expect(none == 65)
        #expect(why.contains("[no-inventory-rule]"))
        #expect(shell.run("package", "list").out.contains("(none)"))
    }

    @Test func wordsThatCannotBeUnderstoodAreUsageErrors() throws {
        let shell = try Shell.withLab()
        shell.fails(
            64, "did you mean win95", "package", "create", "A", "--command", "a=b", "--platform", "win59")
        shell.fails(64, "NAME=COMMAND LINE", "package", "create", "A", "--command", "setup")
        shell.fails(64, "--automated", "package", "create", "A", "--automated")
        shell.fails(64, "must not be empty", "package", "create", "")
        let (code, _, err) = shell.run(
            "package", "create", String(repeating: "x", count: 256), "--source", "files")
        #expect(code == 65)
        #expect(err.contains("256 characters; SMS takes 255"))
    }

    @Test func aSecondPackageOfANameIsMadeWithANoteAndNamedByIdentifier() throws {
        let shell = try Shell.withPackage()
        let (code, _, err) = shell.run("package", "create", "editor 1.0", "--source", "files")
        #expect(code == 0)
        #expect(err.contains("note: package BPC00001 is called \"Editor 1.0\" too"))
        shell.fails(64, "BPC00001 \"Editor 1.0\", BPC00002 \"editor 1.0\"", "package", "show", "Editor 1.0")
        #expect(shell.run("package", "show", "bpc00002").code == 0)
    }

    @Test func setChangesWhatIsNamedAndNothingElse() throws {
        let shell = try Shell.withPackage()
        let out = shell.out(
            "package", "set", "Edi", "--name", "Writer", "--command", "Install=setup.exe /s",
            "--remove-command", "remove")
        #expect(out.contains("Package BPC00001 \"Writer\" was changed"))
        let show = shell.out("package", "show", "writer")
        #expect(show.contains("setup.exe /s  [automated; nt-x86]"))
        #expect(!show.contains("Command \"Remove\""))
        #expect(show.contains("A text editor"))
        #expect(shell.out("package", "set", "writer", "--name", "Writer").contains("so already"))
        shell.fails(
            66, "no command 'Instal1'; did you mean Install?", "package", "set", "writer",
            "--remove-command", "Instal1")
    }

    @Test func aPackageOfAnUnfinishedJobIsNotDeleted() throws {
        let shell = try Shell.withPackage()
        #expect(shell.run("job", "create", "Editor", "--on", "site:BPC").code == 0)
        shell.fails(77, "is used by job BPC00001", "package", "delete", "Editor")
        #expect(shell.run("job", "delete", "BPC00001").code == 0)
        #expect(shell.out("package", "delete", "Editor").contains("was deleted"))
        shell.fails(66, "no package 'Editor'", "package", "delete", "Editor")
    }

    // MARK: Lists

    @Test func listsAreReadByPrograms() throws {
        let shell = try Shell.withPackage()
        let list = try shell.list("package", "list")
        #expect(list.count == 1)
        #expect(list.first?["id"] as? String == "BPC00001")
        #expect(list.first?["name"] as? String == "Editor 1.0")
        #expect(list.first?["commands"] as? Int == 2)
        #expect(list.first?["sharing"] as? Bool == false)
        let csv = shell.out("package", "list", "--format", "csv")
        #expect(
            csv
                == "id,name,comment,workstation,sharing,inventory,commands,source,jobs\n"
                + "BPC00001,Editor 1.0,A text editor,true,false,false,2,files,0\n")
        let show = try shell.list("package", "show", "Editor")
        #expect(show.contains { $0["property"] as? String == "Source" && $0["value"] as? String == "files" })
    }

    @Test func aSharingSetWithoutAShareSaysThatItCannotBeUsed() throws {
        let shell = try Shell.withPackage()
        _ = shell.run(
            "package", "create", "Tool", "--source", "files", "--command", "Run=setup.exe", "--item",
            "Tool=setup.exe")
        let show = shell.out("package", "show", "Tool")
        #expect(show.contains("none: without one the set cannot be used; --share-name gives it"), "\(show)")
        _ = shell.run("package", "set", "Tool", "--share-name", "TOOLS")
        let shared = shell.out("package", "show", "Tool")
        #expect(shared.contains("TOOLS") && !shared.contains("none: without one"), "\(shared)")
    }

    @Test func unknownPackagesSitesAndLabsAreSaid() throws {
        let shell = try Shell.withPackage()
        shell.fails(66, "did you mean BPC00001", "package", "show", "BPC0001X")
        shell.fails(66, "no site 'BPD'; did you mean BPC?", "package", "list", "--site", "BPD")
        shell.fails(66, "no lab at other", "package", "list", "--lab", "other")
        shell.fails(64, "unknown verb", "package", "improt")
    }
}
