import Pipeline
public import SiteModel
import VirtualTime

// Site control files, secondary sites that are installed, and codes to services.

extension Emulation {
    // MARK: Commands

    mutating func performOnSiteControl(_ command: LabCommand) throws(CommandRefusal) -> CommandOutcome {
        switch command {
        case .proposeSite(let site, let code): return try propose(command, site, at: code)
        case .installSecondary(let site): return try install(command, site)
        case .deinstallSecondary(let code): return try order(command, .delete, code)
        case .upgradeSecondary(let code): return try order(command, .upgrade, code)
        case .sendCode(let code, let service, let number):
            return try send(command, number, to: service, at: code)
        case .resyncClient(let code, let name): return try resynchronise(command, code, name)
        default: preconditionFailure("\(command.verb) is no command about site control files")
        }
    }

    private mutating func propose(
        _ command: LabCommand, _ site: SiteDefinition, at code: SiteCode
    ) throws(CommandRefusal) -> CommandOutcome {
        let place = try siteNumber(site.code)
        let database = try siteNumber(code)
        if images[database].definition.isSecondary {
            throw CommandRefusal(
                .notAllowed,
                "site \(code) is a secondary site: it has no database and no Administrator program (Q133111); "
                    + "its parent has")
        }
        guard images[database].hierarchy.isWithin(UInt16(place), UInt16(database)) else {
            throw CommandRefusal(
                .notAllowed, "site \(site.code) is not below \(code), whose database does not know it")
        }
        let actual = SiteProperties(images[place].definition)
        let wanted = SiteProperties(site)
        // What is no property is in the registry, in the database or of the lab.
        replaceSettings(actual.applied(to: site, outboxes: true), at: place)
        let known = images[database].siteControls[UInt16(place)]
        if wanted != actual || wanted != known?.proposed ?? actual {
            images[database].propose(wanted, for: UInt16(place), actual: actual, now: now)
            wakeHierarchyManager(database)
        }
        return note(command, database, UInt32(place))
    }

    private mutating func install(_ command: LabCommand, _ site: SiteDefinition) throws(CommandRefusal)
        -> CommandOutcome
    {
        if images.contains(where: { $0.definition.code == site.code }) {
            throw CommandRefusal(
                .duplicate, "there is, or was, a site \(site.code); a site code is given out once")
        }
        guard site.isSecondary, let parent = site.parent else {
            throw CommandRefusal(
                .notAllowed,
                "site \(site.code) is a primary site, which is set up at itself; only a secondary one is installed "
                    + "by its parent (Q133111)")
        }
        try checkParent(parent, isSecondary: true, of: site.code)
        let above = try siteNumber(parent)
        definition.sites.append(site)
        makeSite(site)
        let place = images.count - 1
        images[place].setInstalled(false)
        linkSites()
        images[above].beginInstallation(of: UInt16(place), SiteProperties(site), now: now)
        wakeHierarchyManager(above)
        return note(command, above, UInt32(place))
    }

    private mutating func order(
        _ command: LabCommand, _ phase: SitePhase, _ code: SiteCode
    ) throws(CommandRefusal) -> CommandOutcome {
        let place = try siteNumber(code)
        guard images[place].definition.isSecondary, let parent = images[place].parent else {
            throw CommandRefusal(
                .notAllowed,
                phase == .upgrade
                    ? "site \(code) is a primary site: PREINST /UPGRADE with its code would deinstall it (Q165876); "
                        + "only a secondary site is upgraded by its parent"
                    : "site \(code) is a primary site: it is deinstalled at itself, and its parent is told by "
                        + "`tool preinst --delsite`")
        }
        let above = Int(parent)
        if phase == .delete { try checkJobs(of: place) }
        if let live = images[above].siteControls[UInt16(place)], live.phase != .none, live.phase != .control,
            phase != .delete || live.status != .failed
        {
            throw CommandRefusal(
                .notAllowed,
                "site \(code) is being installed, upgraded or deinstalled already (detail code "
                    + "\(images[above].detailCode(of: live))); `site show \(code)` tells how far it is"
                    + (live.status == .failed ? ", and `site remove \(code)` gives it up" : ""))
        }
        images[above].request(
            phase, of: UInt16(place), SiteProperties(images[place].definition), now: now)
        wakeHierarchyManager(above)
        return note(command, above, UInt32(place))
    }

    private mutating func send(
        _ command: LabCommand, _ code: Int, to service: ServiceName, at site: SiteCode
    ) throws(CommandRefusal) -> CommandOutcome {
        let place = try siteNumber(site)
        guard service.sendCodes.contains(code) else {
            throw CommandRefusal(
                .notAllowed,
                "\(service.rawValue) knows no code \(code); it knows "
                    + service.sendCodes.map { String($0) }.joined(separator: ", "))
        }
        if images[place].paused.contains(service) || images[place].stopped.contains(service), code >= 192 {
            throw CommandRefusal(
                .notAllowed,
                "\(service.rawValue) of site \(site) does not run; `service restart \(service.rawValue)` starts it"
            )
        }
        let number = UInt16(place)
        let outcome = note(command, place, 0)
        trace.add(
            TraceRecord(
                instant: now, code: .codeReceived, site: number, a: 0,
                b: UInt32(ServiceName.allCases.firstIndex(of: service) ?? 0), value: Int64(code)))
        switch code {
        case 192...196:
            push(Signal(.siteConfigurationWatchdog, site: number, 0, UInt32(code)), at: now)
        case 234, 255:
            images[place].setStopped(service, true)
            noteDown(service, at: place, isDown: true)
        default: break
        }
        return outcome
    }

    private mutating func resynchronise(
        _ command: LabCommand, _ code: SiteCode, _ name: String
    ) throws(CommandRefusal) -> CommandOutcome {
        let site = try siteNumber(code)
        guard let client = images[site].clients.index(name) else {
            throw CommandRefusal(.unknown, "no client \(name) at site \(code); `client list` shows them")
        }
        // A secondary site has no database: its parent asks.
        let database = images[site].definition.isSecondary ? Int(images[site].parent ?? UInt16(site)) : site
        images[database].requestInventory(of: UInt32(client), at: UInt16(site), now: now)
        images[database].raise(
            186, job: noHandle, subject: noHandle, component: .dataLoader, instant: now, attempt: 0)
        trace.add(
            TraceRecord(
                instant: now, code: .eventRaised, site: UInt16(database), a: 0,
                b: UInt32(Component.dataLoader.rawValue), value: 186))
        return note(command, database, UInt32(client))
    }

    /// A site as the Administrator program at a database shows it: with what is proposed and not ACTUAL yet.
    ///
    /// - Parameters:
    ///   - site: The site.
    ///   - database: The code of the primary site whose database is asked.
    /// - Returns: Its settings; as they are where nothing is proposed.
    public func proposedSettings(of site: SiteDefinition, at database: SiteCode) -> SiteDefinition {
        guard let place = try? siteNumber(site.code), let above = try? siteNumber(database),
            let live = images[above].siteControls[UInt16(place)], live.isWaiting || live.isUnderWay
        else { return site }
        return live.proposed.applied(to: site, outboxes: true)
    }

    // MARK: Driving

    /// Schedules Hierarchy Manager's next poll if it would find something: a poll that finds nothing is left out.
    mutating func wakeHierarchyManager(_ site: Int) {
        guard hierarchyManagers[site].pollsAt < 0, images[site].hasHierarchyWork else { return }
        let interval = images[site].pollMilliseconds
        let phase =
            definition.phases == .aligned
            ? 0
            : SeededGenerator.draw(
                seed: definition.seed, stream: UInt64(SignalKind.hierarchyPoll.rawValue) << 16 | UInt64(site),
                index: 0, below: interval / 1_000) * 1_000
        let passed = max(now - start - phase, 0)
        let instant = start + phase + (passed + interval - 1) / interval * interval
        hierarchyManagers[site].pollsAt = instant
        push(Signal(.hierarchyPoll, site: UInt16(site)), at: instant)
    }

    /// Schedules the watchdog of a site whose properties change by components.
    mutating func startWatchdog(_ site: Int) {
        guard definition.siteProperties == .components else { return }
        let interval = images[site].watchdogMilliseconds
        let kind = SignalKind.siteConfigurationWatchdog
        let phase =
            definition.phases == .aligned
            ? interval
            : SeededGenerator.draw(
                seed: definition.seed, stream: UInt64(kind.rawValue) << 16 | UInt64(site), index: 0,
                below: interval / 1_000) * 1_000
        siteConfigurationManagers[site].reportedAt = now
        siteConfigurationManagers[site].groupsAt = now
        siteConfigurationManagers[site].scriptsAt = now
        siteConfigurationManagers[site].reportedServers = images[site].ownServers
        siteConfigurationManagers[site].watchdogAt = now + phase
        push(Signal(kind, site: UInt16(site)), at: now + phase)
    }

    /// Effects about control files: some of them concern the settings of the lab, others another component.
    mutating func carryOutControl(_ effect: Effect, _ image: SiteImage) {
        let site = Int(image.number)
        switch effect.kind {
        case .executeMiniJob:
            let kind = image.files[effect.a]?.kind
            image.apply(effect, now: now)
            switch kind {
            case .controlFile: immediate.append(Signal(.siteConfigurationArrival, site: image.number))
            case .controlReport: wakeHierarchyManager(site)
            case .upgrade:
                immediate.append(
                    Signal(
                        .siteConfigurationWatchdog, site: image.number, 0,
                        SiteConfigurationManager.Cause.watchdogAsUpgrade))
            case .deinstall: deinstall(site)
            default: break
            }
        case .writeControlFile:
            image.apply(effect, now: now)
            if Int(effect.a) == site {
                immediate.append(Signal(.siteConfigurationArrival, site: image.number))
            }
        case .reportControlFile:
            image.apply(effect, now: now)
            siteConfigurationManagers[site].reportedServers = image.ownServers
            wakeHierarchyManager(site)
        case .installControlFile:
            guard let file = image.takeControlFile() else { return }
            var settings = file.properties.applied(to: image.definition, outboxes: false)
            // A server may be gone since it was proposed.
            settings.helpers.removeAll { image.serverIndex($0.server) == nil }
            become(settings, site)
        case .installOutboxes:
            var properties = SiteProperties(image.definition)
            properties.outboxes = siteConfigurationManagers[site].outboxes
            become(properties.applied(to: image.definition, outboxes: true), site)
        case .takeBackService:
            let server = image.servers[Int(effect.a)].definition.name
            var settings = image.definition
            settings.helpers.removeAll { $0.server == server }
            become(settings, site)
        case .detectServer, .installServer, .uninstallServer: carryOutServer(effect, image)
        default: preconditionFailure("\(effect.kind) is not about control files")
        }
    }

    /// Stages 2 and 3 of Site Configuration Manager (Q130906).
    private mutating func carryOutServer(_ effect: Effect, _ image: SiteImage) {
        let (site, place) = (Int(image.number), Int(effect.a))
        switch effect.kind {
        case .detectServer:
            var server = image.servers[place].definition
            server.roles.insert(.logon)
            image.replaceServer(place, with: server)
            image.setState(.pendingInstall, ofServer: place)
        case .installServer:
            image.setState(.active, ofServer: place)
            image.moveInstructions()
        default: image.removeServer(place)
        }
        clients[site].refreshBlocks(image)
        clients[site].relink(image)
        refreshLinks()
        tellOfServers(site)
        definition.sites[site] = image.definition
    }

    private mutating func become(_ settings: SiteDefinition, _ site: Int) {
        replaceSettings(settings, at: site)
        updateSenders(site)
        linkSites()
        definition.sites[site] = images[site].definition
    }

    // MARK: Installing

    /// Milliseconds that the bootstrap takes for the programs of a site; a choice.
    static let bootstrapMilliseconds: Int64 = 600_000

    /// Gives the bootstrap of a site that is not installed what is for it; false: it is for the Despooler.
    mutating func bootstrap(_ file: Instruction, at site: Int) -> Bool {
        guard !images[site].isInstalled, file.destination == UInt16(site) else { return false }
        switch file.kind {
        case .preinstall: return true
        case .install:
            push(Signal(.bootstrapEnded, site: UInt16(site)), at: now + Self.bootstrapMilliseconds)
            return true
        default: return false
        }
    }

    /// The programs of a secondary site are there: its components begin.
    mutating func endBootstrap(_ site: Int) {
        guard !images[site].isInstalled else { return }
        images[site].setInstalled(true)
        trace.add(
            TraceRecord(instant: now, code: .siteInstalled, site: UInt16(site), a: 0, b: 0, value: 1))
        startComponents(UInt16(site))
        learn(from: UInt16(site))
        wake(site)
    }

    /// A secondary site takes itself away.
    private mutating func deinstall(_ site: Int) {
        trace.add(
            TraceRecord(instant: now, code: .siteInstalled, site: UInt16(site), a: 0, b: 0, value: 0))
        images[site].remove()
        linkSites()
        definition.sites[site] = images[site].definition
    }
}

extension Emulation {
    /// How many passes of Site Configuration Manager saw a change of outboxes that is not made yet (Q126229).
    public func outboxPasses(of site: UInt16) -> Int {
        siteConfigurationManagers.indices.contains(Int(site))
            ? Int(siteConfigurationManagers[Int(site)].passes) : 0
    }
}

extension Emulation {
    /// What was sent to another site by an address that names this one: only a definition is of use here, and it is taken
    /// where nobody looks for whom it is (Q266759).
    mutating func acceptOwn(_ file: Instruction, _ image: SiteImage) {
        guard image.quirks.contains(.sourceBlanked), file.kind == .definition else { return }
        var file = file
        file.destination = image.number
        image.accept(file, from: image.number, request: 0, now: now)
    }
}
