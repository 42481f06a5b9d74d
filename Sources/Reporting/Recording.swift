/// A run as the replay page plays it: what every list showed at the end of each watchdog cycle, and what happened between.
///
/// It is data and nothing else: whoever gathers it asks the engine, and whoever draws it asks nobody.
public struct Recording: Sendable {
    /// A command that was given during the run.
    public struct Command: Sendable {
        /// The first frame that shows what it did.
        public let frame: Int
        /// When, in milliseconds since 1970.
        public let instant: Int64
        /// The account.
        public let who: String
        /// What was done.
        public let words: String

        /// Makes a command.
        public init(frame: Int, instant: Int64, who: String, words: String) {
            self.frame = frame
            self.instant = instant
            self.who = who
            self.words = words
        }
    }

    /// A file that came, changed or went.
    public struct FileChange: Sendable {
        /// The first frame that shows it so.
        public let frame: Int
        /// The path in the servers' tree, as the number of its text.
        public let path: Int
        /// Bytes; -1: it is gone.
        public let size: Int64

        /// Makes a change.
        public init(frame: Int, path: Int, size: Int64) {
            self.frame = frame
            self.path = path
            self.size = size
        }
    }

    /// A line of a log.
    public struct Line: Sendable {
        /// When, in milliseconds since 1970.
        public let instant: Int64
        /// The site, by its place.
        public let site: Int
        /// The component, as the number of its text.
        public let component: Int
        /// The line, as the number of its text.
        public let text: Int
        /// The job it is about, as the number of its text; 0: none.
        public let job: Int

        /// Makes a line.
        public init(instant: Int64, site: Int, component: Int, text: Int, job: Int) {
            self.instant = instant
            self.site = site
            self.component = component
            self.text = text
            self.job = job
        }
    }

    /// The lab's name.
    public let lab: String
    /// What its folder is called, without `.lab`: branches of a lab have one name and two folders.
    public let folder: String
    /// The lab's release.
    public let release: String
    /// The lab's seed.
    public let seed: UInt64
    /// Whether files are real, so that there is something to list.
    public let hasFiles: Bool
    /// The first instant, in milliseconds since 1970.
    public let start: Int64
    /// The length of a watchdog cycle in milliseconds, as the first site's Response made it at the start.
    public let cycle: Int64
    /// From which instant on a cycle had which length, where that Response changed on the way; else empty.
    ///
    /// Both are milliseconds, the first span is from the start on. Frames stay as far from each other as they were.
    public var spans: [(from: Int64, length: Int64)] = []
    /// The instant that the lab stands at.
    public var now: Int64
    /// How many frames there are: one at the start, and one at the end of each cycle.
    public var frames = 1
    /// The texts.
    public var texts = TextTable()
    /// The sites; the first one's cycles are counted.
    public var sites: [RecordedSite] = []
    /// Clients, off, on, logged on, targets, complete, retrying: every combination that a site showed.
    public private(set) var counts: [[Int]] = []
    private var countNumbers: [[Int]: Int] = [:]
    /// Sets of links that were down, as pairs of places.
    public private(set) var linkSets: [[[Int]]] = [[]]
    /// Which of them was it.
    public var links = Series()
    /// `job list` of every site.
    public var jobs: RecordedTable
    /// `client list`, where the lab is small enough for a row each.
    public var clients: RecordedTable?
    /// `event list`.
    public var events: [RecordedEvent] = []
    /// How many events were left out, the lab being a large one.
    public var eventsLeftOut = 0
    /// The logs.
    public var lines: [Line] = []
    /// How many lines were left out, the lab being a large one.
    public var linesLeftOut = 0
    /// The lanes.
    public var bars: [RecordedBar] = []
    /// What is on its way.
    public var moves: [RecordedMove] = []
    /// Files that came and went.
    public var files: [FileChange] = []
    /// How many such changes were left out.
    public var filesLeftOut = 0
    /// What `explain` says of a subject, by `job:BPC00001`, `site:BPC`, `client:PC1@BPC`, `event:374`.
    public var why: [String: Series] = [:]
    /// At every how many frames everything was asked; more than 1: the others have what something happened to.
    public var whyEvery = 1
    /// Where not everything was asked at every frame: from which frame to which each subject was.
    public private(set) var asked: [String: [Int]] = [:]
    /// The commands.
    public var commands: [Command] = []

    /// Begins a recording.
    public init(
        lab: String, folder: String, release: String, seed: UInt64, hasFiles: Bool, start: Int64,
        cycle: Int64, now: Int64,
        jobColumns: [String]
    ) {
        self.lab = lab
        self.folder = folder
        self.release = release
        self.seed = seed
        self.hasFiles = hasFiles
        self.start = start
        self.cycle = max(1, cycle)
        self.now = now
        jobs = RecordedTable(columns: jobColumns)
    }

    /// The instant of a frame, in milliseconds since 1970.
    public func instant(of frame: Int) -> Int64 {
        let (offset, isTooFar) = Int64(frame).multipliedReportingOverflow(by: cycle)
        return isTooFar ? now : min(start &+ offset, now)
    }

    /// Notes what the clients of a site do at a frame.
    public mutating func setCounts(_ values: [Int], site: Int, at frame: Int) {
        let number = countNumbers[values] ?? counts.count
        if number == counts.count {
            countNumbers[values] = number
            counts.append(values)
        }
        sites[site].counts.set(number, at: frame)
    }

    /// Notes the whole `job list` of a site at a frame.
    public mutating func setJobs(_ list: [RecordedTable.Row], site: Int, at frame: Int) {
        jobs.set(site: site, list, at: frame, &texts)
    }

    /// Notes the whole `client list` of a site at a frame, where there is a row for each.
    public mutating func setClients(_ list: [RecordedTable.Row], site: Int, at frame: Int) {
        clients?.set(site: site, list, at: frame, &texts)
    }

    /// Notes which links are down at a frame, as pairs of places in order.
    public mutating func setLinks(_ down: [[Int]], at frame: Int) {
        let place = linkSets.firstIndex(of: down) ?? linkSets.count
        if place == linkSets.count { linkSets.append(down) }
        links.set(place, at: frame)
    }

    /// Notes what `explain` says of a subject at a frame.
    ///
    /// - Returns: How many bytes of text that nothing had said before.
    public mutating func setWhy(_ subject: String, _ text: String, at frame: Int) -> Int {
        let count = texts.texts.count
        let number = texts.number(of: text)
        why[subject, default: Series()].set(number, at: frame)
        if whyEvery > 1 { noteAsked(subject, at: frame) }
        return number < count ? 0 : text.utf8.count
    }

    private mutating func noteAsked(_ subject: String, at frame: Int) {
        var spans = asked.removeValue(forKey: subject) ?? []
        if let last = spans.last, last >= frame - 1 {
            spans[spans.count - 1] = frame
        } else {
            spans += [frame, frame]
        }
        asked[subject] = spans
    }
}
