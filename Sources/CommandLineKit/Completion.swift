/// What a shell offers while a value is being typed.
public enum Completion: Equatable, Sendable {
    /// Nothing can be offered.
    case nothing
    /// Names of files and folders.
    case file
    /// Names of folders.
    case directory
    /// The listed words.
    case words([String])
    /// Things of the lab, of a kind such as `package` or `job`.
    ///
    /// The shell asks the program itself: `sms12 __complete KIND`, see `CompletionHook`.
    case labObject(String)
}
