/// What the window Site Properties holds and a site control file carries (Q131010, Q133113).
///
/// The rest of a site's settings are values of its registry, objects of its database or facts of the lab; they are not
/// proposed, but simply set.
public struct SiteProperties: Equatable, Sendable {
    /// The site's name.
    public var name: String
    /// The Response setting.
    public var response: ServiceResponse
    /// Domains; the first is the default.
    public var domains: [String]
    /// Addresses.
    public var addresses: [AddressDefinition]
    /// Whether the automatic address of the site to itself was removed.
    public var removeSelfAddress: Bool
    /// Package Command Manager's polling interval in minutes.
    public var pcmPollingMinutes: Int64
    /// The outboxes that are not open for all jobs at all times, by the kind of their Sender.
    public var outboxes: [OutboxProperties]
    /// Components that run on helper servers.
    public var helpers: [HelperServer]

    /// Takes the properties of a site.
    public init(_ site: SiteDefinition) {
        name = site.name
        response = site.response
        domains = site.domains
        addresses = site.addresses
        removeSelfAddress = site.removeSelfAddress
        pcmPollingMinutes = site.pcmPollingMinutes
        outboxes = SenderKind.allCases.compactMap { kind in
            guard let sender = site.senders.first(where: { $0.kind == kind }), sender.schedule != .always
            else { return nil }
            return OutboxProperties(kind: kind, schedule: sender.schedule)
        }
        helpers = site.helpers
    }

    /// A site with these properties.
    ///
    /// - Parameters:
    ///   - site: The site as it is.
    ///   - outboxes: Whether the schedules of outboxes are set too: their change takes longer (Q126229).
    /// - Returns: The site as it becomes.
    public func applied(to site: SiteDefinition, outboxes: Bool) -> SiteDefinition {
        var site = site
        site.name = name
        site.response = response
        site.domains = domains
        site.addresses = addresses
        site.removeSelfAddress = removeSelfAddress
        site.pcmPollingMinutes = pcmPollingMinutes
        site.helpers = helpers
        if outboxes { setOutboxes(of: &site) }
        return site
    }

    private func setOutboxes(of site: inout SiteDefinition) {
        for kind in SenderKind.allCases {
            let schedule = outboxes.first { $0.kind == kind }?.schedule ?? .always
            if let place = site.senders.firstIndex(where: { $0.kind == kind }) {
                site.senders[place].schedule = schedule
            } else if schedule != .always {
                var sender = SenderDefinition(kind: kind)
                sender.schedule = schedule
                site.senders.append(sender)
            }
        }
        site.senders.sort { $0.kind.rawValue < $1.kind.rawValue }
    }

    /// The properties as lines of a control file: a name, and a value.
    public var lines: [(name: String, value: String)] {
        var lines: [(name: String, value: String)] = [
            ("Name", name), ("Response", response.rawValue),
            ("Domains", domains.joined(separator: ", ")),
        ]
        for address in addresses {
            lines.append(
                (
                    "Address \(address.destination) \(address.sender.word)",
                    "\(address.bitsPerSecond) bits a second, \(address.percent) %"
                ))
        }
        if removeSelfAddress { lines.append(("Address to itself", "none")) }
        lines.append(("PCM polling minutes", String(pcmPollingMinutes)))
        for outbox in outboxes {
            let closed = outbox.schedule.hours.count { $0 == .none }
            let high = outbox.schedule.hours.count { $0 == .high }
            lines.append(
                ("Outbox \(outbox.kind.outbox)", "closed \(closed) hours a week, \(high) for High only"))
        }
        for helper in helpers { lines.append((helper.service.rawValue, "on \(helper.server)")) }
        return lines
    }
}

/// An outbox as Site Properties shows it.
public struct OutboxProperties: Equatable, Sendable {
    /// The kind of its Sender.
    public var kind: SenderKind
    /// When it lets jobs go.
    public var schedule: OutboxSchedule

    /// Makes the properties of an outbox.
    public init(kind: SenderKind, schedule: OutboxSchedule) {
        self.kind = kind
        self.schedule = schedule
    }
}

/// How what an administrator changes about a site comes into effect.
public enum SitePropertiesMode: String, CaseIterable, Sendable {
    /// At once: a shortcut of this program.
    case immediate
    /// By Hierarchy Manager and Site Configuration Manager, as in the product (Q131010).
    case components
}

/// The types of site control files; nothing is known of a 5 (Q133113).
public enum ControlFileType: Int, CaseIterable, Sendable {
    /// ACTUAL, what the site is.
    case actual = 1
    /// PROPOSED, what an administrator wants it to be.
    case proposed = 2
    /// NEWSITE, of a site that is installed.
    case newSite = 3
    /// TRANSACTIONS.
    case transactions = 4
    /// LOCALTRANSACTIONS.
    case localTransactions = 6

    /// The name of the type (Q133113).
    public var word: String {
        switch self {
        case .actual: "ACTUAL"
        case .proposed: "PROPOSED"
        case .newSite: "NEWSITE"
        case .transactions: "TRANSACTIONS"
        case .localTransactions: "LOCALTRANSACTIONS"
        }
    }
}

/// The status of a site in the database of a site above it (Q137376).
public enum SiteStatus: Int, CaseIterable, Sendable {
    /// ACTIVE, it runs.
    case active = 1
    /// PENDING, it is installed, or a change of its properties is on its way.
    case pending = 2
    /// FAILED.
    case failed = 3
    /// DELETED, it is deinstalled.
    case deleted = 4
    /// UPGRADE.
    case upgrade = 5
}
