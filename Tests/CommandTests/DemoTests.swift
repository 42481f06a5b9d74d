import Foundation
import TestKit
import Testing

@testable import Commands

/// `make demo` as a person sees it, and the bytes it leaves.
@Suite struct DemoTests {
    private func demo(_ folder: String, _ variables: [String: String]) throws -> String {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        var all = variables
        all["SMS12"] = try builtProgram()
        let ran = try runProgram(
            "/bin/bash", [FirstJobLab.sample + "/demo.sh"], folder: folder, variables: all)
        #expect(ran.code == 0, "\(ran.output)")
        return ran.output
    }

    @Test func `it tells the story on one screen, as the README shows it`() throws {
        let scratch = try ScratchFolder()
        let output = try demo(scratch.path("a"), [:])
        try expectGolden(output, "demo.txt")
        #expect(output.split(separator: "\n", omittingEmptySubsequences: false).count <= 62)
        let readme = String(decoding: try readFile(checkoutRoot + "/README.md"), as: UTF8.self)
        #expect(readme.contains(output), "README.md does not show what the demo prints")
    }

    @Test func `it makes its lab anew, and leaves alone what it did not make`() throws {
        let scratch = try ScratchFolder()
        let one = try demo(scratch.path("a"), [:])
        #expect(try demo(scratch.path("a"), [:]) == one)
        try scratch.write("b/first-job.lab/mine.txt", "mine")
        try scratch.write("b/file.lab", "mine")
        for name in ["first-job.lab", "file.lab"] {
            let ran = try runProgram(
                "/bin/bash", [FirstJobLab.sample + "/demo.sh", name], folder: scratch.path("b"),
                variables: ["SMS12": try builtProgram()])
            #expect(ran.code == 73 && ran.output.contains("\(name) is there already"), "\(ran)")
        }
        #expect(try readFile(scratch.path("b/first-job.lab/mine.txt")) == Array("mine".utf8))
        #expect(try readFile(scratch.path("b/file.lab")) == Array("mine".utf8))
    }

    @Test func `twice in two folders, under other hashing, zone and language, it leaves the same bytes`()
        throws
    {
        let scratch = try ScratchFolder()
        let one = try demo(scratch.path("one"), ["TZ": "UTC0", "LC_ALL": "C.UTF-8"])
        let two = try demo(
            scratch.path("deeper/two"),
            ["TZ": "<+0545>-5:45", "LC_ALL": "C", "SWIFT_DETERMINISTIC_HASHING": "1"])
        #expect(one == two)
        FirstJobLab.expectSame(
            try FirstJobLab.bytes(scratch.path("one/first-job.lab")),
            try FirstJobLab.bytes(scratch.path("deeper/two/first-job.lab")))
    }
}
