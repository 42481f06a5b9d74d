import Foundation
import PackageArchive
import SiteModel
import TestKit
import Testing

/// Archives that nobody should trust: each is refused, with nothing outside the target and nothing left in it.
@Suite struct HostileArchiveTests {
    private let limits = ExtractLimits(entries: 10, bytes: 1_000)

    private func expectRefused(
        _ folder: ScratchFolder, _ kind: FileError.Kind, limits: ExtractLimits? = nil,
        sourceLocation: Testing.SourceLocation = #_sourceLocation
    ) throws {
        let before = try tree(folder.path)
        let error = #expect(throws: FileError.self, sourceLocation: sourceLocation) {
            try ArchiveReader().extract(
                folder.path("evil"), to: folder.path("inner/out"), limits: limits ?? self.limits)
        }
        #expect(error?.kind == kind, "\(String(describing: error))", sourceLocation: sourceLocation)
        #expect(try tree(folder.path) == before, sourceLocation: sourceLocation)
    }

    private func scratch() throws -> ScratchFolder {
        let folder = try ScratchFolder()
        try FileManager.default.createDirectory(
            atPath: folder.path("inner"), withIntermediateDirectories: false)
        return folder
    }

    @Test(
        arguments: [
            "../x", "a/../../x", "a/..", "/tmp/sms12-evil", "//x", "..\\win.txt", "C:\\win2.txt", "C:x",
            "a\\b",
            "\\\\server\\share\\x", "./x", "a//b", "NUL", "a/com1.txt", "trail.", "ctrl\u{1}", "a:stream",
        ], ["zip", "tar", "dos"])
    func `names that lead elsewhere`(name: String, format: String) throws {
        let folder = try scratch()
        let program = """
            import sys, zipfile, tarfile, io
            name = sys.argv[2]
            if sys.argv[3] == 'tar':
                t = tarfile.open(sys.argv[1], 'w')
                i = tarfile.TarInfo(name); i.size = 3
                t.addfile(i, io.BytesIO(b'abc')); t.close()
            else:
                z = zipfile.ZipFile(sys.argv[1], 'w')
                i = zipfile.ZipInfo('x'); i.filename = name
                # 0 is MS-DOS, 3 is Unix.
                i.create_system = 0 if sys.argv[3] == 'dos' else 3
                z.writestr(i, b'abc'); z.close()
            """
        guard try python(program, [folder.path("evil"), name, format]) else { return }
        if format != "tar", name == "a\\b" {
            // An honest archive of a DOS program.
            try ArchiveReader().extract(folder.path("evil"), to: folder.path("inner/out"), limits: limits)
            #expect(try tree(folder.path("inner")) == ["out/", "out/a/", "out/a/b"])
            return
        }
        try expectRefused(folder, .badName)
    }

    @Test(arguments: ["SYMTYPE", "LNKTYPE", "CHRTYPE", "BLKTYPE", "FIFOTYPE"])
    func `links, devices and FIFOs in a tar`(type: String) throws {
        let folder = try scratch()
        let program = """
            import sys, tarfile, io
            t = tarfile.open(sys.argv[1], 'w')
            f = tarfile.TarInfo('file'); f.size = 3
            t.addfile(f, io.BytesIO(b'abc'))
            i = tarfile.TarInfo('odd'); i.type = getattr(tarfile, sys.argv[2]); i.linkname = 'file'
            t.addfile(i); t.close()
            """
        guard try python(program, [folder.path("evil"), type]) else { return }
        try expectRefused(folder, .refusedKind)
    }

    @Test func `a symbolic link in a zip, and a file through it`() throws {
        let folder = try scratch()
        let program = """
            import sys, zipfile
            z = zipfile.ZipFile(sys.argv[1], 'w')
            i = zipfile.ZipInfo('link'); i.create_system = 3; i.external_attr = 0o120777 << 16
            z.writestr(i, '../..'); z.writestr('link/x', b'abc')
            """
        guard try python(program, [folder.path("evil")]) else { return }
        try expectRefused(folder, .refusedKind)
    }

    @Test(arguments: ["a,a", "a,A", "d/x,D/y", "a,a/b", "a/b,a", "Größe,GRÖßE"])
    func `names that meet on a Windows drive`(names: String) throws {
        let folder = try scratch()
        let program = """
            import sys, zipfile, warnings
            warnings.simplefilter('ignore')
            z = zipfile.ZipFile(sys.argv[1], 'w')
            for n in sys.argv[2].split(','): z.writestr(n, b'abc')
            """
        guard try python(program, [folder.path("evil"), names]) else { return }
        try expectRefused(folder, .nameCollision)
    }

    @Test func `set-uid bits are not taken over`() throws {
        let folder = try scratch()
        let program = """
            import sys, tarfile, io
            t = tarfile.open(sys.argv[1], 'w')
            f = tarfile.TarInfo('file'); f.size = 3; f.mode = 0o6777
            t.addfile(f, io.BytesIO(b'abc')); t.close()
            """
        guard try python(program, [folder.path("evil")]) else { return }
        try ArchiveReader().extract(folder.path("evil"), to: folder.path("inner/out"), limits: limits)
        let mode = try FileManager.default.attributesOfItem(atPath: folder.path("inner/out/file"))[
            .posixPermissions]
        #expect(try #require(mode as? Int) & 0o7133 == 0)
    }

    @Test func `bombs end at the recorded size`() throws {
        let folder = try scratch()
        let program = """
            import sys, zipfile
            z = zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_DEFLATED)
            z.writestr('bomb', b'\\0' * 50_000_000); z.close()
            data = bytearray(open(sys.argv[1], 'rb').read())
            # The second says that it has 100 bytes, in the directory and before the data.
            size = (50_000_000).to_bytes(4, 'little')
            data = data.replace(size, (100).to_bytes(4, 'little'))
            open(sys.argv[2], 'wb').write(data)
            z = zipfile.ZipFile(sys.argv[3], 'w')
            for i in range(11): z.writestr(str(i), b'')
            """
        guard try python(program, ["evil", "liar", "many"].map { folder.path($0) }) else { return }
        try expectRefused(folder, .overLimit)
        let manager = FileManager.default
        try manager.removeItem(atPath: folder.path("evil"))
        try manager.copyItem(atPath: folder.path("many"), toPath: folder.path("evil"))
        try expectRefused(folder, .overLimit)
        try manager.removeItem(atPath: folder.path("evil"))
        try manager.copyItem(atPath: folder.path("liar"), toPath: folder.path("evil"))
        let error = #expect(throws: FileError.self) {
            try ArchiveReader().extract(folder.path("evil"), to: folder.path("inner/out"), limits: limits)
        }
        #expect(error?.kind == .overLimit || error?.kind == .corrupt)
        #expect(try tree(folder.path("inner")).isEmpty)
    }

    @Test func `less than recorded is damage`() throws {
        let folder = try scratch()
        let program = """
            import sys, zipfile
            z = zipfile.ZipFile(sys.argv[1], 'w')
            z.writestr('a', b'abc')
            """
        guard try python(program, [folder.path("evil")]) else { return }
        for (entries, bytes) in [(2, Int64(3)), (1, 4)] {
            var exact = ExtractLimits(
                record: PackedArchive(
                    size: 0, digest: "", entryCount: entries, contentBytes: bytes, format: "zip",
                    libraries: ""))
            try expectRefused(folder, .corrupt, limits: exact)
            exact.isExact = false
            _ = try ArchiveReader().list(folder.path("evil"), limits: exact)
        }
    }

    @Test func `encrypted entries are refused`() throws {
        guard let program = tool("7z") else { return }
        let folder = try scratch()
        try folder.write("file", "abc")
        let result = try run(
            program, ["a", "-tzip", "-psecret", folder.path("evil.zip"), folder.path("file")])
        try #require(result.status == 0)
        try FileManager.default.moveItem(atPath: folder.path("evil.zip"), toPath: folder.path("evil"))
        try expectRefused(folder, .unsupported)
    }

    @Test func `other formats and plain noise are damage`() throws {
        let folder = try scratch()
        for bytes in [
            [], noise(5_000, seed: 77), Array("!<arch>\nnot ours".utf8), Array("PK\u{3}\u{4}".utf8),
        ] {
            try folder.write("evil", bytes: bytes)
            try expectRefused(folder, .corrupt)
        }
        let missing = #expect(throws: FileError.self) {
            try ArchiveReader().list(folder.path("none"), limits: limits)
        }
        #expect(missing?.kind == .notFound)
    }

    /// With the recorded digest every flip is found.
    ///
    /// Without it a zip's CRC finds those in the contents, and no
    /// flip crashes, writes outside or leaves something behind.
    @Test(arguments: ArchiveFormat.allCases)
    func `one flipped bit`(format: ArchiveFormat) throws {
        let folder = try scratch()
        let (store, manifest) = try storedSample(in: folder)
        let record = try PackagePacker(format: format).pack(
            manifest, from: .store(store), to: folder.path("good"))
        let good = try folder.read("good")
        var blind = ExtractLimits(record: record)
        blind.digest = nil
        for step in 0..<120 {
            var bad = good
            let place = good.count * step / 120
            bad[place] ^= 1 << UInt8(step % 8)
            try folder.write("evil", bytes: bad)
            try expectRefused(folder, .corrupt, limits: ExtractLimits(record: record))
            do {
                try ArchiveReader().extract(folder.path("evil"), to: folder.path("inner/out"), limits: blind)
                if format == .zip {
                    for file in sampleFiles {
                        // What passes has its contents whole; only facts we do not use differ.
                        guard let bytes = try? folder.read("inner/out/\(file.name)") else { continue }
                        #expect(bytes == file.bytes, "flip at \(place)")
                    }
                }
                try FileManager.default.removeItem(atPath: folder.path("inner/out"))
            } catch is FileError {
                #expect(try tree(folder.path("inner")).isEmpty)
            }
        }
    }

    @Test func `an archive cut off anywhere is damage`() throws {
        let folder = try scratch()
        let (store, manifest) = try storedSample(in: folder)
        let record = try PackagePacker().pack(manifest, from: .store(store), to: folder.path("good"))
        var blind = ExtractLimits(record: record)
        blind.digest = nil
        let good = try folder.read("good")
        for step in 0..<40 {
            try folder.write("evil", bytes: Array(good.prefix(good.count * step / 40)))
            try expectRefused(folder, .corrupt, limits: blind)
        }
    }
}
