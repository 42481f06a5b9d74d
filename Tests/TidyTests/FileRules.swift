import Foundation

/// Rules for files as a whole.
enum FileRules {
    /// Signs a line of Swift may have.
    ///
    /// The formatter aims at 110, and leaves comments and bodies of one line as they are.
    static let lineLimit = 130
    /// Lines a function of the sources may have, from its first to the closing brace.
    static let functionLimit = 70

    /// Lines that are too long; the contents of literals do not count, since a row of a table stays one line.
    static func longLines(_ files: [TreeFile]) -> [TidyFinding] {
        var found: [TidyFinding] = []
        for file in files where file.path.hasSuffix(".swift") {
            let lines = withoutLiterals(file.text).split(separator: "\n", omittingEmptySubsequences: false)
            for (place, line) in lines.enumerated() {
                // Blanked contents count as one sign; the indentation counts whole.
                let words = line.split(separator: " ")
                guard !words.isEmpty else { continue }
                let signs = line.prefix { $0 == " " }.count + words.reduce(-1) { $0 + $1.count + 1 }
                guard signs > lineLimit else { continue }
                found.append(
                    TidyFinding(
                        path: file.path, line: place + 1,
                        text: "\(signs) signs; break the line at \(lineLimit) or before"))
            }
        }
        return found
    }

    /// Functions of the sources that are too long to be read at once; tests may be one long table.
    static func longFunctions(_ files: [TreeFile]) throws -> [TidyFinding] {
        let start = #"^[^\n]*\b(?:func|init|deinit|subscript)\b[^{}]*\{"#
        var found: [TidyFinding] = []
        for file in files where file.isSource {
            let code = codeOnly(file.text)
            let lines = code.split(separator: "\n", omittingEmptySubsequences: false)
            for match in try matches(of: start, in: code) {
                let count = length(of: lines, from: match.line - 1)
                guard count > functionLimit else { continue }
                found.append(
                    TidyFinding(
                        path: file.path, line: match.line,
                        text: "a function of \(count) lines; leave the branches here and move the work out"))
            }
        }
        return found
    }

    /// How many lines lie from one to that with the brace that closes its first.
    private static func length(of lines: [Substring], from first: Int) -> Int {
        var depth = 0
        var hasOpened = false
        for place in first..<lines.count {
            for sign in lines[place].utf8 {
                if sign == UInt8(ascii: "{") {
                    depth += 1
                    hasOpened = true
                } else if sign == UInt8(ascii: "}") {
                    depth -= 1
                }
                if hasOpened, depth == 0 { return place - first + 1 }
            }
        }
        return lines.count - first
    }

    /// Paths that exist on an author's machine only.
    static func machinePaths(_ files: [TreeFile]) throws -> [TidyFinding] {
        // Put together from parts, so that this file does not find itself.
        let roots = [
            "work/(?:main|wt|shared|\\.library)", "farm", "root", "home/\\w+", "Users/\\w+", "opt/swift",
        ]
        let pattern = #"(?<![\w.~/\\])/(?:"# + roots.joined(separator: "|") + #")(?:/|\b)"#
        return try files.flatMap { file in
            try matches(of: pattern, in: file.text).map { match in
                TidyFinding(
                    path: file.path, line: match.line,
                    text: "`\(match.groups[0])` is a path of one machine; say it from the root of the project"
                )
            }
        }
    }

    /// Files of one target, or pages of the docs, that share a name: compilers and page makers refuse them.
    static func sameNames(_ files: [TreeFile]) -> [TidyFinding] {
        var first: [String: String] = [:]
        var found: [TidyFinding] = []
        for file in files {
            let isPage = file.path.hasPrefix("docs/") && file.path.hasSuffix(".md")
            guard file.isSource || (file.path.hasPrefix("Tests/") && file.path.hasSuffix(".swift")) || isPage
            else { continue }
            let key = (isPage ? "docs" : file.target) + "/" + file.name.lowercased()
            if let other = first[key] {
                found.append(
                    TidyFinding(
                        path: file.path, line: 0, text: "\(other) has the same name; rename one of them"))
            } else {
                first[key] = file.path
            }
        }
        return found
    }

    /// Files, by path from `root`, that are equal to one of a folder that is not ours to give away.
    static func copies(_ ours: [String], root: String, of foreign: String) throws -> [TidyFinding] {
        // Very small files are equal by chance.
        let smallest = 64
        var bySize: [Int: [String]] = [:]
        let walker = FileManager.default.enumerator(atPath: foreign)
        while let name = walker?.nextObject() as? String {
            let size = try fileSize(foreign + "/" + name)
            if size > smallest { bySize[size, default: []].append(name) }
        }
        var found: [TidyFinding] = []
        for path in ours {
            guard let rivals = bySize[try fileSize(root + "/" + path)] else { continue }
            let same = rivals.sorted().first {
                FileManager.default.contentsEqual(atPath: root + "/" + path, andPath: foreign + "/" + $0)
            }
            if let same {
                found.append(
                    TidyFinding(
                        path: path, line: 0,
                        text:
                            "is a copy of ../shared's \(same), which is not ours; write a sample of your own")
                )
            }
        }
        return found
    }

    /// The size of a regular file in bytes; -1 for anything else.
    private static func fileSize(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        guard attributes[.type] as? FileAttributeType == .typeRegular else { return -1 }
        return attributes[.size] as? Int ?? -1
    }
}
