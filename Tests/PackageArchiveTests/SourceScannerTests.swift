import Foundation
import PackageArchive
import SiteModel
import TestKit
import Testing

@Suite struct SourceScannerTests {
    private func codes(_ scan: SourceScan) -> [String] { scan.findings.map(\.code) }

    @Test func `entries come in order of their bytes, with sizes and digests`() throws {
        let folder = try ScratchFolder()
        let scan = try SourceScanner().scan(makeSample(in: folder))
        #expect(scan.findings.isEmpty)
        #expect(scan.isUsable)
        let names = scan.manifest.files.map(\.path)
        #expect(
            names == (sampleFiles.map(\.name) + ["data", "empty folder"]).sorted { precedesByBytes($0, $1) })
        for file in sampleFiles {
            let found = try #require(scan.manifest.files.first { $0.path == file.name })
            #expect(found.size == file.bytes.count)
            #expect(found.digest == SHA256.digest(of: file.bytes))
        }
        #expect(scan.manifest.fileCount == sampleFiles.count)
    }

    @Test func `sizes only reads no content`() throws {
        let folder = try ScratchFolder()
        let source = try makeSample(in: folder)
        let scan = try SourceScanner().scan(source, content: .sizesOnly)
        #expect(scan.manifest.files.allSatisfy { $0.digest.isEmpty })
        #expect(scan.manifest.totalBytes == sampleFiles.reduce(0) { $0 + Int64($1.bytes.count) })
    }

    @Test func `a missing root is Win32 error 3`() throws {
        let folder = try ScratchFolder()
        let scan = try SourceScanner().scan(folder.path("nothing"))
        #expect(codes(scan) == ["source-missing"])
        #expect(scan.manifest.win32Error == 3)
        #expect(scan.findings.first?.location?.file == folder.path("nothing"))
    }

    @Test func `a file is no source directory`() throws {
        let folder = try ScratchFolder()
        let scan = try SourceScanner().scan(folder.write("file", "x"))
        #expect(codes(scan) == ["source-not-a-folder"])
        #expect(scan.manifest.win32Error == 3)
    }

    /// By a fault, since root may read everything.
    @Test(arguments: [(Int32(13), 5), (16, 32), (5, 5)])
    func `an unreadable file names itself and the error`(hostError: Int32, win32Error: Int) throws {
        let folder = try ScratchFolder()
        let source = try makeSample(in: folder)
        let faults = HostFaults(failAt: 2, forever: true, hostError: hostError, pathSuffix: "data/a.txt")
        let scan = try SourceScanner(faults: faults).scan(source)
        #expect(codes(scan) == ["source-unreadable"])
        #expect(scan.manifest.win32Error == win32Error)
        #expect(scan.manifest.errorPath == "data/a.txt")
        #expect(!scan.isUsable)
    }

    @Test func `a path of 200 characters is fine, of 201 not`() throws {
        let folder = try ScratchFolder()
        let half = String(repeating: "d", count: 99)
        try folder.write("source/\(half)/\(String(repeating: "f", count: 100))", "x")
        #expect(try SourceScanner().scan(folder.path("source")).findings.isEmpty)
        try folder.write("source/\(half)/\(String(repeating: "g", count: 101))", "x")
        let scan = try SourceScanner().scan(folder.path("source"))
        #expect(codes(scan) == ["path-too-long"])
        #expect(scan.findings.first?.message.contains("201") == true)
        #expect(scan.manifest.longestPath == 201)
    }

    @Test func `two names that differ only in case`() throws {
        let folder = try ScratchFolder()
        try folder.write("source/SETUP.EXE", "1")
        try folder.write("source/setup.exe", "2")
        let scan = try SourceScanner().scan(folder.path("source"))
        #expect(codes(scan) == ["names-differ-in-case"])
        #expect(scan.findings.first?.message.contains("\"SETUP.EXE\"") == true)
    }

    @Test(arguments: ["CON", "lpt1.txt", "dot.", "blank ", "a:b", "a\\b", "what?", "bell\u{7}"])
    func `names that a Windows drive refuses`(name: String) throws {
        let folder = try ScratchFolder()
        try folder.write("source/\(name)", "x")
        let scan = try SourceScanner().scan(folder.path("source"))
        #expect(codes(scan) == ["name-not-allowed"])
        #expect(scan.findings.first?.message.unicodeScalars.allSatisfy { $0.value >= 0x20 } == true)
    }

    @Test func `links, FIFOs and sockets are refused and not followed`() throws {
        let folder = try ScratchFolder()
        try folder.write("source/file", "x")
        try folder.write("secret/file", "not ours")
        try FileManager.default.createSymbolicLink(
            atPath: folder.path("source/link"), withDestinationPath: folder.path("secret"))
        try FileManager.default.createSymbolicLink(
            atPath: folder.path("source/loop"), withDestinationPath: ".")
        try #require(mkfifo(folder.path("source/pipe"), 0o644) == 0)
        let scan = try SourceScanner().scan(folder.path("source"))
        #expect(codes(scan) == ["entry-refused", "entry-refused", "entry-refused"])
        #expect(scan.manifest.files.map(\.path) == ["file"])
    }

    @Test func `names of a code page`() throws {
        let folder = try ScratchFolder()
        try FileManager.default.createDirectory(
            atPath: folder.path("source"), withIntermediateDirectories: true)
        // "Grö.txt" in code page 437 and a folder of the same letter.
        let raw: [UInt8] = Array(folder.path("source/Gr").utf8) + [0x94] + Array(".txt".utf8) + [0]
        let descriptor = raw.map { CChar(bitPattern: $0) }.withUnsafeBufferPointer { buffer in
            buffer.baseAddress.map { open($0, O_WRONLY | O_CREAT, 0o644) } ?? -1
        }
        try #require(descriptor >= 0)
        close(descriptor)
        let blind = try SourceScanner().scan(folder.path("source"))
        #expect(codes(blind).first == "name-not-utf8")
        let store = try ContentStore(root: folder.path("store"))
        let scan = try SourceScanner(codePage: "CP437").scan(folder.path("source"), content: .ingest(store))
        #expect(scan.findings.isEmpty)
        #expect(scan.manifest.files.map(\.path) == ["Grö.txt"])
        #expect(scan.hostPaths == [Array("Gr".utf8) + [0x94] + Array(".txt".utf8)])
        let record = try PackagePacker().pack(
            scan.manifest, from: .folder(folder.path("source"), scan), to: folder.path("p.zip"))
        let listed = try ArchiveReader().list(folder.path("p.zip"), limits: ExtractLimits(record: record))
        #expect(listed.map(\.path) == ["Grö.txt"])
        let error = #expect(throws: FileError.self) { try SourceScanner(codePage: "CP437//IGNORE") }
        #expect(error?.kind == .unsupported)
        #expect(throws: FileError.self) { try SourceScanner(codePage: "NOSUCHPAGE") }
        // The scratch folder cannot remove a name that is no UTF-8.
        removeRaw(raw)
    }

    private func removeRaw(_ path: [UInt8]) {
        _ = path.map { CChar(bitPattern: $0) }.withUnsafeBufferPointer { buffer in
            buffer.baseAddress.map { unlink($0) }
        }
    }

    @Test func `a source without files is a warning`() throws {
        let folder = try ScratchFolder()
        try FileManager.default.createDirectory(
            atPath: folder.path("source/empty"), withIntermediateDirectories: true)
        let scan = try SourceScanner().scan(folder.path("source"))
        #expect(codes(scan) == ["source-empty"])
        #expect(scan.isUsable)
    }

    @Test func `limits stop the walk`() throws {
        let folder = try ScratchFolder()
        let source = try makeSample(in: folder)
        for limits in [
            SourceScanner.Limits(entries: 3), SourceScanner.Limits(bytes: 1_000),
        ] {
            #expect(codes(try SourceScanner(limits: limits).scan(source)) == ["source-too-large"])
        }
        #expect(codes(try SourceScanner(limits: .init(depth: 1)).scan(source)).contains("source-too-deep"))
    }

    @Test func `a file that changed between scan and packing`() throws {
        let folder = try ScratchFolder()
        let source = try makeSample(in: folder)
        let path = source + "/SETUP.EXE"
        let store = try ContentStore(root: folder.path("store"))
        let scan = try SourceScanner().scan(source, content: .ingest(store))
        try #require(scan.isUsable)
        // Packing from the directory sees the change by size and by digest.
        let handle = try #require(FileHandle(forWritingAtPath: path))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data([1]))
        try handle.close()
        let longer = #expect(throws: FileError.self) {
            try PackagePacker().pack(scan.manifest, from: .folder(source, scan), to: folder.path("p.zip"))
        }
        #expect(longer?.kind == .sourceChanged)
        #expect(longer?.win32Error == 32)
        try folder.write("source/SETUP.EXE", bytes: noise(70_000, seed: 4))
        let other = #expect(throws: FileError.self) {
            try PackagePacker().pack(scan.manifest, from: .folder(source, scan), to: folder.path("p.zip"))
        }
        #expect(other?.kind == .sourceChanged)
        #expect(!FileManager.default.fileExists(atPath: folder.path("p.zip")))
    }

    /// A thread writes to the file all the while; each scan then either saw one state or says that it changed.
    @Test func `a file that changes during the scan`() throws {
        let folder = try ScratchFolder()
        let path = try folder.write("source/busy.dat", bytes: noise(8 << 20, seed: 1))
        let stop = Flag()
        let thread = Thread {
            var turn: UInt8 = 0
            while !stop.isSet {
                turn &+= 1
                guard let handle = FileHandle(forWritingAtPath: path) else { continue }
                handle.write(Data([turn]))
                try? handle.close()
            }
            stop.finished()
        }
        thread.start()
        var sawChange = false
        for _ in 0..<200 where !sawChange {
            sawChange = codes(try SourceScanner().scan(folder.path("source"))) == ["source-changed"]
        }
        stop.set()
        stop.waitForEnd()
        #expect(sawChange)
    }
}

/// Tells a thread to end and waits for it.
private final class Flag: @unchecked Sendable {
    // Guarded by the condition.
    private let condition = NSCondition()
    private var stopped = false
    private var ended = false

    var isSet: Bool { condition.withLock { stopped } }

    func set() { condition.withLock { stopped = true } }

    func finished() {
        condition.withLock {
            ended = true
            condition.signal()
        }
    }

    func waitForEnd() {
        condition.withLock { while !ended { condition.wait() } }
    }
}
