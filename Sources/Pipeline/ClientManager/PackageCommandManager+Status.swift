import SiteModel

extension PackageCommandManager {
    /// The bit of `pcmReported` that tells of a status MIF.
    public static let reportedMIF: Int64 = 0x80

    /// Leaves a status at the logon server, dated by the client's clock, where the program can write one.
    mutating func leave(
        _ client: Int, _ offer: UInt32, _ outcome: Outcome, _ byService: Bool, _ context: Context,
        _ image: SiteImage, marks: UInt32 = 0, hasMIF: Bool = false, _ effects: inout EffectBuffer
    ) {
        let range = range(of: client, image)
        if isUnwritten(range, byService, outcome, image) {
            return note(.noStatus, client, offer, image, &effects)
        }
        // A clock that is ahead dates the file into the future (Q172899).
        let shown = blocks[range].clock.shownMilliseconds(at: context.now, labStart: image.labStart)
        let server = logonServer(of: client, image)
        let place: Int64 = server == noHandle ? 0 : (Int64(server) + 1) << 8
        effects.trace(
            .pcmReported, UInt32(client) + 1, jobNumber(offer, image),
            Int64(outcome.rawValue) | (hasMIF ? Self.reportedMIF : 0) | place)
        effects.add(
            Effect(
                .leaveStatus, offer, outcome.rawValue | marks | server << 8,
                value: shown > context.now ? shown : 0))
    }

    /// Whether no status can be written: by the service (Q164877), or with NETX below MS-DOS and Windows 3.x, which
    /// knows no UNC path (Q160775).
    func isUnwritten(_ range: Int, _ byService: Bool, _ outcome: Outcome, _ image: SiteImage) -> Bool {
        if byService, image.quirks.contains(.statusSvcNone) { return true }
        let isDOS = blocks[range].platform == .windows16 || blocks[range].variant == .dos
        return isDOS && blocks[range].redirector == .netx && image.quirks.contains(.statusNetxNone)
    }
}
