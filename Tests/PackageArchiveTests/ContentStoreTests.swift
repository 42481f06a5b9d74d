import Foundation
import PackageArchive
import SiteModel
import TestKit
import Testing

@Suite struct ContentStoreTests {
    @Test func `a content lies under its digest and is written once`() throws {
        let folder = try ScratchFolder()
        let store = try ContentStore(root: folder.path("store"))
        let path = try folder.write("file", "abc")
        let content = try store.ingest(file: path)
        let digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        #expect(content == StoredContent(digest: digest, size: 3))
        let place = folder.path("store/ba/\(digest.dropFirst(2))")
        let before = try FileManager.default.attributesOfItem(atPath: place)[.systemFileNumber] as? Int
        try #require(before != nil)
        #expect(try store.ingest(bytes: Array("abc".utf8)) == content)
        #expect(try store.ingest(file: path) == content)
        #expect(try FileManager.default.attributesOfItem(atPath: place)[.systemFileNumber] as? Int == before)
        #expect(try store.read(digest) == Array("abc".utf8))
        #expect(try store.contains(digest))
        #expect(try !store.contains(String(repeating: "0", count: 64)))
        #expect(try store.list() == [content])
        #expect(try tree(folder.path("store")) == ["ba/", "ba/\(digest.dropFirst(2))"])
    }

    @Test func `damage is noticed`() throws {
        let folder = try ScratchFolder()
        let store = try ContentStore(root: folder.path("store"))
        let content = try store.ingest(bytes: noise(3_000_000, seed: 9))
        try store.verify(content.digest)
        let name = "store/\(content.digest.prefix(2))/\(content.digest.dropFirst(2))"
        var bytes = try folder.read(name)
        bytes[2_000_000] ^= 1
        try folder.write(name, bytes: bytes)
        for body in [{ try store.verify(content.digest) }, { _ = try store.read(content.digest) }] {
            let error = #expect(throws: FileError.self) { try body() }
            #expect(error?.kind == .corrupt)
        }
        // A content cut off is written anew when it comes again.
        try folder.write(name, bytes: Array(bytes.prefix(10)))
        _ = try store.ingest(bytes: noise(3_000_000, seed: 9))
        try store.verify(content.digest)
    }

    @Test(arguments: ["../../etc/passwd", "", "ABC", String(repeating: "A", count: 64)])
    func `a text that is no digest finds nothing`(digest: String) throws {
        let folder = try ScratchFolder()
        let store = try ContentStore(root: folder.path("store"))
        #expect(try !store.contains(digest))
        let error = #expect(throws: FileError.self) { try store.read(digest) }
        #expect(error?.kind == .notFound)
    }

    @Test func `folders and pipes are no files`() throws {
        let folder = try ScratchFolder()
        let store = try ContentStore(root: folder.path("store"))
        try #require(mkfifo(folder.path("pipe"), 0o644) == 0)
        #expect(throws: FileError.self) { try store.ingest(file: folder.path("pipe")) }
        let error = #expect(throws: FileError.self) { try store.ingest(file: folder.path) }
        #expect(error?.kind == .isAFolder)
        #expect(try store.list().isEmpty)
    }

    @Test func `what an earlier end left half written is removed`() throws {
        let folder = try ScratchFolder()
        try folder.write("store/.incoming", "half")
        let store = try ContentStore(root: folder.path("store"))
        #expect(try store.list().isEmpty)
        #expect(try tree(folder.path("store")).isEmpty)
    }
}
