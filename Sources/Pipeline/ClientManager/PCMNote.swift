/// What a Package Command Manager did or met that is no step of an offer; the value of `TraceCode.pcmNoted`.
///
/// The lowest byte of the value is the number, the rest what the case tells of. The numbers never change.
public enum PCMNote: UInt8, CaseIterable, Sendable {
    /// The service takes the command that starts next.
    case takenByService = 1
    /// No logon server was found at the start, and the program ended (Q188578).
    case exitedWithoutServer = 2
    /// The current logon server was down at the start, and the program crashed (Q153571).
    case accessViolation = 3
    /// The service was installing a package at the start, and the program ended (Q231378).
    case exitedBusy = 4
    /// Another logon server is the current one: the server's place.
    case logonServerChanged = 5
    /// The service could not read an instruction file (Q160855, Q167114).
    case noInstructionFile = 6
    /// The logon of the service was refused (Q230242).
    case logonRefused = 7
    /// The service crashed over a command line (Q193224).
    case serviceCrashed = 8
    /// The program of the command was not found.
    case programNotFound = 9
    /// No drive letter was free for a server: its place (error 92, Q150727).
    case noFreeDrive = 10
    /// A restart of Windows was asked for (Q153227).
    case restartAsked = 11
    /// The status was recorded when the program had started (Q175652).
    case recordedAtStart = 12
    /// The ended command counts as running still (Q193784).
    case stillRunning = 13
    /// An empty window came up (Q149683).
    case blankWindow = 14
    /// An icon flashes instead of a window (Q171764).
    case iconFlashes = 15
    /// The window was closed with commands in it (Q122320).
    case windowClosed = 16
    /// The window came back for what is pending (Q187287).
    case reminded = 17
    /// A Details window was opened (Q160853).
    case detailsOpened = 18
    /// The Details window was closed.
    case detailsClosed = 19
    /// PCMHIST.REG was lost: how many records count as new (Q229809).
    case historyLost = 20
    /// The status could not be written (Q164877, Q160775, Q191299).
    case noStatus = 21
    /// The package could not be opened, and the error was 0 (Q253578).
    case errorZero = 22
    /// The process handle was taken for an error (Q149672).
    case launchError = 23
    /// The service found a command in the file that it had run (Q166765).
    case foundAgain = 24
    /// The process was given up (a wait with a limit; Q214448 has none).
    case givenUp = 25
    /// The window stayed open behind the last command (Q168541).
    case windowStays = 26
    /// The connection to the logon server was found broken between two polls (Q160611).
    case connectionLost = 27
    /// The file of a Macintosh program has no resource fork (error -39, Q156278).
    case noResourceFork = 28
    /// A server refused the package's directory: it was left to the service account alone (Q182414).
    case accessDenied = 29

    /// The value of a trace entry.
    func value(_ argument: Int64 = 0) -> Int64 { argument << 8 | Int64(rawValue) }

    /// The note of a trace entry's value, with what it tells of; nil for a number that no case has.
    public static func read(_ value: Int64) -> (note: PCMNote, argument: Int64)? {
        PCMNote(rawValue: UInt8(truncatingIfNeeded: value)).map { ($0, value >> 8) }
    }
}
