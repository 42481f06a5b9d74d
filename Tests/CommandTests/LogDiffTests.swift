import Foundation
import LegacyFormats
import SiteModel
import TestKit
import Testing

@testable import Commands

/// `log diff`: a real log beside a lab's.
@Suite struct LogDiffTests {
    private func log(_ shell: Shell) -> [String] {
        shell.out("log", "show", "despooler").split(separator: "\n").map(String.init)
    }

    @Test func `a lab's own logs are no different from it`() throws {
        let shell = try LogImportTests.ran()
        try shell.scratch.write("all.log", shell.out("log", "show"))
        let (code, out, err) = shell.run("log", "diff", "all.log", "--strict")
        #expect(code == 0, "\(out)\(err)")
        #expect(out.hasPrefix("Every line of the real log is in the lab's"))
        let rows = try shell.list("log", "diff", "all.log", "--strict")
        #expect(rows.count == (try shell.list("log", "show")).count)
        #expect(rows.allSatisfy { $0["relation"] as? String == "equal" })
        #expect(shell.run("log", "diff", "t.lab/servers/SRV1/D/SMS/LOGS").code == 0)
    }

    @Test func `a wrapped log with other times and threads is no different either`() throws {
        let shell = try LogImportTests.ran()
        let text = log(shell).flatMap { line in
            LogWrap.wrapped(
                line.replacingOccurrences(of: " 1997~>", with: " 1996~>").replacingOccurrences(
                    of: "thread=", with: "thread=1"),
                width: 70)
        }.joined(separator: "\n")
        try shell.scratch.write("old.log", text)
        #expect(shell.run("log", "diff", "old.log", "--strict").code == 0)
    }

    @Test func `the first difference stands first, with its place and what it means`() throws {
        let shell = try LogImportTests.ran()
        var lines = log(shell)
        let place = try #require(lines.firstIndex { $0.contains("Copied package") })
        lines.insert(
            LogLine(
                "Server OLD1 is not a Windows NT machine and the package requires an NTFS drive to install to, we'll skip this server.",
                component: "SMS_DESPOOLER", time: LocalTime("1997-04-21 09:05"), thread: 1
            ).printed(.service), at: place)
        try shell.scratch.write("real.log", lines.joined(separator: "\n"))
        let (code, out, _) = shell.run("log", "diff", "real.log")
        #expect(code == 1)
        #expect(out.hasPrefix("The first difference: at real.log:\(place + 1):1 SMS_DESPOOLER wrote"))
        #expect(out.contains("which OLD1 has not"))
        #expect(out.contains("1 only in the real log"))
        #expect(shell.run("log", "diff", "real.log", "--format", "json").code == 1)
    }

    @Test func `a line that the real log lacks is told, and what it does not reach to is not`() throws {
        let shell = try LogImportTests.ran()
        var lines = Array(log(shell).dropFirst(3).dropLast(4))
        let place = try #require(lines.firstIndex { $0.contains("Copied package") })
        lines.remove(at: place)
        try shell.scratch.write("real.log", lines.joined(separator: "\n"))
        let (code, out, _) = shell.run("log", "diff", "real.log")
        #expect(code == 1)
        #expect(out.contains("1 between them are only in the lab's of site BPC"))
        #expect(out.contains("the lab's has 7 more that the real log does not reach to"))
        try shell.scratch.write("part.log", log(shell).dropFirst(3).dropLast(4).joined(separator: "\n"))
        #expect(shell.run("log", "diff", "part.log").code == 0)
        #expect(shell.run("log", "diff", "part.log", "--strict").code == 1)
    }

    @Test func `other names and numbers are values, not differences`() throws {
        let shell = try LogImportTests.ran()
        let text = log(shell).joined(separator: "\n").replacingOccurrences(of: "BPC00001", with: "A0100100")
            .replacingOccurrences(of: "SRV1", with: "OLDSRV")
        try shell.scratch.write("real.log", text)
        let (code, out, _) = shell.run("log", "diff", "real.log")
        #expect(code == 0, "\(out)")
        #expect(out.contains("equal but for values"))
        #expect(out.contains("package A0100100, in the lab BPC00001"))
        #expect(shell.run("log", "diff", "real.log", "--strict").code == 1)
    }

    @Test func `the site whose log it is is found among several`() throws {
        let shell = try LogHistoryTests.tree()
        _ = shell.out(
            "job", "create", "One", "--on", "path:*|*|*", "--mandatory-after", "1997-04-21 08:00", "--quiet")
        _ = shell.out("run", "--for", "4h", "--quiet")
        try shell.scratch.write("DESPOOL.LOG", shell.out("log", "show", "despooler", "--site", "MID"))
        let (code, out, _) = shell.run("log", "diff", "DESPOOL.LOG")
        #expect(code == 0, "\(out)")
        #expect(out.contains("of site MID"))
        #expect(shell.run("log", "diff", "DESPOOL.LOG", "--site", "CEN").code == 1)
    }

    @Test func `what cannot be compared is said`() throws {
        let shell = try LogImportTests.ran(fidelity: "modelled")
        try shell.scratch.write("empty.log", "")
        shell.fails(65, "there is no line to compare", "log", "diff", "empty.log")
        shell.fails(66, "no such file", "log", "diff", "missing.log")
        try shell.scratch.write("a.log", "Polling .....")
        shell.fails(66, "has no case that could be played", "log", "diff", "a.log", "--case", "Q1")
    }

    // MARK: Alignment

    @Test(
        arguments: [
            ("abc", "abc", "abc", ""), ("", "abc", "", "abc"), ("abc", "", "", ""), ("ac", "abc", "ac", "b"),
            ("abc", "ac", "ac", ""), ("xby", "abc", "b", "ac"), ("abab", "xxababyy", "abab", "xxyy"),
            // The group that stands together, not one that is scattered before it.
            ("abc", "axbxxabc", "abc", "axbxx"),
        ])
    func `lines find their like in order`(
        _ left: String, _ right: String, _ both: String, _ onlyRight: String
    ) {
        func numbers(_ text: String) -> [Int] { text.utf8.map { Int($0) } }
        let (one, other) = (numbers(left), numbers(right))
        let pairs = LogAlignment.pairs(one, other) { one[$0] == other[$1] }
        #expect(pairs.compactMap(\.left) == Array(one.indices))
        #expect(pairs.compactMap(\.right) == Array(other.indices))
        let matched = pairs.filter { $0.left != nil && $0.right != nil }
        #expect(matched.allSatisfy { one[$0.left ?? 0] == other[$0.right ?? 0] })
        #expect(matched.compactMap { $0.left.map { one[$0] } } == numbers(both))
        #expect(
            pairs.filter { $0.left == nil }.compactMap { $0.right.map { other[$0] } } == numbers(onlyRight))
    }

    /// Too long for a table of every pair.
    @Test func `long logs are compared too`() {
        let left = (0..<6_000).map { $0 % 700 }
        var right = left
        right.remove(at: 3_000)
        right.insert(-1, at: 5_000)
        let pairs = LogAlignment.pairs(left, right) { left[$0] == right[$1] }
        #expect(pairs.compactMap(\.left) == Array(left.indices))
        #expect(pairs.compactMap(\.right) == Array(right.indices))
        #expect(pairs.filter { $0.right == nil }.map(\.left) == [3_000])
        #expect(pairs.filter { $0.left == nil }.map(\.right) == [5_000])
    }
}
