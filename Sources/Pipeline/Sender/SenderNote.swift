/// What a Sender writes to its log besides its tries.
///
/// The numbers are part of the stored format and never change.
public enum SenderNote: Int64, CaseIterable, Sendable {
    /// The registry names an outbox that is not there (Q126229).
    case noOutbox = 1
    /// The drive at the destination is full: Win32 error 112 (Q137610).
    case diskFull
    /// The drive at the destination has too little room, as a look at it showed.
    case noRoom
    /// The instruction file is gone (Q235837).
    case noInstruction
    /// The wait behind a buffer is 2^32 milliseconds but one (Q140924).
    case endlessDelay
    /// The file at the destination is still open: Win32 error 32 (Q153260).
    case fileOpen
    /// The account has no rights: Win32 error 5 (Q179118).
    case accessDenied
    /// A send request is about nothing (Q181042).
    case badData
    /// The send request itself is gone or cannot be read.
    case requestGone
    /// Both maxima of concurrent sendings let nothing be sent (Q163379).
    case noCapacity
}
