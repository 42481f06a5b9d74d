// What can be wrong with program groups, user groups and the rights of accounts.

extension LabValidator {
    /// Program groups are a primary site's, with a name and a number of their own (Q124083, Q133111).
    mutating func checkProgramGroups(_ site: SiteDefinition, _ path: String) {
        if site.isSecondary, !site.programGroups.isEmpty {
            error(
                "program-groups-at-secondary", "\(path).programGroups",
                "site \(site.code) is a secondary site, which has no Administrator program (Q133111)",
                advice: "give the program groups to its parent")
        }
        for (what, member, isThere) in [
            ("queries", "queries", !site.queries.isEmpty), ("alerts", "alerts", !site.alerts.isEmpty),
        ] where site.isSecondary && isThere {
            error(
                "\(member)-at-secondary", "\(path).\(member)",
                "site \(site.code) is a secondary site, which has no database for \(what) (Q133111)",
                advice: "give them to its parent")
        }
        let known = Set(
            (site.userGroups.map(\.name) + [ProgramGroupDefinition.everyone]).map { $0.lowercased() })
        var numbers: Set<Int64> = []
        for (place, group) in site.programGroups.enumerated() {
            for name in group.userGroups where !known.contains(name.lowercased()) {
                add(
                    .warning, "unknown-user-group", "\(path).programGroups[\(place)].userGroups",
                    "program group \(group.name) is given to user group \(name), which site \(site.code) has not: nobody sees it there"
                )
            }
        }
        for (place, group) in site.programGroups.enumerated() {
            let path = "\(path).programGroups[\(place)]"
            check(
                group.number, in: 1...ProgramGroupDefinition.maximumNumber, "\(path).number",
                "the number of program group \(group.name)")
            if !numbers.insert(group.number).inserted {
                error(
                    "duplicate-program-group", "\(path).number",
                    "site \(site.code) has another program group with the number \(group.number)")
            }
        }
        checkNames(site.programGroups.map(\.name), "\(path).programGroups", "program group", site.code)
        checkNames(
            site.userGroups.map(\.name), "\(path).userGroups", "user group", site.code,
            taken: [ProgramGroupDefinition.everyone])
    }

    /// An account has its rights once.
    mutating func checkAccounts() {
        checkNames(lab.accounts.map(\.account), "accounts", "account", nil)
    }

    /// Names are there, and each once in any case.
    private mutating func checkNames(
        _ names: [String], _ path: String, _ what: String, _ code: SiteCode?, taken: [String] = []
    ) {
        let owner = code.map { "site \($0)" } ?? "the lab"
        var seen = Set(taken.map { $0.lowercased() })
        for (place, name) in names.enumerated() {
            if name.isEmpty {
                error("empty-name", "\(path)[\(place)]", "this \(what) of \(owner) has no name")
            } else if !seen.insert(name.lowercased()).inserted {
                error(
                    "duplicate-name", "\(path)[\(place)]",
                    "the name '\(name)' of this \(what) is already taken in \(owner)")
            }
        }
    }
}
