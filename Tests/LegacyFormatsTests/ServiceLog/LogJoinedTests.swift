import Foundation
import LegacyFormats
import SiteModel
import TestKit
import Testing

/// Several records on one line: what has a form of its own is never taken for the rest of another record.
@Suite struct LogJoinedTests {
    private func read(_ text: String) -> (records: [LogRecord], findings: [Finding]) {
        LogReading.records(of: Array(text.utf8), file: "x")
    }

    /// Records of a grammar as they are printed, with parentheses for the brackets or not.
    private static func printed(_ grammar: LogGrammar, _ seed: UInt64, parentheses: Bool = false) -> (
        lines: [LogLine], text: [String]
    ) {
        let program = grammar == .client ? "Package Command Manager" : nil
        let lines = LogScannerTests.lines(12, seed: seed, program: program)
        let text = lines.map { line in
            let whole = line.printed(grammar)
            guard parentheses, let mark = whole.range(of: "   $$<", options: .backwards) else { return whole }
            let tail = whole[mark.lowerBound...].replacingOccurrences(of: "<", with: "(")
                .replacingOccurrences(of: ">", with: ")")
            return whole[..<mark.lowerBound] + tail
        }
        return (lines, text)
    }

    @Test(
        arguments: [
            (LogGrammar.service, false), (.service, true), (.smsTrace, false), (.client, false),
        ], [UInt64(31), 32, 33])
    func `records on one line are as many as on lines of their own`(
        _ form: (LogGrammar, Bool), seed: UInt64
    ) {
        let (lines, text) = Self.printed(form.0, seed, parentheses: form.1)
        for joint in ["", " ", "   ", "\r", "\t"] where joint != "\t" || form.0 != .smsTrace {
            let (records, findings) = read(text.joined(separator: joint) + "\n")
            #expect(findings.isEmpty)
            #expect(records.map(\.line) == lines, "joined by \(Array(joint.utf8))")
            #expect(records.allSatisfy { $0.place == 1 && $0.lineCount == 1 })
            let columns = records.map(\.column)
            #expect(columns == columns.sorted() && Set(columns).count == columns.count)
        }
    }

    @Test(
        arguments: [(LogGrammar.service, false), (.service, true), (.client, false)],
        [UInt64(34), 35])
    func `records filled into one paragraph are the same at the any width`(
        _ form: (LogGrammar, Bool), seed: UInt64
    ) {
        let (lines, text) = Self.printed(form.0, seed, parentheses: form.1)
        for width in 14...140 {
            let filled = LogWrap.wrapped(text.joined(separator: " "), width: width)
            let (records, findings) = read(filled.joined(separator: "\n") + "\n")
            #expect(records.map(\.line) == lines, "width \(width)")
            #expect(findings.isEmpty, "width \(width): \(findings)")
        }
    }

    /// A record that fills its last line is told from one that goes on by its tail, or by the head behind it.
    @Test(arguments: [LogGrammar.service, .client])
    func `a record that ends at the column where lines are cut is one by itself`(_ grammar: LogGrammar) {
        let (lines, text) = Self.printed(grammar, 36)
        for width in Set(text.map(\.utf8.count)).sorted() + [72, 80] {
            var bytes: [UInt8] = []
            for line in text.map({ Array($0.utf8) }) {
                for start in stride(from: 0, to: line.count, by: width) {
                    bytes += line[start..<min(line.count, start + width)] + [0x0D, 0x0A]
                }
            }
            guard LogScanner.cutWidth(of: bytes[...]) == width else { continue }
            let found = LogReading.records(of: bytes, file: "x")
            #expect(found.records.map(\.line) == lines, "width \(width)")
            #expect(found.findings.isEmpty)
        }
    }

    @Test func `a log can be read on from a record within a line`() {
        let service = Self.printed(.service, 37)
        let client = Self.printed(.client, 38)
        let text = service.text.joined(separator: " ") + client.text.joined(separator: " ") + "\n"
        for width in [nil, 60] as [Int?] {
            var bytes = Array(text.utf8)
            if let width {
                bytes = Array(
                    stride(from: 0, to: bytes.count, by: width).map {
                        bytes[$0..<min(bytes.count, $0 + width)]
                    }.joined(separator: [0x0A]))
            }
            // Where nothing shows that lines were cut, they are read as they are.
            guard width == nil || LogScanner.cutWidth(of: bytes[...]) == width else { continue }
            let whole = LogReading.records(of: bytes, file: "x").records
            #expect(whole.map(\.line) == service.lines + client.lines)
            for (place, record) in whole.enumerated() {
                var setting = LogScanner.Setting()
                setting.cutWidth = width
                setting.firstLine = record.place
                setting.firstOffset = record.offset
                setting.firstColumn = record.lead
                var scanner = LogScanner(file: "x", setting: setting)
                scanner.read(bytes[record.offset...])
                scanner.finish()
                #expect(scanner.take() == Array(whole[place...]), "record \(place) at width \(width ?? 0)")
            }
        }
    }

    @Test func `zeros within a line do not move the records behind them`() throws {
        let (lines, text) = Self.printed(.service, 39)
        let bytes = Array(text[0].utf8) + [0, 0] + Array((" " + text[1]).utf8)
        let found = LogReading.records(of: bytes, file: "x")
        #expect(found.records.map(\.line) == Array(lines.prefix(2)))
        let second = try #require(found.records.last)
        #expect(Array(bytes[second.offset...]) == Array(text[1].utf8))
    }

    @Test func `files put together without a line end keep their records`() {
        let (service, client) = (Self.printed(.service, 40), Self.printed(.client, 41))
        for (first, second) in [(service, client), (service, service), (client, client)] {
            let text = first.text.joined(separator: "\n") + second.text.joined(separator: "\n")
            let (records, findings) = read(text)
            #expect(records.map(\.line) == first.lines + second.lines)
            #expect(findings.isEmpty)
        }
        // Nothing tells where a client's message ends and that of a service begins: a finding does.
        let (records, findings) = read(client.text[0] + service.text[0])
        #expect(records.count == 1)
        #expect(findings.map(\.code) == ["log-tail"])
    }

    @Test func `what only looks like a part of a tail stays text, and a damaged one is told`() {
        let tail = "$$<SMS_A><Mon Apr 21 09:02:14 1997~><thread=168>"
        for part in [
            "thread=168> on", "<thread=168> on", "a $$ <b> (10) on", "[04/21/97 09:02:14] on", "[x] a ==> on",
        ] {
            let (records, findings) = read("\(part)   \(tail)\n")
            #expect(records.map(\.line.text) == [part])
            #expect(findings.isEmpty)
        }
        let damaged = read("one   $$<SMS_A><Mon Apr 21 09:02:14 1997~> two   \(tail)\n")
        #expect(damaged.records.count == 1)
        #expect(damaged.findings.map(\.code) == ["log-tail"])
        let unreadable = read("one   $$<SMS_A><Xyz><thread=168> two   \(tail)\n")
        #expect(unreadable.records.map(\.line.text) == ["one", "two"])
        #expect(unreadable.findings.map(\.code) == ["log-tail"])
    }

    @Test func `known programs without a time begin records within a line`() {
        let text = (0..<5).map { "Package Command Manager ==> Step number \($0) of it" }
        for width in [20, 30, 40, 50, 60, 76, 1_000] {
            let filled = LogWrap.wrapped(text.joined(separator: " "), width: width)
            let (records, findings) = read(filled.joined(separator: "\n"))
            #expect(records.map(\.line.text) == (0..<5).map { "Step number \($0) of it" }, "width \(width)")
            #expect(findings.isEmpty)
        }
    }

    /// Logs that articles print, on one line and filled anew.
    @Test(
        arguments: [
            "Q153246-despooler.log", "Q168510-sched.log", "Q169491-despool.log", "Q270218-hman.log",
            "Q166765-pcmwin.log", "Q193784-pcmwin.log", "Q167759-smsrun-ok.log", "Q188578-pcmwin.log",
        ])
    func `a published log is the same on one line and as a paragraph`(_ name: String) throws {
        guard let text = try artefactText(name) else { return }
        /// Blanks at the beginning of a message cannot be told from those between two records.
        func plain(_ text: String) -> [LogLine] {
            LogReading.parse(text, file: name).lines.map { line in
                var line = line
                line.text = line.text.split(separator: " ").joined(separator: " ")
                return line
            }
        }
        let wanted = plain(text)
        let words = text.split { $0 == "\n" || $0 == " " || $0 == "\r\n" }.joined(separator: " ")
        for width in [60, 72, 76, 80, 100, 100_000] {
            let filled = LogWrap.wrapped(words, width: width).joined(separator: "\n") + "\n"
            #expect(plain(filled) == wanted, "width \(width)")
        }
    }

    // MARK: Columns of SMSTRACE

    /// A line cut at a column, in the midst of words.
    static func cut(_ line: [UInt8], _ width: Int) -> [[UInt8]] {
        stride(from: 0, to: line.count, by: width).map { Array(line[$0..<min(line.count, $0 + width)]) }
    }

    /// As `fold` does it: a tab goes to the next column that 8 divides.
    static func folded(_ text: String, _ width: Int) -> String {
        var (result, column) = ("", 0)
        for character in text {
            let next = character == "\t" ? column / 8 * 8 + 8 : column + 1
            if character == "\n" {
                column = 0
            } else if next > width {
                result += "\n"
                column = character == "\t" ? 8 : 1
            } else {
                column = next
            }
            result.append(character)
        }
        return result
    }

    /// Records of SMSTRACE, with a client's program among the components.
    private static func traced(_ seed: UInt64) -> [LogLine] {
        var lines = LogScannerTests.lines(24, seed: seed)
        for place in [3, 9, 10] { lines[place].component = "Package Command Manager" }
        return lines
    }

    /// Without the blanks, which tabs and breaks leave uncertain.
    private static func plain(_ records: [LogLine]) -> [String] {
        records.map {
            "\($0.text) \($0.component) \($0.time as Any) \($0.thread as Any)".filter { $0 != " " }
        }
    }

    @Test(arguments: [UInt64(51), 52, 53])
    func `columns of SMSTRACE filled into a paragraph are right at any width or told`(seed: UInt64) {
        let lines = Self.traced(seed)
        for number in [false, true] {
            let text = lines.map { line in
                let hex = String(line.thread ?? 0, radix: 16, uppercase: true)
                let whole = line.printed(.smsTrace)
                return number ? whole.dropLast(hex.count + 1) + "\(line.thread ?? 0) (0x\(hex))" : whole
            }.joined(separator: " ")
            for words in [text, text.replacingOccurrences(of: "\t", with: " ")] {
                for width in 24...120 {
                    let (records, findings) = read(
                        LogWrap.wrapped(words, width: width).joined(separator: "\n") + "\n")
                    // A program's name that was broken in two is told, not put together.
                    let isRight = Self.plain(records.map(\.line)) == Self.plain(lines)
                    #expect(isRight || findings.contains { $0.severity == .warning }, "width \(width)")
                }
            }
        }
    }

    /// Lines or one paragraph, with tabs or blanks: right, or with a warning.
    @Test(arguments: [UInt64(54), 55], [40, 56, 64, 72, 80, 96])
    func `columns of SMSTRACE that were cut are right or told`(seed: UInt64, width: Int) {
        let lines = Self.traced(seed)
        for joint in ["\n", " "] {
            let tabs = LogLine.print(lines, .smsTrace).replacingOccurrences(of: "\r\n", with: joint)
            for text in [tabs, tabs.replacingOccurrences(of: "\t", with: " ")] {
                let cut = Self.folded(text, width)
                for copy in [cut, cut.split(separator: "\n").map { "> \($0)\n" }.joined()] {
                    let (records, findings) = read(copy)
                    let isRight = Self.plain(records.map(\.line)) == Self.plain(lines)
                    #expect(isRight || findings.contains { $0.severity == .warning }, "width \(width)")
                }
            }
        }
    }

    @Test func `columns within a text are told`() {
        let tail = "SMS_A\t4/21/97 9:02:14 AM\t360\t"
        for part in [
            "SMS_B 4/2 1/97 9:02:14 AM 360", "Sender 4/21/97 9:02:14 AM 360", "SMS_B 4/21/97 9:02:1 4 AM B",
        ] {
            let (records, findings) = read("one \(part) two\t\(tail)\n")
            #expect(records.count == 1)
            #expect(findings.map(\.code) == ["log-tail"], "\(part)")
        }
        let (records, findings) = read("due at 4/21/97 9:02:14 AM (SMS_B)\t\(tail)\n")
        #expect(records.count == 1 && findings.isEmpty)
        #expect(read("one\tSMS_\nA\t4/21/97 9:02:14 AM\t360\t\n").findings.map(\.code) == ["log-tail"])
    }

    @Test(arguments: [LogGrammar.service, .client, .smsTrace])
    func `lines that were cut and then quoted are put together`(_ grammar: LogGrammar) {
        let (lines, text) = Self.printed(grammar, 56)
        for mark in ["> ", ">> "] {
            for width in [60, 72, 76] {
                let cut = text.flatMap { Self.cut(Array($0.utf8), width) }
                let bytes = Array(cut.map { Array(mark.utf8) + $0 }.joined(separator: [0x0D, 0x0A]) + [0x0A])
                let (records, findings) = LogReading.records(of: bytes, file: "x")
                let isRight = records.map(\.line) == lines && findings.map(\.code) == ["log-quoted"]
                // Columns without a mark may be cut so that a part of them is whole.
                let isTold = grammar == .smsTrace && findings.contains { $0.severity == .warning }
                #expect(isRight || isTold, "width \(width): \(findings)")
                #expect(records.allSatisfy { $0.column > mark.utf8.count })
            }
        }
    }
}
