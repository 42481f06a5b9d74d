import Foundation
import SiteModel
import TestKit
import Testing

@testable import Commands

/// What a person at a client can take from the lists, and what is said when it cannot be taken.
@Suite struct PendingCommandsTests {
    private func offered(_ words: String...) throws -> Shell {
        let shell = try Shell.withPackage()
        let made = shell.run(["job", "create", "Editor", "--on", "computer:PC1"] + words)
        #expect(made.code == 0, "\(made.err)")
        try shell.pass(minutes: 90)
        return shell
    }

    private func requests(_ shell: Shell, _ list: String) throws -> [String] {
        let rows = try shell.object("client", "show", "PC1")[list] as? [[String: Any]]
        return try #require(rows).compactMap { $0["request"] as? String }
    }

    @Test func `a command that is cut off stays pending, and runs again after the next logon`() throws {
        let shell = try offered()
        _ = shell.out("client", "run", "PC1")
        _ = shell.out("client", "off", "PC1")
        #expect(try requests(shell, "pending") == ["BPC0001"])
        #expect(try requests(shell, "executed").isEmpty)
        try shell.pass(minutes: 60)
        _ = shell.out("client", "on", "PC1")
        _ = shell.out("client", "logon", "PC1")
        #expect(try requests(shell, "pending") == ["BPC0001"])
        #expect(shell.out("client", "run", "PC1").contains("PC1 runs Install"))
        try shell.pass(minutes: 5)
        #expect(try requests(shell, "executed") == ["BPC0001"])
        #expect(shell.out("lab", "check") == "The lab is whole.\n")
        try expectReplays(shell.lab)
    }

    @Test func `the one archived command is meant where nothing is pending`() throws {
        let shell = try offered()
        _ = shell.out("client", "archive", "PC1")
        shell.fails(66, "PC1 has no Pending Commands now", "client", "archive", "PC1")
        #expect(shell.out("client", "run", "PC1").contains("PC1 runs Install"))
        try shell.pass(minutes: 5)
        #expect(try requests(shell, "executed") == ["BPC0001"])
        shell.fails(66, "has no Pending Commands now, and none archived", "client", "run", "PC1")
    }

    @Test func `what is refused is said in sentences`() throws {
        let shell = try offered("--mandatory-after", "1997-04-21 10:27")
        shell.fails(77, "its countdown runs, and then it starts", "client", "archive", "PC1", "BPC0001")
        let early = try offered("--offer-after", "1997-04-21 12:00")
        early.fails(77, "its Offer After has not come", "client", "run", "PC1", "BPC0001")
        let done = try offered()
        _ = done.out("client", "run", "PC1")
        done.fails(77, "it runs already", "client", "run", "PC1", "BPC0001")
        try done.pass(minutes: 5)
        done.fails(77, "it was executed", "client", "run", "PC1", "BPC0001")
        let late = try offered("--expires-after", "1997-04-21 10:15")
        late.fails(77, "it has expired", "client", "run", "PC1", "BPC0001")
    }
}
