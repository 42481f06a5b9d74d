import CommandLineKit
import Foundation
import TestKit
import Testing

@testable import Commands

/// The replay page in a browser that is not ours, held against what the commands print.
struct ReplayPageTests {
    /// The Python with playwright, or nil after saying so.
    private func python() throws -> String? {
        let path = checkoutRoot + "/.venv/bin/python"
        if FileManager.default.isExecutableFile(atPath: path),
            try runProgram(path, ["-c", "import playwright.sync_api"]).code == 0
        {
            return path
        }
        print("skipped: playwright not installed (make test-deps)")
        return nil
    }

    /// Debian's Chromium, or nil after saying so.
    private func chromium() -> String? {
        let places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]
        if let found = places.first(where: FileManager.default.isExecutableFile) { return found }
        print("skipped: no chromium on this machine")
        return nil
    }

    /// The cells that a list shows as JSON, as texts.
    private func cells(_ shell: Shell, _ words: [String], _ keys: [String]) throws -> [[String]] {
        let (code, out, err) = shell.run(words + ["--format", "json"])
        #expect(code == 0, "\(words): \(err)")
        let rows = try JSONSerialization.jsonObject(with: Data(out.utf8)) as? [[String: Any]] ?? []
        return rows.map { row in keys.map { row[$0] is NSNull || row[$0] == nil ? "" : "\(row[$0] ?? "")" } }
    }

    /// What the command line says of a cycle.
    private func moment(_ shell: Shell, _ frame: Int) throws -> [String: Any] {
        let minutes = frame * 5
        let hour = 8 + minutes / 60
        let clock = "1997-04-21 \(hour < 10 ? "0" : "")\(hour):\(minutes % 60 < 10 ? "0" : "")\(minutes % 60)"
        let at = ["--at", clock]
        var jobs: [String: Any] = [:]
        var clients: [String: Any] = [:]
        for site in ["CEN", "LON"] {
            jobs[site] = try cells(
                shell, ["job", "list", "--system", "--site", site] + at, JobList.columns.map(\.key))
            clients[site] = try cells(
                shell, ["client", "list", "--site", site] + at, ["name", "state", "user", "site"]
            ).filter { $0[3] == site }.map { Array($0.dropLast()) }
        }
        var why: [String: Any] = [:]
        for subject in ["job:CEN00001", "site:LON"] {
            let words = subject.split(separator: ":").map(String.init)
            why[subject] = shell.run(["explain", words[0], words[1]] + at).out
        }
        return [
            "frame": frame, "clock": clock, "jobs": jobs, "clients": clients, "why": why,
            "events": try cells(shell, ["event", "list"] + at, EventCommands.columns.map(\.key)),
        ]
    }

    @Test func `the page plays in Chromium and shows what the commands print`() throws {
        guard let python = try python(), let chromium = chromium() else { return }
        let shell = try ReportLab.tiers()
        // A branch in which a job is made at the end of cycle 60, and time goes on in both.
        try FileManager.default.copyItem(
            atPath: shell.scratch.path("t.lab"), toPath: shell.scratch.path("u.lab"))
        func run(_ words: String...) { _ = shell.run(words, variables: [:]) }
        run("--lab", "u.lab", "job", "create", "Quill", "--on", "path:CEN|*|*", "--quiet")
        run("--lab", "u.lab", "run", "--for", "1h", "--quiet")
        run("--lab", "t.lab", "run", "--for", "1h", "--quiet")
        let variables = ["SMS12_LAB": shell.scratch.path("t.lab")]
        for words in [
            ["report", "--out", "page.html"], ["report", "--out", "both.html", "--with", "u.lab"],
            ["report", "--format", "svg", "--out", "sites.svg"],
            ["report", "--format", "svg", "--job", "CEN00001", "--out", "job.svg"],
            ["report", "--format", "svg", "--picture", "gantt", "--out", "jobs.svg"],
        ] {
            let (code, _, err) = shell.run(words + ["--quiet"], variables: variables)
            #expect(code == 0, "\(err)")
        }
        try FileManager.default.moveItem(
            atPath: shell.scratch.path("u.lab"), toPath: shell.scratch.path("u.away"))
        // The same run as a page that has not room for every answer.
        let few = try ReportCommand.data(LabReader(shell.lab), answers: 700)
        try shell.scratch.write("few.html", bytes: try ReportCommand.page("few", [few]))
        let plan: [String: Any] = [
            "few": shell.scratch.path("few.html"),
            "page": shell.scratch.path("page.html"), "both": shell.scratch.path("both.html"),
            "pictures": ["sites.svg", "job.svg", "jobs.svg"].map { shell.scratch.path($0) },
            "moments": try [0, 3, 9, 20, 50].map { try moment(shell, $0) }, "last": 72,
            // The command that only one branch has was given at the end of cycle 60.
            "differs": 60,
        ]
        let file = shell.scratch.path("plan.json")
        try JSONSerialization.data(withJSONObject: plan).write(to: URL(fileURLWithPath: file))
        let result = try runProgram(
            python, [checkoutRoot + "/Tests/Tools/play_page.py", chromium, file])
        #expect(result.code == 0, "\(result.output)")
    }
}
