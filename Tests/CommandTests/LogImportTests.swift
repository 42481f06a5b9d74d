import Foundation
import LegacyFormats
import SiteModel
import TestKit
import Testing

@testable import Commands

/// `log import`: logs of a real site as one timeline.
@Suite struct LogImportTests {
    private func line(_ text: String, _ component: String, _ time: String, thread: UInt32 = 0xA0) throws
        -> String
    {
        LogLine(text, component: component, time: try #require(LocalTime(time) as LocalTime?), thread: thread)
            .printed(
                .service)
    }

    /// A lab with one job that all five clients run, a day later.
    static func ran(fidelity: String = "real") throws -> Shell {
        let shell = try Shell.withPackage(fidelity: fidelity)
        _ = shell.out(
            "job", "create", "Editor", "--on", "site:BPC", "--mandatory-after", "1997-04-21 10:00", "--quiet")
        _ = shell.out("run", "--for", "1d", "--quiet")
        return shell
    }

    // MARK: Timelines

    @Test func `several logs become one timeline, by time and then as they were named`() throws {
        let shell = try Shell()
        try shell.scratch.write(
            "a.log",
            try line("Waiting for a MIF...", "SMS_INVENTORY_DATA_LOADER", "1997-05-21 17:36:12") + "\r\n"
                + line("Processing a machine...", "SMS_INVENTORY_DATA_LOADER", "1997-05-21 17:36:14") + "\r\n"
        )
        try shell.scratch.write(
            "b.log",
            try line("~Found ready instruction x.sni", "SMS_DESPOOLER", "1997-05-21 17:36:12") + "\n"
                + line("~Memory usage: blocks=0 bytes=0", "SMS_DESPOOLER", "1997-05-21 17:36:13") + "\n")
        let rows = try shell.list("log", "import", "a.log", "b.log")
        #expect(
            rows.map { "\($0["file"] ?? ""):\($0["line"] ?? "")" } == [
                "a.log:1", "b.log:1", "b.log:2", "a.log:2",
            ])
        let turned = try shell.list("log", "import", "b.log", "a.log")
        #expect(
            turned.map { "\($0["file"] ?? ""):\($0["line"] ?? "")" } == [
                "b.log:1", "a.log:1", "b.log:2", "a.log:2",
            ])
        #expect(rows.map { $0["step"] as? String } == ["load", "despool", "despool", "load"])
    }

    @Test func `a mark of UTF-8 before a log is left out, in files and pipes`() throws {
        let shell = try Shell()
        let text =
            "\u{FEFF}" + (try line("~Memory usage: blocks=0 bytes=0", "SMS_DESPOOLER", "1997-05-21 17:36:13"))
            + "\n"
        try shell.scratch.write("a.log", text)
        let rows = try shell.list("log", "import", "a.log")
        #expect(rows.count == 1 && rows[0]["column"] as? Int == 1 && rows[0]["step"] as? String == "despool")
        try shell.scratch.write(
            "c.log", "\u{FEFF}[05/21/97 16:58:28] Package Command Manager ==> Polling .....\n")
        #expect(try shell.list("log", "import", "c.log").count == 1)
    }

    @Test func `columns of SMSTRACE that cannot be told apart end with 3`() throws {
        let shell = try Shell()
        try shell.scratch.write(
            "a.log",
            "one Sender 4/21/97 9:02:14 AM 360 two\tSMS_SCHEDULER\t4/21/97 9:02:14 AM\t360\t\n")
        let found = shell.run("log", "import", "a.log")
        #expect(found.code == 3 && found.err.contains("a.log:1: warning: the columns of another record"))
    }

    @Test func `a clock that was set back leaves the lines of a file in their order`() throws {
        let shell = try Shell()
        let times = ["01:59:00", "01:01:00", "01:02:00", "02:10:00"]
        try shell.scratch.write(
            "a.log",
            try times.map { try line("got \($0)", "SMS_SCHEDULER", "1997-10-26 \($0)") }.joined(
                separator: "\n"))
        try shell.scratch.write("b.log", try line("between", "SMS_DESPOOLER", "1997-10-26 02:00:00"))
        let (code, out, err) = shell.run("log", "import", "a.log", "b.log", "--format", "csv")
        #expect(code == 0)
        let texts = out.split(separator: "\n").dropFirst().compactMap {
            $0.split(separator: ",").last.map(String.init)
        }
        #expect(texts == ["got 01:59:00", "got 01:01:00", "got 01:02:00", "between", "got 02:10:00"])
        #expect(
            err.contains(
                "time goes back 2 times, first here; the lines stay in the order of the file [log-clock-back]"
            ))
        #expect(err.contains("a.log:2"))
    }

    @Test func `logs that were put together in one file are taken apart again`() throws {
        let shell = try Shell()
        func log(_ component: String, _ minutes: [Int]) throws -> String {
            try minutes.map { try line("at \($0)", component, "1997-04-21 09:\($0)") + "\n" }.joined()
        }
        try shell.scratch.write(
            "all.log", try log("SMS_SCHEDULER", [10, 30]) + log("SMS_DESPOOLER", [20, 40]))
        let rows = try shell.list("log", "import", "all.log")
        #expect(rows.compactMap { $0["text"] as? String } == ["at 10", "at 20", "at 30", "at 40"])
        #expect(rows.compactMap { $0["line"] as? Int } == [1, 3, 2, 4])
    }

    @Test func `records without a time go with the one before, a log without times comes last`() throws {
        let shell = try Shell()
        try shell.scratch.write("PACMAN.LOG", "sleeping 60 minutes\nNo instruction file.\n")
        try shell.scratch.write("a.log", try line("x", "SMS_SCHEDULER", "1997-04-21 09:00"))
        let rows = try shell.list("log", "import", "PACMAN.LOG", "a.log")
        #expect(rows.compactMap { $0["file"] as? String } == ["a.log", "PACMAN.LOG", "PACMAN.LOG"])
        #expect(rows.map { $0["time"] is NSNull } == [false, true, true])
        #expect(rows[1]["component"] as? String == "SMS_PACKAGE_COMMAND_MANAGER_NT")
        #expect(rows[1]["component-guessed"] as? Bool == true)
    }

    @Test func `a line tells what it names and where it stands, and --explain what it means`() throws {
        let shell = try Shell()
        try shell.scratch.write(
            "sched.log",
            try line(
                "~Package source \\\\SRV\\SRC doesn't exist or we failed to access it, Win32 Error = 5",
                "SMS_SCHEDULER", "1997-04-21 09:02:14", thread: 0x168
            ).replacingOccurrences(of: "   $$", with: "\r\n$$"))
        let row = try #require(try shell.list("log", "import", "sched.log").first)
        #expect(row["win32"] as? Int == 5)
        #expect(row["thread"] as? String == "168")
        #expect(row["lines"] as? Int == 2)
        let text = shell.out("log", "import", "sched.log", "--explain", "--quiet")
        #expect(text.contains("sched.log:1:1"))
        try shell.scratch.write(
            "x.log",
            try line(
                "~Package source \\\\A\\B doesn't exist or we failed to access it, Win32 Error = 5",
                "SMS_SCHEDULER", "1997-04-21 09:00"))
        #expect(
            shell.out("log", "import", "x.log", "--explain", "--quiet").contains(
                "Win32 error 5 (access denied)"))
        #expect(try shell.list("log", "import", "x.log", "--unknown").isEmpty)
    }

    // MARK: Unusual input

    @Test func `what is no log is refused by name, before anything is printed`() throws {
        let shell = try Shell()
        try shell.scratch.write("good.log", try line("x", "SMS_SCHEDULER", "1997-04-21 09:00"))
        try shell.scratch.write("empty.log", "")
        try shell.scratch.write("modern.log", "<![LOG[text]LOG]!><time=\"1\">")
        try shell.scratch.write("folder/readme.txt", "nothing")
        _ = FileManager.default.createFile(
            atPath: shell.scratch.path("binary.log"), contents: Data((0..<2_000).map { UInt8($0 % 32) }))
        shell.fails(
            66, "no such file: missing.log, other.log; nothing was read", "log", "import", "good.log",
            "missing.log", "other.log")
        shell.fails(66, "the folder folder holds no log", "log", "import", "folder")
        shell.fails(65, "binary.log is no text", "log", "import", "good.log", "binary.log")
        shell.fails(65, "is a log of Configuration Manager", "log", "import", "modern.log")
        shell.fails(64, "FILE", "log", "import")
        shell.fails(64, "Code page \"932\"", "log", "import", "good.log", "--code-page", "932")
        let (code, out, err) = shell.run("log", "import", "empty.log", "--format", "json")
        #expect(code == 0 && out == "[]\n")
        #expect(err.contains("empty.log holds no line: it is empty"))
    }

    @Test func `text that is no log ends with 3, and lines that are none are counted with the first place`()
        throws
    {
        let shell = try Shell()
        try shell.scratch.write("lab.json5", "// A lab.\n{\n  name: \"x\",\n}\n")
        for quiet in [[], ["--quiet"]] {
            let found = shell.run(["log", "import", "lab.json5"] + quiet)
            #expect(found.code == 3, "\(found)")
            #expect(found.err.contains("lab.json5:1: warning: nothing in it is a line of a log: 4 lines"))
        }
        let good = try line("Processing a machine...", "SMS_INVENTORY_DATA_LOADER", "1997-05-21 17:36:14")
        try shell.scratch.write(
            "a.log", "\(good)\nNo instruction file.\nDear colleague,\nlook at this:\n\(good)\n")
        let mixed = shell.run("log", "import", "a.log")
        #expect(mixed.code == 0, "\(mixed)")
        try shell.scratch.write("b.log", "Dear colleague,\nNo instruction file.\nlook at that\n")
        let bare = shell.run("log", "import", "b.log", "--quiet")
        #expect(
            bare.code == 0 && bare.err.contains("b.log:1: note: 2 lines have no form of a log"), "\(bare)")
        // With both, the one that is no log is told of.
        let both = shell.run("log", "import", "b.log", "lab.json5", "--quiet")
        #expect(both.code == 3 && both.err.contains("lab.json5:1: warning"), "\(both)")
    }

    @Test func `the log of a mail, and lines of three grammars in one file, are understood`() throws {
        let shell = try Shell()
        let good = try line("Processing a machine...", "SMS_INVENTORY_DATA_LOADER", "1997-05-21 17:36:14")
        try shell.scratch.write("mail.log", "> \(good)\n> \(good)\n")
        let mail = try shell.list("log", "import", "mail.log")
        #expect(mail.map { $0["message"] is String } == [true, true])
        #expect(mail.first?["column"] as? Int == 3)
        try shell.scratch.write(
            "mixed.log",
            "[05/21/97 16:58:28] Package Command Manager ==> Polling .....\n"
                + "Processing a machine...\tSMS_INVENTORY_DATA_LOADER\t5/21/97 5:36:14 PM\t156 (0x9C)\t\n"
                + good.replacing("<thread=A0>", with: "") + "\n\(good)\n")
        let (code, out, err) = shell.run("log", "import", "mixed.log", "--format", "json")
        #expect(code == 3 && err.contains("mixed.log:3: warning: the time or the thread"), "\(err)")
        let rows = try #require(try JSONSerialization.jsonObject(with: Data(out.utf8)) as? [[String: Any]])
        #expect(rows.map { $0["grammar"] as? String } == ["client", "smsTrace", "service", "service"])
        #expect(rows.dropFirst().allSatisfy { $0["meaning"] as? String == rows[1]["meaning"] as? String })
        #expect(rows[1]["thread"] as? String == "9C")
    }

    @Test func `a file that is named twice, or lies there twice, is read once`() throws {
        let shell = try Shell()
        let text = try line("x", "SMS_SCHEDULER", "1997-04-21 09:00")
        try shell.scratch.write("a.log", text)
        try shell.scratch.write("copy.log", text)
        let (_, out, err) = shell.run("log", "import", "a.log", "./a.log", "copy.log", "--format", "csv")
        #expect(out.split(separator: "\n").count == 2)
        #expect(err.contains("./a.log is the same file as a.log"))
        #expect(err.contains("copy.log is a copy of a.log"))
    }

    @Test func `a folder gives every log in it`() throws {
        let shell = try Shell()
        try shell.scratch.write("LOGS/SCHED.LOG", try line("x", "SMS_SCHEDULER", "1997-04-21 09:00"))
        try shell.scratch.write("LOGS/SCHED.LO_", try line("y", "SMS_SCHEDULER", "1997-04-20 09:00"))
        try shell.scratch.write("LOGS/NOTES.TXT", "no log")
        let rows = try shell.list("log", "import", "LOGS/")
        #expect(rows.compactMap { $0["text"] as? String } == ["y", "x"])
        #expect(rows.compactMap { $0["file"] as? String } == ["LOGS/SCHED.LO_", "LOGS/SCHED.LOG"])
    }

    @Test func `what cannot be read is a finding, and the exit code says so`() throws {
        let shell = try Shell()
        try shell.scratch.write(
            "a.log", "x   $$<SMS_A><never><thread=1>\n" + String(repeating: "y\n", count: 3))
        let (code, out, err) = shell.run("log", "import", "a.log")
        #expect(code == 3)
        #expect(out.contains("a.log:1:1"))
        #expect(
            err.contains("a.log:1: warning: the time or the thread behind the text is unreadable [log-tail]"))
    }

    @Test func `UTF-16 of an editor and the code pages of DOS are read`() throws {
        let shell = try Shell()
        let text = try line("Paket für alle", "SMS_SCHEDULER", "1997-04-21 09:00")
        let utf16 = try #require("\u{FEFF}\(text)".data(using: .utf16LittleEndian))
        _ = FileManager.default.createFile(atPath: shell.scratch.path("wide.log"), contents: utf16)
        #expect(try shell.list("log", "import", "wide.log").first?["text"] as? String == "Paket für alle")
        let oem = Data(text.unicodeScalars.map { $0 == "ü" ? 0x81 : UInt8($0.value) })
        _ = FileManager.default.createFile(atPath: shell.scratch.path("oem.log"), contents: oem)
        #expect(
            try shell.list("log", "import", "oem.log", "--code-page", "850").first?["text"] as? String
                == "Paket für alle")
    }

    // MARK: A lab's own logs

    @Test func `what a lab logs comes back as its trace has it`() throws {
        let shell = try Self.ran()
        let told = try shell.list("log", "show")
        #expect(told.count > 60)
        for grammar in ["service", "smstrace"] {
            try shell.scratch.write("all.log", shell.out("log", "show", "--grammar", grammar))
            let rows = try shell.list("log", "import", "all.log")
            #expect(rows.count == told.count)
            for (row, line) in zip(rows, told) {
                #expect(row["text"] as? String == line["text"] as? String)
                #expect(row["component"] as? String == line["component"] as? String)
                let time = (line["time"] as? String).flatMap { LocalTime($0) }
                #expect((row["time"] as? String).flatMap { LocalTime($0) } == time)
                #expect(row["message"] is String, "\(row["text"] ?? "") means nothing")
            }
        }
    }

    @Test func `the files of LOGS are one timeline, the same as log show has of the components`() throws {
        let shell = try Self.ran()
        let folder = "t.lab/servers/SRV1/D/SMS/LOGS"
        let rows = try shell.list("log", "import", folder)
        let told = try shell.list("log", "show").filter {
            $0["component"] as? String != "Package Command Manager"
        }
        func words(_ rows: [[String: Any]]) -> [String] {
            rows.map { "\($0["component"] ?? "") \($0["text"] ?? "")" }.sorted()
        }
        #expect(words(rows) == words(told))
        let times = rows.compactMap { $0["time"] as? String }
        #expect(times == times.sorted())
    }

    @Test func `every line that a component can write is understood`() throws {
        let shell = try Self.ran()
        let rows = try shell.list("log", "show")
        let unknown = rows.compactMap { $0["text"] as? String }.filter { text in
            !rows.contains { row in
                row["text"] as? String == text
                    && LogCatalogue.shared.meaning(of: text, component: row["component"] as? String ?? "")
                        != nil
            }
        }
        #expect(unknown == [])
    }
}
