import SiteModel
import VirtualTime

/// The walk over the distribution servers of a record: each is tried once.
private struct ServerSearch {
    /// The servers of the record, by place; ten at most (Q161310).
    let listed: [UInt32]
    /// Whether a drive letter is free, or none is needed.
    let hasLetter: Bool
    /// Servers whose package share is connected already: their letters serve.
    let connected: [UInt32]
    /// Which of `listed` were tried.
    var tried: UInt16 = 0

    /// Whether a server of the list was tried; one beyond it was not.
    func wasTried(_ server: UInt32) -> Bool {
        guard let place = listed.firstIndex(of: server) else { return false }
        return tried & (1 << UInt16(place)) != 0
    }
}

/// Choosing a distribution server (reference sms12-client 2.6: Q165508, Q161310, Q195944, Q180151).
extension PackageCommandManager {
    /// Chooses the server that a package runs from.
    ///
    /// 1. The current logon server, if it is in the record's list.
    /// 2. A server of the list that has a mapped drive.
    /// 3. The current logon server by explicit path: it may hold the package beyond the ten that are listed.
    /// 4. A server of the list at random; on failure another one, until the list is used up.
    ///
    /// - Returns: The server's place, or nil when none can be used; each that lacked a letter is noted (error 92).
    mutating func chooseServer(
        _ client: Int, _ offer: UInt32, _ range: Int, _ image: SiteImage, _ effects: inout EffectBuffer
    ) -> UInt32? {
        let job = Int(image.details[Int(offer)].job)
        if let server = usual(client, job, range, image) { return server }
        let settings = image.clients.blocks[range].range.settings
        let choice = choice(settings, range, image)
        let left = UInt32(truncatingIfNeeded: leftLetters.isEmpty ? 0 : leftLetters[UInt32(client)] ?? 0)
        var search = ServerSearch(
            listed: image.jobs[job].offeredServers,
            hasLetter: blocks[range].variant == .mac || blocks[range].freeLetters & ~left != 0,
            connected: connected(settings, job, image))
        func take(_ server: UInt32) -> Bool { use(server, client, offer, &search, image, &effects) }

        if choice == .preferredOnly || choice == .preferredFirst {
            let preferred = settings.preferredServers.compactMap { image.serverIndex($0) }.map { UInt32($0) }
            let all = search.listed.filter { preferred.contains($0) }
            if let server = random(all, client, job, image, take) { return server }
        }
        let logon = logonServer(of: client, image)
        let isBlind =
            blocks[range].variant == .win32 && image.quirks.contains(.pcmServerRandom32bit)
        let steps = isBlind ? [4] : Self.steps(choice)
        for step in steps {
            switch step {
            case 1: if search.listed.contains(logon), !search.wasTried(logon), take(logon) { return logon }
            case 2:
                for drive in settings.mappedDrives {
                    guard let place = image.serverIndex(drive.server).map({ UInt32($0) }),
                        search.listed.contains(place), !search.wasTried(place), take(place)
                    else { continue }
                    return place
                }
            case 3:
                if !search.listed.contains(logon), holdsBeyond(logon, job, image), take(logon) {
                    return logon
                }
            default:
                let rest = search.listed.filter { !search.wasTried($0) }
                if let server = random(rest, client, job, image, take) { return server }
            }
        }
        return nil
    }

    /// The first step alone, for clients that nothing was set for: nearly every run ends here.
    @inline(__always)
    private func usual(_ client: Int, _ job: Int, _ range: Int, _ image: SiteImage) -> UInt32? {
        guard blocks[range].takesLogonServer, leftLetters.isEmpty else { return nil }
        let logon = logonServer(of: client, image)
        guard logon != noHandle, image.jobs[job].offeredServers.contains(logon),
            image.servers[Int(logon)].isReachable,
            image.isReadable(package: image.jobs[job].package, server: logon)
        else { return nil }
        return logon
    }

    /// What the client's SMS.INI asks for, as far as the release reads it: the first four since the hotfix of
    /// Q180151, the last two since that of Q195944 and in 32 bits only.
    private func choice(_ settings: ClientSettings, _ range: Int, _ image: SiteImage) -> ServerChoice {
        switch settings.serverChoice {
        case .random: .random
        case .localOnly, .driveMappings, .randomOnly:
            image.quirks.contains(.pcmServerChoiceSwitch) ? settings.serverChoice : .random
        case .preferredOnly, .preferredFirst:
            blocks[range].variant == .win32 && image.quirks.contains(.pcmPreferred)
                ? settings.serverChoice : .random
        }
    }

    /// The steps of a choice, in order.
    private static func steps(_ choice: ServerChoice) -> [Int] {
        switch choice {
        case .random, .preferredFirst: [1, 2, 3, 4]
        case .localOnly, .preferredOnly: [1, 3]
        case .driveMappings: [1, 2]
        case .randomOnly: [4]
        }
    }

    /// Tries a server; one without a free letter for it is noted with its error 92 (Q150727).
    private func use(
        _ server: UInt32, _ client: Int, _ offer: UInt32, _ search: inout ServerSearch, _ image: SiteImage,
        _ effects: inout EffectBuffer
    ) -> Bool {
        if let place = search.listed.firstIndex(of: server) { search.tried |= 1 << UInt16(place) }
        guard image.servers[Int(server)].isReachable else { return false }
        let job = Int(image.details[Int(offer)].job)
        if !image.isReadable(package: image.jobs[job].package, server: server) {
            note(.accessDenied, client, offer, image, argument: Int64(server), &effects)
            return false
        }
        if search.hasLetter || search.connected.contains(server) { return true }
        note(.noFreeDrive, client, offer, image, argument: Int64(server), &effects)
        return false
    }

    /// Servers whose package share the client has connected itself.
    private func connected(_ settings: ClientSettings, _ job: Int, _ image: SiteImage) -> [UInt32] {
        settings.mappedDrives.compactMap { drive in
            guard let server = image.serverIndex(drive.server).map({ UInt32($0) }),
                let place = image.jobs[job].offeredServers.firstIndex(of: server),
                image.jobs[job].offeredPaths.indices.contains(place),
                image.jobs[job].offeredPaths[place].uppercased().hasPrefix(drive.share.uppercased() + "\\")
            else { return nil }
            return server
        }
    }

    /// Whether the logon server holds a package that the record does not say it holds.
    private func holdsBeyond(_ logon: UInt32, _ job: Int, _ image: SiteImage) -> Bool {
        guard logon != noHandle, image.locationIndex(package: image.jobs[job].package, server: logon) != nil
        else { return false }
        // The path below SMS\LOGON.SRV was not known before SP2 (Q161310, Q156402).
        let isNetWare = image.servers[Int(logon)].definition.kind.isNetWare
        return !(isNetWare && image.quirks.contains(.pcmNetWarePath))
    }

    /// Tries servers in random order: one is drawn among those that can be reached, and the others follow it.
    private func random(
        _ servers: [UInt32], _ client: Int, _ job: Int, _ image: SiteImage, _ take: (UInt32) -> Bool
    ) -> UInt32? {
        let reachable = servers.filter { image.servers[Int($0)].isReachable }
        guard !reachable.isEmpty else { return nil }
        let pick = SeededGenerator.draw(
            seed: image.seed, stream: 0x4450_0000 + UInt64(image.jobs[job].job.id.counter),
            index: UInt64(client), below: Int64(reachable.count))
        for step in reachable.indices {
            let server = reachable[(Int(pick) + step) % reachable.count]
            if take(server) { return server }
        }
        return nil
    }

    /// Keeps the letter of a run connected where files stay open: under the service (Q163597), and for 16-bit programs
    /// on NetWare (Q164791).
    mutating func keepLetter(
        _ client: Int, _ rule: ResultRule, _ range: Int, _ server: UInt32, _ byService: Bool,
        _ image: SiteImage
    ) {
        guard rule.leavesOpen, image.quirks.contains(.driveLeftMapped) else { return }
        let isNetWare = image.servers[Int(server)].definition.kind.isNetWare
        guard byService || blocks[range].variant == .win16 && isNetWare else { return }
        let left = UInt32(truncatingIfNeeded: leftLetters[UInt32(client)] ?? 0)
        let free = blocks[range].freeLetters & ~left
        guard free != 0 else { return }
        let letter = UInt32(1) << UInt32(free.trailingZeroBitCount)
        leftLetters[UInt32(client)] = Int64(left | letter)
    }
}
