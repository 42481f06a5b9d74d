import LegacyFormats
import Pipeline
import SiteModel

/// The texts that are put into an event's message.
struct EventWords {
    let image: SiteImage
    let rules: RuleBook
    /// Every site of the lab by number: an address names the server of a site of which this one has no rows.
    let peers: [SiteImage]

    /// The insertions of an event, in the order of its message's slots.
    func insertions(of event: EventLive) -> [String] {
        let slots = EventCatalogue.entry(Int(event.number))?.slots ?? []
        let values = values(of: event)
        return slots.map { values[$0] ?? "" }
    }

    /// What can stand in a slot, by the slot's name.
    private func values(of event: EventLive) -> [String: String] {
        var found = ["site": image.definition.code.description]
        if event.job != noHandle { add(jobOf: event, to: &found) }
        if Self.siteEvents.contains(event.number), event.subject != noHandle {
            found["site"] = image.code(of: UInt16(truncatingIfNeeded: event.subject)).description
            return found
        }
        if event.number == 331 {
            found["job"] = FileNames.systemJob(event.subject, image.definition.code)
        } else if Self.aboutSources.contains(event.number) {
            // Its subject is no server. A system job has no package of its own: its files lie in TOSEND.
            guard event.job == noHandle, event.subject != noHandle else { return found }
            found["package"] = FileNames.systemJob(event.subject, image.definition.code)
            found["path"] = FileNames.siteRoot(image).map { "\($0)\\SITE.SRV\\SENDER.BOX\\TOSEND" } ?? ""
        } else if event.number == 245 {
            found["path"] = badFile(event.subject)
        } else if event.number == 119 || event.number == 374 {
            add(clientOf: event, to: &found)
        } else if Self.aboutSites.contains(event.number) {
            add(siteOf: event, to: &found)
        } else if image.servers.indices.contains(Int(event.subject)) {
            let server = image.servers[Int(event.subject)]
            found["server"] = server.definition.name
            add(placeOf: event, to: &found)
            // A file in use shows as a drive without figures (Q193766).
            if event.number == 109, event.attempt == 32 {
                found["required"] = ""
            } else if event.number != 393 {
                found["available"] = String(server.drives.map(\.freeBytes).max() ?? 0)
            }
        }
        return found
    }

    /// Where the job's package lies on the server that an event is about, or is to lie.
    private func add(placeOf event: EventLive, to found: inout [String: String]) {
        guard event.job != noHandle else { return }
        let live = image.jobs[Int(event.job)]
        guard live.package != noHandle else { return }
        let server = image.servers[Int(event.subject)].definition.name
        let id = image.packages[Int(live.package)].package.id
        let sharing = image.packages[Int(live.package)].package.sharing?.shareName ?? ""
        let isTree = event.number == 10
        let place = image.locations.first {
            $0.server == event.subject && image.packages[Int($0.package)].package.id == id
                && (!isTree || image.packages[Int($0.package)].isSharing)
        }
        let path =
            place.map { "\\\\\(server)\\\($0.share)\\\(image.packageFolder(of: $0))" }
            ?? "\\\\\(server)\\\(sharing)"
        found["path"] = path
        found["file"] = path + "\\*"
        found["share"] = place?.share ?? sharing
        found["volume"] = id.description
    }

    /// Events of Site Configuration Manager and Hierarchy Manager whose subject is a site.
    private static let siteEvents: Set<Int64> = Set(358...362).union([211, 214, 335, 338, 348])

    /// Events of the Scheduler about what it packs.
    private static let aboutSources: Set<Int64> = [313, 329, 330]

    /// Events whose subject is another site: of the Senders, and of the Scheduler about sending.
    private static let aboutSites: Set<Int64> = Set(251...304).union([18, 21, 37, 39, 43, 316, 317, 332])

    /// What is known of the way to a site: the address that the Sender used, and the error of a connection that failed.
    private func add(siteOf event: EventLive, to found: inout [String: String]) {
        guard let site = UInt16(exactly: event.subject) else { return }
        found["site"] = image.code(of: site).description
        found["share"] = "SMS_SITE"
        let kind = SenderKind.allCases.first { Component($0) == event.component }
        let address = image.addresses(to: site).first { kind == nil || $0.sender == kind }
        let named = address.map(\.server) ?? ""
        let there = peers.indices.contains(Int(site)) ? peers[Int(site)].definition.siteServer?.name : nil
        found["server"] = named.isEmpty ? image.siteServerName(of: site) ?? there ?? "" : named
        found["address"] = (kind ?? address?.sender ?? .lan).displayName
        found["entry"] = image.code(of: site).description
        // 53: the network path was not found; of RAS 678: there is no answer; 5: access is denied.
        let isRefused = site == image.number && image.has(.selfRights)
        found["code"] = isRefused ? "5" : event.number == 252 ? "678" : "53"
        // One of the two that a job may have there: 317 is about the cancel, 21 is not.
        let isCancel: Bool? = event.number == 317 ? true : event.number == 21 ? false : nil
        if let request = image.requests.last(where: {
            $0.destination == site && (event.job == noHandle || $0.job == event.job)
                && $0.isCancel == (isCancel ?? $0.isCancel)
        }) {
            found["request"] = request.id.description
            found["retries"] = String(request.failures)
        }
    }

    /// The path of a file in BADMIFS.
    private func badFile(_ subject: UInt32) -> String {
        let type = LoadType(rawValue: UInt8(subject & 7)) ?? .other
        return "\(FileNames.siteRoot(image) ?? "")\\SITE.SRV\\DATALOAD.BOX\\DELTAMIF.COL\\BADMIFS\\"
            + LoadQueue.name(subject >> 3, type, failed: true)
    }

    private func add(jobOf event: EventLive, to found: inout [String: String]) {
        let live = image.jobs[Int(event.job)]
        found["job"] = live.job.id.description
        found["query"] = live.job.queryID
        found["path"] = live.job.machinePath
        guard live.package != noHandle else { return }
        let package = image.packages[Int(live.package)]
        found["package"] = package.package.id.description
        found["required"] = String(package.packed.bytes)
        found["share"] = package.package.sharing?.shareName ?? ""
        if event.number == 313 || event.number == 329 || event.number == 330 {
            found["path"] = package.root
        }
        if event.number == 393 {
            // In megabytes, on the best drive of the site server.
            let best = image.siteServer.map { image.servers[$0].drives.map(\.freeBytes).max() ?? 0 } ?? 0
            found["required"] = String(package.packed.bytes / 1_048_576 + 1)
            found["available"] = String(best / 1_048_576)
        }
    }

    private func add(clientOf event: EventLive, to found: inout [String: String]) {
        let client = Int(event.subject)
        found["machine"] = image.clients.name(client)
        found["domain"] = image.clients.block(of: client).domain
        guard event.job != noHandle else { return }
        let rule = rules.result(
            client: { image.clients.name(client) },
            command: image.jobs[Int(event.job)].job.commandName ?? "", attempt: max(1, Int(event.attempt)))
        // The Description of the status MIF that came with the status (Q166833, Q169491); without one there is none.
        found["description"] = rule.mif.isTaken ? rule.description : ""
    }
}
