import Foundation
import PackageArchive
import SiteModel
import TestKit
import Testing

/// What a command gave back.
struct ToolResult {
    var status: Int32
    var output: String
}

/// The path of a program, or nil after printing a skip line.
func tool(_ name: String) -> String? {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
    for folder in folders where FileManager.default.isExecutableFile(atPath: "\(folder)/\(name)") {
        return "\(folder)/\(name)"
    }
    print("skipped: no program \(name)")
    return nil
}

/// Runs a program to its end; output and errors together.
func run(_ program: String, _ arguments: [String], in folder: String? = nil) throws -> ToolResult {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    process.standardInput = FileHandle.nullDevice
    // bsdtar needs a UTF-8 locale to print names; a bare machine may have none set.
    process.environment = ProcessInfo.processInfo.environment.merging(["LC_ALL": "C.UTF-8"]) { $1 }
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return ToolResult(status: process.terminationStatus, output: String(decoding: data, as: UTF8.self))
}

/// Bytes that no compressor guesses, the same for the same seed.
func noise(_ count: Int, seed: UInt64) -> [UInt8] {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    return (0..<count).map { _ in
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return UInt8(truncatingIfNeeded: state >> 32)
    }
}

/// Files of a small package: text, noise, empty file, empty folder, names beyond ASCII, a name of 180 characters.
let sampleFiles: [(name: String, bytes: [UInt8])] = [
    ("SETUP.EXE", noise(70_000, seed: 3)),
    ("README.TXT", Array(String(repeating: "Read me before you install.\r\n", count: 400).utf8)),
    ("EMPTY.DAT", []),
    ("data/Größe – 東京.txt", Array("names beyond ASCII".utf8)),
    ("data/a.txt", Array("a".utf8)),
    ("data.txt", Array("sorts between the folder and what is in it".utf8)),
    (String(repeating: "n", count: 176) + ".txt", Array("a long name".utf8)),
]

/// Makes the sample package's source.
func makeSample(in folder: ScratchFolder, _ name: String = "source", reversed: Bool = false) throws -> String
{
    try FileManager.default.createDirectory(
        atPath: folder.path("\(name)/empty folder"), withIntermediateDirectories: true)
    for file in reversed ? sampleFiles.reversed() : sampleFiles {
        try folder.write("\(name)/\(file.name)", bytes: file.bytes)
    }
    return folder.path(name)
}

/// A store holding the sample, and the sample's manifest.
func storedSample(in folder: ScratchFolder, faults: HostFaults? = nil) throws -> (
    ContentStore, SourceManifest
) {
    let source = try makeSample(in: folder)
    let store = try ContentStore(root: folder.path("store"), faults: faults)
    let scan = try SourceScanner().scan(source, content: .ingest(store))
    try #require(scan.isUsable, "\(scan.findings)")
    return (store, scan.manifest)
}

/// All files below a folder, relative paths sorted by bytes; folders end with `/`.
func tree(_ folder: String) throws -> [String] {
    guard let walker = FileManager.default.enumerator(atPath: folder) else { return [] }
    var result: [String] = []
    for case let name as String in walker {
        var isFolder: ObjCBool = false
        _ = FileManager.default.fileExists(atPath: "\(folder)/\(name)", isDirectory: &isFolder)
        result.append(isFolder.boolValue ? name + "/" : name)
    }
    return result.sorted { precedesByBytes($0, $1) }
}

/// Runs a Python program of the test and fails the test when it fails; false when there is no Python.
func python(_ program: String, _ arguments: [String]) throws -> Bool {
    guard let python = tool("python3") else { return false }
    let result = try run(python, ["-c", program] + arguments)
    try #require(result.status == 0, "\(result.output)")
    return true
}
