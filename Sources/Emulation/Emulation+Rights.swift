import Pipeline
import SiteModel

extension Emulation {
    /// Refuses what an account may not do in the Administrator program (Q191336).
    func checkRights(_ command: LabCommand, _ who: String) throws(CommandRefusal) {
        let name = who.uppercased()
        guard let account = definition.accounts.first(where: { $0.account.uppercased() == name }) else {
            return
        }
        for object in objects(of: command) where !account.mayChange(object) {
            throw CommandRefusal(
                .notAllowed,
                "\(who) has no Full right on \(object.displayName), which `\(command.verb)` asks for (Q191336)"
            )
        }
    }

    /// What a command asks Full rights on.
    private func objects(of command: LabCommand) -> [SecurityObject] {
        switch command {
        case .createPackage, .updatePackage, .deletePackage: return [.packages]
        case .createJob, .deleteJob, .cancelJob: return [.jobs]
        case .updateJob:
            // The program asks for all that its window shows, whatever is changed.
            let quirks = images.first?.quirks
            let isAsked = quirks?.contains(.sitesFullNeeded) ?? false
            return isAsked ? [.jobs, .packages, .sites, .siteGroups] : [.jobs]
        case .createQuery, .updateQuery, .deleteQuery: return [.queries]
        case .setAlert, .removeAlert: return [.alerts]
        case .setGroup, .removeGroup: return [.machineGroups]
        case .setProgramGroup, .removeProgramGroup: return [.programGroups]
        case .setSite, .proposeSite, .addSite, .removeSite, .installSecondary, .deinstallSecondary,
            .upgradeSecondary, .attachSite, .detachSite, .setRelease:
            return [.sites]
        default: return []
        }
    }
}
