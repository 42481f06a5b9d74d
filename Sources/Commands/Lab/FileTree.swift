import Emulation
import LegacyFormats
import PackageArchive
import Pipeline
import SiteDatabase
import SiteModel

/// The files of a site as a function of its state: what a commit has to write, and what a check has to find.
///
/// Only what stands at a commit exists on disk: a file that came and went between two commits is in the trace only.
struct FileTree {
    let image: SiteImage
    let clients: PackageCommandManager
    /// The lab's release, for the record version of client instructions.
    let release: Release
    /// The manifests of packages by identifier and version, as they were packed.
    let manifests: (PackageSetID, Int64) throws -> SourceManifest?
    /// The side records of compressed packages by identifier and version.
    let archives: (PackageSetID, Int64) throws -> ArchiveRow?
    /// The site's Data Loader, which tells what lies in PROCESS.
    let loader: InventoryDataLoader
    /// Whether Site Configuration Manager keeps a master copy of the site control file.
    var hasMasterCopy = false
    /// What the Despooler is executing: it lies in RECEIVE as an `.IST` or `.NIL`, and its package as a `.PKG`
    /// (sms12-server 3.2, Q152468).
    var executing: ReceivedLive?
    /// What it was executing at the last commit.
    var executedBefore: ReceivedLive?
    var site: SiteCode { image.definition.code }

    /// A file and what it holds.
    enum Content: Equatable {
        /// These bytes.
        case bytes([UInt8])
        /// A content of the store.
        case stored(digest: String, size: Int64)
    }

    // MARK: Commits

    /// The operations that make the files follow what changed.
    func operations(_ changes: SiteChanges, isNew: Bool) throws -> [FileOperation] {
        // What stands on the servers of a site that was taken out stays there.
        if image.isRemoved { return [] }
        var list: [FileOperation] = []
        if isNew || changes.site || !changes.servers.isEmpty { list += folders() }
        for place in changes.servers.places { list += scriptFiles(Int(place)) }
        guard let root = FileNames.siteRoot(image) else { return list }
        for place in changes.archives.places { list += try packageFiles(Int(place), root) }
        for place in changes.locations.places { list += try locationFiles(image.locations[Int(place)]) }
        for place in changes.requests.places where hasFiles(image.requests[Int(place)]) {
            list += try requestFiles(Int(place), root)
        }
        for place in changes.jobs.places where image.jobs[Int(place)].stage == .ended {
            list += endedFiles(place, root)
        }
        for request in changes.removedRequests {
            list += requestRemovals(request, root)
            for name in [instructionName(request), systemPackageName(request)].compactMap({ $0 }) {
                list.append(
                    FileOperation(.remove, path: "\(root)\\SITE.SRV\\SENDER.BOX\\TOSEND\\\(name)"))
            }
        }
        for counter in changes.systemJobs.places { list += jobFile(counter, root) }
        for entry in changes.taken {
            list += receiveNames(entry, root).map { FileOperation(.remove, path: $0) }
        }
        if let before = executedBefore, before.number != executing?.number {
            list += receiveNames(Self.begun(before), root).map { FileOperation(.remove, path: $0) }
        }
        if changes.boxes {
            list += try receivedFiles(root) + leftFiles()
        } else if let executing,
            executing.number != executedBefore?.number || !changes.archives.places.isEmpty
        {
            list += try files(ofReceived: Self.begun(executing), root)
        }
        if changes.loader { list += loaderFiles(root) + reporterFiles(root) }
        if isNew || changes.site || changes.controlFiles { list += controlFiles(root) }
        for client in changes.moved.places { list += strayFiles(Int(client), root) }
        for client in changes.clients.places { list += try clientFiles(Int(client), root) }
        return list
    }

    private func folders() -> [FileOperation] {
        var list: [FileOperation] = []
        for (place, server) in image.servers.enumerated() where !server.isRemoved {
            for drive in server.drives {
                list.append(FileOperation(.folder, path: "\(server.definition.name)\\\(drive.letter)"))
            }
            let root = FileNames.smsRoot(image, place)
            if server.definition.roles.contains(.site) {
                list += FileNames.siteFolders.map { FileOperation(.folder, path: "\(root)\\\($0)") }
                for domain in image.definition.domains {
                    list.append(
                        FileOperation(
                            .folder, path: "\(root)\\SITE.SRV\\MAINCFG.BOX\\PCMDOM.BOX\\\(domain).000"))
                }
            }
            if server.definition.roles.contains(.logon), server.state != .pendingInstall {
                list += FileNames.logonFolders.map { FileOperation(.folder, path: "\(root)\\\($0)") }
            }
        }
        return list
    }

    /// The map of a logon server's logon script, once Site Configuration Manager has configured it.
    private func scriptFiles(_ place: Int) -> [FileOperation] {
        let server = image.servers[place]
        guard !server.isRemoved, server.definition.roles.contains(.logon), !server.scriptDomains.isEmpty
        else { return [] }
        let text = LogonScriptMap.write(domains: server.scriptDomains)
        return [
            FileOperation(
                .write, path: "\(FileNames.smsRoot(image, place))\\LOGON.SRV\\SMSLS.INI",
                data: Array(text.utf8))
        ]
    }

    func write(_ path: String, _ content: Content) -> FileOperation {
        switch content {
        case .bytes(let bytes): FileOperation(.write, path: path, data: bytes)
        case .stored(let digest, let size):
            FileOperation(.copy, path: path, from: String(size), digest: digest)
        }
    }

    // MARK: Packages

    private func packageFiles(_ place: Int, _ root: String) throws -> [FileOperation] {
        let live = image.packages[place]
        var list: [FileOperation] = []
        // Another site's package came compressed and lies in STORE only.
        if live.version > 0, !live.isReplica, let archive = try archives(live.setID, live.version) {
            list.append(
                write(
                    "\(root)\\SITE.SRV\\SENDER.BOX\\TOSEND\\\(live.setID.transferFile)",
                    .stored(digest: archive.digest, size: archive.bytes)))
        }
        if live.storedVersion > 0, let archive = try archives(live.setID, live.storedVersion) {
            list.append(
                write(
                    FileNames.stored(live.setID, root),
                    .stored(digest: archive.digest, size: archive.bytes)))
        }
        if live.version > 0, live.storedVersion == 0 {
            // A Remove job took it (RG S3D40).
            list.append(FileOperation(.remove, path: FileNames.stored(live.setID, root)))
        }
        return list
    }

    /// The directory of a package on a server's drive.
    func folder(of location: LocationLive) -> String {
        let server = image.servers[Int(location.server)]
        let drive = "\(server.definition.name)\\\(server.drives[location.drive].letter)"
        let folder = image.packageFolder(of: location)
        if !location.path.isEmpty { return "\(drive)\\\(location.path)" }
        // A share is a directory at the root of its drive; a volume is the drive itself.
        return location.isOnVolume ? "\(drive)\\\(folder)" : "\(drive)\\\(location.share)\\\(folder)"
    }

    private func locationFiles(_ location: LocationLive) throws -> [FileOperation] {
        let folder = folder(of: location)
        // Deleted, then copied whole (Q184489); the directory never holds files of two versions.
        var list = [FileOperation(.remove, path: folder)]
        if location.isRemoved {
            list += emptied(by: location).map { FileOperation(.remove, path: $0) }
        } else {
            list += try contents(location, folder)
        }
        // Other packages of the same share may lie in the directory or below it.
        for other in image.locations
        where other != location && other.server == location.server && other.drive == location.drive
            && !other.isRemoved && !other.path.isEmpty && !location.path.isEmpty
        {
            let place = self.folder(of: other)
            if place == folder || place.hasPrefix(folder + "\\") { list += try contents(other, place) }
        }
        return list
    }

    /// The directories above a removed package that nothing lies in any more, up to its share, which went with it.
    private func emptied(by location: LocationLive) -> [String] {
        let server = image.servers[Int(location.server)]
        let elements = location.path.split(separator: "\\")
        var found: [String] = []
        for count in stride(from: elements.count - 1, to: 0, by: -1) {
            let path = elements.prefix(count).joined(separator: "\\")
            let isUsed =
                server.shares.contains { $0.drive == location.drive && $0.directory == path }
                || image.locations.contains {
                    $0.server == location.server && $0.drive == location.drive && !$0.isRemoved
                        && ($0.path == path || $0.path.hasPrefix(path + "\\"))
                }
            if isUsed { break }
            found.append("\(server.definition.name)\\\(server.drives[location.drive].letter)\\\(path)")
        }
        return found
    }

    private func contents(_ location: LocationLive, _ folder: String) throws -> [FileOperation] {
        var list = [FileOperation(.folder, path: folder)]
        let set = image.packages[Int(location.package)].setID
        guard location.version > 0, let manifest = try manifests(set, location.version) else { return list }
        for file in manifest.files {
            let path = "\(folder)\\\(file.path.split(separator: "/").joined(separator: "\\"))"
            list.append(
                file.isFolder
                    ? FileOperation(.folder, path: path)
                    : write(path, .stored(digest: file.digest, size: file.size)))
        }
        return list
    }

    // MARK: Requests and instructions

    func requestFiles(_ place: Int, _ root: String) throws -> [FileOperation] {
        let live = image.requests[place]
        let outbox = FileNames.outbox(live, root)
        let bytes = try request(place).encode()
        var list = [
            write(
                "\(root)\\SITE.SRV\\SENDER.BOX\\TOSEND\\\(instructionName(live))", .bytes(instruction(place)))
        ]
        if let name = systemPackageName(live) {
            list.append(
                write("\(root)\\SITE.SRV\\SENDER.BOX\\TOSEND\\\(name)", .bytes(systemPackage(live.file))))
        }
        // What a Sender gave back waits in the unscheduled outbox, and moves.
        let others = FileNames.outboxes(image, live, root).filter { $0 != outbox }
        list += others.flatMap {
            [FileOperation(.remove, path: $0 + ".SRQ"), FileOperation(.remove, path: $0 + ".SRS")]
        }
        if live.status == .none || live.sender == nil {
            list += [FileOperation(.remove, path: outbox + ".SRS"), write(outbox + ".SRQ", .bytes(bytes))]
        } else {
            list += [FileOperation(.remove, path: outbox + ".SRQ"), write(outbox + ".SRS", .bytes(bytes))]
        }
        return list
    }

    /// The name of the instruction file of a request: of a user job with its target site, of a system job (RG).
    private func instructionName(_ live: RequestLive) -> String {
        FileNames.instruction(live, image)
    }

    /// The code of a request's destination.
    private func destination(_ live: RequestLive) -> SiteCode { image.code(of: live.destination) }

    /// A send request as a file (Q123221); `underway` is what is left of one that is being sent, and the time of that.
    func request(_ place: Int, underway: (left: Int64, now: Int64)? = nil) throws -> SendRequest {
        let live = image.requests[place]
        let job = live.job == noHandle ? nil : image.jobs[Int(live.job)]
        let server = image.definition.siteServer?.name ?? ""
        let share = "\\\\\(server)\\SMS_SHR\(image.definition.smsDrive)\\site.srv\\sender.box"
        var status = LegacyFormats.SendRequestStatus()
        status.status = Self.status(live.status)
        status.firstStarted = live.startedAt.map(image.sqlTime(at:))
        status.started = live.startedAt.map(image.sqlTime(at:))
        status.ended = live.endedAt.map(image.sqlTime(at:))
        status.heartbeat = (underway?.now ?? live.endedAt ?? live.startedAt).map(image.sqlTime(at:))
        status.totalBytes = Int(live.bytes)
        let left = underway?.left ?? live.bytesLeft
        status.bytesLeft = Int(left)
        status.syncPoint = Int(live.bytes - left)
        status.restart = live.restartAt > 0 ? image.sqlTime(at: live.restartAt) : nil
        // The published request that was sent shows none.
        status.connects = live.status == .ok ? 0 : Int(live.connects)
        if live.status == .sending || live.hasSyncPoint && live.status != .ok {
            status.fileType = live.bytes > PeriodSpeed.instructionBytes ? .package : .instruction
        }
        let file = live.carriesPackage ? job?.packageFile(image) : systemPackageName(live)
        let package = file.map { "\(share)\\tosend\\\($0)" }
        let name = job?.job.id.description ?? FileNames.systemJob(live.systemJob, site)
        return SendRequest(
            information: SendRequestInformation(
                priority: live.priority, destination: destination(live), job: name,
                request: live.id.description,
                outbox: "\(share)\\requests\\\((live.sender ?? .lan).outbox)"), status: status,
            address: "{}{\\\\\(image.siteServerName(of: live.hop) ?? server)\\SMS_SITE}",
            packageFile: package,
            instructionFile: "\(share)\\tosend\\\(instructionName(live))",
            isCancelled: live.status == .cancelled, action: Self.action(live))
    }

    /// What a Sender left for the Scheduler: 1, try again, until the Scheduler has done so, or 2, delete (Q123221).
    private static func action(_ live: RequestLive) -> LegacyFormats.SendActionCode {
        if live.status == .invalid { return .delete }
        return live.sender == nil && live.firstFailedAt != nil ? .retry : .nothing
    }

    private static func status(_ status: RequestStatus) -> SenderStatus {
        switch status {
        case .none: .none
        case .started: .started
        case .connecting: .connecting
        case .sending: .sending
        case .error: .error
        case .invalid: .invalid
        case .cancelled: .cancelled
        case .suspended: .suspended
        case .ok: .ok
        }
    }

    /// An instruction file.
    ///
    /// Its layout was never published; ours is a line of JSON behind a word that says so.
    func instruction(_ place: Int) -> [UInt8] {
        let live = image.requests[place]
        guard live.job != noHandle else { return miniJob(live.file) }
        let job = image.jobs[Int(live.job)]
        let there = job.destinations.first { $0.site == live.destination }
        let own = job.servers.map { image.servers[Int($0)].definition.name }
        return instruction(
            job, to: destination(live), isCancel: live.isCancel, carriesPackage: live.carriesPackage,
            servers: live.destination == image.number ? own : there?.servers ?? [],
            targets: there?.details ?? job.details)
    }

    func instruction(
        _ job: JobLive, to destination: SiteCode, isCancel: Bool, carriesPackage: Bool, servers: [String],
        targets: UInt32
    ) -> [UInt8] {
        let json = JSONValue.object([
            .init("job", .string(job.job.id.description)),
            .init("destination", .string(destination.description)),
            .init("cancel", .bool(isCancel)), .init("package", .string(job.job.packageID.description)),
            .init("carriesPackage", .bool(carriesPackage)),
            .init("servers", .array(servers.map { .string($0) })),
            .init("refreshExisting", .bool(job.job.distributePhase.contains(.existing))),
            .init("targets", .integer(Int64(targets))),
        ])
        return Array("sms12 instruction\r\n\(json.compact)\r\n".utf8)
    }

    /// The package file of a request for a system job: `BPC00434.P00` (Q123221); nil for other requests.
    private func systemPackageName(_ live: RequestLive) -> String? {
        guard live.job == noHandle, live.systemJob != 0 else { return nil }
        return FileNames.systemPackage(live.systemJob, site)
    }

    /// What a system job carries, as a file: a line of JSON behind a word that says whose layout it is; empty once it is
    /// on its way.
    func systemPackage(_ name: UInt32) -> [UInt8] {
        let items = image.files[name].map { file in
            file.items.map { JSONValue.string("\($0.kind)") }
        }
        return Array("sms12 package\r\n\(items.map { JSONValue.array($0).compact + "\r\n" } ?? "")".utf8)
    }

    /// A system job that the Scheduler has not taken up lies in SCHEDULE.BOX (RG S3D3C).
    private func jobFile(_ counter: UInt32, _ root: String) -> [FileOperation] {
        let path = "\(root)\\SITE.SRV\\SCHEDULE.BOX\\\(FileNames.systemJob(counter, site)).JOB"
        guard let live = image.systemJobs[counter], live.sending == .none, live.endedAt == nil,
            !live.hasNoType
        else { return [FileOperation(.remove, path: path)] }
        let json = JSONValue.object([
            .init("job", .string(FileNames.systemJob(counter, site))),
            .init("kind", .string("\(live.kind)")),
            .init("destination", .string(image.code(of: live.destination).description)),
        ])
        return [write(path, .bytes(Array("sms12 job\r\n\(json.compact)\r\n".utf8)))]
    }

    /// The instruction file of a system job; empty once it is on its way.
    func miniJob(_ name: UInt32) -> [UInt8] {
        guard let file = image.files[name] else { return Array("sms12 instruction\r\n".utf8) }
        var members: [JSONValue.Member] = [
            .init("kind", .string("\(file.kind)")),
            .init("origin", .string(image.code(of: file.origin).description)),
            .init("destination", .string(image.code(of: file.destination).description)),
            .init("items", .integer(Int64(file.items.count))),
        ]
        if let package = file.package { members.append(.init("package", .string(package.id.description))) }
        return Array("sms12 instruction\r\n\(JSONValue.object(members).compact)\r\n".utf8)
    }

    private func endedFiles(_ job: UInt32, _ root: String) -> [FileOperation] {
        // Another site's job that only passes through never began here, and its requests wait all the same.
        if image.jobs[Int(job)].origin != image.number { return [] }
        return image.requests.filter { $0.job == job }.flatMap {
            requestRemovals($0, root)
        }
    }

    func requestRemovals(_ request: RequestLive, _ root: String) -> [FileOperation] {
        FileNames.outboxes(image, request, root).flatMap {
            [FileOperation(.remove, path: $0 + ".SRQ"), FileOperation(.remove, path: $0 + ".SRS")]
        }
    }

    // MARK: Client instructions

    private func clientFiles(_ client: Int, _ root: String) throws -> [FileOperation] {
        guard let id = SMSID(site: site, counter: UInt32(client) + 1) else { return [] }
        let details = offers(of: client)
        guard !details.isEmpty else { return [] }
        let name = InstructionFile.name(of: id)
        let block = image.clients.block(of: client)
        let current = details.filter { flags($0).contains(.inMaster) }
        var list = [
            write(
                master(name, ofDomain: block.domain, root),
                .bytes(try instructions(id, current).encode()))
        ]
        let published = details.filter { !image.jobs[Int(image.details[$0].job)].publishedTo.isEmpty }
        guard !published.isEmpty else { return list }
        for server in image.instructionServers(of: block) {
            let there = published.filter {
                image.jobs[Int(image.details[$0].job)].publishedTo.contains(server)
            }
            if there.isEmpty { continue }
            list.append(
                write(
                    copy(name, at: server),
                    .bytes(try instructions(id, there.filter { flags($0).contains(.inCopy) }).encode())))
        }
        return list
    }

    /// The master instruction file of a client of a domain.
    private func master(_ name: String, ofDomain domain: String, _ root: String) -> String {
        "\(root)\\SITE.SRV\\MAINCFG.BOX\\PCMDOM.BOX\\\(domain).000\\\(name)"
    }

    /// The copy of an instruction file at a logon server.
    private func copy(_ name: String, at server: UInt32) -> String {
        "\(FileNames.smsRoot(image, Int(server)))\\LOGON.SRV\\PCMINS.BOX\\\(name)"
    }

    /// Takes a client's instruction files away from where they do not belong any more.
    private func strayFiles(_ client: Int, _ root: String) -> [FileOperation] {
        guard let id = SMSID(site: site, counter: UInt32(client) + 1), !offers(of: client).isEmpty else {
            return []
        }
        let name = InstructionFile.name(of: id)
        let block = image.clients.block(of: client)
        let domains = image.definition.domains.filter { $0.uppercased() != block.domain.uppercased() }
        let own = image.instructionServers(of: block)
        let servers = image.logonServers.filter { !own.contains($0) }
        let strays = domains.map { master(name, ofDomain: $0, root) } + servers.map { copy(name, at: $0) }
        return strays.map { FileOperation(.remove, path: $0) }
    }

    private func flags(_ detail: Int) -> DetailFlags { DetailFlags(rawValue: image.details[detail].flags) }

    /// The details of a client for which instructions were written, in order.
    func offers(of client: Int) -> [Int] {
        var found: [Int] = []
        for job in image.jobs where job.hasOffers {
            // Targets stand in order of place, so a client is found by halving.
            var low = Int(job.firstDetail)
            var high = low + Int(job.localDetails)
            while low < high {
                let middle = (low + high) / 2
                if Int(image.details[middle].client) < client { low = middle + 1 } else { high = middle }
            }
            if low < Int(job.firstDetail) + Int(job.localDetails), Int(image.details[low].client) == client {
                found.append(low)
            }
        }
        return found
    }

    /// A client's instruction file with some records.
    func instructions(_ client: SMSID, _ details: [Int]) -> InstructionFile {
        InstructionFile(client: client, instructions: details.compactMap { instruction(ofDetail: $0) })
    }

    /// The instruction record of an offer.
    func instruction(ofDetail detail: Int) -> ClientInstruction? {
        let live = image.jobs[Int(image.details[detail].job)]
        guard let request = live.requestID, live.package != noHandle else { return nil }
        let package = image.packages[Int(live.package)].package
        let program = live.offer.program(named: live.job.commandName)
        var servers = zip(live.offeredServers, live.offeredPaths).map { server, path in
            let name = image.servers[Int(server)].definition.name
            return ClientInstruction.Server(
                unc: "\\\\\(name)\\\(path)\\",
                kind: image.servers[Int(server)].definition.kind)
        }
        // Servers of the job's other sites stand behind the own ones; where the package lies there is not known here.
        for name in image.offeredNames(of: Int(image.details[detail].job)).dropFirst(servers.count) {
            servers.append(
                ClientInstruction.Server(
                    unc: "\\\\\(name)\\SMS_PKG\(image.definition.smsDrive)\\\(package.id)\\", kind: .unknown))
        }
        let job = live.job
        return ClientInstruction(
            version: InstructionVersion(release), siteID: site, requestID: request, packageID: package.id,
            jobID: job.id,
            installFlag: job.useMandatoryTime && !job.forceOverSlowLink ? 2 : 1,
            installBy: job.useMandatoryTime ? job.mandatoryTime : nil, displayDate: job.offerTime,
            expiration: job.useExpireTime ? job.expireTime : nil,
            userInput: !(program?.flags.isAutomated ?? true),
            operatingSystem: program?.platforms ?? [], runCommand: program?.command ?? "",
            wclName: job.commandName ?? "", servers: servers,
            packageName: String(live.offer.packageName.prefix(Self.packageNameLength)),
            comments: live.offer.comment,
            runsInBackground: program?.flags == .background,
            synchronousSystemExit: program?.synchronousSystemExit ?? false)
    }

    /// Characters of a package's name that a client record holds: the published dump cuts a longer one to 31 (Q123499).
    private static let packageNameLength = 31

    /// Whether a request's files lie in an outbox: it is there, and its job is not ended.
    private func hasFiles(_ request: RequestLive) -> Bool {
        if request.job != noHandle {
            return image.jobs[Int(request.job)].stage != .ended
                || image.jobs[Int(request.job)].origin != image.number
        }
        return image.systemJobs[request.systemJob] != nil
    }

    // MARK: Checks

    /// Every file that has to be there, with its content; logs and folders are left out.
    func expected() throws -> [(path: String, content: Content)] {
        var all = SiteChanges()
        for place in image.packages.indices { all.archives.insert(UInt32(place)) }
        for place in image.locations.indices { all.locations.insert(UInt32(place)) }
        for place in image.requests.indices where hasFiles(image.requests[place]) {
            all.requests.insert(UInt32(place))
        }
        for client in Set(image.details.map(\.client)).sorted() where !SiteImage.isRemote(client) {
            all.clients.insert(client)
        }
        for counter in image.openSystemJobs { all.systemJobs.insert(counter) }
        for (place, server) in image.servers.enumerated() where !server.scriptDomains.isEmpty {
            all.servers.insert(UInt32(place))
        }
        all.boxes = true
        all.loader = true
        all.controlFiles = true
        var found: [(path: String, content: Content)] = []
        for operation in try operations(all, isNew: false) {
            switch operation.kind {
            case .write: found.append((operation.path, .bytes(operation.data ?? [])))
            case .copy:
                found.append(
                    (
                        operation.path,
                        .stored(digest: operation.digest ?? "", size: Int64(operation.from ?? "") ?? 0)
                    ))
            default: break
            }
        }
        return found
    }
}
