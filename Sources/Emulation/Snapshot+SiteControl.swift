import Pipeline
import SiteModel

// What a snapshot holds of site control files, since rules 3.

extension Emulation {
    /// Codes the control images of a site's database, its SITECFG.BOX, and the two services.
    mutating func codeSiteControl(_ site: Int, _ coder: inout SnapshotCoder) {
        guard coder.rules >= 3 else { return }
        let image = images[site]
        coder.flag(&image.isInstalled)
        coder.number(&image.controlStamp)
        let blank = SiteControlLive(site: 0, properties: SiteProperties(image.definition), at: 0)
        var lives = image.siteControls.values.sorted { $0.site < $1.site }
        coder.list(&lives, empty: blank) { coder, live in
            coder.number(&live.site)
            coder.choice(&live.status)
            coder.choice(&live.phase)
            Self.codeProperties(&live.proposed, image, &coder)
            coder.number(&live.proposedAt)
            Self.codeProperties(&live.actual, image, &coder)
            coder.number(&live.actualAt)
            coder.flag(&live.isWaiting)
            coder.flag(&live.isUnderWay)
            coder.number(&live.job)
            coder.number(&live.lookedAt)
        }
        if coder.isReading {
            image.siteControls = Dictionary(lives.map { ($0.site, $0) }) { first, _ in first }
        }
        Self.codeControlFiles(&image.controlFilesIn, image, &coder)
        Self.codeControlFiles(&image.controlFilesOut, image, &coder)
        coder.number(&hierarchyManagers[site].pollsAt)
        coder.number(&siteConfigurationManagers[site].timer)
        coder.number(&siteConfigurationManagers[site].watchdogAt)
        coder.number(&siteConfigurationManagers[site].reportedAt)
        coder.number(&siteConfigurationManagers[site].passes)
        Self.codeOutboxes(&siteConfigurationManagers[site].outboxes, &coder)
        coder.places(&alerters[site].standing)
        coder.number(&image.nextControlFile)
        var refused = image.refusedControl.map { [$0] } ?? []
        let nothing = RefusedControlFile(
            file: SiteControlFile(type: .actual, site: 0, stamp: 0, properties: blank.actual),
            note: .refusedDomain, instant: 0)
        coder.list(&refused, empty: nothing) { coder, refused in
            Self.codeControlFile(&refused.file, image, &coder)
            coder.choice(&refused.note)
            coder.number(&refused.instant)
        }
        image.refusedControl = refused.first
        coder.number(&siteConfigurationManagers[site].groupsAt)
        coder.number(&siteConfigurationManagers[site].scriptsAt)
        coder.list(&image.alerts, empty: .blank) { coder, alert in
            coder.text(&alert.definition.name)
            coder.text(&alert.definition.query)
            coder.number(&alert.definition.atLeast)
            coder.number(&alert.definition.minutes)
            coder.text(&alert.definition.tells)
            coder.flag(&alert.isRemoved)
        }
        Self.codeServerNames(&siteConfigurationManagers[site].reportedServers, &coder)
    }

    private static func codeControlFile(
        _ file: inout SiteControlFile, _ image: SiteImage, _ coder: inout SnapshotCoder
    ) {
        coder.choice(&file.type)
        coder.number(&file.site)
        coder.number(&file.stamp)
        Self.codeProperties(&file.properties, image, &coder)
        coder.number(&file.number)
        var tells = file.servers != nil
        coder.flag(&tells)
        guard tells else { return }
        var servers = file.servers ?? KnownServers(names: [], defaults: [])
        codeServerNames(&servers, &coder)
        file.servers = servers
    }

    private static func codeServerNames(_ servers: inout KnownServers, _ coder: inout SnapshotCoder) {
        coder.list(&servers.names, empty: "") { $0.text(&$1) }
        coder.list(&servers.defaults, empty: "") { $0.text(&$1) }
    }

    static func codeControlFiles(
        _ files: inout [SiteControlFile], _ image: SiteImage, _ coder: inout SnapshotCoder
    ) {
        let blank = SiteControlFile(
            type: .actual, site: 0, stamp: 0, properties: SiteProperties(image.definition))
        coder.list(&files, empty: blank) { coder, file in Self.codeControlFile(&file, image, &coder) }
    }

    private static func codeProperties(
        _ properties: inout SiteProperties, _ image: SiteImage, _ coder: inout SnapshotCoder
    ) {
        coder.text(&properties.name)
        var response = properties.response.rawValue
        coder.text(&response)
        properties.response = ServiceResponse(rawValue: response) ?? .fast
        coder.list(&properties.domains, empty: "") { $0.text(&$1) }
        let blank = AddressDefinition(destination: image.definition.code)
        coder.list(&properties.addresses, empty: blank) { coder, address in
            var code = address.destination.description
            coder.text(&code)
            address.destination = SiteCode(code) ?? address.destination
            coder.choice(&address.sender)
            coder.number(&address.bitsPerSecond)
            coder.number(&address.percent)
            coder.text(&address.server)
        }
        coder.flag(&properties.removeSelfAddress)
        coder.number(&properties.pcmPollingMinutes)
        codeOutboxes(&properties.outboxes, &coder)
        codeHelpers(&properties.helpers, &coder)
    }

    private static func codeHelpers(_ helpers: inout [HelperServer], _ coder: inout SnapshotCoder) {
        coder.list(&helpers, empty: HelperServer(service: .scheduler, server: "")) { coder, helper in
            var service = helper.service.rawValue
            coder.text(&service)
            helper.service = MovableService(rawValue: service) ?? .scheduler
            coder.text(&helper.server)
        }
    }

    private static func codeOutboxes(_ outboxes: inout [OutboxProperties], _ coder: inout SnapshotCoder) {
        coder.list(&outboxes, empty: OutboxProperties(kind: .lan, schedule: .always)) { coder, outbox in
            coder.choice(&outbox.kind)
            var hours = outbox.schedule.hours
            coder.list(&hours, empty: .all) { $0.choice(&$1) }
            outbox.schedule = OutboxSchedule(hours: hours)
        }
    }
}
