import CommandLineKit
import Emulation
import LegacyFormats
import Pipeline
import Reporting
import SiteDatabase
import SiteModel

/// Makes a recording of a lab: does the journal again in memory, and asks at the end of each watchdog cycle what the
/// commands that list and explain would have printed.
final class RecordingMaker {
    /// From how many sites on a lab is told by tiers.
    static let manySites = 60
    /// From how many clients on there is no row for each.
    static let manyClients = 300
    /// How many lines of logs a page holds.
    private static let lineLimit = 40_000
    /// How many lines of one cycle are kept in a lab that has more than a page holds.
    private static let linesOfFrame = 12
    /// How many events a page holds.
    private static let eventLimit = 100_000

    private let reader: LabReader
    private let answers: Int
    private let progress: (Int64, Int64) -> Void
    private var recording: Recording
    private var phases = PhaseTracker()
    private var lineJobs = LineJobs()
    private var plan = WhyPlan(subjects: 0, frames: 1)
    private let files: FileTracker?
    private let written: [TraceKey: [String]]
    private var isDetailed = true
    private var hasFewSites = true
    private var eventNumbers: Set<Int64> = []
    private var frame = 0
    /// The sites that were looked at.
    private var seen: Set<Int> = []
    /// In which frame each event came into the list of a site, by its place.
    private var arrivals: [Int: [Int]] = [:]
    /// Clients, off, on and logged on of each site, as they were when something changed there.
    private var states: [Int: [Int]] = [:]

    /// Where the recording ends; nil: where the lab stands.
    private let until: Int64?

    /// Takes a lab.
    ///
    /// - Parameters:
    ///   - reader: The lab.
    ///   - answers: How many answers to why there is room for, about.
    ///   - until: Where the recording ends, in milliseconds since 1970; nil: where the lab stands.
    ///   - progress: Is told of virtual milliseconds done and to do.
    /// - Throws: what reading the journal throws.
    init(
        _ reader: LabReader, answers: Int = WhyPlan.limit, until: Int64? = nil,
        progress: @escaping (Int64, Int64) -> Void
    ) throws {
        self.reader = reader
        self.until = until
        self.answers = answers
        self.progress = progress
        let beginning = try Replay.beginning(reader.database)
        let zone = beginning.sites.first?.zone ?? .utc
        let minutes = beginning.sites.first?.response.pollingMinutes ?? 5
        recording = Recording(
            lab: beginning.name, folder: Self.name(of: reader.folder), release: beginning.release.rawValue,
            seed: beginning.seed,
            hasFiles: beginning.fidelity == .real, start: zone.utcSeconds(of: beginning.start) * 1_000,
            cycle: minutes * 60_000, now: try until ?? reader.now(), jobColumns: JobList.columns.map(\.title))
        files = beginning.fidelity == .real ? try FileTracker(reader.database) : nil
        written = try reader.database.logTexts()
    }

    /// Does the journal again.
    ///
    /// - Throws: `CommandFailure` where the journal is damaged or was recorded under other rules.
    func make() throws -> Recording {
        var beginning = try Replay.beginning(reader.database)
        // What happened is gathered as it comes, whatever the lab keeps of it.
        beginning.trace = .none
        var lab = Emulation(beginning)
        lab.setGathers(true)
        lab.markAllChanged()
        let world = try Replay.world(reader.database)
        try prepare(lab)
        // What is given at an instant is part of what --at shows of it: a moment is looked at when time goes on.
        var isDue = true
        let journal = try RecordedJournal(reader)
        for record in try (until.map { try journal.prefix(to: $0) } ?? journal).records.dropFirst() {
            guard record.verb == CommandJournal.runVerb else {
                let command = try CommandJournal.command(verb: record.verb, body: record.body)
                _ = try lab.perform(command, who: record.who)
                note(record, at: isDue ? frame : frame + 1)
                continue
            }
            let (until, handled) = try CommandJournal.target(record.body)
            while lab.now < until {
                if isDue { try capture(&lab) }
                let end = recording.instant(of: frame + 1)
                try lab.run(until: min(end, until), world: world)
                isDue = lab.now >= end
                if isDue { frame += 1 }
                progress(lab.now - recording.start, recording.now - recording.start)
                if Interrupt.wasPressed {
                    throw CommandFailure(ExitCode.interrupted, "interrupted; no page was written")
                }
            }
            // A step may have ended between two events of an instant; what happened by then is seen then.
            try lab.run(until: until, handled: handled, world: world)
        }
        if isDue { try capture(&lab) }
        recording.frames = frame + 1
        let spans = lab.images.isEmpty ? [] : lab.cycles(ofSite: 0).spans
        if spans.count > 1 { recording.spans = spans.map { ($0.from, $0.length) } }
        recording.bars = phases.bars
        recording.moves = phases.moves
        try addEvents()
        return recording
    }

    private static func name(of folder: String) -> String {
        let name = HostFiles.name(of: folder)
        return name.hasSuffix(".lab") ? String(name.dropLast(4)) : name
    }

    // MARK: Before the first frame

    private func prepare(_ lab: borrowing Emulation) throws {
        let names = try reader.names()
        let clients = names.images.reduce(0) { $0 + $1.clients.count }
        isDetailed = clients <= Self.manyClients
        if isDetailed {
            recording.clients = RecordedTable(columns: ClientList.columns.map(\.title) + ["Jobs"])
        }
        hasFewSites = names.images.count <= Self.manySites
        phases.isForUserJobs = !hasFewSites
        let frames = max(1, Int((recording.now - recording.start) / recording.cycle))
        let jobs = names.images.flatMap { image in
            image.jobs.filter { !$0.isDeleted && $0.origin == image.number }.map { Int($0.details) }
        }
        plan = WhyPlan(
            subjects: jobs.count + names.images.count + (isDetailed ? clients : 0), frames: frames,
            largestJob: jobs.max() ?? 0, answers: answers)
        recording.whyEvery = plan.every
        addSites(lab)
    }

    /// The sites that are there and not in the recording yet.
    private func addSites(_ lab: borrowing Emulation) {
        for image in lab.images.dropFirst(recording.sites.count) {
            let definition = image.definition
            let parent = definition.parent.flatMap { code in
                recording.sites.lastIndex { $0.code == code.description }
                    ?? lab.images.firstIndex { $0.definition.code == code }
            }
            recording.sites.append(
                RecordedSite(
                    code: definition.code.description, name: definition.name, parent: parent,
                    tier: Self.tier(of: image, lab.images), isSecondary: definition.isSecondary,
                    response: definition.response.rawValue, servers: definition.servers.map(\.name)))
        }
    }

    private static func tier(of image: SiteImage, _ images: [SiteImage]) -> Int {
        var tier = 0
        var parent = image.definition.parent
        while let code = parent, tier < images.count {
            tier += 1
            parent = images.first { $0.definition.code == code }?.definition.parent
        }
        return tier
    }

    private func note(_ record: JournalRecord, at frame: Int) {
        plan.stir()
        recording.commands.append(
            Recording.Command(
                frame: frame, instant: record.instant, who: record.who,
                words: CommandWords.sentence(record)))
    }

    // MARK: One frame

    private func capture(_ lab: inout Emulation) throws {
        addSites(lab)
        var changed: [Int] = []
        var moved: Set<Int> = []
        for (site, image) in lab.images.enumerated() {
            let changes = image.takeChanges()
            _ = lab.clients[site].takeChangedOffers()
            let isNew = seen.insert(site).inserted
            phases.note(changes.requests.places, of: image)
            if hasFewSites || Self.isOfSite(changes) { plan.note("site:\(image.definition.code)") }
            for place in changes.requests.places where hasFewSites && Int(place) < image.requests.count {
                plan.note(Self.subject(image.requests[Int(place)], image))
            }
            if isNew || !Self.isNothing(changes) { changed.append(site) }
            if isNew || changes.site || !changes.clients.isEmpty { moved.insert(site) }
            try files?.take(changes, of: site, lab, isNew: isNew && frame == 0)
            setState(image, site)
            while arrivals[site, default: []].count < image.events.count {
                arrivals[site, default: []].append(frame)
            }
        }
        _ = lab.trace.takeChanged()
        takeRecords(&lab)
        files?.record(&recording, at: frame)
        setLinks(lab)
        for site in changed { try list(site, lab, hasMoved: moved.contains(site)) }
        askWhy(&lab)
    }

    /// Asks what the plan wants to be asked.
    private func askWhy(_ lab: inout Emulation) {
        if plan.every > 1 { noteChanges() }
        plan.begin(frame, isLast: recording.instant(of: frame) >= recording.now)
        defer { plan.end() }
        var smallestJob: Int?
        for image in lab.images {
            for live in image.jobs
            where live.origin == image.number && !live.isDeleted && live.stage != .ended {
                smallestJob = min(smallestJob ?? .max, Int(live.details))
            }
        }
        // Before anything is asked all that is under way is listed, which takes its time at a thousand sites.
        if plan.isIdle(smallestJob: smallestJob) { return }
        var told: [(subject: String, kind: WhyPlan.Kind, text: String)] = []
        Self.ask(
            &lab, clients: isDetailed, systemJobs: hasFewSites, requests: hasFewSites, events: eventNumbers,
            wants: { plan.wants($0, $1) }, { told.append(($0, $1, $2)) })
        for (subject, kind, text) in told {
            plan.asked(subject, kind, size: recording.setWhy(subject, Self.shortened(text), at: frame))
        }
    }

    /// What the lists and links of this frame show otherwise than those before.
    private func noteChanges() {
        for entry in recording.jobs.entries where entry.cells.changedAt == frame {
            plan.note("job:\(entry.name)")
        }
        for entry in recording.clients?.entries ?? [] where entry.cells.changedAt == frame {
            plan.note("client:\(entry.name)@\(recording.sites[entry.site].code)")
        }
        for site in recording.sites where site.state.changedAt == frame { plan.note("site:\(site.code)") }
        if recording.links.changedAt == frame { plan.stir() }
    }

    /// Whether a change is one of a site's own, and not of the jobs that pass through it.
    private static func isOfSite(_ changes: SiteChanges) -> Bool {
        changes.site || changes.known || changes.controlFiles || !changes.siteControls.isEmpty
    }

    private static func isNothing(_ changes: SiteChanges) -> Bool {
        var nothing = SiteChanges()
        nothing.eventsWritten = changes.eventsWritten
        nothing.remoteLocationsWritten = changes.remoteLocationsWritten
        return changes == nothing
    }

    private func setState(_ image: SiteImage, _ site: Int) {
        let word = image.isRemoved ? "" : image.isDown ? "down" : image.isSQLDown ? "SQL down" : "up"
        recording.sites[site].state.set(recording.texts.number(of: word), at: frame)
        let seconds = recording.instant(of: frame) / 1_000
        let local = image.definition.zone.localTime(atUTC: seconds).seconds
        recording.sites[site].offset.set(Int(local - seconds) * 1_000, at: frame)
    }

    private func setLinks(_ lab: borrowing Emulation) {
        let places = Dictionary(
            recording.sites.enumerated().map { ($0.element.code, $0.offset) }, uniquingKeysWith: { $1 })
        recording.setLinks(
            lab.linksDown.compactMap { link in
                guard let one = places[link.one.description], let other = places[link.other.description]
                else { return nil }
                return [one, other]
            }, at: frame)
    }

    private func takeRecords(_ lab: inout Emulation) {
        let names = LabNames(images: lab.images, written: written)
        var kept = 0
        for record in lab.trace.takeGathered() {
            phases.take(record, names)
            let job = lineJobs.job(of: record, names)
            if record.code == .eventRaised {
                eventNumbers.insert(record.value)
                plan.note("event:\(record.value)")
            }
            let isFull = recording.lines.count >= Self.lineLimit
            // Of a large lab the first lines of a cycle are a sample; the logs themselves have all.
            let isKept = !isFull && (hasFewSites || kept < Self.linesOfFrame)
            guard isKept || files != nil else {
                recording.linesLeftOut += 1
                continue
            }
            for text in names.lines(record) {
                growLog(record, text, names)
                guard isKept else {
                    recording.linesLeftOut += 1
                    continue
                }
                kept += 1
                recording.lines.append(
                    Recording.Line(
                        instant: record.instant, site: Int(record.site),
                        component: recording.texts.number(of: record.component.name),
                        text: recording.texts.number(of: text), job: recording.texts.number(of: job)))
            }
        }
    }

    private func growLog(_ record: TraceRecord, _ text: String, _ names: LabNames) {
        guard let files, let file = record.component.logFile,
            let root = FileNames.siteRoot(names.images[Int(record.site)])
        else { return }
        let line = LogLine(
            text, component: record.component.name, time: names.time(record.instant, record.site),
            thread: UInt32(record.component.thread)
        ).printed(.service)
        files.grow(FileNames.log(file, root), by: line.utf8.count + 2)
    }

    // MARK: Lists

    private func list(_ site: Int, _ lab: borrowing Emulation, hasMoved: Bool) throws {
        let image = lab.images[site]
        let jobs = image.isRemoved || image.definition.isSecondary ? [] : JobCounts.of(image)
        var rows = jobs.map {
            RecordedTable.Row(name: $0.row.job.id.description, cells: JobList.cells($0).map(\.plain))
        }
        if hasFewSites, !image.isRemoved, !image.definition.isSecondary {
            rows += JobList.systemRows(of: image).map {
                RecordedTable.Row(
                    name: $0.jobID.description, isSystem: true, cells: JobList.cells($0).map(\.plain))
            }
        }
        recording.setJobs(rows, site: site, at: frame)
        if hasMoved { states[site] = Self.states(image, lab.clients[site]) }
        // Of all that its clients were given, whichever site it came from.
        let counts = image.jobs.reduce([0, 0, 0]) {
            image.isRemoved || $1.isDeleted
                ? $0 : [$0[0] + Int($1.details), $0[1] + Int($1.completed), $0[2] + Int($1.retrying)]
        }
        recording.setCounts((states[site] ?? [0, 0, 0, 0]) + counts, site: site, at: frame)
        if isDetailed { listClients(image, lab.clients[site], site, lab.images) }
    }

    /// How many clients a site has, and how many are off, on, and in use.
    private static func states(_ image: SiteImage, _ clients: PackageCommandManager) -> [Int] {
        var counts = [0, 0, 0, 0]
        for place in 0..<image.clients.count where !image.isRemoved && !image.clients.isRemoved(place) {
            let state = ClientState(rawValue: clients.state[place])
            counts[0] += 1
            counts[state.contains(.loggedOn) ? 3 : state.contains(.powered) ? 2 : 1] += 1
        }
        return counts
    }

    private func listClients(
        _ image: SiteImage, _ clients: PackageCommandManager, _ site: Int, _ peers: [SiteImage]
    ) {
        var offers: [UInt32: [String]] = [:]
        for detail in image.details where !SiteImage.isRemote(detail.client) {
            let status = (JobStatus(rawValue: Int(detail.status)) ?? .none).word
            let job = image.jobs[Int(detail.job)]
            if job.isDeleted { continue }
            offers[detail.client, default: []].append(
                job.job.id.description + (status.isEmpty ? "" : " \(status)"))
        }
        let writer = RowWriter(reader.database, image, clients, OfferTimes(), peers: peers)
        var rows: [RecordedTable.Row] = []
        for place in 0..<image.clients.count where !image.clients.isRemoved(place) && !image.isRemoved {
            guard let row = writer.machine(place) else { continue }
            let cells = ClientList.cells(row).map(\.plain)
            rows.append(
                RecordedTable.Row(
                    name: row.name,
                    cells: cells + [offers[UInt32(place), default: []].joined(separator: ", ")]))
        }
        recording.setClients(rows, site: site, at: frame)
    }

    private func addEvents() throws {
        let zones = Dictionary(
            try reader.names().images.map { ($0.definition.code, $0.definition.zone) },
            uniquingKeysWith: { $1 })
        let places = Dictionary(
            recording.sites.enumerated().map { ($0.element.code, $0.offset) }, uniquingKeysWith: { $1 })
        for row in try reader.database.rows(of: EventRow.self) {
            guard let site = places[row.site.description] else { continue }
            guard recording.events.count < Self.eventLimit else {
                recording.eventsLeftOut += 1
                continue
            }
            let cells = EventCommands.cells(row, zone: zones[row.site] ?? .utc).map(\.plain)
            let frames = arrivals[site] ?? []
            let place = Int(row.ordinal) - 1
            recording.events.append(
                RecordedEvent(
                    site: site, ordinal: row.ordinal, instant: row.instant,
                    frame: frames.indices.contains(place) ? frames[place] : frame, time: cells[2],
                    number: row.eventID, cells: Array(cells[4...])))
        }
    }
}
