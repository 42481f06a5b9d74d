import Foundation
import PackageArchive
import SiteModel
import TestKit
import Testing

private func expectSample(
    in folder: String, sourceLocation: Testing.SourceLocation = #_sourceLocation
) throws {
    let names = try tree(folder)
    let expected = (sampleFiles.map(\.name) + ["data/", "empty folder/"]).sorted {
        precedesByBytes($0, $1)
    }
    #expect(names == expected, sourceLocation: sourceLocation)
    for file in sampleFiles {
        #expect(try readFile("\(folder)/\(file.name)") == file.bytes, sourceLocation: sourceLocation)
    }
}

/// Times, modes, order of making, zone and locale of the process must not reach the bytes.
private func expectEqualBytes(_ format: ArchiveFormat) throws {
    let folder = try ScratchFolder()
    let first = try makeSample(in: folder, "one")
    let second = try makeSample(in: folder, "two", reversed: true)
    let manager = FileManager.default
    for (place, name) in try tree(second).enumerated() {
        try manager.setAttributes(
            [
                .modificationDate: Date(timeIntervalSince1970: Double(place) * 86_400 * 365),
                .posixPermissions: place % 2 == 0 ? 0o700 : 0o644,
            ], ofItemAtPath: "\(second)/\(name)")
    }
    var digests: Set<String> = []
    for (zone, locale, source) in [
        ("UTC0", "C", first), ("America/New_York", "C", second), ("XYZ-13:45", "C.UTF-8", first),
        ("ABC+11", "C", second),
    ] {
        setenv("TZ", zone, 1)
        tzset()
        try #require(setlocale(LC_ALL, locale) != nil)
        let scan = try SourceScanner().scan(source)
        let path = folder.path("p")
        let record = try PackagePacker(format: format).pack(
            scan.manifest, from: .folder(source, scan), to: path)
        digests.insert(record.digest)
        // The caller's locale is as it was.
        #expect(setlocale(LC_ALL, nil).map { String(cString: $0) } == locale)
        try ArchiveReader().extract(path, to: folder.path("out"), limits: ExtractLimits(record: record))
        try expectSample(in: folder.path("out"))
        try manager.removeItem(atPath: folder.path("out"))
    }
    #expect(digests.count == 1)
}

@Suite struct ArchiveTests {
    @Test(arguments: ArchiveFormat.allCases, [true, false])
    func `what is packed comes out again`(format: ArchiveFormat, enabled: Bool) throws {
        let folder = try ScratchFolder()
        let (store, manifest) = try storedSample(in: folder)
        let settings = CompressionSettings(enabled: enabled)
        let record = try PackagePacker(format: format, settings: settings).pack(
            manifest, from: .store(store), to: folder.path("p"))
        let bytes = try folder.read("p")
        #expect(record.size == bytes.count)
        #expect(record.digest == SHA256.digest(of: bytes))
        #expect(record.entryCount == manifest.files.count)
        #expect(record.contentBytes == manifest.totalBytes)
        #expect(record.libraries.contains("libarchive") && record.libraries.contains("zlib"))
        #expect(enabled == (record.size < manifest.totalBytes))
        let limits = ExtractLimits(record: record)
        try ArchiveReader().extract(folder.path("p"), to: folder.path("out"), limits: limits)
        try expectSample(in: folder.path("out"))
        let listed = try ArchiveReader().list(folder.path("p"), limits: limits)
        #expect(listed.map(\.path) == manifest.files.map(\.path))
        #expect(listed.map(\.size) == manifest.files.map(\.size))
        let name = "data/größe – 東京.TXT"
        #expect(
            try ArchiveReader().extractEntry(name, of: folder.path("p"), limits: limits)
                == Array("names beyond ASCII".utf8))
        let missing = #expect(throws: FileError.self) {
            try ArchiveReader().extractEntry("no", of: folder.path("p"), limits: limits)
        }
        #expect(missing?.kind == .notFound)
        #expect(try tree(folder.path).filter { $0.contains(".part") }.isEmpty)
    }

    @Test func `an empty manifest is an archive too`() throws {
        let folder = try ScratchFolder()
        let store = try ContentStore(root: folder.path("store"))
        for format in ArchiveFormat.allCases {
            let path = folder.path("p.\(format.rawValue)")
            let record = try PackagePacker(format: format).pack(
                SourceManifest(files: []), from: .store(store), to: path)
            try ArchiveReader().extract(
                path, to: folder.path("out\(format)"), limits: ExtractLimits(record: record))
            #expect(try tree(folder.path("out\(format)")).isEmpty)
        }
    }

    /// In a process of its own: zone and locale belong to the whole process.
    @Test func `equal sources give equal bytes`() async {
        await #expect(processExitsWith: .success) {
            for format in ArchiveFormat.allCases { try expectEqualBytes(format) }
        }
    }

    @Test func `store and directory give equal bytes`() throws {
        let folder = try ScratchFolder()
        let (store, manifest) = try storedSample(in: folder)
        let scan = try SourceScanner().scan(folder.path("source"))
        #expect(scan.manifest == manifest)
        let one = try PackagePacker().pack(manifest, from: .store(store), to: folder.path("1"))
        let two = try PackagePacker().pack(
            manifest, from: .folder(folder.path("source"), scan), to: folder.path("2"))
        #expect(one == two)
        // The order in which a manifest lists its files does not matter either.
        let three = try PackagePacker().pack(
            SourceManifest(files: manifest.files.reversed()), from: .store(store), to: folder.path("3"))
        #expect(one == three)
    }

    @Test func `levels rise from the fastest to the best`() throws {
        #expect((1...7).map { ArchiveFormat.zip.libraryLevel($0) } == [1, 2, 4, 5, 6, 8, 9])
        #expect((1...7).map { ArchiveFormat.tarZstandard.libraryLevel($0) } == [1, 4, 7, 10, 13, 16, 19])
        #expect(ArchiveFormat.zip.libraryLevel(Int.min) == 1)
        #expect(ArchiveFormat.zip.libraryLevel(Int.max) == 9)
        let folder = try ScratchFolder()
        let store = try ContentStore(root: folder.path("store"))
        let text = (0..<20_000).map { "line \($0 &* 7_919 % 1_013) of a text\r\n" }.joined()
        let content = try store.ingest(bytes: Array(text.utf8))
        let manifest = SourceManifest(files: [
            SourceFile(path: "text", size: content.size, digest: content.digest)
        ])
        let sizes = try [1, 7].map { level in
            try PackagePacker(settings: CompressionSettings(level: level)).pack(
                manifest, from: .store(store), to: folder.path("p")
            ).size
        }
        #expect(sizes[0] > sizes[1])
    }

    @Test func `declared sizes never overflow`() {
        #expect(CompressionSettings(ratioPercent: 60).declaredSize(ofSource: 1_005) == 603)
        #expect(CompressionSettings(enabled: false).declaredSize(ofSource: 1_005) == 1_005)
        #expect(CompressionSettings(ratioPercent: 200).declaredSize(ofSource: Int64.max) == Int64.max)
        #expect(CompressionSettings(ratioPercent: -5).declaredSize(ofSource: 1_000) == 0)
    }

    @Test func `over 65,535 entries need zip64`() throws {
        let folder = try ScratchFolder()
        let store = try ContentStore(root: folder.path("store"))
        let content = try store.ingest(bytes: [])
        let files = (0..<66_000).map {
            SourceFile(
                path: "f\($0)", size: 0, isFolder: $0 % 3 != 0, digest: $0 % 3 == 0 ? content.digest : "")
        }
        let record = try PackagePacker().pack(
            SourceManifest(files: files), from: .store(store), to: folder.path("p.zip"))
        let listed = try ArchiveReader().list(folder.path("p.zip"), limits: ExtractLimits(record: record))
        #expect(listed.count == 66_000)
        if let unzip = tool("unzip") {
            let result = try run(unzip, ["-Z", "-t", folder.path("p.zip")])
            #expect(result.output.contains("66000 files"), "\(result.output)")
        }
    }

    @Test func `over four GiB need zip64 as well`() throws {
        guard ProcessInfo.processInfo.environment["SMS12_SLOW_TESTS"] == "1" else {
            print("skipped: SMS12_SLOW_TESTS=1 packs five GiB")
            return
        }
        let folder = try ScratchFolder()
        let path = try folder.write("source/big", "")
        let size: Int64 = 5 << 30
        try #require(truncate(path, off_t(size)) == 0)
        let scan = try SourceScanner().scan(folder.path("source"), content: .sizesOnly)
        let record = try PackagePacker(settings: CompressionSettings(enabled: false)).pack(
            scan.manifest, from: .folder(folder.path("source"), scan), to: folder.path("p.zip"))
        let listed = try ArchiveReader().list(
            folder.path("p.zip"), limits: ExtractLimits(entries: 1, bytes: size))
        #expect(listed.map(\.size) == [size])
        #expect(record.size > size)
        if let unzip = tool("unzip") {
            #expect(try run(unzip, ["-tq", folder.path("p.zip")]).status == 0)
        }
    }

    @Test func `a hook hears of progress and can stop`() throws {
        let folder = try ScratchFolder()
        let (store, manifest) = try storedSample(in: folder)
        var seen: [ArchiveProgress] = []
        let record = try PackagePacker(hook: {
            seen.append($0)
            return .goOn
        }).pack(manifest, from: .store(store), to: folder.path("p.zip"))
        #expect(seen.last?.entriesDone == manifest.files.count)
        #expect(seen.last?.bytesDone == manifest.totalBytes)
        #expect(zip(seen, seen.dropFirst()).allSatisfy { $0.bytesDone <= $1.bytesDone })
        for turn in [1, 3, seen.count] {
            var left = turn
            let stopping: ArchiveHook = { _ in
                left -= 1
                return left == 0 ? .stop : .goOn
            }
            let packing = #expect(throws: FileError.self) {
                try PackagePacker(hook: stopping).pack(
                    manifest, from: .store(store), to: folder.path("q.zip"))
            }
            #expect(packing?.kind == .cancelled)
            left = turn
            let unpacking = #expect(throws: FileError.self) {
                try ArchiveReader(hook: stopping).extract(
                    folder.path("p.zip"), to: folder.path("out"), limits: ExtractLimits(record: record))
            }
            #expect(unpacking?.kind == .cancelled)
        }
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == [
                "p.zip", "source", "store",
            ])
    }

    @Test func `names that could not be unpacked are not packed`() throws {
        let folder = try ScratchFolder()
        let store = try ContentStore(root: folder.path("store"))
        let content = try store.ingest(bytes: [1])
        let file = { (path: String) in SourceFile(path: path, size: 1, digest: content.digest) }
        for (paths, kind) in [
            (["../x"], FileError.Kind.badName), (["/x"], .badName), (["a//b"], .badName),
            (["nul.txt"], .badName),
            (["a", "A"], .nameCollision),
        ] {
            let error = #expect(throws: FileError.self) {
                try PackagePacker().pack(
                    SourceManifest(files: paths.map(file)), from: .store(store), to: folder.path("p.zip"))
            }
            #expect(error?.kind == kind, "\(paths)")
        }
        let wrongSize = SourceFile(path: "x", size: 2, digest: content.digest)
        let error = #expect(throws: FileError.self) {
            try PackagePacker().pack(
                SourceManifest(files: [wrongSize]), from: .store(store), to: folder.path("p.zip"))
        }
        #expect(error?.kind == .corrupt)
        let absent = SourceFile(path: "x", size: 2, digest: String(repeating: "0", count: 64))
        let missing = #expect(throws: FileError.self) {
            try PackagePacker().pack(
                SourceManifest(files: [absent]), from: .store(store), to: folder.path("p.zip"))
        }
        #expect(missing?.kind == .notFound)
    }

    @Test func `a target that is taken is refused, an empty one is used`() throws {
        let folder = try ScratchFolder()
        let (store, manifest) = try storedSample(in: folder)
        let record = try PackagePacker().pack(manifest, from: .store(store), to: folder.path("p.zip"))
        try folder.write("out/mine", "keep")
        let error = #expect(throws: FileError.self) {
            try ArchiveReader().extract(
                folder.path("p.zip"), to: folder.path("out"), limits: ExtractLimits(record: record))
        }
        #expect(error?.kind == .exists)
        #expect(try tree(folder.path("out")) == ["mine"])
        try FileManager.default.createDirectory(
            atPath: folder.path("empty"), withIntermediateDirectories: false)
        try ArchiveReader().extract(
            folder.path("p.zip"), to: folder.path("empty"), limits: ExtractLimits(record: record))
        try expectSample(in: folder.path("empty"))
    }

    @Test func `the compressor packs to a drive and unpacks from one`() throws {
        let folder = try ScratchFolder()
        let (store, manifest) = try storedSample(in: folder)
        let share = try DirectoryFileShare(root: folder.path("servers"), store: store)
        let compressor = LibArchiveCompressor(store: store, share: share)
        let archive = "SITE\\D\\SMS\\SITE.SRV\\SENDER.BOX\\TOSEND\\BPC00001.W00"
        let target = "SITE\\D\\_S M0000.TMP"
        for _ in 0..<2 {
            let record = try compressor.pack(manifest, settings: CompressionSettings(), to: archive)
            #expect(SHA256.digest(of: try share.read(archive)) == record.digest)
            try compressor.unpack(archive, record: record, to: target)
            try expectSample(in: folder.path("servers/SITE/D/_S M0000.TMP"))
        }
        #expect(try tree(folder.path("servers/.sms12tmp")).isEmpty)

        let memory = MemoryFileShare()
        let modelled = ModelledCompressor(share: memory)
        let record = try modelled.pack(manifest, settings: CompressionSettings(), to: archive)
        #expect(try memory.entry(archive)?.size == manifest.totalBytes * 60 / 100)
        try modelled.unpack(archive, record: record, to: target)
        #expect(try memory.entry(target)?.isFolder == true)
    }
}
