import Foundation
import SiteDatabase
import SiteModel
import TestKit
import Testing

@testable import Commands

/// A package that is sent again while its site's settings change, each command in a session of its own.
@Suite struct SentAgainTests {
    private func send(_ shell: Shell) {
        _ = shell.out("job", "create", "Editor", "--on", "site:BPC", "--send", "always")
        _ = shell.out("run", "--cycles", "1")
        _ = shell.out("run", "--cycles", "5")
    }

    @Test func `the lab's state goes by the last version of a package, the tenth too`() throws {
        let shell = try Shell.withPackage()
        try shell.scratch.write("files/DATA/LONG.TXT", String(repeating: "one line and ", count: 4_000))
        for level in [1, 7, 2, 6, 3, 5, 4, 1, 7, 2, 6] {
            _ = shell.run("site", "set", "--level", String(level))
            send(shell)
            let (code, out, err) = shell.run("lab", "check")
            #expect(code == 0, "level \(level): \(out)\(err)")
        }
        #expect(shell.out("replay").contains("the same"))
    }

    @Test func `a source that went missing takes no files away from the servers`() throws {
        let shell = try Shell.withPackage()
        send(shell)
        let files = FileManager.default
        try files.moveItem(atPath: shell.scratch.path("files"), toPath: shell.scratch.path("away"))
        _ = shell.out("job", "create", "Editor", "--on", "site:BPC", "--send", "always")
        _ = shell.run("run", "--cycles", "3")
        #expect(shell.out("event", "list").contains("313"))
        // It needs no new package, and refreshes the servers from what the Despooler kept.
        _ = shell.out("job", "create", "Editor", "--on", "site:BPC")
        _ = shell.run("run", "--cycles", "9")
        for server in ["SRV1/D", "SRV2/C"] {
            let folder = shell.lab + "/servers/\(server)/SMS_PKG\(server.suffix(1))/BPC00001"
            #expect(files.fileExists(atPath: folder + "/SETUP.EXE"), "\(folder)")
            #expect(files.fileExists(atPath: folder + "/DATA/README.TXT"), "\(folder)")
        }
        #expect(shell.out("lab", "check").contains("whole"))
    }

    @Test func `a source that there was no room to pack adds no file to the version on the servers`() throws {
        let shell = try Shell.withPackage()
        send(shell)
        try shell.scratch.write(
            "files/LATER.TXT", String(repeating: "more than the drive holds ", count: 9_000))
        _ = shell.out("server", "set", "SRV1", "--drive", "D:ntfs:1KB")
        send(shell)
        // Event 329: the package could not be compressed.
        #expect(shell.out("event", "list").contains("329"))
        _ = shell.out("job", "create", "Editor", "--on", "site:BPC")
        _ = shell.run("run", "--cycles", "9")
        for server in ["SRV1/D", "SRV2/C"] {
            let folder = shell.lab + "/servers/\(server)/SMS_PKG\(server.suffix(1))/BPC00001"
            #expect(FileManager.default.fileExists(atPath: folder + "/SETUP.EXE"), "\(folder)")
            #expect(!FileManager.default.fileExists(atPath: folder + "/LATER.TXT"), "\(folder)")
        }
        #expect(shell.out("lab", "check").contains("whole"))
    }

    @Test func `a package whose compression outlasts the command is packed by the next one`() throws {
        let shell = try Shell.withPackage()
        // 6 MB take the Scheduler longer than the steps of the clock.
        try shell.scratch.write("files/LARGE.DAT", String(repeating: "0123456789ab", count: 500_000))
        _ = shell.out("job", "create", "Editor", "--on", "site:BPC", "--send", "always")
        for _ in 0..<80 { _ = shell.out("run", "--for", "5s") }
        _ = shell.out("run", "--cycles", "6")
        let kinds = try shell.list("trace", "list").compactMap { $0["what"] as? String }
        #expect(kinds.contains("compressionStarted") && kinds.contains("compressionEnded"))
        #expect(try LabReader(shell.lab).database.observations().count == 1)
        #expect(try LabReader(shell.lab).database.rows(of: ArchiveRow.self).count == 1)
        for server in ["SRV1/D", "SRV2/C"] {
            let file = shell.lab + "/servers/\(server)/SMS_PKG\(server.suffix(1))/BPC00001/LARGE.DAT"
            #expect(FileManager.default.fileExists(atPath: file), "\(file)")
        }
        #expect(shell.out("lab", "check").contains("whole"))
    }

    @Test func `an archive's row says what packed it`() throws {
        let shell = try Shell.withPackage()
        send(shell)
        _ = shell.out("site", "set", "--compression", "off")
        send(shell)
        let rows = try LabReader(shell.lab).database.rows(of: ArchiveRow.self)
        // Level 0 means stored, as the table's description says.
        #expect(rows.map(\.level) == [1, 0])
        for row in rows {
            for version in [row.libarchive, row.zlib] {
                #expect(version.first?.isNumber == true && version.contains("."), "\(version)")
            }
        }
    }

    @Test(arguments: [
        ("libarchive 3.6.2 zlib/1.2.13 liblzma/5.4.1", "3.6.2", "1.2.13"), ("libarchive 3.7.4", "3.7.4", ""),
        ("zlib", "", ""),
    ])
    func `versions are read out of what libarchive tells`(words: String, libarchive: String, zlib: String) {
        #expect(LabSession.version(of: "libarchive", in: words) == libarchive)
        #expect(LabSession.version(of: "zlib", in: words) == zlib)
    }
}
