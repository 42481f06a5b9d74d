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

/// Runs a program to its end without its output: its exit code, and the most memory that it took, in KiB.
public func peakMemory(
    _ path: String, _ arguments: [String], folder: String
) throws -> (code: Int32, peak: Int) {
    func check(_ code: Int32) throws {
        guard code == 0 else { throw POSIXError(POSIXErrorCode(rawValue: code) ?? .EINVAL) }
    }
    // The shell becomes the program.
    var words =
        (["/bin/sh", "-c", "cd \"$0\" && exec \"$@\" > /dev/null 2>&1", folder, path] + arguments).map {
            strdup($0)
        } + [nil]
    defer { for word in words { free(word) } }
    var child = pid_t()
    try check(posix_spawn(&child, "/bin/sh", nil, nil, &words, nil))
    // The counter for children tells the most of the one that started them as well: what a program takes itself is asked
    // for as long as it runs. The shell is another program by then, with a counter of its own.
    var status: Int32 = 0
    var peak = 0
    while true {
        let ended = waitpid(child, &status, WNOHANG)
        if ended == child { break }
        guard ended == 0 || errno == EINTR else { throw POSIXError(.ECHILD) }
        let lines = (try? String(contentsOfFile: "/proc/\(child)/status", encoding: .utf8)) ?? ""
        let line = lines.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        if let kib = line?.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) {
            peak = max(peak, kib)
        }
        usleep(5_000)
    }
    return (status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F, peak)
}
