import Foundation

/// Rules for pages of Markdown.
enum PageRules {
    /// The page from which every other is found.
    static let index = "docs/index.md"

    /// Text outside code blocks, line by line; lines of code blocks are empty, so that line numbers stay.
    static func prose(_ text: String) -> [String] {
        var fence: Substring?
        return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let trimmed = line.drop { $0 == " " }
            if let open = fence {
                if trimmed.hasPrefix(open) { fence = nil }
                return ""
            }
            if trimmed.hasPrefix("```") || trimmed.hasPrefix("~~~") {
                fence = trimmed.prefix(3)
                return ""
            }
            return String(line)
        }
    }

    /// The anchors that a page has, made of its headings as the usual hosts make them.
    static func anchors(_ text: String) -> Set<String> {
        var found: Set<String> = []
        for line in prose(text) where line.hasPrefix("#") {
            let title = line.drop { $0 == "#" }.drop { $0 == " " }
            let kept = title.lowercased().filter {
                $0.isLetter || $0.isNumber || $0 == " " || $0 == "-" || $0 == "_"
            }
            let anchor = String(kept.map { $0 == " " ? "-" : $0 })
            var number = 0
            var name = anchor
            while found.contains(name) {
                number += 1
                name = "\(anchor)-\(number)"
            }
            found.insert(name)
        }
        return found
    }

    /// Pages of the docs without exactly one title.
    static func titles(_ files: [TreeFile]) -> [TidyFinding] {
        files.filter { $0.path.hasPrefix("docs/") && $0.path.hasSuffix(".md") }.compactMap { file in
            let lines = prose(file.text)
            let titles = lines.filter { $0.hasPrefix("# ") }.count
            // Generated pages begin with a comment that says so.
            let first = lines.first { !$0.isEmpty && !$0.hasPrefix("<!--") } ?? ""
            if titles == 1, first.hasPrefix("# ") { return nil }
            return TidyFinding(
                path: file.path, line: 0,
                text: "\(titles) titles; a page begins with one line `# Title` and has no other")
        }
    }

    /// A link of a page.
    struct Link: Equatable {
        /// The line, from 1.
        let line: Int
        /// What it points to, as written.
        let target: String
    }

    /// The links of a page that stay in the project.
    static func links(_ text: String) throws -> [Link] {
        // Links in code are examples.
        let code = #"`[^`\n]*`"#
        let plain = prose(text).map {
            $0.replacingOccurrences(of: code, with: "", options: .regularExpression)
        }
        .joined(separator: "\n")
        let found = try matches(
            of: #"\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)|^\[[^\]]+\]:\s*(\S+)"#, in: plain)
        return found.map { Link(line: $0.line, target: $0.groups[1].isEmpty ? $0.groups[2] : $0.groups[1]) }
            .filter { !$0.target.contains("://") && !$0.target.hasPrefix("mailto:") }
    }

    /// The file that a link of a page points to, and its anchor.
    static func resolve(_ target: String, from page: String) -> (path: String, anchor: String) {
        let halves = target.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let anchor = halves.count > 1 ? String(halves[1]) : ""
        guard let file = halves.first, !file.isEmpty else { return (page, anchor) }
        var parts = page.split(separator: "/").dropLast().map { String($0) }
        for part in file.split(separator: "/") where part != "." {
            // Out of the project there is nothing to find.
            if part == "..", parts.isEmpty { return ("../" + file, anchor) }
            if part == ".." { parts.removeLast() } else { parts.append(String(part)) }
        }
        return (parts.joined(separator: "/"), anchor)
    }

    /// Links that lead nowhere, and pages of the docs that no chain of links from the index reaches.
    static func findings(_ files: [TreeFile]) throws -> [TidyFinding] {
        let pages = files.filter { $0.path.hasSuffix(".md") }
        var byPath: [String: TreeFile] = [:]
        for file in files { byPath[file.path] = file }
        var found: [TidyFinding] = []
        var next: [String: [String]] = [:]
        for page in pages {
            for link in try links(page.text) {
                let (path, anchor) = resolve(link.target, from: page.path)
                let isFolder = files.contains { $0.path.hasPrefix(path + "/") }
                guard let file = byPath[path] else {
                    if !isFolder {
                        found.append(
                            TidyFinding(
                                path: page.path, line: link.line,
                                text: "link to `\(link.target)`: no such file"))
                    }
                    continue
                }
                next[page.path, default: []].append(path)
                if !anchor.isEmpty, path.hasSuffix(".md"), !anchors(file.text).contains(anchor) {
                    found.append(
                        TidyFinding(
                            path: page.path, line: link.line,
                            text: "link to `\(link.target)`: no such heading there"))
                }
            }
        }
        var reached: Set<String> = [index]
        var waiting = [index]
        while let page = waiting.popLast() {
            for path in next[page] ?? [] where reached.insert(path).inserted { waiting.append(path) }
        }
        for page in pages where page.path.hasPrefix("docs/") && !reached.contains(page.path) {
            found.append(
                TidyFinding(path: page.path, line: 0, text: "no link from \(index) leads here; add one"))
        }
        return found
    }

    /// Words `make x` of the pages for which the Makefile has no rule.
    static func unknownTargets(_ files: [TreeFile]) throws -> [TidyFinding] {
        let makefile = files.first { $0.path == "Makefile" }?.text ?? ""
        let rules = Set(try matches(of: #"^([a-z][a-z-]*):"#, in: makefile).map { $0.groups[1] })
        return try files.filter { $0.path.hasSuffix(".md") }.flatMap { page in
            try matches(of: #"(?:`|^ {4}|^)make ([a-z][a-z-]*)\b"#, in: page.text)
                .filter { !rules.contains($0.groups[1]) }
                .map {
                    TidyFinding(
                        path: page.path, line: $0.line,
                        text: "`make \($0.groups[1])` is no rule of the Makefile")
                }
        }
    }
}
