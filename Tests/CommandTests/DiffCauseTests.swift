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

    /// A pair of things that have nothing to do with one another, in a lab of several sites or in one of one.
    struct Inputs: CustomTestStringConvertible {
        let testDescription: String
        var file: String?
        let one: [[String]]
        let other: [[String]]
    }

    private static let independent = [
        Inputs(
            testDescription: "server and client", one: [["server", "set", "SRV3", "--offline"]],
            other: [["at", "1997-04-21 08:03", "--", "client", "off", "PC4"]]),
        Inputs(
            testDescription: "server and link down and up", file: "three-tiers.json5",
            one: [["server", "set", "PARSMS", "--site", "PAR", "--offline"]],
            other: [
                ["at", "1997-04-21 08:01", "--", "fault", "link", "CEN", "LON"],
                ["at", "1997-04-21 09:31", "--", "fault", "link", "CEN", "LON", "--state", "up"],
            ]),
        Inputs(
            testDescription: "client and link down and up", file: "three-tiers.json5",
            one: [["client", "off", "PAR1", "--site", "PAR"]],
            other: [
                ["at", "1997-04-21 08:01", "--", "fault", "link", "CEN", "LON"],
                ["at", "1997-04-21 09:31", "--", "fault", "link", "CEN", "LON", "--state", "up"],
            ]),
    ]

    /// A lab with a job for every site, and branches of it that were given something.
    private func branched(_ file: String?, _ branches: [(lab: String, commands: [[String]])]) throws -> Shell
    {
        let shell = try Shell()
        let sample = checkoutRoot + "/samples"
        let from = file.map { ["--from", sample + "/labs/" + $0] } ?? []
        #expect(shell.run(["lab", "create", "a", "--quiet"] + from).code == 0)
        _ = shell.out(
            "package", "import", sample + "/first-job/quill.pdf", "--source", sample + "/first-job/quill",
            "--quiet", "--lab", "a")
        _ = shell.out(
            "job", "create", "Quill", "--on", file == nil ? "site:BPC" : "path:*|*|*", "--mandatory-after",
            "1997-04-21 08:00", "--quiet", "--lab", "a")
        for (lab, commands) in branches {
            _ = shell.out("branch", "a", lab, "--quiet")
            for words in commands {
                let (head, tail) = (words.prefix { $0 != "--" }, words.drop { $0 != "--" })
                let found = shell.run(head + ["--quiet", "--lab", lab] + tail)
                #expect(found.code == 0, "\(words): \(found)")
            }
        }
        for lab in ["a"] + branches.map(\.lab) {
            _ = shell.out("run", "--until", "1997-04-21 18:00", "--quiet", "--lab", lab)
        }
        return shell
    }

    private func followed(_ shell: Shell, _ labs: [String]) throws -> [Line] {
        let found = shell.run(["diff"] + labs + ["--format", "json"])
        #expect(found.code == 1, "\(labs): \(found.err)")
        let json = try #require(
            try JSONSerialization.jsonObject(with: Data(found.out.utf8)) as? [String: Any])
        return try #require(json["followed"] as? [[String: Any]]).map(line)
    }

    /// A line that one of two things makes alone stands below none that the other makes alone, whichever lab is A.
    @Test(arguments: independent, [false, true])
    func `nothing stands below what comes of something else that was put in`(inputs: Inputs, isTurned: Bool)
        throws
    {
        let shell = try branched(
            inputs.file,
            [("both", inputs.one + inputs.other), ("one", inputs.one), ("other", inputs.other)])
        func compared(_ lab: String) throws -> [Line] {
            try followed(shell, isTurned ? [lab, "a"] : ["a", lab])
        }
        // The same at the same time: a group may have fewer members when they come of several things.
        func name(_ line: Line) -> String { "\(line.kind) \(line.first) \(line.sentence)" }
        let both = try compared("both")
        let ofOne = Set(try compared("one").map(name))
        let ofOther = Set(try compared("other").map(name))
        #expect(!ofOne.isEmpty && !ofOther.isEmpty)
        for line in both where ofOne.contains(name(line)) != ofOther.contains(name(line)) {
            let foreign = ofOne.contains(name(line)) ? ofOther.subtracting(ofOne) : ofOne.subtracting(ofOther)
            var above = line.parent
            while let parent = above {
                let upper = try #require(both.first { $0.id == parent })
                #expect(!foreign.contains(name(upper)), "\(name(line)) below \(name(upper))")
                above = upper.parent
            }
        }
    }

    /// In the lab of one site, read by hand: what a retry and a reported location stand below.
    @Test func `a retry stands below its scheduling, and a location below what was put there`() throws {
        let shell = try branched(
            nil, [("both", Self.independent[0].one + Self.independent[0].other)])
        let both = try followed(shell, ["a", "both"])
        let began = try chain("began with the instruction of job BPC00001, retry 1", in: both)
        #expect(began[1].contains("scheduled retry 1 of job BPC00001"), "\(began)")
        let reported = try chain("reported package BPC00001 on server SRV3", in: both)
        #expect(reported[1].contains("put package BPC00001 on server SRV3"), "\(reported)")
    }

    /// A source that only one of the labs looked at is as that one saw it, when the other is done again without a command.
    @Test func `labs are compared where what would have been looks at sources in another order`() throws {
        let shell = try branched(
            nil,
            [
                ("cancelled", [["job", "cancel", "BPC00001"]]),
                ("offline", [["server", "set", "SRV3", "--offline"]]),
                ("both", [["job", "cancel", "BPC00001"], ["server", "set", "SRV3", "--offline"]]),
            ])
        for labs in [["cancelled", "offline"], ["offline", "cancelled"], ["a", "both"], ["both", "a"]] {
            let lines = try followed(shell, labs)
            #expect(lines.contains { $0.sentence.contains("activated job BPC00001") }, "\(labs)")
        }
    }

    /// Two jobs of one package: what is done with the package for one is no line of the other.
    @Test(arguments: [false, true])
    func `what is done for one job stands below none of another`(isTurned: Bool) throws {
        let shell = try branched(
            nil,
            [
                (
                    "b",
                    [
                        ["server", "set", "SRV3", "--offline"],
                        ["job", "create", "Quill", "--on", "site:BPC", "--send", "always"],
                    ]
                )
            ])
        let lines = try followed(shell, isTurned ? ["b", "a"] : ["a", "b"])
        for line in lines where line.sentence.contains("instruction of job BPC00001, retry") {
            var above = line.parent
            while let parent = above {
                let upper = try #require(lines.first { $0.id == parent })
                #expect(!upper.sentence.contains("job BPC00002"), "\(line.sentence) below \(upper.sentence)")
                above = upper.parent
            }
        }
        let ended = try chain("ended the instruction of job BPC00001", in: lines)
        #expect(!ended.contains { $0.contains("job BPC00002") }, "\(ended)")
        #expect(lines.contains { $0.sentence.contains("activated job BPC00002") })
    }
}
