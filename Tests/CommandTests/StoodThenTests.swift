import Foundation
import TestKit
import Testing

@testable import Commands

/// What `--at` shows of a moment is what the command printed when the lab stood there.
@Suite struct StoodThenTests {
    /// Commands that list or show, and take `--at`.
    private static let commands: [[String]] = [
        ["job", "list"], ["job", "list", "--system", "--site", "CEN"],
        ["job", "list", "--system", "--site", "LON"],
        ["job", "list", "--site", "PAR"], ["event", "list"], ["event", "list", "--site", "LON"],
        ["event", "list", "--site", "YRK"], ["client", "list"], ["client", "list", "--site", "LON"],
        ["package", "list"], ["server", "list"], ["site", "list"], ["group", "list"],
        ["site", "show", "LON"], ["fault", "list"], ["site", "tree"],
        ["service", "list"], ["trace", "list"], ["log", "show"],
        ["job", "details", "CEN00001"], ["job", "show", "CEN00001"], ["explain", "job", "CEN00001"],
        ["explain", "site", "LON"], ["explain", "client", "LON1"],
        ["client", "show", "LON1"], ["client", "show", "YRK1"],
    ]

    @Test func `a list with --at is the list of that time`() throws {
        let shell = try ReportLab.tiers()
        // Ends and beginnings of cycles, times between them, and while the link to York is down until eleven.
        let times = ["13:00:30", "13:07:30", "13:40", "14:35", "16:00"].map { "1997-04-21 \($0)" }
        // What a remark says of a secondary site is no part of a list.
        func printed(_ words: [String]) -> String {
            let (code, out, err) = shell.run(words)
            #expect(code == 0, "\(words): \(err)")
            return out
        }
        // From ten to eleven, before the lab stands at one: there events wait for the link.
        let early = try Shell()
        try FileManager.default.copyItem(atPath: shell.lab, toPath: early.lab)
        _ = early.out("rewind", "--to", "1997-04-21 10:02:30", "--quiet")
        let then = Self.commands.map { words in
            let (code, out, err) = early.run(words)
            #expect(code == 0, "\(words): \(err)")
            return out
        }
        for (words, wanted) in zip(Self.commands, then) {
            #expect(printed(words + ["--at", "1997-04-21 10:02:30"]) == wanted, "\(words) at 10:02:30")
        }
        var stood: [String: [String]] = [:]
        for time in times {
            _ = shell.out("run", "--until", time, "--quiet")
            stood[time] = Self.commands.map(printed)
        }
        _ = shell.out("run", "--for", "3h", "--quiet")
        for time in times {
            for (words, wanted) in zip(Self.commands, stood[time] ?? []) {
                #expect(printed(words + ["--at", time]) == wanted, "\(words) at \(time)")
            }
        }
    }

    /// What a client has read stands in its PCMHIST.REG from then on, and a picture shows the minute that was asked for.
    @Test func `a client and a picture are those of that minute`() throws {
        let shell = try Shell.withPackage()
        _ = shell.out("job", "create", "Editor", "--on", "site:BPC", "--mandatory-after", "1997-04-21 09:30")
        let words = [
            ["client", "show", "PC3"], ["client", "show", "PC5"],
            ["report", "--format", "svg", "--out", "-"],
        ]
        var stood: [(time: String, out: [String])] = []
        for minute in 1...50 {
            _ = shell.out("run", "--for", "1m")
            // What is given at an instant is part of what --at shows of it.
            if minute == 8 { _ = shell.out("client", "off", "PC5") }
            if minute == 21 { _ = shell.out("client", "on", "PC5") }
            if minute == 40 { _ = shell.out("job", "cancel", "BPC00001") }
            let time = "1997-04-21 09:\(minute < 10 ? "0" : "")\(minute)"
            stood.append((time, words.map { shell.run($0).out }))
        }
        #expect(stood.contains { $0.out[0].contains("  New") }, "it was read before it ran")
        _ = shell.out("run", "--for", "5h")
        for (time, out) in stood {
            for (words, wanted) in zip(words, out) {
                #expect(shell.run(words + ["--at", time]).out == wanted, "\(words) at \(time)")
            }
        }
    }

    /// A job that was made above is no job of a site below: its window does not show it, now or then.
    @Test func `a site lists the jobs that were made there`() throws {
        let shell = try ReportLab.tiers()
        for site in ["LON", "PAR"] {
            #expect(shell.out("job", "list", "--site", site).contains("(none)"))
            #expect(shell.out("job", "list", "--site", site, "--at", "1997-04-21 12:00").contains("(none)"))
        }
        #expect(shell.out("job", "list", "--at", "1997-04-21 12:00").contains("CEN00001"))
    }
}
