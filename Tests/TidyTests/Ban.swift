/// Something that sources must not say, and what to say instead.
struct Ban {
    /// A regular expression.
    let pattern: String
    /// What to use instead.
    let instead: String
    /// Whether comments and texts count as well as code.
    let readsComments: Bool

    init(_ pattern: String, instead: String, readsComments: Bool = false) {
        self.pattern = pattern
        self.instead = instead
        self.readsComments = readsComments
    }

    /// For every target below Commands: a run follows from the journal and the seed, and from nothing else.
    static let chance = [
        Ban(#"\bDate\s*\("#, instead: "the instant that Context or the caller gives"),
        Ban(#"\bUUID\s*\("#, instead: "a counter of the site's database"),
        Ban(
            #"\b(?:ContinuousClock|SuspendingClock|clock_gettime|gettimeofday|clock_nanosleep|nanosleep|usleep)\b"#,
            instead: "virtual time: Context.now, and EffectBuffer.after to wait"),
        Ban(#"\btime\(\s*(?:nil|&)"#, instead: "the instant that Context or the caller gives"),
        Ban(
            #"\bSystemRandomNumberGenerator\b|\.random\((?!.*using:)|\.(?:shuffled?|randomElement)\(\s*\)"#,
            instead: "SeededGenerator"),
        Ban(
            #"\bhashValue\b|\bHasher\s*\("#,
            instead: "RollingDigest or SHA-256: hash values differ from run to run"),
        Ban(
            #"\bfor\b.*\bin\s+[\w.]+\.keys\s*(?:\{|where\b)"#,
            instead:
                "`.keys.sorted()`, or an array beside the dictionary: their order differs from run to run"),
        Ban(
            #"\bTask\s*(?:\.detached\s*)?\{|\bDispatchQueue\b|\bThread\s*[({]"#,
            instead: "signals of the queue"),
    ]

    /// For the pure targets besides: they see nothing of the machine they run on.
    static let machine = [
        Ban(
            #"\b(?:ProcessInfo|getenv|secure_getenv)\b|\bCommandLine\.arguments\b"#,
            instead: "an argument; only Commands reads the environment"),
        Ban(#"\bLocale\b"#, instead: "CodePages and plain ASCII rules; the host's language is never read"),
        Ban(
            #"\bTimeZone\b|\blocaltime(?:_r)?\b|\bmktime\b|\btzset\b"#,
            instead: "TimeZoneRule; the host's zone is never read"),
        Ban(
            #"\bFileManager\b|\bFileHandle\b|\bfopen\s*\("#,
            instead: "a port of SiteModel (FileShare, SiteStore)"),
        Ban(
            #"\bUnsafe\w*Pointer\b|\bunsafe\w*\b|\bwithUnsafe\w*\b|@unchecked\b|\bOpaquePointer\b|\bUnmanaged\b"#,
            instead: "Span, arrays, or a wrapper in SiteDatabase or PackageArchive"),
        Ban(
            #"(?<![.\w])(?<!func )(?:print|debugPrint|dump)\("#,
            instead: "a returned text; only Commands prints"),
    ]

    /// For every target of the sources.
    static let everywhere = [
        Ban(
            #"\bfatalError\s*\("#,
            instead: "a typed error, or preconditionFailure with both names in the text"),
        Ban(
            #"\btry!|\bas!|[A-Za-z0-9_)\]}]!(?!=)"#,
            instead: "try, as?, guard let or ??: input must not crash the program"),
        Ban(#"@_exported\b"#, instead: "an import in each file that needs it"),
    ]

    /// For every file of the sources and tests.
    static let unfinished = [
        Ban(
            #"\b(?:TODO|FIXME|XXX|HACK)\b"#,
            instead: "the finished thing, or an issue; what is missing stands in the docs",
            readsComments: true)
    ]

    /// For tests: what makes them fail must say so, so nothing may crash.
    static let inTests = [
        Ban(#"\btry!|\bas!|[A-Za-z0-9_)\]}]!(?!=)"#, instead: "try #require(…)"),
        Ban(
            #"\.disabled\(|\bwithKnownIssue\b"#,
            instead: "a mended test; where a program is missing, print a line that begins with `skipped:`"),
    ]

    /// A place where something banned is said with good reason.
    struct Exemption {
        /// The file.
        let path: String
        /// What may be said there, as it is written.
        let words: Set<String>
        /// The reason.
        let why: String
    }

    /// The places; a new one is a decision, and one that is not needed any more fails a test.
    static let exemptions = [
        Exemption(
            path: "Sources/SiteDatabase/LabLock.swift", words: ["usleep", "clock_gettime"],
            why: "waits for another program to let go of the lab; nothing of a lab follows from it"),
        Exemption(
            path: "Sources/SiteModel/SHA256.swift", words: ["unsafe", "unsafeLoadUnaligned"],
            why: "bounds are checked once for each run of blocks instead of at each word"),
    ]

    /// Where the bans on a file are broken.
    static func findings(_ bans: [Ban], in file: TreeFile) throws -> [TidyFinding] {
        let exempt = exemptions.first { $0.path == file.path }?.words ?? []
        return try words(bans, in: file).filter { !exempt.contains($0.word) }.map { ban, line, word in
            TidyFinding(path: file.path, line: line, text: "`\(word)`: use \(ban.instead)")
        }
    }

    /// What a file says that bans are against, exempt or not.
    static func words(_ bans: [Ban], in file: TreeFile) throws -> [(ban: Ban, line: Int, word: String)] {
        let code = codeOnly(file.text)
        return try bans.flatMap { ban in
            try matches(of: ban.pattern, in: ban.readsComments ? file.text : code).map {
                (ban: ban, line: $0.line, word: $0.groups[0].split(separator: "\n").joined(separator: " "))
            }
        }
    }

    /// The bans that hold for a file by its place.
    static func bans(on file: TreeFile) -> [Ban] {
        if file.isTest { return unfinished + inTests }
        guard file.isSource else { return [] }
        let below = Set(ImportTable.rows.map(\.target)).subtracting(["Commands", "sms12", "sms12-bench"])
        var bans = unfinished + everywhere
        if below.contains(file.target) { bans += chance }
        if ImportTable.pure.contains(file.target) { bans += machine }
        return bans
    }

    /// Where files break the bans that hold for their place.
    static func findings(_ files: [TreeFile]) throws -> [TidyFinding] {
        try files.flatMap { try findings(bans(on: $0), in: $0) }
    }
}
