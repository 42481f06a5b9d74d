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
        if image.isSQLDown { return }
        setProgramItems(context, image, &effects)
        updateServers(image, &effects)
        if image.groupsChangedAt >= 0, context.now - image.groupsChangedAt >= Self.quietMilliseconds {
            effects.trace(.groupsSent, 0, 0, Int64(image.definition.programGroups.count))
            effects.add(Effect(.sendGroups))
        }
        guard let last = image.dirtyDefinitions.values.max(), context.now - last >= Self.quietMilliseconds
        else {
            return
        }
        for package in image.dirtyDefinitions.keys.sorted() {
            // Its key stays in the registry, whoever deleted the package without a Remove job (Q188052).
            if image.isLost(package) { effects.trace(.packageDisappeared, image.packageNumber(Int(package))) }
            if image.hasChildren { effects.trace(.definitionSent, image.packageNumber(Int(package))) }
            effects.add(Effect(.sendDefinition, package))
        }
    }

    /// Brings the servers of program items up to date: those that hold the share now (Q123616, Q188060).
    private func updateServers(_ image: SiteImage, _ effects: inout EffectBuffer) {
        let current = image.currentItemServers()
        if current == image.itemServers { return }
        var before: [UInt32: [UInt32]] = [:]
        for entry in image.itemServers { before[entry.package] = entry.servers }
        for entry in current where before[entry.package] != entry.servers {
            effects.trace(.serverListChanged, image.packageNumber(Int(entry.package)))
        }
        effects.add(Effect(.updateServers))
    }

    /// Sets the program items of packages that nobody has changed for ten minutes, in order of the packages.
    ///
    /// An item whose title is too long ends in error 10 (Q123616); the record is written by then.
    private func setProgramItems(
        _ context: Context, _ image: SiteImage, _ effects: inout EffectBuffer
    ) {
        guard let last = image.dirtyItems.values.max(), context.now - last >= Self.quietMilliseconds else {
            return
        }
        for package in image.dirtyItems.keys.sorted() {
            let number = image.packageNumber(Int(package))
            if image.longItem(Int(package)) != nil { effects.trace(.programItemRefused, number, 0, 10) }
            effects.add(Effect(.setProgramItems, package))
            let count = image.packages[Int(package)].package.sharing?.programItems.count ?? 0
            effects.trace(.programItemsSet, number, 0, Int64(count))
        }
    }
}
