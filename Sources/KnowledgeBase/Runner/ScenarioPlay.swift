public import Emulation
public import Pipeline
public import SiteModel

/// Turns an entry of the trace into the lines of a log; given in by whoever knows the words of the logs.
public typealias LogLines = @Sendable (TraceRecord, [SiteImage]) -> [String]

/// Prints a client's instruction file as PCMDUMP does: the lab, the number of its site, the client's place; given in by
/// whoever knows the layout.
public typealias InstructionDump = @Sendable (borrowing Emulation, Int, Int) -> [String]

/// A case in motion: its lab, its outside world, and the site that a row is about.
public struct ScenarioPlay: ~Copyable {
    /// The lab.
    public var lab: Emulation
    /// The site that the row at hand is about, by its number.
    public var here = 0
    /// Sources and stored files.
    let world: ScenarioWorld
    /// What was done to the lab so far, in order.
    package private(set) var steps: [RecordedStep] = []
    /// The words of the logs.
    let logLines: LogLines

    /// The layout of PCMDUMP.
    private let printed: InstructionDump
    /// The trace as it was kept, where the lab was not begun here; nil: the lab has it whole.
    private let kept: [TraceRecord]?
    private let follower = TraceFollower()

    /// Sets a play up.
    init(
        _ definition: LabDefinition, world: ScenarioWorld, logLines: @escaping LogLines,
        dump: @escaping InstructionDump
    ) {
        lab = Emulation(definition)
        self.world = world
        self.logLines = logLines
        printed = dump
        kept = nil
    }

    /// Looks at a lab that was begun elsewhere, at the moment at which it stands.
    ///
    /// - Parameters:
    ///   - lab: The lab.
    ///   - trace: Its trace from the beginning, oldest first; the lab itself may hold the end alone.
    ///   - logLines: What a component writes to its log about an entry of the trace.
    ///   - dump: What PCMDUMP prints of a client's instruction file.
    public init(
        of lab: consuming Emulation, trace: [TraceRecord], logLines: @escaping LogLines,
        dump: @escaping InstructionDump
    ) {
        self.lab = lab
        world = ScenarioWorld()
        self.logLines = logLines
        printed = dump
        kept = trace
    }

    /// What PCMDUMP prints of the instruction file of a client, by its place.
    func dumpLines(_ client: Int) -> [String] { printed(lab, here, client) }

    /// The database of the site that the row is about.
    public var image: SiteImage { lab.images[here] }
    /// The code of that site.
    public var site: SiteCode { lab.images[here].definition.code }
    /// What its clock shows.
    public var clock: LocalTime { lab.images[here].definition.zone.localTime(atUTC: lab.now / 1_000) }

    /// Carries out a command of an administrator.
    ///
    /// - Throws: `RowError` with the refusal.
    @discardableResult
    public mutating func perform(_ command: LabCommand, as account: String? = nil) throws(RowError)
        -> CommandOutcome
    {
        do throws(CommandRefusal) {
            let who = account ?? "ADMINISTRATOR"
            let outcome = try lab.perform(command, who: who)
            steps.append(.command(command, who: who))
            return outcome
        } catch {
            throw RowError("refused: \(error.description)")
        }
    }

    /// Lets time pass until an instant, in milliseconds since 1970.
    public mutating func run(until instant: Int64) throws(RowError) {
        do {
            try lab.run(until: instant, world: world)
            steps.append(.run(until: instant))
        } catch {
            throw RowError("the run ended: \(error)")
        }
    }

    /// Every entry of the trace at the site so far, oldest first.
    public func records() -> [TraceRecord] {
        let site = UInt16(here)
        return allRecords().filter { $0.site == site }
    }

    /// Every entry of the trace so far, oldest first.
    public func allRecords() -> [TraceRecord] {
        kept ?? follower.all(of: lab.trace)
    }

    /// The place of the n-th job of the site, from 1.
    ///
    /// - Throws: `RowError` where there is none.
    public func job(_ number: Int64) throws(RowError) -> Int {
        guard number >= 1, number <= Int64(image.jobs.count) else {
            throw RowError("there is no job \(number): site \(site) has \(image.jobs.count)")
        }
        return Int(number) - 1
    }

    /// The place of a package by name; of one that was deleted, where none has its name any more.
    public func package(_ name: String) throws(RowError) -> Int {
        let upper = name.uppercased()
        let places = image.packages.indices.filter { image.packages[$0].package.name.uppercased() == upper }
        guard let place = places.first(where: { !image.packages[$0].isDeleted }) ?? places.last else {
            throw RowError("site \(site) has no package \(name)")
        }
        return place
    }

    /// The place of a server by name.
    public func server(_ name: String) throws(RowError) -> Int {
        guard let place = image.serverIndex(name) else {
            throw RowError("site \(site) has no server \(name)")
        }
        return place
    }

    /// The place of a client by name.
    public func client(_ name: String) throws(RowError) -> Int {
        guard let place = image.clients.index(name) else {
            throw RowError("site \(site) has no client \(name)")
        }
        return place
    }

    /// The place of a client's row in a job, or nil.
    public func detail(client: Int, job: Int) -> Int? {
        let live = image.jobs[job]
        let range = Int(live.firstDetail)..<(Int(live.firstDetail) + Int(live.details))
        return range.first { image.details[$0].client == UInt32(client) }
    }
}
