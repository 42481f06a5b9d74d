import Foundation
import LegacyFormats
import SiteModel
import TestKit
import Testing

/// Reading logs whatever was done to them: printed in each grammar, wrapped, cut, damaged, put together.
@Suite struct LogScannerTests {
    static let components = [
        "SMS_SCHEDULER", "SMS_DESPOOLER", "SMS_INVENTORY_DATA_LOADER", "SMS_HIERARCHY_MANAGER",
    ]

    /// Records as components write them; the words are made up, with what could be taken for a mark.
    static func lines(_ count: Int, seed: UInt64, program: String? = nil) -> [LogLine] {
        var random = MutationGenerator(seed: seed)
        let words = [
            "Package", "BPC00001", "\\\\SRV1\\SMS_SHRD\\site.srv", "[AddItem(\"A\")]", "=", "$$", "<empty>",
            "3:15", "~",
            "won't", "(10)", "due,", "error", "==", "thread", "5/1/97", "SMS", "0", "ü", "{text}",
        ]
        return (0..<count).map { place in
            var text = ["", "~", "{6534} INFO: "].randomElement(using: &random) ?? ""
            let length = Int.random(in: 1...14, using: &random)
            text += (0..<length).map { _ in words.randomElement(using: &random) ?? "" }.joined(separator: " ")
            text += "."
            return LogLine(
                text, component: program ?? components.randomElement(using: &random) ?? "",
                time: LocalTime(
                    year: 1997, month: 1 + place % 12, day: 1 + place % 28, hour: place % 24,
                    minute: place % 60,
                    second: place % 60),
                thread: program == nil ? UInt32.random(in: 0...0xFFF, using: &random) : nil)
        }
    }

    private func read(_ text: String) -> (records: [LogRecord], findings: [Finding]) {
        LogReading.records(of: Array(text.utf8), file: "x")
    }

    /// A date without a thread may go on in the next line, and that one never ends in a thread either.
    @Test(arguments: [99, 100, 250])
    func `a tail that nothing follows is a record, however long the text behind it`(count: Int) throws {
        let tail = "Some text  $$<SMS_SCHEDULER><Mon Apr 21 08:00:00 1997~>"
        let rest = ["(not the rest of a tail"] + (1..<count).map { "line \($0), quite plain." }
        let (records, _) = read(([tail] + rest).joined(separator: "\n") + "\n")
        let first = try #require(records.first)
        #expect(first.line.component == "SMS_SCHEDULER" && first.line.text == "Some text")
        #expect(records.dropFirst().map(\.line.text) == rest)
    }

    @Test(arguments: [LogGrammar.service, .smsTrace, .client], [UInt64(1), 2, 3])
    func `what a grammar prints reads back`(_ grammar: LogGrammar, seed: UInt64) {
        let lines = Self.lines(
            60, seed: seed, program: grammar == .client ? "Package Command Manager" : nil)
        for end in ["\r\n", "\n"] {
            let text = lines.map { $0.printed(grammar) + end }.joined()
            let (records, findings) = read(text)
            #expect(findings.isEmpty)
            #expect(records.map(\.line) == lines)
            #expect(records.map(\.place) == Array(1...60))
            #expect(records.allSatisfy { $0.grammar == grammar && $0.lineCount == 1 })
        }
    }

    @Test func `messages alone read back, line by line`() {
        let lines = Self.lines(60, seed: 4).map { LogLine($0.text) }
        let (records, findings) = read(LogLine.print(lines, .bare))
        #expect(findings.isEmpty)
        #expect(records.map(\.line) == lines)
    }

    /// Q270218 has parentheses where the others have brackets.
    @Test func `parentheses are as good as brackets`() {
        let lines = Self.lines(20, seed: 5)
        let text = lines.map { line in
            let printed = line.printed(.service)
            let mark = printed.range(of: "   $$<", options: .backwards)
            guard let mark else { return printed }
            let tail = printed[mark.lowerBound...].replacingOccurrences(of: "<", with: "(")
                .replacingOccurrences(of: ">", with: ")")
            return printed[..<mark.lowerBound] + tail
        }.joined(separator: "\n")
        #expect(read(text).records.map(\.line) == lines)
    }

    @Test(arguments: [LogGrammar.service, .client], [UInt64(6), 7])
    func `a log wrapped at any column gives the same records`(_ grammar: LogGrammar, seed: UInt64) {
        let lines = Self.lines(
            12, seed: seed, program: grammar == .client ? "Package Command Manager" : nil)
        let printed = lines.map { $0.printed(grammar) }
        for width in 12...140 {
            let text = printed.flatMap { LogWrap.wrapped($0, width: width) }.joined(separator: "\n")
            let (records, findings) = read(text)
            #expect(records.map(\.line) == lines, "width \(width)")
            #expect(findings.isEmpty, "width \(width): \(findings)")
        }
    }

    /// As a terminal or a mail program does that knows no words.
    @Test(arguments: [LogGrammar.service, .smsTrace, .client], [UInt64(8), 9])
    func `a log cut at any column gives the same records`(_ grammar: LogGrammar, seed: UInt64) {
        let lines = Self.lines(
            12, seed: seed, program: grammar == .client ? "Package Command Manager" : nil)
        let printed = lines.map { Array($0.printed(grammar).utf8) }
        for width in 16...90 {
            var bytes: [UInt8] = []
            // A record that fills its last line cannot be told from one that goes on.
            for line in printed where line.count % width != 0 {
                for start in stride(from: 0, to: line.count, by: width) {
                    bytes += line[start..<min(line.count, start + width)] + [0x0D, 0x0A]
                }
            }
            let wanted = zip(lines, printed).filter { $0.1.count % width != 0 }.map(\.0)
            // A cut or two within words look like a wrap.
            guard printed.filter({ $0.count % width != 0 && $0.count > width }).count >= 4 else { continue }
            let found = LogReading.records(of: bytes, file: "x")
            #expect(found.records.map(\.line) == wanted, "width \(width)")
        }
    }

    @Test func `bytes may come in any pieces`() {
        let text =
            LogLine.print(Self.lines(30, seed: 10), .service)
            + LogLine.print(Self.lines(30, seed: 11, program: "Package Command Manager"), .client)
            + LogLine.print(Self.lines(30, seed: 12), .smsTrace)
        let bytes = Array(text.utf8)
        let whole = LogReading.records(of: bytes, file: "x").records
        #expect(whole.count == 90)
        var random = MutationGenerator(seed: 13)
        for _ in 0..<20 {
            var scanner = LogScanner(file: "x")
            var found: [LogRecord] = []
            var place = 0
            while place < bytes.count {
                let end = min(bytes.count, place + Int.random(in: 1...300, using: &random))
                scanner.read(bytes[place..<end])
                found += scanner.take()
                place = end
            }
            scanner.finish()
            found += scanner.take()
            #expect(found == whole)
            #expect(scanner.byteCount == bytes.count)
        }
    }

    @Test func `a log can be read on from any record`() {
        let bytes = Array(LogLine.print(Self.lines(30, seed: 14), .service).utf8)
        let whole = LogReading.records(of: bytes, file: "x").records
        for (place, record) in whole.enumerated() {
            var setting = LogScanner.Setting()
            setting.firstLine = record.place
            setting.firstOffset = record.offset
            var scanner = LogScanner(file: "x", setting: setting)
            scanner.read(bytes[record.offset...])
            scanner.finish()
            #expect(scanner.take() == Array(whole[place...]))
        }
    }

    @Test func `several grammars may stand in one file`() {
        let service = Self.lines(4, seed: 15)
        let client = Self.lines(3, seed: 16, program: "Package Command Manager")
        let trace = Self.lines(2, seed: 17)
        let text =
            LogLine.print(service, .service) + LogLine.print(client, .client)
            + LogLine.print(trace, .smsTrace)
        let (records, findings) = read(text)
        #expect(findings.isEmpty)
        #expect(records.map(\.line) == service + client + trace)
        #expect(
            records.map(\.grammar) == [
                .service, .service, .service, .service, .client, .client, .client, .smsTrace, .smsTrace,
            ])
        #expect(records.map(\.place) == Array(1...9))
    }

    @Test(
        arguments: [
            // Twelve hours, two and four figures of the year, days first as soon as one shows it.
            ("x\tSMS_A\t4/21/97 9:02:14 AM\t168\t", 1997, 4, 21, 9),
            ("x\tSMS_A\t4/21/1997 12:02:14 AM\t168\t", 1997, 4, 21, 0),
            ("x\tSMS_A\t4/21/97 12:02:14 PM\t168", 1997, 4, 21, 12),
            ("x\tSMS_A\t21/4/97 09:02:14\t168\t", 1997, 4, 21, 9),
            ("x\tSMS_A\t21.04.97 19:02:14\t168\t", 1997, 4, 21, 19),
            ("x\tSMS_A\t1997-04-21 19:02:14\t168\t", 1997, 4, 21, 19),
            ("x SMS_A 4/21/97 9:02:14 PM 168", 1997, 4, 21, 21),
            ("[04/21/97 09:02:14] Package Command Manager ==> x", 1997, 4, 21, 9),
            ("[4/21/97 9:02:14 pm] Package Command Manager ==> x", 1997, 4, 21, 21),
            ("[04/21/03 09:02:14] C:\\MS\\SMS\\BIN\\SMSRUN16.EXE ==> x", 2003, 4, 21, 9),
            ("x   $$<SMS_A><Mon Apr 21 09:02:14 1997~><thread=168>", 1997, 4, 21, 9),
            ("x $$(SMS_A)(Mon Apr 21 09:02:14 1997)(thread=a8)", 1997, 4, 21, 9),
            ("x   $$<SMS_A><Mon Apr 21 09:02:14.750 1997 GMT Daylight Time><thread=168>", 1997, 4, 21, 9),
        ])
    func `times are read in every form`(_ line: String, year: Int, month: Int, day: Int, hour: Int) {
        let (records, _) = read(line)
        #expect(records.first?.line.text == "x")
        let time = LocalTime(
            year: year, month: month, day: day, hour: hour, minute: 2, second: 14)
        #expect(records.first?.line.time == time)
    }

    @Test func `dates of a file are read with days first once one shows it, with a finding`() {
        var setting = LogScanner.Setting()
        setting.isDayFirst = true
        var scanner = LogScanner(file: "x", setting: setting)
        scanner.read(Array("x\tSMS_A\t5/4/97 09:00:00\t1\n".utf8)[...])
        scanner.finish()
        #expect(scanner.take().first?.line.time?.civil.month == 4)
        let (records, findings) = read("x\tSMS_A\t25/4/97 09:00:00\t1\nx\tSMS_A\t5/4/97 09:00:00\t1\n")
        #expect(records.map { $0.line.time?.civil.month } == [4, 4])
        #expect(findings.map(\.code) == ["log-day-first"])
    }

    @Test func `placeholders in the place of a time leave the record without one`() {
        let (records, findings) = read(
            "[M/D/Y h:m:s] Package Command Manager ==> Polling .....\nx   $$<SMS_A><Www Mmm dd hh:mm:ss yyyy~><thread=N>"
        )
        #expect(records.map(\.line.text) == ["Polling .....", "x"])
        #expect(records.map(\.line.time) == [nil, nil])
        #expect(findings.map(\.code) == ["log-time", "log-tail"])
        #expect(findings.map { $0.location?.line } == [1, 2])
    }

    @Test func `bytes above 127 are UTF-8, else those of the code page`() {
        // ü is FC in 1252 and 81 in 437 and 850.
        for (page, byte) in [(CodePage.windows1252, UInt8(0xFC)), (.oem437, 0x81), (.oem850, 0x81)] {
            let bytes = Array("Paket f".utf8) + [byte] + Array("r alle".utf8)
            #expect(
                LogReading.records(of: bytes, file: "x", codePage: page).records.first?.line.text
                    == "Paket für alle")
        }
        #expect(read("Paket für alle").records.first?.line.text == "Paket für alle")
    }

    @Test func `zeros, an end mark of DOS and a line without an end are left out or cut, with a finding`() {
        let nul = LogReading.records(of: Array("one\r\ntwo".utf8) + [0, 0, 0, 0x0D, 0x0A, 0x1A], file: "x")
        #expect(nul.records.map(\.line.text) == ["one", "two"])
        #expect(nul.findings.map(\.code) == ["log-nul"])
        let long = LogReading.records(of: [UInt8](repeating: 0x61, count: 200_000), file: "x")
        #expect(long.records.count == 1)
        #expect(long.records.first?.line.text.utf8.count == 65_536)
        #expect(long.findings.map(\.code) == ["log-long-line"])
        #expect(LogReading.records(of: [], file: "x").records.isEmpty)
        #expect(LogReading.records(of: [0x0D, 0x0A, 0x20, 0x0A], file: "x").records.isEmpty)
    }

    @Test func `a log of messages behind a log with tails is read line by line`() {
        let service = Self.lines(3, seed: 18)
        let bare = (0..<150).map { "message number \($0)" }
        let (records, findings) = read(
            LogLine.print(service, .service) + bare.joined(separator: "\n"))
        #expect(records.map(\.line.text) == service.map(\.text) + bare)
        #expect(findings.map(\.code) == ["log-no-tail"])
    }

    @Test(arguments: [LogGrammar.service, .smsTrace, .client, .bare])
    func `the mark of UTF-8 is no part of the text`(_ grammar: LogGrammar) throws {
        let lines = Self.lines(6, seed: 23, program: grammar == .client ? "Package Command Manager" : nil)
        let plain = LogLine.print(lines, grammar)
        let bytes = [0xEF, 0xBB, 0xBF] + Array(plain.utf8)
        let whole = LogReading.records(of: bytes, file: "x")
        #expect(whole.records.map(\.line) == read(plain).records.map(\.line))
        #expect(whole.records.map(\.column) == read(plain).records.map(\.column))
        #expect(whole.findings.isEmpty)
        // Byte by byte, and from each record on.
        var scanner = LogScanner(file: "x")
        for place in bytes.indices { scanner.read(bytes[place...place]) }
        scanner.finish()
        #expect(scanner.take() == whole.records && scanner.byteCount == bytes.count)
        for (place, record) in whole.records.enumerated() {
            var setting = LogScanner.Setting()
            (setting.firstLine, setting.firstOffset) = (record.place, record.offset)
            var scanner = LogScanner(file: "x", setting: setting)
            scanner.read(bytes[record.offset...])
            scanner.finish()
            #expect(scanner.take() == Array(whole.records[place...]))
        }
        // Files put together have one in the midst; lines that were cut are as long as without it.
        #expect(LogReading.records(of: bytes + bytes, file: "x").records.count == 12)
        guard grammar != .bare else { return }
        let cut = plain.split(separator: "\r\n").flatMap { LogJoinedTests.cut(Array($0.utf8), 40) }
        #expect(
            LogReading.records(of: [0xEF, 0xBB, 0xBF] + cut.joined(separator: [0x0A]) + [0x0A], file: "x")
                .records.map(\.line) == lines)
    }

    @Test func `lines of SMSTRACE that are whole are never put together`() {
        let tail = "\tSMS_SCHEDULER\t4/21/97 9:02:14 AM\t360"
        for end in ["", "\t"] {
            let (records, findings) = read("Loaded 3 sites (of 4\(tail)\(end)\n next\(tail)\(end)\n")
            #expect(records.map(\.line.text) == ["Loaded 3 sites (of 4", " next"])
            #expect(findings.isEmpty)
        }
    }

    // MARK: Lines of several kinds

    @Test func `columns of SMSTRACE are a record of their own behind any other line`() {
        let trace = "Job is due\tSMS_SCHEDULER\t6/10/97 10:19:31 AM\t156 (0x9C)\t"
        let others = [
            "[06/10/97 10:18:00] Package Command Manager ==> Hello",
            "Hello   $$<SMS_SCHEDULER><Tue Jun 10 10:15:31 1997~><thread=9C>",
            "Hello   $$(SMS_SCHEDULER)(Tue Jun 10 10:15:31 1997~)(thread=9C)",
        ]
        for other in others {
            for text in ["\(other)\n\(trace)\n\(trace)\n", "\(trace)\n\(trace)\n\(other)\n"] {
                let (records, findings) = read(text)
                #expect(findings.isEmpty, "\(findings)")
                #expect(records.map(\.line.text).sorted() == ["Hello", "Job is due", "Job is due"])
                #expect(records.filter { $0.grammar == .smsTrace }.map(\.line.thread) == [0x9C, 0x9C])
            }
        }
        let (records, findings) = read("\(others[0])\nJob is due\tSMS_A\t6/10/97 10:19:31 AM\tnobody\t\n")
        #expect(records.map(\.line.text) == ["Hello", "Job is due"] && records[1].line.time != nil)
        #expect(findings.map(\.code) == ["log-tail"])
    }

    @Test func `a record without a thread is one, and the next is another`() {
        let lines = ["one", "two", "three"].map { "\($0)   $$<SMS_SCHEDULER><Tue Jun 10 10:15:31 1997~>" }
        let thread = "<thread=9C>"
        for bad in 0..<3 {
            let text = lines.enumerated().map { $1 + ($0 == bad ? "" : thread) }.joined(separator: "\n")
            let (records, findings) = read(text)
            #expect(records.map(\.line.text) == ["one", "two", "three"])
            #expect(records.allSatisfy { $0.line.time != nil && $0.line.component == "SMS_SCHEDULER" })
            #expect(findings.map(\.code) == ["log-tail"])
            #expect(findings.map { $0.location?.line } == [bad + 1])
        }
        // Nothing but the component, and a thread on lines of its own.
        let (records, findings) = read("one   $$<SMS_A>\n\(lines[1])\n<thread=\n9C>\n\(lines[2])\n\(thread)")
        #expect(records.map(\.line.text) == ["one", "two", "three"])
        #expect(records.map(\.line.thread) == [nil, 0x9C, 0x9C])
        #expect(findings.map(\.code) == ["log-tail"])
    }

    @Test func `the marks of a mail are left out`() {
        let lines = Self.lines(4, seed: 22)
        for mark in ["> ", ">> ", "> > "] {
            let printed = lines.flatMap { LogWrap.wrapped($0.printed(.service), width: 60) }
            let (records, findings) = read(printed.map { mark + $0 }.joined(separator: "\n"))
            #expect(records.map(\.line) == lines)
            #expect(findings.map(\.code) == ["log-quoted"])
            #expect(records.first?.column == mark.utf8.count + 1)
        }
        // Messages of Package Command Manager's service (Q149672).
        let own = ">>> The process handle is #20"
        #expect(
            read([own, own, own, "   Package executed."].joined(separator: "\n")).records[0].line.text == own)
        #expect(
            read([own, own, own].map { "> " + $0 }.joined(separator: "\n")).records.map(\.line.text) == [
                own, own, own,
            ])
        // One line alone among others is a message.
        #expect(read("a line\n> SMSRUN\nanother\n").records.map(\.line.text)[1] == "> SMSRUN")
    }

    @Test func `lines that are none of a record stay lines, by what they mean`() {
        let service =
            "~Waiting for ready instruction file....   $$<SMS_DESPOOLER><Wed May 21 17:09:02 1997~><thread=DB>"
        let client =
            "[05/21/97 16:58:28] Package Command Manager ==> Reporting on completed package execution."
        let bare = "No instruction file."
        let wrapped = LogWrap.wrapped(service, width: 60).joined(separator: "\n")
        for text in ["\(client)\n\(bare)\n\(wrapped)", "\(client)\n\(wrapped)\n\(bare)\n\(wrapped)"] {
            let found = read(text).records.map(\.line.text)
            #expect(
                Set(found).isSuperset(of: [
                    bare, "~Waiting for ready instruction file....", String(client.dropFirst(48)),
                ]), "\(found)")
        }
    }

    @Test func `no damage stops the reader, and every record has its place`() {
        for grammar in LogGrammar.allCases {
            let lines = Self.lines(6, seed: 19, program: grammar == .client ? "Package Command Manager" : nil)
            for copy in mutations(of: Array(LogLine.print(lines, grammar).utf8), count: 150, seed: 20) {
                let (records, findings) = LogReading.records(of: copy, file: "x")
                let count = copy.split(separator: 0x0A, omittingEmptySubsequences: false).count
                #expect(records.allSatisfy { (1...count).contains($0.place) && $0.column >= 1 })
                #expect(
                    zip(records, records.dropFirst()).allSatisfy {
                        ($0.place, $0.column) < ($1.place, $1.column)
                    })
                #expect(findings.allSatisfy { $0.location?.file == "x" })
                for record in records { _ = LogCatalogue.shared.meaning(of: record.line.text) }
            }
        }
    }

    @Test func `any bytes at all can be read`() {
        var random = MutationGenerator(seed: 21)
        let marks: [String] = [
            "$$<", "><", "~>", "thread=", "[04/21/97", "] ", " ==> ", "\t", "\n", " SMS_A ", "4/21/97",
        ]
        for _ in 0..<300 {
            var bytes: [UInt8] = []
            for _ in 0..<Int.random(in: 0...60, using: &random) {
                if Bool.random(using: &random) {
                    bytes += Array((marks.randomElement(using: &random) ?? "").utf8)
                } else {
                    bytes.append(UInt8.random(in: 0...255, using: &random))
                }
            }
            let records = LogReading.records(of: bytes, file: "x").records
            for record in records { _ = LogCatalogue.shared.meaning(of: record.line.text) }
        }
    }
}
