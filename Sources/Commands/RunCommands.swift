import CommandLineKit

/// The commands of `Run`.
enum RunCommands {
    /// In the order of the help.
    static var entries: [CommandEntry] { [] }
}
