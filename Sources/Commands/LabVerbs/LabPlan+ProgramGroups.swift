import Emulation
import SiteModel

// Program groups and user groups of a changed lab file; they are the same by name.

extension LabPlan {
    /// What has to be done so that the groups are as the file says.
    func programGroupSteps(_ old: SiteDefinition, _ new: SiteDefinition) -> [Step] {
        var steps: [Step] = []
        func step(_ change: String, _ kind: String, _ name: String, _ details: String, _ command: LabCommand)
        {
            steps.append(
                Step(
                    change: change, kind: kind, name: name, site: new.code, details: details, command: command
                ))
        }
        for group in new.userGroups {
            let before = old.userGroups.first { $0.name.uppercased() == group.name.uppercased() }
            if before == group { continue }
            step(
                before == nil ? "add" : "change", "user-group", group.name,
                group.users.joined(separator: ", "),
                .setUserGroup(site: new.code, group: group))
        }
        for group in old.userGroups
        where !new.userGroups.contains(where: { $0.name.uppercased() == group.name.uppercased() }) {
            step(
                "remove", "user-group", group.name, "", .removeUserGroup(site: new.code, name: group.name))
        }
        for group in new.programGroups {
            let before = old.programGroups.first { $0.name.uppercased() == group.name.uppercased() }
            if before == group { continue }
            step(
                before == nil ? "add" : "change", "program-group", group.name,
                group.items.map(\.description).joined(separator: ", "),
                .setProgramGroup(site: new.code, group: group))
        }
        for group in old.programGroups
        where !new.programGroups.contains(where: { $0.name.uppercased() == group.name.uppercased() }) {
            step(
                "remove", "program-group", group.name, "",
                .removeProgramGroup(site: new.code, name: group.name))
        }
        return steps
    }

    /// What has to be done so that the alerts are as the file says; they are the same by name.
    func alertSteps(_ old: SiteDefinition, _ new: SiteDefinition) -> [Step] {
        var steps: [Step] = []
        for alert in new.alerts {
            let before = old.alerts.first { $0.name.uppercased() == alert.name.uppercased() }
            if before == alert { continue }
            steps.append(
                Step(
                    change: before == nil ? "add" : "change", kind: "alert", name: alert.name, site: new.code,
                    details: "\(alert.query), at least \(alert.atLeast)",
                    command: .setAlert(site: new.code, alert: alert)))
        }
        for alert in old.alerts
        where !new.alerts.contains(where: { $0.name.uppercased() == alert.name.uppercased() }) {
            steps.append(
                Step(
                    change: "remove", kind: "alert", name: alert.name, site: new.code, details: "",
                    command: .removeAlert(site: new.code, name: alert.name)))
        }
        return steps
    }
}
