import Pipeline
import SiteModel

extension Emulation {
    /// Codes the live rows of a site, without its dense arrays.
    func codeImage(_ image: SiteImage, _ coder: inout SnapshotCoder) {
        coder.flag(&image.isRemoved)
        coder.number(&image.nextPackage)
        coder.number(&image.nextJob)
        coder.number(&image.nextRequest)
        coder.number(&image.nextSendRequest)
        coder.number(&image.nextReceived)
        coder.number(&image.reports)
        codeServers(image, &coder)
        coder.places(&image.removedClients)
        coder.list(&image.packages, empty: .blank(image.definition.code)) { coder, package in
            self.codePackage(&package, image, &coder)
        }
        coder.list(&image.locations, empty: .blank) { coder, location in
            coder.number(&location.package)
            coder.number(&location.server)
            coder.number(&location.drive)
            coder.text(&location.share)
            coder.number(&location.version)
            coder.number(&location.bytes)
            coder.flag(&location.isReported)
            guard coder.rules >= 3 else {
                location.isTold = location.isReported
                return
            }
            coder.text(&location.path)
            coder.flag(&location.isRemoved)
            var permissions = location.permissions.rawValue
            coder.number(&permissions)
            location.permissions = AccessPermissions(rawValue: permissions)
            coder.flag(&location.isServiceOnly)
            coder.flag(&location.hasVolume)
            coder.flag(&location.isNameLost)
            coder.flag(&location.isTold)
        }
        coder.list(&image.jobs, empty: .blank(image.definition.code)) { coder, job in
            self.codeJob(&job, image, &coder)
        }
        codeQueries(image, &coder)
        coder.places(&image.openJobs)
        coder.list(&image.siteDetails, empty: .blank) { coder, detail in
            coder.number(&detail.job)
            coder.choice(&detail.kind)
            coder.number(&detail.server)
            coder.choice(&detail.status)
            coder.number(&detail.changedAt)
            detail.site = coder.isReading ? image.number : detail.site
            if coder.rules >= 3 { coder.number(&detail.site) }
        }
        codeRequests(image, &coder)
        codeStatuses(image, &coder)
        coder.places(&image.copyDirty)
        coder.list(&image.events, empty: .blank) { coder, event in
            coder.number(&event.instant)
            coder.number(&event.number)
            coder.choice(&event.component)
            coder.number(&event.job)
            coder.number(&event.subject)
            coder.number(&event.attempt)
            guard coder.rules >= 3 else { return }
            coder.number(&event.source)
            coder.number(&event.sourcePlace)
        }
        codeSites(image, &coder)
        var details = UInt32(image.details.count)
        coder.number(&details)
        image.detailCountToRead = details
    }

    /// What is on its way from clients to the database.
    private func codeStatuses(_ image: SiteImage, _ coder: inout SnapshotCoder) {
        var received = coder.isReading ? [] : image.received
        coder.list(&received, empty: .blank) { Self.codeReceived(&$1, &$0) }
        coder.list(&image.left, empty: .blank) { Self.codeLeft(&$1, &$0) }
        guard coder.isReading else {
            return coder.write(image.toLoadCount, image.toLoad(at:)) { Self.codeLeft(&$1, &$0) }
        }
        var toLoad: [LeftStatus] = []
        coder.list(&toLoad, empty: .blank) { Self.codeLeft(&$1, &$0) }
        image.received = received
        image.toLoad = toLoad
    }

    private static func codeLeft(_ status: inout LeftStatus, _ coder: inout SnapshotCoder) {
        coder.number(&status.detail)
        coder.choice(&status.outcome)
        coder.number(&status.server)
        coder.number(&status.attempt)
        guard coder.rules >= 3 else { return }
        coder.number(&status.notBefore)
        coder.number(&status.completeAt)
        coder.flag(&status.isBlank)
        coder.flag(&status.isQuoted)
        coder.flag(&status.isLate)
        coder.flag(&status.isOfJob)
    }

    /// Free space and shares; what the lab says of servers is in its definition, removed servers only here.
    private func codeServers(_ image: SiteImage, _ coder: inout SnapshotCoder) {
        coder.list(&image.servers, empty: .blank) { coder, server in
            coder.text(&server.definition.name)
            coder.text(&server.definition.domain)
            coder.choice(&server.definition.kind)
            var roles = server.definition.roles.rawValue
            coder.number(&roles)
            server.definition.roles = ServerRoles(rawValue: roles)
            coder.flag(&server.definition.online)
            Self.codeDrives(&server, &coder)
            coder.list(&server.shares, empty: .blank) { coder, share in
                coder.text(&share.name)
                coder.number(&share.drive)
                guard coder.rules >= 3 else { return }
                coder.text(&share.path)
                coder.flag(&share.isForeign)
                var permissions = share.permissions.rawValue
                coder.number(&permissions)
                share.permissions = AccessPermissions(rawValue: permissions)
                coder.text(&share.comment)
                coder.flag(&share.isOpened)
            }
            coder.flag(&server.isRemoved)
            guard coder.rules >= 3 else { return }
            coder.flag(&server.definition.macintosh)
            coder.flag(&server.definition.hasEveryone)
            coder.list(&server.definition.shares, empty: ShareDefinition(name: "", drive: "")) {
                $0.text(&$1.name)
                $0.text(&$1.drive)
            }
            coder.choice(&server.state)
            coder.list(&server.scriptDomains, empty: "") { $0.text(&$1) }
        }
    }

    private static func codeDrives(_ server: inout ServerLive, _ coder: inout SnapshotCoder) {
        coder.list(&server.definition.drives, empty: DriveDefinition(letter: "")) { coder, drive in
            coder.text(&drive.letter)
            codeFileSystem(&drive.fileSystem, &coder)
            coder.number(&drive.freeBytes)
        }
        coder.list(&server.drives, empty: .blank) { coder, drive in
            coder.text(&drive.letter)
            codeFileSystem(&drive.fileSystem, &coder)
            coder.number(&drive.freeBytes)
        }
    }

    private static func codeFileSystem(_ value: inout FileSystem, _ coder: inout SnapshotCoder) {
        var word = value.rawValue
        coder.text(&word)
        value = FileSystem(rawValue: word) ?? .fat
    }

    func codeFacts(_ facts: inout SourceFacts, _ coder: inout SnapshotCoder) {
        coder.flag(&facts.isKnown)
        coder.number(&facts.bytes)
        coder.number(&facts.files)
        coder.flag(&facts.needsNTFS)
        coder.number(&facts.longestPath)
        coder.number(&facts.win32Error)
        coder.text(&facts.errorPath)
        if coder.rules >= 3 { coder.number(&facts.changedBytes) }
    }

    private func codePackage(_ live: inout PackageLive, _ image: SiteImage, _ coder: inout SnapshotCoder) {
        var package: Package? = live.package
        codePackageRecord(&package, image, &coder)
        if let package { live.package = package }
        codeLivePackage(&live, image, &coder)
    }

    /// Codes a package's properties by their rows.
    func codePackageRecord(_ package: inout Package?, _ image: SiteImage, _ coder: inout SnapshotCoder) {
        var row: PackageRow?
        var commands: [CommandLineRow] = []
        var items: [ProgramItemRow] = []
        var rule: InventoryRuleRow?
        var files: [InventoryFileRow] = []
        if !coder.isReading, let package,
            let rows = try? PackageRecords(package, site: image.definition.code)
        {
            row = rows.row
            commands = rows.commandLines
            items = rows.programItems
            rule = rows.inventoryRule
            files = rows.inventoryFiles
        }
        coder.record(&row)
        coder.records(&commands)
        coder.records(&items)
        coder.record(&rule)
        coder.records(&files)
        if coder.isReading, let row {
            let rows = PackageRecords(
                row: row, commandLines: commands, programItems: items, inventoryRule: rule,
                inventoryFiles: files)
            package = try? rows.package()
        }
    }

    private func codeLivePackage(
        _ live: inout PackageLive, _ image: SiteImage, _ coder: inout SnapshotCoder
    ) {
        codeFacts(&live.source, &coder)
        codeFacts(&live.packed, &coder)
        coder.number(&live.version)
        coder.number(&live.storedVersion)
        coder.number(&live.transferBytes)
        coder.number(&live.storedBytes)
        coder.flag(&live.isDeleted)
        coder.choice(&live.stored)
        guard coder.rules >= 3 else {
            live.isInHistory = live.storedVersion > 0
            return
        }
        coder.flag(&live.isReplica)
        coder.flag(&live.isDefined)
        coder.flag(&live.isSharing)
        coder.flag(&live.isInHistory)
        Self.codeMarks(&live.sourceMarks, &coder)
        Self.codeMarks(&live.packedMarks, &coder)
        var isKept = live.readRow != nil
        coder.flag(&isKept)
        if isKept { codePackageRecord(&live.readRow, image, &coder) }
    }

    private static func codeMarks(_ marks: inout [FileMark], _ coder: inout SnapshotCoder) {
        coder.list(&marks, empty: FileMark(hash: 0, bytes: 0)) { coder, mark in
            coder.number(&mark.hash)
            coder.number(&mark.bytes)
        }
    }

    private func codeJob(_ live: inout JobLive, _ image: SiteImage, _ coder: inout SnapshotCoder) {
        var row: JobRow? = JobRow(
            site: image.definition.code, job: live.job, created: live.createdAt, activated: live.activatedAt,
            who: live.who, offer: live.offer)
        coder.record(&row)
        if let row {
            live.job = row.job
            live.createdAt = row.created
            live.activatedAt = row.activated
            live.who = row.who
            live.offer = row.offer
        }
        coder.number(&live.package)
        coder.choice(&live.stage)
        coder.number(&live.firstDetail)
        coder.number(&live.details)
        coder.number(&live.completed)
        coder.number(&live.retrying)
        coder.number(&live.cancelled)
        coder.choice(&live.problem)
        coder.places(&live.servers)
        var request = live.requestID.map { Int64($0.counter) }
        coder.optional(&request)
        // The request of another site's job is that site's, as the job is.
        live.requestID = request.flatMap {
            RequestID(site: live.job.id.site, counter: UInt32(truncatingIfNeeded: $0))
        }
        coder.places(&live.offeredServers)
        coder.list(&live.offeredPaths, empty: "") { $0.text(&$1) }
        coder.places(&live.publishedTo)
        coder.places(&live.newlyPublished)
        coder.list(&live.raised, empty: 0) { $0.number(&$1) }
        coder.flag(&live.hasRepeated)
        coder.number(&live.wantedDays)
        coder.flag(&live.isDeleted)
        guard coder.rules >= 3 else { return upgrade(&live, image) }
        coder.number(&live.origin)
        coder.number(&live.localDetails)
        coder.flag(&live.hasOffers)
        coder.list(&live.destinations, empty: .blank) { coder, destination in
            coder.number(&destination.site)
            coder.number(&destination.firstDetail)
            coder.number(&destination.details)
            coder.list(&destination.servers, empty: "") { $0.text(&$1) }
            coder.choice(&destination.state)
            coder.number(&destination.request)
        }
        coder.list(&live.otherServers, empty: "") { $0.text(&$1) }
        coder.optional(&live.cancelledAt)
        coder.flag(&live.isDirty)
    }

    /// What a job of the first release has in the fields that came later: one destination, the own site.
    private func upgrade(_ live: inout JobLive, _ image: SiteImage) {
        live.origin = image.number
        live.localDetails = live.details
        live.hasOffers = live.requestID != nil
        guard live.activatedAt != nil, live.problem == .none else { return }
        var destination = DestinationLive.blank
        destination.site = image.number
        destination.firstDetail = live.firstDetail
        destination.details = live.details
        destination.state =
            switch live.stage {
            case .noAddress: .noAddress
            case .working: .queued
            case .cancelling: .cancelling
            default: .none
            }
        live.destinations = [destination]
    }

    private func codeRequests(_ image: SiteImage, _ coder: inout SnapshotCoder) {
        coder.list(&image.requests, empty: .blank(image.definition.code)) { coder, request in
            var counter = request.id.counter
            coder.number(&counter)
            if let id = SendRequestID(site: image.definition.code, counter: counter) { request.id = id }
            coder.number(&request.job)
            coder.number(&request.destination)
            coder.choice(&request.priority)
            coder.choice(&request.status)
            coder.number(&request.bytes)
            coder.number(&request.bytesLeft)
            coder.flag(&request.carriesPackage)
            coder.flag(&request.isCancel)
            coder.number(&request.queuedAt)
            coder.optional(&request.startedAt)
            coder.optional(&request.endedAt)
            request.hop = coder.isReading ? request.destination : request.hop
            guard coder.rules >= 3 else {
                request.connects = request.startedAt == nil ? 0 : 1
                return
            }
            coder.number(&request.hop)
            var sender = request.sender.map { Int64($0.rawValue) }
            coder.optional(&sender)
            request.sender = sender.flatMap { SenderKind(rawValue: Int($0)) }
            coder.number(&request.file)
            coder.number(&request.systemJob)
            coder.number(&request.connects)
            coder.number(&request.tries)
            coder.optional(&request.firstFailedAt)
            coder.number(&request.restartAt)
            coder.choice(&request.fault)
            coder.number(&request.failures)
        }
        coder.places(&image.openRequests)
    }
}
