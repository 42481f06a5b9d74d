import Foundation
import SiteDatabase
import SiteModel
import TestKit
import Testing

@testable import Commands

/// A compressed package in STORE that somebody removed or damaged by hand (9.3: events 11 and 375).
@Suite struct DamagedStoreTests {
    private static let rows = [("remove", "11"), ("truncate", "375"), ("change", "375")]

    private func damage(_ path: String, _ how: String) throws {
        let bytes = try readFile(path)
        switch how {
        case "remove": try FileManager.default.removeItem(atPath: path)
        case "truncate": try Data(bytes.dropLast(5)).write(to: URL(fileURLWithPath: path))
        default:
            var other = bytes
            other[other.count / 2] ^= 1
            try Data(other).write(to: URL(fileURLWithPath: path))
        }
    }

    private func placed(_ shell: Shell) throws -> [UInt8] {
        try readFile(shell.lab + "/servers/SRV2/C/SMS_PKGC/BPC00001/SETUP.EXE")
    }

    private func statuses(_ shell: Shell) throws -> [JobStatus] {
        try LabReader(shell.lab).database.rows(of: JobRow.self).map(\.job.status)
    }

    @Test(arguments: rows)
    func `the Despooler places nothing from a file that is not what it stored`(how: String, event: String)
        throws
    {
        let shell = try Shell.withPackage()
        _ = shell.out("job", "create", "Editor", "--on", "site:BPC")
        _ = shell.out("run", "--cycles", "9")
        let stored = shell.lab + "/servers/SRV1/D/SMS/SITE.SRV/DESPOOLR.BOX/STORE/BPC00001.WKS"
        let whole = try readFile(stored)
        try damage(stored, how)
        // It needs no new package: the servers are to be refreshed from what the Despooler kept.
        _ = shell.out("job", "create", "Editor", "--on", "site:BPC")
        _ = shell.out("run", "--cycles", "6")
        let events = try LabReader(shell.lab).database.rows(of: EventRow.self)
        #expect(events.map { String($0.eventID) } == [event])
        #expect(events.first?.insertions == "[\"BPC00001\"]")
        #expect(try statuses(shell) == [.active, .retrying])
        // The check names the file, and what happened can be done again without it.
        let check = shell.run("lab", "check")
        #expect(check.code == 1 && check.err.contains("STORE/BPC00001.WKS"), "\(check)")
        #expect(shell.out("replay").contains("the same"))
        // Sent again, the package is there for the next try, 24 polls after the first.
        _ = shell.out("job", "create", "Editor", "--on", "site:BPC", "--send", "always")
        _ = shell.out("run", "--cycles", "30")
        #expect(try readFile(stored) == whole)
        #expect(try placed(shell) == Array("a program".utf8))
        #expect(try LabReader(shell.lab).database.rows(of: EventRow.self).count == 1)
        #expect(shell.run("lab", "check").code == 0)
        #expect(shell.out("replay").contains("the same"))
        #expect(try statuses(shell) == [.active, .active, .active])
    }

    @Test func `an edit of the package does not mend the file`() throws {
        let shell = try Shell.withPackage()
        _ = shell.out("job", "create", "Editor", "--on", "site:BPC")
        _ = shell.out("run", "--cycles", "9")
        let stored = shell.lab + "/servers/SRV1/D/SMS/SITE.SRV/DESPOOLR.BOX/STORE/BPC00001.WKS"
        try damage(stored, "remove")
        _ = shell.out("package", "set", "Editor", "--comment", "another")
        #expect(!FileManager.default.fileExists(atPath: stored))
        _ = shell.out("job", "create", "Editor", "--on", "site:BPC")
        _ = shell.out("run", "--cycles", "6")
        #expect(try LabReader(shell.lab).database.rows(of: EventRow.self).map(\.eventID) == [11])
    }

    /// What a look found is kept only where it differs, each try once.
    @Test func `a look that finds damage is an observation of the journal`() throws {
        let shell = try Shell.withPackage()
        _ = shell.out("job", "create", "Editor", "--on", "site:BPC")
        _ = shell.out("run", "--cycles", "9")
        #expect(try LabReader(shell.lab).database.observations().map(\.name) == ["BPC00001"])
        try damage(shell.lab + "/servers/SRV1/D/SMS/SITE.SRV/DESPOOLR.BOX/STORE/BPC00001.WKS", "remove")
        _ = shell.out("job", "create", "Editor", "--on", "site:BPC")
        _ = shell.out("run", "--cycles", "30")
        let seen = try LabReader(shell.lab).database.observations()
        #expect(seen.map(\.name) == ["BPC00001", "BPC00001.WKS", "BPC00001.WKS"])
        #expect(seen.last?.body == "{\"stored\":\"missing\"}")
    }
}
