public import SiteModel

/// SMS_ALERTER: runs the queries of alerts and their actions; events 207 and 380 tell what went wrong with them.
public struct Alerter: Equatable, Sendable {
    /// The alerts whose condition held at their last look, by place.
    public package(set) var standing: [UInt32] = []

    /// Makes an Alerter.
    public init() {}

    /// Decides what follows from a signal.
    public mutating func handle(
        _ signal: Signal, _ context: Context, _ image: SiteImage, into effects: inout EffectBuffer
    ) {
        guard signal.kind == .alerterPoll else { preconditionFailure("the Alerter was given \(signal.kind)") }
        // The looks of an alert end with it.
        guard image.alerts.indices.contains(Int(signal.a)), !image.alerts[Int(signal.a)].isRemoved else {
            return
        }
        let alert = image.alerts[Int(signal.a)].definition
        effects.after(alert.milliseconds, .alerterPoll, signal.a)
        if image.isPaused(.alerter) { return }
        // The database cannot be asked; what was said of it stands (event 243).
        if image.isSQLDown { return }
        guard let count = image.count(of: alert) else {
            effects.trace(.alertChecked, 0, signal.a, -1)
            return effects.event(207, noHandle, signal.a, once: true, image)
        }
        effects.trace(.alertChecked, 0, signal.a, count)
        guard count >= alert.atLeast else { return standing.removeAll { $0 == signal.a } }
        if standing.contains(signal.a) { return }
        standing.append(signal.a)
        effects.trace(.alertRaised, 0, signal.a, count)
        guard !alert.tells.isEmpty else { return }
        let isThere = image.serverIndex(alert.tells).map { image.servers[$0].isReachable } ?? false
        if !isThere { effects.event(380, job: noHandle, signal.a) }
    }
}

extension SiteImage {
    /// How many computers an alert's query finds; nil: there is no such query, or it cannot be run.
    public func count(of alert: AlertDefinition) -> Int64? {
        let name = alert.query.uppercased()
        guard let saved = queries.first(where: { $0.definition.name.uppercased() == name }),
            !saved.definition.architecture.isDirect, let query = try? saved.definition.query(),
            !isTooWide(query)
        else { return nil }
        return Int64(machines(fitting: query).count)
    }
}
