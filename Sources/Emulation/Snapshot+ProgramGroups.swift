import Pipeline
import SiteModel

// What a snapshot holds of program groups; own ones stand in the definition of the site.

extension Emulation {
    func codeProgramGroups(_ image: SiteImage, _ coder: inout SnapshotCoder) {
        coder.list(&image.itemServers, empty: .blank) { coder, entry in
            coder.number(&entry.package)
            coder.places(&entry.servers)
        }
        coder.list(&image.foreignGroups, empty: .blank) { coder, entry in
            coder.number(&entry.site)
            Self.codeGroups(&entry.groups, &coder)
        }
        coder.number(&image.groupsChangedAt)
    }

    static func codeGroups(_ groups: inout [ProgramGroupDefinition], _ coder: inout SnapshotCoder) {
        coder.list(&groups, empty: ProgramGroupDefinition(name: "", number: 0)) { coder, group in
            coder.text(&group.name)
            coder.number(&group.number)
            var items = group.items.map(\.description)
            coder.list(&items, empty: "") { $0.text(&$1) }
            group.items = items.compactMap { ProgramItemReference($0) }
            coder.list(&group.userGroups, empty: "") { $0.text(&$1) }
        }
    }
}
