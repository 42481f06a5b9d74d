/// What a component wants done: fixed size and trivial, handles, never texts or arrays.
///
/// Effects are the only way out of a component; adding a kind is a design change.
public enum EffectKind: UInt8, Sendable {
    /// Note something in the trace: `code`, `a`, `b`, `value`.
    case trace
    /// Give a signal after `value` milliseconds: `signal`, `a`, `b`.
    case after
    /// Give a signal at once, before anything else of this instant: `signal`, `a`, `b`.
    case now
    /// Raise event `value`: `a` job (or none), `b` subject, `code` the run of the command it is about.
    case event
    /// Freeze a job's target and server lists: `a` job; then `listsBuilt`.
    case buildLists
    /// Look at a package's source: `a` job, `b` package; then `sourceInspected`.
    case inspectSource
    /// Look at a package's file in STORE before it is unpacked: `a` job, `b` package.
    case inspectStored
    /// The compressed file of a package is there: `a` package.
    case packageCompressed
    /// Set a job's statuses: `a` job, `b` packed.
    case setJobStatus
    /// Set a job's stage: `a` job, `b` stage.
    case setJobStage
    /// Write the instruction file and send request of a job: `a` job, `b` destination site.
    case queueRequest
    /// Set a request's status: `a` request, `b` status, `value` bytes left.
    case setRequest
    /// A request's files arrive at their destination: `a` request.
    case deliver
    /// Take an entry off the Despooler's RECEIVE directory: `a` its running number.
    case takeReceived
    /// Put the entry that is being executed back: `b` retry number, `value` not-before instant.
    case retryReceived
    /// Store the compressed package: `a` package.
    case storePackage
    /// Put a package on a server's drive: `a` package, `b` server, `value` drive place.
    case placePackage
    /// Set a site, server or completion detail: `a` job, `b` kind + server * 16, `value` status.
    case setSiteDetail
    /// Write the client instructions of a job: `a` job.
    case writeOffers
    /// Copy a job's instruction files to the logon servers that can be reached: `a` job.
    case publishOffers
    /// Copy instruction files that changed to the logon servers again.
    case copyInstructions
    /// Move client statuses from a logon server to RECEIVE: `b` server.
    case collectStatuses
    /// Report package locations that are new.
    case reportLocations
    /// Leave a client status at its logon server: `a` detail, `b` outcome + server * 256, `value` not-before instant.
    case leaveStatus
    /// Hand a client status to the Data Loader: `a` detail, `b` outcome.
    case loadStatus
    /// Remove a client's record from the master instruction file: `a` detail.
    case removeRecord
    /// Update a workstation detail: `a` detail, `b` status.
    case setDetail
    /// Take the first `a` client statuses of type `b` out of the Data Loader's box.
    case takeLoaded
    /// Strip a job's records from all clients: `a` job.
    case stripOffers
    /// Make the successor of a repeating job: `a` job.
    case repeatJob
    /// Remove files that Site Reporter has no parent for.
    case clearReports
    /// A command began at a client, whatever comes of it: `a` detail.
    case countAttempt
    /// A client's file of history or log changed: `a` client; its row too if `value` is 1.
    case touchClient
    /// Set how far a job has come at a destination: `a` job, `b` site, `value` state.
    case setDestination
    /// Write a system job's send request: `a` its counter.
    case queueSystemJob
    /// A system job cannot be queued yet: `a` its counter, `b` its status until then.
    case setSystemJob
    /// Delete system jobs that ended long ago.
    case purgeSystemJobs
    /// A Sender works on a request: `a` request, `b` status, `value` bytes left; counts the connection.
    case startRequest
    /// A Sender failed with a request and tries again: `a` request, `value` when.
    case failRequest
    /// A Sender gives a request back to the Scheduler: `a` request, `b` 1 where it did not try, `value` when to try again.
    case giveBack
    /// Look for an outbox again for a request that was given back: `a` request.
    case assignOutbox
    /// A request is given up: `a` request, `b` 1 where its seven days are over.
    case abandonRequest
    /// Execute a system job's instruction: `a` its file.
    case executeMiniJob
    /// Queue an instruction that passes through: `a` its file.
    case forwardFile
    /// Load things that are no client statuses: the first `a` of type `b`.
    case loadItems
    /// Make the system job that carries SITEREP.BOX to the parent.
    case bundleReports
    /// A cancel was carried out here: `a` job.
    case confirmCancel
    /// Another site's job has nothing more to do here: `a` job.
    case endForeignJob
    /// Tell the sites below of a package definition: `a` package.
    case sendDefinition
    /// Take a package off a distribution server: `a` job, `b` server.
    case removeFromServer
    /// Take the compressed copies of a Remove job's package out of STORE: `a` job.
    case removeStored
    /// Take the commands of all jobs of a Remove job's package out of the client instructions: `a` job.
    case removeCommands
    /// A package directory on a server is empty but for what is open: `a` package, `b` server.
    case emptyDirectory
    /// Files of a package that users have open on a server are closed by force: `a` package, `b` server.
    case closeFiles
    /// An access violation ends the Executive with all its threads: `a` job it came with, or none; the last effect of its
    /// component.
    case endExecutive
    /// The Despooler notes a wrong name for what it is to remove later: `a` package, `b` server.
    case loseName
    /// Start a service that is stopped: `a` its place in `ServiceName.allCases`.
    case startService
    /// Something is wrong with a request: `a` request, `b` fault.
    case setRequestFault
    /// A Sender writes its status over a request that was deleted: `a` request.
    case blankRequest
    /// The Scheduler keeps a package's row as it reads it now: `a` package.
    case keepRow
    /// A Sender was refused with the name of another site's service account: `a` that site.
    case badLogon
    /// Hierarchy Manager makes a control file of a proposal: `a` the site.
    case writeControlFile
    /// A proposal is replaced by the ACTUAL image: `a` the site.
    case dropProposal
    /// Hierarchy Manager takes the first `.CT2` into the database.
    case loadControlFile
    /// Site Configuration Manager makes the site as the first `.CT1` says.
    case installControlFile
    /// Site Configuration Manager makes the outboxes that it was waiting to change.
    case installOutboxes
    /// Site Configuration Manager writes a `.CT2`, and one for the parent.
    case reportControlFile
    /// Begin a phase of a site's installation, deletion or upgrade: `a` the site, `b` the phase.
    case beginSitePhase
    /// Note what became of a phase: `a` the site, `b` the phase, `value` the status.
    case setSitePhase
    /// Set the program items of a package in the network application database: `a` package.
    case setProgramItems
    /// Try the first `a` files of type `b` that failed once more.
    case retryMIFs
    /// Files were moved to PROCESS.
    case touchLoadBox
    /// Bring the servers of program items up to date.
    case updateServers
    /// Tell the sites below of program groups.
    case sendGroups
    /// Have what runs on a helper server run on the site server: `a` the helper server.
    case takeBackService
    /// Put the first `.CT1` aside: `value` why, a `ConfigurationNote`.
    case refuseControlFile
    /// Make a server that was detected a logon server: `a` server.
    case detectServer
    /// Install the components of a logon server: `a` server.
    case installServer
    /// Take the components of a logon server away, and the server: `a` server.
    case uninstallServer
    /// A server answers again: `a` server.
    case clearSilence
    /// Write the MIF of the user groups.
    case reportUserGroups
    /// The Scheduler has seen which requests Senders gave back.
    case forgetGivenBack
    /// Tell the site of a job that its instruction cannot be sent on from here for now: `a` request.
    case tellRetrying
    /// Take a request back that was given back while its job's cancel waits behind it: `a` request.
    case settleCancel
    /// Configure the logon scripts of the site's logon servers.
    case configureScripts
}

/// An effect; see `EffectKind` for what the numbers hold.
@frozen
public struct Effect: Sendable {
    /// What to do.
    public var kind: EffectKind
    /// Trace code or signal, by its number; for an event a number beside the others.
    public var code: UInt8
    /// First handle.
    public var a: UInt32
    /// Second handle.
    public var b: UInt32
    /// A number.
    public var value: Int64

    /// Makes an effect.
    @inlinable
    public init(_ kind: EffectKind, code: UInt8 = 0, _ a: UInt32 = 0, _ b: UInt32 = 0, value: Int64 = 0) {
        self.kind = kind
        self.code = code
        self.a = a
        self.b = b
        self.value = value
    }
}

/// Where a component puts its effects; reused from event to event, so that nothing is allocated.
public struct EffectBuffer: ~Copyable {
    /// Room for effects; what lies behind `count` is of an earlier event.
    @usableFromInline var room: ContiguousArray<Effect> = []
    /// How many effects there are.
    @inlinable public var count: Int { used }
    @usableFromInline var used = 0

    /// Makes an empty buffer.
    public init() { room.reserveCapacity(64) }

    /// Empties the buffer and keeps its memory.
    @inlinable @inline(__always)
    public mutating func clear() { used = 0 }

    /// All effects, for tests; a copy.
    public var effects: [Effect] { (0..<used).map { room[$0] } }

    /// The effect at a place, in the order in which they were asked for.
    @inlinable public subscript(_ place: Int) -> Effect { room[place] }

    /// Adds an effect.
    @inlinable @inline(__always)
    public mutating func add(_ effect: Effect) {
        if used < room.count { room[used] = effect } else { room.append(effect) }
        used += 1
    }

    /// Notes something in the trace.
    @inlinable @inline(__always)
    public mutating func trace(_ code: TraceCode, _ a: UInt32 = 0, _ b: UInt32 = 0, _ value: Int64 = 0) {
        add(Effect(.trace, code: code.rawValue, a, b, value: value))
    }

    /// Gives a signal after some milliseconds.
    @inlinable @inline(__always)
    public mutating func after(_ milliseconds: Int64, _ signal: SignalKind, _ a: UInt32 = 0, _ b: UInt32 = 0)
    {
        add(Effect(.after, code: signal.rawValue, a, b, value: milliseconds))
    }

    /// Gives a signal at once.
    @inlinable @inline(__always)
    public mutating func now(_ signal: SignalKind, _ a: UInt32 = 0, _ b: UInt32 = 0) {
        add(Effect(.now, code: signal.rawValue, a, b))
    }

    /// Raises an event about a job.
    @inlinable @inline(__always)
    public mutating func event(
        _ number: Int64, job: UInt32 = noHandle, _ subject: UInt32 = noHandle, attempt: UInt8 = 0
    ) {
        add(Effect(.event, code: attempt, job, subject, value: number))
    }

    /// Ends the Executive by an access violation; its component does nothing more after that.
    public mutating func endExecutive(job: UInt32 = noHandle) { add(Effect(.endExecutive, job)) }

    /// Starts a service that is stopped, as Site Configuration Manager does.
    public mutating func start(_ service: ServiceName) {
        guard let place = ServiceName.allCases.firstIndex(of: service) else { return }
        add(Effect(.startService, UInt32(place)))
    }

    /// Raises an event that is about no job, unless it stands (ERRORHIS, RG S3D43).
    public mutating func event(
        _ number: Int64, _ job: UInt32, _ subject: UInt32, once: Bool, _ image: SiteImage
    ) {
        if once, image.standing.contains(JobLive.raisedKey(number, subject)) { return }
        add(Effect(.event, job, subject, value: number))
    }
}

/// The handle of nothing.
public let noHandle = UInt32.max

/// The four statuses of a job in one number.
@frozen
public struct PackedStatus: Equatable, Sendable {
    /// Overall in the lowest byte, then Sending, Working, Cancel.
    public var number: UInt32

    /// Takes the packed number.
    @inlinable
    public init(number: UInt32) { self.number = number }
}
