/// Every reason for which a test skips must be one that the runner accepts.
enum SkipRules {
    /// The list that `.ci/run` reads.
    static let list = ".ci/allowed-skips"

    /// The patterns of a list: a line each, with ` #` before a comment.
    static func patterns(_ text: String) throws -> [String] {
        try matches(of: #"^(?!\s*#)(\S.*?)(?:\s+#.*)?$"#, in: text).map { $0.groups[1] }
    }

    /// Lines `skipped: …` in tests that the list does not allow.
    static func findings(_ files: [TreeFile]) throws -> [TidyFinding] {
        let allowed = try patterns(files.first { $0.path == list }?.text ?? "")
        return try files.filter(\.isTest).flatMap { file in
            try matches(of: #""skipped: ((?:[^"\\]|\\.)*)""#, in: file.text).filter { match in
                // What is filled in is a name of something.
                let reason = match.groups[1].replacing(/\\\([^)]*\)/, with: "name")
                return try allowed.allSatisfy { try matches(of: "\\A(?:\($0))\\z", in: reason).isEmpty }
            }.map {
                TidyFinding(
                    path: file.path, line: $0.line,
                    text: "\(list) does not allow to skip with \"\($0.groups[1])\"; add a pattern and say why"
                )
            }
        }
    }
}
