import CommandLineKit

/// The commands of `Job`.
enum JobCommands {
    /// In the order of the help.
    static var entries: [CommandEntry] { [] }
}
