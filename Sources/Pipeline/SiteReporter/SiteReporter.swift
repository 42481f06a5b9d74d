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
        effects.trace(.siteReporterPolled, 0, 0, image.reports)
        if image.reports > 0 { effects.add(Effect(.clearReports)) }
    }
}
