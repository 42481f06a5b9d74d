import CommandLineKit
import Foundation
import TestKit
import Testing

@testable import Commands

/// A lab with a run of some hours in it, for the page.
enum ReportLab {
    /// Three tiers with a link down for two hours, two jobs, commands between two runs and behind the last.
    static func tiers() throws -> Shell {
        let shell = try Shell()
        let sample = checkoutRoot + "/samples"
        _ = shell.out("lab", "create", "t.lab", "--from", sample + "/labs/three-tiers.json5", "--quiet")
        _ = shell.out(
            "package", "import", sample + "/first-job/quill.pdf", "--source", sample + "/first-job/quill",
            "--quiet")
        _ = shell.out(
            "job", "create", "Quill", "--on", "path:*|*|*", "--no-limit", "--mandatory-after",
            "1997-04-21 08:00", "--quiet")
        _ = shell.out("run", "--for", "2h", "--quiet")
        _ = shell.out("job", "create", "Quill", "--on", "path:PAR|*|*", "--priority", "high", "--quiet")
        _ = shell.out("fault", "server", "PAR", "PARSMS", "--state", "down", "--quiet")
        _ = shell.out("run", "--for", "3h", "--quiet")
        _ = shell.out("job", "cancel", "CEN00004", "--quiet")
        return shell
    }
}

/// What a page shows of a cycle is what the commands print of it.
struct ReportTests {
    /// The data of a page, with the answers of its series.
    struct Page {
        let json: [String: Any]

        init(_ shell: Shell, _ words: String...) throws {
            json = try shell.report(words)
        }

        /// The page of a lab that has room for so many answers only, as a large one has.
        init(_ shell: Shell, answers: Int) throws {
            let bytes = try ReportCommand.data(LabReader(shell.lab), answers: answers)
            json = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
        }

        func number(_ key: String) -> Int { json[key] as? Int ?? -1 }
        var texts: [String] { json["texts"] as? [String] ?? [] }
        var sites: [[String: Any]] { json["sites"] as? [[String: Any]] ?? [] }

        static func value(_ series: [Int], at frame: Int) -> Int? {
            Array(stride(from: 0, to: series.count, by: 2)).last { series[$0] <= frame }.map {
                series[$0 + 1]
            }
        }

        /// The rows of `jobs` or `clients` at a site.
        func rows(_ name: String, site: Int, at frame: Int) throws -> [[String]] {
            let table = try #require(json[name] as? [String: Any])
            let rows = try #require(table["rows"] as? [[Int]])
            return try #require(table["e"] as? [[Any]]).compactMap { entry in
                guard entry[0] as? Int == site, let series = entry[3] as? [Int],
                    let row = Self.value(series, at: frame), row >= 0
                else { return nil }
                return rows[row].map { texts[$0] }
            }
        }

        /// The events up to a frame, as `event list` has them.
        func events(at frame: Int) throws -> [[String]] {
            return try #require(json["events"] as? [[Int]]).filter { $0[9] <= frame }.map { event in
                [sites[event[0]]["c"] as? String ?? "", String(event[1]), texts[event[3]], String(event[4])]
                    + event[5..<9].map { texts[$0] }
            }
        }

        /// What it says of why.
        func why(_ subject: String, at frame: Int) -> String? {
            let series = (json["why"] as? [String: [Int]])?[subject] ?? []
            return Self.value(series, at: frame).map { texts[$0] }
        }

        /// When a frame is, by the first site's clock, in these labs UTC.
        func time(_ frame: Int) -> String {
            let milliseconds = number("start") + min(frame * number("cycle"), number("now"))
            let form = DateFormatter()
            form.dateFormat = "yyyy-MM-dd HH:mm:ss"
            form.timeZone = TimeZone(secondsFromGMT: 0)
            form.locale = Locale(identifier: "en_US_POSIX")
            return form.string(from: Date(timeIntervalSince1970: Double(milliseconds) / 1_000))
        }
    }

    /// The cells of a list that a command prints as CSV, without its head.
    private func cells(_ shell: Shell, _ words: [String], _ columns: [String]) throws -> [[String]] {
        let (code, out, err) = shell.run(words + ["--format", "json"])
        #expect(code == 0, "\(words): \(err)")
        let rows = try JSONSerialization.jsonObject(with: Data(out.utf8)) as? [[String: Any]] ?? []
        return rows.map { row in
            columns.map { row[$0] is NSNull || row[$0] == nil ? "" : "\(row[$0] ?? "")" }
        }
    }

    private let jobKeys = JobList.columns.map(\.key)
    private let clientKeys = ClientList.columns.map(\.key)
    private let eventKeys = EventCommands.columns.map(\.key)

    @Test func `lists of a page are those of the commands with --at`() throws {
        let shell = try ReportLab.tiers()
        let page = try Page(shell)
        let last = page.number("frames") - 1
        // A command was given after the last run; as with --at it is part of that moment.
        #expect(page.number("frames") == 61, "five hours of cycles of five minutes, and the start")
        for frame in [0, 1, 5, 13, 24, 25, 31, last] {
            let at = ["--at", page.time(frame)]
            for (place, site) in page.sites.enumerated() {
                let code = try #require(site["c"] as? String)
                if site["s"] as? Int == 0 {
                    let wanted = try cells(shell, ["job", "list", "--system", "--site", code] + at, jobKeys)
                    let found = try page.rows("jobs", site: place, at: frame)
                    // A page keeps a job where it first stood; the list has system jobs behind the others.
                    #expect(
                        Set(found) == Set(wanted) && found.count == wanted.count, "\(code) at frame \(frame)")
                }
                let clients = try cells(shell, ["client", "list", "--site", code] + at, clientKeys)
                #expect(
                    try page.rows("clients", site: place, at: frame).map { Array($0.dropLast()) }
                        == clients.filter { $0[1] == code }, "\(code) at frame \(frame)")
            }
            let events = try cells(shell, ["event", "list"] + at, eventKeys)
            #expect(try Set(page.events(at: frame)) == Set(events), "frame \(frame)")
        }
    }

    @Test func `the last moment shows what was commanded after the last run`() throws {
        let shell = try ReportLab.tiers()
        let page = try Page(shell)
        let last = page.number("frames") - 1
        let wanted = try cells(shell, ["job", "list", "--system", "--site", "CEN"], jobKeys)
        #expect(try Set(page.rows("jobs", site: 0, at: last)) == Set(wanted))
        #expect(
            try Set(page.rows("jobs", site: 0, at: last - 1)) != Set(wanted), "nothing was cancelled then")
        let commands = try #require(page.json["cmds"] as? [[Int]])
        let command = try #require(commands.last)
        #expect(command[0] == last)
        #expect(page.texts[command[3]].hasPrefix("cancelled job "))
    }

    @Test func `why is what explain says at that cycle`() throws {
        let shell = try ReportLab.tiers()
        let page = try Page(shell)
        #expect(page.number("whyEvery") == 1)
        for frame in [0, 2, 4, 13, 25, 26, 40, 60] {
            let at = ["--at", page.time(frame)]
            var subjects = [
                "job:CEN00001", "site:LON", "site:PAR", "client:YRK1@YRK", "client:PAR2@PAR", "site:YRK",
            ]
            if frame > 24 { subjects.append("job:CEN00004") }
            if frame > 13 { subjects.append("event:316") }
            for subject in subjects {
                let words = subject.split { ":@".contains($0) }.map(String.init)
                let site = words.count > 2 ? ["--site", words[2]] : []
                let (code, out, err) = shell.run(["explain", words[0], words[1]] + site + at)
                #expect(code == 0, "\(subject) at frame \(frame): \(err)")
                #expect(page.why(subject, at: frame) == out, "\(subject) at frame \(frame)")
            }
        }
    }

    @Test func `where there is not room for every answer, those are held that something happened to`() throws
    {
        let shell = try ReportLab.tiers()
        let whole = try Page(shell)
        let page = try Page(shell, answers: 900)
        #expect(page.number("whyEvery") > 1)
        let asked = try #require(page.json["asked"] as? [String: [Int]])
        func isAsked(_ subject: String, _ frame: Int) -> Bool {
            let spans = asked[subject] ?? []
            return stride(from: 0, to: spans.count, by: 2).contains {
                (spans[$0]...spans[$0 + 1]).contains(frame)
            }
        }
        let frames = 0..<page.number("frames")
        #expect(!frames.allSatisfy { isAsked("site:YRK", $0) }, "there is no room for all")
        for subject in asked.keys.sorted() {
            for frame in frames where isAsked(subject, frame) {
                #expect(
                    page.why(subject, at: frame) == whole.why(subject, at: frame), "\(subject) at \(frame)")
            }
        }
        // The Scheduler makes a job active within the first cycle, and most happens soon after.
        let table = try #require(page.json["jobs"] as? [String: Any])
        let entries = try #require(table["e"] as? [[Any]])
        for name in ["CEN00001", "CEN00004"] {
            let series = try #require(
                entries.first { $0[0] as? Int == 0 && $0[1] as? String == name }?[3] as? [Int])
            let changes = stride(from: 0, to: series.count, by: 2).map { series[$0] }
            #expect(changes.allSatisfy { isAsked("job:" + name, $0) }, "\(name): \(changes)")
        }
    }

    @Test func `a line about a package leads to the job that it is about`() throws {
        let shell = try Shell()
        let sample = FirstJobLab.sample
        _ = shell.out("lab", "create", "p.lab", "--from", sample + "/lab.json5", "--quiet")
        _ = shell.out("package", "import", sample + "/quill.pdf", "--source", sample + "/quill", "--quiet")
        _ = shell.out("package", "import", sample + "/quill.pdf", "--source", sample + "/quill", "--quiet")
        // Job BPC00001 has package BPC00002, and the other way round.
        _ = shell.out("job", "create", "BPC00002", "--on", "site:BPC", "--quiet")
        _ = shell.out("job", "create", "BPC00001", "--on", "site:BPC", "--quiet")
        _ = shell.out("run", "--for", "2h", "--quiet")
        let page = try Page(shell)
        let lines = try #require(page.json["log"] as? [[Int]]).map { (page.texts[$0[3]], page.texts[$0[4]]) }
        for (package, job) in [("BPC00001", "BPC00002"), ("BPC00002", "BPC00001")] {
            let about = lines.filter { line, _ in
                line.contains(package)
                    && ["ackage file '", "tored package", "Decompress", "Cop"].contains { line.contains($0) }
            }
            #expect(about.count > 3, "\(lines.map(\.0))")
            #expect(about.allSatisfy { $0.1 == job }, "\(about)")
        }
    }

    @Test func `files of a page are those on disk`() throws {
        let shell = try Shell()
        let sample = FirstJobLab.sample
        _ = shell.out("lab", "create", "f.lab", "--from", sample + "/lab.json5", "--quiet")
        _ = shell.out("package", "import", sample + "/quill.pdf", "--source", sample + "/quill", "--quiet")
        _ = shell.out("job", "create", "Quill", "--on", "site:BPC", "--quiet")
        _ = shell.out("run", "--for", "3h", "--quiet")
        let page = try Page(shell)
        var found: [String: Int] = [:]
        for change in try #require(page.json["files"] as? [[Int]]) {
            let path = page.texts[change[1]]
            found[path] = change[2] < 0 ? nil : change[2]
        }
        var wanted: [String: Int] = [:]
        let root = shell.scratch.path("f.lab/servers")
        for path in try FileManager.default.subpathsOfDirectory(atPath: root) {
            let facts = try FileManager.default.attributesOfItem(atPath: root + "/" + path)
            if facts[.type] as? FileAttributeType == .typeRegular {
                wanted[path.replacingOccurrences(of: "/", with: "\\")] = facts[.size] as? Int
            }
        }
        #expect(!wanted.isEmpty)
        #expect(found == wanted)
    }

    @Test func `transfers and phases follow the trace`() throws {
        let shell = try ReportLab.tiers()
        let page = try Page(shell)
        // The Senders say themselves when they began: as many moves as sendStarted entries.
        let started = try shell.list("trace", "list").filter { $0["what"] as? String == "sendStarted" }
        let moves = try #require(page.json["moves"] as? [[Int]])
        #expect(moves.count == started.count)
        #expect(
            Set(moves.map { page.sites[$0[0]]["c"] as? String }) == Set(started.map { $0["site"] as? String })
        )
        // Phase 2 is a Despooler's: each site that the job is for has executed its instruction.
        let bars = try #require(page.json["bars"] as? [[Int]]).filter { page.texts[$0[2]] == "CEN00001" }
        #expect(Set(bars.filter { $0[1] == 2 }.map { $0[0] }) == [0, 1, 2, 3])
        for site in 0..<4 {
            let run = try #require(bars.first { $0[0] == site && $0[1] == 3 })
            let distribute = try #require(bars.first { $0[0] == site && $0[1] == 2 })
            #expect(run[3] >= distribute[3], "clients are offered what was distributed")
        }
    }

    @Test func `a page is the same bytes each time, and leaves the lab alone`() throws {
        let shell = try ReportLab.tiers()
        let before = try readFile(shell.scratch.path("t.lab/lab.db"))
        _ = shell.out("report", "--out", "a.html", "--quiet")
        _ = shell.out("report", "--out", "b.html", "--quiet")
        let page = try readFile(shell.scratch.path("a.html"))
        #expect(try page == readFile(shell.scratch.path("b.html")))
        #expect(page.count < 3_000_000)
        #expect(try readFile(shell.scratch.path("t.lab/lab.db")) == before)
    }

    @Test func `a lab that keeps no trace has lanes and logs all the same`() throws {
        let shell = try Shell()
        let sample = FirstJobLab.sample
        _ = shell.out("lab", "create", "n.lab", "--trace", "none", "--fidelity", "modelled", "--quiet")
        _ = shell.out("package", "import", sample + "/quill.pdf", "--source", sample + "/quill", "--quiet")
        _ = shell.out("job", "create", "Quill", "--on", "site:BPC", "--quiet")
        _ = shell.out("run", "--for", "1h", "--quiet")
        let page = try Page(shell)
        #expect(!(page.json["bars"] as? [[Int]] ?? []).isEmpty)
        #expect(!(page.json["log"] as? [[Int]] ?? []).isEmpty)
        #expect((page.json["files"] as? [[Int]] ?? [[]]).isEmpty)
    }

    @Test func `a lab before its first run has a page of one moment`() throws {
        let shell = try Shell.withPackage(fidelity: "modelled")
        let page = try Page(shell)
        #expect(page.number("frames") == 1)
        #expect(try page.rows("clients", site: 0, at: 0).count == 5)
    }

    @Test func `a large lab is told by counts`() throws {
        let shell = try Shell()
        let sites = (0..<70).map { number in
            let parent = number == 0 ? "" : #", parent: "A00""#
            let code = "A\(number < 10 ? "0" : "")\(number)"
            return """
                { code: "\(code)", name: "Site \(number)"\(parent), secondary: \(number > 0),
                  servers: [{ name: "S\(code)", roles: ["site", "logon", "distribution"] }],
                  addresses: [{ to: "\(number == 0 ? "A01" : "A00")" }],
                  clients: [{ names: "\(code)C#", count: 5 }] }
                """
        }
        try shell.scratch.write(
            "big.json5", "{ name: \"big\", fidelity: \"modelled\", sites: [\(sites.joined(separator: ","))] }"
        )
        // Secondary sites have no addresses to each other, which is a warning.
        #expect(shell.run("lab", "create", "big.lab", "--from", "big.json5", "--quiet").code == 3)
        _ = shell.out("run", "--cycles", "3", "--quiet")
        let page = try Page(shell)
        #expect(page.json["clients"] == nil)
        let counts = try #require(page.json["counts"] as? [[Int]])
        for site in page.sites {
            let row = try #require(Page.value(site["cnt"] as? [Int] ?? [], at: 3))
            #expect(counts[row][0] == 5)
        }
    }

    @Test func `what cannot be is refused, and nothing is written`() throws {
        let shell = try Shell.withPackage(fidelity: "modelled")
        shell.fails(64, "add --format svg", "report", "--job", "BPC00001", "--out", "x.html")
        shell.fails(64, "leave --format out", "report", "--format", "svg", "--title", "T")
        shell.fails(64, "--format", "report", "--format", "csv")
        shell.fails(66, "no job BPC00009", "report", "--format", "svg", "--job", "BPC00009")
        shell.fails(66, "no lab at nowhere", "report", "--out", "x.html", "--with", "nowhere")
        shell.fails(73, "no/x.html", "report", "--out", "no/x.html")
        #expect(!FileManager.default.fileExists(atPath: shell.scratch.path("x.html")))
        // Another command keeps the formats that it had.
        shell.fails(64, "--format", "job", "list", "--format", "svg")
    }

    @Test func `names that are markup stay names`() throws {
        let shell = try Shell.withPackage(fidelity: "modelled")
        let name = #"</script><b x="1">&"#
        _ = shell.out("job", "create", "Editor", "--on", "site:BPC", "--comment", name, "--quiet")
        _ = shell.out("report", "--out", "p.html", "--title", name, "--quiet")
        let page = String(decoding: try readFile(shell.scratch.path("p.html")), as: UTF8.self)
        #expect(page.contains("<title>&lt;/script&gt;&lt;b x=&quot;1&quot;&gt;&amp;</title>"))
        #expect(!page.contains("<b x="))
        let picture = shell.out("report", "--format", "svg", "--job", "BPC00001")
        #expect(picture.hasPrefix("<svg ") && picture.hasSuffix("</svg>\n"))
    }

    @Test func `labels of a picture of many jobs do not lie on each other`() throws {
        let shell = try Shell.withPackage(fidelity: "modelled")
        for hour in 0..<8 {
            _ = shell.out(
                "job", "create", "Editor", "--on", "site:BPC", "--mandatory-after", "1997-04-21 1\(hour):00",
                "--quiet")
        }
        _ = shell.out("run", "--for", "2d", "--quiet")
        let picture = shell.out("report", "--format", "svg", "--picture", "gantt")
        // Marks of labels, at ten points with about six a letter.
        let mark = /<text x="(\d+)" y="(\d+)" text-anchor="(start|end)" font-size="10" [^>]*>([^<]*)</
        var taken: [Substring: [(from: Int, to: Int)]] = [:]
        var count = 0
        for found in picture.matches(of: mark) {
            let place = try #require(Int(found.output.1))
            let words = found.output.4.count * 6
            let extent = found.output.3 == "start" ? (place, place + words) : (place - words, place)
            for other in taken[found.output.2, default: []] {
                #expect(
                    extent.0 >= other.to || extent.1 <= other.from, "\(found.output.4) at y \(found.output.2)"
                )
            }
            taken[found.output.2, default: []].append(extent)
            count += 1
        }
        #expect(count >= 24, "three phases of eight jobs have a label each")
    }

    @Test func `the scripts of the page are JavaScript`() throws {
        guard
            let node = ["/usr/bin/node", "/usr/local/bin/node"].first(
                where: FileManager.default.isExecutableFile)
        else {
            print("skipped: no node on this machine")
            return
        }
        let folder = checkoutRoot + "/Sources/Reporting/Page"
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
            .filter { $0.hasSuffix(".js") }
        #expect(names.count > 3)
        let scratch = try ScratchFolder("sms12-script")
        let whole = try names.map { String(decoding: try readFile(folder + "/" + $0), as: UTF8.self) }
            .joined()
        try scratch.write("page.js", whole)
        let result = try runProgram(node, ["--check", scratch.path("page.js")])
        #expect(result.code == 0, "\(result.output)")
    }
}

extension Shell {
    /// The data of a page, read by Foundation.
    func report(_ words: [String]) throws -> [String: Any] {
        let (code, out, err) = run(["report", "--format", "json"] + words)
        #expect(code == 0, "\(err)")
        return try #require(try JSONSerialization.jsonObject(with: Data(out.utf8)) as? [String: Any])
    }

    @Test func `no file takes the place of a part of a lab`() throws {
        let shell = try Shell.withPackage()
        let before = try readFile(shell.lab + "/lab.db")
        symlink(shell.lab, shell.scratch.path("link"))
        for name in [
            "t.lab/lab.db", "t.lab/lab.json5", "t.lab/lab.sum", "t.lab/store/x.html", "link/lab.db",
            "./t.lab//lab.db",
            "t.lab/servers/SRV1/C/x.html",
        ] {
            for words in [["report", "--out"], ["journal", "export", "--out"], ["lab", "export", "--to"]] {
                let run = shell.run(words + [name])
                #expect(run.code == 73 && run.err.contains("part of the lab"), "\(words) \(name): \(run)")
            }
        }
        #expect(try readFile(shell.lab + "/lab.db") == before)
        #expect(shell.out("lab", "check") == "The lab is whole.\n")
        // What is no part of it may lie in its folder.
        #expect(shell.run("report", "--out", "t.lab/page.html").code == 0)
    }

    @Test func `a job for many workstations is asked why as often as a page takes seconds`() {
        /// How often it is asked over so many frames, each of which changes it.
        func asks(workstations: Int, frames: Int) -> Int {
            var plan = WhyPlan(subjects: 1, frames: frames, largestJob: workstations)
            var count = 0
            for frame in 0..<frames {
                plan.note("job:A")
                plan.begin(frame, isLast: frame == frames - 1)
                let kind = WhyPlan.Kind.openJob(workstations: workstations)
                if plan.wants("job:A", kind) {
                    count += 1
                    plan.asked("job:A", kind, size: 100)
                }
                plan.end()
            }
            return count
        }
        #expect(asks(workstations: 25, frames: 288) == 288, "a small one at each frame")
        #expect(asks(workstations: 2_000, frames: 288) == 288)
        // 15 microseconds are one look at one workstation: some ten seconds.
        for (workstations, frames) in [(20_000, 288), (100_000, 288), (5_000, 5_000), (300_000, 20_000)] {
            let count = asks(workstations: workstations, frames: frames)
            #expect(
                count * workstations <= 1_300_000 + 2 * workstations, "\(workstations) \(frames): \(count)")
            #expect(count >= min(frames, 300_000 / workstations), "\(workstations) \(frames): \(count)")
        }
    }
}
