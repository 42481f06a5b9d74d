import Pipeline
public import SiteModel

// The tree of sites, the links between them, and what is down.

extension Emulation {
    /// Gives every site the tree as it is now.
    mutating func linkSites() {
        shareTree()
        refreshLinks()
    }

    /// As `linkSites`, and tells no Sender: what it knows it knew when the snapshot was taken.
    mutating func linkSitesQuietly() {
        shareTree()
        for image in images { image.setDown(image.siteServerIsDown) }
        for (site, lost) in lostNeighbours().enumerated() { images[site].setUnreachable(lost) }
    }

    private func shareTree() {
        let tree = Hierarchy(images.map(\.definition), removed: images.map(\.isRemoved))
        for image in images { image.setHierarchy(tree) }
    }

    /// Lets every site know the computers and servers of the sites below it, as their inventory told before the lab began.
    mutating func learnEverything() {
        for site in images.indices { learn(from: UInt16(site)) }
    }

    /// Lets the sites above a site know its computers and servers.
    mutating func learn(from site: UInt16, above first: UInt16? = nil) {
        let image = images[Int(site)]
        // A site that was attached brings those below it: whoever is between knows them already.
        var next = images[Int(first ?? site)].parent
        var steps = 0
        while let above = next, steps <= images.count {
            for block in image.clients.blocks {
                images[Int(above)].learn(
                    block.range, domain: block.domain, of: site, first: UInt32(block.base))
            }
            images[Int(above)].learn(servers: image.ownServers, of: site)
            next = images[Int(above)].parent
            steps += 1
        }
    }

    /// Lets a site know the computers and servers that a bundle of inventory tells of.
    mutating func learnMachines(_ items: ArraySlice<ReportItem>, _ image: SiteImage) {
        for item in items
        where item.kind == .servers && image.hierarchy.isWithin(item.site, image.number) {
            image.learn(servers: images[Int(item.site)].ownServers, of: item.site)
        }
        for item in items where item.kind == .machines {
            let site = images[Int(item.site)]
            let first = Int(item.subject)
            for block in site.clients.blocks
            where block.base >= first && block.base < first + Int(item.number)
                && image.known.handle(site: item.site, client: UInt32(block.base)) == nil
            {
                image.learn(
                    block.range, domain: block.domain, of: item.site, first: UInt32(block.base))
            }
        }
    }

    // MARK: Faults

    /// The links that are down, by the codes of their sites.
    public var linksDown: [(one: SiteCode, other: SiteCode)] {
        downLinks.sorted().map {
            (images[Int($0.one)].definition.code, images[Int($0.other)].definition.code)
        }
    }

    /// Schedules what the lab file says goes down and comes back.
    mutating func scheduleFaults() {
        let zone = definition.sites.first?.zone ?? .utc
        for (number, fault) in definition.faults.enumerated() where !fault.isDropped {
            let from = zone.utcSeconds(of: fault.from) * 1_000
            push(Signal(.faultChanged, site: 0, UInt32(number), 1), at: max(from, now))
            if let until = fault.until {
                push(
                    Signal(.faultChanged, site: 0, UInt32(number), 0),
                    at: max(zone.utcSeconds(of: until) * 1_000, now))
            }
        }
    }

    /// A scheduled fault begins or ends.
    mutating func changeFault(_ number: Int, isDown: Bool) {
        guard definition.faults.indices.contains(number), !definition.faults[number].isDropped else { return }
        setFault(definition.faults[number].subject, isDown: isDown)
    }

    /// Takes a link, a server or a client down or brings it back; whoever is not there any more is left alone.
    mutating func setFault(_ subject: FaultDefinition.Subject, isDown: Bool) {
        noteDown(subject, isDown: isDown)
        switch subject {
        case .link(let one, let other):
            guard let first = place(of: one), let second = place(of: other) else { return }
            let pair = LinkPair(UInt16(first), UInt16(second))
            if isDown { downLinks.insert(pair) } else { downLinks.remove(pair) }
            refreshLinks()
        case .server(let code, let name):
            guard let site = place(of: code), let server = images[site].serverIndex(name) else { return }
            let wasReachable = images[site].servers[server].isReachable
            images[site].setOnline(server, !isDown)
            // A lab that is opened again has its settings from here.
            definition.sites[site] = images[site].definition
            refreshLinks()
            if wasReachable {
                noteLostServer(site, server)
                stopSenders(site, lost: true)
            } else if !isDown {
                wakeServices(on: images[site].servers[server].definition.name, site: site)
            }
        case .client(let code, let name):
            guard let site = place(of: code), let client = images[site].clients.index(name) else { return }
            setClientPower(site: site, client: client, on: !isDown)
        case .sql(let code):
            guard let site = place(of: code), !images[site].definition.isSecondary else { return }
            images[site].setSQLDown(isDown)
            if !isDown { wake(site) }
        case .site(let code, let fault):
            guard let site = place(of: code) else { return }
            images[site].setFault(fault, isDown)
            // What goes with a second Sender is a setting, and a lab that is opened again has it from here.
            definition.sites[site] = images[site].definition
            refreshLinks()
            if !isDown { wake(site) }
        case .request(let code, let id, let fault):
            guard isDown, let site = place(of: code), let request = images[site].requestIndex(id) else {
                return
            }
            images[site].setRequestFault(request, fault)
        }
    }

    /// Counts a bad logon to the service account of a site, which may be locked out by it (Q163747).
    mutating func countBadLogon(at site: Int) {
        guard images.indices.contains(site), images[site].countBadLogon() else { return }
        setFault(.site(images[site].definition.code, .accountLocked), isDown: true)
    }

    /// Lets a site's Senders know the room at the sites that packages are for.
    func lookAtRoom(_ image: SiteImage) {
        if !image.room.isEmpty { image.room.removeAll(keepingCapacity: true) }
        for hop in image.packageHops {
            let other = images[Int(hop)]
            guard let server = other.siteServer, let drive = other.smsDrive,
                other.servers[server].drives.indices.contains(drive)
            else { continue }
            image.room[hop] = other.servers[server].drives[drive].freeBytes
        }
    }

    private func place(of code: SiteCode) -> Int? {
        images.firstIndex { $0.definition.code == code && !$0.isRemoved }
    }

    /// Works out which neighbours each site cannot reach, and tells the Senders of those that changed.
    mutating func refreshLinks() {
        for (site, image) in images.enumerated() where image.isDown != image.siteServerIsDown {
            image.setDown(image.siteServerIsDown)
            if !image.isDown { wake(site) }
        }
        for (site, lost) in lostNeighbours().enumerated() {
            let image = images[site]
            guard lost != image.unreachable else { continue }
            let fresh = lost.filter { !image.unreachable.contains($0) }
            image.setUnreachable(lost)
            for other in fresh {
                for sender in senders[site] {
                    push(
                        Signal(.linkChanged, site: UInt16(site), UInt32(other), UInt32(sender.kind.rawValue)),
                        at: now)
                }
            }
        }
    }

    /// Lets the threads that wait for files look for some: the others find theirs at their next polls.
    mutating func wake(_ site: Int) {
        for sender in senders[site] {
            push(Signal(.senderPoll, site: UInt16(site), UInt32(sender.kind.rawValue)), at: now)
        }
        push(Signal(.dataLoaderArrival, site: UInt16(site)), at: now)
    }

    /// The neighbours that each site has an address to and cannot reach, by site number.
    private func lostNeighbours() -> [[UInt16]] {
        var found = [[UInt16]](repeating: [], count: images.count)
        // Nobody gets in or out under an account that is locked out.
        let isDown = images.map { $0.isRemoved || $0.siteServerIsDown || $0.has(.accountLocked) }
        // Without anything down nobody is lost, and most labs are so most of the time.
        if downLinks.isEmpty, !isDown.contains(true) { return found }
        var numbers: [SiteCode: Int] = [:]
        for (number, image) in images.enumerated() { numbers[image.definition.code] = number }
        for (site, image) in images.enumerated() where !image.isRemoved {
            // By the addresses: a tree of a thousand sites has two for each, not a thousand.
            for address in image.definition.addresses {
                guard let other = numbers[address.destination], other != site else { continue }
                let pair = LinkPair(UInt16(site), UInt16(other))
                if isDown[other] || isDown[site] || downLinks.contains(pair) {
                    found[site].append(UInt16(other))
                }
            }
            found[site] = Array(Set(found[site])).sorted()
        }
        return found
    }
}

/// A link between two sites, the lower number first.
struct LinkPair: Hashable, Comparable {
    let one: UInt16
    let other: UInt16

    init(_ first: UInt16, _ second: UInt16) {
        one = min(first, second)
        other = max(first, second)
    }

    static func < (left: LinkPair, right: LinkPair) -> Bool {
        (left.one, left.other) < (right.one, right.other)
    }
}
