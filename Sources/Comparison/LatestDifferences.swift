import Pipeline

/// The differences that came last, for what follows from one in ways that no entry notes: a thread was busy, a row was another.
struct LatestDifferences {
    private enum Thing: Hashable {
        case client(site: Int64, Int64)
        case transfer(site: Int64, destination: Int64, job: Int64)
        case job(site: Int64, Int64)
        case server(site: Int64, Int64)
        case package(site: Int64, Int64)
        case jobAnywhere(Int64)
        case component(site: Int64, Component)
        /// What the clients of a site find at their logon servers.
        case offers(site: Int64)
        /// Events that Site Reporter has not bundled for the parent yet.
        case events(site: Int64)
    }

    /// Whether more than one thing was put in differently: then a component may differ for another reason than before.
    private let hasManyInputs: Bool
    private var latest: [Thing: Int] = [:]
    /// The same of what happened at one time alone: what was moved may lie too late in one of the runs.
    private var latestUnmoved: [Thing: Int] = [:]

    init(hasManyInputs: Bool) { self.hasManyInputs = hasManyInputs }

    /// What a difference is about, the nearest first; its component comes last.
    private static func things(_ matter: Matter) -> [Thing] {
        var found: [Thing] = []
        if matter.client >= 0 { found.append(.client(site: matter.site, matter.client)) }
        if matter.job >= 0, matter.destination >= 0 {
            found.append(
                .transfer(site: matter.site, destination: matter.destination, job: matter.job))
        }
        if matter.job >= 0 { found.append(.job(site: matter.site, matter.job)) }
        if matter.server >= 0 { found.append(.server(site: matter.site, matter.server)) }
        if matter.package >= 0 { found.append(.package(site: matter.site, matter.package)) }
        if matter.job >= 0 { found.append(.jobAnywhere(matter.job)) }
        return found + [.component(site: matter.site, matter.component)]
    }

    /// What something is found or taken by a poll from, without an entry that says so.
    private static func source(_ matter: Matter) -> Thing? {
        switch matter.code {
        case .pcmFound: .offers(site: matter.site)
        case .reportsBundled: .events(site: matter.site)
        default: nil
        }
    }

    mutating func note(_ place: Int, _ difference: Difference) {
        let matter = difference.matter
        var things = Self.things(matter)
        switch matter.code {
        case .instructionsCopied: things.append(.offers(site: matter.site))
        // An event tells of something, and nothing but the way up follows from it.
        case .eventRaised: things = [.events(site: matter.site)]
        default: break
        }
        for thing in things {
            latest[thing] = place
            if difference.delay == 0 { latestUnmoved[thing] = place }
        }
        if matter.code == .reportsBundled {
            latest[.events(site: matter.site)] = nil
            latestUnmoved[.events(site: matter.site)] = nil
        }
    }

    /// The differences that one without a noted cause may hang below, the likeliest first.
    ///
    /// They are the last about the same thing, then, where one thing alone was put in differently, of its component at its
    /// site. Below none of them it comes of what was put in, as far as anybody knows.
    func links(to difference: Difference, _ isCommanded: Bool) -> [Int] {
        if isCommanded { return [] }
        var found: [Int] = []
        if let source = Self.source(difference.matter) { found += places(source) }
        for thing in Self.things(difference.matter) {
            if case .component = thing, hasManyInputs { break }
            found += places(thing)
        }
        return found
    }

    private func places(_ thing: Thing) -> [Int] {
        guard let place = latest[thing] else { return [] }
        guard let unmoved = latestUnmoved[thing], unmoved != place else { return [place] }
        return [place, unmoved]
    }
}
