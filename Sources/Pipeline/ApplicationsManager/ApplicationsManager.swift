import SiteModel

/// SMS_APPLICATIONS_MANAGER: carries package definitions down the tree once nobody has changed them for ten minutes
/// (RG S3D39, CONF).
public struct ApplicationsManager: Equatable, Sendable {
    /// `Processing Delay`: 10 minutes without a further change.
    public static let quietMilliseconds: Int64 = 600_000

    /// Makes an Applications Manager.
    public init() {}

    /// Decides what follows from a signal.
    public mutating func handle(
        _ signal: Signal, _ context: Context, _ image: SiteImage, into effects: inout EffectBuffer
    ) {
        guard signal.kind == .applicationsPoll else {
            preconditionFailure("Applications Manager was given \(signal.kind)")
        }
        effects.after(image.pollMilliseconds, .applicationsPoll)
        if image.isPaused(.applicationsManager) { return }
        effects.trace(.applicationsPolled)
        guard let last = image.dirtyDefinitions.values.max(), context.now - last >= Self.quietMilliseconds
        else {
            return
        }
        for package in image.dirtyDefinitions.keys.sorted() {
            effects.trace(.definitionSent, image.packageNumber(Int(package)))
            effects.add(Effect(.sendDefinition, package))
        }
    }
}
