public import Pipeline
public import SiteModel

// Since when something is down, and when it is to come back: for whoever asks why a thing waits.

extension Emulation {
    /// Since when a link, a server, a client, a SQL Server or something else of a site is down, in milliseconds since
    /// 1970; nil: it is not, or was so before the lab began.
    public func downSince(_ subject: FaultDefinition.Subject) -> Int64? {
        Self.key(subject).flatMap { downAt[$0] }
    }

    /// Since when a service of a site is paused or stopped, in milliseconds since 1970; nil: it runs.
    public func downSince(_ service: ServiceName, at site: SiteCode) -> Int64? {
        downAt["service \(site) \(service.rawValue)"]
    }

    /// When the lab file has what is down come back, in milliseconds since 1970; nil: somebody has to bring it back.
    public func plannedEnd(of subject: FaultDefinition.Subject) -> Int64? {
        guard let wanted = Self.key(subject) else { return nil }
        let zone = definition.sites.first?.zone ?? .utc
        return definition.faults.compactMap { fault -> Int64? in
            guard !fault.isDropped, Self.key(fault.subject) == wanted, let until = fault.until,
                zone.utcSeconds(of: fault.from) * 1_000 <= now
            else { return nil }
            let instant = zone.utcSeconds(of: until) * 1_000
            return instant > now ? instant : nil
        }.min()
    }

    /// Since when nobody is logged on at a client, in milliseconds since 1970; nil: somebody is, or nobody ever was.
    public func loggedOff(_ client: String, at site: SiteCode) -> Int64? {
        downAt["logon \(site) \(client.uppercased())"]
    }

    /// Since when a job's command is put aside at a client, in milliseconds since 1970; nil: it is not, or nobody told.
    public func archived(_ job: JobID, _ client: String, at site: SiteCode) -> Int64? {
        downAt["archive \(site) \(client.uppercased()) \(job)"]
    }

    /// Notes that nobody is logged on at a client, or somebody is again.
    mutating func noteLogon(_ client: String, at site: SiteCode, isDown: Bool) {
        noteDown("logon \(site) \(client.uppercased())", isDown: isDown)
    }

    /// Notes that a job's command was put aside at a client, or taken from there.
    mutating func noteArchived(_ offer: UInt32, _ client: String, _ site: Int, isDown: Bool) {
        let image = images[site]
        let job = image.jobs[Int(image.details[Int(offer)].job)].job.id
        noteDown("archive \(image.definition.code) \(client.uppercased()) \(job)", isDown: isDown)
    }

    /// Notes that something went down or came back.
    mutating func noteDown(_ subject: FaultDefinition.Subject, isDown: Bool) {
        guard let key = Self.key(subject) else { return }
        noteDown(key, isDown: isDown)
    }

    /// Notes that threads of a service stopped, or run again.
    mutating func noteDown(_ service: ServiceName, at site: Int, isDown: Bool) {
        let code = images[site].definition.code
        for name in Set([service] + service.threads).map(\.rawValue).sorted() {
            noteDown("service \(code) \(name)", isDown: isDown)
        }
    }

    private mutating func noteDown(_ key: String, isDown: Bool) {
        // What is down already went down then.
        if !isDown { downAt[key] = nil } else if downAt[key] == nil { downAt[key] = now }
    }

    /// One text for each thing that can be down, whatever the case its name is written in; nil: a request, which tells
    /// its own times.
    private static func key(_ subject: FaultDefinition.Subject) -> String? {
        switch subject {
        case .link(let one, let other):
            one.description < other.description ? "link \(one) \(other)" : "link \(other) \(one)"
        case .server(let site, let name): "server \(site) \(name.uppercased())"
        case .client(let site, let name): "client \(site) \(name.uppercased())"
        case .sql(let site): "sql \(site)"
        case .site(let site, let fault): "site \(site) \(fault.rawValue)"
        case .request: nil
        }
    }

    /// Codes since when things are down.
    mutating func codeDown(_ coder: inout SnapshotCoder) {
        var entries = downAt.sorted { $0.key < $1.key }.map { (key: $0.key, since: $0.value) }
        coder.list(&entries, empty: (key: "", since: 0)) { coder, entry in
            coder.text(&entry.key)
            coder.number(&entry.since)
        }
        guard coder.isReading else { return }
        downAt = Dictionary(entries.map { ($0.key, $0.since) }) { first, _ in first }
    }
}
