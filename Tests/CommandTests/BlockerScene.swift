import Foundation
import TestKit
import Testing

@testable import Commands

/// A lab, what is done in it, and what truly holds a job then.
struct BlockerScene: Sendable, CustomTestStringConvertible {
    /// What it is about.
    var title: String
    /// Further settings of the lab file's sites by their codes, without the braces: CEN, and below it MID and LOW.
    var sites: [(code: String, settings: String)]
    /// The lab's release and quirks.
    var head = #"release: "1.2SP4""#
    /// What is done; `run 3h` moves time.
    var done: [String]
    /// The job that is asked about: the last that was made, where none is named.
    var job: String?
    /// What has to be named first.
    var blocker: String
    /// What the reason, or one of its causes, has to say.
    var says: [String] = []
    /// What nothing that is said may hold.
    var never: [String] = []
    /// When it moves by itself at the latest; "no": never; nil: not asked.
    var until: String?
    /// The quirk, or nil: none.
    var quirk: String?
    /// An article among its sources.
    var source: String?

    var testDescription: String { title }

    /// One site CEN.
    static func one(_ settings: String = "") -> [(code: String, settings: String)] { [("CEN", settings)] }

    /// CEN and below it LOW.
    static func two(_ top: String = "", _ low: String = "") -> [(code: String, settings: String)] {
        [("CEN", top), ("LOW", low)]
    }

    /// CEN, below it MID, and below that LOW.
    static func three(_ top: String = "", _ middle: String = "", _ low: String = "") -> [(
        code: String, settings: String
    )] { [("CEN", top), ("MID", middle), ("LOW", low)] }

    /// The lab file.
    ///
    /// Settings that a site has of its own stand in place of the usual ones.
    var lab: String {
        var texts: [String] = []
        for (place, site) in sites.enumerated() {
            var parts = [#"code: "\#(site.code)""#]
            if place > 0 { parts.append(#"parent: "\#(sites[place - 1].code)""#) }
            if !site.settings.contains("addresses:") {
                let next = [place - 1, place + 1].filter { sites.indices.contains($0) }
                    .map { #"{to: "\#(sites[$0].code)"}"# }
                parts.append("addresses: [\(next.joined(separator: ", "))]")
            }
            if !site.settings.contains("servers:") {
                parts.append(
                    #"servers: [{name: "S\#(site.code)", roles: ["site", "logon", "distribution"]}]"#)
            }
            if !site.settings.contains("clients:") {
                parts.append(#"clients: [{names: "\#(site.code)PC#", count: 1}]"#)
            }
            if !site.settings.isEmpty { parts.append(site.settings) }
            texts.append("{\(parts.joined(separator: ", "))}")
        }
        return """
            {name: "scene", start: "1997-04-21 08:00", fidelity: "modelled", phases: "aligned", \(head),
             sites: [\(texts.joined(separator: ",\n"))]}
            """
    }

    /// Plays it.
    func play() throws -> Shell {
        let shell = try Shell()
        try shell.scratch.write("src/SETUP.EXE", String(repeating: "x", count: 40_000))
        _ = try shell.scratch.write("scene.json5", lab)
        let made = shell.run("lab", "create", "t", "--from", "scene.json5", "--quiet")
        #expect(made.code == 0 || made.code == 3, "\(made.err)")
        _ = shell.out(
            "package", "create", "Quill", "--source", "src", "--command", "Install=SETUP.EXE", "--automated",
            "--quiet")
        for line in done {
            var words: [String] = []
            for (place, part) in line.split(separator: "'", omittingEmptySubsequences: false).enumerated() {
                words +=
                    place % 2 == 1
                    ? [String(part)] : part.split(separator: " ").map { String($0) }
            }
            if words.first == "run" { words = ["run", "--for", words[1]] }
            let (code, _, err) = shell.run(words + ["--quiet"])
            #expect(code == 0 || code == 3, "\(line): \(err)")
        }
        return shell
    }

    /// Plays it, and looks at what `explain` says of a job that somebody made.
    func check() throws {
        let shell = try play()
        let line = try #require(
            try shell.list("explain").last {
                job == nil ? $0["type"] as? String != "System Job" : $0["id"] as? String == job
            })
        let id = try #require(line["id"] as? String)
        let text = shell.run("explain", "job", id, "--format", "json").out
        let plain = shell.run("explain", "job", id).out
        let json = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        let reason = try #require((json?["reasons"] as? [[String: Any]])?.first)
        #expect(reason["blocker"] as? String == blocker, "\(plain)")
        #expect(line["blocker"] as? String == blocker, "the overview says otherwise: \(line)")
        for words in says { #expect(plain.contains(words), "'\(words)' is not in:\n\(plain)") }
        for words in never { #expect(!plain.contains(words), "'\(words)' is in:\n\(plain)") }
        if let until {
            #expect(reason["until"] as? String ?? "no" == until, "\(plain)")
            #expect(line["until"] as? String == until, "\(line)")
        }
        #expect(reason["quirk"] as? String == quirk, "\(plain)")
        if let source {
            #expect((reason["sources"] as? [String])?.contains(source) ?? false, "\(plain)")
        }
    }
}
