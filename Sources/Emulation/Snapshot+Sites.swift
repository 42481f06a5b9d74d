import Pipeline
import SiteModel

// What a snapshot holds of other sites, since rules 3.

extension Emulation {
    /// Codes what a site knows of others, its files on their way, its system jobs and its box for the parent.
    func codeSites(_ image: SiteImage, _ coder: inout SnapshotCoder) {
        guard coder.rules >= 3 else { return }
        codeKnown(image, &coder)
        coder.number(&image.nextFile)
        var files = image.files.sorted { $0.key < $1.key }.map { (name: $0.key, file: $0.value) }
        coder.list(&files, empty: (name: 0, file: Instruction(kind: .job, origin: 0, destination: 0))) {
            coder, entry in
            coder.number(&entry.name)
            self.codeInstruction(&entry.file, image, &coder)
        }
        if coder.isReading {
            image.files = Dictionary(uniqueKeysWithValues: files.map { ($0.name, $0.file) })
        }
        codeSystemJobs(image, &coder)
        coder.places(&image.freeRequests)
        coder.list(&image.reportBox, empty: .blank) { Self.codeItem(&$1, &$0) }
        coder.list(&image.reportsSince, empty: -1) { $0.number(&$1) }
        var toLoadItems = coder.isReading ? [] : image.toLoadItems
        coder.list(&toLoadItems, empty: .blank) { Self.codeItem(&$1, &$0) }
        if coder.isReading { image.toLoadItems = toLoadItems }
        coder.list(&image.remoteLocations, empty: RemoteLocation(site: 0, package: 0, origin: 0, server: ""))
        {
            coder, location in
            coder.number(&location.site)
            coder.number(&location.package)
            coder.number(&location.origin)
            coder.text(&location.server)
            var isSharing = location.kind == .sharing
            coder.flag(&isSharing)
            location.kind = isSharing ? .sharing : .workstation
        }
        coder.list(&image.filesInUse, empty: FileInUse(package: 0, server: 0, until: 0)) { coder, file in
            coder.number(&file.package)
            coder.number(&file.server)
            coder.number(&file.until)
        }
        coder.list(&image.remoteServerNames, empty: "") { $0.text(&$1) }
        codePairs(&image.dirtyDefinitions, &coder)
        codePairs(&image.sentVersions, &coder)
        var standing = image.standing.sorted()
        coder.list(&standing, empty: 0) { $0.number(&$1) }
        image.standing = Set(standing)
        var paused = image.paused.map(\.rawValue)
        coder.list(&paused, empty: "") { $0.text(&$1) }
        image.paused = paused.compactMap { ServiceName(rawValue: $0) }
        var stopped = image.stopped.map(\.rawValue)
        coder.list(&stopped, empty: "") { $0.text(&$1) }
        image.stopped = stopped.compactMap { ServiceName(rawValue: $0) }
        coder.number(&image.executiveEnds)
        codeFaults(image, &coder)
        codeLoadBox(image, &coder)
        codeProgramGroups(image, &coder)
        coder.places(&image.givenBack)
    }

    /// Codes what is wrong at a site.
    private func codeFaults(_ image: SiteImage, _ coder: inout SnapshotCoder) {
        var faults = image.faults.map(\.rawValue)
        coder.list(&faults, empty: "") { $0.text(&$1) }
        image.faults = faults.compactMap { SiteFault(rawValue: $0) }
        coder.number(&image.badLogons)
        coder.number(&image.invalidJobFiles)
        coder.list(&image.ghosts, empty: 0) { $0.number(&$1) }
    }

    private func codePairs<Key: FixedWidthInteger & Hashable>(
        _ table: inout [Key: Int64], _ coder: inout SnapshotCoder
    ) {
        var pairs = table.sorted { $0.key < $1.key }.map { (key: $0.key, value: $0.value) }
        coder.list(&pairs, empty: (key: 0, value: 0)) { coder, pair in
            coder.number(&pair.key)
            coder.number(&pair.value)
        }
        guard coder.isReading else { return }
        table = [:]
        for pair in pairs { table[pair.key] = pair.value }
    }

    private func codeKnown(_ image: SiteImage, _ coder: inout SnapshotCoder) {
        var parts = image.known.parts
        var ranges = image.known.population.blocks.map(\.range)
        var domains = image.known.population.blocks.map(\.domain)
        var removed = image.known.population.removed
        coder.list(&parts, empty: .blank) { coder, part in
            coder.number(&part.site)
            coder.number(&part.first)
        }
        coder.list(&ranges, empty: ClientRange(pattern: "")) { Self.codeRange(&$1, &$0) }
        coder.list(&domains, empty: "") { $0.text(&$1) }
        coder.places(&removed)
        var servers = image.knownServers.sorted { $0.key < $1.key }.map { (site: $0.key, servers: $0.value) }
        coder.list(&servers, empty: (site: 0, servers: KnownServers(names: [], defaults: []))) {
            coder, entry in
            coder.number(&entry.site)
            coder.list(&entry.servers.names, empty: "") { $0.text(&$1) }
            coder.list(&entry.servers.defaults, empty: "") { $0.text(&$1) }
        }
        guard coder.isReading, parts.count == ranges.count, parts.count == domains.count else { return }
        image.known = KnownMachines()
        for place in parts.indices {
            image.known.add(
                ranges[place], domain: domains[place], of: parts[place].site, first: parts[place].first)
        }
        for client in removed { image.known.population.markRemoved(client) }
        image.knownServers = Dictionary(uniqueKeysWithValues: servers.map { ($0.site, $0.servers) })
    }

    /// What other sites know of a range: names, domain, platform, user, inventory.
    static func codeRange(_ range: inout ClientRange, _ coder: inout SnapshotCoder) {
        coder.text(&range.pattern)
        coder.number(&range.first)
        coder.number(&range.count)
        coder.text(&range.domain)
        var platform = range.platform.rawValue
        coder.number(&platform)
        range.platform = PlatformMask(rawValue: platform)
        coder.text(&range.user)
        codeInventory(&range.inventory, &coder)
    }

    private func codeInstruction(
        _ file: inout Instruction, _ image: SiteImage, _ coder: inout SnapshotCoder
    ) {
        coder.choice(&file.kind)
        coder.number(&file.origin)
        coder.number(&file.destination)
        coder.number(&file.jobCounter)
        var row = file.job.map {
            JobRow(site: image.definition.code, job: $0, created: 0, who: file.who, offer: file.offer)
        }
        coder.record(&row)
        if coder.isReading {
            file.job = row?.job
            file.who = row?.who ?? ""
            file.offer = row?.offer ?? JobOffer()
        }
        var request = file.requestCounter.map { Int64($0) }
        coder.optional(&request)
        file.requestCounter = request.map { UInt32(truncatingIfNeeded: $0) }
        codePackageRecord(&file.package, image, &coder)
        codeFacts(&file.packed, &coder)
        coder.number(&file.version)
        coder.number(&file.transferBytes)
        coder.flag(&file.carriesPackage)
        coder.choice(&file.priority)
        coder.places(&file.targets)
        coder.list(&file.servers, empty: "") { $0.text(&$1) }
        coder.list(&file.items, empty: .blank) { Self.codeItem(&$1, &$0) }
        coder.list(&file.otherServers, empty: "") { $0.text(&$1) }
        var controls = file.control.map { [$0] } ?? []
        Self.codeControlFiles(&controls, image, &coder)
        file.control = controls.first
        Self.codeGroups(&file.programGroups, &coder)
        coder.number(&file.groupsOf)
    }

    static func codeItem(_ item: inout ReportItem, _ coder: inout SnapshotCoder) {
        coder.choice(&item.kind)
        coder.number(&item.origin)
        coder.number(&item.site)
        coder.number(&item.status)
        coder.number(&item.attempts)
        coder.number(&item.job)
        coder.number(&item.subject)
        coder.number(&item.number)
        coder.number(&item.instant)
        coder.text(&item.name)
    }

    private func codeSystemJobs(_ image: SiteImage, _ coder: inout SnapshotCoder) {
        var jobs = image.systemJobs.values.sorted { $0.counter < $1.counter }
        coder.list(&jobs, empty: .blank) { coder, job in
            coder.number(&job.counter)
            coder.choice(&job.kind)
            coder.number(&job.destination)
            coder.choice(&job.status)
            coder.choice(&job.sending)
            coder.number(&job.createdAt)
            coder.optional(&job.endedAt)
            coder.number(&job.file)
            coder.flag(&job.hasNoType)
        }
        if coder.isReading {
            image.systemJobs = Dictionary(uniqueKeysWithValues: jobs.map { ($0.counter, $0) })
        }
        coder.places(&image.openSystemJobs)
        coder.places(&image.endedSystemJobs)
    }

    /// Codes a site's Senders; those of the first release had a LAN Sender with a list of requests.
    mutating func codeSenders(_ site: Int, _ coder: inout SnapshotCoder) {
        if coder.rules < 3 {
            var active: [UInt32] = []
            coder.places(&active)
            senders[site] = [Sender(kind: .lan)]
            senders[site][0].active = active.map { request in
                var entry = ActiveSending.blank
                entry.request = request
                entry.since = 0
                return entry
            }
            return
        }
        coder.list(&senders[site], empty: Sender(kind: .lan)) { coder, sender in
            var kind = sender.kind
            coder.choice(&kind)
            if kind != sender.kind { sender = Sender(kind: kind) }
            coder.list(&sender.active, empty: .blank) { coder, entry in
                coder.number(&entry.request)
                coder.number(&entry.since)
                coder.number(&entry.left)
                coder.number(&entry.generation)
            }
            coder.number(&sender.wakesAt)
            coder.number(&sender.nextGeneration)
        }
    }

    /// Codes which links are down.
    mutating func codeLinks(_ coder: inout SnapshotCoder) {
        guard coder.rules >= 3 else { return }
        var links = downLinks.sorted().map { (one: $0.one, other: $0.other) }
        coder.list(&links, empty: (one: 0, other: 0)) { coder, link in
            coder.number(&link.one)
            coder.number(&link.other)
        }
        downLinks = Set(links.map { LinkPair($0.one, $0.other) })
        codeDown(&coder)
    }

    /// Puts back what follows from the rest: the tree of sites, and who can be reached.
    mutating func restoreSites(rules: Int64) {
        linkSitesQuietly()
        // A lab of the first release had no Applications Manager.
        guard rules < 3 else { return }
        for site in images.indices {
            images[site].fillProgramItems()
            push(
                Signal(.applicationsPoll, site: UInt16(site)),
                at: firstPoll(.applicationsPoll, site: UInt16(site)))
        }
    }
}
