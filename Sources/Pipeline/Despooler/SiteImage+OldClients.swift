import SiteModel

extension SiteImage {
    /// How many ranges of clients the items of a Share job's definition file are still to be set up for.
    ///
    /// The items are looked for at each platform of the site's clients. A platform with an item, and one without, is done
    /// with; one that has no name here stays open (Q107244).
    func rangesWithoutPlatform(_ live: JobLive) -> Int {
        guard live.job.type == .serverScript, live.package != noHandle,
            !packages[Int(live.package)].package.definitionDigest.isEmpty
        else { return 0 }
        return clients.blocks.count { block in
            itemPlatform(of: block.range) == nil
                && (block.base..<(block.base + block.range.count)).contains { !clients.isRemoved($0) }
        }
    }

    /// The platform of a range of clients by which items are looked for; nil: this release has no name for it.
    private func itemPlatform(of range: ClientRange) -> PlatformMask? {
        let isUnknown =
            range.settings.osVersion == .v31 && PlatformMask.windowsNT.contains(range.platform)
            && quirks.contains(.retryShareNT31)
        return isUnknown ? nil : range.platform
    }
}
