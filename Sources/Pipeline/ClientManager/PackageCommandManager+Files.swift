import SiteModel

extension PackageCommandManager {
    /// Links the offers of a job to the clients whose logon server holds them now.
    mutating func published(_ job: UInt32, _ image: SiteImage) {
        offer(job, at: image.jobs[Int(job)].newlyPublished, image)
    }

    /// Offers what lies at logon servers to clients that were moved to them by an edit.
    package mutating func relink(_ image: SiteImage) {
        for job in image.openJobs where image.jobs[Int(job)].stage == .working {
            offer(job, at: image.jobs[Int(job)].publishedTo, image)
        }
    }

    /// As `relink`, for one client: its current logon server is another one now.
    mutating func relink(_ client: Int, _ image: SiteImage) {
        let server = logonServer(of: client, image)
        for job in image.openJobs where image.jobs[Int(job)].stage == .working {
            guard image.jobs[Int(job)].publishedTo.contains(server),
                let detail = image.detail(ofClient: client, job: job)
            else { continue }
            if offers.count <= detail {
                offers.append(contentsOf: repeatElement(OfferLive(), count: detail + 1 - offers.count))
            }
            guard offers[detail].stage == OfferStage.absent.rawValue else { continue }
            set(UInt32(detail), .unread)
            link(client, UInt32(detail))
        }
    }

    mutating func offer(_ job: UInt32, at servers: [UInt32], _ image: SiteImage) {
        let live = image.jobs[Int(job)]
        guard !servers.isEmpty else { return }
        let end = Int(live.firstDetail) + Int(live.localDetails)
        if offers.count < end {
            offers.append(contentsOf: repeatElement(OfferLive(), count: end - offers.count))
        }
        for detail in Int(live.firstDetail)..<end where offers[detail].stage == OfferStage.absent.rawValue {
            let client = Int(image.details[detail].client)
            guard servers.contains(logonServer(of: client, image)),
                !image.clients.isRemoved(client)
            else {
                continue
            }
            set(UInt32(detail), .unread)
            link(client, UInt32(detail))
        }
    }

    /// Adds an offer behind the others: the order of the records in the file.
    mutating func link(_ client: Int, _ detail: UInt32) {
        offers[Int(detail)].next = noHandle
        if firstOffer[client] == noHandle {
            firstOffer[client] = detail
            return
        }
        var last = firstOffer[client]
        while offers[Int(last)].next != noHandle { last = offers[Int(last)].next }
        offers[Int(last)].next = detail
    }

    mutating func unlinkFinal(_ client: Int) {
        var kept = noHandle
        var offer = firstOffer[client]
        while offer != noHandle {
            let row = offers[Int(offer)]
            let stage = OfferStage(rawValue: row.stage)
            // A service that comes later runs what waits for one.
            if stage == .serviceOnly || !(stage?.isFinal ?? true) {
                kept = offer
            } else if kept == noHandle {
                firstOffer[client] = row.next
            } else {
                offers[Int(kept)].next = row.next
            }
            offer = row.next
        }
    }

    mutating func stripped(_ job: UInt32, _ image: SiteImage, _ effects: inout EffectBuffer) {
        let live = image.jobs[Int(job)]
        let end = min(Int(live.firstDetail) + Int(live.localDetails), offers.count)
        guard Int(live.firstDetail) < end else { return }
        // What is in the file still is offered still (Q140928).
        for detail in Int(live.firstDetail)..<end
        where image.details[detail].flags & DetailFlags.inMaster.rawValue == 0 {
            switch OfferStage(rawValue: offers[detail].stage) {
            case .unread, .waiting, .pending, .archived, .failed:
                set(UInt32(detail), .withdrawn)
                effects.trace(.pcmWithdrawn, image.details[detail].client + 1, image.jobNumber(Int(job)))
            default: break
            }
        }
    }
}

extension PackageCommandManager {
    func jobNumber(_ offer: UInt32, _ image: SiteImage) -> UInt32 {
        image.jobNumber(detail: Int(offer))
    }

    /// Puts an offer aside; false when it is not in Pending Commands.
    ///
    /// In 1.0 a command could be put aside while it was counted down, and never ran (Q122202).
    package mutating func archive(
        _ client: Int, _ offer: UInt32, _ image: SiteImage, into effects: inout EffectBuffer
    ) -> Bool {
        let known = stage(Int(offer))
        if known == .countdown, blocks[range(of: client, image)].traits.contains(.archiveDefeats) {
            release(client, image)
        } else if known != .pending {
            return false
        }
        set(offer, .archived)
        effects.trace(.pcmArchived, UInt32(client) + 1, jobNumber(offer, image))
        return true
    }
}
