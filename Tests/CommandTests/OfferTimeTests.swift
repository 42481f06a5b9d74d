import Emulation
import Foundation
import Pipeline
import SiteDatabase
import SiteModel
import TestKit
import Testing

@testable import Commands

/// The times of ClientOffers against the trace of the same run.
@Suite struct OfferTimeTests {
    /// What happened to one offer, by the trace alone.
    private struct Told: Equatable {
        var seen: Int64?
        var offered: Int64?
        var started: Int64?
        var ended: Int64?
        var exitCode: Int64?
    }

    /// By client and job, from the first entry of the trace to the last.
    private func told(_ records: [TraceRecord]) -> [String: Told] {
        var all: [String: Told] = [:]
        var published: Set<UInt32> = []
        for record in records {
            let key = "\(record.a) \(record.b)"
            switch record.code {
            case .instructionsCopied: published.insert(record.a)
            case .pcmFound:
                for job in published where all["\(record.a) \(job)"]?.seen == nil {
                    all["\(record.a) \(job)", default: Told()].seen = record.instant
                }
            case .pcmOffered: all[key, default: Told()].offered = record.instant
            case .pcmStarted:
                all[key]?.started = record.instant
                all[key]?.ended = nil
                all[key]?.exitCode = nil
            case .pcmFinished:
                all[key]?.ended = record.instant
                all[key]?.exitCode = record.value
            default: break
            }
        }
        return all
    }

    private func rows(_ lab: String) throws -> [String: Told] {
        let database = try LabReader(lab).database
        var all: [String: Told] = [:]
        for row in try database.rows(of: ClientOfferRow.self) {
            let machine = try #require(
                try database.rows(of: MachineRow.self).first { $0.smsID == row.smsID })
            all["\(machine.machineID) \(row.jobID.counter)"] = Told(
                seen: row.seenAt, offered: row.offeredAt, started: row.startedAt, ended: row.endedAt,
                exitCode: row.exitCode)
        }
        return all
    }

    private func records(_ lab: String) throws -> [TraceRecord] {
        var all: [TraceRecord] = []
        try LabReader(lab).database.forEachTraceSegment { segment in
            all += TraceBlock(
                number: Int(segment.segment), count: Int(segment.count), firstInstant: segment.firstInstant,
                lastInstant: segment.lastInstant, bytes: segment.data
            ).records()
            return true
        }
        return all
    }

    /// PC1 fails once and runs again, PC2 is cut off by a restart once, PC3 never gets so far.
    private func lab() throws -> Shell {
        let shell = try Shell()
        try shell.scratch.write(
            "lab.json5",
            """
            {
              name: "t", start: "1997-04-21 09:00", fidelity: "modelled",
              sites: [{
                code: "BPC", name: "Bellevue", zone: "UTC0", domains: ["DOM1"], response: "medium",
                pcmPollingMinutes: 20,
                servers: [{ name: "SRV1", roles: ["site", "logon", "distribution"], drives: [{ letter: "C", free: "1GB" }] }],
                clients: [{ names: "PC#", count: 6 }],
              }],
              results: [
                { clients: "PC1", attempt: 1, durationSeconds: 60, exitCode: 7 },
                { clients: "PC2", attempt: 1, durationSeconds: 300, reboot: "forced" },
                { durationSeconds: 1800, mif: "success" },
              ],
            }
            """)
        _ = shell.out("lab", "create", "t.lab", "--from", "lab.json5")
        try shell.scratch.write("files/SETUP.EXE", "a program")
        try shell.scratch.write("editor.pdf", Shell.editor)
        _ = shell.out("package", "import", "editor.pdf", "--source", "files")
        _ = shell.out("client", "off", "PC3")
        _ = shell.out("job", "create", "Editor", "--on", "site:BPC", "--mandatory-after", "1997-04-21 10:00")
        return shell
    }

    @Test func `a run gives the times that the trace gives`() throws {
        let shell = try lab()
        _ = shell.out("run", "--for", "40m")
        // A second job, published while the first is under way.
        _ = shell.out("job", "create", "Editor", "--on", "site:BPC", "--mandatory-after", "1997-04-21 10:00")
        for _ in 0..<30 {
            _ = shell.out("run", "--for", "10m")
            let wanted = told(try records(shell.lab))
            for (key, row) in try rows(shell.lab) { #expect(row == wanted[key] ?? Told(), "\(key)") }
        }
        let rows = try rows(shell.lab)
        #expect(rows.count == 12)
        #expect(rows.values.filter { $0.ended != nil && $0.exitCode == 0 }.count == 10)
        #expect(rows["3 1"] == Told() && rows["3 2"] == Told())
        let seen = try records(shell.lab)
        #expect(seen.contains { $0.code == .pcmRestarted && $0.a == 2 })
        #expect(seen.contains { $0.code == .pcmFinished && $0.a == 1 && $0.value == 7 })
    }

    /// One commit or many: what is stored of an offer is the same.
    @Test func `the length of the steps does not matter`() throws {
        var found: [[String: Told]] = []
        for steps in [1, 8, 48] {
            let shell = try lab()
            let session = try LabSession.open(shell.lab, command: "test")
            let start = session.emulation.now
            for step in 1...steps {
                _ = try session.advance(
                    to: start + Int64(step) * (28_800_000 / Int64(steps)), who: "ADMINISTRATOR")
            }
            try session.close()
            found.append(try rows(shell.lab))
        }
        #expect(found[0] == found[1] && found[1] == found[2])
        #expect(found[0].values.contains { $0.ended != nil })
    }
}
