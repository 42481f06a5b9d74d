// What can be wrong with the tree of sites, their addresses and Senders (Q133111: one parent a site, no cycles,
// a secondary site reports to a primary one).

extension LabValidator {
    mutating func checkHierarchy() {
        let codes = Set(lab.sites.map(\.code))
        var places: [SiteCode: Int] = [:]
        for (place, site) in lab.sites.enumerated() where places[site.code] == nil {
            places[site.code] = place
        }
        for (place, site) in lab.sites.enumerated() {
            let path = "sites[\(place)]"
            checkParent(site, path, places)
            checkSenders(site, path)
            checkHelpers(site, path)
            checkDelivery(site, path)
            checkAddresses(site, path)
            checkSiteGroups(site, path, codes)
            checkAlerts(site, path)
            checkProgramGroups(site, path)
        }
        checkAccounts()
        if let first = lab.sites.first, let parent = first.parent, let above = places[parent] {
            add(
                .warning, "first-site-has-parent", "sites[0].parent",
                "site \(first.code) is the first of the lab, which commands mean that name none, and reports to \(parent)",
                advice: "put the central site first: \(lab.sites[above].code) before \(first.code)")
        }
        for (place, fault) in lab.faults.enumerated() { checkFault(fault, "faults[\(place)]", places) }
    }

    private mutating func checkParent(_ site: SiteDefinition, _ path: String, _ places: [SiteCode: Int]) {
        guard let parent = site.parent else {
            if site.isSecondary {
                error(
                    "secondary-without-parent", "\(path).secondary",
                    "site \(site.code) is a secondary site and has no parent",
                    advice: "give it a parent that is a primary site")
            }
            return
        }
        guard let above = places[parent] else {
            error(
                "unknown-parent", "\(path).parent",
                "the parent of site \(site.code) is to be \(parent), which is no site of the lab")
            return
        }
        if lab.sites[above].isSecondary {
            error(
                "secondary-parent", "\(path).parent",
                "the parent of site \(site.code) is \(parent), a secondary site, which can have no sites below it (Q133111)"
            )
        }
        // Each step goes up; more steps than sites is a cycle.
        var seen: Set<SiteCode> = [site.code]
        var next: SiteCode? = parent
        while let code = next {
            if code == site.code {
                error(
                    "site-cycle", "\(path).parent",
                    "site \(site.code) is above itself: \(cycle(from: site.code, places))",
                    advice: "one site of a hierarchy has no parent")
                return
            }
            if !seen.insert(code).inserted { return }
            next = places[code].flatMap { lab.sites[$0].parent }
        }
        for (from, to) in [(site, parent), (lab.sites[above], site.code)]
        where !from.addresses.contains(where: { $0.destination == to }) {
            add(
                .warning, "no-address", path,
                "site \(from.code) has no address to site \(to): nothing gets from one to the other (event 332)",
                advice: "add { to: \"\(to)\" } to the addresses of \(from.code)")
        }
    }

    private func cycle(from code: SiteCode, _ places: [SiteCode: Int]) -> String {
        var words = [code.description]
        var next = places[code].flatMap { lab.sites[$0].parent }
        while let parent = next, words.count <= lab.sites.count {
            words.append(parent.description)
            if parent == code { break }
            next = places[parent].flatMap { lab.sites[$0].parent }
        }
        return words.joined(separator: " below ")
    }

    private mutating func checkSenders(_ site: SiteDefinition, _ path: String) {
        var kinds: Set<SenderKind> = []
        for (place, sender) in site.senders.enumerated() {
            let here = "\(path).senders[\(place)]"
            let what = "the \(sender.kind.displayName) of site \(site.code)"
            if !kinds.insert(sender.kind).inserted {
                error(
                    "duplicate-sender", "\(here).kind",
                    "site \(site.code) has two Senders of kind \(sender.kind.word)")
            }
            check(
                Int64(sender.maximumSendings), in: 0...100, "\(here).maximumSendings",
                "Maximum Concurrent Sendings of \(what)")
            check(
                Int64(sender.maximumSiteSendings), in: 0...100, "\(here).maximumSiteSendings",
                "Maximum Concurrent Site Sendings of \(what)")
            check(
                Int64(sender.retries), in: 1...1_000, "\(here).retries",
                "the number of retries of \(what), which cannot be 0 (Q214485)")
            check(
                sender.retryDelayMinutes, in: 1...10_080, "\(here).retryDelayMinutes",
                "the retry delay of \(what)", unit: "minutes")
            if !sender.hourlyPercent.isEmpty,
                sender.hourlyPercent.count != 24
                    || !sender.hourlyPercent.allSatisfy({ (0...100).contains($0) })
            {
                error(
                    "bad-hourly-percent", "\(here).hourlyPercent",
                    "the hourly limits of \(what) are 24 numbers from 0 to 100, one for each hour of a day")
            } else if !sender.hourlyPercent.isEmpty, !sender.hourlyPercent.contains(where: { $0 > 0 }) {
                add(
                    .warning, "sender-never-sends", "\(here).hourlyPercent",
                    "\(what) may use nothing of its link at any hour: it never sends")
            }
            if sender.maximumSendings == 0 || sender.maximumSiteSendings == 0 {
                add(
                    .warning, "sender-without-capacity", here,
                    "\(what) has a maximum of 0 sendings: it never sends (Q163379)")
            }
            let never = JobPriority.allCases.filter { !sender.schedule.everLets($0) }
            if never.contains(.high) {
                add(
                    .warning, "outbox-never-open", "\(here).schedule",
                    "the outbox of \(what) is never open: no job leaves it")
            } else if !never.isEmpty {
                add(
                    .warning, "outbox-high-only", "\(here).schedule",
                    "the outbox of \(what) is never open for jobs that are not High")
            }
        }
    }

    /// Helper servers: Windows NT servers of the site, and logon servers for Senders (RG S3CD3, Q135087, Q140366).
    private mutating func checkHelpers(_ site: SiteDefinition, _ path: String) {
        for helper in site.helpers {
            let here = "\(path).helpers.\(helper.service.rawValue)"
            let what = "\(helper.service.rawValue) of site \(site.code) cannot run on '\(helper.server)'"
            let name = helper.server.uppercased()
            guard let server = site.servers.first(where: { $0.name.uppercased() == name }) else {
                error(
                    "unknown-helper", here, "\(what): the site has no such server",
                    advice: "its servers are " + site.servers.map(\.name).joined(separator: ", "))
                continue
            }
            if server.kind != .windowsNT {
                error(
                    "bad-helper", here, "\(what), which is no Windows NT server",
                    advice: "components of SMS_EXECUTIVE run under Windows NT only")
            } else if helper.service.sender != nil, !server.roles.contains(.logon),
                !server.roles.contains(.site)
            {
                error(
                    "bad-helper", here,
                    "\(what): a Sender runs on the site server or a logon server (Q135087)",
                    advice: "give the server the role logon")
            }
        }
    }

    /// Forced delivery and Site Reporter's waits (Q128458, RG S3D2B).
    private mutating func checkDelivery(_ site: SiteDefinition, _ path: String) {
        let what = "site \(site.code)"
        check(
            Int64(site.retriesBeforeForcedDisconnection), in: 0...100,
            "\(path).retriesBeforeForcedDisconnection",
            "Number Of Retries Before Forced Disconnection of \(what)")
        check(
            Int64(site.forcedDisconnectionDelayMinutes), in: 0...10_080,
            "\(path).forcedDisconnectionDelayMinutes",
            "Forced Disconnection Delay of \(what)", unit: "minutes")
        let waits = [
            ("statusMinutes", site.siteReporter.statusMinutes),
            ("eventMinutes", site.siteReporter.eventMinutes),
            ("inventoryMinutes", site.siteReporter.inventoryMinutes),
        ]
        for (name, minutes) in waits {
            check(
                minutes, in: 0...525_600, "\(path).siteReporter.\(name)",
                "a wait of Site Reporter of \(what)",
                unit: "minutes")
        }
        checkSiteConfiguration(site.siteConfiguration, "\(path).siteConfiguration", what)
        let letter = site.preferredDrive.uppercased()
        if !letter.isEmpty, letter.utf8.count != 1 || !("A"..."Z").contains(letter) {
            error(
                "bad-drive-letter", "\(path).preferredDrive",
                "'\(site.preferredDrive)' is no drive letter from A to Z for temporary files of \(what)")
        }
    }

    /// The intervals of Site Configuration Manager.
    private mutating func checkSiteConfiguration(
        _ settings: SiteConfigurationSettings, _ path: String, _ what: String
    ) {
        check(
            settings.watchdogMinutes, in: LabLimits.watchdogMinutes, "\(path).watchdogMinutes",
            "Watchdogging Interval of \(what)", unit: "minutes")
        let intervals = [
            ("reportingMinutes", settings.reportingMinutes), ("logonScriptMinutes", settings.scriptMinutes),
            ("userGroupMinutes", settings.userGroupMinutes), ("restartMinutes", settings.restartMinutes),
        ]
        for (name, minutes) in intervals {
            check(
                minutes, in: LabLimits.configurationMinutes, "\(path).\(name)",
                "an interval of Site Configuration Manager of \(what)", unit: "minutes")
        }
    }

    private mutating func checkAddresses(_ site: SiteDefinition, _ path: String) {
        for (place, address) in site.addresses.enumerated() {
            check(
                Int64(address.percent), in: 1...100, "\(path).addresses[\(place)].percent",
                "the share of the link from \(site.code) to \(address.destination)", unit: "percent")
            let isTwice = site.addresses[..<place].contains {
                $0.destination == address.destination && $0.sender == address.sender
            }
            if isTwice {
                error(
                    "duplicate-address", "\(path).addresses[\(place)]",
                    "site \(site.code) has two addresses of the \(address.sender.displayName) to site \(address.destination)"
                )
            }
        }
    }

    private mutating func checkSiteGroups(_ site: SiteDefinition, _ path: String, _ codes: Set<SiteCode>) {
        var names: Set<String> = []
        for (place, group) in site.siteGroups.enumerated() {
            let here = "\(path).siteGroups[\(place)]"
            checkText(
                group.name, "\(here).name", "the name of a site group of \(site.code)",
                emptyCode: "empty-name")
            if !names.insert(group.name.uppercased()).inserted {
                error(
                    "duplicate-site-group", "\(here).name",
                    "site \(site.code) has two site groups '\(group.name)'")
            }
            for member in group.sites where !codes.contains(member) {
                add(
                    .warning, "unknown-site", "\(here).sites",
                    "the site group '\(group.name)' names \(member), which is no site of the lab")
            }
        }
    }

    /// Alerts: a primary site's, each with a name of its own, over a query that is there (events 207 and 380).
    private mutating func checkAlerts(_ site: SiteDefinition, _ path: String) {
        if site.isSecondary, !site.alerts.isEmpty {
            error(
                "alerts-at-secondary", "\(path).alerts",
                "site \(site.code) is a secondary site, which has no database to ask (Q133111)",
                advice: "give the alerts to its parent")
        }
        var names: Set<String> = []
        for (place, alert) in site.alerts.enumerated() {
            let here = "\(path).alerts[\(place)]"
            checkText(
                alert.name, "\(here).name", "the name of an alert of \(site.code)", emptyCode: "empty-name")
            if !names.insert(alert.name.uppercased()).inserted {
                error(
                    "duplicate-alert", "\(here).name", "site \(site.code) has two alerts '\(alert.name)'")
            }
            check(
                alert.minutes, in: 1...525_600, "\(here).minutes", "the interval of an alert", unit: "minutes"
            )
            check(alert.atLeast, in: 1...1_000_000_000, "\(here).atLeast", "what an alert has to find")
            if !site.queries.contains(where: { $0.name.uppercased() == alert.query.uppercased() }) {
                add(
                    .warning, "alert-without-query", "\(here).query",
                    "alert '\(alert.name)' of site \(site.code) runs query '\(alert.query)', which is none of its: "
                        + "it gives event 207")
            }
            let server = alert.tells.uppercased()
            if !server.isEmpty, !site.servers.contains(where: { $0.name.uppercased() == server }) {
                add(
                    .warning, "alert-without-server", "\(here).tells",
                    "alert '\(alert.name)' tells \(alert.tells), which is no server of site \(site.code) (event 380)"
                )
            }
        }
    }

    private mutating func checkFault(_ fault: FaultDefinition, _ path: String, _ places: [SiteCode: Int]) {
        let sites: [SiteCode] =
            switch fault.subject {
            case .link(let one, let other): [one, other]
            case .server(let site, _), .client(let site, _), .site(let site, _), .sql(let site),
                .request(let site, _, _):
                [site]
            }
        for code in sites where places[code] == nil {
            error("unknown-site", path, "the fault is about site \(code), which is no site of the lab")
        }
        if case .link(let one, let other) = fault.subject, one == other {
            error("bad-fault", path, "a link goes from one site to another, not from \(one) to itself")
        }
        if case .sql(let code) = fault.subject, let place = places[code], lab.sites[place].isSecondary {
            error(
                "bad-fault", path, "site \(code) is a secondary site, which has no SQL database (Q133111)")
        }
        if case .site(let code, let what) = fault.subject, what.isOfDatabase, let place = places[code],
            lab.sites[place].isSecondary
        {
            error(
                "bad-fault", path, "site \(code) is a secondary site, which has no SQL database (Q133111)")
        }
        if case .server(let code, let name) = fault.subject, let place = places[code],
            !lab.sites[place].servers.contains(where: { $0.name.uppercased() == name.uppercased() })
        {
            error("unknown-server", path, "the fault is about server \(name), which site \(code) has not")
        }
        checkTimes(of: fault, path)
        if let until = fault.until, until <= fault.from {
            error(
                "bad-fault", path,
                "the fault ends at \(until), which is not after its beginning at \(fault.from)")
        }
    }

    /// Times of a fault are shown by the clocks of the first site, and it begins when there is a lab.
    private mutating func checkTimes(of fault: FaultDefinition, _ path: String) {
        guard let site = lab.sites.first else { return }
        for time in [fault.from] + (fault.until.map { [$0] } ?? []) {
            let shown = site.zone.localTime(atUTC: site.zone.utcSeconds(of: time))
            if shown != time {
                error(
                    "fault-skipped", path,
                    "the fault is to begin or end at \(time), which the clocks of site \(site.code) skip that night (\(site.zone))",
                    advice: "write \(shown)")
            }
        }
        if let until = fault.until, fault.from < until, until <= lab.start {
            add(
                .warning, "fault-over", path,
                "the fault ends at \(until), before the lab begins at \(lab.start): it does nothing")
        } else if fault.from < lab.start {
            add(
                .warning, "fault-early", path,
                "the fault begins at \(fault.from), before the lab does at \(lab.start): it is there from the beginning"
            )
        }
    }

    /// Shares that are no packages': each with a name of its own, on a drive that there is.
    mutating func checkShares(_ server: ServerDefinition, _ path: String, _ what: String) {
        let letters = server.drives.map { $0.letter.uppercased() }
        var names: Set<String> = []
        for (place, share) in server.shares.enumerated() {
            let name = share.name.uppercased()
            if name.isEmpty || name.contains("\\") {
                error(
                    "bad-share-name", "\(path).shares[\(place)].name",
                    "\(what): '\(share.name)' is no name of a share")
            } else if !names.insert(name).inserted {
                error(
                    "duplicate-share", "\(path).shares[\(place)].name", "\(what) has the share \(name) twice")
            }
            if !letters.contains(share.drive.uppercased()) {
                error(
                    "share-drive-missing", "\(path).shares[\(place)].drive",
                    "the share \(name) of \(what) is to be on drive \(share.drive), which the server has not")
            }
        }
    }
}
