import SiteModel

/// SMS_SITE_REPORTER: bundles status for the parent; a site without a parent deletes it (RG S3D2B, Q169491).
public struct SiteReporter: Equatable, Sendable {
    /// Makes a Site Reporter.
    public init() {}

    /// Decides what follows from a signal.
    public mutating func handle(
        _ signal: Signal, _ context: Context, _ image: SiteImage, into effects: inout EffectBuffer
    ) {
        guard signal.kind == .siteReporterPoll else {
            preconditionFailure("Site Reporter was given \(signal.kind)")
        }
        effects.after(image.pollMilliseconds, .siteReporterPoll)
        if image.isPaused(.siteReporter) { return }
        effects.trace(.siteReporterPolled, 0, 0, image.reports)
        guard let parent = image.parent else {
            if image.reports > 0 { effects.add(Effect(.clearReports)) }
            return
        }
        guard isDue(context, image) else { return }
        effects.trace(.reportsBundled, 0, UInt32(parent), Int64(image.reportBox.count))
        effects.add(Effect(.bundleReports))
    }

    /// Whether something waits as long as its category may (RG S3D2B).
    private func isDue(_ context: Context, _ image: SiteImage) -> Bool {
        let settings = image.definition.siteReporter
        let waits = [settings.statusMinutes, settings.eventMinutes, settings.inventoryMinutes]
        return zip(image.reportsSince, waits).contains { since, minutes in
            since >= 0 && context.now - since >= min(max(minutes, 0), 525_600) * 60_000
        }
    }
}
