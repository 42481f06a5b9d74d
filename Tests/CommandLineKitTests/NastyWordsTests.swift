import CommandLineKit
import Testing

/// A generator with a seed (SplitMix64, Steele and others 2014), so that a failure can be repeated.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

struct NastyWordsTests {
    private static let words = [
        "", "-", "--", "---", "----help", "-=", "--=", "--=x", "=", "-1", "-0", "-9999999999999999999",
        "--lab",
        "--lab=", "--lab==", "-q", "-qh", "-hq", "-np", "-p", "-p=", "-n=", "--on", "--on=", "--offset",
        "job",
        "create", "list", "package", "import", "run", "at", "help", "--help", "-h", "--version", "--source",
        "x",
        "--cycles", "--until", "5", "\u{0}", "\n", "\u{1B}[2J", "é", "e\u{301}", "-\u{301}", "--\u{301}",
        "-é",
        "--=\u{301}", "--lab=\u{301}", "👨‍👩‍👧", "-👨‍👩‍👧", "\u{202E}", "\u{FEFF}", "--on\u{0}", "'", "\"", "$(x)",
        "__complete",
        String(repeating: "-", count: 3000), String(repeating: "a", count: 3000),
        "--" + String(repeating: "z", count: 70),
    ]

    @Test(arguments: 0..<20)
    func `no words can crash the parser, and every error is fit for a terminal`(seed: Int) {
        var random = SplitMix(state: UInt64(seed))
        for _ in 0..<300 {
            let count = Int.random(in: 0...8, using: &random)
            let line = (0..<count).map { _ in Self.words.randomElement(using: &random) ?? "" }
            do throws(UsageError) {
                switch try Fixture.table.parse(line) {
                case .run(let parsed): #expect(Fixture.table.command(parsed.path) != nil)
                case .help(let topic, let parsed):
                    #expect(!Fixture.table.help(topic).isEmpty)
                    #expect((try? parsed.value(of: GlobalOptions.quiet)) != nil)
                case .version: #expect(line.contains("--version"))
                }
            } catch {
                #expect(error.exitCode == 64)
                let lines = error.description.split(separator: "\n", omittingEmptySubsequences: false)
                #expect(lines.count == 2, "\(line)")
                let isSafe = error.description.unicodeScalars.allSatisfy {
                    ($0.value >= 0x20 || $0 == "\n") && $0.value != 0x7F && $0.value != 0x202E
                }
                #expect(isSafe, "\(line)")
            }
        }
    }
}
