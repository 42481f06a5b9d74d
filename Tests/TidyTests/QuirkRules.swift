/// A quirk as its file in `Sources/Pipeline/Quirks` declares it.
struct QuirkFile: Equatable {
    /// The file.
    let path: String
    /// The name in Swift.
    let identifier: String
    /// The name on the command line.
    let name: String
    /// The articles.
    let article: String
    /// The sentence.
    let sentence: String
    /// The first release that shows it, as it is written: `nil` or a case.
    let since: String
    /// The first release that does not show it any more, as it is written: `nil` or a case.
    let fixedIn: String
}

/// A quirk is not done until it acts, is tested and can be read about.
enum QuirkRules {
    /// The folder of the quirks.
    static let folder = "Sources/Pipeline/Quirks/"
    /// The folder of the cases.
    static let cases = "Sources/KnowledgeBase/Scenarios/"
    /// The page of the quirks.
    static let page = "docs/reference/quirks.md"

    /// The quirks that are declared, with what is wrong with the declarations.
    static func quirks(_ files: [TreeFile]) throws -> (quirks: [QuirkFile], findings: [TidyFinding]) {
        var quirks: [QuirkFile] = []
        var findings: [TidyFinding] = []
        for file in files where file.path.hasPrefix(folder) && file.name != "Quirk.swift" {
            let declared = try matches(
                of:
                    #"static let (\w+) = Quirk\(\s*name: "([^"]*)",\s*article: "([^"]*)",\s*since: ([.\w]+), fixedIn: ([.\w]+),\s*"#
                    + #"sentence:\s*"((?:[^"\\]|\\.)*)"\s*\)"#,
                in: file.text)
            guard let only = declared.first, declared.count == 1 else {
                findings.append(
                    TidyFinding(
                        path: file.path, line: 0,
                        text:
                            "declares \(declared.count) quirks that can be read; a file holds one, in plain literals"
                    ))
                continue
            }
            let quirk = QuirkFile(
                path: file.path, identifier: only.groups[1], name: only.groups[2], article: only.groups[3],
                sentence: only.groups[6], since: only.groups[4], fixedIn: only.groups[5])
            let fileName = quirk.identifier.prefix(1).uppercased() + quirk.identifier.dropFirst() + ".swift"
            if fileName.lowercased() != file.name.lowercased() {
                findings.append(
                    TidyFinding(
                        path: file.path, line: only.line,
                        text: "quirk \(quirk.identifier) belongs in \(fileName)"))
            }
            quirks.append(quirk)
        }
        return (quirks, findings)
    }

    /// What each quirk lacks.
    static func findings(_ files: [TreeFile]) throws -> [TidyFinding] {
        var (quirks, found) = try quirks(files)
        let list = files.first { $0.path == folder + "Quirk.swift" }?.text ?? ""
        let sources = files.filter { $0.isSource && !$0.path.hasPrefix(folder) }.map { codeOnly($0.text) }
        let tests = files.filter(\.isTest).map(\.text)
        // A case of the Knowledge Base plays it with and without, which is more than a mention in a test.
        let cases = files.filter { $0.path.hasPrefix(Self.cases) && $0.path.hasSuffix(".scn") }.map(\.text)
        let headings = try sections(files.first { $0.path == page }?.text ?? "")
        let releases = try releases(files)
        for quirk in quirks {
            let use = #"\."# + quirk.identifier + #"\b"#
            func add(_ text: String) { found.append(TidyFinding(path: quirk.path, line: 0, text: text)) }
            if try matches(of: use, in: list).isEmpty { add("quirk \(quirk.name) is not in Quirk.all") }
            if try sources.allSatisfy({ try matches(of: use, in: $0).isEmpty }) {
                add("quirk \(quirk.name) changes nothing: no component asks for .\(quirk.identifier)")
            }
            let mention = use + #"|""# + quirk.name + #"""#
            let row = "(?m)^quirk " + quirk.name + "$"
            if try tests.allSatisfy({ try matches(of: mention, in: $0).isEmpty }),
                try cases.allSatisfy({ try matches(of: row, in: $0).isEmpty })
            {
                add(
                    "quirk \(quirk.name) has no test that names .\(quirk.identifier) or \"\(quirk.name)\", and no case"
                )
            }
            guard let section = headings[quirk.name] else {
                add("quirk \(quirk.name) has no heading `## \(quirk.name)` in \(Self.page)")
                continue
            }
            let since = quirk.since == "nil" ? "1.0" : releases[quirk.since] ?? quirk.since
            let fixedIn = quirk.fixedIn == "nil" ? "never" : releases[quirk.fixedIn] ?? quirk.fixedIn
            let rows = ["| shown from | \(since) |", "| mended in | \(fixedIn) |"]
            for part in [quirk.article, quirk.sentence] + rows where !section.contains(part) {
                add("\(Self.page) does not say \"\(part)\" under `## \(quirk.name)`")
            }
        }
        let names = Set(quirks.map(\.name))
        for heading in headings.keys.sorted() where !names.contains(heading) {
            found.append(
                TidyFinding(path: Self.page, line: 0, text: "`## \(heading)` is no quirk of \(folder)"))
        }
        return found
    }

    /// The names that releases have for a reader, by case: `.sp4` is 1.2SP4.
    private static func releases(_ files: [TreeFile]) throws -> [String: String] {
        let text = files.first { $0.path == "Sources/SiteModel/LabDefinition.swift" }?.text ?? ""
        var found: [String: String] = [:]
        for match in try matches(of: #"^ +case (\w+) = "([^"]+)""#, in: text) {
            found["." + match.groups[1]] = match.groups[2]
        }
        return found
    }

    /// The sections of second rank of a page, by heading.
    private static func sections(_ page: String) throws -> [String: String] {
        var found: [String: String] = [:]
        for part in try matches(of: #"^## (.+)\n((?:(?!## ).*\n?)*)"#, in: page) {
            found[part.groups[1]] = part.groups[2].split(separator: "\n").joined(separator: " ")
        }
        return found
    }
}
