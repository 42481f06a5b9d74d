import Emulation
import Pipeline
import SiteModel

/// What is wrong at a site or with a request, where it is that which holds a job.
extension JobExplainer {
    private func reason(
        _ fault: SiteFault, _ sentence: String, _ quirk: Quirk?, _ image: SiteImage
    ) -> Reason {
        let code = image.definition.code
        let subject = FaultDefinition.Subject.site(code, fault)
        var reason = Reason(.siteFault, sentence)
            .at(code, since: lab.downSince(subject), until: lab.plannedEnd(of: subject))
            .advising("sms12 fault site \(code) \(fault.rawValue) --state up")
        if let quirk {
            reason.quirk = quirk.name
            reason.sources += quirk.article.split(separator: " ").map { String($0) }
        }
        return reason
    }

    /// What keeps the Scheduler from taking up a job that is due, or nil.
    func unstarted(_ live: JobLive, _ place: Int, _ image: SiteImage) -> Reason? {
        let code = image.definition.code
        if image.quirks.contains(.srqZeroLengthLoop),
            let bad = image.openRequests.first(where: { image.requests[Int($0)].fault == .zeroLength })
        {
            var reason = Reason(
                .requestFile,
                "The Scheduler of site \(code) reads send request \(image.requests[Int(bad)].id) for ever: a record of it "
                    + "has length zero."
            ).at(code).from("Q159201").advising(
                "sms12 fault request \(code) \(image.requests[Int(bad)].id) deleted")
            reason.quirk = Quirk.srqZeroLengthLoop.name
            return reason
        }
        if image.has(.selfRights), image.quirks.contains(.selfAddressRights) {
            return reason(
                .selfRights,
                "The Scheduler of site \(code) cannot reach SCHEDULE.BOX: the account of the site's address to itself has no "
                    + "rights on SMS_SITE.", .selfAddressRights, image)
        }
        if image.invalidJobFiles > 0 {
            return reason(
                .jobIdentifiers,
                "The Scheduler of site \(code) stops at a job file in SCHEDULE.BOX whose identifier is none: the counter is "
                    + "at its end.", .invalidJobIDs, image)
        }
        if image.lacksProcedure(live.job) {
            return reason(
                .sqlProcedures,
                "The stored procedure sp_GetSubSites of site \(code) is gone, which Include Subsites needs.",
                .sqlUpgradeSubsites, image)
        }
        if image.isNotFound(live.job) {
            var reason = Reason(
                .quirk,
                "A job without run phase that goes to a site below is not found when it is due; one with a run phase is."
            ).at(code).from("Q174462")
            reason.quirk = Quirk.noRunStuckPending.name
            return reason
        }
        guard image.quirks.contains(.repeatBlocks), live.job.repeatMode != .never else { return nil }
        if live.hasRepeated || isBehindPending(live, place, image) {
            var reason = Reason(
                .quirk,
                "The next job of the repetition cancels the one before first, and one of them is Pending: that cannot be "
                    + "cancelled."
            ).at(code).from("Q153533").advising("sms12 job delete the one that is late")
            reason.quirk = Quirk.repeatBlocks.name
            return reason
        }
        return nil
    }

    private func isBehindPending(_ live: JobLive, _ place: Int, _ image: SiteImage) -> Bool {
        image.openJobs.contains {
            let other = image.jobs[Int($0)]
            return Int($0) != place && other.stage == .pending && other.hasRepeated
                && other.job.packageID == live.job.packageID
        }
    }

    /// Why a job went to no site at all, or nil.
    func nowhere(_ live: JobLive, _ image: SiteImage) -> Reason? {
        guard live.destinations.isEmpty else { return nil }
        let code = image.definition.code
        if image.has(.secondIdentification), image.quirks.contains(.twoIdentificationGroups) {
            return reason(
                .secondIdentification,
                "The sites of a job without run phase are asked of the Identification group, and the database of site "
                    + "\(code) holds two: nothing was made.", .twoIdentificationGroups, image)
        }
        var reason = Reason(
            .quirk,
            "A job without run phase that is limited to a site below loses its destinations: nothing was made, and its "
                + "cancel waits for nobody's answer."
        ).at(code).from("Q186414").advising("send it to the site itself, without a site limit")
        reason.quirk = Quirk.noRunStuckActive.name
        return reason
    }

    /// What is wrong with a request or with its Sender, or nil.
    func unsent(_ request: RequestLive, _ image: SiteImage) -> Reason? {
        let code = image.definition.code
        switch request.fault {
        case .none: break
        case .zeroLength:
            return Reason(
                .requestFile,
                "Send request \(request.id) of site \(code) cannot be read: a record of it has length zero."
            ).at(code).from("Q159201")
        case .noInstruction:
            return Reason(
                .requestFile,
                "The instruction file of send request \(request.id) is gone from TOSEND; the package is sent in vain."
            ).at(code).from("Q235837")
        case .deleted:
            return Reason(.requestFile, "Send request \(request.id) of site \(code) was deleted.").at(code)
                .from(
                    "Q181042")
        case .handleOpen:
            return Reason(
                .requestFile,
                "A file of send request \(request.id) is still open at the destination since the link dropped: Win32 error 32."
            ).at(code).from("Q153260").advising("sms12 service restart SMS_EXECUTIVE --site \(code)")
        }
        if image.has(.selfRights), request.hop == image.number {
            return reason(
                .selfRights, "The account of site \(code)'s address to itself has no rights on SMS_SITE.",
                nil, image)
        }
        for locked in [image, lab.images[Int(request.hop)]] where locked.has(.accountLocked) {
            return reason(
                .accountLocked,
                "The service account of site \(locked.definition.code) is locked out, and nobody gets in or out under it.",
                .accountLockout, locked)
        }
        if request.sender == .lan || request.sender == nil, image.has(.outboxMoved),
            image.quirks.contains(.outboxImmovable)
        {
            return reason(
                .outboxMoved,
                "The LAN Sender of site \(code) looks for its outbox where the registry has it, and it was moved.",
                .outboxImmovable, image)
        }
        return hanging(request, image) ?? full(request, image)
    }

    private func hanging(_ request: RequestLive, _ image: SiteImage) -> Reason? {
        guard image.quirks.contains(.bandwidthHang),
            image.definition.addresses.contains(where: {
                $0.bitsPerSecond == 0xFFFF_FFFF && $0.sender == request.sender
            }),
            image.requests.contains(where: { $0.sender == request.sender && $0.status == .sending })
        else { return nil }
        var reason = Reason(
            .sending,
            "The delay behind a buffer was worked out as endless from an estimated bandwidth of 0xffffffff: the Sender waits."
        ).at(image.definition.code).from("Q140924").advising("give the address its true speed")
        reason.quirk = Quirk.bandwidthHang.name
        return reason
    }

    private func full(_ request: RequestLive, _ image: SiteImage) -> Reason? {
        guard request.carriesPackage, request.hop != image.number, request.status != .sending else {
            return nil
        }
        let other = lab.images[Int(request.hop)]
        guard let server = other.siteServer, let drive = other.smsDrive,
            other.servers[server].drives.indices.contains(drive),
            other.servers[server].drives[drive].freeBytes < request.bytes
        else { return nil }
        return Reason(
            .noDisk,
            "The SMS drive of site \(other.definition.code) has \(other.servers[server].drives[drive].freeBytes) bytes free, "
                + "and \(request.bytes) are to be sent: Win32 error 112."
        ).at(other.definition.code).from("Q137610")
    }
}
