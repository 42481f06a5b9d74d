import Foundation
import TestKit
import Testing

@testable import Commands

/// What `diff` hangs below what: the sample lab of three tiers, as it is and with something else put in.
@Suite struct DiffCauseTests {
    /// A line of the tree.
    private struct Line {
        let id: Int
        let parent: Int?
        let kind: String
        let first: String
        let sentence: String
    }

    private func line(_ group: [String: Any]) throws -> Line {
        Line(
            id: try #require(group["id"] as? Int), parent: group["parent"] as? Int,
            kind: try #require(group["kind"] as? String), first: try #require(group["first"] as? String),
            sentence: try #require(group["sentence"] as? String))
    }

    /// What differs between the lab and a branch that is given some commands.
    private func lines(_ commands: [[String]], isTurned: Bool = false) throws -> [Line] {
        let shell = try Shell()
        let sample = checkoutRoot + "/samples"
        _ = shell.out("lab", "create", "a", "--from", sample + "/labs/three-tiers.json5", "--quiet")
        _ = shell.out(
            "package", "import", sample + "/first-job/quill.pdf", "--source", sample + "/first-job/quill",
            "--quiet", "--lab", "a")
        _ = shell.out(
            "job", "create", "Quill", "--on", "path:*|*|*", "--mandatory-after", "1997-04-21 08:00",
            "--quiet", "--lab", "a")
        _ = shell.out("branch", "a", "b", "--quiet")
        for words in commands { #expect(shell.run(words + ["--lab", "b", "--quiet"]).code == 0) }
        for lab in ["a", "b"] { _ = shell.out("run", "--for", "1d", "--quiet", "--lab", lab) }
        let labs = isTurned ? ["b", "a"] : ["a", "b"]
        let out = shell.run(["diff"] + labs + ["--format", "json"]).out
        let json = try #require(try JSONSerialization.jsonObject(with: Data(out.utf8)) as? [String: Any])
        return try #require(json["followed"] as? [[String: Any]]).map(line)
    }

    /// The first line with some words, with all that it stands below, the nearest first.
    private func chain(_ words: String, _ kind: String? = nil, in lines: [Line]) throws -> [String] {
        var line = try #require(
            lines.first { $0.sentence.contains(words) && (kind == nil || $0.kind == kind) }, "\(words)")
        var found = [line.sentence]
        while let parent = line.parent, found.count <= lines.count {
            line = try #require(lines.first { $0.id == parent })
            found.append(line.sentence)
        }
        return found
    }

    private let sender = "SMS_ISDN_RAS_SENDER of site YRK "
    private let dropped = ["fault", "drop", "1"]

    @Test(arguments: [false, true])
    func `what is done later stands below what delayed it`(isTurned: Bool) throws {
        let lines = try lines([dropped], isTurned: isTurned)
        let transfer = "job YRK00002 to site LON"
        #expect(
            try chain(sender + "sent " + transfer, in: lines) == [
                sender + "sent " + transfer, sender + "began to send " + transfer,
                "SMS_SCHEDULER of site YRK put a send request of \(transfer) into an outbox again",
                sender + "gave the send request of \(transfer) back to the Scheduler",
                sender + "failed to send " + transfer,
            ])
        // The failure comes of what was put in, and all else of it.
        #expect(lines.filter { $0.parent == nil }.map(\.sentence) == [sender + "failed to send " + transfer])
    }

    @Test func `an event stands below what it tells of`() throws {
        let lines = try lines([dropped])
        for (event, cause) in [
            ("252", "failed to send"), ("265", "failed to send"), ("316", "back to the Scheduler"),
        ] {
            let found = try chain("raised event " + event, in: lines)
            #expect(found.dropFirst().first?.contains(cause) == true, "\(event): \(found)")
        }
    }

    @Test func `what makes no difference moves nothing to another place`() throws {
        let alone = try lines([dropped])
        let beside = try lines([["job", "set", "CEN00001", "--priority", "high"], dropped])
        #expect(!alone.isEmpty)
        #expect(alone.map(\.sentence) == beside.map(\.sentence))
        #expect(alone.map(\.parent) == beside.map(\.parent))
    }

    @Test func `what clients find stands below what was laid out for them`() throws {
        let lines = try lines([["fault", "link", "CEN", "PAR"]])
        let found = try chain("4 clients of site PAR found new packages", in: lines)
        #expect(found.contains { $0.contains("wrote the clients' instructions of job CEN00001") }, "\(found)")
        // What is at the left edge is no more than what was put in.
        let roots = lines.filter { $0.parent == nil }.map(\.sentence)
        #expect(!roots.contains { $0.contains("found new packages") || $0.contains("event 316") }, "\(roots)")
    }

    /// Each line stands below what makes it alone: a server that is offline, or a client that is off.
    @Test(arguments: [false, true])
    func `nothing stands below what comes of something else that was put in`(isTurned: Bool) throws {
        let shell = try Shell()
        let sample = checkoutRoot + "/samples/first-job"
        _ = shell.out("lab", "create", "a", "--quiet")
        _ = shell.out(
            "package", "import", sample + "/quill.pdf", "--source", sample + "/quill", "--quiet", "--lab", "a"
        )
        _ = shell.out(
            "job", "create", "Quill", "--on", "site:BPC", "--mandatory-after", "1997-04-21 08:00", "--quiet",
            "--lab", "a")
        let server = ["server", "set", "SRV3", "--offline"]
        let client = ["at", "1997-04-21 08:03", "--", "client", "off", "PC4"]
        for (lab, commands) in [("both", [server, client]), ("server", [server]), ("client", [client])] {
            _ = shell.out("branch", "a", lab, "--quiet")
            for words in commands {
                let (head, tail) = (words.prefix { $0 != "--" }, words.drop { $0 != "--" })
                #expect(shell.run(head + ["--quiet", "--lab", lab] + tail).code == 0)
            }
        }
        for lab in ["a", "both", "server", "client"] {
            _ = shell.out("run", "--until", "1997-04-21 18:00", "--quiet", "--lab", lab)
        }
        func compared(_ lab: String) throws -> [Line] {
            let labs = isTurned ? [lab, "a"] : ["a", lab]
            let out = shell.run(["diff"] + labs + ["--format", "json"]).out
            let json = try #require(try JSONSerialization.jsonObject(with: Data(out.utf8)) as? [String: Any])
            return try #require(json["followed"] as? [[String: Any]]).map(line)
        }
        func names(_ lines: [Line]) -> Set<String> { Set(lines.map { $0.kind + " " + $0.sentence }) }
        let both = try compared("both")
        let ofServer = try names(compared("server"))
        let ofClient = try names(compared("client"))
        // A line that only one of them makes has above it only lines that this one makes.
        for line in both {
            let name = line.kind + " " + line.sentence
            guard ofServer.contains(name) != ofClient.contains(name) else { continue }
            let own = ofServer.contains(name) ? ofServer : ofClient
            var above = line.parent
            while let parent = above {
                let upper = try #require(both.first { $0.id == parent })
                #expect(own.contains(upper.kind + " " + upper.sentence), "\(name) below \(upper.sentence)")
                above = upper.parent
            }
        }
        let began = try chain("began with the instruction of job BPC00001, retry 1", in: both)
        #expect(began[1].contains("scheduled retry 1 of job BPC00001"), "\(began)")
        let reported = try chain("reported package BPC00001 on server SRV3", in: both)
        #expect(reported[1].contains("put package BPC00001 on server SRV3"), "\(reported)")
    }
}
