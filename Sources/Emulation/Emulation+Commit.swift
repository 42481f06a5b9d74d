package import Pipeline
package import SiteModel

/// Everything that a commit has to store.
package struct PendingCommit {
    /// What changed at each site.
    package let changes: [SiteChanges]
    /// Offers that changed at each site, by detail.
    package let offers: [ContiguousArray<UInt32>]
    /// Trace blocks that are new or were added to.
    package let blocks: [TraceBlock]
    /// Entries since the last commit that changed something, if they are gathered.
    package let records: [TraceRecord]
    /// The snapshot.
    package let snapshot: Snapshot
}

extension Emulation {
    /// Takes what has to be stored; the emulation then counts as stored.
    package mutating func takeCommit() throws(SnapshotError) -> PendingCommit {
        var changes: [SiteChanges] = []
        var offers: [ContiguousArray<UInt32>] = []
        for site in images.indices {
            changes.append(images[site].takeChanges())
            offers.append(clients[site].takeChangedOffers())
        }
        let blocks = trace.takeChanged()
        let records = trace.takeGathered()
        return PendingCommit(
            changes: changes, offers: offers, blocks: blocks, records: records, snapshot: try takeSnapshot())
    }

    /// Switches gathering of trace entries on or off.
    package mutating func setGathers(_ gathers: Bool) { trace.gathers = gathers }

    /// Takes the entries that were gathered since the last time.
    package mutating func takeGathered() -> [TraceRecord] { trace.takeGathered() }

    /// Marks everything of every site as changed: for the first commit.
    package func markAllChanged() { for image in images { image.markAllChanged() } }

    /// Reads a snapshot's core without clients and queue: enough to name things.
    package static func peek(core: [UInt8], definition: LabDefinition) throws -> Emulation {
        try restore(core: core, definition: definition, openSegment: nil, pages: nil)
    }
}
