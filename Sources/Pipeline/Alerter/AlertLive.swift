public import SiteModel

/// An alert as a site's Alerter has it; one that was removed keeps its place, so that the trace keeps its meaning.
public struct AlertLive: Equatable, Sendable {
    /// What it looks for.
    public var definition: AlertDefinition
    /// Whether it was removed.
    public var isRemoved = false

    /// An alert before it is read from a snapshot.
    package static var blank: AlertLive { AlertLive(definition: AlertDefinition(name: "", query: "")) }
}

// What an administrator does.
extension SiteImage {
    /// The place of an alert by its name in any case, removed ones left out.
    public func alertIndex(_ name: String) -> Int? {
        let upper = name.uppercased()
        return alerts.firstIndex { !$0.isRemoved && $0.definition.name.uppercased() == upper }
    }

    /// Makes an alert, or replaces one of the same name.
    ///
    /// - Returns: Its place, and whether it is new.
    package func setAlert(_ alert: AlertDefinition) -> (place: Int, isNew: Bool) {
        defer { noteAlerts() }
        if let place = alertIndex(alert.name) {
            alerts[place].definition = alert
            return (place, false)
        }
        alerts.append(AlertLive(definition: alert))
        return (alerts.count - 1, true)
    }

    /// Removes an alert by its place.
    package func removeAlert(_ place: Int) {
        alerts[place].isRemoved = true
        noteAlerts()
    }

    /// A query has another name: alerts that name it go with it.
    package func renameQuery(_ old: String, to new: String) {
        for place in alerts.indices where alerts[place].definition.query.uppercased() == old.uppercased() {
            alerts[place].definition.query = new
        }
        noteAlerts()
    }

    /// The alert at a place may be told of anew (event 207).
    package func forgetAlertEvent(_ place: Int) {
        standing.remove(JobLive.raisedKey(207, UInt32(place)))
    }

    private func noteAlerts() {
        definition.alerts = alerts.filter { !$0.isRemoved }.map(\.definition)
        changes.site = true
    }
}
