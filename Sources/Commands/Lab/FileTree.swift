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
    private var site: SiteCode { image.definition.code }

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
            list.append(
                FileOperation(
                    .remove, path: "\(root)\\SITE.SRV\\SENDER.BOX\\TOSEND\\\(instructionName(request))"))
        }
        for entry in changes.taken {
            list += receiveNames(entry, root).map { FileOperation(.remove, path: $0) }
        }
        if changes.boxes { list += try receivedFiles(root) + leftFiles() }
        if changes.loader { list += loaderFiles(root) }
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

    private func write(_ path: String, _ content: Content) -> FileOperation {
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

    private func requestFiles(_ place: Int, _ root: String) throws -> [FileOperation] {
        let live = image.requests[place]
        let outbox = FileNames.outbox(live, root)
        let bytes = try request(place).encode()
        var list = [
            write(
                "\(root)\\SITE.SRV\\SENDER.BOX\\TOSEND\\\(instructionName(live))", .bytes(instruction(place)))
        ]
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

    /// A send request as a file (Q123221).
    func request(_ place: Int) throws -> SendRequest {
        let live = image.requests[place]
        let job = live.job == noHandle ? nil : image.jobs[Int(live.job)]
        let server = image.definition.siteServer?.name ?? ""
        let share = "\\\\\(server)\\SMS_SHR\(image.definition.smsDrive)\\site.srv\\sender.box"
        var status = LegacyFormats.SendRequestStatus()
        status.status = Self.status(live.status)
        status.firstStarted = live.startedAt.map(image.sqlTime(at:))
        status.started = live.startedAt.map(image.sqlTime(at:))
        status.ended = live.endedAt.map(image.sqlTime(at:))
        status.heartbeat = (live.endedAt ?? live.startedAt).map(image.sqlTime(at:))
        status.totalBytes = Int(live.bytes)
        status.bytesLeft = Int(live.bytesLeft)
        status.syncPoint = Int(live.bytes - live.bytesLeft)
        let package =
            live.carriesPackage ? job?.packageFile(image).map { "\(share)\\tosend\\\($0)" } : nil
        let name = job?.job.id.description ?? FileNames.systemJob(live.systemJob, site)
        return SendRequest(
            information: SendRequestInformation(
                priority: live.priority, destination: destination(live), job: name,
                request: live.id.description,
                outbox: "\(share)\\requests\\\((live.sender ?? .lan).outbox)"), status: status,
            address: "{}{\\\\\(image.siteServerName(of: live.hop) ?? server)\\SMS_SITE}",
            packageFile: package,
            instructionFile: "\(share)\\tosend\\\(instructionName(live))")
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
    private func instruction(_ place: Int) -> [UInt8] {
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

    private func instruction(
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

    /// The instruction file of a system job; empty once it is on its way.
    private func miniJob(_ name: UInt32) -> [UInt8] {
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

    private func requestRemovals(_ request: RequestLive, _ root: String) -> [FileOperation] {
        FileNames.outboxes(image, request, root).flatMap {
            [FileOperation(.remove, path: $0 + ".SRQ"), FileOperation(.remove, path: $0 + ".SRS")]
        }
    }

    // MARK: RECEIVE and the boxes of logon servers

    /// What is being executed is an `.IST` or a `.NIL`; it lies there once the Executive has ended in the middle of it.
    private func receiveNames(_ entry: ReceivedLive, _ root: String) -> [String] {
        let names = readyNames(entry, root)
        guard entry.isBegun, let first = names.first else { return names }
        let begun = first.hasSuffix(".INS") ? ".IST" : ".NIL"
        return [String(first.dropLast(4)) + begun] + names.dropFirst()
    }

    private func readyNames(_ entry: ReceivedLive, _ root: String) -> [String] {
        let receive = "\(root)\\SITE.SRV\\DESPOOLR.BOX\\RECEIVE\\"
        switch entry.kind {
        case .status: return [receive + FileNames.status(entry.number)]
        case .instruction, .cancel, .miniJob, .transit:
            if entry.retries > 0 { return [receive + FileNames.status(entry.number)] }
            if entry.from != Hierarchy.none {
                let id = SendRequestID(site: image.code(of: entry.from), counter: entry.request)
                let name = receive + (id.map { FileNames.request($0) } ?? FileNames.status(entry.number))
                return [name + ".INS", name + ".PCK"]
            }
            guard let request = ownRequest(of: entry) else {
                // Nobody sent what was put here by hand, in the middle of its execution (Q152468).
                let isDamaged = entry.info == ReceivedLive.damaged
                return [
                    receive + (isDamaged ? FileNames.begun(entry.number) : FileNames.status(entry.number))
                ]
            }
            let name = receive + FileNames.request(image.requests[request].id)
            return [name + ".INS", name + ".PCK"]
        }
    }

    /// The request by which a site's own instruction came to itself: one of the job's, to the own site.
    private func ownRequest(of entry: ReceivedLive) -> Int? {
        guard entry.kind == .instruction || entry.kind == .cancel else { return nil }
        return image.requests.lastIndex {
            $0.job == entry.subject && $0.destination == image.number
                && $0.isCancel == (entry.kind == .cancel)
        }
    }

    private func receivedFiles(_ root: String) throws -> [FileOperation] {
        var list: [FileOperation] = []
        for entry in image.received {
            let names = receiveNames(entry, root)
            switch entry.kind {
            case .status: list.append(write(names[0], .bytes(try status(entry.subject, entry.info).encode())))
            case .miniJob, .transit: list.append(write(names[0], .bytes(miniJob(entry.subject))))
            case .instruction where entry.retries > 0, .cancel where entry.retries > 0:
                list.append(write(names[0], .bytes(try retry(entry).encode())))
            case .instruction, .cancel:
                let live = image.jobs[Int(entry.subject)]
                if live.origin == image.number {
                    guard let place = ownRequest(of: entry) else { continue }
                    list.append(write(names[0], .bytes(instruction(place))))
                } else {
                    let servers = live.servers.map { image.servers[Int($0)].definition.name }
                    list.append(
                        write(
                            names[0],
                            .bytes(
                                instruction(
                                    live, to: site, isCancel: entry.kind == .cancel,
                                    carriesPackage: entry.info == 1, servers: servers,
                                    targets: live.localDetails))))
                }
                if names.count > 1, entry.info == 1, let archive = try packageArchive(of: entry.subject) {
                    list.append(write(names[1], .stored(digest: archive.digest, size: archive.bytes)))
                }
            }
        }
        return list
    }

    /// What the Despooler keeps of an instruction that it could not carry out whole (RG S3D3C, Q140374).
    private func retry(_ entry: ReceivedLive) -> RetryInstruction {
        let job = image.jobs[Int(entry.subject)]
        return RetryInstruction(
            site: site, job: job.job.id,
            package: job.package == noHandle ? nil : image.packages[Int(job.package)].package.id,
            isCancel: entry.kind == .cancel,
            carriesPackage: entry.kind == .instruction && entry.info == 1,
            refreshesExisting: job.job.distributePhase.contains(.existing),
            notBefore: image.siteClock.localTime(at: entry.notBefore, labStart: image.labStart),
            retryCount: Int(entry.retries),
            servers: entry.servers.filter { image.servers.indices.contains(Int($0)) }.map {
                image.servers[Int($0)].definition.name
            }, targets: Int(job.localDetails))
    }

    private func packageArchive(of job: UInt32) throws -> ArchiveRow? {
        let package = image.jobs[Int(job)].package
        guard package != noHandle else { return nil }
        let live = image.packages[Int(package)]
        return try archives(live.setID, live.version)
    }

    /// A client's status instruction.
    private func status(_ detail: UInt32, _ outcome: UInt32) -> StatusInstruction {
        let job = image.jobs[Int(image.details[Int(detail)].job)]
        let client = SMSID(site: site, counter: image.details[Int(detail)].client + 1)
        let zero = RequestID(site: site, counter: 0)
        guard let client, let request = job.requestID ?? zero else {
            preconditionFailure("identifiers of a client fit")
        }
        let kind = Outcome(rawValue: outcome & StatusBits.outcome) ?? .success
        return StatusInstruction(
            site: site, job: job.job.id, request: request, client: client,
            result: kind == .failed ? .failed : .success, hasStatusMIF: kind == .failed || kind == .malformed)
    }

    /// The name of a status at a logon server: the detail in five characters of base 36.
    private func leftName(_ status: LeftStatus) -> String {
        "\(FileNames.smsRoot(image, Int(status.server)))\\LOGON.SRV\\DESPOOLR.BOX\\"
            + "\(leftNumber(status.detail))"
    }

    private func leftNumber(_ detail: UInt32) -> String {
        let digits = String(detail, radix: 36, uppercase: true)
        return String(repeating: "0", count: max(0, 8 - digits.count)) + digits
    }

    private func leftFiles() throws -> [FileOperation] {
        var list: [FileOperation] = []
        // A box is written anew: what was collected is gone from it.
        for server in image.logonServers {
            let box = "\(FileNames.smsRoot(image, Int(server)))\\LOGON.SRV\\DESPOOLR.BOX"
            list += [FileOperation(.remove, path: box), FileOperation(.folder, path: box)]
        }
        for entry in image.left where entry.server != noHandle {
            let name = leftName(entry)
            list.append(
                write(name + ".SNI", .bytes(try status(entry.detail, entry.outcome.rawValue).encode())))
            if let mif = statusMIF(entry) { list.append(write(name + ".PCK", .bytes(Array(mif.utf8)))) }
        }
        return list
    }

    /// The status MIF that a run left, if it left one.
    private func statusMIF(_ entry: LeftStatus) -> String? {
        let client = Int(image.details[Int(entry.detail)].client)
        let job = image.jobs[Int(image.details[Int(entry.detail)].job)].job
        let rule = clients.rules.result(
            client: { image.clients.name(client) }, command: job.commandName ?? "",
            attempt: max(1, Int(entry.attempt)))
        switch (entry.outcome, rule.mif) {
        case (.expired, _), (_, .none), (_, .late), (_, .stale): return nil
        case (_, .malformed): return "Start Component\r\n  Name = \"Workstation\r\n"
        case (_, .oversized):
            return StatusMIFText.writeOversized(StatusReport(result: .success, description: rule.description))
        case (_, .success), (_, .failed):
            return StatusMIFText.writeMinimal(
                StatusReport(result: rule.mif == .failed ? .failed : .success, description: rule.description))
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
            wclName: job.commandName ?? "", servers: servers, packageName: live.offer.packageName,
            comments: live.offer.comment,
            runsInBackground: program?.flags == .background,
            synchronousSystemExit: program?.synchronousSystemExit ?? false)
    }

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
