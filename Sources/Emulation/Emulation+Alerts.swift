import Pipeline
import SiteModel

// Alerts: what SMS_ALERTER looks for.

extension Emulation {
    mutating func performOnAlerts(_ command: LabCommand) throws(CommandRefusal) -> CommandOutcome {
        switch command {
        case .setAlert(let code, let alert):
            let site = try siteNumber(code)
            try check(alert, site)
            let (place, isNew) = images[site].setAlert(alert)
            // Its condition is looked at anew, whatever was said of it before.
            alerters[site].standing.removeAll { $0 == UInt32(place) }
            images[site].forgetAlertEvent(place)
            if isNew {
                push(
                    Signal(.alerterPoll, site: UInt16(site), UInt32(place)), at: now + alert.milliseconds)
            }
            return note(command, site, UInt32(place))
        case .removeAlert(let code, let name):
            let site = try siteNumber(code)
            guard let place = images[site].alertIndex(name) else {
                throw CommandRefusal(.unknown, "no alert \(name) at site \(code); `alert list` shows them")
            }
            images[site].removeAlert(place)
            alerters[site].standing.removeAll { $0 == UInt32(place) }
            return note(command, site, UInt32(place))
        default: preconditionFailure("\(command.verb) is no command about alerts")
        }
    }

    /// An alert of a primary site, over a query that is there and finds machines.
    private func check(_ alert: AlertDefinition, _ site: Int) throws(CommandRefusal) {
        let image = images[site]
        let code = image.definition.code
        if image.definition.isSecondary {
            throw CommandRefusal(
                .notAllowed,
                "site \(code) is a secondary site, which has no database to ask (Q133111); make the alert at "
                    + "\(image.definition.parent.map { "\($0)" } ?? "its parent")")
        }
        if alert.name.isEmpty { throw CommandRefusal(.notAllowed, "an alert needs a name") }
        let name = alert.query.uppercased()
        guard let query = image.queries.first(where: { $0.definition.name.uppercased() == name }) else {
            throw CommandRefusal(
                .unknown, "no query '\(alert.query)' at site \(code); `query list` shows them")
        }
        if query.definition.architecture.isDirect {
            throw CommandRefusal(
                .notAllowed,
                "query \(query.id) \"\(query.definition.name)\" is about "
                    + "\(query.definition.architecture.rawValue), which has no machines to count")
        }
        guard (1...525_600).contains(alert.minutes), alert.atLeast >= 1 else {
            throw CommandRefusal(
                .notAllowed,
                "alert \(alert.name): give 1 or more to be found, and 1 to 525600 minutes between two looks")
        }
        if !alert.tells.isEmpty, image.serverIndex(alert.tells) == nil {
            throw CommandRefusal(
                .unknown, "no server \(alert.tells) at site \(code); `server list` shows them")
        }
    }

    /// Whether the condition of an alert held at its last look.
    public func alertStands(_ place: Int, site: Int) -> Bool {
        alerters[site].standing.contains(UInt32(place))
    }
}
