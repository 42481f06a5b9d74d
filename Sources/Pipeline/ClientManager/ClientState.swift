/// Whether a client's computer is on and a user logged on, and what its Package Command Manager is up to.
public struct ClientState: OptionSet, Sendable {
    /// The bits.
    public let rawValue: UInt8
    /// Takes the bits as they are.
    @inlinable
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    /// The computer is on.
    public static let powered = ClientState(rawValue: 1)
    /// A user is logged on.
    public static let loggedOn = ClientState(rawValue: 2)
    /// Instructions are to be parsed at the next poll, touched or not: the program has just started (Q163488).
    public static let hasNew = ClientState(rawValue: 4)
    /// The user's Package Command Manager has ended; the next logon starts it again (Q188578).
    public static let exited = ClientState(rawValue: 8)
    /// What runs was started by the service.
    public static let serviceRuns = ClientState(rawValue: 16)
    /// The service has crashed; it starts again with the computer (Q193224).
    public static let serviceStopped = ClientState(rawValue: 32)
    /// A Details window is open (Q160853).
    public static let detailsOpen = ClientState(rawValue: 64)
    /// The 16-bit program has closed its window with commands in it (Q122320).
    public static let windowClosed = ClientState(rawValue: 128)
    /// Both: Package Command Manager runs.
    public static let active: ClientState = [.powered, .loggedOn]
}

/// What keeps a client busy.
public struct BusyLive: Equatable, Sendable {
    /// Until when; -1: it is not busy.
    public var until: Int64 = -1
    /// The offer that it counts down or runs, by detail.
    public var offer = noHandle
    /// Whether the window of the user's program is up.
    public var isWindowOpen = false
}

/// An offer at its client.
public struct OfferLive: Equatable, Sendable {
    /// The next offer of the same client, by detail.
    public var next = noHandle
    /// How far it has come, by the number of `OfferStage`.
    public var stage: UInt8 = 0
    /// Whether its stage changed since the last commit.
    var isChanged = false
}
