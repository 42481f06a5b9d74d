import Foundation
import TestKit
import Testing

@testable import Commands

/// What `log import` says of lines that are no messages, and of a lab that reproduces nothing.
@Suite struct LogTrialTests {
    /// The lines of a MIF as Q199229 shows one, between messages of the service as Q125934 prints them.
    private static let mixed = """
        SMS PCM Service Started
        Start Component
          Name = "MACHINE"
          Start Group
            ID = 1
            Start Attribute
              Name = "Name"
              Value = "BILLYBOB"
            End Attribute
            Start Attribute
              Name = "Number"
              Value = 0
            End Attribute
          End Group
        End Component
        Begin SetRegData
        Value = YAO000R
        End SetRegData
        """

    @Test func `lines of a MIF are no messages of Package Command Manager`() throws {
        let shell = try Shell()
        try shell.scratch.write("mixed.log", Self.mixed)
        let rows = try shell.list("log", "import", "mixed.log")
        #expect(rows.count == 18)
        let explained = rows.filter { $0["meaning"] is String }.compactMap { $0["text"] as? String }
        #expect(
            explained == ["SMS PCM Service Started", "Begin SetRegData", "Value = YAO000R", "End SetRegData"])
        let told = shell.run("log", "import", "mixed.log", "--explain")
        #expect(told.out.contains("(a line of a MIF, no message of a log)"), "\(told.out)")
        #expect(told.err.contains("14 lines of a MIF, which is no log"), "\(told.err)")
        #expect(!shell.out("log", "import", "mixed.log", "--unknown").contains("BILLYBOB"))
        // A value alone, without the component around it, is no command either.
        try shell.scratch.write("part.log", "Value = \"BILLYBOB\"\n")
        #expect(try shell.list("log", "import", "part.log", code: 3).first?["meaning"] is NSNull)
    }

    @Test func `a proposal that reproduces nothing says so`() throws {
        let shell = try Shell()
        try shell.scratch.write("pacman.log", "Job still running............\n")
        let nothing = shell.run("log", "import", "pacman.log", "--propose", "old.json5")
        #expect(nothing.code == 3, "\(nothing)")
        #expect(
            nothing.err.contains("reproduces nothing of the logs: of the one line it writes none"),
            "\(nothing.err)")
        let head = String(decoding: try readFile(shell.scratch.path("old.json5")), as: UTF8.self)
        #expect(head.contains("// Tried: the proposed lab reproduces nothing"), "\(head)")
        // The same again changes nothing, and does not stand in its own way.
        #expect(shell.run("log", "import", "pacman.log", "--propose", "old.json5").code == 3)
    }

    @Test func `a proposal that reproduces something says how much`() throws {
        let shell = try Shell()
        try shell.scratch.write(
            "despool.log",
            "~Compilation failed~syntax error on line 3, token x   $$<SMS_DESPOOLER><Mon Apr 21 10:01:00 1997~><thread=4C>\n"
        )
        let some = shell.run("log", "import", "despool.log", "--propose", "old.json5")
        #expect(
            some.code == 0
                && some.out.contains("Tried: of the one line the lab writes 0 in the same words and 1 but"),
            "\(some)")
    }
}
