public import Pipeline
public import SiteModel

/// At which release a case is played, and what is switched by hand.
public struct ScenarioSetting: Equatable, Sendable {
    /// The release.
    public let release: Release
    /// The quirk that is switched by hand, with its state; nil: as the release has it.
    public let byHand: Bool?
    /// Whether the quirk is alive, for a case that proves one; nil for a case that always holds.
    public let isAffected: Bool?

    /// What it is called: `1.2SP3`, or `1.2SP4 with the quirk on`.
    public var name: String {
        guard let byHand else { return release.rawValue }
        return "\(release.rawValue) with the quirk \(byHand ? "on" : "off")"
    }

    /// The settings of a case: for a quirk the last release that shows it, the first that does not and the last before
    /// it came, then one release with the quirk on and off by hand; for any other case the releases that it names.
    public static func all(of scenario: Scenario, quirk: Quirk?) -> [ScenarioSetting] {
        guard scenario.isQuirk, let quirk else {
            return scenario.releases.map { ScenarioSetting(release: $0, byHand: nil, isAffected: nil) }
        }
        let releases = Release.allCases
        var settings: [ScenarioSetting] = []
        if let last = releases.last(where: { quirk.isAlive(at: $0) }) {
            settings.append(ScenarioSetting(release: last, byHand: nil, isAffected: true))
        }
        if let fixed = quirk.fixedIn {
            settings.append(ScenarioSetting(release: fixed, byHand: nil, isAffected: false))
        }
        if let since = quirk.since, let before = releases.last(where: { $0 < since }) {
            settings.append(ScenarioSetting(release: before, byHand: nil, isAffected: false))
        }
        let release = quirk.fixedIn ?? .sp4Hotfixes
        settings.append(ScenarioSetting(release: release, byHand: true, isAffected: true))
        settings.append(ScenarioSetting(release: release, byHand: false, isAffected: false))
        return settings
    }
}
