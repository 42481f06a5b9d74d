import Pipeline
public import SiteModel
import VirtualTime

/// A page of a dense array that changed since the last snapshot.
public struct SnapshotPage: Equatable, Sendable {
    /// The array, such as `0/detailStatus`.
    public let name: String
    /// The page, from 0.
    public let page: Int
    /// The elements as little-endian bytes; nil: all have their default, and the page is not stored.
    public let bytes: [UInt8]?
}

/// Everything needed to go on from an instant: a small core, and the pages that changed.
public struct Snapshot: Sendable {
    /// The core.
    public let core: [UInt8]
    /// Changed pages.
    public let pages: [SnapshotPage]
}

/// A snapshot that cannot be read.
public struct SnapshotError: Error, CustomStringConvertible {
    /// What is wrong.
    public let description: String
}

extension Emulation {
    /// The version of the snapshot's format and of the rules it was made under.
    public static let rulesVersion: Int64 = 3
    /// The oldest version whose snapshots can be read: that of the first release.
    public static let oldestRulesVersion: Int64 = 2
    /// Elements in a page.
    package static let pageElements = 4_096

    /// Takes a snapshot: the core whole, of the dense arrays only pages that differ from the last time.
    public mutating func takeSnapshot() throws(SnapshotError) -> Snapshot {
        var coder = SnapshotCoder()
        try codeCore(&coder)
        var pages: [SnapshotPage] = []
        for site in images.indices {
            let image = images[site]
            // Each field is a list of pages of its own: what changes often and what never does are told apart.
            let details = image.details
            let count = details.count
            page("\(site)/detailClient", count, 0, &pages) { details[$0].client }
            page("\(site)/detailJob", count, 0, &pages) { details[$0].job }
            page("\(site)/detailStatus", count, 0, &pages) { details[$0].status }
            page("\(site)/detailFlags", count, 0, &pages) { details[$0].flags }
            page("\(site)/detailAttempts", count, 0, &pages) { details[$0].attempts }
            let changedAt = image.detailChangedAt
            page("\(site)/detailChangedAt", count, 0, &pages) { changedAt[$0] }
            let offers = clients[site].offers
            page("\(site)/offers", offers.count, 0, &pages) { offers[$0].stage }
            page("\(site)/nextOffer", offers.count, noHandle, &pages) { offers[$0].next }
            let firstOffer = clients[site].firstOffer
            page("\(site)/firstOffer", firstOffer.count, noHandle, &pages) { firstOffer[$0] }
            let busy = clients[site].busy
            page("\(site)/busy", busy.count, noHandle, &pages) { busy[$0].offer }
            page("\(site)/window", busy.count, UInt8(0), &pages) { busy[$0].isWindowOpen ? 1 : 0 }
            let state = clients[site].state
            page("\(site)/state", state.count, ClientState.active.rawValue, &pages) { state[$0] }
        }
        return Snapshot(core: coder.bytes, pages: pages)
    }

    private mutating func page<Element: FixedWidthInteger>(
        _ name: String, _ count: Int, _ standard: Element, _ pages: inout [SnapshotPage],
        element: (Int) -> Element
    ) {
        var known = pageDigests[name] ?? []
        var page = 0
        var first = 0
        while first < count {
            let end = min(first + Self.pageElements, count)
            var isDefault = true
            var digest = RollingDigest()
            for place in first..<end {
                let value = element(place)
                if value != standard { isDefault = false }
                digest.add(UInt64(truncatingIfNeeded: value))
            }
            // A page that was never stored and holds only defaults stays unstored.
            let mark: RollingDigest? = isDefault ? nil : digest
            if page == known.count { known.append(nil) }
            if known[page] != mark {
                known[page] = mark
                var bytes: [UInt8]?
                if !isDefault {
                    var packed: [UInt8] = []
                    packed.reserveCapacity((end - first) * Element.bitWidth / 8)
                    for place in first..<end { Self.append(element(place), to: &packed) }
                    bytes = packed
                }
                pages.append(SnapshotPage(name: name, page: page, bytes: bytes))
            }
            page += 1
            first = end
        }
        pageDigests[name] = known
    }

    private static func append<Element: FixedWidthInteger>(_ value: Element, to bytes: inout [UInt8]) {
        var rest = UInt64(truncatingIfNeeded: value)
        for _ in 0..<(Element.bitWidth / 8) {
            bytes.append(UInt8(truncatingIfNeeded: rest))
            rest >>= 8
        }
    }

    /// Goes on from a snapshot.
    ///
    /// - Parameters:
    ///   - core: The core.
    ///   - definition: The lab as it is now.
    ///   - openSegment: The trace segment that is open, if one is stored.
    ///   - pages: Gives the stored pages of an array; nil: names only are wanted, nothing can run.
    /// - Returns: The lab at the instant of the snapshot.
    /// - Throws: `SnapshotError` when the bytes are damaged or of other rules.
    public static func restore(
        core: [UInt8], definition: LabDefinition, openSegment: TraceBlock?,
        pages: ((String) throws -> [(page: Int, bytes: [UInt8])])?
    ) throws -> Emulation {
        // The first instant is no function of the lab as it is now: a site's zone may have been changed.
        var prelude = SnapshotCoder(reading: core)
        var start: Int64 = 0
        try codePrelude(start: &start, &prelude)
        var coder = SnapshotCoder(reading: core)
        var emulation = Emulation(
            restoring: definition, start: start, now: start, trace: TraceRecorder(level: definition.trace))
        for site in definition.sites { emulation.makeSite(site) }
        try emulation.codeCore(&coder)
        if coder.isDamaged || !coder.isAtEnd {
            throw SnapshotError(
                description: "the lab's snapshot is damaged; `sms12 replay --repair` makes it anew")
        }
        if let openSegment, openSegment.number == emulation.trace.open.number {
            emulation.trace.open = openSegment
        }
        emulation.restoreSites(rules: coder.rules)
        for image in emulation.images { image.rebuildIndexes() }
        guard let pages else { return emulation }
        for site in emulation.images.indices { try emulation.readPages(site: site, pages) }
        for image in emulation.images { image.rebuildIndexes() }
        emulation.schedulePolls()
        return emulation
    }

    private mutating func readPages(site: Int, _ pages: (String) throws -> [(page: Int, bytes: [UInt8])])
        throws
    {
        let image = images[site]
        let details = Int(image.detailCountToRead)
        let population = image.clients.count
        try image.setDetails(
            client: read("\(site)/detailClient", details, 0, pages),
            job: read("\(site)/detailJob", details, 0, pages),
            status: read("\(site)/detailStatus", details, 0, pages),
            flags: read("\(site)/detailFlags", details, 0, pages),
            attempts: read("\(site)/detailAttempts", details, 0, pages),
            changedAt: read("\(site)/detailChangedAt", details, 0, pages))
        let offers = Int(clients[site].offerCountToRead)
        try clients[site].setArrays(
            offers: read("\(site)/offers", offers, 0, pages),
            next: read("\(site)/nextOffer", offers, noHandle, pages),
            first: read("\(site)/firstOffer", population, noHandle, pages),
            busy: read("\(site)/busy", population, noHandle, pages),
            state: read("\(site)/state", population, ClientState.active.rawValue, pages),
            window: read("\(site)/window", population, 0, pages))
        _ = image.takeChanges()
        _ = clients[site].takeChangedOffers()
    }

    private mutating func read<Element: FixedWidthInteger>(
        _ name: String, _ count: Int, _ standard: Element,
        _ pages: (String) throws -> [(page: Int, bytes: [UInt8])]
    ) throws -> ContiguousArray<Element> {
        var array = ContiguousArray(repeating: standard, count: count)
        var known = [RollingDigest?](
            repeating: nil, count: (count + Self.pageElements - 1) / Self.pageElements)
        let width = Element.bitWidth / 8
        for (page, bytes) in try pages(name) {
            let first = page * Self.pageElements
            let elements = min(Self.pageElements, count - first)
            // A page may have been stored while the array was shorter.
            guard page >= 0, page < known.count, bytes.count % width == 0, bytes.count / width <= elements
            else {
                throw SnapshotError(description: "page \(page) of \(name) in the lab's snapshot is damaged")
            }
            var digest = RollingDigest()
            for place in 0..<(bytes.count / width) {
                var value: UInt64 = 0
                for index in (0..<width).reversed() {
                    value = value << 8 | UInt64(bytes[place * width + index])
                }
                let element = Element(truncatingIfNeeded: value)
                array[first + place] = element
                digest.add(UInt64(truncatingIfNeeded: element))
            }
            known[page] = bytes.count / width == elements ? digest : RollingDigest(high: 0, low: 0)
        }
        pageDigests[name] = known
        return array
    }

    // MARK: Core

    private static func codePrelude(
        start: inout Int64, _ coder: inout SnapshotCoder
    ) throws(SnapshotError) {
        // A test may write as an earlier release did.
        var version = coder.isReading ? rulesVersion : coder.rules
        coder.number(&version)
        guard (oldestRulesVersion...rulesVersion).contains(version) else {
            throw SnapshotError(
                description:
                    "the snapshot was made under rules \(version), this program has rules \(rulesVersion) and reads "
                    + "those from \(oldestRulesVersion) on; use the sms12 that made the lab"
            )
        }
        coder.rules = version
        coder.number(&start)
    }

    mutating func codeCore(_ coder: inout SnapshotCoder) throws(SnapshotError) {
        var first = start
        try Self.codePrelude(start: &first, &coder)
        coder.number(&now)
        coder.number(&sequence)
        coder.number(&handled)
        coder.number(&observations)
        coder.number(&trace.digest.high)
        coder.number(&trace.digest.low)
        coder.number(&trace.count)
        var segment = trace.open.number
        coder.number(&segment)
        if coder.isReading { trace.open = TraceBlock(number: segment) }
        codeQueue(&coder)
        for site in images.indices { codeSite(site, &coder) }
        codeLinks(&coder)
        codeResponseChanges(&coder)
        codeWithin(&coder)
    }

    private mutating func codeQueue(_ coder: inout SnapshotCoder) {
        var entries: [EventQueue<Signal>.Entry] = []
        if !coder.isReading {
            // Clients' polls follow from their phase and the instant; everything else is written.
            entries = queue.ordered { $0.kind != .pcmPoll }
        }
        coder.list(
            &entries,
            empty: EventQueue.Entry(instant: 0, order: 0, payload: Signal(.schedulerPoll, site: 0))
        ) { coder, entry in
            coder.number(&entry.instant)
            coder.number(&entry.order)
            coder.choice(&entry.payload.kind)
            coder.number(&entry.payload.site)
            coder.number(&entry.payload.a)
            coder.number(&entry.payload.b)
        }
        guard coder.isReading else { return }
        queue = Self.emptyQueue(now)
        for entry in entries { queue.push(entry) }
    }

    /// Puts the polls of all clients back: each at the first moment of its own beat that is not past.
    private mutating func schedulePolls() {
        for site in images.indices where !images[site].isRemoved && images[site].isInstalled {
            clients[site].refreshBlocks(images[site])
            clients[site].restorePolls(images[site], now: now)
            passPolls(site: site)
            for client in 0..<clients[site].nextPoll.count where clients[site].nextPoll[client] >= 0 {
                pushPoll(site: site, client: client, at: clients[site].nextPoll[client])
            }
        }
    }

    private mutating func codeSite(_ site: Int, _ coder: inout SnapshotCoder) {
        codeImage(images[site], &coder)
        codeComponents(site, &coder)
    }

    private mutating func codeComponents(_ site: Int, _ coder: inout SnapshotCoder) {
        coder.number(&schedulers[site].compressing)
        coder.places(&schedulers[site].waiting)
        codeSenders(site, &coder)
        coder.choice(&despoolers[site].step)
        coder.places(&despoolers[site].pending)
        coder.places(&despoolers[site].failed)
        coder.number(&despoolers[site].polledAt)
        coder.number(&despoolers[site].triedAt)
        if coder.rules >= 3 {
            coder.flag(&despoolers[site].metOpenFile)
            coder.flag(&despoolers[site].metServer)
            coder.places(&despoolers[site].batch)
            coder.flag(&despoolers[site].servedAny)
        }
        var current = despoolers[site].current.map { [$0] } ?? []
        coder.list(&current, empty: .blank) { Self.codeReceived(&$1, &$0) }
        despoolers[site].current = current.first
        codeSiteControl(site, &coder)
        codeLoaderThreads(site, &coder)
        var count = UInt32(clients[site].offers.count)
        coder.number(&count)
        clients[site].offerCountToRead = count
        codeBusy(site, &coder)
        Self.codeSparse(&clients[site].wakes, &coder)
        Self.codeSparse(&clients[site].anchors, &coder)
        // What the variants of clients keep came with rules 3.
        guard coder.rules >= 3 else { return }
        Self.codeSparse(&clients[site].currentServers, &coder)
        Self.codeSparse(&clients[site].leftLetters, &coder)
        Self.codeSparse(&clients[site].leftovers, &coder)
        Self.codeSparse(&clients[site].openFiles, &coder)
        Self.codeSparse(&clients[site].reminders, &coder)
        Self.codeSparse(&clients[site].refusals, &coder)
        Self.codeSparse(&images[site].heldInstructions, &coder)
        Self.codeSparse(&images[site].programItems, &coder)
        Self.codeSparse(&images[site].dirtyItems, &coder)
        Self.codeSparse(&clients[site].connections, &coder)
    }

    /// Only clients that are busy are written.
    private mutating func codeBusy(_ site: Int, _ coder: inout SnapshotCoder) {
        var table: [UInt32: Int64] = [:]
        if !coder.isReading {
            for client in clients[site].busy.indices where clients[site].busy[client].until >= 0 {
                table[UInt32(client)] = clients[site].busy[client].until
            }
        }
        Self.codeSparse(&table, &coder)
        guard coder.isReading else { return }
        for (client, instant) in table where Int(client) < clients[site].busy.count {
            clients[site].busy[Int(client)].until = instant
        }
    }

    private static func codeSparse(_ table: inout [UInt32: Int64], _ coder: inout SnapshotCoder) {
        var pairs = table.sorted { $0.key < $1.key }.map { (client: $0.key, instant: $0.value) }
        coder.list(&pairs, empty: (client: 0, instant: 0)) { coder, pair in
            coder.number(&pair.client)
            coder.number(&pair.instant)
        }
        guard coder.isReading else { return }
        table = [:]
        for pair in pairs { table[pair.client] = pair.instant }
    }

    static func codeReceived(_ entry: inout ReceivedLive, _ coder: inout SnapshotCoder) {
        coder.choice(&entry.kind)
        coder.number(&entry.subject)
        coder.number(&entry.info)
        coder.number(&entry.retries)
        coder.number(&entry.notBefore)
        coder.places(&entry.servers)
        coder.number(&entry.number)
        coder.number(&entry.attempt)
        guard coder.rules >= 3 else { return }
        coder.number(&entry.from)
        coder.number(&entry.request)
        coder.flag(&entry.isBegun)
        coder.number(&entry.heldUntil)
    }
}
