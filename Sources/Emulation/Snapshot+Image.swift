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
        }
        coder.list(&image.jobs, empty: .blank(image.definition.code)) { coder, job in
            self.codeJob(&job, image, &coder)
        }
        coder.places(&image.openJobs)
        coder.list(&image.siteDetails, empty: .blank) { coder, detail in
            coder.number(&detail.job)
            coder.choice(&detail.kind)
            coder.number(&detail.server)
            coder.choice(&detail.status)
            coder.number(&detail.changedAt)
        }
        codeRequests(image, &coder)
        coder.list(&image.received, empty: .blank) { Self.codeReceived(&$1, &$0) }
        coder.list(&image.left, empty: .blank) { Self.codeLeft(&$1, &$0) }
        coder.list(&image.toLoad, empty: .blank) { Self.codeLeft(&$1, &$0) }
        coder.places(&image.copyDirty)
        coder.list(&image.events, empty: .blank) { coder, event in
            coder.number(&event.instant)
            coder.number(&event.number)
            coder.choice(&event.component)
            coder.number(&event.job)
            coder.number(&event.subject)
            coder.number(&event.attempt)
        }
        var details = UInt32(image.details.count)
        coder.number(&details)
        image.detailCountToRead = details
    }

    private static func codeLeft(_ status: inout LeftStatus, _ coder: inout SnapshotCoder) {
        coder.number(&status.detail)
        coder.choice(&status.outcome)
        coder.number(&status.server)
        coder.number(&status.attempt)
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
            }
            coder.flag(&server.isRemoved)
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

    private func codeFacts(_ facts: inout SourceFacts, _ coder: inout SnapshotCoder) {
        coder.flag(&facts.isKnown)
        coder.number(&facts.bytes)
        coder.number(&facts.files)
        coder.flag(&facts.needsNTFS)
        coder.number(&facts.longestPath)
        coder.number(&facts.win32Error)
        coder.text(&facts.errorPath)
    }

    private func codePackage(_ live: inout PackageLive, _ image: SiteImage, _ coder: inout SnapshotCoder) {
        var row: PackageRow?
        var commands: [CommandLineRow] = []
        var items: [ProgramItemRow] = []
        var rule: InventoryRuleRow?
        var files: [InventoryFileRow] = []
        if !coder.isReading, let rows = try? PackageRecords(live.package, site: image.definition.code) {
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
            if let package = try? rows.package() { live.package = package }
        }
        codeFacts(&live.source, &coder)
        codeFacts(&live.packed, &coder)
        coder.number(&live.version)
        coder.number(&live.storedVersion)
        coder.number(&live.transferBytes)
        coder.number(&live.storedBytes)
        coder.flag(&live.isDeleted)
        coder.choice(&live.stored)
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
        live.requestID = request.flatMap {
            RequestID(site: image.definition.code, counter: UInt32(truncatingIfNeeded: $0))
        }
        coder.places(&live.offeredServers)
        coder.list(&live.offeredPaths, empty: "") { $0.text(&$1) }
        coder.places(&live.publishedTo)
        coder.places(&live.newlyPublished)
        coder.list(&live.raised, empty: 0) { $0.number(&$1) }
        coder.flag(&live.hasRepeated)
        coder.number(&live.wantedDays)
        coder.flag(&live.isDeleted)
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
        }
        coder.places(&image.openRequests)
    }
}
