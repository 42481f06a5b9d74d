import Pipeline
import SiteModel

// Program groups and user groups.

extension Emulation {
    mutating func performOnProgramGroups(_ command: LabCommand) throws(CommandRefusal) -> CommandOutcome {
        switch command {
        case .setProgramGroup(let code, let group):
            let site = try siteNumber(code)
            try check(group, site)
            images[site].setProgramGroup(group, now: now)
            return note(command, site, UInt32(truncatingIfNeeded: group.number))
        case .removeProgramGroup(let code, let name):
            let site = try siteNumber(code)
            guard images[site].removeProgramGroup(name, now: now) else {
                throw CommandRefusal(
                    .unknown, "no program group \(name) at site \(code); `program-group list` shows them")
            }
            return note(command, site, 0)
        case .setUserGroup(let code, let group):
            let site = try siteNumber(code)
            if group.name.uppercased() == ProgramGroupDefinition.everyone.uppercased() {
                throw CommandRefusal(
                    .notAllowed, "every user belongs to \(ProgramGroupDefinition.everyone); it has no list")
            }
            images[site].setUserGroup(group)
            return note(command, site, 0)
        case .removeUserGroup(let code, let name):
            let site = try siteNumber(code)
            guard images[site].removeUserGroup(name) else {
                throw CommandRefusal(
                    .unknown, "no user group \(name) at site \(code); `user-group list` shows them")
            }
            return note(command, site, 0)
        default: preconditionFailure("\(command.verb) is no command about program groups")
        }
    }

    /// A program group belongs to a primary site and names items that are there.
    private func check(_ group: ProgramGroupDefinition, _ site: Int) throws(CommandRefusal) {
        let image = images[site]
        let code = image.definition.code
        if image.definition.isSecondary {
            throw CommandRefusal(
                .notAllowed,
                "site \(code) is a secondary site, which has no Administrator program (Q133111); make the program "
                    + "group at \(image.definition.parent.map { "\($0)" } ?? "its parent")")
        }
        if !(1...ProgramGroupDefinition.maximumNumber).contains(group.number) {
            throw CommandRefusal(
                .exhausted, "site \(code) has no program group identifier left after \(code)FFFFF")
        }
        if let other = image.definition.programGroups.first(where: {
            $0.number == group.number && $0.name.uppercased() != group.name.uppercased()
        }) {
            throw CommandRefusal(
                .duplicate,
                "program group \(other.name) of site \(code) has the number \(group.number) already")
        }
        for reference in group.items {
            guard let place = image.packageIndex(reference.package) else {
                throw CommandRefusal(
                    .unknown, "no package \(reference.package) at site \(code); `package list` shows them")
            }
            let items = image.packages[place].package.sharing?.programItems ?? []
            if items.isEmpty {
                throw CommandRefusal(
                    .notAllowed,
                    "package \(reference.package) has no program items; `package set \(reference.package) --item "
                        + "TITLE=LINE` gives it one")
            }
            if reference.title.isEmpty { continue }
            guard items.contains(where: { $0.description.lowercased() == reference.title.lowercased() })
            else {
                throw CommandRefusal(
                    .unknown,
                    "package \(reference.package) has no program item '\(reference.title)'; it has "
                        + items.map { "'\($0.description)'" }.joined(separator: ", "))
            }
        }
    }
}
