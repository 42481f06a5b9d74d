/// What the Despooler writes to its log besides its steps.
///
/// The numbers are part of the stored format and never change.
public enum DespoolerNote: Int64, CaseIterable, Sendable {
    /// The drive for temporary files, where one is preferred: the ASCII code of its letter stands beside it (Q191307).
    case temporaryDrive = 1
    /// The compressed package is not in STORE (Q179118).
    case packageMissing
    /// A file in use stopped a copy, Win32 error 32: the server stands beside it, with the letter of the temporary drive
    /// above its 16 bits (Q193766).
    case fileInUse
}
