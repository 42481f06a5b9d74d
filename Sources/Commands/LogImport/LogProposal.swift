import CommandLineKit
import LegacyFormats
import SiteModel

/// A lab that may give logs like some real ones: a lab file, and a script of commands.
struct LogProposal {
    private let facts: LogFacts
    private let scene: LogScene?

    init(_ facts: LogFacts) {
        self.facts = facts
        scene = LogScene.of(facts)
    }

    /// Something that stands in the lab, and why.
    private struct Guess {
        var value: String
        var why: String

        init(_ fact: LogFacts.Fact?, _ what: String, else value: String) {
            self.value = fact?.value ?? value
            why = fact.map { "guess: \(what), from \($0.origin)" } ?? "guess: no line names \(what)"
        }
    }

    private var site: Guess { Guess(facts.code, "the site's code", else: "BPC") }
    private var server: Guess {
        Guess(
            facts.siteServer ?? (isLogonOwn ? nil : facts.logonServers.first), "the site server", else: "SRV1"
        )
    }
    private var drive: Guess { Guess(facts.drive, "the drive of the SMS directory", else: "D") }
    private var logon: Guess { Guess(facts.logonServers.first, "the logon server", else: "LOGON1") }

    private var isLogonOwn: Bool {
        if scene?.hasOwnLogonServer == true { return true }
        guard let siteServer = facts.siteServer?.value, let logon = facts.logonServers.first?.value else {
            return false
        }
        return siteServer != logon
    }

    /// When the lab begins: on the morning of the first line.
    private var start: Guess {
        guard let first = facts.first else { return Guess(nil, "a time", else: "1997-04-21 08:00") }
        let morning = LocalTime(seconds: first.time.seconds / 86_400 * 86_400 + 8 * 3_600)
        let begin = min(morning, LocalTime(seconds: (first.time.seconds / 3_600 - 1) * 3_600))
        return Guess(LogFacts.Fact(value: begin.description, origin: first.origin), "the day", else: "")
    }

    /// The release that was new in the year of the log; what a line shows of a release is switched by its quirk.
    private var release: Guess {
        guard let first = facts.first else { return Guess(nil, "a release", else: "1.2") }
        let year = first.time.civil.year
        return Guess(
            LogFacts.Fact(value: year < 1995 ? "1.0" : year < 1996 ? "1.1" : "1.2", origin: first.origin),
            "the release of the year", else: "1.2")
    }

    /// Writes the lab file at a path, and the script beside it with the ending `.sh`.
    ///
    /// Before that the lab is tried, and what it reproduces of the logs is told.
    ///
    /// - Throws: `CommandFailure`: 65 where the logs tell of nothing that a lab does, 64 for a name without an ending, 73
    ///   where one of them is there and says something else.
    /// - Returns: Whether the lab reproduces something of the logs, as far as that was tried.
    func write(to path: String, from surveys: [LogSurvey], _ run: CommandRun) throws -> Bool {
        let files = surveys.map(\.input.name)
        let known = [".json5", ".json", ".lab5"].first { path.lowercased().hasSuffix($0) }
        guard let ending = known, path.utf8.count > ending.utf8.count, !path.hasSuffix("/" + ending) else {
            throw run.usage("--propose names a lab file, such as old.json5; '\(path)' has not that ending")
        }
        guard let scene else {
            throw CommandFailure(
                ExitCode.badData,
                "no lab is proposed: of \(facts.lines) \(facts.lines == 1 ? "line" : "lines") none tells of a step that a lab "
                    + "makes (programs at logon, program groups at a client and inventory agents are not emulated)"
            )
        }
        let base = String(path.dropLast(ending.utf8.count))
        let name = HostFiles.name(of: base)
        let trial = LogTrial(
            labFile: labFile(scene, name, files), package: packageWords(scene), commands: commands(scene),
            source: sourceName
        ).run(against: surveys, run)
        let proposed = [
            (path, labFile(scene, name, files, trial)),
            (base + ".sh", script(scene, name, HostFiles.name(of: path), files)),
        ]
        // Who mended a proposal knew better than the next one.
        for (path, lines) in proposed {
            try run.checkIsNoPart(ofLab: path)
            let place = run.hostPath(path)
            guard HostFiles.exists(place), let there = try? HostFiles.read(place), there != Self.bytes(lines)
            else { continue }
            throw CommandFailure(
                ExitCode.cannotCreate,
                "\(path) is there already and says something else, which may be mended by hand; take another name, or remove it"
            )
        }
        for (path, lines) in proposed { try write(lines, path, run) }
        if let trial, trial.isNothing {
            run.complain("sms12: warning: \(trial.words)")
        } else if let trial {
            run.conclude(trial.words)
        }
        run.advise(
            "Next: read the guesses in them, then `sh \(ShellText.quoted(file: base + ".sh"))`, which makes \(name).lab and compares."
        )
        return trial?.isNothing != true
    }

    private static func bytes(_ lines: [String]) -> [UInt8] {
        Array((lines.joined(separator: "\n") + "\n").utf8)
    }

    private func write(_ lines: [String], _ path: String, _ run: CommandRun) throws {
        do throws(FileError) {
            try HostFiles.write(Self.bytes(lines), to: run.hostPath(path))
        } catch {
            throw CommandFailure(
                error.codeOfMaking, "cannot write the file \(path): \(error.reason)")
        }
        run.done(.wrote, "file", path, "Wrote \(path).")
    }

    // MARK: The lab file

    private func labFile(
        _ scene: LogScene, _ name: String, _ files: [String], _ trial: LogTrial.Outcome? = nil
    ) -> [String] {
        let quirks = scene.quirks.map { "\(JSON.text($0.name)): \($0.isOn)" }.joined(separator: ", ")
        var lines = [
            "// A lab that may give logs like \(files.map(Self.comment).joined(separator: ", ")).",
            "// Each guess is named as one, with the line that it comes from; `sms12 lab create` takes the file as it is.",
        ]
        if let trial { lines.append("// \(trial.words)") }
        lines += [
            "{",
            "  name: \(JSON.text(name)),",
            "  release: \(JSON.text(release.value)),  // \(release.why)",
        ]
        if !scene.quirks.isEmpty {
            lines.append("  quirks: { \(quirks) },  // guess: as in \(scene.article), from \(scene.origin)")
        }
        lines += [
            "  start: \(JSON.text(start.value)),  // \(start.why)", "  sites: [", "    {",
            "      code: \(JSON.text(site.value)),  // \(site.why)",
            "      response: \"very-fast\",  // guess: so that little time has to pass",
            "      pcmPollingMinutes: 10,  // guess: likewise",
            "      smsDrive: \(JSON.text(drive.value)),  // \(drive.why)",
        ]
        if scene.hasChild { lines.append("      addresses: [{ to: \"SUB\" }],") }
        lines += ["      servers: ["] + servers(scene) + ["      ],", "      clients: ["]
        lines += scene.clients.map { "        \($0),  // guess: \(clientWhy)" } + ["      ],", "    },"]
        if scene.hasChild {
            lines += [
                "    {  // guess: a site below, of which the logs show only that something is sent",
                "      code: \"SUB\", parent: \(JSON.text(site.value)), response: \"very-fast\",",
                "      addresses: [{ to: \(JSON.text(site.value)) }],",
                "      servers: [{ name: \"SUBSRV\", roles: [\"site\", \"logon\", \"distribution\"] }],",
                "      clients: [{ names: \"SUBPC#\", count: 1 }],", "    },",
            ]
        }
        lines.append("  ],")
        lines += scene.members.map { "  \($0),  // guess: \(scene.what), from \(scene.origin)" }
        if !scene.results.isEmpty {
            lines.append(
                "  results: [\(scene.results.joined(separator: ", "))],  // guess: \(scene.what), from \(scene.origin)"
            )
        }
        return lines + ["}"]
    }

    private func servers(_ scene: LogScene) -> [String] {
        let drives = "drives: [{ letter: \(JSON.text(drive.value)), free: \"2GB\" }]"
        var roles = ["site", "distribution"]
        if !isLogonOwn { roles.append("logon") }
        let list = roles.map(JSON.text).joined(separator: ", ")
        var lines = [
            "        { name: \(JSON.text(server.value)), roles: [\(list)], \(drives) },  // \(server.why)"
        ]
        var names = [server.value]
        if isLogonOwn, logon.value != server.value {
            lines.append("        { name: \(JSON.text(logon.value)), roles: [\"logon\"] },  // \(logon.why)")
            names.append(logon.value)
        }
        for fact in facts.distributionServers.prefix(8) where !names.contains(fact.value) {
            lines.append(
                "        { name: \(JSON.text(fact.value)), roles: [\"distribution\"] },  // guess: a distribution server, from \(fact.origin)"
            )
            names.append(fact.value)
        }
        return lines
    }

    private var clientWhy: String {
        facts.clients.first.map { "a client; \($0.value) of \($0.origin) is an SMSID, its name is not told" }
            ?? "no line names a client"
    }

    private static func comment(_ name: String) -> String { LogFacts.oneLine(name) }

    // MARK: The script

    private func script(_ scene: LogScene, _ name: String, _ labFile: String, _ files: [String]) -> [String] {
        let lab = ShellText.quoted(file: name + ".lab")
        let source = ShellText.quoted(sourceName)
        var lines = [
            "#!/bin/sh",
            "# The commands for \(Self.comment(labFile)), made from \(files.map(Self.comment).joined(separator: ", ")).",
            "# Guess: \(scene.what), from \(Self.comment(scene.origin)).",
        ]
        if !scene.article.isEmpty {
            lines.append("# The same is told in \(scene.article): sms12 kb run \(scene.article)")
        }
        if let package = facts.packages.first {
            lines.append(
                "# Guess: the package stands for \(package.value) of \(Self.comment(package.origin)); its files are not told."
            )
        }
        if let job = facts.jobs.first {
            lines.append(
                "# Guess: the job stands for \(job.value) of \(Self.comment(job.origin)); its settings are not told."
            )
        }
        if let source = facts.sources.first {
            lines.append(
                "# Guess: \(sourceName) stands for the source \(Self.comment(source.path.value)) of \(Self.comment(source.path.origin))."
            )
        }
        lines += [
            "set -e",
            "if [ -e \(lab) ]; then",
            "  printf '%s\\n' \(ShellText.quoted("\(name).lab is there already; to begin again: rm -r \(lab)")) >&2",
            "  exit 73",
            "fi",
            "# A command that ends with 3 has done its work with a warning.",
            "give() { \"$@\" > /dev/null || test $? -eq 3; }",
            "give sms12 lab create \(lab) --from \(ShellText.quoted(file: labFile)) --quiet",
            "SMS12_LAB=\(lab); export SMS12_LAB",
            "mkdir -p \(source)", "echo program > \(source)/SETUP.EXE",
            "give " + packageWords(scene),
        ]
        lines += commands(scene).map { command in
            guard command.hasPrefix("sms12") else { return command }
            return "give " + command + (command.contains(" --quiet") ? "" : " --quiet")
        }
        let names = files.filter { $0 != "-" }.map { ShellText.quoted(file: $0) }
        if names.isEmpty {
            lines.append("sms12 log show")
        } else {
            lines.append("sms12 log diff \(names.joined(separator: " ")) || test $? -eq 1 || test $? -eq 3")
        }
        return lines
    }

    private var sourceName: String { "source" }

    /// The command line that makes the package.
    private func packageWords(_ scene: LogScene) -> String {
        "sms12 package create Package --source \(ShellText.quoted(sourceName)) --command Install=SETUP.EXE --automated"
            + scene.packageOptions.map { " " + $0 }.joined() + " --quiet"
    }

    /// The command lines behind it, as a shell reads them.
    private func commands(_ scene: LogScene) -> [String] {
        let values = [
            ("@SITE", site.value), ("@LOGON", logon.value), ("@SOURCE", sourceName), ("@START", start.value),
        ]
        return scene.commands.map { command in
            values.reduce(command) { $0.replacing($1.0, with: ShellText.quoted($1.1)) }
        }
    }
}

/// Words of JSON5 and of a shell.
private enum JSON {
    static func text(_ text: String) -> String {
        "\""
            + text.unicodeScalars.map { scalar in
                switch scalar {
                case "\"", "\\": "\\\(scalar)"
                case _ where scalar.value < 0x20: " "
                default: String(scalar)
                }
            }.joined() + "\""
    }
}

private enum ShellText {
    /// A word that a POSIX shell takes as it stands.
    static func quoted(_ word: String) -> String {
        let isPlain =
            !word.isEmpty
            && word.utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
                    || [0x2D, 0x2E, 0x2F, 0x5F].contains($0)
            }
        return isPlain && word.first != "-" ? word : "'" + word.replacing("'", with: "'\\''") + "'"
    }

    /// A file's name that is no option either, whatever it begins with.
    static func quoted(file name: String) -> String { quoted(name.first == "-" ? "./" + name : name) }
}
