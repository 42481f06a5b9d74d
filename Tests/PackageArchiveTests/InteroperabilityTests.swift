import Foundation
import PackageArchive
import SiteModel
import TestKit
import Testing

/// Other programs read what we wrote.
///
/// Each that is missing is skipped by name.
@Suite struct InteroperabilityTests {
    private func packed(_ format: ArchiveFormat, _ folder: ScratchFolder, _ name: String) throws -> String {
        let (store, manifest) = try storedSample(in: folder)
        _ = try PackagePacker(format: format).pack(manifest, from: .store(store), to: folder.path(name))
        return folder.path(name)
    }

    @Test(arguments: [("unzip", ["-t"]), ("7z", ["t"]), ("bsdtar", ["-tf"])])
    func `programs find a zip sound`(program: String, arguments: [String]) throws {
        guard let path = tool(program) else { return }
        let folder = try ScratchFolder()
        let result = try run(path, arguments + [packed(.zip, folder, "p.zip")])
        #expect(result.status == 0, "\(result.output)")
    }

    @Test(arguments: ArchiveFormat.allCases)
    func `bsdtar unpacks the same files`(format: ArchiveFormat) throws {
        guard let path = tool("bsdtar"), let environment = tool("env") else { return }
        let folder = try ScratchFolder()
        let archive = try packed(format, folder, "p")
        try FileManager.default.createDirectory(
            atPath: folder.path("out"), withIntermediateDirectories: false)
        let result = try run(environment, ["LC_ALL=C.UTF-8", path, "-xf", archive, "-C", folder.path("out")])
        try #require(result.status == 0, "\(result.output)")
        for file in sampleFiles { #expect(try folder.read("out/\(file.name)") == file.bytes) }
    }

    @Test func `Python's zipfile reads names, contents, modes and times`() throws {
        let folder = try ScratchFolder()
        let archive = try packed(.zip, folder, "p.zip")
        let program = """
            import sys, zipfile, hashlib
            z = zipfile.ZipFile(sys.argv[1])
            assert z.testzip() is None
            out = open(sys.argv[2], 'w', encoding='utf-8')
            for i in z.infolist():
                assert i.date_time == (1980, 1, 1, 0, 0, 0), i.date_time
                assert i.external_attr >> 16 & 0o777 == (0o755 if i.is_dir() else 0o644), i
                assert bool(i.flag_bits & 0x800) == (not i.filename.isascii()), i
                out.write(i.filename + ' ' + hashlib.sha256(z.read(i)).hexdigest() + '\\n')
            """
        guard try python(program, [archive, folder.path("list")]) else { return }
        let lines = String(decoding: try folder.read("list"), as: UTF8.self).split(separator: "\n")
        #expect(lines.count == sampleFiles.count + 2)
        for file in sampleFiles {
            #expect(lines.contains("\(file.name) \(SHA256.digest(of: file.bytes))"))
        }
    }

    @Test func `an archive that Python made is unpacked`() throws {
        let folder = try ScratchFolder()
        let program = """
            import sys, zipfile
            z = zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_DEFLATED)
            z.writestr('SETUP.EXE', b'x' * 100000)
            z.writestr('sub/Größe.txt', 'text')
            """
        guard try python(program, [folder.path("p.zip")]) else { return }
        try ArchiveReader().extract(
            folder.path("p.zip"), to: folder.path("out"), limits: ExtractLimits(entries: 2, bytes: 100_004))
        #expect(try tree(folder.path("out")) == ["SETUP.EXE", "sub/", "sub/Größe.txt"])
    }

    @Test func `names of a foreign code page need its name`() throws {
        let folder = try ScratchFolder()
        let program = """
            import sys, zipfile
            class Old(zipfile.ZipInfo):
                def _encodeFilenameFlags(self):
                    return self.filename.encode('cp437'), self.flag_bits & ~0x800
            z = zipfile.ZipFile(sys.argv[1], 'w')
            z.writestr(Old('Größe.txt'), b'abc')
            """
        guard try python(program, [folder.path("p.zip")]) else { return }
        let limits = ExtractLimits(entries: 1, bytes: 3)
        let error = #expect(throws: FileError.self) {
            try ArchiveReader().list(folder.path("p.zip"), limits: limits)
        }
        #expect(error?.kind == .badName)
        let listed = try ArchiveReader(charset: "CP437").list(folder.path("p.zip"), limits: limits)
        #expect(listed.map(\.path) == ["Größe.txt"])
        let unknown = #expect(throws: FileError.self) {
            try ArchiveReader(charset: "no such,page").list(folder.path("p.zip"), limits: limits)
        }
        #expect(unknown?.kind == .unsupported)
    }
}
