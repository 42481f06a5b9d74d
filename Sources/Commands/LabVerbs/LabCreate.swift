import CommandLineKit
import LegacyFormats
import Pipeline
import SiteModel

/// `lab create`: a lab out of a file or out of options.
enum LabCreate {
    private static let folder = Operand(
        "DIR", .directory, help: "The lab's folder; `.lab` is added to a name without it.")
    private static let from = Option<String?>(
        "from", value: "FILE", .file, defaultText: "a small lab", help: "A lab file in JSON5 to make it from."
    )
    private static let siteCode = Option<SiteCode?>(
        "site-code", value: "SITE", Ask.siteCode, defaultText: "BPC", help: "The code of the site.")
    private static let name = Option<String?>(
        "name", value: "TEXT", .text, defaultText: "the folder's name", help: "The lab's name.")
    private static let servers = Option<Int?>(
        "servers", value: "N", .integer(in: 0...1_000), defaultText: "2",
        help: "How many distribution servers besides the site server.")
    private static let clients = Option<Int?>(
        "clients", value: "N", .integer(in: 0...10_000_000), defaultText: "5", help: "How many clients.")
    private static let release = Option<Release?>(
        "release", value: "RELEASE", .words, defaultText: "1.2SP4", help: "The release of SMS.")
    private static let fidelity = Option<Fidelity?>(
        "fidelity", value: "KIND", .words, defaultText: "real",
        help: "Real files, or declared sizes only for very large labs.")
    private static let trace = Option<TraceLevel?>(
        "trace", value: "LEVEL", .words, defaultText: "changes", help: "How much of what happens is kept.")
    private static let phases = Option<PhaseMode?>(
        "phases", value: "MODE", .words, defaultText: "seeded",
        help: "Where in a cycle components poll: each at a moment of its own, or all at its start.")
    private static let seed = Option<UInt64?>(
        "seed", value: "N", .integer, defaultText: "1", help: "The seed of everything that is drawn.")
    private static let start = Option<TypedTime?>(
        "start", value: "TIME", TypedTime.reader, defaultText: "1997-04-21 08:00",
        help: "What the site's clock shows when the lab begins.")
    private static let response = Option<ServiceResponse?>(
        "response", value: "SPEED", .words, defaultText: "fast",
        help: "How often components poll: every 1, 5, 15 or 30 minutes.")
    private static let quirk = Option<[(name: String, on: Bool)]>(
        "quirk", value: "+NAME|-NAME", quirkWord,
        help: "Switch a behaviour of a release on or off by hand; write --quirk=-NAME for off.")

    /// A quirk with its sign.
    private static let quirkWord = WordReader<(name: String, on: Bool)>(
        write: { ($0.on ? "+" : "-") + $0.name },
        read: { word throws(ValueProblem) in
            guard let sign = word.first, sign == "+" || sign == "-" else {
                throw ValueProblem("has no sign; write +\(word) or -\(word)")
            }
            let typed = String(word.dropFirst())
            guard let name = QuirkNames.name(of: typed) else {
                throw ValueProblem(
                    QuirkNames.problem(typed),
                    suggestions: QuirkNames.suggestions(for: typed).map { "\(sign)\($0)" })
            }
            return (name, sign == "+")
        })

    static var entry: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["lab", "create"], "Make a lab: sites, servers, clients and clocks to try things on.",
                discussion: """
                    Without --from the lab has one site BPC with the site server SRV1, two more distribution \
                    servers SRV2 and SRV3, five clients PC1 to PC5 on Windows NT for Intel, and a machine \
                    group All that holds them. Options change what a file or the small lab says; more than \
                    10,000 clients are put into no group.

                    The folder must not exist yet, or be empty. A lab is made whole or not at all.
                    """,
                options: [
                    from, siteCode, name, servers, clients, release, fidelity, trace, phases, seed, start,
                    response, quirk,
                ],
                operands: [folder], atMostOne: [[from, siteCode], [from, servers], [from, clients]],
                example: CommandExample("sms12 lab create first.lab", "a small site to try things on"),
                moreExamples: [
                    CommandExample("sms12 lab create acme --from acme.json5"),
                    CommandExample("sms12 lab create fleet --clients 100000 --fidelity modelled"),
                ],
                exitCodes: [
                    ExitCodeNote(ExitCode.doneWithLosses, "made, with warnings about the lab file"),
                    ExitCodeNote(
                        ExitCode.badData, "the lab file is wrong; the finding has its line and column"),
                    ExitCodeNote(ExitCode.noInput, "the lab file is not there"),
                    ExitCodeNote(ExitCode.cannotCreate, "the folder holds something, or cannot be made"),
                    ExitCodeNote(ExitCode.interrupted, "interrupted; nothing was made"),
                ]), run: run)
    }

    private static func run(_ run: CommandRun) throws -> Int32 {
        // Looked at before the file is read, so that the cheapest mistake is told first.
        let (typed, path) = try run.newLabFolder(try run.value(folder))
        let asked = try definition(run, typed)
        let worst = run.report(asked.findings)
        guard let lab = asked.lab, worst != .error else {
            throw CommandFailure(ExitCode.badData, "the lab \(typed) was not made")
        }
        // A lab of a million clients takes its time; Ctrl-C leaves nothing of it.
        run.watchInterrupt("stopping; nothing is made")
        try LabSession.make(
            path, lab, text: asked.text, who: try run.account, command: run.environment.commandLine)
        try tell(run, lab, typed, path)
        return worst == .warning ? ExitCode.doneWithLosses : ExitCode.done
    }

    // MARK: The definition

    private struct Asked {
        var lab: LabDefinition?
        var text = ""
        var findings: [Finding] = []
    }

    private static func definition(_ run: CommandRun, _ typed: String) throws -> Asked {
        let label = String(HostFiles.name(of: typed).dropLast(4))
        var asked = Asked()
        if let file = try run.value(from) {
            let bytes = try HostFiles.read(HostFiles.absolute(file, from: run.environment.folder))
            asked = read(bytes, file: file)
        } else {
            let code = try run.value(siteCode) ?? SiteCode("BPC")
            guard let code else { return asked }
            var lab = defaultLab(
                name: label, siteCode: code, servers: try run.value(servers) ?? 2,
                clients: try run.value(clients) ?? 5)
            if !lab.sites.isEmpty { lab.sites[0].name = "Central site" }
            asked.lab = lab
        }
        guard let read = asked.lab else { return asked }
        var lab = read
        try override(&lab, run)
        if lab != read || asked.text.isEmpty {
            let known = asked.findings.map(\.message)
            asked.findings += lab.validate().filter { !known.contains($0.message) }
            asked.text = writeLabDefinition(lab)
        }
        asked.findings += QuirkNames.contradictions(lab)
        asked.lab = lab
        return asked
    }

    /// Reads a lab file, quirk names included.
    private static func read(_ bytes: [UInt8], file: String) -> Asked {
        var (lab, findings) = readLabDefinition(bytes, file: file)
        let quirks = quirkFindings(bytes, file: file)
        let typed = lab?.quirks ?? [:]
        lab?.quirks = QuirkNames.resolved(typed)
        return Asked(lab: lab, text: String(decoding: bytes, as: UTF8.self), findings: findings + quirks)
    }

    /// What is wrong with the names of quirks: which there are is known to the pipeline, not to the file's format.
    static func quirkFindings(_ bytes: [UInt8], file: String) -> [Finding] {
        parseJSON5(bytes, file: file).0.map(quirkFindings) ?? []
    }

    /// What is wrong with the names of quirks in a lab that was read.
    static func quirkFindings(_ lab: JSON5Node) -> [Finding] {
        guard case .object(let top) = lab.value,
            case .object(let quirks) = top.first(where: { $0.name == "quirks" })?.node.value
        else { return [] }
        var given: [String: String] = [:]
        var findings: [Finding] = []
        for member in quirks {
            guard let name = QuirkNames.name(of: member.name) else {
                let near = QuirkNames.suggestions(for: member.name)
                findings.append(
                    Finding(
                        .error, "unknown-quirk", QuirkNames.finding(member.name), at: member.nameLocation,
                        advice: near.isEmpty
                            ? "`sms12 quirk list` shows them"
                            : "did you mean '\(near.joined(separator: "' or '"))'?"))
                continue
            }
            // The same word twice is refused by the reader of the file.
            if let before = given[name], before != member.name {
                findings.append(
                    Finding(
                        .error, "quirk-given-twice",
                        "'\(member.name)' and '\(before)' are two names of the quirk \(name)",
                        at: member.nameLocation, advice: "leave one of the two out"))
            }
            given[name] = member.name
        }
        return findings
    }

    private static func override(_ lab: inout LabDefinition, _ run: CommandRun) throws {
        if let value = try run.value(name) { lab.name = value }
        if let value = try run.value(release) { lab.release = value }
        if let value = try run.value(fidelity) { lab.fidelity = value }
        if let value = try run.value(trace) { lab.trace = value }
        if let value = try run.value(phases) { lab.phases = value }
        if let value = try run.value(seed) { lab.seed = value }
        if let value = try run.value(start) {
            lab.start = value.local(in: lab.sites.first?.zone ?? .utc)
        }
        if let value = try run.value(response) {
            for site in lab.sites.indices { lab.sites[site].response = value }
        }
        var given: [String: Bool] = [:]
        for value in try run.value(quirk) {
            if let before = given[value.name], before != value.on {
                throw run.usage("--quirk switches \(value.name) on and off; leave one of the two out")
            }
            given[value.name] = value.on
            lab.quirks[value.name] = value.on
        }
    }

    // MARK: The summary

    private static func tell(_ run: CommandRun, _ lab: LabDefinition, _ typed: String, _ path: String) throws
    {
        run.done(
            .made, "lab", typed,
            "Made \(typed): SMS \(lab.release.rawValue), \(lab.fidelity.rawValue) fidelity, seed \(lab.seed), "
                + "begins \(lab.start).")
        for site in lab.sites {
            let distribution = site.servers.filter { $0.roles.contains(.distribution) }.count
            let clients = site.clients.reduce(0) { $0 + $1.count }
            run.explain(
                "  Site \(site.code)\(site.name.isEmpty ? "" : " (\(site.name))"): "
                    + "site server \(site.siteServer?.name ?? "none"), "
                    + "\(counted(distribution, "distribution server")), \(counted(clients, "client")), "
                    + counted(site.groups.count, "machine group"))
        }
        run.advise("Next:")
        for step in steps(run, typed, path) { run.advise("  \(step)") }
    }

    private static func steps(_ run: CommandRun, _ typed: String, _ path: String) -> [String] {
        let here = run.environment.folder
        let labs = HostFiles.names(in: here).filter {
            $0.hasSuffix(".lab") && HostFiles.exists(here + "/" + $0 + "/lab.db")
        }
        // The lab is found by itself only if it is the one lab of this folder.
        let isFound =
            labs.count == 1 && path == here + "/" + typed
            && run.environment.variable("SMS12_LAB")?.isEmpty != false
        return
            (isFound
            ? []
            : ["export SMS12_LAB=\(typed.hasPrefix("/") ? shellWord(typed) : "\"$PWD\"/" + shellWord(typed))"])
            + [
                "sms12 lab show", "sms12 package import FILE.pdf --source FOLDER", "sms12 run",
            ]
    }
}
