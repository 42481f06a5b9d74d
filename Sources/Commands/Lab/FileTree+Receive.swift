import Emulation
import LegacyFormats
import Pipeline
import SiteDatabase
import SiteModel

// RECEIVE and the boxes of logon servers.

extension FileTree {
    /// What is being executed is an `.IST` or a `.NIL`; it lies there once the Executive has ended in the middle of it.
    func receiveNames(_ entry: ReceivedLive, _ root: String) -> [String] {
        let names = readyNames(entry, root)
        guard entry.isBegun, let first = names.first else { return names }
        let begun = first.hasSuffix(".INS") ? ".IST" : ".NIL"
        // The package of an instruction that is an IST is a PKG.
        return [String(first.dropLast(4)) + begun]
            + names.dropFirst().map {
                entry.kind != .status && $0.hasSuffix(".PCK") ? String($0.dropLast(4)) + ".PKG" : $0
            }
    }

    /// An instruction as it lies in RECEIVE while it is executed.
    static func begun(_ entry: ReceivedLive) -> ReceivedLive {
        var entry = entry
        entry.isBegun = true
        return entry
    }

    private func readyNames(_ entry: ReceivedLive, _ root: String) -> [String] {
        let receive = "\(root)\\SITE.SRV\\DESPOOLR.BOX\\RECEIVE\\"
        switch entry.kind {
        case .status:
            // The status MIF comes along with it, under the same name (Q169491).
            let name = receive + FileNames.status(entry.number)
            return statusMIF(entry) == nil ? [name] : [name, name.dropLast(4) + ".PCK"]
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

    func receivedFiles(_ root: String) throws -> [FileOperation] {
        try (image.received + [executing].compactMap { $0.map(Self.begun) }).flatMap {
            try files(ofReceived: $0, root)
        }
    }

    /// The files of something in RECEIVE.
    func files(ofReceived entry: ReceivedLive, _ root: String) throws -> [FileOperation] {
        let names = receiveNames(entry, root)
        switch entry.kind {
        case .status:
            let mif = statusMIF(entry).map { write(names[1], .bytes(Array($0.utf8))) }
            return [write(names[0], .bytes(try status(entry.subject, entry.info).encode()))]
                + [mif].compactMap { $0 }
        case .miniJob where names.count > 1:
            return [
                write(names[0], .bytes(miniJob(entry.subject))),
                write(names[1], .bytes(systemPackage(entry.subject))),
            ]
        case .miniJob, .transit: return [write(names[0], .bytes(miniJob(entry.subject)))]
        case .instruction where entry.retries > 0, .cancel where entry.retries > 0:
            return [write(names[0], .bytes(try retry(entry).encode()))]
        case .instruction, .cancel:
            var list: [FileOperation] = []
            let live = image.jobs[Int(entry.subject)]
            if live.origin == image.number {
                guard let place = ownRequest(of: entry) else { return [] }
                list.append(write(names[0], .bytes(instruction(place))))
            } else {
                let servers = live.servers.map { image.servers[Int($0)].definition.name }
                list.append(
                    write(
                        names[0],
                        .bytes(
                            instruction(
                                live, to: site, isCancel: entry.kind == .cancel,
                                carriesPackage: entry.carriesPackage, servers: servers,
                                targets: live.localDetails))))
            }
            if names.count > 1, entry.carriesPackage, let archive = try packageArchive(of: entry.subject) {
                list.append(write(names[1], .stored(digest: archive.digest, size: archive.bytes)))
            }
            return list
        }
    }

    /// What the Despooler keeps of an instruction that it could not carry out whole (RG S3D3C, Q140374).
    private func retry(_ entry: ReceivedLive) -> RetryInstruction {
        let job = image.jobs[Int(entry.subject)]
        return RetryInstruction(
            site: site, job: job.job.id,
            package: job.package == noHandle ? nil : image.packages[Int(job.package)].package.id,
            isCancel: entry.kind == .cancel,
            carriesPackage: entry.carriesPackage,
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

    func leftFiles() throws -> [FileOperation] {
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
        statusMIF(entry.detail, entry.outcome, attempt: Int(entry.attempt))
    }

    /// The status MIF beside a status in RECEIVE, if there is one.
    private func statusMIF(_ entry: ReceivedLive) -> String? {
        statusMIF(
            entry.subject, Outcome(rawValue: entry.info & StatusBits.outcome) ?? .success,
            attempt: Int(entry.attempt))
    }

    private func statusMIF(_ detail: UInt32, _ outcome: Outcome, attempt: Int) -> String? {
        let client = Int(image.details[Int(detail)].client)
        let job = image.jobs[Int(image.details[Int(detail)].job)].job
        let rule = clients.rules.result(
            client: { image.clients.name(client) }, command: job.commandName ?? "", attempt: max(1, attempt))
        switch (outcome, rule.mif) {
        case (.expired, _), (_, .none), (_, .late), (_, .stale): return nil
        case (_, .malformed): return "Start Component\r\n  Name = \"Workstation\r\n"
        case (_, .oversized):
            return StatusMIFText.writeOversized(StatusReport(result: .success, description: rule.description))
        case (_, .success), (_, .failed):
            return StatusMIFText.writeMinimal(
                StatusReport(result: rule.mif == .failed ? .failed : .success, description: rule.description))
        }
    }
}
