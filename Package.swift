// swift-tools-version: 6.2
// The targets, what each may import, and the settings they are built with. `Tests/TidyTests` holds the same
// import table and fails on any other `import`, since SwiftPM lets a target import what it reaches indirectly.
import PackageDescription

/// Settings of every target: Swift 6, warnings are errors, no hidden imports.
let common: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

/// Settings of the pure targets: besides `common`, nothing unsafe may slip in unmarked.
let pure: [SwiftSetting] = common + [.strictMemorySafety()]

/// Settings of the engine.
///
/// `SMS12_QUICK_ENGINE=1` has it optimized, in a debug build with all its checks but `assert`: the tests take a quarter of
/// the time, and a change takes longer to build.
let engine: [SwiftSetting] =
    pure + (Context.environment["SMS12_QUICK_ENGINE"] == "1" ? [.unsafeFlags(["-O"])] : [])

let package = Package(
    name: "sms12",
    products: [
        .executable(name: "sms12", targets: ["sms12"]),
        .executable(name: "sms12-bench", targets: ["sms12-bench"]),
    ],
    targets: [
        .systemLibrary(name: "CSQLite"),
        .systemLibrary(name: "CArchive"),

        .target(name: "SiteModel", swiftSettings: engine),
        .target(name: "VirtualTime", swiftSettings: engine),
        .target(name: "CommandLineKit", swiftSettings: pure),
        .target(name: "LegacyFormats", dependencies: ["SiteModel"], swiftSettings: pure),
        .target(name: "ModernMapping", dependencies: ["SiteModel"], swiftSettings: pure),
        .target(name: "Pipeline", dependencies: ["SiteModel", "VirtualTime"], swiftSettings: engine),
        .target(
            name: "Emulation", dependencies: ["Pipeline", "SiteModel", "VirtualTime"], swiftSettings: engine),
        .target(
            name: "KnowledgeBase",
            dependencies: ["CommandLineKit", "Emulation", "LegacyFormats", "Pipeline", "SiteModel"],
            exclude: ["Scenarios"], swiftSettings: pure),
        .target(
            name: "Sweeps",
            dependencies: ["Emulation", "LegacyFormats", "Pipeline", "SiteModel", "VirtualTime"],
            swiftSettings: pure),
        .target(
            name: "Reporting", dependencies: ["SiteModel"], exclude: ["Page"], swiftSettings: pure),
        .target(
            name: "Lessons",
            dependencies: ["CommandLineKit", "Emulation", "KnowledgeBase", "Pipeline", "SiteModel"],
            exclude: ["Texts"], swiftSettings: pure),
        .target(
            name: "Comparison", dependencies: ["Emulation", "Pipeline", "SiteModel", "VirtualTime"],
            swiftSettings: pure),
        .target(name: "SiteDatabase", dependencies: ["CSQLite", "SiteModel"], swiftSettings: common),
        .target(name: "PackageArchive", dependencies: ["CArchive", "SiteModel"], swiftSettings: common),
        .target(
            name: "Commands",
            dependencies: [
                "CommandLineKit", "Comparison", "Emulation", "KnowledgeBase", "LegacyFormats", "Lessons",
                "ModernMapping",
                "PackageArchive", "Pipeline", "Reporting", "SiteDatabase", "SiteModel", "Sweeps",
                "VirtualTime",
            ],
            swiftSettings: common),
        .executableTarget(name: "sms12", dependencies: ["Commands"], swiftSettings: common),
        .executableTarget(
            name: "sms12-bench",
            dependencies: [
                "Commands", "Emulation", "PackageArchive", "Pipeline", "SiteDatabase", "SiteModel",
                "VirtualTime",
            ],
            swiftSettings: common),

        .target(
            name: "TestKit", dependencies: ["SiteModel"], path: "Tests/TestKit", swiftSettings: common),
        .testTarget(
            name: "SiteModelTests", dependencies: ["SiteModel", "TestKit"], swiftSettings: common),
        .testTarget(
            name: "VirtualTimeTests", dependencies: ["TestKit", "VirtualTime"], swiftSettings: common),
        .testTarget(
            name: "CommandLineKitTests", dependencies: ["CommandLineKit", "TestKit"], swiftSettings: common),
        .testTarget(
            name: "LegacyFormatsTests", dependencies: ["LegacyFormats", "SiteModel", "TestKit"],
            exclude: ["Golden"], swiftSettings: common),
        .testTarget(
            name: "ModernMappingTests",
            dependencies: ["LegacyFormats", "ModernMapping", "SiteModel", "TestKit"],
            exclude: ["Golden"], swiftSettings: common),
        .testTarget(
            name: "SiteDatabaseTests", dependencies: ["CSQLite", "SiteDatabase", "SiteModel", "TestKit"],
            swiftSettings: common),
        .testTarget(
            name: "PackageArchiveTests", dependencies: ["PackageArchive", "SiteModel", "TestKit"],
            swiftSettings: common),
        .testTarget(
            name: "PipelineTests",
            dependencies: ["Emulation", "Pipeline", "SiteModel", "TestKit", "VirtualTime"],
            swiftSettings: common),
        .testTarget(
            name: "EmulationTests",
            dependencies: [
                "Emulation", "LegacyFormats", "Pipeline", "SiteDatabase", "SiteModel", "TestKit",
                "VirtualTime",
            ],
            swiftSettings: common),
        .testTarget(
            name: "ComparisonTests",
            dependencies: ["Comparison", "Emulation", "KnowledgeBase", "Pipeline", "SiteModel", "TestKit"],
            swiftSettings: common),
        .testTarget(
            name: "CommandTests",
            dependencies: [
                "CommandLineKit", "Commands", "Emulation", "KnowledgeBase", "LegacyFormats", "Lessons",
                "Pipeline", "SiteDatabase", "SiteModel", "TestKit", "VirtualTime",
            ],
            exclude: ["Golden", "Labs"], swiftSettings: common),
        .testTarget(
            name: "KnowledgeBaseTests", dependencies: ["KnowledgeBase", "Pipeline", "SiteModel", "TestKit"],
            swiftSettings: common),
        .testTarget(
            name: "SweepsTests",
            dependencies: [
                "Commands", "Emulation", "LegacyFormats", "Pipeline", "SiteDatabase", "SiteModel", "Sweeps",
                "TestKit", "VirtualTime",
            ],
            swiftSettings: common),
        .testTarget(
            name: "ReportingTests", dependencies: ["Reporting", "TestKit"], swiftSettings: common),
        .testTarget(name: "TidyTests", dependencies: ["TestKit"], swiftSettings: common),
    ]
)
