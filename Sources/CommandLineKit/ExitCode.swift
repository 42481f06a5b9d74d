/// The exit codes of sms12 (design 9); those from 64 on follow `sysexits.h`.
public enum ExitCode {
    /// Done.
    public static let done: Int32 = 0
    /// Failed, or a difference was found.
    public static let failed: Int32 = 1
    /// Done, with losses graded warning or worse.
    public static let doneWithLosses: Int32 = 3
    /// The command line is wrong.
    public static let usage: Int32 = 64
    /// The data are wrong.
    public static let badData: Int32 = 65
    /// A file to be read is not there.
    public static let noInput: Int32 = 66
    /// A mistake in the program.
    public static let ourBug: Int32 = 70
    /// A file cannot be made.
    public static let cannotCreate: Int32 = 73
    /// Reading or writing failed.
    public static let inputOutput: Int32 = 74
    /// Another program holds the lab.
    public static let labInUse: Int32 = 75
    /// Not permitted.
    public static let notPermitted: Int32 = 77
    /// Interrupted; what was done is kept.
    public static let interrupted: Int32 = 130

    /// The list for help and pages.
    public static let notes: [ExitCodeNote] = [
        ExitCodeNote(done, "done"),
        ExitCodeNote(failed, "failed, or a difference was found"),
        ExitCodeNote(doneWithLosses, "done, with losses graded warning or worse"),
        ExitCodeNote(usage, "the command line is wrong"),
        ExitCodeNote(badData, "the data are wrong"),
        ExitCodeNote(noInput, "a file to be read is not there"),
        ExitCodeNote(ourBug, "a mistake in the program itself"),
        ExitCodeNote(cannotCreate, "a file cannot be made"),
        ExitCodeNote(inputOutput, "reading or writing failed"),
        ExitCodeNote(labInUse, "another program holds the lab"),
        ExitCodeNote(notPermitted, "not permitted"),
        ExitCodeNote(interrupted, "interrupted; what was done is kept"),
    ]
}
