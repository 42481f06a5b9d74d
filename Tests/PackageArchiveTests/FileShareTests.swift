import Foundation
import PackageArchive
import SiteModel
import TestKit
import Testing

/// One of the two implementations; the suite below is run on both.
enum ShareKind: CaseIterable {
    case memory
    case directory
}

@Suite struct FileShareTests {
    private func make(_ kind: ShareKind, _ folder: ScratchFolder) throws -> (any FileShare, StoredContent) {
        let store = try ContentStore(root: folder.path("store"))
        let content = try store.ingest(bytes: Array("from the store".utf8))
        switch kind {
        case .memory: return (MemoryFileShare(), content)
        case .directory:
            return (try DirectoryFileShare(root: folder.path("servers"), store: store), content)
        }
    }

    private func expect(
        _ share: any FileShare, _ path: String, _ text: String,
        sourceLocation: Testing.SourceLocation = #_sourceLocation
    ) throws {
        let entry = try share.entry(path)
        #expect(entry?.size == Int64(text.utf8.count), sourceLocation: sourceLocation)
        #expect(entry?.isFolder == false, sourceLocation: sourceLocation)
        guard share.keepsContent else {
            if !text.isEmpty {
                let error = #expect(throws: FileError.self, sourceLocation: sourceLocation) {
                    try share.read(path)
                }
                #expect(error?.kind == .contentNotKept, sourceLocation: sourceLocation)
            }
            return
        }
        #expect(
            String(decoding: try share.read(path), as: UTF8.self) == text, sourceLocation: sourceLocation)
    }

    @Test func `a file of the tree is held against a digest piece by piece`() throws {
        let folder = try ScratchFolder("content")
        let share = try DirectoryFileShare(root: folder.path("servers"))
        let bytes = [UInt8](repeating: 7, count: 300_000)
        try share.put("SRV1\\C\\LARGE.BIN", bytes)
        let wanted = StoredContent(digest: SHA256.digest(of: bytes), size: 300_000)
        #expect(try share.content("SRV1\\C\\LARGE.BIN") == wanted)
        expect(.notFound) { _ = try share.content("SRV1\\C\\NONE.BIN") }
    }

    private func expect(
        _ kind: FileError.Kind, sourceLocation: Testing.SourceLocation = #_sourceLocation,
        _ body: () throws -> Void
    ) {
        let error = #expect(throws: FileError.self, sourceLocation: sourceLocation) { try body() }
        #expect(error?.kind == kind, sourceLocation: sourceLocation)
    }

    @Test(arguments: ShareKind.allCases)
    func `files are put, replaced and found in any case`(kind: ShareKind) throws {
        let folder = try ScratchFolder()
        let (share, content) = try make(kind, folder)
        try share.put("SERVER1\\C\\SMS\\SITE.SRV\\a.txt", Array("one".utf8))
        try expect(share, "server1\\c\\sms\\site.srv\\A.TXT", "one")
        try share.put("Server1\\C\\Sms\\Site.Srv\\A.Txt", Array("three".utf8))
        try expect(share, "SERVER1\\C\\SMS\\SITE.SRV\\a.txt", "three")
        try share.putFromStore("SERVER1\\C\\sms\\stored", content)
        try expect(share, "SERVER1\\C\\SMS\\STORED", "from the store")
        // The first spelling stays, for folders and files.
        #expect(try share.list("").map(\.name) == ["SERVER1"])
        #expect(try share.list("SERVER1\\C\\SMS").map(\.name) == ["SITE.SRV", "stored"])
        #expect(try share.list("server1\\c\\sms\\site.srv").map(\.name) == ["a.txt"])
        #expect(try share.entry("SERVER1\\C\\NOTHING\\x") == nil)
        #expect(try share.entry("SERVER1\\C\\SMS\\stored\\x") == nil)
        #expect(try share.entry("SERVER1\\c")?.isFolder == true)
    }

    @Test(arguments: ShareKind.allCases)
    func `names beyond ASCII compare without case too`(kind: ShareKind) throws {
        let folder = try ScratchFolder()
        let (share, _) = try make(kind, folder)
        try share.put("S\\C\\Größe.txt", Array("g".utf8))
        try expect(share, "S\\C\\GRÖßE.TXT", "g")
        #expect(try share.remove("s\\c\\größe.TXT"))
        #expect(try share.list("S\\C").isEmpty)
    }

    @Test(arguments: ShareKind.allCases)
    func `appending again gives the same file`(kind: ShareKind) throws {
        let folder = try ScratchFolder()
        let (share, _) = try make(kind, folder)
        let log = "S\\C\\LOGS\\SCHED.LOG"
        for _ in 0..<2 {
            try share.append(log, atOffset: 0, Array("first ".utf8))
            try share.append(log, atOffset: 6, Array("second".utf8))
            try expect(share, log, "first second")
        }
        // Redone from the middle, as after a crash; what lies beyond is cut off.
        try share.append("s\\c\\logs\\sched.log", atOffset: 6, Array("2".utf8))
        try expect(share, log, "first 2")
        expect(.host) { try share.append(log, atOffset: 8, [1]) }
        expect(.host) { try share.append(log, atOffset: -1, [1]) }
        expect(.host) { try share.append("S\\C\\NEW\\x", atOffset: 1, [1]) }
        #expect(try share.entry("S\\C\\NEW") == nil)
        expect(.isAFolder) { try share.append("S\\C\\LOGS", atOffset: 0, [1]) }
    }

    @Test(arguments: ShareKind.allCases)
    func `copying, moving, removing, each twice`(kind: ShareKind) throws {
        let folder = try ScratchFolder()
        let (share, _) = try make(kind, folder)
        try share.put("S\\C\\a", Array("text".utf8))
        for _ in 0..<2 {
            try share.copy("S\\C\\A", to: "S\\D\\deep\\b")
            try expect(share, "S\\D\\DEEP\\B", "text")
        }
        for _ in 0..<2 {
            try share.move("S\\C\\A", to: "S\\E\\c")
            #expect(try share.entry("S\\C\\a") == nil)
            try expect(share, "S\\E\\C", "text")
        }
        try share.move("S\\E\\c", to: "S\\E\\C")
        try expect(share, "S\\E\\c", "text")
        expect(.notFound) { try share.move("S\\C\\none", to: "S\\C\\other") }
        expect(.notFound) { try share.copy("S\\C\\none", to: "S\\C\\other") }
        #expect(try share.remove("S\\E\\C"))
        #expect(try !share.remove("S\\E\\C"))
        #expect(try !share.remove("S\\NONE\\C"))
        expect(.isAFolder) { try share.remove("S\\D") }
        #expect(try share.removeTree("s\\d"))
        #expect(try !share.removeTree("S\\D"))
        #expect(try share.list("S").map(\.name) == ["C", "E"])
        try share.put("S\\d\\again", [1])
        #expect(try share.list("S").map(\.name) == ["C", "E", "d"])
    }

    @Test(arguments: ShareKind.allCases)
    func `files and folders do not stand in for one another`(kind: ShareKind) throws {
        let folder = try ScratchFolder()
        let (share, _) = try make(kind, folder)
        try share.put("S\\C\\file", [1])
        try share.makeFolder("S\\C\\folder\\inner")
        try share.makeFolder("S\\C\\FOLDER\\inner")
        expect(.notAFolder) { try share.put("S\\C\\file\\x", [1]) }
        expect(.notAFolder) { try share.makeFolder("S\\C\\FILE") }
        expect(.isAFolder) { try share.put("S\\C\\folder", [1]) }
        expect(.isAFolder) { _ = try share.read("S\\C\\folder") }
        expect(.notFound) { _ = try share.read("S\\C\\none") }
        expect(.notFound) { _ = try share.list("S\\C\\none") }
        expect(.notAFolder) { _ = try share.list("S\\C\\file") }
        #expect(try share.removeTree("S\\C\\file"))
    }

    @Test(
        arguments: ShareKind.allCases,
        [
            "..\\x", "S\\..\\..\\x", "S\\.\\x", "S\\C:\\x", "S/../x", "\\S\\x", "S\\\\x", "S\\x\\",
            "S\\CON\\x",
            "S\\trail.\\x", "S\\x\0y", "",
        ])
    func `a path never leaves the root`(kind: ShareKind, path: String) throws {
        let folder = try ScratchFolder()
        let (share, _) = try make(kind, folder)
        expect(.badName) { try share.put(path, [1]) }
        expect(.badName) { try share.remove(path) }
        expect(.badName) { try share.removeTree(path) }
        if !path.isEmpty {
            expect(.badName) { _ = try share.list(path) }
            expect(.badName) { try share.makeFolder(path) }
        }
    }

    @Test func `a link in the tree is not followed`() throws {
        let folder = try ScratchFolder()
        let (share, _) = try make(.directory, folder)
        try folder.write("outside/secret", "mine")
        try share.makeFolder("S\\C")
        let manager = FileManager.default
        try manager.createSymbolicLink(
            atPath: folder.path("servers/S/C/link"), withDestinationPath: folder.path("outside"))
        try manager.createSymbolicLink(
            atPath: folder.path("servers/S/C/file"), withDestinationPath: folder.path("outside/secret"))
        for path in ["S\\C\\link\\secret", "S\\C\\file"] {
            expect(.refusedKind) { try share.put(path, [1]) }
            expect(.refusedKind) { _ = try share.read(path) }
            expect(.refusedKind) { try share.append(path, atOffset: 0, [1]) }
        }
        expect(.refusedKind) { _ = try share.list("S\\C\\link") }
        #expect(try share.list("S\\C").isEmpty)
        #expect(try share.removeTree("S\\C"))
        #expect(try tree(folder.path("outside")) == ["secret"])
        #expect(try folder.read("outside/secret") == Array("mine".utf8))
    }

    @Test func `files that another program adds are found`() throws {
        let folder = try ScratchFolder()
        let (share, _) = try make(.directory, folder)
        try share.put("S\\C\\a", [1])
        #expect(try share.entry("S\\C\\NEW.TXT") == nil)
        try folder.write("servers/S/C/new.txt", "by hand")
        try expect(share, "S\\C\\NEW.TXT", "by hand")
    }

    @Test func `unfinished files lie beside the tree and go at the next opening`() throws {
        let folder = try ScratchFolder()
        let (share, _) = try make(.directory, folder)
        try folder.write("servers/.sms12tmp/file", "half")
        #expect(try share.list("").isEmpty)
        expect(.badName) { _ = try share.list(".SMS12TMP") }
        _ = try make(.directory, folder)
        #expect(try tree(folder.path("servers")) == [".sms12tmp/"])
    }
}
