/// A target as `Package.swift` declares it.
struct ManifestTarget: Equatable {
    /// `target`, `executableTarget`, `testTarget` or `systemLibrary`.
    let kind: String
    /// The name.
    let name: String
    /// The names of what it depends on.
    let dependencies: Set<String>
    /// Whether it is built with the settings of pure targets.
    let isPure: Bool
}

/// The targets that a manifest declares; read by its text, since a manifest cannot be imported.
func manifestTargets(_ text: String) throws -> [ManifestTarget] {
    // A target's arguments hold brackets but no declaration of another target, so it ends where the next begins.
    let starts = try matches(
        of: #"\.(target|executableTarget|testTarget|systemLibrary)\(\s*name: "([^"]+)"((?:.|\n)*?)"#
            + #"(?=\.(?:target|executableTarget|testTarget|systemLibrary)\(|\z)"#,
        in: text)
    return try starts.map { start in
        let body = start.groups[3]
        let list = try matches(of: #"dependencies: \[([^\]]*)\]"#, in: body).first?.groups[1] ?? ""
        let names = try matches(of: #""([^"]+)""#, in: list).map { $0.groups[1] }
        return ManifestTarget(
            kind: start.groups[1], name: start.groups[2], dependencies: Set(names),
            // The engine's are those of pure targets and more.
            isPure: body.contains("swiftSettings: pure") || body.contains("swiftSettings: engine"))
    }
}
