import SiteModel

extension SiteImage {
    /// Whether a Share job that is done counts as one to try again: the items of a definition file are looked for at
    /// each platform of the site's clients, and 1.0 does not know Windows NT 3.1 (Q107244).
    func waitsForOldClients(_ live: JobLive) -> Bool {
        guard live.job.type == .serverScript, quirks.contains(.retryShareNT31), live.package != noHandle,
            !packages[Int(live.package)].package.definitionDigest.isEmpty
        else { return false }
        return clients.blocks.contains { block in
            block.range.settings.osVersion == .v31
                && PlatformMask.windowsNT.contains(block.range.platform)
                && (block.base..<(block.base + block.range.count)).contains { !clients.isRemoved($0) }
        }
    }
}
