import Foundation
import TestKit
import Testing

@testable import Commands
import Emulation

/// A lab whose snapshot is long is committed once in many cycles; nothing that can be seen differs.
@Suite struct BatchedCommitTests {
    /// A central site and so many below it, nine of them on links that are slower; modelled.
    private static func lab(sites: Int) -> String {
        var text = "{ name: 'wide', seed: 9, start: '1997-04-21 08:00', fidelity: 'modelled', sites: [\n"
        func server(_ code: String) -> String {
            "{ name: '\(code)S', roles: ['site', 'logon', 'distribution'] }"
        }
        let codes = (0..<sites).map { "X" + String(String(1_296 + $0, radix: 36).uppercased().suffix(2)) }
        let down = codes.map { "{ to: '\($0)' }" }.joined(separator: ", ")
        text += "{ code: 'CEN', response: 'slow', servers: [\(server("CEN"))], addresses: [\(down)] },\n"
        for (number, code) in codes.enumerated() {
            text +=
                "{ code: '\(code)', parent: 'CEN', response: 'slow', servers: [\(server(code))], clients: [{ names: '\(code)#', count: 1 }],"
            text += " addresses: [{ to: 'CEN', bitsPerSecond: \(number < 9 ? 9_600 : 1_000_000) }] },\n"
        }
        return text + "] }"
    }

    private func makeLab(_ name: String) throws -> Shell {
        let shell = try Shell()
        _ = try shell.scratch.write("wide.json5", Self.lab(sites: 60))
        try FileManager.default.createDirectory(
            atPath: shell.scratch.path("src"), withIntermediateDirectories: true)
        try Data(count: 40_000).write(to: URL(fileURLWithPath: shell.scratch.path("src/SETUP.EXE")))
        _ = shell.out("lab", "create", name, "--from", "wide.json5")
        for number in 1...3 {
            _ = shell.out(
                "package", "create", "P\(number)", "--source", "src", "--command", "Install=SETUP.EXE")
            _ = shell.out(
                "job", "create", "P\(number)", "--on", "path:*|*|*", "--run", "Install", "--mandatory-after",
                "1997-04-21 08:00")
        }
        return shell
    }

    private func commits(_ shell: Shell) throws -> Int {
        let session = try LabSession.open(shell.scratch.path("t.lab"), command: "test")
        defer { try? session.close() }
        let stepper = Stepper(session, who: "ADMIN", site: 0) { _, _ in }
        var count = 0
        _ = try stepper.run(to: session.emulation.now + 24 * stepper.cycle) { _, _ in count += 1 }
        return count
    }

    @Test(arguments: [[], ["--summary"], ["--format", "csv"]])
    func `the story of many cycles at once is that of the cycles one by one`(form: [String]) throws {
        let (once, stepwise) = (try makeLab("t"), try makeLab("t"))
        // The story is told of each run; heads of tables and the word that nothing changed come once a run.
        func told(_ text: String) -> [String] {
            text.split(separator: "\n").map(String.init).filter {
                $0 != "nothing changed" && !$0.hasPrefix("cycle,")
            }
        }
        var wanted: [String] = []
        for _ in 0..<16 { wanted += told(stepwise.run(["run", "--quiet"] + form).out) }
        let found = told(once.run(["run", "--cycles", "16", "--quiet"] + form).out)
        #expect(wanted.contains { $0.contains("CEN00001") }, "something happens")
        #expect(found == wanted)
        for shell in [once, stepwise] {
            #expect(shell.out("lab", "check") == "The lab is whole.\n")
            #expect(shell.run("replay").code == 0)
        }
        for list in ["job", "site", "package", "event"] {
            #expect(
                once.out(list, "list", "--format", "json") == stepwise.out(list, "list", "--format", "json"))
        }
        #expect(
            once.out("job", "details", "CEN00001", "--format", "csv")
                == stepwise.out("job", "details", "CEN00001", "--format", "csv"))
    }

    @Test func `a long snapshot is not written in each cycle, a short one is`() throws {
        let shell = try makeLab("t")
        let wide = try commits(shell)
        #expect(wide < 12, "24 cycles, things happen in most of them: \(wide)")
        let small = try Shell()
        _ = small.out("lab", "create", "t", "--fidelity", "modelled", "--clients", "60", "--response", "slow")
        try FileManager.default.createDirectory(
            atPath: small.scratch.path("src"), withIntermediateDirectories: true)
        _ = try small.scratch.write("src/SETUP.EXE", "x")
        _ = small.out("package", "create", "P1", "--source", "src", "--command", "Install=SETUP.EXE")
        _ = small.out("job", "create", "P1", "--on", "site:BPC", "--run", "Install")
        #expect(try commits(small) > 3, "a commit each cycle with news, and the last")
    }

    @Test func `a run until a job is Complete stops in the cycle in which it becomes so`() throws {
        let (once, stepwise) = (try makeLab("t"), try makeLab("t"))
        #expect(once.run("run", "--until-job", "CEN00001=Complete", "--at-most", "3d", "--quiet").code == 0)
        func isComplete() throws -> Bool {
            try stepwise.list("job", "list").contains {
                $0["id"] as? String == "CEN00001" && $0["status"] as? String == "Complete"
            }
        }
        for _ in 0..<144 where try !isComplete() { _ = stepwise.run("run", "--quiet") }
        let (one, other) = (once.out("lab", "show"), stepwise.out("lab", "show"))
        #expect(one == other)
    }
}
