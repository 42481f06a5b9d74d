import Commands
import Foundation
import TestKit
import Testing

/// A folder of its own to run commands in, in this process, with what they print caught.
struct Shell {
    /// The current folder of the commands.
    let scratch: ScratchFolder

    init() throws { scratch = try ScratchFolder("sms12-commands") }

    /// Runs a command line; the words come without the program's name.
    @discardableResult
    func run(_ words: String...) -> (code: Int32, out: String, err: String) { run(words) }

    /// Runs a command line with variables of the environment.
    @discardableResult
    func run(
        _ words: [String], variables: [String: String] = [:]
    ) -> (code: Int32, out: String, err: String) {
        var out = ""
        var err = ""
        let environment = Environment(
            out: { out += $0 }, error: { err += $0 }, variable: { variables[$0] }, folder: scratch.path,
            commandLine: (["sms12"] + words).joined(separator: " "))
        let code = Root.run(words, environment)
        return (code, out, err)
    }

    /// Runs a command line that must end with 0; gives what it printed.
    func out(_ words: String..., sourceLocation: Testing.SourceLocation = #_sourceLocation) -> String {
        let (code, out, err) = run(words)
        #expect(code == 0, "sms12 \(words.joined(separator: " ")): \(err)", sourceLocation: sourceLocation)
        return out
    }

    /// The list that a command line prints with `--format json`, read by Foundation.
    func list(
        _ words: String..., sourceLocation: Testing.SourceLocation = #_sourceLocation
    ) throws -> [[String: Any]] {
        let (code, out, err) = run(words + ["--format", "json"])
        #expect(code == 0, "sms12 \(words.joined(separator: " ")): \(err)", sourceLocation: sourceLocation)
        let json = try JSONSerialization.jsonObject(with: Data(out.utf8))
        return try #require(json as? [[String: Any]], sourceLocation: sourceLocation)
    }

    /// The object that a command line prints with `--format json`, read by Foundation.
    func object(
        _ words: String..., sourceLocation: Testing.SourceLocation = #_sourceLocation
    ) throws -> [String: Any] {
        let (code, out, err) = run(words + ["--format", "json"])
        #expect(code == 0, "sms12 \(words.joined(separator: " ")): \(err)", sourceLocation: sourceLocation)
        let json = try JSONSerialization.jsonObject(with: Data(out.utf8))
        return try #require(json as? [String: Any], sourceLocation: sourceLocation)
    }
}
