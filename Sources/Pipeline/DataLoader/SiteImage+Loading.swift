import SiteModel

// What lies in DELTAMIF.COL, and how it gets into the database.

extension SiteImage {
    /// Statuses of own clients that wait for the Data Loader, by type and then by age.
    public package(set) var toLoad: [LeftStatus] {
        get { loadBox.queues.flatMap(\.statuses) }
        set {
            for type in LoadType.allCases {
                loadBox[type].setStatuses(newValue.filter { loadType(of: $0) == type })
            }
        }
    }

    /// How many statuses `toLoad` holds.
    package var toLoadCount: Int { loadBox.queues.reduce(0) { $0 + $1.statusCount } }

    /// One of the statuses of `toLoad`, without making the list.
    package func toLoad(at place: Int) -> LeftStatus {
        var place = place
        for type in loadBox.queues.indices {
            if place < loadBox.queues[type].statusCount { return loadBox.queues[type].status(place) }
            place -= loadBox.queues[type].statusCount
        }
        preconditionFailure("\(toLoadCount) statuses wait")
    }

    /// What came from sites below and waits for the Data Loader, by type and then by age.
    public package(set) var toLoadItems: [ReportItem] {
        get { loadBox.queues.flatMap(\.items) }
        set {
            for type in LoadType.allCases {
                loadBox[type].setItems(newValue.filter { loadType(of: $0) == type })
            }
        }
    }

    /// Whether an event stands that says that the database was lost (243).
    var hasLostSQL: Bool { standing.contains(JobLive.raisedKey(243, noHandle)) }

    /// How many rows JobDetails has.
    var jobDetailRows: Int64 { Int64(details.count + siteDetails.count) }

    /// The type of a client's status: a failed one is an event (Q169491); what an expiry makes is a job status MIF, whatever
    /// it tells (Q152229).
    func loadType(of status: LeftStatus) -> LoadType {
        if quirks.contains(.centralMIFFlood) { return .other }
        return status.outcome == .failed && !status.isOfJob ? .events : .jobStatus
    }

    /// The type of something that is no client's status.
    package func loadType(of item: ReportItem) -> LoadType {
        if quirks.contains(.centralMIFFlood) { return .other }
        return switch item.kind {
        case .workstation: item.status == UInt8(JobStatus.retrying.rawValue) ? .events : .jobStatus
        case .siteArrival, .server, .completion, .cancelled: .jobStatus
        case .event: .events
        case .userGroups: .userGroups
        case .location: .packageLocations
        case .machines, .damaged, .servers: .other
        }
    }

    /// Puts a MIF into DELTAMIF.COL of a primary site, or into SITEREP.BOX of a secondary one (RG); whoever calls it
    /// gives the Data Loader its signal.
    package func putMIF(_ item: ReportItem) {
        if definition.isSecondary { return report(item) }
        loadBox[loadType(of: item)].append(item)
        changes.loader = true
    }

    /// Puts MIFs that came from a site below into DELTAMIF.COL.
    func putMIFs(_ items: [ReportItem]) {
        for item in items { loadBox[loadType(of: item)].append(item) }
        changes.loader = true
    }

    /// Puts an instruction into RECEIVE that is none.
    package func putDamagedInstruction() {
        let file = Instruction(kind: .damaged, origin: number, destination: number)
        receive(.miniJob, subject: keep(file), info: ReceivedLive.damaged)
    }

    /// Takes damaged files of a kind away, as an administrator does by hand (Q152468).
    package func removeDamaged(_ kind: DamagedFileKind) {
        switch kind {
        case .mif, .corruptMIF:
            for type in LoadType.allCases {
                loadBox[type].setItems(
                    loadBox[type].items.filter {
                        $0.kind != .damaged || $0.isCorrupt != (kind == .corruptMIF)
                    })
            }
            changes.loader = true
        case .corruptInstruction:
            for entry in received where entry.kind == .miniJob && files[entry.subject]?.kind == .damaged {
                takeReceived(number: entry.number)
                _ = takeFile(entry.subject)
            }
        }
    }

    /// Whether a client's status can be loaded: its text can be read, and its job has rows.
    func canLoad(_ status: LeftStatus) -> Bool {
        isReadable(status.marks) && !jobs[Int(details[Int(status.detail)].job)].isDeleted
    }

    /// Whether the text of a status MIF can be read: some releases end a value at an escaped quotation mark (Q140810), or
    /// take a year from 31 on for one of another century (Q239534).
    private func isReadable(_ marks: UInt32) -> Bool {
        if marks & StatusBits.quoted != 0, quirks.contains(.statusQuoteRefused) { return false }
        return marks & StatusBits.late == 0 || !quirks.contains(.mifYear2030)
    }

    /// Whether a MIF can be loaded: it can be read, and the job that it is about is known.
    func canLoad(_ item: ReportItem) -> Bool {
        switch item.kind {
        case .damaged: false
        case .workstation where !isReadable(UInt32(truncatingIfNeeded: item.number)): false
        case .workstation:
            item.origin != number
                || ownJob(item) != nil && known.handle(site: item.site, client: item.subject) != nil
        case .siteArrival, .server, .completion, .cancelled: item.origin != number || ownJob(item) != nil
        case .event, .location, .machines, .userGroups, .servers: true
        }
    }

    /// Takes the first statuses of a type; what could not be loaded stays, with an X.
    func takeLoaded(_ count: Int, _ type: LoadType) {
        let count = min(count, loadBox[type].statusCount)
        for place in 0..<count {
            let status = loadBox[type].status(place)
            if canLoad(status) { continue }
            let row = details[Int(status.detail)]
            var item = ReportItem(
                kind: .workstation, origin: jobs[Int(row.job)].origin, site: number,
                job: jobs[Int(row.job)].job.id.counter, instant: 0)
            item.subject = row.client
            item.number = Int64(status.marks)
            loadBox[type].failed.append(
                LoadQueue.Failed(item: item, number: loadBox[type].number(ofStatus: place), tries: 1))
        }
        loadBox[type].removeStatuses(count)
        changes.loader = true
    }

    /// Loads the first things of a type that came from below; what could not be loaded stays, with an X.
    func loadItems(_ count: Int, _ type: LoadType, now: Int64) {
        let items = loadBox[type].items.prefix(count)
        for (place, item) in items.enumerated() {
            if canLoad(item) {
                loadItem(item, now: now)
            } else {
                loadBox[type].failed.append(
                    LoadQueue.Failed(item: item, number: loadBox[type].number(ofItem: place), tries: 1))
            }
        }
        loadBox[type].removeItems(items.count)
        changes.loader = true
    }

    /// Tries the first files with an X once more.
    func retryMIFs(_ count: Int, _ type: LoadType, now: Int64) {
        let tried = loadBox[type].failed.prefix(count)
        loadBox[type].failed.removeFirst(tried.count)
        for var file in tried {
            if canLoad(file.item) {
                loadItem(file.item, now: now)
                continue
            }
            file.tries += 1
            if file.tries >= InventoryDataLoader.maximumTries {
                loadBox.bad.append(LoadBox.Bad(number: file.number, type: type.rawValue))
            } else {
                loadBox[type].failed.append(file)
            }
        }
        changes.loader = true
    }

    /// The database knows now where a package lies at this site.
    func loadOwnLocation(_ item: ReportItem) {
        let kind: PackageLocationKind = item.status == 1 ? .sharing : .workstation
        let there = servers.indices.filter { servers[$0].definition.name == item.name }.map { UInt32($0) }
        for set in packages.indices
        where Int64(packages[set].package.id.counter) == item.number && packages[set].kind == kind
            && (hierarchy.number(of: packages[set].package.id.site) ?? number) == item.origin
        {
            for server in there {
                guard let place = locationPlace(package: UInt32(set), server: server) else { continue }
                // What was taken away before the file was loaded is not told of (Q153231 is about rows that were).
                if !locations[place].isRemoved { locations[place].isReported = true }
                changes.locations.insert(UInt32(place))
            }
        }
        report(item)
    }
}
