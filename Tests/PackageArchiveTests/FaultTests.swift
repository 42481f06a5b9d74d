import Foundation
import PackageArchive
import SiteModel
import TestKit
import Testing

/// The n-th file call fails, for every n: the outcome is there whole, or things are as before.
@Suite struct FaultTests {
    private let archive = "SITE\\D\\TOSEND\\BPC00001.W00"
    private let target = "SITE\\D\\_S M0000.TMP"

    /// Store, pack, unpack and a few share calls; the drive is compared after each.
    private func sequence(_ folder: ScratchFolder, _ faults: HostFaults?) throws {
        let store = try ContentStore(root: folder.path("store"), faults: faults)
        let scan = try SourceScanner(faults: faults).scan(folder.path("source"), content: .ingest(store))
        guard scan.isUsable else { throw FileError(.host, doing: "scan", path: "source") }
        let share = try DirectoryFileShare(root: folder.path("servers"), store: store, faults: faults)
        let compressor = LibArchiveCompressor(store: store, share: share, faults: faults)
        let record = try compressor.pack(scan.manifest, settings: CompressionSettings(), to: archive)
        try compressor.unpack(archive, record: record, to: target)
        try share.copy(archive, to: "SITE\\D\\STORE\\BPC00001.WKS")
        try share.append("SITE\\D\\LOGS\\DESPOOL.LOG", atOffset: 0, Array("done\r\n".utf8))
        try share.remove(archive)
    }

    private func contents(_ folder: String) throws -> [String: String] {
        var result: [String: String] = [:]
        for name in try tree(folder) where !name.hasPrefix(".sms12tmp") {
            result[name] = name.hasSuffix("/") ? "" : SHA256.digest(of: try readFile("\(folder)/\(name)"))
        }
        return result
    }

    @Test(arguments: [false, true], [Int32(5), 28])
    func `every call fails in turn`(forever: Bool, hostError: Int32) throws {
        // A small source: the loop runs the whole sequence some hundred times.
        let folder = try ScratchFolder()
        try folder.write("source/SETUP.EXE", bytes: noise(3_000, seed: 1))
        try folder.write("source/sub/readme.txt", "text")
        let perfect = try ScratchFolder()
        try folder.write("source/empty", "")
        try FileManager.default.copyItem(atPath: folder.path("source"), toPath: perfect.path("source"))
        let counter = HostFaults()
        try sequence(perfect, counter)
        let expected = try contents(perfect.path("servers"))
        try #require(counter.count > 100)
        let allowed = Set(expected.map { "\($0.key)=\($0.value)" })
        for turn in 1...counter.count {
            let lab = try ScratchFolder()
            try FileManager.default.copyItem(atPath: folder.path("source"), toPath: lab.path("source"))
            let faults = HostFaults(failAt: turn, forever: forever, hostError: hostError)
            do {
                try sequence(lab, faults)
            } catch let error as FileError {
                if hostError == 28, error.hostError == 28 { #expect(error.kind == .diskFull) }
            }
            try expectWhole(lab, allowed, turn)
            // Carrying on without faults ends in the same state.
            try sequence(lab, nil)
            #expect(try contents(lab.path("servers")) == expected, "call \(turn)")
            #expect(try tree(lab.path("servers/.sms12tmp")).isEmpty, "call \(turn)")
        }
    }

    /// Everything that stands on the drive is as it is after a run without faults; only appending may be half done.
    private func expectWhole(_ lab: ScratchFolder, _ allowed: Set<String>, _ turn: Int) throws {
        guard FileManager.default.fileExists(atPath: lab.path("servers")) else { return }
        let archiveName = "SITE/D/TOSEND/BPC00001.W00"
        let there = try contents(lab.path("servers"))
        for (name, digest) in there where name != archiveName && !name.hasSuffix("DESPOOL.LOG") {
            #expect(allowed.contains("\(name)=\(digest)"), "call \(turn) leaves \(name)")
        }
        // The unpacked folder is there with all files or not at all.
        let unpacked = there.keys.filter { $0.hasPrefix("SITE/D/_S M0000.TMP/") }.count
        #expect(unpacked == 0 || unpacked == 5, "call \(turn) leaves \(unpacked)")
        // The copy in STORE is the archive itself, so one that stands there is compared with it.
        if let copy = allowed.first(where: { $0.contains("BPC00001.WKS=") }), let digest = there[archiveName]
        {
            #expect(copy.hasSuffix(digest), "call \(turn)")
        }
        // The store never holds a content that does not agree with its name.
        let store = try ContentStore(root: lab.path("store"))
        for content in try store.list() { try store.verify(content.digest) }
    }

    @Test func `a full disk while packing leaves nothing`() throws {
        let folder = try ScratchFolder()
        let (store, manifest) = try storedSample(in: folder)
        let faults = HostFaults(failAt: 3, forever: true, hostError: 28, pathSuffix: "p.zip")
        let error = #expect(throws: FileError.self) {
            try PackagePacker(faults: faults).pack(manifest, from: .store(store), to: folder.path("p.zip"))
        }
        #expect(error?.kind == .diskFull)
        #expect(error?.win32Error == 112)
        // With the fault for good not even removing works; the next packing clears it away.
        let record = try PackagePacker().pack(manifest, from: .store(store), to: folder.path("p.zip"))
        #expect(record.size > 0)
        #expect(try tree(folder.path).filter { $0.contains(".part") }.isEmpty)
    }

    /// A tmpfs of 16 KiB: the true error path without our fault plan.
    @Test func `a file system that is really full`() throws {
        let folder = try ScratchFolder()
        guard getuid() == 0, let mount = tool("mount"), let umount = tool("umount") else {
            print("skipped: a small tmpfs needs root and mount")
            return
        }
        try FileManager.default.createDirectory(
            atPath: folder.path("small"), withIntermediateDirectories: false)
        guard
            try run(mount, ["-t", "tmpfs", "-o", "size=16k", "tmpfs", folder.path("small")]).status == 0
        else {
            print("skipped: mount of a small tmpfs is refused")
            return
        }
        defer { _ = try? run(umount, [folder.path("small")]) }
        let (store, manifest) = try storedSample(in: folder)
        let error = #expect(throws: FileError.self) {
            try PackagePacker().pack(manifest, from: .store(store), to: folder.path("small/p.zip"))
        }
        #expect(error?.kind == .diskFull)
        #expect(error?.description.contains("p.zip") == true)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("small")).isEmpty)
    }
}
