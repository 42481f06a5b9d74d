import Foundation

/// The built `sms12`, beside the test bundle.
public func builtProgram() throws -> String {
    var parts = ProcessInfo.processInfo.arguments[0].split(separator: "/", omittingEmptySubsequences: false)
    while !parts.isEmpty {
        parts.removeLast()
        let path = parts.joined(separator: "/") + "/sms12"
        if FileManager.default.isExecutableFile(atPath: path) { return path }
    }
    throw CocoaError(.fileNoSuchFile, userInfo: [NSFilePathErrorKey: "sms12 beside the test bundle"])
}

/// Whether the long form of a test is wanted: `SMS12_TEST_ALL=1`, as `make test-all` sets it.
public var isLongRun: Bool { ProcessInfo.processInfo.environment["SMS12_TEST_ALL"] == "1" }

/// Runs a program to its end; standard output and error together.
public func runProgram(
    _ path: String, _ arguments: [String], folder: String? = nil, variables: [String: String] = [:]
) throws -> (code: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
    process.environment = ProcessInfo.processInfo.environment.merging(variables) { $1 }
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
}
