/// What each target of the sources may import: the architecture, as a table.
///
/// SwiftPM lets a target import what it reaches through another target; this table does not. It is written here and
/// in `Package.swift`, and a test compares the two, so that a new edge is a decision made twice.
enum ImportTable {
    /// One target.
    struct Row {
        /// The target.
        let target: String
        /// The modules of ours that it may import: its dependencies in `Package.swift`.
        let ours: Set<String>
        /// The modules of the system that it may import besides.
        let system: Set<String>

        init(_ target: String, _ ours: Set<String> = [], system: Set<String> = []) {
            self.target = target
            self.ours = ours
            self.system = system
        }
    }

    /// The targets that decide: no Foundation, no C library, no clock, no chance.
    static let pure = [
        "SiteModel", "VirtualTime", "CommandLineKit", "LegacyFormats", "ModernMapping", "Pipeline",
        "Emulation", "KnowledgeBase", "Lessons", "Reporting", "Sweeps", "Comparison",
    ]

    /// Every target of the sources that holds Swift.
    static let rows = [
        Row("SiteModel"),
        Row("VirtualTime"),
        Row("CommandLineKit"),
        Row("LegacyFormats", ["SiteModel"]),
        Row("ModernMapping", ["SiteModel"]),
        Row("Pipeline", ["SiteModel", "VirtualTime"]),
        Row("Emulation", ["Pipeline", "SiteModel", "VirtualTime"]),
        // Cases are played by the engine, and written in words and sizes that the command line and lab files know.
        Row("KnowledgeBase", ["CommandLineKit", "Emulation", "LegacyFormats", "Pipeline", "SiteModel"]),
        // Plans are files of ours, and their variants are run by the engine.
        Row("Sweeps", ["Emulation", "LegacyFormats", "Pipeline", "SiteModel", "VirtualTime"]),
        // Pages and pictures are drawn from what they are given; what a run held is gathered by Commands.
        Row("Reporting", ["SiteModel"]),
        // A lesson looks at a lab with the rows of cases, and with rows of its own about jobs, packages and quirks.
        Row("Lessons", ["CommandLineKit", "Emulation", "KnowledgeBase", "Pipeline", "SiteModel"]),
        // Both runs are done again by the engine.
        Row("Comparison", ["Emulation", "Pipeline", "SiteModel", "VirtualTime"]),
        // A lock of memory, around descriptors that threads of one process share.
        Row("SiteDatabase", ["CSQLite", "SiteModel"], system: ["Glibc", "Synchronization"]),
        Row("PackageArchive", ["CArchive", "SiteModel"], system: ["Glibc"]),
        Row(
            "Commands",
            [
                "CommandLineKit", "Comparison", "Emulation", "KnowledgeBase", "LegacyFormats", "Lessons",
                "ModernMapping",
                "PackageArchive", "Pipeline", "Reporting", "SiteDatabase", "SiteModel", "Sweeps",
                "VirtualTime",
            ], system: ["FoundationEssentials", "Glibc"]),
        Row("sms12", ["Commands"], system: ["Glibc"]),
        Row(
            "sms12-bench",
            [
                "Commands", "Emulation", "PackageArchive", "Pipeline", "SiteDatabase", "SiteModel",
                "VirtualTime",
            ], system: ["FoundationEssentials", "Glibc"]),
    ]

    /// What tests may import besides their dependencies.
    static let testSystem: Set<String> = ["Foundation", "Glibc", "Testing"]

    /// The modules that a text imports, with their lines.
    static func imports(in text: String) throws -> [(line: Int, module: String)] {
        let attribute = #"(?:@\w+(?:\([^)\n]*\))?[ \t]+)*"#
        let access = #"(?:(?:public|package|internal|private|fileprivate|open)[ \t]+)?"#
        let kind = #"(?:(?:class|struct|enum|protocol|func|var|let|typealias|actor)[ \t]+)?"#
        return try matches(
            of: #"(?:^|;)[ \t]*"# + attribute + access + #"import[ \t]+"# + kind + #"([A-Za-z_]\w*)"#,
            in: codeOnly(text)
        ).map { (line: $0.line, module: $0.groups[1]) }
    }

    /// The imports that the table, or for tests the manifest, does not allow.
    static func findings(_ files: [TreeFile], manifest: [ManifestTarget]) throws -> [TidyFinding] {
        var found: [TidyFinding] = []
        for file in files where file.path.hasSuffix(".swift") {
            var allowed: Set<String>
            if file.isSource {
                guard let row = rows.first(where: { $0.target == file.target }) else {
                    found.append(
                        TidyFinding(
                            path: file.path, line: 0,
                            text: "target \(file.target) is not in ImportTable.rows; add it there and decide")
                    )
                    continue
                }
                allowed = row.ours.union(row.system)
            } else if file.path.hasPrefix("Tests/") {
                let target = manifest.first { $0.name == file.target }
                allowed = testSystem.union(target?.dependencies ?? [])
            } else {
                continue
            }
            for use in try imports(in: file.text) where !allowed.contains(use.module) {
                let list = allowed.isEmpty ? "nothing" : allowed.sorted().joined(separator: ", ")
                found.append(
                    TidyFinding(
                        path: file.path, line: use.line,
                        text: "\(file.target) may not import \(use.module); it may import \(list)"))
            }
        }
        return found
    }
}
